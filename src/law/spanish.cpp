#include "law/spanish.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"

namespace ledgelight::law {
namespace {

constexpr int kDeepest = 4;

// "a {x} b {y}" in pieces: text, name, text, name, text.
std::vector<std::string> pieces(std::string_view pattern) {
  std::vector<std::string> out(1);
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    const auto close = pattern.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    out.back() = pattern.substr(0, open);
    out.emplace_back(pattern.substr(open + 1, close - open - 1));
    out.emplace_back();
    pattern.remove_prefix(close + 1);
  }
  out.back() = pattern;
  return out;
}

using Names = std::map<std::string, std::string>;

// What the names of a pattern stand for in `text`; nothing when it does not fit. The first fit of
// each piece is taken: patterns of one sentence have no need to look further.
std::optional<Names> fitted(const std::vector<std::string>& parts, std::string_view text) {
  const auto& first = parts.front();
  const auto& end = parts.back();
  if (text.size() <= first.size() + end.size() || text.substr(0, first.size()) != first ||
      text.substr(text.size() - end.size()) != end)
    return std::nullopt;
  Names names;
  text.remove_prefix(first.size());
  for (std::size_t i = 1; i + 1 < parts.size(); i += 2) {
    const auto& next = parts[i + 1];
    const bool last = i + 2 == parts.size();
    const auto at = !last                       ? text.find(next)
                    : text.size() > next.size() ? text.size() - next.size()
                                                : std::string_view::npos;
    if (at == std::string_view::npos || at == 0) return std::nullopt;
    const std::string stands_for(text.substr(0, at));
    const auto [old, fresh] = names.emplace(parts[i], stands_for);
    if (!fresh && old->second != stands_for) return std::nullopt;
    text.remove_prefix(at + next.size());
  }
  if (!text.empty()) return std::nullopt;
  return names;
}

// "HIPAA", "2026-03-02", "45": the same in both languages.
bool names_only(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
  });
}

bool whole_in_spanish(const InSpanish& out) {
  return std::none_of(out.kept.begin(), out.kept.end(),
                      [](const std::string& kept) { return reads_as_english(kept); });
}

void add(InSpanish& to, const InSpanish& from) {
  to.pairs.insert(to.pairs.end(), from.pairs.begin(), from.pairs.end());
  to.kept.insert(to.kept.end(), from.kept.begin(), from.kept.end());
}

// Collects what a law says, rule by rule.
class Collector {
 public:
  explicit Collector(std::vector<PackText>& out) : out_(out) {}

  void law(const BreachLaw& law) {
    pack_ = law.pack;
    for (const auto* text : {&law.weekend_text, &law.weekend_moves})
      add(*text);
    sources(law.weekend_sources);
    rule(law.definition, {&law.definition.safe_because, &law.definition.paper_because});
    rule(law.personal, {&law.personal.none_because});
    for (const auto& element : law.personal.elements) {
      add(element.only_with_because);
      sources(element.sources);
    }
    for (const auto& people : law.individuals) {
      rule(people, {&people.bearer, &people.recipient, &people.soft});
      dated(people.days, [](std::int64_t) { return std::string(); });
      each(people.methods);
      each(people.content);
    }
    for (const auto& one : law.notices) {
      rule(one, {&one.bearer, &one.recipient, &one.due_text});
      dated(one.due, [](const Deadline& due) { return due.words; });
      each(one.methods);
      each(one.content);
    }
    for (const auto& one : law.services) {
      rule(one, {&one.bearer, &one.recipient, &one.due_text, &one.none_because,
                 &one.maintainer_because});
      dated(one.months, [](std::int64_t) { return std::string(); });
      for (const auto& trigger : one.elements)
        sources(trigger.sources);
      each(one.content);
    }
    if (const auto& r = law.owner)
      rule(*r, {&r->bearer, &r->recipient, &r->due_text, &r->none_because});
    if (const auto& r = law.late) rule(*r, {&r->due_text});
    if (const auto& r = law.hold) rule(*r, {&r->suspended_text, &r->released_text});
    if (const auto& r = law.harm) rule(*r, {&r->because});
    if (const auto& r = law.substitute) {
      rule(*r, {&r->method, &r->method_partial, &r->showing});
      for (const auto* track : {&r->small, &r->based_here}) {
        if (!*track) continue;
        add((*track)->method);
        sources((*track)->sources);
      }
    }
    if (const auto& r = law.credentials) rule(*r, {&r->method, &r->mailbox_method});
    if (const auto& r = law.vendor) rule(*r, {&r->vendor_because, &r->own_because});
    for (const auto& one : law.coverage)
      rule(one, {});
    for (const auto& one : law.deemed)
      rule(one, {&one.text});
    for (const auto& one : law.no_duty)
      rule(one, {&one.because});
  }

  void federal(const FederalLaw& law) {
    pack_ = law.pack;
    for (const auto& one : law.hipaa) {
      rule(one, {&one.bearer, &one.recipient, &one.due_text, &one.below_text, &one.none_because});
      each(one.methods);
      each(one.content);
    }
    if (const auto& r = law.hold) rule(*r, {&r->suspended_text, &r->released_text});
    for (const auto& one : law.overlays)
      rule(one, {&one.text});
  }

  void calendar(const Calendar& calendar) {
    pack_ = calendar.id;
    sources(calendar.sources);
    for (const auto& holiday : calendar.holidays) {
      add(holiday.name);
      sources(holiday.sources);
    }
    if (!calendar.school) return;
    sources(calendar.school->sources);
    for (const auto& closed : calendar.school->closed)
      add(closed.name);
  }

