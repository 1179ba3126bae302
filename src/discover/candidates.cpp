#include "discover/candidates.hpp"

#include <algorithm>
#include <bit>

#include "discover/label_ends.hpp"
#include "discover/lanes.hpp"
#include "discover/prose.hpp"
#include "discover/text.hpp"
#include "discover/validate.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {
namespace {

// See Numbers::token().
constexpr int token_reach = 16, longest_token = 18;
constexpr std::size_t most_runs = page_words * 64 / (shortest_number + 1) + 2;  ///< on a page

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
  const Marks::Row& label;  ///< the last sign of a word that may be or follow a label
  const LabelEnds& labels;
};

/// What the masks alone say of the runs of three or more digits. Each bit stands where one begins,
/// but for those of `label`.
struct Shapes {
  Marks::Row label;
  Marks::Row open;   ///< what a label before it may make a number
  Marks::Row look;   ///< what is worth a look without one
  Marks::Row token;  ///< letters and digits together: what is before them tells
  // For the additions of places_of().
  Marks::Row after_label;  ///< the first sign after a label, if it is of no word
  Marks::Row joined;       ///< letters, digits, dashes
  Marks::Row foreign;      ///< all of a word beside bytes beyond ASCII
};

// Each inner loop is eight words long, whatever there is: so it becomes instructions for eight
// words at once.
LEDGELIGHT_INLINE void mark_shapes(const Marks& __restrict m, std::size_t words,
                                   Shapes& __restrict out, Marks::Row& __restrict clues) {
  // `k` signs later or earlier, in the place of this one.
  const auto later = [](const Marks::Row& row, std::size_t w, int k) {
    return row[w] >> k | row[w + 1] << (64 - k);
  };
  const auto earlier = [](const Marks::Row& row, std::size_t w, int k) {
    return row[w] << k | row[w - 1] >> (64 - k);
  };
  // Runs of exactly two, three, four digits.
  Marks::Row two, three, four;
  for (std::size_t block = 1; block < words + 2; block += 8)
    for (std::size_t w = block; w < block + 8; ++w) {
      const Word first = m.digit[w] & ~earlier(m.digit, w, 1) & later(m.digit, w, 1);
      const Word second = later(m.digit, w, 2), third = later(m.digit, w, 3);
      two[w] = first & ~second;
      three[w] = first & second & ~third;
      four[w] = first & second & third & ~later(m.digit, w, 4);
    }
  for (std::size_t block = 1; block < words + 1; block += 8)
    for (std::size_t w = block; w < block + 8; ++w) {
      const auto digit = [&](int k) { return later(m.digit, w, k); };
      const auto dash = [&](int k) { return later(m.dash, w, k); };
      const auto blank = [&](int k) { return later(m.blank, w, k); };
      const auto word = [&](int k) { return later(m.word, w, k); };
      const Word from3 = m.digit[w] & ~earlier(m.digit, w, 1) & digit(1) & digit(2);
      const Word from5 = from3 & digit(3) & digit(4), from6 = from5 & digit(5);
      const Word from7 = from6 & digit(6), from8 = from7 & digit(7), from9 = from8 & digit(8);
      const Word ten = from9 & digit(9) & ~digit(10);
      const Word five = from5 & ~from6, seven = from7 & ~from8, eight = from8 & ~from9;

      const Word dash_before = earlier(m.dash, w, 1), dot_before = earlier(m.dot, w, 1);
      const Word slash_before = earlier(m.slash, w, 1), blank_before = earlier(m.blank, w, 1);
      // Letters and digits together.
      const Word token = (from3 & (earlier(m.word, w, 1) | earlier(m.bar, w, 1))) |
                         (three[w] & word(3)) | (four[w] & word(4)) | (five & word(5)) |
                         (from6 & ~from7 & word(6)) | (seven & word(7)) | (eight & word(8)) |
                         (ten & word(10));
      // "219-45-6789", "203.555.0147"; a dash of Unicode after the second run counts as a word.
      const Word grouped = (later(two, w, 4) & (later(four, w, 7) | word(6))) |
                           (later(three, w, 4) & (later(four, w, 8) | word(7)));
      const Word gap = blank(3) | dash(3) | later(m.dot, w, 3) | later(m.slash, w, 3);
      const Word spaced = blank(3) & dash(4) & later(two, w, 6);                // "219 - 45 - 6789"
      const Word enclosed = earlier(m.bracket, w, 1) & later(m.bracket, w, 3);  // "(203) 555-0147"
      const Word card = (blank(4) | dash(4)) & digit(5) & digit(6) & digit(7) & digit(8);
      // "1986-03-02", "3/2/1986", "March 2, 1986".
      const Word digit_two_before = earlier(m.digit, w, 2);
      const Word leads = (dash(4) | later(m.dot, w, 4) | later(m.slash, w, 4)) & digit(5);
      const Word ends = (dash_before & (digit_two_before | earlier(m.dash, w, 2))) |
                        (dot_before & (digit_two_before | earlier(m.dot, w, 2))) |
                        (slash_before & (digit_two_before | earlier(m.slash, w, 2)));
      // "CT 06901", "Connecticut 06901".
      const Word word2 = earlier(m.word, w, 2), word3 = earlier(m.word, w, 3),
                 word4 = earlier(m.word, w, 4), word5 = earlier(m.word, w, 5);
      const Word place =
          blank_before & ((word2 & (earlier(m.upper, w, 2) | (word3 & word4 & word5))) |
                          (~word2 & (word3 | word4)));
      const Word employer = dash_before & digit_two_before & earlier(m.digit, w, 3);
      out.token[w] = token;
      out.look[w] =
          ~token & ((three[w] & ((gap & grouped) | spaced | enclosed)) | (four[w] & card) |
                    (four[w] & m.year[w] & (blank_before | leads | ends)) | (five & place) |
                    (seven & employer) | (eight & m.year[w]) | (from9 & ~(ten & m.low[w])));
      out.open[w] = from3 & ~(dash_before | dot_before | token);
      // "license (CT 1234567)", "patientDl 123456789": a capital before the last letter.
      const Word capital = earlier(m.upper, w, 1) & (m.upper[w] ^ word2);
      clues[w] = m.alone[w] | (m.front[w] & later(m.back, w, 1));
      out.label[w] =
          m.word[w] & ~word(1) & ((earlier(m.before, w, 2) & earlier(m.last, w, 1)) | capital);
    }
  // What is too far back does not matter.
  out.label[0] =
      m.word[0] & ~later(m.word, 0, 1) & ((m.before[0] << 2 & m.last[0] << 1) | m.upper[0] << 1);
  out.after_label[0] = out.label[0] << 1 & ~m.word[0];
  out.joined[0] = m.word[0] | m.dash[0];
  for (std::size_t block = 1; block < words + 1; block += 8)
    for (std::size_t w = block; w < block + 8; ++w) {
      out.after_label[w] = earlier(out.label, w, 1) & ~m.word[w];
      out.joined[w] = m.word[w] | m.dash[w];
      const Word beyond = m.beyond[w - 1] | m.beyond[w] | m.beyond[w + 1];
      out.foreign[w] = beyond != 0 ? ~Word{0} : 0;
    }
}

