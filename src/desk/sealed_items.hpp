// desk/sealed_items.hpp: what is sealed in a case, to be read as files that stand beside each other.
//
// Discovery as the desk's own work and the tables of the command line read through this, so that
// both see the same: bytes to be jumped in, and beside each item what arrived in its folder.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "desk/desk.hpp"
#include "discover/scan.hpp"

namespace ledgelight::desk {

struct SealedItem {
  EvidenceRow row;
  std::optional<Key> key = {};  ///< none: it was erased
  std::string name = {};        ///< as it arrived, with its folder; hostile bytes and all
};

/// A view of one moment: what arrives later is not in it. Threads: open() and the sources may be
/// used by many at once, each source by one.
class SealedItems {
 public:
  /// All items of the case by their number. Needs `action`.
  static Result<SealedItems> of(Desk& desk, const Actor& actor, Action action, const CaseId& id);
  const std::vector<SealedItem>& all() const { return items_; }
  /// Decrypts while it is read: plain bytes never touch the disk. No custody is recorded: that is
  /// the caller's. The source must not outlive this. Fails (not_found) when the key was erased.
  Result<std::unique_ptr<discover::ByteSource>> open(std::size_t index) const;

 private:
  explicit SealedItems(Desk& desk) : desk_(&desk) {}
  std::unique_ptr<discover::ByteSource> beside(std::size_t index, std::string_view name) const;

  Desk* desk_;
  std::vector<SealedItem> items_;
};

}  // namespace ledgelight::desk
