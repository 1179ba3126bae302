#include "cli/parse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/commands.hpp"

namespace ledgelight::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Commands some_commands() {
  Commands all;
  all.groups.push_back({"case", "Cases"});
  all.commands.push_back({.path = "case open",
                          .summary = "Open",
                          .options = {{"--subject", "TEXT", "", Option::Need::required}}});
  all.commands.push_back({.path = "case list", .summary = "List"});
  all.commands.push_back(
      {.path = "add",
       .summary = "Add",
       .positionals = {{"CASE", ""}, {"FILE", "", Positional::Need::one_or_more}},
       .options = {{"--many", "X", "", Option::Need::optional, Option::Times::many}, {"--flag", "", ""}}});
  return all;
}

// The words of a command line that fits, or the complaint.
std::string complaint(const std::vector<std::string>& arguments) {
  const auto all = some_commands();
  const auto parsed = parse(all, arguments);
  if (parsed) return "fits";
  EXPECT_EQ(parsed.error().code, Errc::usage);
  return parsed.error().detail;
}

TEST(CommandLine, TakesValuesAsTheyWereTyped) {
  const auto all = some_commands();
  for (const std::string odd : {"", "-", "--json", "[a,b]", "{\"a\":[1]}", "a=b", "\xff\xfe", "list", "case"}) {
    const auto parsed = parse(all, {"case", "open", "--subject", odd});
    ASSERT_TRUE(parsed) << odd << ": " << parsed.error().detail;
    EXPECT_THAT(parsed->words.values.at("--subject"), ElementsAre(odd));
    EXPECT_FALSE(parsed->words.json) << odd;
  }
}

TEST(CommandLine, TakesFilesOfAnyNameAlsoThoseOfCommands) {
  const auto all = some_commands();
  const auto parsed = parse(all, {"add", "2026-0001", "case", "open", "[x,y]", "\xff", "add"});
  ASSERT_TRUE(parsed) << parsed.error().detail;
  EXPECT_THAT(parsed->words.values.at("CASE"), ElementsAre("2026-0001"));
  EXPECT_THAT(parsed->words.values.at("FILE"), ElementsAre("case", "open", "[x,y]", "\xff", "add"));
  const auto dashed = parse(all, {"add", "--flag", "--", "2026-0001", "--flag", "-x"});
  ASSERT_TRUE(dashed) << dashed.error().detail;
  EXPECT_THAT(dashed->words.values.at("FILE"), ElementsAre("--flag", "-x"));
}

TEST(CommandLine, TakesWhatBelongsEverywhereBeforeAndAfterTheCommand) {
  const auto all = some_commands();
  const std::vector<std::vector<std::string>> lines = {
      {"--desk", "D", "--json", "case", "list"}, {"case", "--desk", "D", "list", "--json"}, {"case", "list", "--json", "--desk=D"}};
  for (const auto& line : lines) {
    const auto parsed = parse(all, line);
    ASSERT_TRUE(parsed) << parsed.error().detail;
    EXPECT_EQ(parsed->command->path, "case list");
    EXPECT_EQ(parsed->words.desk, "D");
    EXPECT_TRUE(parsed->words.json);
  }
}

TEST(CommandLine, TakesAnOptionOnceUnlessItMayRepeat) {
  EXPECT_EQ(complaint({"add", "C", "F", "--many", "1", "--many", "2"}), "fits");
  EXPECT_THAT(complaint({"case", "open", "--subject", "a", "--subject", "b"}), HasSubstr("more than once"));
}

TEST(CommandLine, SaysWhatIsMissingAndWhatThereIs) {
  EXPECT_THAT(complaint({"case", "open"}), HasSubstr("--subject is required; see: ledgelight case open --help"));
  EXPECT_THAT(complaint({"case", "wat"}),
              HasSubstr("there is no command `case wat`; there are: list, open"));
  EXPECT_THAT(complaint({"wat"}), HasSubstr("there is no command `wat`; there are: add, case"));
  EXPECT_THAT(complaint({"case"}), HasSubstr("there are: list, open"));
  EXPECT_EQ(complaint({"case", "list", "--wat"}),
            "`ledgelight case list` has no option --wat; see: ledgelight case list --help");
  EXPECT_EQ(complaint({"case", "list", "extra"}),
            "`ledgelight case list` has no place for extra; see: ledgelight case list --help");
  EXPECT_THAT(complaint({"add", "C"}), HasSubstr("FILE is required"));
  EXPECT_EQ(complaint({"case", "open", "--subject"}),
            "--subject wants a value after it; see: ledgelight case open --help");
}

TEST(CommandLine, GuessesWhatASlipOfTheHandMeant) {
  EXPECT_THAT(
      complaint({"case", "opne"}),
      HasSubstr("there is no command `case opne` (did you mean open?); there are: list, open"));
  EXPECT_THAT(complaint({"cas", "open"}),
              HasSubstr("there is no command `cas` (did you mean case?)"));
  EXPECT_THAT(complaint({"add", "C", "F", "--mnay", "1"}),
              HasSubstr("has no option --mnay (did you mean --many?); see: "));
  EXPECT_THAT(complaint({"add", "C", "F", "--mnay=1"}),
              HasSubstr("has no option --mnay (did you mean --many?); see: "));
  EXPECT_THAT(complaint({"case", "list", "--jsn"}), HasSubstr("(did you mean --json?)"));
}

TEST(CommandLine, SaysUnderWhichWordACommandStands) {
  EXPECT_THAT(complaint({"open"}),
              HasSubstr("there is no command `open` (did you mean `ledgelight case open`?)"));
}

TEST(CommandLine, NamesTheOptionNobodyKnowsBeforeTheWordThatFollowsIt) {
  EXPECT_THAT(complaint({"case", "list", "--state", "open"}), HasSubstr("has no option --state"));
}

TEST(CommandLine, GivesHelpForTheDeepestThingNamed) {
  const auto all = some_commands();
  EXPECT_EQ(parse(all, {"--help"})->help, "");
  EXPECT_EQ(parse(all, {"case", "-h"})->help, "case");
  EXPECT_EQ(parse(all, {"case", "open", "--help"})->help, "case open");
  EXPECT_TRUE(parse(all, {"case", "open", "--help"})->wants_help);
  EXPECT_TRUE(parse(all, {"--version"})->wants_version);
}

TEST(CommandLine, KnowsEveryCommandOfTheProgramByItsPath) {
  const auto all = all_commands();
  EXPECT_GT(all.commands.size(), 50U);
  for (const auto& command : all.commands) {
    std::vector<std::string> words;
    for (std::size_t from = 0; from <= command.path.size();) {
      const auto space = std::min(command.path.find(' ', from), command.path.size());
      words.push_back(command.path.substr(from, space - from));
      from = space + 1;
    }
    words.push_back("--help");
    const auto parsed = parse(all, words);
    ASSERT_TRUE(parsed) << command.path;
    EXPECT_EQ(parsed->help, command.path);
    EXPECT_FALSE(command.summary.empty()) << command.path;
    EXPECT_NE(command.summary.back(), '.') << command.path;
    EXPECT_TRUE(command.run) << command.path;
    for (const auto& option : command.options) EXPECT_FALSE(option.help.empty()) << command.path << option.name;
  }
}

}  // namespace
}  // namespace ledgelight::cli
