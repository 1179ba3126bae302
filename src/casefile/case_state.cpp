#include "casefile/case_state.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "casefile/people.hpp"

namespace ledgelight {
std::span<const EmbeddedFile> embedded_casefile();  // made by embed_tree
}

namespace ledgelight::casefile {
namespace {

constexpr std::array<CaseState, 4> states{CaseState::open, CaseState::contained,
                                          CaseState::notifying, CaseState::closed};
constexpr std::size_t reason_limit = 4000;

bool allowed(CaseState from, CaseState to) {
  if (from == to) return false;
  return from != CaseState::closed || to == CaseState::open;
}

const Json& scale() {
  static const Json read = [] {
    const auto* file = find_embedded(embedded_casefile(), "severity.json");
    CHECK(file != nullptr);
    auto json = parse_json(file->bytes);
    CHECK(json.has_value());
    return *std::move(json);
  }();
  return read;
}

// The row with the greatest "from" that `n` reaches, or 0.
int step(const Json& rows, std::uint64_t n, const char* key) {
  int out = 0;
  for (const auto& row : rows) {
    if (n >= row.at("from").get<std::uint64_t>()) out = row.at(key).get<int>();
  }
  return out;
}

int points_of(const Json& table, const Json& token) {
  if (!token.is_string()) return 0;
  const auto it = table.find(token.get<std::string>());
  return it == table.end() ? 0 : it->get<int>();
}

bool stated(const FactBook& book, std::string_view name) { return !book.value(name).is_null(); }
bool suspected(const FactBook& book, std::string_view name) {
  return book.certainty(name) == Certainty::suspected;
}

SeverityTerm people_term(const FactBook& book) {
  const auto people = people_by_state(book);
  const bool total = people.total_stated && people.total > people.count;
  const auto* fact = total ? "people.total" : "people";
  return {"severity.people", stated(book, fact) ? fact : "",
          step(scale().at("people"), std::max(people.count, people.total), "points"),
          suspected(book, fact)};
}

// Data whose protection held says little about harm; a key that may be gone is a key that is gone.
bool unreadable(const Json& item) {
  return text_at(item, "protection") == "encrypted" && text_at(item, "key") == "safe";
}

SeverityTerm data_term(const FactBook& book) {
  SeverityTerm out{"severity.data", stated(book, "data") ? "data" : "", 0, false};
  for (const auto& item : book.value("data")) {
    if (text_at(item, "certainty") == "ruled_out" || unreadable(item)) continue;
    for (const auto& element : item.at("elements")) {
      const auto points = points_of(scale().at("elements"), element);
      if (points <= out.points) continue;
      out.points = points;
      out.suspected = suspected(book, "data") || text_at(item, "certainty") == "suspected";
    }
  }
  return out;
}

SeverityTerm token_term(const FactBook& book, const char* key, const char* fact,
                        const char* table) {
  return {key, stated(book, fact) ? fact : "", points_of(scale().at(table), book.value(fact)),
          suspected(book, fact)};
}

}  // namespace

std::string_view name_of(CaseState state) {
  switch (state) {
    case CaseState::open:
      return "open";
    case CaseState::contained:
      return "contained";
    case CaseState::notifying:
      return "notifying";
    case CaseState::closed:
      return "closed";
  }
  return "open";
}

Result<CaseState> parse_case_state(std::string_view name) {
  for (const auto state : states) {
    if (name_of(state) == name) return state;
  }
  return fail(Errc::bad_input, "state: is not open, contained, notifying or closed");
}

bool needs_reason(CaseState from, CaseState to) {
  return from == CaseState::closed || to == CaseState::closed;
}

Result<void> may_move(CaseState from, CaseState to, std::string_view reason) {
  if (!allowed(from, to)) {
    return fail(Errc::wrong_state, "a case that is " + std::string(name_of(from)) +
                                       " cannot become " + std::string(name_of(to)));
  }
  if (reason.size() > reason_limit || !valid_utf8(reason)) {
    return fail(Errc::bad_input, "reason: is longer than 4000 bytes or not UTF-8");
  }
  if (needs_reason(from, to) && trimmed(reason).empty()) {
    return fail(Errc::bad_input, "reason: is missing");
  }
  return {};
}

std::vector<CaseState> next_states(CaseState from) {
  std::vector<CaseState> out;
  for (const auto to : states) {
    if (allowed(from, to)) out.push_back(to);
  }
  return out;
}

std::string Severity::arithmetic() const {
  std::vector<std::string> parts;
  for (const auto& term : terms) {
    const auto word = term.key.substr(term.key.find('.') + 1);
    parts.push_back(word + " " + std::to_string(term.points) + (term.suspected ? " (suspected)" : ""));
  }
  return join(parts, " + ") + " = " + std::to_string(points);
}

Severity severity_of(const FactBook& book) {
  Severity out;
  out.terms = {people_term(book), data_term(book),
               token_term(book, "severity.access", "access", "access"),
               token_term(book, "severity.kind", "incident.kind", "kinds")};
  bool any = false;
  for (const auto& term : out.terms) {
    out.points += term.points;
    any = any || !term.fact.empty();
  }
  if (any) out.level = step(scale().at("levels"), static_cast<std::uint64_t>(out.points), "level");
  return out;
}

}  // namespace ledgelight::casefile
