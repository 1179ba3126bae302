// Dates of birth: a date, and what says that somebody was born on it.
#include "discover/numbers.hpp"

#include "base/text.hpp"
#include "discover/classify.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {

using std::size_t;

namespace {

const TrigramSet& birth_clues() {
  static const TrigramSet clues = clues_of({Meaning::birth});
  return clues;
}
constexpr size_t birth_reach = 32;

}  // namespace

size_t Numbers::birth(size_t i, size_t j) {
  const std::string_view year = s_.substr(i, 2);
  if (year != "19" && year != "20") return 0;
  size_t b = i, e = j;
  if (j - i == 4) {
    if ((after(j) == '-' || after(j) == '/' || after(j) == '.') && is_digit(after(j + 1))) {
      ++e;
      while (e < s_.size() && e - j < 7 && (is_digit(s_[e]) || s_[e] == after(j)))
        ++e;
      while (e > j && !is_digit(s_[e - 1]))
        --e;
    } else if (before(i) == '/' || before(i) == '-' || before(i) == '.') {
      while (b > 0 && i - b < 7 && (is_digit(s_[b - 1]) || s_[b - 1] == before(i)))
        --b;
    } else if (before(i) == ' ') {  // "March 2, 1926", "2 March 1926"
      size_t k = i;
      while (k > 0 && i - k < 18 &&
             (is_word(s_[k - 1]) || s_[k - 1] == ' ' || s_[k - 1] == ',' || s_[k - 1] == '.'))
        --k;
      while (k < i &&
             !(is_word(s_[k]) && (k == 0 || !is_word(s_[k - 1])) && read_date(s_.substr(k, j - k))))
        ++k;
      b = k;
    } else {
      return 0;
    }
  }
  if (b == e || is_word(before(b)) || is_digit(after(e)) || e - b < 6) return 0;
  if (dotted_birth(b)) {
    const auto date = read_date(s_.substr(b, e - b));
    if (!date) return 0;
    add(b, e, Element::birth, 95, *date, "a date after \"D.O.B.\"");
    return e;
  }
  if (b >= 4 && after_sex(b)) {
    const auto date = read_date(s_.substr(b, e - b));
    if (!date || date->substr(0, 4) > "2026") return 0;
    add(b, e, Element::birth, 78, *date, "a date after race and sex");
    return e;
  }
  // Nearly every line of a log begins with a date.
  if (!any_clue(s_, b > birth_reach ? b - birth_reach : 0, b, birth_clues())) return 0;
  const auto l = label_before(s_, b, birth_reach);
  if (l.meaning != Meaning::birth || b - l.to > 24) return 0;
  // "dob=1986-03-02\n2026-…": another date stands nearer to the word.
  for (size_t k = l.to, run = 0; k < b; ++k)
    if ((run = is_digit(s_[k]) ? run + 1 : 0) == 4) return 0;
  const auto date = read_date(s_.substr(b, e - b));
  if (!date) return 0;
  add(b, e, Element::birth, 95, *date, "a date after " + quoted(l));
  return more(Meaning::birth, l, e);
}

bool Numbers::dotted_birth(size_t b) const {
  size_t k = b;
  while (k > 0 && b - k < 6 && !is_word(s_[k - 1]) && s_[k - 1] != '\n')
    --k;
  if (k < 5 || k == b || (s_[k - 1] != 'B' && s_[k - 1] != 'b') || s_[k - 2] != '.') return false;
  return lowered(s_.substr(k - 5, 5)) == "d.o.b" && (k == 5 || !is_word(s_[k - 6]));
}

bool Numbers::after_sex(size_t b) const {
  if (s_[b - 1] != ' ') return false;
  const char sex = s_[b - 2], race = s_[b - 4];
  return s_[b - 3] == '/' && (sex == 'M' || sex == 'F' || sex == 'X') && is_upper(race) &&
         (b < 5 || !is_word(s_[b - 5]));
}

}  // namespace ledgelight::discover
