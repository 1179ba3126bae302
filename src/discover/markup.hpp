// discover/markup.hpp: tags, attributes and character references of XML and HTML, read forgivingly.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "discover/mapped.hpp"

namespace ledgelight::discover {

struct Attribute {
  std::string shown;  ///< as written, without its namespace
  std::string name;              ///< lower case, without its namespace
  std::size_t from = 0, to = 0;  ///< the value, without quotes
};

struct Tag {
  std::string shown;  ///< as written, without its namespace
  std::string name;                     ///< lower case, without its namespace
  bool closing = false, empty = false;  ///< </x>, <x/>
  std::vector<Attribute> attributes;
  const Attribute* attribute(std::string_view name) const;
};

inline constexpr std::size_t longest_tag = 64U << 10;

/// Bytes that were read for tags without an end. A few such tags are a slip; a text made of them
/// would be read thousands of times, so beyond a share of the text its "<" stand for themselves.
class InVain {
 public:
  bool too_many(std::uint64_t at) const { return bytes_ > slips + 16 * at; }
  void add(std::size_t bytes) { bytes_ += bytes; }

 private:
  static constexpr std::uint64_t slips = 64 * longest_tag;
  std::uint64_t bytes_ = 0;
};

/// Reads the tag at `at` ("<…>") into `tag`; returns the place after it. npos: its end does not
/// stand in `s`. `at` itself: this is no tag, but a "<" that stands for itself.
std::size_t read_tag(std::string_view s, std::size_t at, Tag& tag);

/// Text [from, to) with its character references read: "&amp;" "&#233;" "&ntilde;".
void unescape_markup(const Text& text, std::size_t from, std::size_t to, Mapped& into);

}  // namespace ledgelight::discover
