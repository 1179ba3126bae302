// Values whose shape says little: found by the word before them, not by their digits.
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>

#include "base/text.hpp"
#include "discover/abroad.hpp"
#include "discover/prose.hpp"
#include "discover/sentences.hpp"
#include "discover/validate.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;
namespace {

/// Does `word` (lower case) stand at `at`, in any case?
bool stands(std::string_view s, std::size_t at, std::string_view word) {
  if (at + word.size() > s.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = s[at + i];
    if ((is_upper(c) ? static_cast<char>(c + 32) : c) != word[i]) return false;
  }
  return true;
}

bool mail_char(char c) {
  return (is_word(c) && (c & 0x80) == 0) || std::strchr(".!#$&*+-?^_`{|}~", c) != nullptr;
}

void email_at(std::string_view s, std::size_t at, std::size_t at_size, std::vector<Hit>& out) {
  std::size_t b = at, e = at + at_size;
  while (b > 0 && at - b < 64 && s[b - 1] != '\0' && mail_char(s[b - 1])) --b;
  while (e < s.size() && e - at < 190 && ((is_word(s[e]) && (s[e] & 0x80) == 0) || s[e] == '.' || s[e] == '-'))
    ++e;
  while (e > at + at_size && (s[e - 1] == '.' || s[e - 1] == '-')) --e;
  while (b < at && !is_word(s[b])) ++b;
  // In a query string what follows '&' or '?' is the value.
  const auto value = s.substr(b, at - b);
  if (at_size == 3) {
    const auto cut = value.find_last_of("&?=");
    if (cut != std::string_view::npos) b += cut + 1;
  }
  // "3D" left of "=" in quoted-printable is no part of a name; '%' never is.
  const auto mail = valid_email(std::string(s.substr(b, at - b)) + "@" +
                                std::string(s.substr(at + at_size, e - at - at_size)));
  if (!mail) return;
  // "https://user:word@host": a password and a host.
  if (b > 4 && (s[b - 1] == ':' || s[b - 1] == '/')) {
    std::size_t k = b - 1;
    while (k > 0 && b - k < 64 && static_cast<unsigned char>(s[k]) > ' ' && s[k] != '/' &&
           s[k] != '<' && s[k] != '"')
      --k;
    if (s[k] == '/' && k > 1 && s[k - 1] == '/' && s[k - 2] == ':') return;
  }
  if (b > 0 && s[b - 1] == '<') {
    // The ids of messages look like addresses; they are nobody's.
    const std::size_t floor = b > 300 ? b - 300 : 0;
    std::size_t line = b;
    while (line > floor && s[line - 1] != '\n') --line;
    for (std::string_view header :
         {"message-id:"sv, "in-reply-to:"sv, "references:"sv, "content-id:"sv})
      if (stands(s, line, header)) return;
  }
  out.push_back({b, e, Element::email, NamePart::none, 90, *mail, "an e-mail address", {}, 0});
}

/// The token after a keyword's separator; quotes around it are left out.
std::optional<std::pair<std::size_t, std::size_t>> value_after(std::string_view s, std::size_t i,
                                                               bool must_assign) {
  const std::size_t stop = std::min(s.size(), i + 12);
  bool assigned = false;
  while (i < stop && (s[i] == ' ' || s[i] == ':' || s[i] == '=' || s[i] == '"' || s[i] == '\'' ||
                      s[i] == '\t')) {
    assigned = assigned || s[i] == ':' || s[i] == '=';
    ++i;
  }
  if (must_assign && !assigned) return std::nullopt;
  const std::size_t from = i;
  while (i < s.size() && i - from < 65 && static_cast<unsigned char>(s[i]) > ' ' &&
         std::strchr("\"'&<>,;", s[i]) == nullptr)
    ++i;
  if (i == from || i - from > 64) return std::nullopt;
  return std::make_pair(from, i);
}

}  // namespace

