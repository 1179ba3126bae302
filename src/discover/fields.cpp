// "Name: Ada Example", "ssn=219121234 user='ada'": what is written after its own name in running
// text. Looked for only where something else was found, so it costs nothing elsewhere.
#include <algorithm>

#include "base/text.hpp"
#include "discover/delimited.hpp"
#include "discover/gazetteer.hpp"
#include "discover/names.hpp"
#include "discover/prose.hpp"
#include "discover/record.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_label = 40;

bool label_char(char c) {
  return is_word(c) || c == ' ' || c == '_' || c == '-' || c == '#' || c == '\'' || c == '/' ||
         c == '.';
}

/// Meanings that running text is not searched for otherwise, or that need the whole value.
bool wanted(Meaning m) {
  switch (m) {
  case Meaning::nothing:
  case Meaning::other:
  case Meaning::email:
  case Meaning::location:
  case Meaning::licence_state:
  case Meaning::camera:
  case Meaning::security_question:
  case Meaning::zip:
  case Meaning::city:
  case Meaning::address_more:
  case Meaning::suffix:
  case Meaning::account: return false;
  default: return true;
  }
}

/// One of each thread: labels come again and again, and a fresh one for each stretch of text would
/// know none of them.
Keys& known_keys() {
  thread_local Keys keys;
  return keys;
}

class Fields {
 public:
  Fields(const Text& text, std::vector<Hit>& out) : text_(text), s_(text.bytes), out_(out) {}

  void line(std::size_t from, std::size_t to) {
    find_states(from, to);
    under_labels(from, to);
    beside_label(from, to);
    in_tags(from, to);
    birthdays(from, to);
    int signs = 0;  // a line of nothing but signs must not cost more than another
    for (std::size_t q = from; q < to && signs < 64; ++q) {
      const auto sign = q;
      if (s_[q] == '.' && s_.substr(q, 4) == "....")  // leaders: "Employee......... Ada Example"
        while (q + 1 < to && (s_[q + 1] == '.' || s_[q + 1] == ':'))
          ++q;
      else if (s_[q] != ':' && s_[q] != '=')
        continue;
      ++signs;
      const auto label = label_before_sign(from, sign);
      if (label.empty()) continue;
      const auto meaning = keys_.meaning("", label);
      auto [b, e] = value_after_sign(q, to);
      const bool club = meaning == Meaning::health_plan && !speaks_of_health(label) &&
                        !is_insurers(s_.substr(b, e - b));
      // "Passenger: Ada Example, 12 Elm St": two words before a comma are a name; one is a family name.
      if (meaning == Meaning::name && e > b) {
        // "Student: Ada Example. Born …": a sentence ends behind a whole word.
        for (auto dot = s_.substr(0, e).find(". ", b); dot != npos; dot = s_.substr(0, e).find(". ", dot + 1))
          if (dot > b + 3 && is_letter(s_[dot - 1]) && is_letter(s_[dot - 2]) && is_letter(s_[dot - 3])) {
            e = dot;
            break;
          }
        const auto value = s_.substr(b, e - b);
        const auto comma = value.find(',');
        if (comma != npos && value.substr(0, comma).find(' ') != npos && !digits_of(value.substr(comma)).empty()) e = b + comma;
      }
      if (wanted(meaning) && !club && e > b && e - b <= 200) {
        // "DOB: 3/2/1986, seen again" and "(…)": what goes on after the value is cut off bit by
        // bit.
        for (int cuts = 0; cuts < 4 && e > b; ++cuts) {
          if (auto hit =
                  read_value({b, e}, {meaning, shown_line(label, 40), 90}, s_[sign] == '=')) {
            if (hit->element == Element::user && hit->confidence < 75) hit->confidence = 75;
            if ((hit->element == Element::password || hit->element == Element::token ||
                 hit->element == Element::user) &&
                (looks_like_code(s_.substr(b, e - b), e < s_.size() ? s_[e] : '\n') ||
                 is_placeholder(s_.substr(b, e - b))))
              break;
            if (hit->element == Element::name && is_all_names(s_.substr(b, e - b)))
              hit->confidence = 97;  // the words beside it may see a part of it only
            out_.push_back(std::move(*hit));
            q = e - 1;
            break;
          }
          const auto cut = s_.substr(b, e - b).find_last_of(" ,;.");
          if (cut == npos || meaning == Meaning::address || meaning == Meaning::password ||
              meaning == Meaning::user)
            break;
          e = b + cut;
          while (e > b &&
                 (s_[e - 1] == ' ' || s_[e - 1] == ',' || s_[e - 1] == ';' || s_[e - 1] == '.'))
            --e;
        }
      }
      from = q + 1;
    }
  }

