#include "print/layout.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "print/modules.hpp"

namespace ledgelight::print {
namespace {

constexpr double top = margin, bottom = page_height - margin, full_width = page_width - 2 * margin;
constexpr double indent = 18, cell_pad = 4;
constexpr int most_pages = 2000;
constexpr std::size_t most_blocks = 100'000, most_text = 16U << 20;

constexpr Style body{}, small{9.0}, strong{10.5, true}, fixed{8.5, false, true},
    cell_body{9.5}, cell_head{9.5, true}, cell_fixed{8.0, false, true};

// In a #10 window envelope the folded sheet can slide; these bounds show in every position
// sideways, and resting on the lower edge (how the post carries it).
constexpr double window_left = margin, window_top = 150, window_width = 240, window_height = 74;
constexpr double below_window = 238;

class Placer {
 public:
  explicit Placer(const Document& document) : doc_(document) {
    tree_.push_back({"Document", "", document.language, "", "", {}});
  }

  Result<Placed> run() {
    TRY(check_document());
    new_page();
    for (index_ = 0; index_ < doc_.blocks.size(); ++index_) {
      TRY(std::visit([this](const auto& block) { return put(block); }, doc_.blocks[index_]));
      if (static_cast<int>(pages_.size()) > most_pages) {
        return fail(Errc::too_large, fmt::format("over {} pages", most_pages));
      }
    }
    TRY(add_page_matter());
    return Placed{std::move(pages_), std::move(tree_)};
  }

 private:
  // -- what must hold before anything is placed

  Result<void> check_document() const {
    if (doc_.title.empty()) return fail(Errc::bad_input, "a document needs a title");
    if (doc_.language.empty()) return fail(Errc::bad_input, "a document needs a language");
    if (!doc_.created.ok()) return fail(Errc::bad_input, "a document needs a date");
    TRY(check_text(doc_.title, Breaks::none, "the title"));
    TRY(check_text(doc_.author, Breaks::none, "the author"));
    TRY(check_text(doc_.mark, Breaks::none, "the mark"));
    if (doc_.blocks.size() > most_blocks) {
      return fail(Errc::too_large, fmt::format("over {} blocks", most_blocks));
    }
    if (words_of(doc_).size() > most_text) {
      return fail(Errc::too_large, fmt::format("over {} MiB of text", most_text >> 20));
    }
    int level = 0;
    for (const auto& block : doc_.blocks) {
      const auto* heading = std::get_if<Heading>(&block);
      if (heading == nullptr) continue;
      if (heading->level < 1 || heading->level > 6 || heading->level > level + 1 ||
          (heading->level == 1 && level != 0)) {
        return fail(Errc::bad_input,
                    fmt::format("heading of level {} after level {}: begin with one of level 1 "
                                "and skip none",
                                heading->level, level));
      }
      level = heading->level;
    }
    return Done{};
  }

  std::string where(const char* what) const { return fmt::format("block {}, {}", index_ + 1, what); }

  // -- pages and structure

  std::vector<Item>& page() { return pages_.back(); }
  double room() const { return bottom - y_; }
  bool fresh() const { return y_ <= fresh_y_ + 0.01; }

  void new_page() {
    pages_.emplace_back();
    y_ = fresh_y_ = top;
  }
  void gap(double points) {
    if (!fresh()) y_ += points;
  }
  int element(const char* type, int parent = 0) {
    const int id = static_cast<int>(tree_.size());
    tree_.push_back({type, "", "", "", "", {}});
    tree_[static_cast<std::size_t>(parent)].kids.push_back({id, 0, 0});
    return id;
  }
  Node& node(int id) { return tree_[static_cast<std::size_t>(id)]; }

  Result<Setting> set(const Text& text, const Style& style, double width, const char* what) const {
    return Setting::of(text, style, width, doc_.language, where(what));
  }

  // Lines down the page and over to the next; never one line alone where three or more follow.
  void flow(const Setting& setting, double x, int id) {
    int at = 0;
    while (at < setting.lines()) {
      const int left = setting.lines() - at;
      int fit = std::min(left, setting.fitting(at, room()));
      if (fit < left) {
        if (left - fit == 1 && fit > 2) --fit;
        if (fit == 1 && at == 0 && left > 2 && !fresh()) fit = 0;
      }
      if (fit == 0 && fresh()) fit = 1;
      if (fit == 0) {
        new_page();
        continue;
      }
      page().push_back({id, x, y_, Words{setting, at, at + fit}});
      y_ += setting.height_of(at, at + fit);
      at += fit;
      if (at < setting.lines()) new_page();
    }
  }

