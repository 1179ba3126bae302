#include "desk/places.hpp"

#include <algorithm>
#include <charconv>

namespace ledgelight::desk {
namespace {

constexpr std::size_t longest = 80;

bool is_number(std::string_view text) {
  std::int64_t n = 0;
  const auto* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, n);
  return !text.empty() && at == end && error == std::errc() && std::to_string(n) == text;
}

bool is_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
  });
}

struct Halves {
  std::string_view key, id;
};
Result<Halves> halves_of(std::string_view text) {
  const auto cut = text.find('~');
  if (text.size() > longest || cut == text.npos) return no_place();
  const Halves out{text.substr(0, cut), text.substr(cut + 1)};
  if (!is_id(out.id)) return no_place();
  return out;
}

}  // namespace

Error no_place() {
  return fail(Errc::bad_input, "the link names no place in this list: start from its first page");
}

std::string text_of(const CasePlace& place, std::string_view order) {
  return (order == "due" ? "" : place.key) + "~" + place.id.str();
}

std::string text_of(const ReportPlace& place) {
  return std::to_string(place.received.time_since_epoch().count()) + "~" + place.id.str();
}

Result<CasePlace> parse_case_place(std::string_view order, std::string_view text) {
  const auto [key, id] = TRY(halves_of(text));
  const bool no_key = order == "id" || order == "due";
  if (no_key ? !key.empty() : !is_number(key)) return no_place();
  return CasePlace{std::string(key), CaseId(std::string(id))};
}

Result<ReportPlace> parse_report_place(std::string_view text) {
  const auto [key, id] = TRY(halves_of(text));
  if (!is_number(key)) return no_place();
  std::int64_t seconds = 0;
  std::from_chars(key.data(), key.data() + key.size(), seconds);
  return ReportPlace{Instant(std::chrono::seconds(seconds)), ReportId(std::string(id))};
}

}  // namespace ledgelight::desk
