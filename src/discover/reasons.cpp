#include "discover/reasons.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "linkage/compare.hpp"

namespace ledgelight::discover {
namespace {

struct Row {
  std::string_view words, key;  ///< a # in `words` is a number
};
constexpr std::array<Row, 12> table{{
    {"same name and a shared value, yet the Social Security numbers differ", "ssns-differ"},
    {"same Social Security number, yet name and date of birth both differ", "only-ssn"},
    {"same name and date of birth, which two people here have", "two-of-birth"},
    {"same name and another number, e-mail address or telephone, which two people here have",
     "two-of-number"},
    {"same name and postal address, which two people here have", "two-of-address"},
    {"the same name; nothing else is known of both", "halves"},
    {"the only person of that name here, but others may bear it", "only-one"},
    {"the only person of that name but for a slip", "slip"},
    {"one of # people of that name", "one-of"},
    {"same name; nothing else to tell", "name-only"},
    {"e-mail address made of a name that # people here have", "email-of-several"},
    {"e-mail address made of the name; others may have it", "email-of-one"},
}};

/// "two of day, month and year" -> "two-of-day-month-and-year"
std::string slug(std::string_view words) {
  std::string out;
  for (char c : words)
    if (c >= 'a' && c <= 'z')
      out += c;
    else if (!out.empty() && out.back() != '-')
      out += '-';
  return out;
}

constexpr std::array<std::string_view, linkage::field_count> fields{
    "given", "family", "middle", "suffix", "birth", "ssn",   "phone",
    "email", "street", "place",  "line",   "sex",   "number"};

/// The number that stands where `pattern` has its #, when the rest is the same; "" when there is no
/// #, nullopt when it does not fit.
std::optional<std::string> fits(std::string_view pattern, std::string_view rule) {
  const auto sign = pattern.find('#');
  if (sign == std::string_view::npos)
    return pattern == rule ? std::optional<std::string>("") : std::nullopt;
  const auto behind = pattern.substr(sign + 1);
  if (rule.size() <= pattern.size() - 1 || rule.substr(0, sign) != pattern.substr(0, sign) ||
      rule.substr(rule.size() - behind.size()) != behind)
    return std::nullopt;
  const auto number = rule.substr(sign, rule.size() - behind.size() - sign);
  if (number.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  return std::string(number);
}

/// "family name the same, date of birth day and month swapped": words of a level hold commas too,
/// so the longest that fits is taken off, one after the other.
std::vector<ReasonPart> compared(std::string_view rule) {
  std::vector<ReasonPart> out;
  while (!rule.empty()) {
    ReasonPart best;
    std::size_t longest = 0;
    for (std::size_t f = 0; f < linkage::field_count; ++f) {
      const auto field = static_cast<linkage::Field>(f);
      const auto name = linkage::field_name(field);
      if (rule.substr(0, name.size()) != name || rule.substr(name.size(), 1) != " ") continue;
      const auto rest = rule.substr(name.size() + 1);
      for (std::uint8_t l = 1; l < linkage::levels_of(field); ++l) {
        const auto words = linkage::level_words(field, l);
        const auto after = rest.substr(std::min(words.size(), rest.size()), 2);
        if (rest.substr(0, words.size()) != words || !(after.empty() || after == ", ")) continue;
        if (const auto n = name.size() + 1 + words.size(); n > longest) {
          longest = n;
          best = {"reason.field." + std::string(fields[f]), "", "reason.level." + slug(words)};
        }
      }
    }
    if (longest == 0) return {};
    out.push_back(std::move(best));
    rule.remove_prefix(std::min(rule.size(), longest + 2));
  }
  return out;
}

}  // namespace

std::vector<ReasonPart> reason_parts(std::string_view rule) {
  for (const auto& row : table)
    if (auto number = fits(row.words, rule))
      return {{"reason." + std::string(row.key), *std::move(number), ""}};
  return compared(rule);
}

std::vector<std::string> reason_keys() {
  std::set<std::string> out;
  for (const auto& row : table)
    out.insert("reason." + std::string(row.key));
  for (std::size_t f = 0; f < linkage::field_count; ++f) {
    const auto field = static_cast<linkage::Field>(f);
    out.insert("reason.field." + std::string(fields[f]));
    for (std::uint8_t l = 1; l < linkage::levels_of(field); ++l)
      out.insert("reason.level." + slug(linkage::level_words(field, l)));
  }
  return {out.begin(), out.end()};
}

}  // namespace ledgelight::discover
