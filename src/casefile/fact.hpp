// casefile/fact.hpp: what is held about a case, how surely, on whose word, and since when.
//
// A fact is never changed: a later statement of the same name stands in front of the earlier one,
// which stays. So "what did we know on 4 May" is a question the book can answer.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/json.hpp"

namespace ledgelight::casefile {

/// How surely. `unknown`: we asked and nobody can say. `not_asked`: nobody has asked yet.
enum class Certainty { known, suspected, ruled_out, unknown, not_asked };

/// "known", "suspected", "ruled_out", "unknown", "not_asked": as stored and as in forms.
std::string_view name_of(Certainty certainty);
Result<Certainty> parse_certainty(std::string_view name);

/// One statement. What `name` may be and which values it takes: casefile/vocabulary.hpp.
struct Fact {
  std::string name;                             ///< "incident.kind"
  Certainty certainty = Certainty::not_asked;
  Json value;           ///< known, suspected: required; ruled_out: optional; else null
  std::string said_by;  ///< an officer, "reporter", "vendor", "discovery", a document…
  When happened;        ///< as of when it is true; often unknown
  std::string note;
  friend bool operator==(const Fact&, const Fact&) = default;
};

/// The members but the name; canonical_json of it is what the desk seals. Keys: certainty, value,
/// said_by, happened, note (docs/formats/case.md).
Json body_of(const Fact& fact);
/// The inverse. Fails (bad_input, naming the key) on a shape `body_of` never makes; the value is
/// not held against the vocabulary, which may have been wider when it was entered.
Result<Fact> fact_from(std::string name, const Json& body);

/// A fact as entered. `event` is the ledger index of the act: later index, later statement.
struct Statement {
  Fact fact;
  Instant entered;
  std::uint64_t event = 0;
  std::string entered_by;  ///< the actor
  friend bool operator==(const Statement&, const Statement&) = default;
};

/// All statements of a case, folded. Order of adding does not matter, `event` does; statements
/// of one event keep the order in which they were added.
class FactBook {
 public:
  void add(Statement statement);
  void add(Fact fact, Instant entered, std::uint64_t event, std::string entered_by = {});

  /// The statement in force, or nothing: never stated. The pointer lives until the next `add`.
  const Statement* current(std::string_view name) const;
  Certainty certainty(std::string_view name) const;  ///< not_asked when never stated
  /// The value when known or suspected; null otherwise.
  const Json& value(std::string_view name) const;

  /// Oldest first; empty when never stated.
  std::vector<Statement> history(std::string_view name) const;
  /// The statements in force, by name.
  std::vector<Statement> all_current() const;
  /// Every statement, oldest first.
  std::vector<Statement> all() const;
  /// The book as it was at `at`: what was entered at or before it.
  FactBook as_of(Instant at) const;
  /// The book after the ledger event `event`, inclusive.
  FactBook as_of_event(std::uint64_t event) const;
  bool empty() const { return statements_.empty(); }

 private:
  std::map<std::string, std::vector<Statement>, std::less<>> statements_;  // each oldest first
};

}  // namespace ledgelight::casefile
