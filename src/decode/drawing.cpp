#include "decode/drawing.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "decode/charset.hpp"
#include "decode/compound.hpp"
#include "decode/page_lines.hpp"
#include "decode/xml.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::uint64_t largest_record = 64U << 20;
constexpr std::size_t most_words = 50'000, most_signs = 16'384;
constexpr std::uint64_t most_pictures = 10'000;
constexpr std::size_t least_picture = 16U << 10;  ///< less is an icon
constexpr double usual_height = 12;

std::int32_t signed32(std::string_view s, std::size_t at) {
  return static_cast<std::int32_t>(little(s, at, 4));
}
double signed16(std::string_view s, std::size_t at) {
  return static_cast<std::int16_t>(little(s, at, 2));
}
double real(std::string_view s, std::size_t at) {
  const auto v = std::bit_cast<float>(static_cast<std::uint32_t>(little(s, at, 4)));
  return std::isfinite(v) && std::abs(v) < 1e9F ? static_cast<double>(v) : 0;
}

/// The signs of a text, each in UTF-8.
std::vector<std::string> of_utf16(std::string_view s) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i + 1 < s.size(); i += 2) {
    auto c = static_cast<std::uint32_t>(little(s, i, 2));
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < s.size()) {
      const auto low = static_cast<std::uint32_t>(little(s, i + 2, 2));
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
        out.emplace_back();
      }
    }
    out.emplace_back();
    if (c >= 32 && (c < 0xD800 || c >= 0xE000)) append_utf8(out.back(), c);
  }
  return out;
}
std::vector<std::string> of_bytes(std::string_view s) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    out.emplace_back();
    if (static_cast<unsigned char>(s[i]) >= 32) out.back() = utf8_of_1252(s.substr(i, 1));
  }
  return out;
}

/// What is drawn on, as far as text and bitmaps go.
class Sheet {
 public:
  explicit Sheet(const Output& output) : speaker_(output) {}

  struct Font {
    double height = usual_height;
  };
  Font font;
  unsigned align = 0;  ///< of the text to its place ([MS-WMF] 2.1.2.3)
  double at_x = 0, at_y = 0;

  /// `advance`: how far each sign goes on; fewer: as wide as is usual.
  void write(const std::vector<std::string>& signs, double x, double y, double scale,
             const std::vector<double>& advance) {
    if ((align & 1) != 0) x = at_x, y = at_y;
    const double height = std::max(1.0, font.height * scale);
    std::vector<double> ends{0};
    for (std::size_t i = 0; i < signs.size(); ++i)
      ends.push_back(ends.back() + (i < advance.size() ? advance[i] * scale : height / 2));
    const double width = ends.back();
    if ((align & 1) != 0) at_x += width;
    const auto across = align & 6U;
    const double left = across == 6 ? x - width / 2 : across == 2 ? x - width : x;
    const auto up = align & 24U;
    const double top = up == 24 ? y - 0.8 * height : up == 8 ? y - height : y;
    for (std::size_t i = 0; i < signs.size();) {
      auto end = i;
      std::string text;
      while (end < signs.size() && signs[end] != " ")
        text += signs[end++];
      if (!text.empty())
        words_.push_back({left + ends[i], top, left + ends[end], top + height, std::move(text),
                          end < signs.size()});
      i = end + 1;
    }
    if (words_.size() >= most_words) say_words();
  }

  /// A device-independent bitmap: its head with colours, and its bits.
  void picture(std::string_view head, std::string_view bits) {
    if (head.size() < 40 || bits.size() < least_picture || pictures_ == most_pictures) return;
    close_text();
    const auto size = 14 + head.size() + bits.size();
    std::string file = "BM";
    for (const std::uint64_t v :
         {std::uint64_t{size}, std::uint64_t{0}, std::uint64_t{14 + head.size()}})
      for (int i = 0; i < 4; ++i)
        file += static_cast<char>(v >> (8 * i));
    speaker_.member("picture" + std::to_string(++pictures_) + ".bmp");
    speaker_.say(file);
    speaker_.say(head);
    speaker_.say(bits);
    speaker_.end();
  }

