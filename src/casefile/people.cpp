#include "casefile/people.hpp"

#include <algorithm>
#include <map>

#include "casefile/vocabulary.hpp"

namespace ledgelight::casefile {
namespace {

constexpr std::uint64_t ceiling = (std::uint64_t{1} << 53) - 1;

void grow(std::uint64_t& sum, std::uint64_t by) { sum = std::min(ceiling, sum + by); }

std::uint64_t number(const Json& line, const char* key) {
  const auto n = int_at(line, key).value_or(0);
  return n > 0 ? static_cast<std::uint64_t>(n) : 0;
}

void unite(std::vector<std::string>& elements, const Json& line) {
  const auto it = line.find("elements");
  if (it == line.end()) return;
  std::vector<std::string> ordered;
  for (const auto& token : token_list("element")) {
    const bool had = std::find(elements.begin(), elements.end(), token) != elements.end();
    if (had || std::find(it->begin(), it->end(), Json(token)) != it->end()) {
      ordered.push_back(token);
    }
  }
  elements = std::move(ordered);
}

}  // namespace

PeopleCount people_by_state(const FactBook& book) {
  PeopleCount out;
  std::map<std::string, StateCount> by_state;
  const bool all_suspected = book.certainty("people") == Certainty::suspected;
  for (const auto& line : book.value("people")) {
    const auto certainty = text_at(line, "certainty");
    if (certainty == "ruled_out") continue;
    auto& state = by_state[text_at(line, "state")];
    state.state = text_at(line, "state");
    grow(state.count, number(line, "count"));
    if (all_suspected || certainty == "suspected") grow(state.suspected, number(line, "count"));
    grow(state.without_contact, number(line, "without_contact"));
    unite(state.elements, line);
  }
  for (auto& entry : by_state) {
    grow(out.count, entry.second.count);
    grow(out.suspected, entry.second.suspected);
    grow(out.without_contact, entry.second.without_contact);
    out.states.push_back(std::move(entry.second));
  }
  std::stable_sort(out.states.begin(), out.states.end(),
                   [](const StateCount& a, const StateCount& b) { return a.count > b.count; });
  const auto& total = book.value("people.total");
  if (total.is_number_integer()) {
    out.total_stated = true;
    out.total = total.get<std::uint64_t>();
    out.unplaced = out.total > out.count ? out.total - out.count : 0;
  }
  return out;
}

}  // namespace ledgelight::casefile
