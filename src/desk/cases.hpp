// desk/cases.hpp: the case: facts, people in charge, timeline.
#pragma once

#include <iosfwd>
#include <set>

#include "casefile/fact.hpp"
#include "casefile/timeline.hpp"
#include "casefile/veris.hpp"
#include "desk/desk.hpp"
#include "desk/ports/store.hpp"

namespace ledgelight::desk {

struct NewCase {
  std::string subject;
  std::string source = "officer";  ///< report | officer | cli | veris
  std::string origin;              ///< blind token of an imported record, "" none
};
Result<CaseId> open_case(Desk& desk, const Actor& actor, const NewCase& what);
/// The same inside a transaction of the caller's.
Result<CaseId> open_case(Desk& desk, Tx& tx, const Actor& actor, const NewCase& what);

struct CaseLine {
  CaseId id;
  std::string subject, state;
  int severity = 0;
  std::string owner;  ///< display name, "" none
  OfficerId owner_id;
  Instant opened, changed;
  std::string next_due;
};
struct CaseList {
  std::vector<CaseLine> rows;
  std::uint64_t total = 0;
  bool more = false;        ///< rows follow these
  std::string first, last;  ///< places of the first and last row (places.hpp), "" without rows
};
/// Only what the actor may know of.
Result<CaseList> list_cases(Desk& desk, const Actor& actor, CaseFilter filter, Page page);
/// The `limit` rows next to a place. bad_input when `place` names none in this order.
Result<CaseList> list_cases(Desk& desk, const Actor& actor, CaseFilter filter,
                            std::string_view place, Beside side, std::uint64_t limit);

/// What the actor may do with this case: pages offer no more. Errc::not_found as case_for.
Result<std::set<Action>> allowed(Desk& desk, const Actor& actor, const CaseId& id);

struct MemberLine {
  OfficerId id;
  std::string name;
};
struct CaseView {
  CaseLine line;
  bool restricted = false;
  std::vector<MemberLine> members;
  casefile::FactBook facts;           ///< as shown: suspects as letters, sealed values absent
  std::set<std::string> sealed_facts;  ///< stated, and may name people: open_fact (suspects.hpp)
  std::size_t suspects = 0;
  std::set<Action> allowed;  ///< what the actor may do here
  std::vector<ReportId> reports;
  std::uint64_t evidence_count = 0, letters_count = 0, people_count = 0, findings_count = 0;
};
Result<CaseView> show_case(Desk& desk, const Actor& actor, const CaseId& id);

/// The facts of a case, opened, with every name in them; the caller passed the gate, and shows none
/// of it as it is (facts_shown).
Result<casefile::FactBook> facts_of(Desk& desk, Tx& tx, const CaseId& id);
/// Suspects as letters; facts that may name people without value and note, their names in `sealed`.
Result<casefile::FactBook> facts_shown(Desk& desk, Tx& tx, const CaseId& id, std::set<std::string>& sealed);
/// With suspects as letters.
Result<std::string> subject_of(Desk& desk, Tx& tx, const CaseRow& row);

/// One or many facts in one act each, one transaction.
Result<void> state_facts(Desk& desk, const Actor& actor, const CaseId& id,
                         const std::vector<casefile::Fact>& facts);
Result<void> state_facts(Desk& desk, Tx& tx, const Actor& actor, const CaseRow& row,
                         const std::vector<casefile::Fact>& facts);

struct NewEntry {
  std::string text;
  When happened;
  bool privileged = false;
  EntryId corrects;  ///< empty: a new entry
};
Result<EntryId> write_entry(Desk& desk, const Actor& actor, const CaseId& id, const NewEntry& what);
/// Automatic entries (events, in words) and written ones; privileged ones only for who may.
Result<std::vector<casefile::Entry>> timeline(Desk& desk, const Actor& actor, const CaseId& id);

Result<void> set_case_state(Desk& desk, const Actor& actor, const CaseId& id,
                            std::string_view state, std::string_view reason);
Result<void> set_case_owner(Desk& desk, const Actor& actor, const CaseId& id,
                            const OfficerId& owner);
Result<void> set_case_severity(Desk& desk, const Actor& actor, const CaseId& id, int severity,
                               std::string_view reason);
Result<void> set_case_restricted(Desk& desk, const Actor& actor, const CaseId& id, bool restricted,
                                 std::string_view reason);
Result<void> add_member(Desk& desk, const Actor& actor, const CaseId& id, const OfficerId& officer);
Result<void> remove_member(Desk& desk, const Actor& actor, const CaseId& id,
                           const OfficerId& officer);

/// Each line of a VERIS file becomes a case (casefile/veris.hpp); one that was imported before adds
/// nothing. Commits every hundred cases; a case in the report is durable.
Result<casefile::VerisReport> import_veris(Desk& desk, const Actor& actor, std::istream& lines);

}  // namespace ledgelight::desk
