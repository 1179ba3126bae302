#include "decode/dbase.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "decode/charset.hpp"
#include "decode/compound.hpp"
#include "decode/table_text.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t longest_head = 65'536;
constexpr std::size_t most_fields = 2'048;

constexpr std::size_t longest_cell = 4'096, longest_memo = 16U << 20;
constexpr std::size_t most_long = 1'000'000;

struct Field {
  std::string name;
  char type = 'C';
  std::size_t size = 0;
};

std::string_view trimmed(std::string_view s) {
  const auto first = s.find_first_not_of(std::string_view(" \0", 2));
  if (first == std::string_view::npos) return {};
  return s.substr(first, s.find_last_not_of(std::string_view(" \0", 2)) - first + 1);
}

/// The byte at 29 of the head; Windows Latin where it says nothing else.
const char* charset_of(unsigned char driver) {
  switch (driver) {
  case 0x01:
  case 0x1B: return "cp437";
  case 0x02: return "cp850";
  case 0x13:
  case 0x7B: return "shift_jis";
  case 0x4D:
  case 0x7A: return "gbk";
  case 0x78: return "big5";
  case 0x79: return "euc-kr";
  case 0xC8: return "windows-1250";
  case 0xC9: return "windows-1251";
  case 0xCA: return "windows-1254";
  case 0xCB: return "windows-1253";
  default: return "";
  }
}

bool is_utf8(std::string_view s) {
  for (std::size_t i = 0; i < s.size();) {
    const auto c = static_cast<unsigned char>(s[i++]);
    const int more = c < 0x80                ? 0
                     : c >= 0xC2 && c < 0xE0 ? 1
                     : c >= 0xE0 && c < 0xF0 ? 2
                     : c >= 0xF0 && c < 0xF5 ? 3
                                             : -1;
    if (more < 0) return false;
    for (int k = 0; k < more; ++k, ++i)
      if (i >= s.size() || (static_cast<unsigned char>(s[i]) & 0xC0) != 0x80) return false;
  }
  return true;
}

/// Days since the first of January 4713 before Christ, Julian, as FoxPro counts.
std::string date_of(std::uint64_t days) {
  constexpr std::int64_t of_1970 = 2'440'588;
  if (days < 1'721'426 || days > 5'373'484) return {};  // the years 1 to 9999
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(static_cast<std::int64_t>(days) - of_1970))};
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

/// The file beside a table in which its memos stand, in blocks.
class Memos {
 public:
  struct Memo {
    bool text = true;
    std::uint64_t at = 0, size = 0;  ///< of what it says
  };

  Memos(Bytes& bytes, unsigned char version) : bytes_(bytes) {
    std::string head(24, '\0');
    if (bytes_.read_at(0, head) < head.size()) return;
    const auto kind = version & 0xFF;
    if (kind == 0xF5 || kind == 0x30 || kind == 0x31 || kind == 0x32) {
      kind_ = Kind::fox;
      block_ = static_cast<std::size_t>(static_cast<unsigned char>(head[6])) << 8 |
               static_cast<unsigned char>(head[7]);
    } else if (kind != 0x83) {
      kind_ = Kind::four;
      block_ = static_cast<std::size_t>(little(head, 20, 2));
    }
    if (block_ == 0) block_ = kind_ == Kind::fox ? 1 : 512;
  }

  /// What begins in block `number`; size 0: nothing that holds.
  Memo memo(std::uint64_t number) {
    Memo out;
    if (number == 0 || number > bytes_.size() / block_) return out;
    const auto from = number * block_;
    std::string head(8, '\0');
    if (bytes_.read_at(from, head) < head.size() && kind_ != Kind::three) return out;
    out.at = from + 8;
    if (kind_ == Kind::fox) {
      std::uint64_t parts[2]{};
      for (std::size_t i = 0; i < 8; ++i)
        parts[i / 4] = parts[i / 4] << 8 | static_cast<unsigned char>(head[i]);
      out.text = parts[0] == 1;
      out.size = parts[1];
    } else if (kind_ == Kind::four && head.substr(0, 3) == std::string_view("\xFF\xFF\x08", 3)) {
      const auto size = little(head, 4, 4);
      out.size = size > 8 ? size - 8 : 0;
    } else {
      out.at = from;
      out.size = up_to_the_end(from);
    }
    out.size = std::min<std::uint64_t>(
        {out.size, bytes_.size() - std::min(out.at, bytes_.size()), longest_memo});
    return out;
  }

