// notice/template.hpp: letters as data, in a language that can do nothing but fill in facts.
// The format is written down in docs/formats/letters.md.
//
//   ---
//   id: us/ct/resident-notice
//   version: 1
//   language: en
//   jurisdiction: US-CT
//   covers: incident_description data_types contact
//   ---
//   # Title            ## Heading       - bullet      1. step       > small print
//   {{fact}}           a value, always as plain text: it can bring no markup and no placeholder
//   {{#if fact}} … {{else}} … {{/if}}   on lines of their own or inside one; {{#unless fact}} too
//   {{list elements}}  one bullet an item       {{covers contact}}  what the lines here provide
//   **bold**          [es] one paragraph in another language
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "print/document.hpp"

namespace ledgelight::notice {

/// Every value a template may name. A text that is empty is false in an #if.
struct Values {
  std::map<std::string, std::string, std::less<>> texts;
  std::map<std::string, bool, std::less<>> flags;
  std::map<std::string, std::vector<std::string>, std::less<>> lists;
};

/// What a filled-in template says, and what it could not.
struct Filled {
  std::string title;
  std::vector<print::Block> blocks;
  std::set<std::string> covered;       ///< content keys whose lines are in the letter
  std::vector<std::string> missing;    ///< facts it printed that had no value, in order
};

class Template {
 public:
  /// At most 64 KiB, 2,000 lines, #if nested 6 deep. Errors name the line: unknown placeholder or
  /// content key, unclosed or crossed tags, missing front matter, `covers` that differs from the
  /// {{covers}} lines.
  static Result<Template> parse(std::string_view text);

  const std::string& id() const;
  int version() const;
  const std::string& language() const;
  const std::string& jurisdiction() const;
  const std::set<std::string>& covers() const;
  const std::string& sha256() const;  ///< of the template's own bytes, hex

  /// A value is put in after the template's own marks were read. A missing one prints as
  /// "[not yet entered]" and is listed. RTL values are isolated (U+2068 … U+2069).
  Filled fill(const Values& values) const;

  /// The template as text that parses to the same template (for the fuzz target).
  std::string text() const;

 private:
  struct Body;
  std::shared_ptr<const Body> body_;
};

/// The names a template may use, and the content keys (facts/us-breach-law 3.2 and the additions
/// "enrolment", "credential_change", "what_is_unknown").
const std::set<std::string, std::less<>>& value_names();
const std::set<std::string, std::less<>>& content_keys();

}  // namespace ledgelight::notice
