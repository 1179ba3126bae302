// cli/show.hpp: how tables, times and sizes look at a terminal, and the same things as JSON.
#pragma once

#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "cli/context.hpp"
#include "desk/desk.hpp"

namespace ledgelight::cli {

/// Columns as wide as what stands in them, two spaces apart; the last is not padded. Each cell is
/// made one line (shown_line).
class Table {
 public:
  explicit Table(std::vector<std::string> head) { rows_.push_back(std::move(head)); }
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.size() == 1; }
  std::string text() const;
  /// `text`, or `none` as a line when there is no row.
  std::string text_or(std::string_view none) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

std::string size_text(std::uint64_t bytes);  ///< "1.2 MB"; thousands, not 1,024s
/// "3 letters", "1 letter".
std::string counted(std::uint64_t n, std::string_view one, std::string_view many);

Json instant_json(Instant at);                        ///< "2026-11-22T03:25:01Z"
Json instant_json(const std::optional<Instant>& at);  ///< null when absent
Json text_json(const std::string& text);              ///< null when empty
std::string local(desk::Desk& desk, Instant at);      ///< "2026-11-22 22:25 EST" at the city

/// An officer by login name, or by id ("o-3").
Result<OfficerId> officer_in(desk::Desk& desk, const std::string& typed);

/// The bytes of a file; "-" is standard input. Fails: not_found, too_large, io.
Result<std::string> file_bytes(const std::string& path, std::size_t limit);
/// Wrong use (with what to do instead) when something stands where new output should go.
Result<void> nothing_at(const std::string& path);
/// Writes to a file that must not exist (mode 0600), or to standard output for "-" (not with --json,
/// which would stand between the bytes). A file that could not be written whole is taken away.
Result<void> write_out(Context& context, const std::string& path, std::string_view bytes);
/// The same, streamed; the number of bytes.
Result<std::uint64_t> stream_out(Context& context, const std::string& path,
                                 desk::BlobReader& reader);
/// "Wrote FILE, 1.2 MB." with {"file","size"}; nothing when it went to standard output.
Answer wrote(const std::string& path, std::uint64_t size, std::string_view more = {});

}  // namespace ledgelight::cli
