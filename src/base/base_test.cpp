#include <gtest/gtest.h>

#include "base/bytes.hpp"
#include "base/civil.hpp"
#include "base/json.hpp"
#include "base/seal.hpp"
#include "base/text.hpp"

namespace ledgelight {
namespace {

using namespace std::chrono;

TEST(Bytes, Base64RefusesWhatIsNotCanonical) {
  for (const char* good : {"", "AA==", "AAA=", "AAAA", "/+8="}) {
    const auto bytes = unbase64(good);
    ASSERT_TRUE(bytes) << good;
    EXPECT_EQ(base64(*bytes), good);
  }
  for (const char* bad : {"A", "AA", "AA=", "AB==", "AAB=", "AA==AAAA", "A A=", "-_8=", "AAAA="}) {
    EXPECT_FALSE(unbase64(bad)) << bad;
  }
}

TEST(Bytes, Sha256KnowsTheEmptyString) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Seal, MovedOrChangedBytesDoNotOpen) {
  SeededRandomness chance("seal");
  const auto key = Key::random(chance);
  const auto sealed = seal(key, "row 1", "078-05-1120", chance);
  EXPECT_EQ(sealed.size(), 11 + 29U);
  EXPECT_EQ(*unseal(key, "row 1", sealed), "078-05-1120");
  EXPECT_FALSE(unseal(key, "row 2", sealed));
  EXPECT_FALSE(unseal(Key::random(chance), "row 1", sealed));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto other = sealed;
    other[i] = static_cast<char>(other[i] ^ 1);
    EXPECT_FALSE(unseal(key, "row 1", other)) << i;
  }
  EXPECT_FALSE(unseal(key, "row 1", ""));
}

TEST(Json, CanonicalFormSortsAndEscapes) {
  const auto v = parse_json("{\"b\": [1, true, null], \"a\": \"\\u00e9\\n\\\"\\u0001\"}");
  ASSERT_TRUE(v);
  EXPECT_EQ(*canonical_json(*v), "{\"a\":\"\xc3\xa9\\n\\\"\\u0001\",\"b\":[1,true,null]}");
  EXPECT_FALSE(canonical_json(Json(1.5)));
  EXPECT_FALSE(canonical_json(Json(std::int64_t{1} << 54)));
}

TEST(Json, RefusesDuplicatesDepthAndTrailingBytes) {
  EXPECT_FALSE(parse_json("{\"a\":1,\"a\":2}"));
  EXPECT_FALSE(parse_json(std::string(100, '[') + std::string(100, ']')));
  EXPECT_FALSE(parse_json("{} x"));
  EXPECT_FALSE(parse_json("\"\xff\""));
  EXPECT_FALSE(parse_json(""));
  EXPECT_TRUE(parse_json("[[1,[2]],{\"a\":{\"b\":[]}}]"));
}

TEST(Civil, DaysThatDoNotExistAreRefused) {
  EXPECT_FALSE(parse_date("2026-02-29"));
  EXPECT_TRUE(parse_date("2028-02-29"));
  EXPECT_FALSE(parse_date("2026-2-9"));
  EXPECT_EQ(long_text(*parse_date("2026-03-05")), "Thursday, March 5, 2026");
}

TEST(Civil, InstantsKeepTheirZone) {
  const auto at = parse_instant("2026-11-22T03:25:01Z");
  ASSERT_TRUE(at);
  EXPECT_EQ(to_text(*at), "2026-11-22T03:25:01Z");
  EXPECT_EQ(long_text(*at, "America/New_York"), "Saturday, November 21, 2026, 10:25 PM EST");
  EXPECT_EQ(to_text(local_date(*at, "America/New_York")), "2026-11-21");
  EXPECT_EQ(to_text(start_of(*parse_date("2026-07-01"), "America/New_York")), "2026-07-01T04:00:00Z");
  EXPECT_EQ(to_text(*parse_instant("2026-11-22T03:25:01.5+05:30")), "2026-11-21T21:55:01Z");
}

TEST(When, IsNeverMoreExactThanTheTeller) {
  EXPECT_EQ(When::parse("2026-03")->words(), "some time in March 2026");
  EXPECT_EQ(to_text(*When::parse("2026-02")->latest()), "2026-02-28");
  EXPECT_EQ(When::parse("unknown")->words(), "not sure");
  EXPECT_EQ(When::parse("2026-03-01/2026-03")->words(),
            "between Sunday, March 1, 2026 and some time in March 2026");
  EXPECT_FALSE(When::parse("2026-03-09/2026-03-01"));
  EXPECT_FALSE(When::parse("yesterday"));
  EXPECT_FALSE(When::parse("../..")->earliest());
}

TEST(Text, BrokenBytesAreRepairedForShowingOnly) {
  EXPECT_EQ(shown("a\xff" "b\x01\r\nc"), "a\xEF\xBF\xBD" "b\nc");
  EXPECT_EQ(escaped("a\\\xff"), "a\\x5c\\xff");
  EXPECT_EQ(safe_file_name("../../etc/pa ss"), "pa_ss");
  EXPECT_EQ(ungrouped(grouped("7K4QM2XD")), "7K4QM2XD");
  EXPECT_FALSE(valid_utf8("\xED\xA0\x80"));
}

}  // namespace
}  // namespace ledgelight
