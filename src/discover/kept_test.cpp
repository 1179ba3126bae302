#include "discover/kept.hpp"

#include <gtest/gtest.h>

namespace ledgelight::discover {
namespace {

struct InMemory final : Shelf {
  std::string bytes;
  Result<Extent> put(std::string_view more) override {
    const Extent out{bytes.size(), more.size()};
    bytes += more;
    return out;
  }
  Result<void> get(const Extent& e, std::string& out) const override {
    out += bytes.substr(e.at, e.size);
    return {};
  }
};

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

  // However little may be held, and in whatever order they are asked for.
  for (const std::size_t most : {0U, 100'000U, 3'000'000U, 1U << 30}) {
    InMemory shelf;
    Holding holding(shelf, most);
    std::vector<Keeping> bounded(5);
    for (auto& p : bounded)
      p.within(holding);
    for (const auto& f : all)
      bounded[f.file].add(f);
    for (auto& p : bounded)
      p.close();
    const KeptFindings few{std::span(bounded), &holding};
    EXPECT_EQ(shelf.bytes.empty(), most == 1U << 30) << most;
    EXPECT_EQ(shelf.bytes.find("Ada Sample"), std::string::npos) << "it is sealed";
    ASSERT_EQ(few.size(), all.size());
    EXPECT_EQ(few.count(Element::card), all.size() / 4);
    for (std::size_t i = 0; i < all.size(); ++i)
      ASSERT_EQ(shown(few, i), shown(all[i])) << i << " of " << most;
    for (int n = 0; n < 2'000; ++n) {
      const auto i = dice(all.size());
      ASSERT_EQ(shown(few, i), shown(all[i])) << i << " of " << most;
    }
    ASSERT_TRUE(holding.trouble());
  }
}

TEST(KeptFindings, AreAsLongAsTheyAre) {
  InMemory shelf;
  Holding holding(shelf, 0);
  std::vector<Finding> all;
  for (std::size_t i = 0; i < 300; ++i)
    all.push_back(some(0, "", i, Element::name, std::string(i * 997 % 200'000, 'a')));
  std::vector<Keeping> parts(1);
  parts[0].within(holding);
  for (const auto& f : all)
    parts[0].add(f);
  parts[0].close();
  const KeptFindings kept{std::span(parts), &holding};
  for (std::size_t i = 0; i < all.size(); ++i)
    ASSERT_EQ(shown(kept, i), shown(all[i])) << i;
}

TEST(KeptFindings, SayThatTheyDoNotComeBackWhenTheirBytesAreNotWhatWasPutAway) {
  InMemory shelf;
  Holding holding(shelf, 0);
  std::vector<Keeping> parts(1);
  parts[0].within(holding);
  for (std::uint64_t i = 0; i < 500'000; ++i)
    parts[0].add(some(0, "", i, Element::name, "Ada Sample " + std::to_string(i)));
  parts[0].close();
  shelf.bytes[shelf.bytes.size() / 2] ^= 1;
  EXPECT_THROW((KeptFindings{std::span(parts), &holding}), NotBroughtBack);
  EXPECT_EQ(holding.trouble().error().code, Errc::corrupt);
}

TEST(KeptFindings, AFullDiskIsToldOf) {
  struct Full final : Shelf {
    Result<Extent> put(std::string_view) override { return fail(Errc::disk_full, "no room"); }
    Result<void> get(const Extent&, std::string&) const override { return {}; }
  } shelf;
  Holding holding(shelf, 0);
  Keeping part;
  part.within(holding);
  for (std::uint64_t i = 0; i < 1'000; ++i)
    part.add(some(0, "", i, Element::name, "Ada Sample " + std::to_string(i)));
  part.close();
  EXPECT_EQ(holding.trouble().error().code, Errc::disk_full);
}

}  // namespace
}  // namespace ledgelight::discover
