#include "discover/kept.hpp"

#include <gtest/gtest.h>

namespace ledgelight::discover {
namespace {

Finding some(std::uint32_t file, const std::string& member, std::uint64_t record, Element element,
             const std::string& norm, NamePart part = NamePart::none, Postal postal = {}) {
  Finding f;
  f.file = file, f.member = member, f.record = record, f.element = element, f.part = part;
  f.norm = Personal<std::string>(norm);
  f.postal = Personal<Postal>(std::move(postal));
  return f;
}

std::string shown(const KeptFindings& k, std::size_t i) {
  const PostalView p = k.postal(i).reveal(Purpose::test);
  std::string out = std::to_string(k.file(i)) + "/" + std::string(k.member(i)) + "#" +
                    std::to_string(k.record(i)) + " " + std::string(token_of(k.element(i))) + " " +
                    std::to_string(static_cast<int>(k.part(i))) + " " +
                    std::string(k.norm(i).reveal(Purpose::test));
  for (auto one : {p.street, p.city, p.state, p.zip})
    out += "|" + std::string(one);
  return out;
}
std::string shown(const Finding& f) {
  const auto& p = f.postal.reveal(Purpose::test);
  return std::to_string(f.file) + "/" + f.member + "#" + std::to_string(f.record) + " " +
         std::string(token_of(f.element)) + " " + std::to_string(static_cast<int>(f.part)) + " " +
         f.norm.reveal(Purpose::test) + "|" + p.street + "|" + p.city + "|" + p.state + "|" + p.zip;
}

TEST(KeptFindings, SayWhatWasKeptHoweverTheyCameInParts) {
  std::vector<Finding> all;
  std::uint64_t seed = 3;
  const auto dice = [&](std::uint64_t n) {
    return ((seed = seed * 6364136223846793005ULL + 1442695040888963407ULL) >> 33U) % n;
  };
  for (std::uint32_t file = 0; file < 5; ++file)
    for (std::uint64_t i = 0; i < 40'000; ++i) {
      const auto row = i / 4 + (file == 2 && i > 20'000 ? 1ULL << 40 : 0);
      const std::string member = file == 1 ? "a.zip/" + std::to_string(i / 1000 % 3) : "";
      switch (i % 4) {
      case 0:
        all.push_back(some(file, member, row, Element::name, "Ada Sample " + std::to_string(i),
                           NamePart::full));
        break;
      case 1: all.push_back(some(file, member, row, Element::routing, "021000021")); break;
      case 2:
        all.push_back(
            some(file, member, row, Element::address, "1 Main St", NamePart::none,
                 {"1 Main St", "Town" + std::to_string(dice(9)), "CT", std::string(i % 300, '0')}));
        break;
      default:
        all.push_back(some(file, member, row, Element::card, std::string(i % 200, '4')));
        break;
      }
    }
  std::vector<Keeping> parts(5);
  for (const auto& f : all)
    parts[f.file].add(f);
  for (auto& p : parts)
    p.close();
  const KeptFindings whole{std::span<const Finding>(all)}, put_together{std::span(parts)};
  ASSERT_EQ(whole.size(), all.size());
  ASSERT_EQ(put_together.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    ASSERT_EQ(shown(whole, i), shown(all[i])) << i;
    ASSERT_EQ(shown(put_together, i), shown(all[i])) << i;
    if (i > 0 && put_together.place_of(i) == put_together.place_of(i - 1)) {
      ASSERT_EQ(all[i].member, all[i - 1].member);
      ASSERT_EQ(all[i].file, all[i - 1].file);
    }
  }
  EXPECT_TRUE(KeptFindings(std::span<const Finding>()).empty());
}

}  // namespace
}  // namespace ledgelight::discover