 private:
  void add(const std::string& text) {
    if (!text.empty() && seen_.insert(pack_ + '\n' + text).second) out_.push_back({pack_, text});
  }
  void sources(const std::vector<Source>& all) {
    for (const auto& source : all)
      if (source.note_es.empty()) add(source.note);
  }
  void rule(const Rule& r, std::initializer_list<const std::string*> texts) {
    add(r.title);
    for (const auto* text : texts)
      add(*text);
    for (const auto& [on, flag] : r.flags) {
      add(flag.text);
      sources(flag.sources);
    }
    sources(r.sources);
  }
  void each(const std::vector<Conditional>& all) {
    for (const auto& one : all) {
      add(one.text);
      sources(one.sources);
    }
  }
  template <class T, class Words>
  void dated(const Dated<T>& value, const Words& words) {
    for (const auto& stated : value.spans) {
      if (stated.readings.empty()) add(stated.says);
      for (const auto& reading : stated.readings)
        add(words(reading.value));
      sources(stated.all_sources());
    }
  }

  std::vector<PackText>& out_;
  std::set<std::string> seen_;
  std::string pack_;
};

}  // namespace

Translator::Translator(const Rules& rules) : rules_(rules) {
  for (const auto& [english, spanish] : rules.spanish)
    if (english.find('{') != std::string::npos)
      patterns_.push_back({pieces(english), &english, &spanish});
}

std::optional<InSpanish> Translator::put(std::string_view english) { return whole(english, 0); }

std::optional<InSpanish> Translator::whole(std::string_view english, int depth) {
  if (const auto found = rules_.spanish.find(english); found != rules_.spanish.end())
    return InSpanish{found->second, {found->first}, {}};
  if (names_only(english)) return InSpanish{std::string(english), {}, {}};
  if (depth > kDeepest || english.empty()) return std::nullopt;
  // What fell short here falls short deeper, where there is less room to look.
  const auto before = tried_.find(english);
  if (before != tried_.end() && (before->second.whole || before->second.depth <= depth))
    return before->second.out;
  auto out = by_pattern_or_parts(english, depth);
  const bool whole = out && whole_in_spanish(*out);
  tried_.insert_or_assign(std::string(english), Tried{out, depth, whole});
  return out;
}

std::optional<InSpanish> Translator::by_pattern_or_parts(std::string_view english, int depth) {
  std::optional<InSpanish> poor;  // a fit that leaves English words in it
  for (const auto& pattern : patterns_) {
    const auto names = fitted(pattern.pieces, english);
    if (!names) continue;
    auto out = filled(pattern, *names, depth);
    if (whole_in_spanish(out)) return out;
    if (!poor) poor = std::move(out);
  }
  if (auto out = parts(english, depth)) return out;
  return poor;
}

InSpanish Translator::filled(const Pattern& pattern, const Names& names, int depth) {
  InSpanish out{*pattern.spanish, {*pattern.english}, {}};
  for (const auto& [name, stands_for] : names) {
    auto inner = whole(stands_for, depth + 1);
    if (!inner) {
      out.kept.push_back(stands_for);
      inner = InSpanish{stands_for, {}, {}};
    }
    out.text = replaced(out.text, "{" + name + "}", inner->text);
    add(out, *inner);
  }
  return out;
}

// The shortest first part that has its Spanish, then the rest.
std::optional<InSpanish> Translator::parts(std::string_view english, int depth) {
  struct Joint {
    std::string_view en, es;
    std::size_t of_first;  // characters of the joint that belong to the first part
  };
  static constexpr std::array<Joint, 3> joints = {
      {{"; or ", "; o ", 0}, {"; ", "; ", 0}, {". ", " ", 1}}};
  for (std::size_t at = 1; at < english.size(); ++at) {
    for (const auto& joint : joints) {
      if (english.substr(at, joint.en.size()) != joint.en) continue;
      auto first = whole(english.substr(0, at + joint.of_first), kDeepest);
      if (!first || !whole_in_spanish(*first)) continue;
      const auto rest = whole(english.substr(at + joint.en.size()), depth + 1);
      if (!rest || !whole_in_spanish(*rest)) continue;
      first->text += std::string(joint.es) + rest->text;
      add(*first, *rest);
      return first;
    }
  }
  return std::nullopt;
}

bool reads_as_english(std::string_view text) {
  static const std::set<std::string_view> words = {
      "the",  "of",   "and",  "with", "not",   "is",   "was",     "were", "for",  "by",
      "or",   "in",   "on",   "that", "which", "from", "whose",   "are",  "days", "day",
      "only", "read", "text", "code", "note",  "than", "without", "may",  "must", "notice",
      "row",  "this", "each", "any",  "it",    "its",  "at",      "whom", "who",  "their"};
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find_first_of(" ,;:.()'\"", at), text.size());
    if (words.count(text.substr(at, end - at)) > 0) return true;
    at = end + 1;
  }
  return false;
}

std::optional<std::string> spanish_of(const Rules& rules, std::string_view english) {
  auto out = Translator(rules).put(english);
  if (!out) return std::nullopt;
  return std::move(out->text);
}

std::vector<PackText> texts_of(const Rules& rules) {
  std::vector<PackText> out;
  Collector collector(out);
  for (const auto& law : rules.breach)
    collector.law(law);
  collector.federal(rules.federal);
  for (const auto& calendar : rules.calendars)
    collector.calendar(calendar);
  return out;
}

std::vector<std::string> without_spanish(const Rules& rules) {
  std::vector<std::string> out;
  Translator translator(rules);
  for (const auto& [pack, text] : texts_of(rules)) {
    const auto put = translator.put(text);
    if (!put || !whole_in_spanish(*put)) out.push_back(pack + ": '" + text + "'");
  }
  return out;
}

}  // namespace ledgelight::law
