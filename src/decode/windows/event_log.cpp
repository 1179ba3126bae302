#include "decode/file_part.hpp"

#define LIBEVTX_HAVE_BFIO  // How Debian builds it, and does not say.
#include <libevtx.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "decode/windows/windows.hpp"
#include "decode/xml.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t longest_xml = 16U << 20;
constexpr std::size_t longest_line = 1000;

using Record = libevtx_record_t;
using SizeOf = int (*)(Record*, std::size_t*, libevtx_error_t**);
using TextOf = int (*)(Record*, std::uint8_t*, std::size_t, libevtx_error_t**);

/// "" when the library cannot say.
std::string text_of(Record* record, SizeOf size_of, TextOf text_of) {
  std::size_t size = 0;
  if (size_of(record, &size, nullptr) != 1 || size == 0 || size > longest_xml) return {};
  std::string out(size, '\0');
  if (text_of(record, reinterpret_cast<std::uint8_t*>(out.data()), size, nullptr) != 1) return {};
  out.resize(std::strlen(out.c_str()));
  return out;
}

std::string bytes_of_hex(std::string_view hex) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
  };
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    const int high = digit(hex[i]), low = digit(hex[i + 1]);
    if (high < 0 || low < 0) return {};
    out += static_cast<char>(high << 4 | low);
  }
  return out;
}

/// One event as lines "label: value". What has lines of its own (a script, a message, a document in
/// a value) stands behind them as a text by itself.
class Event {
 public:
  /// False when `xml` is none.
  bool take(std::string_view xml) {
    try {
      Xml reader([rest = xml](std::span<char> into) mutable {
        const auto n = std::min(into.size(), rest.size());
        std::memcpy(into.data(), rest.data(), n);
        rest.remove_prefix(n);
        return static_cast<long>(n);
      });
      return take(reader);
    } catch (const Damaged&) {
      return false;
    }
  }

  void add(const std::string& label, std::string value) {
    while (!value.empty() && (value.back() == '\n' || value.back() == '\r' || value.back() == ' '))
      value.pop_back();
    if (value.empty()) return;
    if (value.size() > longest_line || value.find('\n') != std::string::npos) {
      texts_.push_back(std::move(value));
      return;
    }
    lines_ += (label.empty() ? "" : label + ": ") + value + "\n";
  }

  void say(const std::string& name, Speaker& speaker) const {
    speaker.text(name);
    speaker.say(lines_);
    for (const auto& text : texts_) {
      speaker.piece();
      speaker.say(text + "\n");
    }
    speaker.end();
    for (std::size_t i = 0; i < data_.size(); ++i) {
      speaker.bytes(name + "/data" + (i == 0 ? "" : std::to_string(i + 1)));
      speaker.say(data_[i]);
      speaker.end();
    }
  }

 private:
  bool take(Xml& xml) {
    std::vector<std::string> labels;
    std::string value;
    for (auto e = xml.next(); e != Xml::Event::done; e = xml.next()) {
      if (e == Xml::Event::text) {
        value += xml.text();
      } else if (e == Xml::Event::start) {
        add(labels.empty() ? "" : labels.back(), std::exchange(value, {}));
        const std::string name(xml.name());
        for (const auto& [key, text] : xml.attributes())
          if (key != "Name" && key.substr(0, 5) != "xmlns") add(key, text);
        const auto called = std::string(xml.attribute("Name"));
        // The name of what is told; of the program that tells it, it is the value.
        labels.push_back(name == "Data" || name == "ComplexData" ? called : name);
        if (name != "Data" && name != "ComplexData") add(name, called);
      } else {
        if (labels.empty()) return false;
        if (xml.name() == "Binary")
          bytes(std::exchange(value, {}));
        else
          add(labels.back(), std::exchange(value, {}));
        labels.pop_back();
      }
    }
    return true;
  }

  void bytes(const std::string& hex) {
    if (auto data = bytes_of_hex(hex); data.size() >= 8) data_.push_back(std::move(data));
  }

  std::string lines_;
  std::vector<std::string> texts_, data_;
};

constexpr std::size_t head_size = 4096, chunk_size = 65536;

std::uint32_t little32(std::string_view s, std::size_t at) {
  std::uint32_t out = 0;
  for (std::size_t i = 4; i-- > 0;)
    out = out << 8 | static_cast<unsigned char>(s[at + i]);
  return out;
}

/// CRC-32 of Ethernet and zip, of the parts one behind the other.
std::uint32_t crc32(std::initializer_list<std::string_view> parts) {
  static const auto table = [] {
    std::array<std::uint32_t, 256> out{};
    for (std::uint32_t n = 0; n < 256; ++n) {
      out[n] = n;
      for (int k = 0; k < 8; ++k)
        out[n] = (out[n] & 1) != 0 ? 0xEDB88320 ^ out[n] >> 1 : out[n] >> 1;
    }
    return out;
  }();
  std::uint32_t crc = 0xFFFFFFFF;
  for (const auto part : parts)
    for (const char c : part)
      crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xFF] ^ crc >> 8;
  return ~crc;
}

