#include "discover/sentences.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"
#include "discover/label_ends.hpp"
#include "discover/places.hpp"
#include "discover/prose.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_way = 56;  ///< between a label and its value
constexpr int longest_list = 64;

char at_or(std::string_view s, std::size_t i) { return i < s.size() ? s[i] : '\n'; }
bool is_emphasis(char c) { return c == '*' || c == '`' || c == '"' || c == '\'' || c == '_'; }

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
/// "203-555-0147", "219-12-1234": a number of another kind, by its groups.
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

/// Reads the value of this kind that begins at `b`; nullopt when it is none. `sure` is the
/// confidence when a label speaks for it.
struct Reader {
  const Text& text;
  Meaning meaning;
  std::string_view label;
  std::string_view s = text.bytes;

  std::optional<Hit> at(std::size_t b, int sure, const std::string& why) const {
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
      if (meaning == Meaning::account && !of_a_bank(around(s, v.from, v.to, 96)))
        return std::nullopt;
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
      if (state.empty() && (up.size() < 7 || !valid_licence(up, "") ||
                            !speaks_of(around(s, v.from, v.to, 64), words)))
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
          (written.size() != 9 &&
           !(written.size() == 11 && written[3] == '-' && written[6] == '-')))
        return std::nullopt;
      if (valid_itin(digits)) return hit(v, Element::itin, sure, digits);
      if (!valid_ssn(digits)) return std::nullopt;
      return hit(v, Element::ssn, sure, digits);
    default: return std::nullopt;
    }
  }
};

bool may_begin(Meaning meaning, char c) {
  return is_digit(c) || is_upper(c) || (meaning == Meaning::birth && c == 't');
}

/// Words that carry a label on to its value, or tie it to one before.
bool is_filler(std::string_view word) {
  if (is_between(word)) return true;
  const auto low = lowered(word);
  for (std::string_view w :
       {"nos"sv,        "ids"sv,         "were"sv,        "are"sv,          "s"sv,
        "identifier"sv, "identifiers"sv, "beneficiary"sv, "account"sv,      "accounts"sv,
        "and"sv,        "a"sv,           "an"sv,          "his"sv,          "her"sv,
        "my"sv,         "their"sv,       "our"sv,         "your"sv,         "its"sv,
        "it"sv,         "has"sv,         "under"sv,       "listed"sv,       "with"sv,
        "shows"sv,      "showing"sv,     "reads"sv,       "read"sv,         "given"sv,
        "named"sv,      "full"sv,        "old"sv,         "current"sv,      "correct"sv,
        "routing"sv,    "bank"sv,        "certificate"sv, "registration"sv, "policy"sv,
        "plan"sv,       "member"sv,      "license"sv,     "licence"sv,      "licenses"sv,
        "driver"sv,     "drivers"sv,     "patient"sv,     "numbered"sv,     "both"sv,
        "which"sv,      "name"sv,        "dates"sv,       "be"sv,           "as"sv,
        "follows"sv,    "book"sv,        "holder"sv,      "insurance"sv,    "health"sv,
        "birthday"sv})
    if (low == w) return true;
  return false;
}
/// The last word before a value when others than fillers stand between.
bool leads_on(std::string_view word) {
  const auto low = lowered(word);
  for (std::string_view w : {"is"sv, "was"sv, "are"sv, "were"sv, "no"sv, "number"sv, "numbers"sv,
                             "reads"sv, "id"sv, "ids"sv})
    if (low == w) return true;
  return false;
}

/// What parts two values of a list: its size, or 0.
std::size_t list_gap(std::string_view s, std::size_t at, std::string_view label) {
  std::size_t i = at;
  while (i < s.size() && i - at < 4 && (is_emphasis(s[i]) || s[i] == ')'))
    ++i;
  std::size_t n = 0;
  for (std::string_view gap : {", and "sv, ", or "sv, ", y "sv, ", "sv, " and "sv, " or "sv,
                               " & "sv, " y "sv, "; "sv, " / "sv, "/"sv, " - "sv, "\n"sv})
    if (n == 0 && s.substr(i, gap.size()) == gap) n = gap.size();
  if (n == 0) return 0;
  if (s[i] == '\n') {
    // A list of lines has its bullets, or the label again.
    std::size_t k = i + 1;
    while (k < s.size() && k - i < 6 && (s[k] == ' ' || s[k] == '-' || s[k] == '*' || s[k] == '\t'))
      ++k;
    if (k == i + 1) return 0;
    n = k - i;
  }
  i += n;
  while (i < s.size() && is_emphasis(s[i]))
    ++i;
  // "- MRN 3381921": the label once more.
  if (!label.empty() && s.substr(i, label.size()) == label) {
    i += label.size();
    while (i < s.size() && (s[i] == ' ' || s[i] == ':' || s[i] == '#' || s[i] == 's'))
      ++i;
  }
  return i - at;
}

