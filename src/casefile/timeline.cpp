#include "casefile/timeline.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.hpp"

namespace ledgelight::casefile {
namespace {

constexpr std::size_t text_limit = 20'000;

// The moment an entry is filed under, and how fine it is: 0 a year … 3 an instant. A coarse time
// stands at its first moment and before the finer ones that share it.
struct Place {
  Instant at;
  int fineness = 4;
};

Place place_of(const Entry& entry) {
  const auto& text = entry.happened.text();
  if (entry.happened.unknown()) return {entry.entered, 4};
  const auto slash = text.find('/');
  auto point = text.substr(0, slash);
  if (point == "..") point = text.substr(slash + 1);
  if (point.size() > 10) {
    const auto whole = point.size() == 17 ? point.substr(0, 16) + ":00Z" : point;
    if (const auto at = parse_instant(whole)) return {*at, 3};
  }
  const auto first = entry.happened.earliest();
  const auto day = first ? first : entry.happened.latest();
  CHECK(day.has_value());
  return {Instant(sys_days(*day)), point.size() == 4 ? 0 : point.size() == 7 ? 1 : 2};
}

}  // namespace

std::string_view name_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::automatic:
      return "automatic";
    case EntryKind::written:
      return "written";
    case EntryKind::correction:
      return "correction";
  }
  return "written";
}

bool before(const Entry& a, const Entry& b) {
  const auto pa = place_of(a);
  const auto pb = place_of(b);
  return std::tie(pa.at, pa.fineness, a.entered, a.event, a.id) <
         std::tie(pb.at, pb.fineness, b.entered, b.event, b.id);
}

std::vector<Entry> merged(std::vector<Entry> automatic, std::vector<Entry> written) {
  std::move(written.begin(), written.end(), std::back_inserter(automatic));
  std::stable_sort(automatic.begin(), automatic.end(), before);
  return automatic;
}

Result<void> check_entry(const Entry& entry, const std::vector<Entry>& existing) {
  if (trimmed(entry.text).empty()) return fail(Errc::bad_input, "text: is empty");
  if (entry.text.size() > text_limit) {
    return fail(Errc::bad_input, "text: is longer than 20000 bytes");
  }
  if (!valid_utf8(entry.text)) return fail(Errc::bad_input, "text: is not UTF-8");
  const bool correction = entry.kind == EntryKind::correction;
  if (correction == entry.corrects.empty()) {
    return fail(Errc::bad_input, correction ? "corrects: is missing"
                                            : "corrects: only a correction corrects something");
  }
  if (!correction) return {};
  const auto target = std::find_if(existing.begin(), existing.end(),
                                   [&](const Entry& e) { return e.id == entry.corrects; });
  if (target == existing.end()) return fail(Errc::not_found, "corrects: no such entry in this case");
  if (target->kind == EntryKind::automatic) {
    return fail(Errc::bad_input,
                "corrects: an automatic entry says what the program did; write an entry beside it");
  }
  return {};
}

std::vector<Entry> corrections_of(const EntryId& id, const std::vector<Entry>& entries) {
  std::vector<Entry> out;
  std::set<EntryId> wanted{id};
  bool found = true;
  std::set<EntryId> taken;
  while (found) {
    found = false;
    for (const auto& entry : entries) {
      if (entry.corrects.empty() || wanted.count(entry.corrects) == 0) continue;
      if (entry.id == id || !taken.insert(entry.id).second) continue;
      wanted.insert(entry.id);
      out.push_back(entry);
      found = true;
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.entered, a.event, a.id) < std::tie(b.entered, b.event, b.id);
  });
  return out;
}

}  // namespace ledgelight::casefile
