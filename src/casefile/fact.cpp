#include "casefile/fact.hpp"

#include <algorithm>
#include <array>

namespace ledgelight::casefile {
namespace {

struct CertaintyName {
  Certainty certainty;
  std::string_view name;
};
constexpr std::array<CertaintyName, 5> certainty_names{{{Certainty::known, "known"},
                                                        {Certainty::suspected, "suspected"},
                                                        {Certainty::ruled_out, "ruled_out"},
                                                        {Certainty::unknown, "unknown"},
                                                        {Certainty::not_asked, "not_asked"}}};

const Json no_value = nullptr;

bool has_text(const Json& body, const char* key) {
  const auto it = body.find(key);
  return it != body.end() && it->is_string();
}

// By event only: statements of one event stay as they were added.
bool earlier(const Statement& a, const Statement& b) { return a.event < b.event; }

}  // namespace

std::string_view name_of(Certainty certainty) {
  for (const auto& row : certainty_names) {
    if (row.certainty == certainty) return row.name;
  }
  return "unknown";
}

Result<Certainty> parse_certainty(std::string_view name) {
  for (const auto& row : certainty_names) {
    if (row.name == name) return row.certainty;
  }
  return fail(Errc::bad_input,
              "certainty: is not known, suspected, ruled_out, unknown or not_asked");
}

Json body_of(const Fact& fact) {
  return Json{{"certainty", name_of(fact.certainty)},
              {"value", fact.value},
              {"said_by", fact.said_by},
              {"happened", fact.happened.text()},
              {"note", fact.note}};
}

Result<Fact> fact_from(std::string name, const Json& body) {
  if (!body.is_object()) return fail(Errc::bad_input, "fact: is not an object");
  for (const auto* key : {"certainty", "said_by", "happened", "note"}) {
    if (!has_text(body, key)) return fail(Errc::bad_input, std::string(key) + ": is not text");
  }
  const auto value = body.find("value");
  if (value == body.end() || body.size() != 5) {
    return fail(Errc::bad_input, "fact: has other members than a fact has");
  }
  Fact fact;
  fact.name = std::move(name);
  fact.certainty = TRY(parse_certainty(text_at(body, "certainty")));
  fact.value = *value;
  fact.said_by = text_at(body, "said_by");
  fact.happened = TRY(When::parse(text_at(body, "happened")));
  fact.note = text_at(body, "note");
  return fact;
}

void FactBook::add(Statement statement) {
  auto& list = statements_[statement.fact.name];
  const auto place = std::upper_bound(list.begin(), list.end(), statement, earlier);
  list.insert(place, std::move(statement));
}

void FactBook::add(Fact fact, Instant entered, std::uint64_t event, std::string entered_by) {
  add(Statement{std::move(fact), entered, event, std::move(entered_by)});
}

const Statement* FactBook::current(std::string_view name) const {
  const auto it = statements_.find(name);
  return it == statements_.end() ? nullptr : &it->second.back();
}

Certainty FactBook::certainty(std::string_view name) const {
  const auto* statement = current(name);
  return statement == nullptr ? Certainty::not_asked : statement->fact.certainty;
}

const Json& FactBook::value(std::string_view name) const {
  const auto* statement = current(name);
  if (statement == nullptr) return no_value;
  const auto how = statement->fact.certainty;
  return how == Certainty::known || how == Certainty::suspected ? statement->fact.value : no_value;
}

std::vector<Statement> FactBook::history(std::string_view name) const {
  const auto it = statements_.find(name);
  return it == statements_.end() ? std::vector<Statement>() : it->second;
}

std::vector<Statement> FactBook::all_current() const {
  std::vector<Statement> out;
  for (const auto& entry : statements_) out.push_back(entry.second.back());
  return out;
}

std::vector<Statement> FactBook::all() const {
  std::vector<Statement> out;
  for (const auto& entry : statements_) {
    out.insert(out.end(), entry.second.begin(), entry.second.end());
  }
  std::stable_sort(out.begin(), out.end(), earlier);
  return out;
}

FactBook FactBook::as_of(Instant at) const {
  FactBook out;
  for (const auto& statement : all()) {
    if (statement.entered <= at) out.add(statement);
  }
  return out;
}

FactBook FactBook::as_of_event(std::uint64_t event) const {
  FactBook out;
  for (const auto& statement : all()) {
    if (statement.event <= event) out.add(statement);
  }
  return out;
}

}  // namespace ledgelight::casefile