std::string in_list(std::string_view label) {
  return "a value of a list that \"" + std::string(label) + "\" begins";
}

}  // namespace

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

std::size_t list_after(const Text& text, Meaning meaning, std::string_view label, std::size_t at,
                       std::vector<Hit>& out) {
  const Reader reader{text, meaning, label};
  for (int n = 0; n < longest_list; ++n) {
    const auto gap = list_gap(text.bytes, at, label);
    if (gap == 0) break;
    auto hit = reader.at(at + gap, 85, in_list(label));
    if (!hit) break;
    at = hit->to;
    out.push_back(std::move(*hit));
  }
  return at;
}

namespace {

/// The values that the label at [from, to) governs, behind it.
bool forward(const Text& text, Meaning meaning, std::size_t from, std::size_t to,
             std::vector<Hit>& out) {
  const auto s = text.bytes;
  const auto label = s.substr(from, to - from);
  const Reader reader{text, meaning, label};
  std::size_t i = to;
  bool strange = false, last_leads = false, breaks = false;
  if (at_or(s, i) == 's' && !is_word(at_or(s, i + 1))) ++i;
  for (int words = 0; words < 8 && i < s.size() && i - to < longest_way;) {
    const char c = s[i];
    if (!is_word(c)) {
      if (c == '\n') {
        if (breaks) return false;
        breaks = true;
      }
      if (c == ';' || c == '?' || c == '!' || c == '|' || c == '\0' || c == '{' || c == '}' ||
          c == '<' || c == '>')
        return false;
      // A dot ends the sentence, but not "no."
      if (c == '.' && at_or(s, i + 1) == ' ' && is_upper(at_or(s, i + 2)) && strange) return false;
      ++i;
      continue;
    }
    if (may_begin(meaning, c) && (!strange || last_leads)) {
      if (auto hit = reader.at(i, 88, "after \"" + std::string(label) + "\"")) {
        const auto end = hit->to;
        out.push_back(std::move(*hit));
        list_after(text, meaning, label, end, out);
        return true;
      }
    }
    std::size_t e = i;
    while (e < s.size() && (is_word(s[e]) || (s[e] == '\'' && is_letter(at_or(s, e + 1)))))
      ++e;
    const auto word = s.substr(i, e - i);
    if (is_digit(c)) return false;
    const auto means = meaning_of_word(word);
    const bool filler = is_filler(word);
    const bool state = is_upper(word[0]) && !state_of(word).empty();
    if (!filler && !state) {
      // Another label says what comes; a name or a place may stand between.
      if (means != Meaning::nothing && means != meaning && means != Meaning::name) return false;
      strange = true;
    }
    last_leads = leads_on(word);
    ++words;
    i = e;
  }
  return false;
}

/// Is the number that ends before `at` tied to the label behind it? Moves `at` to the value's end.
bool tied_behind(std::string_view s, std::size_t& at) {
  std::size_t i = at;
  bool article = false;
  for (int words = 0; words < 6 && at - i < longest_way; ++words) {
    const std::size_t gap_end = i;
    while (i > 0 && gap_end - i < 4 &&
           (s[i - 1] == ' ' || is_emphasis(s[i - 1]) || s[i - 1] == '\n'))
      --i;
    if (i == 0) return false;
    // "12345, a medical record", "12345 (MRN)"
    if (s[i - 1] == '(' || (s[i - 1] == ',' && article) ||
        ((s[i - 1] == '-' || s.substr(i - std::min<std::size_t>(i, 3), 3) == "\xE2\x80\x94") &&
         article)) {
      i -= s[i - 1] == '\x94' ? 3 : 1;
      while (i > 0 && (s[i - 1] == ' ' || is_emphasis(s[i - 1])))
        --i;
      at = i;
      return i > 0 && is_word(s[i - 1]);
    }
    std::size_t b = i;
    while (b > 0 && i - b < 16 &&
           (is_letter(s[b - 1]) || s[b - 1] == '.' || s[b - 1] == '\'' || s[b - 1] == '-'))
      --b;
    if (b == i) return false;
    auto word = lowered(s.substr(b, i - b));
    while (!word.empty() && word.front() == '.')
      word.erase(word.begin());
    if (word == "'s") {  // "W8520332's medical records"
      at = b;
      return is_word(s[b - 1]);
    }
    for (std::string_view w : {"is"sv, "was"sv, "are"sv, "were"sv, "as"sv})
      if (word == w) {
        // "is shown as her …": what is said of the value.
        while (b > 0 && (s[b - 1] == ' ' || is_emphasis(s[b - 1]) || s[b - 1] == ','))
          --b;
        for (int more = 0; more < 2; ++more) {
          std::size_t k = b;
          while (k > 0 && is_lower(s[k - 1]))
            --k;
          const auto verb = s.substr(k, b - k);
          bool said = false;
          for (std::string_view v :
               {"was"sv, "is"sv, "given"sv, "which"sv, "listed"sv, "known"sv, "shown"sv, "that"sv})
            said = said || verb == v;
          if (!said || k == 0 || s[k - 1] != ' ') break;
          b = k;
          while (b > 0 && (s[b - 1] == ' ' || is_emphasis(s[b - 1]) || s[b - 1] == ','))
            --b;
        }
        at = b;
        return b > 0 && is_word(s[b - 1]);
      }
    for (std::string_view w :
         {"for"sv, "of"sv, "to"sv, "from"sv, "in"sv, "on"sv, "at"sv, "by"sv, "with"sv, "used"sv,
          "and"sv, "or"sv, "not"sv, "into"sv, "about"sv, "when"sv, "if"sv})
      if (word == w) return false;
    for (std::string_view w : {"a"sv, "an"sv, "the"sv, "his"sv, "her"sv, "my"sv, "their"sv, "our"sv,
                               "your"sv, "both"sv, "its"sv, "sole"sv})
      article = article || word == w;
    i = b;
  }
  return false;
}

/// The value that ends at `end`, as far to the left as it can be read.
std::optional<Hit> ending_at(const Reader& reader, std::size_t end, std::string_view label) {
  const auto s = reader.s;
  std::optional<Hit> best;
  std::size_t b = end;
  const bool spaced = reader.meaning == Meaning::birth || reader.meaning == Meaning::bank ||
                      reader.meaning == Meaning::account || reader.meaning == Meaning::licence ||
                      reader.meaning == Meaning::medicare || reader.meaning == Meaning::health_plan;
  while (b > 0 && end - b < 34) {
    const char c = s[b - 1];
    const bool in =
        is_word(c) || c == '-' ||
        (spaced &&
         (c == ' ' || ((c == ',' || c == '/' || c == '.') && reader.meaning == Meaning::birth)));
    if (!in) break;
    --b;
    if (!may_begin(reader.meaning, s[b]) || (b > 0 && is_word(s[b - 1]))) continue;
    auto hit = reader.at(b, 85, "before \"" + std::string(label) + "\"");
    if (hit && hit->to == end) best = std::move(hit);
  }
  return best;
}

void backward(const Text& text, Meaning meaning, std::size_t from, std::size_t to,
              std::vector<Hit>& out) {
  const auto s = text.bytes;
  std::size_t end = from;
  if (!tied_behind(s, end)) return;
  const auto label = s.substr(from, to - from);
  const Reader reader{text, meaning, label};
  for (int n = 0; n < longest_list; ++n) {
    auto hit = ending_at(reader, end, label);
    if (!hit) return;
    // It has a label of its own: "order 12345 (see the chart)".
    if (n == 0) {
      const auto own = label_before(s, hit->from, 24);
      if (own.meaning != Meaning::nothing && own.meaning != meaning &&
          own.meaning != Meaning::name && own.meaning != Meaning::account &&
          hit->from - own.to <= 12)
        return;
    }
    std::size_t b = hit->from;
    out.push_back(std::move(*hit));
    while (b > 0 && is_emphasis(s[b - 1]))
      --b;
    std::size_t gap = 0;
    for (std::string_view g : {", and "sv, " and "sv, ", "sv, " or "sv, " & "sv, "/"sv})
      if (gap == 0 && b >= g.size() && s.substr(b - g.size(), g.size()) == g) gap = g.size();
    if (gap == 0) return;
    end = b - gap;
    while (end > 0 && is_emphasis(s[end - 1]))
      --end;
  }
}

/// What proves itself may stand anywhere before the label in its sentence: "the card shows … under
/// Medicare number".
void earlier_in_sentence(const Text& text, Meaning meaning, std::size_t from, std::size_t to,
                         std::vector<Hit>& out) {
  const auto s = text.bytes;
  const Reader reader{text, meaning, s.substr(from, to - from)};
  for (std::size_t i = from; i > 0 && from - i < 64;) {
    --i;
    if (s[i] == '\n' || s[i] == '\0' || s[i] == ';' || (s[i] == '.' && at_or(s, i + 1) == ' '))
      return;
    if (!is_digit(s[i]) || (i > 0 && (is_word(s[i - 1]) || s[i - 1] == '-'))) continue;
    auto hit = reader.at(i, 80, "before \"" + std::string(reader.label) + "\"");
    if (!hit || (meaning == Meaning::ssn && hit->to - hit->from != 11)) continue;
    out.push_back(std::move(*hit));
    return;
  }
}

}  // namespace