  std::string bytes(const Memo& memo) {
    std::string out(static_cast<std::size_t>(memo.size), '\0');
    out.resize(bytes_.read_at(memo.at, out));
    return out;
  }

 private:
  enum class Kind { three, four, fox };

  /// dBASE III ends a memo with a sign.
  std::uint64_t up_to_the_end(std::uint64_t from) {
    std::string part(4096, '\0');
    for (std::uint64_t done = 0; done < longest_memo;) {
      const auto n = bytes_.read_at(from + done, part);
      const auto end = std::string_view(part).substr(0, n).find('\x1A');
      if (end != std::string_view::npos) return done + end;
      done += n;
      if (n < part.size()) return done;
    }
    return longest_memo;
  }

  Bytes& bytes_;
  Kind kind_ = Kind::three;
  std::size_t block_ = 512;
};

class Table {
 public:
  Table(const Input& input, const Output& output, Bytes* memos)
      : input_(input), speaker_(output), memo_bytes_(memos) {}

  void read() {
    head();
    speaker_.text("rows");
    std::vector<std::string> cells;
    for (const auto& f : fields_)
      cells.push_back(f.name);
    say_row(cells, speaker_);
    std::string record;
    bool whole = true;
    std::uint64_t n = 0;
    for (; n < count_ && speaker_.listening(); ++n) {
      record = take(record_);
      if (record.size() < record_) {
        whole = record == "\x1A" && n > 0;
        break;
      }
      if (record[0] == '\x1A') break;
      cells.clear();
      std::size_t at = 1;
      for (const auto& f : fields_) {
        const auto bytes = std::string_view(record).substr(std::min(at, record.size()), f.size);
        cells.push_back(memos_ && is_memo(f) ? memo(f, bytes, n + 1) : value(f, bytes));
        at += f.size;
      }
      say_row(cells, speaker_);
    }
    if (whole)
      speaker_.end();
    else
      speaker_.trouble("cut short after " + std::to_string(n) + " of " + std::to_string(count_) +
                       " records");
    if (memos_) long_memos();
    speaker_.finish();
  }

 private:
  static bool is_memo(const Field& f) {
    return f.type == 'M' || f.type == 'G' || f.type == 'P' || (f.type == 'B' && f.size == 10);
  }

  /// What stands in its cell; what is long, or no text, is said behind the rows.
  std::string memo(const Field& f, std::string_view bytes, std::uint64_t row) {
    std::uint64_t number = 0;
    if (bytes.size() == 4) {
      number = little(bytes, 0, 4);
    } else {
      for (const char c : trimmed(bytes)) {
        if (c < '0' || c > '9' || number > 0xFFFFFFFF) return {};
        number = 10 * number + static_cast<std::uint64_t>(c - '0');
      }
    }
    const auto found = memos_->memo(number);
    if (found.size == 0) return {};
    if (f.type == 'M' && found.text && found.size <= longest_cell)
      return words(trimmed(memos_->bytes(found)));
    if (long_.size() < most_long)
      long_.push_back({f.name + "/" + std::to_string(row), f.type == 'M' && found.text, found});
    return {};
  }

  void long_memos() {
    for (const auto& one : long_) {
      if (!speaker_.listening()) return;
      if (one.text)
        speaker_.text(one.name);
      else
        speaker_.member(one.name);
      const auto bytes = memos_->bytes(one.memo);
      speaker_.say(one.text ? words(bytes) : bytes);
      speaker_.end();
    }
  }

  std::string take(std::size_t size) {
    std::string out(size, '\0');
    std::size_t done = 0;
    while (done < size) {
      if (at_ == have_) {
        const auto n = input_(buffer_);
        if (n < 0) throw Damaged("the bytes stopped coming");
        have_ = static_cast<std::size_t>(n);
        at_ = 0;
        if (n == 0) break;
      }
      const auto n = std::min(size - done, have_ - at_);
      std::copy_n(buffer_.data() + at_, n, out.data() + done);
      at_ += n;
      done += n;
    }
    out.resize(done);
    return out;
  }

