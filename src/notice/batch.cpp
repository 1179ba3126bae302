#include "notice/batch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/bytes.hpp"

namespace ledgelight::notice {
namespace {

constexpr std::string_view format = "ledgelight/letter-batch/1";

bool is_digest(std::string_view s) {
  return s.size() == 64 && std::all_of(s.begin(), s.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
}

Result<void> check_rows(const std::vector<BatchRow>& rows) {
  if (rows.empty()) return fail(Errc::bad_input, "a batch without a letter");
  std::set<std::string> letters, people;
  for (const auto& row : rows) {
    if (row.letter.empty() || row.person.empty()) {
      return fail(Errc::bad_input, "a letter or person without an id");
    }
    if (!letters.insert(row.letter.str()).second) {
      return fail(Errc::bad_input, fmt::format("letter {} stands twice", row.letter.str()));
    }
    if (!people.insert(row.person.str()).second) {
      return fail(Errc::bad_input, fmt::format("person {} has two letters", row.person.str()));
    }
    if (!is_digest(row.sha256)) {
      return fail(Errc::bad_input, fmt::format("letter {}: not a SHA-256", row.letter.str()));
    }
    if (row.pages < 1 || row.template_version < 0) {
      return fail(Errc::bad_input, fmt::format("letter {}: impossible number", row.letter.str()));
    }
  }
  return Done{};
}

}  // namespace

Result<Manifest> manifest_of(const BatchId& batch, std::vector<BatchRow> rows) {
  if (batch.empty()) return fail(Errc::bad_input, "a batch needs an id");
  TRY(check_rows(rows));
  std::sort(rows.begin(), rows.end(),
            [](const BatchRow& a, const BatchRow& b) { return a.letter < b.letter; });
  Json letters = Json::array();
  for (const auto& row : rows) {
    letters.push_back({{"letter", row.letter.str()},
                       {"person", row.person.str()},
                       {"sha256", row.sha256},
                       {"pages", row.pages},
                       {"template", row.template_id},
                       {"version", row.template_version}});
  }
  Manifest out;
  out.text = TRY(canonical_json({{"format", std::string(format)},
                                 {"batch", batch.str()},
                                 {"letters", std::move(letters)}}));
  out.digest = sha256_hex(out.text);
  return out;
}

Result<std::vector<BatchRow>> rows_of(std::string_view manifest) {
  const auto bad = [](std::string_view what) {
    return fail(Errc::corrupt, fmt::format("not a batch manifest: {}", what));
  };
  JsonLimits limits;
  limits.bytes = 64U << 20;
  limits.depth = 4;
  const auto json = parse_json(manifest, limits);
  if (!json) return bad(json.error().detail);
  if (!json->is_object() || text_at(*json, "format") != format) return bad("another format");
  const auto again = canonical_json(*json);
  if (!again || *again != manifest) return bad("it is not in canonical form");
  if (!json->contains("letters") || !(*json)["letters"].is_array()) return bad("no letters");
  std::vector<BatchRow> rows;
  for (const auto& item : (*json)["letters"]) {
    const auto pages = int_at(item, "pages"), version = int_at(item, "version");
    if (!item.is_object() || !pages || !version || *pages < 1 || *pages > 10'000 || *version < 0 ||
        *version > 1'000'000) {
      return bad("a letter without its numbers");
    }
    rows.push_back({LetterId(text_at(item, "letter")), PersonId(text_at(item, "person")),
                    text_at(item, "sha256"), static_cast<int>(*pages), text_at(item, "template"),
                    static_cast<int>(*version)});
  }
  const auto same = manifest_of(BatchId(text_at(*json, "batch")), rows);
  if (!same) return bad(same.error().detail);
  if (same->text != manifest) return bad("it says more than a manifest does, or out of order");
  return rows;
}

}  // namespace ledgelight::notice
