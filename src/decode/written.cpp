#include "decode/written.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "decode/number_format.hpp"
#include "decode/table_text.hpp"

namespace ledgelight::decode {
namespace {

using Event = Xml::Event;

constexpr std::size_t longest_paragraph = 1U << 20;
constexpr std::size_t longest_cell = 64U << 10;
constexpr std::size_t most_columns = 4096;
constexpr int deepest_table = 16;

template <std::size_t N>
bool one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::size_t repeated(const Xml& xml, std::string_view attribute, std::size_t most) {
  const auto s = xml.attribute(attribute);
  std::size_t n = 1;
  std::from_chars(s.data(), s.data() + s.size(), n);
  return std::clamp<std::size_t>(n, 1, most);
}

bool is_paragraph(std::string_view name) { return name == "p" || name == "h"; }
bool is_table(std::string_view name) { return name == "tbl" || name == "table"; }
bool is_row(std::string_view name) { return name == "tr" || name == "table-row"; }
bool is_cell(std::string_view name) {
  return name == "tc" || name == "table-cell" || name == "covered-table-cell";
}

/// Not written by anybody, or written twice.
bool is_silent(std::string_view name) {
  return one_of(name, std::array<std::string_view, 12>{
                          "Fallback", "instrText", "rPr", "pPr", "sectPr", "tblPr", "trPr", "tcPr",
                          "delInstrText", "tracked-changes", "binary-data", "fldData"});
}

class Document {
 public:
  Document(Xml& xml, Speaker& speaker) : xml_(xml), speaker_(speaker) {}

  void read() {
    for (auto event = xml_.next(); event != Event::done; event = xml_.next()) {
      if (event == Event::start && is_table(xml_.name())) {
        flush();
        TableText table(speaker_);
        rows(table);
        table.finish();
        speaker_.piece();
      } else {
        step(event, text_, longest_paragraph);
        if (event == Event::end && is_paragraph(xml_.name())) flush();
      }
    }
    flush();
  }

 private:
  /// What one event adds to a running text.
  void step(Event event, std::string& text, std::size_t most) {
    if (event == Event::text) {
      // Between elements stand only line ends and blanks of whoever wrote the file.
      if (writing_ > 0 && text.size() < most) text += xml_.text();
      return;
    }
    const auto name = xml_.name();
    // Text stands in <t>; in OpenDocument straight in the paragraph.
    const bool writes = odf_ ? is_paragraph(name) : name == "t" || name == "delText";
    if (event == Event::end) {
      if (writes) --writing_;
      if (odf_ && (name == "annotation" || name == "note")) text += '\n';
      return;
    }
    if (is_silent(name)) return xml_.skip();
    if (xml_.depth() == 1) odf_ = name.substr(0, 9) == "document-";
    if (writes) ++writing_;
    if (name == "tab") text += '\t';
    if (name == "br" || name == "cr" || name == "line-break") text += '\n';
    if (name == "s" && odf_) text.append(repeated(xml_, "c", 100), ' ');
    if (name == "noBreakHyphen") text += '-';
    if (odf_ && (name == "annotation" || name == "note")) text += '\n';
  }

  void flush() {
    if (text_.find_first_not_of(" \t\n\r") != std::string::npos)
      speaker_.say(text_ + (stands_alone(text_) ? "\n\n" : "\n"));
    text_.clear();
  }

  /// A paragraph of prose speaks of one matter. Short ones, and those that begin with a label, are
  /// often the lines of a form: these stay together.
  static bool stands_alone(std::string_view text) {
    if (text.size() < 60) return text.find('\n') != std::string_view::npos;
    const auto colon = text.find(':');
    return colon == std::string_view::npos || colon > 24 || text.size() > 100 ||
           text.substr(0, colon).find_first_of("0123456789,;") != std::string_view::npos;
  }

  /// Up to the end of the table whose start was just read.
  void rows(TableText& table) {
    const auto outside = xml_.depth() - 1;
    std::vector<std::string> cells;
    while (xml_.depth() > outside) {
      const auto event = xml_.next();
      if (event == Event::done) return;
      if (event == Event::start && is_row(xml_.name())) {
        cells.clear();
      } else if (event == Event::start && is_cell(xml_.name())) {
        const auto times = repeated(xml_, "number-columns-repeated", most_columns);
        const auto text = cell();
        for (std::size_t i = 0; i < (text.empty() ? times : std::min<std::size_t>(times, 64)) &&
                                cells.size() < most_columns;
             ++i)
          cells.push_back(text);
      } else if (event == Event::start && is_silent(xml_.name())) {
        xml_.skip();
      } else if (event == Event::end && is_row(xml_.name())) {
        table.row(std::exchange(cells, {}));
      }
    }
  }

