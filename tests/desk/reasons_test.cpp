// Every reason a search gives has its words in each language.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "a_desk.hpp"
#include "base/embedded.hpp"
#include "base/text.hpp"
#include "discover/elements.hpp"
#include "discover/register.hpp"
#include "discover/scan.hpp"
#include "ledger/entry.hpp"
#include "pages/reasons.hpp"

namespace ledgelight::desk {
namespace {

namespace fs = std::filesystem;

class Reasons : public ::testing::Test {
 protected:
  http::Messages messages = must(http::Messages::load(embedded_content()));
  pages::Reasons reasons{messages};

  // Of findings and grounds of residence; those that are not on the list.
  std::set<std::string> strange(const std::vector<std::string>& texts) {
    std::vector<discover::Finding> all;
    std::uint32_t number = 0;
    for (const auto& text : texts) {
      discover::Collected found;
      discover::MemorySource source(text);
      must(discover::scan(source, number++, "", found));
      for (auto& f : found.findings)
        all.push_back(std::move(f));
    }
    std::set<std::string> said;
    for (const auto& f : all)
      said.insert(f.reason);
    const auto people = discover::build_register(all);
    for (const auto& p : people.people)
      said.insert(p.ground);
    count = said.size();
    std::set<std::string> out;
    for (const auto& s : said)
      if (!reasons.known("es", s)) out.insert(s);
    return out;
  }
  std::size_t count = 0;
};

std::string all_of(const std::set<std::string>& lines) {
  std::string out;
  for (const auto& l : lines)
    out += l + "\n";
  return out;
}

TEST_F(Reasons, EveryKindOfDataHasItsWords) {
  for (const auto& row : discover::all_elements())
    for (const char* language : {"en", "es"})
      EXPECT_TRUE(messages.has(language, "finding." + lowered(row.token)))
          << row.token << " in " << language;
}

TEST_F(Reasons, AreSaidInSpanishWithTheEvidencesOwnWordsLeft) {
  EXPECT_EQ(reasons.words("es", "nine digits under the heading Taxpayer; No; valid area"),
            "nine digits under the heading Taxpayer; No; valid area")
      << "a heading with a semicolon is not guessed at";
  EXPECT_EQ(reasons.words("es", "nine digits under the heading SSN; valid area"),
            "nueve dígitos bajo el encabezado SSN; área válida");
  EXPECT_EQ(reasons.words("es", "Visa number in groups, check digit right, after \"card\""),
            "número de Visa en grupos, dígito de control correcto después de \"card\"");
  EXPECT_EQ(reasons.words("es", "mailing address in 3 of 4 records"),
            "dirección postal en 3 de 4 registros");
  EXPECT_EQ(reasons.words("en", "a date"), "a date");
  EXPECT_EQ(reasons.words("es", "something nobody wrote down"), "something nobody wrote down");
}

TEST_F(Reasons, WhyAVerbRefusedIsSaidInSpanish) {
  const pages::Reasons faults(messages, "fault.");
  const auto said = [&](const char* english) { return faults.exact("es", english).value_or(""); };
  EXPECT_EQ(said("no such day in the calendar"), "ese d\xC3\xAD"
                                                 "a no existe en el calendario");
  EXPECT_EQ(said("people[0].count: is not a whole number"),
            "people[0].count: no es un n\xC3\xBAmero entero");
  EXPECT_EQ(said("because: at most 500 bytes of text"), "because: como mucho 500 bytes de texto");
  EXPECT_EQ(said("something nobody wrote down"), "");
}

TEST_F(Reasons, EveryKindOfActHasItsWordsInEachLanguage) {
  std::size_t kinds = 0;
  std::ifstream page(std::string(LEDGELIGHT_SOURCE_DIR) + "/docs/formats/events.md");
  for (std::string line; std::getline(page, line);) {
    if (line.rfind("| `", 0) != 0 || line.find('.') == std::string::npos) continue;
    const auto kind = line.substr(3, line.find('`', 3) - 3);
    if (kind.find('.') == std::string::npos) continue;
    ++kinds;
    EXPECT_EQ(messages.get("en", "act." + kind), std::string(ledger::words_of(kind)));
    EXPECT_TRUE(messages.has("es", "act." + kind)) << kind;
  }
  EXPECT_GT(kinds, 70U);
}

TEST_F(Reasons, OfASearchOfEveryKindAreOnTheList) {
  const auto odd = strange({
      "name,ssn,dob,street,city,state,zip,phone,email,license,account,routing,passport,mrn\n"
      "Ida Fenn,219-14-1234,1971-04-03,3 Larkwhistle "
      "Lane,Stamford,CT,06903,203-555-0101,ida@mail.example,012345678,"
      "123456789,021000021,512345678,MRN12345\n"
      "\"Fenn, Ida\",219-14-1234,4/3/1971,3 Larkwhistle "
      "Lane,Stamford,CT,06903,203-555-0101,ida@mail.example,012345678,"
      "123456789,021000021,512345678,MRN12346\n",
      "cardholder,pan,amount\nIda Fenn,4539578763621486,1\nZoe Voss,379354508162306,2\n",
      "Dear Ida Fenn, your SSN is 219-14-1234. Card 4539 5787 6362 1486. Born on March 2, 1971.\n\n"
      "Summer Park 219-15-1234\n\nRosa Delgado 219-15-5678, 4 Fern Road, Stamford, CT 06903\n",
      "user,password\nida@mail.example,hunter2horse\nole@mail.example,$2y$10$"
      "abcdefghijklmnopqrstuv\n",
  });
  EXPECT_GT(count, 20U);
  EXPECT_TRUE(odd.empty()) << all_of(odd);
}

TEST_F(Reasons, OfTheLabelledFilesAreOnTheList) {
  const char* data = std::getenv("LEDGELIGHT_DATA");
  if (data == nullptr) GTEST_SKIP() << "LEDGELIGHT_DATA names no folder of labelled files";
  std::vector<std::string> texts;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(data) / "pii/corpus_dev")) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    texts.push_back(bytes.str());
  }
  const auto odd = strange(texts);
  EXPECT_GT(count, 50U);
  EXPECT_TRUE(odd.empty()) << all_of(odd);
}

}  // namespace
}  // namespace ledgelight::desk