  bool listening() const { return speaker_.listening(); }
  bool has_text() const { return said_ || !words_.empty(); }
  void finish() {
    close_text();
    speaker_.finish();
  }
  /// What was read is said, and why there is no more.
  [[noreturn]] void damaged(const std::string& why) {
    close_text();
    throw Damaged(why);
  }

 private:
  void say_words() {
    if (words_.empty()) return;
    if (!speaker_.inside()) speaker_.text("text");
    if (said_) speaker_.piece();
    said_ = true;
    const auto lines = lines_of(std::exchange(words_, {}));
    say_lines(lines, tables_in(lines), speaker_);
  }
  void close_text() {
    say_words();
    if (speaker_.inside()) speaker_.end();
  }

  Speaker speaker_;
  std::vector<Word> words_;
  std::uint64_t pictures_ = 0;
  bool said_ = false;
};

/// Bytes as they come, a record at a time.
class Records {
 public:
  explicit Records(const Input& input) : input_(input) {}
  /// As many as there are, up to `size`.
  std::string take(std::uint64_t size) {
    std::string out;
    while (out.size() < size) {
      if (at_ == have_) {
        const auto n = input_(buffer_);
        if (n < 0) throw Damaged("the bytes stopped coming");
        if (n == 0) break;
        have_ = static_cast<std::size_t>(n);
        at_ = 0;
      }
      const auto n = std::min<std::uint64_t>(size - out.size(), have_ - at_);
      out.append(buffer_.data() + at_, static_cast<std::size_t>(n));
      at_ += static_cast<std::size_t>(n);
    }
    return out;
  }

 private:
  const Input& input_;
  std::vector<char> buffer_ = std::vector<char>(1U << 16);
  std::size_t at_ = 0, have_ = 0;
};

class Enhanced {
 public:
  Enhanced(const Input& input, const Output& output) : records_(input), sheet_(output) {}

  void read() {
    bool first = true;
    while (sheet_.listening()) {
      auto r = records_.take(8);
      if (r.size() < 8) break;
      const auto type = little(r, 0, 4), size = little(r, 4, 4);
      if (first && (type != 1 || size < 88)) throw Damaged("no enhanced metafile");
      if (size < 8 || size % 4 != 0 || size > largest_record)
        return sheet_.damaged("a record of it has no size that can be");
      r += records_.take(size - 8);
      if (r.size() < size) return sheet_.damaged("cut short");
      first = false;
      if (type == 14) return end();  // EMR_EOF
      record(type, r);
    }
    if (!sheet_.listening()) return;
    if (first) throw Damaged("no enhanced metafile");
    sheet_.damaged("its end is missing");
  }

 private:
  void end() {
    // Written by GDI+ alone: nothing else says it.
    if (!sheet_.has_text()) {
      sheet_.align = 0;
      for (const auto& s : plus_)
        sheet_.write(of_utf16(s.text), s.x, s.y, 1, {});
    }
    sheet_.finish();
  }

