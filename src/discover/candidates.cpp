#include "discover/candidates.hpp"

#include <algorithm>
#include <bit>

#include "discover/label_ends.hpp"
#include "discover/prose.hpp"
#include "discover/text.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {
namespace {

// See Numbers::token().
constexpr int token_reach = 16, longest_token = 18;

/// 64 bits of a mask from bit `k` of the middle word on, and the 64 before that bit.
LEDGELIGHT_INLINE Word from_bit(const Word* w, int k) { return w[0] >> k | w[1] << 1 << (63 - k); }
LEDGELIGHT_INLINE Word before_bit(const Word* w, int k) {
  return w[0] << 1 << (63 - k) | w[-1] >> k;
}

struct Page {
  std::string_view s;
  std::size_t at;  ///< where the page begins
  std::size_t words;
  char fence;
  const Marks& marks;
  const LabelEnds& labels;
};

/// What the masks alone say of the runs of three or more digits.
struct Shapes {
  Marks::Row live;  ///< where one begins that may be worth a look
  Marks::Row sure;  ///< those whose shape is enough for the next step
};

// Each inner loop is eight words long, whatever there is: so it becomes instructions for eight words
// at once.
LEDGELIGHT_INLINE void mark_shapes(const Marks& __restrict m, std::size_t words,
                                   Shapes& __restrict out) {
  // `k` signs later and one sign earlier, in the place of this one.
  const auto later = [](const Marks::Row& row, std::size_t w, int k) {
    return row[w] >> k | row[w + 1] << (64 - k);
  };
  const auto earlier = [](const Marks::Row& row, std::size_t w) {
    return row[w] << 1 | row[w - 1] >> 63;
  };
  // Runs of exactly two, three, four digits.
  Marks::Row two, three, four;
  for (std::size_t block = 1; block < words + 2; block += 8)
    for (std::size_t w = block; w < block + 8; ++w) {
      const Word first = m.digit[w] & ~earlier(m.digit, w) & later(m.digit, w, 1);
      const Word second = later(m.digit, w, 2), third = later(m.digit, w, 3);
      two[w] = first & ~second;
      three[w] = first & second & ~third;
      four[w] = first & second & third & ~later(m.digit, w, 4);
    }
  for (std::size_t block = 1; block < words + 1; block += 8)
    for (std::size_t w = block; w < block + 8; ++w) {
      const Word run =
          m.digit[w] & ~earlier(m.digit, w) & later(m.digit, w, 1) & later(m.digit, w, 2);
      const Word more = run & ~three[w] & ~four[w];
      const Word inside = earlier(m.dash, w) | earlier(m.dot, w);
      const auto gap = [&](int k) {
        return later(m.blank, w, k) | later(m.dash, w, k) | later(m.dot, w, k);
      };
      // "219-45-6789", "203.555.0147"; a dash of Unicode after the second run counts as a word.
      const Word grouped = (later(two, w, 4) & (later(four, w, 7) | later(m.word, w, 6))) |
                           (later(three, w, 4) & (later(four, w, 8) | later(m.word, w, 7)));
      const Word spaced = later(m.blank, w, 3) & later(m.dash, w, 4);  // "219 - 45 - 6789"
      const Word card = (later(m.blank, w, 4) | later(m.dash, w, 4)) & later(m.digit, w, 5) &
                        later(m.digit, w, 6) & later(m.digit, w, 7) & later(m.digit, w, 8);
      const Word token = earlier(m.word, w) | earlier(m.bar, w);
      const Word sure =
          (run & token) | (three[w] & ((gap(3) & grouped) | spaced)) | (four[w] & card);
      const Word joined = (three[w] & later(m.word, w, 3)) | (four[w] & later(m.word, w, 4));
      out.sure[w] = sure;
      // What follows a dash or a dot is no number of its own, unless its shape says so.
      out.live[w] = sure | more | joined | (run & ~inside) | (four[w] & m.year[w]);
    }
}

/// Of the runs that may be worth a look those that have a label before them, digits enough, or the
/// look of a year. A bit for each reason: branches that go this way and that cost more than to ask
/// them all.
LEDGELIGHT_INLINE std::size_t keep_runs(const Page& page, const Shapes& shapes,
                                        Candidates::Run* out) {
  const auto& m = page.marks;
  std::size_t count = 0;
  for (std::size_t w = 1; w <= page.words; ++w)
    for (Word live = shapes.live[w]; live != 0; live &= live - 1) {
      const int k = std::countr_zero(live);
      const auto place = (w - 1) * 64 + static_cast<std::size_t>(k), i = page.at + place;
      out[count].place = static_cast<std::uint16_t>(place);
      const int n = std::min(std::countr_one(from_bit(&m.digit[w], k)), 63);
      const auto gap = static_cast<std::size_t>(std::countl_zero(before_bit(&m.word[w], k)));
      if (i < gap + 3) {
        ++count;  // at the beginning of the text
        continue;
      }
      const char* at = page.s.data() + i;
      const char before = at[-1],
                 after = i + static_cast<std::size_t>(n) < page.s.size() ? at[n] : '\n';
      const auto is_part = [](char c) { return Word{c == '-'} | Word{c == '.'} | Word{c == '/'}; };
      const Word word_after = from_bit(&m.word[w], k) >> n;
      const Word label = page.labels.may_end(page.s, i - gap) & Word{gap <= LabelEnds::widest_gap};
      const Word year = m.year[w] >> k & Word{n == 4} &
                        (Word{before == ' '} | is_part(after) |
                         (is_part(before) & (Word{is_digit(at[-2])} | Word{at[-2] == before})));
      const Word numbered = Word{n >= 8} & (Word{n != 10} | Word{at[0] >= '2'});
      const Word keep = shapes.sure[w] >> k | word_after | label | year | numbered |
                        Word{before == '('} | (Word{n == 5} & Word{before == ' '}) |
                        (Word{n == 7} & Word{before == '-'});
      count += keep & 1;
    }
  return count;
}

/// A bare value of JSON: right after the colon of its key.
bool after_key(std::string_view s, std::size_t i) {
  if (i > 0 && s[i - 1] == ' ') --i;
  return i > 1 && s[i - 1] == ':' && s[i - 2] == '"';
}

/// The rules of number_at(), by masks: fills `run`, which has its place; false when it does not
/// matter at all.
LEDGELIGHT_INLINE bool weigh(const Page& page, Candidates::Run& run) {
  const auto s = page.s;
  const auto& marks = page.marks;
  const auto i = page.at + run.place;
  const auto w = 1U + run.place / 64U;
  const int k = run.place % 64;
  const Word digits = from_bit(&marks.digit[w], k), ahead = from_bit(&marks.word[w], k);
  const Word words_behind = before_bit(&marks.word[w], k);
  const int n = std::countr_one(digits);
  if (n > static_cast<int>(longest_number)) return false;
  run.digits = static_cast<std::uint8_t>(n);
  run.look = true;
  const auto j = i + static_cast<std::size_t>(n);
  const char before = i > 0 ? s[i - 1] : '\n', after = j < s.size() ? s[j] : '\n';
  if (((before | after) & 0x80) != 0) return true;  // it takes UTF-8 to tell
  const auto behind_is_word = [&](int back) { return (words_behind >> (63 - back) & 1) != 0; };
  const auto label_before = [&](int back) LEDGELIGHT_INLINED {
    const auto gap = std::countl_zero(words_behind << back);
    const auto away = static_cast<std::size_t>(back + gap);
    return gap <= static_cast<int>(LabelEnds::widest_gap) && away < i &&
           page.labels.ends(s, i - away);
  };
  if (behind_is_word(0) || before == '_' || (ahead >> n & 1) != 0) {
    // Letters and digits together.
    if (n >= 10 && is_upper(before)) return true;  // an IBAN
    const Word behind = words_behind | before_bit(&marks.dash[w], k);
    const int back = std::min(std::countl_one(behind), token_reach);
    const Word joins = from_bit(&marks.dash[w], k) | from_bit(&marks.dot[w], k);
    const Word joined = ahead | (joins & ahead >> 1);
    const int on = std::min(std::countr_one(joined >> n), token_reach);
    if (back + n + on > longest_token) {
      run.look = false;
      run.resume = static_cast<std::uint8_t>(n + on);
      return on > 0;
    }
    return label_before(back);
  }
  const auto at = [&](std::size_t place) { return place < s.size() ? s[place] : '\n'; };
  const bool at_dash = before == '-' || before == '.';
  // Nothing before it says what it is: its shape must.
  const bool alone = page.fence != '\0' && (before == page.fence || before == '\n' ||
                                            (page.fence == '"' && after_key(s, i)));
  // May it be what a label, near or not, says it is?
  const bool open =
      !alone && !at_dash && after != '_' &&
      !((after == '-' || after == '.' || after == '/') && (ahead >> (n + 1) & 1) != 0);
  if (open && label_before(0)) return true;
  // A group of a longer number, or of a word in parts.
  const bool inside = i > 1 && (at_dash || before == '/') && behind_is_word(1);
  switch (n) {
  case 3: {
    if ((before == '(' && after == ')') || (after == ' ' && at(j + 1) == '-')) return true;
    if (after != '-' && after != ' ' && after != '.' && after != '/') return false;
    // The second and third runs, one sign between: "45" and "6789" of "123-45-6789".
    const int second = std::countr_one(digits >> (n + 1));
    if (second != 2 && second != 3) return false;
    const int third = std::countr_one(digits >> (n + 2 + second));
    const bool dash_of_unicode = (at(j + 1 + static_cast<std::size_t>(second)) & 0x80) != 0;
    return (third == 4 || dash_of_unicode) && (!inside || s[i - 2] == '1');  // "1-203-555-…"
  }
  case 4: {
    const int second = std::countr_one(digits >> (n + 1));
    if ((after == ' ' || after == '-') && (second == 4 || second == 6) && !inside) return true;
    // The year of a date: "1986-03-02", "3/2/1986", "March 2, 1986".
    const bool year = (marks.year[w] >> k & 1) != 0;
    if (!year || alone) return false;
    const bool last = before == '/' || at_dash;
    return ((after == '-' || after == '/' || after == '.') && second > 0) || before == ' ' ||
           (last && i > 1 && (is_digit(s[i - 2]) || s[i - 2] == before));
  }
  case 5: {
    const auto gap = static_cast<std::size_t>(std::countl_zero(words_behind));
    if (before != ' ' || gap > 3 || gap >= i) return false;
    if (is_upper(s[i - gap - 1])) return true;
    // "Connecticut 06901": a state written out.
    const auto letters = static_cast<std::size_t>(std::countl_one(words_behind << gap));
    return letters >= 4 && letters <= 13 && gap + letters <= i && is_upper(s[i - gap - letters]);
  }
  case 7:  // "47-1234567" after a word for it
    return before == '-' && i > 3 && is_digit(s[i - 2]) && is_digit(s[i - 3]) && !is_word(s[i - 4]);
  case 8: return !alone && (marks.year[w] >> k & 1) != 0;
  case 9: {
    const auto number = s.substr(i, 9);
    return open && (valid_ssn(number) || valid_itin(number));
  }
  case 10: return open && s[i] >= '2' && s[i + 3] >= '2';
  case 11: return open && s[i] == '1' && s[i + 1] >= '2' && s[i + 4] >= '2';
  default:
    return n >= 13 && n <= 19 && !issuer_of(s.substr(i, static_cast<std::size_t>(n))).empty();
  }
}

/// Keeps those of `runs` that matter.
LEDGELIGHT_INLINE std::size_t weigh_all(const Page& page, Candidates::Run* runs,
                                        std::size_t count) {
  std::size_t kept = 0;
  for (std::size_t r = 0; r < count; ++r) {
    auto run = runs[r];
    const bool matters = weigh(page, run);
    runs[kept] = run;
    kept += matters ? 1 : 0;
  }
  return kept;
}

/// The three steps, by instructions that a processor has. Each stands by itself: together they want
/// more registers than there are.
struct Steps {
  void (*mark_shapes)(const Marks&, std::size_t, Shapes&);
  std::size_t (*keep_runs)(const Page&, const Shapes&, Candidates::Run*);
  std::size_t (*weigh_all)(const Page&, Candidates::Run*, std::size_t);
};
#define LEDGELIGHT_STEPS(name, target)                                                             \
  target void mark_shapes_##name(const Marks& __restrict m, std::size_t words,                     \
                                 Shapes& __restrict out) {                                         \
    mark_shapes(m, words, out);                                                                    \
  }                                                                                                \
  target std::size_t keep_runs_##name(const Page& page, const Shapes& shapes,                      \
                                      Candidates::Run* out) {                                      \
    return keep_runs(page, shapes, out);                                                           \
  }                                                                                                \
  target std::size_t weigh_all_##name(const Page& page, Candidates::Run* runs,                     \
                                      std::size_t count) {                                         \
    return weigh_all(page, runs, count);                                                           \
  }                                                                                                \
  constexpr Steps steps_##name{mark_shapes_##name, keep_runs_##name, weigh_all_##name};
