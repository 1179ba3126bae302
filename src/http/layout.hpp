// http/layout.hpp: the frame of every page: banner, header, languages, identifier, footer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/assets.hpp"
#include "http/messages.hpp"
#include "http/request.hpp"
#include "http/template.hpp"

namespace ledgelight::http {

struct Link {
  std::string text, address;
  bool current = false;
};

/// What a site says of itself on each page; read once from the desk's configuration.
struct Site {
  std::string city;           ///< "City of Stamford"
  std::string name;           ///< "Cyber incident and privacy desk"
  std::string domain;         ///< "stamfordct.gov"; "" where none is configured
  bool demonstration = false; ///< marks each page DEMONSTRATION
  bool official = false;      ///< shows the "official website of …" banner; never on test sites
};

/// A field the form could not take, for the error summary and at the field itself.
struct Problem {
  std::string field;    ///< id of the input
  std::string message;  ///< what to do
};

struct Frame {
  std::vector<Link> navigation;
  std::string signed_in;       ///< name shown in the header; "" for nobody
  std::string sign_out_token;  ///< CSRF token of the sign-out form; needs signed_in
  std::string sign_out;        ///< where that form posts
  std::string alert_title, alert;  ///< one site alert above the page; "" none
  bool leave_now = false;      ///< shows the "leave this page now" link
  bool languages = true;       ///< shows the language selector
  std::string done;  ///< what was done just now, above the page, with the id "done"; "" none
  std::vector<Problem> problems;  ///< "Error:" before the title, and the summary above the page
};

/// Sets every global and layout value that layout/page.tpl needs. Globals for the page's own use:
/// TITLE (write it as the h1), LANG, ASSETS, CITY, SITE. The language links keep path and query and
/// set "lang".
void frame(Page& page, const Request& request, const Messages& messages, const Assets& assets,
           const Site& site, std::string_view title, const Frame& what = {});

/// What a page template needs for one form field with a problem: sections and values are the
/// page's own; this finds the message. "" when the field has none.
std::string problem_at(const Frame& what, std::string_view field);

/// The language of this request: ?lang=, else the cookie "lang", else Accept-Language.
std::string language_of(const Request& request, const Messages& messages);

/// Keeps the choice of ?lang= in the cookie "lang" for a year. Fits Router::finish.
void remember_language(const Request& request, Response& response, const Messages& messages);

/// A page for a status without one of its own: what happened, what became of what was typed, where
/// to go. Never the error's detail; the request id to quote.
Result<std::string> error_page(const Templates& templates, const Messages& messages,
                               const Assets& assets, const Site& site, const Request& request,
                               int status);

}  // namespace ledgelight::http
