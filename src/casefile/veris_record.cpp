#include "casefile/veris_record.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace ledgelight::casefile {
namespace {

bool plain_key(std::string_view key) {
  return !key.empty() && key.find_first_of(".[]\"\\") == std::string_view::npos;
}

bool says_nothing(const Json& value) {
  if (value.is_string()) return trimmed(value.get_ref<const std::string&>()).empty();
  return value.is_null() || value.is_object() || value.is_array();
}

}  // namespace

VerisNode VerisNode::at(std::string_view key) const {
  const auto step = plain_key(key) ? std::string(key) : plain_json(Json(std::string(key)));
  VerisNode out{nullptr, path.empty() ? step : path + "." + step};
  if (!object()) return out;
  const auto it = json->find(std::string(key));
  if (it != json->end()) out.json = &*it;
  return out;
}

VerisNode VerisNode::at(std::size_t index) const {
  VerisNode out{nullptr, path + "[" + std::to_string(index) + "]"};
  if (array() && index < json->size()) out.json = &(*json)[index];
  return out;
}

Result<VerisRecord> VerisRecord::open(const Json& root, std::size_t leaves) {
  VerisRecord out(root);
  if (!out.walk(out.root(), leaves)) {
    return fail(Errc::too_large, "the record holds more than " + std::to_string(leaves) + " values");
  }
  return out;
}

bool VerisRecord::walk(const VerisNode& node, std::size_t limit) {
  const auto& value = *node.json;
  if ((value.is_object() || value.is_array()) && !value.empty()) {
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        if (!walk(node.at(i), limit)) return false;
      }
      return true;
    }
    for (const auto& item : value.items()) {
      if (!walk(node.at(item.key()), limit)) return false;
    }
    return true;
  }
  if (leaves_.size() >= limit) return false;
  leaves_.push_back({node.path, says_nothing(value)});
  return true;
}

std::optional<std::string> VerisRecord::text(const VerisNode& node, std::size_t max) {
  if (node.absent() || !node.json->is_string()) return std::nullopt;
  auto words = trimmed(node.json->get_ref<const std::string&>());
  if (words.empty() || words.size() > max) return std::nullopt;
  note(node);
  return words;
}

std::optional<std::string> VerisRecord::text_or_number(const VerisNode& node, std::size_t max) {
  if (node.absent() || !node.json->is_number()) return text(node, max);
  note(node);
  return plain_json(*node.json);
}

std::optional<std::uint64_t> VerisRecord::count(const VerisNode& node, std::uint64_t max) {
  if (node.absent() || !node.json->is_number()) return std::nullopt;
  std::uint64_t n = 0;
  if (node.json->is_number_unsigned()) {
    n = node.json->get<std::uint64_t>();
  } else {
    const auto d = node.json->get<double>();  // "3.0" is three; "3.5" is not a count
    if (!(d >= 0) || d > 9007199254740991.0 || std::floor(d) != d) return std::nullopt;
    n = static_cast<std::uint64_t>(d);
  }
  if (n > max) return std::nullopt;
  note(node);
  return n;
}

Json VerisRecord::texts(const VerisNode& node, std::size_t max_items, std::size_t max_bytes) {
  Json out = Json::array();
  if (node.array()) {
    for (std::size_t i = 0; i < node.json->size() && out.size() < max_items; ++i) {
      if (auto words = text(node.at(i), max_bytes)) out.push_back(*words);
    }
  } else if (auto words = text(node, max_bytes)) {
    out.push_back(*words);
  }
  return out.empty() ? Json() : out;
}

void VerisRecord::note(const VerisNode& node) { noted_.push_back(node.path); }

void VerisRecord::keep() {
  kept_.insert(noted_.begin(), noted_.end());
  noted_.clear();
}

void VerisRecord::let_go() { noted_.clear(); }

std::vector<std::string> VerisRecord::where(bool kept, bool blank) const {
  std::vector<std::string> out;
  for (const auto& leaf : leaves_) {
    const bool is_kept = kept_.count(leaf.path) > 0;
    if (is_kept == kept && (kept || leaf.blank == blank)) out.push_back(leaf.path);
  }
  return out;
}

std::vector<std::string> VerisRecord::kept() const { return where(true, false); }
std::vector<std::string> VerisRecord::blank() const { return where(false, true); }
std::vector<std::string> VerisRecord::leftover() const { return where(false, false); }

}  // namespace ledgelight::casefile
