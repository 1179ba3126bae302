// store/sqlite/tx.hpp: one transaction on one connection; the verbs lie in tx_*.cpp by topic.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "desk/ports/store.hpp"
#include "store/columns.hpp"
#include "store/lists.hpp"
#include "store/queries.hpp"
#include "store/sqlite/pool.hpp"

namespace ledgelight::store {

using namespace desk;  // NOLINT: this room speaks of nothing but the desk's rows

// A list of a lot, narrowed part by part; an empty value narrows nothing.
struct Narrowed {
  std::string text;
  std::vector<ListValue> values;

  void add(std::string_view part, std::string_view value) {
    if (value.empty()) return;
    text += queries().text(part);
    values.emplace_back(std::string(value));
  }
  void add_number(std::string_view part, std::int64_t value) {
    text += queries().text(part);
    values.emplace_back(value);
  }
  /// The lot is $first, the values follow it.
  ListQuery into(std::string_view query, int first, std::uint64_t lot) const {
    ListQuery out{numbered(with_parts(queries().text(query), {{"where", text}}), first + 1),
                  {static_cast<std::int64_t>(lot)}};
    out.values.insert(out.values.end(), values.begin(), values.end());
    return out;
  }
};

class SqliteTx final : public Tx {
 public:
  enum class Mode { read, write };
  SqliteTx(std::shared_ptr<Pool> pool, std::unique_ptr<Connection> connection, Mode mode)
      : pool_(std::move(pool)), connection_(std::move(connection)), mode_(mode) {}
  SqliteTx(const SqliteTx&) = delete;
  SqliteTx& operator=(const SqliteTx&) = delete;
  ~SqliteTx() override { give_back(); }

#include "store/verbs.inc"

 private:
  void give_back();
  /// Remembers a fault of the engine: after one, SQLite may have left the transaction, and what
  /// followed would be written on its own.
  Error faulty(Error error);
  Result<Statement> start(const std::string& text);

  // `name` is a query; `values` are $1, $2 …
  template <class... V>
  Result<int> run(std::string_view name, const V&... values) {
    if (mode_ == Mode::read) return fail(Errc::internal, "a reading transaction cannot write");
    auto statement = TRY(start(queries().text(name)));
    (bind_one(statement, values), ...);
    auto stepped = statement.step();
    if (!stepped) return faulty(std::move(stepped).error());
    return connection_->changes();
  }
  /// Conflict when nothing was put.
  template <class... V>
  Result<void> put(std::string_view name, const V&... values) {
    if (TRY(run(name, values...)) == 0) return fail(Errc::conflict, "it exists already");
    return {};
  }
  template <class... V>
  Result<void> update(std::string_view name, const V&... values) {
    if (TRY(run(name, values...)) == 0) return fail(Errc::not_found, "no such row");
    return {};
  }
  /// `each` is called with the statement at every row.
  template <class Each, class... V>
  Result<void> scan(const std::string& text, Each each, const V&... values) {
    auto statement = TRY(start(text));
    (bind_one(statement, values), ...);
    while (true) {
      auto stepped = statement.step();
      if (!stepped) return faulty(std::move(stepped).error());
      if (!*stepped) return {};
      each(statement);
    }
  }
  template <class Row, class... V>
  Result<std::vector<Row>> list_by(const std::string& text, const V&... values) {
    std::vector<Row> out;
    TRY(scan(text, [&](const Statement& s) { out.push_back(s.row<Row>()); }, values...));
    return out;
  }
  template <class Row, class... V>
  Result<std::vector<Row>> list(std::string_view name, const V&... values) {
    return list_by<Row>(queries().text(name), values...);
  }
  template <class Row, class... V>
  Result<std::optional<Row>> find(std::string_view name, const V&... values) {
    std::optional<Row> out;
    TRY(scan(queries().text(name), [&](const Statement& s) { out = s.row<Row>(); }, values...));
    return out;
  }
  template <class... V>
  Result<std::uint64_t> count_by(const std::string& text, const V&... values) {
    std::uint64_t out = 0;
    TRY(scan(text, [&](const Statement& s) { out = static_cast<std::uint64_t>(s.number(0)); },
             values...));
    return out;
  }

  /// A row, a list of texts, or one value.
  template <class V>
  static void bind_one(Statement& statement, const V& value) {
    if constexpr (requires { Columns<V>::of(value); }) {
      statement.bind_row(value);
    } else if constexpr (std::is_same_v<V, std::vector<ListValue>>) {
      for (const auto& one : value)
        std::visit([&](const auto& v) { statement.bind(v); }, one);
    } else {
      statement.bind(value);
    }
  }

  /// A list another thread or process reads must not be skipped through by landmarks of before.
  Result<void> lists_changed(std::string_view which);
  /// Places of a list, by its text and values; made when those kept are of another state.
  Result<std::shared_ptr<const Landmarks::Places>> landmarks(const ListQuery& places,
                                                             std::string_view which);
  /// A page of a list in the order of ids: from the landmark before it, when that is far down.
  struct FromId {
    std::string after;  ///< "" from the start
    Page page;
  };
  Result<FromId> from_id(const ListQuery& places, std::string_view which, Page page);
  Result<std::vector<CaseRow>> case_rows(const ListQuery& query, ListWay way, Page page);
  Result<std::vector<ReportRow>> report_rows(const ListQuery& query, ListWay way, Page page);
  Result<void> count_report(std::string_view state, std::int64_t by);
  Result<void> list_for_members(const CaseId& id);
  Result<void> count_case(const CaseRow& row, std::int64_t by);
  Result<std::uint64_t> shown_lot(const CaseId& id);  ///< 0: there is none
  Result<std::uint64_t> lot_to_fill(const CaseId& id, std::uint64_t lot);
  Result<std::optional<FindingInLot>> shown_finding(const FindingId& id);
  Result<std::vector<std::pair<int, std::uint64_t>>>
  count_by_confidence(std::uint64_t lot, const FindingFilter& filter);
  Result<std::vector<FindingRow>> findings_by_place(const CaseId& id, std::uint64_t lot,
                                                    Narrowed where, Page page);
  Result<void> count_finding(const FindingInLot& finding, std::int64_t by);
  Result<void> count_person(const PersonInLot& person, std::int64_t by);

  std::shared_ptr<Pool> pool_;
  std::unique_ptr<Connection> connection_;
  Mode mode_;
  std::optional<Error> fault_;
};

/// LIMIT of a page: 0 means all.
inline std::int64_t limit_of(std::uint64_t limit) {
  constexpr std::uint64_t all = INT64_MAX;
  return static_cast<std::int64_t>(limit == 0 || limit > all ? all : limit);
}
inline std::int64_t offset_of(std::uint64_t offset) {
  constexpr std::uint64_t most = INT64_MAX;
  return static_cast<std::int64_t>(offset > most ? most : offset);
}

}  // namespace ledgelight::store
