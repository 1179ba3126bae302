// discover/text.hpp: text of any encoding as one byte for each code unit, offsets intact.
//
// The searchers look at `bytes`: ASCII stands for itself. UTF-8 and Latin-1 are looked at as they
// are (stride 1). UTF-16 and UTF-32 are narrowed (stride 2 and 4): Latin-1 characters become their
// byte, dashes of all kinds '-', other punctuation and a no-break space ' ', anything else 0xFF.
// EBCDIC (stride 1) becomes Latin-1. So position i of `bytes` is always the original byte
// origin + i * stride.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ledgelight::discover {

enum class Encoding : std::uint8_t { bytes, utf16le, utf16be, utf32le, utf32be, ebcdic };
/// Bytes of a code unit.
std::size_t stride_of(Encoding encoding);

struct Text {
  std::string_view bytes;
  std::string_view original;  ///< original.size() == bytes.size() * stride
  std::uint64_t origin = 0;   ///< offset of bytes[0] in the member
  Encoding encoding = Encoding::bytes;

  std::size_t stride() const { return encoding == Encoding::bytes ? 1 : stride_of(encoding); }
  std::uint64_t offset(std::size_t at) const { return origin + at * stride(); }
  /// The characters [from, to) as UTF-8 for a reader: transcoded, malformed UTF-8 taken for
  /// Windows-1252, runs of white space joined to one blank, ends trimmed.
  std::string readable(std::size_t from, std::size_t to) const;
  /// The same in `out`, whose memory serves again.
  void read_into(std::size_t from, std::size_t to, std::string& out) const;
  /// The characters as they stand, when readable() would change nothing; nothing when it would.
  std::string_view plain(std::size_t from, std::size_t to) const;
};

/// By byte order mark, else by NUL bytes standing at every other place (or three of four), else by
/// nearly all bytes being what EBCDIC writes letters, digits and blanks with. `skip` is the mark's
/// size.
Encoding encoding_of(std::string_view start, std::size_t& skip);
/// Narrows whole code units; an odd last byte is left out.
std::string narrowed(std::string_view original, Encoding encoding);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
/// A letter, or part of one beyond ASCII.
constexpr bool is_letter(char c) { return is_upper(c) || is_lower(c) || (c & 0x80) != 0; }
constexpr bool is_word(char c) { return is_letter(c) || is_digit(c); }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace ledgelight::discover
