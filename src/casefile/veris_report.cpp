// Reading a file of records line by line, and the report of what had no home.
#include <istream>
#include <set>

#include "base/text.hpp"
#include "casefile/veris.hpp"

namespace ledgelight::casefile {
namespace {

// One line without its end. At most `limit` bytes are held; the rest of a longer one is skipped.
struct Line {
  std::string text;
  bool too_long = false;
};
bool next_line(std::istream& in, std::size_t limit, Line& line) {
  line.text.clear();
  line.too_long = false;
  auto* buffer = in.rdbuf();
  bool any = false;
  for (;;) {
    const auto c = buffer->sbumpc();
    if (c == std::istream::traits_type::eof()) break;
    any = true;
    if (c == '\n') break;
    if (line.text.size() < limit) {
      line.text += std::istream::traits_type::to_char_type(c);
    } else {
      line.too_long = true;
    }
  }
  return any;
}

bool blank(std::string_view text) { return trimmed(text).empty(); }

}  // namespace

std::string general_path(std::string_view path) {
  std::string out;
  bool quoted = false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    out += c;
    if (quoted && c == '\\' && i + 1 < path.size()) {
      out += path[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == '[') {
      while (i + 1 < path.size() && path[i + 1] >= '0' && path[i + 1] <= '9') ++i;
    }
  }
  return out;
}

void read_veris(std::istream& lines,
                const std::function<bool(std::uint64_t, Result<VerisCase>)>& take,
                const VerisLimits& limits) {
  Line line;
  for (std::uint64_t number = 1; next_line(lines, limits.line_bytes, line); ++number) {
    std::string_view text = line.text;
    if (number == 1 && text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    if (line.too_long) {
      if (!take(number, fail(Errc::too_large, "the line is longer than " +
                                                  std::to_string(limits.line_bytes) + " bytes"))) {
        return;
      }
    } else if (!blank(text) && !take(number, from_veris(text, limits))) {
      return;
    }
  }
}

void VerisReport::add(std::uint64_t line, const Result<VerisCase>& record, std::string case_id,
                      bool already) {
  VerisRecordLine out;
  out.line = line;
  out.already = already;
  if (!record) {
    out.refused = record.error().detail;
    records.push_back(std::move(out));
    return;
  }
  out.incident_id = record->incident_id;
  out.case_id = std::move(case_id);
  out.warnings = record->warnings;
  std::set<std::string> paths;
  for (const auto& leftover : record->leftovers) {
    auto path = general_path(leftover.path);
    ++totals[path];
    paths.insert(std::move(path));
  }
  out.leftovers.assign(paths.begin(), paths.end());
  values += record->leftovers.size() + record->mapped.size();
  mapped += record->mapped.size();
  records.push_back(std::move(out));
}

Json VerisReport::to_json() const {
  Json rows = Json::array();
  std::uint64_t refused = 0;
  std::uint64_t already = 0;
  for (const auto& r : records) {
    refused += r.refused.empty() ? 0 : 1;
    already += r.already ? 1 : 0;
    Json row = {{"line", r.line}, {"incident_id", r.incident_id}};
    if (r.refused.empty()) {
      row["case"] = r.case_id;
      row["already"] = r.already;
      row["no_home"] = r.leftovers;
      row["warnings"] = r.warnings;
    } else {
      row["refused"] = r.refused;
    }
    rows.push_back(std::move(row));
  }
  Json sums = Json::array();
  for (const auto& total : totals) {
    sums.push_back({{"path", total.first}, {"values", total.second}});
  }
  return {{"format", "ledgelight/veris-report/1"},
          {"lines", records.size()},
          {"imported", records.size() - refused - already},
          {"already", already},
          {"refused", refused},
          {"values", values},
          {"values_kept_as_facts", mapped},
          {"no_home", std::move(sums)},
          {"records", std::move(rows)}};
}

}  // namespace ledgelight::casefile
