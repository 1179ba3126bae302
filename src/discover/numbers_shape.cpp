// Numbers of people, employers, cards and accounts that their shape and check digits speak for.
#include "discover/numbers.hpp"

#include "base/text.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {

using std::size_t;

size_t Numbers::social(size_t i, size_t j) {
  char one = 0, two = 0;
  const size_t a = separator(j, one);
  if (a == 0 || !digits(j + a, 2)) return 0;
  const size_t b = separator(j + a + 2, two);
  if (b == 0 || one != two || !digits(j + a + 2 + b, 4)) return 0;
  const size_t end = j + a + 2 + b + 4;
  if (!free_before(i) || !free_after(end)) return 0;
  const auto number = digits_of(s_.substr(i, end - i));
  auto l = label(i);
  // "social security number of the applicant: …": a word for somebody may stand between.
  if (l.meaning == Meaning::name) {
    const auto further = label_before(s_, l.from, context_bytes - (i - l.from));
    if (further.meaning != Meaning::nothing) l = further;
  }
  const bool named =
      l.meaning == Meaning::ssn || l.meaning == Meaning::tin || l.meaning == Meaning::itin;
  const bool tax = valid_itin(number);
  if (!tax && !valid_ssn(number)) return end;
  const auto element = tax ? Element::itin : Element::ssn;
  const std::string rule = tax ? "valid group" : "valid area";
  if (named) {
    add(i, end, element, 95, number, "three, two and four digits after " + quoted(l) + "; " + rule);
  } else if (one == '-' && l.meaning != Meaning::other && !is_telling(l.meaning)) {
    add(i, end, element, 55, number,
        "three, two and four digits with dashes; " + rule + "; no word says what it is");
  }
  return end;
}

size_t Numbers::employer(size_t i, size_t j) {
  if (i < 4 || !is_digit(s_[i - 2]) || !is_digit(s_[i - 3]) || is_word(s_[i - 4]) ||
      s_[i - 4] == '-' || !free_after(j))
    return 0;
  const auto l = near_label(i - 3);
  const auto before_it =
      lowered(s_.substr(l.from > 48 ? l.from - 48 : 0, std::min<size_t>(l.from, 48)));
  if (before_it.find("employer") != std::string::npos ||
      before_it.find("company") != std::string::npos)
    return 0;
  return l.meaning == Meaning::ein ? rarer(i - 3, j, l, true) : 0;
}

size_t Numbers::iban(size_t i) {
  const auto alnum = [](char c) { return is_digit(c) || is_upper(c); };
  const auto begins = [&](size_t b) {
    return b + 4 < s_.size() && is_upper(s_[b]) && is_upper(s_[b + 1]) && is_digit(s_[b + 2]) &&
           is_digit(s_[b + 3]) && (b == 0 || !is_word(s_[b - 1]));
  };
  size_t b = i;
  while (b > 0 && i - b < 32 &&
         (alnum(s_[b - 1]) || (s_[b - 1] == ' ' && b > 1 && alnum(s_[b - 2])))) {
    --b;
    if (begins(b)) break;
  }
  if (!begins(b) || i - b < 2) return 0;
  std::string bare;
  size_t e = b;
  for (size_t k = b; k < s_.size() && bare.size() < 34; ++k) {
    if (alnum(s_[k])) {
      bare += s_[k];
      e = k + 1;
      if (bare.size() >= 15 && !is_word(after(e)) && valid_iban(bare)) {
        add(b, e, Element::iban, 92, bare, "country, length and check digits of an IBAN");
        return e;
      }
    } else if (s_[k] != ' ' || k + 1 >= s_.size() || !alnum(s_[k + 1])) {
      break;
    }
  }
  return 0;
}

size_t Numbers::grouped_card(size_t i, size_t j) {
  const char c = after(j);
  if (c != ' ' && c != '-') return 0;
  size_t end = 0;
  if (digits(j + 1, 4) && after(j + 5) == c && digits(j + 6, 4) && after(j + 10) == c &&
      digits(j + 11, 4))
    end = j + 15;
  else if (digits(j + 1, 6) && after(j + 7) == c && digits(j + 8, 5))
    end = j + 13;
  else if (digits(j + 1, 6) && after(j + 7) == c && digits(j + 8, 4))
    end = j + 12;
  if (end == 0 || !free_before(i) || !free_after(end)) return 0;
  // Groups without end, or each one more than the last, are a table of numbers.
  if ((before(i) == c && i > 4 && is_digit(s_[i - 2]) && is_digit(s_[i - 5])) ||
      (after(end) == c && is_digit(after(end + 1)) && is_digit(after(end + 4))))
    return end;
  const auto number = digits_of(s_.substr(i, end - i));
  if (!valid_card(number) || rises(number)) return end;
  const auto l = label(i);
  const bool named = l.meaning == Meaning::card;
  if (l.meaning == Meaning::other) return end;
  add(i, end, Element::card, named ? 99 : 80, number,
      std::string(issuer_of(number)) + " number in groups, check digit right" +
          (named ? ", after " + quoted(l) : ""));
  return end;
}

size_t Numbers::card(size_t i, size_t j) {
  if (!free_before(i) || !free_after(j) || !valid_card(s_.substr(i, j - i))) return 0;
  const std::string number(s_.substr(i, j - i));
  const auto l = label(i);
  if (l.meaning == Meaning::card || l.meaning == Meaning::card_code)
    add(i, j, Element::card, 98, number,
        std::string(issuer_of(number)) + " number, check digit right, after " + quoted(l));
  else if (l.meaning == Meaning::nothing || l.meaning == Meaning::name)
    // One in fifty random numbers passes: below the line unless something else speaks for it.
    add(i, j, Element::card, 40, number,
        std::string(issuer_of(number)) + " number, check digit right; no word says what it is");
  else
    return 0;
  return j;
}

bool Numbers::is_telling(Meaning m) {
  return m == Meaning::card || m == Meaning::account || m == Meaning::phone ||
         m == Meaning::licence || m == Meaning::routing || m == Meaning::passport ||
         m == Meaning::record_no || m == Meaning::health_plan || m >= Meaning::ein;
}

bool Numbers::rises(std::string_view number) {
  if (number.size() != 16) return false;
  const auto group = [&](size_t k) { return std::stoi(std::string(number.substr(4 * k, 4))); };
  return group(0) < group(1) && group(1) < group(2) && group(2) < group(3) &&
         group(3) - group(0) < 50;
}

}  // namespace ledgelight::discover
