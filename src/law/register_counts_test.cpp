#include "law/register_counts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace ledgelight::law {
namespace {

TEST(RegisterCounts, AgreeWithCountingOneByOne) {
  std::map<std::pair<std::uint8_t, std::uint64_t>, std::pair<std::int64_t, std::int64_t>> expected;
  std::vector<RegisterRow> rows;
  std::uint64_t state = 7;
  for (int i = 0; i < 50'000; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    RegisterRow row;
    row.state = static_cast<std::uint8_t>((state >> 33U) % 54);
    row.elements = (state >> 40U) % 97;
    row.without_contact = (state >> 60U) == 3;
    auto& kept = expected[{row.state, row.elements}];
    ++kept.first;
    kept.second += row.without_contact;
    rows.push_back(row);
  }
  RegisterCounts counts;
  counts.add(rows.data(), 1);
  counts.add(rows.data() + 1, rows.size() - 1);
  EXPECT_EQ(counts.combinations(), expected.size());
  const auto groups = counts.groups();
  ASSERT_EQ(groups.size(), expected.size());
  auto at = expected.begin();
  for (const auto& group : groups) {
    EXPECT_EQ(group.state, jurisdiction_codes()[at->first.first]);
    EXPECT_EQ(group.count, at->second.first);
    EXPECT_EQ(group.without_contact, at->second.second);
    std::uint64_t bits = 0;
    for (const auto& token : *group.elements) bits |= *element_bit(token);
    EXPECT_EQ(bits, at->first.second);
    ++at;
  }
}

TEST(RegisterCounts, KnowTheVocabularyAndNothingElse) {
  EXPECT_EQ(state_index("US-CT"), std::optional<std::uint8_t>(
                                      std::find(jurisdiction_codes().begin(), jurisdiction_codes().end(), "US-CT") -
                                      jurisdiction_codes().begin()));
  for (std::size_t i = 0; i < jurisdiction_codes().size(); ++i) EXPECT_EQ(state_index(jurisdiction_codes()[i]), i);
  for (std::size_t i = 0; i < element_tokens().size(); ++i)
    EXPECT_EQ(element_bit(element_tokens()[i]), std::uint64_t{1} << i);
  for (const auto* wrong : {"US-XX", "", "U", "us-ct", "US-CT "}) EXPECT_FALSE(state_index(wrong)) << wrong;
  EXPECT_FALSE(element_bit("shoe size"));
  ASSERT_LE(element_tokens().size(), 64U) << "a register row holds 64 elements";
  RegisterCounts counts;
  counts.add({RegisterRow{}});
  EXPECT_FALSE(counts.groups().at(0).state);
  EXPECT_TRUE(counts.groups().at(0).elements->empty());
}

}  // namespace
}  // namespace ledgelight::law