  void record(std::uint64_t type, std::string_view r) {
    switch (type) {
    case 9: extent(r, window_); break;
    case 10: origin(r, window_); break;
    case 11: extent(r, viewport_); break;
    case 12: origin(r, viewport_); break;
    case 22:
      if (r.size() >= 12) sheet_.align = static_cast<unsigned>(little(r, 8, 4));
      break;
    case 27:
      if (r.size() >= 16) place(signed32(r, 8), signed32(r, 12), sheet_.at_x, sheet_.at_y);
      break;
    case 35:
      if (r.size() >= 32) world_ = transform(r, 8);
      break;
    case 36:
      if (r.size() >= 36) modify(transform(r, 8), little(r, 32, 4));
      break;
    case 37:
      if (r.size() >= 12)
        if (const auto f = fonts_.find(little(r, 8, 4)); f != fonts_.end())
          sheet_.font.height = f->second;
      break;
    case 82:
      if (r.size() >= 16 && fonts_.size() < 65'536) {
        const auto height = std::abs(static_cast<double>(signed32(r, 12)));
        fonts_[little(r, 8, 4)] = height > 0 && height < 1e6 ? height : usual_height;
      }
      break;
    case 33:
      saved_.push_back({world_, window_, viewport_, sheet_.align, sheet_.font});
      if (saved_.size() > 1'000) saved_.erase(saved_.begin());
      break;
    case 34: restore(); break;
    case 83: text(r, 36, false); break;
    case 84: text(r, 36, true); break;
    case 96:
    case 97:
      for (std::uint64_t i = 0;
           r.size() >= 40 && i < std::min<std::uint64_t>(little(r, 36, 4), r.size() / 40); ++i)
        text(r, 40 + 40 * static_cast<std::size_t>(i), type == 97);
      break;
    case 108: small_text(r); break;
    case 70: comment(r); break;
    case 76:
    case 77: bitmap(r, 84); break;
    case 81: bitmap(r, 48); break;
    default: break;
    }
  }

  struct Transform {
    double a = 1, b = 0, c = 0, d = 1, x = 0, y = 0;
  };
  struct Frame {
    double x = 0, y = 0, wide = 1, high = 1;
  };
  struct Saved {
    Transform world;
    Frame window, viewport;
    unsigned align;
    Sheet::Font font;
  };
  struct Drawn {
    std::string text;
    double x, y;
  };

  static Transform transform(std::string_view r, std::size_t at) {
    return {real(r, at),      real(r, at + 4),  real(r, at + 8),
            real(r, at + 12), real(r, at + 16), real(r, at + 20)};
  }
  static Transform times(const Transform& m, const Transform& n) {
    return {m.a * n.a + m.b * n.c, m.a * n.b + m.b * n.d,       m.c * n.a + m.d * n.c,
            m.c * n.b + m.d * n.d, m.x * n.a + m.y * n.c + n.x, m.x * n.b + m.y * n.d + n.y};
  }
  void modify(const Transform& by, std::uint64_t how) {
    world_ = how == 1   ? Transform()
             : how == 2 ? times(by, world_)
             : how == 3 ? times(world_, by)
                        : by;
  }
  static void extent(std::string_view r, Frame& f) {
    if (r.size() < 16) return;
    f.wide = signed32(r, 8);
    f.high = signed32(r, 12);
  }
  static void origin(std::string_view r, Frame& f) {
    if (r.size() < 16) return;
    f.x = signed32(r, 8);
    f.y = signed32(r, 12);
  }
  void restore() {
    if (saved_.empty()) return;
    const auto& s = saved_.back();
    world_ = s.world;
    window_ = s.window;
    viewport_ = s.viewport;
    sheet_.align = s.align;
    sheet_.font = s.font;
    saved_.pop_back();
  }
  double down() const { return window_.high == 0 ? 1 : viewport_.high / window_.high; }
  double over() const { return window_.wide == 0 ? 1 : viewport_.wide / window_.wide; }
  void place(double x, double y, double& to_x, double& to_y) const {
    const double px = x * world_.a + y * world_.c + world_.x,
                 py = x * world_.b + y * world_.d + world_.y;
    to_x = (px - window_.x) * over() + viewport_.x;
    to_y = (py - window_.y) * down() + viewport_.y;
  }
  double scale() const {
    const auto s = std::abs(down()) * std::hypot(world_.c, world_.d);
    return s > 1e-6 && s < 1e6 ? s : 1;
  }

  /// An EmrText object, whose offsets count in the record.
  void text(std::string_view r, std::size_t at, bool wide) {
    if (r.size() < at + 40) return;
    const auto count = std::min<std::uint64_t>(little(r, at + 8, 4), most_signs);
    const auto from = little(r, at + 12, 4), bytes = count * (wide ? 2 : 1);
    const auto options = little(r, at + 16, 4);
    if (from > r.size() || bytes > r.size() - from || (options & 0x10) != 0)
      return;  // glyphs have no signs
    const auto dx = little(r, at + 36, 4);
    std::vector<double> advance;
    const std::size_t step = (options & 0x2000) != 0 ? 8 : 4;
    if (dx > 0 && dx <= r.size() && count * step <= r.size() - dx)
      for (std::uint64_t i = 0; i < count; ++i)
        advance.push_back(std::clamp(
            static_cast<double>(signed32(r, static_cast<std::size_t>(dx + i * step))), -1e6, 1e6));
    double x = 0, y = 0;
    place(signed32(r, at), signed32(r, at + 4), x, y);
    const auto s = r.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(bytes));
    sheet_.write(wide ? of_utf16(s) : of_bytes(s), x, y, scale(), advance);
  }

