// decode/channel.hpp: what a decoder reads from and speaks into.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <list>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ledgelight::decode {

/// Fills the front of the span; 0 at the end, negative when reading failed.
using Input = std::function<long(std::span<char>)>;
/// Takes whole frames; false when nobody listens any more.
using Output = std::function<bool(std::string_view)>;

/// A container cannot be read further; what() is what the officer reads.
struct Damaged : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A container that can be read anywhere, a few blocks of it at hand.
class Bytes {
 public:
  /// Gives bytes from an offset on, fewer only at the end; throws Damaged.
  using Fetch = std::function<std::size_t(std::uint64_t, std::span<char>)>;
  Bytes(std::uint64_t size, Fetch fetch) : size_(size), fetch_(std::move(fetch)) {}
  std::uint64_t size() const { return size_; }
  std::size_t read_at(std::uint64_t offset, std::span<char> into);
  /// All of it; throws Damaged when it is larger than `most`.
  std::string whole(std::uint64_t most);
  /// A stretch of it as if it were all; this must outlive it.
  Bytes part(std::uint64_t from, std::uint64_t size) {
    return {size, [this, from, size](std::uint64_t offset, std::span<char> into) {
              const auto left = offset < size ? size - offset : 0;
              return read_at(from + offset, into.first(static_cast<std::size_t>(std::min<std::uint64_t>(left, into.size()))));
            }};
  }

 private:
  struct Block {
    std::uint64_t number;
    std::string bytes;
  };
  std::string_view block(std::uint64_t number);
  std::uint64_t size_;
  Fetch fetch_;
  std::list<Block> blocks_;  ///< last used first
};

/// Frames in their order (discover/frame.hpp). Text said in small parts goes out in large ones.
class Speaker {
 public:
  explicit Speaker(const Output& output) : output_(output) {}
  void member(std::string_view name);
  void text(std::string_view name);
  void bytes(std::string_view name);
  /// What follows has nothing to do with what was said; it begins at `origin`, or where we stand.
  void piece(std::uint64_t origin);
  void piece() { piece(said_); }
  void say(std::string_view bytes);
  std::uint64_t said() const { return said_; }  ///< bytes of the member so far
  void end();
  void trouble(std::string_view why);
  /// A member of which nothing can be read.
  void unread(std::string_view name, std::string_view why) { member(name), trouble(why); }
  void finish();
  void failed(std::string_view why);
  bool listening() const { return listening_; }
  bool inside() const { return inside_; }

 private:
  void begin(char type, std::string_view name);
  void flush();
  void frame(char type, std::string_view body);
  const Output& output_;
  std::string waiting_;
  std::uint64_t said_ = 0;
  bool listening_ = true, inside_ = false;
};

}  // namespace ledgelight::decode
