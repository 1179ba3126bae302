#include "law/register.hpp"

#include <algorithm>
#include <utility>

namespace ledgelight::law {

ElementMask mask_of(const Elements& elements) {
  const auto& tokens = element_tokens();
  CHECK(tokens.size() <= 64);
  ElementMask out = 0;
  for (const auto& element : elements) {
    const auto at = std::lower_bound(tokens.begin(), tokens.end(), element);
    if (at != tokens.end() && *at == element)
      out |= ElementMask{1} << static_cast<unsigned>(at - tokens.begin());
  }
  return out;
}

Elements elements_of(ElementMask mask) {
  const auto& tokens = element_tokens();
  Elements out;
  for (std::size_t i = 0; i < tokens.size() && i < 64; ++i)
    if ((mask >> i & 1U) != 0) out.insert(tokens[i]);
  return out;
}

std::optional<std::uint8_t> jurisdiction_index(std::string_view code) {
  const auto& codes = jurisdiction_codes();
  const auto at = std::lower_bound(codes.begin(), codes.end(), code);
  if (at == codes.end() || *at != code) return {};
  return static_cast<std::uint8_t>(at - codes.begin());
}

void Register::add(std::uint8_t jurisdiction, ElementMask exposed, bool has_contact) {
  CHECK(jurisdiction < jurisdiction_codes().size());
  auto& sum = sums_[{exposed, jurisdiction}];
  ++sum.count;
  if (!has_contact) ++sum.without_contact;
  ++people_;
}

std::vector<PeopleGroup> Register::groups(const std::optional<Date>& identified) const {
  std::vector<std::pair<Key, Sum>> sorted(sums_.begin(), sums_.end());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first.jurisdiction, a.first.exposed) <
           std::pair(b.first.jurisdiction, b.first.exposed);
  });
  std::vector<PeopleGroup> out;
  out.reserve(sorted.size());
  for (const auto& [key, sum] : sorted)
    out.push_back({jurisdiction_codes()[key.jurisdiction], sum.count, identified,
                   sum.without_contact, elements_of(key.exposed)});
  return out;
}

}  // namespace ledgelight::law