  // -- blocks

  Result<void> put(const Heading& b) {
    TRY(check_text(b.text, Breaks::none, where("a heading")));
    if (b.text.empty()) return fail(Errc::bad_input, where("a heading") + ": empty");
    Style style{b.level == 1 ? 19.0 : b.level == 2 ? 13.0 : 11.0, true};
    const auto setting = TRY(set(b.text, style, full_width, "a heading"));
    // A heading keeps company with the lines it announces.
    if (!fresh() && room() < setting.height() + 48) new_page();
    gap(b.level == 1 ? 0 : b.level == 2 ? 7 : 4);
    flow(setting, margin, element(fmt::format("H{}", b.level).c_str()));
    y_ += b.level == 1 ? 8 : 3;
    return Done{};
  }

  Result<void> prose(const Text& text, const std::string& language, const Style& style,
                     const char* what) {
    if (text.empty()) return Done{};
    const auto setting = TRY(Setting::of(
        text, style, full_width, language.empty() ? doc_.language : language, where(what)));
    const int id = element("P");
    if (language != doc_.language) node(id).language = language;
    flow(setting, margin, id);
    y_ += style.size * 0.55;
    return Done{};
  }
  Result<void> put(const Paragraph& b) { return prose(b.text, b.language, body, "a paragraph"); }
  Result<void> put(const SmallPrint& b) { return prose(b.text, b.language, small, "small print"); }

  Result<void> put(const Box& b) {
    const double pad = 8;
    const auto setting = TRY(set(b.text, body, full_width - 2 * pad, "a box"));
    const double height = setting.height() + 2 * pad;
    if (height > bottom - top) return prose(b.text, "", body, "a box");
    if (height > room()) new_page();
    const double grey = 0.35, line = 0.8;
    page().push_back({artifact, margin, y_, Bar{full_width, line, grey}});
    page().push_back({artifact, margin, y_ + height - line, Bar{full_width, line, grey}});
    page().push_back({artifact, margin, y_, Bar{line, height, grey}});
    page().push_back({artifact, margin + full_width - line, y_, Bar{line, height, grey}});
    y_ += pad;
    flow(setting, margin + pad, element("P"));
    y_ += pad + 6;
    return Done{};
  }

  Result<void> put(const List& b) {
    if (b.items.empty()) return Done{};
    const int list = element("L");
    int number = 0;
    for (const auto& item : b.items) {
      ++number;
      if (item.empty()) return fail(Errc::bad_input, where("a list item") + ": empty");
      const auto label = TRY(set(b.numbered ? fmt::format("{}.", number) : "\xE2\x80\xA2", body,
                                 indent + 10, "a list"));
      const double inset = b.numbered && b.items.size() > 9 ? indent + 6 : indent;
      const auto words = TRY(set(item, body, full_width - inset, "a list item"));
      if (!fresh() && room() < words.height_of(0, std::min(2, words.lines()))) new_page();
      const int li = element("LI", list);
      page().push_back({element("Lbl", li), margin + 3, y_, Words{label, 0, label.lines()}});
      flow(words, margin + inset, element("LBody", li));
      y_ += 2.5;
    }
    y_ += 3.5;
    return Done{};
  }

  struct Cell {
    Setting setting;
    int id;
    int at = 0;
    bool done() const { return at >= setting.lines(); }
  };

  // Places as much of the row as fits; true when all of it is on the page.
  bool place_row(std::vector<Cell>& cells, const std::vector<double>& lefts) {
    double used = 0;
    bool all = true;
    std::vector<int> fits;
    for (auto& cell : cells) {
      int fit = cell.setting.fitting(cell.at, room() - 2 * cell_pad);
      fit = std::min(fit, cell.setting.lines() - cell.at);
      if (fit == 0 && !cell.done() && fresh()) fit = 1;
      all = all && cell.at + fit >= cell.setting.lines();
      fits.push_back(fit);
    }
    if (!all && !fresh()) {
      // A short row is not torn, nor a long one for a line or two.
      double tallest = 0;
      for (const auto& cell : cells) {
        tallest = std::max(tallest, cell.setting.height_of(cell.at, cell.setting.lines()));
      }
      if (tallest < 150) return false;
      if (std::all_of(fits.begin(), fits.end(), [](int f) { return f < 3; })) return false;
    }
    for (std::size_t c = 0; c < cells.size(); ++c) {
      auto& cell = cells[c];
      if (fits[c] == 0) continue;
      page().push_back({cell.id, lefts[c] + cell_pad, y_ + cell_pad,
                        Words{cell.setting, cell.at, cell.at + fits[c]}});
      used = std::max(used, cell.setting.height_of(cell.at, cell.at + fits[c]));
      cell.at += fits[c];
    }
    y_ += used + 2 * cell_pad;
    page().push_back({artifact, margin, y_ - 0.5, Bar{full_width, 0.5, 0.6}});
    return all;
  }

