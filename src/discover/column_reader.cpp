#include "discover/column_reader.hpp"

#include <algorithm>
#include <cstring>

#include "discover/names.hpp"
#include "discover/places.hpp"
#include "discover/prose.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {
namespace {

constexpr std::size_t longest_number = 24;

/// Digits of `cell` at `to`, if it holds nothing else but `marks`; else 0. `to` has room for
/// longest_number.
template <class Marks>
std::size_t take_digits(std::string_view cell, char* to, const Marks& marks) {
  if (cell.size() > longest_number) return 0;
  std::size_t n = 0;
  for (char c : cell) {
    if (is_digit(c))
      to[n++] = c;
    else if (!marks(c))
      return 0;
  }
  return n;
}

/// The whole cell is digits.
bool only_digits(std::string_view cell) {
  bool all = true;
  for (char c : cell)
    all &= is_digit(c);
  return all;
}

bool is_zip(std::string_view word) {
  return (word.size() == 5 || (word.size() == 10 && word[5] == '-')) &&
         only_digits(word.substr(0, 5));
}

/// Is the last word of `shown` one?
bool ends_in_zip(std::string_view shown) {
  std::size_t from = shown.size();
  while (from > 0 && shown.size() - from <= 10 && shown[from - 1] != ' ' && shown[from - 1] != ',')
    --from;
  return is_zip(shown.substr(from));
}

}  // namespace

ColumnReader::Rule ColumnReader::rule_of(Meaning meaning) {
  switch (meaning) {
  case Meaning::nothing:
  case Meaning::other: return Rule::plain;
  case Meaning::ssn:
  case Meaning::tin:
  case Meaning::itin: return Rule::social;
  case Meaning::card: return Rule::card;
  case Meaning::account:
  case Meaning::bank: return Rule::account;
  case Meaning::routing: return Rule::routing;
  case Meaning::birth: return Rule::birth;
  case Meaning::email: return Rule::email;
  case Meaning::phone: return Rule::phone;
  case Meaning::name:
  case Meaning::given:
  case Meaning::middle:
  case Meaning::family: return Rule::name;
  case Meaning::address: return Rule::address;
  case Meaning::state: return Rule::state;
  // What they say is about other cells.
  case Meaning::city:
  case Meaning::zip:
  case Meaning::address_more:
  case Meaning::licence_state: return Rule::none;
  default: return Rule::other;
  }
}

ColumnReader::ColumnReader(const Column& column, const Sighting& like)
    : column_(&column), rule_(column.for_state ? Rule::zip : rule_of(column.meaning)), out_(like) {
  out_.part = column.meaning == Meaning::name     ? NamePart::full
              : column.meaning == Meaning::given  ? NamePart::given
              : column.meaning == Meaning::middle ? NamePart::middle
              : column.meaning == Meaning::family ? NamePart::family
                                                  : NamePart::none;
  out_.reason[2] = column.heading.empty() ? "; no heading, all rows alike" : " under the heading ";
  out_.reason[3] = column.heading;
}

ColumnReader::Said ColumnReader::say(Element element, int confidence, std::string_view norm,
                                     std::string_view what, std::string_view more) {
  out_.element = element;
  out_.confidence = std::min(confidence, column_->limit);
  out_.norm = norm;
  out_.reason[0] = what;
  out_.reason[4] = more;
  return Said::seen;
}

ColumnReader::Said ColumnReader::read(const Text& text, const Cell& at, const Beside& beside) {
  const auto cell = text.bytes.substr(at.from, at.to - at.from);
  if (cell.empty() || rule_ == Rule::none) return Said::nothing;
  if (cell.size() > 512) return Said::ask;
  switch (rule_) {
  case Rule::none: return Said::nothing;
  case Rule::plain: return cell.size() < 6 || !may_hold_value(cell) ? Said::nothing : Said::ask;
  case Rule::social: return social(cell, beside);
  case Rule::card: return card(cell);
  case Rule::account: {
    if (!only_digits(cell)) return Said::ask;
    if (cell.size() < 4 || cell.size() > 17) return Said::nothing;
    if (cell[0] == '0' && cell.find_first_not_of('0') == std::string_view::npos)
      return Said::nothing;
    return say(Element::account, 90, cell, "digits", {});
  }
  case Rule::routing:
    if (!valid_routing(cell)) return Said::nothing;
    return say(Element::routing, 96, cell, "nine digits", "; check digit right");
  case Rule::birth: {
    auto date = date_in(cell);
    if (!date && cell.size() > 10 && (cell[10] == ' ' || cell[10] == 'T'))
      date = date_in(cell.substr(0, 10));
    if (!date) return Said::nothing;
    std::copy(date->begin(), date->end(), norm_.begin());
    return say(Element::birth, 95, {norm_.data(), date->size()}, "a date", {});
  }
  case Rule::email:
    if (!lower_email(cell, norm_)) return Said::nothing;
    return say(Element::email, 97, {norm_.data(), cell.size()}, "an e-mail address", {});
  case Rule::phone: return phone(cell);
  case Rule::name: {
    const auto shown = text.plain(at.from, at.to);
    if (shown.empty()) return Said::ask;
    if (!plausible_name(shown, column_->meaning != Meaning::name))
      return column_->meaning == Meaning::name && may_hold_value(cell) ? Said::ask : Said::nothing;
    return say(Element::name, 90, shown, "words", {});
  }
  case Rule::address: return address(text, at, beside);
  case Rule::state: {
    const auto code = state_of(cell);
    if (code.empty()) return Said::nothing;
    return say(Element::state, 90, code, "a state", {});
  }
  case Rule::zip: {
    const auto code =
        cell.size() == 5 || cell.size() == 10 ? state_of_zip(cell) : std::string_view();
    if (code.empty()) return Said::nothing;
    return say(Element::state, 80, code, "the state of a ZIP code", {});
  }
  case Rule::other: break;
  }
  return Said::ask;
}

