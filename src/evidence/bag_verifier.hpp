// evidence/bag_verifier.hpp: inside the verifier of bags; others include verify.hpp.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "evidence/verify.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/durable.hpp"
#include "ledger/entry.hpp"

namespace ledgelight::evidence {

inline constexpr std::size_t kMaxEventFile = 16U << 20;  ///< an event and the record it names

/// The digest by which an event names the record {"body","kind","salt"}; nullopt when it is none.
std::optional<std::string> digest_of_record(const Json& json);

/// One bag, checked step by step. The log part is in verify_bag.cpp, the contents of data/ in
/// verify_contents.cpp, what case.json repeats of the events in verify_case.cpp.
class BagVerifier {
 public:
  BagVerifier(const std::filesystem::path& dir, const VerifyOptions& options)
      : dir_(dir), options_(options) {}
  Findings run();

 private:
  void ok(std::string what, std::string where = "") {
    out_.push_back({Level::ok, std::move(what), std::move(where)});
  }
  void fault(std::string what, std::string where) {
    out_.push_back({Level::fault, std::move(what), shown_line(where)});
  }
  void note(std::string what, std::string where = "") {
    out_.push_back({Level::note, std::move(what), std::move(where)});
  }
  bool has(const std::string& path) const { return files_.count(path) != 0; }
  bool any_in(std::string_view folder) const {
    const auto it = files_.lower_bound(std::string(folder));
    return it != files_.end() && it->first.starts_with(folder);
  }
  /// Whether the bag tells of a case, and so owes its log and the files every export has.
  bool of_a_case() const {
    return has("data/case.json") || has("data/timeline.jsonl") || has("data/custody.jsonl") ||
           any_in("ledgelight/events/") || any_in("data/duties/") || any_in("data/letters/");
  }
  Result<std::string> read(const std::string& path, std::size_t limit) const {
    return ledger::read_whole(dir_ / path, limit);
  }

  void choose_key();
  void checkpoint();
  void events();
  bool event(std::uint64_t index, const std::string& path);
  bool proof(std::uint64_t index, const std::string& leaf);
  void lone_proofs();
  void metadata();
  void sealed_items();
  void timeline();
  void custody();
  bool row_agrees(const Json& row, const std::string& where);
  void every_event_has_a_row(const std::set<std::uint64_t>& rows, std::string_view kinds,
                             const std::string& path);
  void case_file();
  bool case_evidence(const Json& json, const std::string& path);
  bool case_facts(const Json& json, const std::string& path);
  bool case_letters(const Json& json, const std::string& path);
  /// Of a row of case.json: the event it names; nullptr and a fault when it is not here.
  const ledger::Event* event_of(const Json& row, const std::string& where);
  bool record(const Json& json, std::uint64_t index, const std::string& path);
  bool words_agree(const Json& row, std::uint64_t index, const std::string& where);
  void remember_digests(std::string_view text);
  bool names_record(const std::string& path) const;
  void other_files();
  void closing();

  const std::filesystem::path& dir_;
  const VerifyOptions& options_;
  Findings out_;
  std::map<std::string, FileFacts> files_;
  std::optional<ledger::VerifierKey> key_;
  std::optional<ledger::OpenedCheckpoint> head_;
  std::string head_note_;
  std::map<std::uint64_t, ledger::Event> events_;
  std::map<std::uint64_t, Json> words_;  // of records: their members that are plain values
  std::set<std::string> named_;          // every digest that a proved event or its record names
  std::uint64_t unbound_ = 0;            // rows with words that no exported record vouches for
  std::uint64_t elsewhere_ = 0;          // proofs against another checkpoint than the newest
};

}  // namespace ledgelight::evidence
