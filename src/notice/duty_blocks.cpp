#include "notice/duty_blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

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

std::string kind_words(const SheetWords& w, const std::string& kind) {
  static const std::set<std::string> known{
      "notify-individuals", "notify-regulator", "notify-agencies", "notify-media",
      "notify-owner",       "offer-services",   "notify-federal"};
  if (known.count(kind) == 1) return w.say("sheet.kind." + kind);
  return kind.empty() || kind == "other" ? w.say("sheet.kind.other") : clean(kind);
}

std::string state_words(const SheetWords& w, const Json& duty) {
  static const std::set<std::string> known{"open",    "met",       "met-late",
                                           "overdue", "suspended", "due-now"};
  auto state = at(duty, "state");
  if (known.count(state) == 1) state = w.say("sheet.state." + state);
  const auto late = int_at(duty, "days_late").value_or(0);
  return late > 0 ? w.count("sheet.late", late, {{"state", state}}) : state;
}

// One thing stands alone; several stand under each other, each with its dot.
std::string several(const std::vector<std::string>& lines) {
  if (lines.size() < 2) return join(lines, "");
  return "\xE2\x80\xA2 " + join(lines, "\n\xE2\x80\xA2 ");
}

std::string text_of(const Json& value) {
  return clean(value.is_string() ? value.get<std::string>() : plain_json(value));
}

std::string because_words(const SheetWords& w, const Json& because) {
  const auto fact = at(because, "fact");
  return clean(w.fact(fact)) + ": " + clean(w.value(fact, because.value("value", Json())));
}

// Where and how sure: of one citation.
std::string reading_of_source(const SheetWords& w, const Json& c) {
  std::vector<std::string> where;
  if (const auto url = at(c, "url"); !url.empty()) where.push_back(url);
  if (const auto read = at(c, "read"); !read.empty())
    where.push_back(w.say("sheet.read", {{"day", read}}));
  const auto confidence = at(c, "confidence");
  static const std::set<std::string> known{"statute-text", "official-page", "secondary",
                                           "recalled-unseen"};
  const auto sure = confidence.empty()             ? w.say("sheet.confidence.none")
                    : known.count(confidence) == 1 ? w.say("sheet.confidence." + confidence)
                                                   : confidence;
  auto out = join(where, ", ");
  out += (out.empty() ? "" : " ") +
         w.say("sheet.sure", {{"confidence", sure},
                              {"verified", w.say(true_at(c, "verified") ? "sheet.verified"
                                                                        : "sheet.not_verified")}});
  return out;
}

std::string due_words(const SheetWords& w, const Json& duty) {
  const auto due = at(duty, "due");
  if (!due.empty()) return w.day(due);
  const auto text = at(duty, "due_text");
  return text.empty() ? w.say("sheet.no_day") : w.law(text);
}

// Each text of the law once, with every place where it was read.
Result<std::string> citations_of(const SheetWords& w, const Json& object) {
  std::vector<std::pair<std::string, std::vector<std::string>>> cited;
  for (const auto& c : TRY(array_at(object, "citations", false))) {
    const auto cite = at(c, "cite");
    auto found = std::find_if(cited.begin(), cited.end(),
                              [&](const auto& one) { return one.first == cite; });
    if (found == cited.end()) found = cited.insert(cited.end(), {cite, {}});
    auto where = reading_of_source(w, c);
    if (std::find(found->second.begin(), found->second.end(), where) == found->second.end())
      found->second.push_back(std::move(where));
  }
  std::vector<std::string> lines;
  for (const auto& [cite, where] : cited)
    lines.push_back(cite + ", " + join(where, "; "));
  return lines.empty() ? w.say("sheet.no_source") : several(lines);
}