/// Which runs are worth a look, and of the other tokens those that may keep what follows from being
/// looked at.
struct Worth {
  Marks::Row worth, others;
  Word some_worth = 0, some_others = 0;  ///< which words have any
};

#define LEDGELIGHT_NAME mark_worth_scalar
#define LEDGELIGHT_LANES PlainWords
#define LEDGELIGHT_TARGET
#include "discover/candidates_lanes.inc"
#ifdef LEDGELIGHT_X86
#define LEDGELIGHT_NAME mark_worth_avx2
#define LEDGELIGHT_LANES Avx2Words
#define LEDGELIGHT_TARGET LEDGELIGHT_AVX2
#include "discover/candidates_lanes.inc"
#define LEDGELIGHT_NAME mark_worth_avx512
#define LEDGELIGHT_LANES Avx512Words
#define LEDGELIGHT_TARGET LEDGELIGHT_AVX512
#include "discover/candidates_lanes.inc"
#endif

/// Appends the places of bits in those of the words of a page that have a bit in `some`.
LEDGELIGHT_INLINE std::size_t places_in(const Marks::Row& bits, Word some, std::uint16_t* out) {
  std::size_t count = 0;
  for (; some != 0; some &= some - 1) {
    const auto w = static_cast<unsigned>(std::countr_zero(some));
    for (auto left = bits[w + 1]; left != 0; left &= left - 1)
      out[count++] =
          static_cast<std::uint16_t>(w * 64 + static_cast<unsigned>(std::countr_zero(left)));
  }
  return count;
}
static_assert(page_words == 64);

