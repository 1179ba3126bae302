#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "notice/batch.hpp"
#include "notice/duty_sheet.hpp"
#include "notice/letter.hpp"
#include "notice/readings.hpp"
#include "notice/report.hpp"
#include "notice/words.hpp"

namespace ledgelight::notice {
namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using std::chrono::April;
using std::chrono::August;
using std::chrono::March;
using std::chrono::year;

// content/letters as the program carries it.
struct Shelf {
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<EmbeddedFile> views() const {
    std::vector<EmbeddedFile> out;
    for (const auto& [path, bytes] : files) out.push_back({path, bytes});
    return out;
  }
};

const Shelf& shelf() {
  static const Shelf it = [] {
    Shelf s;
    const std::filesystem::path root = std::string(LEDGELIGHT_SOURCE_DIR) + "/content";
    for (const auto& f : std::filesystem::recursive_directory_iterator(root / "letters")) {
      if (!f.is_regular_file()) continue;
      std::ifstream in(f.path(), std::ios::binary);
      std::ostringstream bytes;
      bytes << in.rdbuf();
      s.files.emplace_back(std::filesystem::relative(f.path(), root).generic_string(), bytes.str());
    }
    std::sort(s.files.begin(), s.files.end());
    return s;
  }();
  return it;
}

const Stationery& stationery() {
  static const Stationery it = [] {
    const auto views = shelf().views();
    auto made = Stationery::load(views);
    EXPECT_TRUE(made) << made.error().detail;
    return *made;
  }();
  return it;
}

// An invented incident.
LetterFacts incident() {
  LetterFacts f;
  f.city = "City of Stamford";
  f.sender = {"Information Technology", "Example Office", "Stamford, CT"};
  f.case_reference = "2026-0007";
  f.letter_date = year(2026) / April / 1;
  f.what_happened = "Someone used a stolen password to open a folder of benefit forms.";
  f.occurred = {*When::parse("2026-02-26/2026-03-01"), Certainty::known};
  f.discovered = year(2026) / March / 2;
  f.taken = Certainty::known;
  f.what_is_unknown = "We do not know who did it.";
  f.more_by = "We will write again if we learn more by Friday, May 1, 2026.";
  f.what_we_do = "We closed the account on the same day and told the police.";
  f.contact = {"the privacy office", "555-0100", "privacy@example.org", "",
               "Monday to Friday, 9 a.m. to 5 p.m. Eastern Time"};
  f.languages_offered = "English and Spanish";
  f.services = {24, "Example Identity Help", "It watches your credit file and helps you if it is used",
                "Go to example.org/help or call 555-0101", year(2026) / August / 31,
                {"ssn", "tax_id"}};
  f.signer = "Pat Example";
  f.signer_title = "Privacy Officer";
  return f;
}

Recipient person(std::string name, std::vector<std::string> elements) {
  Recipient r;
  r.name = Personal<std::string>(std::move(name));
  r.address_lines = {Personal<std::string>("12 Elm Street"),
                     Personal<std::string>("Stamford, CT 06901")};
  r.state = "US-CT";
  r.elements = std::move(elements);
  r.enrol_code = Personal<std::string>("CODE-1111");
  return r;
}

Letter written(const LetterFacts& facts, const Recipient& r) {
  auto letter = write_letter(stationery(), facts, r, required_content(Json(), facts, r));
  EXPECT_TRUE(letter) << letter.error().detail;
  return letter ? *letter : Letter{};
}

std::string words(const Letter& letter) { return print::words_of(letter.document); }

std::optional<std::string> text_of(const std::string& pdf) {
  if (std::system("command -v pdftotext >/dev/null 2>&1") != 0) return std::nullopt;
  char name[] = "/tmp/ledgelight-notice-XXXXXX";
  const int handle = mkstemp(name);
  if (handle < 0) return std::nullopt;
  close(handle);
  std::ofstream(name, std::ios::binary) << pdf;
  std::string out;
  if (FILE* pipe = popen((std::string("pdftotext ") + name + " - 2>/dev/null").c_str(), "r")) {
    char buffer[4096];
    std::size_t n = 0;
    while ((n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0) out.append(buffer, n);
    pclose(pipe);
  }
  std::filesystem::remove(name);
  return out;
}

// ---- letters

TEST(Letter, WholeFactsLeaveNoGapAndNoFinding) {
  const auto letter = written(incident(), person("Ana Sample", {"ssn", "dob"}));
  for (const auto& g : letter.gaps) ADD_FAILURE() << g.what << ": " << g.why;
  for (const auto& f : letter.findings) ADD_FAILURE() << f.rule << ": " << f.says << "\n" << f.sentence;
  EXPECT_THAT(print::check_tagged(letter.pdf), IsEmpty());
  EXPECT_LE(letter.pages, 2);
  EXPECT_EQ(letter.sha256, sha256_hex(letter.pdf));
}

TEST(Letter, HasTheFiveHeadingsInOrder) {
  const auto letter = written(incident(), person("Ana Sample", {"ssn"}));
  std::vector<std::string> headings;
  for (const auto& block : letter.document.blocks) {
    if (const auto* h = std::get_if<print::Heading>(&block)) headings.push_back(h->text);
  }
  EXPECT_EQ(headings, (std::vector<std::string>{
                          "Notice of a data breach", "What happened", "What information",
                          "What we are doing", "What you can do", "Whom to contact"}));
}

TEST(Letter, NamesOnlyTheReadersOwnKindsOfData) {
  const auto text = words(written(incident(), person("Ana Sample", {"dob", "drivers_licence"})));
  EXPECT_THAT(text, HasSubstr("your date of birth"));
  EXPECT_THAT(text, HasSubstr("your driver's license number"));
  EXPECT_THAT(text, Not(HasSubstr("your Social Security number\n")));
  EXPECT_THAT(text, Not(HasSubstr("24 months")));
  EXPECT_THAT(text, Not(HasSubstr("CODE-1111")));
}

TEST(Letter, ServicesAndTheFreezeComeWithTheSocialSecurityNumber) {
  const auto text = words(written(incident(), person("Ana Sample", {"ssn"})));
  EXPECT_THAT(text, HasSubstr("24 months"));
  EXPECT_THAT(text, HasSubstr("CODE-1111"));
  EXPECT_THAT(text, HasSubstr("Freeze your credit"));
  EXPECT_THAT(text, HasSubstr("Equifax"));
  EXPECT_THAT(text, HasSubstr("Monday, August 31, 2026"));
  EXPECT_THAT(text, HasSubstr("You give up no rights"));
}

TEST(Letter, CredentialsComeWithTheInstructionToChangeThemEverywhere) {
  const auto r = person("Ana Sample", {"account_credentials"});
  EXPECT_THAT(required_content(Json(), incident(), r), Contains("credential_change"));
  const auto letter = written(incident(), r);
  EXPECT_THAT(letter.gaps, IsEmpty());
  EXPECT_THAT(words(letter), HasSubstr("every other account where you used the same ones"));
}

TEST(Letter, DatesStandInFullWithTheWeekday) {
  const auto text = words(written(incident(), person("Ana Sample", {"ssn"})));
  EXPECT_THAT(text, HasSubstr("Wednesday, April 1, 2026"));
  EXPECT_THAT(text, HasSubstr("We learned of it on Monday, March 2, 2026."));
  EXPECT_THAT(text,
              HasSubstr("between Thursday, February 26, 2026 and Sunday, March 1, 2026"));
}

TEST(Letter, WordsAreAsSureAsTheFacts) {
  auto f = incident();
  const auto r = person("Ana Sample", {"ssn"});
  EXPECT_THAT(words(written(f, r)), HasSubstr("no right to do so reached personal"));
  f.taken = Certainty::suspected;
  const auto suspected = written(f, r);
  EXPECT_THAT(words(suspected), HasSubstr("may have reached"));
  EXPECT_THAT(suspected.findings, IsEmpty());
  f.taken = Certainty::unknown;
  EXPECT_THAT(words(written(f, r)), HasSubstr("We do not know yet whether anyone reached it."));
}

TEST(Letter, AMissingContactMakesItUnapprovableNotBlank) {
  auto f = incident();
  f.contact.phone.clear();
  const auto letter = written(f, person("Ana Sample", {"ssn"}));
  EXPECT_THAT(letter.gaps, Contains(Field(&Gap::what, "contact_phone")));
  EXPECT_THAT(letter.gaps[0].why, HasSubstr("telephone number"));
  EXPECT_THAT(words(letter), HasSubstr("[not yet entered]"));
  EXPECT_THAT(letter.document.mark, HasSubstr("cannot be sent"));
}

TEST(Letter, OwedServicesWithoutEnrolmentAreAGap) {
  auto f = incident();
  f.services.enrol_how.clear();
  f.services.enrol_until.reset();
  const auto letter = written(f, person("Ana Sample", {"ssn"}));
  EXPECT_THAT(letter.gaps, Contains(Field(&Gap::what, "enrol_how")));
  EXPECT_THAT(letter.gaps, Contains(Field(&Gap::what, "enrol_until")));
}

TEST(Letter, ContentThatTheDutyDemandsAndTheLetterLacksIsAGap) {
  const Json duty = {{"content", {"data_types", "number_affected", "none"}}};
  const auto f = incident();
  const auto r = person("Ana Sample", {"dob"});
  const auto required = required_content(duty, f, r);
  EXPECT_EQ(required, (std::set<std::string>{"data_types", "number_affected"}));
  const auto letter = write_letter(stationery(), f, r, required);
  ASSERT_TRUE(letter);
  ASSERT_EQ(letter->gaps.size(), 1U);
  EXPECT_EQ(letter->gaps[0].what, "number_affected");
}

TEST(Letter, ThePacksOwnSentencesAreAnsweredOrAGap) {
  const auto f = incident();
  const Json duty = {{"content", {"How to  enrol in the services", "How to place a credit freeze",
                                  "Tell the resident to change the password and the security "
                                  "question or answer promptly, or take other protective steps, for "
                                  "that account and every account with the same sign-in data.",
                                  "Say what the weather was."}}};
  for (const char* element : {"ssn", "dob", "account_credentials"}) {
    const auto r = person("Ana Sample", {element});
    const auto letter = write_letter(stationery(), f, r, required_content(duty, f, r));
    ASSERT_TRUE(letter) << letter.error().detail;
    ASSERT_EQ(letter->gaps.size(), 1U) << element << ": " << letter->gaps[0].why;
    EXPECT_THAT(letter->gaps[0].why, HasSubstr("Say what the weather was."));
  }
}

TEST(Letter, EverySentenceWeAnswerStandsInTheRulePack) {
  std::ifstream in(std::string(LEDGELIGHT_SOURCE_DIR) + "/rules/us/ct/breach.yaml");
  if (!in) GTEST_SKIP() << "no rule pack yet";
  std::ostringstream pack;
  pack << in.rdbuf();
  for (const auto& [path, bytes] : shelf().files) {
    if (path != "letters/us/ct/demands.txt") continue;
    for (const auto& line : split(bytes, '\n')) {
      if (line.empty() || line[0] == '#') continue;
      EXPECT_THAT(pack.str(), HasSubstr(line.substr(line.find(": ") + 2)));
    }
  }
}

TEST(Letter, CoverageCountsOnlyWhatThisReaderIsTold) {
  // The template can tell of the state's Attorney General, but no contact was entered.
  const auto f = incident();
  const auto r = person("Ana Sample", {"dob"});
  const auto letter = write_letter(stationery(), f, r, {"ag_contact"});
  ASSERT_TRUE(letter);
  EXPECT_THAT(letter->gaps, Contains(Field(&Gap::what, "ag_contact")));
}

TEST(Letter, SameFactsSameBytes) {
  const auto r = person("Zo\xC3\xAB N\xC3\xBA\xC3\xB1""ez", {"ssn", "medical"});
  EXPECT_EQ(written(incident(), r).sha256, written(incident(), r).sha256);
  EXPECT_NE(written(incident(), r).sha256,
            written(incident(), person("Ana Sample", {"ssn", "medical"})).sha256);
}

TEST(Letter, NeverHoldsAnotherPersonsData) {
  struct One {
    const char* name;
    const char* street;
    const char* code;
  };
  const std::vector<One> people{{"Ana Sample", "1 Maple Lane", "AAAA-1"},
                                {"Bo Muster", "22 Birch Road", "BBBB-2"},
                                {"Cy Ejemplo", "333 Oak Drive", "CCCC-3"}};
  for (const auto& self : people) {
    auto r = person(self.name, {"ssn"});
    r.address_lines[0] = Personal<std::string>(self.street);
    r.enrol_code = Personal<std::string>(self.code);
    const auto letter = written(incident(), r);
    auto text = words(letter);
    if (const auto printed = text_of(letter.pdf)) text += *printed;
    for (const auto& other : people) {
      const bool own = &other == &self;
      for (const char* datum : {other.name, other.street, other.code}) {
        EXPECT_EQ(text.find(datum) != std::string::npos, own) << self.name << " / " << datum;
      }
    }
  }
}

TEST(Letter, ReadsInSpanishWithSpanishDates) {
  auto r = person("Ana Sample", {"ssn", "account_credentials", "medical"});
  r.language = "es";
  auto f = incident();
  f.language = "es";
  f.what_happened = "Alguien us\xC3\xB3 una contrase\xC3\xB1""a robada.";
  const auto letter = written(f, r);
  EXPECT_EQ(letter.document.language, "es");
  EXPECT_THAT(words(letter), HasSubstr("Lo supimos el lunes, 2 de marzo de 2026."));
  EXPECT_THAT(words(letter), HasSubstr("su n\xC3\xBAmero de Seguro Social"));
  EXPECT_THAT(letter.gaps, IsEmpty());
  EXPECT_THAT(print::check_tagged(letter.pdf), IsEmpty());
}

TEST(Letter, SentencesInAnotherLanguageThanTheLetterAreAGap) {
  auto r = person("Ana Sample", {"ssn"});
  r.language = "es";
  EXPECT_THAT(written(incident(), r).gaps, Contains(Field(&Gap::what, "language")));
}

TEST(Letter, ALanguageWithoutALetterGetsTheEnglishOne) {
  auto r = person("Ana Sample", {"ssn"});
  r.language = "ht";
  EXPECT_EQ(written(incident(), r).document.language, "en");
}

TEST(Letter, AStateWithoutALetterIsNotGuessed) {
  std::vector<std::string> kept;
  std::vector<EmbeddedFile> files;
  const auto all = shelf().views();
  kept.reserve(all.size());
  for (const auto& file : all) {
    kept.emplace_back(file.bytes);
    if (const auto at = kept.back().find("jurisdiction: US-CT US\n"); at != std::string::npos) {
      kept.back().replace(at, 23, "jurisdiction: US-CT\n");
    }
    files.push_back(file);
    files.back().bytes = kept.back();
  }
  const auto paper = Stationery::load(files);
  ASSERT_TRUE(paper) << paper.error().detail;
  auto r = person("Ana Sample", {"ssn"});
  r.state = "US-VT";
  const auto letter = write_letter(*paper, incident(), r, {});
  ASSERT_FALSE(letter);
  EXPECT_EQ(letter.error().code, Errc::not_found);
  // One that serves the whole country is used, and what the state asks for beyond it is a gap.
  const auto served = write_letter(stationery(), incident(), r, {"Say it in rhyme."});
  ASSERT_TRUE(served) << served.error().detail;
  ASSERT_FALSE(served->gaps.empty());
  EXPECT_THAT(served->gaps.back().why, HasSubstr("rhyme"));
}

TEST(Letter, AnElementWithoutPlainWordsIsRefused) {
  const auto letter =
      write_letter(stationery(), incident(), person("Ana Sample", {"shoe_size"}), {});
  ASSERT_FALSE(letter);
  EXPECT_THAT(letter.error().detail, HasSubstr("shoe_size"));
}

TEST(HostileName, MarkupInANameIsOnlyAName) {
  const auto letter =
      written(incident(), person("{{contact_phone}} **x** {{/if}} # ## - <b>", {"ssn"}));
  EXPECT_THAT(letter.gaps, IsEmpty());
  EXPECT_THAT(words(letter), HasSubstr("Dear {{contact_phone}} **x** {{/if}} # ## - <b>:"));
}

TEST(HostileName, ControlCharactersAndBrokenBytesDoNotReachThePage) {
  const auto letter = written(
      incident(), person(std::string("An\x07\x1b[31ma\n\xE2\x80\xAE Sample\xFF\0x", 22), {"ssn"}));
  EXPECT_FALSE(letter.pdf.empty());
  const auto text = words(letter);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
}

TEST(HostileName, RightToLeftNamesAreIsolated) {
  const auto letter = written(
      incident(), person("\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD7\x9B\xD7\x94\xD7\x9F", {"ssn"}));
  EXPECT_THAT(letter.gaps, IsEmpty());
  EXPECT_THAT(words(letter), HasSubstr("Dear \xE2\x81\xA8\xD7\xA9"));
  EXPECT_THAT(print::check_tagged(letter.pdf), IsEmpty());
}

TEST(HostileName, OneThatDoesNotFitTheWindowIsAGapNotAFailure) {
  const auto letter = written(incident(), person(std::string(5000, 'W'), {"ssn"}));
  EXPECT_FALSE(letter.pdf.empty());
  const auto tall = [] {
    auto r = person("Ana Sample", {"ssn"});
    r.address_lines.assign(12, Personal<std::string>("A line"));
    return r;
  }();
  const auto other = written(incident(), tall);
  ASSERT_THAT(other.gaps, Contains(Field(&Gap::what, "address")));
  EXPECT_THAT(words(other), Not(HasSubstr("Ana Sample")));
}

TEST(HostileName, ALetterNoFontHasIsAGapThatNamesTheCodePoint) {
  const auto letter = written(incident(), person("Ana \xF4\x8F\xBF\xBD", {"ssn"}));
  ASSERT_FALSE(letter.gaps.empty());
  EXPECT_THAT(letter.gaps.back().why, HasSubstr("U+10FFFD"));
}

// ---- templates

const std::string front =
    "---\nid: us/ct/x\nversion: 3\nlanguage: en\njurisdiction: US-CT\ncovers:\n---\n# Title\n";

std::string error_of(const std::string& text) {
  const auto t = Template::parse(text);
  return t ? "" : t.error().detail;
}

Values some() {
  Values v;
  v.texts["city"] = "Stamford";
  v.texts["signer"] = "Pat";
  v.flags["taken_known"] = true;
  v.lists["elements"] = {"one", "two"};
  return v;
}

std::string filled(const std::string& body, const Values& values = some()) {
  const auto t = Template::parse(front + body);
  EXPECT_TRUE(t) << t.error().detail;
  if (!t) return "";
  print::Document d;
  d.blocks = t->fill(values).blocks;
  return print::words_of(d);
}

TEST(Template, EveryLetterInContentParsesAndWritesItselfOut) {
  for (const auto& [path, bytes] : shelf().files) {
    if (path.find(".md") == std::string::npos) continue;
    const auto t = Template::parse(bytes);
    ASSERT_TRUE(t) << path << ": " << t.error().detail;
    const auto again = Template::parse(t->text());
    ASSERT_TRUE(again) << path << ": " << again.error().detail;
    EXPECT_EQ(again->text(), t->text()) << path;
  }
}

TEST(Template, LettersOfOneIdCoverTheSameContentInEachLanguage) {
  std::map<std::string, std::set<std::string>> covers;
  for (const auto& t : stationery().templates()) {
    const auto [it, fresh] = covers.emplace(t.id(), t.covers());
    if (!fresh) {
      EXPECT_EQ(it->second, t.covers()) << t.id() << " " << t.language();
    }
  }
  EXPECT_FALSE(covers.empty());
}

TEST(Template, FillsConditionsOnLinesAndInsideThem) {
  EXPECT_EQ(filled("{{#if taken_known}}\nA {{city}}\n{{else}}\nB\n{{/if}}\n"), "Title\nA Stamford\n");
  EXPECT_EQ(filled("{{#unless taken_known}}\nA\n{{else}}\nB\n{{/unless}}\n"), "Title\nB\n");
  EXPECT_EQ(filled("x {{#if taken_unknown}}a{{else}}b {{signer}}{{/if}}.\n"), "Title\nx b Pat.\n");
}

TEST(Template, NeighbouringStepsAreOneListAcrossConditions) {
  const auto t = Template::parse(front + "1. a\n{{#if taken_known}}\n1. b\n{{/if}}\n\n1. c\n- d\n");
  ASSERT_TRUE(t);
  const auto blocks = t->fill(some()).blocks;
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(std::get<print::List>(blocks[1]).items.size(), 3U);
  EXPECT_TRUE(std::get<print::List>(blocks[1]).numbered);
  EXPECT_FALSE(std::get<print::List>(blocks[2]).numbered);
}

TEST(Template, AMissingValueIsNamedOnce) {
  const auto t = Template::parse(front + "{{contact_phone}} {{contact_phone}} {{city}}\n");
  ASSERT_TRUE(t);
  EXPECT_EQ(t->fill(some()).missing, std::vector<std::string>{"contact_phone"});
}

TEST(Template, ErrorsNameTheLine) {
  EXPECT_EQ(error_of(front + "\n{{nonsense}}\n"), "line 10: unknown placeholder \"nonsense\"");
  EXPECT_EQ(error_of(front + "{{#if taken_known}}\nA\n"), "line 9: this {{#if}} is not closed");
  EXPECT_EQ(error_of(front + "{{#if taken_known}}\nA\n{{/unless}}\n"), "line 11: tags are crossed");
  EXPECT_EQ(error_of(front + "{{/if}}\n"), "line 9: {{/if}} without its beginning");
  EXPECT_EQ(error_of(front + "a {{city\n"), "line 9: a {{ is not closed");
  EXPECT_EQ(error_of(front + "a **b\n"), "line 9: a ** is not closed");
  EXPECT_EQ(error_of(front + "{{covers lunch}}\n"), "line 9: unknown content key \"lunch\"");
  EXPECT_EQ(error_of(front + "{{covers contact}}\n"),
            "covers: and the {{covers}} lines name different content");
}

TEST(Template, HostileOnesAreRefusedInBoundedWork) {
  EXPECT_THAT(error_of(std::string(1U << 20, '{')), HasSubstr("64 KiB"));
  std::string deep = front;
  for (int i = 0; i < 500; ++i) deep += "{{#if taken_known}}\n";
  EXPECT_THAT(error_of(deep), HasSubstr("too deep"));
  std::string wide = front + "x";
  for (int i = 0; i < 500; ++i) wide += "{{#if taken_known}}";
  EXPECT_THAT(error_of(wide), HasSubstr("too deep"));
  EXPECT_THAT(error_of(front + std::string("a\0b\n", 4)), HasSubstr("control character 0x00"));
  EXPECT_THAT(error_of(front + "a\r\n"), HasSubstr("control character 0x0d"));
  EXPECT_THAT(error_of(front + "\xFF\n"), HasSubstr("UTF-8"));
  EXPECT_THAT(error_of(""), HasSubstr("---"));
  EXPECT_THAT(error_of("---\nid: x\nid: y\n---\n"), HasSubstr("twice"));
  EXPECT_THAT(error_of("---\nexec: rm\n---\n"), HasSubstr("unknown key"));
  EXPECT_THAT(error_of(front + "# Second title\n"), HasSubstr("one title"));
}

// ---- the linter

LintOptions sure(Certainty c) {
  LintOptions o;
  o.certainty = c;
  return o;
}

TEST(Linter, HedgingAKnownFactPrintsTheSentence) {
  const auto found = lint("We closed it. Your number may have been taken. Call us.",
                          sure(Certainty::known));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].rule, "hedge");
  EXPECT_EQ(found[0].sentence, "Your number may have been taken.");
  EXPECT_THAT(lint("You may call us. You might like a freeze.", sure(Certainty::known)), IsEmpty());
}

