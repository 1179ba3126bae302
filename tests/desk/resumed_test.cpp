// A search that is stopped goes on from there, and comes to what it would have come to in one go.
#include <atomic>
#include <map>

#include "a_desk.hpp"
#include "desk/case_search.hpp"
#include "desk/discovery.hpp"
#include "desk/sample_check.hpp"
#include "desk/search_progress.hpp"
#include "discover/shelf_file.hpp"

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
        desk(), cli(), id, [&](std::uint64_t done, std::uint64_t) { stop = stop || done > at; },
        &stop, one_thread()));
  }
  /// Items one after the other, so that it is known what is done when it stops.
  static SearchWish one_thread() {
    SearchWish wish;
    wish.threads = 1;
    return wish;
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
    auto part = *must(tx->search_part(id, 0));
    const auto other = *must(tx->search_part(id, 1ULL << 32U));
    part.body.bytes[part.body.bytes.size() / 2] ^= 1;
    must(tx->erase_search_parts(id, 0, 1ULL << 62U, 100));
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
  const auto outer = run_discovery(
      desk(), cli(), id,
      [&](std::uint64_t done, std::uint64_t) {
        if (inside || done <= ends[1]) return;
        inside = true;
        inner = must(run_discovery(desk(), cli(), id, {}, nullptr, one_thread())).taken_up;
      },
      nullptr, one_thread());
  // So little is kept only where it took long; then the inner one has it, and the outer one gives
  // way.
  EXPECT_LE(inner, 2U);
  EXPECT_EQ(code_of(outer), inner == 0 ? Errc{} : Errc::busy);
  EXPECT_EQ(items_kept(), 0U);
  const auto expected = seen();
  must(run_discovery(desk(), cli(), id, {}));
  EXPECT_EQ(seen(), expected);
}

// Whoever reads them, in whatever pieces of memory: what is shown is the same.
TEST_F(Resumed, ManyThreadsAndLittleMemoryComeToTheSame) {
  must(run_discovery(desk(), cli(), id, {}, nullptr, one_thread()));
  const auto expected = seen();
  for (const std::uint64_t threads : {2U, 4U, 0U}) {
    SearchWish wish;
    wish.threads = threads;
    wish.memory = threads == 4 ? 0 : 1U << 20;
    must(run_discovery(desk(), cli(), id, {}, nullptr, wish));
    EXPECT_EQ(seen(), expected) << threads;
  }
  EXPECT_EQ(must(desk().store().check()), std::vector<std::string>());
}

// A search that ends while its rows are put in shows nothing of them, and the next one takes them
// away.
TEST_F(Resumed, WhatIsHalfPutInIsNowhereAndIsTakenAway) {
  must(run_discovery(desk(), cli(), id, {}));
  const auto expected = seen();
  const auto rows = [&] {
    std::uint64_t n = 0;
    for (const auto& c : must(must(desk().store().read())->count_findings(id)))
      n += c.count;
    return n;
  };
  const auto found = rows();
  // How often it is asked whether to go on, from the moment everything is read.
  int beats = 0;
  const auto count = [&](std::uint64_t done, std::uint64_t total) {
    beats += done == total ? 1 : 0;
  };
  must(run_discovery(desk(), cli(), id, count, nullptr, one_thread()));
  ASSERT_GE(beats, 6);
  for (int stop_at = 1; stop_at <= beats; ++stop_at) {
    std::atomic<bool> stop{false};
    int beat = 0;
    const auto ended = run_discovery(
        desk(), cli(), id,
        [&](std::uint64_t done, std::uint64_t total) {
          if (done == total && ++beat == stop_at) stop = true;
        },
        &stop, one_thread());
    if (!ended) {
      EXPECT_EQ(ended.error().code, Errc::busy) << stop_at;
    }
    EXPECT_EQ(seen(), expected) << stop_at;
    EXPECT_EQ(rows(), found) << stop_at;
    EXPECT_EQ(must(desk().store().check()), std::vector<std::string>()) << stop_at;
  }
  must(run_discovery(desk(), cli(), id, {}));
  EXPECT_EQ(seen(), expected);
  const auto tx = must(desk().store().write());
  EXPECT_FALSE(must(tx->sweep_lots(id, 1)));
  must(tx->give_up_lots(id));
  EXPECT_FALSE(must(tx->sweep_lots(id, 1))) << "nothing waits that nobody sees";
}

