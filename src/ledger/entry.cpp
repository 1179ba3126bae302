#include "ledger/entry.hpp"

#include <algorithm>
#include <array>

#include "base/bytes.hpp"

namespace ledgelight::ledger {
namespace {

constexpr std::string_view kEntry = "ledgelight/entry/v1\n";
constexpr std::string_view kCommit = "ledgelight/commit/v1\n";
constexpr std::string_view kRecord = "ledgelight/record/v1\n";

// docs/formats/events.md holds the same list; a test compares. Sorted.
constexpr std::array kKinds{
    EventKind{"audit.exported", "Record exported"},
    EventKind{"backup.made", "Backup made"},
    EventKind{"backup.restored", "Desk restored from a backup"},
    EventKind{"case.closed", "Case closed"},
    EventKind{"case.imported", "Case imported"},
    EventKind{"case.labelled", "Case labelled"},
    EventKind{"case.merged", "Case merged into another"},
    EventKind{"case.opened", "Case opened"},
    EventKind{"case.owner", "Case owner changed"},
    EventKind{"case.reopened", "Case reopened"},
    EventKind{"case.restricted", "Case restricted or opened to the desk"},
    EventKind{"case.severity", "Case severity judged"},
    EventKind{"case.state", "Case state changed"},
    EventKind{"clock.ended", "Clock ended"},
    EventKind{"clock.moved", "Clock moved by a day entered"},
    EventKind{"clock.paused", "Clock paused"},
    EventKind{"clock.resumed", "Clock resumed"},
    EventKind{"clock.started", "Clock started"},
    EventKind{"compartment.closed", "Sealed compartment closed again"},
    EventKind{"compartment.opened", "Sealed compartment opened"},
    EventKind{"credential.changed", "Officer's credential changed"},
    EventKind{"custody.collect", "Evidence collected"},
    EventKind{"custody.derive", "Something derived from evidence"},
    EventKind{"custody.dispose", "Evidence disposed of"},
    EventKind{"custody.export", "Evidence exported"},
    EventKind{"custody.hold", "Evidence put on hold"},
    EventKind{"custody.read", "Evidence read"},
    EventKind{"custody.receive", "Evidence received"},
    EventKind{"custody.release", "Evidence released"},
    EventKind{"custody.transfer", "Evidence transferred"},
    EventKind{"custody.unhold", "Hold on evidence released"},
    EventKind{"custody.verify", "Evidence checked"},
    EventKind{"day.entered", "Day of the place entered"},
    EventKind{"desk.created", "Desk created"},
    EventKind{"discovery.done", "Search for personal data done"},
    EventKind{"discovery.paused", "Search for personal data paused"},
    EventKind{"discovery.resumed", "Search for personal data resumed"},
    EventKind{"discovery.sampled", "Sample of a search judged"},
    EventKind{"discovery.started", "Search for personal data started"},
    EventKind{"duties.decided", "Duties decided"},
    EventKind{"duties.released", "Duty sheet released from draft"},
    EventKind{"entry.corrected", "Timeline entry corrected"},
    EventKind{"entry.written", "Timeline entry written"},
    EventKind{"evidence.added", "Evidence added"},
    EventKind{"evidence.sealed", "Evidence sealed"},
    EventKind{"fact.stated", "Fact stated"},
    EventKind{"finding.judged", "Finding judged"},
    EventKind{"hold.placed", "Legal hold placed"},
    EventKind{"hold.released", "Legal hold released"},
    EventKind{"key.created", "Key created"},
    EventKind{"key.erased", "Key erased: what it sealed is gone"},
    EventKind{"key.rotated", "Key rotated"},
    EventKind{"letters.approved", "Letters approved"},
    EventKind{"letters.mailed", "Letters mailed"},
    EventKind{"letters.rendered", "Letters rendered"},
    EventKind{"letters.returned", "Letters returned"},
    EventKind{"member.added", "Member added to the case"},
    EventKind{"member.removed", "Member removed from the case"},
    EventKind{"message.sent", "Message sent"},
    EventKind{"notice.sent", "Notice sent"},
    EventKind{"officer.added", "Officer added"},
    EventKind{"officer.changed", "Officer changed"},
    EventKind{"officer.removed", "Officer removed"},
    EventKind{"people.registered", "Affected people registered"},
    EventKind{"person.changed", "Affected person changed"},
    EventKind{"place.contact-checked", "Contact of the city checked again"},
    EventKind{"place.contact-entered", "Contact of the city entered"},
    EventKind{"place.source-changed", "Source of a public fact seen to have changed"},
    EventKind{"place.source-checked", "Source of a public fact read again"},
    EventKind{"reading.signed", "Reading of the law signed by counsel"},
    EventKind{"report.accepted", "Report accepted into a case"},
    EventKind{"report.closed", "Report closed"},
    EventKind{"report.file_read", "File of a report read"},
    EventKind{"report.looked", "Report looked at for the first time"},
    EventKind{"report.merged", "Report merged"},
    EventKind{"report.received", "Report received"},
    EventKind{"report.rejected", "Report rejected"},
    EventKind{"report.routed", "Report routed elsewhere"},
    EventKind{"rules.adopted", "Rule pack adopted"},
    EventKind{"suspect.named", "Suspect named, sealed as a letter"},
    EventKind{"system.added", "Affected system added"},
    EventKind{"system.changed", "Affected system changed"},
    EventKind{"texts.released", "Words released for exports"},
};

bool all_in(std::string_view text, std::string_view extra) {
  return std::all_of(text.begin(), text.end(), [extra](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           extra.find(c) != std::string_view::npos;
  });
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 10 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_our_actor(std::string_view actor) {
  if (actor == "resident" || actor == "system") return true;
  if (actor.starts_with("o-")) return is_number(actor.substr(2));
  return actor.starts_with("cli:") && is_number(actor.substr(4));
}

bool is_kind(std::string_view kind) {
  const auto dot = kind.find('.');
  return kind.size() <= 64 && dot != std::string_view::npos && dot != 0 && kind.back() != '.' &&
         kind.find("..") == std::string_view::npos && all_in(kind, ".-_");
}

bool is_token(std::string_view text) {
  return text.size() <= 256 && std::all_of(text.begin(), text.end(), [](char c) {
           return c > 0x20 && c < 0x7f && c != '"' && c != '\'' && c != '\\' && c != '@';
         });
}

Result<void> check_object(const Json& value, const std::string& where) {
  switch (value.type()) {
    case Json::value_t::object:
      for (const auto& [key, member] : value.items()) {
        if (!is_token(key))
          return fail(Errc::bad_input, "event: a key in " + where + " is no token");
        TRY(check_object(member, where + "." + key));
      }
      return {};
    case Json::value_t::array:
      for (const auto& member : value) TRY(check_object(member, where + "[]"));
      return {};
    case Json::value_t::string:
      if (!is_token(value.get_ref<const std::string&>()))
        return fail(Errc::bad_input, "event: " + where + " is free text; name it by a digest");
      return {};
    default: return {};
  }
}

bool is_case_id(std::string_view id) {
  return id.size() <= 64 && is_token(id);
}

}  // namespace

Result<std::string> event_text(const Event& event) {
  if (!is_our_actor(event.actor)) return fail(Errc::bad_input, "event: actor has no known form");
  if (!is_kind(event.kind)) return fail(Errc::bad_input, "event: kind is not dotted lower case");
  if (!is_case_id(event.case_id)) return fail(Errc::bad_input, "event: case is not an id");
  if (!event.object.is_object()) return fail(Errc::bad_input, "event: object is not an object");
  TRY(check_object(event.object, "object"));
  Json json{{"actor", event.actor},
            {"at", to_text(event.at)},
            {"kind", event.kind},
            {"object", event.object},
            {"v", 1}};
  if (!event.case_id.empty()) json["case"] = event.case_id;
  if (event.happened) json["happened"] = event.happened->text();
  auto text = TRY(canonical_json(json));
  if (text.size() > kMaxEventBytes) return fail(Errc::too_large, "event: over 64 KiB");
  TRY(parse_event(text));  // what we could not read again must not be committed to
  return text;
}

Result<Event> parse_event(std::string_view text) {
  const auto json = TRY(parse_json(text, {kMaxEventBytes, 16}));
  if (!json.is_object() || TRY(canonical_json(json)) != text)
    return fail(Errc::bad_input, "the event is not canonical JSON");
  for (const auto& [key, value] : json.items()) {
    const bool known = key == "actor" || key == "at" || key == "case" || key == "happened" ||
                       key == "kind" || key == "object" || key == "v";
    if (!known) return fail(Errc::bad_input, "the event has a member that version 1 has not");
    if (key != "object" && key != "v" && !value.is_string())
      return fail(Errc::bad_input, "a member of the event has the wrong type");
  }
  if (int_at(json, "v") != 1) return fail(Errc::unsupported, "the event is not version 1");
  Event out;
  out.actor = text_at(json, "actor");
  out.kind = text_at(json, "kind");
  out.case_id = text_at(json, "case");
  if (out.actor.empty() || !is_token(out.actor) || !is_kind(out.kind) || !is_case_id(out.case_id) ||
      (json.contains("case") && out.case_id.empty()))
    return fail(Errc::bad_input, "the event's actor, case or kind is malformed");
  out.at = TRY(parse_instant(text_at(json, "at")));
  if (to_text(out.at) != text_at(json, "at"))
    return fail(Errc::bad_input, "the event's time is not in its one form");
  if (json.contains("happened")) out.happened = TRY(When::parse(text_at(json, "happened")));
  if (!json.contains("object") || !json.at("object").is_object())
    return fail(Errc::bad_input, "the event has no object");
  out.object = json.at("object");
  return out;
}

std::span<const EventKind> event_kinds() {
  return kKinds;
}

std::string_view words_of(std::string_view kind) {
  for (const auto& row : kKinds)
    if (row.kind == kind) return row.words;
  return kind;
}

Digest commitment(std::string_view salt, std::string_view event) {
  CHECK(salt.size() == kSaltBytes);
  std::string bytes(kCommit);
  bytes += salt;
  bytes += event;
  return sha256(bytes);
}

std::string entry_leaf(std::string_view salt, std::string_view event) {
  return std::string(kEntry) + base64(commitment(salt, event)) + "\n";
}

bool is_entry_leaf(std::string_view leaf) {
  return leaf.size() == kLeafBytes && leaf.starts_with(kEntry) && leaf.back() == '\n' &&
         parse_hash(leaf.substr(kEntry.size(), 44)).has_value();
}

Result<std::string> record_digest(std::string_view kind, std::string_view salt, const Json& body) {
  CHECK(salt.size() == kSaltBytes);
  const auto text = TRY(canonical_json(Json{{"body", body}, {"kind", std::string(kind)}}));
  std::string bytes(kRecord);
  bytes += salt;
  bytes += text;
  return sha256_hex(bytes);
}

}  // namespace ledgelight::ledger
