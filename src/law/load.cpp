#include "law/load.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "law/facts.hpp"
#include "law/packed.hpp"

namespace ledgelight::law {
namespace {

bool ends_with(std::string_view s, std::string_view end) {
  return s.size() >= end.size() && s.substr(s.size() - end.size()) == end;
}

// The files of one pack, without those of packs below it.
std::vector<std::pair<std::string, std::string_view>> own_files(const RuleFiles& files,
                                                                const std::string& pack) {
  std::vector<std::pair<std::string, std::string_view>> out;
  const auto packs = pack_ids(files);
  for (const auto& [path, bytes] : files) {
    if (path.rfind(pack + "/", 0) != 0) continue;
    const bool inner = std::any_of(packs.begin(), packs.end(), [&path = path, &pack](const auto& p) {
      return p.size() > pack.size() && p.rfind(pack + "/", 0) == 0 && path.rfind(p + "/", 0) == 0;
    });
    if (!inner) out.emplace_back(path, bytes);
  }
  return out;
}

class PackLoader {
 public:
  PackLoader(const RuleFiles& files, std::string pack, ReadContext& context, Rules& rules)
      : files_(files), pack_(std::move(pack)), context_(context), rules_(rules) {}

  // A jurisdiction beside the city's own: its breach law, the Spanish of that, and nothing else.
  void load_as_other_state() {
    for (const auto* name : {"/sources.yaml", "/pack.yaml", "/breach.yaml", "/spanish.yaml"}) {
      const auto found = files_.find(pack_ + name);
      if (found != files_.end()) read(found->first, found->second);
    }
  }

  void load_sources() {
    const auto found = files_.find(pack_ + "/sources.yaml");
    if (found != files_.end()) read(found->first, found->second);
  }

  void load() {
    home_ = true;
    // The sources and shared words first: every other file refers to them.
    for (const auto& [path, bytes] : own_files(files_, pack_))
      if (path == pack_ + "/sources.yaml" || path == pack_ + "/words.yaml") read(path, bytes);
    for (const auto& [path, bytes] : own_files(files_, pack_))
      if (path != pack_ + "/sources.yaml" && path != pack_ + "/words.yaml" &&
          !ends_with(path, ".cases.yaml"))
        read(path, bytes);
  }

 private:
  void read(const std::string& path, std::string_view bytes) {
    const auto node = node_of(path, bytes);
    if (!node) {
      const auto& detail = node.error().detail;
      faults_.add_line(detail);
      return;
    }
    const Reader in(context_, path, *node);
    if (path == pack_ + "/pack.yaml") return manifest(in);
    if (path == pack_ + "/sources.yaml") return sources(in);
    if (path == pack_ + "/words.yaml") return words(in);
    if (!in.is_map({"calendar", "breach", "federal", "public", "place", "groups", "spanish"}))
      return;
    if (in.has("federal")) load_federal(in.at("federal"), pack_, rules_.federal);
    if (in.has("place")) place(in.at("place"));
    if (in.has("calendar")) calendar(in.at("calendar"));
    in.each("public", false, [&](const Reader& one) { load_public_fact(one, pack_, rules_); });
    in.each("groups", false, [&](const Reader& one) { load_fact_group(one, pack_, rules_); });
    in.each("spanish", false, [&](const Reader& one) { load_spanish(one, rules_); });
    if (in.has("breach")) {
      auto law = load_breach(in.at("breach"), pack_);
      if (rules_.breach_of(law.jurisdiction) != nullptr)
        in.fault("a second breach law for " + law.jurisdiction + "; keep one");
      law.home = home_;
      rules_.breach.push_back(std::move(law));
    }
  }

  void manifest(const Reader& in) {
    if (!in.is_map({"pack", "version", "title", "format"})) return;
    PackId id{in.text("pack"), in.text("version"), pack_digest(files_, pack_), in.text("title")};
    if (!id.id.empty() && id.id != pack_)
      in.fault("pack is '" + shown_line(id.id, 60) + "' but the folder is '" + pack_ +
               "'; write pack: " + pack_);
    if (in.number("format", 1, 1'000'000) != 1)
      in.fault("a format this program does not read; write format: 1, or use a newer program");
    (home_ ? rules_.packs : rules_.other_states).push_back(std::move(id));
  }

