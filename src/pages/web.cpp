#include "pages/web.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/embedded.hpp"
#include "http/cookie.hpp"
#include "http/form.hpp"

namespace ledgelight::pages {

bool needs_officer(std::string_view who) { return who != "anyone" && who != "reporter"; }

Web::Web(desk::Desk& desk, http::Messages messages, http::Templates templates)
    : desk_(desk), messages_(std::move(messages)), templates_(std::move(templates)),
      reasons_(messages_), faults_(messages_, "fault."), assets_(http::shared_assets()) {
  site_.city = desk.config().city_name;
  site_.demonstration = desk.config().demonstration;
}

Result<std::shared_ptr<Web>> Web::make(desk::Desk& desk) {
  auto messages = TRY(http::Messages::load(embedded_content()));
  auto templates = TRY(http::Templates::load_embedded(messages));
  return std::shared_ptr<Web>(new Web(desk, std::move(messages), std::move(templates)));
}

std::string Web::language(const http::Request& request) const {
  return http::language_of(request, messages_);
}

http::Site Web::site(const http::Request& request) const {
  auto site = site_;
  site.name = say(request, "site.name");
  return site;
}

std::string Web::say(const http::Request& request, std::string_view key,
                     const http::Messages::Named& named) const {
  return messages_.get(language(request), key, named);
}

http::Response Web::page(const http::Request& request, http::Page&& page, std::string_view title,
                         http::Frame frame, int status) const {
  std::string csrf;
  if (const auto* who = std::any_cast<desk::SignedIn>(&request.actor)) {
    csrf = who->csrf;
    frame.signed_in = who->name;
    frame.sign_out_token = who->csrf;
    frame.sign_out = "/staff/sign-out";
  }
  // Verbs give their reasons in English.
  for (auto& problem : frame.problems)
    problem.message = fault(request, problem.message);
  page.global("CSRF", csrf);
  http::frame(page, request, messages_, *assets_, site(request), title, frame);
  auto rendered = templates_.render(page);
  if (!rendered) return refuse(request, rendered.error());
  return http::html(*std::move(rendered), status);
}

std::string Web::fault(const http::Request& request, std::string_view english) const {
  const auto in = language(request);
  if (in == "en") return std::string(english);
  std::string out;
  for (std::size_t from = 0; from <= english.size();) {
    const auto end = std::min(english.find('\n', from), english.size());
    const auto line = english.substr(from, end - from);
    const auto put = faults_.exact(in, line);
    out += (from == 0 ? "" : "\n") + (put ? *put : std::string(line));
    from = end + 1;
  }
  return out;
}

http::Response Web::refuse(const http::Request& request, const Error& error) const {
  const int status = http::status_of(error.code);
  auto text = http::error_page(templates_, messages_, *assets_, site(request), request, status);
  auto response = http::html(text ? *std::move(text) : std::string("error"), status);
  if (status >= 500) {
    response.fault = std::string(name_of(error.code)) + ": " + error.detail;
  }
  return response;
}

void Web::guard(http::Router& router, desk::Door) const {
  router.error_page([this](const http::Request& request, int status, const Error& error) {
    auto text = http::error_page(templates_, messages_, *assets_, site(request), request, status);
    auto response = http::html(text ? *std::move(text) : std::string("error"), status);
    if (status >= 500) response.fault = std::string(name_of(error.code)) + ": " + error.detail;
    return response;
  });
  router.finish([this](const http::Request& request, http::Response& response) {
    http::remember_language(request, response, messages_);
  });
  router.guard([this](http::Request& request,
                      const http::Route& route) -> std::optional<http::Response> {
    if (!request.reads_only() && http::origin_of(request) == http::Origin::cross) {
      return refuse(request, fail(Errc::denied, "a form of another site"));
    }
    if (!needs_officer(route.who)) return std::nullopt;
    auto who = desk::session_of(desk_, http::cookie_value(request, session_cookie));
    if (!who) {
      if (who.error().code != Errc::bad_credential) return refuse(request, who.error());
      const auto back = request.reads_only() ? request.target : std::string("/staff");
      return http::see_other("/staff/sign-in?next=" + http::percent_encoded(back));
    }
    request.actor = *std::move(who);
    return std::nullopt;
  });
}

bool Web::csrf_fits(const http::Request& request) {
  return equal_secret(signed_in(request).csrf, request.field("csrf"));
}

void Web::officer_post(http::Router& router, std::string pattern, std::string name,
                       std::string who, http::Handler handler) const {
  router.post(std::move(pattern), std::move(name), std::move(who),
              [this, handler = std::move(handler)](http::Request& request) {
                if (!csrf_fits(request)) {
                  return refuse(request, fail(Errc::denied, "the form's token does not fit"));
                }
                return handler(request);
              });
}

const desk::SignedIn& Web::signed_in(const http::Request& request) {
  const auto* who = std::any_cast<desk::SignedIn>(&request.actor);
  CHECK(who != nullptr);
  return *who;
}

}  // namespace ledgelight::pages
