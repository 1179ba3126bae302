#include "desk/check_rows.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace ledgelight::desk {
namespace {

constexpr Page everything{0, 0};

std::string number(std::int64_t n) { return std::to_string(n); }

std::string in_order(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  return join(words, " ");
}

}  // namespace

RowCheck::Sum RowCheck::sum(const std::vector<std::string>& parts) {
  Hasher hasher;
  for (const auto& part : parts)
    hasher.update(std::to_string(part.size()) + ":" + part);
  const auto whole = hasher.sha256();
  Sum out;
  std::copy_n(whole.begin(), out.size(), out.begin());
  return out;
}

void RowCheck::expect(std::uint64_t index, const std::vector<std::string>& parts) {
  expected_[index] = sum(parts);
}

void RowCheck::erased(const EventRow& row) {
  erased_.insert(row.index);
  if (!row.case_id.empty()) erased_things_.insert(row.case_id.str());
  erased_things_.insert(row.subject);
}

// The parts stand in the same order in rows_of, reports and letters_of below.
void RowCheck::take(std::uint64_t index, const ledger::Event& event) {
  const auto& kind = event.kind;
  const auto& object = event.object;
  const auto at = [&](const char* name) { return text_at(object, name); };
  const auto record = at("record");
  if (kind == "fact.stated") {
    expect(index, {"fact", event.case_id, at("fact"), event.actor, record});
  } else if (kind.starts_with("custody.")) {
    expect(index, {"custody", event.case_id, at("evidence"), kind.substr(8), event.actor, record});
  } else if (kind == "evidence.sealed") {
    expect(index, {"evidence", event.case_id, at("evidence"), at("sha256"),
                   number(int_at(object, "size").value_or(-1)), at("sealed_sha256"), record});
  } else if (kind == "message.sent") {
    expect(index, {"message", at("message"), at("report"), at("to"), event.actor, record});
  } else if (kind == "report.received") {
    std::vector<std::string> files;
    if (const auto it = object.find("files"); it != object.end() && it->is_array())
      for (const auto& file : *it)
        files.push_back(file.is_string() ? file.get<std::string>() : "");
    expect(index, {"report", at("report"), at("channel"), in_order(std::move(files)), record});
  } else if (kind == "duties.decided") {
    expect(index,
           {"sheet", event.case_id, at("sheet"), at("facts"), at("packs"), at("known_at"), record});
  } else if (kind == "reading.signed") {
    expect(index, {"reading", event.case_id, at("signed"), at("scope"), at("reading"), event.actor,
                   record});
  } else if (kind == "letters.rendered") {
    expect(index, {"batch", event.case_id, at("batch"), at("manifest"),
                   number(int_at(object, "letters").value_or(-1)), record});
  } else if (kind == "day.entered") {
    expect(index, {"day", at("day"), at("date"), at("what"), event.actor, record});
  } else if (kind == "discovery.done") {
    expect(index, {"run", event.case_id, at("run"), record});
  } else if (!at("entry").empty()) {  // entry.written, and the reason of a change of the case
    expect(index, {"entry", event.case_id, at("entry"), true_at(object, "privileged") ? "p" : "",
                   at("corrects"), event.actor, record});
  }
  take_state(event);
}

void RowCheck::take_state(const ledger::Event& event) {
  const auto& kind = event.kind;
  const auto& object = event.object;
  const auto at = [&](const char* name) { return text_at(object, name); };
  if (kind.starts_with("case.") || kind.starts_with("member.")) {
    auto& now = cases_[event.case_id];
    if (kind == "case.opened") {
      now.record = at("record");
      if (event.actor.starts_with("o-")) {
        now.members.insert(event.actor);
        now.owner = event.actor;
      }
    }
    if (kind == "case.state") now.state = at("state");
    if (kind == "case.owner") now.owner = at("officer");
    if (kind == "case.severity") now.severity = int_at(object, "severity").value_or(-1);
    if (kind == "case.restricted") now.restricted = true_at(object, "restricted");
    if (kind == "member.added") now.members.insert(at("officer"));
    if (kind == "member.removed") now.members.erase(at("officer"));
  } else if (kind.starts_with("report.")) {
    const auto state = kind.substr(7);
    if (state != "looked" && state != "file_read") reports_[at("report")] = state;
  } else if (kind.starts_with("letters.")) {
    auto& now = batches_[at("batch")];
    now.state = kind.substr(8);
    if (kind == "letters.mailed") now.on = at("on");
  } else if (kind.starts_with("clock.")) {
    clocks_[at("clock")] = at("record");
  } else if (kind == "officer.added" || kind == "officer.changed") {
    auto& now = officers_[at("officer")];
    if (object.contains("roles")) now.roles = at("roles");
    if (object.contains("active")) now.active = true_at(object, "active");
  }
}

