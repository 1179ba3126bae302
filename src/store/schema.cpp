#include "store/schema.hpp"

#include <regex>

#include "base/embedded.hpp"
#include "base/result.hpp"
#include "base/text.hpp"

namespace ledgelight::store {

std::vector<Migration> migrations(Engine engine) {
  std::vector<Migration> out;
  for (const auto& file : embedded_migrations()) {
    Migration m;
    m.name = file.path.substr(0, file.path.rfind(".sql"));
    m.number = std::stoi(m.name.substr(0, 4));
    CHECK(m.number == static_cast<int>(out.size()) + 1);
    m.text = replaced(file.bytes, "{strict}", engine == Engine::sqlite ? "STRICT" : "");
    if (engine == Engine::postgresql) {
      m.text = std::regex_replace(m.text, std::regex("\\bBLOB\\b"), "BYTEA");
      m.text = std::regex_replace(m.text, std::regex("\\bINTEGER\\b"), "BIGINT");
    }
    out.push_back(std::move(m));
  }
  return out;
}

}  // namespace ledgelight::store
