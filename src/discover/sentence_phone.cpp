#include "base/text.hpp"
#include "discover/label_ends.hpp"
#include "discover/sentence_values.hpp"
#include "discover/sentences.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;
namespace {

/// Groups of digits at `b` as telephones of the world are written: 7 to 12 digits in all. "" when
/// they are not.
std::string phone_groups(std::string_view s, std::size_t b, std::size_t& end, int& groups) {
  std::string digits;
  std::size_t i = b;
  groups = 0;
  bool open = false;
  while (i < s.size() && groups < 7) {
    if (s[i] == '(' && !open && groups == 0) {
      open = true;
      ++i;
    }
    const auto from = i;
    while (i < s.size() && is_digit(s[i]))
      digits += s[i++];
    if (i == from) break;
    ++groups;
    end = i;
    if (open && at_or(s, i) == ')') {
      open = false;
      ++i;
      if (at_or(s, i) == ' ' || at_or(s, i) == '-') ++i;
      continue;
    }
    const char c = at_or(s, i);
    if ((c == ' ' || c == '-' || c == '.' || c == '/') && is_digit(at_or(s, i + 1)))
      ++i;
    else
      break;
  }
  const char after = at_or(s, end);
  if (open || is_word(after) || after == '@' || after == '%' || after == ':' ||
      (after == '.' && is_digit(at_or(s, end + 1))))
    return {};
  return digits;
}

}  // namespace

void phone_in_sentence(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  const auto s = text.bytes;
  std::size_t i = to;
  std::string last = lowered(s.substr(from, to - from));
  bool near = true;
  for (int words = 0; words < 10 && i < s.size() && i - to < 60;) {
    const char c = s[i];
    if (is_digit(c) || (c == '(' && is_digit(at_or(s, i + 1)))) {
      bool led = near;
      for (std::string_view w : {"at"sv, "on"sv, "is"sv, "was"sv, "to"sv, "number"sv, "no"sv,
                                 "me"sv, "back"sv, "under"sv, "via"sv, "them"sv, "us"sv})
        led = led || last == w;
      std::size_t end = i;
      int groups = 0;
      if (i > 0 && (s[i - 1] == '+' || s[i - 1] == '$' || s[i - 1] == '-' || s[i - 1] == '/' ||
                    s[i - 1] == '.'))
        return;
      const auto digits = phone_groups(s, i, end, groups);
      const bool ten = digits.size() == 10 && valid_phone(digits);
      if (!led || digits.size() < 6 || digits.size() > 12 ||
          (digits.size() == 6 && groups < 3 && c != '(') ||
          digits.find_first_not_of(digits[0]) == std::string_view::npos ||
          read_date(s.substr(i, end - i)) || digits.substr(0, 8) == "12345678")
        return;
      if (groups == 1 && digits.size() < 8 && !ten) return;
      const auto written = s.substr(i, end - i);
      if (looks_like_another(written) && !(written.size() == 12 && digits.size() == 10)) return;
      if (digits.size() == 10 && digits.substr(3, 5) == "55501") return;
      if (valid_card(digits) ||
          (groups == 3 && written.size() == 11 && written[3] == written[6] &&
           (written[3] == '-' || written[3] == ' ') && valid_ssn(digits) && !near))
        return;
      out.push_back({i,
                     end,
                     Element::phone,
                     NamePart::none,
                     ten                      ? 75
                     : groups > 1 || c == '0' ? 62
                                              : 55,
                     digits,
                     "groups of digits after \"" + std::string(s.substr(from, to - from)) + "\"",
                     {},
                     0});
      return;
    }
    if (is_word(c)) {
      std::size_t e = i;
      while (e < s.size() && is_word(s[e]))
        ++e;
      last = lowered(s.substr(i, e - i));
      const auto means = meaning_of_word(last);
      if (means != Meaning::nothing && means != Meaning::phone && means != Meaning::name) return;
      near = near && (is_between(last) || means == Meaning::phone || last == "me" || last == "nos");
      ++words;
      i = e;
      continue;
    }
    if (c == '.' && last != "no" && last != "tel" && last != "ph" && at_or(s, i + 1) == ' ' &&
        is_upper(at_or(s, i + 2)))
      return;
    if (c == '?' || c == '!' || c == ';' || c == '\0' || c == '{' || c == '<' || c == '[') return;
    if (c == '\n' && (i == to ? false : true) && at_or(s, i + 1) == '\n') return;
    ++i;
  }
}

}  // namespace ledgelight::discover
