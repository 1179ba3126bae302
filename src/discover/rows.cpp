#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/text.hpp"
#include "discover/delimited.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto npos = std::string_view::npos;

/// ="0123", and ""0123"" behind the sign in a quoted cell: digits that a spreadsheet is kept from
/// counting with.
Cell without_formula(std::string_view s, Cell cell) {
  if (cell.to - cell.from < 3 || s[cell.from] != '=' || s[cell.from + 1] != '"' ||
      s[cell.to - 1] != '"')
    return cell;
  cell.from += 2;
  --cell.to;
  if (cell.to - cell.from >= 2 && s[cell.from] == '"' && s[cell.to - 1] == '"')
    ++cell.from, --cell.to;
  return cell;
}

Cell trimmed_cell(std::string_view s, std::size_t from, std::size_t to) {
  while (from < to && (is_blank(s[from]) || s[from] == '\r')) ++from;
  while (to > from && (is_blank(s[to - 1]) || s[to - 1] == '\r')) --to;
  if (to - from >= 2 && (s[from] == '"' || s[from] == '\'') && s[to - 1] == s[from]) {
    ++from;
    --to;
  }
  return without_formula(s, {from, to});
}

void split_line(std::string_view s, std::size_t from, std::size_t to, char by,
                std::vector<Cell>& cells) {
  while (true) {
    const void* hit = std::memchr(s.data() + from, by, to - from);
    if (hit == nullptr) break;
    const auto at = static_cast<std::size_t>(static_cast<const char*>(hit) - s.data());
    cells.push_back(trimmed_cell(s, from, at));
    from = at + 1;
  }
  cells.push_back(trimmed_cell(s, from, to));
}

/// The line end after `at`, at most longest_row away; `end` of bytes when there is none.
std::size_t line_end(std::string_view s, std::size_t at) {
  const std::size_t room = std::min(s.size() - at, longest_row);
  const void* hit = std::memchr(s.data() + at, '\n', room);
  return hit == nullptr ? at + room
                        : static_cast<std::size_t>(static_cast<const char*>(hit) - s.data());
}

/// A row whose quotes may hold delimiters and line ends. npos: the quote is not closed in reach.
std::size_t quoted_row(std::string_view s, std::size_t at, char by, std::vector<Cell>& cells) {
  const std::size_t stop = std::min(s.size(), at + longest_row);
  std::size_t i = at;
  while (true) {
    std::size_t from = i;
    while (i < stop && is_blank(s[i]) && s[i] != by) ++i;
    if (i < stop && s[i] == '"') {
      const std::size_t open = ++i;
      std::size_t close = npos;
      while (i < stop) {
        if (s[i] != '"') {
          ++i;
        } else if (i + 1 < stop && s[i + 1] == '"') {
          i += 2;
        } else {
          close = i++;
          break;
        }
      }
      if (close == npos) return npos;
      // Characters after the closing quote belong to the cell: written by a careless program.
      std::size_t k = i;
      while (k < stop && s[k] != by && s[k] != '\n') ++k;
      const bool clean = std::all_of(s.begin() + static_cast<std::ptrdiff_t>(i),
                                     s.begin() + static_cast<std::ptrdiff_t>(k),
                                     [](char c) { return is_blank(c) || c == '\r'; });
      cells.push_back(clean ? without_formula(s, {open, close}) : trimmed_cell(s, from, k));
      i = k;
    } else {
      while (i < stop && s[i] != by && s[i] != '\n') ++i;
      cells.push_back(trimmed_cell(s, from, i));
    }
    if (i >= stop || s[i] == '\n') return i;
    ++i;
    from = i;
  }
}

}  // namespace

std::size_t read_row(std::string_view s, std::size_t at, char delimiter, bool final,
                     std::vector<Cell>& cells) {
  cells.clear();
  if (at >= s.size()) return npos;
  const std::size_t end = line_end(s, at);
  const bool reach_is_all = s.size() - at >= longest_row || final;
  if (std::memchr(s.data() + at, '"', end - at) != nullptr) {
    const auto quoted = quoted_row(s, at, delimiter, cells);
    if (quoted == npos ? !reach_is_all : quoted == s.size() && !reach_is_all) return npos;
    if (quoted != npos) return quoted < s.size() && s[quoted] == '\n' ? quoted + 1 : quoted;
    cells.clear();
  } else if (end == s.size() && !reach_is_all) {
    return npos;
  }
  split_line(s, at, end, delimiter, cells);
  return end < s.size() && s[end] == '\n' ? end + 1 : end;
}