  static std::vector<double> shares(const std::vector<double>& widths, std::size_t columns) {
    std::vector<double> out(columns, full_width / static_cast<double>(columns));
    double sum = 0;
    for (const double w : widths) sum += w;
    for (std::size_t c = 0; c < widths.size(); ++c) out[c] = full_width * widths[c] / sum;
    return out;
  }

  Result<void> put(const Table& b) {
    const auto columns = b.header.size();
    if (columns == 0 || columns > 12) {
      return fail(Errc::bad_input, where("a table") + ": needs 1 to 12 columns");
    }
    if (!b.widths.empty() &&
        (b.widths.size() != columns ||
         std::any_of(b.widths.begin(), b.widths.end(), [](double w) { return w <= 0; }))) {
      return fail(Errc::bad_input, where("a table") + ": one positive width a column");
    }
    const auto width = shares(b.widths, columns);
    std::vector<double> lefts(columns, margin);
    for (std::size_t c = 1; c < columns; ++c) lefts[c] = lefts[c - 1] + width[c - 1];

    const int table = element("Table");
    node(table).summary = b.summary;
    std::vector<Cell> head;
    const int head_row = element("TR", table);
    for (std::size_t c = 0; c < columns; ++c) {
      if (b.header[c].empty()) return fail(Errc::bad_input, where("a table") + ": nameless column");
      const int id = element("TH", head_row);
      node(id).scope = "Column";
      head.push_back(
          {TRY(set(b.header[c], cell_head, width[c] - 2 * cell_pad, "a table's heading")), id});
    }
    if (!fresh() && room() < 90) new_page();
    table_head(head, lefts);
    for (auto& cell : head) cell.id = artifact;  // repeats are pagination, not content

    for (const auto& row : b.rows) {
      if (row.size() != columns) {
        return fail(Errc::bad_input, where("a table") + ": a row of another length");
      }
      const int tr = element("TR", table);
      std::vector<Cell> cells;
      for (std::size_t c = 0; c < columns; ++c) {
        const auto& style = b.monospace_last && c + 1 == columns ? cell_fixed : cell_body;
        cells.push_back({TRY(set(row[c], style, width[c] - 2 * cell_pad, "a table's cell")),
                         element("TD", tr)});
      }
      while (!place_row(cells, lefts)) {
        new_page();
        table_head(head, lefts);
        fresh_y_ = y_;
      }
      if (static_cast<int>(pages_.size()) > most_pages) break;
    }
    y_ += 8;
    return Done{};
  }

  void table_head(std::vector<Cell>& head, const std::vector<double>& lefts) {
    for (auto& cell : head) cell.at = 0;
    double height = 0;
    for (const auto& cell : head) height = std::max(height, cell.setting.height());
    page().push_back({artifact, margin, y_, Bar{full_width, height + 2 * cell_pad, 0.92}});
    place_row(head, lefts);
  }

  Result<void> put(const KeyValues& b) {
    if (b.rows.empty()) return Done{};
    const int table = element("Table");
    const std::vector<double> lefts{margin, margin + 150};
    for (const auto& [key, value] : b.rows) {
      if (key.empty()) return fail(Errc::bad_input, where("a value") + ": without a label");
      const int tr = element("TR", table);
      std::vector<Cell> cells;
      const int th = element("TH", tr);
      node(th).scope = "Row";
      cells.push_back({TRY(set(key, cell_head, 150 - 2 * cell_pad, "a label")), th});
      cells.push_back({TRY(set(value, cell_body, full_width - 150 - 2 * cell_pad, "a value")),
                       element("TD", tr)});
      while (!place_row(cells, lefts)) new_page();
    }
    y_ += 8;
    return Done{};
  }