namespace {

/// Does a digit stand in `s`? Most sentences that hold a label hold no number at all.
bool holds_a_digit(std::string_view s) {
  constexpr std::size_t block = 32;
  std::size_t i = 0;
  for (; i + block <= s.size(); i += block) {
    unsigned char any = 0;
    for (std::size_t k = 0; k < block; ++k)
      any |= static_cast<unsigned char>(static_cast<unsigned char>(s[i + k] - '0') < 10);
    if (any != 0) return true;
  }
  return std::any_of(s.begin() + static_cast<std::ptrdiff_t>(i), s.end(), is_digit);
}

/// Further than anything here looks from its label, for the end of a value that begins in reach.
constexpr std::size_t farthest = 160;

}  // namespace

void sentence_at(const Text& text, Meaning meaning, std::size_t from, std::size_t to,
                 std::vector<Hit>& out) {
  const auto begin = from - std::min(from, farthest);
  if (!holds_a_digit(text.bytes.substr(begin, to + farthest - begin))) return;
  if (forward(text, meaning, from, to, out)) return;
  const auto before = out.size();
  backward(text, meaning, from, to, out);
  if (out.size() == before && (meaning == Meaning::medicare || meaning == Meaning::ssn))
    earlier_in_sentence(text, meaning, from, to, out);
}

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
          digits.find_first_not_of(digits[0]) == npos || read_date(s.substr(i, end - i)) ||
          digits.substr(0, 8) == "12345678")
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

