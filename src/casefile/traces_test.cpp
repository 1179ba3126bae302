#include "casefile/traces.hpp"

#include <gtest/gtest.h>

namespace ledgelight::casefile {
namespace {

using namespace std::string_literals;

std::string big(std::uint32_t n, int bytes) {
  std::string out;
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(n >> (8 * i) & 0xFF);
  return out;
}
std::string entry(std::uint32_t tag, std::uint32_t type, std::uint32_t count, const std::string& value) {
  return big(tag, 2) + big(type, 2) + big(count, 4) + value;
}
// A telephone's: make, turned by 90 degrees, the day, an owner, a place.
std::string phone_exif() {
  const auto make = "Examplephone 9\0"s, day = "2026:03:02 10:11:12\0"s, owner = "Jo Example\0"s;
  const std::uint32_t entries = 5, texts = 8 + 2 + entries * 12 + 4;
  const auto m = static_cast<std::uint32_t>(make.size()), d = static_cast<std::uint32_t>(day.size());
  auto out = "MM\0\x2A"s + big(8, 4) + big(entries, 2);
  out += entry(0x010F, 2, m, big(texts, 4));
  out += entry(0x0112, 3, 1, big(6, 2) + big(0, 2));
  out += entry(0x0132, 2, d, big(texts + m, 4));
  out += entry(0x013B, 2, static_cast<std::uint32_t>(owner.size()), big(texts + m + d, 4));
  out += entry(0x8825, 4, 1, big(texts, 4));
  return out + big(0, 4) + make + day + owner;
}
std::string segment(char marker, const std::string& body) {
  return "\xFF"s + marker + big(static_cast<std::uint32_t>(body.size() + 2), 2) + body;
}
const auto jfif = segment('\xE0', "JFIF\0\1\1\0\0\1\0\1\0\0"s);
const auto tables = segment('\xDB', std::string(65, '\1')) + segment('\xC0', std::string(15, '\2'));
// With an FF of its own, and a restart.
const auto drawn = segment('\xDA', std::string(8, '\3')) + "ab\xFF\0cd\xFF\xD0 ef"s;
std::string jpeg(const std::string& about, const std::string& behind = "") {
  return "\xFF\xD8"s + jfif + about + tables + drawn + "\xFF\xD9"s + behind;
}
std::string chunk(const std::string& type, const std::string& body) {
  return big(static_cast<std::uint32_t>(body.size()), 4) + type + body + "crc!";
}

TEST(Traces, APictureOfATelephoneTellsPlaceDeviceAuthorAndTime) {
  const auto t = traces_of(jpeg(segment('\xE1', "Exif\0\0"s + phone_exif())));
  EXPECT_EQ(t.kind, Traces::Kind::picture);
  EXPECT_TRUE(t.place);
  EXPECT_EQ(t.device, "Examplephone 9");
  EXPECT_EQ(t.author, "Jo Example");
  EXPECT_EQ(t.time, "2026:03:02 10:11:12");
  EXPECT_FALSE(t.more);
}

TEST(Traces, ACleanCopyKeepsThePictureAndHowItIsTurned) {
  const auto full = jpeg(segment('\xE1', "Exif\0\0"s + phone_exif()) + segment('\xFE', "a note"s) +
                             segment('\xE2', "ICC_PROFILE of a device"s),
                         "a film behind the picture");
  EXPECT_TRUE(traces_of(full).more);
  const auto clean = clean_copy(full);
  ASSERT_TRUE(clean);
  EXPECT_FALSE(traces_of(*clean).any());
  for (const auto* gone : {"Examplephone", "Jo Example", "2026:03", "a note", "ICC", "film"})
    EXPECT_EQ(clean->find(gone), std::string::npos) << gone;
  EXPECT_NE(clean->find(tables + drawn + "\xFF\xD9"s), std::string::npos) << "the picture, bit for bit";
  EXPECT_NE(clean->find("Exif\0\0MM"s), std::string::npos);
  EXPECT_EQ(clean_copy(*clean), clean);
  EXPECT_EQ(clean_copy(jpeg("")), jpeg("")) << "one that tells nothing stays as it is";
  EXPECT_FALSE(traces_of(jpeg("")).any());
}

TEST(Traces, OfAPngOnlyWhatDrawsStays) {
  const auto head = "\x89PNG\r\n\x1A\n"s, ihdr = chunk("IHDR", std::string(13, '\1')), idat = chunk("IDAT", "pixels"),
             iend = chunk("IEND", "");
  const auto full = head + ihdr + chunk("tEXt", "Author\0Jo Example"s) + chunk("eXIf", phone_exif()) + idat +
                    chunk("iTXt", "XML:com.adobe.xmp"s) + iend + "more";
  const auto t = traces_of(full);
  EXPECT_TRUE(t.place && t.more);
  EXPECT_EQ(t.author, "Jo Example");
  EXPECT_EQ(clean_copy(full), head + ihdr + idat + iend);
  EXPECT_FALSE(traces_of(head + ihdr + idat + iend).any());
}

TEST(Traces, OfABrokenPictureNothingIsPromised) {
  const auto full = jpeg(segment('\xE1', "Exif\0\0"s + phone_exif()));
  for (std::size_t n = 0; n < full.size(); ++n) {
    EXPECT_FALSE(clean_copy(full.substr(0, n))) << n;
    EXPECT_FALSE(traces_of(full.substr(0, n)).any()) << n;
  }
  // An EXIF whose folders lead round in circles, and one that points outside.
  auto circle = "MM\0\x2A"s + big(8, 4) + big(300, 2);
  for (int i = 0; i < 300; ++i) circle += entry(0x8769, 4, 1, big(8, 4));
  EXPECT_TRUE(clean_copy(jpeg(segment('\xE1', "Exif\0\0"s + circle))));
  EXPECT_TRUE(traces_of(jpeg(segment('\xE1', "Exif\0\0"s + "MM\0\x2A"s + big(0xFFFFFFF0, 4)))).any());
}

TEST(Traces, DocumentsAreKnownAndNotLookedInto) {
  for (const auto& bytes : {"%PDF-1.7 /Author (Jo)"s, "PK\3\4 a letter"s, "\0\0\0\x18""ftypheic and more"s}) {
    EXPECT_EQ(traces_of(bytes).kind, Traces::Kind::document);
    EXPECT_FALSE(clean_copy(bytes));
  }
  EXPECT_EQ(traces_of("a text").kind, Traces::Kind::other);
  EXPECT_EQ(traces_of("").kind, Traces::Kind::other);
}

}  // namespace
}  // namespace ledgelight::casefile