  void small_text(std::string_view r) {
    if (r.size() < 36) return;
    const auto options = little(r, 20, 4);
    const std::size_t at = (options & 0x100) != 0 ? 36 : 52;
    const bool wide = (options & 0x200) == 0;
    const auto bytes = std::min<std::uint64_t>(little(r, 16, 4), most_signs) * (wide ? 2 : 1);
    if (at > r.size() || bytes > r.size() - at) return;
    double x = 0, y = 0;
    place(signed32(r, 8), signed32(r, 12), x, y);
    const auto s = r.substr(at, static_cast<std::size_t>(bytes));
    sheet_.write(wide ? of_utf16(s) : of_bytes(s), x, y, scale(), {});
  }

  /// Records of GDI+ in a comment: DrawString.
  void comment(std::string_view r) {
    if (r.size() < 16 || r.substr(12, 4) != "EMF+") return;
    const auto end = std::min<std::uint64_t>(r.size(), 12 + little(r, 8, 4));
    for (std::uint64_t at = 16; at + 12 <= end;) {
      const auto p = r.substr(static_cast<std::size_t>(at));
      const auto type = little(p, 0, 2), size = little(p, 4, 4);
      if (size < 12 || size > end - at) return;
      const auto count =
          size >= 40 && type == 0x401C ? std::min<std::uint64_t>(little(p, 20, 4), most_signs) : 0;
      if (count > 0 && count * 2 <= size - 40 && plus_.size() < most_words)
        plus_.push_back({std::string(p.substr(40, static_cast<std::size_t>(count * 2))),
                         real(p, 24), real(p, 28)});
      at += size;
    }
  }

  /// Where its head and its bits stand: four numbers from `at` on.
  void bitmap(std::string_view r, std::size_t at) {
    if (r.size() < at + 16) return;
    const auto head = little(r, at, 4), head_size = little(r, at + 4, 4);
    const auto bits = little(r, at + 8, 4), bits_size = little(r, at + 12, 4);
    if (head > r.size() || head_size > r.size() - head || bits > r.size() ||
        bits_size > r.size() - bits)
      return;
    sheet_.picture(r.substr(static_cast<std::size_t>(head), static_cast<std::size_t>(head_size)),
                   r.substr(static_cast<std::size_t>(bits), static_cast<std::size_t>(bits_size)));
  }

  Records records_;
  Sheet sheet_;
  Transform world_;
  Frame window_, viewport_;
  std::vector<Saved> saved_;
  std::map<std::uint64_t, double> fonts_;
  std::vector<Drawn> plus_;
};

class Plain {
 public:
  Plain(const Input& input, const Output& output) : records_(input), sheet_(output) {}

  void read() {
    auto head = records_.take(18);
    if (head.substr(0, 4) == "\xD7\xCD\xC6\x9A") {
      head.erase(0, 18);
      head += records_.take(22 - 18 + 18 - head.size());
      head.erase(0, 4);
    }
    if (head.size() < 18 || little(head, 2, 2) != 9) throw Damaged("no metafile");
    while (sheet_.listening()) {
      auto r = records_.take(6);
      if (r.size() < 6) break;
      const auto size = little(r, 0, 4) * 2, function = little(r, 4, 2);
      if (size < 6 || size > largest_record)
        return sheet_.damaged("a record of it has no size that can be");
      r += records_.take(size - 6);
      if (r.size() < size) return sheet_.damaged("cut short");
      if (function == 0) return sheet_.finish();
      record(function, r);
    }
    if (sheet_.listening()) sheet_.damaged("its end is missing");
  }