  // Sentences that the laws of many jurisdictions share.
  void words(const Reader& in) {
    if (!in.is_map({"words"}) || !in.has("words")) return;
    const auto all = in.at("words");
    if (!all.is_map({"flags", "content", "texts"})) return;
    auto& out = context_.words;
    all.each("flags", false, [&](const Reader& one) {
      if (one.is_map({"kind", "on", "code", "text"}))
        out.flags[{one.text("kind"), one.text("on")}] = {one.text("code"), one.text("text")};
    });
    all.each("content", false, [&](const Reader& one) {
      if (one.is_map({"item", "text"})) out.content[one.text("item")] = one.text("text");
    });
    all.each("texts", false, [&](const Reader& one) {
      if (one.is_map({"of", "text"})) out.texts[one.text("of")] = one.text("text");
    });
  }

  void sources(const Reader& in) {
    if (!in.is_map({"sources"}) || !in.has("sources")) return;
    const auto map = in.at("sources");
    if (map.node().kind != Node::Kind::map) return map.fault("write 'KEY: {url, what, read}' lines");
    for (const auto& node : map.node().members) {
      const auto& key = node.key;
      const Reader one(context_, in.file(), node);
      if (!one.is_map({"url", "what", "read"})) continue;
      SourceBook::Entry entry{one.maybe_text("url"), one.text("what"), one.date("read")};
      if (!entry.url.empty() && entry.url.rfind("https://", 0) != 0 &&
          entry.url.rfind("http://", 0) != 0)
        one.fault("url '" + shown_line(entry.url, 80) +
                  "' is no address; begin it with https://, or leave url out and say in what where "
                  "the copy is");
      if (!context_.book.entries.emplace(key, std::move(entry)).second)
        one.fault("source '" + shown_line(key, 40) + "' is already in a wider pack; rename it");
    }
  }

  void place(const Reader& in) {
    if (!in.is_map({"name", "short-name", "state", "zone", "covers", "source"})) return;
    Place& place = rules_.place;
    place.id = pack_;
    place.name = in.text("name");
    place.short_name = in.text("short-name");
    place.state = in.token("state", jurisdiction_codes());
    place.zone = in.text("zone");
    place.covers = in.maybe_texts("covers");
    place.sources = in.sources();
  }

  void calendar(const Reader& in) {
    if (!in.is_map({"holidays", "school", "source"})) return;
    Calendar calendar;
    // A city that states its school days alone keeps the holidays of the packs above it.
    const auto* above = in.has("holidays") || !in.has("school") ? nullptr : rules_.calendar(pack_);
    if (above != nullptr) calendar = *above;
    calendar.id = pack_;
    calendar.sources = in.sources();
    if (in.has("school")) calendar.school = school(in.at("school"));
    if (above != nullptr) {
      rules_.calendars.push_back(std::move(calendar));
      return;
    }
    std::set<std::string> ids;
    in.each("holidays", true, [&](const Reader& one) {
      auto rule = holiday(one);
      if (!ids.insert(rule.id).second) one.fault("holiday id '" + rule.id + "' twice; rename one");
      calendar.holidays.push_back(std::move(rule));
    });
    rules_.calendars.push_back(std::move(calendar));
  }

  SchoolYear school(const Reader& in) {
    SchoolYear out;
    if (!in.is_map({"sessions", "closed", "source"})) return out;
    out.sources = in.sources();
    in.each("sessions", true, [&](const Reader& one) {
      if (!one.is_map({"from", "to"})) return;
      const SchoolYear::Session session{one.date("from"), one.date("to")};
      if (session.to < session.from || (!out.sessions.empty() && session.from <= out.sessions.back().to))
        one.fault("sessions overlap or run backward; write them by day, one after the other");
      out.sessions.push_back(session);
    });
    in.each("closed", false, [&](const Reader& one) {
      if (one.is_map({"date", "name"})) out.closed.push_back({one.date("date"), one.text("name")});
    });
    return out;
  }

