// The words that pages need for what this room names, in both languages; and the documents.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "casefile/case_state.hpp"
#include "casefile/fact_words.hpp"
#include "casefile/report.hpp"
#include "casefile/vocabulary.hpp"

namespace ledgelight::casefile {
namespace {

std::string file(const std::string& path) {
  std::ifstream in(LEDGELIGHT_SOURCE_DIR "/" + path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void fields_of(const Shape& shape, std::set<std::string>& keys) {
  for (const auto& choice : shape.choices) keys.insert(token_key(shape.choices_name, choice));
  for (const auto& field : shape.fields) {
    keys.insert(field_key(field.key));
    fields_of(field.shape, keys);
  }
}

std::set<std::string> keys_needed() {
  std::set<std::string> keys;
  for (const auto& fact : fact_kinds()) {
    keys.insert({fact.label_key, fact.help_key, "fact_group." + fact.group});
    fields_of(fact.shape, keys);
  }
  for (const auto& kind : token_list("report_kind")) keys.insert(token_key("report_kind", kind));
  for (const auto c : {Certainty::known, Certainty::suspected, Certainty::ruled_out,
                       Certainty::unknown, Certainty::not_asked}) {
    keys.insert("certainty." + std::string(name_of(c)));
  }
  for (const auto s : {Status::received, Status::being_looked_at, Status::waiting_for_you,
                       Status::waiting_for_others, Status::answered, Status::closed}) {
    keys.insert("status." + std::string(name_of(s)));
    keys.insert("status." + std::string(name_of(s)) + ".meaning");
  }
  for (const auto u : {Urgency::none, Urgency::money_moving, Urgency::danger}) {
    keys.insert("urgency." + std::string(name_of(u)));
  }
  for (const auto& term : severity_of(FactBook()).terms) keys.insert(term.key);
  for (int level = 0; level <= 4; ++level) keys.insert("severity.level." + std::to_string(level));
  // Problem and likeness keys stand as literals in the sources of this room.
  for (const auto* source : {"src/casefile/report.cpp", "src/casefile/triage.cpp"}) {
    const auto text = file(source);
    for (const std::string start : {"\"report.problem.", "\"similar."}) {
      for (auto at = text.find(start); at != std::string::npos; at = text.find(start, at + 1)) {
        keys.insert(text.substr(at + 1, text.find('"', at + 1) - at - 1));
      }
    }
  }
  return keys;
}

TEST(Words, ExistForEveryNameOfThisRoomInBothLanguages) {
  const auto keys = keys_needed();
  EXPECT_GT(keys.size(), 300U);
  for (const auto* language : {"en", "es"}) {
    const auto messages =
        parse_json(file(std::string("content/") + language + "/messages.casefile.json"));
    ASSERT_TRUE(messages);
    // What residents read of this room stands with the portal's own words.
    const auto portal =
        parse_json(file(std::string("content/") + language + "/messages.portal.json"));
    ASSERT_TRUE(portal);
    for (const auto& key : keys) {
      EXPECT_NE(text_at(*messages, key) + text_at(*portal, key), "") << language << " " << key;
    }
  }
}

TEST(Words, OfAResidentsStatusAreTheSix) {
  const auto english = parse_json(file("content/en/messages.portal.json"));
  ASSERT_TRUE(english);
  for (const auto s : {Status::received, Status::being_looked_at, Status::waiting_for_you,
                       Status::waiting_for_others, Status::answered, Status::closed}) {
    EXPECT_EQ(text_at(*english, "status." + std::string(name_of(s))), words_of(s));
  }
}

TEST(Words, PlacesOfTheFactsFileAndStatesStandInASentenceInWords) {
  const Speaker speaker{
      [](std::string_view key) {
        return key == "portal.state.US-NY" ? std::string("New York") : "<" + std::string(key) + ">";
      },
      [](Date) { return std::string(); }, [](const When&) { return std::string(); }};
  const auto words = [&](std::string_view text) { return sentence_words(speaker, text); };
  EXPECT_EQ(words("each affected resident of US-NY"), "each affected resident of New York");
  EXPECT_EQ(words("US-NY, 1 resident: they fall under US-QQ."),
            "New York, 1 resident: they fall under US-QQ.");
  const auto hold = path_words(speaker, "law_enforcement_hold");
  EXPECT_EQ(words("Not known, and read the safe way: law_enforcement_hold."),
            "Not known, and read the safe way: \u201C" + hold + "\u201D.");
  EXPECT_EQ(words("read: people[2].count, harm.finding."),
            "read: \u201C" + path_words(speaker, "people[2].count") + "\u201D, \u201C" +
                path_words(speaker, "harm.finding") + "\u201D.");
  // What no fact is called stays: sections, addresses, words that are also names of facts.
  for (const auto* text : {"36a-701b(b), 45 CFR 164.408, e.g. data and people",
                           "https://example.org/law_enforcement_hold", ""})
    EXPECT_EQ(words(text), text);
}

TEST(Documents, NameEveryFact) {
  const auto document = file("docs/formats/case.md") + file("docs/formats/veris-import.md");
  for (const auto& fact : fact_kinds()) {
    EXPECT_NE(document.find("`" + fact.name + "`"), std::string::npos) << fact.name;
  }
}

}  // namespace
}  // namespace ledgelight::casefile
