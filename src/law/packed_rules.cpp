// The packed trees that the program carries, found by path.
#include "base/embedded.hpp"
#include "law/packed.hpp"

extern "C" {
extern const char ledgelight_packed_rules[];
extern const char ledgelight_packed_rules_end[];
}

namespace ledgelight::law {
std::string_view packed_tree(std::string_view path) {
  static const auto all =
      packed_files({ledgelight_packed_rules, static_cast<std::size_t>(ledgelight_packed_rules_end -
                                                                      ledgelight_packed_rules)});
  const auto found = all.find(path);
  return found == all.end() ? std::string_view() : found->second;
}

Result<Node> node_of(const std::string& path, std::string_view bytes) {
  const auto tree = packed_tree(path);
  const auto* own = tree.empty() ? nullptr : find_embedded(embedded_rules(), path);
  if (own != nullptr && own->bytes == bytes)
    if (auto node = unpack_node(tree)) return *std::move(node);
  return parse_node(path, bytes);
}

}  // namespace ledgelight::law
