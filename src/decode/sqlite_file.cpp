#include "decode/sqlite_file.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "decode/table_text.hpp"

namespace ledgelight::decode {
namespace {

constexpr int longest_value = 64 << 20;
constexpr std::size_t longest_cell = 64U << 10;
constexpr int steps_between_looks = 100'000;

/// The database, and its write-ahead log when that stands beside it.
struct Files {
  Bytes* database = nullptr;
  Bytes* log = nullptr;
};

// A file that SQLite reads through Bytes. It asks for no other: no journal, no temporary one.
struct File {
  sqlite3_file base;
  Bytes* bytes;
};

int file_read(sqlite3_file* f, void* into, int count, sqlite3_int64 offset) {
  try {
    const auto n = reinterpret_cast<File*>(f)->bytes->read_at(static_cast<std::uint64_t>(offset),
                                                              {static_cast<char*>(into), static_cast<std::size_t>(count)});
    if (n == static_cast<std::size_t>(count)) return SQLITE_OK;
    std::memset(static_cast<char*>(into) + n, 0, static_cast<std::size_t>(count) - n);
    return SQLITE_IOERR_SHORT_READ;
  } catch (const std::exception&) {
    return SQLITE_IOERR_READ;
  }
}
int file_close(sqlite3_file*) { return SQLITE_OK; }
int file_write(sqlite3_file*, const void*, int, sqlite3_int64) { return SQLITE_READONLY; }
int file_truncate(sqlite3_file*, sqlite3_int64) { return SQLITE_READONLY; }
int file_sync(sqlite3_file*, int) { return SQLITE_OK; }
int file_size(sqlite3_file* f, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(reinterpret_cast<File*>(f)->bytes->size());
  return SQLITE_OK;
}
int file_lock(sqlite3_file*, int) { return SQLITE_OK; }
int file_reserved(sqlite3_file*, int* held) { return *held = 0, SQLITE_OK; }
int file_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int file_sector(sqlite3_file*) { return 4096; }
int file_traits(sqlite3_file*) { return SQLITE_IOCAP_IMMUTABLE; }

const sqlite3_io_methods methods{1, file_close, file_read, file_write, file_truncate, file_sync, file_size, file_lock,
                                 file_lock, file_reserved, file_control, file_sector, file_traits,
                                 nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};

// With a log the file is not fixed: the log holds what has become of its pages.
int traits_with_log(sqlite3_file*) { return 0; }
const sqlite3_io_methods methods_with_log{1, file_close, file_read, file_write, file_truncate, file_sync, file_size, file_lock,
                                          file_lock, file_reserved, file_control, file_sector, traits_with_log,
                                          nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};

int vfs_open(sqlite3_vfs* vfs, const char* name, sqlite3_file* f, int flags, int* out) {
  f->pMethods = nullptr;
  const auto& files = *static_cast<Files*>(vfs->pAppData);
  auto* bytes = (flags & SQLITE_OPEN_MAIN_DB) != 0 ? files.database : (flags & SQLITE_OPEN_WAL) != 0 ? files.log : nullptr;
  if (name == nullptr || bytes == nullptr) return SQLITE_CANTOPEN;
  auto* file = reinterpret_cast<File*>(f);
  file->base.pMethods = files.log == nullptr ? &methods : &methods_with_log;
  file->bytes = bytes;
  if (out != nullptr) *out = SQLITE_OPEN_READONLY | (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL));
  return SQLITE_OK;
}
int vfs_delete(sqlite3_vfs*, const char*, int) { return SQLITE_READONLY; }
int vfs_access(sqlite3_vfs* vfs, const char* name, int, int* there) {
  const std::string_view n = name == nullptr ? "" : name;
  *there = static_cast<Files*>(vfs->pAppData)->log != nullptr && n.size() > 4 && n.substr(n.size() - 4) == "-wal" ? 1 : 0;
  return SQLITE_OK;
}
int vfs_path(sqlite3_vfs*, const char* name, int room, char* out) {
  std::strncpy(out, name, static_cast<std::size_t>(room) - 1);
  out[room - 1] = '\0';
  return SQLITE_OK;
}
int vfs_random(sqlite3_vfs*, int count, char* out) { return std::memset(out, 7, static_cast<std::size_t>(count)), count; }
int vfs_sleep(sqlite3_vfs*, int) { return 0; }
int vfs_time(sqlite3_vfs*, double* day) { return *day = 2451544.5, SQLITE_OK; }
int vfs_error(sqlite3_vfs*, int, char*) { return 0; }

/// Only reading of tables; no function of the schema, no attached file, no pragma that changes.
int may(void*, int action, const char* first, const char*, const char*, const char*) {
  if (action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE) return SQLITE_OK;
  if (action == SQLITE_PRAGMA && first != nullptr)
    for (const char* known : {"table_info", "table_xinfo", "encoding", "cell_size_check", "query_only"})
      if (std::strcmp(first, known) == 0) return SQLITE_OK;
  if (action == SQLITE_FUNCTION) return SQLITE_OK;  // trusted_schema is off: only ours get here
  return SQLITE_DENY;
}

struct CloseDatabase {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

std::string in_quotes(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"') out += '"';
    out += c;
  }
  return out += '"';
}

class Database {
 public:
  Database(Bytes& bytes, Bytes* log, const Output& output) : bytes_(bytes), files_{&bytes, log}, speaker_(output) {}
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() {
    db_.reset();
    sqlite3_vfs_unregister(&vfs_);
  }