TEST_F(Resumed, IsDoneOverWhenSomethingIsJudgedMeanwhile) {
  must(run_discovery(desk(), cli(), id, {}));
  const auto first = must(list_findings(desk(), cli(), id, "SSN", "", {0, 1})).rows.at(0);
  const auto one = must(list_people(desk(), cli(), id, "", "", {0, 1})).rows.at(0).id;
  int beats = 0;
  const auto people = must(list_people(desk(), cli(), id, "", "", {0, 0})).rows.size();
  const auto run = must(run_discovery(
      desk(), cli(), id,
      [&](std::uint64_t done, std::uint64_t total) {
        if (done < total || ++beats != 8) return;
        must(judge_finding(desk(), cli(), first.id, "rejected"));
        must(judge_people(desk(), cli(), id, one, "accepted"));
      },
      nullptr, one_thread()));
  EXPECT_EQ(run.id, "d3") << "the second was begun before that";
  const auto all = must(list_findings(desk(), cli(), id, "", "", {0, 0})).rows;
  EXPECT_EQ(all.size(), run.findings);
  std::size_t same = 0;
  for (const auto& f : all) {
    if (f.element == "SSN" && f.path == first.path && f.evidence == first.evidence) {
      ++same;
      EXPECT_EQ(f.state, "rejected");
    }
  }
  EXPECT_EQ(same, 1U);
  EXPECT_EQ(must(list_people(desk(), cli(), id, "", "", {0, 0})).rows.size(), people);
  EXPECT_EQ(must(list_people(desk(), cli(), id, "", "accepted", {0, 0})).rows.size(), 1U);
}

TEST_F(Resumed, GivesWayToWhoIsAlwaysQuicker) {
  must(run_discovery(desk(), cli(), id, {}));
  const auto first = must(list_findings(desk(), cli(), id, "SSN", "", {0, 1})).rows.at(0).id;
  const auto expected = must(list_runs(desk(), cli(), id)).size();
  int turn = 0;
  EXPECT_EQ(
      code_of(run_discovery(
          desk(), cli(), id,
          [&](std::uint64_t done, std::uint64_t total) {
            if (done == total)
              must(judge_finding(desk(), cli(), first, ++turn % 2 == 0 ? "accepted" : "rejected"));
          },
          nullptr, one_thread())),
      Errc::busy);
  EXPECT_EQ(must(list_runs(desk(), cli(), id)).size(), expected);
  EXPECT_EQ(must(desk().store().check()), std::vector<std::string>());
}

/// A desk whose chance is that of every other: the same deal comes of the same acts.
struct Twin final : ADesk {
  void TestBody() override {}
  /// All that a search of one large text finds and deals.
  std::string searched(const std::string& text, std::uint64_t threads, std::uint64_t memory) {
    const auto id = must(open_case(desk(), cli(), {"One large text", "officer", ""}));
    sealed(id, cli(), text);
    const auto items = must(SealedItems::of(desk(), cli(), Action::run_discovery, id));
    const auto progress = must(SearchProgress::take_up(desk(), id, items));
    SearchWish wish;
    wish.threads = threads;
    wish.piece = 256U << 10;
    auto shelf = must(discover::ShelfFile::in(folder()));
    discover::Holding holding(shelf, memory);
    must(search_items(
        items, *progress, wish, holding, [] { return 0; }, [](auto, auto) { return true; }));
    std::string out;
    discover::Sampler sampler(progress->seed(), sample_size);
    std::uint64_t last = 0, records = 0;
    must(progress->each([&](FoundPart part) -> Result<void> {
      if (part.then != FoundPart::Then::more) sampler.put(std::move(part.sample));
      for (const auto& f : part.findings) {
        records += f.record != last ? 1 : 0;
        last = f.record;
        out += std::to_string(f.offset) + " " + f.norm.reveal(Purpose::test) + " " +
               std::to_string(records) + "\n";
      }
      return {};
    }));
    for (const auto& f : sampler.findings())
      out += std::to_string(f.index) + " " + f.before + "|" + f.value + "|" + f.after + " " +
             std::to_string(f.part_of_lines) + "\n";
    for (const auto& line : sampler.lines())
      out += std::to_string(line.offset) + " " + line.bytes + "\n";
    return out + std::to_string(sampler.lines_seen()) + " " + std::to_string(sampler.lines_with());
  }
};

