#include "desk/readings.hpp"

#include <algorithm>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "desk/duties.hpp"
#include "desk/duty_reckoning.hpp"
#include "desk/officers.hpp"

namespace ledgelight::desk {
namespace {

std::string label_of(const std::string& id) { return "reading/" + id; }

const notice::Signature* signature_of(const std::vector<notice::Signature>& all, const std::string& reading) {
  const auto it = std::find_if(all.begin(), all.end(),
                               [&](const notice::Signature& s) { return s.reading == reading; });
  return it == all.end() ? nullptr : &*it;
}

bool among(const std::vector<std::string>& all, const std::string& one) {
  return all.empty() || std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

Result<std::vector<notice::Signature>> signatures_of(Desk& desk, Tx& tx, const CaseId& id,
                                                     std::optional<std::uint64_t> before) {
  std::vector<notice::Signature> out;
  for (const auto& row : TRY(tx.readings(id))) {
    if (before && row.event >= *before) continue;
    const auto body = TRY(open_record(desk, tx, row.body, label_of(row.id)));
    out.push_back({row.reading, TRY(officer_name(desk, tx, OfficerId(row.by))),
                   local_date(row.at, desk.config().zone), row.scope == "pack", text_at(body, "reason")});
  }
  return out;
}

Result<std::vector<ReadingLine>> readings_of_sheet(Desk& desk, const Actor& actor, const SheetId& id) {
  const auto sheet = TRY(show_sheet(desk, actor, id));
  const auto tx = TRY(desk.store().read());
  const auto signatures = TRY(signatures_of(desk, *tx, sheet.case_id));
  std::vector<ReadingLine> out;
  for (auto& reading : notice::readings_of(sheet.reckoning)) {
    const auto* signature = signature_of(signatures, reading.id);
    out.push_back({std::move(reading),
                   signature == nullptr ? std::optional<notice::Signature>() : std::optional(*signature)});
  }
  return out;
}

Result<void> sign_reading(Desk& desk, const Actor& actor, const SheetId& sheet_id, std::string_view reading,
                          std::string_view scope, std::string_view reason) {
  if (actor.kind != Actor::Kind::officer) {
    return fail(Errc::needs_approval, "counsel signs with their own credential (--as OFFICER)");
  }
  const auto sheet = TRY(show_sheet(desk, actor, sheet_id));
  const auto all = notice::readings_of(sheet.reckoning);
  const auto what = std::find_if(all.begin(), all.end(),
                                 [&](const notice::Reading& r) { return r.id == reading; });
  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::sign_reading, sheet.case_id));
  if (what == all.end()) return fail(Errc::not_found, "this sheet has no such reading");
  if (scope != "case" && scope != "pack") return fail(Errc::bad_input, "scope: write case or pack");
  if (scope == "pack" && !what->of_the_law()) {
    return fail(Errc::bad_input, "scope: a fact that is not known is of one case; sign it for the case");
  }
  const auto why = trimmed(reason);
  if (why.empty()) return fail(Errc::bad_input, "reason: say why this reading holds");
  if (why.size() > 2000 || !valid_utf8(why)) return fail(Errc::too_large, "reason: at most 2,000 bytes of text");
  if (signature_of(TRY(signatures_of(desk, *tx, sheet.case_id)), what->id) != nullptr) {
    return fail(Errc::conflict, "this reading is signed already");
  }
  ReadingRow row;
  row.id = "r-" + std::to_string(TRY(tx->next_number("reading")));
  row.case_id = sheet.case_id;
  row.scope = scope;
  row.reading = what->id;
  row.rule = what->rule;
  row.by = actor.text();
  row.at = desk.now();
  const auto record = make_record(desk, "reading",
                                  Json{{"duty", what->duty},
                                       {"kind", notice::name_of(what->kind)},
                                       {"reason", why},
                                       {"what", what->what}});
  Act act;
  act.kind = "reading.signed";
  act.case_id = sheet.case_id;
  act.subject = row.id;
  act.object = Json{{"reading", row.reading}, {"scope", row.scope}, {"sheet", sheet_id.str()}, {"signed", row.id}};
  act.record = record.digest;
  act.key = kase.key;
  row.event = TRY(append_act(desk, *tx, actor, act));
  // What holds for every case must outlive this one.
  const auto key = scope == "pack" ? TRY(make_key(desk, *tx, "reading", KeyId())) : kase.key;
  row.body = TRY(seal_json(desk, *tx, key, label_of(row.id), record.wrapped));
  TRY(tx->put_reading(row));
  return commit(desk, *tx);
}

namespace {

template <class Wanted>
Result<void> require_signed_in(Desk& desk, Tx& tx, const SheetRow& row, const Wanted& wanted) {
  const auto body = TRY(open_record(desk, tx, row.body, "sheet/" + row.id.str()));
  const auto reckoning = body.value("reckoning", Json::object());
  const auto duties = reckoning.find("duties");
  if (duties == reckoning.end() || !duties->is_array()) return {};
  const auto signatures = TRY(signatures_of(desk, tx, row.case_id));
  for (const auto& duty : *duties) {
    if (!wanted(duty)) continue;
    for (const auto& reading : notice::readings_of(duty, reckoning)) {
      if (signature_of(signatures, reading.id) != nullptr) continue;
      return fail(Errc::needs_approval,
                  "this rests on something counsel has not signed (" + std::string(notice::name_of(reading.kind)) +
                      ", " + reading.rule + ", reading " + reading.id + "); counsel signs it on the duty sheet, or "
                      "with: ledgelight duties sign");
    }
  }
  return {};
}

}  // namespace

Result<void> require_signed(Desk& desk, Tx& tx, const CaseId& id,
                            const std::vector<std::string>& jurisdictions,
                            const std::vector<std::string>& kinds) {
  const auto sheet = TRY(sheet_in_force(desk, tx, id));
  if (!sheet) return {};
  return require_signed_in(desk, tx, *sheet, [&](const Json& duty) {
    return among(jurisdictions, text_at(duty, "jurisdiction")) &&
           among(kinds, text_at(duty, "kind"));
  });
}

Result<void> require_signed_sheet(Desk& desk, Tx& tx, const SheetRow& sheet) {
  return require_signed_in(desk, tx, sheet, [](const Json&) { return true; });
}

Result<void> require_signed_duty(Desk& desk, Tx& tx, const SheetRow& sheet, std::string_view id) {
  bool found = false;
  TRY(require_signed_in(desk, tx, sheet, [&](const Json& duty) {
    const bool is = text_at(duty, "id") == id;
    found = found || is;
    return is;
  }));
  if (!found)
    return fail(Errc::not_found, "the duty sheet " + sheet.id.str() + " has no such duty");
  return {};
}

}  // namespace ledgelight::desk