  HolidayRule holiday(const Reader& in) {
    using Kind = HolidayRule::Kind;
    HolidayRule out;
    if (!in.is_map({"id", "name", "rule", "month", "day", "weekday", "n", "offset", "shift",
                    "assumed", "in-force", "source"}))
      return out;
    static const std::vector<std::string> kinds = {"fixed", "nth", "on-or-after", "easter"};
    static const std::vector<std::string> names = {"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};
    out.id = in.text("id");
    out.name = in.text("name");
    const auto kind = in.token("rule", kinds);
    if (kind == "nth") out.kind = Kind::nth;
    if (kind == "on-or-after") out.kind = Kind::on_or_after;
    if (kind == "easter") out.kind = Kind::easter;
    if (out.kind == Kind::easter) {
      out.offset = static_cast<int>(in.number("offset", -100, 100));
    } else {
      out.month = static_cast<unsigned>(in.number("month", 1, 12));
    }
    if (out.kind == Kind::fixed || out.kind == Kind::on_or_after)
      out.day = static_cast<unsigned>(in.number("day", 1, 31));
    if (out.kind == Kind::nth || out.kind == Kind::on_or_after) {
      const auto at = std::find(names.begin(), names.end(), in.token("weekday", names));
      out.weekday = at == names.end() ? 0 : static_cast<int>(at - names.begin());
    }
    if (out.kind == Kind::nth) {
      out.n = static_cast<int>(in.number("n", -1, 5));
      if (out.n == 0) in.fault("n: 0 is no week; write 1 to 5, or -1 for the last");
    }
    if (in.has("shift")) {
      const auto shift = in.tokens("shift", {"saturday-to-friday", "sunday-to-monday"});
      out.saturday_to_friday = shift.count("saturday-to-friday") > 0;
      out.sunday_to_monday = shift.count("sunday-to-monday") > 0;
      if (out.kind != Kind::fixed) in.fault("shift on a holiday without a fixed date; remove it");
    }
    out.assumed = in.maybe_yes("assumed");
    out.in_force = in.in_force();
    out.sources = in.sources();
    return out;
  }

  const RuleFiles& files_;
  std::string pack_;
  ReadContext& context_;
  Rules& rules_;
  bool home_ = false;  ///< on the way to the city
  Faults& faults_ = context_.faults;
};

}  // namespace

void read_sources(const RuleFiles& files, const std::string& pack, ReadContext& context) {
  Rules none;
  PackLoader(files, pack, context, none).load_sources();
}

bool load_packs(const RuleFiles& files, std::string_view pack, ReadContext& context,
                Rules& rules) {
  if (files.count(std::string(pack) + "/pack.yaml") == 0) return false;
  std::string at;
  for (const auto& part : split(pack, '/')) {
    at += (at.empty() ? "" : "/") + part;
    if (files.count(at + "/pack.yaml") > 0) PackLoader(files, at, context, rules).load();
  }
  if (context.faults.none()) check_public_references(rules, context.faults);
  return true;
}

void load_other_states(const RuleFiles& files, const std::string& root, ReadContext& context,
                       const std::optional<std::set<std::string>>& wanted, Rules& rules) {
  for (const auto& pack : pack_ids(files)) {
    const bool direct =
        pack.rfind(root + "/", 0) == 0 && pack.find('/', root.size() + 1) == std::string::npos;
    if (!direct || files.count(pack + "/breach.yaml") == 0) continue;
    if (std::any_of(rules.packs.begin(), rules.packs.end(),
                    [&](const PackId& on_the_way) { return on_the_way.id == pack; }))
      continue;
    auto code = pack;
    std::transform(code.begin(), code.end(), code.begin(), [](char c) {
      return c == '/' ? '-' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    if (wanted && wanted->count(code) == 0) continue;
    // Each state may use the keys of the sources it likes; those of the root are shared.
    SourceBook book = context.book;
    ReadContext own{context.faults, book, context.tally, context.words};
    PackLoader(files, pack, own, rules).load_as_other_state();
    for (auto& [key, entry] : book.entries)
      if (auto shared = context.book.entries.find(key); shared != context.book.entries.end())
        shared->second.used = shared->second.used || entry.used;
  }
}

Result<Rules> load_rules(std::string_view city, const RuleFiles& files,
                         const std::optional<std::set<std::string>>& states) {
  if (city.empty() || city.size() > 200 || city.find("..") != std::string_view::npos)
    return fail(Errc::bad_input, "city: write a pack such as us/ct/stamford");
  Faults faults;
  SourceBook root_book, book;
  Tally tally;
  Words words;
  ReadContext context{faults, book, tally, words};
  Rules rules;
  if (!load_packs(files, city, context, rules))
    return fail(Errc::not_found, "city: no pack '" + shown_line(city, 80) + "'; there are: " +
                                     join(pack_ids(files), ", "));
  // The root's sources alone, so that keys of the city's own state do not stand in others' way.
  const auto root = split(city, '/').front();
  if (!states || !states->empty()) {
    ReadContext shared{faults, root_book, tally, words};
    read_sources(files, root, shared);
    load_other_states(files, root, shared, states, rules);
  }
  if (!faults.none()) return fail(Errc::config, faults.text());
  return rules;
}

Result<Rules> load_rules(std::string_view city, const std::optional<std::string>& overlay,
                         const std::optional<std::set<std::string>>& states) {
  return load_rules(city, TRY(rule_files(overlay)), states);
}

}  // namespace ledgelight::law
