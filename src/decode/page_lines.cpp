#include "decode/page_lines.hpp"

#include <algorithm>
#include <map>

#include "decode/table_text.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t fewest_rows = 3;
constexpr std::size_t longest_cell = 34;  ///< on average; lines of set text are longer

/// The columns of a table: where the segments of its fullest usual lines stand.
std::vector<std::pair<double, double>> columns_of(const std::vector<Line>& lines,
                                                  const Rows& rows) {
  std::map<std::size_t, std::size_t> sizes;
  for (auto i = rows.first; i < rows.last; ++i)
    ++sizes[lines[i].segments.size()];
  std::size_t usual = 0, times = 0;
  for (const auto& [size, n] : sizes)
    if (n >= times) usual = size, times = n;
  std::vector<std::pair<double, double>> spans;
  for (auto i = rows.first; i < rows.last; ++i) {
    if (lines[i].segments.size() < usual) continue;
    for (const auto& s : lines[i].segments)
      spans.emplace_back(s.left, s.right);
  }
  std::sort(spans.begin(), spans.end());
  std::vector<std::pair<double, double>> columns;
  for (const auto& span : spans) {
    if (!columns.empty() && span.first < columns.back().second)
      columns.back().second = std::max(columns.back().second, span.second);
    else
      columns.push_back(span);
  }
  return columns;
}

std::size_t column_at(const std::vector<std::pair<double, double>>& columns,
                      const Line::Segment& s) {
  std::size_t best = 0;
  double most = -1e9;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const double overlap =
        std::min(columns[c].second, s.right) - std::max(columns[c].first, s.left);
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
  words.erase(
      std::remove_if(words.begin(), words.end(), [](const Word& w) { return w.text.empty(); }),
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
      if (gap > height * 1.1)
        line.segments.push_back({w.left, w.right, w.text});
      else {
        auto& s = line.segments.back();
        if (before->space_after || gap > height * 0.15) s.text += ' ';
        s.text += w.text;
        s.right = std::max(s.right, w.right);
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
      for (const auto& s : lines[at].segments) {
        auto& cell = cells[column_at(columns, s)];
        cell += (cell.empty() ? "" : " ") + s.text;
      }
      text.row(std::move(cells));
    }
    text.finish();
  }
  prose(lines.size());
}

}  // namespace ledgelight::decode
