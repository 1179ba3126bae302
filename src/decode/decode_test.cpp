#include <gtest/gtest.h>

#include <cstring>

#include "decode/said_for_tests.hpp"
#include "decode/unpack.hpp"
#include "discover/frame.hpp"

namespace ledgelight::decode {
namespace {

using discover::FrameType;

std::string said(std::string_view kind, std::string_view bytes) {
  std::string out;
  auto rest = bytes;
  const bool known = unpack(
      kind,
      [&](std::span<char> into) {
        const auto n = std::min<std::size_t>({into.size(), rest.size(), 1000});
        std::memcpy(into.data(), rest.data(), n);
        rest.remove_prefix(n);
        return static_cast<long>(n);
      },
      [&](std::string_view frame) {
        out += frame;
        return true;
      });
  EXPECT_TRUE(known);
  discover::FrameReader reader;
  reader.feed(out);
  std::string text;
  while (!reader.finished()) {
    auto frame = reader.next();
    if (!frame || !*frame) return text + "(broken)";
    text += static_cast<char>((*frame)->type);
    if ((*frame)->type == FrameType::member || (*frame)->type == FrameType::data)
      text += "<" + (*frame)->body.substr(0, 40) + ">";
  }
  return text;
}

TEST(Unpack, SpeaksOfMembersInTheirOrder) {
  EXPECT_EQ(said("zip", zipped({{"a.txt", "alpha"}, {"b/c.txt", "gamma"}})),
            "M<a.txt>D<alpha>EM<b/c.txt>D<gamma>EZ");
  EXPECT_EQ(said("tar", packed(Shell::tar, {{"a.txt", "alpha"}})), "M<a.txt>D<alpha>EZ");
}

TEST(Unpack, KeepsHostileNamesAsTheyAre) {
  EXPECT_EQ(said("zip", zipped({{"../../etc/passwd", "x"}})), "M<../../etc/passwd>D<x>EZ");
}

TEST(Unpack, SaysWhereACutOffArchiveEnds) {
  const auto whole = zipped({{"a.txt", std::string(5000, 'a')}, {"b.txt", std::string(5000, 'b')}});
  for (std::size_t size : {0UL, 10UL, 31UL, 60UL, 100UL}) {
    const auto text = said("zip", std::string_view(whole).substr(0, size));
    EXPECT_EQ(text.find("(broken)"), std::string::npos) << size;
    EXPECT_FALSE(text.empty());
    EXPECT_TRUE(text.back() == 'F' || text.back() == 'Z') << size << text;
  }
}

TEST(Unpack, DamageInOneMemberIsTold) {
  auto whole = zipped({{"a.txt", "alpha beta gamma delta epsilon zeta eta theta"}});
  const auto data_end = whole.find("PK\x07\x08");  // the descriptor after the data
  ASSERT_NE(data_end, std::string::npos);
  whole[data_end - 5] = static_cast<char>(whole[data_end - 5] ^ 0x55);
  const auto text = said("zip", whole);
  EXPECT_TRUE(text.find('X') != std::string::npos || text.back() == 'F') << text;
}

TEST(Unpack, AnUnknownKindIsRefusedBeforeReading) {
  bool read = false;
  EXPECT_FALSE(unpack("rar", [&](std::span<char>) { read = true; return 0L; },
                      [](std::string_view) { return true; }));
  EXPECT_FALSE(read);
}

TEST(Unpack, StopsWhenNobodyListens) {
  const auto whole = zipped({{"a", std::string(400'000, 'a')}, {"b", "b"}});
  std::size_t frames = 0;
  auto rest = std::string_view(whole);
  unpack("zip",
         [&](std::span<char> into) {
           const auto n = std::min(into.size(), rest.size());
           std::memcpy(into.data(), rest.data(), n);
           rest.remove_prefix(n);
           return static_cast<long>(n);
         },
         [&](std::string_view) { return ++frames < 2; });
  EXPECT_EQ(frames, 2U);
}

}  // namespace
}  // namespace ledgelight::decode
