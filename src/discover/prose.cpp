#include "discover/prose.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "discover/abroad.hpp"
#include "discover/gazetteer.hpp"
#include "discover/names.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;
namespace {

constexpr std::size_t beyond = 256;
constexpr std::size_t widest_gap = 400;  ///< values further apart are not tied

void in_order(std::vector<Hit>& hits) {
  const auto earlier = [](const Hit& a, const Hit& b) {
    return a.from != b.from ? a.from < b.from : a.confidence > b.confidence;
  };
  if (!std::is_sorted(hits.begin(), hits.end(), earlier)) {
    // Hits are large: their places are sorted, then each is moved once.
    std::vector<Hit*> order;
    order.reserve(hits.size());
    for (auto& h : hits)
      order.push_back(&h);
    std::stable_sort(order.begin(), order.end(),
                     [&](const Hit* a, const Hit* b) { return earlier(*a, *b); });
    std::vector<Hit> sorted;
    sorted.reserve(hits.size());
    for (auto* h : order)
      sorted.push_back(std::move(*h));
    hits = std::move(sorted);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (kept > 0 && hits[i].from < hits[kept - 1].to) {
      // Two readings of the same bytes: the surer one stands.
      if (hits[i].confidence > hits[kept - 1].confidence) hits[kept - 1] = std::move(hits[i]);
      continue;
    }
    if (kept != i) hits[kept] = std::move(hits[i]);
    ++kept;
  }
  hits.resize(kept);
}

bool line_is_salutation(std::string_view s, std::size_t line_end) {
  std::size_t b = line_end;
  while (b > 0 && line_end - b < 200 && s[b - 1] != '\n') --b;
  const auto line = s.substr(b, line_end - b);
  auto dear = line.rfind("Dear ");
  for (std::string_view word : {"Estimad"sv, "Querid"sv, "Hola "sv, "Cher "sv, "Ch\xC3\xA8re "sv,
                                "Prezad"sv, "Hello "sv, "Hi "sv})
    if (dear == std::string_view::npos && line.substr(0, word.size()) == word) dear = 0;
  if (dear == std::string_view::npos || line_end - b - dear > 80) return false;
  char last = line_end > 0 ? s[line_end - 1] : ' ';
  if (last == '\r' && line_end > 1) last = s[line_end - 2];
  return last == ',' || last == ':';
}

/// Is there the end of a unit between the two places?
bool parted(std::string_view s, std::size_t from, std::size_t to, Unit unit) {
  if (to > from && to - from > widest_gap) return true;
  for (std::size_t i = from; i < to; ++i) {
    if (s[i] == '\0') return true;
    if (s[i] != '\n') continue;
    if (unit == Unit::line) return true;
    std::size_t k = i + 1;
    while (k < to && (s[k] == ' ' || s[k] == '\r' || s[k] == '\t')) ++k;
    if (k < to && s[k] == '\n' && !line_is_salutation(s, i)) return true;
  }
  return false;
}

/// Words that bring in a name without being a kind of data.
bool introduces(std::string_view word) {
  const auto w = lowered(word);
  for (std::string_view p :
       {"for"sv,    "of"sv,   "by"sv,      "to"sv,    "from"sv,  "dear"sv,     "mr"sv,
        "mrs"sv,    "ms"sv,   "miss"sv,    "dr"sv,    "owner"sv, "guest"sv,    "named"sv,
        "hereby"sv, "i"sv,    "spouse"sv,  "child"sv, "son"sv,   "daughter"sv, "mother"sv,
        "father"sv, "wife"sv, "husband"sv, "user"sv})
    if (w == p) return true;
  return false;
}

/// The word that ends right before `at` (blanks, quotes and signs between).
std::string_view word_before(std::string_view s, std::size_t at, bool& same_sentence) {
  std::size_t i = at;
  same_sentence = true;
  while (i > 0 && at - i < 6 && !is_word(s[i - 1])) {
    if (s[i - 1] == '.' || s[i - 1] == '?' || s[i - 1] == '!' || s[i - 1] == ';') same_sentence = false;
    --i;
  }
  const std::size_t e = i;
  while (i > 0 && e - i < 24 && is_word(s[i - 1])) --i;
  return s.substr(i, e - i);
}

/// "12. Ada Example – …", "- Ada Example, …": the first words of a line of a list.
bool opens_a_line(std::string_view s, std::size_t from, std::size_t to) {
  std::size_t i = from;
  while (i > 0 && from - i < 8 &&
         (is_digit(s[i - 1]) || s[i - 1] == ' ' || s[i - 1] == '.' || s[i - 1] == ')' ||
          s[i - 1] == '-' || s[i - 1] == '*'))
    --i;
  if (i > 0 && s[i - 1] != '\n') return false;
  // A number or a sign has to say that it is a list.
  const bool item = from - i >= 2 && (s[from - 2] == '.' || s[from - 2] == ')' ||
                                      s[from - 2] == '-' || s[from - 2] == '*');
  const auto rest = s.substr(to, 4);
  const bool parted = rest.substr(0, 2) == " -" || rest == " \xE2\x80\x93" ||
                      rest == " \xE2\x80\x94" || rest.substr(0, 2) == ", " ||
                      rest.substr(0, 2) == ": " || rest.substr(0, 2) == " (" ||
                      rest.substr(0, 1) == "\n" || rest.substr(0, 1) == "\t";
  const auto name = s.substr(from, to - from);
  return item && parted && name.find(' ') != std::string_view::npos && !is_organisation(name);
}

struct NameFinder {
  const Text& text;

