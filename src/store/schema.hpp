// store/schema.hpp: the migrations, in their order, with types as an engine names them.
#pragma once

#include <string>
#include <vector>

namespace ledgelight::store {

struct Migration {
  int number = 0;
  std::string name;  ///< "0001_first_desk"
  std::string text;
};

enum class Engine { sqlite, postgresql };

/// migrations/NNNN_name.sql, numbered from 1 without gaps (CHECKed). SQLite takes the logical
/// types as they are; PostgreSQL is given BYTEA for BLOB and BIGINT for INTEGER.
std::vector<Migration> migrations(Engine engine);

}  // namespace ledgelight::store
