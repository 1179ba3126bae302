#include "decode/page_lines.hpp"

#include <algorithm>
#include <cmath>

#include "decode/table_text.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t fewest_rows = 3;
constexpr std::size_t longest_cell = 34;  ///< on average; lines of set text are longer

/// Is there a blank between two words of a line, or did the page only move a little?
bool parted(const Word& a, const Word& b) {
  return a.space_after || b.left - a.right > 0.15 * std::min(a.bottom - a.top, b.bottom - b.top);
}

using Columns = std::vector<std::pair<double, double>>;

/// The columns of a table: what lies between the strips of paper on which (nearly) no line prints.
/// Narrow cells stand no further apart than words do, so where the first line is a heading, a
/// column without one is a part of the value before it: "(203) 555-0142" under "Phone".
Columns columns_of(const std::vector<Line>& lines, const Rows& rows) {
  std::vector<std::pair<double, int>> edges;
  for (auto i = rows.first; i < rows.last; ++i)
    for (const auto& s : lines[i].segments)
      for (const auto& w : s.words) {
        edges.emplace_back(w.left, 1);
        edges.emplace_back(w.right, -1);
      }
  std::sort(edges.begin(), edges.end());
  // A heading may be wider than its column; one line in thirty does not close a strip.
  const auto spare = static_cast<int>((rows.last - rows.first) / 30);
  Columns columns;
  int printing = 0;
  for (const auto& [x, change] : edges) {
    const int before = printing;
    printing += change;
    if (before <= spare && printing > spare) columns.emplace_back(x, x);
    if (before > spare && printing <= spare) columns.back().second = x;
  }
  if (columns.empty()) columns.emplace_back(-1e9, 1e9);
  std::vector<bool> headed(columns.size()), filled(columns.size());
  std::size_t headings = 0;
  for (auto i = rows.first; i < rows.last; ++i)
    for (const auto& s : lines[i].segments)
      for (const auto& w : s.words)
        for (std::size_t c = 0; c < columns.size(); ++c) {
          if (w.left >= columns[c].second || w.right <= columns[c].first) continue;
          (i == rows.first ? headed : filled)[c] = true;
        }
  for (const bool h : headed)
    headings += h ? 1 : 0;
  if (headings * 2 < columns.size()) headed.assign(columns.size(), true);
  Columns merged;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (!(headed[c] && filled[c]) && !merged.empty())
      merged.back().second = columns[c].second;
    else
      merged.push_back(columns[c]);
  }
  return merged;
}

std::size_t column_at(const Columns& columns, const Word& w) {
  std::size_t best = 0;
  double most = -1e9;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const double overlap =
        std::min(columns[c].second, w.right) - std::max(columns[c].first, w.left);
    if (overlap > most) most = overlap, best = c;
  }
  return best;
}

std::string joined(const Line& line) {
  std::string out;
  for (const auto& s : line.segments)
    out += (out.empty() ? "" : "   ") + s.text;
  return out;
}

}  // namespace

std::vector<Line> lines_of(std::vector<Word> words) {
  words.erase(std::remove_if(words.begin(), words.end(),
                             [](const Word& w) {
                               // A hostile page places words nowhere, or without end.
                               return w.text.empty() || !std::isfinite(w.left + w.right) ||
                                      !std::isfinite(w.top + w.bottom);
                             }),
              words.end());
  std::stable_sort(words.begin(), words.end(), [](const Word& a, const Word& b) {
    return a.top + a.bottom < b.top + b.bottom;
  });
  std::vector<std::vector<Word>> rows;
  double top = 0, bottom = 0;
  for (auto& w : words) {
    const double overlap = std::min(bottom, w.bottom) - std::max(top, w.top);
    const double height = std::min(bottom - top, w.bottom - w.top);
    if (rows.empty() || overlap < height * 0.5) {
      rows.emplace_back();
      top = w.top;
      bottom = w.bottom;
    }
    rows.back().push_back(std::move(w));
  }
  std::vector<Line> lines;
  for (auto& row : rows) {
    std::stable_sort(row.begin(), row.end(),
                     [](const Word& a, const Word& b) { return a.left < b.left; });
    Line line;
    const Word* before = nullptr;
    for (const auto& w : row) {
      const double height = std::max(
          1e-6, std::min(w.bottom - w.top, before == nullptr ? 1e9 : before->bottom - before->top));
      const double gap = before == nullptr ? 1e9 : w.left - before->right;
      // A page says where a word is followed by a blank; a gap without one parts columns.
      if (gap > height * 1.1 || (gap > height * 0.3 && !before->space_after))
        line.segments.push_back({w.left, w.right, w.text, {w}});
      else {
        auto& s = line.segments.back();
        if (parted(*before, w)) s.text += ' ';
        s.text += w.text;
        s.right = std::max(s.right, w.right);
        s.words.push_back(w);
      }
      before = &w;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<Rows> tables_in(const std::vector<Line>& lines) {
  std::vector<Rows> tables;
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t end = i, segments = 0, letters = 0;
    while (end < lines.size() && lines[end].segments.size() >= 2) {
      segments += lines[end].segments.size();
      for (const auto& s : lines[end].segments)
        letters += s.text.size();
      ++end;
    }
    if (end - i >= fewest_rows && letters <= segments * longest_cell) tables.push_back({i, end});
    i = std::max(end, i + 1);
  }
  return tables;
}

void say_lines(const std::vector<Line>& lines, const std::vector<Rows>& tables, Speaker& speaker) {
  std::size_t at = 0;
  const auto prose = [&](std::size_t to) {
    if (at < to) speaker.piece();
    for (; at < to; ++at)
      speaker.say(joined(lines[at]) + "\n");
  };
  for (const auto& table : tables) {
    prose(table.first);
    const auto columns = columns_of(lines, table);
    TableText text(speaker);
    for (; at < table.last; ++at) {
      std::vector<std::string> cells(columns.size());
      std::vector<const Word*> last(columns.size());
      for (const auto& s : lines[at].segments)
        for (const auto& w : s.words) {
          const auto c = column_at(columns, w);
          if (last[c] != nullptr && parted(*last[c], w)) cells[c] += ' ';
          cells[c] += w.text;
          last[c] = &w;
        }
      text.row(std::move(cells));
    }
    text.finish();
  }
  prose(lines.size());
}

}  // namespace ledgelight::decode