/// Where those runs begin, in order.
LEDGELIGHT_INLINE std::size_t places_of(const Page& page, const Worth& of, std::uint16_t* out) {
  const auto& m = page.marks;
  auto count = places_in(of.worth, of.some_worth, out);
  std::array<std::uint16_t, most_runs> tokens;
  const auto token_count = places_in(of.others, of.some_others, tokens.data());
  const auto looked_at = count;
  for (std::size_t t = 0; t < token_count; ++t) {
    const auto w = 1U + tokens[t] / 64U;
    const int k = tokens[t] % 64;
    const Word words = from_bit(&m.word[w], k);
    const Word behind = before_bit(&m.word[w], k) | before_bit(&m.dash[w], k);
    const Word joins = from_bit(&m.dash[w], k) | from_bit(&m.dot[w], k);
    // Its digits count among what follows: more than a token has, if they are many.
    const int back = std::countl_one(behind), on = std::countr_one(words | (joins & words >> 1));
    out[count] = tokens[t];
    count += back + on > longest_token ? 1 : 0;
  }
  if (count > looked_at) std::inplace_merge(out, out + looked_at, out + count);
  return count;
}

/// A bare value of JSON: right after the colon of its key.
bool after_key(std::string_view s, std::size_t i) {
  if (i > 0 && s[i - 1] == ' ') --i;
  return i > 1 && s[i - 1] == ':' && s[i - 2] == '"';
}

/// May a label end `away` bytes before `i`, or before the word there, which may stand between? The
/// words before `i` are known by a bit for each byte, the nearest highest.
LEDGELIGHT_INLINE bool leads_here(std::string_view s, std::size_t i, std::size_t away, Word words,
                                  const LabelEnds& labels) {
  const auto end = i - away;
  if (!labels.ends(s, end)) return false;
  if (labels.may_be_label(s, end)) return true;
  const auto letters = static_cast<std::size_t>(std::countl_one(words << away));
  if (letters > LabelEnds::longest_between || letters >= end) return false;
  const char first = s[end - letters] | 0x20;
  if (first == 'r' || (first == 'c' && letters == 4))
    return true;  // "medical record", "green card"
  const auto begin = away + letters;
  const auto further = begin + static_cast<std::size_t>(std::countl_zero(words << begin));
  if (further > LabelEnds::farthest || further + 2 > i) return false;
  const bool registration =
      (s[i - further - 1] | 0x20) == 'n' && (s[i - further - 2] | 0x20) == 'o';
  return registration || labels.ends(s, i - further);
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
           leads_here(s, i, away, words_behind, page.labels);
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
  // "chart numbers 118820/118821" is a list.
  if ((open || (after == '/' && !alone && !at_dash)) && label_before(0)) return true;
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
    if (!open) return false;
    // A word for such a number has to stand somewhere before it.
    auto labels = before_bit(&page.label[w], k) >> (64 - context_bytes);
    bool social = false;
    for (; labels != 0 && !social; labels &= labels - 1)
      social = page.labels.may_be_social(s, i - context_bytes + 1 +
                                                static_cast<std::size_t>(std::countr_zero(labels)));
    const auto number = s.substr(i, 9);
    return social && (valid_ssn(number) || valid_itin(number));
  }
  case 10: return open && s[i] >= '2' && s[i + 3] >= '2';
  case 11: return open && s[i] == '1' && s[i + 1] >= '2' && s[i + 4] >= '2';
  default:
    return n >= 13 && n <= 19 && !issuer_of(s.substr(i, static_cast<std::size_t>(n))).empty();
  }
}

