// ledger/test_vectors_test.hpp: the published vectors and a scratch directory, for the tests.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "ledger/tree.hpp"

namespace ledgelight::ledger::testing {

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline const Json& vectors() {
  static const Json json = Json::parse(
      slurp(std::filesystem::path(LEDGELIGHT_SOURCE_DIR) / "tests/data/tlog-vectors.json"));
  return json;
}

inline Digest from_hex(const Json& text) {
  return digest_from(*unhex(text.get<std::string>()));
}
inline Digest from_b64(const Json& text) {
  return *parse_hash(text.get<std::string>());
}

/// "entry 0", "entry 1", … as the large vectors have them.
inline std::vector<std::string> numbered_entries(std::uint64_t n) {
  std::vector<std::string> out;
  for (std::uint64_t i = 0; i < n; ++i) out.push_back("entry " + std::to_string(i));
  return out;
}

inline std::vector<Digest> hashes_of(const std::vector<std::string>& entries) {
  std::vector<Digest> out;
  for (const auto& e : entries) out.push_back(leaf_hash(e));
  return out;
}

class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "ledgelight-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code code;
    std::filesystem::remove_all(path_, code);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Replaces the bytes of a file that is mode 0444.
inline void overwrite(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::permissions(path, std::filesystem::perms(0644));
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace ledgelight::ledger::testing
