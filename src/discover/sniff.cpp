#include "discover/sniff.hpp"

#include <array>
#include <bit>
#include <cstdint>

#include "base/text.hpp"
#include "discover/text.hpp"

namespace ledgelight::discover {
namespace {

bool starts(std::string_view s, std::string_view magic, std::size_t at = 0) {
  return s.size() >= at + magic.size() && s.substr(at, magic.size()) == magic;
}

using namespace std::string_view_literals;

struct Known {
  std::size_t at;
  std::string_view bytes;
  Container kind;
};
constexpr std::array known_kinds{
    Known{0, "\x1F\x8B\x08"sv, Container::gzip},
    Known{0,
          "\xFD"
          "7zXZ\0"sv,
          Container::xz},
    Known{0, "\x28\xB5\x2F\xFD"sv, Container::zstd},
    Known{0, "\x04\x22\x4D\x18"sv, Container::lz4},
    Known{0, "\x1F\x9D"sv, Container::compress},
    Known{257, "ustar"sv, Container::tar},
    Known{0, "!<arch>\n"sv, Container::ar},
    Known{0, "MSCF\0\0\0\0"sv, Container::cab},
    Known{0, "7z\xBC\xAF\x27\x1C"sv, Container::seven_zip},
    Known{0, "Rar!\x1A\x07"sv, Container::rar},
    Known{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, Container::old_office},
    Known{0, "SQLite format 3\0"sv, Container::sqlite},
    Known{0, "%PDF-"sv, Container::pdf},
    Known{0, "\xEF\xBB\xBF%PDF-"sv, Container::pdf},
    Known{0, "!BDN"sv, Container::pst},
    Known{0, "EVF\x09\x0D\x0A\xFF\0"sv, Container::ewf},
    Known{3, "NTFS    "sv, Container::disk},
    Known{3, "EXFAT   "sv, Container::disk},
    Known{54, "FAT1"sv, Container::disk},
    Known{82, "FAT32"sv, Container::disk},
    Known{512, "EFI PART"sv, Container::disk},
    Known{1024, "H+\0\x04"sv, Container::disk},
    Known{1080, "\x53\xEF"sv, Container::disk},
    Known{510, "\x55\xAA"sv, Container::disk},
    Known{32769, "CD001"sv, Container::iso},
    Known{0, "\x89PNG\r\n"sv, Container::picture},
    Known{0, "\xFF\xD8\xFF"sv, Container::picture},
    Known{0, "GIF8"sv, Container::picture},
    Known{0, "II*\0"sv, Container::picture},
    Known{0, "MM\0*"sv, Container::picture},
    Known{4, "ftypheic"sv, Container::heif},
    Known{4, "ftypheix"sv, Container::heif},
    Known{4, "ftypmif1"sv, Container::heif},
    Known{4, "ftypavif"sv, Container::heif},
    Known{0, "\0\x01\0\0Standard Jet DB\0"sv, Container::access},
    Known{0, "\0\x01\0\0Standard ACE DB\0"sv, Container::access},
    Known{0, "\x78\x9F\x3E\x22"sv, Container::winmail},
    Known{0, "KDMV\x01\0\0\0"sv, Container::vmdk},
    Known{0, "KDMV\x02\0\0\0"sv, Container::vmdk},
    Known{0, "KDMV\x03\0\0\0"sv, Container::vmdk},
    Known{0, "conectix\0\0\0"sv, Container::vhd},
    Known{0, "vhdxfile"sv, Container::vhd},
    Known{0, "QFI\xFB\0\0\0"sv, Container::qcow},
    Known{0, "ElfFile\0"sv, Container::event_log},
    Known{0, "ITSF\x02\0\0\0"sv, Container::help},
    Known{0, "ITSF\x03\0\0\0"sv, Container::help},
    Known{0, "LUKS\xBA\xBE"sv, Container::disk},
    Known{3, "-FVE-FS-"sv, Container::disk},
};

struct Magic {
  std::size_t at;
  std::string_view bytes;
  std::string_view kind;
  bool carve = false;
};
constexpr std::array unread_kinds{
    Magic{0,
          "\x7F"
          "ELF"sv,
          "programs", true},
    Magic{0, "MZ"sv, "programs", true},
    Magic{0, "\x37\x7F\x06\x82"sv, "sqlite-wal", true},
    Magic{0, "\x37\x7F\x06\x83"sv, "sqlite-wal", true},
    Magic{0, "\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D"sv, "notebooks (OneNote)", true},
    Magic{4, "ftyp"sv, "films"},
    Magic{0, "RIFF"sv, "sound and films"},
    Magic{0, "ID3"sv, "sound"},
    Magic{0, "OggS"sv, "sound"},
};

/// Nothing can be read of these without a key.
constexpr std::array sealed_kinds{
    Magic{0, "age-encryption.org/v1\n"sv, "age"},
    Magic{0, "-----BEGIN AGE ENCRYPTED FILE-----"sv, "age"},
    Magic{0, "-----BEGIN PGP MESSAGE-----"sv, "OpenPGP"},
    Magic{0, "Salted__"sv, "openssl enc"},
    Magic{0, "\x03\xD9\xA2\x9A"sv, "KeePass"},
};

/// A message in OpenPGP (RFC 4880, section 4.2) that begins with a session key for a key or a
/// password; an enveloped one in CMS (RFC 5652, section 6).
std::string_view sealed_message(std::string_view s) {
  const auto byte = [&](std::size_t i) {
    return i < s.size() ? static_cast<unsigned char>(s[i]) : 0;
  };
  const bool for_key = (byte(0) == 0x84 && byte(2) == 3) || (byte(0) == 0x85 && byte(3) == 3) ||
                       (byte(0) == 0xC1 && byte(1) < 192 && byte(2) == 3) ||
                       (byte(0) == 0xC1 && byte(1) >= 192 && byte(1) < 224 && byte(3) == 3);
  const bool for_password =
      (byte(0) == 0x8C && byte(2) == 4) || (byte(0) == 0xC3 && byte(1) < 64 && byte(2) == 4);
  if (for_key || (for_password && byte(3) >= 1 && byte(3) <= 13))
    return "OpenPGP, by its first bytes";
  if (byte(0) == 0x30 && s.substr(0, 24).find("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03"sv) !=
                             std::string_view::npos)
    return "S/MIME";
  return {};
}

/// The part of bytes no text has: controls other than white space and escape.
bool is_text(std::string_view s) {
  std::size_t odd = 0;
  for (char c : s) {
    const auto u = static_cast<unsigned char>(c);
    odd += (u < 32 && u != '\n' && u != '\r' && u != '\t' && u != '\f' && u != 27 && u != 1) || u == 127;
  }
  return odd * 200 <= s.size();
}

/// What a zip is the shell of, told by the names of its first members; zip itself otherwise.
Container zip_or_office(std::string_view s) {
  std::size_t at = 0;
  for (int members = 0; members < 64 && s.size() >= at + 30; ++members) {
    if (!starts(s, "PK\x03\x04", at)) break;
    const auto number = [&](std::size_t i, int bytes) {
      std::size_t value = 0;
      for (int k = bytes; k-- > 0;)
        value = value << 8 | static_cast<unsigned char>(s[at + i + static_cast<std::size_t>(k)]);
      return value;
    };
    const auto name = s.substr(at + 30, number(26, 2));
    const auto data = at + 30 + number(26, 2) + number(28, 2);
    if (starts(name, "word/")) return Container::word;
    if (starts(name, "xl/")) return Container::sheet;
    if (starts(name, "ppt/")) return Container::slides;
    // Pages of XPS: XML that needs no reader of its own.
    if (name.size() > 6 && (name.substr(name.size() - 6) == ".fpage" || name.substr(name.size() - 6) == ".fdseq")) return Container::zip;
    if (name == "mimetype" && data < s.size() &&
        starts(s.substr(data), "application/vnd.oasis.opendocument."))
      return starts(s, "spreadsheet", data + 35) ? Container::open_sheet : Container::open_text;
    // A descriptor after the data hides where the next member begins; then it is looked for.
    auto next = data + number(18, 4);
    if (number(18, 4) == 0)
      next = std::min(s.find("PK\x03\x04", std::min(data, s.size())), s.size());
    if (next <= at) break;
    at = next;
  }
  // Far members of a document's shell lie beyond what was read.
  for (const auto& [mark, kind] :
       {std::pair{"/word/"sv, Container::word}, std::pair{"/xl/"sv, Container::sheet},
        std::pair{"/ppt/"sv, Container::slides}})
    if (starts(s, "[Content_Types].xml", 30) && s.find(mark) != std::string_view::npos) return kind;
  return starts(s, "[Content_Types].xml", 30) || starts(s, "_rels/.rels", 30) ? Container::word
                                                                              : Container::zip;
}

/// Does the text begin with the headers of a message (RFC 5322)?
bool begins_as_mail(std::string_view head) {
  int known = 0;
  bool sender = false;
  std::size_t at = 0;
  for (int lines = 0; lines < 60 && at < head.size(); ++lines) {
    const auto end = std::min(head.find('\n', at), head.size());
    auto line = head.substr(at, end - at);
    at = end + 1;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) break;
    if (line[0] == ' ' || line[0] == '\t') continue;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0 ||
        line.substr(0, colon).find_first_of(" \t,;\"") != std::string_view::npos)
      return known >= 3 && sender;
    const auto name = lowered(line.substr(0, colon));
    for (std::string_view field :
         {"from", "to", "subject", "date", "message-id", "received", "mime-version", "return-path",
          "content-type", "delivered-to", "cc"})
      known += name == field;
    sender = sender || name == "from" || name == "received" || name == "return-path";
  }
  return known >= 2 && sender;
}