TEST(Linter, StatingASuspicionFlatlyPrintsTheSentence) {
  const auto found = lint("Your number was stolen.", sure(Certainty::suspected));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].rule, "flat");
  EXPECT_THAT(lint("Your number may have been stolen. We do not know if it was taken.",
                   sure(Certainty::suspected)),
              IsEmpty());
}

TEST(Linter, PhrasesThatSayNothingAreFoundWhateverTheirQuotesAndCase) {
  for (const char* s : {"There is no evidence of misuse.", "We take SECURITY seriously.",
                        "We take the  security of your data seriously.",
                        "Out of an abundance of caution, we write."}) {
    EXPECT_THAT(lint(s, sure(Certainty::known)), Contains(Field(&Finding::rule, "phrase"))) << s;
  }
}

TEST(Linter, DatesWantTheirWeekday) {
  for (const char* s : {"Call by March 5, 2026.", "Call by 3/5/2026.", "Call by 2026-03-05.",
                        "Act within 10 days."}) {
    EXPECT_THAT(lint(s, sure(Certainty::known)), Contains(Field(&Finding::rule, "date"))) << s;
  }
  for (const char* s : {"Call by Thursday, March 5, 2026.", "It began in March 2026.",
                        "Call 555-0100-22.", "It takes 10 minutes.", "We are open 24/7."}) {
    EXPECT_THAT(lint(s, sure(Certainty::known)), Not(Contains(Field(&Finding::rule, "date")))) << s;
  }
}

