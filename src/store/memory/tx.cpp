#include "store/memory/tx.hpp"

#include "store/memory/rows.hpp"

namespace ledgelight::store {

void MemoryTx::end() {
  if (!over_ && mode_ == Mode::write) shared_->gate.release();
  over_ = true;
}

Result<void> MemoryTx::may_read() const {
  if (over_) return fail(Errc::internal, "the transaction is over");
  return {};
}

Result<void> MemoryTx::may_write() const {
  TRY(may_read());
  if (mode_ == Mode::read) return fail(Errc::internal, "a reading transaction cannot write");
  return {};
}

Result<void> MemoryTx::commit() {
  TRY(may_read());
  if (mode_ == Mode::write) {
    state_.each([](auto& table) { table.publish(); });
    const std::lock_guard lock(shared_->mutex);
    shared_->committed = state_;
  }
  end();
  return {};
}

// Ledger -----------------------------------------------------------------------------------------

Result<std::uint64_t> MemoryTx::append(const EventRow& event) {
  TRY(may_write());
  if (event.leaf.size() != 65) return fail(Errc::bad_input, "a leaf has 65 bytes");
  auto row = event;
  row.index = state_.events->size();
  state_.events.change().push_back(row);
  return row.index;
}

Result<std::uint64_t> MemoryTx::ledger_size() {
  TRY(may_read());
  return state_.events->size();
}

Result<std::optional<EventRow>> MemoryTx::event(std::uint64_t index) {
  TRY(may_read());
  if (index >= state_.events->size()) return std::optional<EventRow>{};
  return std::optional<EventRow>((*state_.events)[index]);
}

Result<std::vector<EventRow>> MemoryTx::events(std::uint64_t from, std::uint64_t limit) {
  TRY(may_read());
  return page_of(*state_.events, {from, limit});
}

Result<std::vector<EventRow>> MemoryTx::events_of_case(const CaseId& id) {
  TRY(may_read());
  std::vector<EventRow> out;
  for (const auto& row : *state_.events) {
    if (row.case_id == id) out.push_back(row);
  }
  return out;
}

Result<std::vector<EventRow>> MemoryTx::recent_events(Page page) {
  TRY(may_read());
  return page_of(newest_first(*state_.events), page);
}

Result<std::vector<std::string>> MemoryTx::leaves(std::uint64_t from, std::uint64_t to) {
  TRY(may_read());
  if (from > to || to > state_.events->size()) return fail(Errc::corrupt, "a leaf is missing");
  std::vector<std::string> out;
  for (auto i = from; i < to; ++i) out.push_back((*state_.events)[i].leaf);
  return out;
}

Result<LedgerHead> MemoryTx::ledger_head() {
  TRY(may_read());
  return *state_.head;
}

Result<void> MemoryTx::swap_ledger_head(std::uint64_t expected, const LedgerHead& head) {
  TRY(may_write());
  if (state_.head->signed_size != expected) {
    return fail(Errc::conflict, "the ledger was signed meanwhile");
  }
  state_.head.change() = head;
  return {};
}

// Keys, numbers, settings ------------------------------------------------------------------------

Result<void> MemoryTx::put_key(const KeyRow& key) {
  TRY(may_write());
  return put_row(state_.keys, key.id, key);
}

Result<std::optional<KeyRow>> MemoryTx::key(const KeyId& id) {
  TRY(may_read());
  return find_row(state_.keys, id);
}

Result<void> MemoryTx::update_key(const KeyRow& key) {
  TRY(may_write());
  return update_row(state_.keys, key.id, key);
}

Result<void> MemoryTx::erase_key(const KeyId& id) {
  TRY(may_write());
  if (state_.keys.change().erase(id) == 0) return fail(Errc::not_found, "no such row");
  return {};
}

Result<std::uint64_t> MemoryTx::next_number(std::string_view counter) {
  TRY(may_write());
  return ++state_.counters.change()[std::string(counter)];
}

Result<std::optional<std::string>> MemoryTx::setting(std::string_view name) {
  TRY(may_read());
  return find_row(state_.settings, std::string(name));
}

Result<void> MemoryTx::set_setting(std::string_view name, std::string_view value) {
  TRY(may_write());
  state_.settings.change()[std::string(name)] = value;
  return {};
}

// Officers ---------------------------------------------------------------------------------------

Result<void> MemoryTx::put_officer(const OfficerRow& row) {
  TRY(may_write());
  const auto login = [](const OfficerRow& r) { return r.login_index; };
  if (taken(state_.officers, row.id, login, row.login_index)) {
    return fail(Errc::conflict, "it exists already");
  }
  return put_row(state_.officers, row.id, row);
}

Result<void> MemoryTx::update_officer(const OfficerRow& row) {
  TRY(may_write());
  const auto login = [](const OfficerRow& r) { return r.login_index; };
  if (state_.officers->count(row.id) != 0 &&
      taken(state_.officers, row.id, login, row.login_index)) {
    return fail(Errc::conflict, "another row has it");
  }
  return update_row(state_.officers, row.id, row);
}

Result<std::optional<OfficerRow>> MemoryTx::officer(const OfficerId& id) {
  TRY(may_read());
  return find_row(state_.officers, id);
}

Result<std::optional<OfficerRow>> MemoryTx::officer_by_login(std::string_view login_index) {
  TRY(may_read());
  return find_where(state_.officers, [&](const OfficerRow& r) {
    return !login_index.empty() && r.login_index == login_index;
  });
}

Result<std::vector<OfficerRow>> MemoryTx::officers() {
  TRY(may_read());
  return select(state_.officers, [](const auto&) { return true; },
                [](const OfficerRow& r) { return r.id; });
}

Result<void> MemoryTx::put_session(const SessionRow& row) {
  TRY(may_write());
  return put_row(state_.sessions, row.token_hash, row);
}

Result<void> MemoryTx::update_session(const SessionRow& row) {
  TRY(may_write());
  return update_row(state_.sessions, row.token_hash, row);
}

Result<std::optional<SessionRow>> MemoryTx::session(std::string_view token_hash) {
  TRY(may_read());
  return find_row(state_.sessions, std::string(token_hash));
}

Result<void> MemoryTx::erase_session(std::string_view token_hash) {
  TRY(may_write());
  state_.sessions.change().erase(std::string(token_hash));
  return {};
}

Result<void> MemoryTx::erase_sessions_before(Instant expires) {
  TRY(may_write());
  erase_where(state_.sessions, [&](const SessionRow& r) { return r.expires < expires; });
  return {};
}

Result<void> MemoryTx::put_invite(const InviteRow& row) {
  TRY(may_write());
  return put_row(state_.invites, row.token_hash, row);
}

Result<void> MemoryTx::update_invite(const InviteRow& row) {
  TRY(may_write());
  return update_row(state_.invites, row.token_hash, row);
}

Result<std::optional<InviteRow>> MemoryTx::invite(std::string_view token_hash) {
  TRY(may_read());
  return find_row(state_.invites, std::string(token_hash));
}

}  // namespace ledgelight::store
