#include "store/sqlite/connection.hpp"

#include <cerrno>
#include <chrono>
#include <thread>

namespace ledgelight::store {
namespace {

// Nothing personal may reach a temporary file; what is deleted is overwritten; nothing in the
// schema may call functions; a damaged page is noticed when it is read.
constexpr const char* settings = R"(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
PRAGMA journal_size_limit = 67108864;
PRAGMA cache_size = -4096;
)";

// SQLite knows only ENOSPC as a full disk; a quota or a limit on the size of files is one as well.
// Each open file remembers its own last errno, the write-ahead log too.
bool out_of_space(sqlite3* db) {
  const auto full = [](int error) {
    return error == ENOSPC || error == EDQUOT || error == EFBIG;
  };
  int error = sqlite3_system_errno(db);
  if (full(error)) return true;
  sqlite3_file* log = nullptr;
  if (sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK &&
      log != nullptr && log->pMethods != nullptr &&
      log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error) == SQLITE_OK &&
      full(error)) {
    return true;
  }
  return sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &error) == SQLITE_OK &&
         full(error);
}

}  // namespace

Error from_sqlite(sqlite3* db, int code) {
  const std::string detail = "sqlite: " + std::string(sqlite3_errmsg(db)) + " (" +
                             std::to_string(code) + ")";
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail(Errc::busy, detail);
    case SQLITE_FULL:
      return fail(Errc::disk_full, detail);
    case SQLITE_IOERR:
      return fail(out_of_space(db) ? Errc::disk_full : Errc::io, detail);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
      return fail(Errc::io, detail);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return fail(Errc::corrupt, detail);
    case SQLITE_TOOBIG:
      return fail(Errc::too_large, detail);
    case SQLITE_CONSTRAINT:
      // Inserts answer a known key by ON CONFLICT; an update into another's key comes here.
      if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY) {
        return fail(Errc::conflict, detail);
      }
      if (code == SQLITE_CONSTRAINT_FOREIGNKEY) {
        return fail(Errc::not_found, "the thing this row belongs to does not exist");
      }
      return fail(Errc::store, detail);
    default:
      return fail(Errc::store, detail);
  }
}

Statement::~Statement() {
  if (prepared_ == nullptr) return;
  sqlite3_reset(prepared_->statement);
  sqlite3_clear_bindings(prepared_->statement);
}

int Statement::slot() {
  const auto n = static_cast<std::size_t>(next_++);
  return n < prepared_->at.size() ? prepared_->at[n] : 0;
}

void Statement::keep(int code) {
  if (bound_ == SQLITE_OK) bound_ = code;
}

void Statement::bind(std::int64_t value) {
  if (const int at = slot()) keep(sqlite3_bind_int64(prepared_->statement, at, value));
}

void Statement::bind(std::string_view text) {
  const int at = slot();
  if (at == 0) return;
  keep(sqlite3_bind_text64(prepared_->statement, at, text.data() == nullptr ? "" : text.data(),
                           text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind_blob(std::string_view bytes) {
  const int at = slot();
  if (at == 0) return;
  keep(sqlite3_bind_blob64(prepared_->statement, at, bytes.data() == nullptr ? "" : bytes.data(),
                           bytes.size(), SQLITE_TRANSIENT));
}

void Statement::bind(const std::optional<Instant>& at) {
  if (at) {
    bind(*at);
  } else if (const int index = slot()) {
    keep(sqlite3_bind_null(prepared_->statement, index));
  }
}

Result<bool> Statement::step() {
  if (bound_ != SQLITE_OK) return from_sqlite(db_, bound_);
  const int code = sqlite3_step(prepared_->statement);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return from_sqlite(db_, sqlite3_extended_errcode(db_));
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(prepared_->statement, column);
}

std::string_view Statement::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(prepared_->statement, column));
  const int size = sqlite3_column_bytes(prepared_->statement, column);
  return data == nullptr ? std::string_view() : std::string_view(data, static_cast<std::size_t>(size));
}

void Statement::take(int& c, std::optional<Instant>& out) const {
  if (sqlite3_column_type(prepared_->statement, c) == SQLITE_NULL) {
    out.reset();
    ++c;
  } else {
    out = Instant(std::chrono::seconds(number(c++)));
  }
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, Role role,
                                                     std::chrono::milliseconds wait) {
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                                   nullptr);
  if (db == nullptr) return fail(Errc::store, "sqlite: no memory");
  std::unique_ptr<Connection> out(new Connection(db));
  if (code != SQLITE_OK) return from_sqlite(db, code);
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, static_cast<int>(wait.count()));
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // While others turn a new file to WAL, SQLite answers busy at once, whatever the timeout says.
  const auto deadline = std::chrono::steady_clock::now() + wait;
  while (true) {
    const auto set = out->exec(settings);
    if (set) break;
    if (set.error().code != Errc::busy || std::chrono::steady_clock::now() >= deadline) return set.error();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  if (role == Role::reader) TRY(out->exec("PRAGMA query_only = ON"));
  // Room for the changed pages of a large import; taken only as it is needed.
  if (role == Role::writer) TRY(out->exec("PRAGMA cache_size = -32768"));
  return out;
}

Connection::~Connection() {
  for (auto& [text, prepared] : prepared_) sqlite3_finalize(prepared.statement);
  sqlite3_close_v2(db_);
}

Result<Statement> Connection::prepare(const std::string& text) {
  auto& prepared = prepared_[text];
  if (prepared.statement == nullptr) {
    const int code = sqlite3_prepare_v3(db_, text.c_str(), static_cast<int>(text.size() + 1),
                                        SQLITE_PREPARE_PERSISTENT, &prepared.statement, nullptr);
    if (code != SQLITE_OK) {
      prepared_.erase(text);
      return from_sqlite(db_, sqlite3_extended_errcode(db_));
    }
    // SQLite numbers the names $1, $2 … by first appearance: find each by its name.
    const int count = sqlite3_bind_parameter_count(prepared.statement);
    for (int n = 1, found = 0; found < count; ++n) {
      CHECK(n <= 100);  // a name that is no number would never be found
      const auto name = std::string("$").append(std::to_string(n));
      prepared.at.push_back(sqlite3_bind_parameter_index(prepared.statement, name.c_str()));
      if (prepared.at.back() != 0) ++found;
    }
  }
  return Statement(db_, prepared);
}

Result<void> Connection::exec(const std::string& texts) {
  const int code = sqlite3_exec(db_, texts.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return from_sqlite(db_, sqlite3_extended_errcode(db_));
  return {};
}

Result<std::int64_t> Connection::ask(const std::string& text) {
  auto statement = TRY(prepare(text));
  return TRY(statement.step()) ? statement.number(0) : 0;
}

}  // namespace ledgelight::store
