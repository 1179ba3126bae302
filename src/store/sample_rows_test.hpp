// store/sample_rows_test.hpp: invented rows with every field set, for the contract and its neighbours.
#pragma once

#include <string>

#include "desk/ports/finding_id.hpp"
#include "desk/records.hpp"

namespace ledgelight::store::sample {

using namespace desk;  // NOLINT: tests speak of nothing but rows

inline Instant at(int seconds) { return Instant(std::chrono::seconds(1'790'000'000 + seconds)); }

/// Any bytes: NUL, high bytes, a quote.
inline Sealed sealed(const std::string& what) {
  return {KeyId("k-" + what), std::string("\x01\0\xff'", 4) + what};
}

inline EventRow event(const std::string& case_id, const std::string& what) {
  EventRow r;
  r.case_id = CaseId(case_id);
  r.subject = "subject of " + what;
  r.kind = "case.opened";
  r.actor = "o-1";
  r.at = at(1);
  r.body = sealed(what);
  r.leaf = what + std::string(65 - what.size(), '\0');
  return r;
}

inline CaseRow kase(const std::string& id, int opened = 0) {
  CaseRow r;
  r.id = CaseId(id);
  r.key = KeyId("k-" + id);
  r.state = "open";
  r.severity = 2;
  r.owner = OfficerId("o-1");
  r.opened = at(opened);
  r.changed = at(opened + 5);
  r.next_due = "2026-05-01";
  r.source = "officer";
  r.body = sealed(id);
  return r;
}

inline ReportRow report(const std::string& id, int received = 0) {
  ReportRow r;
  r.id = ReportId(id);
  r.code_hash = "code of " + id;
  r.form_token = "form of " + id;
  r.channel = "web";
  r.language = "es";
  r.state = "received";
  r.anonymous = false;
  r.received = at(received);
  r.key = KeyId("k-" + id);
  r.body = sealed(id);
  r.contact = sealed("contact of " + id);
  r.event = 7;
  return r;
}

/// "f-3", for short: of the case's own search, "2026-0001-d1-f00000003".
inline FindingId finding_named(const std::string& name, const std::string& case_id = "2026-0001") {
  return finding_id(CaseId(case_id), {std::stoull(case_id.substr(5)), std::stoull(name.substr(2))});
}
inline FindingRow finding(const std::string& id, const std::string& case_id,
                          const std::string& element, const std::string& state) {
  FindingRow r;
  r.id = finding_named(id, case_id);
  r.case_id = CaseId(case_id);
  r.run = "d" + std::to_string(finding_number_of(r.id)->run);
  r.evidence = EvidenceId(case_id + "/E1");
  r.element = element;
  r.confidence = 90;
  r.state = state;
  r.person = PersonId("p-1");
  r.body = sealed(id);
  return r;
}

inline PersonRow person(const std::string& id, const std::string& case_id,
                        const std::string& residence, const std::string& status,
                        const std::string& standing) {
  PersonRow r;
  r.id = PersonId(id);
  r.case_id = CaseId(case_id);
  r.residence = residence;
  r.status = status;
  r.standing = standing;
  r.key = KeyId("k-" + id);
  r.body = sealed(id);
  return r;
}

inline KeyRow key(const std::string& id) {
  return {KeyId(id), KeyId("parent"), std::string("\0wrapped\xfe", 9), at(3)};
}

}  // namespace ledgelight::store::sample
