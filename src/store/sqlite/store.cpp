#include "store/sqlite/store.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "store/schema.hpp"
#include "store/sqlite/tx.hpp"

namespace ledgelight::store {
namespace {

// "LLdg": tells our files from another program's.
constexpr std::int64_t application_id = 0x4c4c6467;
constexpr std::size_t most_faults = 100;

// Room kept for a day when there is none. SQLite cannot open a file without a new index of its log
// beside it (32 KB), so on a full disk nobody could even read: the ballast is given up for it. It
// is laid again when the store closes, which is when that index has gone.
class Ballast {
 public:
  explicit Ballast(const std::string& database) : path_(database + "-ballast") {
    struct stat st {};
    if (::stat(path_.c_str(), &st) != 0 || st.st_size < bytes) lay();
  }
  Ballast(Ballast&& other) noexcept : path_(std::exchange(other.path_, {})), dropped_(other.dropped_) {}
  Ballast& operator=(Ballast&&) = delete;
  ~Ballast() {
    if (dropped_ && !path_.empty()) lay();
  }

  // False when there was none to give up.
  bool drop() {
    dropped_ = ::unlink(path_.c_str()) == 0;
    return dropped_;
  }

 private:
  // Without room for it there is none, and opening fails as it would have; nothing else does.
  void lay() const {
    const int fd = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return;
    const bool laid = ::posix_fallocate(fd, 0, bytes) == 0;
    ::close(fd);
    if (!laid) ::unlink(path_.c_str());
  }

  static constexpr off_t bytes = 128 * 1024;
  std::string path_;
  bool dropped_ = false;
};

// A new file readable by nobody else; SQLite gives its -wal and -shm the same mode.
Result<void> make_file(const std::string& path, Opening opening) {
  struct stat st {};
  if (::stat(path.c_str(), &st) == 0) {
    if (!S_ISREG(st.st_mode)) return fail(Errc::config, "the database is not a file");
    return {};
  }
  if (errno != ENOENT) return fail(Errc::io, "cannot reach the database: " + std::string(::strerror(errno)));
  if (opening == Opening::must_exist) return fail(Errc::not_found, "there is no database");
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno != EEXIST) {
    return fail(errno == ENOSPC ? Errc::disk_full : Errc::io,
                "cannot make the database: " + std::string(::strerror(errno)));
  }
  if (fd >= 0) ::close(fd);
  return {};
}

Result<int> schema_version(Connection& db) {
  const auto tables = TRY(db.ask("SELECT count(*) FROM sqlite_schema"));
  const auto id = TRY(db.ask("PRAGMA application_id"));
  if (tables == 0 && id == 0) return 0;
  if (id != application_id) return fail(Errc::config, "the database is of another program");
  return static_cast<int>(TRY(db.ask(queries().text("schema_version"))));
}

Result<void> apply(Connection& db, int version, const std::vector<Migration>& all) {
  if (version == 0) TRY(db.exec("PRAGMA application_id = " + std::to_string(application_id)));
  for (const auto& migration : all) {
    if (migration.number <= version) continue;
    TRY(db.exec(migration.text));
    auto put = TRY(db.prepare(queries().text("put_migration")));
    put.bind(migration.number);
    put.bind(migration.name);
    TRY(put.step());
  }
  return {};
}

Result<void> bring_up_to_date(Connection& db) {
  const auto all = migrations(Engine::sqlite);
  const int newest = static_cast<int>(all.size());
  const int seen = TRY(schema_version(db));
  if (seen > newest) {
    return fail(Errc::config, "the database was written by a newer program (schema " +
                                  std::to_string(seen) + ", this program knows " +
                                  std::to_string(newest) + ")");
  }
  if (seen == newest) return {};
  TRY(db.exec("BEGIN IMMEDIATE"));
  // Another process may have been quicker.
  const auto brought = [&]() -> Result<void> { return apply(db, TRY(schema_version(db)), all); }();
  if (!brought) {
    (void)db.exec("ROLLBACK");
    return brought;
  }
  return db.exec("COMMIT");
}

class SqliteStore final : public desk::Store {
 public:
  SqliteStore(Ballast ballast, std::shared_ptr<Pool> pool, std::chrono::milliseconds wait)
      : ballast_(std::move(ballast)), pool_(std::move(pool)), wait_(wait) {}

