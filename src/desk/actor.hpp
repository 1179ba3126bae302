// desk/actor.hpp: who acts, in which role, and the one question `may they?`.
//
// Four kinds of actors: an officer (signed in), the command line (whoever can read the desk key
// on this machine, named by the uid), a resident (holder of a receipt code; acts on one report
// only) and the system (jobs). A role never deletes: there is no such action.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/result.hpp"

namespace ledgelight::desk {

enum class Role { responder, privacy, counsel, clerk, communications, auditor, keeper };

/// "responder" …; fails (bad_input) naming the roles there are.
Result<Role> parse_role(std::string_view text);
std::string_view name_of(Role role);
const std::vector<Role>& all_roles();
/// "counsel,privacy": sorted by name, no doubles.
std::string roles_text(const std::set<Role>& roles);
Result<std::set<Role>> parse_roles(std::string_view text);

/// Everything somebody may want to do. The table in actor.cpp says which role may, on what.
enum class Action {
  see_inbox,          ///< list and read reports
  triage,             ///< accept, merge, route, reject, answer a reporter
  open_compartment,   ///< a reporter's identity, a named suspect; always with a reason
  list_cases,
  open_case,
  read_case,          ///< facts, timeline, evidence list, people counts
  read_privileged,    ///< drafts, duty sheets, privileged entries
  state_fact,
  write_entry,
  change_case,        ///< state, owner, severity, members
  add_evidence,
  read_evidence,      ///< take a copy of the bytes; a custody event with a purpose
  run_discovery,
  judge_finding,      ///< accept or reject findings and people
  see_people,         ///< names and addresses of affected persons
  decide_duties,
  release_duties,     ///< a duty sheet from draft: pages and exports may show it
  sign_reading,       ///< counsel takes a reading of the law upon themselves; never the command line
  change_clock,       ///< start, pause, resume and end a clock of a case
  enter_place_day,    ///< that the place was closed, or open on a legal holiday
  render_letters,
  approve_letters,    ///< never by who rendered them
  mark_mailed,
  release_texts,      ///< officers' own words: from inside only to what exports may carry
  export_case,
  export_personal,    ///< with personal or privileged data, encrypted
  see_record,         ///< the ledger: kinds, digests, times
  manage_place,       ///< the contacts of the city that open the public side
  manage_officers,
};
const std::vector<Action>& all_actions();
std::string_view name_of(Action action);

struct Actor {
  enum class Kind { officer, command_line, resident, system };
  Kind kind = Kind::system;
  OfficerId officer;        ///< officer only
  std::string uid;          ///< command line only
  std::set<Role> roles;     ///< officer only
  ReportId report;          ///< resident only
  /// As events name them: "o-3", "cli:1000", "resident", "system".
  std::string text() const;

  static Actor of_officer(OfficerId id, std::set<Role> roles);
  static Actor of_command_line(std::string uid);
  static Actor of_resident(ReportId report);
  static Actor of_system();
};

/// What `may` must know of the case acted upon.
struct CaseStanding {
  bool member = false;
  bool restricted = false;
};

/// How far a role's permission reaches.
enum class Reach { never, member_cases, open_cases, everywhere };
/// open_cases: every case that is not restricted, and restricted ones as a member.
Reach reach(Role role, Action action);

/// The one gate. Errc::not_found for a case the actor may not even know of (restricted, not a
/// member), else Errc::denied. `standing` nullptr: the action is not about one case.
Result<void> may(const Actor& actor, Action action, const CaseStanding* standing = nullptr);

}  // namespace ledgelight::desk