  void between(std::size_t from, std::size_t to, std::vector<Hit>& out) const {
    const auto s = text.bytes;
    for (std::size_t i = from; i < to; ++i) {
      if (!(is_upper(s[i]) || (s[i] & 0x80) != 0) || (i > 0 && is_word(s[i - 1]))) continue;
      std::size_t run_end = i;
      // "Mrs. Okafor": after a title one word is a name.
      auto spotted = spot_name(s, i, title_stands_before(s, i), run_end);
      // A run of capitals that no list knows may still be a name where something brings it in.
      const auto plain = name_end(s, i);
      if (plain > i && (!spotted || (spotted->from == i && spotted->likelihood < 40)))
        spotted = Spotted{i, plain, spotted ? spotted->likelihood : 25, spotted ? spotted->listed : true};
      if (spotted && spotted->to <= to) {
        bool same = false;
        const auto word = word_before(s, spotted->from, same);
        const auto meaning = meaning_of_word(word);
        const int l = spotted->likelihood;
        const bool titled = same && meaning == Meaning::name;
        const bool led = opens_a_line(s, spotted->from, spotted->to) ||
                         (same && !word.empty() && introduces(word)) ||
                         brings_in_a_name(s.substr(0, spotted->from));
        const int confidence = titled    ? (l >= 40 ? 90 : 80)
                               : led     ? (l >= 60   ? 82
                                            : l >= 20 ? 72
                                                      : 55)
                               : l >= 60 ? 62
                               : l >= 20 ? 55
                                         : 40;
        std::string reason = (titled || led) && !word.empty()
                                 ? "words with capitals after \"" + std::string(word) + "\""
                                 : "words with capitals beside the values of this record";
        if (l >= 60 && spotted->listed) reason += "; a given and a family name of the census";
        out.push_back({spotted->from,
                       spotted->to,
                       Element::name,
                       NamePart::full,
                       confidence,
                       text.readable(spotted->from, spotted->to),
                       std::move(reason),
                       {},
                       0});
        run_end = std::max(run_end, spotted->to);
      }
      while (i + 1 < to && (is_word(s[i + 1]) || i + 1 < run_end))
        ++i;
    }
  }
};

/// Only blanks, a comma, or "of" and "for": what may part a value from whose it is.
bool only_parts(std::string_view s, std::size_t from, std::size_t to) {
  const auto gap = s.substr(from, to - from);
  return gap == ", " || gap == " " || gap == " of " || gap == " for " || gap == " - " ||
         gap == " (";
}

/// One unit: [first, last) of `hits`. Adds the names that stand among them.
void add_names(const Text& text, std::size_t unit_from, std::size_t unit_to,
               const std::vector<Hit>& hits, std::size_t first, std::size_t last,
               std::vector<Hit>& names) {
  const NameFinder finder{text};
  std::vector<Hit> seen;
  std::size_t at = unit_from;
  for (std::size_t k = first; k <= last; ++k) {
    const std::size_t gap_end = k < last ? hits[k].from : unit_to;
    if (gap_end > at) finder.between(at, gap_end, seen);
    if (k < last) at = std::max(at, hits[k].to);
  }
  // One that the census knows, right before a value and with no other name between, needs no word.
  std::size_t next_value = first;
  for (std::size_t k = 0; k < seen.size(); ++k) {
    auto& h = seen[k];
    while (next_value < last && hits[next_value].from < h.to)
      ++next_value;
    if (h.confidence < 60 || h.confidence >= 70 || next_value == last) continue;
    const auto value = hits[next_value].from;
    if (value - h.to <= 100 && (k + 1 == seen.size() || seen[k + 1].from > value)) h.confidence = 70;
  }
  // One word tells nobody from their family: only where no whole name stands.
  const auto one_word = [](const Hit& h) { return h.norm.find(' ') == std::string::npos; };
  if (std::any_of(seen.begin(), seen.end(), [&](const Hit& h) { return h.confidence >= 70 && !one_word(h); }))
    seen.erase(std::remove_if(seen.begin(), seen.end(), one_word), seen.end());
  const auto stated = [](const Hit& h) { return h.confidence >= 70; };
  if (std::any_of(seen.begin(), seen.end(), stated)) {
    for (auto& h : seen)
      if (stated(h)) names.push_back(std::move(h));
    return;
  }
  // No word brings one in: the nearest before the first value, if it stands close; or one that the
  // census knows right after the last ("IBAN …, Ada Example").
  const Hit* best = nullptr;
  const auto value_end = last > first ? hits[last - 1].to : unit_from;
  for (auto& h : seen)
    if (best == nullptr && h.confidence >= 60 && h.from >= value_end && h.from - value_end <= 6 &&
        only_parts(text.bytes, value_end, h.from))
      best = &h;
  for (const auto& h : seen)
    if (h.to <= hits[first].from && hits[first].from - h.to <= 80) best = &h;
  if (best != nullptr) names.push_back(*best);
}

/// Streets without their ZIP code, beside the values of a unit.
void add_streets(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  const auto s = text.bytes;
  for (std::size_t i = from; i < to; ++i) {
    if (!is_digit(s[i]) || (i > 0 && (is_word(s[i - 1]) || s[i - 1] == '-' || s[i - 1] == '/' || s[i - 1] == '.' || s[i - 1] == '#' || s[i - 1] == '$'))) continue;
    Hit hit;
    if (street_at(text, i, hit) && hit.to <= to) {
      i = hit.to - 1;
      out.push_back(std::move(hit));
    } else if (post_box_at(text, i, hit) && hit.to <= to) {
      i = hit.to - 1;
      out.push_back(std::move(hit));
    }
    while (i + 1 < to && is_digit(s[i + 1]))
      ++i;
  }
}

/// How far before its first value a unit reaches.
std::size_t unit_start(std::string_view s, std::size_t first, std::size_t floor, Unit unit) {
  std::size_t i = first;
  const std::size_t stop = std::max(floor, first > beyond ? first - beyond : 0);
  while (i > stop) {
    if (s[i - 1] == '\0') break;
    if (s[i - 1] == '\n') {
      if (unit == Unit::line) break;
      std::size_t k = i - 1;
      while (k > stop && (s[k - 1] == ' ' || s[k - 1] == '\r')) --k;
      if (k > stop && s[k - 1] == '\n' && !line_is_salutation(s, k - 1)) break;
    }
    --i;
  }
  return i;
}

std::size_t unit_end(std::string_view s, std::size_t last) {
  std::size_t i = last;
  while (i < s.size() && i - last < 64 && s[i] != '\n' && s[i] != '\0') ++i;
  return i;
}

/// Words in two columns and more, no number among them: labels over values.
bool is_row_of_labels(std::string_view s, std::size_t at) {
  const auto line = s.substr(at, std::min(s.find('\n', at), std::min(s.size(), at + 200)) - at);
  const auto gap = std::min(line.find("  "), line.find('\t'));
  return gap != std::string_view::npos && gap > 1 &&
         line.find_first_not_of(" \t\r", gap) != std::string_view::npos &&
         std::none_of(line.begin(), line.end(), is_digit) &&
         line.find(':') == std::string_view::npos;
}

/// Where the lines that may still speak of the unit end: at a blank line, or the next value.
std::size_t paragraph_end(std::string_view s, std::size_t at, std::size_t stop, Unit unit) {
  auto reach = std::min(stop, at + beyond);
  const auto form = std::min(stop, at + 2 * beyond);
  while (at < reach && unit == Unit::paragraph) {
    const auto line = std::min(s.find('\n', at), reach);
    if (line > at && line == reach) return at;  // not all of the line
    at = line;
    if (at + 1 >= reach) break;
    if (s[at + 1] == '\n' || s[at + 1] == '\r') {
      // The next boxes of a form.
      const auto next = s.find_first_not_of("\r\n ", at + 1);
      if (next >= reach || !is_row_of_labels(s, next)) break;
      at = next - 1;
      reach = form;
    }
    ++at;
  }
  return at;
}

/// A row of labels that a blank line parts from its values.
std::size_t labels_above(std::string_view s, std::size_t begin, std::size_t floor) {
  auto e = begin;
  while (e > floor && begin - e < 8 && (s[e - 1] == '\n' || s[e - 1] == '\r' || s[e - 1] == ' '))
    --e;
  auto b = e;
  while (b > floor && e - b < 200 && s[b - 1] != '\n')
    --b;
  return e > b && e < begin && (b == 0 || s[b - 1] == '\n') && is_row_of_labels(s, b) ? b : begin;
}

bool single_valued(Element e) {
  return e == Element::ssn || e == Element::itin || e == Element::birth || e == Element::licence ||
         e == Element::passport || e == Element::record_no || e == Element::medicare;
}

/// "ATTENDING: Nilsen, Erik MD": somebody at work, of whom the values around do not speak.
bool is_at_work(std::string_view s, const Hit& name) {
  const auto after = s.substr(std::min(name.to, s.size()), 8);
  const auto blanks = after.find_first_not_of(", ");
  if (blanks != std::string_view::npos && blanks > 0)
    for (std::string_view degree : {"MD"sv, "M.D."sv, "DO"sv, "D.O."sv, "RN"sv, "LPN"sv, "APRN"sv,
                                    "NP"sv, "PA-C"sv, "EMT"sv, "LCSW"sv, "DDS"sv, "DMD"sv, "Esq"sv})
      if (after.substr(blanks, degree.size()) == degree &&
          (blanks + degree.size() >= after.size() || !is_word(after[blanks + degree.size()])))
        return true;
  bool same = false;
  const auto word = lowered(word_before(s, name.from, same));
  for (std::string_view part : {"attending"sv, "physician"sv, "provider"sv, "surgeon"sv,
                                "officiant"sv, "notary"sv, "interviewer"sv, "interpreter"sv})
    if (same && word == part) return true;
  return false;
}

/// Does the name begin a line of values of its own, one of which the record before it has already?
/// Then it is not whom the values above are of.
bool leads_its_line(std::string_view s, const std::vector<Hit>& hits, std::size_t k,
                    std::size_t last, const std::vector<const Hit*>& record) {
  const auto breaks = [&](std::size_t from, std::size_t to) {
    return to > from && s.substr(from, to - from).find('\n') != std::string_view::npos;
  };
  if (k + 1 >= last || record.empty() || !breaks(record.back()->to, hits[k].from)) return false;
  for (auto n = k + 1; n < last && n - k < 12; ++n) {
    if (hits[n].element == Element::name || breaks(hits[n - 1].to, hits[n].from)) return false;
    if (single_valued(hits[n].element))
      for (const Hit* other : record)
        if (other->element == hits[n].element && other->norm != hits[n].norm) return true;
  }
  return false;
}

/// Cuts one unit into records: a new name, or a second value where one person has one.
void number_records(std::string_view s, std::vector<Hit>& hits, std::size_t first, std::size_t last,
                    std::size_t& next_record) {
  std::vector<const Hit*> in_record;
  bool has_value = false, has_name = false, begun = false;
  std::size_t current = 0;
  // A given name behind its family name is the same person's.
  const auto another_part = [&](const Hit& h) {
    return h.part != NamePart::none && h.part != NamePart::full &&
           std::none_of(in_record.begin(), in_record.end(), [&](const Hit* o) {
             return o->element == Element::name && (o->part == h.part || o->part == NamePart::full);
           });
  };
  for (std::size_t k = first; k < last; ++k) {
    auto& h = hits[k];
    bool fresh = !begun;
    if (h.element == Element::name && has_name && has_value && !another_part(h)) {
      if (is_at_work(s, h)) {
        h.record = next_record++;
        continue;
      }
      fresh = true;
    }
    if (h.element == Element::name && !has_name && has_value)
      fresh = fresh || leads_its_line(s, hits, k, last, in_record);
    if (single_valued(h.element))
      for (const Hit* other : in_record)
        if (other->element == h.element && other->norm != h.norm) fresh = true;
    if (fresh) {
      current = next_record++;
      begun = true;
      in_record.clear();
      has_value = has_name = false;
    }
    h.record = current;
    in_record.push_back(&h);
    if (in_record.size() > 64) in_record.erase(in_record.begin(), in_record.begin() + 32);
    (h.element == Element::name ? has_name : has_value) = true;
  }
}

/// Did a label bring it in?
bool stands_in_a_form(const Hit& h) {
  return h.reason.find("under the heading") != std::string::npos ||
         h.reason.find("after \"") != std::string::npos ||
         h.reason.find("after a word") != std::string::npos;
}

/// Are hits [first, last) the next boxes of the form that the hits before them end, whose lines are
/// parted? They name nobody else, and nothing that the person has already.
bool goes_on(std::string_view s, const std::vector<Hit>& hits, std::size_t first,
             std::size_t last) {
  const auto record = hits[first - 1].record;
  const auto from = hits[first - 1].to, to = hits[first].from;
  if (to < from || to - from > widest_gap) return false;
  const auto gap = s.substr(from, to - from);
  for (std::string_view end : {"\f"sv, "----"sv, "===="sv, "____"sv, "****"sv})
    if (gap.find(end) != std::string_view::npos) return false;
  auto begin = first;
  bool named = false;
  while (begin > 0 && hits[begin - 1].record == record) {
    --begin;
    named = named || (hits[begin].element == Element::name && hits[begin].confidence >= 85 &&
                      hits[begin].reason.find("under the heading") != std::string::npos);
  }
  if (!named) return false;
  for (auto k = first; k < last && hits[k].record == hits[first].record; ++k) {
    const auto e = hits[k].element;
    if (e == Element::name || (e != Element::address && !stands_in_a_form(hits[k]))) return false;
    if (e == Element::diagnosis || e == Element::condition || e == Element::phone ||
        e == Element::email || e == Element::state)
      continue;
    for (auto m = begin; m < first; ++m)
      if (hits[m].element == e && hits[m].norm != hits[k].norm) return false;
  }
  return true;
}

/// Where a letter or message ends: a new page, a rule across it, the next message of a mailbox.
std::size_t letter_end(std::string_view s, std::size_t at, std::size_t stop) {
  for (; at < stop; ++at) {
    if (s[at] == '\f' || s[at] == '\0') return at;
    if (s[at] != '\n') continue;
    const auto line = s.substr(at + 1, 12);
    if (line.substr(0, 5) == "From " || line.substr(0, 10) == "----------" ||
        line.substr(0, 10) == "==========")
      return at;
  }
  return stop;
}

/// A salutation, or the sender's line of a message.
bool is_letter_text(std::string_view s) {
  for (std::string_view word :
       {"\nDear "sv, "\nEstimad"sv, "\nFrom: "sv, "\nHi "sv, "\nHi,"sv, "\nHello "sv})
    if (s.find(word) != std::string_view::npos || s.substr(0, word.size() - 1) == word.substr(1))
      return true;
  return false;
}

/// "Okafor" is the "Ada Okafor" of the same letter; so is "Ada Okafor" again.
bool same_person(std::string_view one, std::string_view whole) {
  const auto a = lowered(one);
  auto b = lowered(whole);
  if (a == b) return true;
  for (std::string_view suffix : {" jr"sv, " sr"sv, " ii"sv, " iii"sv, " iv"sv, " jr."sv, " sr."sv})
    if (b.size() > suffix.size() &&
        b.compare(b.size() - suffix.size(), suffix.size(), suffix) == 0) {
      b.resize(b.size() - suffix.size());
      if (!b.empty() && b.back() == ',') b.pop_back();
      break;
    }
  if (b.size() <= a.size()) return a == b;
  const bool last =
      b.compare(b.size() - a.size(), a.size(), a) == 0 && b[b.size() - a.size() - 1] == ' ';
  return last || (b.compare(0, a.size(), a) == 0 && b[a.size()] == ',');
}

/// "Thanks,\nAda Example": the line before the name ends a letter.
bool signs_off(std::string_view s, std::size_t at) {
  while (at > 0 && (s[at - 1] == '\n' || s[at - 1] == '\r' || s[at - 1] == ' '))
    --at;
  return at > 0 && s[at - 1] == ',';
}
/// "My SSN is …": what stands in it is the writer's.
bool speaks_of_itself(std::string_view s) {
  for (std::string_view word : {"My "sv, " my "sv, "\nmy "sv, "I am "sv, "I was "sv, "I live "sv})
    if (s.find(word) != std::string_view::npos) return true;
  return false;
}

/// A letter speaks of whom it is written to: values of its later paragraphs belong to the one full
/// name that stands in it. With two people in it nothing is joined.
void join_letters(std::string_view s, std::vector<Hit>& hits) {
  constexpr std::size_t longest_letter = 6000;
  for (std::size_t first = 0; first < hits.size();) {
    const auto begin = hits[first].from;
    const auto end = letter_end(s, begin, std::min(s.size(), begin + longest_letter));
    std::size_t last = first + 1;
    while (last < hits.size() && hits[last].from < end)
      ++last;
    const auto head = begin > 120 ? begin - 120 : 0;
    const Hit* whom = nullptr;
    std::size_t named = last;  // what stands above the name is the letterhead's
    bool several = false;
    for (auto k = first; k < last; ++k) {
      const auto& h = hits[k];
      if (h.element == Element::name && h.confidence >= 50) {
        if (whom == nullptr)
          named =
              signs_off(s, h.from) && speaks_of_itself(s.substr(head, h.from - head)) ? first : k;
        if (whom == nullptr || same_person(whom->norm, h.norm))
          whom = &h;
        else
          several = several || !same_person(h.norm, whom->norm);
      }
      if (single_valued(h.element))  // two numbers where one person has one
        for (auto m = first; m < k; ++m)
          several = several || (hits[m].element == h.element && hits[m].norm != h.norm);
    }
    if (whom != nullptr && !several && last - first < 64 &&
        whom->norm.find(' ') != std::string::npos && end - begin < longest_letter &&
        is_letter_text(s.substr(head, end - head))) {
      const auto record = hits[named].record;
      for (auto k = named; k < last; ++k)
        hits[k].record = record;
    }
    first = last;
  }
}

/// What one value says about another of the same record.
void weigh(std::vector<Hit>& hits, std::size_t first, std::size_t last) {
  for (std::size_t k = first; k < last; ++k) {
    auto& h = hits[k];
    if (h.element == Element::user)  // alone it opens nothing
      if (std::none_of(hits.begin() + static_cast<std::ptrdiff_t>(first),
                       hits.begin() + static_cast<std::ptrdiff_t>(last), [&](const Hit& o) {
                         return o.record == h.record && (o.element == Element::password ||
                                                         o.element == Element::password_hash);
                       }))
        h.confidence = 30;
    if (h.element == Element::ein)  // an employer's, unless somebody trades under their own name
      if (std::none_of(hits.begin() + static_cast<std::ptrdiff_t>(first),
                       hits.begin() + static_cast<std::ptrdiff_t>(last), [&](const Hit& o) {
                         return o.record == h.record && o.element == Element::name;
                       }))
        h.confidence = 40;
    if (h.element != Element::account) continue;
    for (std::size_t m = first; m < last; ++m)
      if (hits[m].record == h.record && hits[m].element == Element::routing && h.confidence < 88) {
        h.confidence = 88;
        h.reason += "; a routing number stands in the same record";
      }
  }
}

}  // namespace

