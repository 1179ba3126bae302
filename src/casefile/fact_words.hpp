// casefile/fact_words.hpp: a fact of the law engine in words: which fact, and what it says.
//
// The engine names facts by their place in the facts file ("data[0].protection"), and values by
// tokens ("encrypted"). Pages and papers say "Data exposed, 1: Protection" and "encrypted", in the
// reader's language; whoever calls brings the words and the way a day is said.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "casefile/vocabulary.hpp"

namespace ledgelight::casefile {

struct Speaker {
  std::function<std::string(std::string_view key)> say;  ///< a message by key
  std::function<std::string(Date)> day;
  std::function<std::string(const When&)> when;
};

/// Where a path of the facts file points.
struct FactPath {
  std::string label_key;            ///< of the fact: "fact.data.label"
  std::optional<std::size_t> item;  ///< of a list, from 0
  std::string field;                ///< "protection"; "" the fact itself
  const Shape* shape = nullptr;     ///< of what it points to; nullptr: not known
};
/// nullopt: no fact of a case stands there.
std::optional<FactPath> fact_path(std::string_view path);

/// "Data exposed, 1: Protection"; the path itself when no fact stands there.
std::string path_words(const Speaker& speaker, std::string_view path);
/// What the value at `path` says: tokens, days and yes or no in words; anything else as it stands.
std::string value_words(const Speaker& speaker, std::string_view path, const Json& value);
/// The same for a value of a known shape; items of a list stand on lines of their own.
std::string shape_words(const Speaker& speaker, const Shape& shape, const Json& value);

/// A sentence of the engine, in which a place of the facts file ("law_enforcement_hold",
/// "people[0].count") and the code of a state ("US-NY") stand in words. A kept sheet keeps its
/// bytes: this is for whoever shows it.
std::string sentence_words(const Speaker& speaker, std::string_view sentence);

}  // namespace ledgelight::casefile
