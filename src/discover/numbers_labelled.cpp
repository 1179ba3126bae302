// Numbers that only a word before them tells.
#include "discover/numbers.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "discover/abroad.hpp"
#include "discover/classify.hpp"
#include "discover/rarer.hpp"
#include "discover/sentences.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {

using std::size_t;

namespace {

const TrigramSet& social_clues() {
  static const TrigramSet clues = clues_of({Meaning::ssn, Meaning::tin, Meaning::itin});
  return clues;
}

}  // namespace

size_t Numbers::labelled(size_t i, size_t j) {
  const size_t n = j - i;
  if (n == 7 && before(i) == '-') return employer(i, j);
  // "chart numbers 118820/118821": the list goes on behind the bar.
  const bool listed = after(j) == '/' && n >= 5 && is_digit(after(j + 1)) &&
                      near_label(i).meaning == Meaning::record_no;
  if (!(free_after(j) || listed) || before(i) == '.' || before(i) == '-') return 0;
  // Only numbers with a rule of their own may stand apart from their word.
  const auto close = near_label(i);
  const bool near = close.meaning != Meaning::nothing;
  const auto run = s_.substr(i, n);
  if (near && close.meaning == Meaning::phone && n <= 8) {
    size_t end = 0;
    const auto number = phone_in_groups(s_, i, end);
    if (number.empty()) return 0;
    add(i - (before(i) == '(' ? 1 : 0), end, Element::phone, 62, number,
        "groups of digits after " + quoted(close));
    return end;
  }
  if (!near && !(n == 9    ? valid_ssn(run) || valid_itin(run)
                 : n == 10 ? valid_phone(run)
                           : n == 11 && run[0] == '1' && valid_phone(run.substr(1))))
    return 0;
  // Nine digits that stand apart from their word can only be one kind of number.
  if (!near && n == 9 &&
      !any_clue(s_, i > context_bytes ? i - context_bytes : 0, i, social_clues()))
    return 0;
  const auto l = near ? close : label(i);
  const std::string number(run);
  switch (l.meaning) {
  case Meaning::ssn:
  case Meaning::tin:
  case Meaning::itin:
    if (n != 9 || i - l.to > 40) return 0;
    if (valid_itin(number))
      add(i, j, Element::itin, 92, number, "nine digits after " + quoted(l) + "; valid group");
    else if (valid_ssn(number))
      add(i, j, Element::ssn, 92, number, "nine digits after " + quoted(l) + "; valid area");
    return j;
  case Meaning::card_code:
    if (!near || n > 4 || !of_a_card(l, i, j)) return 0;
    add(i, j, Element::card_code, 90, number, "digits after " + quoted(l));
    return j;
  case Meaning::account:
  case Meaning::bank:
    if (!near || n < 5 || only_checks(l, i, j)) return 0;
    add(i, j, Element::account, l.meaning == Meaning::bank ? 85 : 45, number,
        "digits after " + quoted(l));
    return more(l.meaning, l, j);
  case Meaning::routing:
    if (!near || !valid_routing(number)) return 0;
    add(i, j, Element::routing, 95, number,
        "nine digits after " + quoted(l) + "; check digit right");
    return beside_routing(j);
  case Meaning::passport:
    if (!near || !valid_passport(number)) return 0;
    add(i, j, Element::passport, 88, number, "nine digits after " + quoted(l));
    return more(l.meaning, l, j);
  case Meaning::licence: return licence(i, j, l, near);
  case Meaning::record_no:
    if (!near || n < 5 || n > 12) return 0;
    add(i, j, Element::record_no, 88, number, "digits after " + quoted(l));
    return more(l.meaning, l, j);
  case Meaning::health_plan:
    if (!near || n < 7 || !near_health(s_, l.from, j)) return 0;
    add(i, j, Element::health_plan, 60, number, "digits after " + quoted(l));
    return j;
  case Meaning::pin: {
    size_t k = l.from;
    while (k > 0 && (s_[k - 1] == ' ' || s_[k - 1] == '-'))
      --k;
    const bool tax = (k >= 2 && s_.substr(k - 2, 2) == "IP" && (k == 2 || !is_word(s_[k - 3]))) ||
                     (k >= 19 && lowered(s_.substr(k - 19, 19)) == "identity protection");
    return tax ? rarer(i, j, {Meaning::ip_pin, l.from, l.to, "IP PIN"}, near) : 0;
  }
  case Meaning::ip_pin:
  case Meaning::military:
  case Meaning::student:
  case Meaning::gov_id:
  case Meaning::employment:
  case Meaning::certificate:
  case Meaning::state_id: return rarer(i, j, l, near);
  case Meaning::phone:
  case Meaning::email: {
    const bool long_form = n == 11 && number[0] == '1';
    const auto ten = long_form ? number.substr(1) : number;
    if (!valid_phone(ten) || before(i) == '=') return 0;
    add(before(i) == '+' ? i - 1 : i, j, Element::phone, 75, ten, "ten digits after " + quoted(l));
    return j;
  }
  default:
    if (n == 11 && before(i) == '+' && !near && l.meaning != Meaning::other &&
        l.meaning != Meaning::account) {
      add(i - 1, j, Element::phone, 72, number.substr(1), "ten digits after the country's code");
      return j;
    }
    if (n != 10 || l.meaning != Meaning::nothing || !valid_phone(number) || !beside_email(i))
      return 0;
    add(i, j, Element::phone, 70, number, "ten digits beside an e-mail address");
    return j;
  }
}

