// law/packed.hpp: the packs of the program as trees that were read when it was built, because
// reading YAML takes longer than everything else at start. (Inside this room and pack_rules.)
//
// A packed tree: kind and `quoted` in one byte, the line, then by kind nothing, the text, the items
// or the members, each of these with its key before it. Numbers have seven bits a byte, least
// first; texts their length before them. A packed folder: path, then the length of the tree, then
// the tree, for each file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "law/node.hpp"

namespace ledgelight::law {

void pack_node(const Node& node, std::string& out);
/// nullopt when it is not what pack_node wrote, whole and nothing else.
std::optional<Node> unpack_node(std::string_view packed);
void pack_file(std::string_view path, const Node& node, std::string& out);
/// By path; as far as it is what pack_file wrote.
std::map<std::string_view, std::string_view> packed_files(std::string_view folder);

/// What parse_node says, quicker when `bytes` are those of the program's own file of that path.
Result<Node> node_of(const std::string& path, std::string_view bytes);

/// The packed tree of a file of the program; empty when it has none.
std::string_view packed_tree(std::string_view path);

}  // namespace ledgelight::law