bool is_placeholder(std::string_view word) {
  const auto w = lowered(word);
  if (w.find_first_not_of("*x.-_•") == std::string::npos) return true;
  for (std::string_view p :
       {"null"sv,    "none"sv,     "true"sv,      "false"sv,    "required"sv,       "password"sv,
        "changed"sv, "expired"sv,  "reset"sv,     "string"sv,   "invalid"sv,        "incorrect"sv,
        "hidden"sv,  "n/a"sv,      "masked"sv,    "redacted"sv, "[redacted]"sv,     "for"sv,
        "is"sv,      "was"sv,      "and"sv,       "or"sv,       "only"sv,           "removed"sv,
        "added"sv,   "fixed"sv,    "prompt"sv,    "from"sv,     "with"sv,           "when"sv,
        "must"sv,    "should"sv,   "cannot"sv,    "never"sv,    "always"sv,         "this"sv,
        "that"sv,    "your"sv,     "protected"sv, "based"sv,    "authentication"sv, "file"sv,
        "field"sv,   "strength"sv, "manager"sv,   "policy"sv,   "update"sv,         "support"sv,
        "nothing"sv})
    if (w == p) return true;
  return w.find("****") != std::string::npos;
}

bool looks_like_code(std::string_view value, char after) {
  if (after == '(' || after == '[' || value.empty()) return true;
  const auto begins = [&](std::string_view with) { return value.substr(0, with.size()) == with; };
  // A variable, a format, a template.
  if ((value[0] == '$' && value.size() > 1 &&
       (is_letter(value[1]) || value[1] == '(' || value[1] == '{' || value[1] == '_') &&
       value.find_first_of("!#%") == std::string_view::npos) ||
      begins("{{") || begins("%s") || begins("%(") || begins("(") || begins("&") || begins("\\") ||
      begins("[") || begins("*)") || begins("/*") || begins("//") || begins("==") || begins("=>") ||
      begins("|") || begins("."))
    return true;
  // "*user_pwd", "/pwd"
  if ((value[0] == '*' || value[0] == '/') && value.find('_') != std::string_view::npos)
    return true;
  for (std::string_view sign : {"::"sv, "->"sv, "()"sv, "[["sv, "<<"sv, "\\f"sv, "$("sv})
    if (value.find(sign) != std::string_view::npos) return true;
  // "dup(v)", "argv[arg]", "self.password"
  std::size_t i = 0;
  while (i < value.size() && (is_word(value[i]) || value[i] == '_' || value[i] == '.'))
    ++i;
  if (i > 0 && i < value.size() && (value[i] == '(' || value[i] == '[')) return true;
  const auto low = lowered(value);
  if (i == value.size() &&
      (low.find('_') != std::string::npos || low.find('.') != std::string::npos))
    for (std::string_view word : {"pass"sv, "pwd"sv, "pw_"sv, "secret"sv, "token"sv, "config"sv,
                                  "self."sv, "this."sv, "args."sv})
      if (low.find(word) != std::string::npos) return true;
  return false;
}

namespace {

/// Letters with digits or signs among them: what people choose where they may not take a word.
bool is_mixed(std::string_view word) {
  bool letter = false, other = false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    letter = letter || is_letter(word[i]);
    // A sign in the middle alone is only a word of two parts.
    other = other || is_digit(word[i]) || std::strchr("!@#$%^&*+=?~", word[i]) != nullptr ||
            (word[i] == '_' && i > 0);
  }
  return letter && other;
}

/// Where the value begins after "password" and what leads to it: " is ", " to ", " (", " for the
/// portal: ", or nothing at all.
std::size_t said_value(std::string_view s, std::size_t i) {
  for (std::string_view lead : {" is now "sv, " is "sv, " was "sv, " to "sv, " ("sv, " "sv})
    if (stands(s, i, lead)) {
      const std::size_t b = i + lead.size();
      if (lead != " ") return b;
      // "password for the scheduling site: …"
      std::size_t k = b;
      for (int words = 0; words < 6 && k - b < 48; ++words) {
        const auto w = k;
        while (k < s.size() && (is_letter(s[k]) || s[k] == '-' || s[k] == '\''))
          ++k;
        if (k == w) break;
        if (words == 0 && !stands(s, w, "for ") && !stands(s, w, "of ") && !stands(s, w, "on "))
          break;
        if (stands(s, k, ": ") || stands(s, k, " is ")) return k + (s[k] == ':' ? 2 : 4);
        if (k >= s.size() || s[k] != ' ') break;
        ++k;
      }
      return b;
    }
  return 0;
}

