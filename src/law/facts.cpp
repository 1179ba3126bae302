#include "law/facts.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace ledgelight::law {
namespace {

constexpr std::int64_t kMostPeople = 1'000'000'000'000;
constexpr std::size_t kMostItems = 10'000;
constexpr std::size_t kMostFaults = 200;
constexpr int kFirstYear = 1900, kLastYear = 2200;

// One object of F.json and the key under which it stands.
class FactReader {
 public:
  FactReader(std::vector<std::string>& faults, const Json& json, std::string path)
      : faults_(faults), json_(json), path_(std::move(path)) {}

  void fault(std::string_view key, std::string_view text) const {
    if (faults_.size() < kMostFaults) faults_.push_back(key_of(key) + ": " + std::string(text));
  }
  std::string key_of(std::string_view key) const {
    if (path_.empty()) return std::string(key);
    return key.empty() ? path_ : path_ + "." + std::string(key);
  }

  bool is_object(std::initializer_list<std::string_view> known) const {
    if (!json_.is_object()) {
      fault("", "not an object; write {…}");
      return false;
    }
    for (const auto& [key, value] : json_.items())
      if (std::find(known.begin(), known.end(), key) == known.end())
        fault(shown_line(key, 60),
              "not a key here; write one of: " +
                  join(std::vector<std::string>(known.begin(), known.end()), ", "));
    return true;
  }
  const Json* find(std::string_view key) const {
    const auto it = json_.find(key);
    return it == json_.end() ? nullptr : &*it;
  }
  // Missing or null: unknown.
  const Json* stated(std::string_view key) const {
    const auto* value = find(key);
    return value == nullptr || value->is_null() ? nullptr : value;
  }

  std::optional<std::string> text(std::string_view key) const {
    const auto* value = stated(key);
    if (value == nullptr) return {};
    if (!value->is_string()) return fault(key, "not text; write it in quotes"), std::nullopt;
    const auto& out = value->get_ref<const std::string&>();
    if (out.size() > 400) return fault(key, "longer than 400 bytes; shorten it"), std::nullopt;
    return out;
  }
  std::optional<bool> yes_no(std::string_view key) const {
    const auto* value = stated(key);
    if (value == nullptr) return {};
    if (!value->is_boolean())
      return fault(key, "neither true nor false; write true or false without quotes, or leave "
                        "the key out if it is not known"),
             std::nullopt;
    return value->get<bool>();
  }
  std::optional<std::int64_t> count(std::string_view key) const {
    const auto* value = stated(key);
    if (value == nullptr) return {};
    if (value->is_number_integer() && !(value->is_number_unsigned() &&
                                        value->get<std::uint64_t>() > std::uint64_t{kMostPeople})) {
      const auto out = value->get<std::int64_t>();
      if (out >= 0 && out <= kMostPeople) return out;
    }
    fault(key, "not a whole number from 0 to 1,000,000,000,000; write digits without quotes, or "
               "leave the key out if it is not known");
    return {};
  }
  std::optional<Date> date(std::string_view key) const {
    const auto* value = stated(key);
    if (value == nullptr) return {};
    if (value->is_string()) {
      const auto out = parse_date(value->get_ref<const std::string&>());
      if (out && int(out->year()) >= kFirstYear && int(out->year()) <= kLastYear) return *out;
    }
    fault(key, "not a day that exists between 1900 and 2200; write it as \"2026-03-02\"");
    return {};
  }
  // null means "there is none".
  Known<Date> known_date(std::string_view key) const {
    const auto* value = find(key);
    if (value == nullptr) return {};
    return {true, date(key)};
  }
  When when(std::string_view key) const {
    const auto said = text(key);
    if (!said) return {};
    const auto out = said->empty() ? Result<When>(fail(Errc::bad_input, "")) : When::parse(*said);
    if (!out) {
      fault(key, "not a time; write \"2026\", \"2026-03\", \"2026-03-02\" or an instant in UTC");
      return {};
    }
    return *out;
  }
  // A token of `tokens`; "unknown" is the same as missing.
  template <class E>
  std::optional<E> token(std::string_view key,
                         std::initializer_list<std::pair<std::string_view, E>> tokens) const {
    const auto* value = stated(key);
    if (value == nullptr) return {};
    std::string names;
    for (const auto& [name, meaning] : tokens) {
      if (value->is_string() && value->get_ref<const std::string&>() == name) return meaning;
      names += std::string(name) + ", ";
    }
    if (*value == "unknown") return {};
    fault(key, "not known here; write one of: " + names + "unknown");
    return {};
  }
  std::optional<std::string> of(std::string_view key,
                                const std::vector<std::string>& known) const {
    const auto* value = stated(key);
    if (value == nullptr) return {};
    if (value->is_string() && std::binary_search(known.begin(), known.end(),
                                                 value->get_ref<const std::string&>()))
      return value->get<std::string>();
    fault(key, "unknown " + std::string(key) + shown_value(*value) + "; write one of: " +
                   join(known, ", "));
    return {};
  }
  std::optional<Elements> elements() const {
    const auto* value = stated("elements");
    if (value == nullptr) return {};
    if (!value->is_array() || value->size() > 200)
      return fault("elements", "not a list; write [\"name\",\"ssn\"]"), std::nullopt;
    const auto& known = element_tokens();
    Elements out;
    for (std::size_t i = 0; i < value->size(); ++i) {
      const auto& one = (*value)[i];
      if (one.is_string() &&
          std::binary_search(known.begin(), known.end(), one.get_ref<const std::string&>()))
        out.insert(one.get<std::string>());
      else
        fault("elements[" + std::to_string(i) + "]",
              "unknown element" + shown_value(one) + "; write one of: " + join(known, ", "));
    }
    return out;
  }
  // Calls `each` with a reader per item; absent when the list is missing.
  template <class F>
  bool list(std::string_view key, F each) const {
    const auto* value = stated(key);
    if (value == nullptr) return false;
    if (!value->is_array()) return fault(key, "not a list; write […]"), false;
    if (value->size() > kMostItems) return fault(key, "more than 10,000 items"), false;
    for (std::size_t i = 0; i < value->size(); ++i)
      each(FactReader(faults_, (*value)[i], key_of(key) + "[" + std::to_string(i) + "]"));
    return true;
  }
  FactReader at(std::string_view key) const {
    return FactReader(faults_, *find(key), key_of(key));
  }