 private:
  void record(std::uint64_t function, std::string_view r) {
    switch (function) {
    case 0x012E:
      if (r.size() >= 8) sheet_.align = static_cast<unsigned>(little(r, 6, 2));
      break;
    case 0x0214:
      if (r.size() >= 10) sheet_.at_y = signed16(r, 6), sheet_.at_x = signed16(r, 8);
      break;
    case 0x02FB: {
      const double height = r.size() >= 8 ? std::abs(signed16(r, 6)) : 0;
      made(height > 0 ? height : usual_height);
      break;
    }
    // Pens, brushes, palettes, regions: each takes the next number.
    case 0x02FA:
    case 0x02FC:
    case 0x00F7:
    case 0x01F9:
    case 0x0142:
    case 0x06FF: made(0); break;
    case 0x01F0:
      if (r.size() >= 8 && little(r, 6, 2) < objects_.size())
        objects_[static_cast<std::size_t>(little(r, 6, 2))].reset();
      break;
    case 0x012D:
      if (r.size() >= 8 && little(r, 6, 2) < objects_.size())
        if (const auto o = objects_[static_cast<std::size_t>(little(r, 6, 2))]; o && *o > 0)
          sheet_.font.height = *o;
      break;
    case 0x0521: {
      if (r.size() < 8) break;
      const auto count = little(r, 6, 2);
      const auto padded = count + count % 2;
      if (count > most_signs || r.size() < 8 + padded + 4) break;
      sheet_.write(of_bytes(r.substr(8, static_cast<std::size_t>(count))),
                   signed16(r, static_cast<std::size_t>(10 + padded)),
                   signed16(r, static_cast<std::size_t>(8 + padded)), 1, {});
      break;
    }
    case 0x0A32: {
      if (r.size() < 14) break;
      const auto count = little(r, 10, 2), options = little(r, 12, 2);
      const std::size_t from = (options & 6) != 0 ? 22 : 14;
      if (count > most_signs || (options & 0x10) != 0 || r.size() < from + count) break;
      const auto dx = from + static_cast<std::size_t>(count + count % 2);
      std::vector<double> advance;
      for (std::size_t i = 0; i < count && dx + 2 * i + 2 <= r.size(); ++i)
        advance.push_back(signed16(r, dx + 2 * i));
      sheet_.write(of_bytes(r.substr(from, static_cast<std::size_t>(count))), signed16(r, 8),
                   signed16(r, 6), 1, advance);
      break;
    }
    case 0x0F43: bitmap(r, 28); break;
    case 0x0B41: bitmap(r, 26); break;
    default: break;
    }
  }

  void made(double height) {
    for (auto& o : objects_)
      if (!o) return void(o = height);
    if (objects_.size() < 65'536) objects_.emplace_back(height);
  }

  void bitmap(std::string_view r, std::size_t at) {
    if (r.size() < at + 40) return;
    const auto dib = r.substr(at);
    const auto head = little(dib, 0, 4), depth = little(dib, 14, 2), colours = little(dib, 32, 4);
    if (head < 40 || head > 124) return;
    const auto table = 4 * (colours > 0  ? std::min<std::uint64_t>(colours, 256)
                            : depth <= 8 ? 1ULL << depth
                                         : 0);
    const auto masks = little(dib, 16, 4) == 3 && head == 40 ? 12ULL : 0ULL;
    const auto whole = head + table + masks;
    if (whole < dib.size())
      sheet_.picture(dib.substr(0, static_cast<std::size_t>(whole)),
                     dib.substr(static_cast<std::size_t>(whole)));
  }

  Records records_;
  Sheet sheet_;
  std::vector<std::optional<double>> objects_;  ///< heights of fonts, 0 for what is none
};

}  // namespace

bool read_drawing(std::string_view kind, const Input& input, const Output& output) {
  if (kind == "emf")
    Enhanced(input, output).read();
  else if (kind == "wmf")
    Plain(input, output).read();
  else
    return false;
  return true;
}

}  // namespace ledgelight::decode