/// Keeps those that matter.
LEDGELIGHT_INLINE std::size_t weigh_all(const Page& page, const std::uint16_t* places,
                                        std::size_t count, Candidates::Run* out) {
  std::size_t kept = 0;
  for (std::size_t p = 0; p < count; ++p) {
    Candidates::Run run{};
    run.place = places[p];
    const bool matters = weigh(page, run);
    out[kept] = run;
    kept += matters ? 1 : 0;
  }
  return kept;
}

/// The four steps, by instructions that a processor has. Each stands by itself: together they want
/// more registers than there are.
struct Steps {
  void (*mark_shapes)(const Marks&, std::size_t, Shapes&, Marks::Row&);
  void (*mark_worth)(const Marks&, const Shapes&, std::size_t, Worth&);
  std::size_t (*places_of)(const Page&, const Worth&, std::uint16_t*);
  std::size_t (*weigh_all)(const Page&, const std::uint16_t*, std::size_t, Candidates::Run*);
};
#define LEDGELIGHT_STEPS(name, target)                                                             \
  target void mark_shapes_##name(const Marks& __restrict m, std::size_t words,                     \
                                 Shapes& __restrict out, Marks::Row& __restrict clues) {           \
    mark_shapes(m, words, out, clues);                                                             \
  }                                                                                                \
  target std::size_t places_of_##name(const Page& page, const Worth& of, std::uint16_t* out) {     \
    return places_of(page, of, out);                                                               \
  }                                                                                                \
  target std::size_t weigh_all_##name(const Page& page, const std::uint16_t* places,               \
                                      std::size_t count, Candidates::Run* out) {                   \
    return weigh_all(page, places, count, out);                                                    \
  }                                                                                                \
  constexpr Steps steps_##name{mark_shapes_##name, mark_worth_##name, places_of_##name,            \
                               weigh_all_##name};
LEDGELIGHT_STEPS(scalar, )
#ifdef LEDGELIGHT_X86
LEDGELIGHT_STEPS(avx2, LEDGELIGHT_AVX2)
LEDGELIGHT_STEPS(avx512, LEDGELIGHT_AVX512)
#endif
#undef LEDGELIGHT_STEPS

std::array<Marks::Row*, Marks::count> rows_of(Marks& m) {
  return {&m.digit, &m.low,   &m.word,  &m.beyond, &m.upper,   &m.dash,
          &m.dot,   &m.blank, &m.slash, &m.bar,    &m.bracket, &m.year,
          &m.alone, &m.front, &m.back,  &m.before, &m.last};
}

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
  for (auto* row : rows_of(marks_))
    (*row)[0] = 0;
}

bool Candidates::next() {
  const auto rows = rows_of(marks_);
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
  const auto& labels = LabelEnds::known();
  static const Sought sought(key_clues(), labels.words());
  classify(s_, at_ + known * 64, needed - known, sought, marks_, 1 + known, way_);
  // Nothing is known of what follows the last.
  for (auto* row : rows)
    row->clear_from(1 + needed);
  const auto& steps = steps_of(way_);
  Shapes shapes;
  const Page page{s_, at_, words_, fence_, marks_, shapes.label, labels};
  steps.mark_shapes(marks_, words_, shapes, clues_);
  // Two letters at the very beginning have nothing before them that would tell where they begin.
  if (at_ == 0 && (marks_.word[1] & 7) == 3) {
    shapes.label[1] |= 2;
    shapes.after_label[1] |= 4;
  }
  Worth worth;
  steps.mark_worth(marks_, shapes, words_, worth);
  std::array<std::uint16_t, most_runs> places;
  const auto count = steps.places_of(page, worth, places.data());
  run_count_ = steps.weigh_all(page, places.data(), count, runs_.data());
  return true;
}

}  // namespace ledgelight::discover
