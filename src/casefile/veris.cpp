#include "casefile/veris.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/bytes.hpp"
#include "base/embedded.hpp"
#include "base/text.hpp"
#include "casefile/veris_record.hpp"
#include "casefile/vocabulary.hpp"

namespace ledgelight {
std::span<const EmbeddedFile> embedded_casefile();  // made by embed_tree
}

namespace ledgelight::casefile {
namespace {

constexpr std::uint64_t any_count = (std::uint64_t{1} << 53) - 1;
constexpr std::size_t word = 100;    // bytes, as the vocabulary allows
constexpr std::size_t label = 200;
constexpr std::size_t prose = 20'000;
constexpr std::size_t few = 50;      // items

constexpr std::array<const char*, 7> action_kinds{"malware",  "hacking", "social",       "misuse",
                                                  "physical", "error",   "environmental"};

const Json& tables() {
  static const Json read = [] {
    const auto* file = find_embedded(embedded_casefile(), "veris.json");
    CHECK(file != nullptr);
    auto json = parse_json(file->bytes);
    CHECK(json.has_value());
    return *std::move(json);
  }();
  return read;
}

bool any_of_ours(const Json& root) {
  const std::array<const char*, 9> keys{"action",    "actor",       "asset",
                                        "attribute", "incident_id", "security_incident",
                                        "summary",   "timeline",    "victim"};
  return std::any_of(keys.begin(), keys.end(), [&](const char* k) { return root.contains(k); });
}

void set(Json& object, const char* key, std::optional<std::string> value) {
  if (value) object[key] = *std::move(value);
}
void set(Json& object, const char* key, std::optional<std::uint64_t> value) {
  if (value) object[key] = *value;
}
void set(Json& object, const char* key, Json value) {
  if (!value.is_null()) object[key] = std::move(value);
}

// The order of the functions is the order of the tables in docs/formats/veris-import.md.
class Importer {
 public:
  Importer(VerisRecord record, std::string_view line) : r_(std::move(record)), line_(line) {}

  VerisCase read() {
    origin();
    status();
    timeline();
    victim();
    actors();
    actions();
    chains();
    assets();
    confidentiality();
    other_attributes();
    discovery();
    impact();
    services();
    notes();
    kind();
    add("origin.record", Certainty::known, std::string(line_));
    out_.subject = subject();
    for (auto& path : r_.leftover()) out_.leftovers.push_back({std::move(path)});
    out_.mapped = r_.kept();
    out_.blank = r_.blank();
    return std::move(out_);
  }

 private:
  VerisNode at(std::string_view key) const { return r_.root().at(key); }
  VerisNode at(std::string_view a, std::string_view b) const { return at(a).at(b); }

  // Puts the fact in, or lets go of what it was made from and says so.
  bool add(const char* name, Certainty certainty, Json value, When happened = {}) {
    const bool stated = certainty == Certainty::known || certainty == Certainty::suspected;
    if (value.is_null() && stated) return r_.let_go(), false;
    if (value.is_structured() && value.empty()) return r_.let_go(), false;
    auto fact =
        checked(Fact{name, certainty, std::move(value), said_by_, std::move(happened), ""});
    if (!fact) {
      warn(std::string(name) + ": the record's values do not fit this fact");
      return r_.let_go(), false;
    }
    out_.facts.push_back(*std::move(fact));
    r_.keep();
    return true;
  }
  void add_known(const char* name, Json value) { add(name, Certainty::known, std::move(value)); }
  // What the record does not mention is not ruled out by it.
  void add_if_any(const char* name, Certainty certainty, Json value) {
    if (!value.empty()) add(name, certainty, std::move(value));
  }
  void warn(std::string text) { out_.warnings.push_back(std::move(text)); }

  void origin() {
    Json out = {{"format", "veris"}, {"sha256", sha256_hex(line_)}};
    const auto source = r_.text(at("source_id"), label);
    said_by_ = "veris" + (source ? ":" + shown_line(*source, 40) : std::string());
    set(out, "source", source);
    const auto id = r_.text_or_number(at("incident_id"), 500);
    set(out, "incident_id", id);
    set(out, "schema_name", r_.text(at("schema_name"), word));
    const auto version = r_.text(at("schema_version"), word);
    set(out, "schema_version", version);
    set(out, "campaign_id", r_.text(at("campaign_id"), 500));
    set(out, "reference", r_.text(at("reference"), prose));
    set(out, "confidence", r_.text(at("confidence"), word));
    add_known("origin", std::move(out));

    const auto& known = tables().at("known_versions");
    if (!version) {
      warn("schema_version: is missing; read as VERIS 1.3");
    } else if (std::find(known.begin(), known.end(), Json(*version)) == known.end()) {
      warn("schema_version: is not one we know; read as the nearest we know");
    }
    if (!id) warn("incident_id: is missing; the record is known by its digest");
    out_.incident_id = id.value_or("");
    out_.identity = id ? "veris:" + source.value_or("") + ":" + *id
                       : "veris:sha256:" + sha256_hex(line_);
  }

