// casefile/veris_record.hpp: one imported record, read so that no value is lost on the way.
//
// Every leaf (a scalar, {} or []) is counted once. What a fact takes is marked when the fact
// stands; what nobody took is a leftover.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace ledgelight::casefile {

/// A place in the record: absent when `json` is nullptr.
struct VerisNode {
  const Json* json = nullptr;
  std::string path;
  VerisNode at(std::string_view key) const;
  VerisNode at(std::size_t index) const;
  bool absent() const { return json == nullptr; }
  bool object() const { return json != nullptr && json->is_object(); }
  bool array() const { return json != nullptr && json->is_array(); }
};

class VerisRecord {
 public:
  /// Fails with too_large beyond `leaves`. `root` outlives the record.
  static Result<VerisRecord> open(const Json& root, std::size_t leaves);

  VerisNode root() const { return {root_, ""}; }

  /// Each takes the value if it has the type and fits, and notes its path for the next `keep`.
  std::optional<std::string> text(const VerisNode& node, std::size_t max);
  std::optional<std::string> text_or_number(const VerisNode& node, std::size_t max);
  std::optional<std::uint64_t> count(const VerisNode& node, std::uint64_t max);
  /// The strings of an array, or one string as an array of one; null when there is none.
  Json texts(const VerisNode& node, std::size_t max_items, std::size_t max_bytes = 1000);
  /// Notes a leaf that was understood in another way.
  void note(const VerisNode& node);

  void keep();   ///< what was noted since became a fact
  void let_go(); ///< it did not: it will be a leftover

  std::vector<std::string> kept() const;
  std::vector<std::string> blank() const;
  std::vector<std::string> leftover() const;

 private:
  struct Leaf {
    std::string path;
    bool blank = false;
  };
  explicit VerisRecord(const Json& root) : root_(&root) {}
  bool walk(const VerisNode& node, std::size_t limit);
  std::vector<std::string> where(bool kept, bool blank) const;

  const Json* root_;
  std::vector<Leaf> leaves_;
  std::set<std::string, std::less<>> kept_;
  std::vector<std::string> noted_;
};

}  // namespace ledgelight::casefile
