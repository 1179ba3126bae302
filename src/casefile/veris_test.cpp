#include "casefile/veris.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "casefile/law_facts.hpp"
#include "casefile/vocabulary.hpp"

namespace ledgelight::casefile {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream in(path);
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}
const std::vector<std::string>& invented() {
  static const auto lines = lines_of(LEDGELIGHT_SOURCE_DIR "/tests/data/veris-invented.jsonl");
  return lines;
}
VerisCase read(std::string_view line) {
  auto out = from_veris(line);
  EXPECT_TRUE(out) << line;
  return out ? *std::move(out) : VerisCase();
}
const Fact* find(const VerisCase& record, std::string_view name) {
  for (const auto& fact : record.facts) {
    if (fact.name == name) return &fact;
  }
  return nullptr;
}
Json value(const VerisCase& record, std::string_view name) {
  const auto* fact = find(record, name);
  return fact == nullptr ? Json() : fact->value;
}
std::vector<std::string> leftovers(const VerisCase& record) {
  std::vector<std::string> out;
  for (const auto& l : record.leftovers) out.push_back(l.path);
  return out;
}

// A walk of our own, apart from the importer's: path → scalar, in the paths of the report.
void leaves(const Json& value, const std::string& path, std::map<std::string, Json>& out) {
  if (value.is_object() && !value.empty()) {
    for (const auto& item : value.items()) {
      const auto& key = item.key();
      const bool plain = !key.empty() && key.find_first_of(".[]\"\\") == std::string::npos;
      const auto step = plain ? key : Json(key).dump();
      leaves(item.value(), path.empty() ? step : path + "." + step, out);
    }
  } else if (value.is_array() && !value.empty()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      leaves(value[i], path + "[" + std::to_string(i) + "]", out);
    }
  } else {
    out[path] = value;
  }
}

void collect_words(const Json& value, std::set<std::string>& out) {
  if (value.is_structured()) {
    for (const auto& item : value) collect_words(item, out);
  } else {
    out.insert(value.is_string() ? value.get<std::string>() : value.dump());
  }
}

// Every leaf is a fact's, a leftover or blank, exactly once; and the words of each mapped leaf
// stand in some fact other than the copy of the record.
void expect_nothing_lost(const std::string& line) {
  const auto record = read(line);
  std::map<std::string, Json> all;
  leaves(Json::parse(line), "", all);

  std::multiset<std::string> seen(record.mapped.begin(), record.mapped.end());
  seen.insert(record.blank.begin(), record.blank.end());
  for (const auto& l : record.leftovers) seen.insert(l.path);
  std::multiset<std::string> wanted;
  for (const auto& leaf : all) wanted.insert(leaf.first);
  EXPECT_EQ(seen, wanted) << record.identity;

  std::set<std::string> words;
  for (const auto& fact : record.facts) {
    if (fact.name != "origin.record") collect_words(fact.value, words);
    EXPECT_TRUE(checked(fact)) << fact.name;
  }
  const std::set<std::string> by_certainty = {"attribute.confidentiality.data_disclosure",
                                              "plus.attribute.confidentiality.credit_monitoring",
                                              "plus.attribute.confidentiality.data_abuse",
                                              "security_incident"};
  for (const auto& path : record.mapped) {
    const auto& leaf = all[path];
    if (leaf.is_boolean() || leaf.is_structured() || by_certainty.count(path) > 0) continue;
    if (path.rfind("timeline.incident.", 0) == 0) {
      const auto began = value(record, "began").get<std::string>();
      EXPECT_THAT(began, HasSubstr(leaf.dump().substr(0, leaf.dump().find('.')))) << path;
      continue;
    }
    auto text = leaf.is_string() ? trimmed(leaf.get<std::string>()) : leaf.dump();
    const bool whole = leaf.is_number_float() && words.count(text) == 0;
    if (whole) text = text.substr(0, text.find('.'));
    EXPECT_EQ(words.count(text), 1U) << record.identity << " " << path;
  }
  EXPECT_EQ(value(record, "origin.record"), trimmed(line));
}