void user_beside_password(const Text& text, std::size_t key, std::vector<Hit>& out) {
  const auto s = text.bytes;
  // "user name hgreaves and password …", "log in as svc_backup with password …", "login x password
  // y"
  std::size_t b = key;
  while (b > 0 && key - b < 72 && s[b - 1] != '\n' && s[b - 1] != '\0')
    --b;
  const auto before = s.substr(b, key - b);
  const auto low = lowered(before);
  for (std::string_view word : {"username"sv, "user name"sv, "user id"sv, "userid"sv, "log in as"sv,
                                "login as"sv, "logs in as"sv, "login"sv, "logon"sv, "user"sv}) {
    const auto at = low.rfind(word);
    if (at == npos || (at > 0 && is_word(low[at - 1]))) continue;
    std::size_t i = at + word.size();
    if (i < low.size() && is_word(low[i])) continue;
    for (int skips = 0; skips < 3; ++skips) {
      while (i < before.size() &&
             (before[i] == ' ' || before[i] == ':' || before[i] == '=' || is_emphasis(before[i])))
        ++i;
      for (std::string_view filler : {"is "sv, "was "sv, "name "sv, "id "sv})
        if (low.compare(i, filler.size(), filler) == 0) i += filler.size();
    }
    std::size_t e = i;
    while (e < before.size() && static_cast<unsigned char>(before[e]) > ' ' && before[e] != ',' &&
           before[e] != ';' && before[e] != '"' && before[e] != '\'' && before[e] != '*' &&
           before[e] != '`')
      ++e;
    while (e > i && (before[e - 1] == '.' || before[e - 1] == ':' || before[e - 1] == '/'))
      --e;
    const auto name = before.substr(i, e - i);
    if (name.size() < 3 || name.size() > 40 || name.find('@') != npos || name.find('(') != npos)
      return;
    for (std::string_view no :
         {"and"sv,     "or"sv,       "the"sv,     "with"sv, "for"sv,    "name"sv, "password"sv,
          "account"sv, "accounts"sv, "must"sv,    "can"sv,  "has"sv,    "will"sv, "may"sv,
          "should"sv,  "whose"sv,    "who"sv,     "from"sv, "enters"sv, "your"sv, "his"sv,
          "her"sv,     "changed"sv,  "without"sv, "needs"sv})
      if (lowered(name) == no) return;
    out.push_back({b + i,
                   b + e,
                   Element::user,
                   NamePart::none,
                   75,
                   text.readable(b + i, b + e),
                   "a word after \"" + std::string(before.substr(at, word.size())) + "\"",
                   {},
                   0});
    return;
  }
}

}  // namespace ledgelight::discover
