#include <algorithm>
#include <array>
#include <span>

#include "base/text.hpp"
#include "discover/abroad.hpp"
#include "discover/classify.hpp"
#include "discover/label_ends.hpp"
#include "discover/prose.hpp"
#include "discover/rarer.hpp"
#include "discover/sentences.hpp"
#include "discover/validate.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {
namespace {

using std::size_t;

/// Three letters of each word with one of these meanings.
TrigramSet clues_of(std::initializer_list<Meaning> meanings) {
  std::vector<Trigram> out;
  each_label([&](std::string_view word, Meaning meaning) {
    if (std::find(meanings.begin(), meanings.end(), meaning) != meanings.end())
      out.push_back(rarest_trigram(word));
  });
  return TrigramSet(out);
}
const TrigramSet& birth_clues() {
  static const TrigramSet clues = clues_of({Meaning::birth});
  return clues;
}
const TrigramSet& social_clues() {
  static const TrigramSet clues = clues_of({Meaning::ssn, Meaning::tin, Meaning::itin});
  return clues;
}

class Numbers {
 public:
  Numbers(const Text& text, std::vector<Hit>& out) : text_(text), s_(text.bytes), out_(out) {}

  /// Looks at the run [i, j); returns where to go on.
  size_t at(size_t i, size_t j) {
    const size_t n = j - i;
    size_t end = 0;
    const bool grouped = n == 4 && before(i) == ' ' && after(j) == ' ' && digits(j + 1, 4);
    if ((grouped || (n >= 10 && is_upper(before(i)))) && (end = iban(i)) != 0) return end;
    if (word_before(i) || before(i) == '_' || word_after(j)) return token(i, j);
    if (n == 3 && ((end = social(i, j)) != 0 || (end = telephone(i, j)) != 0)) return end;
    if (n == 4 && ((end = grouped_card(i, j)) != 0 || (end = birth(i, j)) != 0)) return end;
    if (n == 5) {
      Hit hit;
      if (address_at_zip(text_, i, hit)) {
        out_.push_back(hit);
        return hit.to;
      }
    }
    if (n == 8 && (end = birth(i, j)) != 0) return end;
    if (n >= 13 && n <= 19 && (end = card(i, j)) != 0) return end;
    if (n >= 3 && n <= 17 && (end = labelled(i, j)) != 0) return end;
    return j;
  }

 private:
  char before(size_t i) const { return i > 0 ? s_[i - 1] : '\n'; }
  char after(size_t j) const { return j < s_.size() ? s_[j] : '\n'; }
  bool digits(size_t i, size_t n) const {
    if (i + n > s_.size()) return false;
    for (size_t k = i; k < i + n; ++k)
      if (!is_digit(s_[k])) return false;
    return !is_digit(after(i + n));
  }

  /// Is the character that ends before `i`, or begins at `j`, a letter or digit? Quotes and blanks of
  /// Unicode are none, nor are the signs of Latin-1.
  bool word_before(size_t i) const {
    const char c = before(i);
    if ((c & 0x80) == 0) return is_word(c);
    if ((c & 0x40) != 0) return true;  // a letter of Latin-1
    for (size_t k = 2; k <= 4 && k <= i; ++k) {
      const char lead = s_[i - k];
      if ((lead & 0xC0) == 0x80) continue;
      return lead != '\xC2' && (lead & 0xC0) == 0xC0 && !(lead == '\xE2' && k == 3 && s_[i - 2] == '\x80');
    }
    return false;
  }
  bool word_after(size_t j) const {
    const char c = after(j);
    if ((c & 0x80) == 0) return is_word(c);
    if ((c & 0x40) == 0 || c == '\xC2') return false;
    return !(c == '\xE2' && (after(j + 1) == '\x80' || after(j + 1) == '\x88'));
  }

  /// A number of its own: not part of a longer number, word, decimal fraction or path of groups.
  bool free_before(size_t i) const {
    const char c = before(i);
    if (word_before(i)) return false;
    if (i < 2) return true;
    const char d = s_[i - 2];
    return !((c == '-' || c == '.' || c == '/' || c == '_') && is_word(d));
  }
  bool free_after(size_t j) const {
    const char c = after(j);
    if (word_after(j) || c == '_') return false;
    return !((c == '-' || c == '.' || c == '/') && is_word(after(j + 1)));
  }

