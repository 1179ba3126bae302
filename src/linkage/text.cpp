#include "linkage/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

namespace ledgelight::linkage {
namespace {

bool plain(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// U+00C0 to U+017F without their marks; '.' has no plain form.
constexpr std::string_view latin1 =
    "aaaaaaaceeeeiiiidnooooo.ouuuuyt.aaaaaaaceeeeiiiidnooooo.ouuuuyty";
constexpr std::string_view extended = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklll"
                                      "lllllllnnnnnnnnnoooooooorrrrrrssssss"
                                      "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin1.size() == 64 && extended.size() == 128);

/// The plain letter that begins at `i` of `s`, and how many bytes it takes; 0 for none.
char letter_at(std::string_view s, std::size_t i, std::size_t& width) {
  const auto c = static_cast<unsigned char>(s[i]);
  width = 1;
  if (c < 0x80) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
    return plain(static_cast<unsigned char>(low)) ? low : '\0';
  }
  if (i + 1 < s.size() && c >= 0xC3 && c <= 0xC5 && (s[i + 1] & 0xC0) == 0x80) {
    width = 2;
    const auto low = static_cast<unsigned char>(s[i + 1]) & 0x3FU;
    const char letter = c == 0xC3 ? latin1[low] : extended[(c - 0xC4U) * 64U + low];
    return letter == '.' ? '\0' : letter;
  }
  if (c >= 0xC0 && (i + 1 >= s.size() || (s[i + 1] & 0xC0) != 0x80)) {
    const char letter = latin1[c - 0xC0U];
    return letter == '.' ? '\0' : letter;
  }
  // Another script: kept byte by byte, so that equal stays equal and different stays different.
  return c >= 0xC0 || (c & 0xC0) == 0x80 ? static_cast<char>(c) : '\0';
}

void strip(std::string_view& a, std::string_view& b) {
  std::size_t front = 0;
  const auto n = std::min(a.size(), b.size());
  while (front < n && a[front] == b[front])
    ++front;
  a.remove_prefix(front);
  b.remove_prefix(front);
  std::size_t back = 0;
  const auto left = n - front;
  while (back < left && a[a.size() - 1 - back] == b[b.size() - 1 - back])
    ++back;
  a.remove_suffix(back);
  b.remove_suffix(back);
}

/// Of texts that neither begin nor end alike: one edit is one sign, or one swap.
bool one_apart(std::string_view a, std::string_view b) {
  return a.size() + b.size() <= 2 ? a.size() <= 1 && b.size() <= 1
                                  : a.size() == 2 && b.size() == 2 && a[0] == b[1] && a[1] == b[0];
}
bool within_one(std::string_view a, std::string_view b) {
  strip(a, b);
  return one_apart(a, b);
}

/// Of texts that neither begin nor end alike, and are not one apart. Whatever the first edit is, it
/// is at the front, and one more must do for the rest: most texts end each try at a sign or two.
bool two_apart(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  if (a.size() > b.size() + 2) return false;
  const auto rest = [](std::string_view s, std::size_t n) {
    return s.substr(std::min(n, s.size()));
  };
  if (within_one(rest(a, 1), b)) return true;  // a sign too many
  if (b.empty() || a.size() > b.size() + 1) return false;
  if (within_one(rest(a, 1), rest(b, 1))) return true;  // another sign
  if (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0] &&
      within_one(rest(a, 2), rest(b, 2)))
    return true;                                             // a swap
  return a.size() == b.size() && within_one(a, rest(b, 1));  // a sign too few
}

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0, width = 1; i < text.size(); i += width)
    if (const char c = letter_at(text, i, width); c != '\0') out += c;
  return out;
}

