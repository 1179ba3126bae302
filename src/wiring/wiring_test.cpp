#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "desk/cases.hpp"
#include "desk/record.hpp"
#include "ledger/durable.hpp"
#include "law/rules.hpp"
#include "ledger/reader.hpp"
#include "wiring/init_desk.hpp"
#include "wiring/open_desk.hpp"

namespace ledgelight::wiring {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  return std::move(result).value();
}
template <class T>
Errc code_of(const Result<T>& result) {
  return result ? Errc{} : result.error().code;
}

const std::string city = "us/ct/stamford";

class Folder : public ::testing::Test {
 protected:
  Folder() {
    auto name = (fs::temp_directory_path() / "ledgelight-wiring-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    root = name;
  }
  ~Folder() override {
    std::error_code none;
    fs::remove_all(root, none);
  }
  std::string at(const char* name) const { return (root / name).string(); }
  static std::string text_of(const fs::path& path) { return must(ledger::read_whole(path, 1U << 20)); }
  static void write(const fs::path& path, const std::string& text) {
    fs::remove(path);
    std::ofstream(path, std::ios::binary) << text;
  }
  static unsigned mode_of(const fs::path& path) {
    struct stat st {};
    return ::stat(path.c_str(), &st) == 0 ? st.st_mode & 0777U : 0;
  }
  fs::path root;
};

using NewDesk = Folder;
using OpenedDesk = Folder;

TEST_F(NewDesk, RecordsItsOwnMakingAsTheFirstActAndPublishesIt) {
  const auto desk = must(init_desk(at("desk"), city));
  const auto tx = must(desk->store().read());
  const auto event = must(tx->event(0));
  ASSERT_TRUE(event);
  EXPECT_EQ(event->kind, "desk.created");
  const auto log = must(ledger::PublishedLog::open(
      root / "desk" / "ledger", must(ledger::VerifierKey::parse(desk->config().ledger_vkey))));
  EXPECT_EQ(log.checkpoint().size, 1U);
  EXPECT_EQ(log.checkpoint().origin, desk->config().origin);
}

TEST_F(NewDesk, IsShutToOtherAccounts) {
  must(init_desk(at("desk"), city));
  EXPECT_EQ(mode_of(at("desk")), 0700U);
  EXPECT_EQ(mode_of(root / "desk" / "desk.key"), 0600U);
}

TEST_F(NewDesk, HasALedgerNameThatNoOtherDeskOfTheCityHas) {
  const auto one = must(init_desk(at("one"), city));
  const auto two = must(init_desk(at("two"), city));
  EXPECT_THAT(one->config().origin, StartsWith("stamford-ct.ledgelight/"));
  EXPECT_EQ(one->config().origin.size(), std::string("stamford-ct.ledgelight/").size() + 8);
  EXPECT_NE(one->config().origin, two->config().origin);
}

TEST_F(NewDesk, TakesANameForItsLedgerOnlyIfAKeyCanBearIt) {
  InitOptions options;
  options.origin = "stamford.example/desk";
  EXPECT_EQ(must(init_desk(at("good"), city, options))->config().origin, options.origin);
  const std::vector<std::string> wrong = {"two words", "a+b", "n\xc3\xa4me", std::string(129, 'a')};
  for (const auto& bad : wrong) {
    options.origin = bad;
    EXPECT_EQ(code_of(init_desk(at("bad"), city, options)), Errc::bad_input) << bad;
    EXPECT_FALSE(fs::exists(at("bad")));
  }
}

TEST_F(NewDesk, IsNotMadeInAFolderThatHoldsAnything) {
  fs::create_directories(at("desk"));
  write(root / "desk" / "note.txt", "mine");
  EXPECT_EQ(code_of(init_desk(at("desk"), city)), Errc::conflict);
  EXPECT_EQ(text_of(root / "desk" / "note.txt"), "mine");
  write(root / "file", "mine too");
  EXPECT_EQ(code_of(init_desk(at("file"), city)), Errc::conflict);
}

TEST_F(NewDesk, IsNeverMadeOverADesk) {
  const auto origin = must(init_desk(at("desk"), city))->config().origin;
  EXPECT_EQ(code_of(init_desk(at("desk"), city)), Errc::conflict);
  EXPECT_EQ(must(open_desk(at("desk")))->config().origin, origin);
}

TEST_F(NewDesk, LeavesNothingWhenTheCityHasNoRules) {
  EXPECT_FALSE(init_desk(at("desk"), "us/ct/atlantis"));
  EXPECT_FALSE(fs::exists(at("desk")));
}

TEST_F(NewDesk, ClearsWhatAKilledInitLeftAndNothingElse) {
  fs::create_directories(root / "desk" / "vault");
  write(root / "desk" / ".half-made", "");
  write(root / "desk" / "desk.key", "half");
  EXPECT_TRUE(init_desk(at("desk"), city));
  EXPECT_FALSE(fs::exists(root / "desk" / ".half-made"));

  fs::create_directories(at("other"));
  write(root / "other" / ".half-made", "");
  write(root / "other" / "thesis.txt", "mine");
  EXPECT_EQ(code_of(init_desk(at("other"), city)), Errc::conflict);
  EXPECT_EQ(text_of(root / "other" / "thesis.txt"), "mine");
}

TEST_F(NewDesk, MayBeMadeInAnEmptyFolderThatIsThere) {
  fs::create_directories(at("desk"));
  EXPECT_TRUE(init_desk(at("desk"), city));
}

TEST_F(OpenedDesk, HoldsWhatWasPutIntoIt) {
  const auto actor = desk::Actor::of_command_line("1");
  const auto id = must(desk::open_case(*must(init_desk(at("desk"), city)), actor, {"A lost laptop", "cli", ""}));
  const auto again = must(open_desk(at("desk")));
  EXPECT_EQ(must(desk::show_case(*again, actor, id)).line.subject, "A lost laptop");
}

TEST_F(OpenedDesk, KeepsEachVersionOfTheRulesOnceByItsDigest) {
  const auto digest = must(init_desk(at("desk"), city))->rules().digest();
  EXPECT_TRUE(fs::is_regular_file(root / "desk" / "rules" / digest / "us" / "ct" / "stamford" / "pack.yaml"));
  must(open_desk(at("desk")));
  const auto versions = [&] {
    return std::distance(fs::directory_iterator(root / "desk" / "rules"), fs::directory_iterator());
  };
  EXPECT_EQ(versions(), 1);

  // A corrected pack: the same text with a remark more.
  const auto pack = text_of(root / "desk" / "rules" / digest / "us" / "ct" / "stamford" / "pack.yaml");
  fs::create_directories(root / "over" / "us" / "ct" / "stamford");
  write(root / "over" / "us" / "ct" / "stamford" / "pack.yaml", pack + "\n# corrected\n");
  OpenOptions options;
  options.rules = at("over");
  const auto other = must(open_desk(at("desk"), options));
  EXPECT_NE(other->rules().digest(), digest);
  EXPECT_EQ(versions(), 2);
  EXPECT_THAT(text_of(root / "desk" / "rules" / other->rules().digest() / "us" / "ct" / "stamford" / "pack.yaml"),
              HasSubstr("# corrected"));
}

TEST_F(OpenedDesk, WithAPassphraseOpensWithThatOneOnly) {
  InitOptions options;
  options.passphrase = "four plain words here";
  must(init_desk(at("desk"), city, options));
  EXPECT_FALSE(fs::exists(root / "desk" / "desk.key"));
  EXPECT_TRUE(must(needs_passphrase(at("desk"))));
  EXPECT_EQ(code_of(open_desk(at("desk"))), Errc::locked_desk);
  OpenOptions with;
  with.passphrase = "four plain words hers";
  EXPECT_EQ(code_of(open_desk(at("desk"), with)), Errc::locked_desk);
  with.passphrase = options.passphrase;
  EXPECT_TRUE(open_desk(at("desk"), with));
}

TEST_F(OpenedDesk, RefusesAShortPassphraseBeforeItMakesAnything) {
  InitOptions options;
  options.passphrase = "short";
  EXPECT_EQ(code_of(init_desk(at("desk"), city, options)), Errc::bad_input);
  EXPECT_FALSE(fs::exists(at("desk")));
}

TEST_F(OpenedDesk, StaysShutWithoutItsKeyAndWithTheKeyOfAnother) {
  must(init_desk(at("desk"), city));
  must(init_desk(at("other"), city));
  const auto key = root / "desk" / "desk.key";
  fs::rename(key, root / "safe");
  EXPECT_EQ(code_of(open_desk(at("desk"))), Errc::locked_desk);
  EXPECT_FALSE(must(has_key(at("desk"))));
  EXPECT_TRUE(open_sealed(at("desk")));
  fs::copy_file(root / "other" / "desk.key", key);
  EXPECT_EQ(code_of(open_desk(at("desk"))), Errc::locked_desk);
  fs::remove(key);
  fs::rename(root / "safe", key);
  EXPECT_TRUE(open_desk(at("desk")));
}

TEST_F(OpenedDesk, RefusesAKeyThatOtherAccountsMayUse) {
  must(init_desk(at("desk"), city));
  ASSERT_EQ(::chmod((root / "desk" / "desk.key").c_str(), 0640), 0);
  EXPECT_EQ(code_of(open_desk(at("desk"))), Errc::config);
}

TEST_F(OpenedDesk, NamesEachKeyOfDeskTomlThatIsWrong) {
  must(init_desk(at("desk"), city));
  const auto path = root / "desk" / "desk.toml";
  const auto good = text_of(path);
  const auto fault = [&](const std::string& text) {
    write(path, text);
    const auto desk = open_desk(at("desk"));
    return desk ? std::string("opens") : std::string(name_of(desk.error().code)) + " " + desk.error().detail;
  };
  EXPECT_THAT(fault(good + "colour = \"red\"\n"), HasSubstr("config desk.toml: key.colour: is not a key"));
  EXPECT_THAT(fault(replaced(good, "format = 1", "format = 2")), HasSubstr("desk.toml: format: must be"));
  EXPECT_THAT(fault(replaced(good, "format = 1\n", "")), HasSubstr("desk.toml: format: is missing"));
  EXPECT_THAT(fault(replaced(good, "city = \"us", "city = [\"us")), HasSubstr("config desk.toml: line "));
  EXPECT_THAT(fault(replaced(good, "city = \"us/ct/stamford\"", "city = 7")), HasSubstr("city: must be text"));
  EXPECT_THAT(fault(replaced(good, "sqlite:store.sqlite", "sqlite:../other/store.sqlite")),
              HasSubstr("store.url: must be"));
  EXPECT_THAT(fault(replaced(good, "mode = \"file\"", "mode = \"none\"")), HasSubstr("key.mode: must be"));
  EXPECT_THAT(fault(std::string(70'000, '#')), HasSubstr("larger"));
  EXPECT_EQ(fault(good), "opens");
}

TEST_F(OpenedDesk, RefusesALedgerKeyThatIsNotTheOneItNames) {
  const auto other = must(init_desk(at("other"), city))->config().ledger_vkey;
  const auto own = must(init_desk(at("desk"), city))->config().ledger_vkey;
  const auto path = root / "desk" / "desk.toml";
  write(path, replaced(text_of(path), own, other));
  EXPECT_EQ(code_of(open_desk(at("desk"))), Errc::corrupt);
}

TEST_F(OpenedDesk, ThatIsOlderThanItsPublishedLedgerIsNotAddedTo) {
  must(init_desk(at("desk"), city));
  const auto actor = desk::Actor::of_command_line("1");
  for (const auto* file : {"store.sqlite", "store.sqlite-wal"}) {
    if (fs::exists(root / "desk" / file)) fs::copy_file(root / "desk" / file, root / file);
  }
  {
    const auto desk = must(open_desk(at("desk")));
    must(desk::open_case(*desk, actor, {"One more", "cli", ""}));
    must(desk::publish(*desk));
  }
  for (const auto* file : {"store.sqlite", "store.sqlite-wal", "store.sqlite-shm"}) {
    fs::remove(root / "desk" / file);
    if (fs::exists(root / file)) fs::copy_file(root / file, root / "desk" / file);
  }
  EXPECT_EQ(code_of(open_desk(at("desk"))), Errc::rolled_back);
  OpenOptions looking;
  looking.read_only = true;
  EXPECT_TRUE(open_desk(at("desk"), looking));
}

TEST_F(OpenedDesk, IsNotMadeWhereThereIsNone) {
  EXPECT_EQ(code_of(open_desk(at("desk"))), Errc::config);
  EXPECT_FALSE(fs::exists(at("desk")));
  must(init_desk(at("desk"), city));
  fs::remove(root / "desk" / "store.sqlite");
  EXPECT_EQ(code_of(open_desk(at("desk"))), Errc::not_found);
}

}  // namespace
}  // namespace ledgelight::wiring
