#include <gtest/gtest.h>
#include <archive.h>
#include <archive_entry.h>

#include <cstring>

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

std::string packed(bool zip, const std::vector<std::pair<std::string, std::string>>& files) {
  std::string out(1 << 20, '\0');
  std::size_t used = 0;
  archive* a = archive_write_new();
  if (zip) archive_write_set_format_zip(a);
  else archive_write_set_format_ustar(a);
  archive_write_open_memory(a, out.data(), out.size(), &used);
  for (const auto& [name, data] : files) {
    archive_entry* e = archive_entry_new();
    archive_entry_set_pathname(e, name.c_str());
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0644);
    archive_entry_set_size(e, static_cast<la_int64_t>(data.size()));
    archive_write_header(a, e);
    archive_write_data(a, data.data(), data.size());
    archive_entry_free(e);
  }
  archive_write_close(a);
  archive_write_free(a);
  out.resize(used);
  return out;
}

TEST(Unpack, SpeaksOfMembersInTheirOrder) {
  EXPECT_EQ(said("zip", packed(true, {{"a.txt", "alpha"}, {"b/c.txt", "gamma"}})),
            "M<a.txt>D<alpha>EM<b/c.txt>D<gamma>EZ");
  EXPECT_EQ(said("tar", packed(false, {{"a.txt", "alpha"}})), "M<a.txt>D<alpha>EZ");
}

TEST(Unpack, KeepsHostileNamesAsTheyAre) {
  EXPECT_EQ(said("zip", packed(true, {{"../../etc/passwd", "x"}})), "M<../../etc/passwd>D<x>EZ");
}

TEST(Unpack, SaysWhereACutOffArchiveEnds) {
  const auto whole = packed(true, {{"a.txt", std::string(5000, 'a')}, {"b.txt", std::string(5000, 'b')}});
  for (std::size_t size : {0UL, 10UL, 31UL, 60UL, 100UL}) {
    const auto text = said("zip", std::string_view(whole).substr(0, size));
    EXPECT_EQ(text.find("(broken)"), std::string::npos) << size;
    EXPECT_FALSE(text.empty());
    EXPECT_TRUE(text.back() == 'F' || text.back() == 'Z') << size << text;
  }
}

TEST(Unpack, DamageInOneMemberIsTold) {
  auto whole = packed(true, {{"a.txt", "alpha beta gamma delta epsilon zeta eta theta"}});
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
  const auto whole = packed(true, {{"a", std::string(400'000, 'a')}, {"b", "b"}});
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
