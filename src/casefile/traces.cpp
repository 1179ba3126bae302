#include "casefile/traces.hpp"

#include <cstdint>

#include "base/text.hpp"

namespace ledgelight::casefile {
namespace {

std::uint32_t at(std::string_view s, std::size_t i) { return static_cast<unsigned char>(s[i]); }
bool begins(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }

std::uint32_t big(std::string_view s, std::size_t i, int bytes) {
  std::uint32_t out = 0;
  for (int n = 0; n < bytes; ++n) out = out << 8 | at(s, i + static_cast<std::size_t>(n));
  return out;
}

void put_text(std::string& to, std::string_view text) {
  auto words = trimmed(shown_line(text.substr(0, text.find('\0')), 80));
  if (words.empty() || to.find(words) != to.npos) return;
  to += (to.empty() ? "" : " ") + words;
}

// TIFF 6.0, section 2; the fields are those of EXIF 2.32.
class Tiff {
 public:
  explicit Tiff(std::string_view bytes) : bytes_(bytes) {}

  /// Puts what it says into `out`; the way the picture is turned (1 to 8) into orientation().
  void read(Traces& out) {
    if (bytes_.size() < 8) return;
    little_ = begins(bytes_, "II");
    if (!little_ && !begins(bytes_, "MM")) return;
    folder(number(4, 4), out, 0);
  }
  std::uint32_t orientation() const { return orientation_; }

 private:
  std::uint32_t number(std::size_t i, int bytes) const {
    std::uint32_t out = 0;
    for (int n = 0; n < bytes; ++n) {
      const auto byte = at(bytes_, i + static_cast<std::size_t>(little_ ? bytes - 1 - n : n));
      out = out << 8 | byte;
    }
    return out;
  }
  std::string_view text(std::size_t entry) const {
    const auto size = number(entry + 4, 4);
    const std::size_t from = size <= 4 ? entry + 8 : number(entry + 8, 4);
    return from >= bytes_.size() ? std::string_view() : bytes_.substr(from, size);
  }
  void folder(std::size_t from, Traces& out, int depth) {
    // A camera writes three; a file that sends us round in circles is read no further.
    if (depth > 2 || ++folders_ > 6 || from < 8 || from + 2 > bytes_.size()) return;
    const auto many = number(from, 2);
    for (std::uint32_t n = 0; n < many; ++n) {
      const auto entry = from + 2 + std::size_t{n} * 12;
      if (entry + 12 > bytes_.size()) return;
      field(entry, out, depth);
    }
  }
  void field(std::size_t entry, Traces& out, int depth) {
    switch (number(entry, 2)) {
    case 0x010F:
    case 0x0110: put_text(out.device, text(entry)); break;
    case 0x0112: orientation_ = number(entry + 8, 2); break;
    case 0x0132:
    case 0x9003:
    case 0x9004: put_text(out.time, text(entry)); break;
    case 0x013B:
    case 0x8298:
    case 0xA430: put_text(out.author, text(entry)); break;
    case 0x8769: folder(number(entry + 8, 4), out, depth + 1); break;
    case 0x8825: out.place = true; break;
    default: out.more = true;
    }
  }