void RowCutter::load(std::size_t at) {
  base_ = at;
  const auto words = (std::min(s_.size() - at, stripe_bytes) + 63) / 64;
  end_ = at + words * 64;
  mark_cells(s_, at, words, by_, marks_, way_);
}

/// The first mark at `at` or later, npos without one; what lies beyond the bytes is not marked.
std::size_t RowCutter::next(const CellMarks::Words& marks, std::size_t at) {
  while (true) {
    if (at >= s_.size()) return npos;
    if (at < base_ || at >= end_) load(at & ~std::size_t{63});
    std::size_t w = (at - base_) / 64;
    auto bits = marks[w] >> (at % 64) << (at % 64);
    const auto words = (end_ - base_) / 64;
    while (bits == 0 && ++w < words)
      bits = marks[w];
    if (bits != 0) return base_ + w * 64 + static_cast<std::size_t>(std::countr_zero(bits));
    at = end_;
  }
}

std::size_t RowCutter::row(std::size_t at, std::vector<Cell>& cells) {
  // What is this long, or strange, is rare: the slow way may have it.
  constexpr std::size_t reach = 8192;
  cells.clear();
  // The ends at `from` and later in one word of the marks, which begins at `word`.
  std::size_t word = npos;
  std::uint64_t ends = 0;
  for (std::size_t from = at;;) {
    if (from >= s_.size() || from - at > reach) return npos;
    std::size_t to = 0;
    const char first = s_[from];
    if (first == '"' && first != by_) {
      auto close = next(marks_.quote, from + 1);
      while (close != npos && close + 1 < s_.size() && s_[close + 1] == '"')
        close = next(marks_.quote, close + 2);
      if (close == npos) return npos;
      to = close + 1;
      if (to + 1 < s_.size() && s_[to] == '\r' && s_[to + 1] == '\n') ++to;
      if (to >= s_.size() || (s_[to] != by_ && s_[to] != '\n')) return npos;
      cells.push_back(without_formula(s_, {from + 1, close}));
      word = npos;
    } else {
      if (is_blank(first) && first != by_) {
        auto k = from;
        while (k < s_.size() && is_blank(s_[k]) && s_[k] != by_)
          ++k;
        if (k >= s_.size() || s_[k] == '"') return npos;
      }
      if (word == npos) {
        word = from & ~std::size_t{63};
        if (word < base_ || word >= end_) load(word);
        ends = marks_.end[(word - base_) / 64] >> (from % 64) << (from % 64);
      }
      while (ends == 0) {
        word += 64;
        if (word >= s_.size()) return npos;
        if (word >= end_) load(word);
        ends = marks_.end[(word - base_) / 64];
      }
      to = word + static_cast<std::size_t>(std::countr_zero(ends));
      ends &= ends - 1;
      // Blanks, line ends and quotes are all at or below the apostrophe.
      if (to > from && (static_cast<unsigned char>(first) <= '\'' ||
                        static_cast<unsigned char>(s_[to - 1]) <= '\''))
        cells.push_back(trimmed_cell(s_, from, to));
      else
        cells.push_back({from, to});
    }
    if (s_[to] == '\n') return to - at > reach ? npos : to + 1;
    from = to + 1;
  }
}

std::size_t next_row(std::string_view s, std::size_t at, const Dialect& dialect, bool final,
                     std::vector<Cell>& cells) {
  if (dialect.starts.empty()) return read_row(s, at, dialect.delimiter, final, cells);
  cells.clear();
  if (at >= s.size()) return npos;
  const std::size_t end = line_end(s, at);
  if (end == s.size() && !final && s.size() - at < longest_row) return npos;
  const auto& starts = dialect.starts;
  // A heading over all, a rule or a total does not keep to the columns: one cell, as it is.
  bool keeps = true;
  for (std::size_t c = 1; c < starts.size(); ++c)
    if (at + starts[c] <= end) keeps = keeps && s[at + starts[c] - 1] == ' ';
  if (!keeps) {
    // Headings over numbers that stand at the right: as many stretches as there are columns.
    for (std::size_t i = at; i < end;) {
      while (i < end && is_blank(s[i]))
        ++i;
      std::size_t e = i;
      while (e < end && !(s[e] == ' ' && (e + 1 == end || s[e + 1] == ' ')))
        ++e;
      if (const auto cell = trimmed_cell(s, i, e); cell.from < cell.to) cells.push_back(cell);
      i = e;
    }
    if (cells.size() != starts.size()) {
      cells.clear();
      cells.push_back(trimmed_cell(s, at, end));
    }
  } else {
    for (std::size_t c = 0; c < starts.size(); ++c) {
      const std::size_t from = std::min(at + starts[c], end);
      const std::size_t to = c + 1 < starts.size() ? std::min(at + starts[c + 1], end) : end;
      cells.push_back(trimmed_cell(s, from, to));
    }
  }
  return end < s.size() && s[end] == '\n' ? end + 1 : end;
}

