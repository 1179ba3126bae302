#include "portal/fact_rows.hpp"

#include <algorithm>
#include <array>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "law/spanish.hpp"

namespace ledgelight::portal {
namespace {

using law::Answer;

bool is_address(std::string_view url) {
  return url.rfind("http://", 0) == 0 || url.rfind("https://", 0) == 0;
}

// "/resources/records" → "resources-records", the last part of its message's key.
std::string page_name(std::string_view path) { return path == "/" ? "home" : anchor_of(path); }

void put_text(http::Values& row, std::string_view text) {
  const auto parts = linked(text);
  row.set("TEXT", parts.before);
  if (!parts.address.empty())
    row.row("TEXT_LINK").set("TEXT_ADDRESS", parts.address).set("TEXT_AFTER", parts.after);
}

const std::string& worded(const Facts& facts, const law::Wording& words) {
  return facts.spanish() && !words.es.empty() ? words.es : words.en;
}
const std::string& worded(const Facts& facts, const std::string& en, const std::string& es) {
  return facts.spanish() && !es.empty() ? es : en;
}

// What an officer of the city entered and verified; nullptr: nothing that counts.
const desk::Contact* contact_of(const Facts& facts, const law::PublicFact& fact) {
  return facts.place ? facts.place->verified(fact.id) : nullptr;
}

std::string contact_words(const Facts& facts, const desk::Contact& contact) {
  return contact.none ? facts.say("portal.contact.none")
                      : worded(facts, contact.value, contact.value_es);
}

// The day on which the source was seen to have changed since what stands here was read: the later of
// what the pack and an officer say. Nothing: not known to have changed.
std::optional<Date> changed_on(const Facts& facts, const law::PublicFact& fact) {
  std::optional<Date> out;
  if (const auto* mark = facts.place ? facts.place->marked(fact.id) : nullptr) out = mark->on;
  const bool pack = fact.source_changed && contact_of(facts, fact) == nullptr &&
                    law::read_before(fact, facts.today, *fact.source_changed);
  if (pack && (!out || *out < *fact.source_changed)) out = fact.source_changed;
  return out;
}

void put_contact(const Facts& facts, http::Values& part, const desk::Contact& contact) {
  auto& row = part.row("CONFIRMED");
  const auto day = local_date(*contact.checked, facts.web.desk().config().zone);
  row.set("CONTACT", contact_words(facts, contact)).set("DAY", facts.day(day));
  row.show_if(days_between(day, facts.today) > stale_after_days, "STALE");
}

void put_answer(const Facts& facts, http::Values& row, const law::Stated<law::Wording>& stated) {
  const auto& silence = stated.silence;
  switch (stated.answer) {
  case Answer::value:
    put_text(row.row("VALUE"), worded(facts, stated.readings.front().value));
    break;
  case Answer::not_specified:
    row.row("SILENT")
        .set("WHAT", worded(facts, silence.what, silence.what_es))
        .set("ASK", worded(facts, silence.ask, silence.ask_es));
    break;
  case Answer::not_seen: {
    auto& unseen = row.row("UNSEEN");
    unseen.set("WHAT", worded(facts, silence.what, silence.what_es));
    unseen.set("ASK", worded(facts, silence.ask, silence.ask_es));
    if (stated.span.from) unseen.row("LOOKED_ON").set("DAY", facts.day(*stated.span.from));
    break;
  }
  case Answer::sources_disagree: {
    auto& disagree = row.row("DISAGREE");
    for (const auto& reading : stated.readings) {
      auto& one = disagree.row("READINGS");
      one.set("READING", worded(facts, reading.value)).set("CITE", reading.sources.front().cite);
    }
    break;
  }
  }
}

void put_counted(const Facts& facts, http::Values& row, const law::Stated<law::Wording>& stated) {
  const auto* calendar = facts.rules.calendar(facts.rules.place.id);
  if (calendar == nullptr || stated.readings.empty() || !stated.readings.front().value.within)
    return;
  const auto& term = *stated.readings.front().value.within;
  const auto last = law::last_day(term, facts.today, *calendar);
  if (!last) return;
  row.row("COUNTED")
      .set("EVENT", facts.say("law.event." + term.after))
      .set("TODAY", facts.day(facts.today))
      .set("LAST_DAY", facts.day(*last));
}

void put_see(const Facts& facts, http::Values& row, const law::PublicFact& fact, Extra extra) {
  for (const auto& id : fact.see) {
    if (id.rfind('/', 0) == 0) {
      row.row("SEE")
          .set("SEE_LINK", id)
          .set("SEE_TITLE", facts.say("portal.page." + page_name(id)));
    } else if (const auto* other = law::public_fact(facts.rules, id);
               other != nullptr && extra == Extra::see) {
      row.row("SEE").set("SEE_LINK", page_of(*other)).set("SEE_TITLE", full_title(facts, *other));
    }
  }
}

}  // namespace

Facts::Facts(const pages::Web& its_web, const http::Request& its_request)
    : web(its_web), request(its_request), rules(its_web.desk().rules()),
      language(its_web.language(its_request)), today(*parse_date(its_web.desk().local_day())) {
  if (auto state = desk::place_state(web.desk())) place = *std::move(state);
}

std::string Facts::title(const law::PublicFact& fact) const {
  return worded(*this, fact.title, fact.title_es);
}
std::string Facts::title(const law::FactGroup& group) const {
  return worded(*this, group.title, group.title_es);
}
std::optional<std::string> Facts::words(std::string_view english) const {
  if (!spanish()) return std::string(english);
  return law::spanish_of(rules, english);
}

void put_sources(const Facts& facts, http::Values& row, const std::vector<law::Source>& sources) {
  for (const auto& source : sources) {
    if (!source.read && source.verified()) continue;  // where to look: said with the answer
    auto& cite = row.row("SOURCES");
    cite.set("CITE", source.cite);
    if (is_address(source.url)) cite.row("URL").set("HREF", source.url);
    cite.set("CONFIDENCE", facts.say("confidence." + std::string(name_of(source.confidence))));
    // A note of a public fact has its Spanish beside it, one of a rule among the packs' pairs.
    if (!source.note.empty())
      cite.row("SOURCE_NOTED")
          .set("SOURCE_NOTE", source.note_es.empty()
                                  ? facts.words(source.note).value_or(source.note)
                                  : worded(facts, source.note, source.note_es));
    if (source.read) {
      cite.row("LOOKED").set("READ", facts.day(*source.read));
      cite.show_if(days_between(*source.read, facts.today) > stale_after_days, "STALE");
    }
    cite.show_if(!source.verified(), "UNVERIFIED");
  }
}

void put_fact(const Facts& facts, http::Values& row, const law::PublicFact& fact, Extra extra) {
  auto& part = row.include("FACT", "portal/fact");
  if (const auto changed = changed_on(facts, fact)) {
    // Instead of what it says: the sources stand below, for whoever wants to look at once.
    part.row("CHANGED").set("CHANGED_ON", facts.day(*changed));
    const auto* stated = fact.value.on(facts.today);
    if (stated != nullptr) put_sources(facts, part, stated->all_sources());
    return;
  }
  if (const auto* contact = contact_of(facts, fact)) return put_contact(facts, part, *contact);
  const auto* stated = fact.value.on(facts.today);
  if (stated == nullptr) {
    part.show("NOTHING");
  } else {
    put_answer(facts, part, *stated);
    if (extra == Extra::counted) put_counted(facts, part, *stated);
    // Where to look is no source: of what was not seen nothing was read.
    if (stated->answer != Answer::not_seen) put_sources(facts, part, stated->all_sources());
  }
  if (!fact.note.empty()) part.row("NOTED").set("NOTE", worded(facts, fact.note, fact.note_es));
  if (fact.binds != law::BindsCity::not_said)
    part.row("BINDS").set("BINDS_HOW", facts.say("law.binds." + std::string(name_of(fact.binds))));
  if (extra == Extra::see || extra == Extra::paths) put_see(facts, part, fact, extra);
}

std::string short_answer(const Facts& facts, const law::PublicFact& fact) {
  if (changed_on(facts, fact)) return facts.say("portal.facts.changed_short");
  if (const auto* contact = contact_of(facts, fact)) return contact_words(facts, *contact);
  const auto* stated = fact.value.on(facts.today);
  if (stated == nullptr) return facts.say("portal.answer.nothing");
  switch (stated->answer) {
  case Answer::value: return worded(facts, stated->readings.front().value);
  case Answer::not_specified: return facts.say("portal.answer.silent_short");
  case Answer::not_seen: return facts.say("portal.answer.unseen_short");
  case Answer::sources_disagree: return facts.say("portal.answer.disagree");
  }
  return {};
}

std::string full_title(const Facts& facts, const law::PublicFact& fact) {
  const auto title = facts.title(fact);
  const auto* group = law::fact_group(facts.rules, fact.group);
  return group == nullptr || facts.title(*group) == title ? title
                                                          : facts.title(*group) + ": " + title;
}

void put_groups(const Facts& facts, http::Values& page,
                const std::vector<const law::PublicFact*>& of, Extra extra) {
  std::vector<std::string> order;
  for (const auto* fact : of)
    if (std::find(order.begin(), order.end(), fact->group) == order.end())
      order.push_back(fact->group);
  for (const auto& id : order) {
    const auto* group = law::fact_group(facts.rules, id);
    auto& section = page.row("GROUPS");
    section.set("GROUP_ANCHOR", group == nullptr ? "more" : anchor_of(id));
    if (group != nullptr) section.row("GROUP_NAMED").set("GROUP_TITLE", facts.title(*group));
    for (const auto* fact : of) {
      if (fact->group != id) continue;
      auto& row = section.row("FACTS");
      const auto title = facts.title(*fact);
      const bool repeats = group != nullptr && title == facts.title(*group);
      row.set("FACT_TITLE", repeats ? facts.say("portal.facts.about") : title);
      put_fact(facts, row, *fact, extra);
    }
  }
}

std::string anchor_of(std::string_view id) {
  std::string out;
  for (const char c : id)
    out += c == '/' ? '-' : c;
  while (!out.empty() && out.front() == '-')
    out.erase(0, 1);
  return out;
}

std::string page_of(const law::PublicFact& fact) {
  const auto& t = fact.topic;
  const auto anchor = fact.group.empty() ? std::string() : "#" + anchor_of(fact.group);
  if (t == "office" || t == "place" || t == "matter") return "/responsible" + anchor;
  if (t == "directory") return "/resources" + anchor;
  if (t == "penalty" || t == "enforcement" || t == "unspecified" || t == "crime")
    return "/penalties" + anchor;
  if (t == "faq" || t == "howto") return "/" + std::string(t == "faq" ? "faq" : "how-to") + anchor;
  if (t == "form") return "/forms" + anchor;
  if (t == "breach") return "/breach-notice" + anchor;
  return "/resources/" + t + anchor;
}

Linked linked(std::string_view text) {
  const auto at = std::min(text.find("https://"), text.find("http://"));
  if (at == std::string_view::npos) return {std::string(text), "", ""};
  auto end = text.find_first_of(" ;,)\"", at);
  if (end == std::string_view::npos) end = text.size();
  while (end > at && text[end - 1] == '.')
    --end;
  return {std::string(text.substr(0, at)), std::string(text.substr(at, end - at)),
          std::string(text.substr(end))};
}

}  // namespace ledgelight::portal
