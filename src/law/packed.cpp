#include "law/packed.hpp"

namespace ledgelight::law {
namespace {

constexpr int deepest = 64;

void put(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7)
    out += static_cast<char>(number | 0x80);
  out += static_cast<char>(number);
}
void put(std::string& out, std::string_view text) {
  put(out, text.size());
  out += text;
}

struct Unpacker {
  std::string_view rest;
  bool good = true;

  std::uint64_t number() {
    std::uint64_t out = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
      if (rest.empty()) break;
      const auto byte = static_cast<unsigned char>(rest.front());
      rest.remove_prefix(1);
      out |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return out;
    }
    good = false;
    return 0;
  }
  std::string_view text() {
    const auto n = number();
    if (n > rest.size()) return good = false, std::string_view();
    const auto out = rest.substr(0, static_cast<std::size_t>(n));
    rest.remove_prefix(out.size());
    return out;
  }
  void node(Node& to, int depth) {
    const auto head = number();
    if (!good || head > 7 || depth > deepest) return void(good = false);
    to.kind = static_cast<Node::Kind>(head & 3U);
    to.quoted = (head & 4U) != 0;
    to.line = static_cast<int>(number());
    if (to.kind == Node::Kind::scalar) to.text = text();
    if (to.kind != Node::Kind::list && to.kind != Node::Kind::map) return;
    auto& children = to.kind == Node::Kind::list ? to.items : to.members;
    const auto n = number();
    if (n > rest.size()) return void(good = false);  // each takes a byte at least
    children.resize(static_cast<std::size_t>(n));
    for (auto& child : children) {
      if (to.kind == Node::Kind::map) child.key = text();
      node(child, depth + 1);
      if (!good) return;
    }
  }
};

}  // namespace

void pack_node(const Node& node, std::string& out) {
  put(out, static_cast<std::uint64_t>(node.kind) | (node.quoted ? 4U : 0U));
  put(out, static_cast<std::uint64_t>(node.line));
  if (node.kind == Node::Kind::scalar) put(out, node.text);
  if (node.kind == Node::Kind::list) {
    put(out, node.items.size());
    for (const auto& item : node.items)
      pack_node(item, out);
  }
  if (node.kind == Node::Kind::map) {
    put(out, node.members.size());
    for (const auto& member : node.members) {
      put(out, member.key);
      pack_node(member, out);
    }
  }
}

std::optional<Node> unpack_node(std::string_view packed) {
  Unpacker in{packed};
  Node out;
  in.node(out, 0);
  if (!in.good || !in.rest.empty()) return std::nullopt;
  return out;
}

void pack_file(std::string_view path, const Node& node, std::string& out) {
  std::string tree;
  pack_node(node, tree);
  put(out, path);
  put(out, tree);
}

std::map<std::string_view, std::string_view> packed_files(std::string_view folder) {
  std::map<std::string_view, std::string_view> out;
  for (Unpacker in{folder}; in.good && !in.rest.empty();) {
    const auto path = in.text(), tree = in.text();
    if (in.good) out.emplace_hint(out.end(), path, tree);
  }
  return out;
}

}  // namespace ledgelight::law
