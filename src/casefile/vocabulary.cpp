#include "casefile/vocabulary.hpp"

#include <algorithm>
#include <map>
#include <span>

#include "base/embedded.hpp"
#include "base/text.hpp"

namespace ledgelight {
std::span<const EmbeddedFile> embedded_casefile();  // made by embed_tree
}

namespace ledgelight::casefile {
namespace {

constexpr std::size_t text_limit_each = 1000;  // bytes of one string in a list of texts
constexpr std::size_t note_limit = 4000;
constexpr std::size_t said_by_limit = 200;

struct Vocabulary {
  std::map<std::string, std::vector<std::string>, std::less<>> lists;
  std::vector<FactKind> kinds;
};

Shape::Kind kind_named(const std::string& name) {
  static const std::map<std::string, Shape::Kind> names = {
      {"text", Shape::Kind::text},     {"token", Shape::Kind::token},
      {"tokens", Shape::Kind::tokens}, {"texts", Shape::Kind::texts},
      {"yes_no", Shape::Kind::yes_no}, {"date", Shape::Kind::date},
      {"when", Shape::Kind::when},     {"count", Shape::Kind::count},
      {"object", Shape::Kind::object}, {"list", Shape::Kind::list}};
  const auto it = names.find(name);
  CHECK(it != names.end());
  return it->second;
}

Shape read_shape(const Json& row, const Vocabulary& vocabulary) {
  Shape shape;
  shape.kind = kind_named(text_at(row, "type"));
  shape.max = static_cast<std::size_t>(int_at(row, "max").value_or(0));
  shape.code = true_at(row, "code");
  if (row.contains("list")) {
    shape.choices_name = text_at(row, "list");
    const auto list = vocabulary.lists.find(shape.choices_name);
    CHECK(list != vocabulary.lists.end());
    shape.choices = list->second;
  }
  if (row.contains("fields")) {
    for (const auto& field : row.at("fields")) {
      shape.fields.push_back(
          {text_at(field, "key"), true_at(field, "required"), read_shape(field, vocabulary)});
    }
  }
  return shape;
}

Vocabulary read_vocabulary() {
  const auto* file = find_embedded(embedded_casefile(), "vocabulary.json");
  CHECK(file != nullptr);
  const auto json = parse_json(file->bytes);
  CHECK(json.has_value());
  Vocabulary out;
  for (const auto& list : json->at("lists").items()) {
    out.lists[list.key()] = list.value().get<std::vector<std::string>>();
  }
  for (const auto& row : json->at("facts")) {
    FactKind kind;
    kind.name = text_at(row, "name");
    kind.group = text_at(row, "group");
    kind.label_key = "fact." + kind.name + ".label";
    kind.help_key = "fact." + kind.name + ".help";
    kind.personal = true_at(row, "personal");
    kind.asked = !row.contains("asked") || row.at("asked").get<bool>();
    kind.shape = read_shape(row, out);
    out.kinds.push_back(std::move(kind));
  }
  return out;
}

const Vocabulary& vocabulary() {
  static const Vocabulary read = read_vocabulary();
  return read;
}

bool contains(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// One pass over a value; the path of where we are travels along.
class Checker {
 public:
  std::vector<Fault> faults;

  Json check(const Shape& shape, const Json& value, const std::string& path) {
    switch (shape.kind) {
      case Shape::Kind::text:
        return shape.code ? code(value, path, shape.max) : text(value, path, shape.max);
      case Shape::Kind::token:
        return token(shape, value, path);
      case Shape::Kind::tokens:
        return tokens(shape, value, path);
      case Shape::Kind::texts:
        return texts(shape, value, path);
      case Shape::Kind::yes_no:
        return value.is_boolean() ? value : fault(path, "is not true or false");
      case Shape::Kind::date:
        if (value.is_string() && parse_date(value.get<std::string>())) return value;
        return fault(path, "is not a day of the calendar, such as 2026-03-02");
      case Shape::Kind::when:
        return when(value, path);
      case Shape::Kind::count:
        return count(shape, value, path);
      case Shape::Kind::object:
        return object(shape, value, path);
      case Shape::Kind::list:
        return list(shape, value, path);
    }
    return nullptr;
  }

  Json fault(const std::string& path, std::string what) {
    faults.push_back({path, std::move(what)});
    return nullptr;
  }

 private:
  Json text(const Json& value, const std::string& path, std::size_t max) {
    if (!value.is_string()) return fault(path, "is not text");
    auto words = trimmed(value.get<std::string>());
    if (!valid_utf8(words)) return fault(path, "is not UTF-8");
    if (words.empty()) return fault(path, "is empty");
    if (words.size() > max) return fault(path, "is longer than " + std::to_string(max) + " bytes");
    return words;
  }

  Json code(const Json& value, const std::string& path, std::size_t max) {
    auto id = text(value, path, max);
    if (!id.is_string()) return id;
    const auto& letters = id.get_ref<const std::string&>();
    const auto plain = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
    };
    if (std::all_of(letters.begin(), letters.end(), plain)) return id;
    return fault(path, "is not an id, such as us/ct/breach/notify-residents");
  }

  Json token(const Shape& shape, const Json& value, const std::string& path) {
    if (value.is_string() && contains(shape.choices, value.get<std::string>())) return value;
    if (shape.choices.size() <= 6) {
      return fault(path, "is not one of: " + join(shape.choices, ", "));
    }
    return fault(path, "is not in the list \"" + shape.choices_name + "\"");
  }

  Json tokens(const Shape& shape, const Json& value, const std::string& path) {
    if (!value.is_array()) return fault(path, "is not a list");
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const auto here = path + "[" + std::to_string(i) + "]";
      if (i >= shape.choices.size()) return fault(path, "has more items than there are tokens");
      const auto one = token(shape, value[i], here);
      if (!one.is_string()) continue;
      if (contains(seen, one.get<std::string>())) {
        fault(here, "stands twice");
      } else {
        seen.push_back(one.get<std::string>());
      }
    }
    if (value.empty()) return fault(path, "is empty");
    Json ordered = Json::array();
    for (const auto& choice : shape.choices) {
      if (contains(seen, choice)) ordered.push_back(choice);
    }
    return ordered;
  }

