// evidence/sample_bag_test.hpp: a small whole export of an invented case, for the tests.
#pragma once

#include "base/bytes.hpp"
#include "evidence/bag.hpp"
#include "evidence/casegraph.hpp"
#include "evidence/custody.hpp"
#include "evidence/metadata.hpp"
#include "ledger/entry.hpp"
#include "ledger/publish.hpp"
#include "ledger/reader.hpp"
#include "ledger/test_vectors_test.hpp"

namespace ledgelight::evidence::testing {

using ledger::testing::overwrite;
using ledger::testing::Scratch;
using ledger::testing::slurp;

inline ledger::SigningKey sample_signer() {
  SeededRandomness random("sample log");
  return *ledger::SigningKey::generate("city.example/log", random);
}

struct SampleEvent {
  ledger::Event event;
  std::string text, salt;
  Json record;  ///< null, or {"body","kind","salt"}
};

/// One case: a report, its case, two sealed files, custody of one.
inline std::vector<SampleEvent> sample_events(const std::vector<std::string>& files) {
  std::vector<SampleEvent> out;
  SeededRandomness random("sample events");
  const auto add = [&](std::string actor, const char* at, std::string kind, Json object,
                       const std::string& words = "") {
    SampleEvent e;
    if (!words.empty()) {
      const auto salt = random.bytes(32);
      const Json body{{"text", words}};
      object["record"] = *ledger::record_digest("entry", salt, body);
      e.record = Json{{"body", body}, {"kind", "entry"}, {"salt", base64(salt)}};
    }
    e.event.actor = std::move(actor);
    e.event.at = *parse_instant(at);
    e.event.case_id = "2026-0007";
    e.event.kind = std::move(kind);
    e.event.object = std::move(object);
    e.text = *ledger::event_text(e.event);
    e.salt = random.bytes(32);
    out.push_back(std::move(e));
  };
  add("o-1", "2026-03-04T10:00:00Z", "case.opened", {{"report", "R-7K4Q-M2XD"}});
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto id = "2026-0007/E" + std::to_string(i + 1);
    add("o-2", "2026-03-04T11:00:00Z", "evidence.sealed",
        {{"evidence", id},
         {"sealed_sha256", sha256_hex("sealed " + files[i])},
         {"sha256", sha256_hex(files[i])},
         {"size", files[i].size()}});
    add("o-2", "2026-03-04T11:00:00Z", "custody.collect", {{"evidence", id}});
  }
  add("o-3", "2026-03-05T09:00:00Z", "custody.read", {{"evidence", "2026-0007/E1"}});
  add("system", "2026-03-05T09:30:00Z", "discovery.done",
      {{"findings", 3}, {"digest", sha256_hex("a letter")}});
  add("o-1", "2026-03-05T09:40:00Z", "fact.stated",
      {{"certainty", "suspected"}, {"fact", "access"}});
  add("o-1", "2026-03-05T09:50:00Z", "letters.rendered",
      {{"batch", "b-1"}, {"letters", 1}, {"manifest", sha256_hex("{\"batch\":\"b-1\"}")}});
  add("o-3", "2026-03-05T10:00:00Z", "entry.written", {{"entry", "n-1"}},
      "The printer was checked.");
  return out;
}

struct SampleOptions {
  std::vector<std::string> files{"user,ssn\ninvented,000-00-0000\n", std::string("\0\1\2", 3)};
  bool wrong_timeline = false;
  bool unsealed_object = false;
  bool lose_a_proof = false;
  bool encrypted = false;     ///< data/sealed instead of data/objects
  bool other_sealed = false;  ///< and one of them other bytes than were sealed
};

/// case.json over `events`, which have the indexes 1, 2, …
inline Json sample_case(const std::vector<SampleEvent>& events, const ledger::Head& head,
                        bool encrypted) {
  int files = 0;
  Json evidence = Json::array(), facts = Json::array(), letters = Json::array();
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto& e = events[i].event;
    if (e.kind == "evidence.sealed")
      evidence.push_back({{"event", i + 1},
                          {"id", e.object["evidence"]},
                          {encrypted ? "sealed_file" : "object",
                           encrypted ? "data/sealed/" + text_at(e.object, "sealed_sha256") + ".bin"
                                     : "data/objects/00000" + std::to_string(++files) + ".bin"},
                          {"sealed_sha256", e.object["sealed_sha256"]},
                          {"sha256", e.object["sha256"]},
                          {"size", e.object["size"]}});
    if (e.kind == "fact.stated")
      facts.push_back({{"certainty", e.object["certainty"]},
                       {"entered", to_text(e.at)},
                       {"entered_by", e.actor},
                       {"event", i + 1},
                       {"happened", "unknown"},
                       {"name", e.object["fact"]}});
    if (e.kind == "letters.rendered")
      letters.push_back({{"id", e.object["batch"]},
                         {"letters", e.object["letters"]},
                         {"mailed_on", ""},
                         {"manifest", e.object["manifest"]},
                         {"state", "rendered"}});
  }
  const auto checkpoint = *ledger::open_checkpoint(head.note, sample_signer().verifier(), {});
  return {{"case", "2026-0007"},
          {"evidence", std::move(evidence)},
          {"facts", std::move(facts)},
          {"format", "ledgelight/case/v1"},
          {"ledger",
           {{"origin", checkpoint.checkpoint.origin},
            {"root", base64(checkpoint.checkpoint.root)},
            {"size", checkpoint.checkpoint.size}}},
          {"letters", std::move(letters)}};
}

