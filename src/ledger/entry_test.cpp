#include "ledger/entry.hpp"

#include <algorithm>

#include "ledger/test_vectors_test.hpp"

namespace ledgelight::ledger {
namespace {

std::string counting_salt() {
  std::string salt;
  for (char c = 0; c < 32; ++c) salt += c;
  return salt;
}

Event sealed() {
  Event e;
  e.actor = "o-4";
  e.at = *parse_instant("2026-11-22T03:25:01Z");
  e.case_id = "2026-0007";
  e.kind = "evidence.sealed";
  e.object = {{"sha256", std::string(64, 'a')}, {"size", 90}};
  return e;
}

TEST(Entry, TheExampleOfTheFormatGivesItsLeaf) {
  const std::string event =
      R"({"actor":"analyst-4","at":"2026-11-22T03:25:01Z","case":"2026-0007","kind":"custody.collect","object":{"sha256":"c0deb8c081c98487512f0bab96f79b05b59377d5d5bb0230c81aee252ec012ef","size":90},"v":1})";
  EXPECT_EQ(hex(commitment(counting_salt(), event)),
            "241cd512bcecea6eaa9302313484f267bd43076e711850ca0adf2872ad604fa6");
  const auto leaf = entry_leaf(counting_salt(), event);
  EXPECT_EQ(leaf, "ledgelight/entry/v1\nJBzVErzs6m6qkwIxNITyZ71DB25xGFDKCt8ocq1gT6Y=\n");
  EXPECT_EQ(leaf.size(), kLeafBytes);
  EXPECT_TRUE(is_entry_leaf(leaf));
  EXPECT_EQ(hex(leaf_hash(leaf)),
            "191e443ad69af270eb2fd4696bb4184c6612f82cb26fa11e5ad3d7f44de39e19");
  const auto read = parse_event(event);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->actor, "analyst-4");
  EXPECT_EQ(read->kind, "custody.collect");
}

TEST(Event, ReadsBackAsItWasWritten) {
  auto event = sealed();
  event.happened = *When::parse("2026-03");
  const auto text = event_text(event);
  ASSERT_TRUE(text);
  EXPECT_EQ(*text,
            std::string(R"({"actor":"o-4","at":"2026-11-22T03:25:01Z","case":"2026-0007",)"
                        R"("happened":"2026-03","kind":"evidence.sealed","object":{"sha256":")") +
                std::string(64, 'a') + R"(","size":90},"v":1})");
  const auto back = parse_event(*text);
  ASSERT_TRUE(back);
  EXPECT_EQ(*event_text(*back), *text);
}

TEST(Event, FreeTextNamesAndAddressesCannotSlipIn) {
  for (const auto* words : {"Jane Roe", "jane@city.example", "say \"no\"", "caf\xC3\xA9"}) {
    auto event = sealed();
    event.object["note"] = words;
    EXPECT_EQ(event_text(event).error().code, Errc::bad_input) << words;
    event.object = {{"deep", {{"list", {words}}}}};
    EXPECT_FALSE(event_text(event)) << words;
  }
  for (const auto* actor : {"", "jane", "o-", "o-1x", "cli:", "cli:root", "Resident"}) {
    auto event = sealed();
    event.actor = actor;
    EXPECT_FALSE(event_text(event)) << actor;
  }
  for (const auto* actor : {"o-3", "cli:1000", "resident", "system"}) {
    auto event = sealed();
    event.actor = actor;
    EXPECT_TRUE(event_text(event)) << actor;
  }
  auto event = sealed();
  event.object["share"] = 0.5;
  EXPECT_FALSE(event_text(event));
}

TEST(Event, OnlyTheCanonicalTextIsRead) {
  const auto good = *event_text(sealed());
  EXPECT_TRUE(parse_event(good));
  EXPECT_FALSE(parse_event(good + "\n"));
  EXPECT_FALSE(parse_event(" " + good));
  const auto changed = [&](std::string_view from, std::string_view to) {
    auto text = good;
    text.replace(text.find(from), from.size(), to);
    return parse_event(text);
  };
  EXPECT_FALSE(changed("\"v\":1", "\"v\":2"));
  EXPECT_FALSE(changed("\"v\":1", "\"v\":1,\"w\":1"));
  EXPECT_FALSE(changed("03:25:01Z", "03:25:01.5Z"));
  EXPECT_FALSE(changed("evidence.sealed", "evidence"));
  EXPECT_TRUE(changed("evidence.sealed", "evidence.from-a-later-version"));
}

TEST(EventKinds, AreSortedAndEachIsDescribedInTheFormat) {
  const auto kinds = event_kinds();
  EXPECT_TRUE(
      std::is_sorted(kinds.begin(), kinds.end(),
                     [](const EventKind& a, const EventKind& b) { return a.kind < b.kind; }));
  const auto format =
      testing::slurp(std::filesystem::path(LEDGELIGHT_SOURCE_DIR) / "docs/formats/events.md");
  for (const auto& row : kinds) {
    EXPECT_NE(format.find("| `" + std::string(row.kind) + "` |"), std::string::npos) << row.kind;
    auto event = sealed();
    event.kind = row.kind;
    EXPECT_TRUE(event_text(event)) << row.kind;
  }
  EXPECT_EQ(words_of("evidence.sealed"), "Evidence sealed");
  EXPECT_EQ(words_of("what.ever"), "what.ever");
}

TEST(Record, DigestDependsOnKindSaltAndEveryWord) {
  const Json body{{"what", "a strange letter"}};
  const auto digest = *record_digest("report", counting_salt(), body);
  EXPECT_EQ(digest, sha256_hex("ledgelight/record/v1\n" + counting_salt() +
                               R"({"body":{"what":"a strange letter"},"kind":"report"})"));
  EXPECT_NE(digest, *record_digest("message", counting_salt(), body));
  EXPECT_NE(digest, *record_digest("report", std::string(32, 'x'), body));
  EXPECT_NE(digest, *record_digest("report", counting_salt(), Json{{"what", "a strange lettes"}}));
  EXPECT_FALSE(record_digest("report", counting_salt(), Json(0.5)));
}

}  // namespace
}  // namespace ledgelight::ledger