TEST(Linter, GradeRisesWithLongWordsAndSentences) {
  EXPECT_LT(reading_grade("The cat sat on the mat. It was a big cat."), 2);
  EXPECT_GT(reading_grade("Notwithstanding considerable organizational difficulties, the "
                          "administration continuously communicated contradictory information."),
            16);
  const auto found = lint("Notwithstanding considerable organizational difficulties, the "
                          "administration continuously communicated information.",
                          sure(Certainty::known));
  EXPECT_THAT(found, Contains(Field(&Finding::rule, "grade")));
}

TEST(Linter, SentencesEndWherePeopleEndThem) {
  EXPECT_EQ(sentences_of("Dr. Lee paid 3.5 million. We open at 9 a.m. and close at 5.\nGo to "
                         "example.org now! Really?"),
            (std::vector<std::string>{"Dr. Lee paid 3.5 million.",
                                      "We open at 9 a.m. and close at 5.", "Go to example.org now!",
                                      "Really?"}));
  EXPECT_DOUBLE_EQ(words_per_sentence("One two three. Four."), 2.0);
}

// ---- dates, manifest, sheets

TEST(Words, SayNoMoreThanWasTold) {
  const auto say = [](const char* when, const char* language) {
    return when_words(*When::parse(when), language, "America/New_York");
  };
  EXPECT_EQ(say("2026-03", "en"), "some time in March 2026");
  EXPECT_EQ(say("2026-03", "es"), "en alg\xC3\xBAn momento de marzo de 2026");
  EXPECT_EQ(say("2026-03-05", "en"), "on Thursday, March 5, 2026");
  EXPECT_EQ(say("2026-03-05/2026-03-07", "es"),
            "entre el jueves, 5 de marzo de 2026 y el s\xC3\xA1""bado, 7 de marzo de 2026");
  EXPECT_EQ(say("../2026-03-05", "en"), "on or before Thursday, March 5, 2026");
  EXPECT_EQ(say("unknown", "en"), "");
  // 02:10 UTC is still the evening before in Stamford.
  EXPECT_EQ(say("2026-03-05T02:10Z", "en"), "on Wednesday, March 4, 2026");
}

