// law/public_facts.hpp: what the public pages say, each with its source, day read and confidence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "law/source.hpp"

namespace ledgelight::law {

struct Rules;

/// One line of a public page. `value` is text even where it is an amount: it is what the source
/// says, not something to compute with.
struct PublicFact {
  std::string id;     ///< "us/ct/stamford/office/town-clerk/telephone"
  std::string pack;   ///< "us/ct/stamford"
  std::string topic;  ///< office | place | penalty | enforcement | unspecified | directory | rule
  std::string group;  ///< what it belongs to: "office/town-clerk"; may be empty
  std::string title, title_es;
  std::string note;   ///< "application to a municipality uncertain"; may be empty
  Dated<std::string> value;
};

/// Facts of a topic, as the packs order them; all when `topic` is empty.
std::vector<const PublicFact*> public_facts(const Rules& rules, std::string_view topic = {});

/// How a page shows it on `day`: {"id","topic","group","title","title_es","note","answer","text",
/// "values":[…],"says","from","to","sources":[…]}; "text" is one line for people.
Json to_json(const PublicFact& fact, Date day);

/// The text a page prints: the value; "Not specified on the cited page: …"; "Sources disagree:
/// …"; "Not seen: …".
std::string to_words(const PublicFact& fact, Date day);

}  // namespace ledgelight::law
