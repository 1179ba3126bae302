// officer …: who may sit at the desk.
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/officers.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

const Positional the_officer{"OFFICER", "login name, or number such as o-3"};

std::string invite_words(const std::string& token) {
  return "One-time link, good for a day: /staff/invite/" + token +
         "\nOpen it at the address of the desk; there the officer chooses a password and enrols the second factor.\n";
}

Result<Answer> add(Context& c) {
  auto* desk = TRY(c.desk());
  desk::NewOfficer what;
  what.login = c.text("LOGIN");
  what.name = c.given("--name") ? c.text("--name") : what.login;
  what.roles = TRY(desk::parse_roles(c.text("--roles")));
  if (what.roles.empty()) return fail(Errc::usage, "--roles names at least one role");
  if (c.given("--password")) what.password = TRY(c.new_secret("LEDGELIGHT_NEW_PASSWORD", "New password"));
  const auto added = TRY(desk::add_officer(*desk, TRY(c.actor()), what));
  return Answer{"Officer " + what.login + " is " + added.id.str() + " with the roles " + desk::roles_text(what.roles) +
                    ".\n" + (added.invite.empty() ? "" : invite_words(added.invite)),
                Json{{"id", added.id.str()},
                     {"login", what.login},
                     {"roles", desk::roles_text(what.roles)},
                     {"invite", text_json(added.invite)}}};
}

Result<Answer> list(Context& c) {
  auto* desk = TRY(c.desk());
  const auto lines = TRY(desk::list_officers(*desk, TRY(c.actor())));
  auto json = Json::array();
  Table table({"OFFICER", "LOGIN", "NAME", "ROLES", "STANDING", "SECOND FACTOR"});
  for (const auto& o : lines) {
    json.push_back({{"id", o.id.str()}, {"login", o.login}, {"name", o.name},
                    {"roles", desk::roles_text(o.roles)}, {"active", o.active},
                    {"totp", o.has_totp}, {"password", o.has_password}});
    table.add({o.id.str(), o.login, o.name, desk::roles_text(o.roles),
               !o.active ? "disabled" : o.has_password ? "active" : "invited", o.has_totp ? "yes" : "no"});
  }
  return Answer{table.text_or("No officer yet: ledgelight officer link"), std::move(json)};
}

Result<Answer> set_active(Context& c, bool active) {
  auto* desk = TRY(c.desk());
  const auto id = TRY(officer_in(*desk, c.text("OFFICER")));
  TRY(desk::set_officer_active(*desk, TRY(c.actor()), id, active));
  return Answer{"Officer " + c.text("OFFICER") + (active ? " may sign in again." : " can no longer sign in."),
                Json{{"id", id.str()}, {"active", active}}};
}

Result<Answer> roles(Context& c) {
  auto* desk = TRY(c.desk());
  const auto id = TRY(officer_in(*desk, c.text("OFFICER")));
  const auto wanted = TRY(desk::parse_roles(c.text("ROLES")));
  TRY(desk::set_officer_roles(*desk, TRY(c.actor()), id, wanted));
  return Answer{"Officer " + c.text("OFFICER") + " now has the roles " + desk::roles_text(wanted) + ".",
                Json{{"id", id.str()}, {"roles", desk::roles_text(wanted)}}};
}

Result<Answer> totp(Context& c) {
  auto* desk = TRY(c.desk());
  const auto id = TRY(officer_in(*desk, c.text("OFFICER")));
  const auto invite = TRY(desk::enrol_totp(*desk, TRY(c.actor()), id));
  return Answer{"Enter this into the authenticator; it is shown once:\n" + invite.totp_secret + "\n" +
                    invite.totp_uri + "\n",
                Json{{"id", id.str()}, {"secret", invite.totp_secret}, {"uri", invite.totp_uri}}};
}

Result<Answer> link(Context& c) {
  auto* desk = TRY(c.desk());
  if (!TRY(desk::needs_first_officer(*desk))) {
    return fail(Errc::wrong_state, "there is an officer already; use: ledgelight officer add LOGIN --roles ROLES");
  }
  const auto token = TRY(desk::first_officer_link(*desk));
  return Answer{invite_words(token), Json{{"path", "/staff/invite/" + token}, {"token", token}}};
}

}  // namespace

void add_officer(Commands& to) {
  to.groups.push_back({"officer", "Who may sit at the desk, in which roles"});
  auto& all = to.commands;
  all.push_back({.path = "officer add",
                 .summary = "Add an officer; a one-time link lets them choose a password",
                 .positionals = {{"LOGIN", "name to sign in with"}},
                 .options = {{"--roles", "ROLES", "responder, privacy, counsel, clerk, communications, auditor, keeper; with commas", Need::required},
                             {"--name", "TEXT", "name that others see"},
                             {"--password", "", "ask for a password here (or take LEDGELIGHT_NEW_PASSWORD) instead of a link"}},
                 .run = add});
  all.push_back({.path = "officer list", .summary = "List the officers", .run = list});
  all.push_back({.path = "officer disable",
                 .summary = "Let an officer no longer sign in; what they did stays theirs",
                 .positionals = {the_officer},
                 .run = [](Context& c) { return set_active(c, false); }});
  all.push_back({.path = "officer enable",
                 .summary = "Let a disabled officer sign in again",
                 .positionals = {the_officer},
                 .run = [](Context& c) { return set_active(c, true); }});
  all.push_back({.path = "officer roles",
                 .summary = "Change the roles of an officer",
                 .positionals = {the_officer, {"ROLES", "all of them, with commas"}},
                 .run = roles});
  all.push_back({.path = "officer totp",
                 .summary = "Make a new second factor for an officer",
                 .positionals = {the_officer},
                 .run = totp});
  all.push_back({.path = "officer link",
                 .summary = "Make the one-time link for the first officer",
                 .run = link});
}

}  // namespace ledgelight::cli