bool begins_as_mailbox(std::string_view head) {
  if (!starts(head, "From ")) return false;
  const auto end = head.find('\n');
  return end != std::string_view::npos && begins_as_mail(head.substr(end + 1));
}

bool is_cpio(std::string_view s) {
  if (!starts(s, "070701") && !starts(s, "070702")) return false;
  return s.size() > 110 &&
         s.substr(0, 110).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// A dBASE table: no mark, but a day, lengths that fit each other, and a field with a name.
bool is_dbase(std::string_view s) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<unsigned char>(s[i]));
  };
  if (s.size() < 66 || "\x02\x03\x04\x05\x30\x31\x32\x43\x63\x83\x8B\x8C\x8E\xCB\xF5\xFB"sv.find(
                           s[0]) == std::string_view::npos)
    return false;
  const auto head = byte(8) | byte(9) << 8, record = byte(10) | byte(11) << 8;
  if (byte(2) < 1 || byte(2) > 12 || byte(3) < 1 || byte(3) > 31 || head < 65 || record < 2)
    return false;
  const bool seven = (byte(0) & 7) == 4;
  const std::size_t entry = seven ? 48 : 32, type = seven ? 32 : 11, length = seven ? 33 : 16;
  std::size_t at = seven ? 68 : 32, sum = 1;
  for (; at + entry <= std::min(head, s.size()) && s[at] != '\r'; at += entry) {
    if ("CNFDLMIBYTGOPQVW@+0"sv.find(s[at + type]) == std::string_view::npos || byte(at) < 32)
      return false;
    sum += byte(at + length);
    if (s[at + type] == 'C' && !seven) sum += byte(at + length + 1) << 8;
  }
  return at > 68 - 5 &&
         (at + entry > s.size() || (at < s.size() && s[at] == '\r' && sum == record));
}

