// store/contract_test.hpp: a store of each engine, for tests that hold for all of them.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string>

#include "store/memory/store.hpp"
#include "store/sample_rows_test.hpp"
#include "store/sqlite/store.hpp"

namespace ledgelight::store {

/// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "storeXXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

template <class T>
T need(Result<T> result) {
  EXPECT_TRUE(result) << (result ? "" : result.error().detail);
  return std::move(result).value();
}

class Contract : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { store = open(); }
  std::unique_ptr<desk::Store> open(std::chrono::milliseconds wait = std::chrono::seconds(10)) {
    if (GetParam() == "memory") return make_memory_store(wait);
    return need(open_sqlite(folder.file("store.sqlite"), Opening::create, {wait}));
  }
  std::unique_ptr<desk::Tx> read() { return need(store->read()); }
  std::unique_ptr<desk::Tx> write() { return need(store->write()); }
  /// One transaction, committed.
  void act(const std::function<void(desk::Tx&)>& what) {
    auto tx = write();
    what(*tx);
    EXPECT_TRUE(tx->commit());
  }

  /// One that finds nothing is shown, and what was shown is taken away.
  void another_search(const CaseId& id) {
    act([&](desk::Tx& tx) { EXPECT_TRUE(tx.show_lot(id, need(tx.begin_lot(id)))); });
    sweep(id, 2);
  }
  void sweep(const CaseId& id, std::uint64_t most) {
    for (bool more = true; more;)
      act([&](desk::Tx& tx) { more = need(tx.sweep_lots(id, most)); });
  }

  Folder folder;
  std::unique_ptr<desk::Store> store;
};

inline std::string engine_name(const testing::TestParamInfo<std::string>& info) {
  return info.param;
}

template <class T>
Errc code_of(const Result<T>& result) {
  return result ? Errc::internal : result.error().code;
}

/// The ids (or what `name` picks) of rows, in their order, with spaces between.
template <class Row, class Name>
std::string order_of(const std::vector<Row>& rows, Name name) {
  std::string out;
  for (const auto& row : rows) out += (out.empty() ? "" : " ") + std::string(name(row));
  return out;
}
template <class Row>
std::string ids(const Result<std::vector<Row>>& rows) {
  if (!rows) return "error: " + rows.error().detail;
  return order_of(*rows, [](const Row& row) {
    if constexpr (std::is_same_v<Row, desk::FindingRow>) {
      return "f-" + std::to_string(desk::finding_number_of(row.id)->number);
    } else if constexpr (requires { row.id.str(); }) {
      return row.id.str();
    } else {
      return row.id;
    }
  });
}

}  // namespace ledgelight::store
