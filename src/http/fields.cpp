#include "http/fields.hpp"

#include <algorithm>

namespace ledgelight::http {
namespace {
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
}  // namespace

bool Fields::same(std::string_view a, std::string_view b) const {
  if (names_ == Names::exact) return a == b;
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

void Fields::add(std::string name, std::string value) {
  rows_.emplace_back(std::move(name), std::move(value));
}

void Fields::set(std::string_view name, std::string value) {
  const std::string kept(name);
  erase(kept);
  add(kept, std::move(value));
}

void Fields::erase(std::string_view name) {
  rows_.erase(std::remove_if(rows_.begin(), rows_.end(),
                             [&](const Row& row) { return same(row.first, name); }),
              rows_.end());
}

std::optional<std::string_view> Fields::find(std::string_view name) const {
  for (const auto& row : rows_) {
    if (same(row.first, name)) return row.second;
  }
  return std::nullopt;
}

std::string Fields::get(std::string_view name) const { return std::string(find(name).value_or("")); }

std::vector<std::string> Fields::all(std::string_view name) const {
  std::vector<std::string> found;
  for (const auto& row : rows_) {
    if (same(row.first, name)) found.push_back(row.second);
  }
  return found;
}

}  // namespace ledgelight::http