 private:
  /// Read as it stands, or what "%2F" and "+" of a form's query mean.
  std::optional<Hit> read_value(Cell at, const Column& column, bool assigned) {
    const std::string_view state =
        column.meaning == Meaning::licence && !licence_state_.empty() ? licence_state_ : state_;
    const auto value = s_.substr(at.from, at.to - at.from);
    const auto hex = [](char c) {
      return is_digit(c) ? c - '0' : (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f') ? (c & 7) + 9 : -1;
    };
    const auto escape = [&](std::size_t i) {
      return value[i] == '%' && i + 2 < value.size() && hex(value[i + 1]) >= 0 && hex(value[i + 2]) >= 0;
    };
    bool escaped = false;
    for (std::size_t i = 0; assigned && !escaped && i < value.size(); ++i)
      escaped = escape(i);
    if (!escaped && !(assigned && column.meaning == Meaning::name &&
                      value.find('+') != std::string_view::npos))
      return read_cell(text_, at, column, state);
    std::string plain;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (escape(i)) {
        plain += static_cast<char>(hex(value[i + 1]) * 16 + hex(value[i + 2]));
        i += 2;
      } else {
        plain += value[i] == '+' && column.meaning != Meaning::password ? ' ' : value[i];
      }
    }
    const Text decoded{plain, plain, 0, Encoding::bytes};
    auto hit = read_cell(decoded, {0, plain.size()}, column, state);
    if (!hit) return std::nullopt;
    hit->from = at.from;
    hit->to = at.to;
    return hit;
  }

  /// Words with capitals, none of which can be no name; initials, particles.
  static bool is_all_names(std::string_view value) {
    std::size_t words = 0;
    for (const auto& word : split(replaced(value, ",", " "), ' ')) {
      if (word.empty()) continue;
      ++words;
      if (word.size() > 3 && word.back() == '.') return false;  // a sentence ends
      const bool capital = is_upper(word[0]) || (word[0] & 0x80) != 0;
      const bool particle = word.size() <= 3 && is_lower(word[0]);
      if ((!capital && !particle) || (word.size() > 2 && never_in_a_name(word) && !rank_of_name(word).known())) return false;
    }
    return words >= 2 && words <= 5;
  }

  /// "H067816880": a few letters before many digits, as insurers number their members.
  static bool is_insurers(std::string_view value) {
    std::size_t letters = 0;
    while (letters < value.size() && is_upper(value[letters]))
      ++letters;
    const auto digits = value.substr(letters);
    return letters >= 1 && letters <= 3 && digits.size() >= 8 && digits.size() <= 12 &&
           std::all_of(digits.begin(), digits.end(), is_digit);
  }

  /// A label of a line that holds nothing but labels, and where in its line it begins.
  struct Above {
    std::size_t column;
    Meaning meaning;
    std::string label;
  };

  /// Stretches of [from, to) with two blanks, a tab or '|' between.
  std::vector<Cell> stretches(std::size_t from, std::size_t to) const {
    std::vector<Cell> out;
    for (std::size_t i = from; i < to && out.size() < 12;) {
      while (i < to &&
             (s_[i] == ' ' || s_[i] == '\t' || s_[i] == '|' || s_[i] == '\r' || s_[i] == '_'))
        ++i;
      std::size_t e = i;
      while (e < to && s_[e] != '\t' && s_[e] != '|' && s_[e] != '\r' &&
             !(s_[e] == ' ' && e + 1 < to && s_[e + 1] == ' '))
        ++e;
      if (e > i) out.push_back({i, e});
      i = e;
    }
    return out;
  }

  /// "there are some obscure race conditions": a line of running text, no label.
  static bool is_of_a_sentence(std::string_view label) {
    if (!is_lower(label.front())) return false;
    for (std::string_view word : {" are "sv, " is "sv, " will "sv, " may "sv, " see "sv, " that "sv,
                                  " can "sv, " be "sv, " this "sv, " for "sv, " in "sv, " with "sv})
      if (label.find(word) != npos) return true;
    return label.size() > 4 && label.substr(label.size() - 4) == " the";
  }