  /// The text of a cell; a table inside it is read as its text.
  std::string cell() {
    std::string text;
    const auto outside = xml_.depth() - 1;
    while (xml_.depth() > outside) {
      const auto event = xml_.next();
      if (event == Event::done) break;
      if (event == Event::end && (is_paragraph(xml_.name()) || is_row(xml_.name()))) {
        step(event, text, longest_cell);
        if (!text.empty() && text.back() != '\n') text += '\n';
      } else if (event == Event::end && is_cell(xml_.name()) && xml_.depth() > outside) {
        text += ' ';
      } else {
        step(event, text, longest_cell);
      }
    }
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
      text.pop_back();
    return text;
  }

  Xml& xml_;
  Speaker& speaker_;
  std::string text_;
  int writing_ = 0;
  bool odf_ = false;
};

std::string value_of_cell(Xml& xml) {
  const std::string type(xml.attribute("value-type")), date(xml.attribute("date-value"));
  std::string text;
  const auto outside = xml.depth() - 1;
  bool writing = false;
  while (xml.depth() > outside) {
    const auto event = xml.next();
    if (event == Event::done) break;
    if (event == Event::start && is_paragraph(xml.name())) {
      writing = true;
      if (!text.empty()) text += '\n';
    } else if (event == Event::end && is_paragraph(xml.name())) {
      writing = false;
    } else if (event == Event::text && writing && text.size() < longest_cell) {
      text += xml.text();
    } else if (event == Event::start && xml.name() == "s") {
      text.append(repeated(xml, "c", 100), ' ');
    } else if (event == Event::start && xml.name() == "tab") {
      text += ' ';
    }
  }
  if (type != "date" || date.empty()) return text;
  // A remark beside the date stays; how the date was shown does not matter.
  const auto remark = text.find('\n');
  auto iso =
      date.substr(0, date.size() > 10 && date.substr(10, 9) == "T00:00:00" ? 10 : date.size());
  return remark == std::string::npos ? iso : iso + text.substr(remark);
}

}  // namespace

void say_document(Xml& xml, Speaker& speaker) { Document(xml, speaker).read(); }

void say_any(Xml& xml, Speaker& speaker) {
  constexpr std::array<std::string_view, 12> inline_names{"t", "r", "span", "a",  "rPr",   "s",
                                                          "b", "i", "u",    "sz", "color", "rFont"};
  std::string text;
  const auto flush = [&] {
    const auto from = text.find_first_not_of(" \t\r\n");
    if (from != std::string::npos)
      speaker.say(text.substr(from, text.find_last_not_of(" \t\r\n") + 1 - from) + "\n");
    text.clear();
  };
  for (auto event = xml.next(); event != Event::done; event = xml.next()) {
    if (event == Event::text) {
      text += xml.text();
      if (text.size() > longest_paragraph) flush();
      continue;
    }
    if (one_of(xml.name(), inline_names) && !(event == Event::start && xml.has("v"))) continue;
    flush();
    if (event != Event::start) continue;
    if (xml.name() == "Fallback")
      xml.skip();
    else if (xml.has("v"))
      speaker.say(std::string(xml.attribute("v")) + "\n");
  }
  flush();
}

void say_open_sheets(Xml& xml, Speaker& speaker) {
  std::vector<std::string> cells;
  std::size_t times = 1, columns = 0;
  int inside = 0;
  std::vector<std::size_t> zeros;  // by column: digits that a heading above asks for
  TableText table(speaker);
  for (auto event = xml.next(); event != Event::done; event = xml.next()) {
    if (event == Event::text) continue;
    if (is_table(xml.name())) {
      if (event == Event::start) zeros.clear();
      inside += event == Event::start ? 1 : -1;
      if (event == Event::start && inside == 1)
        speaker.text("table:" + std::string(xml.attribute("name")));
      if (event == Event::end && inside == 0) {
        table.finish();
        speaker.end();
      }
      if (inside > deepest_table) throw Damaged("tables nested too deep");
      continue;
    }
    if (inside == 0) continue;
    if (is_row(xml.name()) && event == Event::start) {
      times = repeated(xml, "number-rows-repeated", 1U << 20);
      cells.clear();
      columns = 0;
    } else if (is_row(xml.name())) {
      const bool empty =
          std::all_of(cells.begin(), cells.end(), [](const auto& c) { return c.empty(); });
      for (std::size_t i = 0; i < (empty ? 1 : std::min<std::size_t>(times, 1000)); ++i)
        table.row(cells);
      cells.clear();
    } else if (is_cell(xml.name()) && event == Event::start) {
      const auto n = repeated(xml, "number-columns-repeated", 16384);
      const bool number = xml.attribute("value-type") == "float";
      auto text = value_of_cell(xml);
      if (number && columns < zeros.size()) text = with_lost_zeros(std::move(text), zeros[columns]);
      if (const auto digits = number || text.size() > 40 || columns > 256 ? 0 : digits_under(text);
          digits > 0) {
        zeros.resize(std::max(zeros.size(), columns + 1));
        zeros[columns] = digits;
      }
      if (!text.empty() && columns < most_columns) {
        cells.resize(columns);
        cells.insert(cells.end(), std::min({n, std::size_t{64}, most_columns - columns}), text);
      }
      columns += n;
    }
  }
}

}  // namespace ledgelight::decode
