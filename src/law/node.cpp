#include "law/node.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <sstream>
#include <stdexcept>

#include "base/text.hpp"

namespace ledgelight::law {
namespace {

struct Refused : std::runtime_error {
  Refused(int at, Errc why, const std::string& text)
      : std::runtime_error(text), line(at), code(why) {}
  int line;
  Errc code;
};

class Builder final : public YAML::EventHandler {
 public:
  explicit Builder(NodeLimits limits) : limits_(limits) {}

  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1)
      throw Refused(mark.line + 1, Errc::config, "a second document; write one document a file");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(mark, anchor, "", Node::Kind::null);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refused(mark.line + 1, Errc::config, "an alias (*name); write the value out again");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    auto& node = add(mark, anchor, tag, Node::Kind::scalar);
    node.text = value;
    node.quoted = tag == "!";
    // In key position the scalar was taken as a key; see add().
    if (key_pending_) {
      key_pending_ = false;
      take_key(node);
    }
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(add(mark, anchor, tag, Node::Kind::list), mark);
  }
  void OnSequenceEnd() override { stack_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(add(mark, anchor, tag, Node::Kind::map), mark);
  }
  void OnMapEnd() override { stack_.pop_back(); }

 private:
  struct Level {
    Node* node;
    bool has_key = false;
    std::string key;
  };

  void open(Node& node, const YAML::Mark& mark) {
    if (static_cast<int>(stack_.size()) >= limits_.depth)
      throw Refused(mark.line + 1, Errc::too_large,
                    "nested deeper than " + std::to_string(limits_.depth) + " levels; flatten it");
    stack_.push_back({&node, false, {}});
  }

  Node& add(const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& tag,
            Node::Kind kind) {
    const int line = mark.line + 1;
    if (anchor != 0)
      throw Refused(line, Errc::config, "an anchor (&name); write the value out where it is used");
    if (!tag.empty() && tag != "?" && tag != "!")
      throw Refused(line, Errc::config, "a tag (!name); write plain text");
    if (++nodes_ > limits_.nodes)
      throw Refused(line, Errc::too_large,
                    "more than " + std::to_string(limits_.nodes) + " values; split the file");
    if (stack_.empty()) return set(root_, kind, line);
    auto& top = stack_.back();
    if (top.node->kind == Node::Kind::list) {
      return set(top.node->items.emplace_back(), kind, line);
    }
    if (!top.has_key) {
      if (kind != Node::Kind::scalar)
        throw Refused(line, Errc::config, "a key that is not text; write 'key: value'");
      key_pending_ = true;
      return set(key_, kind, line);
    }
    top.has_key = false;
    auto& member = set(top.node->members.emplace_back(), kind, line);
    member.key = std::move(top.key);
    return member;
  }

  static Node& set(Node& node, Node::Kind kind, int line) {
    node = Node{};
    node.kind = kind;
    node.line = line;
    return node;
  }

  void take_key(const Node& key) {
    auto& top = stack_.back();
    if (key.text == "<<")
      throw Refused(key.line, Errc::config, "a merge key (<<); write the keys out");
    if (top.node->find(key.text) != nullptr)
      throw Refused(key.line, Errc::config,
                    "'" + shown_line(key.text, 60) + "' twice in one map; remove one");
    top.key = key.text;
    top.has_key = true;
  }

  NodeLimits limits_;
  Node root_, key_;
  std::vector<Level> stack_;
  bool key_pending_ = false;
  int documents_ = 0;
  std::size_t nodes_ = 0;
};

Error at(std::string_view file, int line, Errc code, const std::string& text) {
  return fail(code, std::string(file) + ":" + std::to_string(line) + ": " + text);
}

int line_of_bad_byte(std::string_view bytes) {
  int line = 1;
  for (std::size_t from = 0; from < bytes.size(); ++line) {
    const auto end = std::min(bytes.find('\n', from), bytes.size());
    if (!valid_utf8(bytes.substr(from, end - from))) return line;
    from = end + 1;
  }
  return line;
}

}  // namespace

const Node* Node::find(std::string_view wanted) const {
  for (const auto& member : members)
    if (member.key == wanted) return &member;
  return nullptr;
}

std::string_view kind_words(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::null: return "nothing";
    case Node::Kind::scalar: return "text";
    case Node::Kind::list: return "a list";
    case Node::Kind::map: return "a map";
  }
  return "?";
}

Result<Node> parse_node(std::string_view file, std::string_view bytes, NodeLimits limits) {
  if (bytes.size() > limits.bytes)
    return at(file, 1, Errc::too_large,
              "larger than " + std::to_string(limits.bytes) + " bytes; split the file");
  if (!valid_utf8(bytes))
    return at(file, line_of_bad_byte(bytes), Errc::config, "not UTF-8; save the file as UTF-8");
  if (const auto nul = bytes.find('\0'); nul != std::string_view::npos)
    return at(file, 1 + static_cast<int>(std::count(bytes.begin(), bytes.begin() + nul, '\n')),
              Errc::config, "a NUL byte; remove it");
  Builder builder(limits);
  try {
    std::istringstream in{std::string(bytes)};
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Refused& e) {
    return at(file, e.line, e.code, e.what());
  } catch (const YAML::Exception& e) {
    return at(file, e.mark.line + 1, Errc::config,
              "not readable as YAML: " + shown_line(e.msg, 120) +
                  "; look at the indentation and quotes of this line and the one before");
  } catch (const std::exception& e) {
    return at(file, 1, Errc::config, "not readable as YAML: " + shown_line(e.what(), 120));
  }
  return builder.take();
}

Json to_json(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return nullptr;
    case Node::Kind::list: {
      Json out = Json::array();
      for (const auto& item : node.items) out.push_back(to_json(item));
      return out;
    }
    case Node::Kind::map: {
      Json out = Json::object();
      for (const auto& member : node.members) out[member.key] = to_json(member);
      return out;
    }
    case Node::Kind::scalar: break;
  }
  if (node.quoted) return node.text;
  if (node.text == "true") return true;
  if (node.text == "false") return false;
  if (node.text == "null" || node.text == "~") return nullptr;
  std::int64_t number = 0;
  const auto* end = node.text.data() + node.text.size();
  const auto [stop, bad] = std::from_chars(node.text.data(), end, number);
  if (bad == std::errc{} && stop == end) return number;
  return node.text;
}

}  // namespace ledgelight::law
