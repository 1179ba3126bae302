#include "http/layout.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "http/cookie.hpp"
#include "http/form.hpp"

namespace ledgelight::http {
namespace {

std::string address_in(const Request& request, const std::string& language) {
  auto query = request.query;
  query.set("lang", language);
  std::string path;
  for (const auto& part : split(request.path, '/')) {
    if (!part.empty()) path += "/" + percent_encoded(part);
  }
  return (path.empty() ? "/" : path) + "?" + to_urlencoded(query);
}

// Which of our sentences fits a status: a key, so that each has both languages.
std::string key_of(int status) {
  switch (status) {
    case 400:
    case 403:
    case 404:
    case 405:
    case 409:
    case 413:
    case 415:
    case 429:
    case 503:
    case 507:
      return "http.error." + std::to_string(status);
    default:
      return status >= 500 ? "http.error.500" : "http.error.400";
  }
}

}  // namespace

void frame(Page& page, const Request& request, const Messages& messages, const Assets& assets,
           const Site& site, std::string_view title, const Frame& what) {
  page.global("TITLE", title)
      .global("LANG", page.language())
      .global("ASSETS", assets.base())
      .global("CITY", site.city)
      .global("SITE", site.name)
      .global("DOMAIN", site.domain);
  auto& layout = page.layout();
  layout.show_if(site.demonstration, "DEMONSTRATION").show_if(what.leave_now, "LEAVE_NOW");
  if (!what.alert.empty()) layout.row("ALERT").set("ALERT_TITLE", what.alert_title).set("ALERT_TEXT", what.alert);
  layout.show_if(site.official && !site.demonstration && !site.domain.empty(), "OFFICIAL");
  layout.show_if(!site.domain.empty(), "IDENTIFIED");
  if (!what.navigation.empty()) {
    auto& navigation = layout.row("NAVIGATION");
    for (const auto& link : what.navigation) {
      navigation.row("LINK")
          .set("TEXT", link.text)
          .set("ADDRESS", link.address)
          .show_if(link.current, "CURRENT");
    }
  }
  if (what.languages && messages.languages().size() > 1) {
    auto& languages = layout.row("LANGUAGES");
    for (const auto& code : messages.languages()) {
      languages.row("LANGUAGE")
          .set("CODE", code)
          .set("NAME", messages.get(code, "language.name"))
          .set("ADDRESS", address_in(request, code))
          .show_if(code == page.language(), "CURRENT");
    }
  }
  if (!what.signed_in.empty()) {
    layout.row("SIGNED_IN")
        .set("NAME", what.signed_in)
        .set("SIGN_OUT", what.sign_out)
        .set("TOKEN", what.sign_out_token);
  }
  if (!what.done.empty()) layout.row("DONE").set("DONE_TEXT", what.done);
  if (!what.problems.empty()) {
    layout.show("ERROR");
    auto& summary = layout.include("PROBLEMS", "layout/error-summary");
    for (const auto& problem : what.problems) {
      auto& row = summary.row("PROBLEM").set("MESSAGE", problem.message);
      if (!problem.field.empty()) row.row("FIELD").set("ID", problem.field);
    }
  }
}

std::string problem_at(const Frame& what, std::string_view field) {
  for (const auto& problem : what.problems) {
    if (problem.field == field) return problem.message;
  }
  return "";
}

std::string language_of(const Request& request, const Messages& messages) {
  const auto& ours = messages.languages();
  for (const auto& wish : {request.query.get("lang"), cookie_value(request, "lang")}) {
    if (std::find(ours.begin(), ours.end(), wish) != ours.end()) return wish;
  }
  return messages.choose(request.header("Accept-Language"));
}

void remember_language(const Request& request, Response& response, const Messages& messages) {
  const auto wish = request.query.get("lang");
  const auto& ours = messages.languages();
  if (std::find(ours.begin(), ours.end(), wish) == ours.end()) return;
  response.cookies.push_back(
      set_cookie(request, {"lang", wish, SameSite::lax, std::chrono::seconds(365 * 86400)}));
}

Result<std::string> error_page(const Templates& templates, const Messages& messages,
                               const Assets& assets, const Site& site, const Request& request,
                               int status) {
  const auto language = language_of(request, messages);
  const auto key = key_of(status);
  Page page("layout/error", language);
  page.set("WHAT", messages.get(language, key + ".what"));
  page.set("REQUEST", request.id);
  page.show_if(!request.reads_only(), "TYPED");
  frame(page, request, messages, assets, site, messages.get(language, key + ".title"));
  return templates.render(page);
}

}  // namespace ledgelight::http
