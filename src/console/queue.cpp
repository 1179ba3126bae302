#include "console/queue.hpp"

namespace ledgelight::console {

std::uint64_t left_for_later(std::string_view text) {
  if (text.empty() || text.size() > 6 ||
      text.find_first_not_of("0123456789") != std::string_view::npos)
    return 0;
  return std::stoull(std::string(text));
}

std::string queue_path(const CaseId& id, const char* part, std::uint64_t after) {
  return case_path(id, after == 0 ? std::string(part)
                                  : std::string(part) + "?after=" + std::to_string(after));
}

void pass_question(http::Values& row, const CaseId& id, const char* part, std::uint64_t after) {
  row.set("AFTER", static_cast<std::int64_t>(after));
  row.set("LATER_LINK", queue_path(id, part, after + 1) + "#queue");
}

}  // namespace ledgelight::console