  /// Length of one separator at `j`: '-', '.', ' ', a dash of Unicode in UTF-8, or " - ".
  size_t separator(size_t j, char& kind) const {
    const char c = after(j);
    if (c == ' ' && after(j + 1) == '-' && after(j + 2) == ' ') return kind = '_', 3;
    if (c == '-' || c == '.' || c == ' ') return kind = c, 1;
    if (c == '\xE2' && j + 2 < s_.size()) {
      const bool dash = (s_[j + 1] == '\x80' && s_[j + 2] >= '\x90' && s_[j + 2] <= '\x95') ||
                        (s_[j + 1] == '\x88' && s_[j + 2] == '\x92');
      if (dash) return kind = '-', 3;
    }
    return 0;
  }

  Label label(size_t at) const { return label_before(s_, at); }
  /// A label with only words like "number" and "is" between it and the value.
  Label near_label(size_t at) const {
    size_t i = at;
    bool passed = false;
    const size_t stop = at > 40 ? at - 40 : 0;
    while (i > stop) {
      while (i > stop && !is_word(s_[i - 1])) {
        // A form has its labels on the line above; the value is then the first of its line.
        if (s_[i - 1] == '\n' &&
            (passed || s_.substr(i, at - i).find_first_not_of(" \t") != std::string_view::npos))
          return {};
        --i;
      }
      const size_t to = i;
      // Of the words of of_two_words() three end as no label does: "registration".
      const bool ion = passed && to > 3 && (s_[to - 1] | 0x20) == 'n' && (s_[to - 2] | 0x20) == 'o';
      if (!LabelEnds::known().ends(s_, to) && !ion) return {};
      while (i > stop && is_word(s_[i - 1])) --i;
      if (i == to || at - to > 28 || (i == stop && i > 0)) return {};
      const auto word = s_.substr(i, to - i);
      auto meaning = meaning_of_word(word);
      if (meaning == Meaning::nothing && passed) meaning = of_two_words(word, i, at);
      if (meaning == Meaning::account && of_a_bank(i)) meaning = Meaning::bank;
      if (meaning == Meaning::card && of_identity(i)) meaning = Meaning::state_id;
      if (meaning == Meaning::card && i >= 6 && lowered(s_.substr(i - 6, 6)) == "green ")
        meaning = Meaning::gov_id;
      if (meaning == Meaning::nothing)  // camelCase keys: patientMrn
        for (size_t k = word.size(); k-- > 1;)
          if (is_upper(word[k]) && is_lower(word[k - 1])) {
            meaning = meaning_of_word(word.substr(k));
            break;
          }
      if (meaning == Meaning::nothing &&
          (word == "Rec" || word == "rec" || word == "record" || word == "records" ||
           word == "Record" || word == "Records") &&
          ((i >= 8 && lowered(s_.substr(i - 8, 8)) == "medical ") ||
           (i >= 4 && lowered(s_.substr(i - 4, 4)) == "med ")))
        return {Meaning::record_no, i - 4, to, s_.substr(i - 4, to - i + 4)};
      if (meaning != Meaning::nothing) return {meaning, i, to, word};
      const bool state = word.size() == 2 && is_upper(word[0]) && is_upper(word[1]) && !state_of(word).empty();
      if (!is_between(word) && !state) return {};
      passed = true;
    }
    return {};
  }
  /// "security code", "State ID", "alien registration number": what a word means before the words
  /// that were passed on the way to the value.
  Meaning of_two_words(std::string_view word, size_t from, size_t at) const {
    if (word.size() < 5 || word.size() > 14) return Meaning::nothing;
    const auto low = lowered(word);
    const auto rest =
        lowered(s_.substr(from + word.size(), std::min<size_t>(at - from - word.size(), 6)));
    if ((low == "security" || low == "verification") && rest.substr(0, 5) == " code")
      return Meaning::card_code;
    if ((low == "state" || low == "identity" || low == "identification") &&
        (rest.substr(0, 3) == " id" || rest.substr(0, 5) == " card"))
      return Meaning::state_id;
    // Clubs have members too: health or insurance has to be spoken of right before.
    if (low == "member" &&
        (rest.substr(0, 3) == " id" || rest.substr(0, 3) == " no" || rest.substr(0, 4) == " num"))
      return speaks_of_health(s_.substr(from > 64 ? from - 64 : 0, std::min<size_t>(from, 64))) ||
                     speaks_of_health(s_.substr(at, 64))
                 ? Meaning::health_plan
                 : Meaning::nothing;
    if (low == "registration" && from >= 6 && lowered(s_.substr(from - 6, 6)) == "alien ")
      return Meaning::gov_id;
    return Meaning::nothing;
  }
  /// "checking account", "bank account": the word before says whose account it is.
  bool of_a_bank(size_t i) const {
    if (i < 5 || s_[i - 1] != ' ') return false;
    const size_t e = i - 1;
    while (i > 1 && e - (i - 2) < 10 && is_word(s_[i - 2]))
      --i;
    const auto word = lowered(s_.substr(i - 1, e - i + 1));
    for (std::string_view w : {"bank", "checking", "savings", "deposit", "chequing"})
      if (word == w) return true;
    return false;
  }
  /// "State ID card no."
  bool of_identity(size_t i) const {
    const auto words = lowered(s_.substr(i > 24 ? i - 24 : 0, std::min<size_t>(i, 24)));
    for (std::string_view w : {"state id ", "state identification ", "driver id ",
                               "state identity ", "state-issued id "})
      if (words.size() >= w.size() && words.compare(words.size() - w.size(), w.size(), w) == 0)
        return true;
    return false;
  }
  static std::string quoted(const Label& l) { return "\"" + std::string(l.word) + "\""; }

