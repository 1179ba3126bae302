#include "linkage/file.hpp"

#include <algorithm>
#include <cstdio>

#include "base/text.hpp"
#include "linkage/text.hpp"

namespace ledgelight::linkage {
namespace {

constexpr std::size_t looked_at_first =
    2'000;  ///< rows that tell the order of dates and the id column

}  // namespace

void Ids::add(std::string_view id) {
  id = id.substr(0, 0xFFFF);
  if (sizes_.size() % step == 0) begins_.push_back(texts_.size());
  texts_ += id;
  sizes_.push_back(static_cast<std::uint16_t>(id.size()));
}

std::string_view Ids::text(std::size_t row) const {
  if (numbered_) return {};
  auto from = begins_[row / step];
  for (auto i = row / step * step; i < row; ++i)
    from += sizes_[i];
  return std::string_view(texts_).substr(from, sizes_[row]);
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
  std::vector<std::string> joined;
  Values values;
  const auto take = [&](const std::vector<std::string_view>& row) {
    if (row.size() != out.headings.size()) ++out.uneven;
    values_of(out.mapping, row, joined, values);
    out.list->add(values);
    if (!out.ids.numbered())
      out.ids.add(out.mapping.id < row.size() ? row[out.mapping.id] : std::string_view());
  };
  for (const auto& row : first) {
    cells.assign(row.begin(), row.end());
    take(cells);
  }
  first.clear();
  while (TRY(rows.next(cells))) {
    if (out.list->size() >= wish.most)
      return fail(Errc::too_large,
                  "the list has more rows than are numbered here: " + std::to_string(wish.most));
    take(cells);
  }
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
