// "Her student number is 20418833", "diagnosed with epilepsy", "last seen at 41.05341,-73.53873":
// what sentences say without a sign between. Looked for only in paragraphs where a value stands
// already.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "discover/names.hpp"
#include "discover/prose.hpp"
#include "discover/rarer.hpp"
#include "discover/validate.hpp"
#include "discover/word_table.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

const WordTable& triggers() {
  static constexpr std::array<std::string_view, 25> words{
      "student",  "pupil",     "staff",       "personnel", "payroll",  "tribal",    "voter",
      "traveler", "traveller", "certificate", "license",   "maiden",   "diagnosed", "allergic",
      "treated",  "signed",    "docusigned",  "income",    "withheld", "wages",     "compensation",
      "agi",      "pin",       "positive",    "emp"};
  static const WordTable table(words);
  return table;
}

class Spoken {
 public:
  Spoken(const Text& text, std::size_t from, std::size_t to, About about, std::vector<Hit>& out)
      : text_(text), s_(text.bytes), from_(from), to_(std::min(to, text.bytes.size())),
        about_(about), out_(out) {}

  void look() {
    for (std::size_t i = from_; i < to_;) {
      const char c = s_[i];
      if (is_digit(c) && about_.somebody) {
        i = place(i);
        continue;
      }
      if (c == '/' && s_.substr(i, 3) == "/s/") signature(i, i + 3);
      if (!is_letter(c)) {
        ++i;
        continue;
      }
      std::size_t e = i;
      while (e < to_ && is_word(s_[e]))
        ++e;
      const auto word = s_.substr(i, e - i);
      if (word.size() <= 12 && triggers().may_hold(word))
        if (const auto low = lowered(word); triggers().holds(low)) at(i, e, low);
      i = e;
    }
  }

 private:
  void at(std::size_t b, std::size_t e, std::string_view word) {
    if (one_of(word, {"student", "pupil"})) return numbered(b, e, Meaning::student);
    if (one_of(word, {"staff", "personnel", "payroll", "emp"}))
      return numbered(b, e, Meaning::employment);
    if (one_of(word, {"tribal", "voter", "traveler", "traveller"}))
      return numbered(b, e, Meaning::gov_id);
    if (word == "certificate" && (before(b, {"birth", "marriage"}) ||
                                  after(e, {"of live birth", "of birth", "of marriage"})))
      return numbered(b, e, Meaning::certificate);
    if (word == "license" && before(b, {"marriage"})) return numbered(b, e, Meaning::certificate);
    if (word == "maiden" && within(b, "mother")) return maiden(e);
    if (word == "diagnosed") return condition(b, e, "with");
    if (word == "allergic") return condition(b, e, "to");
    if (word == "treated") return condition(b, e, "for");
    if (word == "positive" && before(b, {"tested"})) return condition(b, e, "for");
    if (word == "docusigned") return signature(b, e);
    if (word == "signed" && before(b, {"electronically", "digitally"})) return signature(b, e);
    if (word == "signed" && after(e, {"electronically", "digitally"}))
      return signature(b, next_word(e));
    if (one_of(word, {"income", "withheld", "wages", "compensation", "agi"})) return tax(b, e);
    if (word == "pin" && about_.account) return numbered(b, e, Meaning::pin);
  }

  std::size_t word_begin(std::size_t e) const {
    while (e > from_ && is_word(s_[e - 1]))
      --e;
    return e;
  }
  std::size_t next_word(std::size_t i) const {
    while (i < to_ && s_[i] == ' ')
      ++i;
    while (i < to_ && is_word(s_[i]))
      ++i;
    return i;
  }
  bool before(std::size_t b, std::initializer_list<std::string_view> words) const {
    if (b <= from_ || s_[b - 1] != ' ') return false;
    const auto begin = word_begin(b - 1);
    return one_of(lowered(s_.substr(begin, b - 1 - begin)), words);
  }
  bool after(std::size_t e, std::initializer_list<std::string_view> words) const {
    return std::any_of(words.begin(), words.end(), [&](std::string_view w) {
      return e < to_ && s_[e] == ' ' && lowered(s_.substr(e + 1, w.size())) == w;
    });
  }
  bool within(std::size_t b, std::string_view word) const {
    const auto begin = std::max(from_, b > 24 ? b - 24 : 0);
    return lowered(s_.substr(begin, b - begin)).find(word) != std::string::npos;
  }