// The digest by which an act names the record that is sealed here.
Result<std::string> RowCheck::digest_in(const Sealed& sealed, std::string_view label,
                                        std::string_view kind) {
  const auto wrapped = TRY(open_json(desk_, tx_, sealed, label));
  if (!wrapped.is_object() || !wrapped.contains("body"))
    return fail(Errc::corrupt, "a sealed record has no body");
  return ledger::record_digest(kind, TRY(unbase64(text_at(wrapped, "salt"))), wrapped.at("body"));
}

Result<void> RowCheck::row(std::uint64_t index, const std::string& what,
                           std::vector<std::string> parts, const Sealed& sealed,
                           std::string_view label, std::string_view kind) {
  if (erased_.count(index) != 0) return {};
  const auto it = expected_.find(index);
  if (it == expected_.end()) {
    fault(what + ": no act made this row");
    return {};
  }
  const auto meant = it->second;
  expected_.erase(it);
  const auto digest = digest_in(sealed, label, kind);
  if (!digest && digest.error().code == Errc::not_found) return {};  // erased, as the record says
  if (!digest) {
    fault(what + ": what is sealed in its row does not open");
    return {};
  }
  parts.push_back(*digest);
  if (sum(parts) != meant)
    fault(what + ": its row says something else than act " + std::to_string(index));
  return {};
}

Result<void> RowCheck::reports() {
  std::set<std::string> there;
  for (const auto& r : TRY(tx_.reports("", everything))) {
    const auto id = r.id.str();
    there.insert(id);
    if (erased_things_.count(id) != 0) continue;
    std::vector<std::string> files;
    for (const auto& file : TRY(tx_.quarantine_of(r.id)))
      files.push_back(file.sha256);
    TRY(row(r.event, "report " + id, {"report", id, r.channel, in_order(std::move(files))}, r.body,
            "report/" + id, "report"));
    const auto now = reports_.find(id);
    if (now != reports_.end() && now->second != r.state)
      fault("report " + id + ": its row says " + shown_line(r.state, 20) + ", the acts say " +
            now->second);
    for (const auto& m : TRY(tx_.messages(r.id))) {
      TRY(row(m.event, "message " + m.id.str(),
              {"message", m.id.str(), m.report.str(), m.to_reporter ? "reporter" : "desk", m.actor},
              m.body, "message/" + m.id.str(), "message"));
    }
  }
  for (const auto& [id, state] : reports_)
    if (there.count(id) == 0 && erased_things_.count(id) == 0) fault("report " + id + " is gone");
  return {};
}

Result<void> RowCheck::letters_of(const CaseId& id) {
  const auto kase = id.str();
  for (const auto& b : TRY(tx_.batches(id))) {
    const auto batch = b.id.str(), what = "letters " + batch;
    TRY(row(b.event, what, {"batch", kase, batch, b.digest, number(b.letters)}, b.body,
            "batch/" + batch, "batch"));
    const auto now = batches_.find(batch);
    if (now == batches_.end() || erased_things_.count(kase) != 0) continue;
    if (now->second.state != b.state)
      fault(what + ": the row says " + shown_line(b.state, 20) + ", the acts say " +
            now->second.state);
    // The manifest, whose digest the act names, lists each letter with its bytes.
    const auto opened = open_record(desk_, tx_, b.body, "batch/" + batch);
    const auto manifest = opened ? parse_json(text_at(*opened, "manifest"), {64U << 20, 16})
                                 : Result<Json>(opened.error());
    if (!manifest || !manifest->is_object()) continue;  // was told above
    std::map<std::string, std::string> listed;
    for (const auto& one : manifest->value("letters", Json::array()))
      listed[text_at(one, "letter")] = text_at(one, "person") + " " + text_at(one, "sha256");
    for (const auto& l : TRY(tx_.letters(b.id))) {
      const auto it = listed.find(l.id.str());
      const bool same = it != listed.end() && it->second == l.person.str() + " " + l.sha256 &&
                        l.state == now->second.state && l.mailed_on == now->second.on;
      if (!same) fault("letter " + l.id.str() + ": its row says something else than the acts");
      if (it != listed.end()) listed.erase(it);
    }
    for (const auto& [letter, bytes] : listed)
      fault("letter " + letter + " is gone");
  }
  return {};
}