BatchRow row(const char* letter, const char* person_id, char digest) {
  return {LetterId(letter), PersonId(person_id), std::string(64, digest), 2, "us/ct/x", 1};
}

TEST(Batch, DigestFixesTheExactLettersWhateverTheirOrder) {
  const auto a = manifest_of(BatchId("b-1"), {row("l-1", "p-1", 'a'), row("l-2", "p-2", 'b')});
  const auto b = manifest_of(BatchId("b-1"), {row("l-2", "p-2", 'b'), row("l-1", "p-1", 'a')});
  const auto c = manifest_of(BatchId("b-1"), {row("l-1", "p-1", 'a'), row("l-2", "p-2", 'c')});
  ASSERT_TRUE(a && b && c);
  EXPECT_EQ(a->digest, b->digest);
  EXPECT_NE(a->digest, c->digest);
  EXPECT_EQ(a->digest, sha256_hex(a->text));
  const auto rows = rows_of(a->text);
  ASSERT_TRUE(rows) << rows.error().detail;
  EXPECT_EQ(manifest_of(BatchId("b-1"), *rows)->digest, a->digest);
}

TEST(Batch, ChangedOrMalformedManifestsAreNotRead) {
  const auto a = manifest_of(BatchId("b-1"), {row("l-1", "p-1", 'a')});
  ASSERT_TRUE(a);
  EXPECT_EQ(rows_of(" " + a->text).error().code, Errc::corrupt);
  EXPECT_EQ(rows_of(a->text.substr(0, 40)).error().code, Errc::corrupt);
  EXPECT_EQ(rows_of("{}").error().code, Errc::corrupt);
  EXPECT_FALSE(manifest_of(BatchId("b-1"), {}));
  EXPECT_FALSE(manifest_of(BatchId("b-1"), {row("l-1", "p-1", 'a'), row("l-2", "p-1", 'b')}));
  EXPECT_FALSE(manifest_of(BatchId("b-1"), {row("l-1", "p-1", 'X')}));
}