void password_at(const Text& text, std::size_t at, std::vector<Hit>& out) {
  const auto s = text.bytes;
  std::size_t i = at;
  while (i < s.size() && (is_letter(s[i]) || s[i] == '_') && i - at < 12) ++i;
  auto value = value_after(s, i, true);
  const bool said = !value;
  if (said)
    if (const auto from = said_value(s, i); from != 0) value = value_after(s, from, false);
  if (!value || value->second - value->first < 4) return;
  auto [b, e] = *value;
  while (e > b + 4 &&
         (s[e - 1] == '.' || s[e - 1] == ')' || s[e - 1] == '}' || (said && s[e - 1] == ':')))
    --e;
  // "the password is required": a word is none, letters with digits or signs are.
  if (said && (e - b < 6 || !is_mixed(s.substr(b, e - b)))) return;
  if (is_placeholder(s.substr(b, e - b)) ||
      looks_like_code(s.substr(b, e - b), e < s.size() ? s[e] : '\n'))
    return;
  out.push_back({b, e, Element::password, NamePart::none, 80, text.readable(b, e),
                 "a word after \"password\"", {}, 0});
  user_beside_password(text, at, out);
}

/// The first Medicare number of the next words on this line or the one after it.
void medicare_within(const Text& text, std::size_t i, std::vector<Hit>& out) {
  const auto s = text.bytes;
  const auto stop = std::min(s.size(), i + 64);
  for (int breaks = 0; i < stop;) {
    if (s[i] == '\n' && ++breaks == 2) return;
    if (!is_digit(s[i]) || (i > 0 && (is_word(s[i - 1]) || s[i - 1] == '-'))) {
      ++i;
      continue;
    }
    std::size_t e = i;
    while (e < s.size() && e - i < 14 &&
           (is_word(s[e]) || (s[e] == '-' && e + 1 < s.size() && is_word(s[e + 1]))))
      ++e;
    if (e - i == 4 && i + 12 < s.size() && s[e] == ' ' && s[i + 8] == ' ') {  // "1EG4 TE5 MK73"
      std::size_t k = i + 9;
      while (k < s.size() && k - i < 14 && is_word(s[k])) ++k;
      if (k - i == 13) e = k;
    }
    const auto bare = replaced(replaced(s.substr(i, e - i), "-", ""), " ", "");
    if (valid_medicare(bare)) {
      out.push_back({i,
                     e,
                     Element::medicare,
                     NamePart::none,
                     97,
                     bare,
                     "eleven characters in the Medicare pattern after a word for it",
                     {},
                     0});
      return;
    }
    i = std::max(e, i + 1);
  }
}

/// "Medicare ID 7WK6-…", "dx Z79.4", "MBI: …"; the word stands at [from, i).
void token_after(const Text& text, std::size_t from, std::size_t i, Element element,
                 std::vector<Hit>& out) {
  const auto s = text.bytes;
  for (int words = 0; words < 3; ++words)
    for (std::string_view skip :
         {" id"sv, " no."sv, " number"sv, " #"sv, " code"sv, " is"sv, " was"sv})
      if (stands(s, i, skip) && (i + skip.size() >= s.size() || !is_word(s[i + skip.size()]))) {
        i += skip.size();
        break;
      }
  // The pattern of a Medicare number is its own witness: a few words may stand before it.
  if (element == Element::medicare) {
    const auto before = out.size();
    medicare_within(text, i, out);
    if (out.size() == before)
      sentence_at(text, Meaning::medicare, from, i, out);
    else
      list_after(text, Meaning::medicare, {}, out.back().to, out);
    return;
  }
  const auto value = value_after(s, i, false);
  if (!value) return;
  auto [b, e] = *value;
  while (e > b && (s[e - 1] == '.' || s[e - 1] == ')')) --e;
  const auto bare = replaced(s.substr(b, e - b), "-", "");
  if (element != Element::diagnosis || !valid_diagnosis(bare)) return;
  out.push_back({b, e, element, NamePart::none, 85, bare, "an ICD-10 code after a word for it", {}, 0});
  // "Dx: E11.9, I10, F32.9"
  for (int others = 0; others < 24; ++others) {
    b = 0;
    for (std::string_view gap : {", and "sv, ", "sv, " and "sv, "; "sv, "/"sv})
      if (b == 0 && s.substr(e, gap.size()) == gap) b = e + gap.size();
    if (b == 0) return;
    for (e = b; e < s.size() && e - b < 9 && (is_word(s[e]) || (s[e] == '.' && e + 1 < s.size() && is_word(s[e + 1])));) ++e;
    const auto code = s.substr(b, e - b);
    if (!valid_diagnosis(code)) return;
    out.push_back({b, e, element, NamePart::none, 80, std::string(code), "an ICD-10 code in a list of them", {}, 0});
  }
}

}  // namespace