  /// "3. Birth date (mm/dd/yyyy):" is read as "Birth date"; "Driver license number and state" as
  /// its first half.
  Meaning meaning_of_label(std::string_view label) const {
    label = label.substr(0, label.find('('));
    while (!label.empty() && !is_word(label.back()))
      label.remove_suffix(1);
    const auto dot = label.find_first_of(".)");
    if (dot <= 2) label.remove_prefix(dot + 1);
    while (!label.empty() && !is_letter(label.front()))
      label.remove_prefix(1);
    if (label.size() < 3 || label.size() > 60 || is_of_a_sentence(label)) return Meaning::nothing;
    if (const auto both = label.find(" and "); both != npos)
      if (const auto first = keys_.meaning("", label.substr(0, both)); first != Meaning::nothing)
        return first;
    return keys_.meaning("", label);
  }

  /// "<ns:LastName>Example</ns:LastName>" in a line of a log.
  void in_tags(std::size_t from, std::size_t to) {
    constexpr std::size_t longest_tag = 60;
    int tags = 0;
    for (auto q = s_.substr(0, to).find('<', from); q != npos && q < to && tags < 64;
         q = s_.substr(0, to).find('<', q + 1)) {
      ++tags;
      auto e = q + 1;
      while (e < to && e - q < longest_tag &&
             (is_word(s_[e]) || s_[e] == ':' || s_[e] == '_' || s_[e] == '-' || s_[e] == '.'))
        ++e;
      if (e >= to || e - q < 3 || s_[e] != '>') continue;
      auto tag = s_.substr(q + 1, e - q - 1);
      const auto end = s_.substr(0, to).find('<', e + 1);
      if (end == npos || end == e + 1 || end - e > 200 || s_.substr(end, 2) != "</" ||
          s_.substr(end + 2, tag.size()) != tag)
        continue;
      tag.remove_prefix(tag.rfind(':') == npos ? 0 : tag.rfind(':') + 1);
      const auto meaning = keys_.meaning("", tag);
      if (!wanted(meaning)) continue;
      if (auto hit = read_value({e + 1, end}, {meaning, shown_line(tag, 40), 90}, false))
        out_.push_back(std::move(*hit));
    }
  }

  /// "Last Name (Family Name)<tab>Example": a label, and its value in the next cell.
  void beside_label(std::size_t from, std::size_t to) {
    while (to > from && (s_[to - 1] == '\t' || s_[to - 1] == ' ' || s_[to - 1] == '\r'))
      --to;
    const auto tab = s_.substr(0, to).find('\t', from);
    if (tab == npos || tab == from || s_.substr(0, to).find('\t', tab + 1) != npos) return;
    const auto label = s_.substr(from, tab - from);
    const auto meaning = meaning_of_label(label);
    if (!wanted(meaning) || label.find(':') != npos) return;
    auto b = tab + 1;
    const auto e = to;
    while (b < e && s_[b] == ' ')
      ++b;
    if (e == b || e - b > 200 || meaning_of_label(s_.substr(b, e - b)) != Meaning::nothing) return;
    if (auto hit = read_value({b, e}, {meaning, shown_line(label, 40), 90}, false))
      out_.push_back(std::move(*hit));
  }

  /// Values that stand under their labels, as in a printed form.
  void under_labels(std::size_t from, std::size_t to) {
    const auto parts = stretches(from, to);
    if (parts.empty()) return;  // a blank line changes nothing
    const auto above = std::move(above_);
    above_.clear();
    bool labels = true;
    std::size_t known = 0;
    for (const auto& part : parts) {
      const auto label = s_.substr(part.from, part.to - part.from);
      if (label.size() > 60 || !labels) {
        labels = false;
        break;
      }
      const auto colon = label.find_first_of(":=");
      labels = (colon == npos || colon + 1 == label.size()) && digits_of(label).size() < 3 &&
               std::any_of(label.begin(), label.end(), is_letter);
      const auto meaning = labels ? meaning_of_label(label) : Meaning::nothing;
      known += meaning != Meaning::nothing;
      above_.push_back({part.from - from, meaning, shown_line(label, 40)});
    }
    // Labels that nobody knows may stand among those that say something: "Unit", "Net Pay".
    labels = labels && (known == parts.size() || (known >= 2 && known * 2 >= parts.size()));
    if (!labels) above_.clear();
    if (above.empty() || labels) return;
    // Row after row under the same labels, while the columns are kept to; tabs keep to them.
    const bool tabbed =
        parts.size() == above.size() && s_.substr(from, to - from).find('\t') != npos;
    if (tabbed) {
      above_ = above;
    } else if (parts.size() > 1 && above.size() > 1) {
      const auto kept = std::count_if(parts.begin(), parts.end(), [&](const Cell& part) {
        return std::any_of(above.begin(), above.end(),
                           [&](const Above& a) { return a.column == part.from - from; });
      });
      if (static_cast<std::size_t>(kept) * 4 < parts.size() * 3) return;
      above_ = above;
    }
    for (std::size_t n = 0; n < parts.size(); ++n) {
      const auto& part = parts[n];
      const Above* best = &above.front();
      if (parts.size() == above.size())
        best = &above[n];
      else
        for (const auto& a : above)
          if (a.column <= part.from - from + 3) best = &a;
      if (!wanted(best->meaning) || part.to - part.from > 200) continue;
      read_under(*best, part);
    }
  }

