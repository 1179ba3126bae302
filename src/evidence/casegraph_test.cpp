#include "evidence/casegraph.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/bytes.hpp"

namespace ledgelight::evidence {
namespace {

CaseGraph sample() {
  CaseGraph g;
  g.origin = "city.example/log";
  g.organization = "City of Example, incident desk";
  g.case_id = "2026-0007";
  g.status = "open";
  g.opened = *parse_instant("2026-03-04T10:00:00Z");
  g.tool_version = "0.1.0";
  for (const auto* n : {"1", "2"})
    g.items.push_back({std::string("2026-0007/E") + n,
                       std::string("00000") + n + ".bin",
                       {90, sha256_hex(n), sha512_hex(n)},
                       "auth\\x0a.log"});
  const auto row = [&](std::uint64_t event, const char* item, const char* action, const char* actor,
                       const char* giver = "", const char* taker = "") {
    g.custody.push_back(
        {event, item, action, actor, g.opened + std::chrono::minutes(event), "", giver, taker});
  };
  row(2, "2026-0007/E1", "collect", "o-2");
  row(3, "2026-0007/E2", "receive", "o-2", "resident", "o-2");
  row(4, "2026-0007/E1", "read", "system");
  row(5, "2026-0007/E1", "release", "o-2", "o-2", "state lab");
  return g;
}

// Every @id in the tree: those that define a node or facet, and those that only point.
void collect(const Json& value, std::set<std::string>& defined, std::set<std::string>& pointed) {
  if (value.is_object()) {
    const bool node = value.contains("@type") && value.contains("@id");
    if (value.contains("@id")) (node ? defined : pointed).insert(value["@id"].get<std::string>());
    EXPECT_FALSE(value.contains("@type") && !value.contains("@id") && !value.contains("@value"))
        << "a blank node: " << value.dump();
  }
  if (value.is_structured())
    for (const auto& member : value) collect(member, defined, pointed);
}

TEST(CaseGraph, EveryNodeHasANameOfItsOwnAndEveryPointerANode) {
  const auto json = case_graph(sample());
  std::set<std::string> defined, pointed;
  std::multiset<std::string> top;
  collect(json["@graph"], defined, pointed);
  for (const auto& node : json["@graph"]) top.insert(node["@id"].get<std::string>());
  for (const auto& id : top) EXPECT_EQ(top.count(id), 1U) << id;
  for (const auto& id : pointed) EXPECT_EQ(top.count(id), 1U) << id;
  for (const auto& id : defined) EXPECT_TRUE(id.starts_with("kb:")) << id;
}

TEST(CaseGraph, TwoExportsOfTheSameCaseAgree) {
  EXPECT_EQ(case_graph(sample()), case_graph(sample()));
  EXPECT_TRUE(canonical_json(case_graph(sample())));
}

TEST(CaseGraph, EachHandlingTakesTheRecordTheLastOneMade) {
  const auto json = case_graph(sample());
  std::vector<Json> actions;
  for (const auto& node : json["@graph"])
    if (node["@type"] == "case-investigation:InvestigativeAction") actions.push_back(node);
  ASSERT_EQ(actions.size(), 4U);
  EXPECT_EQ(actions[0]["uco-core:name"], "collected");
  EXPECT_EQ(actions[1]["case-investigation:wasInformedBy"][0]["@id"], actions[0]["@id"]);
  EXPECT_EQ(actions[1]["uco-action:object"][0], actions[0]["uco-action:result"][1]);
  EXPECT_EQ(actions[2]["uco-action:object"][0], actions[1]["uco-action:result"][0]);
  EXPECT_EQ(actions[2]["uco-core:name"], "custody-released");
  EXPECT_FALSE(actions[3].contains("case-investigation:wasInformedBy")) << "another item";
}

TEST(CaseGraph, NamesAreVersionFiveUuids) {
  const auto uuid = uuid_of("x");
  EXPECT_EQ(uuid, uuid_of("x"));
  EXPECT_NE(uuid, uuid_of("y"));
  ASSERT_EQ(uuid.size(), 36U);
  EXPECT_EQ(uuid[14], '5');
  EXPECT_NE(std::string("89ab").find(uuid[19]), std::string::npos);
}

}  // namespace
}  // namespace ledgelight::evidence
