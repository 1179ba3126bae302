// store/memory/rows.hpp: the few things every table of the reference does.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "store/memory/state.hpp"

namespace ledgelight::store {

template <class Map, class Key, class Row>
Result<void> put_row(Shared<Map>& table, const Key& key, const Row& row) {
  if (table->count(key) != 0) return fail(Errc::conflict, "it exists already");
  table.change().emplace(key, row);
  return {};
}

template <class Map, class Key, class Row>
Result<void> update_row(Shared<Map>& table, const Key& key, const Row& row) {
  if (table->count(key) == 0) return fail(Errc::not_found, "no such row");
  table.change().at(key) = row;
  return {};
}

template <class Map, class Key>
std::optional<typename Map::mapped_type> find_row(const Shared<Map>& table, const Key& key) {
  const auto it = table->find(key);
  if (it == table->end()) return std::nullopt;
  return it->second;
}

template <class Map, class Wanted>
auto find_where(const Shared<Map>& table, Wanted wanted)
    -> std::optional<typename Map::mapped_type> {
  for (const auto& [key, row] : *table) {
    if (wanted(row)) return row;
  }
  return std::nullopt;
}

/// True when another row than `key`'s has the same non-empty value of something unique.
template <class Map, class Key, class Value>
bool taken(const Shared<Map>& table, const Key& key, Value value, const std::string& mine) {
  if (mine.empty()) return false;
  for (const auto& [other, row] : *table) {
    if (other != key && value(row) == mine) return true;
  }
  return false;
}

/// The rows wanted, in order of the value `rank` gives (ties: as the map has them).
template <class Map, class Wanted, class Rank>
std::vector<typename Map::mapped_type> select(const Shared<Map>& table, Wanted wanted, Rank rank) {
  std::vector<typename Map::mapped_type> out;
  for (const auto& [key, row] : *table) {
    if (wanted(row)) out.push_back(row);
  }
  std::stable_sort(out.begin(), out.end(),
                   [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return out;
}

template <class Row>
std::vector<Row> newest_first(std::vector<Row> rows) {
  std::reverse(rows.begin(), rows.end());
  return rows;
}

template <class Row>
std::vector<Row> page_of(const std::vector<Row>& rows, Page page) {
  const auto size = static_cast<std::uint64_t>(rows.size());
  const auto from = std::min(page.offset, size);
  const auto count = page.limit == 0 ? size - from : std::min(page.limit, size - from);
  const auto at = [&](std::uint64_t i) { return rows.begin() + static_cast<std::ptrdiff_t>(i); };
  return std::vector<Row>(at(from), at(from + count));
}

template <class Map, class Unwanted>
void erase_where(Shared<Map>& table, Unwanted unwanted) {
  auto& rows = table.change();
  for (auto it = rows.begin(); it != rows.end();) {
    it = unwanted(it->second) ? rows.erase(it) : std::next(it);
  }
}

inline Error no_parent() {
  return fail(Errc::not_found, "the thing this row belongs to does not exist");
}

}  // namespace ledgelight::store
