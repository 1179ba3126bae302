#include "linkage/file.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <future>

#include "base/text.hpp"
#include "linkage/text.hpp"

namespace ledgelight::linkage {
namespace {

constexpr std::size_t looked_at_first =
    2'000;  ///< rows that tell the order of dates and the id column

/// Rows on their way into the list, some thousands at a time: while one lot is taken apart by other
/// threads, the next is read, and the one before is added in the order of the file.
class Intake {
 public:
  Intake(Sheet& sheet, unsigned threads)
      : sheet_(sheet), helpers_(std::clamp(threads, 1U, 64U) - 1) {}

  void take(const std::vector<std::string_view>& row) {
    ++rows_;
    if (row.size() != sheet_.headings.size()) ++sheet_.uneven;
    if (!sheet_.ids.numbered())
      sheet_.ids.add(sheet_.mapping.id < row.size() ? row[sheet_.mapping.id] : std::string_view());
    reading_->add(row);
    if (reading_->rows() == lot) turn();
  }
  void finish() {
    turn();
    turn();
  }
  std::uint64_t rows() const { return rows_; }

 private:
  static constexpr std::size_t lot = 4'096;

  class Lot {
   public:
    void add(const std::vector<std::string_view>& row) {
      for (auto cell : row) {
        bytes_ += cell;
        ends_.push_back(bytes_.size());
      }
      cells_.push_back(ends_.size());
    }
    std::size_t rows() const { return cells_.size(); }
    void parse(const Sheet& sheet, std::size_t from, std::size_t to) {
      std::vector<std::string_view> row;
      std::vector<std::string> joined;
      Values values;
      for (auto i = from; i < to; ++i) {
        row.clear();
        for (auto c = i == 0 ? 0 : cells_[i - 1]; c < cells_[i]; ++c) {
          const auto begin = c == 0 ? 0 : ends_[c - 1];
          row.push_back(std::string_view(bytes_).substr(begin, ends_[c] - begin));
        }
        values_of(sheet.mapping, row, joined, values);
        sheet.list->parse(values, parsed_[i]);
      }
    }
    void make_room() {
      if (parsed_.size() < rows()) parsed_.resize(rows());
    }
    void add_to(List& list) {
      for (std::size_t i = 0; i < rows(); ++i)
        list.add(parsed_[i]);
      bytes_.clear();
      ends_.clear();
      cells_.clear();
    }

   private:
    std::string bytes_;
    std::vector<std::size_t> ends_, cells_;
    std::vector<List::Parsed> parsed_;
  };

  // What was read is handed to the helpers; what they have done meanwhile is added.
  void turn() {
    for (auto& task : tasks_)
      task.get();
    tasks_.clear();
    std::swap(parsing_, adding_);
    std::swap(reading_, parsing_);
    const auto n = parsing_->rows();
    parsing_->make_room();
    if (helpers_ == 0 || n < 64) {
      parsing_->parse(sheet_, 0, n);
    } else {
      for (std::size_t h = 0; h < helpers_; ++h)
        tasks_.push_back(std::async(std::launch::async, [this, taken = parsing_, h, n] {
          taken->parse(sheet_, n * h / helpers_, n * (h + 1) / helpers_);
        }));
    }
    adding_->add_to(*sheet_.list);
  }