  void add(size_t i, size_t j, Element element, int confidence, std::string norm,
           std::string reason) {
    out_.push_back({i, j, element, NamePart::none, confidence, std::move(norm), std::move(reason),
                    {}, 0});
  }

  /// An IBAN, together or in groups of four, around the digits at `i`; its check digits speak for
  /// it.
  size_t iban(size_t i) {
    const auto alnum = [](char c) { return is_digit(c) || is_upper(c); };
    const auto begins = [&](size_t b) {
      return b + 4 < s_.size() && is_upper(s_[b]) && is_upper(s_[b + 1]) && is_digit(s_[b + 2]) &&
             is_digit(s_[b + 3]) && (b == 0 || !is_word(s_[b - 1]));
    };
    size_t b = i;
    while (b > 0 && i - b < 32 &&
           (alnum(s_[b - 1]) || (s_[b - 1] == ' ' && b > 1 && alnum(s_[b - 2])))) {
      --b;
      if (begins(b)) break;
    }
    if (!begins(b) || i - b < 2) return 0;
    std::string bare;
    size_t e = b;
    for (size_t k = b; k < s_.size() && bare.size() < 34; ++k) {
      if (alnum(s_[k])) {
        bare += s_[k];
        e = k + 1;
        if (bare.size() >= 15 && !is_word(after(e)) && valid_iban(bare)) {
          add(b, e, Element::iban, 92, bare, "country, length and check digits of an IBAN");
          return e;
        }
      } else if (s_[k] != ' ' || k + 1 >= s_.size() || !alnum(s_[k + 1])) {
        break;
      }
    }
    return 0;
  }

  size_t social(size_t i, size_t j) {
    char one = 0, two = 0;
    const size_t a = separator(j, one);
    if (a == 0 || !digits(j + a, 2)) return 0;
    const size_t b = separator(j + a + 2, two);
    if (b == 0 || one != two || !digits(j + a + 2 + b, 4)) return 0;
    const size_t end = j + a + 2 + b + 4;
    if (!free_before(i) || !free_after(end)) return 0;
    const auto number = digits_of(s_.substr(i, end - i));
    auto l = label(i);
    // "social security number of the applicant: …": a word for somebody may stand between.
    if (l.meaning == Meaning::name) {
      const auto further = label_before(s_, l.from, context_bytes - (i - l.from));
      if (further.meaning != Meaning::nothing) l = further;
    }
    const bool named = l.meaning == Meaning::ssn || l.meaning == Meaning::tin ||
                       l.meaning == Meaning::itin;
    const bool tax = valid_itin(number);
    if (!tax && !valid_ssn(number)) return end;
    const auto element = tax ? Element::itin : Element::ssn;
    const std::string rule = tax ? "valid group" : "valid area";
    if (named) {
      add(i, end, element, 95, number, "three, two and four digits after " + quoted(l) + "; " + rule);
    } else if (one == '-' && l.meaning != Meaning::other && !is_telling(l.meaning)) {
      add(i, end, element, 55, number, "three, two and four digits with dashes; " + rule +
                                           "; no word says what it is");
    }
    return end;
  }
  /// A label that says the number is a known something else.
  static bool is_telling(Meaning m) {
    return m == Meaning::card || m == Meaning::account || m == Meaning::phone ||
           m == Meaning::licence || m == Meaning::routing || m == Meaning::passport ||
           m == Meaning::record_no || m == Meaning::health_plan || m >= Meaning::ein;
  }

