#include "law/public_facts.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "law/rules.hpp"

namespace ledgelight::law {
namespace {

Date plus_months(Date from, std::int64_t n) {
  const auto month = from.year() / from.month() + std::chrono::months{n};
  const Date day = month / from.day();
  return day.ok() ? day : Date{month / std::chrono::last};
}

Json to_json(const Term& term) {
  Json out = {{"unit", term.unit}, {"most", term.most}, {"least", nullptr}, {"after", term.after}};
  if (term.least) out["least"] = *term.least;
  return out;
}

// "a {x} b {y}" in pieces: text, name, text, name, text.
std::vector<std::string> pieces(std::string_view pattern) {
  std::vector<std::string> out(1);
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    const auto close = pattern.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    out.back() = pattern.substr(0, open);
    out.emplace_back(pattern.substr(open + 1, close - open - 1));
    out.emplace_back();
    pattern.remove_prefix(close + 1);
  }
  out.back() = pattern;
  return out;
}

// What the names of a pattern stand for in `text`; nothing when it does not fit. The first fit of
// each piece is taken: patterns of one sentence have no need to look further.
std::optional<std::map<std::string, std::string>> fitted(std::string_view pattern,
                                                         std::string_view text) {
  const auto parts = pieces(pattern);
  std::map<std::string, std::string> names;
  if (text.substr(0, parts[0].size()) != parts[0]) return std::nullopt;
  text.remove_prefix(parts[0].size());
  for (std::size_t i = 1; i + 1 < parts.size(); i += 2) {
    const auto& next = parts[i + 1];
    const bool last = i + 2 == parts.size();
    const auto at =
        last ? (text.size() >= next.size() && text.substr(text.size() - next.size()) == next
                    ? text.size() - next.size()
                    : std::string_view::npos)
             : text.find(next);
    if (at == std::string_view::npos || at == 0) return std::nullopt;
    names[parts[i]] = text.substr(0, at);
    text.remove_prefix(at + next.size());
  }
  if (!text.empty()) return std::nullopt;
  return names;
}

std::optional<std::string> spanish_of(const Rules& rules, std::string_view english, int depth) {
  if (const auto found = rules.spanish.find(english); found != rules.spanish.end())
    return found->second;
  if (depth > 3) return std::nullopt;
  for (const auto& [pattern, spanish] : rules.spanish) {
    if (pattern.find('{') == std::string::npos) continue;
    const auto names = fitted(pattern, english);
    if (!names) continue;
    std::string out = spanish;
    for (const auto& [name, stands_for] : *names)
      out = replaced(out, "{" + name + "}",
                     spanish_of(rules, stands_for, depth + 1).value_or(stands_for));
    return out;
  }
  return std::nullopt;
}

}  // namespace

const std::vector<std::string>& topics() {
  static const std::vector<std::string> all = {
      "office",   "place",   "matter",    "penalty",   "enforcement", "unspecified", "directory",
      "rule",     "records", "exemption", "retention", "statute",     "crime",       "federal",
      "evidence", "trap",    "doubt",     "form",      "faq",         "howto",       "breach"};
  return all;
}

const std::vector<std::string>& parts() {
  static const std::vector<std::string> all = {
      "telephone", "e-mail", "address", "hours",                // of an office
      "who",       "amount", "repeat",  "orders", "appeal",     // of a rule with a penalty
      "purpose",   "online", "phone",   "post",   "question"};  // of a form
  return all;
}

const std::vector<std::string>& term_events() {
  static const std::vector<std::string> all = {"request-received",
                                               "denial",
                                               "notice-of-meeting",
                                               "appeal-filed",
                                               "objection-notice-received",
                                               "objection-notice-mailed",
                                               "notice-dated",
                                               "payment-period-ended",
                                               "hearing-notice-mailed",
                                               "assessment-notice-mailed",
                                               "decision-mailed",
                                               "discovery",
                                               "calendar-year-ended",
                                               "board-learned",
                                               "oral-statement",
                                               "relief-granted"};
  return all;
}

Result<Date> last_day(const Term& term, Date event, const Calendar& calendar) {
  if (term.unit == "months") return plus_months(event, term.most);
  if (term.unit == "years") return plus_months(event, term.most * 12);
  const auto unit = TRY(parse_unit(term.unit));
  return TRY(count_days(unit, static_cast<int>(term.most), event, calendar)).last_day;
}

std::string_view name_of(BindsCity binds) {
  switch (binds) {
  case BindsCity::not_said: return "";
  case BindsCity::yes: return "yes";
  case BindsCity::no: return "no";
  case BindsCity::sometimes: return "sometimes";
  case BindsCity::uncertain: return "uncertain";
  }
  return "";
}

std::vector<const PublicFact*> public_facts(const Rules& rules, std::string_view topic) {
  std::vector<const PublicFact*> out;
  for (auto pack = rules.packs.rbegin(); pack != rules.packs.rend(); ++pack)
    for (const auto& fact : rules.public_facts)
      if (fact.pack == pack->id && (topic.empty() || fact.topic == topic)) out.push_back(&fact);
  return out;
}

const PublicFact* public_fact(const Rules& rules, std::string_view id) {
  for (const auto& fact : rules.public_facts)
    if (fact.id == id) return &fact;
  return nullptr;
}

const FactGroup* fact_group(const Rules& rules, std::string_view id) {
  for (const auto& group : rules.groups)
    if (group.id == id) return &group;
  return nullptr;
}

std::optional<std::string> spanish_of(const Rules& rules, std::string_view english) {
  return spanish_of(rules, english, 0);
}