  Json texts(const Shape& shape, const Json& value, const std::string& path) {
    if (!value.is_array()) return fault(path, "is not a list");
    if (value.empty()) return fault(path, "is empty");
    if (value.size() > shape.max) {
      return fault(path, "has more than " + std::to_string(shape.max) + " items");
    }
    Json out = Json::array();
    for (std::size_t i = 0; i < value.size(); ++i) {
      out.push_back(text(value[i], path + "[" + std::to_string(i) + "]", text_limit_each));
    }
    return out;
  }

  Json when(const Json& value, const std::string& path) {
    if (value.is_string()) {
      const auto parsed = When::parse(value.get<std::string>());
      if (parsed && !parsed->unknown()) return parsed->text();
    }
    return fault(path, "is not a time such as 2026, 2026-03, 2026-03-02 or 2026-03-01/2026-03-04");
  }

  Json count(const Shape& shape, const Json& value, const std::string& path) {
    if (!value.is_number_integer()) return fault(path, "is not a whole number");
    if (value.is_number_unsigned()) {
      if (value.get<std::uint64_t>() <= shape.max) return value;
    } else {
      const auto n = value.get<std::int64_t>();
      if (n >= 0 && static_cast<std::uint64_t>(n) <= shape.max) return value;
    }
    return fault(path, "is not between 0 and " + std::to_string(shape.max));
  }

  Json object(const Shape& shape, const Json& value, const std::string& path) {
    if (!value.is_object()) return fault(path, "is not an object");
    Json out = Json::object();
    for (const auto& field : shape.fields) {
      const auto here = path.empty() ? field.key : path + "." + field.key;
      const auto it = value.find(field.key);
      if (it != value.end() && !it->is_null()) {
        out[field.key] = check(field.shape, *it, here);
      } else if (field.required) {
        fault(here, "is missing");
      }
    }
    std::size_t strangers = 0;
    for (const auto& item : value.items()) {
      const auto known = std::any_of(shape.fields.begin(), shape.fields.end(),
                                     [&](const ShapeField& f) { return f.key == item.key(); });
      if (!known) ++strangers;
    }
    if (strangers > 0) {
      std::vector<std::string> keys;
      for (const auto& field : shape.fields) keys.push_back(field.key);
      fault(path, "has a member that is not one of: " + join(keys, ", "));
    }
    return out;
  }