std::optional<Dialect> fixed_columns(std::string_view sample, bool whole) {
  constexpr std::size_t widest = 1000, most_lines = 200;
  std::vector<std::string_view> lines;
  std::size_t wide = 0, spaced = 0;
  for (std::size_t at = 0; at < sample.size() && lines.size() < most_lines;) {
    const auto end = sample.find('\n', at);
    if (end == npos && !whole) break;
    auto line = sample.substr(at, std::min(end, sample.size()) - at);
    at = end == npos ? sample.size() : end + 1;
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    if (line.empty() && lines.size() <= 3) {  // what stands above a blank line at the top is a title
      lines.clear();
      wide = spaced = 0;
    }
    if (line.find_first_not_of("-=+ ") == npos) continue;  // a rule
    if (line.size() > widest || line.find('\t') != npos) return std::nullopt;
    lines.push_back(line);
    wide = std::max(wide, line.size());
    spaced += line.find("  ") != npos;
  }
  if (lines.size() < 4 || spaced * 10 < lines.size() * 8) return std::nullopt;
  // How many lines are blank at each place; a column begins after one where (nearly) all are.
  std::vector<std::size_t> blanks(wide + 1, 0);
  for (const auto& line : lines)
    for (std::size_t k = 0; k <= wide; ++k) blanks[k] += k >= line.size() || line[k] == ' ';
  const std::size_t nearly_all = lines.size() - lines.size() / 10;
  Dialect out;
  out.delimiter = ' ';
  for (std::size_t k = 0; k < wide; ++k)
    if ((k == 0 || blanks[k - 1] >= nearly_all) && blanks[k] * 2 < lines.size()) out.starts.push_back(k);
  // A column that few rows fill has a heading over it, under which no other begins.
  const auto& head = lines.front();
  for (std::size_t k = 2; k < head.size(); ++k) {
    if (head[k] == ' ' || head[k - 1] != ' ' || head[k - 2] != ' ') continue;
    const auto end = std::min(head.find("  ", k), head.size());
    if (blanks[k - 1] < nearly_all || blanks[k] + 1 >= lines.size()) continue;
    const auto next = std::lower_bound(out.starts.begin(), out.starts.end(), k);
    if (next == out.starts.end() || *next > end) out.starts.insert(next, k);
  }
  if (out.starts.size() < 3 || out.starts.size() > 200) return std::nullopt;
  out.columns = out.starts.size();
  return out;
}

namespace {

/// "2026-03-02 10:00:00,123 INFO …": the comma parts seconds, not columns.
bool has_comma_seconds(std::string_view sample) {
  std::size_t lines = 0, such = 0;
  for (std::size_t at = 0; at < sample.size() && lines < 50; ++lines) {
    const auto line = sample.substr(at, 24);
    such += line.size() == 24 && line[13] == ':' && line[16] == ':' && line[19] == ',' && is_digit(line[20]) && is_digit(line[22]) &&
            (line[23] == ' ' || line[23] == ']' || line[23] == 'Z');
    at = sample.find('\n', at);
    if (at == npos) break;
    ++at;
  }
  return such > 0 && such * 2 > lines;
}

}  // namespace

