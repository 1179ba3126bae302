// The rules that are data, run against the cases beside them (content/discover/cases.json).
#include <gtest/gtest.h>

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "discover/delimited.hpp"
#include "discover/gazetteer.hpp"
#include "discover/names.hpp"
#include "discover/scan.hpp"
#include "discover/validate.hpp"
#include "discover/words.hpp"

namespace ledgelight {
std::span<const EmbeddedFile> embedded_discover();
}

namespace ledgelight::discover {
namespace {

const Json& cases() {
  static const Json all = [] {
    const auto* file = find_embedded(embedded_discover(), "cases.json");
    CHECK(file != nullptr);
    auto json = parse_json(file->bytes);
    CHECK(json);
    return *json;
  }();
  return all;
}

TEST(Rules, EachHeadingMeansWhatItsCaseSays) {
  for (const auto& [meaning, headings] : cases()["headings"].items())
    for (const auto& heading : headings)
      EXPECT_EQ(word_of(meaning_of_heading(heading.get<std::string>())), meaning) << heading;
}

TEST(Rules, EachValueIsReadOrRefusedAsItsCaseSays) {
  for (const auto& c : cases()["values"]) {
    const auto word = c["means"].get<std::string>();
    Column column;
    column.heading = word;
    while (word_of(column.meaning) != word)
      column.meaning = static_cast<Meaning>(static_cast<int>(column.meaning) + 1);
    const auto read = [&](const std::string& value) -> std::string {
      const Text text{value, value, 0, Encoding::bytes};
      const auto hit = read_cell(text, {0, value.size()}, column, c.value("state", ""));
      if (!hit || hit->confidence < 50) return "";
      EXPECT_LE(hit->to, value.size());
      EXPECT_FALSE(hit->reason.empty());
      return std::string(token_of(hit->element)) + "=" + hit->norm;
    };
    for (const auto& [value, want] : c["finds"].items())
      EXPECT_EQ(read(value), want.get<std::string>()) << word << " " << value;
    for (const auto& value : c["refuses"])
      EXPECT_EQ(read(value.get<std::string>()), "") << word << " " << value;
  }
}

TEST(Rules, EachTextHoldsWhatItsCaseSays) {
  for (const auto& c : cases()["texts"]) {
    const auto text = c["text"].get<std::string>();
    Collected all;
    MemorySource source(text);
    ASSERT_TRUE(scan(source, 0, "", all));
    std::vector<std::string> seen;
    for (const auto& f : all.findings)
      seen.push_back(std::string(token_of(f.element)) + "=" + f.norm.reveal(Purpose::test));
    EXPECT_EQ(seen, c["finds"].get<std::vector<std::string>>()) << c["about"];
  }
}

TEST(Gazetteer, KnowsTheCensusAndTellsWordsFromNames) {
  EXPECT_EQ(rank_of_name("SMITH").family, 1);
  EXPECT_EQ(rank_of_name("Mary").given, 1);
  EXPECT_GT(rank_of_name("María").given, 0);
  EXPECT_GT(rank_of_name("O'Brien").family, 0);
  EXPECT_GT(rank_of_name("Smith-Unheardof").family, 0);
  EXPECT_FALSE(rank_of_name("Zzyzzqx").known());
  EXPECT_FALSE(rank_of_name("").known());
  EXPECT_FALSE(rank_of_name("-").known());
  EXPECT_GE(name_likelihood("Patricia Gonzalez"), 90);
  EXPECT_GE(name_likelihood("GONZALEZ, PATRICIA M"), 90);
  EXPECT_LT(name_likelihood("Rose Church"), 50);
  EXPECT_LT(name_likelihood("Water Department"), 40);
  EXPECT_LT(name_likelihood("Invented Valve LLC"), 10);
}

TEST(Gazetteer, FindsTheNameInARunOfCapitals) {
  const auto spotted = [](std::string_view s) {
    std::size_t end = 0;
    const auto at = spot_name(s, 0, false, end);
    return at && at->likelihood >= 60 ? std::string(s.substr(at->from, at->to - at->from))
                                      : std::string();
  };
  EXPECT_EQ(spotted("Yesterday John Smith Reported it"), "John Smith");
  EXPECT_EQ(spotted("Donald van der Berg, clerk"), "Donald van der Berg");
  EXPECT_EQ(spotted("GONZALEZ, PATRICIA M wrote"), "GONZALEZ, PATRICIA M");
  EXPECT_EQ(spotted("Martin Luther King Drive"), "");
  EXPECT_EQ(spotted("Rose Church Street"), "");
  EXPECT_EQ(spotted("Patricia Gonzalez's file"), "Patricia Gonzalez");
}

TEST(Validators, OfRarerNumbersKeepTheirRules) {
  EXPECT_TRUE(valid_npi("1234567893"));
  EXPECT_FALSE(valid_npi("1234567890"));
  EXPECT_TRUE(valid_vin("1M8GDM9AXKP042788"));
  EXPECT_FALSE(valid_vin("1M8GDM9A0KP042788"));
  EXPECT_EQ(soundex("Robert"), "R163");
  EXPECT_EQ(soundex("Ashcraft"), "A261");
  EXPECT_EQ(soundex("Tymczak"), "T522");
  EXPECT_EQ(licence_fits_name("FL", "R163000860820", "Robert"), std::optional<bool>(true));
  EXPECT_EQ(licence_fits_name("FL", "R163000860820", "Zimmer"), std::optional<bool>(false));
  EXPECT_EQ(licence_fits_name("CT", "141663256", "Robert"), std::nullopt);
  const auto mrz = read_mrz("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                            "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
  ASSERT_TRUE(mrz);
  EXPECT_EQ(mrz->number, "L898902C3");
  EXPECT_EQ(mrz->birth, "1974-08-12");
  EXPECT_EQ(mrz->family, "ERIKSSON");
  EXPECT_FALSE(read_mrz("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                        "L898902C37UTO7408122F1204159ZE184226B<<<<<10"));
}

}  // namespace
}  // namespace ledgelight::discover
