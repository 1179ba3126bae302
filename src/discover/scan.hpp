// discover/scan.hpp: reads one source of bytes, whatever it is, and hands on what it finds.
//
// The kind is told by content (magic numbers, then whether it is text), never by name. Memory is
// bounded by Limits::block however long the source or its lines. Containers are unpacked by
// decoder programs behind a pipe (decoder.hpp). The same bytes give the same findings in
// the same order, however the source cuts its reads.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "discover/finding.hpp"

namespace ledgelight::discover {

/// Where bytes come from: a file, a decrypted evidence item, memory.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills the front of `into`; 0 means the end. Never more than into.size().
  virtual Result<std::size_t> read(std::span<char> into) = 0;
  /// How many bytes there are, when they can also be read anywhere; nullopt: only front to back.
  virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
  /// All its bytes, when they lie in memory for as long as the source does: they are searched where
  /// they are. nullopt: they must be read.
  virtual std::optional<std::string_view> whole() const { return std::nullopt; }
  /// As read() of at most `most` bytes, which stay where whole() says they are. Only for a source
  /// that says.
  virtual Result<std::size_t> pass(std::size_t most);
  /// Bytes from `offset` on, whatever read() has given; fewer than into.size() only at the end.
  /// Only for a source that has a size().
  virtual Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into);
  /// What stands beside this one under `name` (no folder in it) and can be read anywhere; nullptr:
  /// nothing does, or nobody knows. For what is kept in several files: the segments of an image,
  /// the log of a database.
  virtual std::unique_ptr<ByteSource> beside(std::string_view) { return nullptr; }
  /// The same bytes for another thread, to be read anywhere; nullptr: there is only this one.
  virtual std::unique_ptr<ByteSource> again() { return nullptr; }
};

/// Threads that have nothing to do at the moment.
class Crew {
 public:
  virtual ~Crew() = default;
  virtual std::size_t idle() const = 0;
  /// One of them does it, or nobody; it must not throw, and whoever offers it waits for no one.
  virtual void offer(std::function<void()> work) = 0;
};

/// Bytes that are already in memory; the view must outlive the source.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : all_(bytes), rest_(bytes) {}
  Result<std::size_t> read(std::span<char> into) override;
  std::optional<std::uint64_t> size() const override { return all_.size(); }
  std::optional<std::string_view> whole() const override { return all_; }
  Result<std::size_t> pass(std::size_t most) override;
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override;
  std::unique_ptr<ByteSource> again() override;

 private:
  std::string_view all_, rest_;
};

struct Limits {
  std::size_t block = 1U << 20;             ///< bytes looked at together, at least 128 KiB
  int depth = 8;                            ///< containers within containers
  std::uint64_t members = 1'000'000;        ///< in one source, all depths together
  std::uint64_t unpacked = 16ULL << 30;     ///< bytes out of one source, all depths together; eight
                                            ///< times the source when that is more
  std::uint64_t ratio = 1'000;              ///< bytes out for each byte in, above `ratio_from`
  std::uint64_t ratio_from = 64ULL << 20;
  std::size_t name_bytes = 4'096;           ///< of a member's name
  std::uint64_t spool =
      512ULL << 20;  ///< of a container that must be jumped in and cannot be, held in memory
  std::chrono::seconds quiet{30};           ///< a decoder that says nothing for so long is stopped
  std::chrono::seconds total{3'600};        ///< for one source; of such a large one, a second for
                                            ///< each four MiB when that is more
  int min_confidence = 50;                  ///< findings below are not handed on
  std::string decoder;  ///< path of ledgelight-decode, the others beside it; "" looks for it
  /// A plain text larger than twice this is searched in pieces of about this size, by `crew` too
  /// (pieces.hpp). At least 256 KiB.
  std::uint64_t piece = 32ULL << 20;
  Crew* crew = nullptr;  ///< must outlive the scan
  /// The source is gone on with where Sink::reached() said; what stands before is neither searched
  /// nor told. Must be of the same source, program and `piece`.
  struct From {
    std::uint64_t place = 0, records = 0;
  } from;
};

struct ScanTotals {
  std::uint64_t bytes = 0;     ///< of the source
  std::uint64_t unpacked = 0;  ///< that came out of containers
  std::uint64_t files = 0;     ///< the source and every member in it
  std::uint64_t findings = 0;
};

/// Scans `source` to its end. `name`, with folders in front or without, is only used to name what a
/// nameless gzip holds and what stands beside() the source.
/// Fails only when the source itself fails or the sink stops it (Errc::conflict); everything else
/// that could not be read is told to the sink as Unread, and what was found before stays found.
Result<ScanTotals> scan(ByteSource& source, std::uint32_t file, std::string_view name, Sink& sink,
                        const Limits& limits = {});

}  // namespace ledgelight::discover
