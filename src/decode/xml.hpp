// decode/xml.hpp: XML front to back in bounded memory, for the parts of office documents.
//
// Only what those need: elements, attributes, text. A document type is passed over unread, so no
// entity can be declared and none grows: the five of XML and numbers are known, any other stays as
// it stands. Namespace prefixes are cut off.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ledgelight::decode {

class Xml {
 public:
  using Read = std::function<long(std::span<char>)>;  ///< 0 at the end, negative when it fails
  enum class Event { start, end, text, done };
  static constexpr std::size_t longest_tag = 1U << 20;

  explicit Xml(Read read) : read_(std::move(read)) {}
  /// Long text comes in several events. An empty element gives start and end.
  /// Throws Damaged when the bytes are no XML or end too early.
  Event next();
  std::string_view name() const { return name_; }  ///< of start and end
  const std::string& text() const { return text_; }
  /// UTF-8; "" when there is none.
  std::string_view attribute(std::string_view name) const;
  bool has(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& attributes() const { return attributes_; }
  std::size_t depth() const { return depth_; }  ///< open elements, this one included at its start
  /// After a start: everything up to its end is passed over.
  void skip();

 private:
  bool more();
  int peek(std::size_t ahead = 0);
  bool looking_at(std::string_view what);
  void pass(std::string_view until, bool keep);
  void pass_document_type();
  void tag();
  void widen(std::string_view bytes);

  Read read_;
  std::string buffer_, text_, name_, carry_;
  std::size_t at_ = 0, depth_ = 0;
  std::vector<std::pair<std::string, std::string>> attributes_;
  bool over_ = false, empty_ = false, begun_ = false;
  int wide_ = 0;  ///< 1: UTF-16 little-endian, 2: big-endian
};

/// Text with the entities of XML replaced.
std::string without_entities(std::string_view raw);
void append_utf8(std::string& out, std::uint32_t code);

}  // namespace ledgelight::decode