namespace {

using At = void (*)(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out);

/// A word or sign that begins a closer look. It stands at [from, to) when `look` is called.
struct Key {
  std::string_view word;  ///< lower case; found in any
  std::size_t clue;       ///< where its three signs begin that the text is searched for
  bool whole;             ///< not part of a longer word
  At look;
};

void mail(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  if (to - from == 1) login_before(text, from, out);
  email_at(text.bytes, from, to - from, out);
}
void password(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  // "password_hash": what follows the word within a few letters belongs to it.
  password_at(text, to - from == 3 ? from : from + 3, out);
}
void medicare(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  token_after(text, from, to, Element::medicare, out);
}
void diagnosis(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  token_after(text, from, to, Element::diagnosis, out);
}

/// "api_key = …", "client_secret": "…": a long value of letters and digits.
void secret(const Text& text, std::size_t, std::size_t to, std::vector<Hit>& out) {
  const auto value = value_after(text.bytes, to, true);
  if (!value) return;
  const auto [b, e] = *value;
  const auto word = text.bytes.substr(b, e - b);
  const bool digits = std::any_of(word.begin(), word.end(), is_digit);
  const bool letters = std::any_of(word.begin(), word.end(), is_letter);
  if (word.size() < 16 || !digits || !letters || word[0] == '$' || word[0] == '{' || is_placeholder(word)) return;
  out.push_back({b, e, Element::token, NamePart::none, 75, text.readable(b, e), "a long value after a word for a secret", {}, 0});
}

/// "+44 20 7946 0958"
void abroad(const Text& text, std::size_t from, std::size_t, std::vector<Hit>& out) {
  const auto s = text.bytes;
  if (from > 0 && is_word(s[from - 1])) return;
  std::size_t end = 0;
  const auto number = phone_abroad(s, from + 1, end);
  if (number.empty()) return;
  const auto label = label_before(s, from);
  if (label.meaning == Meaning::other || label.meaning == Meaning::account) return;
  const bool named = label.meaning == Meaning::phone;
  out.push_back({from, end, Element::phone, NamePart::none, named ? 88 : 75, number,
                 named ? "telephone number with a country's code after \"" + std::string(label.word) + "\""
                       : "telephone number with a country's code",
                 {}, 0});
}

/// Letters that are part of the number: "MRN-635719", "MED588924". Where it ends, or 0.
std::size_t lettered(std::string_view s, std::size_t to, std::size_t least) {
  std::size_t e = to + (to < s.size() && s[to] == '-' ? 1 : 0);
  const auto digits = e;
  while (e < s.size() && e - digits < 13 && is_digit(s[e])) ++e;
  const bool whole =
      e - digits >= least && e - digits <= 12 && (e >= s.size() || !(is_word(s[e]) || s[e] == '_'));
  return whole ? e : 0;
}

/// "MRN-635719", "MRN588924": the letters are the word. Else a label in a sentence.
void record_number(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  const auto s = text.bytes;
  if (from > 0 && is_word(s[from - 1])) return;
  const auto e = lettered(s, to, 5);
  if (e == 0) {
    if (to >= s.size() || !is_word(s[to]) || s[to] == 's')
      sentence_at(text, Meaning::record_no, from, to, out);
    return;
  }
  out.push_back({from, e, Element::record_no, NamePart::none, 82, std::string(s.substr(from, e - from)),
                 "digits that MRN stands before", {}, 0});
  list_after(text, Meaning::record_no, "MRN", e, out);
}
/// A label in a sentence; it may have an s.
template <Meaning meaning>
void in_sentence(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  const auto s = text.bytes;
  if (from > 0 &&
      (is_word(s[from - 1]) || s[from - 1] == '_' || s[from - 1] == '/' || s[from - 1] == '.'))
    return;
  while (to < s.size() && is_letter(s[to]))
    ++to;
  if (to < s.size() &&
      (s[to] == '_' || s[to] == '(' || s[to] == '.' || s[to] == '=' || s[to] == '/' ||
       s[to] == '>') &&
      (to + 1 >= s.size() || s[to + 1] != ' ') && s[to] != '=')
    return;
  if (to - from > 16) return;
  if (meaning == Meaning::birth && from >= 8 && stands(s, from - 8, "date of ")) from -= 8;
  sentence_at(text, meaning, from, to, out);
}
/// "Patient ID PT-902211", "employee no. E-20193": only with a word for a number behind it.
template <Meaning meaning>
void numbered(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  const auto s = text.bytes;
  if (from > 0 && (is_word(s[from - 1]) || s[from - 1] == '_' || s[from - 1] == '/')) return;
  for (std::string_view word : {" id"sv, " no"sv, " number"sv, " #"sv, "'s id"sv, " identifier"sv})
    if (stands(s, to, word) && !(word.back() != '#' && to + word.size() < s.size() &&
                                 is_letter(s[to + word.size()]) && s[to + word.size()] != 's')) {
      sentence_at(text, meaning, from, to, out);
      return;
    }
}
/// "Contraseña: …"
void contrasena(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  if (from > 0 && is_word(text.bytes[from - 1])) return;
  password_at(text, to, out);
}
void licence(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  // "license", "licence", "licencia"; not "licensed", "Licensing".
  const auto rest = lowered(text.bytes.substr(to, 4));
  for (std::string_view end : {"se"sv, "ce"sv, "ses"sv, "ces"sv, "cia"sv})
    if (rest.substr(0, end.size()) == end &&
        (rest.size() == end.size() || !is_word(rest[end.size()]))) {
      in_sentence<Meaning::licence>(text, from, to, out);
      return;
    }
}
void iban(const Text& text, std::size_t, std::size_t to, std::vector<Hit>& out) {
  iban_after(text, to, out);
}
void phone(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  const auto s = text.bytes;
  if (from > 0 &&
      (s[from - 1] == '_' || s[from - 1] == '.' || s[from - 1] == '/' || s[from - 1] == '-'))
    return;
  // "tel", "telefon", "telephone" once; "call me", not "callback(".
  if (from >= 4 && stands(s, from - 4, "tele")) return;
  while (to < s.size() && is_letter(s[to]))
    ++to;
  if (to - from > 12 || (to < s.size() && (s[to] == '(' || s[to] == '_' || s[to] == '='))) return;
  phone_in_sentence(text, from, to, out);
}

// The first that stands at a place is the one that counts there. Three signs that are seldom in
// text ("swo", not "pas") keep the search fast; which ones was tried out on logs, manuals and
// letters, since the masks know them as two pairs, and show whatever goes together (trigrams.hpp).
constexpr std::array<Key, 50> keys{{
    {"@", 0, false, mail},
    {"%40", 0, false, mail},
    {"passwd", 3, false, password},
    {"password", 3, false, password},
    {"pwd", 0, false, password},
    {"dx", 0, true, diagnosis},
    {"medicare", 1, false, medicare},
    {"mbi", 0, true, medicare},
    {"icd-10", 0, true, diagnosis},
    {"icd10", 0, true, diagnosis},
    {"icd", 0, true, diagnosis},
    {"diagnosis", 2, false, diagnosis},
    {"api_key", 2, false, secret},
    {"apikey", 1, false, secret},
    {"secret_key", 5, false, secret},
    {"access_token", 0, false, secret},
    {"client_secret", 2, false, secret},
    {"+2", 0, false, abroad},
    {"+3", 0, false, abroad},
    {"+4", 0, false, abroad},
    {"+5", 0, false, abroad},
    {"+6", 0, false, abroad},
    {"+7", 0, false, abroad},
    {"+8", 0, false, abroad},
    {"+9", 0, false, abroad},
    {"mrn", 0, false, record_number},
    {"medical record", 1, false, in_sentence<Meaning::record_no>},
    {"passport", 2, false, in_sentence<Meaning::passport>},
    {"account", 0, false, in_sentence<Meaning::account>},
    {"licen", 0, false, licence},
    {"insur", 2, false, in_sentence<Meaning::health_plan>},
    {"health plan", 3, false, in_sentence<Meaning::health_plan>},
    {"subscriber", 6, false, in_sentence<Meaning::health_plan>},
    {"member", 2, true, in_sentence<Meaning::health_plan>},
    {"birth", 1, false, in_sentence<Meaning::birth>},
    {"ssn", 0, false, in_sentence<Meaning::ssn>},
    {"social security", 9, false, in_sentence<Meaning::ssn>},
    {"alien", 2, true, in_sentence<Meaning::gov_id>},
    {"naturalization", 6, true, in_sentence<Meaning::gov_id>},
    {"iban", 0, true, iban},
    {"phone", 0, false, phone},
    {"tel", 0, false, phone},
    {"call", 1, true, phone},
    {"reach", 2, true, phone},
    {"mobile", 1, true, phone},
    {"fax", 0, true, phone},
    {"answering", 2, true, phone},
    {"patient", 3, false, numbered<Meaning::record_no>},
    {"employee", 3, false, numbered<Meaning::employment>},
    {"contrase", 4, false, contrasena},
}};

std::vector<Trigram> all_clues() {
  std::vector<Trigram> out;
  for (const auto& key : keys) {
    const auto sign = [&](std::size_t n) {
      return key.clue + n < key.word.size() ? key.word[key.clue + n] : '\0';
    };
    out.push_back({sign(0), sign(1), sign(2)});
  }
  const auto secrets = secret_clues();
  out.insert(out.end(), secrets.begin(), secrets.end());
  return out;
}

}  // namespace