std::vector<Hit> search_prose(const Text& text, std::size_t from, std::size_t to, Unit unit,
                              std::size_t& next_record) {
  std::vector<Hit> hits;
  const auto s = text.bytes;
  const std::size_t over = std::min(s.size(), to + (unit == Unit::cell ? 0 : beyond));
  find_values(text, from, over, hits);
  if (hits.empty()) return hits;
  in_order(hits);
  const auto outside = [&](const Hit& h) { return h.from < from || h.from >= to; };
  if (unit == Unit::cell) {
    hits.erase(std::remove_if(hits.begin(), hits.end(),
                              [&](const Hit& h) { return outside(h) || h.to > to; }),
               hits.end());
    return hits;
  }
  hits.erase(std::remove_if(hits.begin(), hits.end(), outside), hits.end());

  // Units first, so that names are looked for only where there is something to tie them to.
  std::vector<Hit> names;
  std::vector<std::size_t> starts;
  std::size_t floor = from;
  for (std::size_t first = 0; first < hits.size();) {
    std::size_t last = first + 1;
    while (last < hits.size() && !parted(s, hits[last - 1].to, hits[last].from, unit)) ++last;
    const auto begin = unit_start(s, hits[first].from, floor, unit);
    const auto end = std::min(unit_end(s, hits[last - 1].to),
                              last < hits.size() ? hits[last].from : s.size());
    starts.push_back(begin);
    const auto names_before = static_cast<std::ptrdiff_t>(names.size());
    add_names(text, begin, end, hits, first, last, names);
    add_streets(text, begin, end, names);
    const auto paragraph =
        paragraph_end(s, end, last < hits.size() ? hits[last].from : s.size(), unit);
    find_fields(text, unit == Unit::paragraph ? labels_above(s, begin, floor) : begin, paragraph,
                names);
    if (unit == Unit::paragraph)
      find_spoken(text, begin, paragraph,
                  {std::any_of(names.begin() + names_before, names.end(),
                               [](const Hit& h) { return h.element == Element::name; }),
                   std::any_of(hits.begin() + static_cast<std::ptrdiff_t>(first),
                               hits.begin() + static_cast<std::ptrdiff_t>(last),
                               [](const Hit& h) {
                                 return h.element == Element::card || h.element == Element::account;
                               })},
                  names);
    // A label says whose the values are: mere capitals beside them do not.
    const auto own = names.begin() + names_before;
    if (std::any_of(own, names.end(), [](const Hit& h) {
          return h.element == Element::name && h.confidence >= 90;
        }))
      names.erase(std::remove_if(own, names.end(),
                                 [](const Hit& h) {
                                   return h.element == Element::name && h.confidence < 60;
                                 }),
                  names.end());
    floor = std::max(floor, hits[last - 1].to);
    first = last;
  }
  for (auto& name : names)
    if (!outside(name)) hits.push_back(std::move(name));
  in_order(hits);
  std::size_t unit_at = 0;
  for (std::size_t first = 0; first < hits.size();) {
    while (unit_at < starts.size() && starts[unit_at] <= hits[first].from) ++unit_at;
    const std::size_t next_start = unit_at < starts.size() ? starts[unit_at] : s.size();
    std::size_t last = first + 1;
    while (last < hits.size() && hits[last].from < next_start) ++last;
    number_records(text.bytes, hits, first, last, next_record);
    if (unit == Unit::paragraph && first > 0 && goes_on(s, hits, first, last)) {
      const auto own = hits[first].record;
      for (auto k = first; k < last && hits[k].record == own; ++k)
        hits[k].record = hits[first - 1].record;
    }
    weigh(hits, first, last);
    first = last;
  }
  if (unit == Unit::paragraph) join_letters(s, hits);
  return hits;
}

