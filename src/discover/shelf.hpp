// discover/shelf.hpp: where what does not fit into memory waits, sealed, until a search is over.
//
// What is in a sealed item must not stand anywhere in clear: bytes leave memory sealed
// (base/seal.hpp) under a key that only this search has and that is never written, so that what a
// killed search leaves behind opens for nobody.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/seal.hpp"

namespace ledgelight::discover {

/// A place for bytes outside of memory. Any thread may call it.
class Shelf {
 public:
  virtual ~Shelf() = default;
  struct Extent {
    std::uint64_t at = 0, size = 0;
  };
  /// Fails: io, disk_full.
  virtual Result<Extent> put(std::string_view bytes) = 0;
  /// Appends the bytes of `extent` to `out`.
  virtual Result<void> get(const Extent& extent, std::string& out) const = 0;
};

/// What was put on a shelf is gone: to be treated as std::bad_alloc is, where a search begins.
class NotBroughtBack : public std::runtime_error {
 public:
  NotBroughtBack() : std::runtime_error("what was found does not come back from the disk") {}
};

/// How many bytes the threads of one search may hold of what they find, and the shelf for the rest.
class Holding {
 public:
  /// `shelf` must outlive it. About `most` bytes are held, and a few pieces a thread beside.
  Holding(Shelf& shelf, std::size_t most);

  std::size_t most() const { return most_; }
  void more(std::size_t bytes) { held_ += bytes; }
  void less(std::size_t bytes) { held_ -= bytes; }
  /// A half is for those who gather; the other is for putting together.
  bool over() const { return held_ > most_ / 2; }

  /// A run of bytes, sealed. What fails is remembered: an empty extent is given, and nothing can be
  /// relied on any more.
  Shelf::Extent put(std::string_view plain);
  /// The bytes of that run. Throws NotBroughtBack when they do not come back as they were, and
  /// remembers why: it is asked for in the midst of everything, as memory is.
  std::string get(const Shelf::Extent& extent) const;
  /// What failed first, if anything did.
  Result<void> trouble() const;

 private:
  void failed(const Error& why) const;

  Shelf& shelf_;
  std::size_t most_;
  Key key_;
  std::atomic<std::size_t> held_{0};
  mutable std::mutex mutex_;
  mutable Result<void> trouble_;
};

}  // namespace ledgelight::discover