  size_t telephone(size_t i, size_t j) {
    size_t begin = i, k = j;
    const bool paren = before(i) == '(' && after(j) == ')';
    if (paren) {
      --begin;
      ++k;
      if (after(k) == ' ' || after(k) == '-') ++k;
    } else {
      char one = 0;
      const size_t a = after(j) == '/' ? 1 : separator(j, one);
      if (a != 1) return 0;
      k = j + 1;
    }
    if (!digits(k, 3)) return 0;
    char two = 0;
    const size_t b = separator(k + 3, two);
    if (b != 1 || !digits(k + 4, 4)) return 0;
    if (!paren && two != after(j) && !(after(j) == '/' && two == '-')) return 0;
    const size_t end = k + 8;
    // "+1 " or "1-" in front belongs to it.
    if (begin >= 2 && (s_[begin - 1] == ' ' || s_[begin - 1] == '-' || s_[begin - 1] == '.') &&
        s_[begin - 2] == '1' && (begin < 3 || !is_word(s_[begin - 3]))) {
      begin -= 2;
      if (begin > 0 && s_[begin - 1] == '+') --begin;
    } else if (begin >= 4 && s_.substr(begin - 4, 3) == "001" && s_[begin - 1] == '-') {
      begin -= 4;  // as one dials it from abroad
    }
    if (!free_before(begin) || !(free_after(end) || extension(end))) return 0;
    if (after(j) == '/' && near_label(begin).meaning != Meaning::phone) return 0;
    const auto number = digits_of(s_.substr(i, end - i));
    if (number.find_first_not_of(number[0]) == std::string::npos) return 0;
    if (!valid_phone(number)) {
      // Not of North America, or mistyped: a word right beside it has to say what it is.
      const auto close = near_label(begin);
      const bool before_it = close.meaning == Meaning::phone && begin - close.to <= 3;
      if (number.substr(3, 5) == "55501" || !(before_it || phone_word_follows(end))) return 0;
      add(begin, end, Element::phone, 60, number,
          "grouped as a telephone number beside a word for one");
      return end;
    }
    const auto l = label(begin);
    if ((l.meaning == Meaning::other || l.meaning == Meaning::account) && !phone_word_follows(end))
      return end;
    const bool named = l.meaning == Meaning::phone;
    add(begin, end, Element::phone, named ? 90 : 65, number,
        named ? "telephone number after " + quoted(l) : "written as a telephone number");
    return end;
  }

  /// "203-555-0147 (cell)", "… x12 fax", "…-Office"
  bool phone_word_follows(size_t i) const {
    if (after(i) == 'x' || after(i) == 'X')
      for (++i; i < s_.size() && is_digit(s_[i]);)
        ++i;
    while (i < s_.size() && (s_[i] == ' ' || s_[i] == '-' || s_[i] == '('))
      ++i;
    size_t e = i;
    while (e < s_.size() && e - i < 10 && is_letter(s_[e]))
      ++e;
    const auto word = s_.substr(i, e - i);
    return (meaning_of_word(word) == Meaning::phone && lowered(word) != "call") ||
           lowered(word) == "office";
  }

  /// "x1234", "-Fax", right after a telephone number.
  bool extension(size_t i) const {
    size_t e = i + (after(i) == 'x' || after(i) == 'X' || after(i) == '-' ? 1 : 0);
    if (e == i) return false;
    const size_t from = e;
    if (after(i) == '-') {
      while (e < s_.size() && e - from < 8 && is_letter(s_[e]))
        ++e;
      return meaning_of_word(s_.substr(from, e - from)) == Meaning::phone ||
             lowered(s_.substr(from, e - from)) == "office";
    }
    while (e < s_.size() && e - from < 7 && is_digit(s_[e]))
      ++e;
    return e > from && e - from < 7 && !word_after(e);
  }

