#include "casefile/law_facts.hpp"

#include <algorithm>
#include <chrono>

namespace ledgelight::casefile {
namespace {

class Writer {
 public:
  Writer(const FactBook& book, const LawPlace& place) : book_(book), place_(place) {
    out_.facts = {{"city", place.city}, {"entity", {{"kind", place.entity_kind}}}};
  }

  LawFacts write() {
    out_.facts["entity"].update(scalar("entity.role", "role", "entity.role"));
    out_.facts["entity"].update(yes_no("entity.hipaa", "hipaa"));
    put("discovered");
    put_or_none("vendor_discovered", &Writer::plain);
    occurred();
    put("access");
    items("data", &Writer::data_item);
    items("people", &Writer::people_item);
    if (stated("harm")) out_.facts["harm"] = members("harm", harm_keys);
    put_or_none("law_enforcement_hold", &Writer::hold);
    put("notice_cost_usd");
    items("notified", &Writer::notified_item);
    std::sort(out_.suspected.begin(), out_.suspected.end());
    std::sort(out_.withheld.begin(), out_.withheld.end(),
              [](const Withheld& a, const Withheld& b) { return a.path < b.path; });
    return std::move(out_);
  }

 private:
  using Keys = std::vector<const char*>;
  using Item = Json (Writer::*)(const Json&) const;
  using Whole = Json (Writer::*)(const std::string&) const;
  inline static const Keys harm_keys = {"finding", "investigated", "signed_by", "on", "reopened"};
  inline static const Keys hold_keys = {"agency", "determined", "requested", "released"};

  // Known or suspected; a suspicion is noted under `path`, anything else as withheld.
  bool stated(const std::string& name, const std::string& path) {
    const auto how = book_.certainty(name);
    if (how == Certainty::suspected) out_.suspected.push_back(path);
    if (how == Certainty::known || how == Certainty::suspected) return true;
    out_.withheld.push_back({path, how});
    return false;
  }
  bool stated(const std::string& name) { return stated(name, name); }

  Json scalar(const std::string& name, const char* key, const std::string& path) {
    Json out = Json::object();
    if (stated(name, path)) out[key] = book_.value(name);
    return out;
  }
  Json yes_no(const std::string& name, const char* key) {
    if (book_.certainty(name) == Certainty::ruled_out) return {{key, false}};
    return scalar(name, key, name);
  }
  void put(const std::string& name) {
    if (stated(name)) out_.facts[name] = book_.value(name);
  }
  void put_or_none(const std::string& name, Whole whole) {
    if (book_.certainty(name) == Certainty::ruled_out) {
      out_.facts[name] = nullptr;
    } else if (stated(name)) {
      out_.facts[name] = (this->*whole)(name);
    }
  }
  Json plain(const std::string& name) const { return book_.value(name); }
  Json members(const std::string& name, const Keys& keys) const {
    return only(book_.value(name), keys);
  }
  Json hold(const std::string& name) const { return members(name, hold_keys); }

  // What the case does not say, the engine must see as unsaid: no key is filled in.
  static Json only(const Json& value, const Keys& keys) {
    Json out = Json::object();
    for (const auto* key : keys) {
      const auto it = value.find(key);
      if (it != value.end()) out[key] = *it;
    }
    return out;
  }
  Json data_item(const Json& item) const {
    return only(item, {"elements", "medium", "protection", "key", "accuracy_feet",
                       "city_mailbox_people"});
  }
  Json people_item(const Json& item) const {
    return only(item, {"state", "count", "identified", "without_contact", "elements"});
  }
  Json notified_item(const Json& item) const { return only(item, {"who", "state", "rule", "on"}); }

  void items(const std::string& name, Item item) {
    if (book_.certainty(name) == Certainty::ruled_out) {
      out_.facts[name] = Json::array();  // none, and that is known
      return;
    }
    if (!stated(name)) return;
    Json list = Json::array();
    for (const auto& one : book_.value(name)) {
      const auto certainty = text_at(one, "certainty");
      if (certainty == "ruled_out") continue;
      if (certainty == "suspected") {
        out_.suspected.push_back(name + "[" + std::to_string(list.size()) + "]");
      }
      list.push_back((this->*item)(one));
    }
    out_.facts[name] = std::move(list);
  }

  // One end of a window, no finer than a day.
  Json end(const std::string& text) const {
    if (text == "..") return nullptr;
    if (text.size() <= 10) return text;
    const auto when = When::parse(text);
    CHECK(when.has_value());
    const auto whole = text.size() == 17 ? text.substr(0, 16) + ":00Z" : text;
    const auto at = parse_instant(whole);
    return at ? Json(to_text(local_date(*at, place_.zone))) : Json(to_text(*when->earliest()));
  }

  void occurred() {
    const bool window = !book_.value("window").is_null();
    const std::string name = !window && !book_.value("began").is_null() ? "began" : "window";
    if (!stated(name, "occurred")) return;
    const auto text = book_.value(name).get<std::string>();
    const auto slash = text.find('/');
    const auto from = text.substr(0, slash);
    // A beginning says nothing about the end.
    const auto to = slash != std::string::npos ? text.substr(slash + 1)
                    : name == "began"          ? std::string("..")
                                               : from;
    out_.facts["occurred"] = {{"from", end(from)}, {"to", end(to)}};
  }

  const FactBook& book_;
  const LawPlace& place_;
  LawFacts out_;
};

}  // namespace

LawFacts law_facts(const FactBook& book, const LawPlace& place) {
  return Writer(book, place).write();
}

}  // namespace ledgelight::casefile
