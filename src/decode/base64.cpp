#include "decode/base64.hpp"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace ledgelight::decode {
namespace {

constexpr int sextet(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

constexpr std::uint32_t no_sign = 1U << 24;

/// What a sign is worth at each of the four places of a quartet.
constexpr auto worth = [] {
  std::array<std::array<std::uint32_t, 256>, 4> out{};
  for (std::size_t c = 0; c < 256; ++c)
    for (std::size_t place = 0; place < 4; ++place) {
      const int value = sextet(static_cast<char>(c));
      out[place][c] = value < 0 ? no_sign : static_cast<std::uint32_t>(value) << (18 - 6 * place);
    }
  return out;
}();

/// Whole quartets from the front of `text` on, as far as they have nothing else between them;
/// returns how many signs that were. `to` has room for three bytes a quartet.
std::size_t quartets(std::string_view text, char* to) {
  std::size_t i = 0;
  const auto at = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
  for (; i + 4 <= text.size(); i += 4) {
    const auto three = worth[0][at(0)] | worth[1][at(1)] | worth[2][at(2)] | worth[3][at(3)];
    if ((three & no_sign) != 0) break;
    *to++ = static_cast<char>(three >> 16);
    *to++ = static_cast<char>(three >> 8);
    *to++ = static_cast<char>(three);
  }
  return i;
}

#if defined(__x86_64__)
/// The same, 32 signs at a time (Muła and Lemire, "Faster Base64 Encoding and Decoding Using AVX2
/// Instructions", 2018). Writes up to eight bytes more than it says.
__attribute__((target("avx2"))) std::size_t quartets_by_32(std::string_view text, char* to) {
  const __m256i low_classes =
      _mm256_setr_epi8(0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1A, 0x1B,
                       0x1B, 0x1B, 0x1A, 0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
                       0x13, 0x1A, 0x1B, 0x1B, 0x1B, 0x1A);
  const __m256i high_classes =
      _mm256_setr_epi8(0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10,
                       0x10, 0x10, 0x10, 0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10,
                       0x10, 0x10, 0x10, 0x10, 0x10, 0x10);
  const __m256i shifts = _mm256_setr_epi8(0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0,
                                          0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0);
  const __m256i order = _mm256_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1, 2,
                                         1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
  const __m256i lanes = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7);
  const __m256i slash = _mm256_set1_epi8('/');
  std::size_t i = 0;
  for (; i + 32 <= text.size(); i += 32, to += 24) {
    const __m256i signs = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text.data() + i));
    const __m256i high = _mm256_and_si256(_mm256_srli_epi32(signs, 4), slash);
    const __m256i low = _mm256_and_si256(signs, slash);
    if (_mm256_testz_si256(_mm256_shuffle_epi8(low_classes, low),
                           _mm256_shuffle_epi8(high_classes, high)) == 0)
      break;
    const __m256i values = _mm256_add_epi8(
        signs, _mm256_shuffle_epi8(shifts, _mm256_add_epi8(_mm256_cmpeq_epi8(signs, slash), high)));
    const __m256i pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x01400140));
    const __m256i threes = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to),
                        _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(threes, order), lanes));
  }
  return i;
}

bool by_32() {
  static const bool can = __builtin_cpu_supports("avx2") != 0;
  return can;
}
#else
std::size_t quartets_by_32(std::string_view, char*) { return 0; }
bool by_32() { return false; }
#endif

}  // namespace

void from_base64_slowly(std::string_view text, std::uint32_t& bits, int& count, std::string& out) {
  for (const char c : text) {
    const int value = sextet(c);
    if (value < 0) {
      if (c == '=') bits = 0, count = 0;  // the end of a run; another may follow
      continue;
    }
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if (++count % 4 == 1) continue;
    const int left = count % 4 == 2 ? 4 : count % 4 == 3 ? 2 : 0;
    out += static_cast<char>(bits >> left);
    bits &= (1U << left) - 1;
    if (count == 4) count = 0;
  }
}

void from_base64(std::string_view text, std::uint32_t& bits, int& count, std::string& out) {
  while (!text.empty()) {
    if (count == 0 && text.size() >= 4) {
      const auto before = out.size();
      out.resize(before + text.size() / 4 * 3 + 8);
      auto done = by_32() ? quartets_by_32(text, out.data() + before) : 0;
      done += quartets(text.substr(done), out.data() + before + done / 4 * 3);
      out.resize(before + done / 4 * 3);
      text.remove_prefix(done);
    }
    // What stands in the way, and a quartet that it parts.
    const auto n = std::min<std::size_t>(text.size(), 4);
    for (std::size_t i = 0; i < n; ++i) {
      from_base64_slowly(text.substr(0, 1), bits, count, out);
      text.remove_prefix(1);
      if (count == 0) break;
    }
  }
}

}  // namespace ledgelight::decode
