// decode/workbook.hpp: what the sheets of a workbook share.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "decode/channel.hpp"

namespace ledgelight::decode {

struct Workbook {
  static constexpr std::size_t most_string_bytes = 192U << 20;
  bool from_1904 = false;
  std::vector<std::string> strings;
  std::map<int, std::string> formats;  ///< by format id
  std::vector<int> styles;             ///< format id of each cell style

  void read_workbook(const Input& part);
  void read_styles(const Input& part);
  void read_strings(const Input& part);  ///< Damaged when they need too much memory
  /// The format code of a cell's style; "" for General.
  std::string format_of(std::string_view style) const;
};

}  // namespace ledgelight::decode