TEST(Veris, LosesNoValueOfTheInventedRecords) {
  ASSERT_EQ(invented().size(), 7U);
  for (const auto& line : invented()) expect_nothing_lost(line);
}

TEST(Veris, KeepsAMonthAMonthAndADayADay) {
  EXPECT_EQ(value(read(invented()[0]), "began"), "2019-04");
  EXPECT_EQ(value(read(invented()[1]), "began"), "2020-02-29");
  EXPECT_EQ(value(read(invented()[2]), "began"), "2018");
}

TEST(Veris, LeavesADayThatDoesNotExistWithoutAHome) {
  const auto record = read(invented()[3]);
  EXPECT_EQ(value(record, "began"), "2021-02");
  EXPECT_THAT(leftovers(record), Contains("timeline.incident.day"));
  EXPECT_THAT(record.warnings, Contains("timeline.incident.day: is not part of a date"));
  const auto no_month = read(invented()[4]);
  EXPECT_EQ(value(no_month, "began"), "2017");
  EXPECT_THAT(leftovers(no_month), Contains("timeline.incident.month"));
  EXPECT_THAT(leftovers(no_month), Contains("timeline.incident.day"));
}

TEST(Veris, NeverReckonsADayOfDiscoveryFromANumberOfDays) {
  const auto record = read(invented()[0]);
  EXPECT_EQ(find(record, "discovered"), nullptr);
  EXPECT_EQ(canonical(value(record, "timeline.relative")),
            R"([{"stage":"discovery","unit":"Days","value":"3.0"},{"stage":"containment","unit":"Hours"}])");
}

TEST(Veris, TakesOneElementForAVarietyThatMeansOneElement) {
  const auto record = read(invented()[0]);
  EXPECT_EQ(canonical(value(record, "data")), R"([{"elements":["medical"],"medium":"paper"}])");
  EXPECT_EQ(canonical(value(record, "data.described")),
            R"([{"amount":120,"variety":"Medical"},{"variety":"Personal"}])");
  EXPECT_EQ(value(record, "data.records"), 120);
  EXPECT_EQ(find(record, "data")->certainty, Certainty::known);
}

TEST(Veris, SaysNothingOfProtectionWhenTheRecordNamesTwoStates) {
  const auto record = read(invented()[1]);
  EXPECT_EQ(find(record, "data"), nullptr);
  EXPECT_EQ(find(record, "data.described")->certainty, Certainty::suspected);
}

TEST(Veris, TreatsDataThatWasNotDisclosedAsRuledOut) {
  const auto record = read(invented()[2]);
  EXPECT_EQ(find(record, "data.disclosed")->certainty, Certainty::ruled_out);
  EXPECT_EQ(find(record, "data")->certainty, Certainty::ruled_out);
  EXPECT_EQ(find(record, "data.subjects"), nullptr);
  FactBook book;
  for (const auto& fact : record.facts) book.add(fact, Instant(), 1);
  EXPECT_EQ(law_facts(book).facts["data"], Json::array());
}

TEST(Veris, CallsDataWhoseDisclosureIsUnknownSuspected) {
  const auto record = read(invented()[5]);
  EXPECT_EQ(find(record, "data.disclosed")->certainty, Certainty::unknown);
  EXPECT_EQ(find(record, "data")->certainty, Certainty::suspected);
  EXPECT_EQ(value(record, "data")[0]["protection"], "none");
  EXPECT_EQ(value(record, "data.records"), 40);
}

TEST(Veris, NamesAKindOnlyWhenAllActionsAgree) {
  EXPECT_EQ(value(read(invented()[0]), "incident.kind"), "misdirected_mail");
  EXPECT_EQ(find(read(invented()[1]), "incident.kind"), nullptr);  // malware and something unknown
  EXPECT_EQ(find(read(invented()[3]), "incident.kind")->value, "lost_device");
  EXPECT_EQ(value(read(invented()[5]), "incident.kind"), "lost_device");
  EXPECT_EQ(find(read(invented()[6]), "incident.kind"), nullptr);  // two varieties, two kinds
}

