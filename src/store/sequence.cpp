#include "store/sequence.hpp"

namespace ledgelight::store {

std::string sequence_of(std::string_view id) {
  constexpr std::size_t width = 12;
  std::string out;
  for (std::size_t i = 0; i < id.size();) {
    const auto digits = std::min(id.find_first_not_of("0123456789", i), id.size()) - i;
    if (digits == 0) {
      out += id[i++];
      continue;
    }
    if (digits < width) out.append(width - digits, '0');
    out += id.substr(i, digits);
    i += digits;
  }
  return out;
}

}  // namespace ledgelight::store
