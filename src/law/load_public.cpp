// `public:`, `groups:` and `spanish:` of a pack file.
#include <algorithm>

#include "base/text.hpp"
#include "law/load.hpp"

namespace ledgelight::law {
namespace {

constexpr std::int64_t kLongestTerm = 3660;

Term read_term(const Reader& in) {
  Term out;
  if (!in.is_map({"unit", "most", "least", "after"})) return out;
  out.unit = in.token("unit", {"calendar-days", "business-days", "months", "years"});
  out.most = in.number("most", 1, kLongestTerm);
  if (in.has("least")) {
    out.least = in.number("least", 1, kLongestTerm);
    if (*out.least > out.most) in.fault("least is more than most; exchange them");
  }
  out.after = in.token("after", term_events());
  return out;
}

Wording read_wording(const Reader& in) {
  Wording out{in.text("value"), in.maybe_text("es"), {}};
  if (in.has("within")) out.within = read_term(in.at("within"));
  return out;
}

BindsCity read_binds(const Reader& in) {
  if (!in.has("binds-city")) return BindsCity::not_said;
  const auto token = in.token("binds-city", {"yes", "no", "sometimes", "uncertain"});
  for (const auto b : {BindsCity::yes, BindsCity::no, BindsCity::sometimes, BindsCity::uncertain})
    if (name_of(b) == token) return b;
  return BindsCity::not_said;
}

}  // namespace

void load_public_fact(const Reader& in, const std::string& pack, Rules& rules) {
  if (!in.is_map({"id", "topic", "group", "part", "title", "title-es", "note", "note-es",
                  "binds-city", "see", "says", "source-changed"}))
    return;
  PublicFact fact;
  fact.id = in.text("id");
  fact.pack = pack;
  fact.topic = in.token("topic", topics());
  fact.group = in.maybe_text("group");
  if (in.has("part")) fact.part = in.token("part", parts());
  fact.title = in.text("title");
  fact.title_es = in.maybe_text("title-es");
  fact.note = in.maybe_text("note");
  fact.note_es = in.maybe_text("note-es");
  fact.binds = read_binds(in);
  fact.see = in.maybe_texts("see");
  fact.value = in.dated<Wording>("says", read_wording, {"within"});
  if (in.has("source-changed")) {
    fact.source_changed = in.date("source-changed");
    // A mark that no reading is older than would hide nothing, and be forgotten.
    if (fact.source_changed && !read_before(fact, *fact.source_changed, *fact.source_changed))
      in.fault("source-changed: every source of it was read on or after that day; take the line out");
  }
  if (fact.id.rfind(pack + "/", 0) != 0)
    in.fault("id '" + shown_line(fact.id, 80) + "' is not of this pack; begin it with " + pack +
             "/");
  if (public_fact(rules, fact.id) != nullptr)
    in.fault("id '" + shown_line(fact.id, 80) + "' twice; rename one");
  rules.public_facts.push_back(std::move(fact));
}

void load_fact_group(const Reader& in, const std::string& pack, Rules& rules) {
  if (!in.is_map({"group", "title", "title-es"})) return;
  FactGroup group{in.text("group"), pack, in.text("title"), in.maybe_text("title-es")};
  if (fact_group(rules, group.id) != nullptr)
    in.fault("group '" + shown_line(group.id, 80) + "' twice; rename one");
  rules.groups.push_back(std::move(group));
}

void load_spanish(const Reader& in, Rules& rules) {
  if (!in.is_map({"en", "es"})) return;
  const auto en = in.text("en");
  const auto es = in.text("es");
  const auto [at, fresh] = rules.spanish.emplace(en, es);
  if (!fresh && at->second != es)
    in.fault("'" + shown_line(en, 60) + "' has another Spanish in a pack above; keep one");
}

void check_public_references(const Rules& rules, Faults& faults) {
  for (const auto& fact : rules.public_facts) {
    const auto say = [&](const std::string& text) {
      faults.add_line(fact.pack + ": " + fact.id + ": " + text);
    };
    for (const auto& id : fact.see)
      if (id.rfind('/', 0) != 0 && public_fact(rules, id) == nullptr)
        say("see: no fact '" + shown_line(id, 80) +
            "'; correct the id, or write a path of the site such as /report");
    if (fact.group.find('/') != std::string::npos && fact_group(rules, fact.group) == nullptr)
      say("group '" + shown_line(fact.group, 80) + "' has no title; add it under groups:");
  }
}

}  // namespace ledgelight::law