  Result<void> put(const AddressWindow& b) {
    if (index_ != 0) return fail(Errc::bad_input, "an address window must be the first block");
    double y = top - 14;
    for (std::size_t i = 0; i < b.sender.size(); ++i) {
      TRY(check_text(b.sender[i], Breaks::none, "the sender"));
      if (b.sender[i].empty()) continue;
      const auto setting = TRY(set(b.sender[i], i == 0 ? strong : small, full_width, "the sender"));
      if (y + setting.height() > window_top - 8) {
        return fail(Errc::too_large, "the sender's address runs into the window: at most 5 lines");
      }
      page().push_back({element("P"), margin, y, Words{setting, 0, setting.lines()}});
      y += setting.height();
    }
    if (b.address.empty()) return fail(Errc::bad_input, "no line in the address window");
    y = window_top;
    for (const auto& line : b.address) {
      TRY(check_text(line, Breaks::none, "the address"));
      if (line.empty()) continue;
      const auto setting = TRY(set(line, body, window_width, "the address"));
      if (y + setting.height() > window_top + window_height) {
        return fail(Errc::too_large,
                    "the address does not fit the envelope's window (five lines of about forty "
                    "letters): shorten it as the post allows");
      }
      page().push_back({element("P"), window_left, y, Words{setting, 0, setting.lines()}});
      y += setting.height();
    }
    y_ = below_window;
    return Done{};
  }

  Result<void> put(const PageBreak&) {
    if (!fresh()) new_page();
    return Done{};
  }

  Result<void> put(const Monospace& b) {
    if (b.text.empty()) return Done{};
    const auto setting = TRY(set(b.text, fixed, full_width, "fixed-width text"));
    flow(setting, margin, element("P"));
    y_ += 6;
    return Done{};
  }

  Result<void> put(const Barcode& b) {
    if (b.meaning.empty()) return fail(Errc::bad_input, where("a bar code") + ": needs a meaning");
    auto code = TRY(encode(b));
    if (code.height > bottom - top) return fail(Errc::bad_input, where("a bar code") + ": too big");
    if (code.height > room()) new_page();
    const int id = element("Figure");
    node(id).alt = b.meaning;
    page().push_back({id, margin, y_, Modules{std::move(code.dark)}});
    y_ += code.height + 6;
    return Done{};
  }

  // -- what stands on every page

  Result<void> add_page_matter() {
    index_ = doc_.blocks.size();
    const Style foot{8.5};
    Style loud{18, true};
    loud.centred = true;
    Style huge{58, true};
    huge.centred = true;
    Style stamp{9, true};
    stamp.centred = true;
    const auto title = TRY(set(doc_.title, foot, full_width - 90, "the foot"));
    for (std::size_t p = 0; p < pages_.size(); ++p) {
      auto& items = pages_[p];
      const bool spanish = doc_.language.substr(0, 2) == "es";
      const auto words = spanish ? fmt::format("P\xC3\xA1gina {} de {}", p + 1, pages_.size())
                                 : fmt::format("Page {} of {}", p + 1, pages_.size());
      const auto number = TRY(set(words, foot, full_width, "the foot"));
      const double y = page_height - 48;
      items.push_back({artifact, margin, y - 4, Bar{full_width, 0.5, 0.6}});
      items.push_back({artifact, margin, y, Words{title, 0, std::min(1, title.lines())}});
      items.push_back({artifact, page_width - margin - number.widest(), y, Words{number, 0, 1}});
      if (doc_.demonstration) {
        items.insert(items.begin(),
                     {artifact, margin, 29,
                      Words{TRY(set("DEMONSTRATION", loud, full_width, "the mark")), 0, 1}});
        items.insert(items.begin(),
                     {artifact, 0, 0, Across{TRY(set("DEMONSTRATION", huge, 760, "the mark"))}});
      }
      if (!doc_.mark.empty()) {
        items.insert(items.begin(),
                     {artifact, margin, doc_.demonstration ? 18.0 : 26.0,
                      Words{TRY(set(doc_.mark, stamp, full_width, "the mark")), 0, 1}});
      }
    }
    return Done{};
  }

  const Document& doc_;
  std::vector<std::vector<Item>> pages_;
  std::vector<Node> tree_;
  std::size_t index_ = 0;
  double y_ = top, fresh_y_ = top;
};

}  // namespace

Result<Placed> place(const Document& document) {
  TRY(fonts_present());
  return Placer(document).run();
}

}  // namespace ledgelight::print
