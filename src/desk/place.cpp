#include "desk/place.hpp"

#include <algorithm>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "law/public_facts.hpp"
#include "law/rules.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::string_view setting_name = "place/contacts";
constexpr std::string_view marks_name = "place/sources";
constexpr std::size_t longest = 300;

Result<Json> kept(Tx& tx, std::string_view name = setting_name) {
  const auto bytes = TRY(tx.setting(name));
  return bytes ? parse_json(*bytes) : Result<Json>(Json::object());
}

Result<Contact> contact_of(const Json& json) {
  Contact out;
  const auto body = json.find("body");
  if (body == json.end()) return fail(Errc::corrupt, "a contact without a body");
  out.value = text_at(*body, "value");
  out.value_es = text_at(*body, "value_es");
  out.source = text_at(*body, "source");
  out.none = true_at(*body, "none");
  out.entered_by = text_at(json, "entered_by");
  out.entered = TRY(parse_instant(text_at(json, "entered")));
  out.checked_by = text_at(json, "checked_by");
  if (const auto at = text_at(json, "checked"); !at.empty()) out.checked = TRY(parse_instant(at));
  return out;
}

const law::PublicFact* office_fact(Desk& desk, const std::string& id) {
  const auto* fact = law::public_fact(desk.rules(), id);
  return fact != nullptr && fact->topic == "office" ? fact : nullptr;
}

// One line that a page can show as it is.
Result<std::string> line_of(const std::string& typed, const char* what) {
  const auto text = trimmed(typed);
  if (text.size() > longest)
    return fail(Errc::bad_input, std::string(what) + " is longer than 300 bytes");
  if (shown_line(text, longest) != text)
    return fail(Errc::bad_input,
                std::string(what) + " holds signs that cannot be shown; type it again");
  return text;
}

bool named(const Actor& actor) { return actor.kind == Actor::Kind::officer; }

void mark_checked(Json& contact, const Actor& actor, Instant now) {
  contact["checked_by"] = actor.text();
  contact["checked"] = to_text(now);
}

Result<void> keep(Desk& desk, Tx& tx, const Json& all) {
  TRY(tx.set_setting(setting_name, plain_json(all)));
  return commit(desk, tx);
}

Result<SourceMark> mark_of(const std::string& fact, const Json& json) {
  const auto body = json.find("body");
  if (body == json.end()) return fail(Errc::corrupt, "a changed source without a body");
  SourceMark out;
  out.fact = fact;
  out.on = TRY(parse_date(text_at(*body, "on")));
  out.note = text_at(*body, "note");
  out.by = text_at(json, "by");
  out.entered = TRY(parse_instant(text_at(json, "entered")));
  return out;
}

// What stands on the pages was read, or checked by an officer, before that day.
bool still_holds(const law::PublicFact& fact, const Contact* contact, Date on, Date today, const std::string& zone) {
  if (contact != nullptr) return local_date(*contact->checked, zone) < on;
  return law::read_before(fact, today, on);
}

Error no_fact(const std::string& fact) {
  return fail(Errc::not_found, "no fact '" + shown_line(fact, 120) + "' in the packs; write its id as the pack has it");
}

}  // namespace

const SourceMark* PlaceState::marked(std::string_view fact) const {
  for (const auto& mark : marks)
    if (mark.fact == fact) return &mark;
  return nullptr;
}

const Contact* PlaceState::verified(std::string_view fact) const {
  for (const auto& line : lines)
    if (line.fact == fact)
      return line.contact && line.contact->verified() ? &*line.contact : nullptr;
  return nullptr;
}

Result<PlaceState> place_state(Desk& desk) {
  const auto tx = TRY(desk.store().read());
  const auto all = TRY(kept(*tx));
  const auto today = TRY(parse_date(desk.local_day()));
  PlaceState out;
  for (const auto* fact : law::public_facts(desk.rules(), "office")) {
    ContactLine line;
    line.fact = fact->id;
    const auto* stated = fact->value.on(today);
    line.needed = stated == nullptr || stated->answer == law::Answer::not_seen;
    if (const auto found = all.find(fact->id); found != all.end())
      line.contact = TRY(contact_of(*found));
    if (line.needed && !(line.contact && line.contact->verified())) ++out.missing;
    out.lines.push_back(std::move(line));
  }
  const auto marks = TRY(kept(*tx, marks_name));
  for (const auto& [id, json] : marks.items()) {
    const auto* fact = law::public_fact(desk.rules(), id);
    auto mark = TRY(mark_of(id, json));
    if (fact == nullptr || !still_holds(*fact, out.verified(id), mark.on, today, desk.config().zone)) continue;
    out.marks.push_back(std::move(mark));
  }
  return out;
}

