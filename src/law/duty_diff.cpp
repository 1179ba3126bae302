#include "law/duty_diff.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ledgelight::law {
namespace {

const Json& member(const Json& object, const std::string& key) {
  static const Json none;
  if (!object.is_object()) return none;
  const auto it = object.find(key);
  return it == object.end() ? none : *it;
}

const Json* with_id(const Json& duties, const std::string& id) {
  if (!duties.is_array()) return nullptr;
  for (const auto& duty : duties)
    if (text_at(duty, "id") == id) return &duty;
  return nullptr;
}

// What `a` holds and `b` does not.
Json missing_from(const Json& a, const Json& b) {
  Json out = Json::array();
  for (const auto& one : a)
    if (std::find(b.begin(), b.end(), one) == b.end()) out.push_back(one);
  return out;
}

std::vector<FieldChange> fields_of(const Json& before, const Json& after) {
  std::vector<std::string> names;
  for (const auto* side : {&before, &after})
    for (const auto& [name, value] : side->items()) names.push_back(name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::vector<FieldChange> out;
  for (const auto& name : names) {
    const auto& a = member(before, name);
    const auto& b = member(after, name);
    if (a == b) continue;
    if (!a.is_array() || !b.is_array()) {
      out.push_back({name, a, b});
      continue;
    }
    auto gone = missing_from(a, b), come = missing_from(b, a);
    const bool order_only = gone.empty() && come.empty();
    out.push_back({name, order_only ? a : std::move(gone), order_only ? b : std::move(come)});
  }
  return out;
}

DutyChange head_of(DutyChange::Kind kind, const Json& duty) {
  return {kind, text_at(duty, "id"), text_at(duty, "jurisdiction"), text_at(duty, "title"),
          text_at(duty, "due"), {}};
}

std::string short_words(const Json& value) {
  if (value.is_null()) return "nothing";
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return plain_json(value);
  std::vector<std::string> parts;
  for (const auto& one : value) {
    if (one.is_string()) {
      parts.push_back(one.get<std::string>());
    } else if (one.is_object() && one.contains("cite")) {
      parts.push_back(text_at(one, "cite") + " [" + text_at(one, "confidence") + ", read " +
                      text_at(one, "read") + "]");
    } else if (one.is_object() && one.contains("code")) {
      parts.push_back(text_at(one, "code"));
    } else {
      parts.push_back(plain_json(one));
    }
  }
  return parts.empty() ? "nothing" : join(parts, "; ");
}

}  // namespace

std::string_view name_of(DutyChange::Kind kind) {
  switch (kind) {
    case DutyChange::Kind::added: return "added";
    case DutyChange::Kind::removed: return "removed";
    case DutyChange::Kind::changed: return "changed";
  }
  return "?";
}

std::vector<DutyChange> compare_duties(const Json& before, const Json& after) {
  std::vector<DutyChange> out;
  const auto& old_duties = member(before, "duties");
  const auto& new_duties = member(after, "duties");
  for (const auto& duty : old_duties) {
    const auto* now = with_id(new_duties, text_at(duty, "id"));
    if (now == nullptr) {
      out.push_back(head_of(DutyChange::Kind::removed, duty));
      continue;
    }
    auto change = head_of(DutyChange::Kind::changed, *now);
    change.fields = fields_of(duty, *now);
    if (!change.fields.empty()) out.push_back(std::move(change));
  }
  for (const auto& duty : new_duties)
    if (with_id(old_duties, text_at(duty, "id")) == nullptr)
      out.push_back(head_of(DutyChange::Kind::added, duty));
  return out;
}

std::string first_difference(const Json& a, const Json& b) {
  if (a == b) return {};
  if (a.is_object() && b.is_object()) {
    for (const auto& [key, value] : a.items()) {
      const auto& other = member(b, key);
      if (b.contains(key) && value == other) continue;
      const auto below = first_difference(value, other);
      return key + (below.empty() || below.front() == '[' ? below : "." + below);
    }
    for (const auto& [key, value] : b.items())
      if (!a.contains(key)) return key;
  }
  if (a.is_array() && b.is_array()) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
      if (a[i] == b[i]) continue;
      const auto below = first_difference(a[i], b[i]);
      const auto at = "[" + std::to_string(i) + "]";
      return at + (below.empty() || below.front() == '[' ? below : "." + below);
    }
    return "[" + std::to_string(std::min(a.size(), b.size())) + "]";
  }
  return {};  // the value itself: the caller names where it stands
}

Json to_json(const std::vector<DutyChange>& changes) {
  Json out = Json::array();
  for (const auto& change : changes) {
    Json fields = Json::array();
    for (const auto& field : change.fields)
      fields.push_back({{"field", field.field}, {"before", field.before}, {"after", field.after}});
    out.push_back({{"change", name_of(change.kind)},
                   {"duty", change.duty},
                   {"jurisdiction", change.jurisdiction},
                   {"title", change.title},
                   {"due", change.due.empty() ? Json(nullptr) : Json(change.due)},
                   {"fields", std::move(fields)}});
  }
  return out;
}

std::string to_words(const std::vector<DutyChange>& changes) {
  std::string out;
  for (const auto& change : changes) {
    out += "  " + std::string(name_of(change.kind)) + " " + change.duty + " (" + change.jurisdiction + ")";
    if (!change.title.empty()) out += ": " + change.title;
    if (change.kind != DutyChange::Kind::changed) out += change.due.empty() ? ", no day" : ", by " + change.due;
    out += "\n";
    for (const auto& field : change.fields) {
      const bool list = field.before.is_array() && field.after.is_array();
      if (list && !field.before.empty()) out += "    " + field.field + " without: " + short_words(field.before) + "\n";
      if (list && !field.after.empty()) out += "    " + field.field + " with: " + short_words(field.after) + "\n";
      if (!list)
        out += "    " + field.field + ": " + short_words(field.before) + " -> " + short_words(field.after) + "\n";
    }
  }
  return out;
}

}  // namespace ledgelight::law
