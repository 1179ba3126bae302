// The whole program, but for its terminal: words in, text or JSON and an exit code out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/context.hpp"
#include "cli/exit_code.hpp"
#include "cli/help.hpp"

namespace ledgelight::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

struct Ran {
  int exit = 0;
  std::string out, err;
  Json json() const {
    auto value = parse_json(trimmed(out));
    if (!value) throw std::runtime_error("not JSON: " + out + err);
    return *value;
  }
};

class Terminal : public ::testing::Test {
 protected:
  Terminal() {
    auto name = (fs::temp_directory_path() / "ledgelight-cli-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    root = name;
  }
  ~Terminal() override {
    std::error_code none;
    fs::remove_all(root, none);
  }
  Ran run(const std::vector<std::string>& words) {
    std::ostringstream out, err;
    Surroundings around{out, err,
                        [this](const std::string& key) -> std::optional<std::string> {
                          const auto it = environment.find(key);
                          return it == environment.end() ? std::nullopt : std::optional(it->second);
                        },
                        [](const std::string&) -> Result<std::string> {
                          return fail(Errc::usage, "there is no terminal");
                        },
                        "1000"};
    Ran ran;
    ran.exit = cli::run(all_commands(), words, around);
    ran.out = out.str();
    ran.err = err.str();
    return ran;
  }
  std::string at(const std::string& name) const { return (root / name).string(); }
  std::string file(const std::string& name, const std::string& bytes) const {
    std::ofstream(root / name, std::ios::binary) << bytes;
    return at(name);
  }
  std::string content(const std::string& name) const {
    std::ifstream in(root / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  fs::path root;
  std::map<std::string, std::string> environment;
};

class AtADesk : public Terminal {
 protected:
  AtADesk() {
    const auto made = run({"init", at("desk"), "--city", "us/ct/stamford"});
    if (made.exit != 0) throw std::runtime_error(made.err);
    environment["LEDGELIGHT_DESK"] = at("desk");
  }
  std::string new_case(const std::string& subject) {
    return run({"case", "open", "--subject", subject, "--json"}).json().at("id").get<std::string>();
  }
};

TEST_F(Terminal, HelpIsWhatTheCommandsPageSays) {
  std::ifstream in(std::string(LEDGELIGHT_SOURCE_DIR) + "/docs/commands.md", std::ios::binary);
  const std::string page((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  EXPECT_EQ(page, help_markdown(all_commands())) << "accept on purpose with tools/golden";
}

TEST_F(Terminal, SaysNothingOnStandardOutputWhenUsedWrongly) {
  const auto ran = run({"case", "opne"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, StartsWith("ledgelight: there is no command `case opne`"));
  EXPECT_EQ(run({}).exit, 2);
}

TEST_F(Terminal, SaysAFailureInJsonWhenAskedTo) {
  const auto ran = run({"case", "list", "--json"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_EQ(ran.out, "") << "a pipe would take it for the answer";
  const auto error = Json::parse(ran.err).at("error");
  EXPECT_EQ(error.at("code"), 110);
  EXPECT_EQ(error.at("name"), "usage");
  EXPECT_THAT(error.at("detail").get<std::string>(), HasSubstr("--desk"));
  const auto unknown = run({"case", "opne", "--json"});
  EXPECT_EQ(unknown.out, "");
  EXPECT_EQ(Json::parse(unknown.err).at("error").at("code"), 110);
}

TEST_F(Terminal, SaysWhichFolderHoldsNoDesk) {
  const auto ran = run({"case", "list", "--desk", at("nowhere")});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_THAT(ran.err, HasSubstr("there is no desk in"));
  EXPECT_FALSE(fs::exists(at("nowhere")));
}

TEST_F(Terminal, CountsDaysOneALineTheLastDayLast) {
  const auto text = run({"law", "clock", "--unit", "business-days", "--days", "4", "--from", "2027-01-15", "--calendar", "us/ct"});
  EXPECT_EQ(text.exit, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("2027-01-18 skipped Martin Luther King Jr. Day\n2027-01-19 counted 1\n"));
  const auto json = run({"law", "clock", "--days", "4", "--unit", "business-days", "--from", "2027-01-15", "--json"}).json();
  EXPECT_EQ(json.at("last_day"), "2027-01-22");
  EXPECT_EQ(json.at("days").back().at("date"), "2027-01-22");
}

TEST_F(Terminal, NamesEachBadFactOnALineOfItsOwn) {
  const auto facts = file("facts.json", R"({"discovered":"2026-02-31","data":[{"elements":["shoe_size"]}]})");
  const auto ran = run({"law", "duties", "--facts", facts});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_THAT(ran.err, HasSubstr("discovered: "));
  EXPECT_THAT(ran.err, HasSubstr("\ndata[0].elements"));
}

TEST_F(Terminal, NamesTheFactThatStandsTwice) {
  const auto twice = [&](const std::string& text) {
    const auto ran = run({"law", "duties", "--facts", file("facts.json", text)});
    EXPECT_EQ(ran.exit, 2);
    return ran.err;
  };
  EXPECT_THAT(twice(R"({"discovered":"2026-03-02","discovered":"2026-03-03"})"), HasSubstr("discovered: stands twice"));
  EXPECT_THAT(twice(R"({"people":[{"state":"US-CT","count":1},{"count":2,"count":3}]})"),
              HasSubstr("people[1].count: stands twice"));
  EXPECT_THAT(twice(R"({"data":[[1,{"elements":[],"elements":[]}]]})"),
              HasSubstr("data[0][1].elements: stands twice"));
  EXPECT_THAT(twice(R"({"a\u001b[2J":1,"a\u001b[2J":2})"), Not(HasSubstr("\x1b")));
  EXPECT_THAT(twice(R"({"discovered":"2026-03-02")"), HasSubstr("not JSON"));
  EXPECT_THAT(twice(R"({"count":1},{"count":1})"), HasSubstr("not JSON"));
}

TEST_F(Terminal, GivesDutiesInBothWaysOfAskingForJson) {
  const auto facts = file("facts.json", R"({"city":"us/ct/stamford","discovered":"2026-03-02"})");
  const auto one = run({"law", "duties", "--facts", facts, "--known-at", "2026-03-02", "--format", "json"});
  const auto two = run({"law", "duties", "--facts", facts, "--known-at", "2026-03-02", "--json"});
  EXPECT_EQ(one.exit, 0) << one.err;
  EXPECT_EQ(one.json(), two.json());
  EXPECT_TRUE(one.json().contains("not_required"));
}

TEST_F(Terminal, WritesTheTablesOfAScanAndDoesNotWriteOverThem) {
  fs::create_directories(root / "in" / "sub");
  file("in/a.csv", "Name,SSN\nQuill Abernathy,811-04-2291\n");
  file("in/sub/b.txt", "nothing here\n");
  fs::create_symlink("/etc/hostname", root / "in" / "link");
  const auto ran = run({"discover", at("in"), "--out", at("out"), "--json", "--threads", "2"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  for (const auto* name :
       {"findings.tsv", "people.tsv", "states.tsv", "unread.tsv", "files.tsv", "summary.json"}) {
    EXPECT_TRUE(fs::is_regular_file(root / "out" / name)) << name;
  }
  EXPECT_THAT(content("out/unread.tsv"), HasSubstr("link"));
  EXPECT_EQ(run({"discover", at("in"), "--out", at("out")}).exit, 2);
  EXPECT_EQ(run({"discover", at("in"), "--out", at("out2"), "--reveal"}).exit, 2);
}

TEST_F(Terminal, ColumnsOfFindingsAreThoseOfTheIssueAndValuesStandThereOnlyWhenRevealed) {
  file("in.csv", "Name,SSN\nQuill Abernathy,811-04-2291\nMina Okafor,811-04-2292\n");
  ASSERT_EQ(run({"discover", at("in.csv"), "--out", at("masked")}).exit, 0);
  EXPECT_EQ(
      content("masked/findings.tsv"),
      "file\tmember\toffset\tlength\telement\tnorm\tmasked\tconfidence\treason\tperson\tpath\n"
      "in.csv\t\t9\t15\tNAME\t\tQ• A•\t90\twords under the heading Name\tP000001\tin.csv@9\n"
      "in.csv\t\t25\t11\tSSN\t\t***-**-2291\t95\tnine digits under the heading SSN; valid "
      "area\tP000001\tin.csv@25\n"
      "in.csv\t\t37\t11\tNAME\t\tM• O•\t90\twords under the heading Name\tP000002\tin.csv@37\n"
      "in.csv\t\t49\t11\tSSN\t\t***-**-2292\t95\tnine digits under the heading SSN; valid "
      "area\tP000002\tin.csv@49\n");
  ASSERT_EQ(
      run({"discover", at("in.csv"), "--out", at("clear"), "--reveal", "--purpose", "letters"})
          .exit,
      0);
  EXPECT_THAT(content("clear/findings.tsv"), HasSubstr("\tSSN\t811042291\t***-**-2291\t"));
  EXPECT_THAT(content("clear/summary.json"), HasSubstr("\"purpose\": \"letters\""));
}

TEST_F(Terminal, EveryFileUnderAPathIsListedWhateverItIs) {
  fs::create_directories(root / "in" / "sub" / "deep");
  file("in/a.csv", "Name,SSN\nQuill Abernathy,811-04-2291\n");
  file("in/empty", "");
  file("in/sub/deep/\xFF\xFE.txt", "SSN 811-04-2291\n");
  file("in/picture.png", std::string("\x89PNG\r\n\x1A\n\0\0\0\0", 12));
  ASSERT_EQ(::mkfifo((root / "in" / "pipe").c_str(), 0600), 0);
  fs::create_symlink("..", root / "in" / "sub" / "loop");
  ASSERT_EQ(run({"discover", at("in"), "--out", at("out")}).exit, 0);
  const auto files = content("out/files.tsv"), unread = content("out/unread.tsv");
  for (const auto* name :
       {"a.csv", "empty", "sub/deep/\\xff\\xfe.txt", "picture.png", "pipe", "sub/loop"})
    EXPECT_THAT(files, HasSubstr("\n" + std::string(name) + "\t"));
  for (const auto* line :
       {"\npicture.png\t", "\npipe\ta pipe; not read\t", "\nsub/loop\ta link; not followed\t"})
    EXPECT_THAT(unread, HasSubstr(line));
  EXPECT_THAT(files, HasSubstr("a.csv\tdelimited text\t37\t" +
                               hex(sha256("Name,SSN\nQuill Abernathy,811-04-2291\n"))));
  EXPECT_THAT(files, HasSubstr("empty\tempty\t0\te3b0c442"));
  EXPECT_THAT(content("out/findings.tsv"), HasSubstr("\nsub/deep/\\xff\\xfe.txt\t\t4\t11\tSSN\t"));
}

TEST_F(Terminal, NamesOfSeveralPathsDoNotMeanTwoFiles) {
  fs::create_directories(root / "one");
  fs::create_directories(root / "two");
  file("one/a.txt", "SSN 811-04-2291\n");
  file("two/a.txt", "SSN 811-04-2292\n");
  file("two/b.txt", "nothing\n");
  ASSERT_EQ(run({"discover", at("one"), at("two"), at("two") + "/b.txt", "--out", at("out")}).exit,
            0);
  const auto files = content("out/files.tsv");
  EXPECT_THAT(files, HasSubstr("\n" + at("one") + "/a.txt\t"));
  EXPECT_THAT(files, HasSubstr("\n" + at("two") + "/a.txt\t"));
  EXPECT_THAT(files, HasSubstr("\nb.txt\t"));
  EXPECT_EQ(std::count(files.begin(), files.end(), '\n'), 4);
}

TEST_F(Terminal, TablesAreTheSameWhateverTheNumberOfThreads) {
  fs::create_directories(root / "in");
  for (int i = 0; i < 40; ++i) {
    std::string text = "Name,SSN,Email\n";
    for (int k = 0; k < 50 + i * 7 % 90; ++k)
      text += "Quill Abernathy,811-0" + std::to_string(1 + k % 9) + "-" +
              std::to_string(1000 + i * 61 + k) + ",quill" + std::to_string(k) + "@city.example\n";
    file("in/f" + std::to_string(i) + ".csv", text);
    file("in/m" + std::to_string(i) + ".eml",
         "From: q" + std::to_string(i) +
             "@city.example\nSubject: list\nMIME-Version: 1.0\n"
             "Content-Type: text/csv; name=\"list.csv\"\nContent-Transfer-Encoding: "
             "base64\n\nTmFtZSxTU04KUXVpbGwgQWJlcm5hdGh5LDgxMS0wNC0yMjkxCkFkYSBFeGFt\n"
             "cGxlLDgxMS0wNC0yMjkyCg==\n");
  }
  ASSERT_EQ(run({"discover", at("in"), "--out", at("t1"), "--threads", "1"}).exit, 0);
  EXPECT_THAT(content("t1/findings.tsv"), HasSubstr("m39.eml\tlist.csv\t"));
  for (const auto* n : {"2", "3", "8"}) {
    ASSERT_EQ(run({"discover", at("in"), "--out", at("t") + n, "--threads", n}).exit, 0);
    for (const auto* name : {"findings.tsv", "people.tsv", "states.tsv", "unread.tsv", "files.tsv"})
      EXPECT_EQ(content(std::string("t1/") + name), content(std::string("t") + n + "/" + name))
          << name;
  }
}

TEST_F(AtADesk, OpensShowsAndListsCases) {
  EXPECT_EQ(run({"case", "list", "--json"}).json(), Json::array());
  const auto id = new_case("Payroll list sent to a stranger");
  const auto list = run({"case", "list", "--json"}).json();
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].at("id"), id);
  const auto shown_case = run({"case", "show", id, "--json"}).json();
  EXPECT_EQ(shown_case.at("subject"), "Payroll list sent to a stranger");
  EXPECT_THAT(run({"case", "show", id}).out, HasSubstr("Payroll list"));
  EXPECT_EQ(run({"case", "show", "1999-0001"}).exit, 1);
}

TEST_F(AtADesk, ListsEveryCaseUnpaged) {
  for (int i = 0; i < 60; ++i) new_case("Case");
  EXPECT_EQ(run({"case", "list", "--json"}).json().size(), 60U);
}

TEST_F(AtADesk, PublishesAfterEachActAndKeepsQuietOtherwise) {
  const auto before = run({"ledger", "list", "--json"}).json();
  EXPECT_EQ(before.at("size"), before.at("published"));
  new_case("One");
  const auto after = run({"ledger", "list", "--json"}).json();
  EXPECT_GT(after.at("size"), before.at("size"));
  EXPECT_EQ(after.at("size"), after.at("published"));
  run({"case", "list"});
  EXPECT_EQ(run({"ledger", "list", "--json"}).json().at("size"), after.at("size"));
}

TEST_F(AtADesk, StatesFactsFromWordsAndFromAFile) {
  const auto id = new_case("One");
  EXPECT_EQ(run({"case", "fact", id, "no.such", "1"}).exit, 2);
  const auto names = run({"case", "vocabulary", "--json"}).json();
  ASSERT_FALSE(names.empty());
  const auto name = names[0].at("name").get<std::string>();
  EXPECT_EQ(run({"case", "fact", id, name, "--certainty", "unknown", "--said-by", "the vendor"}).exit, 0);
  auto facts = run({"case", "show", id, "--json"}).json().at("facts");
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts[0].at("certainty"), "unknown");
  const auto other = new_case("Two");
  const auto ran = run({"case", "fact", other, "--from", file("facts.json", plain_json(facts))});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  facts = run({"case", "show", other, "--json"}).json().at("facts");
  EXPECT_EQ(facts[0].at("said_by"), "the vendor");
}

TEST_F(AtADesk, GivesBackEvidenceByteForByte) {
  const auto id = new_case("One");
  const std::string bytes("a\0b\xff\n", 5);
  const auto added = run({"evidence", "add", id, file("odd \xff name.bin", bytes), "--json"}).json();
  ASSERT_EQ(added.size(), 1U);
  const auto item = added[0].at("id").get<std::string>();
  EXPECT_EQ(run({"evidence", "get", item, "--purpose", "test", "--out", at("copy")}).exit, 0);
  std::ifstream in(at("copy"), std::ios::binary);
  EXPECT_EQ(std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>()), bytes);
  EXPECT_EQ(run({"evidence", "get", item, "--purpose", "test", "--out", at("copy")}).exit, 2);
  EXPECT_EQ(run({"evidence", "check", id}).exit, 0);
  EXPECT_THAT(run({"evidence", "custody", id}).out, HasSubstr("test"));
  EXPECT_EQ(run({"evidence", "add", id, at("missing")}).exit, 2);
  EXPECT_EQ(run({"evidence", "add", id, at("desk")}).exit, 2);
}

TEST_F(AtADesk, SealsWhatIsNamedBeforeItLooksAndWritesTablesOfWhatIsSealed) {
  const auto id = new_case("Export on a lost stick");
  fs::create_directories(root / "stick");
  file("stick/a.csv", "Name,SSN\nQuill Abernathy,811-04-2291\n");
  const auto ran = run({"discover", at("stick"), "--case", id, "--out", at("out"), "--reveal",
                        "--purpose", "letters to residents", "--json"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.json().at("findings"), 2);
  EXPECT_EQ(ran.json().at("tables").at("findings"), 2);
  EXPECT_THAT(content("out/findings.tsv"), HasSubstr("\na.csv\t\t25\t11\tSSN\t811042291\t"));
  EXPECT_THAT(run({"evidence", "custody", id}).out, HasSubstr("letters to residents"));
  // Without paths: what is sealed, and only that.
  fs::remove_all(root / "stick");
  const auto again = run({"discover", "--case", id, "--out", at("again"), "--json"});
  ASSERT_EQ(again.exit, 0) << again.err;
  EXPECT_EQ(again.json().at("tables").at("findings"), 2);
  EXPECT_THAT(content("again/findings.tsv"), Not(HasSubstr("811042291")));
}

TEST_F(AtADesk, NeedsACredentialToActAsAnOfficer) {
  environment["LEDGELIGHT_NEW_PASSWORD"] = "an invented password";
  const auto added = run({"officer", "add", "jay", "--roles", "privacy", "--password", "--json"});
  ASSERT_EQ(added.exit, 0) << added.out;
  const auto id = new_case("One");
  environment["LEDGELIGHT_PASSWORD"] = "wrong";
  EXPECT_EQ(run({"case", "entry", id, "Called the vendor", "--as", "jay"}).exit, 1);
  environment["LEDGELIGHT_PASSWORD"] = "an invented password";
  const auto ran = run({"case", "entry", id, "Called the vendor", "--as", "jay"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  const auto timeline = run({"case", "timeline", id, "--json"}).json();
  std::set<std::string> actors;
  for (const auto& entry : timeline) actors.insert(entry.at("by").get<std::string>());
  EXPECT_EQ(actors.count("cli:1000"), 1U);
  EXPECT_EQ(actors.count(added.json().at("id").get<std::string>()), 1U);
}

TEST_F(AtADesk, DoesNotLetWhatPeopleWroteCommandTheTerminal) {
  const auto id = new_case("red \x1b[31m alert \x07");
  EXPECT_THAT(run({"case", "show", id}).out, Not(HasSubstr("\x1b")));
}

TEST_F(AtADesk, TakesAReportAndShowsItToWhoeverHasTheCode) {
  const auto receipt = run({"report", "new", "--kind", "lost_or_stolen", "--what", "A folder on a bus", "--channel", "phone", "--json"});
  ASSERT_EQ(receipt.exit, 0) << receipt.out;
  environment["LEDGELIGHT_CODE"] = receipt.json().at("code").get<std::string>();
  const auto status = run({"report", "status", "--json"}).json();
  EXPECT_EQ(status.at("id"), receipt.json().at("id"));
  EXPECT_TRUE(status.at("ledger_index").is_number());
  EXPECT_EQ(run({"report", "status", "AAAA-BBBB-CCCC-DDDD-EEEE"}).exit, 1);
  const auto bad = run({"report", "new", "--kind", "nonsense", "--what", " "});
  EXPECT_EQ(bad.exit, 2);
  EXPECT_THAT(bad.err, HasSubstr("--kind: "));
  EXPECT_THAT(bad.err, HasSubstr("--what: "));
  EXPECT_EQ(run({"report", "receipt", "--out", at("r.receipt.json")}).exit, 0);
  EXPECT_EQ(run({"verify", at("r.receipt.json")}).exit, 0);
}

TEST_F(AtADesk, VerifiesAndSaysWhetherContentsCouldBeSeen) {
  const auto id = new_case("One");
  run({"evidence", "add", id, file("e.txt", "evidence")});
  const auto with_key = run({"verify", at("desk")});
  EXPECT_EQ(with_key.exit, 0) << with_key.out;
  EXPECT_THAT(with_key.out, HasSubstr("Contents intact"));
  fs::rename(root / "desk" / "desk.key", root / "safe");
  const auto without = run({"verify", at("desk")});
  EXPECT_EQ(without.exit, 0) << without.out;
  EXPECT_THAT(without.out, HasSubstr("Sealed bytes intact"));
  EXPECT_THAT(without.out, Not(HasSubstr("Contents intact")));
  EXPECT_EQ(run({"verify", at("nothing")}).exit, 2);
}

TEST_F(AtADesk, NamesTheSealedFileThatWasChanged) {
  const auto id = new_case("One");
  run({"evidence", "add", id, file("e.txt", "evidence")});
  for (const auto& entry : fs::recursive_directory_iterator(root / "desk" / "vault")) {
    if (!entry.is_regular_file()) continue;
    fs::permissions(entry.path(), fs::perms::owner_all);
    std::fstream f(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    f.seekp(40);
    f.put('x');
  }
  const auto ran = run({"verify", at("desk")});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.out, HasSubstr("evidence " + id + "/E1"));
}

TEST_F(AtADesk, ComesBackFromABackupAndVerifies) {
  const auto id = new_case("Kept");
  ASSERT_EQ(run({"backup", at("desk.backup")}).exit, 0);
  const auto restored = run({"restore", at("desk.backup"), at("again"), "--key", (root / "desk" / "desk.key").string()});
  ASSERT_EQ(restored.exit, 0) << restored.err;
  EXPECT_EQ(run({"case", "show", id, "--desk", at("again"), "--json"}).json().at("subject"), "Kept");
  EXPECT_EQ(run({"verify", at("again")}).exit, 0);
}

TEST(ExitCodes, EveryFailureHasOneAndSaysWhatToDo) {
  for (const auto& row : all_errcs()) {
    EXPECT_THAT(exit_code(row.code), ::testing::AllOf(::testing::Ge(1), ::testing::Le(3))) << row.name;
    EXPECT_EQ(advice(row.code).back(), '.') << row.name;
  }
}

}  // namespace
}  // namespace ledgelight::cli
