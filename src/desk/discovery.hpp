// desk/discovery.hpp: whose data is in the evidence: runs, proposals, the register.
#pragma once

#include "base/personal.hpp"
#include "desk/desk.hpp"

namespace ledgelight::desk {

struct FoundInCase;  // desk/found_in_case.hpp

struct UnreadLine {
  std::string path, reason;
  std::uint64_t bytes = 0;
};
struct RunLine {
  std::string id, state;
  Instant at;
  std::uint64_t files = 0, bytes = 0, findings = 0, people = 0;
  std::uint64_t taken_up = 0;   ///< items that an earlier reading, stopped or killed, was done with
  std::uint64_t taken_up_bytes = 0;  ///< those of them, and of the next one what was searched
  std::uint64_t uncertain = 0;  ///< beside `people`: more likely than not counted among them
  double seconds = 0;
  std::vector<UnreadLine> unread;
  /// People whose state nothing says, by the ground that the register gives.
  std::vector<std::pair<std::string, std::uint64_t>> unplaced;
};

/// How a search of a case goes about it; what it finds is the same.
struct SearchWish {
  std::uint64_t threads = 0;            ///< 0: as many as the machine has
  std::uint64_t memory = 512ULL << 20;  ///< bytes of findings that are held; the rest waits, sealed
  std::uint64_t piece = 0;              ///< discover::Limits::piece; 0: as it is
  /// What belongs to the evidence and could not be sealed: told with what was not read.
  std::vector<UnreadLine> not_sealed = {};
  /// Called once, when all is in its place, so that nothing is read twice for it. When it fails the
  /// run stays, and its failure is told.
  std::function<Result<void>(const FoundInCase&)> also = {};
};

/// Queues the work; a worker (server or `jobs run`) leases it. Same result after kill -9.
Result<JobId> start_discovery(Desk& desk, const Actor& actor, const CaseId& id);
/// Does it here and now; `progress(done bytes, total bytes)` may be empty. Stops with Errc::busy
/// soon after `*stop` is set (desk.stopping does the same); the next call goes on behind the items,
/// and in a large text behind the place, that it is done with (desk/search_progress.hpp), also when
/// this one was killed. `progress` is called by one thread at a time. What was found before is
/// shown until all of this is (desk/search_result.hpp).
Result<RunLine> run_discovery(Desk& desk, const Actor& actor, const CaseId& id,
                              const std::function<void(std::uint64_t, std::uint64_t)>& progress,
                              const std::atomic<bool>* stop = nullptr, const SearchWish& wish = {});
/// Newest first. Only those of the page are opened.
Result<std::vector<RunLine>> list_runs(Desk& desk, const Actor& actor, const CaseId& id,
                                       Page page = {0, 0});
Result<std::uint64_t> count_runs(Desk& desk, const Actor& actor, const CaseId& id);

struct FindingLine {
  FindingId id;
  EvidenceId evidence;
  std::string element;    ///< SSN …
  std::string element_name;
  std::string path;       ///< "payroll.zip/export.csv@18233" as shown
  std::uint64_t offset = 0, length = 0;
  std::string masked, reason, state;
  int confidence = 0;
  PersonId person;
};
struct FindingPage {
  std::vector<FindingLine> rows;
  std::vector<Tx::FindingCount> counts;
};
Result<FindingPage> list_findings(Desk& desk, const Actor& actor, const CaseId& id,
                                  std::string_view element, std::string_view state, Page page);
/// `state` accepted | rejected.
Result<void> judge_finding(Desk& desk, const Actor& actor, const FindingId& id,
                           std::string_view state);
/// The value itself, shown once for a stated purpose; a custody event "read" of the item.
Result<std::string> reveal_finding(Desk& desk, const Actor& actor, const FindingId& id,
                                   std::string_view purpose);

struct PersonLine {
  PersonId id;
  Personal<std::string> name;
  Personal<std::string> address;
  std::string residence, ground, status, standing;
  std::vector<std::string> elements;  ///< law vocabulary: ssn, payment_card …
  std::vector<std::string> where;     ///< paths
  PersonId merged_into;               ///< who that is, by an officer's word; empty: themselves
  std::string because;                ///< why excluded or substitute; "" else
};
struct PeoplePage {
  std::vector<PersonLine> rows;
  std::vector<Tx::PeopleCount> counts;
};
/// `residence` "US-CT"; "none" those whose state nobody knows; "" any.
/// Names and addresses need Action::see_people; without it the rows are empty, the counts stay.
Result<PeoplePage> list_people(Desk& desk, const Actor& actor, const CaseId& id,
                               std::string_view residence, std::string_view standing, Page page);
/// `standing` accepted | rejected. Empty `person`: every proposed one, none of those who are
/// "uncertain": more likely than not they are somebody who is on the register already, and accepting
/// both would count one twice. Their ground says so; they are judged one by one, here or by who they
/// are (desk/links.hpp).
Result<std::uint64_t> judge_people(Desk& desk, const Actor& actor, const CaseId& id,
                                   const PersonId& person, std::string_view standing);
/// Writes the accepted register into the case's facts: counts by state with elements.
Result<void> accept_register(Desk& desk, const Actor& actor, const CaseId& id);

}  // namespace ledgelight::desk
