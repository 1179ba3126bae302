#include "store/open.hpp"

#include "store/memory/store.hpp"
#include "store/sqlite/store.hpp"

namespace ledgelight::store {

Result<std::unique_ptr<desk::Store>> open_store(const std::string& url, Opening opening) {
  constexpr std::string_view sqlite = "sqlite:";
  if (url == "memory:") return make_memory_store();
  if (url.rfind(sqlite, 0) == 0 && url.size() > sqlite.size()) {
    return open_sqlite(url.substr(sqlite.size()), opening);
  }
  return fail(Errc::config, "the store must be sqlite:PATH");
}

}  // namespace ledgelight::store
