// discover/sentence_values.hpp: how the value of a label is read, and the sentence that speaks for
// it; for sentences.cpp and the files beside it (sentence_*.cpp), and nobody else.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "discover/hit.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {

/// The byte at `i`; a line end behind the last.
inline char at_or(std::string_view s, std::size_t i) { return i < s.size() ? s[i] : '\n'; }
/// The signs people set around a value.
inline bool is_emphasis(char c) {
  return c == '*' || c == '`' || c == '"' || c == '\'' || c == '_';
}

constexpr std::size_t longest_way = 56;  ///< between a label and its value
constexpr int longest_list = 64;

/// Is it written in groups as a telephone ("203-555-0147"), an SSN or a card is, whatever a label
/// says?
bool looks_like_another(std::string_view written);

/// May a value of this kind begin with `c`?
bool may_begin(Meaning meaning, char c);

/// Reads a value of one kind. `label` is quoted in the reason.
struct ValueReader {
  const Text& text;
  Meaning meaning;
  std::string_view label;
  std::string_view s = text.bytes;

  /// The value that begins at `b`; nullopt when it is none. `sure` is the confidence when a label
  /// speaks for it.
  std::optional<Hit> at(std::size_t b, int sure, const std::string& why) const;
};

}  // namespace ledgelight::discover
