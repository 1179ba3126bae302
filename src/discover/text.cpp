#include "discover/text.hpp"

#include <array>
#include <bit>
#include <cstring>

#include "base/utf8.hpp"

namespace ledgelight::discover {
namespace {

/// EBCDIC (code page 037, as z/OS and IBM i write it) as Latin-1.
constexpr std::array<std::uint8_t, 256> latin_of_ebcdic{
    0x00, 0x01, 0x02, 0x03, 0x9C, 0x09, 0x86, 0x7F, 0x97, 0x8D, 0x8E, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F,
    0x10, 0x11, 0x12, 0x13, 0x9D, 0x0A, 0x08, 0x87, 0x18, 0x19, 0x92, 0x8F, 0x1C, 0x1D, 0x1E, 0x1F,
    0x80, 0x81, 0x82, 0x83, 0x84, 0x0A, 0x17, 0x1B, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x05, 0x06, 0x07,
    0x90, 0x91, 0x16, 0x93, 0x94, 0x95, 0x96, 0x04, 0x98, 0x99, 0x9A, 0x9B, 0x14, 0x15, 0x9E, 0x1A,
    0x20, 0xA0, 0xE2, 0xE4, 0xE0, 0xE1, 0xE3, 0xE5, 0xE7, 0xF1, 0xA2, 0x2E, 0x3C, 0x28, 0x2B, 0x7C,
    0x26, 0xE9, 0xEA, 0xEB, 0xE8, 0xED, 0xEE, 0xEF, 0xEC, 0xDF, 0x21, 0x24, 0x2A, 0x29, 0x3B, 0xAC,
    0x2D, 0x2F, 0xC2, 0xC4, 0xC0, 0xC1, 0xC3, 0xC5, 0xC7, 0xD1, 0xA6, 0x2C, 0x25, 0x5F, 0x3E, 0x3F,
    0xF8, 0xC9, 0xCA, 0xCB, 0xC8, 0xCD, 0xCE, 0xCF, 0xCC, 0x60, 0x3A, 0x23, 0x40, 0x27, 0x3D, 0x22,
    0xD8, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0xAB, 0xBB, 0xF0, 0xFD, 0xFE, 0xB1,
    0xB0, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70, 0x71, 0x72, 0xAA, 0xBA, 0xE6, 0xB8, 0xC6, 0xA4,
    0xB5, 0x7E, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0xA1, 0xBF, 0xD0, 0xDD, 0xDE, 0xAE,
    0x5E, 0xA3, 0xA5, 0xB7, 0xA9, 0xA7, 0xB6, 0xBC, 0xBD, 0xBE, 0x5B, 0x5D, 0xAF, 0xA8, 0xB4, 0xD7,
    0x7B, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0xAD, 0xF4, 0xF6, 0xF2, 0xF3, 0xF5,
    0x7D, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F, 0x50, 0x51, 0x52, 0xB9, 0xFB, 0xFC, 0xF9, 0xFA, 0xFF,
    0x5C, 0xF7, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5A, 0xB2, 0xD4, 0xD6, 0xD2, 0xD3, 0xD5,
    0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0xB3, 0xDB, 0xDC, 0xD9, 0xDA, 0x9F};

std::uint32_t wide_unit(std::string_view s, std::size_t i, Encoding encoding) {
  std::uint32_t c = 0;
  for (std::size_t k = 0; k < 4; ++k)
    c = c << 8 | static_cast<unsigned char>(s[4 * i + (encoding == Encoding::utf32le ? 3 - k : k)]);
  return c;
}

std::uint32_t unit(std::string_view s, std::size_t i, Encoding encoding) {
  if (encoding == Encoding::ebcdic) return latin_of_ebcdic[static_cast<unsigned char>(s[i])];
  if (stride_of(encoding) == 4) return wide_unit(s, i, encoding);
  const std::uint32_t a = static_cast<unsigned char>(s[2 * i]);
  const std::uint32_t b = static_cast<unsigned char>(s[2 * i + 1]);
  return encoding == Encoding::utf16le ? a | (b << 8U) : b | (a << 8U);
}

std::string from_units(std::string_view s, Encoding encoding) {
  std::string out;
  const bool pairs = encoding == Encoding::utf16le || encoding == Encoding::utf16be;
  const std::size_t n = s.size() / stride_of(encoding);
  for (std::size_t i = 0; i < n; ++i) {
    std::uint32_t c = unit(s, i, encoding);
    if (c >= 0xD800 && c < 0xE000) {
      const std::uint32_t low = pairs && i + 1 < n ? unit(s, i + 1, encoding) : 0;
      if (c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        ++i;
      } else {
        c = 0xFFFD;
      }
    }
    put_utf8(out, c);
  }
  return out;
}

/// Length of the well-formed UTF-8 character at `i`, or 0.
std::size_t utf8_length(std::string_view s, std::size_t i) {
  const auto at = [&](std::size_t k) { return static_cast<unsigned char>(s[k]); };
  const unsigned char c = at(i);
  std::size_t n = c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
  if (n == 0 || i + n > s.size()) return 0;
  for (std::size_t k = 1; k < n; ++k)
    if ((at(i + k) & 0xC0) != 0x80) return 0;
  if ((c == 0xE0 && at(i + 1) < 0xA0) || (c == 0xED && at(i + 1) >= 0xA0)) return 0;
  if ((c == 0xF0 && at(i + 1) < 0x90) || (c == 0xF4 && at(i + 1) >= 0x90)) return 0;
  return n;
}

/// Bytes that are not UTF-8 are read as Windows-1252, the way most such files were written.
std::string from_bytes(std::string_view s) {
  static constexpr std::array<std::uint16_t, 32> high{
      0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
  std::string out;
  for (std::size_t i = 0; i < s.size();) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c < 0x80) {
      out += s[i++];
    } else if (const auto n = utf8_length(s, i)) {
      out += s.substr(i, n);
      i += n;
    } else {
      put_utf8(out, c < 0xA0 ? high[c - 0x80U] : c);
      ++i;
    }
  }
  return out;
}

/// ASCII with single blanks between words: reads as it stands. Eight bytes at a time.
bool is_plain(std::string_view s) {
  constexpr std::uint64_t ones = 0x0101010101010101, low = 0x7F * ones, high = 0x80 * ones;
  if (s.empty() || s.front() == ' ' || s.back() == ' ') return false;
  std::uint64_t bad = 0, blank_before = 0;
  for (std::size_t i = 0; i < s.size(); i += 8) {
    std::uint64_t x = 'a' * ones;
    if (i + 8 <= s.size()) {
      std::memcpy(&x, s.data() + i, 8);
    } else if (i > 0) {  // the last eight, some of them for the second time
      std::memcpy(&x, s.data() + s.size() - 8, 8);
      blank_before = 0;
    } else {
      std::memcpy(&x, s.data(), s.size());
    }
    const std::uint64_t other = x ^ 0x20 * ones, marks = ~(((other & low) + low) | other | low);
    bad |= x | (x + ones)                  // beyond ASCII, or 0x7F
           | ~((x | high) - 0x20 * ones);  // below a blank
    if constexpr (std::endian::native == std::endian::little) {
      bad |= marks & (marks << 8 | blank_before);
      blank_before = marks >> 56;
    } else {
      bad |= marks & (marks >> 8 | blank_before);
      blank_before = marks << 56;
    }
  }
  return (bad & high) == 0;
}

/// UTF-32 without a mark: of each four bytes the two highest are nought, or the lowest plane.
Encoding wide_by_noughts(std::string_view s) {
  const auto n = s.size() / 4;
  std::size_t little = 0, big = 0;
  for (std::size_t i = 0; i < n; ++i) {
    little += s[4 * i] != '\0' && s[4 * i + 2] == '\0' && s[4 * i + 3] == '\0';
    big += s[4 * i + 3] != '\0' && s[4 * i + 1] == '\0' && s[4 * i] == '\0';
  }
  if (n >= 4 && little * 20 > n * 19) return Encoding::utf32le;
  return n >= 4 && big * 20 > n * 19 ? Encoding::utf32be : Encoding::bytes;
}

/// Letters, digits, blanks and stops of EBCDIC nearly everywhere, and hardly a byte that it has no
/// use for: ASCII text is full of those.
bool looks_like_ebcdic(std::string_view s) {
  std::size_t written = 0, blank = 0, never = 0;
  for (char c : s) {
    const auto u = static_cast<unsigned char>(c);
    const auto latin = static_cast<char>(latin_of_ebcdic[u]);
    blank += u == 0x40;
    written += is_digit(latin) || is_upper(latin) || is_lower(latin) || latin == ' ' ||
               latin == '\n' || latin == '\r' ||
               std::string_view(".,-/():;'\"&#@$_=+*?|").find(latin) != std::string_view::npos;
    never += u < 0x40 && u != 0x15 && u != 0x25 && u != 0x0D && u != 0x05;
  }
  return s.size() >= 32 && blank * 50 > s.size() && written * 20 > s.size() * 19 &&
         never * 100 < s.size();
}

}  // namespace

