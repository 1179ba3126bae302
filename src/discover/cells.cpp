#include <algorithm>

#include "base/text.hpp"
#include "discover/abroad.hpp"
#include "discover/delimited.hpp"
#include "discover/names.hpp"
#include "discover/places.hpp"
#include "discover/prose.hpp"
#include "discover/rarer.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {
namespace {

/// Digits and nothing else but the marks people put between them.
bool only_number(std::string_view cell) {
  return !cell.empty() && std::all_of(cell.begin(), cell.end(), [](char c) {
    return is_digit(c) || c == '-' || c == ' ' || c == '.' || c == '(' || c == ')' || c == '+' ||
           (c & 0x80) != 0;
  });
}

bool is_placeholder_word(std::string_view cell) {
  const auto w = lowered(cell);
  return w.find_first_not_of("*x.-_#") == std::string::npos || w == "null" || w == "none" ||
         w == "n/a" || w == "unknown" || w.find("****") != std::string::npos;
}

/// "123456789 / CT", "123456789 (CT)", "CT 123456789", "CT-123456789": the number and the state of
/// a licence. The state is empty when only the number is there.
struct Licence {
  std::size_t from, to;
  std::string_view state;
};
Licence licence_parts(std::string_view cell) {
  const auto mark = [](char c) { return c == ' ' || c == '/' || c == '-' || c == '(' || c == ')' || c == ',' || c == ':'; };
  Licence out{0, cell.size(), {}};
  if (cell.size() < 7) return out;
  std::size_t e = cell.size();
  while (e > 3 && mark(cell[e - 1])) --e;
  if (is_upper(cell[e - 1]) && is_upper(cell[e - 2]) && mark(cell[e - 3]))
    if (const auto state = state_of(cell.substr(e - 2, 2)); !state.empty()) {
      std::size_t to = e - 2;
      while (to > 0 && mark(cell[to - 1])) --to;
      return {0, to, state};
    }
  if (is_upper(cell[0]) && is_upper(cell[1]) && mark(cell[2]))
    if (const auto state = state_of(cell.substr(0, 2)); !state.empty()) {
      std::size_t from = 2;
      while (from < cell.size() && mark(cell[from])) ++from;
      if (digits_of(cell.substr(from)).size() >= 3) return {from, cell.size(), state};
    }
  return out;
}

struct Reader {
  const Text& text;
  const Cell& at;
  const Column& column;
  std::string_view cell;

  /// "nine digits", " under the heading SSN", "; valid area": in one piece.
  std::string why(std::string_view what, std::string_view more = {}) const {
    const std::string_view where =
        column.heading.empty() ? "; no heading, all rows alike" : " under the heading ";
    std::string out;
    out.reserve(what.size() + where.size() + column.heading.size() + more.size());
    return out.append(what).append(where).append(column.heading).append(more);
  }
  std::optional<Hit> hit(Element element, int confidence, std::string norm, std::string what,
                         NamePart part = NamePart::none) const {
    return Hit{at.from, at.to, element, part, std::min(confidence, column.limit), std::move(norm),
               std::move(what), {}, 0};
  }

  std::optional<Hit> social() const {
    if (!only_number(cell) || cell.size() > 24) return std::nullopt;
    auto d = digits_of(cell);
    const bool bare = d.size() == cell.size();
    // "12-3456789" is how an employer's number is written.
    if (!bare && column.meaning == Meaning::tin && cell.size() > 2 && cell[2] == '-') return std::nullopt;
    const bool short_of_zeros = bare && (d.size() == 8 || d.size() == 7) &&
                                column.meaning == Meaning::ssn && !column.heading.empty();
    if (short_of_zeros) d.insert(0, 9 - d.size(), '0');
    if (d.size() != 9) return std::nullopt;
    const std::string digits = short_of_zeros ? "digits that lost leading zeros" : "nine digits";
    if (valid_itin(d)) return hit(Element::itin, 95, d, why(digits, "; valid group"));
    if (column.meaning == Meaning::itin || !valid_ssn(d)) return std::nullopt;
    return hit(Element::ssn, short_of_zeros ? 70 : 95, d, why(digits, "; valid area"));
  }

  std::optional<Hit> card() const {
    if (!only_number(cell)) return std::nullopt;
    const auto d = digits_of(cell);
    if (!valid_card(d)) return std::nullopt;
    return hit(Element::card, 99, d,
               why(std::string(issuer_of(d)) + " number", "; check digit right"));
  }