  /// Others of a list: "record numbers H1905301, MRN-780498 and P2850270".
  size_t more(Meaning meaning, const Label& l, size_t at) {
    return list_after(text_, meaning, l.word, at, out_);
  }

  /// "5414 5415 5416 5417"
  static bool rises(std::string_view number) {
    if (number.size() != 16) return false;
    const auto group = [&](size_t k) { return std::stoi(std::string(number.substr(4 * k, 4))); };
    return group(0) < group(1) && group(1) < group(2) && group(2) < group(3) &&
           group(3) - group(0) < 50;
  }

  size_t grouped_card(size_t i, size_t j) {
    const char c = after(j);
    if (c != ' ' && c != '-') return 0;
    size_t end = 0;
    if (digits(j + 1, 4) && after(j + 5) == c && digits(j + 6, 4) && after(j + 10) == c &&
        digits(j + 11, 4))
      end = j + 15;
    else if (digits(j + 1, 6) && after(j + 7) == c && digits(j + 8, 5))
      end = j + 13;
    else if (digits(j + 1, 6) && after(j + 7) == c && digits(j + 8, 4))
      end = j + 12;
    if (end == 0 || !free_before(i) || !free_after(end)) return 0;
    // Groups without end, or each one more than the last, are a table of numbers.
    if ((before(i) == c && i > 4 && is_digit(s_[i - 2]) && is_digit(s_[i - 5])) ||
        (after(end) == c && is_digit(after(end + 1)) && is_digit(after(end + 4))))
      return end;
    const auto number = digits_of(s_.substr(i, end - i));
    if (!valid_card(number) || rises(number)) return end;
    const auto l = label(i);
    const bool named = l.meaning == Meaning::card;
    if (l.meaning == Meaning::other) return end;
    add(i, end, Element::card, named ? 99 : 80, number,
        std::string(issuer_of(number)) + " number in groups, check digit right" +
            (named ? ", after " + quoted(l) : ""));
    return end;
  }

  size_t card(size_t i, size_t j) {
    if (!free_before(i) || !free_after(j) || !valid_card(s_.substr(i, j - i))) return 0;
    const std::string number(s_.substr(i, j - i));
    const auto l = label(i);
    if (l.meaning == Meaning::card || l.meaning == Meaning::card_code)
      add(i, j, Element::card, 98, number, std::string(issuer_of(number)) +
                                               " number, check digit right, after " + quoted(l));
    else if (l.meaning == Meaning::nothing || l.meaning == Meaning::name)
      // One in fifty random numbers passes: below the line unless something else speaks for it.
      add(i, j, Element::card, 40, number, std::string(issuer_of(number)) +
                                               " number, check digit right; no word says what it is");
    else
      return 0;
    return j;
  }

  static constexpr size_t birth_reach = 32;
  size_t birth(size_t i, size_t j) {
    const std::string_view year = s_.substr(i, 2);
    if (year != "19" && year != "20") return 0;
    size_t b = i, e = j;
    if (j - i == 4) {
      if ((after(j) == '-' || after(j) == '/' || after(j) == '.') && is_digit(after(j + 1))) {
        ++e;
        while (e < s_.size() && e - j < 7 && (is_digit(s_[e]) || s_[e] == after(j))) ++e;
        while (e > j && !is_digit(s_[e - 1])) --e;
      } else if (before(i) == '/' || before(i) == '-' || before(i) == '.') {
        while (b > 0 && i - b < 7 && (is_digit(s_[b - 1]) || s_[b - 1] == before(i))) --b;
      } else if (before(i) == ' ') {  // "March 2, 1926", "2 March 1926"
        size_t k = i;
        while (k > 0 && i - k < 18 && (is_word(s_[k - 1]) || s_[k - 1] == ' ' || s_[k - 1] == ',' ||
                                       s_[k - 1] == '.'))
          --k;
        while (k < i && !(is_word(s_[k]) && (k == 0 || !is_word(s_[k - 1])) &&
                          read_date(s_.substr(k, j - k))))
          ++k;
        b = k;
      } else {
        return 0;
      }
    }
    if (b == e || is_word(before(b)) || is_digit(after(e)) || e - b < 6) return 0;
    if (dotted_birth(b)) {
      const auto date = read_date(s_.substr(b, e - b));
      if (!date) return 0;
      add(b, e, Element::birth, 95, *date, "a date after \"D.O.B.\"");
      return e;
    }
    if (b >= 4 && after_sex(b)) {
      const auto date = read_date(s_.substr(b, e - b));
      if (!date || date->substr(0, 4) > "2026") return 0;
      add(b, e, Element::birth, 78, *date, "a date after race and sex");
      return e;
    }
    // Nearly every line of a log begins with a date.
    if (!any_clue(s_, b > birth_reach ? b - birth_reach : 0, b, birth_clues())) return 0;
    const auto l = label_before(s_, b, birth_reach);
    if (l.meaning != Meaning::birth || b - l.to > 24) return 0;
    // "dob=1986-03-02\n2026-…": another date stands nearer to the word.
    for (size_t k = l.to, run = 0; k < b; ++k)
      if ((run = is_digit(s_[k]) ? run + 1 : 0) == 4) return 0;
    const auto date = read_date(s_.substr(b, e - b));
    if (!date) return 0;
    add(b, e, Element::birth, 95, *date, "a date after " + quoted(l));
    return more(Meaning::birth, l, e);
  }

