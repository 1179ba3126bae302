// discover/candidates.hpp: where in a text a closer look may pay, by masks of a page at a time.
//
// Most numbers of a log say nothing: groups of addresses, ports, sizes, times. They are told from
// the others in two steps: for a page at once by masks, shifted and added; and for each run that is
// left by the rules of number_at(), repeated on masks. A test holds the two together.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "discover/classify.hpp"

namespace ledgelight::discover {

inline constexpr std::size_t shortest_number = 3,
                             longest_number = 40;  ///< other runs of digits are nothing

/// The pages of bytes[from, to), one after the other.
class Candidates {
 public:
  /// `fence` parts cells, each of which is looked at alone; '\0' when there are none.
  Candidates(std::string_view bytes, std::size_t from, std::size_t to, char fence, Way way);

  /// Goes on to the first, the next page; false after the last.
  bool next();

  /// A run of digits at `place` on this page; some lie before `from`, or at `to` and later.
  struct Run {
    std::uint16_t place;
    std::uint8_t digits;
    bool look;            ///< number_at() has to look at it; if not,
    std::uint8_t resume;  ///< it would have said to go on so many bytes after `place`
  };
  /// Those that are worth a look, or keep others from being looked at; in order.
  std::span<const Run> runs() const { return {runs_.data(), run_count_}; }

  std::size_t begin() const { return at_; }
  std::size_t words() const { return words_; }
  /// Where one of key_clues() may stand: a bit for each byte of 64.
  Word clues(std::size_t nth) const { return clues_[1 + nth]; }

 private:
  std::string_view s_;
  std::size_t end_;  ///< masks speak of bytes before it
  char fence_;
  Way way_;
  std::size_t at_ = 0, words_ = 0;  ///< of this page
  std::size_t run_count_ = 0;
  Marks marks_;
  Marks::Row clues_;
  std::array<Run, page_words * 64 / (shortest_number + 1) + 2> runs_;
};

}  // namespace ledgelight::discover
