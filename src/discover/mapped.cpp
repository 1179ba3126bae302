#include "discover/mapped.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace ledgelight::discover {
namespace {

/// What Windows-1252 shows for 0x80-0x9F.
constexpr std::array<std::uint16_t, 32> high{
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

/// One character of UTF-8 (two or three bytes); 0 when malformed.
std::uint32_t character_at(std::string_view s, std::size_t i, std::size_t& length) {
  const auto at = [&](std::size_t k) {
    return i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0U;
  };
  const auto more = [&](std::size_t k) { return (at(k) & 0xC0U) == 0x80U; };
  const unsigned c = at(0);
  length = 0;
  if (c >= 0xC2 && c < 0xE0 && more(1)) return length = 2, (c & 0x1F) << 6 | (at(1) & 0x3F);
  if (c >= 0xE0 && c < 0xF0 && more(1) && more(2))
    return length = 3, (c & 0x0F) << 12 | (at(1) & 0x3F) << 6 | (at(2) & 0x3F);
  return 0;
}

/// The byte that Windows-1252 shows as `character`; 0 when there is none.
unsigned byte_of(std::uint32_t character) {
  if (character >= 0x80 && character < 0x100) return character;
  for (std::size_t i = 0; i < high.size(); ++i)
    if (high[i] == character) return static_cast<unsigned>(0x80 + i);
  return 0;
}

/// A place in [from, to] before which all is ASCII.
std::size_t ascii_end(std::string_view s, std::size_t from, std::size_t to) {
  for (std::uint64_t eight = 0; from + 8 <= to; from += 8) {
    std::memcpy(&eight, s.data() + from, 8);
    if ((eight & 0x8080808080808080) != 0) break;
  }
  return from;
}

}  // namespace

std::uint32_t twice_encoded(std::string_view s, std::size_t at, std::size_t& length) {
  length = 0;
  // Seen again as UTF-8, a lead byte C2..E2 is the character U+00C2..U+00E2: C3 82 .. C3 A2.
  if (at + 4 > s.size() || s[at] != '\xC3') return 0;
  std::size_t n = 0, taken = 0;
  const auto lead = character_at(s, at, n);
  const std::size_t want = lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : 0;
  if (want == 0) return 0;
  std::string once(1, static_cast<char>(lead));
  for (taken = n; once.size() < want; taken += n) {
    const auto next = byte_of(character_at(s, at + taken, n));
    if (n == 0 || (next & 0xC0U) != 0x80U) return 0;
    once += static_cast<char>(next);
  }
  const auto meant = character_at(once, 0, n);
  // Western letters and punctuation only: any other pair may well be meant as it stands.
  const bool western =
      (meant >= 0xA0 && meant < 0x180) || (meant >= 0x2010 && meant < 0x2060) || meant == 0x20AC;
  if (n != once.size() || !western) return 0;
  length = taken;
  return meant;
}

void Mapped::clear() {
  bytes_.clear();
  pieces_.clear();
}

void Mapped::copy(std::string_view units, std::uint64_t at, std::size_t stride) {
  if (units.empty()) return;
  if (pieces_.empty() || pieces_.back().length != 0 || pieces_.back().stride != stride ||
      pieces_.back().at + (bytes_.size() - pieces_.back().pos) * stride != at)
    pieces_.push_back({bytes_.size(), at, 0, stride});
  bytes_ += units;
}

void Mapped::put(std::string_view utf8, std::uint64_t at, std::uint64_t length) {
  if (utf8.empty()) return;
  pieces_.push_back({bytes_.size(), at, std::max<std::uint64_t>(length, 1), 0});
  bytes_ += utf8;
}

void Mapped::copy(const Text& text, std::size_t from, std::size_t to) {
  const auto s = text.bytes;
  if (text.encoding != Encoding::bytes) {
    std::string one;
    const auto stride = text.stride();
    for (std::size_t i = from; i < to; ++i) {
      if ((s[i] & 0x80) == 0 && s[i] != '-' && s[i] != ' ') {
        copy(s.substr(i, 1), text.offset(i), stride);
        continue;
      }
      std::size_t n = 1;  // a pair of surrogates is one character
      if (stride == 2) {
        const auto top = static_cast<unsigned char>(
            text.original[i * 2 + (text.encoding == Encoding::utf16le ? 1 : 0)]);
        if (top >= 0xD8 && top < 0xDC && i + 1 < to) n = 2;
      }
      if (s[i] == '-' || s[i] == ' ')
        one.assign(1, s[i]);
      else
        one = text.readable(i, i + n);
      put(one, text.offset(i), n * stride);
      i += n - 1;
    }
    return;
  }
  std::size_t plain = from;
  for (std::size_t i = ascii_end(s, from, to); i < to; ++i) {
    if (s[i] != '\xC3') continue;
    std::size_t length = 0;
    const auto meant = twice_encoded(s.substr(0, to), i, length);
    if (length == 0) continue;
    copy(s.substr(plain, i - plain), text.offset(plain), 1);
    std::string one;
    put_utf8(one, meant);
    put(one, text.offset(i), length);
    i += length - 1;
    plain = i + 1;
  }
  copy(s.substr(plain, to - plain), text.offset(plain), 1);
}

void Mapped::append(const Mapped& other, std::size_t from, std::size_t to) {
  if (from >= to) return;
  for (std::size_t p = other.piece_at(from); p < other.pieces_.size() && other.pieces_[p].pos < to;
       ++p) {
    const auto& piece = other.pieces_[p];
    const auto begin = std::max(piece.pos, from);
    const auto end =
        std::min(p + 1 < other.pieces_.size() ? other.pieces_[p + 1].pos : other.size(), to);
    const auto part = other.bytes().substr(begin, end - begin);
    if (piece.length == 0)
      copy(part, piece.at + (begin - piece.pos) * piece.stride, piece.stride);
    else
      put(part, piece.at, piece.length);
  }
}

void Mapped::cut(std::size_t size) {
  if (size >= bytes_.size()) return;
  bytes_.resize(size);
  while (!pieces_.empty() && pieces_.back().pos >= size)
    pieces_.pop_back();
}

std::size_t Mapped::piece_at(std::size_t pos) const {
  const auto after =
      std::upper_bound(pieces_.begin(), pieces_.end(), pos,
                       [](std::size_t p, const Piece& piece) { return p < piece.pos; });
  return after == pieces_.begin() ? 0 : static_cast<std::size_t>(after - pieces_.begin()) - 1;
}

std::uint64_t Mapped::offset(std::size_t at) const {
  if (pieces_.empty()) return 0;
  const auto& piece = pieces_[piece_at(at)];
  return piece.length == 0 ? piece.at + (at - piece.pos) * piece.stride : piece.at;
}

std::uint64_t Mapped::end(std::size_t to) const {
  if (pieces_.empty() || to == 0) return offset(0);
  const auto& piece = pieces_[piece_at(to - 1)];
  return piece.length == 0 ? piece.at + (to - piece.pos) * piece.stride : piece.at + piece.length;
}

std::pair<std::uint64_t, std::uint64_t> Mapped::places(std::size_t from, std::size_t to) const {
  if (from < to && !pieces_.empty()) {
    const auto p = piece_at(from);
    const auto& piece = pieces_[p];
    // Most values are one piece.
    if (piece.length == 0 && (p + 1 == pieces_.size() || pieces_[p + 1].pos >= to))
      return {piece.at + (from - piece.pos) * piece.stride,
              piece.at + (to - piece.pos) * piece.stride};
  }
  return {offset(from), end(to)};
}

}  // namespace ledgelight::discover