 private:
  static std::string shown_value(const Json& value) {
    return value.is_string() ? " '" + shown_line(value.get_ref<const std::string&>(), 40) + "'"
                             : "";
  }
  std::vector<std::string>& faults_;
  const Json& json_;
  std::string path_;
};

void read_data(const FactReader& in, Facts& out) {
  std::vector<DataItem> items;
  const bool there = in.list("data", [&](const FactReader& one) {
    DataItem item;
    if (!one.is_object({"elements", "medium", "protection", "key", "accuracy_feet",
                        "city_mailbox_people"}))
      return;
    item.elements = one.elements();
    item.medium =
        one.token<Medium>("medium", {{"electronic", Medium::electronic}, {"paper", Medium::paper}});
    item.protection = one.token<Protection>("protection", {{"none", Protection::none},
                                                           {"encrypted", Protection::encrypted},
                                                           {"hashed", Protection::hashed}});
    item.key = one.token<KeyState>("key", {{"safe", KeyState::safe}, {"taken", KeyState::taken}});
    item.accuracy_feet = one.count("accuracy_feet");
    item.city_mailbox_people = one.count("city_mailbox_people");
    items.push_back(std::move(item));
  });
  if (there) out.data = std::move(items);
}

void read_people(const FactReader& in, Facts& out) {
  std::vector<PeopleGroup> groups;
  const bool there = in.list("people", [&](const FactReader& one) {
    PeopleGroup group;
    if (!one.is_object({"state", "count", "identified", "without_contact", "elements"})) return;
    group.state = one.of("state", jurisdiction_codes());
    group.count = one.count("count");
    group.identified = one.date("identified");
    group.without_contact = one.count("without_contact");
    group.elements = one.elements();
    if (group.count && group.without_contact && *group.without_contact > *group.count)
      one.fault("without_contact", "more than count; it counts those of them who cannot be "
                                   "reached directly");
    groups.push_back(std::move(group));
  });
  if (there) out.people = std::move(groups);
}

void read_harm(const FactReader& in, Facts& out) {
  if (in.stated("harm") == nullptr) return;
  const auto one = in.at("harm");
  if (!one.is_object({"finding", "investigated", "signed_by", "on", "reopened"})) return;
  HarmFinding harm;
  harm.finding = one.token<Harm>("finding", {{"likely", Harm::likely},
                                             {"unlikely", Harm::unlikely},
                                             {"undetermined", Harm::undetermined}});
  harm.investigated = one.yes_no("investigated");
  if (one.find("signed_by") != nullptr) harm.signed_by = {true, one.text("signed_by")};
  if (harm.signed_by.value && trimmed(*harm.signed_by.value).empty()) harm.signed_by.value.reset();
  harm.on = one.known_date("on");
  harm.reopened = one.known_date("reopened");
  if (harm.on.value && harm.reopened.value && *harm.reopened.value < *harm.on.value)
    one.fault("reopened", "before 'on'; a determination is reopened after it was made");
  out.harm = harm;
}

void read_hold(const FactReader& in, Facts& out) {
  const auto* value = in.find("law_enforcement_hold");
  if (value == nullptr) return;
  out.hold.known = true;
  if (value->is_null()) return;
  const auto one = in.at("law_enforcement_hold");
  if (!one.is_object({"agency", "determined", "requested", "released"})) return;
  Hold hold;
  hold.agency = one.text("agency").value_or("");
  hold.determined = one.yes_no("determined");
  hold.requested = one.date("requested");
  hold.released = one.known_date("released");
  if (hold.requested && hold.released.value && *hold.released.value < *hold.requested)
    one.fault("released", "before 'requested'");
  out.hold.value = hold;
}

bool is_rule_id(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
  };
  return text.size() <= 200 && text.find('/') != std::string_view::npos &&
         std::all_of(text.begin(), text.end(), plain);
}