std::size_t stride_of(Encoding encoding) {
  switch (encoding) {
  case Encoding::utf16le:
  case Encoding::utf16be: return 2;
  case Encoding::utf32le:
  case Encoding::utf32be: return 4;
  case Encoding::bytes:
  case Encoding::ebcdic: break;
  }
  return 1;
}

std::string_view Text::plain(std::size_t from, std::size_t to) const {
  if (encoding != Encoding::bytes) return {};
  const auto slice = original.substr(from, to - from);
  return is_plain(slice) ? slice : std::string_view();
}

void Text::read_into(std::size_t from, std::size_t to, std::string& out) const {
  if (const auto slice = plain(from, to); !slice.empty())
    out = slice;
  else
    out = readable(from, to);
}

std::string Text::readable(std::size_t from, std::size_t to) const {
  const auto slice = original.substr(from * stride(), (to - from) * stride());
  if (encoding == Encoding::bytes && is_plain(slice)) return std::string(slice);
  const auto whole = encoding == Encoding::bytes ? from_bytes(slice) : from_units(slice, encoding);
  std::string out;
  for (char c : whole) {
    const bool space = static_cast<unsigned char>(c) <= ' ' || c == 0x7F;
    if (!space) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

Encoding encoding_of(std::string_view s, std::size_t& skip) {
  skip = 0;
  const auto starts = [&](std::string_view mark) {
    if (s.substr(0, mark.size()) != mark) return false;
    skip = mark.size();
    return true;
  };
  if (starts("\xEF\xBB\xBF")) return Encoding::bytes;
  if (starts({"\xFF\xFE\0\0", 4})) return Encoding::utf32le;
  if (starts({"\0\0\xFE\xFF", 4})) return Encoding::utf32be;
  if (starts("\xFF\xFE")) return Encoding::utf16le;
  if (starts("\xFE\xFF")) return Encoding::utf16be;
  const std::size_t n = (s.size() < 4096 ? s.size() : 4096) / 2;
  if (n < 8) return Encoding::bytes;
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < n; ++i) {
    even += s[2 * i] == '\0';
    odd += s[2 * i + 1] == '\0';
  }
  if (odd * 10 > n * 9 && even * 10 > n * 4) return wide_by_noughts(s.substr(0, n * 2));
  if (even * 10 > n * 9 && odd * 10 > n * 4) return wide_by_noughts(s.substr(0, n * 2));
  if (even + odd == 0 && looks_like_ebcdic(s.substr(0, n * 2))) return Encoding::ebcdic;
  if (odd * 10 > n * 8 && even * 20 < n) return Encoding::utf16le;
  if (even * 10 > n * 8 && odd * 20 < n) return Encoding::utf16be;
  return Encoding::bytes;
}

std::string narrowed(std::string_view original, Encoding encoding) {
  const std::size_t n = original.size() / stride_of(encoding);
  std::string out(n, '\0');
  for (std::size_t i = 0; i < n; ++i) {
    const auto c = unit(original, i, encoding);
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) out[i] = '-';
    else if (c == 0xA0 || (c >= 0x2000 && c < 0x2070)) out[i] = ' ';
    else out[i] = static_cast<char>(c < 0x100 ? c : 0xFF);
  }
  return out;
}

}  // namespace ledgelight::discover
