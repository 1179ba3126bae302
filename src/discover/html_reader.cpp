// HTML. Table rows are records under the headings of their table, forms and lists of terms are
// records, everything else is running text without its tags.
#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.hpp"
#include "discover/gazetteer.hpp"
#include "discover/markup.hpp"
#include "discover/record.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}
bool is_block(std::string_view n) {
  return is_one_of(n, {"p",          "div",     "li",       "ul",     "ol",      "h1",      "h2",
                       "h3",         "h4",      "h5",       "h6",     "section", "article", "pre",
                       "header",     "footer",  "main",     "nav",    "body",    "head",    "title",
                       "blockquote", "address", "fieldset", "option", "tr",      "table",   "dt",
                       "dd",         "hr",      "form",     "legend", "textarea"});
}

struct Cell {
  Mapped text;
  std::string label;  ///< of an attribute: data-label, headers, class
  bool heading = false;
  std::size_t span = 1, down = 1;  ///< columns, rows
};

struct Extra {
  std::string key;
  Mapped value;
};  ///< what stands in attributes: mailto:, value=

struct Grid {  // one open table
  std::vector<std::string> headings;
  std::vector<std::size_t> down;  ///< rows that a heading still reaches into
  std::vector<Cell> cells;
  std::vector<Extra> extras;
  Record upright;  ///< a table whose rows are label and value
  std::size_t rows = 0;
  bool in_row = false, in_cell = false;
  bool pairs = false;  ///< it is such a one
};

class Html final : public StructuredReader {
 public:
  std::string_view kind() const override { return "HTML"; }

  std::size_t read(const Text& text, std::size_t from, bool final, Records& out) override {
    const auto s = text.bytes;
    std::size_t i = from;
    while (i < s.size()) {
      std::size_t next = i;
      if (!raw_until_.empty()) {
        next = raw(text, i, final, out);
      } else if (s[i] == '<') {
        const auto window = s.substr(0, std::min(s.size(), i + longest_tag));
        const bool sign = i + 1 < s.size() && (s[i + 1] == '!' || s[i + 1] == '?');
        const bool given_up = sign ? text.offset(i) < unclosed_ : in_vain_.too_many(text.offset(i));
        next = given_up ? i : read_tag(window, i, tag_);
        if (next == npos) {
          if (window.size() == s.size() && !final) return i;
          next = i;
          // One that was never closed is looked for once, not again from each of its signs.
          if (tag_.name == "!" || tag_.name == "?") unclosed_ = text.offset(window.size());
          in_vain_.add(window.size() - i);
        }
        if (next == i) {
          add_text(text, i, i + 1, out);
          next = i + 1;
        } else if (s.substr(i, 4) == "<!--") {
          piece_.clear();
          piece_.copy(text, i + 4, std::max(i + 4, next - 3));
          out.prose(piece_, Unit::paragraph);
        } else {
          take(text, out);
        }
      } else {
        std::size_t e = std::min(s.find('<', i), s.size());
        e = std::min(e, i + longest_value);
        // An entity, a word or a number must not be cut by the end of what is at hand.
        if (e == s.size() && !final) {
          if (e - i < longest_value / 2) return i;
        }
        add_text(text, i, e, out);
        next = e;
      }
      if (next == i) return i;
      i = next;
    }
    if (final) {
      while (!grids_.empty())
        close_table(out);
      close_form(out);
      flush_text(out);
    }
    return i;
  }

