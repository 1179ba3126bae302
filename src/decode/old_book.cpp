#include <algorithm>
#include <bit>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "decode/number_format.hpp"
#include "decode/old_office.hpp"
#include "decode/old_pictures.hpp"
#include "decode/table_text.hpp"
#include "decode/workbook.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t longest_cell = 64U << 10;
constexpr std::size_t most_columns = 256;
constexpr std::size_t most_strings = 4'000'000;
constexpr std::size_t most_drawings = 64U << 20;
constexpr std::uint16_t biff8 = 0x0600;

enum Id : std::uint16_t {
  formula = 0x0006,
  end_of_file = 0x000A,
  header = 0x0014,
  footer = 0x0015,
  date_mode = 0x0022,
  file_pass = 0x002F,
  continued = 0x003C,
  bound_sheet = 0x0085,
  mul_rk = 0x00BD,
  rich_string = 0x00D6,
  cell_style = 0x00E0,
  string_table = 0x00FC,
  label_of_table = 0x00FD,
  drawing_group = 0x00EB,
  text_object = 0x01B6,
  number = 0x0203,
  label = 0x0204,
  bool_or_error = 0x0205,
  string_result = 0x0207,
  rk_number = 0x027E,
  number_format = 0x041E,
  begin = 0x0809,
};

struct Record {
  std::uint16_t id = 0;
  std::uint64_t at = 0;
  std::string body;
};

/// The records of the stream one after the other.
class Records {
 public:
  explicit Records(Compound::Stream& stream) : stream_(stream) {}
  bool next(Record& into) {
    const auto head = stream_.text_at(at_, 4);
    if (head.size() < 4) return false;
    into.id = static_cast<std::uint16_t>(little(head, 0, 2));
    into.at = at_;
    const auto length = static_cast<std::size_t>(little(head, 2, 2));
    into.body = stream_.text_at(at_ + 4, length);
    cut_ = into.body.size() < length;
    at_ += 4 + length;
    return true;
  }
  /// The id of the record after the current one; 0 at the end.
  std::uint16_t following() const {
    return static_cast<std::uint16_t>(little(stream_.text_at(at_, 2), 0, 2));
  }
  bool cut() const { return cut_ || at_ > stream_.size(); }

 private:
  Compound::Stream& stream_;
  std::uint64_t at_ = 0;
  bool cut_ = false;
};

/// Bytes of a record and of those that continue it; characters begin anew in each.
class Parts {
 public:
  Parts(Records& records, Record& record) : records_(records), record_(record) {}
  bool more() {
    while (at_ >= record_.body.size()) {
      if (records_.following() != continued || !records_.next(record_)) return false;
      at_ = 0;
    }
    return true;
  }
  std::uint64_t number(std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes && more(); ++i)
      value |= little(record_.body, at_++, 1) << (8 * i);
    return value;
  }
  void skip(std::uint64_t bytes) {
    while (bytes > 0 && more()) {
      const auto n = std::min<std::uint64_t>(bytes, record_.body.size() - at_);
      at_ += static_cast<std::size_t>(n);
      bytes -= n;
    }
  }
  std::string characters(std::uint64_t count, bool wide) {
    std::string raw, out;
    const auto give = [&] {
      if (out.size() < longest_cell) out += wide ? utf8_of_utf16(raw) : utf8_of_latin(raw);
      raw.clear();
    };
    while (count > 0) {
      if (at_ >= record_.body.size()) {
        give();
        if (!more()) break;
        wide = (number(1) & 1) != 0;  // each part says how its characters are kept
        continue;
      }
      const std::size_t unit = wide ? 2 : 1;
      const auto n = std::min<std::uint64_t>(count, (record_.body.size() - at_) / unit);
      if (n == 0) {
        at_ = record_.body.size();
        continue;
      }
      raw.append(record_.body, at_, static_cast<std::size_t>(n) * unit);
      at_ += static_cast<std::size_t>(n) * unit;
      count -= n;
    }
    give();
    return out;
  }

 private:
  // Narrow characters of BIFF8 are the low halves of wide ones.
  static std::string utf8_of_latin(std::string_view s) {
    std::string out;
    for (const char c : s) put_utf8(out, static_cast<unsigned char>(c));
    return out;
  }
  Records& records_;
  Record& record_;
  std::size_t at_ = 0;
};

class Book {
 public:
  Book(Compound::Stream& stream, const std::string& place, Speaker& speaker)
      : stream_(stream), records_(stream), place_(place), speaker_(speaker) {}