TEST(SearchOfOneText, FindsAndDealsTheSameByOneThreadAndByMany) {
  std::string log, table = "name,ssn,city\n";
  for (int i = 0; log.size() < 2'000'000; ++i) {
    const auto n = std::to_string(1'000 + i % 9'000);
    log += "2026-02-11 10:11:12 web1: nobody asked for anything today\n";
    if (i % 7 == 0) log += "2026-02-11 10:11:13 web1: user ssn=219-45-" + n + " asked\n";
    table += "Ada Example" + std::to_string(i) + ",219-45-" + n + ",Stamford\n";
  }
  for (const auto& text : {log, table}) {
    const auto one = Twin().searched(text, 1, 512U << 20);
    EXPECT_GT(one.size(), 100'000U);
    EXPECT_TRUE(Twin().searched(text, 4, 512U << 20) == one);
    EXPECT_TRUE(Twin().searched(text, 3, 0) == one) << "with what is ahead waiting on disk";
  }
}

TEST(SearchParts, ComeBackAsTheyWereAndBrokenOnesAreRefused) {
  using Then = FoundPart::Then;
  std::vector<discover::Finding> findings(1'003);
  PackedFindings packed;
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
    packed.add(f);
  }
  FoundPart head;
  head.item = 3;
  head.files = {{3, "a/b.csv", "delimited text", 99}, {3, "", "zip", 50}};
  head.not_read = {{3, "x", "why", 9}};
  auto& sample = head.sample;
  sample.lines_seen = 5;
  sample.findings_seen = 1'003;
  sample.lines = {{17, {3, "a/b.csv", 4, "text", false}}};
  sample.lines_with = 2;
  sample.findings = {{UINT64_MAX, {7, "be", "val", "af", 333'333}}};
  EXPECT_EQ(packed.count, findings.size());
  const auto bytes = pack_part(head, packed, 40);
  const auto part = must(unpack_part(bytes, 3));
  EXPECT_EQ(part.then, Then::over);
  ASSERT_EQ(part.files.size(), 2U);
  EXPECT_EQ(part.files[0].kind, "delimited text");
  EXPECT_EQ(part.files[1].bytes, 50U);
  ASSERT_EQ(part.not_read.size(), 1U);
  EXPECT_EQ(part.not_read[0].reason, "why");
  ASSERT_EQ(part.findings.size(), findings.size());
  for (const std::size_t i : {0, 1, 1'002}) {
    const auto &a = part.findings[i], &b = findings[i];
    EXPECT_EQ(a.file, 3U);
    EXPECT_EQ(a.member, b.member);
    EXPECT_EQ(a.offset, b.offset);
    EXPECT_EQ(a.element, b.element);
    EXPECT_EQ(a.part, b.part);
    EXPECT_EQ(a.record, i == 0 ? 0 : b.record + 40) << "who belongs to no record stays alone";
    EXPECT_EQ(a.norm.reveal(Purpose::match_people), b.norm.reveal(Purpose::match_people));
    EXPECT_EQ(a.postal.reveal(Purpose::match_people), b.postal.reveal(Purpose::match_people));
    EXPECT_EQ(a.reason, b.reason);
  }
  EXPECT_EQ(part.sample.findings.at(0).first, UINT64_MAX);
  EXPECT_EQ(part.sample.findings.at(0).second.after, "af");
  EXPECT_EQ(part.sample.findings.at(0).second.part_of_lines, 333'333U);
  EXPECT_EQ(part.sample.lines_with, 2U);
  EXPECT_EQ(part.sample.lines.at(0).second.bytes, "text");

  head.then = Then::goes_on;
  head.place = {1ULL << 40, 77};
  const auto next = must(unpack_part(pack_part(head, {}), 3));
  EXPECT_EQ(next.then, Then::goes_on);
  EXPECT_EQ(next.place.place, 1ULL << 40);
  EXPECT_EQ(next.place.records, 77U);
  head.then = Then::more;
  EXPECT_TRUE(must(unpack_part(pack_part(head, {}), 3)).files.empty())
      << "told with the end of a stretch";

  EXPECT_EQ(code_of(unpack_part(bytes, 4)), Errc::corrupt) << "of another item";
  EXPECT_EQ(code_of(unpack_part("", 3)), Errc::corrupt);
  for (std::size_t n = 0; n < bytes.size(); n += n < 500 ? 1 : 97) {
    EXPECT_EQ(code_of(unpack_part(bytes.substr(0, n), 3)), Errc::corrupt) << n;
  }
  EXPECT_EQ(code_of(unpack_part(bytes + "x", 3)), Errc::corrupt);
}

}  // namespace
}  // namespace ledgelight::desk
