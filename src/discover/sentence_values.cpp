#include "discover/sentence_values.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "discover/label_ends.hpp"
#include "discover/places.hpp"
#include "discover/prose.hpp"
#include "discover/sentences.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {

namespace {

constexpr auto npos = std::string_view::npos;

/// The sentence around [from, to): at most `reach` bytes on either side.
std::string_view around(std::string_view s, std::size_t from, std::size_t to, std::size_t reach) {
  // A dot, a blank and a capital end it; not behind an initial or "No."
  const auto ends = [&](std::size_t dot) {
    return s[dot] == '.' && at_or(s, dot + 1) == ' ' && is_upper(at_or(s, dot + 2)) && dot > 1 &&
           (is_lower(s[dot - 1]) || is_digit(s[dot - 1]) || s[dot - 1] == ')' ||
            is_upper(s[dot - 2]));
  };
  std::size_t b = from, e = to;
  while (b > 0 && from - b < reach && s[b - 1] != '\0' &&
         !(s[b - 1] == '\n' && b > 1 && s[b - 2] == '\n') && !ends(b - 1))
    --b;
  while (e < s.size() && e - to < reach && s[e] != '\0' && !ends(e) &&
         !(s[e] == '\n' && at_or(s, e + 1) == '\n'))
    ++e;
  return s.substr(b, e - b);
}

/// Does one of `words` (lower case) stand in `stretch`, whole?
template <class Words>
bool speaks_of(std::string_view stretch, const Words& words) {
  const auto low = lowered(stretch);
  for (std::string_view w : words)
    for (auto at = low.find(w); at != npos; at = low.find(w, at + 1))
      if ((at == 0 || !is_word(low[at - 1])) &&
          (at + w.size() >= low.size() || !is_word(low[at + w.size()])))
        return true;
  return false;
}

bool of_health(std::string_view sentence) {
  constexpr std::array<std::string_view, 16> insurers{"anthem",
                                                      "aetna",
                                                      "cigna",
                                                      "humana",
                                                      "kaiser",
                                                      "blue cross",
                                                      "bluecross",
                                                      "connecticare",
                                                      "unitedhealthcare",
                                                      "united healthcare",
                                                      "oxford health",
                                                      "tricare",
                                                      "plan's",
                                                      "husky",
                                                      "wellcare",
                                                      "dental"};
  return speaks_of_health(sentence) || speaks_of(sentence, insurers);
}
bool of_a_bank(std::string_view sentence) {
  constexpr std::array<std::string_view, 20> words{
      "bank",         "banks", "banking", "checking", "savings", "deposit",    "deposited",
      "routing",      "aba",   "rtn",     "wire",     "wired",   "refund",     "credit union",
      "voided check", "iban",  "payroll", "transit",  "bic",     "beneficiary"};
  return speaks_of(sentence, words);
}

/// One value and its place.
struct Value {
  std::size_t from = 0, to = 0;
  std::string bare;  ///< letters and digits
};

/// Letters and digits at `b`, parted by single dashes (and, when `blanks`, by single blanks between
/// groups that hold a digit).
Value token_at(std::string_view s, std::size_t b, bool blanks) {
  Value v{b, b, {}};
  std::size_t e = b;
  while (e < s.size() && e - b < 34) {
    if (is_word(s[e]) && (s[e] & 0x80) == 0) {
      v.bare += s[e++];
      v.to = e;
      continue;
    }
    const bool joint = s[e] == '-' || (blanks && s[e] == ' ' && is_digit(at_or(s, e + 1)) &&
                                       e > b && is_digit(s[e - 1]));
    if (!joint || !is_word(at_or(s, e + 1))) break;
    ++e;
  }
  return v;
}

bool looks_like_a_date(std::string_view s, const Value& v) {
  return read_date(s.substr(v.from, v.to - v.from)).has_value();
}

/// The state that the sentence names, for a licence.
std::string state_in(std::string_view s, const Value& v) {
  const auto sentence = around(s, v.from, v.to, 64);
  std::string found;
  for (std::size_t i = 0; i < sentence.size();) {
    if (!is_letter(sentence[i])) {
      ++i;
      continue;
    }
    std::size_t e = i;
    while (e < sentence.size() && is_word(sentence[e]))
      ++e;
    const auto word = sentence.substr(i, e - i);
    std::string_view state;
    if (word.size() == 2
            ? is_upper(word[0]) && is_upper(word[1]) && word != "ID" && word != "OR" && word != "IN"
            : word.size() > 3 && is_upper(word[0])) {
      state = state_of(word);
      if (state.empty() && at_or(sentence, e) == ' ') {
        std::size_t k = e + 1;
        while (k < sentence.size() && is_letter(sentence[k]))
          ++k;
        state = state_of(sentence.substr(i, k - i));
      }
    }
    if (!state.empty()) {
      if (!found.empty() && found != state) return {};
      found = state;
    }
    i = e;
  }
  return found;
}

/// A day at `b` as people write one: "12 June 1984", "the 21st of October 1977", "Sept 9, 2015".
std::optional<std::string> day_at(std::string_view s, std::size_t b, std::size_t& end) {
  std::string plain;
  std::size_t i = b, last_end = b;
  std::optional<std::string> best;
  if (s.substr(i, 4) == "the ") i += 4;
  const auto from = i;
  for (int tokens = 0; tokens < 4 && i < s.size() && i - from < 26; ++tokens) {
    const std::size_t t = i;
    const bool digits = is_digit(at_or(s, i));
    while (i < s.size() && (digits ? is_digit(s[i]) : is_letter(s[i]) && (s[i] & 0x80) == 0))
      ++i;
    if (i == t) break;
    auto word = s.substr(t, i - t);
    if (digits && word.size() <= 2) {  // "21st", "2nd"
      const auto ordinal = lowered(s.substr(i, 2));
      if ((ordinal == "st" || ordinal == "nd" || ordinal == "rd" || ordinal == "th") &&
          !is_word(at_or(s, i + 2)))
        i += 2;
    }
    if (!digits && lowered(word) == "of") {
      if (at_or(s, i) == ' ') ++i;
      --tokens;
      continue;
    }
    if (!digits && lowered(word) == "sept") word = "Sep";
    plain += word;
    last_end = i;
    if (const auto date = read_date(plain);
        date && !is_word(at_or(s, i)) && !(at_or(s, i) == '/')) {
      best = date;
      end = last_end;
    }
    if (!digits && at_or(s, i) == '.') ++i;
    if (at_or(s, i) == ',' && at_or(s, i + 1) == ' ') {
      plain += ", ";
      i += 2;
    } else if (at_or(s, i) == ' ' || at_or(s, i) == '/' || at_or(s, i) == '-' ||
               at_or(s, i) == '.') {
      plain += s[i++];
    } else {
      break;
    }
  }
  if (best && (*best > "2026" || end == from)) return std::nullopt;
  return best;
}

}  // namespace