Json reckoning() {
  return Json::parse(R"json({"known_at":"2026-03-03",
    "packs":[{"id":"us/ct","version":"1","digest":"0f0f"}],
    "duties":[{"id":"d1","rule":"us/ct/breach/resident_notice","bearer":"City of Stamford",
      "kind":"notify-individuals","jurisdiction":"US-CT","recipient":"each affected resident",
      "count":1200,"due":"2026-05-01","due_text":"without unreasonable delay, at most 60 days",
      "working_due":"2026-04-15","alternatives":[{"due":"2026-05-20","because":"from the city's discovery"}],
      "state":"overdue","days_late":3,"services":null,"methods":["written","telephone"],
      "content":["credit_freeze_advice"],"because":[{"fact":"discovered","value":"2026-03-02"}],
      "citations":[{"cite":"Conn. Gen. Stat. 36a-701b(b)(1)","url":"https://example.org/law",
        "read":"2026-08-02","confidence":"official page","verified":true}],
      "flags":[{"code":"COUNSEL_VENDOR_CLOCK","text":"whose discovery counts is not settled"}]},
     {"id":"d2","rule":"us/ct/breach/idtheft_24m","kind":"offer-services","recipient":"residents",
      "due":null,"due_text":"with the notice","services":{"months":24,"count":900},
      "citations":[{"cite":"36a-701b(b)(2)(B)","confidence":"recalled-unseen","verified":false}]}],
    "not_required":[{"rule":"us/ct/breach/cra_notice","jurisdiction":"US-CT",
      "because":"the act names no such duty","citations":[]}],
    "questions":[{"fact":"data[0].key","why":"if the key was taken, the data counts as open"}],
    "flags":[{"code":"PUBLIC_JOIN","text":"names could be joined from public records"}]})json");
}