Result<void> enter_contact(Desk& desk, const Actor& actor, const NewContact& what) {
  TRY(may(actor, Action::manage_place));
  if (office_fact(desk, what.fact) == nullptr)
    return fail(Errc::not_found, "no office fact '" + shown_line(what.fact, 120) +
                                     "'; ledgelight place status lists them");
  const auto value = TRY(line_of(what.value, "the contact"));
  const auto value_es = TRY(line_of(what.value_es, "the Spanish"));
  const auto source = TRY(line_of(what.source, "the source"));
  if (what.none != value.empty())
    return fail(Errc::bad_input, "write the contact, or say that the office has none");
  if (source.empty()) return fail(Errc::bad_input, "write the page or document where it was read");
  const auto tx = TRY(desk.store().write());
  auto all = TRY(kept(*tx));
  const auto record = make_record(desk, "contact",
                                  Json{{"fact", what.fact},
                                       {"value", value},
                                       {"value_es", value_es},
                                       {"none", what.none},
                                       {"source", source}});
  Act act;
  act.kind = "place.contact-entered";
  act.subject = what.fact;
  act.object = Json{{"fact", what.fact}, {"verified", named(actor)}};
  act.record = record.digest;
  TRY(append_act(desk, *tx, actor, act));
  auto contact = record.wrapped;
  contact["entered_by"] = actor.text();
  contact["entered"] = to_text(desk.now());
  if (named(actor)) mark_checked(contact, actor, desk.now());
  all[what.fact] = std::move(contact);
  return keep(desk, *tx, all);
}

Result<void> mark_source(Desk& desk, const Actor& actor, const std::string& id, std::string_view typed,
                         const std::string& note) {
  TRY(may(actor, Action::manage_place));
  if (!named(actor)) return fail(Errc::denied, "an officer says that a source changed: sign in, or use --as LOGIN");
  const auto* fact = law::public_fact(desk.rules(), id);
  if (fact == nullptr) return no_fact(id);
  const auto on = TRY(parse_date(typed));
  const auto today = TRY(parse_date(desk.local_day()));
  if (on > today) return fail(Errc::bad_input, "on: the day lies ahead");
  const auto words = TRY(line_of(note, "the note"));
  if (words.empty()) return fail(Errc::bad_input, "write what changed, or how it was seen");
  const auto before = TRY(place_state(desk));
  if (before.marked(id) != nullptr) return fail(Errc::conflict, "this source is marked already");
  if (!still_holds(*fact, before.verified(id), on, today, desk.config().zone))
    return fail(Errc::wrong_state, "what stands there was read on or after that day, or was never read");
  const auto tx = TRY(desk.store().write());
  auto all = TRY(kept(*tx, marks_name));
  const auto record = make_record(desk, "source", Json{{"fact", id}, {"on", to_text(on)}, {"note", words}});
  Act act;
  act.kind = "place.source-changed";
  act.subject = id;
  act.object = Json{{"fact", id}, {"on", to_text(on)}};
  act.record = record.digest;
  TRY(append_act(desk, *tx, actor, act));
  auto mark = record.wrapped;
  mark["by"] = actor.text();
  mark["entered"] = to_text(desk.now());
  all[id] = std::move(mark);
  TRY(tx->set_setting(marks_name, plain_json(all)));
  return commit(desk, *tx);
}

Result<void> clear_source(Desk& desk, const Actor& actor, const std::string& id, const std::string& note) {
  TRY(may(actor, Action::manage_place));
  if (!named(actor)) return fail(Errc::denied, "an officer checks a source: sign in, or use --as LOGIN");
  if (law::public_fact(desk.rules(), id) == nullptr) return no_fact(id);
  const auto words = TRY(line_of(note, "the note"));
  if (words.empty()) return fail(Errc::bad_input, "write where it was read again");
  const auto tx = TRY(desk.store().write());
  auto all = TRY(kept(*tx, marks_name));
  if (!all.contains(id)) return fail(Errc::wrong_state, "this source is not marked as changed");
  all.erase(id);
  const auto record = make_record(desk, "source", Json{{"fact", id}, {"note", words}});
  Act act;
  act.kind = "place.source-checked";
  act.subject = id;
  act.object = Json{{"fact", id}};
  act.record = record.digest;
  TRY(append_act(desk, *tx, actor, act));
  TRY(tx->set_setting(marks_name, plain_json(all)));
  return commit(desk, *tx);
}

Result<void> check_contact(Desk& desk, const Actor& actor, const std::string& fact) {
  TRY(may(actor, Action::manage_place));
  if (!named(actor))
    return fail(Errc::denied, "an officer verifies a contact: sign in, or use --as LOGIN");
  const auto tx = TRY(desk.store().write());
  auto all = TRY(kept(*tx));
  const auto found = all.find(fact);
  if (office_fact(desk, fact) == nullptr)
    return fail(Errc::not_found, "no office fact '" + shown_line(fact, 120) +
                                     "'; ledgelight place status lists them");
  if (found == all.end())
    return fail(Errc::wrong_state, "nothing was entered there yet; enter it first");
  Act act;
  act.kind = "place.contact-checked";
  act.subject = fact;
  act.object = Json{{"fact", fact}};
  TRY(append_act(desk, *tx, actor, act));
  mark_checked(*found, actor, desk.now());
  return keep(desk, *tx, all);
}

}  // namespace ledgelight::desk
