#include "store/sqlite/tx.hpp"

namespace ledgelight::store {

void SqliteTx::give_back() {
  if (!connection_) return;
  if (mode_ == Mode::write) {
    pool_->give_writer(std::move(connection_));
  } else {
    pool_->give_reader(std::move(connection_));
  }
}

Error SqliteTx::faulty(Error error) {
  if (error.code != Errc::conflict && error.code != Errc::not_found) fault_ = error;
  return error;
}

Result<Statement> SqliteTx::start(const std::string& text) {
  if (fault_) return *fault_;
  if (!connection_) return fail(Errc::internal, "the transaction is over");
  auto statement = connection_->prepare(text);
  if (!statement) return faulty(std::move(statement).error());
  return statement;
}

Result<void> SqliteTx::commit() {
  if (fault_) return *fault_;
  if (!connection_) return fail(Errc::internal, "the transaction is over");
  auto done = connection_->exec("COMMIT");
  if (!done) return faulty(std::move(done).error());
  give_back();
  return {};
}

// Ledger -----------------------------------------------------------------------------------------

Result<std::uint64_t> SqliteTx::append(const EventRow& event) {
  if (event.leaf.size() != 65) return fail(Errc::bad_input, "a leaf has 65 bytes");
  EventRow row = event;
  row.index = TRY(ledger_size());
  TRY(put("put_event", row));
  return row.index;
}

Result<std::uint64_t> SqliteTx::ledger_size() { return count_by(queries().text("next_event")); }

Result<std::optional<EventRow>> SqliteTx::event(std::uint64_t index) {
  return find<EventRow>("event", index);
}

Result<std::vector<EventRow>> SqliteTx::events(std::uint64_t from, std::uint64_t limit) {
  return list<EventRow>("events_from", offset_of(from), limit_of(limit));
}

Result<std::vector<EventRow>> SqliteTx::events_of_case(const CaseId& id) {
  return list<EventRow>("events_of_case", id);
}

Result<std::vector<EventRow>> SqliteTx::recent_events(Page page) {
  // Indexes are dense: the page far down is reached without walking there.
  const auto size = TRY(ledger_size());
  if (page.offset >= size) return std::vector<EventRow>{};
  return list<EventRow>("recent_events", size - 1 - page.offset, limit_of(page.limit));
}

Result<std::vector<std::string>> SqliteTx::leaves(std::uint64_t from, std::uint64_t to) {
  std::vector<std::string> out;
  bool dense = from <= to;
  TRY(scan(
      queries().text("leaves"),
      [&](const Statement& s) {
        dense = dense && static_cast<std::uint64_t>(s.number(0)) == from + out.size();
        out.emplace_back(s.bytes(1));
      },
      offset_of(from), offset_of(to)));
  if (!dense || out.size() != to - from) return fail(Errc::corrupt, "a leaf is missing");
  return out;
}

Result<LedgerHead> SqliteTx::ledger_head() {
  return TRY(find<LedgerHead>("ledger_head")).value_or(LedgerHead{});
}

Result<void> SqliteTx::swap_ledger_head(std::uint64_t expected, const LedgerHead& head) {
  if (TRY(run("swap_ledger_head", head, expected)) == 1) return {};
  if (expected == 0 && TRY(run("first_ledger_head", head)) == 1) return {};
  return fail(Errc::conflict, "the ledger was signed meanwhile");
}

// Keys, numbers, settings ------------------------------------------------------------------------

Result<void> SqliteTx::put_key(const KeyRow& key) { return put("put_key", key); }
Result<std::optional<KeyRow>> SqliteTx::key(const KeyId& id) { return find<KeyRow>("key", id); }
Result<void> SqliteTx::update_key(const KeyRow& key) { return update("update_key", key); }
Result<void> SqliteTx::erase_key(const KeyId& id) { return update("erase_key", id); }

Result<std::uint64_t> SqliteTx::next_number(std::string_view counter) {
  if (mode_ == Mode::read) return fail(Errc::internal, "a reading transaction cannot write");
  return count_by(queries().text("next_number"), counter);
}

Result<std::optional<std::string>> SqliteTx::setting(std::string_view name) {
  std::optional<std::string> out;
  TRY(scan(queries().text("setting"), [&](const Statement& s) { out = s.bytes(0); }, name));
  return out;
}

Result<void> SqliteTx::set_setting(std::string_view name, std::string_view value) {
  TRY(run("set_setting", name, blob(value)));
  return {};
}

// Officers ---------------------------------------------------------------------------------------

Result<void> SqliteTx::put_officer(const OfficerRow& row) { return put("put_officer", row); }
Result<void> SqliteTx::update_officer(const OfficerRow& row) {
  return update("update_officer", row);
}
Result<std::optional<OfficerRow>> SqliteTx::officer(const OfficerId& id) {
  return find<OfficerRow>("officer", id);
}
Result<std::optional<OfficerRow>> SqliteTx::officer_by_login(std::string_view login_index) {
  return find<OfficerRow>("officer_by_login", login_index);
}
Result<std::vector<OfficerRow>> SqliteTx::officers() { return list<OfficerRow>("officers"); }
Result<void> SqliteTx::put_session(const SessionRow& row) { return put("put_session", row); }
Result<void> SqliteTx::update_session(const SessionRow& row) {
  return update("update_session", row);
}
Result<std::optional<SessionRow>> SqliteTx::session(std::string_view token_hash) {
  return find<SessionRow>("session", token_hash);
}
Result<void> SqliteTx::erase_session(std::string_view token_hash) {
  TRY(run("erase_session", token_hash));
  return {};
}
Result<void> SqliteTx::erase_sessions_before(Instant expires) {
  TRY(run("erase_sessions_before", expires));
  return {};
}
Result<void> SqliteTx::put_invite(const InviteRow& row) { return put("put_invite", row); }
Result<void> SqliteTx::update_invite(const InviteRow& row) { return update("update_invite", row); }
Result<std::optional<InviteRow>> SqliteTx::invite(std::string_view token_hash) {
  return find<InviteRow>("invite", token_hash);
}

}  // namespace ledgelight::store