  std::optional<Hit> account() const {
    const auto d = digits_of(cell);
    if (!only_number(cell) || d.size() < 4 || d.size() > 17 || d.find_first_not_of('0') == std::string::npos)
      return std::nullopt;
    return hit(Element::account, 90, d, why("digits"));
  }

  std::optional<Hit> licence(std::string_view beside) const {
    const auto part = licence_parts(cell);
    const auto state = part.state.empty() ? beside : part.state;
    std::string number;
    for (char c : cell.substr(part.from, part.to - part.from))
      if (is_word(c)) number += is_lower(c) ? static_cast<char>(c - 32) : c;
      else if (c != '-' && c != ' ') return std::nullopt;
    if (number.size() < 4 || digits_of(number).size() < 3) return std::nullopt;
    const bool fits = !state.empty() && valid_licence(number, state);
    if (!fits && !valid_licence(number, "")) return std::nullopt;
    auto found = hit(Element::licence, fits ? 92 : 65, (fits ? std::string(state) : "??") + ":" + number,
                     fits ? why("the format of " + std::string(state))
                          : why("a format that some states use"));
    found->to = at.from + part.to;
    found->from = at.from + part.from;
    return found;
  }

  std::optional<Hit> phone() const {
    // "203/555-0147", "(203) 555-0147 x12", "203-555-0147 ext. 12"
    auto end = cell.find_first_of("xXeE");
    if (end != std::string_view::npos) {
      const auto extension = cell.substr(end);
      const auto tail = lowered(extension.substr(0, extension.find_first_of("0123456789")));
      bool known = false;
      for (std::string_view word : {"x", "x ", "ext", "ext ", "ext.", "ext. "})
        known = known || tail == word;
      if (!known || end == 0 || digits_of(extension).size() > 6) return std::nullopt;
    }
    const auto dialled = replaced(trimmed(cell.substr(0, end)), "/", "-");
    if (!only_number(dialled)) return std::nullopt;
    auto d = digits_of(dialled);
    if (d.size() == 11 && d[0] == '1') d.erase(0, 1);
    if (!valid_phone(d)) {
      std::size_t stop = 0;
      const bool coded = dialled[0] == '+';
      const auto number = coded ? phone_abroad(dialled, 1, stop)
                                : phone_in_groups(dialled, dialled[0] == '(' ? 1 : 0, stop);
      if (number.empty() || stop != dialled.size()) return std::nullopt;
      return hit(Element::phone, coded ? 90 : 62, number,
                 why(coded ? "a number with a country's code" : "groups of digits"));
    }
    return hit(Element::phone, 92, d, why("ten digits"));
  }

  std::optional<Hit> birth() const {
    auto date = read_date(cell);
    if (!date && cell.size() > 10 && (cell[10] == ' ' || cell[10] == 'T')) date = read_date(cell.substr(0, 10));
    if (!date) return std::nullopt;
    return hit(Element::birth, 95, *date, why("a date"));
  }

  std::optional<Hit> person(NamePart part, bool one_part) const {
    const auto shown = text.readable(at.from, at.to);
    if (!plausible_name(shown, one_part)) return std::nullopt;
    return hit(Element::name, 90, shown, why("words"), part);
  }

  std::optional<Hit> address() const {
    if (cell.size() < 5 || cell.size() > 200) return std::nullopt;
    const auto shown = text.readable(at.from, at.to);
    const auto low = lowered(shown);
    const bool box = low.substr(0, 4) == "p.o." || low.substr(0, 6) == "po box" ||
                     low.substr(0, 7) == "p o box" || low.substr(0, 15) == "post office box";
    bool street = false;
    for (std::size_t from = 0; from < low.size() && !street;) {
      const auto to = std::min(low.find_first_of(" ,.", from), low.size());
      street = to > from && is_street_word(std::string_view(low).substr(from, to - from));
      from = to + 1;
    }
    const bool numbered = is_digit(shown[0]);
    if (!box && !(numbered && shown.find(' ') != std::string::npos) && !street) {
      // "From: (Address)" of an export of mail
      const auto mail = shown.find('@') == std::string::npos ? std::nullopt : valid_email(shown);
      if (!mail) return std::nullopt;
      return hit(Element::email, 95, *mail, why("an e-mail address"));
    }
    auto found = hit(Element::address, box || (numbered && street) ? 92 : 70, shown,
                     why((box        ? "a post box"
                          : numbered ? "a house number and words"
                                     : "a street")));
    found->postal = postal_parts(shown);
    return found;
  }