/// Nothing was ever written there, or it is as it was written.
bool holds(std::string_view chunk) {
  if (chunk.find_first_not_of('\0') == std::string_view::npos) return true;
  if (chunk.size() < chunk_size || chunk.substr(0, 8) != std::string_view("ElfChnk\0", 8))
    return false;
  const auto end = little32(chunk, 48);
  return end >= 512 && end <= chunk_size &&
         little32(chunk, 124) == crc32({chunk.substr(0, 120), chunk.substr(128, 384)}) &&
         little32(chunk, 52) == crc32({chunk.substr(512, end - 512)});
}

class Log {
 public:
  Log(Bytes& bytes, const Output& output)
      : bytes_(bytes), part_{&bytes, 0, bytes.size()}, speaker_(output) {}
  ~Log() { libevtx_file_free(&file_, nullptr); }
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void read() {
    auto* handle = handle_of(part_);
    if (handle == nullptr || libevtx_file_initialize(&file_, nullptr) != 1 ||
        libevtx_file_open_file_io_handle(file_, handle, LIBEVTX_OPEN_READ, nullptr) != 1)
      as_bytes("its head is damaged");
    int listed = 0, found = 0;
    if (libevtx_file_get_number_of_records(file_, &listed, nullptr) != 1)
      as_bytes("the list of its records is damaged");
    if (libevtx_file_get_number_of_recovered_records(file_, &found, nullptr) != 1) found = 0;
    for (int i = 0; i < listed && speaker_.listening(); ++i) {
      Record* record = nullptr;
      if (libevtx_file_get_record_by_index(file_, i, &record, nullptr) != 1)
        ++lost_;
      else
        one(record, "record ");
    }
    for (int i = 0; i < found && speaker_.listening(); ++i) {
      Record* record = nullptr;
      if (libevtx_file_get_recovered_record_by_index(file_, i, &record, nullptr) != 1)
        ++lost_;
      else
        one(record, "recovered ");
    }
    if (lost_ > 0)
      as_bytes(std::to_string(lost_) + " of " + std::to_string(listed + found) +
               " records cannot be read");
    const auto spoilt = libevtx_file_is_corrupted(file_, nullptr) == 1 ? spoilt_chunks() : 0;
    if (spoilt > 0)
      throw Damaged(
          std::to_string(spoilt) +
          " of its chunks are not as they were written: what is left of their records was "
          "read, and the runs of text in their bytes were searched");
    speaker_.finish();
  }

 private:
  [[noreturn]] void as_bytes(const std::string& why) {
    say_bytes(0, bytes_.size());
    throw Damaged(why + "; the runs of text in its bytes were searched");
  }

  void say_bytes(std::uint64_t from, std::uint64_t size) {
    speaker_.bytes("");
    speaker_.piece(from);
    std::string block(chunk_size, '\0');
    for (std::uint64_t done = 0; done < size && speaker_.listening();) {
      const auto n = bytes_.read_at(from + done, block);
      const auto of_it = std::min<std::uint64_t>(n, size - done);
      speaker_.say(std::string_view(block).substr(0, static_cast<std::size_t>(of_it)));
      if (n == 0) break;
      done += of_it;
    }
    speaker_.end();
  }

  /// Says their bytes. A log that was copied while Windows wrote it has a head that is behind its
  /// chunks, and is whole all the same.
  std::uint64_t spoilt_chunks() {
    std::uint64_t out = 0;
    std::string chunk;
    for (std::uint64_t at = head_size; at < bytes_.size() && speaker_.listening();
         at += chunk_size) {
      chunk.resize(chunk_size);
      chunk.resize(bytes_.read_at(at, chunk));
      if (holds(chunk)) continue;
      ++out;
      say_bytes(at, chunk.size());
    }
    return out;
  }

  void one(Record* record, const char* kind) {
    std::uint64_t number = 0;
    libevtx_record_get_identifier(record, &number, nullptr);
    const auto name = kind + std::to_string(number);
    const auto xml = text_of(record, libevtx_record_get_utf8_xml_string_size,
                             libevtx_record_get_utf8_xml_string);
    Event event;
    if (xml.empty() || !event.take(xml)) {
      event = {};
      if (!xml.empty()) event.add("", xml);
      strings(record, event);
      if (xml.empty()) ++lost_;
    }
    libevtx_record_free(&record, nullptr);
    event.say(name, speaker_);
  }

  /// What it says even when its template is lost.
  static void strings(Record* record, Event& event) {
    int count = 0;
    if (libevtx_record_get_number_of_strings(record, &count, nullptr) != 1) return;
    for (int i = 0; i < count; ++i) {
      std::size_t size = 0;
      if (libevtx_record_get_utf8_string_size(record, i, &size, nullptr) != 1 || size == 0 ||
          size > longest_xml)
        continue;
      std::string text(size, '\0');
      if (libevtx_record_get_utf8_string(record, i, reinterpret_cast<std::uint8_t*>(text.data()),
                                         size, nullptr) != 1)
        continue;
      text.resize(std::strlen(text.c_str()));
      event.add("", std::move(text));
    }
  }

  Bytes& bytes_;
  FilePart part_;
  Speaker speaker_;
  libevtx_file_t* file_ = nullptr;
  std::uint64_t lost_ = 0;
};

}  // namespace

void read_event_log(Bytes& bytes, const Output& output) { Log(bytes, output).read(); }

}  // namespace ledgelight::decode
