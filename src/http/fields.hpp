// http/fields.hpp: ordered name-value pairs, as forms, queries, cookies and headers are.
//
// Values are bytes as they arrived; nothing here promises UTF-8 (base/text.hpp `shown` repairs).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ledgelight::http {

enum class Names { exact, any_case };  ///< headers compare without regard to ASCII case

class Fields {
 public:
  using Row = std::pair<std::string, std::string>;

  explicit Fields(Names names = Names::exact) : names_(names) {}

  void add(std::string name, std::string value);
  /// Replaces every row of that name by one.
  void set(std::string_view name, std::string value);
  void erase(std::string_view name);
  /// The first value, if any.
  std::optional<std::string_view> find(std::string_view name) const;
  /// The first value, or "" when there is none.
  std::string get(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;
  bool has(std::string_view name) const { return find(name).has_value(); }

  const std::vector<Row>& rows() const { return rows_; }
  std::size_t size() const { return rows_.size(); }
  bool empty() const { return rows_.empty(); }

 private:
  bool same(std::string_view a, std::string_view b) const;
  Names names_;
  std::vector<Row> rows_;
};

}  // namespace ledgelight::http
