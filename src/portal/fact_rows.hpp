// portal/fact_rows.hpp: facts of the packs put on a page, in the reader's language.
//
// The four answers look different: a value is plain text; "not specified", "not seen" and "sources
// disagree" each carry their own word and mark. Every source shows the day it was read, and says
// so when that is more than 90 days ago.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "desk/place.hpp"
#include "law/public_facts.hpp"
#include "law/rules.hpp"
#include "pages/web.hpp"

namespace ledgelight::portal {

constexpr int stale_after_days = 90;

/// What every page of facts needs at hand.
struct Facts {
  const pages::Web& web;
  const http::Request& request;
  const law::Rules& rules;
  std::string language;
  Date today;
  std::optional<desk::PlaceState> place;  ///< contacts the city entered; nothing: could not be read

  Facts(const pages::Web& web, const http::Request& request);
  bool spanish() const { return language == "es"; }
  std::string say(std::string_view key, const http::Messages::Named& named = {}) const {
    return web.say(request, key, named);
  }
  std::string day(Date date) const { return pages::day_words(language, date); }
  std::string title(const law::PublicFact& fact) const;
  std::string title(const law::FactGroup& group) const;
  /// A text of a rule rather than of a public fact, by the packs' `spanish:`. Nothing: the packs
  /// have none in this language; show the English and mark it.
  std::optional<std::string> words(std::string_view english) const;
};

enum class Extra { none, counted, see, paths };

/// Puts the part portal/fact at {{>FACT}}: answer, note, sources. `counted`: with the last day of
/// its period if the event were today. `see`: with links to what it names; `paths`: only to pages.
void put_fact(const Facts& facts, http::Values& row, const law::PublicFact& fact,
              Extra extra = Extra::none);
/// One line without sources: the value, "Not specified on the cited page", "Not seen" …
std::string short_answer(const Facts& facts, const law::PublicFact& fact);
/// "Police department: Telephone".
std::string full_title(const Facts& facts, const law::PublicFact& fact);
/// Sources alone, as rows SOURCES of `row`.
void put_sources(const Facts& facts, http::Values& row, const std::vector<law::Source>& sources);

/// Rows GROUPS (GROUP_TITLE, GROUP_ANCHOR, rows FACTS with FACT_TITLE and the part) for every group
/// of `topic`, in order; facts without a group make a group of their topic's name at the end.
void put_groups(const Facts& facts, http::Values& page,
                const std::vector<const law::PublicFact*>& of, Extra extra = Extra::none);

/// "office/town-clerk" as an id of a page: "office-town-clerk".
std::string anchor_of(std::string_view id);
/// Where the page that shows this fact is: "/responsible#office-police".
std::string page_of(const law::PublicFact& fact);

/// The first http address in a text, and what stands around it.
struct Linked {
  std::string before, address, after;
};
Linked linked(std::string_view text);

}  // namespace ledgelight::portal
