#include <algorithm>
#include <array>
#include <bit>
#include <iterator>

#include "discover/classify.hpp"
#include "discover/label_ends.hpp"
#include "discover/prose.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {
namespace {

using Word = std::uint64_t;

#if defined(__GNUC__)
#define LEDGELIGHT_INLINE [[gnu::always_inline]] inline
#define LEDGELIGHT_INLINED __attribute__((always_inline))
#else
#define LEDGELIGHT_INLINE inline
#define LEDGELIGHT_INLINED
#endif

constexpr int longest_number = 40;       ///< a longer run of digits is nothing
constexpr std::size_t short_text = 192;  ///< masks do not pay below: a cell, a line
constexpr int token_reach = 16;          ///< see Numbers::token()

/// 64 bits of a mask from bit `k` of the middle word on, and the 64 before that bit.
Word from_bit(const Word* w, int k) { return k == 0 ? w[0] : w[0] >> k | w[1] << (64 - k); }
Word before_bit(const Word* w, int k) { return k == 0 ? w[-1] : w[0] << (64 - k) | w[-1] >> k; }

/// Three masks of a stripe with the word before and the word after it.
struct Around {
  using Row = std::array<Word, stripe_bytes / 64 + 2>;
  Row digit{}, word{}, dash{}, dot{};

  void shift_in(const Stripe& now, const Stripe& next, std::size_t words) {
    const auto put = [&](Row& row, const Stripe::Words& a, const Stripe::Words& b, bool more) {
      row[0] = row[stripe_bytes / 64];
      std::copy_n(a.begin(), words, row.begin() + 1);
      row[words + 1] = more ? b[0] : 0;
    };
    const bool more = words == stripe_bytes / 64;
    put(digit, now.digit, next.digit, more);
    put(word, now.word, next.word, more);
    put(dash, now.dash, next.dash, more);
    put(dot, now.dot, next.dot, more);
  }
};

/// A bare value of JSON: right after the colon of its key.
bool after_key(std::string_view s, std::size_t i) {
  if (i > 0 && s[i - 1] == ' ') --i;
  return i > 1 && s[i - 1] == ':' && s[i - 2] == '"';
}

/// `fence` parts cells, each of which is looked at alone; 0 when there are none.
/// Does number_at() have to look at the run [i, i + n)? If not, `resume` is what it would have
/// returned. Every "no" here repeats a rule of number_at() by masks; a test holds the two together.
LEDGELIGHT_INLINE bool worth_a_look(std::string_view s, std::size_t i, int n, const Word* digit,
                                    const Word* word, const Word* dash, const Word* dot, int k,
                                    char fence, const LabelEnds& labels, std::size_t& resume) {
  const auto j = i + static_cast<std::size_t>(n);
  const char before = i > 0 ? s[i - 1] : '\n', after = j < s.size() ? s[j] : '\n';
  resume = j;
  if (((before | after) & 0x80) != 0) return true;  // it takes UTF-8 to tell
  const Word ahead = from_bit(word, k);
  const Word words_behind = before_bit(word, k);
  const auto behind_is_word = [&](int back) { return (words_behind >> (63 - back) & 1) != 0; };
  const auto label_before = [&](int back) LEDGELIGHT_INLINED {
    const auto gap = std::countl_zero(words_behind << back);
    const auto away = static_cast<std::size_t>(back + gap);
    return gap <= static_cast<int>(LabelEnds::widest_gap) && away < i && labels.ends(s, i - away);
  };
  if (behind_is_word(0) || before == '_' || (ahead >> n & 1) != 0) {
    // Letters and digits together.
    if (n >= 10 && is_upper(before)) return true;  // an IBAN
    const Word behind = words_behind | before_bit(dash, k);
    const int back = std::min(std::countl_one(behind), token_reach);
    const Word joined = ahead | ((from_bit(dash, k) | from_bit(dot, k)) & ahead >> 1);
    const int on = std::min(std::countr_one(joined >> n), token_reach);
    const int size = back + n + on;
    if (size < 3 || size > 18 || behind_is_word(back) || (ahead >> (n + on) & 1) != 0) {
      resume = j + static_cast<std::size_t>(on);
      return false;
    }
    return label_before(back);
  }
  const auto at = [&](std::size_t place) { return place < s.size() ? s[place] : '\n'; };
  const bool at_dash = before == '-' || before == '.';
  // Nothing before it says what it is: its shape must.
  const bool alone =
      fence != '\0' && (before == fence || before == '\n' || (fence == '"' && after_key(s, i)));
  // May it be what a label, near or not, says it is?
  const bool open =
      !alone && !at_dash && after != '_' &&
      !((after == '-' || after == '.' || after == '/') && (ahead >> (n + 1) & 1) != 0);
  if (open && before != '\n' && label_before(0)) return true;
  // The second and third runs of digits, one sign between: "45" and "6789" of "123-45-6789".
  const Word digits = from_bit(digit, k);
  // A group of a longer number, or of a word in parts.
  const bool inside = i > 1 && (at_dash || before == '/') && behind_is_word(1);
  switch (n) {
  case 3: {
    if ((before == '(' && after == ')') || (after == ' ' && at(j + 1) == '-')) return true;
    if (after != '-' && after != ' ' && after != '.') return false;
    const int second = std::countr_one(digits >> (n + 1));
    if (second != 2 && second != 3) return false;
    const int third = std::countr_one(digits >> (n + 2 + second));
    const bool dash_of_unicode = (at(j + 1 + static_cast<std::size_t>(second)) & 0x80) != 0;
    return (third == 4 || dash_of_unicode) && (!inside || s[i - 2] == '1');  // "1-203-555-…"
  }
  case 4: {
    const int second = std::countr_one(digits >> (n + 1));
    if ((after == ' ' || after == '-') && (second == 4 || second == 6) && !inside) return true;
    const bool year = (s[i] == '1' && s[i + 1] == '9') || (s[i] == '2' && s[i + 1] == '0');
    return year && !alone &&
           (((after == '-' || after == '/' || after == '.') && second > 0) || before == '/' ||
            at_dash || before == ' ');
  }
  case 5: {
    const auto gap = static_cast<std::size_t>(std::countl_zero(words_behind));
    return before == ' ' && gap <= 3 && gap < i && is_upper(s[i - gap - 1]);
  }
  case 8: return !alone && ((s[i] == '1' && s[i + 1] == '9') || (s[i] == '2' && s[i + 1] == '0'));
  case 9: {
    const auto run = s.substr(i, 9);
    return open && (valid_ssn(run) || valid_itin(run));
  }
  case 10: return open && s[i] >= '2' && s[i + 3] >= '2';
  case 11: return open && s[i] == '1' && s[i + 1] >= '2' && s[i + 4] >= '2';
  default:
    return n >= 13 && n <= 19 && !issuer_of(s.substr(i, static_cast<std::size_t>(n))).empty();
  }
}

std::size_t run_end(std::string_view s, std::size_t i) {
  while (i < s.size() && is_digit(s[i]))
    ++i;
  return i;
}

}  // namespace

