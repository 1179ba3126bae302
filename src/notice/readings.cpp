#include "notice/readings.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace ledgelight::notice {
namespace {

using Kind = Reading::Kind;

const Json& list_at(const Json& object, const char* key) {
  static const Json none = Json::array();
  if (!object.is_object()) return none;
  const auto it = object.find(key);
  return it != object.end() && it->is_array() ? *it : none;
}

// Flags that say the engine took the safe side of an open text. The others tell what happened (a
// hold, a note on another law) and leave nothing to decide.
bool says_defaulted(std::string_view code) {
  constexpr std::array<std::string_view, 6> marks = {"COUNSEL_", "LAW_SILENT", "_NOT_SEEN", "DISAGREE",
                                                     "OTHER_STATE", "OUT_OF_STATE"};
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return code.find(mark) != std::string_view::npos; });
}

// The text without what is of this case alone: its days, and what stands in brackets.
std::string of_any_case(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (depth == 0 && (c < '0' || c > '9')) out += c;
    if (c == ')' && depth > 0) --depth;
  }
  return out;
}

class Collector {
 public:
  Collector(const Json& duty, const Json& reckoning, std::vector<Reading>& out)
      : duty_(duty), reckoning_(reckoning), out_(out) {
    for (const auto& source : list_at(duty, "citations")) {
      cites_.push_back({{"cite", text_at(source, "cite")},
                        {"confidence", text_at(source, "confidence")},
                        {"url", text_at(source, "url")}});
    }
  }

  void collect() {
    for (const auto& source : list_at(duty_, "citations")) {
      if (true_at(source, "verified")) continue;
      const auto note = text_at(source, "note");
      add(Kind::unverified, text_at(source, "cite") + " is recalled, not read" + (note.empty() ? "." : ": " + note));
    }
    for (const auto& other : list_at(duty_, "alternatives")) {
      const auto due = text_at(other, "due");
      add(Kind::defaulted, "Another reading" + (due.empty() ? std::string() : " gives " + due) + ": " +
                               text_at(other, "because"));
    }
    for (const auto& flag : list_at(duty_, "flags")) {
      const auto code = text_at(flag, "code");
      if (code == "RESTS_ON_UNKNOWN_FACT") add(Kind::unknown, text_at(flag, "text"));
      if (says_defaulted(code)) add(Kind::defaulted, text_at(flag, "text"));
    }
    suspicions();
  }

 private:
  // The whole sheet says which facts are suspected; the duty, which facts it used.
  void suspicions() {
    for (const auto& flag : list_at(reckoning_, "flags")) {
      if (text_at(flag, "code") != "RESTS_ON_SUSPICION") continue;
      for (const auto& path : list_at(flag, "facts")) {
        if (path.is_string() && used(path.get<std::string>())) {
          add(Kind::suspected, path.get<std::string>() + " is suspected, not known.");
        }
      }
    }
  }
  bool used(const std::string& path) const {
    const auto& because = list_at(duty_, "because");
    return std::any_of(because.begin(), because.end(), [&](const Json& b) {
      const auto fact = text_at(b, "fact");
      return fact.rfind(path, 0) == 0 || path.rfind(fact, 0) == 0;
    });
  }

  void add(Kind kind, std::string what) {
    Reading out;
    out.kind = kind;
    out.rule = text_at(duty_, "rule");
    out.duty = text_at(duty_, "id");
    out.jurisdiction = text_at(duty_, "jurisdiction");
    out.title = text_at(duty_, "title");
    out.what = std::move(what);
    const Json signs = {{"cites", out.of_the_law() ? cites_ : Json::array()},
                        {"kind", name_of(kind)},
                        {"rule", out.rule},
                        {"what", out.of_the_law() ? of_any_case(out.what) : out.what}};
    out.id = sha256_hex(plain_json(signs)).substr(0, 16);
    const bool there = std::any_of(out_.begin(), out_.end(), [&](const Reading& r) { return r.id == out.id; });
    if (!there) out_.push_back(std::move(out));
  }

  const Json& duty_;
  const Json& reckoning_;
  std::vector<Reading>& out_;
  Json cites_ = Json::array();
};

}  // namespace

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::unverified: return "unverified";
    case Kind::defaulted: return "defaulted";
    case Kind::unknown: return "unknown";
    case Kind::suspected: return "suspected";
  }
  return "?";
}

std::vector<Reading> readings_of(const Json& reckoning) {
  std::vector<Reading> out;
  for (const auto& duty : list_at(reckoning, "duties")) Collector(duty, reckoning, out).collect();
  return out;
}

std::vector<Reading> readings_of(const Json& duty, const Json& reckoning) {
  std::vector<Reading> out;
  Collector(duty, reckoning, out).collect();
  return out;
}

std::optional<std::string> reading_in_spanish(
    std::string_view what, const std::function<std::string(const std::string&)>& law) {
  constexpr std::string_view another = "Another reading", gives = " gives ";
  constexpr std::string_view recalled = " is recalled, not read", suspected = " is suspected, not known.";
  if (what.starts_with(another)) {
    auto rest = what.substr(another.size());
    std::string out = "Otra lectura";
    if (rest.starts_with(gives)) {
      const auto end = std::min(rest.find(": "), rest.size());
      out += " da " + std::string(rest.substr(gives.size(), end - gives.size()));
      rest = rest.substr(end);
    }
    if (!rest.starts_with(": ")) return std::nullopt;
    return out + ": " + law(std::string(rest.substr(2)));
  }
  if (what.ends_with(suspected))
    return law(std::string(what.substr(0, what.size() - suspected.size()))) + " se sospecha, no se sabe.";
  const auto at = what.find(recalled);
  if (at == std::string_view::npos) return std::nullopt;
  const auto note = what.substr(at + recalled.size());
  const auto cite = std::string(what.substr(0, at)) + " se cita de memoria, sin haberse le\xC3\xAD""do";
  return note.starts_with(": ") ? cite + ": " + law(std::string(note.substr(2))) : cite + ".";
}

}  // namespace ledgelight::notice
