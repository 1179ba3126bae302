// A search that is stopped goes on from there, and comes to what it would have come to in one go.
#include <atomic>
#include <map>

#include "a_desk.hpp"
#include "desk/discovery.hpp"
#include "desk/sample_check.hpp"
#include "desk/search_progress.hpp"

namespace ledgelight::desk {
namespace {

class Resumed : public ADesk {
 protected:
  void SetUp() override {
    id = must(open_case(desk(), cli(), {"A long search", "officer", ""}));
    for (int i = 0; i < 4; ++i) add(i);
  }
  void add(int i) {
    const auto n = std::to_string(i);
    auto line = sealed(id, cli(),
                       "name,ssn,street,city,state,zip\nAda Example" + n + ",219-12-10" + n + "1,1 Elm St,Stamford,CT,06901\nBea Sample,219-12-10" +
                           n + "2,2 Elm St,Albany,NY,12207\n" + (i == 1 ? std::string("PK\x03\x04 not a zip") : ""));
    ends.push_back((ends.empty() ? 0 : ends.back()) + line.size);
  }
  /// Ends the search when it is at byte `at` of all.
  Errc stopped_at(std::uint64_t at) {
    std::atomic<bool> stop{false};
    return code_of(run_discovery(
        desk(), cli(), id, [&](std::uint64_t done, std::uint64_t) { stop = stop || done > at; }, &stop));
  }
  /// All that an officer sees of the latest search.
  std::string seen() {
    std::string out;
    for (const auto& f : must(list_findings(desk(), cli(), id, "", "", {0, 0})).rows)
      out += f.evidence.str() + " " + f.element + " " + f.path + " " + f.masked + " " + f.reason + " " +
             std::to_string(f.confidence) + " " + f.person.str() + "\n";
    for (const auto& p : must(list_people(desk(), cli(), id, "", "", {0, 0})).rows) {
      out += p.id.str() + " " + p.name.reveal(Purpose::show_to_officer) + " " +
             p.address.reveal(Purpose::show_to_officer) + " " + p.residence + " " + p.ground;
      for (const auto& where : p.where) out += " " + where;
      out += "\n";
    }
    const auto run = must(list_runs(desk(), cli(), id)).at(0);
    for (const auto& u : run.unread) out += u.path + " " + u.reason + "\n";
    return out + std::to_string(run.files) + " " + std::to_string(run.bytes) + " " + std::to_string(run.findings);
  }
  std::uint64_t items_kept() {
    const auto tx = must(desk().store().read());
    const auto search = must(tx->search(id));
    return search ? search->items : 0;
  }
  CaseId id;
  std::vector<std::uint64_t> ends;
};

TEST_F(Resumed, ReadsNoFinishedItemAgainAndComesToTheSame) {
  const auto whole = must(run_discovery(desk(), cli(), id, {}));
  EXPECT_EQ(whole.taken_up, 0U);
  const auto expected = seen();
  EXPECT_EQ(stopped_at(ends[1]), Errc::busy);
  EXPECT_EQ(items_kept(), 2U);
  EXPECT_EQ(stopped_at(ends[2]), Errc::busy);
  EXPECT_EQ(items_kept(), 3U);
  const auto run = must(run_discovery(desk(), cli(), id, {}));
  EXPECT_EQ(run.taken_up, 3U);
  EXPECT_EQ(seen(), expected);
  EXPECT_EQ(items_kept(), 0U) << "a search that is over leaves nothing";
  EXPECT_EQ(must(list_samples(desk(), cli(), id)).size(), 2U) << "places are dealt after either";
}

TEST_F(Resumed, BeginsAnewWhenItemsCameOrAKeyWasErased) {
  EXPECT_EQ(stopped_at(ends[1]), Errc::busy);
  add(4);
  EXPECT_EQ(must(run_discovery(desk(), cli(), id, {})).taken_up, 0U);
  EXPECT_EQ(stopped_at(ends[1]), Errc::busy);
  {
    const auto tx = must(desk().store().write());
    must(tx->erase_key(must(tx->evidence_of(id)).at(0).key));
    must(tx->commit());
  }
  const auto run = must(run_discovery(desk(), cli(), id, {}));
  EXPECT_EQ(run.taken_up, 0U);
  ASSERT_FALSE(run.unread.empty());
  EXPECT_EQ(run.unread[0].reason, "its key was erased");
}

TEST_F(Resumed, BeginsAnewWhenWhatWasKeptDoesNotOpen) {
  must(run_discovery(desk(), cli(), id, {}));
  const auto expected = seen();
  EXPECT_EQ(stopped_at(ends[1]), Errc::busy);
  {
    const auto tx = must(desk().store().write());
    const auto search = *must(tx->search(id));
    auto part = *must(tx->search_part(id, 0));
    const auto other = *must(tx->search_part(id, 1));
    part.body.bytes[part.body.bytes.size() / 2] ^= 1;
    must(tx->erase_search(id));
    must(tx->put_search(search));
    must(tx->put_search_part(part));
    must(tx->put_search_part(other));
    must(tx->commit());
  }
  EXPECT_EQ(must(run_discovery(desk(), cli(), id, {})).taken_up, 0U);
  EXPECT_EQ(seen(), expected);
}

TEST_F(Resumed, TwoAtOnceComeToTheSameAndOneOfThemKeepsNothing) {
  bool inside = false;
  std::uint64_t inner = 99;
  const auto outer = must(run_discovery(desk(), cli(), id, [&](std::uint64_t done, std::uint64_t) {
    if (inside || done <= ends[1]) return;
    inside = true;
    inner = must(run_discovery(desk(), cli(), id, {})).taken_up;
  }));
  EXPECT_LE(inner, 2U) << "so little is kept only where it took long";
  EXPECT_EQ(outer.taken_up, 0U);
  EXPECT_EQ(items_kept(), 0U);
  const auto expected = seen();
  must(run_discovery(desk(), cli(), id, {}));
  EXPECT_EQ(seen(), expected);
}

TEST(SearchParts, ComeBackAsTheyWereAndBrokenOnesAreRefused) {
  std::vector<discover::Finding> findings(20'003);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    auto& f = findings[i];
    f.file = 3;
    f.member = i % 2 == 0 ? "a/b.csv" : std::string("h\xff\0x", 4);
    f.offset = i * 1'000'003;
    f.length = 11;
    f.element = discover::Element::address;
    f.part = discover::NamePart::suffix;
    f.confidence = 77;
    f.record = i;
    f.norm = Personal<std::string>("norm " + std::to_string(i));
    f.postal = discover::MaybePostal(Personal<discover::Postal>(discover::Postal{"1 Elm", "Stamford", "CT", "06901"}));
    f.masked = "***";
    f.reason = "as it stands";
  }
  const std::vector<discover::Unread> unread{{3, "x", "why", 9}};
  discover::Sampler::Kept sample;
  sample.lines_seen = 5;
  sample.findings_seen = 20'003;
  sample.lines = {{17, {3, "a/b.csv", 4, "text", false}}};
  sample.lines_with = 2;
  sample.findings = {{UINT64_MAX, {7, "be", "val", "af", 333'333}}};
  const auto parts = parts_of(3, 8, unread, sample, findings);
  ASSERT_EQ(parts.size(), 2U);
  const auto item = must(item_of(parts, 3));
  EXPECT_EQ(item.files, 8U);
  ASSERT_EQ(item.not_read.size(), 1U);
  EXPECT_EQ(item.not_read[0].reason, "why");
  ASSERT_EQ(item.findings.size(), findings.size());
  for (const std::size_t i : {0, 1, 20'002}) {
    const auto &a = item.findings[i], &b = findings[i];
    EXPECT_EQ(a.file, 3U);
    EXPECT_EQ(a.member, b.member);
    EXPECT_EQ(a.offset, b.offset);
    EXPECT_EQ(a.element, b.element);
    EXPECT_EQ(a.part, b.part);
    EXPECT_EQ(a.record, b.record);
    EXPECT_EQ(a.norm.reveal(Purpose::match_people), b.norm.reveal(Purpose::match_people));
    EXPECT_EQ(a.postal.reveal(Purpose::match_people), b.postal.reveal(Purpose::match_people));
    EXPECT_EQ(a.reason, b.reason);
  }
  EXPECT_EQ(item.sample.findings.at(0).first, UINT64_MAX);
  EXPECT_EQ(item.sample.findings.at(0).second.after, "af");
  EXPECT_EQ(item.sample.findings.at(0).second.part_of_lines, 333'333U);
  EXPECT_EQ(item.sample.lines_with, 2U);
  EXPECT_EQ(item.sample.lines.at(0).second.bytes, "text");

  EXPECT_FALSE(item.goes_on);
  const auto first =
      parts_of(3, 8, unread, sample, findings, discover::Limits::From{1ULL << 40, 77});
  const auto part = must(item_of(first, 3));
  ASSERT_TRUE(part.goes_on);
  EXPECT_EQ(part.goes_on->place, 1ULL << 40);
  EXPECT_EQ(part.goes_on->records, 77U);
  EXPECT_EQ(part.findings.size(), findings.size());

  EXPECT_EQ(code_of(item_of(parts, 4)), Errc::corrupt) << "of another item";
  EXPECT_EQ(code_of(item_of({}, 3)), Errc::corrupt);
  EXPECT_EQ(code_of(item_of(std::span(parts).first(1), 3)), Errc::corrupt) << "the rest is missing";
  for (std::size_t n = 0; n < parts[1].size(); ++n) {
    const std::vector<std::string> cut{parts[0], parts[1].substr(0, n)};
    EXPECT_EQ(code_of(item_of(cut, 3)), Errc::corrupt) << n;
  }
  EXPECT_EQ(code_of(item_of(std::vector<std::string>{parts[0], parts[1] + "x"}, 3)), Errc::corrupt);
}

}  // namespace
}  // namespace ledgelight::desk