  void read() {
    Record r;
    if (!records_.next(r) || r.id != begin) {
      speaker_.unread(place_ + "Workbook", "not the beginning of a workbook that is known");
      return;
    }
    do {
      if (!speaker_.listening()) return;
      if (encrypted_) break;
      if (r.id == begin) opened(r);
      else if (inside_) cells(r);
      else globals(r);
      drawings(r);
    } while (records_.next(r));
    const bool short_of = records_.cut() || !stream_.whole();
    close(short_of ? "cut short" : "");
    if (encrypted_)
      speaker_.unread(place_ + "Workbook", "encrypted: needs a password");
    else if (sheets_ == 0)
      speaker_.unread(place_ + "Workbook", "no sheet of it can be read");
    if (drawings_.size() >= most_drawings)
      speaker_.unread(place_ + "Workbook/drawings", "more than " + std::to_string(most_drawings) + " bytes of pictures");
    say_old_pictures([&](std::uint64_t at, std::size_t most) { return drawings_.substr(std::min<std::size_t>(at, drawings_.size()), most); },
                     drawings_.size(), place_ + "Workbook/", speaker_);
  }

 private:
  /// The pictures of all sheets stand together, cut into records.
  void drawings(const Record& r) {
    drawing_ = r.id == drawing_group || (drawing_ && r.id == continued);
    if (!drawing_ || drawings_.size() >= most_drawings) return;
    drawings_.append(r.body, 0, most_drawings - drawings_.size());
  }

  void opened(const Record& r) {
    close("");
    version_ = static_cast<std::uint16_t>(little(r.body, 0, 2));
    if (little(r.body, 2, 2) == 0x0005) return;  // of the workbook itself
    ++sheets_;
    inside_ = true;
    const auto known = names_.find(r.at);
    name_ = place_ + (known == names_.end() || known->second.empty()
                          ? "sheet" + std::to_string(sheets_)
                          : known->second);
    speaker_.text(name_);
    table_.emplace(speaker_);
    zeros_.clear();
    notes_.clear();
    row_.clear();
    last_row_ = -1;
  }

  void close(const std::string& trouble) {
    if (!inside_) return;
    flush();
    table_->finish();
    if (!notes_.empty()) {
      speaker_.piece();
      speaker_.say(notes_);
    }
    inside_ = false;
    if (trouble.empty()) speaker_.end();
    else speaker_.trouble(trouble);
  }

  std::string text(std::string_view body, std::size_t at, std::size_t count_bytes) const {
    const auto count = static_cast<std::size_t>(little(body, at, count_bytes));
    at += count_bytes;
    if (version_ < biff8) return utf8_of_1252(body.substr(std::min(at, body.size()), count));
    const auto flags = little(body, at, 1);
    at += 1 + ((flags & 8) != 0 ? 2 : 0) + ((flags & 4) != 0 ? 4 : 0);
    at = std::min(at, body.size());
    if ((flags & 1) != 0) return utf8_of_utf16(body.substr(at, 2 * count));
    std::string out;
    for (const char c : body.substr(at, count)) put_utf8(out, static_cast<unsigned char>(c));
    return out;
  }

