// store/memory/state.hpp: everything a desk keeps, as maps; and what transactions share.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "desk/ports/store.hpp"

namespace ledgelight::store {

using namespace desk;  // NOLINT: this room speaks of nothing but the desk's rows

/// Copies share; the first change makes a copy of one's own.
template <class T>
class Shared {
 public:
  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }
  T& change() {
    if (!own_) {
      own_ = std::make_shared<T>(*value_);
      value_ = own_;
    }
    return *own_;
  }
  /// From now on others may look: the next change copies again.
  void publish() { own_.reset(); }

 private:
  std::shared_ptr<T> own_;
  std::shared_ptr<const T> value_ = std::make_shared<T>();
};

template <class Key, class Row>
using Table = Shared<std::map<Key, Row>>;

struct Lot {
  CaseId case_id;
  enum class State { filling, shown, leaving } state = State::filling;
};
template <class Row>
struct InLot {
  std::uint64_t lot = 0;
  Row row;
};

struct State {
  Shared<std::vector<EventRow>> events;
  Shared<LedgerHead> head;
  Table<KeyId, KeyRow> keys;
  Table<std::string, std::uint64_t> counters;
  Table<std::string, std::string> settings;
  Table<ReportId, ReportRow> reports;
  Table<MessageId, MessageRow> messages;
  Table<std::string, QuarantineRow> quarantine;
  Table<std::string, DraftRow> drafts;
  Table<std::string, StagedRow> staged;
  Table<CaseId, CaseRow> cases;
  Table<std::pair<CaseId, OfficerId>, MemberRow> members;
  Table<std::tuple<CaseId, std::uint64_t, std::string>, FactRow> facts;
  Table<EntryId, EntryRow> entries;
  Table<EvidenceId, EvidenceRow> evidence;
  Table<std::pair<std::uint64_t, EvidenceId>, CustodyRow> custody;
  Table<std::string, RunRow> runs;
  Table<std::string, SampleRow> samples;
  Table<std::uint64_t, Lot> lots;
  Table<std::uint64_t, InLot<FindingRow>> findings;  ///< by their place in the order
  Table<CaseId, SearchRow> searches;
  Table<std::pair<CaseId, std::uint64_t>, SearchPartRow> search_parts;
  Table<std::pair<std::uint64_t, std::uint64_t>, InLot<FoundFileRow>> found_files;
  Table<std::pair<std::uint64_t, PersonId>, InLot<PersonRow>> people;
  Table<SheetId, SheetRow> sheets;
  Table<std::string, PlaceDayRow> place_days;
  Table<std::string, ClockRow> clocks;
  Table<std::string, ReadingRow> readings;
  Table<BatchId, BatchRow> batches;
  Table<LetterId, LetterRow> letters;
  Table<OfficerId, OfficerRow> officers;
  Table<std::string, SessionRow> sessions;
  Table<std::string, InviteRow> invites;
  Table<JobId, JobRow> jobs;

  /// Every table in turn: the one list, used to publish.
  template <class F>
  void each(F f) {
    const auto all = [&](auto&... table) { (f(table), ...); };
    all(events, head, keys, counters, settings, reports, messages, quarantine, drafts, staged,
        cases, members, facts, entries, evidence, custody, runs, samples, lots, findings, searches,
        search_parts, found_files, people, sheets, place_days, clocks, readings, batches, letters,
        officers, sessions, invites, jobs);
  }
};

/// What all transactions of one memory store share.
struct MemoryShared {
  std::binary_semaphore gate{1};  ///< held by the one writer
  std::mutex mutex;               ///< guards committed
  State committed;
};

}  // namespace ledgelight::store