bool may_hold_value(std::string_view cell) {
  int run = 0, digits = 0;
  bool number = false, letters = false;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const char c = cell[i];
    if (is_digit(c)) {
      ++digits;
      number = number || ++run == 3;
      continue;
    }
    run = 0;
    letters = letters || is_letter(c);
    if (key_stands_at(cell, i)) return true;
  }
  // Without a word beside it only a number of nine digits or more says what it is.
  return number && (letters || digits >= 9);
}

void find_values_plainly(const Text& text, std::size_t from, std::size_t to,
                         std::vector<Hit>& out) {
  const auto s = text.bytes;
  to = std::min(to, s.size());
  std::vector<Hit> keyed;
  for (std::size_t i = from; i < to; ++i)
    keyed_at(text, i, keyed);
  for (std::size_t i = from; i < to;) {
    if (!is_digit(s[i]) || (i > 0 && is_digit(s[i - 1]))) {
      ++i;
      continue;
    }
    const auto j = run_end(s, i);
    const bool a_number = j - i >= 3 && j - i <= static_cast<std::size_t>(longest_number);
    i = a_number ? std::max(j, number_at(text, i, j, out)) : j;
  }
  std::move(keyed.begin(), keyed.end(), std::back_inserter(out));
}

namespace {

/// Calls number(i, j) for each run of digits that begins in [from, to) and is worth a look, which
/// says where to go on, and key(i) for each place that may be a clue.
template <class Number, class Key>
LEDGELIGHT_INLINE void all_candidates(std::string_view s, std::size_t from, std::size_t to,
                                      char fence, Way way, const Number& number, const Key& key) {
  const auto& clues = key_clues();
  const auto& labels = LabelEnds::known();
  std::array<Stripe, 2> stripes;
  Around around;
  std::size_t resume = from;  // a number that was read is not read again from its middle
  // A word earlier, so that what stands before the first byte is known.
  std::size_t at = from > 64 ? from - 64 : 0;
  // And up to a word later, for numbers that reach over `to`.
  const auto end = std::min(s.size(), to + 64);
  const auto words_at = [&](std::size_t place) {
    return place >= end ? 0 : (std::min(end - place, stripe_bytes) + 63) / 64;
  };
  classify(s, at, words_at(at), clues, stripes[0], way);
  for (unsigned turn = 0; at < to; at += stripe_bytes, turn ^= 1U) {
    const auto words = words_at(at);
    const auto& marks = stripes[turn];
    auto& next = stripes[turn ^ 1U];
    if (const auto more = words_at(at + stripe_bytes); more != 0)
      classify(s, at + stripe_bytes, more, clues, next, way);
    else
      next.digit[0] = next.word[0] = next.dash[0] = next.dot[0] = 0;
    around.shift_in(marks, next, words);
    for (std::size_t w = 0; w < words; ++w) {
      const auto base = at + w * 64;
      const Word* digit = &around.digit[w + 1];
      // Runs of three or more: three bits together and none before.
      for (Word starts =
               *digit & from_bit(digit, 1) & from_bit(digit, 2) & ~(*digit << 1 | digit[-1] >> 63);
           starts != 0; starts &= starts - 1) {
        const int k = std::countr_zero(starts);
        const auto i = base + static_cast<std::size_t>(k);
        if (i >= to) break;
        if (i < resume) continue;
        const int n = std::countr_one(from_bit(digit, k));
        if (n > longest_number) {
          resume = run_end(s, i);
        } else if (worth_a_look(s, i, n, digit, &around.word[w + 1], &around.dash[w + 1],
                                &around.dot[w + 1], k, fence, labels, resume)) {
          const auto j = i + static_cast<std::size_t>(n);
          resume = std::max(j, number(i, j));
        }
      }
      for (Word may = marks.clue[w]; may != 0; may &= may - 1) {
        const auto i = base + static_cast<std::size_t>(std::countr_zero(may));
        if (i >= to) break;
        if (i >= from) key(i);
      }
    }
  }
}

// Masks are gone through by instructions that each such processor has.
#if defined(__x86_64__) && defined(__GNUC__)
template <class Number, class Key>
__attribute__((target("bmi,bmi2"))) void candidates_by_bits(std::string_view s, std::size_t from,
                                                            std::size_t to, char fence, Way way,
                                                            const Number& number, const Key& key) {
  all_candidates(s, from, to, fence, way, number, key);
}
#endif

template <class Number, class Key>
void each_candidate(std::string_view s, std::size_t from, std::size_t to, char fence, Way way,
                    const Number& number, const Key& key) {
#if defined(__x86_64__) && defined(__GNUC__)
  static const bool bits =
      __builtin_cpu_supports("bmi") != 0 && __builtin_cpu_supports("bmi2") != 0;
  if (way != Way::scalar && bits) return candidates_by_bits(s, from, to, fence, way, number, key);
#endif
  all_candidates(s, from, to, fence, way, number, key);
}

}  // namespace

