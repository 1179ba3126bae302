// store/sqlite/connection.hpp: one connection to an SQLite file, its statements, its errors.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "store/columns.hpp"

namespace ledgelight::store {

/// What SQLite's result code means to us; the detail is SQLite's own words, which name tables and
/// columns, never values.
Error from_sqlite(sqlite3* db, int code);

/// A compiled text that lives as long as its connection.
struct Prepared {
  sqlite3_stmt* statement = nullptr;
  std::vector<int> at;  ///< at[n - 1]: SQLite's index of $n, 0 when the text does not use it
};

/// One use of a Prepared: bind, step, read; reset when it dies.
class Statement {
 public:
  Statement(sqlite3* db, Prepared& prepared) : db_(db), prepared_(&prepared) {}
  Statement(Statement&& o) noexcept : db_(o.db_), prepared_(std::exchange(o.prepared_, nullptr)),
                                      next_(o.next_), bound_(o.bound_) {}
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  /// Each binds the next $n.
  void bind(std::int64_t value);
  void bind(std::uint64_t value) { bind(static_cast<std::int64_t>(value)); }
  void bind(int value) { bind(static_cast<std::int64_t>(value)); }
  void bind(bool value) { bind(static_cast<std::int64_t>(value)); }
  void bind(Instant at) { bind(static_cast<std::int64_t>(at.time_since_epoch().count())); }
  void bind(std::string_view text);
  void bind(const std::string& text) { bind(std::string_view(text)); }
  void bind(const char* text) { bind(std::string_view(text)); }
  void bind(const std::optional<Instant>& at);
  void bind(const desk::Sealed& sealed) {
    bind(sealed.key);
    bind(blob(sealed.bytes));
  }
  template <class Tag>
  void bind(const Id<Tag>& id) {
    bind(std::string_view(id.str()));
  }
  template <class S>
  void bind(AsBlob<S> bytes) {
    bind_blob(bytes.bytes);
  }
  template <class Row>
  void bind_row(const Row& row) {
    std::apply([this](const auto&... field) { (this->bind(field), ...); }, Columns<Row>::of(row));
  }

  /// True: a row to read. False: done.
  Result<bool> step();

  std::int64_t number(int column) const;
  std::string_view bytes(int column) const;  ///< until the next step
  template <class Row>
  Row row() const {
    Row out;
    int column = 0;
    std::apply([&](auto&&... field) { (this->take(column, field), ...); }, Columns<Row>::of(out));
    return out;
  }

 private:
  void bind_blob(std::string_view bytes);
  int slot();
  void keep(int code);

  void take(int& c, bool& out) const { out = number(c++) != 0; }
  void take(int& c, int& out) const { out = static_cast<int>(number(c++)); }
  void take(int& c, std::uint64_t& out) const { out = static_cast<std::uint64_t>(number(c++)); }
  void take(int& c, std::string& out) const { out = bytes(c++); }
  void take(int& c, Instant& out) const { out = Instant(std::chrono::seconds(number(c++))); }
  void take(int& c, std::optional<Instant>& out) const;
  void take(int& c, AsBlob<std::string> out) const { out.bytes = bytes(c++); }
  template <class Tag>
  void take(int& c, Id<Tag>& out) const {
    out = Id<Tag>(std::string(bytes(c++)));
  }
  void take(int& c, desk::Sealed& out) const {
    take(c, out.key);
    out.bytes = bytes(c++);
  }

  sqlite3* db_;
  Prepared* prepared_;
  int next_ = 0;
  int bound_ = SQLITE_OK;
};

/// Not for two threads at once.
class Connection {
 public:
  enum class Role { writer, reader };
  /// The file must exist.
  static Result<std::unique_ptr<Connection>> open(const std::string& path, Role role,
                                                  std::chrono::milliseconds wait);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// `text` is compiled once.
  Result<Statement> prepare(const std::string& text);
  /// Any number of statements, rows ignored.
  Result<void> exec(const std::string& texts);
  /// First column of the first row, 0 when there is none.
  Result<std::int64_t> ask(const std::string& text);
  int changes() const { return sqlite3_changes(db_); }
  bool in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }
  sqlite3* raw() { return db_; }

 private:
  explicit Connection(sqlite3* db) : db_(db) {}
  sqlite3* db_;
  std::unordered_map<std::string, Prepared> prepared_;
};

}  // namespace ledgelight::store
