// Biometric records by their heads, in bytes and under headings.
#include <gtest/gtest.h>

#include "base/bytes.hpp"
#include "discover/bytes_search.hpp"
#include "discover/scan.hpp"
#include "discover/templates.hpp"

namespace ledgelight::discover {
namespace {

using namespace std::string_view_literals;

std::string finger() { return std::string("FMR\0 20\0\0\0\0\x1A\0\0\0\0\1\x40\1\x90\0\xC5\0\xC5\1\0"sv); }
std::string print_of_wsq() {
  return std::string("\xFF\xA0\xFF\xA8\0\x7ANIST_COM 9\nPIX_WIDTH 500\n"sv) + std::string(200, '\x91');
}

TEST(Templates, AreFoundInBytesOfNoKindWhereTheyStand) {
  auto bytes = std::string(70'000, '\x02') + finger() + std::string(301, '\x07') + print_of_wsq();
  Collected all;
  MemorySource source(bytes);
  ASSERT_TRUE(scan(source, 0, "", all));
  ASSERT_EQ(all.findings.size(), 2U);
  EXPECT_EQ(all.findings[0].element, Element::biometric);
  EXPECT_EQ(all.findings[0].offset, bytes.find("FMR"));
  EXPECT_EQ(all.findings[0].norm.reveal(Purpose::test), "finger minutiae (ISO 19794-2, ANSI 378)");
  EXPECT_EQ(all.findings[1].offset, bytes.find("\xFF\xA0"));
  EXPECT_EQ(all.findings[1].norm.reveal(Purpose::test), "finger image (WSQ)");
  EXPECT_NE(all.findings[0].record, all.findings[1].record);
}

TEST(Templates, AnyCutFindsTheSame) {
  const auto bytes = std::string(37, '\x81') + finger() + finger() + print_of_wsq();
  TemplateSearch whole;
  whole.feed(bytes);
  ASSERT_EQ(whole.found().size(), 3U);
  for (std::size_t step = 1; step < 40; ++step) {
    TemplateSearch cut;
    for (std::size_t i = 0; i < bytes.size(); i += step) cut.feed(std::string_view(bytes).substr(i, step));
    ASSERT_EQ(cut.found().size(), 3U) << step;
    for (std::size_t k = 0; k < 3; ++k) EXPECT_EQ(cut.found()[k].offset, whole.found()[k].offset);
  }
}

TEST(Templates, LettersThatOnlyLookLikeAHeadAreNone) {
  EXPECT_EQ(template_at("FMR\0zzzz\0\0\0\0\0\0\0\0"sv), "");
  EXPECT_EQ(template_at("FMR 20 of the year "sv), "");
  EXPECT_EQ(template_at("\xFF\xA0\xFF\xD8\0\x10zzzzzzzzzzzz"sv), "");
  EXPECT_EQ(template_at("FMR\0 20"sv), "");
}

TEST(Templates, InBase64TheyAreFoundWithoutAHeading) {
  const auto text = "{\"who\": \"Ada Example\", \"blob\": \"" + base64(finger()) + "\"}\n";
  Collected all;
  MemorySource source(text);
  ASSERT_TRUE(scan(source, 0, "", all));
  bool found = false;
  for (const auto& f : all.findings)
    found = found || (f.element == Element::biometric && f.offset == text.find("Rk1S"));
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace ledgelight::discover