  void status() {
    if (const auto text = r_.text(at("summary"), prose)) add_known("origin.summary", *text);
    if (const auto text = r_.text(at("targeted"), word)) add_known("incident.targeted", *text);
    const auto stated = r_.text(at("security_incident"), word);
    if (!stated) return;
    const auto it = tables().at("status").find(*stated);
    if (it == tables().at("status").end()) {
      warn("security_incident: is not a word we know");
      return r_.let_go();
    }
    status_ = it->get<std::string>();
    add_known("incident.status", status_);
  }

  // The day only if the record has a day: a month stays a month.
  void timeline() {
    const auto incident = at("timeline", "incident");
    const auto piece = [&](const char* key, std::uint64_t max) {
      return r_.count(incident.at(key), max);
    };
    const auto digits = [](std::uint64_t n) { return (n < 10 ? "-0" : "-") + std::to_string(n); };
    if (const auto year = piece("year", 9999); year && *year >= 1000) {
      began_ = std::to_string(*year);
      r_.keep();
      if (const auto month = piece("month", 12); month && *month >= 1) {
        began_ += digits(*month);
        r_.keep();
        const auto day = piece("day", 31);
        if (day && parse_date(began_ + digits(*day))) {
          began_ += digits(*day);
          r_.keep();
        }
      }
      r_.let_go();
      add("began", Certainty::known, began_);
    }
    r_.let_go();
    for (const auto* key : {"year", "month", "day"}) {
      if (!incident.at(key).absent() && !kept_date(key)) {
        warn(std::string("timeline.incident.") + key + ": is not part of a date");
      }
    }
    Json stages = Json::array();
    for (const auto* stage : {"compromise", "exfiltration", "discovery", "containment"}) {
      Json row = Json::object();
      set(row, "unit", r_.text(at("timeline", stage).at("unit"), word));
      set(row, "value", r_.text_or_number(at("timeline", stage).at("value"), word));
      if (row.empty()) continue;
      row["stage"] = stage;
      stages.push_back(std::move(row));
    }
    add_known("timeline.relative", std::move(stages));
  }
  bool kept_date(std::string_view key) const {
    return began_.size() >= (key == "year" ? 4U : key == "month" ? 7U : 10U);
  }

  void victim() {
    const auto v = at("victim");
    Json out = Json::object();
    const auto name = r_.text(v.at("victim_id"), 1000);
    victim_ = name.value_or("");
    set(out, "name", name);
    set(out, "industry", r_.text_or_number(v.at("industry"), word));
    set(out, "employees", r_.text_or_number(v.at("employee_count"), word));
    set(out, "country", r_.texts(v.at("country"), 300));
    set(out, "region", r_.texts(v.at("region"), 300));
    set(out, "state", r_.text(v.at("state"), label));
    set(out, "government", r_.texts(v.at("government"), few));
    set(out, "locations", r_.count(v.at("locations_affected"), any_count));
    set(out, "revenue", r_.text_or_number(v.at("revenue").at("amount"), word));
    set(out, "revenue_currency", r_.text(v.at("revenue").at("iso_currency_code"), 20));
    set(out, "others", r_.texts(v.at("secondary").at("victim_id"), 1000));
    set(out, "others_count", r_.count(v.at("secondary").at("amount"), any_count));
    add_known("origin.victim", std::move(out));
  }

