#include "discover/spool.hpp"

#include <algorithm>

namespace ledgelight::discover {

Result<std::unique_ptr<Spool>> Spool::hold(ByteSource& source, std::uint64_t most,
                                           const std::function<std::uint64_t()>& more) {
  auto spool = std::make_unique<Spool>();
  TRY(spool->take(source, most, more));
  return spool;
}

Result<void> Spool::take(ByteSource& source, std::uint64_t most,
                         const std::function<std::uint64_t()>& more) {
  bool asked = !more;
  while (true) {
    const auto used = static_cast<std::size_t>(size_ % part);
    if (used == 0 && parts_.size() * part == size_)
      parts_.push_back(std::make_unique_for_overwrite<char[]>(part));
    const auto n = TRY(source.read({parts_.back().get() + used, part - used}));
    if (n == 0) return {};
    size_ += n;
    if (size_ > most && !asked) {
      asked = true;
      most = more();
    }
    if (size_ > most)
      return fail(Errc::too_large,
                  "larger than the " + std::to_string(most) + " bytes that are held in memory");
  }
}

Result<std::size_t> Spool::read(std::span<char> into) {
  const auto n = TRY(read_at(at_, into));
  at_ += n;
  return n;
}

Result<std::size_t> Spool::read_at(std::uint64_t offset, std::span<char> into) {
  std::size_t done = 0;
  while (done < into.size() && offset < size_) {
    const auto in_part = static_cast<std::size_t>(offset % part);
    const auto n = std::min<std::uint64_t>({into.size() - done, part - in_part, size_ - offset});
    std::copy_n(parts_[static_cast<std::size_t>(offset / part)].get() + in_part, n,
                into.data() + done);
    done += static_cast<std::size_t>(n);
    offset += n;
  }
  return done;
}

}  // namespace ledgelight::discover
