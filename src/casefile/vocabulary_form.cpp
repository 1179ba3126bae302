// The way between form fields and values.
#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.hpp"
#include "casefile/vocabulary.hpp"

namespace ledgelight::casefile {
namespace {

constexpr std::size_t fields_limit = 20'000;

bool digits_only(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string padded(std::string digits, std::size_t width) {
  while (digits.size() < width) digits.insert(digits.begin(), '0');
  return digits;
}

// "3/2/2026", month first, as Americans write it; anything else comes back as it was.
std::string iso_from_us(const std::string& text) {
  const auto parts = split(text, '/');
  if (parts.size() != 3 || parts[2].size() != 4) return text;
  for (const auto& part : parts) {
    if (!digits_only(part) || part.size() > 4) return text;
  }
  return parts[2] + "-" + padded(parts[0], 2) + "-" + padded(parts[1], 2);
}

class FormReader {
 public:
  FormReader(const FormFields& fields, std::vector<Fault>& faults)
      : fields_(fields), faults_(faults) {}

  // Null when nothing was typed. `field` is the name in the form, `path` the one in faults.
  Json read(const Shape& shape, const std::string& field, const std::string& path) {
    switch (shape.kind) {
      case Shape::Kind::text:
      case Shape::Kind::token:
        return plain(one(field));
      case Shape::Kind::yes_no:
        return yes_no(one(field));
      case Shape::Kind::count:
        return count(one(field), path);
      case Shape::Kind::date:
        return date(field);
      case Shape::Kind::when:
        return when(field);
      case Shape::Kind::tokens:
        return many(all(field));
      case Shape::Kind::texts:
        return many(lines(field));
      case Shape::Kind::object:
        return object(shape, field, path);
      case Shape::Kind::list:
        return list(shape, field, path);
    }
    return nullptr;
  }

 private:
  std::vector<std::string> all(std::string_view name) const {
    std::vector<std::string> out;
    for (const auto& field : fields_) {
      if (field.first == name && !trimmed(field.second).empty()) {
        out.push_back(trimmed(field.second));
      }
    }
    return out;
  }
  std::string one(std::string_view name) const {
    const auto values = all(name);
    return values.empty() ? std::string() : values.back();
  }
  std::vector<std::string> lines(std::string_view name) const {
    std::vector<std::string> out;
    for (const auto& value : all(name)) {
      for (const auto& line : split(replaced(value, "\r", "\n"), '\n')) {
        if (!trimmed(line).empty()) out.push_back(trimmed(line));
      }
    }
    return out;
  }

  static Json plain(const std::string& text) { return text.empty() ? Json() : Json(text); }
  static Json many(const std::vector<std::string>& values) {
    return values.empty() ? Json() : Json(values);
  }
  static Json yes_no(const std::string& text) {
    const auto word = lowered(text);
    if (word == "yes" || word == "true" || word == "on") return true;
    if (word == "no" || word == "false") return false;
    return plain(text);  // the check says what is wrong with it
  }

  Json count(const std::string& text, const std::string& path) {
    std::string digits;
    for (const char c : text) {
      if (c != ' ' && c != ',' && c != '$') digits += c;
    }
    if (digits.empty()) return plain(text);
    if (!digits_only(digits)) return text;
    if (digits.size() > 15) {
      faults_.push_back({path, "is too large a number"});
      return nullptr;
    }
    return std::stoll(digits);
  }

  // The three fields of a memorable date, or "" when none was filled.
  std::string three(const std::string& field) const {
    const auto year = one(field + ".year");
    const auto month = one(field + ".month");
    const auto day = one(field + ".day");
    if (year.empty() && month.empty() && day.empty()) return {};
    std::string out = year;
    if (!month.empty()) out += "-" + padded(month, 2);
    if (!day.empty()) out += "-" + padded(day, 2);
    return out;
  }
  std::string point(const std::string& field) const {
    const auto memorable = three(field);
    return memorable.empty() ? iso_from_us(one(field)) : memorable;
  }
  Json date(const std::string& field) { return plain(point(field)); }
  Json when(const std::string& field) {
    const auto from = point(field);
    const auto to = point(field + ".to");
    if (to.empty()) return plain(from);
    return (from.empty() ? ".." : from) + "/" + to;
  }

  Json object(const Shape& shape, const std::string& field, const std::string& path) {
    Json out = Json::object();
    for (const auto& member : shape.fields) {
      auto value = read(member.shape, field + "." + member.key, path + "." + member.key);
      if (!value.is_null()) out[member.key] = std::move(value);
    }
    return out.empty() ? Json() : out;
  }

  Json list(const Shape& shape, const std::string& field, const std::string& path) {
    std::set<unsigned> rows;
    const auto start = field + ".";
    for (const auto& entry : fields_) {
      if (entry.first.compare(0, start.size(), start) != 0) continue;
      const auto rest = entry.first.substr(start.size());
      const auto number = rest.substr(0, rest.find('.'));
      if (digits_only(number) && number.size() <= 5) {
        rows.insert(static_cast<unsigned>(std::stoul(number)));
      }
    }
    Json out = Json::array();
    for (const auto row : rows) {
      if (out.size() > shape.max) break;  // the check refuses the list
      auto value = object(shape, start + std::to_string(row),
                          path + "[" + std::to_string(out.size()) + "]");
      if (!value.is_null()) out.push_back(std::move(value));
    }
    return out.empty() ? Json() : out;
  }

  const FormFields& fields_;
  std::vector<Fault>& faults_;
};

void write_when(const std::string& text, const std::string& field, FormFields& out) {
  const auto slash = text.find('/');
  const auto from = text.substr(0, slash);
  if (from != "..") out.emplace_back(field, from);
  if (slash != std::string::npos) out.emplace_back(field + ".to", text.substr(slash + 1));
}

void write(const Shape& shape, const Json& value, const std::string& field, FormFields& out) {
  if (value.is_null()) return;
  switch (shape.kind) {
    case Shape::Kind::yes_no:
      out.emplace_back(field, value.get<bool>() ? "yes" : "no");
      return;
    case Shape::Kind::count:
      out.emplace_back(field, plain_json(value));
      return;
    case Shape::Kind::when:
      write_when(value.get<std::string>(), field, out);
      return;
    case Shape::Kind::tokens:
      for (const auto& item : value) out.emplace_back(field, item.get<std::string>());
      return;
    case Shape::Kind::texts:
      out.emplace_back(field, join(value.get<std::vector<std::string>>(), "\n"));
      return;
    case Shape::Kind::object:
      for (const auto& member : shape.fields) {
        const auto it = value.find(member.key);
        if (it != value.end()) write(member.shape, *it, field + "." + member.key, out);
      }
      return;
    case Shape::Kind::list:
      for (std::size_t i = 0; i < value.size(); ++i) {
        for (const auto& member : shape.fields) {
          const auto it = value[i].find(member.key);
          if (it == value[i].end()) continue;
          write(member.shape, *it, field + "." + std::to_string(i) + "." + member.key, out);
        }
      }
      return;
    default:
      out.emplace_back(field, value.get<std::string>());
  }
}

}  // namespace

CheckedValue parse_form(const FactKind& kind, const FormFields& fields, std::string_view prefix) {
  CheckedValue out;
  if (fields.size() > fields_limit) {
    out.faults.push_back({kind.name, "has too many form fields"});
    return out;
  }
  FormReader reader(fields, out.faults);
  const auto value = reader.read(kind.shape, std::string(prefix), kind.name);
  if (value.is_null() || !out.ok()) return out;
  return check_value(kind, value);
}

CheckedValue parse_text(const FactKind& kind, std::string_view text) {
  const bool structured = kind.shape.kind == Shape::Kind::object ||
                          kind.shape.kind == Shape::Kind::list ||
                          kind.shape.kind == Shape::Kind::tokens ||
                          kind.shape.kind == Shape::Kind::texts;
  if (!structured) return parse_form(kind, {{"value", std::string(text)}}, "value");
  const auto json = parse_json(text, {.bytes = 1U << 20, .depth = 8});
  if (!json) return {nullptr, {{kind.name, json.error().detail}}};
  return check_value(kind, *json);
}

FormFields form_of(const FactKind& kind, const Json& value, std::string_view prefix) {
  FormFields out;
  write(kind.shape, value, std::string(prefix), out);
  return out;
}

}  // namespace ledgelight::casefile
