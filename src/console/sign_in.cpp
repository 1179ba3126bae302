#include <algorithm>

#include "base/text.hpp"
#include "console/console.hpp"
#include "http/cookie.hpp"
#include "http/server.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

desk::Door door_of(const Request& request) {
  return http::is_local(request) ? desk::Door::loopback : desk::Door::outside;
}

// Only a path on this site; anything else would make the sign-in page a way to somewhere else.
std::string safe_next(const std::string& next) {
  const bool fine = next.rfind("/staff", 0) == 0 && next.size() < 1000 &&
                    std::all_of(next.begin(), next.end(), [](unsigned char c) {
                      return c > 0x20 && c < 0x7F && c != '\\';
                    });
  return fine ? next : "/staff";
}

Response sign_in_page(const pages::Web& web, const Request& request, const std::string& next,
                      const std::string& login, const std::string& problem_key) {
  http::Page page("console/sign-in", web.language(request));
  page.set("NEXT", next).set("LOGIN", login);
  http::Frame frame;
  if (!problem_key.empty()) frame.problems.push_back({"login", web.say(request, problem_key)});
  return web.page(request, std::move(page), web.say(request, "console.sign_in.title"), frame,
                  problem_key.empty() ? 200 : 422);
}

Response invite_page(const pages::Web& web, const Request& request, const desk::Invite& invite,
                     const std::string& login, const std::string& name,
                     const std::string& problem) {
  http::Page page("console/invite", web.language(request));
  page.set("TOKEN", request.param("token"));
  page.set("TOTP_SECRET", grouped(invite.totp_secret)).set("TOTP_URI", invite.totp_uri);
  if (invite.officer.empty()) {
    page.row("FIRST").set("LOGIN", login).set("NAME", name);
  } else {
    page.row("KNOWN").set("LOGIN", invite.login).set("NAME", invite.name);
  }
  http::Frame frame;
  if (!problem.empty()) frame.problems.push_back({"password", problem});
  return web.page(request, std::move(page), web.say(request, "console.invite.title"), frame,
                  problem.empty() ? 200 : 422);
}

Response post_sign_in(const pages::Web& web, const Request& request) {
  const auto next = safe_next(request.field("next"));
  const auto login = request.field("login");
  if (!web.sign_ins().take()) {
    return sign_in_page(web, request, next, shown_line(login, 64), "console.sign_in.locked");
  }
  const auto token = desk::sign_in(web.desk(), login, request.field("password"),
                                   request.field("code"), door_of(request));
  if (!token) {
    const auto code = token.error().code;
    if (code == Errc::bad_credential || code == Errc::too_many) {
      return sign_in_page(web, request, next, shown_line(login, 64),
                          code == Errc::too_many ? "console.sign_in.locked"
                                                 : "console.sign_in.wrong");
    }
    return web.refuse(request, token.error());
  }
  auto response = http::see_other(next);
  response.cookies.push_back(http::set_cookie(
      request, {std::string(pages::Web::session_cookie), *token, http::SameSite::strict, {}}));
  return response;
}

Response post_invite(const pages::Web& web, const Request& request) {
  const auto token = request.param("token");
  const auto invite = desk::read_invite(web.desk(), token);
  if (!invite) return web.refuse(request, invite.error());
  const auto login = request.field("login");
  const auto name = request.field("name");
  std::string problem;
  if (!web.sign_ins().take()) {
    problem = web.say(request, "console.sign_in.locked");
  } else if (request.field("password") != request.field("again")) {
    problem = web.say(request, "console.invite.differ");
  } else {
    const auto officer = desk::accept_invite(web.desk(), token, login, name,
                                             request.field("password"), request.field("code"));
    if (officer) return http::see_other("/staff/sign-in");
    switch (officer.error().code) {
      case Errc::bad_input:
      case Errc::bad_credential:
      case Errc::conflict:
        problem = officer.error().detail;
        break;
      default:
        return web.refuse(request, officer.error());
    }
  }
  return invite_page(web, request, *invite, shown_line(login, 64), shown_line(name, 100), problem);
}

}  // namespace

void add_sign_in(http::Router& router, const WebPtr& web) {
  router.get("/staff/sign-in", "staff.sign_in", "anyone", [web](Request& request) {
    return sign_in_page(*web, request, safe_next(request.query.get("next")), "", "");
  });
  router.post("/staff/sign-in", "staff.sign_in.post", "anyone",
              [web](Request& request) { return post_sign_in(*web, request); });
  web->officer_post(router, "/staff/sign-out", "staff.sign_out", "officer", [web](Request& request) {
    (void)desk::sign_out(web->desk(), http::cookie_value(request, pages::Web::session_cookie));
    auto response = http::see_other("/staff/sign-in");
    response.cookies.push_back(http::set_cookie(
        request, {std::string(pages::Web::session_cookie), "", http::SameSite::strict,
                  std::chrono::seconds(0)}));
    return response;
  });
  router.get("/staff/invite/{token}", "staff.invite", "anyone", [web](Request& request) {
    const auto invite = desk::read_invite(web->desk(), request.param("token"));
    if (!invite) return web->refuse(request, invite.error());
    return invite_page(*web, request, *invite, "", "", "");
  });
  router.post("/staff/invite/{token}", "staff.invite.post", "anyone",
              [web](Request& request) { return post_invite(*web, request); });
}

}  // namespace ledgelight::console
