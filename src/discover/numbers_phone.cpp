// Telephone numbers, in groups or beside an address.
#include "discover/numbers.hpp"

#include "base/text.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {

using std::size_t;

size_t Numbers::telephone(size_t i, size_t j) {
  size_t begin = i, k = j;
  const bool paren = before(i) == '(' && after(j) == ')';
  if (paren) {
    --begin;
    ++k;
    if (after(k) == ' ' || after(k) == '-') ++k;
  } else {
    char one = 0;
    const size_t a = after(j) == '/' ? 1 : separator(j, one);
    if (a != 1) return 0;
    k = j + 1;
  }
  if (!digits(k, 3)) return 0;
  char two = 0;
  const size_t b = separator(k + 3, two);
  if (b != 1 || !digits(k + 4, 4)) return 0;
  if (!paren && two != after(j) && !(after(j) == '/' && two == '-')) return 0;
  const size_t end = k + 8;
  // "+1 " or "1-" in front belongs to it.
  if (begin >= 2 && (s_[begin - 1] == ' ' || s_[begin - 1] == '-' || s_[begin - 1] == '.') &&
      s_[begin - 2] == '1' && (begin < 3 || !is_word(s_[begin - 3]))) {
    begin -= 2;
    if (begin > 0 && s_[begin - 1] == '+') --begin;
  } else if (begin >= 4 && s_.substr(begin - 4, 3) == "001" && s_[begin - 1] == '-') {
    begin -= 4;  // as one dials it from abroad
  }
  if (!free_before(begin) || !(free_after(end) || extension(end))) return 0;
  if (after(j) == '/' && near_label(begin).meaning != Meaning::phone) return 0;
  const auto number = digits_of(s_.substr(i, end - i));
  if (number.find_first_not_of(number[0]) == std::string::npos) return 0;
  if (!valid_phone(number)) {
    // Not of North America, or mistyped: a word right beside it has to say what it is.
    const auto close = near_label(begin);
    const bool before_it = close.meaning == Meaning::phone && begin - close.to <= 3;
    if (number.substr(3, 5) == "55501" || !(before_it || phone_word_follows(end))) return 0;
    add(begin, end, Element::phone, 60, number,
        "grouped as a telephone number beside a word for one");
    return end;
  }
  const auto l = label(begin);
  if ((l.meaning == Meaning::other || l.meaning == Meaning::account) && !phone_word_follows(end))
    return end;
  const bool named = l.meaning == Meaning::phone;
  add(begin, end, Element::phone, named ? 90 : 65, number,
      named ? "telephone number after " + quoted(l) : "written as a telephone number");
  return end;
}

bool Numbers::phone_word_follows(size_t i) const {
  if (after(i) == 'x' || after(i) == 'X')
    for (++i; i < s_.size() && is_digit(s_[i]);)
      ++i;
  while (i < s_.size() && (s_[i] == ' ' || s_[i] == '-' || s_[i] == '('))
    ++i;
  size_t e = i;
  while (e < s_.size() && e - i < 10 && is_letter(s_[e]))
    ++e;
  const auto word = s_.substr(i, e - i);
  return (meaning_of_word(word) == Meaning::phone && lowered(word) != "call") ||
         lowered(word) == "office";
}

bool Numbers::extension(size_t i) const {
  size_t e = i + (after(i) == 'x' || after(i) == 'X' || after(i) == '-' ? 1 : 0);
  if (e == i) return false;
  const size_t from = e;
  if (after(i) == '-') {
    while (e < s_.size() && e - from < 8 && is_letter(s_[e]))
      ++e;
    return meaning_of_word(s_.substr(from, e - from)) == Meaning::phone ||
           lowered(s_.substr(from, e - from)) == "office";
  }
  while (e < s_.size() && e - from < 7 && is_digit(s_[e]))
    ++e;
  return e > from && e - from < 7 && !word_after(e);
}

bool Numbers::beside_email(size_t i) const {
  for (int words = 0; words < 2; ++words) {
    while (i > 0 && (s_[i - 1] == ' ' || s_[i - 1] == ',' || s_[i - 1] == ';' || s_[i - 1] == '/'))
      --i;
    const size_t e = i;
    while (i > 0 && e - i < 100 && static_cast<unsigned char>(s_[i - 1]) > ' ')
      --i;
    const auto word = s_.substr(i, e - i);
    if (word.find('@') != std::string_view::npos) return true;
    if (word != "or" && word != "and" && word != "&" && word != "|") return false;
  }
  return false;
}

}  // namespace ledgelight::discover