std::string fold_words(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (std::size_t i = 0, width = 1; i < text.size(); i += width) {
    const char c = letter_at(text, i, width);
    if (c == '\0') {
      // An apostrophe or a dot within a word does not part it: O'Brien, J.R.
      gap = gap || (text[i] != '\'' && text[i] != '.');
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += c;
  }
  return out;
}

int edits(std::string_view a, std::string_view b, int limit) {
  strip(a, b);
  const int n = static_cast<int>(std::min(a.size(), longest)),
            m = static_cast<int>(std::min(b.size(), longest));
  if (std::abs(n - m) > limit) return limit + 1;
  if (n == 0 || m == 0) return std::max(n, m);
  if (limit == 1) return one_apart(a, b) ? 1 : 2;
  if (limit == 2 && std::max(a.size(), b.size()) <= longest)
    return one_apart(a, b) ? 1 : two_apart(a, b) ? 2 : 3;
  // Only what is at most `limit` away from the diagonal can come to so few edits.
  std::array<std::array<std::int16_t, longest + 2>, 3> row;
  auto *older = &row[0], *old = &row[1], *now = &row[2];
  const auto over = static_cast<std::int16_t>(limit + 1);
  older->fill(over);
  for (int j = 0; j <= std::min(m, limit) + 1; ++j)
    (*old)[static_cast<std::size_t>(j)] = static_cast<std::int16_t>(j);
  for (int i = 1; i <= n; ++i) {
    const int from = std::max(1, i - limit), to = std::min(m, i + limit);
    (*now)[static_cast<std::size_t>(from - 1)] =
        from == 1 ? static_cast<std::int16_t>(std::min(i, limit + 1)) : over;
    int least = (*now)[static_cast<std::size_t>(from - 1)];
    for (int j = from; j <= to; ++j) {
      const auto at = static_cast<std::size_t>(j);
      const auto ca = a[static_cast<std::size_t>(i - 1)], cb = b[at - 1];
      int best =
          std::min({(*old)[at] + 1, (*now)[at - 1] + 1, (*old)[at - 1] + (ca == cb ? 0 : 1)});
      if (i > 1 && j > 1 && ca == b[at - 2] && a[static_cast<std::size_t>(i - 2)] == cb)
        best = std::min(best, (*older)[at - 2] + 1);
      (*now)[at] = static_cast<std::int16_t>(best);
      least = std::min(least, best);
    }
    if (least > limit) return limit + 1;
    (*now)[static_cast<std::size_t>(to + 1)] = over;
    std::swap(older, old);
    std::swap(old, now);
  }
  return std::min<int>((*old)[static_cast<std::size_t>(m)], limit + 1);
}

double jaro_winkler(std::string_view a, std::string_view b) {
  a = a.substr(0, longest);
  b = b.substr(0, longest);
  if (b < a)
    std::swap(a, b);  // which sign meets which depends on who looks; so always the same one does
  if (a.empty() || b.empty()) return a.size() == b.size() ? 1 : 0;
  const auto window = std::max(a.size(), b.size()) / 2;
  const auto reach = window == 0 ? 0 : window - 1;
  std::uint64_t used = 0;
  std::array<char, longest> matched;
  std::size_t common = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto from = i > reach ? i - reach : 0, to = std::min(b.size(), i + reach + 1);
    for (auto j = from; j < to; ++j) {
      if ((used >> j & 1U) == 0 && a[i] == b[j]) {
        used |= 1ULL << j;
        matched[common++] = a[i];
        break;
      }
    }
  }
  if (common == 0) return 0;
  std::size_t swapped = 0, k = 0;
  for (std::size_t j = 0; j < b.size(); ++j)
    if ((used >> j & 1U) != 0 && matched[k++] != b[j]) ++swapped;
  const auto c = static_cast<double>(common);
  const double jaro = (c / static_cast<double>(a.size()) + c / static_cast<double>(b.size()) +
                       (c - static_cast<double>(swapped) / 2) / c) /
                      3;
  std::size_t prefix = 0;
  while (prefix < 4 && prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix])
    ++prefix;
  return jaro + static_cast<double>(prefix) * 0.1 * (1 - jaro);
}

std::uint32_t sound_of(std::string_view s) {
  std::uint32_t out = 0;
  int kept = 0;
  char last = '\0';
  const auto put = [&](char c) {
    if (c == last) return;
    last = c;
    if (kept < 6) {
      out = out << 5 | static_cast<std::uint32_t>(c - 'a' + 1);
      ++kept;
    }
  };
  for (std::size_t i = 0; i < s.size() && kept < 6; ++i) {
    const char c = s[i], next = i + 1 < s.size() ? s[i + 1] : '\0';
    switch (c) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
    case 'y':
      if (i == 0) put('a');
      last = '\0';  // the same consonant on both sides of a vowel is two
      break;
    case 'h':
    case 'w':
      if (i == 0) put(c);
      break;
    case 'p':
      if (next == 'h')
        put('f'), ++i;
      else
        put('p');
      break;
    case 'b': put('p'); break;
    case 'v':
    case 'f': put('f'); break;
    case 'c':
      if (next == 'k')
        put('k'), ++i;
      else if (next == 'h')
        put('x'), ++i;
      else if (next == 'e' || next == 'i' || next == 'y')
        put('s');
      else
        put('k');
      break;
    case 'g':
      if (next == 'h' && i > 0)
        ++i;  // "wright", "leigh"
      else
        put(next == 'e' || next == 'i' ? 'j' : 'k');
      break;
    case 'j': put('j'); break;
    case 'q':
    case 'k':
      if (!(i == 0 && next == 'n')) put('k');
      break;
    case 's':
      if (next == 'c' && i + 2 < s.size() && s[i + 2] == 'h')
        put('x'), i += 2;
      else if (next == 'h')
        put('x'), ++i;
      else
        put('s');
      break;
    case 'z': put('s'); break;
    case 'x':
      put(i == 0 ? 's' : 'k');
      if (i != 0) put('s');
      break;
    case 't':
      if (next == 'c' && i + 2 < s.size() && s[i + 2] == 'h')
        put('x'), i += 2;
      else
        put('t');
      if (next == 'h') ++i;
      break;
    case 'd': put('t'); break;
    case 'm':
    case 'n': put('n'); break;
    case 'l': put('l'); break;
    case 'r': put('r'); break;
    default:
      if (static_cast<unsigned char>(c) >= 0x80) put(static_cast<char>('a' + (c & 15)));
      break;  // digits have no sound
    }
  }
  return out;
}

std::uint32_t letters_of(std::string_view s) {
  std::uint32_t out = 0;
  for (char c : s) {
    if (c >= 'a' && c <= 'z')
      out |= 1U << (c - 'a');
    else if (c >= '0' && c <= '9')
      out |= 1U << (26 + (c - '0') % 6);
  }
  return out;
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t h = mixed(text.size());
  while (text.size() >= 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data(), 8);
    h = mixed(h ^ word);
    text.remove_prefix(8);
  }
  std::uint64_t word = 0;
  if (!text.empty()) std::memcpy(&word, text.data(), text.size());
  return mixed(h ^ word ^ 0x5bULL << 56);
}

}  // namespace ledgelight::linkage