  void actors() {
    Json list = Json::array();
    Json named = Json::array();
    for (const auto* party : {"external", "internal", "partner"}) {
      const auto a = at("actor", party);
      if (!a.object()) continue;
      Json row = {{"party", party}};
      for (const auto* key : {"variety", "motive", "country", "region", "job_change"}) {
        set(row, key, r_.texts(a.at(key), few));
      }
      set(row, "industry", r_.text_or_number(a.at("industry"), word));
      if (a.json->empty()) r_.note(a);
      list.push_back(std::move(row));
    }
    const auto nobody = at("actor", "unknown");
    if (nobody.object()) {
      if (nobody.json->empty()) r_.note(nobody);
      list.push_back({{"party", "unknown"}});
    }
    const bool only_unknown = list.size() == 1 && nobody.object();
    if (only_unknown) {
      add("incident.actor", Certainty::unknown, nullptr);
    } else {
      add_known("incident.actor", std::move(list));
    }
    for (const auto* party : {"external", "internal", "partner"}) {
      auto names = r_.texts(at("actor", party).at("name"), 100);
      if (!names.is_null()) named.push_back({{"party", party}, {"names", std::move(names)}});
    }
    add_known("incident.actor_named", std::move(named));
  }

  void actions() {
    Json list = Json::array();
    for (const auto* name : action_kinds) {
      const auto a = at("action", name);
      if (!a.object()) continue;
      Json row = {{"kind", name}};
      for (const auto* key : {"variety", "vector", "result", "target", "location"}) {
        set(row, key, r_.texts(a.at(key), few));
      }
      set(row, "cve", r_.text(a.at("cve"), 1000));
      set(row, "name", r_.text(a.at("name"), 1000));
      if (a.json->empty()) r_.note(a);
      list.push_back(std::move(row));
    }
    const auto unknown = at("action", "unknown");
    if (unknown.object()) {
      Json row = {{"kind", "unknown"}};
      set(row, "result", r_.texts(unknown.at("result"), few));
      if (unknown.json->empty()) r_.note(unknown);
      list.push_back(std::move(row));
    }
    actions_ = list;
    if (list.size() == 1 && list[0].size() == 1 && unknown.object()) {
      add("incident.action", Certainty::unknown, nullptr);
    } else {
      add_known("incident.action", std::move(list));
    }
  }

  // How one step led to the next, as the record tells it.
  void chains() {
    const auto events = at("plus", "event_chain");
    Json list = Json::array();
    for (std::size_t i = 0; events.array() && i < events.json->size() && list.size() < 100; ++i) {
      Json row = Json::object();
      for (const auto* key : {"actor", "action", "asset", "attribute"}) {
        set(row, key, r_.text(events.at(i).at(key), word));
      }
      set(row, "summary", r_.text(events.at(i).at("summary"), 2000));
      if (!row.empty()) list.push_back(std::move(row));
    }
    add_known("incident.chain", std::move(list));
    const auto stages = at("value_chain");
    Json values = Json::array();
    for (const auto* stage : {"development", "non-distribution services", "targeting",
                              "distribution", "cash-out", "money laundering"}) {
      auto variety = r_.texts(stages.at(stage).at("variety"), few);
      if (!variety.is_null()) values.push_back({{"stage", stage}, {"variety", std::move(variety)}});
    }
    add_known("incident.value_chain", std::move(values));
  }

  // Rows of {variety, amount} under an array.
  Json rows(const VerisNode& node, const std::vector<const char*>& texts) {
    Json out = Json::array();
    if (!node.array()) return out;
    for (std::size_t i = 0; i < node.json->size() && out.size() < 100; ++i) {
      Json row = Json::object();
      for (const auto* key : texts) set(row, key, r_.text(node.at(i).at(key), label));
      set(row, "amount", r_.count(node.at(i).at("amount"), any_count));
      if (!row.empty()) out.push_back(std::move(row));
    }
    return out;
  }

  void assets() {
    const auto a = at("asset");
    Json out = Json::object();
    auto items = rows(a.at("assets"), {"variety"});
    assets_ = items;
    if (!items.empty()) out["items"] = std::move(items);
    set(out, "total", r_.count(a.at("total_amount"), any_count));
    for (const auto* key : {"cloud", "hosting", "management", "ownership", "role", "country"}) {
      set(out, key, r_.texts(a.at(key), few));
    }
    add_known("assets", std::move(out));
  }

  // How sure the record is that data left: the certainty of every fact about that data.
  Certainty disclosure(const VerisNode& c) {
    const auto stated = r_.text(c.at("data_disclosure"), word);
    if (stated == "Yes") {
      add("data.disclosed", Certainty::known, true);
      return Certainty::known;
    }
    if (stated == "No") {
      add("data.disclosed", Certainty::ruled_out, nullptr);
      return Certainty::ruled_out;
    }
    if (stated == "Potentially") {
      add("data.disclosed", Certainty::suspected, true);
    } else if (stated == "Unknown") {
      add("data.disclosed", Certainty::unknown, nullptr);
    } else if (stated) {
      warn("attribute.confidentiality.data_disclosure: is not a word we know");
      r_.let_go();
    }
    return Certainty::suspected;
  }

