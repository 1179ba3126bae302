#include "desk/record.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

#include "base/bytes.hpp"
#include "desk/check_rows.hpp"
#include "ledger/entry.hpp"
#include "ledger/proof_file.hpp"
#include "ledger/publish.hpp"
#include "ledger/reader.hpp"

namespace ledgelight::desk {
namespace {

namespace fs = std::filesystem;

// Held while signing and writing files: one publisher among all processes of a desk.
class PublishLock {
 public:
  static Result<PublishLock> take(const fs::path& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return fail(Errc::io, "cannot open the publishing lock");
    if (::flock(fd, LOCK_EX) != 0) {
      ::close(fd);
      return fail(Errc::io, "cannot take the publishing lock");
    }
    return PublishLock(fd);
  }
  PublishLock(PublishLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  PublishLock& operator=(PublishLock&&) = delete;
  ~PublishLock() {
    if (fd_ >= 0) ::close(fd_);
  }

 private:
  explicit PublishLock(int fd) : fd_(fd) {}
  int fd_;
};

// The leaves as the database holds them.
class StoredLeaves final : public ledger::LeafSource {
 public:
  StoredLeaves(Tx& tx, std::uint64_t size) : tx_(tx), size_(size) {}
  std::uint64_t size() override { return size_; }
  Result<std::vector<std::string>> leaves(std::uint64_t from, std::uint64_t to) override {
    return tx_.leaves(from, to);
  }

