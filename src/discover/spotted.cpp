#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "discover/gazetteer.hpp"
#include "discover/names.hpp"
#include "discover/places.hpp"
#include "discover/text.hpp"
#include "discover/validate.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;
namespace {

constexpr std::size_t most_words = 12;

struct Word {
  std::size_t from, to;  ///< without the dot of an initial
  bool comma = false;    ///< one stands before it
  bool initial = false, suffix = false, particle = false, never = false;
  NameRank rank;
};

bool capital(std::string_view s, std::size_t i) {
  if (is_upper(s[i])) return true;
  // É, Ñ, Ł …: letters beyond ASCII begin names too.
  return static_cast<unsigned char>(s[i]) >= 0xC3 && s[i] != '\xE2';
}

bool is_particle(std::string_view w) {
  for (std::string_view p :
       {"de"sv, "la"sv, "del"sv, "van"sv, "von"sv, "der"sv, "den"sv, "di"sv, "da"sv, "dos"sv,
        "du"sv, "le"sv, "bin"sv, "al"sv,  "el"sv,  "ter"sv, "ten"sv, "y"sv,  "st"sv, "st."sv})
    if (w == p) return true;
  // With a capital they are part of the name too: "Le Blanc", "VAN DER BERG".
  if (w.size() > 3 || !is_upper(w[0])) return false;
  const auto low = lowered(w);
  for (std::string_view p : {"de"sv, "la"sv, "del"sv, "van"sv, "von"sv, "der"sv, "di"sv, "da"sv,
                             "dos"sv, "du"sv, "le"sv, "mac"sv})
    if (low == p) return true;
  return false;
}

bool is_suffix_word(std::string_view word) {
  const auto w = lowered(word);
  return w == "jr" || w == "sr" || w == "ii" || w == "iii" || w == "iv";
}

/// The run of words with capitals at `at`, one blank (or a comma and a blank) apart.
std::vector<Word> run_at(std::string_view s, std::size_t at) {
  std::vector<Word> words;
  std::size_t i = at;
  bool comma = false;
  if (s.substr(at, 3) == "I, ") return words;  // "I, Ada Example, swear"
  while (i < s.size() && words.size() < most_words) {
    std::size_t e = i;
    while (e < s.size() && e - i < 40 &&
           (is_letter(s[e]) ||
            ((s[e] == '-' || s[e] == '\'') && e > i && e + 1 < s.size() && is_letter(s[e + 1]))))
      ++e;
    // "Smith's" is Smith.
    std::size_t end = e;
    if (end - i > 3 && s[end - 1] == 's' && s[end - 2] == '\'')
      end -= 2;
    else if (end - i > 5 && s[end - 1] == 's' && s.substr(end - 4, 3) == "\xE2\x80\x99")
      end -= 4;
    if (e == i || (e < s.size() && (is_digit(s[e]) || s[e] == '_' || s[e] == '@' || s[e] == '$'))) break;
    const auto text = s.substr(i, end - i);
    Word w{i, end, comma, false, false, false, false, {}};
    w.particle = is_particle(text) && (!words.empty() || (is_upper(text[0]) && e + 1 < s.size() &&
                                                          s[e] == ' ' && capital(s, e + 1)));
    if (!w.particle && !capital(s, i)) break;
    w.initial = text.size() == 1;
    w.suffix = !words.empty() && is_suffix_word(text);
    if (!w.particle && !w.initial && !w.suffix) {
      w.rank = rank_of_name(text);
      w.never = never_in_a_name(text) && !(w.rank.given != 0 && is_common_word(text));
    }
    words.push_back(w);
    comma = false;
    if (end != e) break;  // a possessive ends the name
    i = e;
    // "EXAMPLE, ADA W/F 03/02/1986": race and sex are no initial.
    if (w.initial && i + 1 < s.size() && s[i] == '/' && is_upper(s[i + 1])) {
      words.pop_back();
      break;
    }
    if (i < s.size() && s[i] == '.' && (w.initial || w.suffix)) ++i;
    if (i < s.size() && s[i] == ',' && words.size() < 4) {
      comma = true;
      ++i;
    }
    if (i + 1 >= s.size() || s[i] != ' ' || s[i + 1] == ' ') break;
    ++i;
  }
  while (!words.empty() && words.back().particle)
    words.pop_back();
  return words;
}

/// The word, with its dot, one blank before `at`; "" when there is none.
std::string_view word_before(std::string_view s, std::size_t at) {
  if (at < 2 || s[at - 1] != ' ') return {};
  std::size_t b = at - 1;
  while (b > 0 && at - b < 24 && (is_word(s[b - 1]) || s[b - 1] == '.')) --b;
  return s.substr(b, at - 1 - b);
}

/// "Officer Delgado", "Council member Grace Yamamoto": whose work is named right before them.
bool is_role_word(std::string_view word) { return word.size() >= 5 && is_role(word); }

/// "Harris & Sons", "Lynch, Fenner & Smith": a firm.
bool of_a_firm(std::string_view s, std::size_t from, std::size_t to) {
  if (s.substr(to, 3) == " & " || (from >= 2 && s[from - 2] == '&')) return true;
  return s.substr(to, 5) == " and " && (s.substr(to + 5, 4) == "Sons" || s.substr(to + 5, 3) == "Co.");
}

/// "Saint Mary", "San Giuseppe", "Fort Lee", "Mount Carmel": a place or a church.
bool of_a_place(std::string_view before) {
  const auto low = lowered(before);
  for (std::string_view w :
       {"saint"sv, "st."sv, "san"sv, "santa"sv, "fort"sv, "mount"sv, "lake"sv, "port"sv, "cape"sv,
        "north"sv, "south"sv, "east"sv, "west"sv, "new"sv, "lady"sv, "port."sv, "ft."sv, "mt."sv})
    if (low == w) return true;
  return false;
}

/// "Regards,\nAda Example": the line before closes a letter.
bool closes_a_letter(std::string_view s, std::size_t at) {
  if (at < 4 || s[at - 1] != '\n') return false;
  std::size_t e = at - 1;
  while (e > 0 && at - e < 6 && (s[e - 1] == '\n' || s[e - 1] == '\r' || s[e - 1] == ' ')) --e;
  if (e == 0 || s[e - 1] != ',') return false;
  std::size_t b = e;
  while (b > 0 && e - b < 40 && s[b - 1] != '\n') --b;
  const auto line = lowered(s.substr(b, e - b));
  for (std::string_view word :
       {"regards"sv, "sincerely"sv, "yours"sv, "thanks"sv, "thank you"sv, "respectfully"sv,
        "cordially"sv, "best"sv, "atentamente"sv, "saludos"sv})
    if (line.find(word) != std::string::npos) return true;
  return false;
}

/// "Dear ", "Hi ", "Hello " end these bytes.
bool greets(std::string_view before) {
  const auto low = lowered(before.substr(before.size() - std::min<std::size_t>(before.size(), 7)));
  for (std::string_view word : {"dear "sv, "hi "sv, "hello "sv, "hey "sv, "hola "sv})
    if (low.size() >= word.size() &&
        low.compare(low.size() - word.size(), word.size(), word) == 0 &&
        (low.size() == word.size() || !is_word(low[low.size() - word.size() - 1])))
      return true;
  return false;
}

bool is_house_number(std::string_view word) {
  return !word.empty() && word.size() <= 5 && std::all_of(word.begin(), word.end(), is_digit);
}

}  // namespace

