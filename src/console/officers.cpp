#include "base/text.hpp"
#include "console/console.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

std::string word_of(const pages::Web& web, const Request& request, desk::Role role) {
  return web.say(request, "role_name." + std::string(desk::name_of(role)));
}

Response officers_page(const pages::Web& web, const Request& request, const std::string& invite,
                       const std::string& problem) {
  const auto officers = desk::list_officers(web.desk(), pages::Web::actor(request));
  if (!officers) return web.refuse(request, officers.error());
  http::Page page("console/officers", web.language(request));
  for (const auto& o : *officers) {
    auto& row = page.row("OFFICERS");
    row.set("ID", o.id.str()).set("LOGIN", o.login).set("NAME", o.name);
    std::vector<std::string> roles;
    for (const auto role : o.roles) roles.push_back(word_of(web, request, role));
    row.set("ROLES", join(roles, ", "));
    row.show_if(o.has_totp, "HAS_TOTP").show_if(!o.has_totp, "NO_TOTP");
    row.show_if(o.active, "ACTIVE").show_if(!o.active, "INACTIVE");
  }
  for (const auto role : desk::all_roles()) {
    page.row("ROLE")
        .set("ROLE_NAME", desk::name_of(role))
        .set("ROLE_WORD", word_of(web, request, role))
        .set("ROLE_HELP", web.say(request, "role." + std::string(desk::name_of(role))));
  }
  if (!invite.empty()) page.row("INVITED").set("INVITE_LINK", "/staff/invite/" + invite);
  auto frame = staff_frame(web, request, Rail::settings);
  if (!problem.empty()) frame.problems.push_back({"login", problem});
  return web.page(request, std::move(page), web.say(request, "console.officers.title"), frame,
                  problem.empty() ? 200 : 422);
}

Response post_officer(const pages::Web& web, const Request& request) {
  desk::NewOfficer what;
  what.login = request.field("login");
  what.name = request.field("name");
  const auto roles = desk::parse_roles(join(request.form.all("role"), ","));
  if (!roles) return officers_page(web, request, "", roles.error().detail);
  what.roles = *roles;
  const auto added = desk::add_officer(web.desk(), pages::Web::actor(request), what);
  if (!added) {
    if (added.error().code == Errc::denied) return web.refuse(request, added.error());
    return officers_page(web, request, "", added.error().detail);
  }
  return officers_page(web, request, added->invite, "");
}

}  // namespace

void add_officers(http::Router& router, const WebPtr& web) {
  router.get("/staff/officers", "officers", "manage-officers",
             [web](Request& request) { return officers_page(*web, request, "", ""); });
  web->officer_post(router, "/staff/officers", "officers.add", "manage-officers",
                    [web](Request& request) { return post_officer(*web, request); });
  web->officer_post(router, "/staff/officers/{id}/active", "officers.active", "manage-officers",
                    [web](Request& request) {
                      const auto done = desk::set_officer_active(
                          web->desk(), pages::Web::actor(request), OfficerId(request.param("id")),
                          request.field("active") == "yes");
                      if (done) return http::see_other("/staff/officers");
                      if (done.error().code != Errc::wrong_state) return web->refuse(request, done.error());
                      return officers_page(*web, request, "", done.error().detail);
                    });
}

}  // namespace ledgelight::console