  void read() {
    open();
    auto list = prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table'");
    std::vector<std::pair<std::string, bool>> tables;
    int status = SQLITE_DONE;
    while (list && (status = sqlite3_step(list.get())) == SQLITE_ROW && tables.size() < 10'000) {
      std::string sql = text_at(list.get(), 1).substr(0, 64);
      std::transform(sql.begin(), sql.end(), sql.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
      tables.emplace_back(text_at(list.get(), 0), sql.find("CREATE VIRTUAL") != std::string::npos);
    }
    if (!list || status != SQLITE_DONE) {
      const std::string why = sqlite3_errmsg(db_.get());
      if (tables.empty()) throw Damaged(why == "file is not a database" ? "encrypted, or no database" : why);
      speaker_.unread("sqlite_schema", why);
    }
    list.reset();
    for (const auto& [name, is_virtual] : tables) {
      if (!speaker_.listening()) return;
      if (is_virtual) speaker_.unread("table:" + name, "a virtual table; what it keeps is in tables of its own");
      else table(name);
    }
    free_pages();
    speaker_.finish();
  }

 private:
  void open() {
    vfs_.iVersion = 1;
    vfs_.szOsFile = sizeof(File);
    vfs_.mxPathname = 64;
    vfs_.zName = "bytes";
    vfs_.pAppData = &files_;
    vfs_.xOpen = vfs_open;
    vfs_.xDelete = vfs_delete;
    vfs_.xAccess = vfs_access;
    vfs_.xFullPathname = vfs_path;
    vfs_.xRandomness = vfs_random;
    vfs_.xSleep = vfs_sleep;
    vfs_.xCurrentTime = vfs_time;
    vfs_.xGetLastError = vfs_error;
    sqlite3_config(SQLITE_CONFIG_URI, 1);
    if (sqlite3_vfs_register(&vfs_, 0) != SQLITE_OK) throw Damaged("SQLite does not start");
    sqlite3* db = nullptr;
    const int status = sqlite3_open_v2(files_.log == nullptr ? "file:evidence?immutable=1" : "file:evidence", &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, "bytes");
    db_.reset(db);
    if (status != SQLITE_OK) throw Damaged(db == nullptr ? "no memory" : sqlite3_errmsg(db));
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, longest_value);
    sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, 0);
    sqlite3_exec(db, "PRAGMA cell_size_check = 1", nullptr, nullptr, nullptr);
    // Its index of the log is then kept in memory, and no file beside the database is asked for.
    if (files_.log != nullptr) sqlite3_exec(db, "PRAGMA locking_mode = EXCLUSIVE", nullptr, nullptr, nullptr);
    sqlite3_set_authorizer(db, may, nullptr);
    sqlite3_progress_handler(db, steps_between_looks, [](void* self) { return static_cast<Database*>(self)->speaker_.listening() ? 0 : 1; }, this);
  }

  Statement prepare(const std::string& sql) {
    sqlite3_stmt* s = nullptr;
    sqlite3_prepare_v2(db_.get(), sql.c_str(), static_cast<int>(sql.size()), &s, nullptr);
    return Statement(s);
  }

