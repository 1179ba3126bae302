// desk/ports/finding_id.hpp: the name of a finding, and the numbers in it.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "desk/records.hpp"

namespace ledgelight::desk {

/// "2026-0007-d3-f00000012": of the third search that this desk made, the twelfth finding.
struct FindingNumber {
  std::uint64_t run = 0, number = 0;
  friend auto operator<=>(const FindingNumber&, const FindingNumber&) = default;
};

inline FindingId finding_id(const CaseId& id, const FindingNumber& n) {
  auto digits = std::to_string(n.number);
  if (digits.size() < 8) digits.insert(0, 8 - digits.size(), '0');
  return FindingId(id.str() + "-d" + std::to_string(n.run) + "-f" + digits);
}

/// nullopt when it is not the name of one.
inline std::optional<FindingNumber> finding_number_of(const FindingId& id) {
  const std::string_view text = id.str();
  const auto f = text.rfind("-f"), d = text.rfind("-d", f);
  if (f == text.npos || d == text.npos) return std::nullopt;
  FindingNumber out;
  const auto read = [](std::string_view digits, std::uint64_t most, std::uint64_t& into) {
    const auto* end = digits.data() + digits.size();
    const auto [at, error] = std::from_chars(digits.data(), end, into);
    return error == std::errc() && at == end && into <= most;
  };
  // Both fit into one number of 63 bits.
  if (!read(text.substr(d + 2, f - d - 2), (1ULL << 27) - 1, out.run) ||
      !read(text.substr(f + 2), (1ULL << 36) - 1, out.number))
    return std::nullopt;
  return out;
}

/// The order of findings: by search, then as it found them.
inline std::uint64_t place_in_order(const FindingNumber& n) { return n.run << 36U | n.number; }

}  // namespace ledgelight::desk
