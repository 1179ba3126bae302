// Pages of the packs at the grade they are held to.
#include "law/plain_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/reading.hpp"
#include "base/text.hpp"
#include "law/check.hpp"

namespace ledgelight::law {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(PlainWords, EveryPageOfThePacksIsEasyEnough) {
  const auto rules = load_rules("us/ct/stamford");
  ASSERT_TRUE(rules) << rules.error().detail;
  EXPECT_GT(readability(*rules).size(), 140U);
  EXPECT_THAT(join(hard_to_read(*rules), "\n"), IsEmpty());
}

TEST(PlainWords, LeavesOutWhatIsNotOurs) {
  EXPECT_EQ(own_words("The text says \u201Cnotwithstanding\u201D twice."), "The text says  twice.");
  EXPECT_EQ(own_words("See § 36a-701b(b)(1), and ask."), "See , and ask.");
  EXPECT_EQ(own_words("form: https://portal.ct.gov/AG/Data-Breach-Form now"), "form:  now");
}

TEST(PlainWords, NameTheSentenceToBeginWith) {
  auto files = *rule_files();
  files["us/ct/stamford/hard.yaml"] =
      "public:\n  - id: us/ct/stamford/hard\n    topic: retention\n    title: Why?\n    title-es: "
      "¿Por qué?\n    says:\n      - {value: \"Notwithstanding considerable organizational "
      "difficulties, administrative determinations necessitate comprehensive documentation.\", es: "
      "\"No obstante considerables dificultades organizativas, las determinaciones administrativas "
      "necesitan documentación comprensiva.\", from: not-stated, source: {cite: c, confidence: "
      "recalled-unseen}}\n";
  const auto warnings = join(check(files, *parse_date("2026-11-26")).warnings, "\n");
  EXPECT_THAT(warnings, HasSubstr("us/ct/stamford: retention in English: reading grade"));
  EXPECT_THAT(warnings, HasSubstr("us/ct/stamford: retention in Spanish: reading ease"));
  EXPECT_THAT(warnings, HasSubstr("begin with 'Notwithstanding considerable"));
}

TEST(Reading, EaseOfSpanishCountsSyllablesAsSpanishDoes) {
  // ca-sa, dí-a, guí-a, que, ciu-dad, le-er, ai-re, muy: 14 syllables in 8 words of one sentence.
  EXPECT_NEAR(reading_ease_es("casa día guía que ciudad leer aire muy."),
              206.835 - 62.3 * 14 / 8.0 - 8, 0.001);
  EXPECT_EQ(reading_ease_es(""), 0);
  EXPECT_GT(reading_ease_es("El gato come. La casa es roja."), 80);
  EXPECT_LT(reading_ease_es("Las determinaciones administrativas necesitan documentación "
                            "comprensiva, independientemente de consideraciones organizativas."),
            20);
}

}  // namespace
}  // namespace ledgelight::law
