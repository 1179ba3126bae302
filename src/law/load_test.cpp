#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "base/bytes.hpp"
#include "base/embedded.hpp"
#include "base/text.hpp"
#include "law/duties.hpp"
#include "law/node.hpp"
#include "law/rules.hpp"

namespace ledgelight::law {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

RuleFiles embedded() { return *rule_files(); }

std::string fault_of(const RuleFiles& files, std::string_view city = "us/ct/stamford") {
  const std::set<std::string> no_other_states;
  const auto rules = load_rules(city, files, no_other_states);
  return rules ? "no fault" : rules.error().detail;
}

// The embedded packs with one text replaced by another; the test fails if it is not there.
RuleFiles with(const std::string& path, const std::string& old, const std::string& now) {
  auto files = embedded();
  auto& text = files.at(path);
  const auto at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  if (at != std::string::npos) text.replace(at, old.size(), now);
  return files;
}

TEST(Packs, OfStamfordLayerFederalStateAndCity) {
  const auto rules = load_rules("us/ct/stamford");
  ASSERT_TRUE(rules) << rules.error().detail;
  std::vector<std::string> ids;
  for (const auto& pack : rules->packs) ids.push_back(pack.id);
  EXPECT_THAT(ids, ElementsAre("us", "us/ct", "us/ct/stamford"));
  EXPECT_EQ(rules->place.zone, "America/New_York");
  EXPECT_EQ(rules->place.state, "US-CT");
  EXPECT_THAT(rules->place.covers.at(0), HasSubstr("North Stamford is a part of"));
  ASSERT_NE(rules->breach_of("US-CT"), nullptr);
  EXPECT_EQ(rules->calendar("us/ct/stamford"), rules->calendar("us/ct"));
  EXPECT_EQ(rules->calendar("us"), nullptr);
}

TEST(Packs, ThatDoNotExistAreNamedWithThoseThatDo) {
  EXPECT_THAT(fault_of(embedded(), "us/zz"), HasSubstr("no pack 'us/zz'; there are: us, us/ak"));
  EXPECT_EQ(load_rules("../etc", embedded()).error().code, Errc::bad_input);
  EXPECT_EQ(load_rules("", embedded()).error().code, Errc::bad_input);
}

// ---- every claim has a source -----------------------------------------------------------------

// Takes every source out of a tree; says how many there were.
int without_sources(Json& node) {
  int taken = 0;
  if (node.is_object()) taken += static_cast<int>(node.erase("source"));
  if (node.is_structured())
    for (auto& child : node) taken += without_sources(child);
  return taken;
}

TEST(Packs, NoClaimLoadsOnceItsSourceIsTakenAway) {
  const auto files = embedded();
  int claims = 0;
  for (const auto& [path, bytes] : files) {
    if (path.find(".cases.") != std::string::npos || path.find("sources.yaml") != std::string::npos)
      continue;
    const auto pack =
        path.rfind("us/ct/", 0) == 0 ? "us/ct/stamford" : path.substr(0, path.rfind('/'));
    auto tree = to_json(*parse_node(path, bytes));
    const int taken = without_sources(tree);
    claims += taken;
    auto less = files;
    less[path] = plain_json(tree);  // JSON is YAML
    int missed = 0;
    for (const auto& line : split(fault_of(less, pack), '\n'))
      missed += line.find("a claim without a source") != std::string::npos ? 1 : 0;
    EXPECT_EQ(missed, taken) << path;
  }
  EXPECT_GT(claims, 120);
}

void expect_sourced(const std::vector<Source>& sources) {
  ASSERT_FALSE(sources.empty());
  for (const auto& source : sources) {
    EXPECT_FALSE(source.cite.empty());
    if (!source.verified()) continue;
    EXPECT_TRUE(source.read.has_value()) << source.cite;
    EXPECT_FALSE(source.url.empty() && source.what.empty()) << source.cite;
  }
}

TEST(Packs, EveryPublicFactSaysWhereItWasRead) {
  const auto rules = load_rules("us/ct/stamford");
  ASSERT_TRUE(rules);
  for (const auto& fact : rules->public_facts)
    for (const auto& stated : fact.value.spans) expect_sourced(stated.all_sources());
  const auto& law = *rules->breach_of("US-CT");
  for (const auto& stated : law.individuals.front().days.spans)
    expect_sourced(stated.all_sources());
  for (const auto& element : law.personal.elements) expect_sourced(element.sources);
  for (const auto& holiday : rules->calendar("us/ct")->holidays) expect_sourced(holiday.sources);
}

// ---- what a pack may not say --------------------------------------------------------------------

TEST(Packs, FaultsNameFileLineAndWhatToWriteInstead) {
  const std::string path = "us/ct/breach.yaml";
  EXPECT_THAT(fault_of(with(path, "unit: calendar-days", "unit: fortnights")),
              HasSubstr("'fortnights' is not known under 'unit'; write one of: calendar-days, business-days"));
  EXPECT_THAT(fault_of(with(path, "soft: ", "sotf: ")),
              HasSubstr("'sotf' is not a key here; write one of: bearer, recipient"));
  EXPECT_THAT(fault_of(with(path, "value: 60", "value: sixty")),
              HasSubstr("'value' is not a whole number"));
  EXPECT_THAT(fault_of(with(path, "from: 2021-10-01\n            source", "from: 2021-13-01\n            source")),
              HasSubstr("'from' is not a day that exists; write it as 2026-03-02"));
  EXPECT_THAT(fault_of(with(path, "from: S01", "from: S999")),
              HasSubstr("no source 'S999'; add it to sources.yaml"));
  EXPECT_THAT(fault_of(with(path, "element: ssn", "element: sss")),
              HasSubstr("'sss' is not known under 'element'; write one of: account_credentials"));
  EXPECT_THAT(fault_of(with(path, "rule: us/ct/breach/coverage", "rule: us/ny/coverage")),
              HasSubstr("begin it with us/ct/"));
  EXPECT_THAT(fault_of(with(path, "on: key-taken", "on: key-eaten")),
              HasSubstr("'key-eaten' is not known under 'on'"));
  EXPECT_THAT(fault_of(with("us/ct/pack.yaml", "format: 1", "format: 2")),
              HasSubstr("us/ct/pack.yaml:"));
  EXPECT_THAT(fault_of(with(path, "confidence: official-page", "confidence: certain")),
              HasSubstr("'certain' is not known under 'confidence'; write one of: statute-text"));
}

TEST(Packs, TwoValuesOnOneDayAreAFaultUnlessTheyAreCalledADisagreement) {
  EXPECT_THAT(fault_of(with("us/ct/breach.yaml", "to: 2021-09-30\n            source:\n              - {cite: \"PA 15-142; Conn",
                            "to: 2021-10-01\n            source:\n              - {cite: \"PA 15-142; Conn")),
              HasSubstr("two statements in force on the same day"));
}

TEST(Packs, WhatIsOnlyRememberedMayNotCarryAnAddress) {
  EXPECT_THAT(fault_of(with("us/ct/breach.yaml", "from: S01, confidence: official-page",
                            "from: S01, confidence: recalled-unseen")),
              HasSubstr("recalled-unseen with an address"));
  EXPECT_THAT(fault_of(with("us/ct/breach.yaml", ", from: S01, confidence: official-page",
                            ", confidence: official-page")),
              HasSubstr("a source that was seen has no address"));
}

TEST(Packs, AllFaultsAreReportedAtOnce) {
  auto files = with("us/ct/breach.yaml", "element: ssn", "element: sss");
  files["us/ct/stamford/place.yaml"] = "place: 3\npublik: []\n";
  const auto text = fault_of(files);
  EXPECT_THAT(text, HasSubstr("us/ct/breach.yaml:"));
  EXPECT_THAT(text, HasSubstr("us/ct/stamford/place.yaml:"));
}

TEST(Packs, HostileOnesEndInAFaultAndNotInACrash) {
  auto files = embedded();
  for (const auto* bad : {"", "[]", "breach: []", "breach: {rules: [[[[]]]]}", "public: {}",
                          "place: []", "calendar: {holidays: 4}", "- 1\n- 2\n", "\"", "a: &b [*b]",
                          "breach: {rules: [1, {kind: notify-individuals}]}",
                          "public: [{says: [{value: {}}]}]", "calendar: {holidays: [{rule: nth}]}"}) {
    files["us/ct/breach.yaml"] = bad;
    EXPECT_THAT(fault_of(files), HasSubstr("us/ct/breach.yaml:")) << bad;
  }
  files["us/ct/breach.yaml"] = "breach: {rules: [" + std::string(100'000, '1') + "]}";
  EXPECT_THAT(fault_of(files), HasSubstr("us/ct/breach.yaml:"));
}

// ---- digests and layers ---------------------------------------------------------------------------

TEST(Packs, DigestIsOfTheListingAsSha256sumPrintsIt) {
  const RuleFiles files = {{"us/pack.yaml", "a"},
                           {"us/b.yaml", "bb"},
                           {"us/ct/pack.yaml", "c"},
                           {"us/ct/d.yaml", "d"}};
  EXPECT_EQ(pack_digest(files, "us"), sha256_hex(sha256_hex("bb") + "  b.yaml\n" +
                                                 sha256_hex("a") + "  pack.yaml\n"));
  EXPECT_EQ(pack_digest(files, "us/ct"), sha256_hex(sha256_hex("d") + "  d.yaml\n" +
                                                    sha256_hex("c") + "  pack.yaml\n"));
}

TEST(Packs, OneChangedByteChangesItsOwnDigestOnly) {
  const auto before = *load_rules("us/ct/stamford");
  const auto after =
      *load_rules("us/ct/stamford", with("us/ct/breach.yaml", "value: 60", "value: 61"));
  EXPECT_EQ(before.packs[0].digest, after.packs[0].digest);
  EXPECT_NE(before.packs[1].digest, after.packs[1].digest);
  EXPECT_EQ(before.packs[2].digest, after.packs[2].digest);
  EXPECT_NE(before.digest(), after.digest());
}

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("law-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  void write(const std::string& name, const std::string& bytes) {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << bytes;
  }
  std::string str() const { return path_.string(); }

 private:
  fs::path path_;
};

TEST(Packs, AFolderLaidOverCorrectsALineWithoutARebuild) {
  Folder folder;
  folder.write("us/ct/breach.yaml",
               with("us/ct/breach.yaml", "value: 60", "value: 45").at("us/ct/breach.yaml"));
  const auto rules = load_rules("us/ct/stamford", folder.str());
  ASSERT_TRUE(rules) << rules.error().detail;
  const auto reckoning = duties_for(
      *rules, *read_facts(R"({"discovered":"2026-03-02","data":[{"elements":["name","ssn"]}]})"),
      *parse_date("2026-03-02"));
  EXPECT_EQ(reckoning->duties.at(0).due, *parse_date("2026-04-16"));
}

TEST(Packs, ANewCityIsDataOnly) {
  // Port Elm, Connecticut, is invented.
  Folder folder;
  folder.write("us/ct/port-elm/pack.yaml",
               "pack: us/ct/port-elm\nversion: 1\ntitle: Port Elm\nformat: 1\n");
  folder.write("us/ct/port-elm/place.yaml",
               "place:\n  name: City of Port Elm\n  short-name: Port Elm, Connecticut\n"
               "  state: US-CT\n  zone: America/New_York\n"
               "  source: {cite: invented, confidence: recalled-unseen}\n");
  const auto rules = load_rules("us/ct/port-elm", folder.str());
  ASSERT_TRUE(rules) << rules.error().detail;
  EXPECT_EQ(rules->place.name, "City of Port Elm");
  const auto facts = read_facts(
      R"({"city":"us/ct/port-elm","discovered":"2026-03-02","data":[{"elements":["name","ssn"]}]})");
  EXPECT_EQ(duties_for(*rules, *facts, *parse_date("2026-03-02"))->duties.size(), 3U);
}

TEST(Packs, AMissingFolderOrAHugeFileIsSaid) {
  EXPECT_THAT(rule_files("/nonexistent/rules").error().detail, HasSubstr("is not a folder"));
  Folder folder;
  folder.write("us/ct/breach.yaml", std::string((512U << 10) + 1, ' '));
  EXPECT_EQ(rule_files(folder.str()).error().code, Errc::too_large);
}

// ---- four answers -----------------------------------------------------------------------------------

const PublicFact& fact_of(const Rules& rules, std::string_view id) {
  for (const auto& fact : rules.public_facts)
    if (fact.id == id) return fact;
  ADD_FAILURE() << "no fact " << id;
  return rules.public_facts.front();
}

TEST(Penalty, SilenceInTheSourceIsNotAFineOfZero) {
  const auto rules = *load_rules("us/ct/stamford");
  const auto today = *parse_date("2026-11-24");
  const auto& fine = fact_of(rules, "us/ct/stamford/unspecified/fine");
  EXPECT_EQ(fine.value.on(today)->answer, Answer::not_specified);
  EXPECT_TRUE(fine.value.on(today)->readings.empty());
  EXPECT_THAT(to_words(fine, today), HasSubstr("Not specified on the cited page"));
  EXPECT_THAT(to_words(fine, today), HasSubstr("controlling: no such ordinance is named; cap: "
                                               "Conn. Gen. Stat. § 7-148(c)(10)(A)"));
  EXPECT_THAT(to_words(fine, today), Not(HasSubstr("$0")));
}

TEST(Penalty, TheOtherThreeAnswersLookDifferent) {
  const auto rules = *load_rules("us/ct/stamford");
  const auto today = *parse_date("2026-11-24");
  const auto json = [&](std::string_view id) { return to_json(fact_of(rules, id), today); };
  EXPECT_EQ(json("us/ct/penalty/wilful-violation")["answer"], "value");
  EXPECT_THAT(std::string(json("us/ct/penalty/wilful-violation")["note"]),
              HasSubstr("municipality uncertain"));
  EXPECT_EQ(json("us/ct/penalty/private-claim")["answer"], "sources-disagree");
  EXPECT_EQ(json("us/ct/penalty/private-claim")["values"].size(), 2U);
  const auto phone = json("us/ct/stamford/office/town-clerk/telephone");
  EXPECT_EQ(phone["answer"], "not-seen");
  EXPECT_THAT(std::string(phone["text"]), HasSubstr("Not seen: "));
  EXPECT_EQ(phone["sources"][0]["verified"], false);
}

TEST(Penalty, EveryFieldOfTheSheetThatIsSilentIsSaidToBe) {
  const auto rules = *load_rules("us/ct/stamford");
  const auto silent = public_facts(rules, "unspecified");
  EXPECT_EQ(silent.size(), 21U);
  for (const auto* fact : silent)
    for (const auto& stated : fact->value.spans) {
      EXPECT_EQ(stated.answer, Answer::not_specified) << fact->id;
      EXPECT_THAT(stated.says, HasSubstr("controlling: ")) << fact->id;
    }
}

}  // namespace
}  // namespace ledgelight::law