  static std::string text_at(sqlite3_stmt* s, int column) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(s, column));
    return text == nullptr ? "" : std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(s, column)));
  }

  void cell(std::string_view text) { say_cell(text, speaker_); }

  void table(const std::string& name) {
    auto rows = prepare("SELECT * FROM " + in_quotes(name));
    if (!rows) return speaker_.unread("table:" + name, sqlite3_errmsg(db_.get()));
    speaker_.text("table:" + name);
    const int columns = sqlite3_column_count(rows.get());
    for (int c = 0; c < columns; ++c) {
      if (c > 0) speaker_.say("\t");
      cell(sqlite3_column_name(rows.get(), c));
    }
    speaker_.say("\n");
    std::vector<int> with_blobs;
    int status = SQLITE_DONE;
    while (speaker_.listening() && (status = sqlite3_step(rows.get())) == SQLITE_ROW) {
      for (int c = 0; c < columns; ++c) {
        if (c > 0) speaker_.say("\t");
        if (sqlite3_column_type(rows.get(), c) != SQLITE_BLOB) {
          cell(text_at(rows.get(), c).substr(0, longest_cell));
          continue;
        }
        // A blob that reads as text is a cell; one that is a file is a member later.
        const std::string_view blob(static_cast<const char*>(sqlite3_column_blob(rows.get(), c)), static_cast<std::size_t>(sqlite3_column_bytes(rows.get(), c)));
        if (blob.size() <= longest_cell && is_text(blob)) cell(blob);
        else if (std::find(with_blobs.begin(), with_blobs.end(), c) == with_blobs.end()) with_blobs.push_back(c);
      }
      speaker_.say("\n");
    }
    if (status == SQLITE_DONE) speaker_.end();
    else speaker_.trouble(sqlite3_errmsg(db_.get()));
    for (const int c : with_blobs) blobs(name, sqlite3_column_name(rows.get(), c));
  }

  static bool is_text(std::string_view s) {
    return std::none_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 32 && c != '\t' && c != '\n' && c != '\r'; });
  }

  void blobs(const std::string& table, const std::string& column) {
    const auto c = in_quotes(column);
    auto rows = prepare("SELECT rowid, " + c + " FROM " + in_quotes(table) + " WHERE typeof(" + c + ") = 'blob'");
    const bool numbered = static_cast<bool>(rows);
    if (!rows) rows = prepare("SELECT 0, " + c + " FROM " + in_quotes(table) + " WHERE typeof(" + c + ") = 'blob'");  // WITHOUT ROWID
    std::int64_t n = 0;
    while (rows && speaker_.listening() && sqlite3_step(rows.get()) == SQLITE_ROW) {
      const std::string_view blob(static_cast<const char*>(sqlite3_column_blob(rows.get(), 1)), static_cast<std::size_t>(sqlite3_column_bytes(rows.get(), 1)));
      ++n;
      if (blob.size() <= longest_cell && is_text(blob)) continue;
      speaker_.member("table:" + table + "/" + column + "/" + std::to_string(numbered ? sqlite3_column_int64(rows.get(), 0) : n));
      speaker_.say(blob);
      speaker_.end();
    }
  }

  /// Trunk pages name the leaves of the free list (the file format's 1.5).
  void free_pages() {
    std::array<char, 100> head{};
    if (bytes_.read_at(0, head) < head.size()) return;
    const auto number = [](const char* at, int count) {
      std::uint64_t v = 0;
      for (int i = 0; i < count; ++i) v = v << 8 | static_cast<unsigned char>(at[i]);
      return v;
    };
    const auto size = number(head.data() + 16, 2) == 1 ? 65536 : number(head.data() + 16, 2);
    auto trunk = number(head.data() + 32, 4);
    const auto pages = size == 0 ? 0 : bytes_.size() / size;
    if (size < 512 || trunk == 0) return;
    std::vector<std::uint64_t> leaves;
    std::vector<char> page(static_cast<std::size_t>(size));
    for (std::uint64_t seen = 0; trunk != 0 && trunk <= pages && seen < pages; ++seen) {
      if (bytes_.read_at((trunk - 1) * size, page) < page.size()) break;
      const auto count = std::min<std::uint64_t>(number(page.data() + 4, 4), size / 4 - 2);
      for (std::uint64_t i = 0; i < count && leaves.size() < pages; ++i) leaves.push_back(number(page.data() + 8 + 4 * i, 4));
      trunk = number(page.data(), 4);
    }
    if (leaves.empty()) return;
    std::sort(leaves.begin(), leaves.end());
    leaves.erase(std::unique(leaves.begin(), leaves.end()), leaves.end());
    speaker_.bytes("");
    std::uint64_t before = 0;
    for (const auto leaf : leaves) {
      if (leaf == 0 || leaf > pages || bytes_.read_at((leaf - 1) * size, page) < page.size()) continue;
      if (leaf != before + 1) speaker_.piece((leaf - 1) * size);
      speaker_.say({page.data(), page.size()});
      before = leaf;
    }
    speaker_.end();
  }

  Bytes& bytes_;
  Files files_;
  Speaker speaker_;
  sqlite3_vfs vfs_{};
  std::unique_ptr<sqlite3, CloseDatabase> db_;
};

}  // namespace

bool read_sqlite(Bytes& bytes, Bytes* log, const Output& output) {
  if (log != nullptr) {
    try {
      Database(bytes, log, output).read();
      return true;
    } catch (const Damaged& e) {  // before anything was said: the log may lie
      Speaker(output).unread("(write-ahead log)", std::string("its log was left out: ") + e.what());
    }
  }
  Database(bytes, nullptr, output).read();
  return true;
}

}  // namespace ledgelight::decode