ColumnReader::Said ColumnReader::social(std::string_view cell, const Beside& beside) {
  if (column_->meaning == Meaning::tin && beside.organisation) return Said::nothing;
  const bool dashed = cell.size() == 11 && cell[3] == '-' && cell[6] == '-';
  if (!dashed && cell.size() != 9) return Said::ask;
  const std::size_t gap = dashed ? 1 : 0;
  std::memcpy(norm_.data(), cell.data(), 3);
  std::memcpy(norm_.data() + 3, cell.data() + 3 + gap, 2);
  std::memcpy(norm_.data() + 5, cell.data() + 5 + 2 * gap, 4);
  const std::string_view digits(norm_.data(), 9);
  if (!only_digits(digits)) return Said::ask;
  if (valid_itin(digits)) return say(Element::itin, 95, digits, "nine digits", "; valid group");
  if (column_->meaning == Meaning::itin || !valid_ssn(digits)) return Said::nothing;
  return say(Element::ssn, 95, digits, "nine digits", "; valid area");
}

ColumnReader::Said ColumnReader::card(std::string_view cell) {
  const auto n = take_digits(cell, norm_.data(), [](char c) { return c == '-' || c == ' '; });
  if (n == 0) return Said::ask;
  const std::string_view digits(norm_.data(), n);
  if (!valid_card(digits)) return Said::nothing;
  say(Element::card, 99, digits, issuer_of(digits), "; check digit right");
  out_.reason[1] = " number";
  return Said::seen;
}

ColumnReader::Said ColumnReader::phone(std::string_view cell) {
  const auto n = take_digits(cell, norm_.data(), [](char c) {
    return c == '-' || c == ' ' || c == '.' || c == '(' || c == ')' || c == '+';
  });
  if (n == 0) return Said::ask;
  std::string_view digits(norm_.data(), n);
  if (n == 11 && digits[0] == '1') digits.remove_prefix(1);
  if (!valid_phone(digits)) return Said::ask;  // of another country?
  return say(Element::phone, 92, digits, "ten digits", {});
}

ColumnReader::Said ColumnReader::address(const Text& text, const Cell& at, const Beside& beside) {
  const auto shown = text.plain(at.from, at.to);
  if (shown.empty() || shown[0] == 'p' || shown[0] == 'P') return Said::ask;  // a post box?
  if (shown.size() < 5 || shown.size() > 200) return Said::nothing;
  // With town and ZIP code in the same cell there is more to take apart.
  if (ends_in_zip(shown)) return Said::ask;
  const auto& streets = street_words();
  bool street = false, blank = false;
  for (std::size_t from = 0, i = 0; i <= shown.size() && !street; ++i) {
    const char c = i < shown.size() ? shown[i] : ' ';
    if (c != ' ' && c != ',' && c != '.') continue;
    blank = blank || (c == ' ' && i < shown.size());
    const auto word = shown.substr(from, i - from);
    from = i + 1;
    if (!streets.may_hold(word) || word.size() > norm_.size()) continue;
    for (std::size_t k = 0; k < word.size(); ++k)
      norm_[k] = is_upper(word[k]) ? static_cast<char>(word[k] + 32) : word[k];
    street = streets.holds({norm_.data(), word.size()});
  }
  const bool numbered = is_digit(shown[0]);
  if (!street && !(numbered && blank))  // an e-mail address?
    return shown.find('@') == std::string_view::npos ? Said::nothing : Said::ask;
  say(Element::address, numbered && street ? 92 : 70, shown,
      numbered ? "a house number and words" : "a street", {});
  out_.street = shown;
  if (!beside.more.empty()) {
    street_.assign(shown).append(", ").append(beside.more);
    out_.street = street_;
  }
  out_.city = beside.city;
  out_.zip = beside.zip;
  out_.state = !beside.state.empty() ? beside.state : state_of_zip(beside.zip);
  return Said::seen;
}

}  // namespace ledgelight::discover
