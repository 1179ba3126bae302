#include "discover/text.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace ledgelight::discover {
namespace {

std::uint16_t unit(std::string_view s, std::size_t i, Encoding encoding) {
  const auto a = static_cast<unsigned char>(s[2 * i]);
  const auto b = static_cast<unsigned char>(s[2 * i + 1]);
  return static_cast<std::uint16_t>(encoding == Encoding::utf16le ? a | (b << 8) : b | (a << 8));
}

void put(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

std::string from_utf16(std::string_view s, Encoding encoding) {
  std::string out;
  const std::size_t n = s.size() / 2;
  for (std::size_t i = 0; i < n; ++i) {
    std::uint32_t c = unit(s, i, encoding);
    if (c >= 0xD800 && c < 0xE000) {
      const std::uint32_t low = i + 1 < n ? unit(s, i + 1, encoding) : 0;
      if (c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        ++i;
      } else {
        c = 0xFFFD;
      }
    }
    put(out, c);
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
      put(out, c < 0xA0 ? high[c - 0x80U] : c);
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

}  // namespace

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
  const auto whole =
      encoding == Encoding::bytes ? from_bytes(slice) : from_utf16(slice, encoding);
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
  if (starts("\xFF\xFE")) return Encoding::utf16le;
  if (starts("\xFE\xFF")) return Encoding::utf16be;
  const std::size_t n = (s.size() < 4096 ? s.size() : 4096) / 2;
  if (n < 8) return Encoding::bytes;
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < n; ++i) {
    even += s[2 * i] == '\0';
    odd += s[2 * i + 1] == '\0';
  }
  if (odd * 10 > n * 8 && even * 20 < n) return Encoding::utf16le;
  if (even * 10 > n * 8 && odd * 20 < n) return Encoding::utf16be;
  return Encoding::bytes;
}

std::string narrowed(std::string_view original, Encoding encoding) {
  const std::size_t n = original.size() / 2;
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