  void read_under(const Above& above, Cell cell) {
    std::string state(state_);
    const auto last = s_.substr(cell.from, cell.to - cell.from).rfind(' ');
    if (above.meaning == Meaning::licence && last != npos && cell.to - cell.from - last == 3)
      state = std::string(state_of(s_.substr(cell.from + last + 1, 2)));
    for (int cuts = 0; cuts < 3 && cell.to > cell.from; ++cuts) {
      if (auto hit = read_cell(text_, cell, {above.meaning, above.label, 88}, state)) {
        out_.push_back(std::move(*hit));
        return;
      }
      const auto cut = s_.substr(cell.from, cell.to - cell.from).find_last_of(" ,;");
      if (cut == npos || above.meaning == Meaning::address || above.meaning == Meaning::name)
        return;
      cell.to = cell.from + cut;
    }
  }

  /// "DOB 07/28/65", "born 3/2/86": two digits for the year are read after a word for it only.
  void birthdays(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to;) {
      if (!is_letter(s_[i])) {
        ++i;
        continue;
      }
      std::size_t e = i;
      while (e < to && is_word(s_[e]))
        ++e;
      const auto word = s_.substr(i, e - i);
      i = e;
      if (meaning_of_word(word) != Meaning::birth) continue;
      std::size_t b = e;
      while (b < to && b - e < 20 && !is_digit(s_[b]))
        ++b;
      std::size_t end = b;
      while (end < to && end - b < 9 &&
             (is_digit(s_[end]) || s_[end] == '/' || s_[end] == '-' || s_[end] == '.'))
        ++end;
      while (end > b && !is_digit(s_[end - 1]))
        --end;
      if (end - b < 6 || (end < to && is_word(s_[end]))) continue;
      const auto date = read_date(s_.substr(b, end - b));
      if (!date || digits_of(s_.substr(b, end - b)).size() > 6) continue;
      out_.push_back({b,
                      end,
                      Element::birth,
                      NamePart::none,
                      82,
                      *date,
                      "a date after \"" + std::string(word) + "\"",
                      {},
                      0});
      i = end;
    }
  }

  std::vector<Above> above_;

  /// The states the line names, wherever they stand in it.
  void find_states(std::size_t from, std::size_t to) {
    licence_state_.clear();
    int signs = 0;
    Cell zip;
    for (std::size_t q = from; q < to && signs < 64; ++q) {
      if (s_[q] != ':' && s_[q] != '=') continue;
      ++signs;
      const auto [b, e] = value_after_sign(q, to);
      if (e - b < 2 || e - b > 20) continue;
      const auto value = s_.substr(b, e - b);
      if ((value.size() == 5 || value.size() == 10) && digits_of(value.substr(0, 5)).size() == 5 &&
          zip.to == 0 && keys_.meaning("", label_before_sign(from, q)) == Meaning::zip)
        zip = {b, e};
      const auto state = state_of(value);
      if (state.empty()) continue;
      const auto meaning = keys_.meaning("", label_before_sign(from, q));
      if (meaning == Meaning::state) state_ = std::string(state);
      if (meaning == Meaning::licence_state) licence_state_ = std::string(state);
    }
    if (zip.to == 0 || !state_.empty()) return;
    // "zip=06901" in a line of a log: where nothing else says the state.
    if (const auto code = state_of_zip(s_.substr(zip.from, 5)); !code.empty())
      out_.push_back({zip.from,
                      zip.to,
                      Element::state,
                      NamePart::none,
                      80,
                      std::string(code),
                      "the state of a ZIP code",
                      {},
                      0});
  }

  /// The words right before the sign: to the start of the line, two blanks, or another sign.
  std::string_view label_before_sign(std::size_t from, std::size_t q) const {
    std::size_t e = q;
    while (e > from && (s_[e - 1] == ' ' || s_[e - 1] == '"' || s_[e - 1] == '\'' ||
                        (s_[e - 1] == '\\' && s_[e] == '"')))  // \"ssn\": JSON in a text
      --e;
    std::size_t b = e;
    while (b > from && e - b < longest_label && label_char(s_[b - 1])) {
      // The sentence before is no part of a label; "Soc. Sec. No." is one.
      if (s_[b - 1] == ' ' && b >= from + 6 && s_[b - 2] == '.' && is_letter(s_[b - 3]) &&
          is_letter(s_[b - 4]) && is_letter(s_[b - 5]) && is_letter(s_[b - 6]))
        break;
      if (s_[b - 1] == ' ' && (s_[q] == '=' || (b >= 2 && s_[b - 2] == ' '))) break;
      --b;
    }
    while (b < e && !is_word(s_[b]))
      ++b;
    auto label = s_.substr(b, e - b);
    // "User ID=clerk": two words before the sign.
    if (s_[q] == '=' && b > from + 1 && s_[b - 1] == ' ' &&
        keys_.meaning("", label) == Meaning::nothing) {
      std::size_t w = b - 1;
      while (w > from && b - w < 16 && is_word(s_[w - 1]))
        --w;
      if (keys_.meaning("", s_.substr(w, e - w)) != Meaning::nothing) return s_.substr(w, e - w);
    }
    // "Ada Example DOB: …": the last words that mean something.
    if (keys_.meaning("", label) == Meaning::nothing)
      for (std::size_t cut = label.find(' '); cut != npos; cut = label.find(' ', cut + 1))
        if (keys_.meaning("", label.substr(cut + 1)) != Meaning::nothing)
          return label.substr(cut + 1);
    return label;
  }

  std::pair<std::size_t, std::size_t> value_after_sign(std::size_t q, std::size_t to) const {
    to = std::min(to, q + 260);
    std::size_t b = q + 1;
    // "**Student ID:** 123": the signs of emphasis around a label.
    while (b < to && (s_[b] == ' ' || s_[b] == '\t' || ((s_[b] == '*' || s_[b] == '_') && s_[q] == ':')))
      ++b;
    if (b >= to) return {b, b};
    if (s_[b] == '\\' && b + 1 < to && s_[b + 1] == '"') {
      const auto e = s_.substr(0, to).find("\\\"", b + 2);
      return e == npos ? std::make_pair(b, b) : std::make_pair(b + 2, e);
    }
    if (s_[b] == '"' || s_[b] == '\'') {
      const auto e = s_.substr(0, to).find(s_[b], b + 1);
      return e == npos ? std::make_pair(b, b) : std::make_pair(b + 1, e);
    }
    std::size_t e = b;
    if (s_[q] == '=') {
      while (e<to&& static_cast<unsigned char>(s_[e])> ' ' && s_[e] != '&' && s_[e] != ';' &&
             s_[e] != ',' && s_[e] != '"')
        ++e;
      return {b, e};
    }
    // "\\par": a line of RTF ends.
    while (e < to && s_[e] != '\t' && s_[e] != '|' && s_[e] != ';' &&
           !(s_[e] == '\\' && s_.substr(e, 4) == "\\par") &&
           !(s_[e] == ' ' && e + 1 < to && s_[e + 1] == ' '))
      ++e;
    // Another label on the same line ends the value.
    for (std::size_t k = b; k < e; ++k) {
      if (s_[k] != ':' || k + 1 >= e || s_[k + 1] != ' ') continue;
      std::size_t start = k;
      for (int words = 0; words < 3 && start > b; ++words) {
        std::size_t w = start;
        while (w > b && s_[w - 1] == ' ')
          --w;
        while (w > b && s_[w - 1] != ' ')
          --w;
        if (keys_.meaning("", s_.substr(w, k - w)) == Meaning::nothing && words > 0) break;
        start = w;
        if (keys_.meaning("", s_.substr(w, k - w)) != Meaning::nothing) break;
      }
      e = start;
      break;
    }
    while (e > b && (s_[e - 1] == ' ' || s_[e - 1] == ',' || s_[e - 1] == '\r' || s_[e - 1] == '.'))
      --e;
    return {b, e};
  }

  const Text& text_;
  std::string_view s_;
  std::vector<Hit>& out_;
  std::string state_, licence_state_;
  Keys& keys_ = known_keys();
};

}  // namespace

void find_fields(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  const auto s = text.bytes;
  Fields fields(text, out);
  while (from < to) {
    const auto end = std::min(s.find('\n', from), to);
    if (end - from < 4096) fields.line(from, end);
    from = end + 1;
  }
}

}  // namespace ledgelight::discover
