#include "discover/carve.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace ledgelight::discover {
namespace {

/// Bytes of the character at s[0]; 0: no text; -1: cut off.
int character(std::string_view s) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const auto c = byte(0);
  if ((c >= 32 && c < 127) || c == '\t' || c == '\n' || c == '\r') return 1;
  const std::size_t more = c >= 0xC2 && c < 0xE0   ? 1
                           : c >= 0xE0 && c < 0xF0 ? 2
                           : c >= 0xF0 && c < 0xF5 ? 3
                                                   : 0;
  if (more == 0) return 0;
  for (std::size_t i = 1; i <= more; ++i) {
    if (i >= s.size()) return -1;
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  if ((c == 0xE0 && byte(1) < 0xA0) || (c == 0xF0 && byte(1) < 0x90)) return 0;
  return static_cast<int>(more) + 1;
}

enum Kind : std::uint8_t { nothing, plain, longer };
/// What a byte can be at the front of a character.
constexpr auto kinds = [] {
  std::array<Kind, 256> out{};
  for (std::size_t c = 0; c < 256; ++c)
    out[c] = (c >= 32 && c < 127) || c == '\t' || c == '\n' || c == '\r' ? plain
             : c >= 0xC2 && c < 0xF5                                     ? longer
                                                                         : nothing;
  return out;
}();
/// Low bytes that are text in UTF-16, the high byte 0.
constexpr auto narrow = [] {
  std::array<bool, 256> out{};
  for (std::size_t c = 0; c < 256; ++c)
    out[c] = (c >= 32 && c < 127) || c >= 160 || c == '\t' || c == '\n' || c == '\r';
  return out;
}();

#if defined(__SSE2__)
/// Where at or behind `i` the first run can begin that is long enough; what is before it is none.
/// Near the end of `s` it no longer looks.
std::size_t first_run(std::string_view s, std::size_t i) {
  static_assert(shortest_run == 6);
  constexpr std::size_t step = 56;  // of 64 bytes: behind the last of them there must be a run
  constexpr std::uint64_t looked_at = (std::uint64_t{1} << step) - 1;
  for (; i + 64 <= s.size(); i += step) {
    std::uint64_t text = 0, more = 0, two = 0, three = 0, four = 0;
    for (unsigned part = 0; part < 4; ++part) {
      const auto bytes =
          _mm_loadu_si128(reinterpret_cast<const __m128i*>(s.data() + i + 16 * part));
      const auto mask = [part](__m128i yes) {
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(yes)))
               << 16 * part;
      };
      const auto above = [&](int c) {
        return _mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(c)));
      };
      const auto is = [&](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
      // Signed: what is not ASCII is below 0, 0x80 the least.
      const auto lead = above(0xC1), lead3 = above(0xDF), lead4 = above(0xEF), none = above(0xF4),
                 ascii = above(0x1F);
      text |= mask(_mm_or_si128(_mm_andnot_si128(is(0x7F), ascii),
                                _mm_or_si128(is('\t'), _mm_or_si128(is('\n'), is('\r')))));
      more |= mask(_mm_cmplt_epi8(bytes, _mm_set1_epi8(static_cast<char>(0xC0))));
      two |= mask(_mm_andnot_si128(lead3, lead));
      three |= mask(_mm_andnot_si128(lead4, lead3));
      four |= mask(_mm_andnot_si128(none, lead4));
    }
    // Whole characters; those that are longer than they need be are told apart later.
    two &= more >> 1, three &= more >> 1 & more >> 2, four &= more >> 1 & more >> 2 & more >> 3;
    text |=
        two | two << 1 | three | three << 1 | three << 2 | four | four << 1 | four << 2 | four << 3;
    auto run = text & text >> 1;
    run = run & run >> 2 & run >> 4;
    if ((run &= looked_at) != 0) return i + static_cast<std::size_t>(__builtin_ctzll(run));
  }
  return i;
}
#else
std::size_t first_run(std::string_view, std::size_t i) { return i; }
#endif

}  // namespace

void Carver::feed(std::string_view bytes, std::string& out) {
  pending_ += bytes;
  work(out, false);
}

void Carver::finish(std::string& out) {
  work(out, true);
  in_run_ = false;
}

void Carver::work(std::string& out, bool final) {
  const std::string_view s = pending_;
  const auto base = out.size();
  out.resize(base + s.size(), '\n');  // what is copied over it is text
  std::size_t i = 0;
  while (i < s.size()) {
    if (!in_run_) i = first_run(s, i);
    std::size_t end = i;
    int n = 1;
    for (; end < s.size(); end += static_cast<std::size_t>(n)) {
      const auto kind = kinds[static_cast<unsigned char>(s[end])];
      n = kind == plain ? 1 : kind == nothing ? 0 : character(s.substr(end));
      if (n <= 0) break;
    }
    const bool open = !final && (end == s.size() || n < 0);
    if (in_run_ || end - i >= shortest_run) {
      std::memcpy(out.data() + base + i, s.data() + i, end - i);
      in_run_ = true;
    } else if (open) {
      break;  // it may still grow long enough
    }
    i = end;
    if (open) break;
    if (i < s.size()) {
      ++i;
      in_run_ = false;
    }
  }
  out.resize(base + i);
  pending_.erase(0, i);
}

void WideCarver::feed(std::string_view bytes, std::string& out) {
  while (skip_ > 0 && !bytes.empty()) {
    bytes.remove_prefix(1);
    --skip_;
  }
  pending_ += bytes;
  work(out, false);
}

void WideCarver::finish(std::string& out) {
  work(out, true);
  in_run_ = false;
}

void WideCarver::work(std::string& out, bool final) {
  const auto units = pending_.size() / 2;
  const char* const s = pending_.data();
  const auto base = out.size();
  out.resize(base + units, '\n');  // what is copied over it is text
  const auto is_text = [&](std::size_t i) {
    return s[2 * i + 1] == '\0' && narrow[static_cast<unsigned char>(s[2 * i])];
  };
  std::size_t i = 0;
  while (i < units) {
    if (!in_run_) {
      // Four at a time, as long as no high byte is 0.
      for (; i + 4 <= units; i += 4) {
        std::uint64_t four = 0;
        std::memcpy(&four, s + 2 * i, sizeof four);
        four |= 0x00FF'00FF'00FF'00FFULL;
        if (((four - 0x0101'0101'0101'0101ULL) & ~four & 0x8080'8080'8080'8080ULL) != 0) break;
      }
      if (i == units) break;
    }
    std::size_t end = i;
    while (end < units && is_text(end))
      ++end;
    const bool open = !final && end == units;
    if (in_run_ || end - i >= shortest_run) {
      for (; i < end; ++i)
        out[base + i] = s[2 * i];
      in_run_ = true;
    } else if (open) {
      break;
    } else {
      i = end;
    }
    if (i < units) {
      ++i;
      in_run_ = false;
    }
  }
  out.resize(base + i);
  pending_.erase(0, 2 * i);
}

}  // namespace ledgelight::discover
