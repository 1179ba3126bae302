#include "wiring/desk_file.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace ledgelight::wiring {
namespace {

DeskFile a_file() {
  DeskFile file;
  file.city = "us/ct/stamford";
  file.origin = "stamford-ct.ledgelight/7k4qm2xd";
  file.vkey = "stamford-ct.ledgelight/7k4qm2xd+00000000+AAAA";
  file.store = "sqlite:store.sqlite";
  file.rules_overlay = "a folder with \"quotes\", a \\ and \x7f and \xc3\xa9";
  file.demonstration = true;
  return file;
}

TEST(DeskFile, ReadsBackWhatWasWritten) {
  auto file = a_file();
  const auto again = parse_desk_file(print_desk_file(file));
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_EQ(again->rules_overlay, file.rules_overlay);
  EXPECT_EQ(again->origin, file.origin);
  EXPECT_TRUE(again->demonstration);
  EXPECT_EQ(again->key, file.key);

  file.key = {WrappedKey::Mode::passphrase, 3, 65'536, std::string(16, 's'), std::string(61, 'w')};
  const auto wrapped = parse_desk_file(print_desk_file(file));
  ASSERT_TRUE(wrapped) << wrapped.error().detail;
  EXPECT_EQ(wrapped->key, file.key);
}

TEST(DeskFile, BoundsWhatAStrangersFileMayMakeUsCompute) {
  auto file = a_file();
  file.key = {WrappedKey::Mode::passphrase, 3, 65'536, std::string(16, 's'), std::string(61, 'w')};
  const auto good = print_desk_file(file);
  EXPECT_TRUE(parse_desk_file(good));
  EXPECT_FALSE(parse_desk_file(replaced(good, "operations = 3", "operations = 4000000000")));
  EXPECT_FALSE(parse_desk_file(replaced(good, "memory_kib = 65536", "memory_kib = 1099511627776")));
  EXPECT_FALSE(parse_desk_file(replaced(good, "operations = 3", "operations = -3")));
}

TEST(DeskFile, ListsEveryFaultAtOnce) {
  const auto read = parse_desk_file("format = 1\ncity = 3\nwhat = true\n");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Errc::config);
  for (const auto* key : {"city", "what", "store", "ledger", "rules", "key"}) {
    EXPECT_NE(read.error().detail.find(std::string("desk.toml: ") + key + ": "), std::string::npos) << key;
  }
}

}  // namespace
}  // namespace ledgelight::wiring
