// law/node.hpp: a small tree of one pack file, with the line each thing stands on.
//
// A subset of YAML 1.2, read by yaml-cpp as events: block and flow lists and maps, plain and quoted
// scalars. Anchors, aliases, tags, merge keys, several documents and repeated keys are refused, so
// a file says what it seems to say and cannot grow when it is read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace ledgelight::law {

struct NodeLimits {
  std::size_t bytes = 512U << 10;
  int depth = 16;
  std::size_t nodes = 50'000;
};

struct Node {
  enum class Kind { null, scalar, list, map };
  Kind kind = Kind::null;
  bool quoted = false;
  int line = 0;  ///< from 1
  std::string text;
  std::string key;             ///< under which it stands in a map
  std::vector<Node> items;     ///< of a list
  std::vector<Node> members;   ///< of a map, as written, each with its key

  const Node* find(std::string_view wanted) const;
};

/// config: "us/ct/breach.yaml:12: what is wrong; what to write instead".
Result<Node> parse_node(std::string_view file, std::string_view bytes, NodeLimits limits = {});

/// As JSON: plain true, false, null, ~ and integers become those, all else text.
Json to_json(const Node& node);

/// "a map", "a list", "text", "nothing": for messages.
std::string_view kind_words(Node::Kind kind);

}  // namespace ledgelight::law
