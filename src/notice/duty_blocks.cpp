#include "notice/duty_blocks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/civil.hpp"
#include "base/text.hpp"

namespace ledgelight::notice {
namespace {

using print::Block;
using print::Heading;
using print::KeyValues;
using print::List;
using print::Paragraph;
using print::Table;
using print::Text;

constexpr std::size_t longest = 20'000;

std::string clean(std::string_view s) { return trimmed(shown_line(s, longest)); }
std::string at(const Json& object, std::string_view key) { return clean(text_at(object, key)); }

Error wrong(std::string_view key, std::string_view wanted) {
  return fail(Errc::bad_input, fmt::format("duties JSON: \"{}\" must be {}", key, wanted));
}

// A member that must be an array of objects (or, with `texts`, of strings).
Result<std::vector<Json>> array_at(const Json& object, const std::string& key, bool required,
                                   bool texts = false) {
  const auto it = object.find(key);
  if (it == object.end() || it->is_null()) {
    if (required) return wrong(key, "there");
    return std::vector<Json>{};
  }
  if (!it->is_array()) return wrong(key, "an array");
  std::vector<Json> out;
  for (const auto& item : *it) {
    if (texts ? !item.is_string() : !item.is_object()) {
      return wrong(key, texts ? "an array of strings" : "an array of objects");
    }
    out.push_back(item);
  }
  return out;
}

// "2026-05-01" as a person reads it; anything else as it stands.
std::string day(const std::string& text) {
  const auto date = parse_date(text);
  return date ? long_text(*date) : text;
}

std::string kind_words(const std::string& kind) {
  if (kind == "notify-individuals") return "Write to the people affected";
  if (kind == "notify-regulator") return "Notify the regulator";
  if (kind == "notify-agencies") return "Notify the credit bureaus";
  if (kind == "notify-media") return "Notify the media";
  if (kind == "notify-owner") return "Notify the owner of the data";
  if (kind == "offer-services") return "Offer identity-theft services";
  if (kind == "notify-federal") return "Notify a federal office";
  return kind.empty() || kind == "other" ? "Duty" : clean(kind);
}

std::string state_words(const Json& duty) {
  const auto state = at(duty, "state");
  const auto late = int_at(duty, "days_late").value_or(0);
  if (late > 0) return fmt::format("{} ({} {} late)", state, late, late == 1 ? "day" : "days");
  return state;
}

// One thing stands alone; several stand under each other, each with its dot.
std::string several(const std::vector<std::string>& lines) {
  if (lines.size() < 2) return join(lines, "");
  return "\xE2\x80\xA2 " + join(lines, "\n\xE2\x80\xA2 ");
}

std::string value_words(const Json& value) {
  if (value.is_array()) {
    std::vector<std::string> parts;
    for (const auto& part : value) parts.push_back(value_words(part));
    return join(parts, ", ");
  }
  return clean(value.is_string() ? value.get<std::string>() : plain_json(value));
}

std::string citation_words(const Json& c) {
  std::string out = at(c, "cite");
  if (const auto url = at(c, "url"); !url.empty()) out += ", " + url;
  if (const auto read = at(c, "read"); !read.empty()) out += ", read " + read;
  const auto confidence = at(c, "confidence");
  const auto it = c.find("verified");
  const bool verified = it != c.end() && it->is_boolean() && it->get<bool>();
  out += fmt::format(" (confidence: {}; {})", confidence.empty() ? "not stated" : confidence,
                     verified ? "verified" : "NOT VERIFIED");
  return out;
}

std::string due_words(const Json& duty) {
  const auto due = at(duty, "due");
  if (!due.empty()) return day(due);
  const auto text = at(duty, "due_text");
  return text.empty() ? "no fixed day" : text;
}

Result<std::string> citations_of(const Json& object) {
  std::vector<std::string> lines;
  for (const auto& c : TRY(array_at(object, "citations", false))) lines.push_back(citation_words(c));
  return lines.empty() ? std::string("no source given") : several(lines);
}

Result<void> one_duty(std::vector<Block>& out, const Json& duty, std::size_t number, const Json& reckoning,
                      const std::vector<Signature>& signatures) {
  const auto recipient = at(duty, "recipient");
  if (at(duty, "rule").empty()) return wrong("duties[].rule", "there");
  const auto count = int_at(duty, "count");
  out.push_back(Heading{3, fmt::format("{}. {}{}{}", number, kind_words(at(duty, "kind")),
                                       recipient.empty() ? "" : ": ", recipient)});
  KeyValues kv;
  const auto row = [&kv](const char* label, std::string value) {
    if (!value.empty()) kv.rows.emplace_back(label, Text(std::move(value)));
  };
  const auto due = due_words(duty), text = at(duty, "due_text");
  kv.rows.emplace_back("Last lawful day", Text(std::vector<print::Run>{{due, true}}));
  if (text != due) row("In the law's words", text);
  row("Our own target", day(at(duty, "working_due")));
  row("State", state_words(duty));
  row("Who owes it", at(duty, "bearer"));
  row("To whom", recipient);
  row("People counted", count ? std::to_string(*count) : "");
  row("Jurisdiction", at(duty, "jurisdiction"));
  if (const auto s = duty.find("services"); s != duty.end() && s->is_object()) {
    row("Services", fmt::format("{} months for {} people", int_at(*s, "months").value_or(0),
                                int_at(*s, "count").value_or(0)));
  }
  std::vector<std::string> lines;
  for (const auto& m : TRY(array_at(duty, "methods", false, true))) lines.push_back(value_words(m));
  row("How it may be done", several(lines));
  lines.clear();
  for (const auto& c : TRY(array_at(duty, "content", false, true))) {
    const auto words = value_words(c);  // a sentence, or a key such as credit_freeze_advice
    lines.push_back(words.find(' ') == std::string::npos ? replaced(words, "_", " ") : words);
  }
  row("What it must say", several(lines));
  lines.clear();
  for (const auto& b : TRY(array_at(duty, "because", false))) {
    lines.push_back(at(b, "fact") + ": " + value_words(b.value("value", Json())));
  }
  row("Because", several(lines));
  lines.clear();
  for (const auto& a : TRY(array_at(duty, "alternatives", false))) {
    lines.push_back(day(at(a, "due")) + ": " + at(a, "because"));
  }
  row("Other reading", several(lines));
  row("Authority", TRY(citations_of(duty)));
  row("Rule", at(duty, "rule"));
  lines.clear();
  for (const auto& f : TRY(array_at(duty, "flags", false))) {
    lines.push_back(at(f, "code") + ": " + at(f, "text"));
  }
  row("For counsel", several(lines));
  lines.clear();
  for (const auto& reading : readings_of(duty, reckoning)) lines.push_back(reading_words(reading, signatures));
  row("Rests on", several(lines));
  out.push_back(std::move(kv));
  return Done{};
}

Result<void> rest(std::vector<Block>& out, const Json& reckoning) {
  const auto not_required = TRY(array_at(reckoning, "not_required", false));
  out.push_back(Heading{2, "Not required, and why"});
  if (not_required.empty()) {
    out.push_back(Paragraph{"Nothing was found to be not required.", ""});
  } else {
    Table t{{"Rule", "Why not", "Authority"}, {}, {2, 3, 3}, "Duties that do not arise", false};
    for (const auto& n : not_required) {
      // The reason may be a sentence or the facts it rests on.
      std::string why = at(n, "because");
      if (const auto it = n.find("because"); it != n.end() && it->is_array()) {
        std::vector<std::string> lines;
        for (const auto& b : *it) {
          lines.push_back(b.is_object() ? at(b, "fact") + ": " + value_words(b.value("value", Json()))
                                        : value_words(b));
        }
        why = several(lines);
      }
      t.rows.push_back({at(n, "rule") + (at(n, "jurisdiction").empty()
                                             ? ""
                                             : " (" + at(n, "jurisdiction") + ")"),
                        why, TRY(citations_of(n))});
    }
    out.push_back(std::move(t));
  }
  const auto questions = TRY(array_at(reckoning, "questions", false));
  out.push_back(Heading{2, "Questions still open"});
  List asked;
  for (const auto& q : questions) asked.items.emplace_back(at(q, "fact") + ": " + at(q, "why"));
  if (asked.items.empty()) {
    out.push_back(Paragraph{"None.", ""});
  } else {
    out.push_back(std::move(asked));
  }
  List flags;
  for (const auto& f : TRY(array_at(reckoning, "flags", false))) {
    flags.items.emplace_back(at(f, "code") + ": " + at(f, "text"));
  }
  if (!flags.items.empty()) {
    out.push_back(Heading{2, "For counsel, about the whole case"});
    out.push_back(std::move(flags));
  }
  return Done{};
}

}  // namespace

bool rests_on_unverified(const Json& reckoning) {
  const auto duties = reckoning.find("duties");
  if (duties == reckoning.end() || !duties->is_array()) return true;
  for (const auto& duty : *duties) {
    const auto cites = duty.is_object() ? duty.find("citations") : duty.end();
    if (!duty.is_object() || cites == duty.end() || !cites->is_array()) return true;
    for (const auto& c : *cites) {
      if (!true_at(c, "verified")) return true;
    }
  }
  return false;
}

std::string review_words(const Json& reckoning, const std::vector<Signature>& signatures,
                         const std::string& reviewed_by) {
  auto out = reviewed_by.empty() ? std::string("Not legal advice. Not reviewed by counsel.")
                                 : "Not legal advice. Reviewed by " + clean(reviewed_by) + ".";
  const auto readings = readings_of(reckoning);
  const auto open = std::count_if(readings.begin(), readings.end(), [&](const Reading& reading) {
    return std::none_of(signatures.begin(), signatures.end(),
                        [&](const Signature& s) { return s.reading == reading.id; });
  });
  if (open > 0) {
    out += fmt::format(
        " {} of {} readings (a source that nobody has verified, an open text read the safe way, a "
        "fact not known) are not signed: counsel must sign each before anything that "
        "rests on it is sent.",
        open, readings.size());
  } else if (rests_on_unverified(reckoning)) {
    out += " At least one duty rests on a source that nobody has verified; counsel signed that "
           "reading.";
  } else if (!readings.empty()) {
    out += fmt::format(" Counsel signed each of the {} readings it rests on.", readings.size());
  }
  return out;
}

std::string reading_words(const Reading& reading, const std::vector<Signature>& signatures) {
  auto out = std::string(name_of(reading.kind)) + ": " + clean(reading.what);
  for (const auto& s : signatures) {
    if (s.reading != reading.id) continue;
    return out + " \xE2\x80\x94 signed by " + clean(s.by) + " on " + to_text(s.on) +
           (s.for_pack ? " for every case" : "") + (s.reason.empty() ? "" : ": " + clean(s.reason));
  }
  return out + " \xE2\x80\x94 NOT SIGNED by counsel";
}

Result<std::vector<Block>> duty_blocks(const Json& reckoning, Depth depth,
                                       const std::vector<Signature>& signatures) {
  if (!reckoning.is_object()) return wrong("(the whole)", "an object");
  const auto duties = TRY(array_at(reckoning, "duties", true));
  std::vector<Block> out;
  if (duties.empty()) {
    out.push_back(Paragraph{"No duty arises from the facts as they are known.", ""});
  } else {
    Table t{{"Last day", "Duty", "To whom", "State"}, {}, {3, 4, 3, 2}, "The duties, a line each",
            false};
    for (const auto& duty : duties) {
      t.rows.push_back({due_words(duty), kind_words(at(duty, "kind")), at(duty, "recipient"),
                        state_words(duty)});
    }
    out.push_back(std::move(t));
  }
  if (depth == Depth::table_only) return out;
  if (!duties.empty()) out.push_back(Heading{2, "Each duty"});
  for (std::size_t i = 0; i < duties.size(); ++i) {
    TRY(one_duty(out, duties[i], i + 1, reckoning, signatures));
  }
  TRY(rest(out, reckoning));
  return out;
}

}  // namespace ledgelight::notice
