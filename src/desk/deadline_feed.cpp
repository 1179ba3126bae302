#include "desk/deadline_feed.hpp"

#include <cstdlib>

#include "base/bytes.hpp"
#include "base/civil.hpp"
#include "base/text.hpp"
#include "desk/duties.hpp"
#include "desk/paper_words.hpp"
#include "notice/ics.hpp"

namespace ledgelight::desk {
namespace {

enum class Telling { everything, nothing };

std::string setting_of(const OfficerId& id) { return "feed/" + id.str(); }

Result<void> set_token_hash(Desk& desk, const Actor& actor, const std::string& hash) {
  if (actor.kind != Actor::Kind::officer) {
    return fail(Errc::denied, "a calendar link belongs to an officer; use --as OFFICER");
  }
  TRY(may(actor, Action::list_cases));
  const auto tx = TRY(desk.store().write());
  TRY(tx->set_setting(setting_of(actor.officer), hash));
  Act act;
  act.kind = "credential.changed";
  act.subject = actor.officer.str();
  act.object = Json{{"officer", actor.officer.str()}, {"what", hash.empty() ? "feed-dropped" : "feed-link"}};
  TRY(append_act(desk, *tx, actor, act));
  return commit(desk, *tx);
}

// The same entry under the same name whatever its day becomes; the name tells nothing.
std::string uid_of(const Desk& desk, const ClockLine& line) {
  const auto what = line.clock.empty() ? "duty|" + line.duty : "clock|" + line.clock;
  std::string host;
  for (const char c : desk.config().origin) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    host += plain ? c : '-';
  }
  return desk.blind("feed uid", line.case_id.str() + "|" + what).substr(0, 32) + "@" + host;
}

using notice::SheetWords;

std::string reviewed_words(const ClockLine& line, Telling telling, const SheetWords& w) {
  if (!line.clock.empty()) return w.say("feed.by_officer");
  auto out = line.reviewed_by.empty()      ? w.say("feed.not_reviewed")
             : telling == Telling::nothing ? w.say("feed.reviewed")
                                           : w.say("feed.reviewed_by", {{"by", line.reviewed_by}});
  if (line.unsigned_readings > 0)
    out += " " + w.count("feed.unsigned", static_cast<std::int64_t>(line.unsigned_readings));
  return out;
}

// A clock's period is "4 business-days" to programs.
std::string period_words(const ClockLine& line, const SheetWords& w) {
  if (line.clock.empty()) return w.law(line.due_text);
  return w.count("feed.period." + line.unit, std::strtoll(line.due_text.c_str(), nullptr, 10));
}

notice::Deadline deadline_of(const Desk& desk, const ClockLine& line, Telling telling,
                             const SheetWords& w) {
  notice::Deadline out;
  out.uid = uid_of(desk, line);
  out.day = *parse_date(line.due);
  out.sequence = line.revision;
  out.changed = line.changed;
  out.summary = w.say("feed.deadline", {{"case", line.case_id.str()}});
  out.description = reviewed_words(line, telling, w);
  if (telling == Telling::nothing) {
    out.description += " " + w.say("feed.on_the_desk");
    return out;
  }
  const auto title = line.clock.empty() ? w.law(line.title) : line.title;
  out.summary = line.case_id.str() + ": " +
                (line.recipient.empty()
                     ? title
                     : w.say("feed.to", {{"title", title}, {"to", w.law(line.recipient)}}));
  out.description = period_words(line, w) + "\n" + line.rule + "\n" + out.description;
  return out;
}

Result<std::string> feed(Desk& desk, const Actor& actor, Telling telling,
                         std::string_view language) {
  const auto words = paper_words(desk.rules(), language);
  std::vector<notice::Deadline> out;
  for (const auto& line : TRY(clock_board(desk, actor))) {
    if (!parse_date(line.due) || line.state == "suspended") continue;
    if (telling == Telling::nothing && line.restricted) continue;
    out.push_back(deadline_of(desk, line, telling, words));
  }
  return notice::icalendar(out, words.say("feed.name", {{"city", desk.config().city_name}}),
                           desk.now());
}

}  // namespace

Result<std::string> make_feed_token(Desk& desk, const Actor& actor) {
  const auto secret = hex(desk.randomness().bytes(24));
  const auto token = actor.officer.str() + "-" + secret;
  TRY(set_token_hash(desk, actor, sha256_hex(token)));
  return token;
}

Result<void> drop_feed_token(Desk& desk, const Actor& actor) { return set_token_hash(desk, actor, ""); }

Result<bool> has_feed_token(Desk& desk, const Actor& actor) {
  if (actor.kind != Actor::Kind::officer) return false;
  const auto tx = TRY(desk.store().read());
  const auto hash = TRY(tx->setting(setting_of(actor.officer)));
  return hash && !hash->empty();
}

Result<std::string> feed_for_token(Desk& desk, std::string_view token, std::string_view language) {
  const auto none = [] { return fail(Errc::not_found, "there is no such calendar"); };
  const auto dash = token.rfind('-');
  if (dash == std::string_view::npos || token.size() > 100) return none();
  Actor actor;
  {
    const auto tx = TRY(desk.store().read());
    const OfficerId id{std::string(token.substr(0, dash))};
    const auto hash = TRY(tx->setting(setting_of(id)));
    // Digests of a secret of 192 bits: comparing them tells nothing about it.
    if (!hash || hash->empty() || *hash != sha256_hex(token)) return none();
    const auto row = TRY(tx->officer(id));
    if (!row || !row->active) return none();
    actor = Actor::of_officer(id, TRY(parse_roles(row->roles)));
  }
  auto out = feed(desk, actor, Telling::nothing, language);
  if (!out && out.error().code == Errc::denied) return none();
  return out;
}

Result<std::string> deadlines_file(Desk& desk, const Actor& actor, std::string_view language) {
  return feed(desk, actor, Telling::everything, language);
}

}  // namespace ledgelight::desk