  void put(Hit hit) {
    hit.reason = replaced(hit.reason, " under the heading ", " after ");
    out_.push_back(std::move(hit));
  }

  /// "student number 20418833", "marriage license no. 20260112": a word for a number has to stand
  /// between, or its sign.
  void numbered(std::size_t b, std::size_t e, Meaning meaning) {
    bool said = meaning == Meaning::pin;
    std::size_t i = e;
    for (int words = 0; words < 5; ++words) {
      while (i < to_ &&
             (s_[i] == ' ' || s_[i] == '.' || s_[i] == ':' || s_[i] == '#' || s_[i] == '(')) {
        said = said || s_[i] == '#';
        ++i;
      }
      std::size_t end = i;
      while (end < to_ &&
             (is_word(s_[end]) || (s_[end] == '-' && end + 1 < to_ && is_word(s_[end + 1]))))
        ++end;
      const auto word = s_.substr(i, end - i);
      if (digits_of(word).size() >= 4) {
        if (!said) return;
        if (auto hit = read_rarer(text_, {i, end}, {meaning, lowered(s_.substr(b, e - b)), 85}, ""))
          put(std::move(*hit));
        return;
      }
      const auto low = lowered(word);
      const bool names_number =
          one_of(low, {"id", "no", "num", "number", "nbr", "identification", "identifier"});
      if (!names_number &&
          !one_of(low, {"is", "was", "enrollment", "registration", "card", "member", "membership",
                        "code", "of", "live", "birth", "marriage"}))
        return;
      said = said || names_number;
      i = end;
    }
  }

  /// "mother's maiden name is Okafor"
  void maiden(std::size_t e) {
    std::size_t i = e;
    for (std::string_view skip : {" name"sv, ":"sv, " is"sv, " was"sv, " "sv})
      if (lowered(s_.substr(i, skip.size())) == skip) i += skip.size();
    std::size_t end = i;
    while (end < to_ && (is_letter(s_[end]) || s_[end] == '\'' || s_[end] == '-'))
      ++end;
    if (end - i < 2 || end - i > 30 || !is_upper(s_[i])) return;
    if (auto hit = read_rarer(text_, {i, end}, {Meaning::maiden, "maiden name", 82}, ""))
      put(std::move(*hit));
  }

  /// "diagnosed with type 2 diabetes": the words that follow, to where the sentence goes on.
  void condition(std::size_t b, std::size_t e, std::string_view with) {
    if (!about_.somebody || !after(e, {with})) return;
    std::size_t i = e + 1 + with.size(), end = i, words = 0;
    if (i >= to_ || s_[i] != ' ') return;
    for (std::size_t k = i; words < 5;) {
      if (k >= to_ || s_[k] != ' ') break;
      const auto word = k + 1;
      k = word;
      while (k < to_ && (is_word(s_[k]) || s_[k] == '-' || s_[k] == '\''))
        ++k;
      const auto low = lowered(s_.substr(word, k - word));
      if (k == word ||
          one_of(low, {"at",    "in",    "on",   "by",  "and", "or",  "who",    "which",
                       "since", "after", "when", "was", "is",  "for", "during", "from",
                       "this",  "last",  "as",   "to",  "her", "his", "their",  "it"}))
        break;
      if (words == 0 && one_of(low, {"a", "an", "the"})) {
        i = k;
        continue;
      }
      ++words;
      end = k;
    }
    ++i;
    if (words == 0 || end <= i || end - i < 4) return;
    const auto what = text_.readable(i, end);
    if (std::count_if(what.begin(), what.end(), is_letter) < 4) return;
    out_.push_back(
        {i,
         end,
         Element::condition,
         NamePart::none,
         62,
         what,
         "words after \"" + std::string(s_.substr(b, e - b)) + " " + std::string(with) + "\"",
         {},
         0});
  }