  Result<std::unique_ptr<Tx>> read() override {
    return std::unique_ptr<Tx>(
        std::make_unique<SqliteTx>(pool_, TRY(pool_->take_reader()), SqliteTx::Mode::read));
  }
  Result<std::unique_ptr<Tx>> write() override {
    return std::unique_ptr<Tx>(
        std::make_unique<SqliteTx>(pool_, TRY(pool_->take_writer()), SqliteTx::Mode::write));
  }
  Result<void> copy_to(const std::string& path) override;
  Result<std::vector<std::string>> check() override;

 private:
  Ballast ballast_;  // before the pool: laid again after the last connection closed
  std::shared_ptr<Pool> pool_;
  std::chrono::milliseconds wait_;
};

struct CloseDb {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};

Result<void> back_up(sqlite3* from, const std::string& path) {
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
  const std::unique_ptr<sqlite3, CloseDb> to(raw);
  if (opened != SQLITE_OK) return from_sqlite(raw, opened);
  sqlite3_backup* backup = sqlite3_backup_init(to.get(), "main", from, "main");
  if (backup == nullptr) return from_sqlite(to.get(), sqlite3_extended_errcode(to.get()));
  // One step for all pages: the copy is of one moment, and writers go on meanwhile (WAL).
  sqlite3_backup_step(backup, -1);
  const int done = sqlite3_backup_finish(backup);
  if (done != SQLITE_OK) return from_sqlite(to.get(), sqlite3_extended_errcode(to.get()));
  return {};
}

Result<void> SqliteStore::copy_to(const std::string& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    return fail(errno == EEXIST ? Errc::conflict : errno == ENOSPC ? Errc::disk_full : Errc::io,
                "cannot make the copy: " + std::string(::strerror(errno)));
  }
  ::close(fd);
  const auto copied = [&]() -> Result<void> {
    const auto source = TRY(Connection::open(pool_->path(), Connection::Role::reader, wait_));
    return back_up(source->raw(), path);
  }();
  if (!copied) ::unlink(path.c_str());
  return copied;
}

Result<std::vector<std::string>> SqliteStore::check() {
  const auto db = TRY(Connection::open(pool_->path(), Connection::Role::reader, wait_));
  TRY(db->exec("BEGIN"));
  std::vector<std::string> faults;
  const auto ask = [&](const std::string& text, std::string_view sound) -> Result<void> {
    auto rows = TRY(db->prepare(text));
    while (TRY(rows.step())) {
      if (rows.bytes(0) != sound) faults.emplace_back(rows.bytes(0));
      if (faults.size() >= most_faults) break;
    }
    return {};
  };
  const auto all = [&]() -> Result<void> {
    TRY(ask("PRAGMA integrity_check", "ok"));
    TRY(ask("SELECT 'a row of ' || \"table\" || ' belongs to a missing ' || parent "
            "FROM pragma_foreign_key_check", ""));
    for (const auto& name : queries().names()) {
      if (name.rfind("check_", 0) == 0) TRY(ask(queries().text(name), ""));
    }
    return {};
  }();
  if (!all && all.error().code != Errc::corrupt) return all.error();
  if (!all) faults.push_back(all.error().detail);
  return faults;
}

}  // namespace

Result<std::unique_ptr<desk::Store>> open_sqlite(const std::string& path, Opening opening,
                                                 SqliteOptions options) {
  TRY(make_file(path, opening));
  Ballast ballast(path);
  auto writer = Connection::open(path, Connection::Role::writer, options.wait);
  if (!writer && writer.error().code == Errc::disk_full && ballast.drop()) {
    writer = Connection::open(path, Connection::Role::writer, options.wait);
  }
  if (!writer) return std::move(writer).error();
  TRY(bring_up_to_date(**writer));
  return std::unique_ptr<desk::Store>(std::make_unique<SqliteStore>(
      std::move(ballast), std::make_shared<Pool>(path, options.wait, *std::move(writer)), options.wait));
}

}  // namespace ledgelight::store
