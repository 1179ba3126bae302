// casefile/vocabulary.hpp: the closed list of facts a case can hold, and the shape of each value.
//
// The list is data: content/casefile/vocabulary.json, built into the program. Tokens of elements
// and states are those of the breach-law fact sheet, so that facts reach the law engine unchanged.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "casefile/fact.hpp"

namespace ledgelight::casefile {

struct ShapeField;

/// What a value must look like.
struct Shape {
  enum class Kind {
    text,     ///< one string, trimmed, not empty, at most `max` bytes of UTF-8
    token,    ///< one of `choices`
    tokens,   ///< array of distinct `choices`, kept in the order of the list
    texts,    ///< array of at most `max` strings
    yes_no,   ///< true or false
    date,     ///< "2026-03-02"
    when,     ///< base When text: "2026-03", an interval…; "unknown" is not a value
    count,    ///< integer, 0 to `max`
    object,   ///< `fields`, no others
    list,     ///< array of at most `max` objects of `fields`
  };
  Kind kind = Kind::text;
  std::size_t max = 0;
  bool code = false;  ///< text: an id of ours (a-z, 0-9, "-", "/"), nobody's own words
  std::string choices_name;          ///< name of the closed list, "element"
  std::vector<std::string> choices;
  std::vector<ShapeField> fields;
};

struct ShapeField {
  std::string key;
  bool required = false;
  Shape shape;
};

/// One kind of fact.
struct FactKind {
  std::string name;       ///< dotted key
  std::string group;      ///< what | when | who | data | duties | origin: where a page shows it
  std::string label_key;  ///< "fact.<name>.label"
  std::string help_key;   ///< "fact.<name>.help"
  bool personal = false;  ///< may name people: kept out of exports unless asked for
  bool asked = true;      ///< offered to officers; false: only an import states it
  Shape shape;
};

/// Every kind, in the order pages show them.
const std::vector<FactKind>& fact_kinds();
/// nullptr when there is no such fact.
const FactKind* find_kind(std::string_view name);
/// A closed list by name: "element", "state", "incident_kind", "medium", "protection", "key", …
/// Empty when there is none.
const std::vector<std::string>& token_list(std::string_view list);
/// The message key of a token: "<list>.<token>" in lower case ("state.us-ct").
std::string token_key(std::string_view list, std::string_view token);
/// The message key of a member of a value: "fact_field.<key>".
std::string field_key(std::string_view key);

/// What is wrong with a value: one line that names the key and never repeats the value.
struct Fault {
  std::string key;   ///< "data[1].elements[0]"
  std::string what;  ///< "is not one of the element list"
  std::string line() const { return key + ": " + what; }
  friend bool operator==(const Fault&, const Fault&) = default;
};

/// The value in its one stored form, or every fault found.
struct CheckedValue {
  Json value;
  std::vector<Fault> faults;
  bool ok() const { return faults.empty(); }
};

/// From JSON: types, choices, limits, unknown keys, missing keys. Text is trimmed; nothing else is
/// mended.
CheckedValue check_value(const FactKind& kind, const Json& value);

/// Name and value of form fields, in the order they came; a name may stand many times.
using FormFields = std::vector<std::pair<std::string, std::string>>;

/// From form strings. A plain value is the field `prefix`; a date or when also `prefix`.year,
/// .month, .day (year alone, or year and month, make a coarser when; `prefix`.to.year … its other
/// end); a member of an object `prefix`.key; of a list row `prefix`.0.key, rows in number order,
/// empty rows dropped; many tokens by repeating the field; many texts one a line. Spaces, commas
/// and dollar signs in numbers are forgiven, US dates (3/2/2026) are read. All empty: null.
CheckedValue parse_form(const FactKind& kind, const FormFields& fields,
                        std::string_view prefix = "value");
/// From one string, as on a command line: JSON for objects and lists, else as a form field.
CheckedValue parse_text(const FactKind& kind, std::string_view text);
/// The form fields that `parse_form` would read back: to fill a form.
FormFields form_of(const FactKind& kind, const Json& value, std::string_view prefix = "value");

/// A whole fact: name in the list, value agrees with certainty and shape, texts within limits.
/// The fact comes back with its value in stored form; bad_input lists every fault, one a line.
Result<Fact> checked(Fact fact);

}  // namespace ledgelight::casefile
