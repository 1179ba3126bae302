// desk/found_in_case.hpp: all that a search of a case found, for whoever writes it down elsewhere
// too.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "desk/sealed_items.hpp"
#include "discover/finding.hpp"
#include "discover/register.hpp"

namespace ledgelight::desk {

/// What was read of one item.
struct ItemRead {
  std::vector<discover::FileRead> files;
  std::uint64_t unpacked = 0, members = 0;
};

/// Good only while it is handed over. Findings are those of the run, in its order, numbered from 0;
/// people are told apart as the case has them: what an officer said is no name names nobody.
struct FoundInCase {
  const std::vector<SealedItem>& items;
  const std::vector<ItemRead>& read;  ///< by item
  const std::vector<discover::Unread>& not_read;
  const discover::KeptFindings& kept;  ///< but for refused names
  const discover::Roll& people;
  /// 0: nobody.
  std::function<std::uint32_t(std::uint64_t finding)> person_of;
  using Take = std::function<Result<void>(const discover::Finding&)>;
  std::function<Result<void>(const Take&)> each;
};

}  // namespace ledgelight::desk
