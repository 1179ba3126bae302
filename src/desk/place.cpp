#include "desk/place.hpp"

#include <algorithm>
#include <array>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "law/public_facts.hpp"
#include "law/rules.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::string_view setting_name = "place/contacts";
constexpr std::string_view marks_name = "place/sources";
constexpr std::string_view history_name = "place/history";
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

// Appends the act with its record, and keeps what was entered so that the record can be opened for
// ever: the settings that the pages read hold only what is so now.
Result<void> act_on(Desk& desk, Tx& tx, const Actor& actor, std::string_view kind,
                    const std::string& fact, Json object, std::string_view record_kind,
                    const RecordBody* record) {
  Act act;
  act.kind = kind;
  act.subject = fact;
  object["fact"] = fact;
  act.object = std::move(object);
  if (record != nullptr) act.record = record->digest;
  auto kept_act = record != nullptr ? record->wrapped : Json::object();
  kept_act["event"] = TRY(append_act(desk, tx, actor, act));
  kept_act["kind"] = kind;
  kept_act["by"] = actor.text();
  kept_act["at"] = to_text(desk.now());
  if (record != nullptr) kept_act["record_kind"] = record_kind;
  auto all = TRY(kept(tx, history_name));
  all[fact].push_back(std::move(kept_act));
  return tx.set_setting(history_name, plain_json(all));
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
  TRY(act_on(desk, *tx, actor, "place.contact-entered", what.fact, Json{{"verified", named(actor)}},
             "contact", &record));
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
  TRY(act_on(desk, *tx, actor, "place.source-changed", id, Json{{"on", to_text(on)}}, "source",
             &record));
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
  TRY(act_on(desk, *tx, actor, "place.source-checked", id, Json::object(), "source", &record));
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
  TRY(act_on(desk, *tx, actor, "place.contact-checked", fact, Json::object(), "", nullptr));
  mark_checked(*found, actor, desk.now());
  return keep(desk, *tx, all);
}

Result<std::vector<PlaceAct>> place_history(Desk& desk, const Actor& actor,
                                            const std::string& fact) {
  TRY(may(actor, Action::manage_place));
  const auto tx = TRY(desk.store().read());
  const auto all = TRY(kept(*tx, history_name));
  std::vector<PlaceAct> out;
  for (const auto& [id, acts] : all.items()) {
    if (!fact.empty() && id != fact) continue;
    for (const auto& one : acts) {
      PlaceAct act;
      act.event = static_cast<std::uint64_t>(int_at(one, "event").value_or(0));
      act.kind = text_at(one, "kind");
      act.fact = id;
      act.by = text_at(one, "by");
      act.at = TRY(parse_instant(text_at(one, "at")));
      act.body = one.value("body", Json());
      act.record_kind = text_at(one, "record_kind");
      act.salt = text_at(one, "salt");
      out.push_back(std::move(act));
    }
  }
  std::sort(out.begin(), out.end(),
            [](const PlaceAct& a, const PlaceAct& b) { return a.event < b.event; });
  return out;
}

namespace {

// Lower case without accents, so that "telefono" finds "Teléfono".
std::string searched(std::string_view text) {
  static const std::array<std::pair<std::string_view, char>, 14> plain{{{"\xC3\xA1", 'a'},
                                                                        {"\xC3\xA9", 'e'},
                                                                        {"\xC3\xAD", 'i'},
                                                                        {"\xC3\xB3", 'o'},
                                                                        {"\xC3\xBA", 'u'},
                                                                        {"\xC3\xBC", 'u'},
                                                                        {"\xC3\xB1", 'n'},
                                                                        {"\xC3\x81", 'a'},
                                                                        {"\xC3\x89", 'e'},
                                                                        {"\xC3\x8D", 'i'},
                                                                        {"\xC3\x93", 'o'},
                                                                        {"\xC3\x9A", 'u'},
                                                                        {"\xC3\x9C", 'u'},
                                                                        {"\xC3\x91", 'n'}}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto at = std::find_if(plain.begin(), plain.end(),
                                 [&](const auto& p) { return text.substr(i, 2) == p.first; });
    if (at != plain.end()) {
      out += at->second;
      i += 2;
      continue;
    }
    const char c = text[i++];
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::string first_words(const std::string& text) { return shown_line(text, 120); }

}  // namespace

Result<std::vector<FactFound>> find_facts(Desk& desk, const Actor& actor, std::string_view words,
                                          std::size_t most) {
  TRY(may(actor, Action::manage_place));
  std::vector<std::string> wanted;
  for (const auto& word : split(searched(shown_line(words, 200)), ' '))
    if (!word.empty()) wanted.push_back(word);
  std::vector<FactFound> out;
  if (wanted.empty()) return out;
  const auto today = TRY(parse_date(desk.local_day()));
  const auto state = TRY(place_state(desk));
  for (const auto& fact : desk.rules().public_facts) {
    if (out.size() >= most) break;
    const auto* contact = state.verified(fact.id);
    const auto* stated = fact.value.on(today);
    const bool read = stated != nullptr && stated->answer != law::Answer::not_seen;
    if (contact == nullptr && !read) continue;
    FactFound found;
    found.id = fact.id;
    found.title = fact.title;
    found.title_es = fact.title_es;
    if (const auto* group = law::fact_group(desk.rules(), fact.group)) {
      found.group = group->title;
      found.group_es = group->title_es;
    }
    std::string everything =
        fact.id + " " + fact.title + " " + fact.title_es + " " + found.group + " " + found.group_es;
    if (contact != nullptr) {
      found.says = first_words(contact->value);
      found.says_es = first_words(contact->value_es);
      found.cites = {contact->source};
    } else {
      const bool silent = stated->readings.empty();
      found.says = first_words(silent ? stated->silence.what : stated->readings.front().value.en);
      found.says_es =
          first_words(silent ? stated->silence.what_es : stated->readings.front().value.es);
      for (const auto& source : stated->all_sources()) {
        if (std::find(found.cites.begin(), found.cites.end(), source.cite) == found.cites.end())
          found.cites.push_back(source.cite);
        everything += " " + source.url;
      }
    }
    everything += " " + found.says + " " + found.says_es + " " + join(found.cites, " ");
    const auto in = searched(everything);
    if (std::all_of(wanted.begin(), wanted.end(),
                    [&](const std::string& w) { return in.find(w) != in.npos; }))
      out.push_back(std::move(found));
  }
  return out;
}

}  // namespace ledgelight::desk