 private:
  /// Script, style: not text of the page, but somebody may have left data in it.
  std::size_t raw(const Text& text, std::size_t i, bool final, Records& out) {
    const auto s = text.bytes;
    const std::size_t stop = std::min(s.size(), i + longest_value);
    std::size_t e = i;
    bool ended = false;
    while (e < stop) {
      const void* hit = std::memchr(s.data() + e, '<', stop - e);
      if (hit == nullptr) {
        e = stop;
        break;
      }
      e = static_cast<std::size_t>(static_cast<const char*>(hit) - s.data());
      if (e + raw_until_.size() + 2 > s.size()) {
        if (!final) break;
      } else if (s[e + 1] == '/' && lowered(s.substr(e + 2, raw_until_.size())) == raw_until_) {
        ended = true;
        break;
      }
      ++e;
    }
    if (!ended && !final && e - i < longest_value / 2) return i;
    if (raw_until_ == "script" && e > i) {
      piece_.clear();
      piece_.copy(text, i, e);
      out.prose(piece_, Unit::paragraph);
    }
    if (ended) raw_until_.clear();
    return e == i && !ended ? std::min(i + 1, s.size()) : e == i ? read_past(s, i) : e;
  }
  static std::size_t read_past(std::string_view s, std::size_t i) {
    const auto end = s.find('>', i);
    return end == npos || end - i > 64 ? i + 1 : end + 1;
  }

  void add_text(const Text& text, std::size_t from, std::size_t to, Records& out) {
    if (!grids_.empty() && grids_.back().in_cell) {
      auto& cell = grids_.back().cells.back();
      if (cell.text.size() > longest_value) {
        out.prose(cell.text, Unit::paragraph);
        cell.text.clear();
      }
      unescape_markup(text, from, to, cell.text);
      return;
    }
    if (in_term_) {
      if (term_text_.size() < longest_value) unescape_markup(text, from, to, term_text_);
      return;
    }
    unescape_markup(text, from, to, page_);
    if (in_label_) {
      const auto a = page_.size() - std::min(page_.size(), to - from);
      label_ += std::string(page_.bytes().substr(a)).substr(0, 100);
    }
    if (page_.size() > longest_value) flush_text(out);
  }

  void flush_text(Records& out) {
    if (page_.bytes().find_first_not_of(" \t\r\n") != npos) out.prose(page_, Unit::paragraph);
    page_.clear();
  }

  /// A break between blocks, that stands for the tag in the text.
  void break_text(std::string_view what) {
    if (!page_.empty() && page_.bytes().back() != '\n') page_.put(what, page_.end(page_.size()), 1);
  }

  std::string plain(const Mapped& m) const { return trimmed(m.bytes().substr(0, 200)); }

  void take(const Text& text, Records& out) {
    const auto& n = tag_.name;
    if (n == "!" || n == "?") return;
    if (!tag_.closing && (n == "script" || n == "style")) {
      if (!tag_.empty) raw_until_ = n;
      return;
    }
    if (n == "table") {
      if (tag_.closing) {
        close_table(out);
      } else {
        flush_text(out);
        if (grids_.size() < 20) grids_.emplace_back();
      }
    } else if (n == "tr") {
      // Rows without a table around them are those of a cut page.
      if (grids_.empty() && !tag_.closing) {
        flush_text(out);
        grids_.emplace_back();
      }
      if (!grids_.empty()) {
        close_row(out);
        grids_.back().in_row = !tag_.closing;
      }
    } else if (n == "td" || n == "th") {
      if (!grids_.empty()) {
        auto& g = grids_.back();
        g.in_cell = false;
        if (!tag_.closing && g.cells.size() < 2000) {
          g.in_row = true;
          g.in_cell = true;
          g.cells.emplace_back();
          g.cells.back().heading = n == "th";
          g.cells.back().label = label_of(text);
          const auto spans = [&](std::string_view name, std::size_t& into) {
            const auto* span = tag_.attribute(name);
            if (span == nullptr) return;
            const auto v = text.bytes.substr(span->from, span->to - span->from);
            if (v.size() == 1 && v[0] > '1' && v[0] <= '9') into = static_cast<std::size_t>(v[0] - '0');
          };
          spans("colspan", g.cells.back().span);
          spans("rowspan", g.cells.back().down);
        }
      }
    } else if (n == "dt") {
      in_term_ = !tag_.closing;
      if (in_term_)
        term_text_.clear();
      else
        term_ = plain(term_text_);
    } else if (n == "dd") {
      if (!tag_.closing) {
        in_term_ = false;
        if (term_.empty()) term_ = plain(term_text_);
        flush_text(out);
      } else if (!term_.empty()) {
        add_form(term_, page_);
        page_.clear();
        term_.clear();
        term_text_.clear();
      }
    } else if (n == "dl" && tag_.closing) {
      close_form(out);
    } else if (n == "dl") {
      // "<h2>Ada Example</h2><dl>…": the list speaks of whom it is headed with.
      const auto whom = plain(title_);
      if (title_to_ <= page_.size() &&
          page_.bytes().find_first_not_of(" \t\r\n", title_to_) == npos && form_.fields.empty() &&
          name_likelihood(whom) >= 55)
        add_form("name", title_);
      title_.clear();
    } else if (n.size() == 2 && n[0] == 'h' && n[1] >= '1' && n[1] <= '6' && grids_.empty()) {
      if (tag_.closing) {
        title_.clear();
        if (title_from_ < page_.size() && page_.size() - title_from_ <= 80)
          title_.append(page_, title_from_, page_.size());
        title_to_ = page_.size();
      }
      break_text("\n");
      if (!tag_.closing) title_from_ = page_.size();
    } else if (n == "form") {
      close_form(out);
      break_text("\n");
    } else if (n == "label") {
      in_label_ = !tag_.closing;
      if (in_label_) label_.clear();
    } else if (n == "br") {
      add_break(" ", "\n");
    } else if (is_block(n)) {
      add_break(" ", n == "p" || n == "div" || n == "section" ? "\n\n" : "\n");
    }
    if (!tag_.closing) attributes(text, out);
  }

