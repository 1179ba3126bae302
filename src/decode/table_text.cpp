#include "decode/table_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace ledgelight::decode {
namespace {

constexpr std::size_t rows_to_learn = 200;
constexpr std::size_t widest = 1024;

std::size_t filled(const std::vector<std::string>& cells) {
  return static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [](const auto& c) { return !c.empty(); }));
}

std::size_t digits(std::string_view s) {
  return static_cast<std::size_t>(std::count_if(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

bool like_headings(const std::vector<std::string>& cells) {
  for (const auto& c : cells)
    if (digits(c) > 2 || c.size() > 60 || c.find('@') != std::string::npos) return false;
  return filled(cells) >= 2;
}

/// Is that what forms print before a value?
bool is_label(std::string_view cell) {
  if (cell.size() < 2 || cell.size() > 40 || digits(cell) > 0) return false;
  if (cell.back() == ':') return true;
  std::string words = " ";
  for (const char c : cell) words += std::isalnum(static_cast<unsigned char>(c)) != 0 ? static_cast<char>(std::tolower(c)) : ' ';
  words += ' ';
  constexpr std::array<std::string_view, 22> known{" ssn ", " social ", " dob ", " birth ", " born ", " address ", " phone ", " email ",
                                                   " e mail ", " account ", " license ", " licence ", " card ", " number ", " no ", " zip ",
                                                   " passport ", " telephone ", " mrn ", " policy ", " gender ", " nacimiento "};
  return std::any_of(known.begin(), known.end(), [&](auto k) { return words.find(k) != std::string::npos; });
}

bool is_form(const std::vector<std::vector<std::string>>& rows, std::size_t width) {
  if ((width != 2 && width != 4) || rows.empty()) return false;
  std::size_t labels = 0, values = 0;
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t c = 0; c < width && c < rows[r].size(); c += 2) {
      if (rows[r][c].empty()) continue;
      if (is_label(rows[r][c])) labels += r > 0 || rows[r][c].back() == ':' ? 1 : 0;
      else if (digits(rows[r][c]) > 2) ++values;
    }
  return labels > 0 && values == 0;
}

}  // namespace

void say_cell(std::string_view cell, Speaker& speaker) {
  if (cell.find_first_of("\t\n\r\"") == std::string_view::npos) return speaker.say(cell);
  std::string out = "\"";
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  speaker.say(out += '"');
}

void say_row(const std::vector<std::string>& cells, Speaker& speaker) {
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (c > 0) speaker.say("\t");
    say_cell(cells[c], speaker);
  }
  speaker.say("\n");
}

void TableText::row(std::vector<std::string> cells) {
  while (!cells.empty() && cells.back().empty()) cells.pop_back();
  if (cells.empty()) {
    gap_ = true;
    return;
  }
  const bool open = width_ > 0 || !first_.empty();
  const bool title = filled(cells) == 1 && (!open || gap_);
  if (open && gap_ && (title || like_headings(cells))) finish();
  gap_ = false;
  if (title) return prose(cells.back());
  if (width_ > 0) return line(cells);
  first_.push_back(std::move(cells));
  if (first_.size() >= rows_to_learn) settle(false);
}

void TableText::finish() {
  if (!first_.empty()) settle(true);
  width_ = 0;
  gap_ = in_prose_ = false;
}

void TableText::settle(bool whole) {
  std::size_t most = 0, fit = 0;
  for (const auto& r : first_) most = std::max(most, r.size());
  const auto headings = first_.front().size();
  for (const auto& r : first_) fit += r.size() <= headings;
  // A remark far to the right does not widen the table.
  width_ = std::min(widest, fit * 10 >= first_.size() * 9 ? headings : most);
  in_prose_ = false;
  speaker_.piece();
  const auto rows = std::move(first_);
  first_.clear();
  const bool form = whole && is_form(rows, most);
  for (const auto& r : rows) {
    if (!form) {
      line(r);
      continue;
    }
    for (std::size_t c = 0; c < r.size(); ++c) {
      speaker_.say(r[c]);
      const bool label = c % 2 == 0 && c + 1 < r.size();
      speaker_.say(!label ? c + 1 < r.size() ? "   " : "\n" : !r[c].empty() && r[c].back() == ':' ? " " : ": ");
    }
  }
}

void TableText::line(const Row& cells) {
  const auto n = std::min(cells.size(), width_);
  for (std::size_t c = 0; c < width_; ++c) {
    if (c > 0) speaker_.say("\t");
    if (c < n) say_cell(cells[c], speaker_);
  }
  speaker_.say("\n");
  for (std::size_t c = n; c < cells.size(); ++c)
    if (!cells[c].empty()) {
      say_cell(cells[c], speaker_);
      speaker_.say("\n");
    }
}

void TableText::prose(const std::string& text) {
  if (!in_prose_) speaker_.piece();
  in_prose_ = true;
  speaker_.say(text);
  speaker_.say("\n");
}

}  // namespace ledgelight::decode
