#include "desk/deadline_feed.hpp"

#include "base/bytes.hpp"
#include "base/civil.hpp"
#include "base/text.hpp"
#include "desk/duties.hpp"
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

std::string reviewed_words(const ClockLine& line, Telling telling) {
  if (!line.clock.empty()) return "Started by an officer. Not legal advice; not reviewed.";
  auto out = "Not legal advice; " + (line.reviewed_by.empty() ? std::string("not reviewed.")
                                     : telling == Telling::nothing
                                         ? std::string("reviewed by counsel.")
                                         : "reviewed by " + line.reviewed_by + ".");
  if (line.unsigned_readings > 0) {
    out += " Rests on " + std::to_string(line.unsigned_readings) +
           (line.unsigned_readings == 1 ? " reading" : " readings") +
           " that counsel has not signed.";
  }
  return out;
}

notice::Deadline deadline_of(const Desk& desk, const ClockLine& line, Telling telling) {
  notice::Deadline out;
  out.uid = uid_of(desk, line);
  out.day = *parse_date(line.due);
  out.sequence = line.revision;
  out.changed = line.changed;
  out.summary = "Deadline, case " + line.case_id.str();
  out.description = reviewed_words(line, telling);
  if (telling == Telling::nothing) {
    out.description += " What is due, and why, is on the desk.";
    return out;
  }
  out.summary = line.case_id.str() + ": " + line.title + (line.recipient.empty() ? "" : ", to " + line.recipient);
  out.description = line.due_text + "\n" + line.rule + "\n" + out.description;
  return out;
}

Result<std::string> feed(Desk& desk, const Actor& actor, Telling telling) {
  std::vector<notice::Deadline> out;
  for (const auto& line : TRY(clock_board(desk, actor))) {
    if (!parse_date(line.due) || line.state == "suspended") continue;
    if (telling == Telling::nothing && line.restricted) continue;
    out.push_back(deadline_of(desk, line, telling));
  }
  return notice::icalendar(out, "Deadlines, " + desk.config().city_name, desk.now());
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

Result<std::string> feed_for_token(Desk& desk, std::string_view token) {
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
  auto out = feed(desk, actor, Telling::nothing);
  if (!out && out.error().code == Errc::denied) return none();
  return out;
}

Result<std::string> deadlines_file(Desk& desk, const Actor& actor) {
  return feed(desk, actor, Telling::everything);
}

}  // namespace ledgelight::desk