  void add_break(std::string_view in_cell, std::string_view in_page) {
    if (!grids_.empty() && grids_.back().in_cell) {
      auto& t = grids_.back().cells.back().text;
      if (!t.empty() && t.bytes().back() != ' ') t.put(in_cell, t.end(t.size()), 1);
    } else {
      break_text(in_page);
    }
  }

  std::string label_of(const Text& text) const {
    for (std::string_view name : {"data-label", "data-title", "data-th", "data-field",
                                  "data-column", "headers", "itemprop", "id", "class"})
      if (const auto* a = tag_.attribute(name)) {
        std::string value(text.bytes.substr(a->from, std::min<std::size_t>(a->to - a->from, 80)));
        if (name != "class" || meaning_of_heading(value) != Meaning::nothing) return value;
      }
    return {};
  }

  /// Values that stand in attributes: of inputs, of mailto: and tel: links.
  void attributes(const Text& text, Records& out) {
    const auto s = text.bytes;
    const auto value = [&](const Attribute& a) { return s.substr(a.from, a.to - a.from); };
    if (tag_.name == "input" || tag_.name == "option" || tag_.name == "meta" ||
        tag_.name == "button") {
      const auto* v = tag_.attribute(tag_.name == "meta" ? "content" : "value");
      if (v == nullptr || v->from == v->to) return;
      std::string key;
      for (std::string_view by : {"name", "id", "placeholder", "aria-label"})
        if (const auto* a = tag_.attribute(by); key.empty() && a != nullptr)
          key = std::string(value(*a).substr(0, 80));
      if (meaning_of_heading(key) == Meaning::nothing && !label_.empty()) key = label_;
      label_.clear();
      one_.clear();
      unescape_markup(text, v->from, v->to, one_);
      add_extra(key, one_, out);
      return;
    }
    for (const auto& a : tag_.attributes) {
      if (a.name == "href") {
        const auto v = value(a);
        const auto low = lowered(v.substr(0, 7));
        const bool mail = low == "mailto:", tel = low.substr(0, 4) == "tel:";
        if (!mail && !tel) {
          if (v.find('@') == npos && v.find("%40") == npos && v.find('=') == npos) continue;
          one_.clear();
          unescape_markup(text, a.from, a.to, one_);
          out.prose(one_, Unit::line);
          continue;
        }
        const std::size_t begin = a.from + (mail ? 7U : 4U);
        std::size_t end = begin;
        while (end < a.to && s[end] != '?' && s[end] != '&')
          ++end;
        one_.clear();
        unescape_markup(text, begin, end, one_);
        add_extra(mail ? "email" : "phone", one_, out);
      } else if (a.name.substr(0, 5) == "data-" && a.to - a.from >= 4 &&
                 meaning_of_heading(a.shown.substr(5)) != Meaning::nothing && tag_.name != "td" &&
                 tag_.name != "th") {
        one_.clear();
        unescape_markup(text, a.from, a.to, one_);
        add_extra(a.shown.substr(5), one_, out);
      }
    }
  }