  /// "D.O.B. 03.04.1975"
  bool dotted_birth(size_t b) const {
    size_t k = b;
    while (k > 0 && b - k < 6 && !is_word(s_[k - 1]) && s_[k - 1] != '\n')
      --k;
    if (k < 5 || k == b || (s_[k - 1] != 'B' && s_[k - 1] != 'b') || s_[k - 2] != '.') return false;
    return lowered(s_.substr(k - 5, 5)) == "d.o.b" && (k == 5 || !is_word(s_[k - 6]));
  }

  /// "EXAMPLE, ADA W/F 03/02/1986": as the police write it.
  bool after_sex(size_t b) const {
    if (s_[b - 1] != ' ') return false;
    const char sex = s_[b - 2], race = s_[b - 4];
    return s_[b - 3] == '/' && (sex == 'M' || sex == 'F' || sex == 'X') && is_upper(race) &&
           (b < 5 || !is_word(s_[b - 5]));
  }

  /// ":021236183: 70162489\"": the account that follows on the line of a check.
  size_t beside_routing(size_t j) const {
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

  /// Digits alone whose kind only a word can tell.
  size_t labelled(size_t i, size_t j) {
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
      add(i - (before(i) == '(' ? 1 : 0), end, Element::phone, 62, number, "groups of digits after " + quoted(close));
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
        add(i, j, Element::routing, 95, number, "nine digits after " + quoted(l) + "; check digit right");
        return beside_routing(j);
      case Meaning::passport:
        if (!near || !valid_passport(number)) return 0;
        add(i, j, Element::passport, 88, number, "nine digits after " + quoted(l));
        return more(l.meaning, l, j);
      case Meaning::licence:
        return licence(i, j, l, near);
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
        const bool tax =
            (k >= 2 && s_.substr(k - 2, 2) == "IP" && (k == 2 || !is_word(s_[k - 3]))) ||
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
          add(i - 1, j, Element::phone, 72, number.substr(1),
              "ten digits after the country's code");
          return j;
        }
        if (n != 10 || l.meaning != Meaning::nothing || !valid_phone(number) || !beside_email(i)) return 0;
        add(i, j, Element::phone, 70, number, "ten digits beside an e-mail address");
        return j;
    }
  }

  /// "…@example.net or 2035550147": the word before, or the one before "or", is an address.
  bool beside_email(size_t i) const {
    for (int words = 0; words < 2; ++words) {
      while (i > 0 && (s_[i - 1] == ' ' || s_[i - 1] == ',' || s_[i - 1] == ';' || s_[i - 1] == '/')) --i;
      const size_t e = i;
      while (i > 0 && e - i < 100 && static_cast<unsigned char>(s_[i - 1]) > ' ') --i;
      const auto word = s_.substr(i, e - i);
      if (word.find('@') != std::string_view::npos) return true;
      if (word != "or" && word != "and" && word != "&" && word != "|") return false;
    }
    return false;
  }