const TrigramSet& key_clues() {
  static const TrigramSet clues(all_clues());
  return clues;
}

namespace {

/// What may begin at `i`: the keys in their order, then the clues of secrets.
TrigramBits clues_at(std::string_view s, std::size_t i) {
  static const auto& clues = key_clues();
  const auto at = [&](std::size_t k) { return k < s.size() ? s[k] : '\0'; };
  return clues.which(s[i], at(i + 1), at(i + 2));
}

/// The first of the keys in `clues` whose word stands around the clue at `i`, and where it begins.
const Key* key_at(std::string_view s, std::size_t i, const TrigramBits& clues, std::size_t& from) {
  for (auto k = clues.next(0); k < keys.size(); k = clues.next(k + 1)) {
    const auto& key = keys[k];
    if (i < key.clue) continue;
    from = i - key.clue;
    const auto to = from + key.word.size();
    if (!stands(s, from, key.word)) continue;
    if (key.whole && ((from > 0 && is_word(s[from - 1])) || (to < s.size() && is_word(s[to]))))
      continue;
    return &key;
  }
  return nullptr;
}

bool any_secret(const TrigramBits& clues) { return clues.next(keys.size()) != TrigramBits::most; }

}  // namespace

bool key_stands_at(std::string_view s, std::size_t i) {
  const auto clues = clues_at(s, i);
  std::size_t from = 0;
  return any_secret(clues) || key_at(s, i, clues, from) != nullptr;
}

void keyed_at(const Text& text, std::size_t i, std::vector<Hit>& out) {
  const auto clues = clues_at(text.bytes, i);
  if (clues.none()) return;
  if (any_secret(clues)) secret_at(text, i, out);
  std::size_t from = 0;
  if (const auto* key = key_at(text.bytes, i, clues, from))
    key->look(text, from, from + key->word.size(), out);
}

}  // namespace ledgelight::discover
