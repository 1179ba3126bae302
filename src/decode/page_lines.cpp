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

/// A column that few rows fill, and never but right behind what stands in the one before it, is the
/// end of a longer cell: "birth:" of "Date of birth:".
Columns without_tails(Columns columns, const std::vector<Line>& lines, const Rows& rows) {
  std::vector<std::size_t> filled(columns.size()), alone(columns.size());
  for (auto i = rows.first; i < rows.last; ++i) {
    std::vector<bool> in(columns.size()), begins(columns.size());
    for (const auto& s : lines[i].segments)
      for (std::size_t w = 0; w < s.words.size(); ++w)
        for (std::size_t c = 0; c < columns.size(); ++c) {
          if (s.words[w].left >= columns[c].second || s.words[w].right <= columns[c].first)
            continue;
          if (!in[c]) begins[c] = w == 0;
          in[c] = true;
        }
    for (std::size_t c = 0; c < columns.size(); ++c) {
      filled[c] += in[c] ? 1 : 0;
      alone[c] += in[c] && begins[c] ? 1 : 0;
    }
  }
  Columns out;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (!out.empty() && alone[c] == 0 && filled[c] * 2 < rows.last - rows.first)
      out.back().second = columns[c].second;
    else
      out.push_back(columns[c]);
  }
  return out;
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

namespace {

std::size_t letters_of(std::string_view s) {
  return static_cast<std::size_t>(std::count_if(
      s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// How far apart letters stand when all stand equally far, as a typewriter sets them; 0 otherwise.
double pitch_of(const std::vector<Word>& words) {
  constexpr std::size_t fewest = 12, long_word = 5;
  std::vector<double> pitches;
  for (const auto& w : words) {
    const auto n = letters_of(w.text);
    // The printed shapes fill but the middle of the first and the last place.
    if (n >= long_word) pitches.push_back((w.right - w.left) / (static_cast<double>(n) - 0.25));
  }
  if (pitches.size() < fewest) return 0;
  const auto at = [&](std::size_t part) {
    const auto i = pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() * part / 10);
    std::nth_element(pitches.begin(), i, pitches.end());
    return *i;
  };
  const double low = at(2), middle = at(5), high = at(8);
  return middle > 0 && high - low < 0.08 * middle ? middle : 0;
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
  const double pitch = pitch_of(words);
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
      // A page says where a word is followed by a blank; a gap without one parts columns. Where all
      // letters are as wide as a blank, a single one parts words.
      if (gap > std::max(height * 1.1, pitch * 1.9) || (gap > height * 0.3 && !before->space_after))
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
    const auto columns = without_tails(columns_of(lines, table), lines, table);
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

namespace {

bool is_lower(std::string_view s) {
  // Small letters beyond ASCII: é and the like, as Latin-1 has them.
  return !s.empty() && ((s[0] >= 'a' && s[0] <= 'z') || (s.size() > 1 && s[0] == '\xC3' &&
                                                         static_cast<unsigned char>(s[1]) >= 0x9F));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view first_word(std::string_view line) {
  return line.substr(0, line.find_first_of(" \t"));
}

/// One paragraph, the lines of which are not empty.
void say_paragraph(const std::vector<std::string_view>& lines, std::string& out) {
  constexpr std::size_t narrowest = 24;
  std::size_t widest = 0, running = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    widest = std::max(widest, letters_of(lines[i]));
    running += i > 0 && is_lower(lines[i]) ? 1 : 0;
  }
  const bool sentences = widest >= narrowest && running > 0 && running * 4 >= lines.size() - 1;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto line = lines[i];
    out += line;
    if (i + 1 == lines.size()) break;
    const auto next = first_word(lines[i + 1]);
    // Letters are not all as wide: a line may hold a tenth more than another.
    const bool full = (letters_of(line) + 1 + letters_of(next)) * 10 >= widest * 9;
    const bool begins_anew = next.empty() || next.back() == ':' || next == "-" || next == "*" ||
                             next == "\xE2\x80\xA2" || line.find('\t') != std::string_view::npos;
    if (!sentences || !full || begins_anew) {
      out += '\n';
      continue;
    }
    const bool hyphen = line.size() > 1 && line.back() == '-';
    const char before = hyphen ? line[line.size() - 2] : ' ';
    if (hyphen && is_digit(before) && is_digit(next[0])) continue;
    if (hyphen && before >= 'a' && before <= 'z' && is_lower(next))
      out.pop_back();
    else
      out += ' ';
  }
  out += '\n';
}

}  // namespace

std::string unwrapped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 1);
  std::vector<std::string_view> paragraph;
  const auto end_paragraph = [&] {
    if (!paragraph.empty()) say_paragraph(paragraph, out);
    paragraph.clear();
  };
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\n\f"), text.size());
    auto line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    while (!line.empty() && line.back() == ' ')
      line.remove_suffix(1);
    if (line.find_first_not_of(' ') == std::string_view::npos) {
      end_paragraph();
      if (end == text.size() || text[end] != '\f') out += '\n';
    } else {
      paragraph.push_back(line);
    }
    if (end < text.size() && text[end] == '\f') {
      end_paragraph();
      out += '\f';
    }
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  end_paragraph();
  return out;
}

}  // namespace ledgelight::decode