  Sheet& sheet_;
  std::size_t helpers_;
  std::uint64_t rows_ = 0;
  std::array<Lot, 3> lots_;
  Lot *reading_ = &lots_[0], *parsing_ = &lots_[1], *adding_ = &lots_[2];
  std::vector<std::future<void>> tasks_;
};

}  // namespace

void Ids::add(std::string_view id) {
  id = id.substr(0, 0xFFFF);
  if (sizes_.size() % step == 0) {
    if (texts_.empty() || texts_.back().size() >= piece) texts_.emplace_back();
    begins_.push_back({static_cast<std::uint32_t>(texts_.size() - 1),
                       static_cast<std::uint32_t>(texts_.back().size())});
  }
  texts_.back() += id;
  sizes_.push_back(static_cast<std::uint16_t>(id.size()));
}

std::string_view Ids::text(std::size_t row) const {
  if (numbered_) return {};
  const auto begin = begins_[row / step];
  std::size_t from = begin.at;
  for (auto i = row / step * step; i < row; ++i)
    from += sizes_[i];
  return std::string_view(texts_[begin.piece]).substr(from, sizes_[row]);
}

std::string Ids::operator[](std::size_t row) const {
  return numbered_ ? std::to_string(row + 1) : std::string(text(row));
}

std::size_t Ids::repeated() const {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(sizes_.size());
  for (std::size_t i = 0; i < sizes_.size(); ++i)
    hashes.push_back(hash_of(text(i)));
  std::sort(hashes.begin(), hashes.end());
  std::size_t n = 0;
  for (std::size_t i = 1; i < hashes.size(); ++i)
    n += hashes[i] == hashes[i - 1];
  return n;
}

Result<Sheet> read_sheet(std::istream& in, const Wish& wish) {
  Sheet out;
  Rows rows(in);
  std::vector<std::string_view> cells;
  std::vector<std::vector<std::string>> first;
  if (!TRY(rows.next(cells))) return fail(Errc::bad_input, "the list is empty");
  if (wish.headings) {
    for (auto c : cells)
      out.headings.push_back(trimmed(c));
  } else {
    for (std::size_t i = 1; i <= cells.size(); ++i)
      out.headings.push_back("#" + std::to_string(i));
    first.emplace_back(cells.begin(), cells.end());
  }
  out.mapping =
      wish.map.empty() ? guess_mapping(out.headings) : TRY(read_mapping(wish.map, out.headings));
  if (out.mapping.columns.empty())
    return fail(Errc::usage,
                "the headings do not say which columns name people; say it with --map, such as "
                "--map name=" +
                    shown_line(out.headings.empty() ? "COLUMN" : out.headings.front(), 40) +
                    ",dob=…");
  while (first.size() < looked_at_first && TRY(rows.next(cells)))
    first.emplace_back(cells.begin(), cells.end());

  std::vector<std::string> dates;
  for (const auto& row : first)
    for (const auto& [key, column] : out.mapping.columns)
      if (key == Key::birth && column < row.size()) dates.push_back(row[column]);
  std::array<bool, key_count> keys{};
  for (const auto& c : out.mapping.columns)
    keys[static_cast<std::size_t>(c.first)] = true;

  // Without a word on it the id is the first column, if nothing else is read from it and no value
  // among the first rows comes twice.
  if (out.mapping.id == Mapping::none && wish.headings && !first.empty() &&
      out.headings.size() > 1 &&
      std::none_of(out.mapping.columns.begin(), out.mapping.columns.end(),
                   [](const auto& c) { return c.second == 0; })) {
    std::vector<std::string> seen;
    for (const auto& row : first)
      seen.push_back(row[0]);
    std::sort(seen.begin(), seen.end());
    if (!seen.front().empty() && std::adjacent_find(seen.begin(), seen.end()) == seen.end())
      out.mapping.id = 0;
  }
  if (out.mapping.id == Mapping::none)
    out.ids.number_rows();
  else
    out.id_column = out.headings[out.mapping.id];

  out.list = std::make_unique<List>(keys, date_order(dates));
  Intake intake(out, wish.threads);
  for (const auto& row : first) {
    cells.assign(row.begin(), row.end());
    intake.take(cells);
  }
  first.clear();
  while (TRY(rows.next(cells))) {
    if (intake.rows() >= wish.most)
      return fail(Errc::too_large,
                  "the list has more rows than are numbered here: " + std::to_string(wish.most));
    intake.take(cells);
  }
  intake.finish();
  out.list->close();
  return out;
}

void write_pairs(std::ostream& out, const Sheet& sheet, const Linked& linked,
                 const std::vector<Pair>& pairs, bool explain) {
  out << "left_id,right_id,probability" << (explain ? ",because\n" : "\n");
  char number[32];
  const auto& list = *sheet.list;
  for (const auto& p : pairs) {
    // Rounded down at the top: certainty is not on offer.
    std::snprintf(number, sizeof number, "%.6f", std::min(p.probability, 0.999999));
    out << written_cell(sheet.ids[p.left]) << ',' << written_cell(sheet.ids[p.right]) << ','
        << number;
    if (explain)
      out << ',' << written_cell(explained(linked.model, list, list[p.left], list[p.right]));
    out << '\n';
  }
}

}  // namespace ledgelight::linkage