  /// What only its label tells, by the rule of its column.
  size_t rarer(size_t i, size_t j, const Label& l, bool near) {
    if (!near || (l.meaning == Meaning::employment && before(i) == '/'))
      return 0;  // "badge/303" of an address
    std::string state;
    if (l.meaning == Meaning::state_id) {
      const auto before_it = lowered(s_.substr(l.from > 24 ? l.from - 24 : 0, std::min<size_t>(l.from, 24)));
      if (before_it.find("employer") != std::string::npos || before_it.find("payer") != std::string::npos) return 0;
      state = state_after(j);
    }
    auto hit = read_rarer(text_, {i, j}, {l.meaning, std::string(l.word), 90}, state);
    if (!hit) return 0;
    hit->reason = replaced(hit->reason, " under the heading ", " after ");
    out_.push_back(std::move(*hit));
    return j;
  }

  /// "EIN 47-1234567"
  size_t employer(size_t i, size_t j) {
    if (i < 4 || !is_digit(s_[i - 2]) || !is_digit(s_[i - 3]) || is_word(s_[i - 4]) ||
        s_[i - 4] == '-' || !free_after(j))
      return 0;
    const auto l = near_label(i - 3);
    const auto before_it =
        lowered(s_.substr(l.from > 48 ? l.from - 48 : 0, std::min<size_t>(l.from, 48)));
    if (before_it.find("employer") != std::string::npos ||
        before_it.find("company") != std::string::npos)
      return 0;
    return l.meaning == Meaning::ein ? rarer(i - 3, j, l, true) : 0;
  }

  /// "123456789 (CT)", "… issued by the State of Connecticut", "… OLS/CT": the state that the words
  /// after a licence name.
  std::string state_after(size_t j) const {
    size_t k = j;
    for (int words = 0; words < 8 && k < s_.size() && k - j < 56; ++words) {
      while (k < s_.size() && k - j < 56 && !is_word(s_[k])) {
        if (s_[k] == ';' || s_[k] == '.' || (s_[k] == '\n' && words > 0 && s_[k - 1] == '\n'))
          return {};
        ++k;
      }
      const size_t b = k;
      while (k < s_.size() && k - b < 16 && is_letter(s_[k]))
        ++k;
      const auto word = s_.substr(b, k - b);
      if (word.empty()) return {};
      if (word.size() == 2 ? is_upper(word[0]) && is_upper(word[1]) : is_upper(word[0])) {
        auto state = state_of(word);
        if (state.empty() && after(k) == ' ') {  // "New York", "Rhode Island"
          size_t e = k + 1;
          while (e < s_.size() && e - k < 12 && is_letter(s_[e]))
            ++e;
          state = state_of(s_.substr(b, e - b));
        }
        if (!state.empty()) return std::string(state);
        if (words > 0 && lowered(word) != "state") return {};
      }
      const auto low = lowered(word);
      bool on = false;
      for (std::string_view w : {"was", "is", "issued", "by", "the", "state", "of", "from", "st", "ols", "in",
                                 "dmv", "lic", "issuing", "a"})
        on = on || low == w;
      if (!on) return {};
    }
    return {};
  }

  /// Software has drivers and licenses too: without a state both have to be spoken of.
  bool of_a_driver(const Label& l, size_t i, size_t j) const {
    static constexpr std::array<std::string_view, 14> drivers{
        "driver", "drivers", "driver's", "driving", "operator", "operators", "operator's",
        "dmv",    "motor",   "conducir", "manejar", "state",    "cdl",       "dl"};
    static constexpr std::array<std::string_view, 12> licences{
        "license", "licence", "licenses", "lic", "licencia", "no",
        "number",  "id",      "dl",       "dln", "oln",      "permit"};
    const auto low = lowered(l.word);
    const bool of_licence = low.substr(0, 3) == "lic";
    if (!of_licence && low.substr(0, 4) != "driv" && low.substr(0, 5) != "opera")
      return before(i) != '/' || low == "oln" || low == "dl";
    return near_words(s_, l.from, j,
                      of_licence ? std::span<const std::string_view>(drivers)
                                 : std::span<const std::string_view>(licences)) ||
           (of_licence && s_.substr(l.to, i - l.to).find_first_of(":#") != std::string_view::npos);
  }
  /// "CID 1459": as many programs number what they check; a card has to be spoken of.
  bool of_a_card(const Label& l, size_t i, size_t j) const {
    static constexpr std::array<std::string_view, 12> cards{
        "card", "cards",   "visa",   "amex", "american express", "mastercard",
        "exp",  "expires", "expiry", "pan",  "discover",         "cardholder"};
    const auto low = lowered(l.word);
    return (low != "cid" && low != "csc") || near_words(s_, i, j, cards);
  }
  /// "checking 402480 bytes": the word alone is no account.
  bool only_checks(const Label& l, size_t i, size_t j) const {
    const auto low = lowered(l.word);
    return (low == "checking" || low == "savings") && s_.substr(l.to, i - l.to) == " " &&
           !near_words(s_, i, j, bank_words());
  }
  static std::span<const std::string_view> bank_words() {
    static constexpr std::array<std::string_view, 10> words{
        "bank", "deposit", "routing", "aba",     "account",
        "acct", "rt",      "rtn",     "payroll", "credit union"};
    return words;
  }

