#include "law/register.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace ledgelight::law {
namespace {

TEST(Register, ComesDownToOneGroupForEachStateAndSetOfElements) {
  Register people;
  const auto ct = *jurisdiction_index("US-CT"), ak = *jurisdiction_index("US-AK");
  people.add(ct, mask_of({"name", "ssn"}));
  people.add(ct, mask_of({"name", "ssn"}), false);
  people.add(ct, mask_of({"name", "medical"}));
  people.add(ak, mask_of({"name", "ssn"}));
  const auto groups = people.groups(*parse_date("2026-03-02"));
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[0].state, "US-AK");
  EXPECT_EQ(people.people(), 4);
  for (const auto& group : groups)
    if (group.state == "US-CT" && group.elements->count("ssn") > 0) {
      EXPECT_EQ(group.count, 2);
      EXPECT_EQ(group.without_contact, 1);
      EXPECT_EQ(group.identified, *parse_date("2026-03-02"));
    }
}

TEST(Register, AgreesWithANaiveCountOverManyPeople) {
  Register people;
  std::map<std::pair<int, ElementMask>, std::int64_t> naive;
  std::uint64_t seed = 1;
  for (int i = 0; i < 50'000; ++i) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    const auto state = static_cast<std::uint8_t>((seed >> 33U) % 54);
    const ElementMask mask = (seed >> 40U) & 0xFFU;
    people.add(state, mask);
    ++naive[{state, mask}];
  }
  const auto groups = people.groups();
  ASSERT_EQ(groups.size(), naive.size());
  auto at = naive.begin();
  for (const auto& group : groups) {
    EXPECT_EQ(group.state, jurisdiction_codes()[static_cast<std::size_t>(at->first.first)]);
    EXPECT_EQ(mask_of(*group.elements), at->first.second);
    EXPECT_EQ(group.count, at->second);
    ++at;
  }
}

TEST(Register, KnowsEveryElementAndEveryJurisdiction) {
  Elements all(element_tokens().begin(), element_tokens().end());
  EXPECT_EQ(elements_of(mask_of(all)), all);
  for (const auto& code : jurisdiction_codes())
    EXPECT_EQ(jurisdiction_codes()[*jurisdiction_index(code)], code);
  EXPECT_FALSE(jurisdiction_index("US-ZZ"));
}

}  // namespace
}  // namespace ledgelight::law
