#include "decode/tnef.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "decode/compound.hpp"
#include "decode/message_properties.hpp"
#include "decode/rtf.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::uint64_t signature = 0x223E9F78;
constexpr std::size_t longest_value = 64U << 20, longest_line = 1U << 20, block_size = 64U << 10;
constexpr int most_values = 100'000, most_attachments = 10'000;

/// [MS-OXTNEF] 2.1.3.
enum Attribute : std::uint32_t {
  from = 0x8000,
  subject = 0x8004,
  body = 0x800C,
  attachment_data = 0x800F,
  attachment_title = 0x8010,
  attachment_begins = 0x9002,
  properties = 0x9003,
  recipients = 0x9004,
  attachment_properties = 0x9005,
};

std::string_view label_of(std::uint32_t id) {
  for (const auto& p : message_properties)
    if (p.id == id) return p.label;
  return {};
}

/// Some of a file's bytes.
struct Span {
  std::uint64_t from = 0, size = 0;
};

struct Property {
  std::uint32_t id = 0, type = 0;
  Span value;
};

class Tnef {
 public:
  Tnef(Bytes& bytes, const Output& output) : bytes_(bytes), speaker_(output) {}

  void read() {
    if (number(0, 4) != signature) throw Damaged("no winmail.dat");
    std::uint64_t at = 6;
    speaker_.text("message");
    for (; at + 9 <= bytes_.size() && speaker_.listening();) {
      const auto id = static_cast<std::uint32_t>(number(at + 1, 2));
      const Span value{at + 9, number(at + 5, 4)};
      if (value.size > bytes_.size() - value.from) {
        trouble_ = "cut short";
        break;
      }
      attribute(id, value);
      at = value.from + value.size + 2;  // a checksum, which old programs got wrong
    }
    if (trouble_.empty())
      speaker_.end();
    else
      speaker_.trouble(trouble_);
    for (const auto& [name, span] : members_) {
      if (!speaker_.listening()) return;
      copy(name, span);
    }
    if (rich_.size > 0) rich_text();
    speaker_.finish();
  }

 private:
  std::uint64_t number(std::uint64_t at, std::size_t size) {
    std::array<char, 8> raw{};
    bytes_.read_at(at, std::span<char>(raw).first(size));
    return little({raw.data(), size}, 0, size);
  }

  std::string text(const Span& span, std::size_t most) {
    std::string out(static_cast<std::size_t>(std::min<std::uint64_t>(span.size, most)), '\0');
    out.resize(bytes_.read_at(span.from, out));
    return out;
  }

  static std::string without_end(std::string s) {
    while (!s.empty() && s.back() == '\0')
      s.pop_back();
    return s;
  }

  void attribute(std::uint32_t id, const Span& value) {
    switch (id) {
    case subject: return line("Subject", utf8_of_1252(without_end(text(value, longest_line))));
    case body: return paragraph(utf8_of_1252(without_end(text(value, longest_value))));
    case properties: return each(value.from, value, [&](const Property& p) { message(p); }), void();
    case recipients: {
      auto at = value.from + 4;
      for (auto left = std::min<std::uint64_t>(number(value.from, 4), most_values);
           left > 0 && at < value.from + value.size; --left)
        at = each(at, value, [&](const Property& p) { message(p); });
      return;
    }
    case attachment_begins:
      ++attachments_;
      name_ = "attachment" + std::to_string(attachments_);
      return;
    case attachment_title:
      name_ = file_name(utf8_of_1252(without_end(text(value, 4096))), name_);
      return;
    case attachment_data: return member(value);
    case attachment_properties: return attached(value);
    default: return;
    }
  }

  static std::string file_name(std::string name, const std::string& otherwise) {
    std::replace(name.begin(), name.end(), '/', '_');
    return name.empty() ? otherwise : name;
  }

  void member(const Span& value) {
    if (members_.size() < most_attachments)
      members_.emplace_back(name_, value);
    else
      trouble_ =
          "more than " + std::to_string(most_attachments) + " attachments; the rest was not read";
  }

  void attached(const Span& value) {
    Span data;
    std::string name;
    each(value.from, value, [&](const Property& p) {
      if (p.id == 0x3707 || (p.id == 0x3704 && name.empty())) name = string_of(p);
      if (p.id == 0x3701) data = p.value;
    });
    name = file_name(name, name_);
    // The long name comes after the bytes.
    if (!members_.empty() && members_.back().first == name_) members_.back().first = name;
    name_ = name;
    // An object: which kind it is, then its bytes; of a message, a winmail.dat.
    if (data.size > 16) member({data.from + 16, data.size - 16});
  }