  std::optional<Hit> password() const {
    if (cell.size() < 3 || cell.size() > 200 || is_placeholder_word(cell)) return std::nullopt;
    if (const auto kind = hash_kind(cell); !kind.empty())
      return hit(Element::password_hash, 85, text.readable(at.from, at.to),
                 why("a hashed password (" + std::string(kind) + ")"));
    return hit(Element::password, 90, text.readable(at.from, at.to), why("a value"));
  }

  std::optional<Hit> token(Element element, std::size_t least, std::size_t most, int confidence) const {
    std::string norm;
    for (char c : cell)
      if (is_word(c) && (c & 0x80) == 0) norm += is_lower(c) ? static_cast<char>(c - 32) : c;
      else if (c != '-' && c != ' ') return std::nullopt;
    if (norm.size() < least || norm.size() > most || digits_of(norm).size() < 3) return std::nullopt;
    return hit(element, confidence, norm, why("letters and digits"));
  }
};

}  // namespace

std::optional<Hit> read_cell(const Text& text, const Cell& at, const Column& column,
                             std::string_view state) {
  const auto cell = text.bytes.substr(at.from, at.to - at.from);
  if (cell.empty() || (cell.size() > 512 && column.meaning != Meaning::biometric &&
                       column.meaning != Meaning::signature &&
                       column.meaning != Meaning::private_key && column.meaning != Meaning::token))
    return std::nullopt;
  const Reader r{text, at, column, cell};
  switch (column.meaning) {
    case Meaning::ssn:
    case Meaning::tin:
    case Meaning::itin: return r.social();
    case Meaning::card: return r.card();
    case Meaning::card_code:
      if (!only_number(cell) || cell.size() < 3 || cell.size() > 4) return std::nullopt;
      return r.hit(Element::card_code, 90, std::string(cell), r.why("digits"));
    case Meaning::account:
    case Meaning::bank: return r.account();
    case Meaning::routing:
      if (!valid_routing(cell)) return std::nullopt;
      return r.hit(Element::routing, 96, std::string(cell),
                   r.why("nine digits", "; check digit right"));
    case Meaning::licence: return r.licence(state);
    case Meaning::passport:
      if (!valid_passport(cell)) return std::nullopt;
      return r.hit(Element::passport, 92, std::string(cell), r.why("nine characters"));
    case Meaning::medicare: {
      const auto bare = replaced(cell, "-", "");
      if (!valid_medicare(bare)) return std::nullopt;
      return r.hit(Element::medicare, 98, bare, r.why("the Medicare pattern"));
    }
    case Meaning::health_plan:
      // "Beneficiary ID": Medicare insures too, and its numbers are told by their pattern.
      if (const auto bare = replaced(cell, "-", ""); valid_medicare(bare))
        return r.hit(Element::medicare, 95, bare, r.why("the Medicare pattern"));
      return r.token(Element::health_plan, 6, 20, 85);
    case Meaning::record_no: return r.token(Element::record_no, 4, 15, 85);
    case Meaning::diagnosis:
      if (!valid_diagnosis(cell)) return read_rarer(text, at, column, state);
      return r.hit(Element::diagnosis, 88, std::string(cell), r.why("an ICD-10 code"));
    case Meaning::password: return r.password();
    case Meaning::birth: return r.birth();
    case Meaning::email: {
      const auto mail = valid_email(cell);
      if (!mail) return std::nullopt;
      return r.hit(Element::email, 97, *mail, r.why("an e-mail address"));
    }
    case Meaning::phone: return r.phone();
    case Meaning::name: return r.person(NamePart::full, false);
    case Meaning::given: return r.person(NamePart::given, true);
    case Meaning::middle: return r.person(NamePart::middle, true);
    case Meaning::family: return r.person(NamePart::family, true);
    case Meaning::address: return r.address();
    case Meaning::state: {
      const auto code = state_of(cell);
      if (code.empty()) return std::nullopt;
      return r.hit(Element::state, 90, std::string(code), r.why("a state"));
    }
    case Meaning::zip: {
      if (!column.for_state || (cell.size() != 5 && cell.size() != 10)) return std::nullopt;
      const auto code = state_of_zip(cell);
      if (code.empty()) return std::nullopt;
      return r.hit(Element::state, 80, std::string(code), r.why("the state of a ZIP code"));
    }
    default: return read_rarer(text, at, column, state);
  }
}

}  // namespace ledgelight::discover
