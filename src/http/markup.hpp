// http/markup.hpp: a strict reader of our own HTML, for the lint of templates and tests of pages.
//
// Stricter than HTML: every attribute value quoted, every '<' a tag, every element closed that is
// not void. Not for strangers' HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/fields.hpp"

namespace ledgelight::http {

struct Tag {
  std::string name;  ///< lower case; "/p" for a closing tag
  Fields attributes{Names::any_case};
  std::size_t line = 1;
  std::string inside;  ///< of script, style, title and textarea: the text up to the closing tag
};

/// Every tag in order. Fails with bad_input, naming the line.
Result<std::vector<Tag>> tags_of(std::string_view html);

/// What no page of ours may hold: inline script or style, style= and on…= attributes, javascript:
/// and data: addresses, resources of other hosts, forms that post elsewhere.
Result<void> check_tags(const std::vector<Tag>& tags);

/// A whole page: check_tags, balanced elements, a title, lang, exactly one h1, headings that skip
/// no level, ids used once, each label for an id that exists, each control with a label, each
/// image with alt, aria-describedby and aria-labelledby that exist. Every page test calls this.
Result<void> check_page(std::string_view html);

}  // namespace ledgelight::http