void add_names_alone(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& hits) {
  const auto s = text.bytes;
  const auto known = hits.size();
  std::size_t next = 0;
  for (std::size_t i = from; i < to; ++i) {
    if (!(is_upper(s[i]) || (s[i] & 0x80) != 0) || (i > 0 && is_word(s[i - 1]))) continue;
    std::size_t end = i;
    const auto name = spot_name(s, i, true, end);
    while (next < known && name && hits[next].to <= name->from)
      ++next;
    bool taken = name && next < known && hits[next].from < name->to;
    // "Ms. Example" is the "Ada Example" of the same text.
    if (name && !taken && s.substr(name->from, name->to - name->from).find(' ') == std::string_view::npos) {
      const auto word = text.readable(name->from, name->to);
      taken = std::any_of(hits.begin(), hits.end(), [&](const Hit& h) {
        return h.element == Element::name && h.norm.size() > word.size() && same_person(word, h.norm);
      });
    }
    if (name && !taken && name->to <= to && name->likelihood >= (name->listed ? 68 : 60))
      hits.push_back({name->from,
                      name->to,
                      Element::name,
                      NamePart::full,
                      name->likelihood >= 75 ? 60 : 55,
                      text.readable(name->from, name->to),
                      name->listed ? "words with capitals; a given and a family name of the census"
                                   : "words with capitals",
                      {},
                      0});
    i = std::max(end, i + 1) - 1;
    while (i + 1 < to && is_word(s[i + 1]) && is_word(s[i]))
      ++i;
  }
  std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.from < b.from; });
}

}  // namespace ledgelight::discover
