// What is sealed in a case, read as files beside each other.
#include <map>

#include "a_desk.hpp"
#include "desk/sealed_items.hpp"

namespace ledgelight::desk {
namespace {

class SealedBeside : public ADesk {
 protected:
  SealedBeside() : id(must(open_case(desk(), cli(), {"Images", "officer", ""}))) {}
  void add(const std::string& name, const std::string& bytes) {
    auto intake = must(EvidenceIntake::begin(desk(), cli(), id, {name, "a drawer", "look", ""}));
    must(intake->write(bytes));
    must(intake->finish());
  }
  static std::string all_of(discover::ByteSource* source) {
    if (source == nullptr) return "nothing";
    std::string out(static_cast<std::size_t>(source->size().value_or(0)), '\0');
    EXPECT_EQ(must(source->read_at(0, out)), out.size());
    return out;
  }
  SealedItems items() { return must(SealedItems::of(desk(), cli(), Action::run_discovery, id)); }
  CaseId id;
};

TEST_F(SealedBeside, AnItemCanBeReadAnywhereAndWhatArrivedInItsFolderStandsBesideIt) {
  const std::string large(200'000, 'x');
  add("in/disk.E01", "first " + large);
  add("in/disk.E02", "second");
  add("other/disk.E03", "of another folder");
  const auto all = items();
  ASSERT_EQ(all.all().size(), 3U);
  const auto first = must(all.open(0));
  ASSERT_EQ(first->size(), large.size() + 6);
  std::string middle(10, '\0');
  ASSERT_EQ(must(first->read_at(100'000, middle)), 10U);
  EXPECT_EQ(middle, "xxxxxxxxxx");
  EXPECT_EQ(all_of(first->beside("disk.E02").get()), "second");
  EXPECT_EQ(first->beside("disk.E03"), nullptr);
  EXPECT_EQ(must(all.open(1))->beside("disk.E01")->size(), large.size() + 6);
}

TEST_F(SealedBeside, OfTwoUploadsWithOneNameEachHasItsOwnBesideIt) {
  for (const char* upload : {"one", "two", "three"}) {
    add("disk.E01", std::string("first of ") + upload);
    add("disk.E02", std::string("second of ") + upload);
  }
  const auto all = items();
  const std::map<std::size_t, std::string> uploads{{0, "one"}, {2, "two"}, {4, "three"}};
  for (const auto& [at, upload] : uploads) {
    EXPECT_EQ(all_of(must(all.open(at))->beside("disk.E02").get()), "second of " + upload);
    EXPECT_EQ(all_of(must(all.open(at + 1))->beside("disk.E01").get()), "first of " + upload);
  }
}

TEST_F(SealedBeside, AnUploadInTheOtherOrderBelongsTogetherToo) {
  for (const char* upload : {"one", "two"}) {
    add("app.db-wal", std::string("log of ") + upload);
    add("app.db", std::string("rows of ") + upload);
  }
  add("notes.db", "rows");
  const auto all = items();
  EXPECT_EQ(all_of(must(all.open(1))->beside("app.db-wal").get()), "log of one");
  EXPECT_EQ(all_of(must(all.open(3))->beside("app.db-wal").get()), "log of two");
  EXPECT_EQ(must(all.open(4))->beside("notes.db-wal"), nullptr);
}

TEST_F(SealedBeside, WhatHasNoKeyAnyMoreIsNeitherReadNorBeside) {
  add("app.db", "rows");
  add("app.db-wal", "log");
  {
    const auto tx = must(desk().store().write());
    must(tx->erase_key(must(tx->evidence_of(id)).at(1).key));
    must(tx->commit());
  }
  const auto all = items();
  EXPECT_EQ(code_of(all.open(1)), Errc::not_found);
  EXPECT_EQ(must(all.open(0))->beside("app.db-wal"), nullptr);
}

}  // namespace
}  // namespace ledgelight::desk
