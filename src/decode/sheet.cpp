// Workbook and read_sheet: ECMA-376 part 1, chapter 18.
#include <algorithm>
#include <array>
#include <charconv>

#include "decode/number_format.hpp"
#include "decode/office.hpp"
#include "decode/table_text.hpp"
#include "decode/workbook.hpp"
#include "decode/xml.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t last_column = 16384;
constexpr std::size_t longest_cell = 64U << 10;

int number_of(std::string_view s, int otherwise) {
  int value = otherwise;
  std::from_chars(s.data(), s.data() + s.size(), value);
  return value;
}

/// "AB12" is column 27; nullopt-like last_column when it is no reference.
std::size_t column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c == '$') continue;
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    if (column > last_column) return last_column;
  }
  return column == 0 ? last_column : column - 1;
}

class Sheet {
 public:
  Sheet(const Input& part, const Workbook& book, Speaker& speaker)
      : xml_(part), book_(book), table_(speaker) {}

  void read() {
    for (auto event = xml_.next(); event != Xml::Event::done; event = xml_.next()) {
      if (event != Xml::Event::start) continue;
      if (xml_.name() == "row")
        row();
      else if (xml_.name() != "worksheet" && xml_.name() != "sheetData" &&
               xml_.name() != "oddHeader" && xml_.name() != "oddFooter" &&
               xml_.name() != "headerFooter")
        xml_.skip();
    }
    table_.finish();
  }

 private:
  void row() {
    const auto number = number_of(xml_.attribute("r"), last_row_ + 1);
    if (number > last_row_ + 1 && last_row_ > 0) table_.gap();
    last_row_ = number;
    std::vector<std::string> cells;
    const auto inside = xml_.depth();
    while (true) {
      const auto event = xml_.next();
      if (event == Xml::Event::done || (event == Xml::Event::end && xml_.depth() < inside)) break;
      if (event == Xml::Event::start && xml_.name() == "c")
        cell(cells);
      else if (event == Xml::Event::start)
        xml_.skip();
    }
    table_.row(std::move(cells));
  }

  void cell(std::vector<std::string>& cells) {
    const auto reference = column_of(xml_.attribute("r"));
    const std::string type(xml_.attribute("t")), style(xml_.attribute("s"));
    const auto column = xml_.has("r") && reference < last_column ? reference : cells.size();
    std::string raw;
    const auto inside = xml_.depth();
    bool value = false;
    while (true) {
      const auto event = xml_.next();
      if (event == Xml::Event::done || (event == Xml::Event::end && xml_.depth() < inside)) break;
      if (event == Xml::Event::start &&
          (xml_.name() == "f" || xml_.name() == "rPh" || xml_.name() == "rPr"))
        xml_.skip();
      else if (event == Xml::Event::start)
        value = xml_.name() == "v" || xml_.name() == "t";
      else if (event == Xml::Event::end)
        value = false;
      else if (value && raw.size() < longest_cell)
        raw += xml_.text();
    }
    if (raw.empty() || column >= last_column) return;
    auto shown = show(raw, type, style, column);
    if (column >= cells.size()) cells.resize(column + 1);
    cells[column] = std::move(shown);
  }

  std::string show(const std::string& raw, const std::string& type, const std::string& style,
                   std::size_t column) {
    if (type == "s") {
      const auto index = static_cast<std::size_t>(std::max(0, number_of(raw, 0)));
      auto text = index < book_.strings.size() ? book_.strings[index] : raw;
      learn(column, text);
      return text;
    }
    if (type == "b") return raw == "1" ? "TRUE" : "FALSE";
    if (type == "d")
      return raw.substr(0, raw.size() > 10 && raw.substr(10, 9) == "T00:00:00" ? 10 : raw.size());
    if (!type.empty() && type != "n") {
      learn(column, raw);
      return raw;
    }
    const auto format = book_.format_of(style);
    auto shown = shown_number(raw, format, book_.from_1904);
    // A number without a format of its own may have lost its zeros.
    if (column < zeros_.size()) shown = with_lost_zeros(std::move(shown), zeros_[column]);
    return shown;
  }

  void learn(std::size_t column, std::string_view text) {
    if (text.size() > 40 || column > 256) return;
    const auto digits = digits_under(text);
    if (digits == 0) return;
    if (column >= zeros_.size()) zeros_.resize(column + 1);
    zeros_[column] = digits;
  }

  Xml xml_;
  const Workbook& book_;
  TableText table_;
  std::vector<std::size_t> zeros_;  ///< digits under a heading that says how many there are
  int last_row_ = 0;
};

}  // namespace

void read_sheet(const Input& part, const Workbook& book, Speaker& speaker) {
  Sheet(part, book, speaker).read();
}

void Workbook::read_workbook(const Input& part) {
  Xml xml(part);
  for (auto event = xml.next(); event != Xml::Event::done; event = xml.next()) {
    if (event != Xml::Event::start || xml.name() != "workbookPr") continue;
    const auto value = xml.attribute("date1904");
    from_1904 = value == "1" || value == "true";
  }
}

void Workbook::read_styles(const Input& part) {
  Xml xml(part);
  bool cells = false;
  for (auto event = xml.next(); event != Xml::Event::done; event = xml.next()) {
    if (xml.name() == "cellXfs" && event != Xml::Event::text) cells = event == Xml::Event::start;
    if (event != Xml::Event::start) continue;
    if (xml.name() == "numFmt" && formats.size() < 10'000)
      formats[number_of(xml.attribute("numFmtId"), 0)] =
          std::string(xml.attribute("formatCode").substr(0, 256));
    if (cells && xml.name() == "xf" && styles.size() < 100'000)
      styles.push_back(number_of(xml.attribute("numFmtId"), 0));
  }
}

void Workbook::read_strings(const Input& part) {
  Xml xml(part);
  std::size_t bytes = 0;
  std::string text;
  bool open = false;
  for (auto event = xml.next(); event != Xml::Event::done; event = xml.next()) {
    if (event == Xml::Event::start && xml.name() == "rPh") {
      xml.skip();
    } else if (event == Xml::Event::start && xml.name() == "si") {
      text.clear();
    } else if (event == Xml::Event::end && xml.name() == "si") {
      bytes += text.size() + sizeof(std::string);
      if (bytes > most_string_bytes)
        throw Damaged("its texts need more than " + std::to_string(most_string_bytes) +
                      " bytes of memory; numbers only were read");
      strings.push_back(text);
    } else if (event == Xml::Event::text) {
      if (open && text.size() < longest_cell) text += xml.text();
      continue;
    }
    open = event == Xml::Event::start && xml.name() == "t";
  }
}

std::string Workbook::format_of(std::string_view style) const {
  if (style.empty()) return {};
  const auto index = static_cast<std::size_t>(std::max(0, number_of(style, 0)));
  if (index >= styles.size()) return {};
  const auto custom = formats.find(styles[index]);
  return custom != formats.end() ? custom->second : std::string(built_in_format(styles[index]));
}

}  // namespace ledgelight::decode