  Json list(const Shape& shape, const Json& value, const std::string& path) {
    if (!value.is_array()) return fault(path, "is not a list");
    if (value.size() > shape.max) {
      return fault(path, "has more than " + std::to_string(shape.max) + " items");
    }
    Json out = Json::array();
    for (std::size_t i = 0; i < value.size(); ++i) {
      out.push_back(object(shape, value[i], path + "[" + std::to_string(i) + "]"));
    }
    if (out.empty()) return fault(path, "is empty");
    return out;
  }
};

// What one value says about another of the same fact.
void check_sense(const std::string& name, const Json& value, std::vector<Fault>& faults) {
  const auto ordered = [&](const char* first, const char* then) {
    const auto a = text_at(value, first);
    const auto b = text_at(value, then);
    if (!a.empty() && !b.empty() && b < a) {
      faults.push_back({name + "." + then, std::string("is before ") + name + "." + first});
    }
  };
  if (name == "law_enforcement_hold") ordered("requested", "released");
  if (name == "harm") ordered("on", "reopened");
  if (name != "people") return;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto without = int_at(value[i], "without_contact");
    if (without && *without > int_at(value[i], "count").value_or(0)) {
      faults.push_back({"people[" + std::to_string(i) + "].without_contact",
                        "is more than the people of this line"});
    }
  }
}

bool holds_value(Certainty certainty) {
  return certainty == Certainty::known || certainty == Certainty::suspected;
}

}  // namespace

const std::vector<FactKind>& fact_kinds() { return vocabulary().kinds; }

const FactKind* find_kind(std::string_view name) {
  for (const auto& kind : vocabulary().kinds) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

const std::vector<std::string>& token_list(std::string_view list) {
  static const std::vector<std::string> none;
  const auto it = vocabulary().lists.find(list);
  return it == vocabulary().lists.end() ? none : it->second;
}

std::string token_key(std::string_view list, std::string_view token) {
  return lowered(std::string(list) + "." + std::string(token));
}

std::string field_key(std::string_view key) { return "fact_field." + std::string(key); }

CheckedValue check_value(const FactKind& kind, const Json& value) {
  Checker checker;
  CheckedValue out;
  out.value = checker.check(kind.shape, value, kind.name);
  out.faults = std::move(checker.faults);
  if (out.ok()) check_sense(kind.name, out.value, out.faults);
  if (!out.ok()) out.value = nullptr;
  return out;
}

Result<Fact> checked(Fact fact) {
  const auto* kind = find_kind(fact.name);
  if (kind == nullptr) return fail(Errc::bad_input, "name: is not one of the facts a case can hold");
  std::vector<Fault> faults;
  if (fact.value.is_null()) {
    if (holds_value(fact.certainty)) {
      faults.push_back({fact.name, "needs a value when it is known or suspected"});
    }
  } else if (holds_value(fact.certainty) || fact.certainty == Certainty::ruled_out) {
    auto checked_value = check_value(*kind, fact.value);
    fact.value = std::move(checked_value.value);
    faults = std::move(checked_value.faults);
  } else {
    faults.push_back({fact.name, "has a value although nobody knows it"});
  }
  fact.said_by = trimmed(fact.said_by);
  fact.note = trimmed(fact.note);
  if (!valid_utf8(fact.said_by) || fact.said_by.size() > said_by_limit) {
    faults.push_back({"said_by", "is longer than 200 bytes or not UTF-8"});
  }
  if (!valid_utf8(fact.note) || fact.note.size() > note_limit) {
    faults.push_back({"note", "is longer than 4000 bytes or not UTF-8"});
  }
  if (faults.empty()) return fact;
  std::vector<std::string> lines;
  for (const auto& fault : faults) lines.push_back(fault.line());
  return fail(Errc::bad_input, join(lines, "\n"));
}

}  // namespace ledgelight::casefile