namespace {

/// "user@example.org:secret", line after line: what was stolen elsewhere, and is traded so.
bool are_logins(std::string_view sample, char by) {
  std::size_t lines = 0, such = 0;
  for (std::size_t at = 0; at < sample.size() && lines < 50;) {
    const auto end = std::min(sample.find('\n', at), sample.size());
    const auto line = sample.substr(at, end - at);
    at = end + 1;
    if (line.size() < 3) continue;
    ++lines;
    const auto cut = line.find(by), sign = line.find('@');
    such += sign != npos && cut != npos && sign < cut && line.find(' ') == npos &&
            valid_email(line.substr(0, cut)).has_value();
  }
  return lines >= 3 && such * 10 >= lines * 9;
}

/// "Name: Ada\tBorn: …": a form whose labels stand in its rows, not over them.
bool is_form(std::string_view sample, char by) {
  std::size_t rows = 0, labelled = 0;
  for (std::size_t at = 0; at < sample.size() && rows < 50;) {
    const auto end = std::min(sample.find('\n', at), sample.size());
    const auto line = sample.substr(at, end - at);
    at = end + 1;
    if (line.find(by) == npos) continue;
    ++rows;
    bool label = false;
    for (std::size_t from = 0; from < line.size() && !label;) {
      const auto to = std::min(line.find(by, from), line.size());
      const auto cell = line.substr(from, to - from);
      const auto colon = cell.find(':');
      label = colon != npos && colon > 1 && colon < 40 &&
              (colon + 1 == cell.size() || cell[colon + 1] == ' ') &&
              meaning_of_heading(cell.substr(0, colon)) != Meaning::nothing;
      from = to + 1;
    }
    labelled += label;
  }
  return labelled > 1 && labelled * 2 > rows;
}

/// Rows of labels, other ones each time, with rows of values under them: the boxes of a form.
bool is_boxes(std::string_view sample, char by) {
  std::vector<std::string_view> heads;
  std::size_t rows = 0;
  for (std::size_t at = 0; at < sample.size() && rows < 60;) {
    const auto end = std::min(sample.find('\n', at), sample.size());
    const auto line = sample.substr(at, end - at);
    at = end + 1;
    if (line.find(by) == npos) continue;
    ++rows;
    std::size_t filled = 0, known = 0;
    bool labels = true;
    for (std::size_t from = 0; from <= line.size() && labels;) {
      const auto to = std::min(line.find(by, from), line.size());
      const auto cell = line.substr(from, to - from);
      from = to + 1;
      if (cell.find_first_not_of(" \r") == npos) continue;
      ++filled;
      labels = cell.size() < 60 && digits_of(cell).size() < 3;
      known += labels && meaning_of_heading(cell) != Meaning::nothing;
    }
    if (labels && known >= 2 && known * 2 >= filled &&
        std::find(heads.begin(), heads.end(), line) == heads.end())
      heads.push_back(line);
  }
  return heads.size() >= 3 && heads.size() * 5 >= rows;
}

/// Labels down the first of two columns, their values in the second: one form, or one after
/// another.
bool is_upright(std::string_view sample, char by) {
  std::size_t rows = 0, labelled = 0;
  std::vector<Meaning> kinds;
  for (std::size_t at = 0; at < sample.size() && rows < 60;) {
    const auto end = std::min(sample.find('\n', at), sample.size());
    auto line = sample.substr(at, end - at);
    at = end + 1;
    while (!line.empty() && (line.back() == by || line.back() == '\r' || line.back() == ' '))
      line.remove_suffix(1);
    const auto cut = line.find(by);
    if (cut == npos) continue;
    ++rows;
    if (line.find(by, cut + 1) != npos || cut > 60 || digits_of(line.substr(0, cut)).size() > 3)
      return false;
    const auto meaning = meaning_of_heading(line.substr(0, cut));
    if (meaning == Meaning::nothing) continue;
    ++labelled;
    if (std::find(kinds.begin(), kinds.end(), meaning) == kinds.end()) kinds.push_back(meaning);
  }
  return kinds.size() >= 3 && labelled * 5 >= rows * 3;
}

}  // namespace