  std::string_view bytes_;
  bool little_ = false;
  int folders_ = 0;
  std::uint32_t orientation_ = 0;
};

// The smallest EXIF there is: how the picture is turned, and nothing else.
std::string turned(std::uint32_t orientation) {
  std::string out("MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0", 26);
  out[19] = static_cast<char>(orientation);
  return out;
}
bool is_turned(std::uint32_t orientation) { return orientation >= 2 && orientation <= 8; }

struct Read {
  Traces traces;
  std::string clean;
  bool whole = false;
};

std::string segment(char marker, std::string_view body) {
  std::string out{'\xFF', marker};
  const auto size = body.size() + 2;
  out += static_cast<char>(size >> 8);
  out += static_cast<char>(size & 0xFF);
  return out.append(body);
}

constexpr std::string_view exif("Exif\0\0", 6);

// What a segment of a JPEG file says. True when the picture needs it.
bool jpeg_segment(std::uint32_t marker, std::string_view body, Traces& traces, std::uint32_t& orientation) {
  if (marker == 0xE1 && begins(body, exif)) {
    const auto tiff_bytes = body.substr(exif.size());
    Tiff tiff(tiff_bytes);
    Traces own;
    tiff.read(own);
    if (is_turned(tiff.orientation())) orientation = tiff.orientation();
    // Our own, of a clean copy: nothing but the way it is turned.
    if (tiff_bytes != turned(orientation)) {
      traces.more = traces.more || own.more || !own.any();
      traces.place = traces.place || own.place;
      put_text(traces.device, own.device);
      put_text(traces.author, own.author);
      put_text(traces.time, own.time);
    }
    return false;
  }
  // JFIF names no one; Adobe's tells how the colours are kept. Both are of a fixed length; behind it could be anything.
  if (marker == 0xE0 && begins(body, std::string_view("JFIF\0", 5)) && body.size() == 14 && at(body, 12) == 0 && at(body, 13) == 0)
    return true;
  if (marker == 0xEE && begins(body, "Adobe") && body.size() == 12) return true;
  if ((marker >= 0xE0 && marker <= 0xEF) || marker == 0xFE) {
    traces.more = true;
    return false;
  }
  return true;
}

// ITU-T T.81, annex B.
Read read_jpeg(std::string_view s) {
  Read out;
  out.traces.kind = Traces::Kind::picture;
  std::string rest;
  std::uint32_t orientation = 0;
  bool scanned = false;
  std::size_t i = 2;
  while (i + 2 <= s.size()) {
    if (at(s, i) != 0xFF) return {};
    while (i + 1 < s.size() && at(s, i + 1) == 0xFF) ++i;  // fill bytes
    if (i + 2 > s.size()) return {};
    const auto marker = at(s, i + 1);
    if (marker == 0xD9) {
      if (!scanned) return {};
      out.traces.more = out.traces.more || i + 2 < s.size();
      out.clean = "\xFF\xD8";
      if (orientation != 0) out.clean += segment('\xE1', std::string(exif) + turned(orientation));
      out.clean += rest + "\xFF\xD9";
      out.whole = true;
      return out;
    }
    if (marker < 0xC0 || (marker >= 0xD0 && marker <= 0xD8)) return {};
    if (i + 4 > s.size()) return {};
    const auto size = big(s, i + 2, 2);
    if (size < 2 || i + 2 + size > s.size()) return {};
    const auto body = s.substr(i + 4, size - 2);
    if (jpeg_segment(marker, body, out.traces, orientation)) rest += segment(static_cast<char>(marker), body);
    i += 2 + size;
    if (marker != 0xDA) continue;
    // The picture itself, up to a marker that is no restart and no FF of its own.
    scanned = true;
    const auto from = i;
    while (i + 1 < s.size() &&
           !(at(s, i) == 0xFF && at(s, i + 1) != 0 && !(at(s, i + 1) >= 0xD0 && at(s, i + 1) <= 0xD7)))
      ++i;
    rest += s.substr(from, i - from);
  }
  return {};
}

// RFC 2083 and the PNG specification, third edition. Chunks that draw; every other one speaks.
bool draws(std::string_view type) {
  static constexpr std::string_view all[] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB",
                                             "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT", "cICP"};
  for (const auto one : all)
    if (one == type) return true;
  return false;
}

Read read_png(std::string_view s) {
  Read out;
  out.traces.kind = Traces::Kind::picture;
  out.clean = s.substr(0, 8);
  for (std::size_t i = 8; i + 12 <= s.size();) {
    const std::size_t size = big(s, i, 4);
    if (size > s.size() - i - 12) return {};
    const auto type = s.substr(i + 4, 4), body = s.substr(i + 8, size);
    if (draws(type)) {
      out.clean += s.substr(i, 12 + size);
    } else if (type == "eXIf") {
      Traces own;
      Tiff(body).read(own);
      out.traces.more = true;
      out.traces.place = out.traces.place || own.place;
      put_text(out.traces.device, own.device);
      put_text(out.traces.author, own.author);
      put_text(out.traces.time, own.time);
    } else {
      out.traces.more = true;
      const auto cut = body.find('\0');
      const auto word = body.substr(0, cut);
      if (type == "tEXt" && cut != body.npos && word == "Author") put_text(out.traces.author, body.substr(cut + 1));
      if (type == "tEXt" && cut != body.npos && word == "Creation Time") put_text(out.traces.time, body.substr(cut + 1));
    }
    i += 12 + size;
    if (type != "IEND") continue;
    out.traces.more = out.traces.more || i < s.size();
    out.whole = true;
    return out;
  }
  return {};
}

Read read_picture(std::string_view bytes) {
  if (begins(bytes, "\xFF\xD8\xFF")) return read_jpeg(bytes);
  if (begins(bytes, "\x89PNG\r\n\x1A\n")) return read_png(bytes);
  return {};
}

}  // namespace

Traces traces_of(std::string_view bytes) {
  auto read = read_picture(bytes);
  if (read.whole) return std::move(read.traces);
  Traces out;
  // PDF, what is kept in a ZIP (the office documents of today), the office documents of before.
  if (begins(bytes, "%PDF") || begins(bytes, "PK\x03\x04") || begins(bytes, "\xD0\xCF\x11\xE0") ||
      (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp"))
    out.kind = Traces::Kind::document;
  return out;
}

std::optional<std::string> clean_copy(std::string_view bytes) {
  auto read = read_picture(bytes);
  if (!read.whole) return std::nullopt;
  return std::move(read.clean);
}

}  // namespace ledgelight::casefile