  void add_extra(const std::string& key, const Mapped& value, Records& out) {
    if (!grids_.empty() && grids_.back().in_row) {
      if (grids_.back().extras.size() < most_fields) grids_.back().extras.push_back({key, value});
    } else if (key == "email" || key == "phone") {
      // In running text the link stands where its words stand.
      break_at_word();
      page_.append(value, 0, value.size());
      break_at_word();
    } else {
      add_form(key, value);
      if (form_.fields.size() > most_fields) close_form(out);
    }
  }

  void break_at_word() {
    if (!page_.empty()) page_.put(" ", page_.end(page_.size()), 1);
  }

  void add_form(std::string_view key, const Mapped& value) {
    form_.open(key, keys_.meaning("", key));
    form_.values.append(value, 0, value.size());
    form_.close();
  }

  void close_form(Records& out) { hand_on(form_, out); }

  void hand_on(Record& record, Records& out) {
    if (!record.fields.empty()) {
      record.number = out.fresh();
      out.record(record);
    }
    record.clear();
  }

  void close_table(Records& out) {
    if (grids_.empty()) return;
    close_row(out);
    hand_on(grids_.back().upright, out);
    grids_.pop_back();
    if (!grids_.empty()) grids_.back().in_cell = false;
  }

  bool is_label(const Cell& cell) const {
    const auto shown = plain(cell.text);
    if (shown.empty() || shown.size() > 60) return false;
    return meaning_of_heading(shown) != Meaning::nothing ||
           (cell.heading && digits_of(shown).empty()) || shown.back() == ':';
  }

  void close_row(Records& out) {
    auto& g = grids_.back();
    g.in_row = g.in_cell = false;
    if (!g.cells.empty()) row(g, out);
    g.cells.clear();
    g.extras.clear();
  }

  void row(Grid& g, Records& out) {
    const std::size_t n = g.cells.size();
    const auto headings = static_cast<std::size_t>(
        std::count_if(g.cells.begin(), g.cells.end(), [](const Cell& c) { return c.heading; }));
    // What is no heading after fifty rows will be none; under headings nothing is asked.
    const bool may_head = g.headings.empty() && g.rows < 50;
    ++g.rows;
    std::size_t meant = 0, values = 0;
    for (const auto& c : g.cells) {
      if (!may_head) break;
      const auto shown = plain(c.text);
      const bool means =
          !shown.empty() && shown.size() < 60 && meaning_of_heading(shown) != Meaning::nothing;
      meant += means ? 1 : 0;
      values += !means && (digits_of(shown).size() >= 3 || shown.find('@') != npos) ? 1 : 0;
    }
    const bool heading_row = headings == n ? n > 1 || meant == 0
                                           : g.headings.empty() && g.extras.empty() &&
                                                 meant * 2 > n && values == 0 && n > 1;
    // "label value", "label value label value": a table on its side.
    bool pairs = n % 2 == 0 && g.headings.empty() && headings != n && (may_head || g.pairs);
    for (std::size_t k = 0; k < n && pairs; k += 2)
      pairs = is_label(g.cells[k]) && !(is_label(g.cells[k + 1]) && g.cells[k + 1].heading);
    if (pairs && heading_row && headings == 0 && n > 2) pairs = false;
    if (pairs && !(heading_row && headings == n)) {
      g.pairs = true;
      for (std::size_t k = 0; k < n; k += 2) {
        auto key = plain(g.cells[k].text);
        const auto meaning = keys_.meaning("", key);
        if (meaning != Meaning::nothing && meaning != Meaning::other && meaning != Meaning::phone &&
            meaning != Meaning::email && g.upright.has(meaning))
          hand_on(g.upright, out);  // the next one begins
        g.upright.open(key, meaning);
        g.upright.values.append(g.cells[k + 1].text, 0, g.cells[k + 1].text.size());
        g.upright.close();
      }
      extras(g, g.upright);
      if (g.upright.fields.size() > most_fields) hand_on(g.upright, out);
      return;
    }
    if (heading_row) return head(g);
    row_.clear();
    std::size_t column = 0;
    for (const auto& c : g.cells) {
      std::string_view key =
          column < g.headings.size() ? std::string_view(g.headings[column]) : std::string_view();
      auto meaning = key.empty() ? Meaning::nothing : keys_.meaning("", key);
      if (meaning == Meaning::nothing && !c.label.empty()) {
        meaning = keys_.meaning("", c.label);
        if (meaning != Meaning::nothing) key = c.label;
      }
      row_.open(key, meaning);
      row_.values.append(c.text, 0, c.text.size());
      row_.close();
      column += c.span;
    }
    extras(g, row_);
    if (g.headings.empty()) infer_meanings(row_);
    hand_on(row_, out);
  }