inline void write_sample_bag(const std::filesystem::path& dir, const SampleOptions& o = {}) {
  const auto events = sample_events(o.files);
  ledger::MemoryLeaves leaves;
  leaves.add("somebody else's entry");
  for (const auto& e : events) leaves.add(ledger::entry_leaf(e.salt, e.text));
  leaves.add("and another");
  const auto head = *ledger::sign_head(std::nullopt, leaves, sample_signer());
  Scratch scratch;
  ASSERT_TRUE(ledger::write_files(scratch.path(), leaves, head));
  auto log = *ledger::PublishedLog::open(scratch.path(), sample_signer().verifier());

  auto bag = BagWriter::begin(dir, {"City of Example, incident desk",
                                    "2026-0007",
                                    "2026-03-06",
                                    "ledgelight 0.1.0",
                                    {{"Bag-Count", "1 of 1"}}});
  ASSERT_TRUE(bag) << bag.error().detail;
  std::string metadata, timeline, custody;
  for (std::size_t i = 0; i < o.files.size(); ++i) {
    if (o.encrypted) {
      const auto bytes = (o.other_sealed && i == 0 ? "other " : "sealed ") + o.files[i];
      ASSERT_TRUE(bag->add("data/sealed/" + sha256_hex(bytes) + ".bin", bytes));
      continue;
    }
    ObjectMetadata m;
    m.object = "00000" + std::to_string(i + 1) + ".bin";
    m.size = o.files[i].size();
    m.sha256 = sha256_hex(o.files[i]);
    m.sha512 = sha512_hex(o.files[i]);
    m.origin_path = "/tmp/../evil\xff\n.php";
    metadata += metadata_line(m) + "\n";
    ASSERT_TRUE(bag->add("data/objects/" + m.object, o.files[i]));
  }
  if (o.unsealed_object) {
    ObjectMetadata m;
    m.object = "000009.bin";
    m.sha256 = sha256_hex("");
    metadata += metadata_line(m) + "\n";
    ASSERT_TRUE(bag->add("data/objects/000009.bin", ""));
  }
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto& e = events[i].event;
    Json row{{"event", i + 1},
             {"at", to_text(e.at)},
             {"actor", e.actor},
             {"kind", e.kind},
             {"words", "in plain words"}};
    if (o.wrong_timeline && i == 2) row["at"] = "2026-03-01T00:00:00Z";
    if (!events[i].record.is_null()) row["text"] = events[i].record["body"]["text"];
    timeline += canonical(row) + "\n";
    if (e.kind.starts_with("custody."))
      custody +=
          canonical(to_json(CustodyRow{i + 1, text_at(e.object, "evidence"), e.kind.substr(8),
                                       e.actor, e.at, "for the case", "", ""})) +
          "\n";
  }
  if (!o.encrypted) {
    ASSERT_TRUE(bag->add("data/metadata.jsonl", metadata));
  }
  ASSERT_TRUE(bag->add("data/timeline.jsonl", timeline));
  ASSERT_TRUE(bag->add("data/custody.jsonl", custody));
  ASSERT_TRUE(bag->add("data/letters/0001.pdf", "a letter"));
  ASSERT_TRUE(bag->add("data/letters/b-1.json", "{\"batch\":\"b-1\"}"));
  ASSERT_TRUE(bag->add("data/entries/n-1.json", canonical(events.back().record)));
  ASSERT_TRUE(bag->add("data/case.json", canonical(sample_case(events, head, o.encrypted))));
  ASSERT_TRUE(bag->add("ledgelight/checkpoint", head.note));
  ASSERT_TRUE(bag->add("ledgelight/log.vkey", sample_signer().verifier().text() + "\n"));
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto name = std::to_string(i + 1);
    Json event_file{{"event", events[i].text}, {"salt", base64(events[i].salt)}};
    if (!events[i].record.is_null()) event_file["record"] = events[i].record;
    ASSERT_TRUE(bag->add("ledgelight/events/" + name + ".json", canonical(event_file)));
    if (o.lose_a_proof && i == 1) continue;
    ASSERT_TRUE(bag->add("ledgelight/proofs/" + name + ".tlog-proof", log.proof_of(i + 1)->text()));
  }
  const auto done = bag->finish();
  ASSERT_TRUE(done) << done.error().detail;
}

}  // namespace ledgelight::evidence::testing