std::optional<Dialect> dialect_of(std::string_view sample, bool whole) {
  // Rows of other languages hold commas too.
  std::size_t lines = 0, foreign = 0;
  for (std::size_t at = 0; at < sample.size() && lines < 200;) {
    const auto end = std::min(sample.find('\n', at), sample.size());
    auto line = sample.substr(at, end - at);
    while (!line.empty() && (is_blank(line.front()) || line.front() == '\r')) line.remove_prefix(1);
    if (!line.empty()) {
      ++lines;
      foreign += line[0] == '{' || line[0] == '<' || line[0] == '[' ||
                 lowered(line.substr(0, 6)) == "insert" || line.substr(0, 2) == "--";
    }
    at = end + 1;
  }
  if (lines == 0 || foreign * 4 > lines || has_comma_seconds(sample)) return std::nullopt;

  for (char by : {':', ';', '|', ',', '\t'})
    if (are_logins(sample, by)) return Dialect{by, 2, {}};
  std::optional<Dialect> best;
  double best_score = 0;
  std::vector<Cell> cells;
  for (char by : {'\t', ',', '|', ';', '\x01', '^', '~'}) {
    // Rows of one cell are no table.
    if (sample.find(by) == npos) continue;
    std::vector<std::size_t> counts;
    std::size_t words = 0, all_cells = 0;
    RowCutter cutter(sample, by);
    for (std::size_t at = 0; at < sample.size() && counts.size() < 200;) {
      auto next = cutter.row(at, cells);
      if (next == npos) next = read_row(sample, at, by, whole, cells);
      if (next == npos) break;
      const bool comment = sample.substr(at, 2) == "##";
      if (!comment && (cells.size() > 1 || cells[0].from < cells[0].to)) {
        counts.push_back(cells.size());
        for (const auto& c : cells) {
          ++all_cells;
          words += static_cast<std::size_t>(
              std::count(sample.begin() + static_cast<std::ptrdiff_t>(c.from),
                         sample.begin() + static_cast<std::ptrdiff_t>(c.to), ' '));
        }
      }
      at = next;
    }
    if (counts.size() < 2) continue;
    std::vector<std::size_t> sorted = counts;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t middle = sorted[sorted.size() / 2];
    if (middle < 2 || middle > 2000) continue;
    const auto same = static_cast<double>(std::count(counts.begin(), counts.end(), middle)) /
                      static_cast<double>(counts.size());
    const double words_per_cell = static_cast<double>(words) / static_cast<double>(all_cells);
    // A heading that means something speaks for a table; without it only rows that are all alike do.
    next_row(sample, 0, {by, middle, {}}, whole, cells);
    std::size_t meant = 0;
    for (const auto& c : cells) {
      const auto m = meaning_of_heading(sample.substr(c.from, c.to - c.from));
      meant += m != Meaning::nothing && m != Meaning::other ? 1 : 0;
    }
    const double alike = counts.size() >= 10 ? 0.8 : meant >= 2 && cells.size() == middle ? 0.7 : 1.0;
    if (same < alike || words_per_cell > 6) continue;
    if (by == '\t' &&
        (is_form(sample, by) || is_boxes(sample, by) || (middle <= 3 && is_upright(sample, by))))
      continue;
    // Two columns, or two rows, happen in prose.
    if ((middle == 2 || counts.size() < 4) && meant == 0 &&
        (middle == 2 ? counts.size() < 8 || words_per_cell > 1.5 || same < 1 : middle < 4 || words_per_cell > 2))
      continue;
    const double score = same * 100 + static_cast<double>(std::min<std::size_t>(middle, 50));
    if (score > best_score) {
      best_score = score;
      best = Dialect{by, middle, {}};
    }
  }
  return best;
}

bool looks_like_log(std::string_view sample) {
  std::size_t lines = 0, logs = 0;
  static constexpr std::array<std::string_view, 12> months{
      "Jan ", "Feb ", "Mar ", "Apr ", "May ", "Jun ", "Jul ", "Aug ", "Sep ", "Oct ", "Nov ", "Dec "};
  for (std::size_t at = 0; at < sample.size() && lines < 200;) {
    const auto end = std::min(sample.find('\n', at), sample.size());
    auto line = sample.substr(at, end - at);
    at = end + 1;
    if (line.size() < 8) continue;
    ++lines;
    if (line[0] == '[' || line[0] == '<') line.remove_prefix(1);
    const bool json = line[0] == '{' && line.find('"') < 4;
    const bool iso = is_digit(line[0]) && is_digit(line[3]) && (line[4] == '-' || line[4] == '/') &&
                     is_digit(line[5]);
    const bool syslog = std::find(months.begin(), months.end(), line.substr(0, 4)) != months.end() &&
                        (is_digit(line[5]) || is_digit(line[4]));
    std::size_t dots = 0, i = 0;
    while (i < line.size() && i < 15 && (is_digit(line[i]) || line[i] == '.')) dots += line[i++] == '.';
    const bool address = dots == 3 && i < line.size() && line[i] == ' ';
    logs += json || iso || syslog || address;
  }
  return lines > 0 && logs * 10 >= lines * 6;
}

}  // namespace ledgelight::discover
