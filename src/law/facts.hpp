// law/facts.hpp: what is known of one breach, in the form the engine reads (F.json).
//
// A key that is missing is unknown, never "no". Null means "there is none" for vendor_discovered,
// law_enforcement_hold, its `released`, and harm's signed_by, on and reopened; anywhere else null
// is the same as missing. Lists: `[]` is "none, and that is known".
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace ledgelight::law {

/// Known, or not; and when known, possibly "there is none".
template <class T>
struct Known {
  bool known = false;
  std::optional<T> value{};  ///< absent while known: there is none
  bool none() const { return known && !value; }
};

enum class Role { owner, maintainer };
enum class Access { acquired, accessed };
enum class Medium { electronic, paper };
enum class Protection { none, encrypted, hashed };
enum class KeyState { safe, taken };
enum class Harm { likely, unlikely, undetermined };
/// Whom a notice was given to. agencies: each bureau the duty names; owner: of data that is only
/// maintained; hhs: the Secretary, 45 CFR 164.408; media: 164.406.
enum class Told { residents, regulator, agencies, media, owner, hhs };

using Elements = std::set<std::string>;  ///< tokens of element_tokens()

struct DataItem {
  std::optional<Elements> elements;
  std::optional<Medium> medium;
  std::optional<Protection> protection;
  std::optional<KeyState> key;
  std::optional<std::int64_t> accuracy_feet;
  std::optional<std::int64_t> city_mailbox_people;
};

struct PeopleGroup {
  std::optional<std::string> state;  ///< "US-CT"
  std::optional<std::int64_t> count;
  std::optional<Date> identified;
  std::optional<std::int64_t> without_contact;
  std::optional<Elements> elements;  ///< absent: the union over data[]
};

struct HarmFinding {
  std::optional<Harm> finding;
  std::optional<bool> investigated;
  Known<std::string> signed_by;
  Known<Date> on, reopened;
};

struct Hold {
  std::string agency;
  std::optional<bool> determined;
  std::optional<Date> requested;
  Known<Date> released;
};

struct Notified {
  Told who = Told::residents;
  std::optional<std::string> state;  ///< owner and hhs have none: they are told once
  std::optional<std::string> rule;  ///< the one duty it was given for: "us/ny/breach/notify-police"
  Date on{};
};

struct Facts {
  std::optional<std::string> city;
  std::optional<std::string> entity_kind;
  std::optional<Role> role;
  std::optional<bool> hipaa;
  std::optional<Date> discovered;
  Known<Date> vendor_discovered;
  When occurred_from, occurred_to;
  std::optional<Access> access;
  std::optional<std::vector<DataItem>> data;
  std::optional<std::vector<PeopleGroup>> people;
  std::optional<HarmFinding> harm;
  Known<Hold> hold;
  std::optional<std::int64_t> notice_cost_usd;
  std::optional<std::vector<Notified>> notified;
};

/// Reads F.json. Bad facts (impossible dates, unknown element or state, negative count, wrong type,
/// unknown key): bad_input, one line per fault, each "key: what is wrong; what to write instead".
Result<Facts> read_facts(std::string_view json_text);
inline Result<Facts> read_facts(const std::string& json_text) {
  return read_facts(std::string_view(json_text));
}
inline Result<Facts> read_facts(const char* json_text) {
  return read_facts(std::string_view(json_text));
}
Result<Facts> read_facts(const Json& json);

/// SHA-256 of the canonical JSON of the facts as handed in, lower-case hex.
Result<std::string> facts_digest(const Json& json);

/// The closed vocabularies, sorted.
const std::vector<std::string>& element_tokens();
const std::vector<std::string>& jurisdiction_codes();  ///< 54: states, DC, GU, PR, VI

}  // namespace ledgelight::law
