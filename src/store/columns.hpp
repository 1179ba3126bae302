// store/columns.hpp: the fields of each row in the order of its columns (queries/*.sql).
//
// One list a row, for binding, reading and for the test that holds it against the schema. A Sealed
// is two columns: its key, then its bytes. What the store adds for sorting (`sequence`) comes last
// and is bound apart.
#pragma once

#include <tuple>
#include <utility>

#include "desk/records.hpp"

namespace ledgelight::store {

/// A std::string that holds any bytes: BLOB instead of TEXT.
template <class S>
struct AsBlob {
  S& bytes;
};
template <class S>
AsBlob<S> blob(S& bytes) {
  return {bytes};
}

/// References to lvalues; wrappers by value.
template <class... T>
std::tuple<T...> row_of(T&&... fields) {
  return std::tuple<T...>(std::forward<T>(fields)...);
}

template <class Row>
struct Columns;

#define LEDGELIGHT_COLUMNS(Row, ...)           \
  template <>                                  \
  struct Columns<desk::Row> {                  \
    template <class R>                         \
    static auto of(R& r) {                     \
      return row_of(__VA_ARGS__);              \
    }                                          \
  };

LEDGELIGHT_COLUMNS(EventRow, r.index, r.case_id, r.subject, r.kind, r.actor, r.at, blob(r.leaf),
                   r.body)
LEDGELIGHT_COLUMNS(LedgerHead, r.signed_size, blob(r.signed_root), blob(r.signed_note),
                   blob(r.frontier))
LEDGELIGHT_COLUMNS(KeyRow, r.id, r.parent, blob(r.wrapped), r.created)
LEDGELIGHT_COLUMNS(ReportRow, r.id, r.code_hash, r.form_token, r.channel, r.language, r.state,
                   r.anonymous, r.received, r.looked, r.case_id, r.key, r.body, r.contact, r.event)
LEDGELIGHT_COLUMNS(MessageRow, r.id, r.report, r.to_reporter, r.actor, r.at, r.body, r.event)
LEDGELIGHT_COLUMNS(QuarantineRow, r.id, r.report, r.blob, r.size, r.sha256, r.key, r.at, r.body,
                   r.evidence)
LEDGELIGHT_COLUMNS(DraftRow, r.code_hash, r.ends, r.body)
LEDGELIGHT_COLUMNS(StagedRow, r.blob, r.key, r.ends)
LEDGELIGHT_COLUMNS(CaseRow, r.id, r.key, r.state, r.severity, r.owner, r.restricted, r.opened,
                   r.changed, r.next_due, r.source, r.origin, r.body)
LEDGELIGHT_COLUMNS(MemberRow, r.case_id, r.officer, r.since)
LEDGELIGHT_COLUMNS(FactRow, r.case_id, r.name, r.entered, r.actor, r.body, r.event)
LEDGELIGHT_COLUMNS(EntryRow, r.id, r.case_id, r.entered, r.actor, r.corrects, r.privileged, r.body,
                   r.event)
LEDGELIGHT_COLUMNS(EvidenceRow, r.id, r.case_id, r.number, r.sha256, r.size, r.blob, r.sealed_size,
                   r.key, r.at, r.body, r.event)
LEDGELIGHT_COLUMNS(CustodyRow, r.event, r.evidence, r.case_id, r.action, r.actor, r.at, r.body)
LEDGELIGHT_COLUMNS(RunRow, r.id, r.case_id, r.at, r.state, r.body, r.event)
LEDGELIGHT_COLUMNS(SampleRow, r.id, r.case_id, r.run, r.at, r.state, r.body, r.event)
LEDGELIGHT_COLUMNS(SearchRow, r.case_id, r.basis, r.holder, r.items, r.parts, r.body)
LEDGELIGHT_COLUMNS(SearchPartRow, r.case_id, r.number, r.evidence, r.body)
LEDGELIGHT_COLUMNS(SheetRow, r.id, r.case_id, r.at, r.known_at, r.facts_digest, r.packs_digest,
                   r.body, r.event)
LEDGELIGHT_COLUMNS(PlaceDayRow, r.id, r.date, r.what, r.actor, r.at, r.body, r.event)
LEDGELIGHT_COLUMNS(ClockRow, r.id, r.case_id, r.state, r.due, r.body, r.event)
LEDGELIGHT_COLUMNS(ReadingRow, r.id, r.case_id, r.scope, r.reading, r.rule, r.by, r.at, r.body,
                   r.event)
LEDGELIGHT_COLUMNS(BatchRow, r.id, r.case_id, r.state, r.digest, r.letters, r.rendered_by,
                   r.rendered, r.approved_by, r.approved, r.mailed, r.body, r.event)
LEDGELIGHT_COLUMNS(LetterRow, r.id, r.batch, r.case_id, r.person, r.state, r.sha256, r.size, r.blob,
                   r.key, r.mailed_on)
LEDGELIGHT_COLUMNS(OfficerRow, r.id, r.login_index, r.roles, r.active, r.created, r.failed,
                   r.locked_until, r.totp_step, r.body)
LEDGELIGHT_COLUMNS(SessionRow, r.token_hash, r.officer, r.created, r.seen, r.expires)
LEDGELIGHT_COLUMNS(InviteRow, r.token_hash, r.officer, r.roles, r.expires, r.used)
LEDGELIGHT_COLUMNS(JobRow, r.id, r.kind, r.case_id, r.state, r.worker, r.lease_until, r.done,
                   r.total, r.message, r.created, r.body)

#undef LEDGELIGHT_COLUMNS

// Rows of a lot: what the desk calls a row of a case.
struct FindingInLot {
  std::uint64_t number = 0, lot = 0;
  desk::FindingRow row;
};
struct FoundFileInLot {
  std::uint64_t lot = 0;
  desk::FoundFileRow row;
};
struct PersonInLot {
  std::uint64_t lot = 0;
  desk::PersonRow row;
};
template <>
struct Columns<FindingInLot> {
  template <class R>
  static auto of(R& r) {
    return row_of(r.number, r.lot, r.row.evidence, r.row.element, r.row.confidence, r.row.state,
                  r.row.person, r.row.place, r.row.words, r.row.body);
  }
};
template <>
struct Columns<FoundFileInLot> {
  template <class R>
  static auto of(R& r) {
    return row_of(r.lot, r.row.number, r.row.evidence, r.row.place, r.row.findings, r.row.body);
  }
};
template <>
struct Columns<PersonInLot> {
  template <class R>
  static auto of(R& r) {
    return row_of(r.row.id, r.lot, r.row.residence, r.row.status, r.row.standing, r.row.key,
                  r.row.body);
  }
};

}  // namespace ledgelight::store