size_t Numbers::token(size_t i, size_t j) {
  size_t b = i, e = j;
  while (b > 0 && i - b < 16 && (is_word(s_[b - 1]) || s_[b - 1] == '-'))
    --b;
  while (e < s_.size() && e - j < 16 &&
         (is_word(s_[e]) || ((s_[e] == '-' || s_[e] == '.') && is_word(after(e + 1)))))
    ++e;
  if (e - b < 3 || e - b > 18 || is_word(before(b)) || is_word(after(e))) return e;
  const auto word = s_.substr(b, e - b);
  if (word.size() > 2 && word[0] == '0' && (word[1] | 0x20) == 'x') return e;  // a program's number
  const auto l = near_label(b);
  // "POLICY_DWA2002131_HPP": parts of one name.
  if (l.meaning == Meaning::nothing || (before(b) == '_' && l.meaning != Meaning::record_no))
    return j;
  const auto bare = replaced(word, "-", "");
  switch (l.meaning) {
  case Meaning::passport:
    if (!valid_passport(word)) {
      // Other countries: two letters and seven digits.
      if (bare.size() != 9 || !is_upper(bare[0]) || !is_upper(bare[1]) ||
          digits_of(bare).size() != 7)
        return j;
      add(b, e, Element::passport, 68, bare, "letters and digits after " + quoted(l));
      return more(l.meaning, l, e);
    }
    add(b, e, Element::passport, 92, std::string(word),
        "a letter and eight digits after " + quoted(l));
    return more(l.meaning, l, e);
  case Meaning::medicare:
    if (!valid_medicare(bare)) {
      const auto end = rarer(b, e, {Meaning::hicn, l.from, l.to, l.word}, true);
      return end != 0 ? end : j;
    }
    add(b, e, Element::medicare, 97, bare,
        "eleven characters in the Medicare pattern after " + quoted(l));
    return e;
  case Meaning::health_plan:
    if (bare.size() < 7 || !near_health(s_, l.from, e) || is_lower(word[0])) return j;
    add(b, e, Element::health_plan, 70, bare, "letters and digits after " + quoted(l));
    return e;
  case Meaning::licence: {
    const auto end = licence(b, e, l, true);
    return end != 0 ? end : j;
  }
  case Meaning::hicn:
  case Meaning::student:
  case Meaning::gov_id:
  case Meaning::employment:
  case Meaning::certificate:
  case Meaning::state_id:
  case Meaning::iban: {
    const auto end = rarer(b, e, l, true);
    return end != 0 ? end : j;
  }
  case Meaning::record_no:
    if (bare.size() < 5) return j;
    add(b, e, Element::record_no, 75, std::string(word), "after " + quoted(l));
    return more(l.meaning, l, e);
  default: return j;
  }
}

size_t Numbers::rarer(size_t i, size_t j, const Label& l, bool near) {
  if (!near || (l.meaning == Meaning::employment && before(i) == '/'))
    return 0;  // "badge/303" of an address
  std::string state;
  if (l.meaning == Meaning::state_id) {
    const auto before_it =
        lowered(s_.substr(l.from > 24 ? l.from - 24 : 0, std::min<size_t>(l.from, 24)));
    if (before_it.find("employer") != std::string::npos ||
        before_it.find("payer") != std::string::npos)
      return 0;
    state = state_after(j);
  }
  auto hit = read_rarer(text_, {i, j}, {l.meaning, std::string(l.word), 90}, state);
  if (!hit) return 0;
  hit->reason = replaced(hit->reason, " under the heading ", " after ");
  out_.push_back(std::move(*hit));
  return j;
}

size_t Numbers::more(Meaning meaning, const Label& l, size_t at) {
  return list_after(text_, meaning, l.word, at, out_);
}

size_t Numbers::beside_routing(size_t j) const {
  size_t i = j;
  while (i < s_.size() && i - j < 8 && !is_digit(s_[i]) && s_[i] != '\n' && !is_letter(s_[i]))
    ++i;
  const bool ruled = i > j && (s_[j] == ':' || s_[j] == '|');
  size_t e = i;
  while (e < s_.size() && e - i < 18 && is_digit(s_[e]))
    ++e;
  if (!ruled || e - i < 5 || e - i > 17 || word_after(e)) return j;
  out_.push_back({i,
                  e,
                  Element::account,
                  NamePart::none,
                  80,
                  std::string(s_.substr(i, e - i)),
                  "digits after a routing number on the line of a check",
                  {},
                  0});
  return e;
}

bool Numbers::of_a_card(const Label& l, size_t i, size_t j) const {
  static constexpr std::array<std::string_view, 12> cards{
      "card", "cards",   "visa",   "amex", "american express", "mastercard",
      "exp",  "expires", "expiry", "pan",  "discover",         "cardholder"};
  const auto low = lowered(l.word);
  return (low != "cid" && low != "csc") || near_words(s_, i, j, cards);
}

bool Numbers::only_checks(const Label& l, size_t i, size_t j) const {
  const auto low = lowered(l.word);
  return (low == "checking" || low == "savings") &&
         s_.substr(l.to, i - l.to).find_first_of("abcdefghijklmnopqrstuvwxyz:") == std::string_view::npos &&
         !near_words(s_, i, j, bank_words());
}

std::span<const std::string_view> Numbers::bank_words() {
  static constexpr std::array<std::string_view, 10> words{
      "bank", "deposit", "routing", "aba",     "account",
      "acct", "rt",      "rtn",     "payroll", "credit union"};
  return words;
}

}  // namespace ledgelight::discover