std::vector<std::string> texts_of(const BreachLaw& law) {
  std::vector<std::string> out;
  const auto add = [&out](const std::string& text) {
    if (!text.empty() && std::find(out.begin(), out.end(), text) == out.end()) out.push_back(text);
  };
  const auto rule = [&](const Rule& r, std::initializer_list<const std::string*> texts) {
    add(r.title);
    for (const auto* text : texts)
      add(*text);
    for (const auto& [on, flag] : r.flags)
      add(flag.text);
  };
  const auto each = [&](const std::vector<Conditional>& all) {
    for (const auto& one : all)
      add(one.text);
  };
  add(law.weekend_text);
  rule(law.definition, {&law.definition.safe_because, &law.definition.paper_because});
  rule(law.personal, {&law.personal.none_because});
  for (const auto& element : law.personal.elements)
    add(element.only_with_because);
  for (const auto& people : law.individuals) {
    rule(people, {&people.bearer, &people.recipient, &people.soft});
    for (const auto& stated : people.days.spans)
      add(stated.says);
    each(people.methods);
    each(people.content);
  }
  for (const auto& r : law.notices) {
    rule(r, {&r.bearer, &r.recipient, &r.due_text});
    each(r.methods);
    each(r.content);
  }
  for (const auto& r : law.services) {
    rule(r, {&r.bearer, &r.recipient, &r.due_text, &r.none_because, &r.maintainer_because});
    for (const auto& stated : r.months.spans)
      add(stated.says);
    each(r.content);
  }
  if (const auto& r = law.owner)
    rule(*r, {&r->bearer, &r->recipient, &r->due_text, &r->none_because});
  if (const auto& r = law.late) rule(*r, {&r->due_text});
  if (const auto& r = law.hold) rule(*r, {&r->suspended_text, &r->released_text});
  if (const auto& r = law.harm) rule(*r, {&r->because});
  if (const auto& r = law.substitute) rule(*r, {&r->method, &r->method_partial, &r->showing});
  if (const auto& r = law.credentials) rule(*r, {&r->method, &r->mailbox_method});
  if (const auto& r = law.vendor) rule(*r, {&r->vendor_because, &r->own_because});
  for (const auto& r : law.coverage)
    rule(r, {});
  for (const auto& r : law.deemed)
    rule(r, {&r.text});
  for (const auto& r : law.no_duty)
    rule(r, {&r.because});
  return out;
}

std::vector<std::string> untranslated(const Rules& rules) {
  std::vector<std::string> out;
  const auto need = [&out](const std::string& where, bool there, const char* what) {
    if (!there) out.push_back(where + ": " + what);
  };
  for (const auto& group : rules.groups)
    need("group " + group.id, !group.title_es.empty(), "title-es");
  for (const auto& fact : rules.public_facts) {
    need(fact.id, !fact.title_es.empty(), "title-es");
    need(fact.id, fact.note.empty() == fact.note_es.empty(), "note-es");
    for (const auto& stated : fact.value.spans) {
      for (const auto& reading : stated.readings)
        need(fact.id, !reading.value.es.empty(), "es");
      if (stated.readings.empty()) {
        need(fact.id, !stated.silence.what_es.empty(), "es");
        need(fact.id, !stated.silence.ask_es.empty(),
             stated.answer == Answer::not_seen ? "look-es" : "controlling-es");
      }
      for (const auto& source : stated.all_sources())
        need(fact.id, source.note.empty() == source.note_es.empty(), "note-es of a source");
    }
  }
  return out;
}

std::string to_words(const PublicFact& fact, Date day) {
  const auto* stated = fact.value.on(day);
  if (stated == nullptr) return "Nothing is stated for " + to_text(day);
  switch (stated->answer) {
  case Answer::value: return stated->readings.front().value.en;
  case Answer::not_specified: return "Not specified on the cited page: " + stated->says;
  case Answer::not_seen: return "Not seen: " + stated->says;
  case Answer::sources_disagree: {
    std::vector<std::string> said;
    for (const auto& reading : stated->readings)
      said.push_back(reading.value.en + " (" + reading.sources.front().cite + ")");
    return "Sources disagree: " + join(said, "; ");
  }
  }
  return {};
}

Json to_json(const PublicFact& fact, Date day) {
  Json out = {{"id", fact.id},
              {"pack", fact.pack},
              {"topic", fact.topic},
              {"group", fact.group},
              {"part", fact.part},
              {"title", fact.title},
              {"title_es", fact.title_es},
              {"note", fact.note},
              {"note_es", fact.note_es},
              {"binds_city", name_of(fact.binds)},
              {"see", fact.see},
              {"text", to_words(fact, day)}};
  out["answer"] = nullptr;
  out["says"] = "";
  out["silence"] = out["within"] = out["from"] = out["to"] = nullptr;
  out["values"] = Json::array();
  out["values_es"] = Json::array();
  out["sources"] = Json::array();
  const auto* stated = fact.value.on(day);
  if (stated == nullptr) return out;
  out["answer"] = name_of(stated->answer);
  out["says"] = stated->says;
  if (stated->readings.empty())
    out["silence"] = {{"what", stated->silence.what},
                      {"what_es", stated->silence.what_es},
                      {"ask", stated->silence.ask},
                      {"ask_es", stated->silence.ask_es}};
  if (stated->span.from) out["from"] = to_text(*stated->span.from);
  if (stated->span.to) out["to"] = to_text(*stated->span.to);
  for (const auto& reading : stated->readings) {
    out["values"].push_back(reading.value.en);
    out["values_es"].push_back(reading.value.es);
    if (reading.value.within) out["within"] = to_json(*reading.value.within);
  }
  for (const auto& source : stated->all_sources())
    out["sources"].push_back(to_json(source));
  return out;
}

}  // namespace ledgelight::law