  void head() {
    auto head = take(32);
    if (head.size() < 32) throw Damaged("no dBASE table");
    const auto version = static_cast<unsigned char>(head[0]);
    count_ = little(head, 4, 4);
    const auto size = static_cast<std::size_t>(little(head, 8, 2));
    record_ = static_cast<std::size_t>(little(head, 10, 2));
    charset_ = charset_of(static_cast<unsigned char>(head[29]));
    if (size < 33 || size > longest_head || record_ < 2) throw Damaged("no dBASE table");
    head += take(size - 32);
    if (head.size() < size) throw Damaged("cut short in its head");
    // dBASE 7 has longer names.
    const bool seven = (version & 7) == 4;
    const std::size_t entry = seven ? 48 : 32, name = seven ? 32 : 11;
    std::size_t bytes = 1;
    for (std::size_t at = seven ? 68 : 32;
         at + entry <= size && head[at] != '\r' && fields_.size() < most_fields; at += entry) {
      Field f;
      f.name = words(trimmed(std::string_view(head).substr(
          at, std::min(name, std::string_view(head).substr(at, name).find('\0')))));
      f.type = head[at + (seven ? 32 : 11)];
      const auto length = at + (seven ? 33 : 16);
      f.size = static_cast<unsigned char>(head[length]);
      // Clipper and FoxPro keep text longer than 255 so.
      if (f.type == 'C' && !seven)
        f.size += static_cast<std::size_t>(static_cast<unsigned char>(head[length + 1])) << 8;
      bytes += f.size;
      fields_.push_back(std::move(f));
    }
    if (fields_.empty() || bytes > record_ + fields_.size())
      throw Damaged("the fields of the dBASE table do not fit its records");
    if (memo_bytes_ != nullptr) memos_.emplace(*memo_bytes_, version);
  }

  std::string words(std::string_view bytes) const {
    if (is_utf8(bytes)) return std::string(bytes);
    if (!Transcoder::knows(charset_)) return utf8_of_1252(bytes);
    std::string out;
    Transcoder transcoder(charset_);
    transcoder.feed(bytes, out);
    transcoder.finish(out);
    return out;
  }

  std::string value(const Field& f, std::string_view bytes) const {
    const auto text = trimmed(bytes);
    switch (f.type) {
    case 'D':
      if (text.size() != 8 || text.find_first_not_of("0123456789") != std::string_view::npos)
        return words(text);
      return std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) + "-" +
             std::string(text.substr(6));
    case 'I':
    case '+':
      // dBASE 7 keeps them the other way about, its sign turned; what is small and positive there
      // is large here.
      return bytes.size() == 4 ? std::to_string(static_cast<std::int32_t>(little(bytes, 0, 4)))
                               : words(text);
    case 'Y':
      return bytes.size() == 8
                 ? std::to_string(
                       static_cast<double>(static_cast<std::int64_t>(little(bytes, 0, 8))) / 10'000)
                 : words(text);
    case 'T': return bytes.size() == 8 ? date_of(little(bytes, 0, 4)) : words(text);
    case 'B':
    case 'O': {
      if (bytes.size() != 8) return words(text);
      std::array<char, 40> out{};
      std::snprintf(out.data(), out.size(), "%.15g", std::bit_cast<double>(little(bytes, 0, 8)));
      return out.data();
    }
    case 'M':
    case 'G':
    case 'P':
    case '0': return {};  // where in another file it stands
    default: return words(text);
    }
  }

  const Input& input_;
  Speaker speaker_;
  std::vector<char> buffer_ = std::vector<char>(1U << 16);
  std::size_t at_ = 0, have_ = 0, record_ = 0;
  std::uint64_t count_ = 0;
  const char* charset_ = "";
  std::vector<Field> fields_;
  struct Long {
    std::string name;
    bool text = true;
    Memos::Memo memo;
  };
  Bytes* memo_bytes_;
  std::optional<Memos> memos_;
  std::vector<Long> long_;
};

}  // namespace

void read_dbase(const Input& input, const Output& output, Bytes* memos) {
  Table(input, output, memos).read();
}

}  // namespace ledgelight::decode
