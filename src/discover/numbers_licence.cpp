// Driver's licences: the word, the state, the format of that state.
#include "discover/numbers.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "discover/sentences.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;

using std::size_t;

size_t Numbers::licence(size_t i, size_t j, const Label& l, bool near) {
  if (!near) return 0;
  const std::string number = [&] {
    std::string up = replaced(s_.substr(i, j - i), "-", "");
    for (char& c : up)
      if (is_lower(c)) c = static_cast<char>(c - 32);
    return up;
  }();
  // The state stands before the words: "CT driver license no.", or after: "license (CT 123456789)".
  std::string state;
  size_t k = i;
  while (k > l.to && !is_word(s_[k - 1]))
    --k;
  if (k >= l.to + 3 && k - l.to < 12 && is_upper(s_[k - 1]) && is_upper(s_[k - 2]) &&
      !is_word(s_[k - 3]))
    state = std::string(state_of(s_.substr(k - 2, 2)));
  k = l.from;
  for (int words = 0; words < 3 && k > 0 && state.empty(); ++words) {
    while (k > 0 && (s_[k - 1] == ' ' || s_[k - 1] == '\''))
      --k;
    const size_t e = k;
    while (k > 0 && is_word(s_[k - 1]) && e - k < 20)
      --k;
    const auto word = s_.substr(k, e - k);
    if (word.empty()) break;
    if (word.size() == 2 ? is_upper(word[0]) && is_upper(word[1]) : is_upper(word[0]))
      state = std::string(state_of(word));
  }
  if (state.empty()) state = state_after(j);
  if (number.size() < 7 && state.empty()) return 0;
  if (!valid_licence(number, state) || (state.empty() && !of_a_driver(l, i, j))) return 0;
  add(i, j, Element::licence, state.empty() ? 65 : 92,
      (state.empty() ? "??" : state) + ":" + number,
      "after " + quoted(l) + "; the format " +
          (state.empty() ? "that some states use" : "of " + state));
  return more(Meaning::licence, l, j);
}

std::string Numbers::state_after(size_t j) const {
  size_t k = j;
  for (int words = 0; words < 8 && k < s_.size() && k - j < 56; ++words) {
    while (k < s_.size() && k - j < 56 && !is_word(s_[k])) {
      const bool told = s_.substr(k, 5) == ". OLS" || s_.substr(k, 4) == ".OLS";
      if ((s_[k] == ';' || s_[k] == '.' || (s_[k] == '\n' && words > 0 && s_[k - 1] == '\n')) &&
          !told)
        return {};
      ++k;
    }
    const size_t b = k;
    while (k < s_.size() && k - b < 16 && is_letter(s_[k]))
      ++k;
    const auto word = s_.substr(b, k - b);
    if (word.empty()) return {};
    if (word.size() == 2 ? is_upper(word[0]) && is_upper(word[1]) : is_upper(word[0])) {
      auto state = state_of(word);
      if (state.empty() && after(k) == ' ') {  // "New York", "Rhode Island"
        size_t e = k + 1;
        while (e < s_.size() && e - k < 12 && is_letter(s_[e]))
          ++e;
        state = state_of(s_.substr(b, e - b));
      }
      if (!state.empty()) return std::string(state);
      if (words > 0 && lowered(word) != "state") return {};
    }
    const auto low = lowered(word);
    bool on = false;
    for (std::string_view w :
         {"was"sv, "is"sv, "issued"sv, "by"sv, "the"sv, "state"sv, "of"sv, "from"sv, "st"sv,
          "ols"sv, "in"sv, "dmv"sv, "lic"sv, "issuing"sv, "a"sv})
      on = on || low == w;
    if (!on) return {};
  }
  return {};
}

bool Numbers::of_a_driver(const Label& l, size_t i, size_t j) const {
  static constexpr std::array<std::string_view, 14> drivers{
      "driver", "drivers", "driver's", "driving", "operator", "operators", "operator's",
      "dmv",    "motor",   "conducir", "manejar", "state",    "cdl",       "dl"};
  static constexpr std::array<std::string_view, 12> licences{
      "license", "licence", "licenses", "lic", "licencia", "no",
      "number",  "id",      "dl",       "dln", "oln",      "permit"};
  const auto low = lowered(l.word);
  const bool of_licence = low.substr(0, 3) == "lic";
  if (!of_licence && low.substr(0, 4) != "driv" && low.substr(0, 5) != "opera")
    return before(i) != '/' || low == "oln" || low == "dl";
  return near_words(s_, l.from, j,
                    of_licence ? std::span<const std::string_view>(drivers)
                               : std::span<const std::string_view>(licences)) ||
         (of_licence && s_.substr(l.to, i - l.to).find_first_of(":#") != std::string_view::npos);
}

}  // namespace ledgelight::discover
