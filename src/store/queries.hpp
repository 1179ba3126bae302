// store/queries.hpp: the SQL texts of queries/*.sql, by name.
//
// A text begins at `-- name: NAME`; `-- columns: TABLE` is followed by the column names of a row.
// {columns:T} becomes "a, b, c", {values:T} "$1, $2, $3", {set:T} "b = $2, c = $3" (the first is
// the key). Parts such as {where} are put in by the caller. Everything is embedded: a wrong name
// is our bug and stops the process.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ledgelight::store {

class Queries {
 public:
  explicit Queries(std::vector<std::string_view> files);
  const std::string& text(std::string_view name) const;
  const std::vector<std::string>& columns(std::string_view table) const;
  std::vector<std::string> names() const;

 private:
  std::map<std::string, std::string, std::less<>> texts_;
  std::map<std::string, std::vector<std::string>, std::less<>> columns_;
};

/// Those of this program.
const Queries& queries();

/// `text` with each {name} replaced.
std::string with_parts(std::string text,
                       std::initializer_list<std::pair<std::string_view, std::string_view>> parts);
/// Each {?} in its order becomes $first, $first+1, …
std::string numbered(std::string text, int first);

}  // namespace ledgelight::store