namespace {

void add_candidates(std::string_view s, std::size_t from, std::size_t to, char fence,
                    std::vector<std::size_t>& places) {
  each_candidate(
      s, from, to, fence, best_way(),
      [&](std::size_t i, std::size_t j) {
        places.push_back(i);
        return j;
      },
      [&](std::size_t i) {
        if (key_stands_at(s, i)) places.push_back(i);
      });
}

}  // namespace

void find_values(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out,
                 Way way) {
  to = std::min(to, text.bytes.size());
  if (from >= to) return;
  if (to - from < short_text) return find_values_plainly(text, from, to, out);
  std::vector<Hit> keyed;
  each_candidate(
      text.bytes, from, to, '\0', way,
      [&](std::size_t i, std::size_t j) { return number_at(text, i, j, out); },
      [&](std::size_t i) { keyed_at(text, i, keyed); });
  std::move(keyed.begin(), keyed.end(), std::back_inserter(out));
}

void line_candidates(std::string_view s, std::size_t from, std::size_t to, char fence,
                     std::vector<std::size_t>& places) {
  add_candidates(s, from, to, fence, places);
  std::sort(places.begin(), places.end());
}

void cell_candidates(std::string_view s, std::size_t from, std::size_t to, char delimiter,
                     std::vector<std::size_t>& places) {
  add_candidates(s, from, to, delimiter, places);
  const auto part = s.substr(0, to);
  for (auto i = part.find('"', from); i < to; i = part.find('"', i + 1))
    places.push_back(i);
  for (auto i = part.find('\n', from); i < to; i = part.find('\n', i + 1)) {
    auto k = i + 1;
    while (k < s.size() && (s[k] == '\r' || is_blank(s[k])))
      ++k;
    if (k >= s.size() || s[k] == '\n') places.push_back(i + 1);
  }
  std::sort(places.begin(), places.end());
}

}  // namespace ledgelight::discover