  void confidentiality() {
    const auto c = at("attribute", "confidentiality");
    if (!c.object()) return;
    const auto how = disclosure(c);
    auto described = rows(c.at("data"), {"variety"});
    add_if_any("data.described", how, described);
    if (const auto total = r_.count(c.at("data_total"), any_count)) add("data.records", how, *total);
    if (const auto gb = r_.count(c.at("data_volume"), any_count)) add("data.volume_gb", how, *gb);
    auto state = r_.texts(c.at("state"), few);
    add_if_any("data.state", how, state);
    add_if_any("data.subjects", how, r_.texts(c.at("data_victim"), few));
    data_items(how, described, state);
  }

  // Only varieties that mean one element of ours and no more; the rest stays in its own words.
  void data_items(Certainty how, const Json& described, const Json& state) {
    Json item = Json::object();
    for (const auto& row : described) {
      const auto it = tables().at("elements").find(text_at(row, "variety"));
      if (it == tables().at("elements").end()) continue;
      auto& elements = item["elements"];
      if (std::find(elements.begin(), elements.end(), *it) == elements.end()) {
        elements.push_back(*it);
      }
    }
    if (item.empty()) return;
    if (state.is_array() && state.size() == 1) {
      const auto it = tables().at("protection").find(state[0].get<std::string>());
      if (it != tables().at("protection").end()) item.update(*it);
    }
    add("data", how, Json::array({std::move(item)}));
  }

  void other_attributes() {
    const auto a = at("attribute", "availability");
    Json out = Json::object();
    set(out, "variety", r_.texts(a.at("variety"), few));
    set(out, "unit", r_.text(a.at("duration").at("unit"), word));
    set(out, "value", r_.text_or_number(a.at("duration").at("value"), word));
    add_known("impact.availability", std::move(out));
    add_known("impact.integrity", r_.texts(at("attribute", "integrity").at("variety"), few));
  }

  void discovery() {
    const auto d = at("discovery_method");
    Json list = Json::array();
    for (const auto* by : {"external", "internal", "partner"}) {
      if (!d.at(by).object()) continue;
      Json row = {{"by", by}};
      set(row, "variety", r_.texts(d.at(by).at("variety"), few));
      if (d.at(by).json->empty()) r_.note(d.at(by));
      list.push_back(std::move(row));
    }
    const auto ticked = [&](const char* key) {
      const auto node = d.at(key);
      if (node.absent() || *node.json != Json(true)) return false;
      r_.note(node);
      return true;
    };
    if (ticked("other")) list.push_back({{"by", "other"}});
    const bool unknown = ticked("unknown");
    if (unknown && list.empty()) {
      add("discovery.method", Certainty::unknown, nullptr);
      return;
    }
    if (unknown) list.push_back({{"by", "unknown"}});
    add_known("discovery.method", std::move(list));
  }

  void impact() {
    const auto i = at("impact");
    Json out = Json::object();
    set(out, "rating", r_.text(i.at("overall_rating"), word));
    set(out, "currency", r_.text(i.at("iso_currency_code"), 20));
    set(out, "amount", r_.text_or_number(i.at("overall_amount"), word));
    set(out, "amount_min", r_.text_or_number(i.at("overall_min_amount"), word));
    set(out, "amount_max", r_.text_or_number(i.at("overall_max_amount"), word));
    const auto loss = i.at("loss");
    Json items = Json::array();
    for (std::size_t n = 0; loss.array() && n < loss.json->size() && items.size() < 100; ++n) {
      Json row = Json::object();
      set(row, "variety", r_.text(loss.at(n).at("variety"), label));
      set(row, "rating", r_.text(loss.at(n).at("rating"), word));
      set(row, "amount", r_.text_or_number(loss.at(n).at("amount"), word));
      if (!row.empty()) items.push_back(std::move(row));
    }
    if (!items.empty()) out["items"] = std::move(items);
    add_known("impact.loss", std::move(out));
  }

