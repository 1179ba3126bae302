#include "store/sqlite/pool.hpp"

namespace ledgelight::store {
namespace {

// More readers than this at once get a connection that is closed afterwards.
constexpr std::size_t most_idle = 8;

}  // namespace

Result<std::unique_ptr<Connection>> Pool::take_writer() {
  if (!gate_.try_acquire_for(wait_)) {
    return fail(Errc::busy, "another act is being written; try again");
  }
  auto writer = std::move(writer_);
  if (auto begun = writer->exec("BEGIN IMMEDIATE"); !begun) {
    give_writer(std::move(writer));
    return std::move(begun).error();
  }
  return writer;
}

void Pool::give_writer(std::unique_ptr<Connection> writer) {
  if (writer->in_transaction()) (void)writer->exec("ROLLBACK");
  writer_ = std::move(writer);
  gate_.release();
}

Result<std::unique_ptr<Connection>> Pool::idle_reader() {
  {
    const std::lock_guard lock(mutex_);
    if (!readers_.empty()) {
      auto reader = std::move(readers_.back());
      readers_.pop_back();
      return reader;
    }
  }
  return Connection::open(path_, Connection::Role::reader, wait_);
}

Result<std::unique_ptr<Connection>> Pool::take_reader() {
  auto reader = TRY(idle_reader());
  TRY(reader->exec("BEGIN DEFERRED"));
  // SQLite takes the snapshot at the first read, not at BEGIN.
  TRY(reader->ask("SELECT count(*) FROM ledger_head"));
  return reader;
}

void Pool::give_reader(std::unique_ptr<Connection> reader) {
  if (reader->in_transaction() && !reader->exec("ROLLBACK")) return;
  const std::lock_guard lock(mutex_);
  if (readers_.size() < most_idle) readers_.push_back(std::move(reader));
}

}  // namespace ledgelight::store