bool looks_like_another(std::string_view written) {
  std::string shape;
  std::size_t run = 0;
  for (char c : written) {
    if (is_digit(c)) {
      ++run;
      continue;
    }
    if (c != '-') return false;
    shape += static_cast<char>('0' + std::min<std::size_t>(run, 9));
    run = 0;
  }
  shape += static_cast<char>('0' + std::min<std::size_t>(run, 9));
  return shape == "334" || shape == "324" || shape == "1334" || shape == "442" || shape == "4444";
}

std::optional<Hit> ValueReader::at(std::size_t b, int sure, const std::string& why) const {
  const auto hit = [&](const Value& v, Element element, int confidence, std::string norm) {
    return Hit{v.from, v.to, element, NamePart::none, confidence, std::move(norm), why, {}, 0};
  };
  if (b > 0 && (is_word(s[b - 1]) || s[b - 1] == '$' || s[b - 1] == '.' ||
                (s[b - 1] == '-' && b > 1 && is_word(s[b - 2]))))
    return std::nullopt;
  if (meaning == Meaning::birth) {
    std::size_t end = b;
    const auto date = day_at(s, b, end);
    if (!date) return std::nullopt;
    return hit({b + (s.substr(b, 4) == "the " ? 4 : 0), end, {}}, Element::birth, sure, *date);
  }
  const bool blanks = meaning == Meaning::bank || meaning == Meaning::account ||
                      meaning == Meaning::medicare || meaning == Meaning::health_plan ||
                      meaning == Meaning::licence || meaning == Meaning::gov_id;
  auto v = token_at(s, b, blanks);
  if (meaning == Meaning::medicare && v.to - v.from == 4 &&
      at_or(s, v.to) == ' ') {  // "1EG4 TE5 MK73"
    const auto whole = replaced(s.substr(b, 13), " ", "");
    if (valid_medicare(whole)) v = {b, b + 13, whole};
  }
  const auto digits = digits_of(v.bare);
  const auto written = s.substr(v.from, v.to - v.from);
  const char after = at_or(s, v.to);
  if (v.bare.size() < 4 || digits.size() < 4 || after == '@' || after == '%' ||
      ((after == '.' || after == ':' || after == '/') && meaning != Meaning::record_no &&
       is_digit(at_or(s, v.to + 1))) ||
      (after == '.' && is_word(at_or(s, v.to + 1))) || looks_like_a_date(s, v))
    return std::nullopt;
  const auto letters = v.bare.size() - digits.size();
  switch (meaning) {
  case Meaning::record_no:
    if (digits.size() < 5 || digits.size() > 12 || letters > 3 || looks_like_another(written) ||
        (letters > 0 && !is_upper(v.bare[0]) && !is_digit(v.bare[0])) ||
        v.bare.substr(0, 2) == "0x")
      return std::nullopt;
    return hit(v, Element::record_no, sure - 15, std::string(written));
  case Meaning::passport: {
    if (looks_like_another(written)) return std::nullopt;
    const bool foreign =
        v.bare.size() == 9 && is_upper(v.bare[0]) && is_upper(v.bare[1]) && digits.size() == 7;
    if (!valid_passport(v.bare) && !foreign) return std::nullopt;
    return hit(v, Element::passport, foreign ? sure - 20 : sure, v.bare);
  }
  case Meaning::medicare:
    if (!valid_medicare(v.bare)) return std::nullopt;
    return hit(v, Element::medicare, 97, v.bare);
  case Meaning::account:
  case Meaning::bank: {
    if (letters != 0 || digits.size() < 6 || digits.size() > 17 || looks_like_another(written))
      return std::nullopt;
    if (meaning == Meaning::account && !of_a_bank(around(s, v.from, v.to, 96))) return std::nullopt;
    return hit(v, Element::account, meaning == Meaning::bank ? sure - 5 : sure - 20, digits);
  }
  case Meaning::health_plan:
    if (v.bare.size() < 7 || digits.size() < 5 || letters > 5 || looks_like_another(written) ||
        (v.bare.size() > 0 && is_lower(v.bare[0])))
      return std::nullopt;
    if (!of_health(around(s, v.from, v.to, 96))) return std::nullopt;
    return hit(v, Element::health_plan, sure - 15, v.bare);
  case Meaning::licence: {
    constexpr std::array<std::string_view, 14> words{
        "driver",    "drivers", "driver's", "drivers'", "driving",  "operator", "operator's",
        "operators", "dl",      "cdl",      "dmv",      "licencia", "conducir", "motor vehicle"};
    if (looks_like_another(written) && letters == 0) return std::nullopt;
    std::string up = v.bare;
    for (char& c : up)
      if (is_lower(c)) c = static_cast<char>(c - 32);
    auto state = state_in(s, v);
    if (!state.empty() && !valid_licence(up, state)) state.clear();
    if (state.empty() &&
        (up.size() < 7 || !valid_licence(up, "") || !speaks_of(around(s, v.from, v.to, 64), words)))
      return std::nullopt;
    return hit(v, Element::licence, state.empty() ? sure - 30 : sure - 5,
               (state.empty() ? "??" : state) + ":" + up);
  }
  case Meaning::gov_id:
    if (digits.size() < 7 || digits.size() > 12 || letters > 3 || looks_like_another(written))
      return std::nullopt;
    return hit(v, Element::gov_id, sure - 12, v.bare);
  case Meaning::employment:
    if (v.bare.size() > 12 || digits.size() > 9 || letters > 3 || looks_like_another(written))
      return std::nullopt;
    return hit(v, Element::employment_id, sure - 10, v.bare);
  case Meaning::military:
    if (letters != 0 || digits.size() != 10 || digits[0] == '0') return std::nullopt;
    return hit(v, Element::military_id, sure - 5, digits);
  case Meaning::ssn:
  case Meaning::itin:
    if (letters != 0 || digits.size() != 9 ||
        (written.size() != 9 && !(written.size() == 11 && written[3] == '-' && written[6] == '-')))
      return std::nullopt;
    if (valid_itin(digits)) return hit(v, Element::itin, sure, digits);
    if (!valid_ssn(digits)) return std::nullopt;
    return hit(v, Element::ssn, sure, digits);
  default: return std::nullopt;
  }
}

