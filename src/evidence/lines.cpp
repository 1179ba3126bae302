#include "evidence/lines.hpp"

#include <cstdint>
#include <fstream>
#include <string>

namespace ledgelight::evidence {

Result<void> for_each_line(
    const std::filesystem::path& path, std::size_t max_line,
    const std::function<Result<void>(std::uint64_t number, std::string_view line)>& each) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(Errc::io, path.filename().string() + " cannot be opened");
  std::string buffer(64U << 10, '\0'), line;
  std::uint64_t number = 1;
  for (;;) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    auto rest = std::string_view(buffer).substr(0, static_cast<std::size_t>(in.gcount()));
    if (rest.empty()) break;
    while (!rest.empty()) {
      const auto end = rest.find('\n');
      line += rest.substr(0, end);
      if (line.size() > max_line)
        return fail(Errc::too_large, "line " + std::to_string(number) + " is too long");
      if (end == rest.npos) break;
      TRY(each(number++, line));
      line.clear();
      rest.remove_prefix(end + 1);
    }
  }
  if (in.bad()) return fail(Errc::io, path.filename().string() + " cannot be read");
  if (!line.empty()) TRY(each(number, line));
  return {};
}

}  // namespace ledgelight::evidence