bool is_pnm(std::string_view s) {
  return s.size() > 8 && s[0] == 'P' && s[1] >= '4' && s[1] <= '6' &&
         (s[2] == '\n' || s[2] == ' ') && s[3] >= '1' && s[3] <= '9';
}

/// LZMA without a container (.lzma): no mark, but the usual settings, a dictionary of a size that
/// its programs write (2^n or 2^n + 2^(n-1)), a length that can be, and the zero its coder begins
/// with.
bool is_lzma(std::string_view s) {
  if (s.size() < 32 || s[0] != '\x5D' || s[13] != '\0') return false;
  std::uint64_t dictionary = 0, size = 0;
  for (std::size_t i = 4; i > 0; --i)
    dictionary = dictionary << 8 | static_cast<unsigned char>(s[i]);
  for (std::size_t i = 12; i > 4; --i)
    size = size << 8 | static_cast<unsigned char>(s[i]);
  const auto ones = std::popcount(dictionary);
  const bool usual =
      dictionary >= 4096 && (ones == 1 || (ones == 2 && (dictionary & dictionary >> 1) != 0));
  return usual && (size == ~std::uint64_t{0} || (size > 0 && size < std::uint64_t{1} << 40));
}

/// Drawings of Windows: an enhanced one by its head and the mark in it; a plain one by the head
/// that programs put before it, or by its own ([MS-WMF] 2.3.2.2).
std::optional<Container> drawing(std::string_view s) {
  if (s.size() >= 88 && starts(s, "\x01\0\0\0"sv) && starts(s, " EMF", 40)) return Container::emf;
  if (s.size() < 18) return std::nullopt;
  if (starts(s, "\xD7\xCD\xC6\x9A\0\0"sv)) return Container::wmf;
  if ((s[0] == 1 || s[0] == 2) && starts(s, "\0\x09\0\0"sv, 1) && (s[5] == 1 || s[5] == 3) &&
      starts(s, "\0\0"sv, 16))
    return Container::wmf;
  return std::nullopt;
}