TEST(DutySheet, SaysDayReasonAuthorityAndWhatIsNotRequired) {
  SheetHead head;
  head.case_id = "2026-0007";
  head.city = "City of Stamford";
  head.reckoned = year(2026) / March / 3;
  const auto d = duty_sheet(reckoning(), head);
  ASSERT_TRUE(d) << d.error().detail;
  const auto text = print::words_of(*d);
  for (const char* wanted :
       {"Friday, May 1, 2026", "Wednesday, April 15, 2026", "Wednesday, May 20, 2026", "3 days late",
        "People counted: 1200", "24 months for 900 people", "discovered: 2026-03-02", "NOT VERIFIED",
        "read 2026-08-02", "COUNSEL_VENDOR_CLOCK", "the act names no such duty", "data[0].key",
        "PUBLIC_JOIN", "Not legal advice. Not reviewed by counsel.", "nobody has verified", "0f0f"}) {
    EXPECT_THAT(text, HasSubstr(wanted));
  }
  EXPECT_THAT(text, HasSubstr("NOT SIGNED by counsel"));
  EXPECT_THAT(text, HasSubstr("readings (a source that nobody has verified"));
  // Counsel signs each: the sheet says who, when and why, and asks for nothing more.
  auto reviewed = head;
  reviewed.reviewed_by = "B. Okafor";
  for (const auto& reading : readings_of(reckoning())) {
    reviewed.signatures.push_back({reading.id, "B. Okafor", year(2026) / March / 4, true, "read in the bound volume"});
  }
  ASSERT_FALSE(reviewed.signatures.empty());
  const auto signed_text = print::words_of(*duty_sheet(reckoning(), reviewed));
  EXPECT_THAT(signed_text, Not(HasSubstr("NOT SIGNED by counsel")));
  EXPECT_THAT(signed_text, HasSubstr("signed by B. Okafor on 2026-03-04 for every case: read in the bound volume"));
  EXPECT_THAT(signed_text, HasSubstr("Not legal advice. Reviewed by B. Okafor."));
  EXPECT_THAT(d->mark, HasSubstr("PRIVILEGED"));
  const auto pdf = print::render(*d);
  ASSERT_TRUE(pdf) << pdf.error().detail;
  EXPECT_THAT(print::check_tagged(pdf->bytes), IsEmpty());
}