bool may_begin(Meaning meaning, char c) {
  return is_digit(c) || is_upper(c) || (meaning == Meaning::birth && c == 't');
}

bool near_health(std::string_view s, std::size_t from, std::size_t to) {
  return of_health(around(s, from, to, 96));
}
bool near_a_bank(std::string_view s, std::size_t from, std::size_t to) {
  return of_a_bank(around(s, from, to, 96));
}
bool near_words(std::string_view s, std::size_t from, std::size_t to,
                std::span<const std::string_view> words) {
  return speaks_of(around(s, from, to, 72), words);
}

void iban_after(const Text& text, std::size_t to, std::vector<Hit>& out) {
  const auto s = text.bytes;
  for (std::size_t i = to; i < s.size() && i - to < 32 && s[i] != '\n'; ++i) {
    if (!is_letter(s[i]) || is_word(s[i - 1]) || !is_digit(at_or(s, i + 2)) ||
        !is_digit(at_or(s, i + 3)))
      continue;
    std::string bare;
    std::size_t e = i;
    for (std::size_t k = i; k < s.size() && bare.size() < 34; ++k) {
      const char c = s[k];
      if (is_digit(c) || is_upper(c) || is_lower(c)) {
        bare += is_lower(c) ? static_cast<char>(c - 32) : c;
        e = k + 1;
        if (bare.size() >= 15 && !is_word(at_or(s, e)) && valid_iban(bare)) {
          out.push_back({i,
                         e,
                         Element::iban,
                         NamePart::none,
                         95,
                         bare,
                         "country, length and check digits of an IBAN",
                         {},
                         0});
          return;
        }
      } else if ((c != ' ' && c != '-' && c != '.') || !is_word(at_or(s, k + 1))) {
        break;
      }
    }
  }
}

}  // namespace ledgelight::discover
