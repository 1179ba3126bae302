// discover/spool.hpp: a stream held in memory so that a decoder can jump in it.
//
// Never on disk: what is in a sealed item must not stand anywhere in clear. Pages of memory without
// a name, given back when the Spool goes.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "discover/scan.hpp"

namespace ledgelight::discover {

class Spool final : public ByteSource {
 public:
  /// Reads `source` to its end. too_large when it has more than `most` bytes, else its own error.
  /// `more`, when given, is asked once before it gives up: how much it may be then.
  static Result<std::unique_ptr<Spool>> hold(ByteSource& source, std::uint64_t most,
                                             const std::function<std::uint64_t()>& more = {});
  /// The same, but what was read before it failed is kept: the front of `source`.
  Result<void> take(ByteSource& source, std::uint64_t most,
                    const std::function<std::uint64_t()>& more = {});
  Result<std::size_t> read(std::span<char> into) override;
  std::optional<std::uint64_t> size() const override { return size_; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override;

 private:
  static constexpr std::size_t part = 1U << 20;
  std::vector<std::unique_ptr<char[]>> parts_;
  std::uint64_t size_ = 0, at_ = 0;
};

}  // namespace ledgelight::discover