LEDGELIGHT_STEPS(scalar, )
#ifdef LEDGELIGHT_X86
LEDGELIGHT_STEPS(avx2, LEDGELIGHT_AVX2)
LEDGELIGHT_STEPS(avx512, LEDGELIGHT_AVX512)
#endif
#undef LEDGELIGHT_STEPS

const Steps& steps_of(Way way) {
#ifdef LEDGELIGHT_X86
  if (way == Way::avx512) return steps_avx512;
  if (way == Way::avx2) return steps_avx2;
#endif
  (void)way;
  return steps_scalar;
}

}  // namespace

Candidates::Candidates(std::string_view bytes, std::size_t from, std::size_t to, char fence,
                       Way way)
    // Up to a word later, for numbers that reach over `to`.
    : s_(bytes), end_(std::min(bytes.size(), to + 64)), fence_(fence), way_(way),
      // A word earlier, so that what stands before the first byte is known.
      at_(from > 64 ? from - 64 : 0) {
  for (auto* row :
       {&marks_.digit, &marks_.word, &marks_.dash, &marks_.dot, &marks_.blank, &marks_.bar})
    (*row)[0] = 0;
}

bool Candidates::next() {
  const std::array rows{&marks_.digit, &marks_.word, &marks_.dash, &marks_.dot,
                        &marks_.blank, &marks_.bar,  &marks_.year, &marks_.clue};
  std::size_t known = 0;
  if (words_ != 0) {
    // The word that follows a page is the first of the next.
    for (auto* row : rows) {
      (*row)[0] = (*row)[words_];
      (*row)[1] = (*row)[words_ + 1];
    }
    at_ += words_ * 64;
    known = 1;
  }
  if (at_ >= end_) return false;
  const auto left = (end_ - at_ + 63) / 64;
  words_ = std::min(left, page_words);
  const auto needed = std::min(left, words_ + 1);
  classify(s_, at_ + known * 64, needed - known, key_clues(), marks_, 1 + known, way_);
  // Nothing is known of what follows the last.
  for (auto* row : rows)
    std::fill(row->begin() + static_cast<std::ptrdiff_t>(1 + needed), row->end(), 0);
  const Page page{s_, at_, words_, fence_, marks_, LabelEnds::known()};
  const auto& steps = steps_of(way_);
  Shapes shapes;
  steps.mark_shapes(marks_, words_, shapes);
  run_count_ = steps.keep_runs(page, shapes, runs_.data());
  run_count_ = steps.weigh_all(page, runs_.data(), run_count_);
  return true;
}

}  // namespace ledgelight::discover
