// store/sqlite/pool.hpp: the connections of one file, shared by its transactions.
#pragma once

#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <vector>

#include "store/sqlite/connection.hpp"
#include "store/sqlite/landmarks.hpp"

namespace ledgelight::store {

class Pool {
 public:
  Pool(std::string path, std::chrono::milliseconds wait, std::unique_ptr<Connection> writer)
      : path_(std::move(path)), wait_(wait), writer_(std::move(writer)) {}

  /// The only writing connection, inside BEGIN IMMEDIATE; busy after the wait.
  Result<std::unique_ptr<Connection>> take_writer();
  void give_writer(std::unique_ptr<Connection> writer);
  /// A reading connection inside a transaction whose snapshot is taken.
  Result<std::unique_ptr<Connection>> take_reader();
  void give_reader(std::unique_ptr<Connection> reader);
  const std::string& path() const { return path_; }
  Landmarks& landmarks() { return landmarks_; }

 private:
  Result<std::unique_ptr<Connection>> idle_reader();

  std::string path_;
  std::chrono::milliseconds wait_;
  std::binary_semaphore gate_{1};
  std::unique_ptr<Connection> writer_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> readers_;
  Landmarks landmarks_;
};

}  // namespace ledgelight::store