TEST(DutySheet, IsSaidInSpanishWithEveryWordOfThePaper) {
  const auto read = [](const char* language) {
    std::ifstream in(std::string(LEDGELIGHT_SOURCE_DIR) + "/content/papers/" + language + ".json");
    return Json::parse(in);
  };
  const auto en = read("en"), es = read("es");
  for (const auto& [key, text] : en.items()) {
    ASSERT_TRUE(es.contains(key)) << key;
    const auto names = [](const std::string& s) {
      std::multiset<std::string> out;
      for (auto at = s.find('{'); at != s.npos; at = s.find('{', at + 1))
        out.insert(s.substr(at, s.find('}', at) - at));
      return out;
    };
    EXPECT_EQ(names(text.get<std::string>()), names(es[key].get<std::string>())) << key;
  }
  EXPECT_EQ(en.size(), es.size());
  SheetHead head;
  head.case_id = "2026-0007";
  head.city = "City of Stamford";
  head.reckoned = year(2026) / March / 3;
  head.words = SheetWords::of("es");
  const auto d = duty_sheet(reckoning(), head);
  ASSERT_TRUE(d) << d.error().detail;
  EXPECT_EQ(d->language, "es");
  const auto text = print::words_of(*d);
  for (const char* wanted : {"viernes, 1 de mayo de 2026",
                             "vencida (3 d\xC3\xAD"
                             "as de retraso)",
                             "24 meses para 900 personas", "SIN VERIFICAR",
                             "Escribir a las personas afectadas", "NO LO HA FIRMADO el abogado"})
    EXPECT_THAT(text, HasSubstr(wanted));
  for (const char* english :
       {"Last lawful day", "Because", "days late", "NOT SIGNED", "Authority", "Friday"})
    EXPECT_THAT(text, Not(HasSubstr(english)));
  const auto pdf = print::render(*d);
  ASSERT_TRUE(pdf) << pdf.error().detail;
  EXPECT_THAT(print::check_tagged(pdf->bytes), IsEmpty());
}

TEST(DutySheet, EachTextOfTheLawIsCitedOnce) {
  SheetHead head;
  head.reckoned = year(2026) / March / 3;
  auto twice = reckoning();
  auto again = twice["duties"][0]["citations"][0];
  again["confidence"] = "secondary";
  again["url"] = "https://example.org/chart";
  twice["duties"][0]["citations"].push_back(again);
  twice["duties"][0]["citations"].push_back(again);
  const auto text = print::words_of(*duty_sheet(twice, head));
  const std::string cite = "Conn. Gen. Stat. 36a-701b(b)(1)";
  EXPECT_EQ(text.find(cite), text.rfind(cite));
  EXPECT_THAT(text, HasSubstr("https://example.org/law"));
  const std::string chart = "https://example.org/chart";
  EXPECT_THAT(text, HasSubstr(chart));
  EXPECT_EQ(text.find(chart), text.rfind(chart));
}

TEST(DutySheet, WrongJsonNamesTheKey) {
  SheetHead head;
  head.reckoned = year(2026) / March / 3;
  EXPECT_THAT(duty_sheet(Json::object(), head).error().detail, HasSubstr("\"duties\""));
  EXPECT_THAT(duty_sheet(Json::array(), head).error().detail, HasSubstr("an object"));
  auto bad = reckoning();
  bad["duties"][0]["citations"] = 7;
  EXPECT_THAT(duty_sheet(bad, head).error().detail, HasSubstr("\"citations\" must be an array"));
  bad = reckoning();
  bad["duties"][1].erase("rule");
  EXPECT_THAT(duty_sheet(bad, head).error().detail, HasSubstr("rule"));
}

