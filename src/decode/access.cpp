#include "decode/access.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "decode/compound.hpp"
#include "decode/table_text.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t most_columns = 255;
constexpr std::size_t most_tables = 20'000;
constexpr std::size_t longest_value = 16U << 20;
constexpr int longest_definition = 64;  ///< pages; 255 columns with their indexes need some twelve
constexpr int longest_chain = 4'096;    ///< of pages that hold one long value
constexpr std::uint32_t catalogue = 2;

/// Where things stand on a page: they differ between Jet 3 and what came after it.
struct Form {
  std::size_t page, rows, columns, real_indexes, definitions, index_entry;
  std::size_t column_entry, number, variable, flags, fixed, size, scale;
};
constexpr Form jet3{2048, 8, 25, 31, 43, 8, 18, 1, 3, 13, 14, 16, 9};
constexpr Form jet4{4096, 12, 45, 51, 63, 12, 25, 5, 7, 15, 21, 23, 11};

enum Type : unsigned {
  boolean = 1,
  byte,
  integer,
  long_integer,
  money,
  single,
  real,
  date,
  binary,
  text,
  ole,
  memo,
  guid = 15,
  numeric,
  complex = 18,
  big_integer
};

struct Column {
  std::string name;
  unsigned type = 0;
  std::size_t number = 0, variable = 0, fixed = 0, size = 0;
  int scale = 0;
  bool is_fixed = false;
};

struct Table {
  std::vector<Column> columns;
  bool has_variable = false;
};

/// A cell as it stands in its row.
struct Cell {
  bool null = true;
  std::string_view bytes;
};