bool is_bitmap(std::string_view s) {
  return starts(s, "BM") && s.size() > 30 && starts(s, "\0\0\0\0"sv, 6);
}

}  // namespace

Sniffed sniff(std::string_view s) {
  Sniffed out;
  const auto container = [&](Container c) {
    out.text = false;
    out.kind = std::string(word_of(c));
    out.container = c;
    return out;
  };
  if (s.empty()) {
    out.kind = "empty";
    return out;
  }
  if (starts(s, "PK\x03\x04")) return container(zip_or_office(s));
  if (starts(s, "PK\x05\x06")) return container(Container::zip);
  if (starts(s, "BZh") && s.size() > 10 && starts(s, "\x31\x41\x59\x26\x53\x59", 4)) return container(Container::bzip2);
  if (is_cpio(s)) return container(Container::cpio);
  if (starts(s, "{\\rtf")) return container(Container::rich_text);
  if (is_dbase(s)) return container(Container::dbase);
  if (is_pnm(s) || is_bitmap(s) || (starts(s, "RIFF") && starts(s, "WEBP", 8)))
    return container(Container::picture);

  const auto start = s.substr(0, 8192);
  std::size_t skip = 0;
  const auto encoding = encoding_of(start, skip);
  if (encoding != Encoding::bytes) {
    out.text = is_text(narrowed(start.substr(skip), encoding));
  } else {
    out.text = is_text(start);
  }
  // Short marks, and those far from the start, may stand in a text by chance.
  for (const auto& magic : known_kinds)
    if (starts(s, magic.bytes, magic.at) &&
        !(out.text && (magic.bytes.size() < 4 || (magic.at > 0 && magic.kind == Container::disk))))
      return container(magic.kind);
  if (const auto drawn = drawing(s)) return container(*drawn);
  if (is_lzma(s)) return container(Container::lzma);
  if (s.size() > 21 && starts(s, "-lh", 2) && s[6] == '-') return container(Container::lha);
  const auto sealed = [&](std::string_view how) {
    out.text = false;
    out.kind = "encrypted (" + std::string(how) + ")";
    out.unread = out.kind + ": needs its key";
    return out;
  };
  for (const auto& magic : sealed_kinds)
    if (starts(s, magic.bytes, magic.at)) return sealed(magic.kind);
  for (const auto& magic : unread_kinds) {
    // "MZ" begins words too.
    if (!starts(s, magic.bytes, magic.at) || (out.text && magic.bytes.size() < 4)) continue;
    out.text = false;
    out.kind = std::string(magic.kind);
    out.carve = magic.carve;
    out.unread = "no decoder for " + out.kind;
    if (magic.at == 0 && magic.carve) out.unread += "; only the runs of text in them were searched";
    return out;
  }
  if (const auto how = out.text ? std::string_view() : sealed_message(s); !how.empty()) {
    sealed(how);
    out.carve = true;  // the first bytes of anything might look so
    return out;
  }
  if (!out.text) {
    out.kind = "bytes of an unknown kind";
    out.unread = "not text, and no decoder knows it; only the runs of text in it were searched";
    out.carve = true;
    return out;
  }
  out.kind = "text";
  if (encoding == Encoding::bytes) {
    const auto mail_from = start.substr(skip);
    if (begins_as_mailbox(mail_from)) return container(Container::mailbox);
    if (begins_as_mail(mail_from)) return container(Container::mail);
  }
  return out;
}

}  // namespace ledgelight::discover