TEST(DutySheet, OddValuesAreShownNotCrashedOn) {
  SheetHead head;
  head.case_id = "c";
  head.reckoned = year(2026) / March / 3;
  auto odd = reckoning();
  odd["duties"][0]["recipient"] = "a\x1b\n<b>";
  odd["duties"][0]["due"] = "not a day";
  odd["duties"][0]["because"][0]["value"] = Json::array({1, 2.5, nullptr});
  odd["packs"] = Json::array({7, "x"});
  const auto d = duty_sheet(odd, head);
  ASSERT_TRUE(d) << d.error().detail;
  EXPECT_TRUE(print::render(*d));
}

TEST(CaseReport, ShowsEachPartAndCountsThePeople) {
  CaseReport r;
  r.case_id = "2026-0007";
  r.title = "Payroll mailbox";
  r.city = "City of Stamford";
  r.state = "open";
  r.made = year(2026) / April / 1;
  r.facts = {{"access", "acquired", "known", "o-1", "2026-03-03"}};
  r.timeline = {{"2026-03-01", "2026-03-02", "o-1", "Mailbox opened", ""},
                {"2026-03-01", "2026-03-03", "o-1", "It was noon", "entry 1"}};
  r.evidence = {{"2026-0007/E1", "na\xFFme.csv", std::string(64, 'e'), 1234, "2026-03-02"}};
  r.custody = {{"2026-03-02", "2026-0007/E1", "sealed", "o-1", "received"}};
  r.reckoning = reckoning();
  r.letters = CaseReport::Letters{10, 6, 2, 1, 0, 0};
  r.ledger_origin = "example.org/ledger";
  r.ledger_size = 42;
  r.ledger_root = "AAAA";
  const auto d = case_report(r);
  ASSERT_TRUE(d) << d.error().detail;
  const auto text = print::words_of(*d);
  for (const char* wanted : {"known", "Mailbox opened", "(corrects entry 1)", "eeee", "sealed",
                             "add up to 9, not 10: 1 people", "42", "Write to the people affected"}) {
    EXPECT_THAT(text, HasSubstr(wanted));
  }
  const auto pdf = print::render(*d);
  ASSERT_TRUE(pdf) << pdf.error().detail;
  EXPECT_THAT(print::check_tagged(pdf->bytes), IsEmpty());
}

TEST(CaseReport, AnEmptyCaseIsStillAReport) {
  CaseReport r;
  r.case_id = "1";
  r.made = year(2026) / April / 1;
  const auto d = case_report(r);
  ASSERT_TRUE(d);
  EXPECT_TRUE(print::render(*d));
}

TEST(Letter, ANameOutOfAnIndexIsSaidInOrder) {
  EXPECT_EQ(name_in_order("Quillfeather, Ada M."), "Ada M. Quillfeather");
  EXPECT_EQ(name_in_order("QUILLFEATHER , ADA"), "ADA QUILLFEATHER");
  EXPECT_EQ(name_in_order("Ada Quillfeather"), "Ada Quillfeather");
  EXPECT_EQ(name_in_order("Ada Quillfeather, Jr."), "Ada Quillfeather, Jr.");
  EXPECT_EQ(name_in_order("Quillfeather, Ada, Jr."), "Ada Quillfeather, Jr.");
  EXPECT_EQ(name_in_order("Invented Works, Inc."), "Invented Works, Inc.");
  EXPECT_EQ(name_in_order("de la Cruz, María José"), "María José de la Cruz");
  EXPECT_EQ(name_in_order("One, Two, Three"), "One, Two, Three");
  EXPECT_EQ(name_in_order(", Ada"), ", Ada");
  EXPECT_EQ(name_in_order("Quillfeather,"), "Quillfeather,");
}

TEST(Linter, TakingAPageDownIsNoClaimAboutData) {
  LintOptions options;
  options.certainty = Certainty::suspected;
  const auto flat = [&](std::string_view text) {
    const auto findings = lint(text, options);
    return std::any_of(findings.begin(), findings.end(), [](const Finding& f) { return f.rule == "flat"; });
  };
  EXPECT_FALSE(flat("The page was taken down on the same day."));
  EXPECT_FALSE(flat("The file was taken away and the server was closed."));
  EXPECT_TRUE(flat("Your data was taken."));
  EXPECT_TRUE(flat("The list was taken and the page was taken down."));
}

TEST(Readings, AreInSpanishAsFarAsTheWordsAreOurs) {
  const auto law = [](const std::string& text) { return "<" + text + ">"; };
  EXPECT_EQ(reading_in_spanish("Another reading: 30 days.", law), "Otra lectura: <30 days.>");
  EXPECT_EQ(reading_in_spanish("Another reading gives 2026-05-01: it is a holiday.", law),
            "Otra lectura da 2026-05-01: <it is a holiday.>");
  EXPECT_EQ(reading_in_spanish("access is suspected, not known.", law), "<access> se sospecha, no se sabe.");
  EXPECT_EQ(reading_in_spanish("Conn. Gen. Stat. 1 is recalled, not read.", law),
            "Conn. Gen. Stat. 1 se cita de memoria, sin haberse le\xC3\xAD""do.");
  EXPECT_EQ(reading_in_spanish("Conn. Gen. Stat. 1 is recalled, not read: an old copy", law),
            "Conn. Gen. Stat. 1 se cita de memoria, sin haberse le\xC3\xAD""do: <an old copy>");
  EXPECT_EQ(reading_in_spanish("Another readings", law), std::nullopt);
  EXPECT_EQ(reading_in_spanish("The engine's own sentence.", law), std::nullopt);
}

}  // namespace
}  // namespace ledgelight::notice
