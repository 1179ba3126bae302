#include "desk/actor.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace ledgelight::desk {
namespace {

struct RoleName {
  Role role;
  std::string_view name;
};
constexpr std::array<RoleName, 7> role_names{{{Role::responder, "responder"},
                                              {Role::privacy, "privacy"},
                                              {Role::counsel, "counsel"},
                                              {Role::clerk, "clerk"},
                                              {Role::communications, "communications"},
                                              {Role::auditor, "auditor"},
                                              {Role::keeper, "keeper"}}};

constexpr Reach no = Reach::never;
constexpr Reach mine = Reach::member_cases;
constexpr Reach open_ = Reach::open_cases;
constexpr Reach all = Reach::everywhere;

// One row an action, one column a role, so that the whole policy is read on one screen.
// The keeper runs the installation and sees no case; the auditor reads the record and what it
// proves, not the people; nobody who prepares letters approves their own (letters.cpp).
struct Row {
  Action action;
  std::string_view name;
  //     responder privacy counsel clerk communications auditor keeper
  std::array<Reach, 7> reach;
};
constexpr std::array<Row, 29> table{{
    {Action::see_inbox, "see-inbox", {all, all, all, all, no, no, no}},
    {Action::triage, "triage", {all, all, no, all, no, no, no}},
    {Action::open_compartment, "open-compartment", {no, all, all, no, no, no, no}},
    {Action::list_cases, "list-cases", {all, all, all, all, all, all, no}},
    {Action::open_case, "open-case", {all, all, all, no, no, no, no}},
    {Action::read_case, "read-case", {mine, open_, open_, mine, mine, open_, no}},
    {Action::read_privileged, "read-privileged", {mine, open_, open_, no, no, no, no}},
    {Action::state_fact, "state-fact", {mine, open_, mine, no, no, no, no}},
    {Action::write_entry, "write-entry", {mine, open_, open_, mine, mine, no, no}},
    {Action::change_case, "change-case", {mine, open_, mine, no, no, no, no}},
    {Action::add_evidence, "add-evidence", {mine, open_, mine, mine, no, no, no}},
    {Action::read_evidence, "read-evidence", {mine, open_, open_, no, no, no, no}},
    {Action::run_discovery, "run-discovery", {mine, open_, no, no, no, no, no}},
    {Action::judge_finding, "judge-finding", {mine, open_, no, no, no, no, no}},
    {Action::see_people, "see-people", {mine, open_, open_, no, no, no, no}},
    {Action::decide_duties, "decide-duties", {mine, open_, open_, no, no, no, no}},
    {Action::release_duties, "release-duties", {no, no, open_, no, no, no, no}},
    {Action::sign_reading, "sign-reading", {no, no, open_, no, no, no, no}},
    {Action::change_clock, "change-clock", {mine, open_, open_, mine, no, no, no}},
    {Action::enter_place_day, "enter-place-day", {no, all, all, all, no, no, no}},
    {Action::render_letters, "render-letters", {mine, open_, mine, no, mine, no, no}},
    {Action::approve_letters, "approve-letters", {no, open_, open_, no, no, no, no}},
    {Action::mark_mailed, "mark-mailed", {mine, open_, no, mine, mine, no, no}},
    {Action::release_texts, "release-texts", {no, open_, open_, no, no, no, no}},
    {Action::export_case, "export-case", {mine, open_, open_, no, no, open_, no}},
    {Action::export_personal, "export-personal", {no, open_, open_, no, no, no, no}},
    {Action::see_record, "see-record", {no, all, all, no, no, all, no}},
    {Action::manage_place, "manage-place", {no, all, all, all, all, no, all}},
    {Action::manage_officers, "manage-officers", {no, no, no, no, no, no, all}},
}};

const Row& row_of(Action action) {
  return *std::find_if(table.begin(), table.end(), [&](const Row& r) { return r.action == action; });
}

}  // namespace

std::string_view name_of(Role role) { return role_names[static_cast<std::size_t>(role)].name; }

Result<Role> parse_role(std::string_view text) {
  std::vector<std::string> names;
  for (const auto& r : role_names) {
    if (r.name == text) return r.role;
    names.emplace_back(r.name);
  }
  return fail(Errc::bad_input, "no such role; choose from " + join(names, ", "));
}

const std::vector<Role>& all_roles() {
  static const std::vector<Role> roles = [] {
    std::vector<Role> out;
    for (const auto& r : role_names) out.push_back(r.role);
    return out;
  }();
  return roles;
}

std::string roles_text(const std::set<Role>& roles) {
  std::vector<std::string> names;
  for (const auto r : roles) names.emplace_back(name_of(r));
  std::sort(names.begin(), names.end());
  return join(names, ",");
}

Result<std::set<Role>> parse_roles(std::string_view text) {
  std::set<Role> out;
  for (const auto& part : split(text, ',')) {
    if (const auto name = trimmed(part); !name.empty()) out.insert(TRY(parse_role(name)));
  }
  return out;
}

const std::vector<Action>& all_actions() {
  static const std::vector<Action> actions = [] {
    std::vector<Action> out;
    for (const auto& r : table) out.push_back(r.action);
    return out;
  }();
  return actions;
}

std::string_view name_of(Action action) { return row_of(action).name; }

std::string Actor::text() const {
  switch (kind) {
    case Kind::officer:
      return officer.str();
    case Kind::command_line:
      return "cli:" + uid;
    case Kind::resident:
      return "resident";
    case Kind::system:
      break;
  }
  return "system";
}

Actor Actor::of_officer(OfficerId id, std::set<Role> roles) {
  Actor a;
  a.kind = Kind::officer;
  a.officer = std::move(id);
  a.roles = std::move(roles);
  return a;
}
Actor Actor::of_command_line(std::string uid) {
  Actor a;
  a.kind = Kind::command_line;
  a.uid = std::move(uid);
  return a;
}
Actor Actor::of_resident(ReportId report) {
  Actor a;
  a.kind = Kind::resident;
  a.report = std::move(report);
  return a;
}
Actor Actor::of_system() { return {}; }

Reach reach(Role role, Action action) {
  return row_of(action).reach[static_cast<std::size_t>(role)];
}

Result<void> may(const Actor& actor, Action action, const CaseStanding* standing) {
  const auto denied = [&] {
    return fail(Errc::denied, "this needs the permission " + std::string(name_of(action)));
  };
  if (actor.kind == Actor::Kind::resident) return denied();
  if (actor.kind == Actor::Kind::command_line || actor.kind == Actor::Kind::system) {
    // Whoever reads the desk key could do anything by hand; what needs two people still does.
    const bool in_person = action == Action::approve_letters || action == Action::sign_reading;
    return in_person ? Result<void>(denied()) : Result<void>();
  }
  bool knows = false;
  bool allowed = false;
  for (const auto role : actor.roles) {
    const auto covers = [&](Reach r) {
      if (r == Reach::never) return false;
      if (standing == nullptr || r == Reach::everywhere) return true;
      return standing->member || (r == Reach::open_cases && !standing->restricted);
    };
    allowed = allowed || covers(reach(role, action));
    knows = knows || standing == nullptr || covers(reach(role, Action::read_case));
  }
  if (allowed) return {};
  // A case one may not even read looks like one that does not exist.
  if (!knows) return fail(Errc::not_found, "no such case");
  return denied();
}

}  // namespace ledgelight::desk
