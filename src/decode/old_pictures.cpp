#include "decode/old_pictures.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "decode/compound.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t block_size = 64U << 10;
constexpr std::size_t head_size = 8;
constexpr std::uint64_t largest_picture = 200U << 20;  // what the recogniser takes
constexpr std::uint64_t most_pictures = 100'000;

/// By the type of its record and the instance that says which of two forms it has.
struct Kind {
  std::uint64_t type, instance;
  const char* ending;  ///< nullptr: a drawing of a Macintosh, or a bitmap without its head
  std::array<std::string_view, 2> begins = {};  ///< none: a drawing, packed
};
using namespace std::string_view_literals;
constexpr std::array kinds{
    Kind{0xF01D, 0x46A, "jpg", {"\xFF\xD8\xFF"sv, "\xFF\xD8\xFF"sv}},
    Kind{0xF01D, 0x6E2, "jpg", {"\xFF\xD8\xFF"sv, "\xFF\xD8\xFF"sv}},
    Kind{0xF02A, 0x46A, "jpg", {"\xFF\xD8\xFF"sv, "\xFF\xD8\xFF"sv}},
    Kind{0xF02A, 0x6E2, "jpg", {"\xFF\xD8\xFF"sv, "\xFF\xD8\xFF"sv}},
    Kind{0xF01E, 0x6E0, "png", {"\x89PNG"sv, "\x89PNG"sv}},
    Kind{0xF029, 0x6E4, "tif", {"II*\0"sv, "MM\0*"sv}},
    Kind{0xF01A, 0x3D4, "emf"},
    Kind{0xF01B, 0x216, "wmf"},
    Kind{0xF01C, 0x542, nullptr},
    Kind{0xF01F, 0x7A8, nullptr},
};

struct Found {
  const Kind* kind = nullptr;
  std::uint64_t from = 0, size = 0;  ///< of the picture's own bytes
  std::uint64_t end = 0;             ///< of its record
};

/// The record whose head is `head`, at `at`, when it is one of a picture and lies within `size`.
std::optional<Found> picture_at(std::string_view head, std::uint64_t at, std::uint64_t size) {
  const auto first = little(head, 0, 2);
  if ((first & 0xF) != 0) return std::nullopt;
  const auto type = little(head, 2, 2), length = little(head, 4, 4), instance = first >> 4;
  for (const auto& kind : kinds) {
    // The next instance is the same with a second number of its contents.
    if (kind.type != type || (instance != kind.instance && instance != kind.instance + 1)) continue;
    const std::uint64_t before =
        (instance == kind.instance ? 16U : 32U) + (kind.begins[0].empty() ? 0U : 1U);
    if (length <= before || length > size - at - head_size) return std::nullopt;
    return Found{&kind, at + head_size + before, length - before, at + head_size + length};
  }
  return std::nullopt;
}

}  // namespace

void say_old_pictures(const TextAt& text_at, std::uint64_t size, const std::string& place,
                      Speaker& speaker) {
  std::uint64_t pictures = 0, drawings = 0;
  const auto said = [&](std::uint64_t from, std::uint64_t count) {
    for (std::uint64_t done = 0; done < count && speaker.listening();) {
      const auto block = text_at(
          from + done, static_cast<std::size_t>(std::min<std::uint64_t>(block_size, count - done)));
      if (block.empty()) return false;
      speaker.say(block);
      done += block.size();
    }
    return true;
  };
  // Before it stand its sizes and how it is packed: deflated with the head of zlib, which is handed
  // on with that of gzip ([MS-ODRAW] 2.2.31).
  const auto drawing = [&](const Found& f) {
    constexpr std::size_t sizes = 34;
    const auto head = text_at(f.from, sizes + 2);
    if (f.size <= sizes + 2 || head.size() < sizes + 2) return false;
    const bool packed = head[32] == '\0';
    if ((!packed && head[32] != '\xFE') || head[33] != '\xFE' ||
        little(head, 28, 4) != f.size - sizes)
      return false;
    const auto name = place + "picture" + std::to_string(++pictures) + "." + f.kind->ending;
    speaker.member(name + (packed ? ".gz" : ""));
    if (packed) speaker.say("\x1F\x8B\x08\0\0\0\0\0\0\xFF"sv);
    const auto skip = sizes + (packed ? 2 : 0);
    if (!said(f.from + skip, f.size - skip)) return speaker.trouble("cut short"), true;
    if (packed) speaker.say("\0\0\0\0"sv);  // the sum is zlib's, and nobody asks for this length
    speaker.end();
    return true;
  };
  const auto say = [&](const Found& f) {
    if (f.kind->ending == nullptr) {
      ++drawings;
      return true;
    }
    if (f.kind->begins[0].empty()) return drawing(f);
    const auto begin = text_at(f.from, 4);
    const auto begins = [&](std::string_view with) { return std::string_view(begin).substr(0, with.size()) == with; };
    if (!begins(f.kind->begins[0]) && !begins(f.kind->begins[1])) return false;
    const auto name = place + "picture" + std::to_string(++pictures) + "." + f.kind->ending;
    if (f.size > largest_picture) {
      speaker.unread(name, "a picture of " + std::to_string(f.size) + " bytes is too large to be read");
      return true;
    }
    speaker.member(name);
    if (!said(f.from, f.size)) return speaker.trouble("cut short"), true;
    speaker.end();
    return true;
  };
  for (std::uint64_t at = 0; at + head_size < size && speaker.listening() && pictures < most_pictures;) {
    const auto block = text_at(at, block_size);
    if (block.size() <= head_size) break;
    auto next = at + block.size() - (head_size - 1);
    // The second byte of every such type is F0; it stands fourth in the head.
    for (auto k = block.find('\xF0', 3); k != std::string::npos && k + 5 <= block.size(); k = block.find('\xF0', k + 1)) {
      const auto found = picture_at(std::string_view(block).substr(k - 3, head_size), at + k - 3, size);
      if (!found || !say(*found)) continue;
      next = found->end;
      break;
    }
    at = std::max(next, at + 1);
  }
  if (drawings > 0)
    speaker.unread(place + "drawings",
                   std::to_string(drawings) +
                       (drawings == 1 ? " drawing (PICT or a bare bitmap) is not looked at"
                                      : " drawings (PICT or bare bitmaps) are not looked at"));
}

}  // namespace ledgelight::decode