  void globals(Record& r) {
    const auto& b = r.body;
    switch (r.id) {
      case file_pass: encrypted_ = true; break;
      case date_mode: book_.from_1904 = little(b, 0, 2) == 1; break;
      case number_format:
        if (book_.formats.size() < 10'000)
          book_.formats[static_cast<int>(little(b, 0, 2))] =
              text(b, 2, version_ < biff8 ? 1 : 2).substr(0, 256);
        break;
      case cell_style:
        if (book_.styles.size() < 100'000)
          book_.styles.push_back(static_cast<int>(little(b, 2, 2)));
        break;
      case bound_sheet:
        if (names_.size() < 10'000) names_[little(b, 0, 4)] = text(b, 6, 1);
        break;
      case string_table: strings(r); break;
      default: break;
    }
  }

  void strings(Record& r) {
    const auto count = little(r.body, 4, 4);
    Parts parts(records_, r);
    parts.skip(8);
    std::size_t bytes = 0;
    for (std::uint64_t i = 0; i < count && book_.strings.size() < most_strings && parts.more(); ++i) {
      const auto length = parts.number(2), flags = parts.number(1);
      const auto runs = (flags & 8) != 0 ? parts.number(2) : 0;
      const auto extra = (flags & 4) != 0 ? parts.number(4) : 0;
      auto s = parts.characters(length, (flags & 1) != 0);
      parts.skip(4 * runs + extra);
      bytes += s.size() + sizeof(std::string);
      if (bytes > Workbook::most_string_bytes)
        throw Damaged("its texts need more than " + std::to_string(Workbook::most_string_bytes) +
                      " bytes of memory");
      book_.strings.push_back(std::move(s));
    }
  }

  void cells(Record& r) {
    const auto& b = r.body;
    const auto row = static_cast<long>(little(b, 0, 2));
    const auto column = static_cast<std::size_t>(little(b, 2, 2));
    const auto style = static_cast<std::size_t>(little(b, 4, 2));
    switch (r.id) {
      case file_pass: encrypted_ = true; break;
      case end_of_file: close(""); break;
      case header:
      case footer:
        if (!b.empty()) note(without_codes(text(b, 0, version_ < biff8 ? 1 : 2)));
        break;
      case label_of_table: {
        const auto index = little(b, 6, 4);
        if (index < book_.strings.size())
          words(row, column, book_.strings[static_cast<std::size_t>(index)]);
        break;
      }
      case label:
      case rich_string: words(row, column, text(b, 6, 2)); break;
      case number: value(row, column, style, little(b, 6, 8)); break;
      case rk_number: value(row, column, style, of_rk(little(b, 6, 4))); break;
      case mul_rk:
        for (std::size_t i = 4, c = column; i + 6 <= b.size() - std::min<std::size_t>(b.size(), 2);
             i += 6, ++c)
          value(row, c, static_cast<std::size_t>(little(b, i, 2)), of_rk(little(b, i + 2, 4)));
        break;
      case bool_or_error:
        if (little(b, 7, 1) == 0) put(row, column, little(b, 6, 1) != 0 ? "TRUE" : "FALSE");
        break;
      case formula:
        if (little(b, 12, 2) != 0xFFFF) {
          value(row, column, style, little(b, 6, 8));
        } else if (little(b, 6, 1) == 0) {
          result_row_ = row;
          result_column_ = column;
        } else if (little(b, 6, 1) == 1) {
          put(row, column, little(b, 8, 1) != 0 ? "TRUE" : "FALSE");
        }
        break;
      case string_result:
        if (result_row_ >= 0) words(result_row_, result_column_, text(b, 0, 2));
        result_row_ = -1;
        break;
      case text_object: {
        const auto length = little(b, 10, 2);
        Parts parts(records_, r);
        parts.skip(b.size());
        if (length > 0 && parts.more()) note(parts.characters(length, (parts.number(1) & 1) != 0));
        break;
      }
      default: break;
    }
  }

  /// What a heading of a page says beside "&P" (its number) and the like.
  static std::string without_codes(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '&' || i + 1 == text.size()) {
        out += text[i];
      } else if (text[++i] == '"') {
        i = std::min(text.find('"', i + 1), text.size());
      } else if (text[i] == '&') {
        out += '&';
      } else {
        out += ' ';
      }
    }
    return out.find_first_not_of(" \t\n") == std::string::npos ? "" : out;
  }

  /// 30 bits of a double or an integer, perhaps a hundred times too large.
  static std::uint64_t of_rk(std::uint64_t rk) {
    double v = (rk & 2) != 0
                   ? static_cast<double>(static_cast<std::int32_t>(static_cast<std::uint32_t>(rk)) >> 2)
                   : std::bit_cast<double>((rk & ~3ULL) << 32);
    if ((rk & 1) != 0) v /= 100;
    return std::bit_cast<std::uint64_t>(v);
  }

  void value(long row, std::size_t column, std::size_t style, std::uint64_t bits) {
    char raw[40];
    std::snprintf(raw, sizeof raw, "%.15g", std::bit_cast<double>(bits));
    auto shown = shown_number(raw, book_.format_of(std::to_string(style)), book_.from_1904);
    if (column < zeros_.size()) shown = with_lost_zeros(std::move(shown), zeros_[column]);
    put(row, column, std::move(shown));
  }

  void words(long row, std::size_t column, std::string text) {
    if (text.size() <= 40 && column < most_columns)
      if (const auto digits = digits_under(text); digits > 0) {
        if (column >= zeros_.size()) zeros_.resize(column + 1);
        zeros_[column] = digits;
      }
    put(row, column, std::move(text));
  }

  void put(long row, std::size_t column, std::string shown) {
    if (!inside_ || column >= most_columns || shown.empty()) return;
    if (row != current_row_) flush();
    current_row_ = row;
    if (shown.size() > longest_cell) shown.resize(longest_cell);
    if (column >= row_.size()) row_.resize(column + 1);
    row_[column] = std::move(shown);
  }

  void flush() {
    if (row_.empty()) return;
    if (last_row_ >= 0 && current_row_ != last_row_ + 1) table_->gap();
    table_->row(std::move(row_));
    row_.clear();
    last_row_ = current_row_;
  }

  void note(const std::string& text) {
    if (!text.empty() && notes_.size() < (1U << 20)) notes_ += text + "\n\n";
  }

  Compound::Stream& stream_;
  Records records_;
  const std::string& place_;
  Speaker& speaker_;
  Workbook book_;
  std::map<std::uint64_t, std::string> names_;  ///< of the sheets, by where they begin
  std::optional<TableText> table_;
  std::string name_, notes_;
  std::vector<std::string> row_;
  std::vector<std::size_t> zeros_;
  long current_row_ = -1, last_row_ = -1, result_row_ = -1;
  std::size_t result_column_ = 0, sheets_ = 0;
  std::uint16_t version_ = biff8;
  std::string drawings_;
  bool inside_ = false, encrypted_ = false, drawing_ = false;
};

}  // namespace

void say_old_book(Compound::Stream stream, const std::string& place, Speaker& speaker) {
  Book(stream, place, speaker).read();
}

}  // namespace ledgelight::decode