  /// "/s/ Ada Example", "Electronically signed by Ada Example"
  void signature(std::size_t b, std::size_t e) {
    std::size_t i = e;
    for (std::string_view skip : {" by"sv, ":"sv, " "sv, " "sv})
      if (lowered(s_.substr(i, skip.size())) == skip) i += skip.size();
    const auto end = name_end(s_, i);
    if (end <= i) return;
    const auto begin = s_[b] == '/' || b < 2
                           ? b
                           : (before(b, {"electronically", "digitally"}) ? word_begin(b - 1) : b);
    out_.push_back({begin,
                    e,
                    Element::signature,
                    NamePart::none,
                    75,
                    text_.readable(begin, end),
                    "a typed signature",
                    {},
                    0});
  }

  /// "adjusted gross income $54,210": words that a heading of a tax return has, then an amount.
  void tax(std::size_t b, std::size_t e) {
    if (!about_.somebody) return;
    bool known = false;
    auto begin = b;
    for (int words = 0; words < 4 && !known; ++words) {
      known = meaning_of_heading(s_.substr(begin, e - begin)) == Meaning::tax;
      if (known || begin <= from_ + 1 || (s_[begin - 1] != ' ' && s_[begin - 1] != '-')) break;
      begin = word_begin(begin - 1);
    }
    if (!known) return;
    std::size_t i = e;
    while (i < to_ && i - e < 24 && !is_digit(s_[i]) && s_[i] != '\n' && s_[i] != ';')
      ++i;
    std::size_t end = i;
    while (end < to_ && (is_digit(s_[end]) || ((s_[end] == ',' || s_[end] == '.') &&
                                               end + 1 < to_ && is_digit(s_[end + 1]))))
      ++end;
    if (digits_of(s_.substr(i, end - i)).size() < 3) return;
    const auto label = shown_line(s_.substr(begin, e - begin), 40);
    if (auto hit = read_rarer(text_, {i, end}, {Meaning::tax, label, 80}, "")) put(std::move(*hit));
  }

  /// "41.05341,-73.53873", west of Greenwich, beside somebody. Returns where to go on.
  std::size_t place(std::size_t i) {
    const auto number = [&](std::size_t k) {
      auto e = k;
      while (e < to_ && (is_digit(s_[e]) || (s_[e] == '.' && e + 1 < to_ && is_digit(s_[e + 1]))))
        ++e;
      return e;
    };
    const auto end = number(i);
    if (i > from_ && (is_word(s_[i - 1]) || s_[i - 1] == '.' || s_[i - 1] == '-'))
      return std::max(end, i + 1);
    const auto north = s_.substr(i, end - i);
    auto k = end;
    while (k < to_ && k - end < 3 && (s_[k] == ',' || s_[k] == ' '))
      ++k;
    if (k == end || k >= to_ || s_[k] != '-' || !valid_degrees(north, 90, 4))
      return std::max(end, i + 1);
    const auto last = number(k + 1);
    const auto west = s_.substr(k, last - k);
    if (!valid_degrees(west, 180, 4)) return end;
    out_.push_back({i,
                    last,
                    Element::geolocation,
                    NamePart::none,
                    75,
                    std::string(north) + "," + std::string(west),
                    "latitude and longitude to at least four places beside a person",
                    {},
                    0});
    return last;
  }

  const Text& text_;
  std::string_view s_;
  std::size_t from_, to_;
  About about_;
  std::vector<Hit>& out_;
};

}  // namespace

void find_spoken(const Text& text, std::size_t from, std::size_t to, About about,
                 std::vector<Hit>& out) {
  Spoken(text, from, to, about, out).look();
}

}  // namespace ledgelight::discover
