// law/public_facts.hpp: what the public pages say, each with its source, day read and confidence.
//
// Everything a page prints of the law stands in a pack, in English and in Spanish; a page adds
// headings and order. docs/formats/pack.md, "public".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "law/clock.hpp"
#include "law/source.hpp"

namespace ledgelight::law {

struct Rules;

/// A period that a statement sets, so that a program can count it: `most` (and at least `least`)
/// units after an event, which itself is day 0.
struct Term {
  std::string unit;  ///< calendar-days | business-days | months | years
  std::int64_t most = 0;
  std::optional<std::int64_t> least;  ///< "not less than 15 …"
  std::string after;                  ///< token of term_events(): "request-received"
  friend bool operator==(const Term&, const Term&) = default;
};
/// The events a term may count from.
const std::vector<std::string>& term_events();
/// The last day of `most` units after `event`; months and years by the calendar, a day that the
/// month lacks becoming its last. Never moved off a weekend.
Result<Date> last_day(const Term& term, Date event, const Calendar& calendar);

/// Text in both languages, and the period it sets if it sets one.
struct Wording {
  std::string en, es;
  std::optional<Term> within;
  friend bool operator==(const Wording&, const Wording&) = default;
};

/// Whether a rule binds the city itself.
enum class BindsCity { not_said, yes, no, sometimes, uncertain };
std::string_view name_of(BindsCity binds);  ///< "uncertain"; "" for not_said

/// One line of a public page. The value is text even where it is an amount: it is what the source
/// says, not something to compute with.
struct PublicFact {
  std::string id;     ///< "us/ct/stamford/office/town-clerk/telephone"
  std::string pack;   ///< "us/ct/stamford"
  std::string topic;  ///< of topics()
  std::string group;  ///< what it belongs to: "office/town-clerk"; may be empty
  std::string part;   ///< of parts(): which line of its group; may be empty
  std::string title, title_es;
  std::string note, note_es;  ///< may be empty
  BindsCity binds = BindsCity::not_said;
  std::vector<std::string> see;  ///< ids of other facts, or paths of this site ("/report")
  Dated<Wording> value;
  std::optional<Date> source_changed;  ///< the source was seen to be another than was read, on that day
};
/// Whether what the fact says on `day` was read (all of its sources, the earliest counts) before its
/// source changed on `changed`. Never of what nobody read.
bool read_before(const PublicFact& fact, Date day, Date changed);
const std::vector<std::string>& topics();
const std::vector<std::string>& parts();

/// Facts that belong together: an office, a rule, a form, a list of steps.
struct FactGroup {
  std::string id;  ///< "office/town-clerk"
  std::string pack;
  std::string title, title_es;
};

/// Facts of a topic, those of the city first, then state, then federal, each as the packs order
/// them; all when `topic` is empty.
std::vector<const PublicFact*> public_facts(const Rules& rules, std::string_view topic = {});
const PublicFact* public_fact(const Rules& rules, std::string_view id);  ///< nullptr: none
const FactGroup* fact_group(const Rules& rules, std::string_view id);    ///< nullptr: none

/// What of the public facts and groups lacks its Spanish: "us/ct/…: title-es", one each.
std::vector<std::string> untranslated(const Rules& rules);

/// How a page shows it on `day`: {"id","topic","group","part","title","title_es","note","note_es",
/// "binds_city","see","answer","text","values":[…],"values_es":[…],"says","silence":{…}|null,
/// "within":{…}|null,"from","to","source_changed":day|null,"sources":[…]}; "text" is one line for people.
Json to_json(const PublicFact& fact, Date day);

/// The text a page prints: the value; "Not specified on the cited page: …"; "Sources disagree:
/// …"; "Not seen: …".
std::string to_words(const PublicFact& fact, Date day);

}  // namespace ledgelight::law
