#include "discover/sniff.hpp"

#include <array>

#include "base/text.hpp"
#include "discover/text.hpp"

namespace ledgelight::discover {
namespace {

bool starts(std::string_view s, std::string_view magic, std::size_t at = 0) {
  return s.size() >= at + magic.size() && s.substr(at, magic.size()) == magic;
}

struct Magic {
  std::size_t at;
  std::string_view bytes;
  std::string_view kind;
};

using namespace std::string_view_literals;
constexpr std::array<Magic, 24> unread_kinds{{
    {0, "%PDF-"sv, "PDF"},
    {0, "SQLite format 3\0"sv, "SQLite databases"},
    {0, "!BDN"sv, "PST mail stores"},
    {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "old Office files"},
    {0, "\x89PNG\r\n"sv, "pictures (PNG)"},
    {0, "\xFF\xD8\xFF"sv, "pictures (JPEG)"},
    {0, "GIF8"sv, "pictures (GIF)"},
    {0, "II*\0"sv, "pictures (TIFF)"},
    {0, "MM\0*"sv, "pictures (TIFF)"},
    {0, "BM"sv, "pictures (BMP)"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "7z archives"},
    {0, "Rar!\x1A\x07"sv, "RAR archives"},
    {0, "EVF\x09\x0D\x0A\xFF\0"sv, "E01 disk images"},
    {3, "NTFS    "sv, "disk images (NTFS)"},
    {54, "FAT1"sv, "disk images (FAT)"},
    {82, "FAT32"sv, "disk images (FAT)"},
    {1080, "\x53\xEF"sv, "disk images (ext)"},
    {510, "\x55\xAA"sv, "disk images"},
    {0, "\x7F" "ELF"sv, "programs"},
    {0, "MZ"sv, "programs"},
    {4, "ftyp"sv, "films"},
    {0, "RIFF"sv, "sound and films"},
    {0, "ID3"sv, "sound"},
    {0, "OggS"sv, "sound"},
}};

/// The part of bytes no text has: controls other than white space and escape.
bool is_text(std::string_view s) {
  std::size_t odd = 0;
  for (char c : s) {
    const auto u = static_cast<unsigned char>(c);
    odd += (u < 32 && u != '\n' && u != '\r' && u != '\t' && u != '\f' && u != 27 && u != 1) || u == 127;
  }
  return odd * 200 <= s.size();
}

}  // namespace

Sniffed sniff(std::string_view s) {
  Sniffed out;
  const auto container = [&](Container c) {
    out.container = c;
    out.kind = std::string(word_of(c));
    return out;
  };
  if (s.empty()) {
    out.kind = "empty";
    return out;
  }
  if (starts(s, "PK\x03\x04") || starts(s, "PK\x05\x06")) {
    // The first member's name says whether this zip is the shell of a document.
    if (s.size() > 30) {
      const auto length = static_cast<unsigned char>(s[26]) | static_cast<unsigned char>(s[27]) << 8;
      const auto name = s.substr(30, std::min<std::size_t>(static_cast<std::size_t>(length), s.size() - 30));
      const bool office = name == "[Content_Types].xml" || starts(name, "_rels/");
      const bool open_document = name == "mimetype" && s.find("opendocument", 30) < 120;
      if (office || open_document) {
        out.kind = office ? "Office document" : "OpenDocument file";
        out.unread = office ? "no decoder for Office documents yet" : "no decoder for OpenDocument files yet";
        return out;
      }
    }
    return container(Container::zip);
  }
  if (starts(s, "\x1F\x8B\x08")) return container(Container::gzip);
  if (starts(s, "BZh") && s.size() > 10 && starts(s, "\x31\x41\x59\x26\x53\x59", 4)) return container(Container::bzip2);
  if (starts(s, "\xFD" "7zXZ\0"sv)) return container(Container::xz);
  if (starts(s, "\x28\xB5\x2F\xFD")) return container(Container::zstd);
  if (starts(s, "ustar", 257)) return container(Container::tar);

  std::size_t skip = 0;
  const auto encoding = encoding_of(s, skip);
  if (encoding != Encoding::bytes) {
    out.text = is_text(narrowed(s.substr(skip), encoding));
  } else {
    out.text = is_text(s);
  }
  for (const auto& magic : unread_kinds) {
    // "BM" and "MZ" begin words too.
    if (!starts(s, magic.bytes, magic.at) || (out.text && magic.bytes.size() < 4)) continue;
    out.text = false;
    out.kind = std::string(magic.kind);
    out.unread = "no decoder for " + out.kind + " yet";
    return out;
  }
  if (!out.text) {
    out.kind = "bytes of an unknown kind";
    out.unread = "not text, and no decoder knows it";
    return out;
  }
  out.kind = "text";
  const auto head = lowered(s.substr(0, 2048));
  const auto line = [&](std::string_view field) {
    return head.rfind(field, 0) == 0 || head.find("\n" + std::string(field)) != std::string::npos;
  };
  if ((line("from:") || line("from ")) && line("mime-version:"))
    out.partly = "mail read as plain text; attachments and encoded parts not unpacked yet";
  return out;
}

std::string office_part(std::string_view name) {
  for (std::string_view root : {"xl/", "word/", "ppt/", "docProps/", "[Content_Types].xml"})
    if (starts(name, root)) return "part of an Office document; no decoder for it yet";
  return {};
}

}  // namespace ledgelight::discover
