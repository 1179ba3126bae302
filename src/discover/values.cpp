#include <algorithm>
#include <array>
#include <bit>
#include <iterator>

#include "discover/candidates.hpp"
#include "discover/prose.hpp"

namespace ledgelight::discover {
namespace {

constexpr std::size_t short_text = 192;  ///< masks do not pay below: a cell, a line

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
      number = number || ++run == shortest_number;
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
    const bool a_number = j - i >= shortest_number && j - i <= longest_number;
    i = a_number ? std::max(j, number_at(text, i, j, out)) : j;
  }
  std::move(keyed.begin(), keyed.end(), std::back_inserter(out));
}

namespace {

/// Calls number(i, j) for each run of digits that begins in [from, to) and is worth a look, which
/// says where to go on, and key(i) for each place that may be a clue.
template <class Number, class Key>
void each_candidate(std::string_view s, std::size_t from, std::size_t to, char fence, Way way,
                    const Number& number, const Key& key) {
  Candidates page(s, from, to, fence, way);
  std::size_t resume = from;  // a number that was read is not read again from its middle
  while (page.next()) {
    for (const auto& run : page.runs()) {
      const auto i = page.begin() + run.place;
      if (i >= to) break;
      if (i < resume) continue;
      const auto j = i + run.digits;
      resume = run.look ? std::max(j, number(i, j)) : i + run.resume;
    }
    for (std::size_t w = 0; w < page.words(); ++w)
      for (auto clues = page.clues(w); clues != 0; clues &= clues - 1) {
        const auto i = page.begin() + w * 64 + static_cast<std::size_t>(std::countr_zero(clues));
        if (i >= to) break;
        if (i >= from) key(i);
      }
  }
}

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
