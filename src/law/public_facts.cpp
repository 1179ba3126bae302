#include "law/public_facts.hpp"

#include <algorithm>

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

bool read_before(const PublicFact& fact, Date day, Date changed) {
  const auto* stated = fact.value.on(day);
  if (stated == nullptr || stated->answer == Answer::not_seen) return false;
  const auto sources = stated->all_sources();
  return std::any_of(sources.begin(), sources.end(),
                     [&](const Source& source) { return source.read && *source.read < changed; });
}

std::string to_words(const PublicFact& fact, Date day) {
  if (fact.source_changed && read_before(fact, day, *fact.source_changed))
    return "The source has changed (" + to_text(*fact.source_changed) + "); we are checking";
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
  out["source_changed"] = nullptr;
  if (fact.source_changed && read_before(fact, day, *fact.source_changed))
    out["source_changed"] = to_text(*fact.source_changed);
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