  size_t licence(size_t i, size_t j, const Label& l, bool near) {
    if (!near) return 0;
    const std::string number = [&] {
      std::string up = replaced(s_.substr(i, j - i), "-", "");
      for (char& c : up)
        if (is_lower(c)) c = static_cast<char>(c - 32);
      return up;
    }();
    // The state stands before the words: "CT driver license no.", or after: "license (CT 123456789)".
    std::string state;
    size_t k = i;
    while (k > l.to && !is_word(s_[k - 1])) --k;
    if (k >= l.to + 3 && k - l.to < 12 && is_upper(s_[k - 1]) && is_upper(s_[k - 2]) && !is_word(s_[k - 3]))
      state = std::string(state_of(s_.substr(k - 2, 2)));
    k = l.from;
    for (int words = 0; words < 3 && k > 0 && state.empty(); ++words) {
      while (k > 0 && (s_[k - 1] == ' ' || s_[k - 1] == '\'')) --k;
      const size_t e = k;
      while (k > 0 && is_word(s_[k - 1]) && e - k < 20) --k;
      const auto word = s_.substr(k, e - k);
      if (word.empty()) break;
      if (word.size() == 2 ? is_upper(word[0]) && is_upper(word[1]) : is_upper(word[0]))
        state = std::string(state_of(word));
    }
    if (state.empty()) state = state_after(j);
    if (number.size() < 7 && state.empty()) return 0;
    if (!valid_licence(number, state) || (state.empty() && !of_a_driver(l, i, j))) return 0;
    add(i, j, Element::licence, state.empty() ? 65 : 92,
        (state.empty() ? "??" : state) + ":" + number,
        "after " + quoted(l) + "; the format " +
            (state.empty() ? "that some states use" : "of " + state));
    return more(Meaning::licence, l, j);
  }

  /// Letters and digits together: only a word right before tells what it is.
  size_t token(size_t i, size_t j) {
    size_t b = i, e = j;
    while (b > 0 && i - b < 16 && (is_word(s_[b - 1]) || s_[b - 1] == '-')) --b;
    while (e < s_.size() && e - j < 16 &&
           (is_word(s_[e]) || ((s_[e] == '-' || s_[e] == '.') && is_word(after(e + 1)))))
      ++e;
    if (e - b < 3 || e - b > 18 || is_word(before(b)) || is_word(after(e))) return e;
    const auto word = s_.substr(b, e - b);
    if (word.size() > 2 && word[0] == '0' && (word[1] | 0x20) == 'x')
      return e;  // a program's number
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
        add(b, e, Element::passport, 92, std::string(word), "a letter and eight digits after " + quoted(l));
        return more(l.meaning, l, e);
      case Meaning::medicare:
        if (!valid_medicare(bare)) {
          const auto end = rarer(b, e, {Meaning::hicn, l.from, l.to, l.word}, true);
          return end != 0 ? end : j;
        }
        add(b, e, Element::medicare, 97, bare, "eleven characters in the Medicare pattern after " + quoted(l));
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
      default:
        return j;
    }
  }

  const Text& text_;
  std::string_view s_;
  std::vector<Hit>& out_;
};

}  // namespace

std::size_t number_at(const Text& text, std::size_t i, std::size_t j, std::vector<Hit>& out) {
  return Numbers(text, out).at(i, j);
}

}  // namespace ledgelight::discover