Result<void> one_duty(std::vector<Block>& out, const Json& duty, std::size_t number,
                      const Json& reckoning, const std::vector<Signature>& signatures,
                      const SheetWords& w) {
  const auto recipient = w.law(at(duty, "recipient"));
  if (at(duty, "rule").empty()) return wrong("duties[].rule", "there");
  const auto count = int_at(duty, "count");
  out.push_back(Heading{3, fmt::format("{}. {}{}{}", number, kind_words(w, at(duty, "kind")),
                                       recipient.empty() ? "" : ": ", recipient)});
  KeyValues kv;
  const auto row = [&](const char* label, std::string value) {
    if (!value.empty())
      kv.rows.emplace_back(w.say(std::string("sheet.row.") + label), Text(std::move(value)));
  };
  const auto due = due_words(w, duty);
  auto text = at(duty, "due_text");
  if (!text.empty()) text = w.law(text);
  kv.rows.emplace_back(w.say("sheet.row.last_day"), Text(std::vector<print::Run>{{due, true}}));
  if (text != due) row("words", text);
  row("target", w.day(at(duty, "working_due")));
  row("state", state_words(w, duty));
  row("bearer", w.law(at(duty, "bearer")));
  row("recipient", recipient);
  row("count", count ? std::to_string(*count) : "");
  row("jurisdiction", w.state(at(duty, "jurisdiction")));
  if (const auto s = duty.find("services"); s != duty.end() && s->is_object()) {
    const auto people = int_at(*s, "count");
    const auto months = std::to_string(int_at(*s, "months").value_or(0));
    row("services", people ? w.count("sheet.services", *people, {{"months", months}})
                           : w.say("sheet.services.unknown", {{"months", months}}));
  }
  std::vector<std::string> lines;
  for (const auto& m : TRY(array_at(duty, "methods", false, true)))
    lines.push_back(w.law(text_of(m)));
  row("methods", several(lines));
  lines.clear();
  for (const auto& c : TRY(array_at(duty, "content", false, true))) {
    const auto words = text_of(c);  // a sentence, or a key such as credit_freeze_advice
    lines.push_back(words.find(' ') == std::string::npos ? replaced(words, "_", " ")
                                                         : w.law(words));
  }
  row("content", several(lines));
  lines.clear();
  for (const auto& b : TRY(array_at(duty, "because", false)))
    lines.push_back(because_words(w, b));
  row("because", several(lines));
  lines.clear();
  for (const auto& a : TRY(array_at(duty, "alternatives", false))) {
    const auto day = at(a, "due");
    lines.push_back((day.empty() ? w.say("sheet.no_day") : w.day(day)) + ": " +
                    w.law(at(a, "because")));
  }
  row("other", several(lines));
  row("authority", TRY(citations_of(w, duty)));
  row("rule", at(duty, "rule"));
  lines.clear();
  for (const auto& f : TRY(array_at(duty, "flags", false)))
    lines.push_back(at(f, "code") + ": " + w.law(at(f, "text")));
  row("counsel", several(lines));
  lines.clear();
  for (const auto& reading : readings_of(duty, reckoning))
    lines.push_back(reading_words(reading, signatures, w));
  row("rests", several(lines));
  out.push_back(std::move(kv));
  return Done{};
}