 private:
  Tx& tx_;
  std::uint64_t size_;
};

fs::path ledger_folder(const Desk& desk) { return fs::path(desk.config().folder) / "ledger"; }

std::optional<ledger::Head> head_of(const LedgerHead& row) {
  if (row.signed_note.empty()) return std::nullopt;
  return ledger::Head{row.signed_size, digest_from(row.signed_root), row.signed_note, row.frontier};
}

LedgerHead row_of(const ledger::Head& head) {
  LedgerHead row;
  row.signed_size = head.size;
  row.signed_root = std::string(view(head.root));
  row.signed_note = head.note;
  row.frontier = head.frontier;
  return row;
}

}  // namespace

Result<std::uint64_t> publish(Desk& desk) {
  const auto lock = TRY(PublishLock::take(fs::path(desk.config().folder) / "publish.lock"));
  const auto key = TRY(ledger::SigningKey::parse(desk.ledger_key()));
  ledger::Head head;
  {
    const auto tx = TRY(desk.store().write());
    const auto stored = TRY(tx->ledger_head());
    const auto previous = head_of(stored);
    const auto size = TRY(tx->ledger_size());
    if (size == 0 && !previous) return std::uint64_t{0};
    StoredLeaves leaves(*tx, size);
    head = TRY(ledger::sign_head(previous, leaves, key));
    if (!previous || !(head == *previous)) {
      TRY(tx->swap_ledger_head(stored.signed_size, row_of(head)));
      TRY(tx->commit());
    }
  }
  const auto tx = TRY(desk.store().read());
  StoredLeaves leaves(*tx, head.size);
  TRY(ledger::write_files(ledger_folder(desk), leaves, head));
  return head.size;
}

Result<void> check_ledger_heads(Desk& desk) {
  const auto file = ledger_folder(desk) / "checkpoint";
  std::error_code none;
  const auto tx = TRY(desk.store().read());
  const auto size = TRY(tx->ledger_size());
  const auto head = TRY(tx->ledger_head());
  if (head.signed_size > size) {
    return fail(Errc::rolled_back, "the database holds fewer acts than it once signed");
  }
  if (!fs::exists(file, none)) return {};
  const auto key = TRY(ledger::VerifierKey::parse(desk.config().ledger_vkey));
  const auto log = TRY(ledger::PublishedLog::open(ledger_folder(desk), key));
  if (log.checkpoint().size > size) {
    return fail(Errc::rolled_back,
                "the published ledger holds " + std::to_string(log.checkpoint().size) +
                    " acts, the database only " + std::to_string(size) +
                    ": this is an older backup; a person must decide before anything is added");
  }
  if (log.checkpoint().size == head.signed_size && head.signed_size != 0 &&
      std::string(view(log.checkpoint().root)) != head.signed_root) {
    return fail(Errc::corrupt, "the published ledger and the database were signed differently");
  }
  return {};
}

namespace {

// Which events of no case somebody may see: those who may see the record at all.
Result<void> may_see(Desk& desk, Tx& tx, const Actor& actor, const CaseId& id) {
  if (id.empty()) return may(actor, Action::see_record);
  (void)TRY(case_for(desk, tx, actor, Action::read_case, id));
  return {};
}

}  // namespace

Result<RecordPage> record_page(Desk& desk, const Actor& actor, const CaseId& id, Page page) {
  const auto tx = TRY(desk.store().read());
  TRY(may_see(desk, *tx, actor, id));
  RecordPage out;
  out.size = TRY(tx->ledger_size());
  const auto head = TRY(tx->ledger_head());
  out.published = head.signed_size;
  out.root = head.signed_root.empty() ? "" : base64(head.signed_root);
  out.vkey = desk.config().ledger_vkey;
  std::vector<EventRow> rows;
  if (id.empty()) {
    out.total = out.size;
    rows = TRY(tx->recent_events(page));
  } else {
    auto every = TRY(tx->events_of_case(id));
    std::reverse(every.begin(), every.end());
    out.total = every.size();
    const auto from = std::min<std::uint64_t>(page.offset, every.size());
    const auto to = page.limit == 0 ? every.size()
                                    : std::min<std::uint64_t>(from + page.limit, every.size());
    rows.assign(every.begin() + static_cast<std::ptrdiff_t>(from),
                every.begin() + static_cast<std::ptrdiff_t>(to));
  }
  for (const auto& e : rows) {
    RecordLine line{e.index, e.kind, e.actor, e.case_id.str(), e.subject, e.at,
                    e.index < head.signed_size};
    // A restricted case stays unnamed to those who may not know of it; that something happened
    // does not.
    if (id.empty() && !e.case_id.empty() &&
        !case_for(desk, *tx, actor, Action::read_case, e.case_id)) {
      line.case_id = line.subject = "";
    }
    out.rows.push_back(std::move(line));
  }
  return out;
}

Result<std::string> proof_of(Desk& desk, std::uint64_t index) {
  const auto key = TRY(ledger::VerifierKey::parse(desk.config().ledger_vkey));
  auto log = TRY(ledger::PublishedLog::open(ledger_folder(desk), key));
  if (index >= log.checkpoint().size) {
    return fail(Errc::wrong_state, "this act is not published yet; try again in a second");
  }
  return TRY(log.proof_of(index)).text();
}

Result<RecordCheck> check_record(Desk& desk) {
  RecordCheck out;
  const auto tx = TRY(desk.store().read());
  const auto size = TRY(tx->ledger_size());
  const auto head = TRY(tx->ledger_head());
  ledger::Frontier frontier;
  RowCheck rows(desk, *tx);
  out.with_key = true;
  for (std::uint64_t from = 0; from < size; from += 1000) {
    for (const auto& row : TRY(tx->events(from, 1000))) {
      ++out.events;
      if (frontier.size() == head.signed_size && head.signed_size != 0 &&
          std::string(view(frontier.root())) != head.signed_root) {
        out.faults.push_back("the acts before " + std::to_string(row.index) +
                             " are not those that were signed");
      }
      frontier.append(ledger::leaf_hash(row.leaf));
      const auto at = "act " + std::to_string(row.index) + " (" + row.kind + ")";
      const auto opened = open_event(desk, *tx, row);
      if (!opened) {
        // An erased key is lawful; anything else is a fault.
        if (opened.error().code != Errc::not_found) out.faults.push_back(at + ": does not open");
        rows.erased(row);
        continue;
      }
      if (ledger::entry_leaf(opened->salt, opened->text) != row.leaf) {
        out.faults.push_back(at + ": what is stored is not what was committed");
      }
      const auto event = ledger::parse_event(opened->text);
      if (!event || event->kind != row.kind || event->actor != row.actor ||
          event->at != row.at || event->case_id != row.case_id.str()) {
        out.faults.push_back(at + ": its row says something else than the act");
      }
      if (event) rows.take(row.index, *event);
    }
  }
  out.leaves = frontier.size();
  if (head.signed_size > size) {
    out.faults.push_back("the database holds " + std::to_string(size) + " acts of the " +
                         std::to_string(head.signed_size) + " that were signed");
  }
  if (out.leaves != size) out.faults.push_back("acts are missing from the database");
  if (head.signed_size == frontier.size() && head.signed_size != 0 &&
      std::string(view(frontier.root())) != head.signed_root) {
    out.faults.push_back("the acts are not those that were signed");
  }
  for (auto& fault : TRY(rows.finish())) out.faults.push_back(std::move(fault));
  return out;
}

}  // namespace ledgelight::desk