TEST(Veris, KeepsNamesOfPeopleInFactsMarkedPersonal) {
  const auto record = read(invented()[1]);
  EXPECT_EQ(canonical(value(record, "incident.actor_named")),
            R"([{"names":["Invented Gang"],"party":"external"}])");
  for (const auto& fact : record.facts) {
    if (fact.value.dump().find("Invented Gang") != std::string::npos) {
      EXPECT_TRUE(find_kind(fact.name)->personal) << fact.name;
    }
  }
}

TEST(Veris, TellsUnknownFromUnsaid) {
  const auto record = read(invented()[2]);
  EXPECT_EQ(find(record, "incident.actor")->certainty, Certainty::unknown);
  EXPECT_EQ(find(record, "incident.action")->certainty, Certainty::unknown);
  EXPECT_EQ(find(read(invented()[4]), "incident.actor"), nullptr);
}

TEST(Veris, ReadsAnUnknownVersionWithAWarningAndKeepsUnknownFields) {
  const auto record = read(invented()[3]);
  EXPECT_THAT(record.warnings,
              Contains("schema_version: is not one we know; read as the nearest we know"));
  EXPECT_THAT(leftovers(record), Contains("colour"));
  EXPECT_THAT(leftovers(record), Contains("discovery_method"));
  EXPECT_THAT(leftovers(record), Contains("\"odd.key\".\"with [brackets]\"[0]"));
  EXPECT_THAT(leftovers(record), Contains("asset.assets[0].amount"));
  EXPECT_THAT(leftovers(record), Contains("attribute.confidentiality.data_total"));
  EXPECT_THAT(value(record, "origin.record").get<std::string>(), HasSubstr("\"colour\":\"red\""));
}

TEST(Veris, GivesARecordOneIdentityHoweverOftenItComes) {
  EXPECT_EQ(read(invented()[0]).identity, "veris:invented:INV-0001");
  EXPECT_EQ(read(invented()[4]).identity, "veris::5");
  const std::string nameless = R"({"summary":"x"})";
  EXPECT_EQ(read(nameless).identity, "veris:sha256:" + sha256_hex(nameless));
}

TEST(Veris, MakesASubjectFromWhoWhatAndWhen) {
  EXPECT_EQ(read(invented()[0]).subject, "Invented Town: misdirected mail (2019-04)");
  EXPECT_THAT(read(invented()[0]).subject, Not(HasSubstr("clerk")));
  EXPECT_EQ(read(invented()[2]).subject, "Unnamed organization: unknown (2018)");
}

TEST(Veris, RefusesALineThatIsNoRecordWithOneClearError) {
  const std::vector<std::pair<std::string, Errc>> bad = {
      {"{", Errc::bad_input},        {"[]", Errc::bad_input},
      {"{}", Errc::unsupported},     {R"({"a":1})", Errc::unsupported},
      {"\xff", Errc::bad_input},     {R"({"summary":1,"summary":2})", Errc::bad_input},
      {"null trailing", Errc::bad_input}};
  for (const auto& line : bad) {
    const auto record = from_veris(line.first);
    ASSERT_FALSE(record) << line.first;
    EXPECT_EQ(record.error().code, line.second) << line.first;
    EXPECT_FALSE(record.error().detail.empty());
  }
}