  // What the community database adds beside the schema.
  void services() {
    const auto c = at("plus", "attribute").at("confidentiality");
    const auto answer = r_.text(c.at("credit_monitoring"), word);
    if (answer == "Yes" || answer == "No") {
      Json out = {{"monitoring", answer == "Yes"}};
      set(out, "years", r_.count(c.at("credit_monitoring_years"), 1000));
      add_known("services.offered", std::move(out));
    } else if (answer == "Unknown") {
      add("services.offered", Certainty::unknown, nullptr);
    }
    r_.let_go();
    const auto abuse = r_.text(c.at("data_abuse"), word);
    if (abuse == "Yes" || abuse == "No") {
      add_known("data.misused", abuse == "Yes");
    } else if (abuse == "Unknown") {
      add("data.misused", Certainty::unknown, nullptr);
    }
    r_.let_go();
  }

  void notes() {
    Json list = Json::array();
    const auto take = [&](const VerisNode& node) {
      if (list.size() >= 100) return;
      if (const auto words = r_.text(node, prose)) {
        list.push_back({{"section", node.path}, {"text", *words}});
      }
    };
    for (const auto* key : {"notes", "discovery_notes", "corrective_action", "control_failure"}) {
      take(at(key));
    }
    for (const auto* section : {"victim", "asset", "impact"}) take(at(section, "notes"));
    take(at("victim", "secondary").at("notes"));
    for (const auto* section : {"actor", "action", "attribute", "value_chain"}) {
      const auto node = at(section);
      if (!node.object()) continue;
      for (const auto& item : node.json->items()) take(node.at(item.key()).at("notes"));
    }
    take(at("plus", "analyst_notes"));
    add_known("origin.notes", std::move(list));
  }

  bool assets_within(const Json& allowed) const {
    return !assets_.empty() && std::all_of(assets_.begin(), assets_.end(), [&](const Json& row) {
      return std::find(allowed.begin(), allowed.end(), Json(text_at(row, "variety"))) !=
             allowed.end();
    });
  }
  static bool has(const Json& list, const char* key, const std::string& token) {
    const auto it = list.find(key);
    return it != list.end() && std::find(it->begin(), it->end(), Json(token)) != it->end();
  }

  // Stated only when every action of the record points the same way.
  void kind() {
    std::vector<std::string> kinds;
    for (const auto& action : actions_) {
      bool found = false;
      for (const auto& rule : tables().at("kinds")) {
        if (text_at(rule, "action") != text_at(action, "kind")) continue;
        if (!has(action, "variety", text_at(rule, "variety"))) continue;
        if (rule.contains("assets") && !assets_within(rule.at("assets"))) continue;
        kinds.push_back(text_at(rule, "kind"));
        found = true;
      }
      if (!found) return;
    }
    if (kinds.empty()) return;
    if (std::any_of(kinds.begin(), kinds.end(), [&](auto& k) { return k != kinds.front(); })) return;
    kind_ = kinds.front();
    if (status_ == "confirmed") add("incident.kind", Certainty::known, kind_);
    if (status_ == "suspected") add("incident.kind", Certainty::suspected, kind_);
  }

  std::string subject() const {
    std::vector<std::string> what;
    for (const auto& action : actions_) what.push_back(text_at(action, "kind"));
    auto out = victim_.empty() ? std::string("Unnamed organization") : victim_;
    out += ": " + (kind_.empty() ? join(what, ", ") : replaced(kind_, "_", " "));
    if (!began_.empty()) out += " (" + began_ + ")";
    return shown_line(out, 160);
  }

  VerisRecord r_;
  std::string_view line_;
  VerisCase out_;
  std::string said_by_, status_, began_, victim_, kind_;
  Json actions_ = Json::array(), assets_ = Json::array();
};

}  // namespace

Result<VerisCase> from_veris(std::string_view line, const VerisLimits& limits) {
  const auto text = trimmed(line);
  if (text.size() > limits.line_bytes) {
    return fail(Errc::too_large, "the line is longer than " + std::to_string(limits.line_bytes) +
                                     " bytes");
  }
  const auto json = TRY(parse_json(text, {.bytes = limits.line_bytes, .depth = limits.depth}));
  if (!json.is_object()) return fail(Errc::bad_input, "the line is not a JSON object");
  if (!any_of_ours(json)) return fail(Errc::unsupported, "no member of the object is one of VERIS");
  return Importer(TRY(VerisRecord::open(json, limits.leaves)), text).read();
}

}  // namespace ledgelight::casefile