bool title_stands_before(std::string_view s, std::size_t at) {
  return is_title(word_before(s, at));
}

std::optional<Spotted> spot_name(std::string_view s, std::size_t at, bool single,
                                 std::size_t& run_end) {
  run_end = at;
  if (at > 0 && (is_word(s[at - 1]) || s[at - 1] == '\'' || s[at - 1] == '@')) return std::nullopt;
  const auto words = run_at(s, at);
  if (words.empty()) return std::nullopt;
  run_end = words.back().to;
  const auto before = word_before(s, at);
  const bool titled = is_title(before), led = titled || brings_in_a_name(s.substr(0, at)) || closes_a_letter(s, at),
             housed = is_house_number(before);
  const auto n = words.size();
  const auto fits = [&](std::size_t k) {
    return !words[k].never && !words[k].initial && !words[k].suffix && !words[k].particle;
  };
  const auto text = [&](std::size_t k) {
    return s.substr(words[k].from, words[k].to - words[k].from);
  };
  const auto with_suffix = [&](std::size_t last) {
    return last + 1 < n && words[last + 1].suffix ? words[last + 1].to : words[last].to;
  };
  std::optional<Spotted> best;
  const auto offer = [&](std::size_t first, std::size_t last, std::size_t to) {
    int l = name_likelihood(s.substr(words[first].from, to - words[first].from));
    // A street or a town is named after somebody, but is nobody.
    if (last + 1 < n && !words[last + 1].comma && is_street_word(lowered(text(last + 1)))) l = 5;
    if (is_street_word(lowered(text(last))) && words[last].rank.family == 0) l = std::min(l, 15);
    if (last + 1 < n && words[last + 1].comma && text(last + 1).size() == 2 &&
        !state_of(text(last + 1)).empty())
      l = std::min(l, 15);
    // "64 Rua Papoula", "12 Jan Smuts": a street is named after somebody, but is nobody.
    for (std::size_t k = 0; k <= last; ++k)
      if (is_street_word_abroad(text(k))) l = std::min(l, 10);
    if (housed && first == 0) l = std::min(l, 30);
    // "77 Carry van Bruggenweg 12", "at Eusebio Dávila 57": so streets are written, not people.
    if (!titled && to + 1 < s.size() && s[to] == ' ' && is_digit(s[to + 1])) {
      std::size_t k = to + 1;
      while (k < s.size() && is_digit(s[k])) ++k;
      const auto lead = lowered(word_before(s, words[first].from));
      if (k - to <= 5 && (k >= s.size() || (s[k] != '-' && s[k] != '/' && s[k] != '.')) &&
          (lead == "at" || lead == "to" || lead == "from" || lead == "in" || lead == "of" || is_house_number(lead) || is_street_word_abroad(lead)))
        l = std::min(l, 30);
    }
    if (of_a_firm(s, words[first].from, to)) l = std::min(l, 5);
    if (is_house_of(s.substr(words[first].from, to - words[first].from))) l = std::min(l, 5);
    if (of_a_place(word_before(s, words[first].from)) && !titled) l = std::min(l, 20);
    // "The Oliver Wyman office": people have no article.
    if (!titled && first != last && lowered(word_before(s, words[first].from)) == "the") l = std::min(l, 35);
    // "Davis, Reynolds and Williamson": family names in a row are a firm's.
    if (first + 1 == last && words[last].comma && s.substr(to, 5) == " and " && words[last].rank.family != 0 &&
        (words[last].rank.given == 0 || words[last].rank.given > words[last].rank.family))
      l = std::min(l, 20);
    bool listed = true;
    const bool around = (led && first == 0) || (last + 1 == n && follows_a_name(s.substr(to, 40)));
    const int by_words = titled && first == 0 ? (first == last ? 70 : 80) : 60;
    // "IDs", "SHA", "Dr": letters and titles are nobody.
    const auto only = text(first);
    bool by_role = false;
    const bool role = first > 0 && !words[first].comma && is_role_word(text(first - 1));
    if (role && first == last && only.size() >= 3 && words[first].rank.known() && !is_also_a_word(only)) l = std::max(l, 62), by_role = true;
    if (role && first != last && !words[last].never && l >= 10) l = std::max(l, 70);
    if (first == last && !titled && only.size() >= 2 && is_upper(only[1])) l = std::min(l, 30);  // "ED"
    const bool a_word = first != last || (only.size() >= 3 && !is_upper(only[1]) && !is_title(only));
    // "Hi Thiago,": nobody else is greeted so.
    const bool greeted = first == last && greets(s.substr(0, words[first].from)) && to < s.size() &&
                         (s[to] == ',' || s[to] == '!');
    if (greeted && a_word && !words[first].never && !is_also_a_word(only) &&
        meaning_of_word(only) == Meaning::nothing)
      l = std::max(l, 60);
    // "Jordan Price said": words of every day, but a given and a family name.
    const bool both = first != last && words[first].rank.given != 0 && words[last].rank.family != 0 && !words[last].never;
    // "Employer's name": of one word only the census tells.
    const bool unknown =
        first == last && !titled && !(led && first == 0) && !words[first].rank.known();
    if (around && !unknown && a_word && l >= 10 && l < by_words &&
        (titled || both ? !words[last].never : !is_also_a_word(text(last)))) {
      l = by_words;
      listed = false;
    }
    if (!best || l > best->likelihood) best = Spotted{words[first].from, to, l, listed && !by_role};
  };
  for (std::size_t i = 0; i < n; ++i) {
    // "Example, Ada M": the family name stands before the comma.
    if (fits(i) && i + 1 < n && words[i + 1].comma && fits(i + 1) &&
        (i == 0 || words[i - 1].never)) {
      std::size_t last = i + 1;
      if (last + 1 < n && !words[last + 1].comma &&
          (words[last + 1].initial || (fits(last + 1) && words[last + 1].rank.given != 0)))
        ++last;
      if (words[i + 1].rank.given != 0 || words[i].rank.family != 0) offer(i, last, words[last].to);
    }
    // "LE BLANC, MARK", "Van der Berg, Ada": the comma stands after the words of one family name.
    if (!fits(i) && is_particle(text(i)) && (i == 0 || words[i - 1].never)) {
      std::size_t family = i + 1;
      while (family < n && family - i < 3 && words[family].particle && !words[family].comma)
        ++family;
      if (family + 1 < n && fits(family) && !words[family].comma && words[family + 1].comma &&
          fits(family + 1)) {
        std::size_t last = family + 1;
        if (last + 1 < n && !words[last + 1].comma && words[last + 1].initial) ++last;
        offer(i, last, words[last].to);
      }
    }
    const bool opens =
        (fits(i) || (words[i].initial && i + 1 < n && (i == 0 || words[i - 1].never))) &&
        (i == 0 || !words[i].comma || words[i - 1].never);
    if (!opens) continue;
    std::size_t last = i;
    bool known = false;
    for (std::size_t k = i + 1; k < n && k - i < 5 && !words[k].comma; ++k) {
      if (words[k].never || words[k].suffix) break;
      if (words[k].initial || words[k].particle) continue;
      // Beyond a family name that is known only another one goes on.
      if (known && words[k].rank.family == 0) break;
      last = k;
      known = words[k].rank.family != 0;
    }
    if (last > i)
      offer(i, last, with_suffix(last));
    else if (single && fits(i) && (i + 1 == n || words[i + 1].comma) &&
             (greets(s.substr(0, words[i].from)) || (i > 0 && is_role_word(text(i - 1)))))
      offer(i, i, words[i].to);
    else if (single && (fits(i) || (titled && i == 0 && !words[i].initial && words[i].rank.known())) && (n == 1 || (titled && i == 0)))
      offer(i, i, words[i].to);
  }
  // Others may follow in a list: "Tyrone Jefferson, Keisha Freeman".
  if (best && best->likelihood >= 55 && best->to < run_end) run_end = best->to;
  return best;
}

}  // namespace ledgelight::discover
