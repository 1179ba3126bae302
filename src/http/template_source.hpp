// http/template_source.hpp: our own reading of a template, before ctemplate sees it.
//
// Private to template.cpp and its tests: finds what a file uses, refuses what is not allowed, and
// writes the sentences of one language into it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/messages.hpp"

namespace ledgelight::http {

/// A template as a tree, sections holding what they repeat.
struct Node {
  enum class Kind { variable, section, part } kind;
  std::string name;
  std::vector<Node> inside;
};

struct Template {
  std::vector<Node> nodes;
  std::string text;  ///< for ctemplate: sentences written in, auto-escape forced
  std::vector<std::string> messages;
};

/// `source` in one language. Fails with config: file-less, but naming the line.
Result<Template> read_template(std::string_view source, const Messages& messages,
                               std::string_view language);

/// & < > " ' as references.
std::string html_escaped(std::string_view text);

}  // namespace ledgelight::http
