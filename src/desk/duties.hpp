// desk/duties.hpp: what the facts of a case oblige the city to do, kept sheet by sheet.
#pragma once

#include "casefile/fact.hpp"
#include "desk/desk.hpp"
#include "desk/place_days.hpp"
#include "law/duty_diff.hpp"
#include "notice/readings.hpp"

namespace ledgelight::desk {

struct Sheet {
  SheetId id;
  CaseId case_id;
  Instant at;
  std::string known_at, facts_digest, packs_digest;
  Json facts;      ///< F.json as handed to the engine
  Json reckoning;  ///< duties JSON, exactly as `law duties --format json`
  bool privileged = true;  ///< until counsel released it
  std::string reviewed_by{};  ///< counsel who released it, by name; "" nobody
  std::vector<notice::Signature> signatures{};  ///< of the readings it rests on
};

/// Reckons from the case's facts as known today (or at `known_at`, from the ledger), keeps the
/// sheet, moves the case's next due day. A duty is never dropped in silence.
Result<Sheet> decide_duties(Desk& desk, const Actor& actor, const CaseId& id,
                            std::string_view known_at);
Result<std::vector<Sheet>> list_sheets(Desk& desk, const Actor& actor, const CaseId& id);
Result<Sheet> show_sheet(Desk& desk, const Actor& actor, const SheetId& id);
/// Counsel lets a sheet out of draft: exports and readers without privilege may see it.
/// needs_approval while anything that a duty of it rests on is not signed (readings.hpp).
Result<void> release_sheet(Desk& desk, const Actor& actor, const SheetId& id);
Result<std::string> sheet_pdf(Desk& desk, const Actor& actor, const SheetId& id,
                              std::string_view language = "en");
/// Duties and clocks of all cases the actor may read, by due day: the clock board.
struct ClockLine {
  CaseId case_id;
  std::string subject, rule, recipient, due, due_text, state;
  int days_left = 0;        ///< calendar days to `due`; below 0: late
  std::string duty;         ///< id in the newest sheet; "" for a clock
  std::string clock;        ///< "c-1"; "" for a duty
  std::string kind, title;  ///< of the duty; of the clock: its title
  std::string owner;        ///< of the case, by name; "" none
  std::string paused_since, paused_because;
  std::string unit;         ///< law::name_of(Unit)
  int units_left = 0;       ///< in that unit; of a clock
  std::uint64_t unsigned_readings = 0;  ///< of the duty
  struct Unsigned {
    std::string kind, what;  ///< notice::name_of(Reading::Kind), and its sentence
  };
  std::vector<Unsigned> not_signed;  ///< which
  std::string reviewed_by;  ///< counsel who released the sheet of the duty, by name; "" nobody
  bool restricted = false;
  Instant changed{};        ///< when the sheet or clock was made
  std::uint64_t revision = 0;  ///< grows with each sheet of the case, or change of the clock
};
/// Every open duty and clock of the cases that are not closed and that the actor may read, soonest
/// first, those without a day last. `most`: no more than so many, 0 all.
Result<std::vector<ClockLine>> clock_board(Desk& desk, const Actor& actor, std::size_t most = 0);

/// "What did we know on that day, and what did we owe?", from the entry times of facts and of days
/// of the place. Nothing is kept. `sheet`: the one that stood at the end of that day.
struct KnownThen {
  Date day{};
  casefile::FactBook facts;
  std::vector<std::string> not_yet;  ///< facts stated since, that nobody had stated then
  Json given, reckoning;             ///< under the rules in use now
  std::optional<Sheet> sheet;
};
Result<KnownThen> known_then(Desk& desk, const Actor& actor, const CaseId& id, std::string_view day);

/// A sheet reckoned again from the ledger's facts and the rules kept under its digest.
struct Recheck {
  enum class Says {
    same,           ///< to the byte
    facts_differ,   ///< the facts of then have another digest than the sheet says
    rules_missing,  ///< the kept rules are not there, changed, or not readable by this program
    differs,        ///< the reckoning does; `where` is the first place
    not_committed,  ///< what is stored is not what the act "duties.decided" committed to
    unreadable,     ///< the sheet, its act or its facts do not open; `where` is why
    gone            ///< an act decided it, and the sheet is not there
  };
  SheetId sheet;
  CaseId case_id;
  std::string known_at, packs_digest;
  Says says = Says::same;
  std::string where;
};
std::string_view name_of(Recheck::Says says);  ///< "facts-differ"
/// Of one case, or (empty id) of every case the actor may read with privilege; by case, oldest first.
Result<std::vector<Recheck>> recheck_duties(Desk& desk, const Actor& actor, const CaseId& id);
/// Of every case there is, restricted ones too: for whoever holds the desk key and asks whether the
/// desk is whole. A sheet whose key was erased, as the record says, is counted and not named.
struct RecheckAll {
  std::vector<Recheck> sheets;  ///< by case, oldest first
  std::uint64_t erased = 0;
};
Result<RecheckAll> recheck_every_sheet(Desk& desk);

/// Which open cases' duties would be others under `after` than under `before`, from today's facts.
struct CaseDiff {
  CaseId case_id;
  std::string subject;
  std::vector<law::DutyChange> changes;
};
struct DutiesDiff {
  std::uint64_t looked_at = 0;  ///< open cases with facts
  std::vector<CaseDiff> cases;  ///< those that would change
};
Result<DutiesDiff> diff_duties(Desk& desk, const Actor& actor, const law::Rules& before,
                               const law::Rules& after);

// ---- for the rest of this room -------------------------------------------------------------------

/// The name of the officer who let a sheet out of draft. Whoever reads the desk key may do it too;
/// that is no review, and gives "".
Result<std::string> reviewer(Desk& desk, Tx& tx, const std::string& actor);

/// Reckons from what was known on `day`, keeps the sheet with its act, and moves the case's next
/// due day. The caller passed the gate and commits.
Result<Sheet> keep_sheet(Desk& desk, Tx& tx, const Actor& actor, CaseRow& kase, Date day);

/// For each open case with a day ahead whose reckoning differs from that under the days `before`:
/// a new sheet, by the system. `day` names the entry.
Result<std::vector<Moved>> move_duties(Desk& desk, Tx& tx, const std::string& day,
                                       const std::vector<law::PlaceDay>& before);

}  // namespace ledgelight::desk