Result<void> RowCheck::rows_of(const CaseId& id) {
  const auto kase = id.str();
  for (const auto& f : TRY(tx_.facts(id)))
    TRY(row(f.event, "fact " + f.name + " of case " + kase, {"fact", kase, f.name, f.actor}, f.body,
            "fact/" + kase + "/" + f.name, "fact"));
  for (const auto& e : TRY(tx_.entries(id)))
    TRY(row(e.event, "entry " + e.id.str() + " of case " + kase,
            {"entry", kase, e.id.str(), e.privileged ? "p" : "", e.corrects.str(), e.actor}, e.body,
            "entry/" + e.id.str(), "entry"));
  for (const auto& e : TRY(tx_.evidence_of(id)))
    TRY(row(
        e.event, "evidence " + e.id.str(),
        {"evidence", kase, e.id.str(), e.sha256, number(static_cast<std::int64_t>(e.size)), e.blob},
        e.body, "evidence/" + e.id.str(), "evidence"));
  for (const auto& c : TRY(tx_.custody_of(id)))
    TRY(row(c.event, "custody of " + c.evidence.str(),
            {"custody", kase, c.evidence.str(), c.action, c.actor}, c.body,
            "custody/" + c.evidence.str(), "custody"));
  for (const auto& s : TRY(tx_.sheets(id)))
    TRY(row(s.event, "duty sheet " + s.id.str(),
            {"sheet", kase, s.id.str(), s.facts_digest, s.packs_digest, s.known_at}, s.body,
            "sheet/" + s.id.str(), "sheet"));
  for (const auto& r : TRY(tx_.readings(id)))
    TRY(row(r.event, "reading " + r.id,
            {"reading", r.case_id.str(), r.id, r.scope, r.reading, r.by}, r.body, "reading/" + r.id,
            "reading"));
  for (const auto& r : TRY(tx_.runs(id, {0, 0})))
    if (expected_.count(r.event) != 0)  // a search that is not done has no act of its own yet
      TRY(row(r.event, "search " + r.id + " of case " + kase, {"run", kase, r.id}, r.body,
              "run/" + r.id, "run"));
  for (const auto& c : TRY(tx_.clocks(id))) {
    const auto now = clocks_.find(c.id);
    if (now == clocks_.end()) {
      if (erased_.count(c.event) == 0) fault("clock " + c.id + ": no act made this row");
      continue;
    }
    const auto digest = digest_in(c.body, "clock/" + c.id, "clock");
    if (digest ? *digest != now->second : digest.error().code != Errc::not_found)
      fault("clock " + c.id + ": its row says something else than the acts");
    clocks_.erase(now);
  }
  return letters_of(id);
}

Result<void> RowCheck::state_of(const CaseRow& row) {
  const auto id = row.id.str();
  const auto now = cases_.find(id);
  if (now == cases_.end()) {
    if (erased_things_.count(id) == 0) fault("case " + id + ": no act opened it");
    return {};
  }
  const auto& c = now->second;
  std::set<std::string> members;
  for (const auto& m : TRY(tx_.members(row.id)))
    members.insert(m.officer.str());
  const auto differs = [&](const char* what) {
    fault("case " + id + ": its row says something else than the acts about " + what);
  };
  if (row.state != c.state) differs("its state");
  if (row.severity != c.severity) differs("its severity");
  if (row.owner.str() != c.owner) differs("who is in charge");
  if (row.restricted != c.restricted) differs("who may see it");
  if (members != c.members) differs("who works on it");
  const auto digest = digest_in(row.body, "case/" + id, "case");
  if (digest ? *digest != c.record : digest.error().code != Errc::not_found) differs("its subject");
  return {};
}

Result<void> RowCheck::cases() {
  std::set<std::string> there;
  for (const auto& row : TRY(tx_.cases({}, everything))) {
    there.insert(row.id.str());
    TRY(rows_of(row.id));
    if (erased_things_.count(row.id.str()) == 0) TRY(state_of(row));
  }
  for (const auto& [id, now] : cases_)
    if (!id.empty() && there.count(id) == 0 && erased_things_.count(id) == 0)
      fault("case " + id + " is gone");
  for (const auto& [id, record] : clocks_)
    if (erased_things_.count(id) == 0) fault("clock " + id + " is gone");
  return {};
}

Result<void> RowCheck::officers() {
  for (const auto& row : TRY(tx_.officers())) {
    const auto id = row.id.str();
    const auto now = officers_.find(id);
    if (now == officers_.end()) {
      fault("officer " + id + ": no act added them");
      continue;
    }
    if (row.roles != now->second.roles || row.active != now->second.active)
      fault("officer " + id + ": the row says something else than the acts about their roles");
    officers_.erase(now);
  }
  for (const auto& [id, now] : officers_)
    fault("officer " + id + " is gone");
  for (const auto& d : TRY(tx_.place_days()))
    TRY(row(d.event, "day " + d.id + " of the place", {"day", d.id, d.date, d.what, d.actor},
            d.body, "place-day/" + d.id, "place-day"));
  return {};
}

Result<std::vector<std::string>> RowCheck::finish() {
  TRY(reports());
  TRY(cases());
  TRY(officers());
  std::vector<std::uint64_t> left;
  for (const auto& [index, meant] : expected_)
    left.push_back(index);
  std::sort(left.begin(), left.end());
  for (const auto index : left) {
    const auto act = TRY(tx_.event(index));
    fault("act " + std::to_string(index) + " (" + (act ? act->kind : "?") +
          "): the row that it made is gone");
  }
  return std::move(faults_);
}

}  // namespace ledgelight::desk