void read_notified(const FactReader& in, Facts& out) {
  std::vector<Notified> told;
  const bool there = in.list("notified", [&](const FactReader& one) {
    if (!one.is_object({"who", "state", "rule", "on"})) return;
    Notified entry;
    const auto who = one.token<Told>("who", {{"residents", Told::residents},
                                             {"regulator", Told::regulator},
                                             {"agencies", Told::agencies},
                                             {"media", Told::media},
                                             {"owner", Told::owner},
                                             {"hhs", Told::hhs}});
    const auto* said = one.stated("who");
    if (said == nullptr || *said == "unknown")
      one.fault("who",
                "missing or unknown; write residents, regulator, agencies, media, owner or hhs");
    entry.who = who.value_or(Told::residents);
    entry.state = one.of("state", jurisdiction_codes());
    entry.rule = one.text("rule");
    if (entry.rule && !is_rule_id(*entry.rule))
      one.fault("rule",
                "not the id of a rule; write it as the duty has it, us/ny/breach/notify-police");
    const auto on = one.date("on");
    if (one.stated("on") == nullptr) one.fault("on", "missing; write the day as \"2026-03-02\"");
    if (who && on) {
      entry.on = *on;
      told.push_back(entry);
    }
  });
  if (there) out.notified = std::move(told);
}

void read_entity(const FactReader& in, Facts& out) {
  if (in.stated("entity") == nullptr) return;
  const auto one = in.at("entity");
  if (!one.is_object({"kind", "role", "hipaa"})) return;
  out.entity_kind = one.text("kind");
  out.role =
      one.token<Role>("role", {{"owner", Role::owner}, {"maintainer", Role::maintainer}});
  out.hipaa = one.yes_no("hipaa");
}

void read_occurred(const FactReader& in, Facts& out) {
  if (in.stated("occurred") == nullptr) return;
  const auto one = in.at("occurred");
  if (!one.is_object({"from", "to"})) return;
  out.occurred_from = one.when("from");
  out.occurred_to = one.when("to");
  const auto first = out.occurred_from.earliest(), last = out.occurred_to.latest();
  if (first && last && *last < *first) one.fault("to", "before 'from'; it ended after it began");
}

}  // namespace

const std::vector<std::string>& element_tokens() {
  static const std::vector<std::string> tokens = [] {
    std::vector<std::string> all = {
        "name", "ssn", "tax_id", "drivers_licence", "state_id", "passport", "military_id",
        "student_id", "other_gov_id", "financial_account", "payment_card",
        "financial_access_code", "account_credentials", "medical", "health_insurance",
        "biometric", "genetic", "dob", "mothers_maiden_name", "digital_signature",
        "employment_id", "ip_pin", "precise_geolocation", "alpr", "private_key",
        "electronic_identifier", "security_token", "birth_marriage_certificate",
        "tax_information", "work_evaluation"};
    std::sort(all.begin(), all.end());
    return all;
  }();
  return tokens;
}

const std::vector<std::string>& jurisdiction_codes() {
  static const std::vector<std::string> codes = [] {
    std::vector<std::string> all;
    for (const auto& code : split(
             "AK AL AR AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT "
             "NC ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY",
             ' '))
      all.push_back("US-" + code);
    return all;
  }();
  return codes;
}

Result<Facts> read_facts(const Json& json) {
  std::vector<std::string> faults;
  Facts out;
  const FactReader in(faults, json, "");
  if (!json.is_object()) return fail(Errc::bad_input, "facts: not an object; write {…}");
  in.is_object({"city", "entity", "discovered", "vendor_discovered", "occurred", "access", "data",
                "people", "harm", "law_enforcement_hold", "notice_cost_usd", "notified"});
  out.city = in.text("city");
  read_entity(in, out);
  out.discovered = in.date("discovered");
  out.vendor_discovered = in.known_date("vendor_discovered");
  read_occurred(in, out);
  out.access = in.token<Access>(
      "access", {{"acquired", Access::acquired}, {"accessed", Access::accessed}});
  read_data(in, out);
  read_people(in, out);
  read_harm(in, out);
  read_hold(in, out);
  out.notice_cost_usd = in.count("notice_cost_usd");
  read_notified(in, out);
  if (!faults.empty()) return fail(Errc::bad_input, join(faults, "\n"));
  return out;
}

Result<Facts> read_facts(std::string_view json_text) {
  auto json = parse_json(json_text);
  if (!json) return fail(json.error().code, "facts: " + json.error().detail);
  return read_facts(*json);
}

Result<std::string> facts_digest(const Json& json) {
  return sha256_hex(TRY(canonical_json(json)));
}

}  // namespace ledgelight::law