Result<void> rest(std::vector<Block>& out, const Json& reckoning, const SheetWords& w) {
  const auto not_required = TRY(array_at(reckoning, "not_required", false));
  out.push_back(Heading{2, w.say("sheet.not_required")});
  if (not_required.empty()) {
    out.push_back(Paragraph{w.say("sheet.not_required.none"), ""});
  } else {
    Table t{{w.say("sheet.row.rule"), w.say("sheet.why_not"), w.say("sheet.row.authority")},
            {},
            {2, 3, 3},
            w.say("sheet.not_required.caption"),
            false};
    for (const auto& n : not_required) {
      // The reason may be a sentence or the facts it rests on.
      std::string why = w.law(at(n, "because"));
      if (const auto it = n.find("because"); it != n.end() && it->is_array()) {
        std::vector<std::string> lines;
        for (const auto& b : *it)
          lines.push_back(b.is_object() ? because_words(w, b) : text_of(b));
        why = several(lines);
      }
      const auto where = at(n, "jurisdiction");
      t.rows.push_back({at(n, "rule") + (where.empty() ? "" : " (" + w.state(where) + ")"), why,
                        TRY(citations_of(w, n))});
    }
    out.push_back(std::move(t));
  }
  const auto questions = TRY(array_at(reckoning, "questions", false));
  out.push_back(Heading{2, w.say("sheet.questions")});
  List asked;
  for (const auto& q : questions)
    asked.items.emplace_back(w.fact(at(q, "fact")) + ": " + w.law(at(q, "why")));
  if (asked.items.empty()) {
    out.push_back(Paragraph{w.say("sheet.questions.none"), ""});
  } else {
    out.push_back(std::move(asked));
  }
  List flags;
  for (const auto& f : TRY(array_at(reckoning, "flags", false)))
    flags.items.emplace_back(at(f, "code") + ": " + w.law(at(f, "text")));
  if (!flags.items.empty()) {
    out.push_back(Heading{2, w.say("sheet.counsel_whole")});
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
                         const std::string& reviewed_by, const SheetWords& w) {
  auto out = reviewed_by.empty() ? w.say("sheet.not_reviewed")
                                 : w.say("sheet.reviewed", {{"by", clean(reviewed_by)}});
  const auto readings = readings_of(reckoning);
  const auto open = std::count_if(readings.begin(), readings.end(), [&](const Reading& reading) {
    return std::none_of(signatures.begin(), signatures.end(),
                        [&](const Signature& s) { return s.reading == reading.id; });
  });
  const auto all = std::to_string(readings.size());
  if (open > 0) {
    out += " " + w.say("sheet.readings_open", {{"open", std::to_string(open)}, {"all", all}});
  } else if (rests_on_unverified(reckoning)) {
    out += " " + w.say("sheet.rests_on_unverified");
  } else if (!readings.empty()) {
    out += " " + w.say("sheet.readings_signed", {{"all", all}});
  }
  return out;
}

std::string reading_words(const Reading& reading, const std::vector<Signature>& signatures,
                          const SheetWords& w) {
  const auto out = w.say("sheet.reading." + std::string(name_of(reading.kind))) + ": " +
                   w.law(clean(reading.what));
  for (const auto& s : signatures) {
    if (s.reading != reading.id) continue;
    return out + " \xE2\x80\x94 " +
           w.say(s.for_pack ? "sheet.signed_for_pack" : "sheet.signed",
                 {{"by", clean(s.by)}, {"day", to_text(s.on)}}) +
           (s.reason.empty() ? "" : ": " + clean(s.reason));
  }
  return out + " \xE2\x80\x94 " + w.say("sheet.not_signed");
}

Result<std::vector<Block>> duty_blocks(const Json& reckoning, Depth depth,
                                       const std::vector<Signature>& signatures,
                                       const SheetWords& w) {
  if (!reckoning.is_object()) return wrong("(the whole)", "an object");
  const auto duties = TRY(array_at(reckoning, "duties", true));
  std::vector<Block> out;
  if (duties.empty()) {
    out.push_back(Paragraph{w.say("sheet.no_duty"), ""});
  } else {
    Table t{{w.say("sheet.last_day"), w.say("sheet.duty"), w.say("sheet.row.recipient"),
             w.say("sheet.row.state")},
            {},
            {3, 4, 3, 2},
            w.say("sheet.duties_caption"),
            false};
    for (const auto& duty : duties)
      t.rows.push_back({due_words(w, duty), kind_words(w, at(duty, "kind")),
                        w.law(at(duty, "recipient")), state_words(w, duty)});
    out.push_back(std::move(t));
  }
  if (depth == Depth::table_only) return out;
  if (!duties.empty()) out.push_back(Heading{2, w.say("sheet.each")});
  for (std::size_t i = 0; i < duties.size(); ++i)
    TRY(one_duty(out, duties[i], i + 1, reckoning, signatures, w));
  TRY(rest(out, reckoning, w));
  return out;
}

}  // namespace ledgelight::notice