TEST(Veris, BoundsLineDepthAndNumberOfValues) {
  EXPECT_EQ(from_veris(R"({"summary":")" + std::string(1U << 20, 'a') + R"("})").error().code,
            Errc::too_large);
  EXPECT_FALSE(from_veris(R"({"incident_id":"X","plus":)" + std::string(100, '[') + std::string(100, ']') + "}"));
  std::string many = R"({"incident_id":"X","plus":[0)";
  for (int i = 0; i < 20'000; ++i) many += ",1";
  EXPECT_EQ(from_veris(many + "]}").error().code, Errc::too_large);
}

TEST(Veris, TreatsAValueThatFitsNoFactAsALeftoverAndSaysSo) {
  const auto record =
      read(R"({"incident_id":"X","summary":")" + std::string(30'000, 'a') + R"("})");
  EXPECT_THAT(leftovers(record), ElementsAre("summary"));
  std::string many = R"({"incident_id":"X","actor":{"external":{"variety":["v")";
  for (int i = 0; i < 60; ++i) many += ",\"v\"";
  EXPECT_EQ(read(many + "]}}}").leftovers.size(), 11U);
}

TEST(VerisFile, GoesOnAfterABadLineAndNumbersLinesAsAnEditorDoes) {
  std::istringstream in("\xEF\xBB\xBF" R"({"incident_id":"1"})" "\r\n\nnot json\n" R"({"incident_id":"2"})");
  std::vector<std::string> seen;
  read_veris(in, [&](std::uint64_t number, const Result<VerisCase>& record) {
    seen.push_back(std::to_string(number) + (record ? " " + record->incident_id : " refused"));
    return true;
  });
  EXPECT_THAT(seen, ElementsAre("1 1", "3 refused", "4 2"));
}

TEST(VerisFile, SkipsALineThatIsTooLongWithoutHoldingIt) {
  VerisLimits limits;
  limits.line_bytes = 64;
  std::istringstream in(std::string(1000, 'x') + "\n" R"({"incident_id":"2"})");
  std::vector<bool> seen;
  read_veris(
      in,
      [&](std::uint64_t, const Result<VerisCase>& record) {
        seen.push_back(record.has_value());
        return true;
      },
      limits);
  EXPECT_THAT(seen, ElementsAre(false, true));
}

TEST(VerisFile, StopsWhenToldTo) {
  std::istringstream in("{\n{\n{\n");
  int seen = 0;
  read_veris(in, [&](std::uint64_t, const Result<VerisCase>&) { return ++seen < 2; });
  EXPECT_EQ(seen, 2);
}

TEST(VerisReport, TotalsWhatHadNoHomeByPath) {
  VerisReport report;
  report.add(1, from_veris(R"({"incident_id":"A","plus":{"n":[1,2],"m":3}})"), "2026-0001", false);
  report.add(2, from_veris(R"({"incident_id":"A","plus":{"n":[4]}})"), "2026-0001", true);
  report.add(3, from_veris("{"), "", false);
  const auto json = report.to_json();
  EXPECT_EQ(canonical(json.at("no_home")),
            R"([{"path":"plus.m","values":1},{"path":"plus.n[]","values":3}])");
  EXPECT_EQ(json["imported"], 1);
  EXPECT_EQ(json["already"], 1);
  EXPECT_EQ(json["refused"], 1);
  EXPECT_EQ(json["values"], 6);
  EXPECT_EQ(json["values_kept_as_facts"], 2);
  EXPECT_EQ(json["records"][0]["no_home"], Json({"plus.m", "plus.n[]"}));
  EXPECT_EQ(general_path("\"a[1]\".b[12]"), "\"a[1]\".b[]");
}

TEST(VerisReal, ImportsEveryRecordOfTheSampleAndLosesNothing) {
  const char* data = std::getenv("LEDGELIGHT_DATA");
  if (data == nullptr) GTEST_SKIP() << "LEDGELIGHT_DATA is not set";
  const auto lines = lines_of(std::string(data) + "/vcdb-sample.jsonl");
  ASSERT_EQ(lines.size(), 400U);
  std::set<std::string> identities;
  VerisReport report;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    expect_nothing_lost(lines[i]);
    const auto record = from_veris(lines[i]);
    ASSERT_TRUE(record) << i + 1;
    identities.insert(record->identity);
    report.add(i + 1, record, "x", false);
    EXPECT_THAT(record->warnings, IsEmpty()) << i + 1;
    const auto incident = Json::parse(lines[i])["timeline"]["incident"];
    const std::size_t size = incident.contains("day") ? 10 : incident.contains("month") ? 7 : 4;
    EXPECT_EQ(value(*record, "began").get<std::string>().size(), size) << i + 1;
  }
  EXPECT_EQ(identities.size(), 400U);
  for (const auto& total : report.totals) {
    EXPECT_TRUE(total.first.rfind("plus.", 0) == 0 || total.first == "discovery_method.unknown")
        << total.first << " " << total.second;
  }
  EXPECT_GT(report.mapped * 100, report.values * 80);
}

}  // namespace
}  // namespace ledgelight::casefile