std::string date_of(double days) {
  // Days since the 30th of December 1899; the part behind the point counts up even before it.
  if (!(days > -657'435 && days < 2'958'466)) return {};
  const double whole = std::trunc(days);
  const auto seconds = static_cast<long>(std::lround(std::fabs(days - whole) * 86'400));
  const std::chrono::year_month_day day{
      std::chrono::sys_days(std::chrono::days(static_cast<int>(whole) - 25'569))};
  std::array<char, 48> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  std::string said = out.data();
  if (seconds > 0) {
    std::snprintf(out.data(), out.size(), " %02ld:%02ld:%02ld", seconds / 3600 % 24,
                  seconds / 60 % 60, seconds % 60);
    said += out.data();
  }
  return said;
}

std::string number_of(double value) {
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%.15g", value);
  return out.data();
}

class Access {
 public:
  Access(Bytes& bytes, const Output& output) : bytes_(bytes), speaker_(output) {}

  void read() {
    std::string head(32, '\0');
    head.resize(bytes_.read_at(0, head));
    if (head.size() < 32 || (head.compare(4, 15, "Standard Jet DB") != 0 &&
                             head.compare(4, 15, "Standard ACE DB") != 0))
      throw Damaged("no Access database");
    form_ = head[0x14] == 0 ? jet3 : jet4;
    old_ = head[0x14] == 0;
    if (page(catalogue)[0] != 2) throw Damaged("encrypted, or its catalogue is damaged");
    look_at_pages();
    const auto tables = names();
    if (tables.empty()) throw Damaged("encrypted, or its catalogue is damaged");
    for (const auto& [at, name] : tables) {
      if (!speaker_.listening()) return;
      tell(at, name);
    }
    // Rows of tables that were dropped, and of those the catalogue has lost.
    for (const auto& [at, pages] : data_)
      if (tables.count(at) == 0 && at != catalogue && system_.count(at) == 0 &&
          speaker_.listening())
        tell(at, "$Lost/" + std::to_string(at));
    speaker_.finish();
  }

 private:
  /// Zeros where the file has no such page.
  std::string page(std::uint32_t number) {
    std::string out(form_.page, '\0');
    bytes_.read_at(std::uint64_t{number} * form_.page, out);
    return out;
  }

  /// Which pages hold rows of which table.
  void look_at_pages() {
    const auto count =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(bytes_.size() / form_.page, 0xFFFFFF));
    std::array<char, 8> start{};
    for (std::uint32_t p = 0; p < count; ++p) {
      if (bytes_.read_at(std::uint64_t{p} * form_.page, start) < start.size()) break;
      if (start[0] != 1) continue;
      const auto owner = static_cast<std::uint32_t>(little({start.data(), start.size()}, 4, 4));
      if (owner >= catalogue && owner < count &&
          (data_.size() < most_tables || data_.count(owner) != 0))
        data_[owner].push_back(p);
    }
    steps_left_ = 16 * std::uint64_t{count} + longest_chain;
  }

  /// Its definition, which may go on on other pages.
  std::string definition(std::uint32_t at) {
    std::string out = page(at);
    if (out[0] != 2) return {};
    auto next = static_cast<std::uint32_t>(little(out, 4, 4));
    for (int i = 0; next != 0 && i < longest_definition; ++i) {
      const auto more = page(next);
      if (more[0] != 2) break;
      out += more.substr(8);
      next = static_cast<std::uint32_t>(little(more, 4, 4));
    }
    return out;
  }

  Table table_at(std::uint32_t at) {
    Table out;
    const auto def = definition(at);
    if (def.empty()) return out;
    const auto count =
        std::min(static_cast<std::size_t>(little(def, form_.columns, 2)), most_columns);
    out.has_variable = little(def, form_.columns - 2, 2) > 0;
    auto from = form_.definitions +
                static_cast<std::size_t>(little(def, form_.real_indexes, 4)) * form_.index_entry;
    for (std::size_t i = 0; i < count && from < def.size(); ++i, from += form_.column_entry) {
      Column c;
      c.type = static_cast<unsigned char>(def[from]);
      c.number =
          static_cast<std::size_t>(little(def, from + form_.number, 2)) & (old_ ? 0xFF : 0xFFFF);
      c.variable = static_cast<std::size_t>(little(def, from + form_.variable, 2));
      c.is_fixed = (little(def, from + form_.flags, 1) & 1) != 0;
      c.fixed = static_cast<std::size_t>(little(def, from + form_.fixed, 2));
      c.size = static_cast<std::size_t>(little(def, from + form_.size, 2));
      c.scale = static_cast<int>(little(def, from + form_.scale, 1));
      out.columns.push_back(std::move(c));
    }
    for (auto& c : out.columns) {
      const std::size_t width = old_ ? 1 : 2;
      const auto size = static_cast<std::size_t>(little(def, from, width));
      if (from + width + size > def.size()) break;
      const auto raw = std::string_view(def).substr(from + width, size);
      c.name = old_ ? utf8_of_1252(raw) : utf8_of_utf16(raw);
      from += width + size;
    }
    std::stable_sort(out.columns.begin(), out.columns.end(),
                     [](const Column& a, const Column& b) { return a.number < b.number; });
    return out;
  }

  /// A row taken apart; empty when it is none of this table.
  std::vector<Cell> cells_of(const Table& table, std::string_view row) const {
    const std::size_t counts = old_ ? 1 : 2;
    if (row.size() < counts + 1) return {};
    const auto columns = static_cast<std::size_t>(little(row, 0, counts));
    const auto mask = (columns + 7) / 8;
    if (columns == 0 || columns > most_columns + 1 || row.size() < counts + mask) return {};
    const auto nulls = row.size() - mask;
    std::vector<std::size_t> begins;
    std::size_t fixed_end = nulls;
    if (table.has_variable) {
      if (nulls < counts) return {};
      const auto variable = static_cast<std::size_t>(little(row, nulls - counts, counts));
      if (variable > columns) return {};
      if (old_) {
        if (!old_offsets(row, nulls, variable, begins)) return {};
      } else {
        if (nulls < 2 * (variable + 2)) return {};
        for (std::size_t i = 0; i <= variable; ++i)
          begins.push_back(static_cast<std::size_t>(little(row, nulls - 4 - 2 * i, 2)));
      }
      fixed_end = begins.empty() ? nulls : begins.front();
    }
    std::vector<Cell> out;
    for (const auto& c : table.columns) {
      Cell cell;
      const bool set =
          c.number / 8 < mask &&
          (static_cast<unsigned char>(row[nulls + c.number / 8]) >> (c.number % 8) & 1) != 0;
      if (c.type == boolean) {
        cell = {false, set ? "Yes" : "No"};
      } else if (set && c.is_fixed) {
        const auto from = counts + c.fixed;
        if (from + c.size <= std::min(fixed_end, row.size()))
          cell = {false, row.substr(from, c.size)};
      } else if (set && c.variable + 1 < begins.size()) {
        const auto from = begins[c.variable], to = begins[c.variable + 1];
        if (from > to || to > nulls) return {};
        cell = {false, row.substr(from, to - from)};
      }
      out.push_back(cell);
    }
    return out;
  }

  /// Jet 3 keeps one byte of each offset, and where the next 256 begin.
  static bool old_offsets(std::string_view row, std::size_t nulls, std::size_t variable,
                          std::vector<std::size_t>& begins) {
    auto jumps = (row.size() - 1) / 256;
    if (nulls < variable + 2 + jumps) return false;
    const auto last = nulls - 2 - jumps;
    if ((last - variable) / 256 < jumps) --jumps;
    std::size_t used = 0;
    for (std::size_t i = 0; i <= variable; ++i) {
      while (used < jumps && i == static_cast<unsigned char>(row[nulls - 2 - used]))
        ++used;
      begins.push_back(static_cast<unsigned char>(row[last - i]) + 256 * used);
    }
    return true;
  }

  /// The bytes of a row of a page: at its number there; empty when it is none.
  std::string_view row_of(std::string_view page, std::size_t number) const {
    constexpr std::size_t place = 0x1FFF;
    const auto at = form_.rows + 2 + 2 * number;
    const auto from = static_cast<std::size_t>(little(page, at, 2)) & place;
    const auto to =
        number == 0 ? page.size() : static_cast<std::size_t>(little(page, at - 2, 2)) & place;
    if (from < form_.rows + 2 || from >= to || to > page.size()) return {};
    return page.substr(from, to - from);
  }

  template <class Take>
  void each_row(std::uint32_t at, const Table& table, Take take) {
    const auto pages = data_.find(at);
    if (pages == data_.end()) return;
    for (const auto number : pages->second) {
      const auto bytes = page(number);
      const auto count =
          std::min<std::size_t>(static_cast<std::size_t>(little(bytes, form_.rows, 2)), 1'000);
      for (std::size_t r = 0; r < count && speaker_.listening(); ++r) {
        // Where only the place of a row stands that grew too long for its page.
        if ((little(bytes, form_.rows + 2 + 2 * r, 2) & 0xC000) == 0x4000) continue;
        const auto cells = cells_of(table, row_of(bytes, r));
        if (!cells.empty()) take(cells);
      }
    }
  }

  /// Of a long value: in the row, on another page, or on several.
  std::string long_value(std::string_view cell) {
    if (cell.size() < 12) return {};
    const auto head = little(cell, 0, 4);
    const auto size =
        std::min<std::size_t>(static_cast<std::size_t>(head & 0x3FFFFFFF), longest_value);
    if ((head & 0x80000000) != 0) return std::string(cell.substr(12, size));
    auto place = static_cast<std::uint32_t>(little(cell, 4, 4));
    std::string out;
    for (int i = 0; place != 0 && i < longest_chain && out.size() < size; ++i) {
      const auto bytes = page(place >> 8);
      const auto row = bytes[0] == 1 ? row_of(bytes, place & 0xFF) : std::string_view();
      if ((head & 0x40000000) != 0) return std::string(row.substr(0, size));
      if (row.size() <= 4) break;
      if (steps_left_ == 0) {
        circles_ = true;
        break;
      }
      --steps_left_;
      out += row.substr(4, size - out.size());
      place = static_cast<std::uint32_t>(little(row, 0, 4));
    }
    return out;
  }

  std::string words(std::string_view raw) const {
    if (old_) return utf8_of_1252(raw);
    if (raw.size() < 2 || raw[0] != '\xFF' || raw[1] != '\xFE') return utf8_of_utf16(raw);
    // One byte a letter until a zero, then two, then one again.
    std::string out;
    raw.remove_prefix(2);
    for (bool packed = true; !raw.empty(); packed = !packed) {
      if (packed) {
        const auto end = std::min(raw.find('\0'), raw.size());
        for (const char c : raw.substr(0, end))
          put_utf8(out, static_cast<unsigned char>(c));
        raw.remove_prefix(std::min(raw.size(), end + 1));
      } else {
        std::size_t end = 0;
        while (end + 1 < raw.size() && raw[end] != '\0')
          end += 2;
        out += utf8_of_utf16(raw.substr(0, end));
        raw.remove_prefix(std::min(raw.size(), end + 1));
      }
    }
    return out;
  }

  std::string value(const Column& c, const Cell& cell) {
    if (cell.null) return {};
    const auto b = cell.bytes;
    switch (c.type) {
    case boolean: return std::string(b);
    case byte: return std::to_string(little(b, 0, 1));
    case integer: return std::to_string(static_cast<std::int16_t>(little(b, 0, 2)));
    case long_integer:
    case complex: return std::to_string(static_cast<std::int32_t>(little(b, 0, 4)));
    case big_integer: return std::to_string(static_cast<std::int64_t>(little(b, 0, 8)));
    case money:
      return number_of(static_cast<double>(static_cast<std::int64_t>(little(b, 0, 8))) / 10'000);
    case single:
      return number_of(
          static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(little(b, 0, 4)))));
    case real: return number_of(std::bit_cast<double>(little(b, 0, 8)));
    case date: return date_of(std::bit_cast<double>(little(b, 0, 8)));
    case text: return words(b);
    case memo: return words(long_value(b));
    case numeric: return decimal(b, c.scale);
    default: return {};
    }
  }

  /// A sign, then sixteen bytes, the words of four of them highest first.
  static std::string decimal(std::string_view b, int scale) {
    if (b.size() < 17) return {};
    std::array<std::uint32_t, 4> parts{};
    for (std::size_t i = 0; i < 4; ++i)
      parts[i] = static_cast<std::uint32_t>(little(b, 1 + 4 * i, 4));
    std::string out;
    while (out.size() < 40) {
      std::uint64_t rest = 0;
      bool any = false;
      for (auto& p : parts) {
        rest = rest << 32 | p;
        p = static_cast<std::uint32_t>(rest / 10);
        rest %= 10;
        any = any || p != 0;
      }
      out += static_cast<char>('0' + rest);
      if (static_cast<int>(out.size()) == scale && scale > 0) out += '.';
      if (!any && static_cast<int>(out.size()) > scale) break;
    }
    if (b[0] != 0) out += '-';
    std::reverse(out.begin(), out.end());
    return out;
  }

  /// The user's tables, by where their definition stands.
  std::map<std::uint32_t, std::string> names() {
    const auto table = table_at(catalogue);
    const auto column = [&](std::string_view name) {
      return static_cast<std::size_t>(
          std::find_if(table.columns.begin(), table.columns.end(),
                       [&](const Column& c) { return c.name == name; }) -
          table.columns.begin());
    };
    const auto id = column("Id"), name = column("Name"), type = column("Type"),
               flags = column("Flags");
    std::map<std::uint32_t, std::string> out;
    if (std::max({id, name, type, flags}) >= table.columns.size()) return out;
    each_row(catalogue, table, [&](const std::vector<Cell>& row) {
      if (row[type].null || little(row[type].bytes, 0, 2) != 1 || row[id].null) return;
      const auto at = static_cast<std::uint32_t>(little(row[id].bytes, 0, 4)) & 0xFFFFFF;
      if ((little(row[flags].bytes, 0, 4) & 0x80000002) != 0)
        system_[at] = true;
      else if (out.size() < most_tables)
        out[at] = value(table.columns[name], row[name]);
    });
    return out;
  }

  void tell(std::uint32_t at, const std::string& name) {
    const auto table = table_at(at);
    const auto place = "table:" + name;
    if (table.columns.empty()) {
      // What its rows are made of is not known; their text stands in clear.
      if (data_.count(at) != 0) bare_pages(at, place);
      return;
    }
    speaker_.text(place);
    std::vector<std::string> line;
    for (const auto& c : table.columns)
      line.push_back(c.name);
    say_row(line, speaker_);
    bool files = false;
    each_row(at, table, [&](const std::vector<Cell>& row) {
      line.clear();
      for (std::size_t i = 0; i < row.size(); ++i) {
        line.push_back(value(table.columns[i], row[i]));
        files = files || (table.columns[i].type == ole && !row[i].null);
      }
      say_row(line, speaker_);
    });
    end();
    if (!files) return;
    std::size_t number = 0;
    each_row(at, table, [&](const std::vector<Cell>& row) {
      ++number;
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (table.columns[i].type != ole || row[i].null) continue;
        const auto content = long_value(row[i].bytes);
        if (content.empty()) continue;
        speaker_.member(place + "/" + table.columns[i].name + "/" + std::to_string(number));
        speaker_.say(content);
        end();
      }
    });
  }

  void end() {
    if (std::exchange(circles_, false))
      speaker_.trouble("long values lead to one another; not all were followed to their end");
    else
      speaker_.end();
  }

  void bare_pages(std::uint32_t at, const std::string& place) {
    speaker_.bytes(place);
    for (const auto number : data_[at]) {
      speaker_.say(page(number));
      if (!speaker_.listening()) return;
    }
    speaker_.trouble(
        "what its columns are is not known; the runs of text in its rows were searched");
  }

  Bytes& bytes_;
  Speaker speaker_;
  Form form_ = jet4;
  bool old_ = false;
  /// From piece to piece of long values, in all: honest ones have few pieces a page, and each is
  /// read once.
  std::uint64_t steps_left_ = 0;
  bool circles_ = false;
  std::map<std::uint32_t, std::vector<std::uint32_t>>
      data_;  ///< pages with rows, by whose they are
  std::map<std::uint32_t, bool> system_;
};

}  // namespace

void read_access(Bytes& bytes, const Output& output) { Access(bytes, output).read(); }

}  // namespace ledgelight::decode