  std::string string_of(const Property& p) {
    auto raw = text(p.value, longest_value);
    if (p.type == 0x1F) {
      raw = utf8_of_utf16(raw);
      return without_end(raw);
    }
    return utf8_of_1252(without_end(raw));
  }

  void message(const Property& p) {
    if (p.id == 0x1009) {
      rich_ = p.value;
    } else if (p.id == 0x1013 && members_.size() < most_attachments) {
      members_.emplace_back("message.html", p.value);
    } else if (p.type == 0x1E || p.type == 0x1F) {
      if (p.id == 0x1000)
        paragraph(string_of(p));
      else if (const auto label = label_of(p.id); !label.empty())
        line(label, string_of(p));
    }
  }

  void line(std::string_view label, const std::string& value) {
    if (!value.empty()) speaker_.say(std::string(label) + ": " + value + "\n");
  }

  void paragraph(const std::string& value) {
    if (!value.empty()) speaker_.say("\n" + value + "\n\n");
  }

  /// The list of properties that begins at `at` and lies in `whole`; where it ends. Values that are
  /// lists themselves are passed over.
  template <class Take>
  std::uint64_t each(std::uint64_t at, const Span& whole, Take take) {
    const auto end = whole.from + whole.size;
    const auto padded = [](std::uint64_t size) { return (size + 3) & ~std::uint64_t{3}; };
    auto left = std::min<std::uint64_t>(number(at, 4), most_values);
    for (at += 4; left > 0 && at + 4 <= end && speaker_.listening(); --left) {
      Property p;
      p.type = static_cast<std::uint32_t>(number(at, 2));
      p.id = static_cast<std::uint32_t>(number(at + 2, 2));
      at += 4;
      if (p.id >= 0x8000) {
        const bool by_name = number(at + 16, 4) != 0;
        at += by_name ? 24 + padded(number(at + 20, 4)) : 24;
      }
      const bool list = (p.type & 0x1000) != 0;
      p.type &= 0xFFF;
      const bool sized = p.type == 0x1E || p.type == 0x1F || p.type == 0x102 || p.type == 0x0D;
      const bool eight =
          p.type == 5 || p.type == 6 || p.type == 7 || p.type == 0x14 || p.type == 0x40;
      std::uint64_t values = 1;
      if (list || sized) {
        values = std::min<std::uint64_t>(number(at, 4), most_values);
        at += 4;
      }
      for (; values > 0 && at < end; --values) {
        p.value = sized ? Span{at + 4, number(at, 4)}
                        : Span{at, p.type == 0x48 ? 16U
                                   : eight        ? 8U
                                                  : 4U};
        if (p.value.from > end || p.value.size > end - p.value.from) {
          trouble_ = "a property is cut short";
          return end;
        }
        take(p);
        at = p.value.from + padded(p.value.size);
      }
    }
    return at;
  }

  void copy(const std::string& name, const Span& span) {
    speaker_.member(name);
    std::string block(block_size, '\0');
    for (std::uint64_t done = 0; done < span.size && speaker_.listening();) {
      const auto n = bytes_.read_at(span.from + done,
                                    std::span<char>(block).first(static_cast<std::size_t>(
                                        std::min<std::uint64_t>(block.size(), span.size - done))));
      if (n == 0) return speaker_.trouble("cut short");
      speaker_.say({block.data(), n});
      done += n;
    }
    speaker_.end();
  }

  void rich_text() {
    speaker_.member("message.rtf");
    const auto whole = unpack_rich_text(text(rich_, longest_value), [&](std::string_view part) {
      speaker_.say(part);
      return speaker_.listening();
    });
    if (whole)
      speaker_.end();
    else
      speaker_.trouble("cut short");
  }

  Bytes& bytes_;
  Speaker speaker_;
  std::string name_ = "attachment", trouble_;
  int attachments_ = 0;
  std::vector<std::pair<std::string, Span>> members_;
  Span rich_;
};

}  // namespace

void read_tnef(Bytes& bytes, const Output& output) { Tnef(bytes, output).read(); }

}  // namespace ledgelight::decode