  /// A row of headings; under one that reaches over several columns stand those of each.
  void head(Grid& g) {
    const auto above = std::move(g.headings);
    const auto reaches = std::move(g.down);
    g.headings.clear();
    g.down.clear();
    const auto hanging = [&] {
      while (g.headings.size() < above.size() && reaches[g.headings.size()] > 0) {
        const auto c = g.headings.size();
        g.headings.push_back(above[c]);
        g.down.push_back(reaches[c] - 1);
      }
    };
    for (const auto& cell : g.cells) {
      const auto own = plain(cell.text);
      for (std::size_t k = 0; k < cell.span; ++k) {
        hanging();
        auto heading = own;
        if (const auto c = g.headings.size();
            c < above.size() && meaning_of_heading(own) == Meaning::nothing)
          if (const auto both = above[c] + " " + own; meaning_of_heading(both) != Meaning::nothing)
            heading = both;
        g.headings.push_back(std::move(heading));
        g.down.push_back(cell.down - 1);
      }
    }
    hanging();
  }

  void extras(Grid& g, Record& into) {
    for (const auto& e : g.extras) {
      // The link repeats what its cell shows.
      const auto shown = lowered(e.value.bytes());
      const bool twice = std::any_of(g.cells.begin(), g.cells.end(), [&](const Cell& c) {
        return lowered(c.text.bytes()).find(shown) != npos;
      });
      if (twice && (e.key == "email" || e.key == "phone")) continue;
      into.open(e.key, keys_.meaning("", e.key));
      into.values.append(e.value, 0, e.value.size());
      into.close();
    }
  }

  Tag tag_;
  std::uint64_t unclosed_ = 0;  ///< no "<!" before this place is ever closed
  InVain in_vain_;
  std::vector<Grid> grids_;
  Mapped page_, piece_, one_, term_text_;
  Mapped title_;  ///< the last heading, which ends at title_to_ of page_
  std::size_t title_from_ = 0, title_to_ = 0;
  Record form_, row_;
  std::string raw_until_, term_, label_;
  bool in_term_ = false, in_label_ = false;
  Keys keys_;
};

}  // namespace

std::unique_ptr<StructuredReader> html_reader(std::string_view sample) {
  std::size_t i = 0;
  while (i < sample.size() && static_cast<unsigned char>(sample[i]) <= ' ')
    ++i;
  if (i + 1 >= sample.size() || sample[i] != '<') return nullptr;
  const auto low = lowered(sample.substr(i, 32U << 10));
  if (!is_letter(sample[i + 1]) && sample[i + 1] != '!' &&
      (sample[i + 1] != '?' || low.find("<html") == npos))
    return nullptr;
  for (std::string_view tag :
       {"<!doctype html", "<html", "<body", "<table", "<tr>", "<tr ", "<td>", "<td ", "<div>",
        "<div ", "<p>", "<p ", "<span", "<br>", "<br/", "<li>", "<input", "<form"})
    if (low.find(tag) != npos) return std::make_unique<Html>();
  return nullptr;
}

}  // namespace ledgelight::discover
