// http/template.hpp: pages from content/templates, where no value can become markup.
//
// ctemplate 2.4 with auto-escape forced on every file by this loader; nothing else may load one.
// What a template may hold (all else is refused when the program starts, by name and line):
//   {{NAME}}            a value, escaped for where it stands; names are [A-Z][A-Z0-9_]*
//   {{#ROWS}}…{{/ROWS}} a section: shown once for each row added, not at all without one
//   {{>PART}}           another template, chosen by the page with `include`
//   [[key]]             the sentence `key` of messages.hpp in the page's language; a {name} in the
//                       sentence becomes the value {{NAME}}. [[key due=DATE_DUE]]: {due} becomes
//                       {{DATE_DUE}} instead
//   {{!comment}}
// Refused: modifiers (:none above all), pragmas, inline <script> or <style>, style= and on…=
// attributes, javascript: addresses, resources of other hosts, unquoted attribute values, values
// elsewhere in a tag, an attribute twice in a tag (even in two sections: put one section inside the
// quotes instead), unbalanced sections. Sections may stand in tags and in quotes.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/embedded.hpp"
#include "base/result.hpp"
#include "http/messages.hpp"

namespace ledgelight::http {

/// The values of one template, section row or part.
class Values {
 public:
  /// Sets a value; the last one wins. Text is made valid UTF-8 (base `shown`).
  Values& set(std::string_view name, std::string_view value);
  Values& set(std::string_view name, std::int64_t value);
  /// Shows a section once.
  Values& show(std::string_view section);
  Values& show_if(bool yes, std::string_view section);
  /// One more row of a section. Inner rows see the outer values.
  Values& row(std::string_view section);
  /// Puts the template `file` ("layout/error-summary") where {{>marker}} stands; may repeat.
  /// Parts see the page's globals, not the values around them.
  Values& include(std::string_view marker, std::string_view file);

 private:
  friend class Templates;
  std::map<std::string, std::string, std::less<>> values_;
  std::map<std::string, std::vector<std::unique_ptr<Values>>, std::less<>> sections_;
  std::map<std::string, std::vector<std::pair<std::string, std::unique_ptr<Values>>>, std::less<>>
      parts_;
};

/// A page: its template, the values in it, and globals every part and the layout sees.
class Page : public Values {
 public:
  /// `file` is "portal/start" for content/templates/portal/start.tpl.
  Page(std::string file, std::string language);
  /// Seen by the layout, the page and each part. Those the layout needs: TITLE (required), and
  /// what layout.hpp sets.
  Page& global(std::string_view name, std::string_view value);
  /// Values of the layout around the page (sections such as navigation).
  Values& layout() { return layout_; }
  /// Another layout than "layout/page"; "" for none.
  Page& within(std::string layout_file);

  const std::string& file() const { return file_; }
  const std::string& language() const { return language_; }

 private:
  friend class Templates;
  std::string file_, language_, layout_file_ = "layout/page";
  std::map<std::string, std::string, std::less<>> globals_;
  Values layout_;
};

/// Unknown: a value, section or part the template does not have is an error, and so is a variable
/// the page left unset. Tests and the dev preset; a desk in use renders on and shows nothing there.
enum class Strict { no, yes };

class Templates {
 public:
  /// Reads templates/**.tpl of `content` in each language of `messages`. Fails with config on the
  /// first file that breaks a rule above or names a message that does not exist.
  static Result<Templates> load(std::span<const EmbeddedFile> content, const Messages& messages,
                                Strict strict = Strict::no);
  /// The embedded ones; strict in tests (LEDGELIGHT_STRICT_PAGES=1 in the environment).
  static Result<Templates> load_embedded(const Messages& messages);
  Templates(Templates&&) noexcept;
  Templates& operator=(Templates&&) noexcept;
  ~Templates();

  /// The page inside its layout. Fails with internal on an unknown file and, when strict, on
  /// unknown or unset names (the error lists them). Safe from several threads.
  Result<std::string> render(const Page& page) const;
  bool has(std::string_view file) const;

  struct Shape {
    std::set<std::string> variables, sections, parts, messages;
  };
  /// What each file uses, by name without ".tpl".
  std::map<std::string, Shape> shapes() const;
  /// Renders `file` alone with every variable, on every row, set to `sentinel`, each section shown
  /// once: what the sentinel test looks at.
  Result<std::string> render_with_sentinel(const std::string& file, const std::string& language,
                                           std::string_view sentinel) const;

 private:
  struct Impl;
  explicit Templates(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace ledgelight::http
