#include "discover/sentences.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "discover/label_ends.hpp"
#include "discover/sentence_values.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;
namespace {

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

/// The values that the label at [from, to) governs, behind it.
bool forward(const Text& text, Meaning meaning, std::size_t from, std::size_t to,
             std::vector<Hit>& out) {
  const auto s = text.bytes;
  const auto label = s.substr(from, to - from);
  const ValueReader reader{text, meaning, label};
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
std::optional<Hit> ending_at(const ValueReader& reader, std::size_t end, std::string_view label) {
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
  const ValueReader reader{text, meaning, label};
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
  const ValueReader reader{text, meaning, s.substr(from, to - from)};
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

/// Do so many digits stand in `s`? Most sentences that hold a label hold no number at all.
bool holds_digits(std::string_view s, std::size_t enough) {
  constexpr std::size_t block = 32;
  std::size_t i = 0, count = 0;
  for (; i + block <= s.size() && count < enough; i += block) {
    unsigned char here = 0;
    for (std::size_t k = 0; k < block; ++k)
      here = static_cast<unsigned char>(here + (static_cast<unsigned char>(s[i + k] - '0') < 10));
    count += here;
  }
  for (; i < s.size() && count < enough; ++i)
    count += is_digit(s[i]) ? 1 : 0;
  return count >= enough;
}

/// Further than anything here looks from its label, for the end of a value that begins in reach: on
/// before it, and behind it, where a value is at most 34 bytes.
constexpr std::size_t farthest_before = 160, farthest_behind = longest_way + 40;

}  // namespace

void sentence_at(const Text& text, Meaning meaning, std::size_t from, std::size_t to,
                 std::vector<Hit>& out) {
  // A value has four digits or more (ValueReader::at()), a day as few as one.
  const std::size_t enough = meaning == Meaning::birth ? 1 : 4;
  const auto s = text.bytes;
  if (holds_digits(s.substr(to, farthest_behind), enough) && forward(text, meaning, from, to, out))
    return;
  const auto begin = from - std::min(from, farthest_before);
  if (!holds_digits(s.substr(begin, from - begin), enough)) return;
  const auto before = out.size();
  backward(text, meaning, from, to, out);
  if (out.size() == before && (meaning == Meaning::medicare || meaning == Meaning::ssn))
    earlier_in_sentence(text, meaning, from, to, out);
}

}  // namespace ledgelight::discover
