#include "discover/base_image.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/text.hpp"

namespace ledgelight::discover {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t longest_name = 1024, longest_text = 64U << 10;

std::string bytes_at(ByteSource& image, std::uint64_t at, std::size_t size) {
  std::string out(size, '\0');
  const auto n = image.read_at(at, out);
  out.resize(n ? *n : 0);
  return out;
}

std::uint64_t number(std::string_view s, std::size_t at, std::size_t size, bool big) {
  std::uint64_t out = 0;
  if (at + size > s.size()) return 0;
  for (std::size_t i = 0; i < size; ++i)
    out = out << 8 | static_cast<unsigned char>(s[at + (big ? i : size - 1 - i)]);
  return out;
}

/// Names are told by their last part; in UTF-16 as far as it is of two bytes a sign.
std::string of_utf16(std::string_view s, bool big) {
  std::string out;
  for (std::size_t i = 0; i + 1 < s.size() && out.size() < longest_name; i += 2) {
    const auto c = static_cast<std::uint32_t>(number(s, i, 2, big));
    if (c == 0) break;
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += static_cast<char>(0xC0 | c >> 6);
      out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
      out += static_cast<char>(0xE0 | c >> 12);
      out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
      out += static_cast<char>(0x80 | (c & 0x3F));
    }
  }
  return out;
}

std::string last_part(std::string_view path) {
  path = path.substr(0, path.find('\0'));
  const auto at = path.find_last_of("/\\:");
  if (at != std::string_view::npos) path.remove_prefix(at + 1);
  return path == "." || path == ".." ? std::string() : std::string(path);
}

std::string of_qcow(ByteSource& image) {
  const auto head = bytes_at(image, 0, 24);
  const auto at = number(head, 8, 8, true), size = number(head, 16, 4, true);
  if (at == 0 || size == 0 || size > longest_name) return {};
  return last_part(bytes_at(image, at, static_cast<std::size_t>(size)));
}

std::string of_vhd(ByteSource& image, std::string_view head) {
  if (number(head, 60, 4, true) != 4) return {};
  const auto dynamic = bytes_at(image, number(head, 16, 8, true), 1024);
  if (dynamic.size() < 1024 || dynamic.compare(0, 8, "cxsparse") != 0) return {};
  return last_part(of_utf16(std::string_view(dynamic).substr(64, 512), true));
}

/// [MS-VHDX] 2.2.3, 2.6
std::string of_vhdx(ByteSource& image) {
  constexpr auto metadata = "\x06\xA2\x7C\x8B\x90\x47\x9A\x4B\xB8\xFE\x57\x5F\x05\x0F\x88\x6E"sv;
  constexpr auto locator = "\x2D\x5F\xD3\xA8\x0B\xB3\x4D\x45\xAB\xF7\xD3\xD8\x48\x34\xAB\x0C"sv;
  const auto regions = bytes_at(image, 192U << 10, longest_text);
  if (regions.compare(0, 4, "regi") != 0) return {};
  for (std::size_t at = 16;
       at + 32 <= regions.size() && at < 16 + 32 * number(regions, 8, 4, false); at += 32) {
    if (std::string_view(regions).substr(at, 16) != metadata) continue;
    const auto begin = number(regions, at + 16, 8, false);
    const auto table = bytes_at(image, begin, longest_text);
    if (table.compare(0, 8, "metadata") != 0) return {};
    for (std::size_t k = 32; k + 32 <= table.size() && k < 32 + 32 * number(table, 10, 2, false);
         k += 32) {
      if (std::string_view(table).substr(k, 16) != locator) continue;
      const auto item = bytes_at(image, begin + number(table, k + 16, 4, false),
                                 static_cast<std::size_t>(std::min<std::uint64_t>(
                                     number(table, k + 20, 4, false), longest_text)));
      for (std::size_t e = 20; e + 12 <= item.size() && e < 20 + 12 * number(item, 18, 2, false);
           e += 12) {
        const auto text = [&](std::size_t offset_at, std::size_t size_at) {
          const auto from = std::min<std::uint64_t>(number(item, offset_at, 4, false), item.size());
          return of_utf16(std::string_view(item).substr(
                              static_cast<std::size_t>(from),
                              static_cast<std::size_t>(number(item, size_at, 2, false))),
                          false);
        };
        const auto key = text(e, e + 8);
        if (key == "relative_path" || key == "absolute_win32_path" || key == "volume_path")
          if (auto name = last_part(text(e + 4, e + 10)); !name.empty()) return name;
      }
    }
  }
  return {};
}

std::string of_vmdk(ByteSource& image) {
  const auto head = bytes_at(image, 0, 64);
  const auto size = std::min<std::uint64_t>(number(head, 36, 8, false), longest_text / 512) * 512;
  const auto text =
      bytes_at(image, std::min<std::uint64_t>(number(head, 28, 8, false), 1ULL << 40) * 512,
               static_cast<std::size_t>(size));
  const auto at = text.find("parentFileNameHint=\"");
  if (at == std::string::npos) return {};
  const auto from = at + 20, end = text.find('"', from);
  return end == std::string::npos || end - from > longest_name
             ? std::string()
             : last_part(std::string_view(text).substr(from, end - from));
}

}  // namespace

std::string base_image(Container kind, ByteSource& image) {
  if (kind == Container::qcow) return of_qcow(image);
  if (kind == Container::vmdk) return of_vmdk(image);
  if (kind != Container::vhd) return {};
  const auto head = bytes_at(image, 0, 512);
  return head.compare(0, 8, "vhdxfile") == 0 ? of_vhdx(image) : of_vhd(image, head);
}

}  // namespace ledgelight::discover
