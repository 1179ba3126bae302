#include "law/public_facts.hpp"

#include "base/text.hpp"
#include "law/rules.hpp"

namespace ledgelight::law {

std::vector<const PublicFact*> public_facts(const Rules& rules, std::string_view topic) {
  std::vector<const PublicFact*> out;
  for (const auto& fact : rules.public_facts)
    if (topic.empty() || fact.topic == topic) out.push_back(&fact);
  return out;
}

std::string to_words(const PublicFact& fact, Date day) {
  const auto* stated = fact.value.on(day);
  if (stated == nullptr) return "Nothing is stated for " + to_text(day);
  switch (stated->answer) {
    case Answer::value: return stated->readings.front().value;
    case Answer::not_specified: return "Not specified on the cited page: " + stated->says;
    case Answer::not_seen: return "Not seen: " + stated->says;
    case Answer::sources_disagree: {
      std::vector<std::string> said;
      for (const auto& reading : stated->readings)
        said.push_back(reading.value + " (" + reading.sources.front().cite + ")");
      return "Sources disagree: " + join(said, "; ");
    }
  }
  return {};
}

Json to_json(const PublicFact& fact, Date day) {
  Json out = {{"id", fact.id},       {"pack", fact.pack},   {"topic", fact.topic},
              {"group", fact.group}, {"title", fact.title}, {"title_es", fact.title_es},
              {"note", fact.note},   {"text", to_words(fact, day)}};
  out["answer"] = nullptr;
  out["says"] = "";
  out["from"] = out["to"] = nullptr;
  out["values"] = Json::array();
  out["sources"] = Json::array();
  const auto* stated = fact.value.on(day);
  if (stated == nullptr) return out;
  out["answer"] = name_of(stated->answer);
  out["says"] = stated->says;
  if (stated->span.from) out["from"] = to_text(*stated->span.from);
  if (stated->span.to) out["to"] = to_text(*stated->span.to);
  for (const auto& reading : stated->readings) out["values"].push_back(reading.value);
  for (const auto& source : stated->all_sources()) out["sources"].push_back(to_json(source));
  return out;
}

}  // namespace ledgelight::law
