// The clock board, how each clock was reckoned, the days of the place, and the calendar.
#include <cstdlib>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "console/console.hpp"
#include "desk/cases.hpp"
#include "desk/clocks.hpp"
#include "desk/deadline_feed.hpp"
#include "desk/duties.hpp"
#include "desk/duty_clock.hpp"
#include "http/form.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

// The style draws the shape beside the word.
struct Mark {
  const char* word;
  const char* style;
};
Mark mark_of(const desk::ClockLine& c) {
  if (c.state == "suspended") return {"clock.mark.paused", "paused"};
  if (c.state == "overdue" || (!c.due.empty() && c.days_left < 0)) return {"clock.mark.overdue", "overdue"};
  if (c.state == "due-now") return {"clock.mark.now", "today"};
  if (c.due.empty()) return {"clock.mark.no_day", "no_day"};
  return c.days_left <= 7 ? Mark{"clock.mark.soon", c.days_left == 0 ? "today" : "week"}
                          : Mark{"clock.mark.on_track", "later"};
}
const char* group_of(const desk::ClockLine& c) {
  if (c.state == "suspended") return "paused";
  if (c.state == "due-now") return "today";
  if (c.due.empty()) return "no_day";
  if (c.state == "overdue" || c.days_left < 0) return "overdue";
  return c.days_left == 0 ? "today" : c.days_left <= 7 ? "week" : "later";
}

std::string left_words(const pages::Web& web, const Request& request, const desk::ClockLine& c) {
  const auto count = [&](const std::string& key, int n) {
    return web.messages().count(web.language(request), key, n);
  };
  if (c.days_left < 0 || c.state == "overdue") return count("clock.late", -c.days_left);
  // The unit follows the rule.
  if (!c.clock.empty() && c.unit != "calendar-days") return count("clock.left." + c.unit, c.units_left);
  return count("clock.left", c.days_left);
}

std::string detail_link(const desk::ClockLine& c) {
  if (!c.clock.empty()) return "/staff/clock/" + c.clock;
  http::Fields query;
  query.add("duty", c.duty);
  return case_path(c.case_id, "reckoning?" + http::to_urlencoded(query));
}

void put_row(const pages::Web& web, const Request& request, http::Values& section, const desk::ClockLine& c) {
  auto& row = section.row("CLOCKS");
  const auto mark = mark_of(c);
  row.set("CASE_ID", c.case_id.str()).set("SUBJECT", c.subject).set("CASE_HREF", case_path(c.case_id, "duties"));
  row.set("DETAIL", detail_link(c)).set("RULE", c.rule);
  // A clock's period is "4 business-days" to programs.
  row.set("DUE_TEXT", c.clock.empty()
                          ? law_words(web, request, c.due_text)
                          : web.messages().count(web.language(request), "clock.period." + c.unit,
                                                 std::strtoll(c.due_text.c_str(), nullptr, 10)));
  row.set("WHAT", c.clock.empty() ? web.say(request, "duty.kind." + c.kind) + ": " +
                                        law_words(web, request, c.recipient)
                                  : c.title);
  row.set("DUE", web.day(request, c.due)).set("MARK", web.say(request, mark.word));
  row.set("STYLE", mark.style).set("OWNER", c.owner.empty() ? web.say(request, "clock.nobody") : c.owner);
  if (!c.due.empty() && c.state != "suspended") row.row("LEFT").set("LEFT_WORDS", left_words(web, request, c));
  if (c.state == "suspended") {
    row.row("PAUSED").set("SINCE", web.day(request, c.paused_since)).set("WHY", c.paused_because);
  }
  if (!c.clock.empty()) return;
  // Of each duty: who reviewed it, or that nobody did, and what of it counsel has not signed.
  row.row("REVIEW").set("REVIEW_WORDS",
                        c.reviewed_by.empty()
                            ? web.say(request, "clock.not_reviewed")
                            : web.say(request, "clock.reviewed", {{"by", c.reviewed_by}}));
  if (c.not_signed.empty()) return;
  auto& open = row.row("UNSIGNED");
  open.set("UNSIGNED_WORDS", web.messages().count(web.language(request), "clock.unsigned",
                                                  static_cast<std::int64_t>(c.not_signed.size())));
  for (const auto& one : c.not_signed)
    open.row("NOT_SIGNED")
        .set("READING_KIND", web.say(request, "reading." + one.kind))
        .set("READING", law_words(web, request, one.what));
}

Response board(const pages::Web& web, const Request& request, const std::string& link) {
  const auto& actor = pages::Web::actor(request);
  const auto clocks = desk::clock_board(web.desk(), actor);
  if (!clocks) return web.refuse(request, clocks.error());
  const auto has_link = desk::has_feed_token(web.desk(), actor);
  if (!has_link) return web.refuse(request, has_link.error());
  http::Page page("console/clocks", web.language(request));
  for (const char* group : {"overdue", "today", "week", "later", "no_day", "paused"}) {
    http::Values* section = nullptr;
    for (const auto& c : *clocks) {
      if (std::string_view(group_of(c)) != group) continue;
      if (section == nullptr) {
        section = &page.row("GROUPS");
        section->set("GROUP_NAME", web.say(request, std::string("clock.group.") + group)).set("GROUP", group);
      }
      put_row(web, request, *section, c);
    }
  }
  page.show_if(clocks->empty(), "EMPTY").show_if(*has_link, "HAS_LINK");
  if (!link.empty()) page.row("NEW_LINK").set("FEED", link);
  return web.page(request, std::move(page), web.say(request, "console.clocks.title"),
                  staff_frame(web, request, Rail::clocks));
}

Response calendar_link(const pages::Web& web, const Request& request) {
  const auto& actor = pages::Web::actor(request);
  if (request.field("drop") == "yes") {
    const auto done = desk::drop_feed_token(web.desk(), actor);
    return done ? http::see_other("/staff/clocks") : web.refuse(request, done.error());
  }
  const auto token = desk::make_feed_token(web.desk(), actor);
  if (!token) return web.refuse(request, token.error());
  // A calendar program asks in no language: the link says which.
  const auto language = web.language(request);
  return board(web, request,
               "/calendar/" + *token + "/deadlines.ics" +
                   (language == "en" ? "" : "?lang=" + language));
}

Response ics(std::string bytes, const std::string& disposition) {
  Response out;
  out.status = 200;
  out.headers.add("Content-Type", "text/calendar; charset=utf-8");
  out.headers.add("Content-Disposition", disposition + "; filename=\"deadlines.ics\"");
  out.headers.add("Cache-Control", "no-store");
  out.body = std::move(bytes);
  return out;
}

Response feed(const pages::Web& web, const Request& request) {
  auto text = desk::feed_for_token(web.desk(), request.param("token"), web.language(request));
  if (text) return ics(std::move(*text), "inline");
  if (!web.wrong_codes().take()) return web.refuse(request, fail(Errc::too_many, "too many wrong links"));
  return web.refuse(request, text.error());
}

// ---- how one clock was reckoned ------------------------------------------------------------------

// ?from=2027-01-15&closed=2027-01-20: a what-if, never kept. What cannot be read is said.
desk::WhatIf what_if_of(const pages::Web& web, const Request& request, http::Page& page,
                        std::vector<http::Problem>& problems) {
  desk::WhatIf out;
  const auto from = trimmed(request.query.get("from")), closed = trimmed(request.query.get("closed"));
  page.set("IF_FROM", from).set("IF_CLOSED", closed);
  if (!from.empty()) {
    if (const auto day = parse_date(from)) {
      out.start = *day;
    } else {
      problems.push_back({"from", day.error().detail});
    }
  }
  for (const auto& part : split(closed, ',')) {
    if (trimmed(part).empty()) continue;
    if (const auto day = parse_date(trimmed(part))) {
      out.days.push_back(
          {*day, law::PlaceDay::What::closed, web.say(request, "clock.what_if_reason")});
    } else {
      problems.push_back({"closed", day.error().detail});
    }
  }
  page.show_if(out.start.has_value() || !out.days.empty(), "WHAT_IF");
  return out;
}

void put_line(const pages::Web& web, const Request& request, http::Page& page, Date date, bool counted,
              const std::string& because) {
  page.row("LINES")
      .set("DATE", web.day(request, date))
      .set("COUNTED", web.say(request, counted ? "clock.counted" : "clock.skipped"))
      .set("BECAUSE", because)
      .set("LINE_STYLE", counted ? "counted" : "skipped");
}

Response clock_page(const pages::Web& web, const Request& request, const std::string& problem) {
  const auto& actor = pages::Web::actor(request);
  http::Page page("console/clock", web.language(request));
  auto frame = staff_frame(web, request, Rail::clocks);
  const auto what_if = what_if_of(web, request, page, frame.problems);
  const auto clock = desk::show_clock(web.desk(), actor, request.param("clock"), what_if);
  if (!clock) return web.refuse(request, clock.error());
  page.set("HEADING", clock->title).set("CASE_ID", clock->case_id.str());
  page.set("CASE_HREF", case_path(clock->case_id, "duties")).set("SELF", "/staff/clock/" + clock->id);
  page.set("PERIOD", web.messages().count(web.language(request),
                                          "clock.period." + std::string(law::name_of(clock->rule.unit)), clock->rule.n));
  page.set("AUTHORITY", clock->authority.empty() ? web.say(request, "clock.no_authority") : clock->authority);
  page.set("STATE", web.say(request, "clock.state." + std::string(law::name_of(clock->now.state))));
  if (clock->now.last) {
    page.row("LAST").set("LAST_DAY", web.time(request, *clock->now.last));
  } else if (clock->now.last_day) {
    page.row("LAST").set("LAST_DAY", web.day(request, *clock->now.last_day));
  }
  if (clock->now.paused_since) {
    page.row("PAUSED")
        .set("SINCE", web.day(request, *clock->now.paused_since))
        .set("WHY", clock->now.paused_because);
  }
  if (clock->now.other) {
    page.row("OTHER")
        .set("OTHER_DAY", web.day(request, clock->now.other->last_day))
        .set("OTHER_WHY", law_words(web, request, clock->now.other->because));
  }
  page.show_if(clock->now.late, "LATE");
  for (const auto& line : clock->now.lines)
    put_line(web, request, page, line.date, line.counted, law_words(web, request, line.because));
  for (const auto& c : clock->changes) {
    auto& row = page.row("CHANGES");
    const auto day = [&](const std::string& text) {
      return text.empty() ? std::string("–") : web.day(request, text);
    };
    const bool moved = c.kind == "moved";
    row.set("AT", web.time(request, c.entered)).set("BY", actor_words(web, request, c.by));
    row.set("WHY", moved ? web.say(request, "clock.moved_by",
                                   {{"entry", c.because.substr(c.because.rfind(' ') + 1)}})
                         : c.because);
    row.set("WHAT", web.say(request, "clock.change." + c.kind));
    row.set("ON", moved ? day(c.before) + " → " + day(c.on) : day(c.on));
  }
  if (clock->now.state != law::ClockState::ended) page.row("TURN");
  page.show_if(clock->rule.unit != law::Unit::hours, "DAYS");
  if (!problem.empty()) frame.problems.push_back({"on", problem});
  const bool wrong = !frame.problems.empty();
  return web.page(request, std::move(page), clock->title, frame, wrong ? 422 : 200);
}

Response duty_page(const pages::Web& web, const Request& request) {
  const auto& actor = pages::Web::actor(request);
  const CaseId id(request.param("id"));
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  http::Page page("console/reckoning", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::duties);
  auto frame = staff_frame(web, request, Rail::clocks);
  const auto what_if = what_if_of(web, request, page, frame.problems);
  const auto wanted = request.query.get("duty");
  const auto clock = desk::duty_clock(web.desk(), actor, id, wanted, what_if);
  page.set("DUTY_ID", wanted).set("SELF", case_path(id, "reckoning"));
  if (!clock) {
    // Any case may be asked for any duty: one that is not there is no fault of the page.
    if (clock.error().code != Errc::not_found) return web.refuse(request, clock.error());
    page.row("NO_DUTY");
    return web.page(request, std::move(page), id.str() + " " + web.say(request, "clock.how"), frame);
  }
  auto& row = page.row("DUTY");
  row.set("DUTY_TITLE", law_words(web, request, text_at(clock->duty, "title")))
      .set("RECIPIENT", law_words(web, request, text_at(clock->duty, "recipient")));
  row.set("DUE_TEXT", law_words(web, request, text_at(clock->duty, "due_text")))
      .set("RULE", text_at(clock->duty, "rule"));
  row.set("DUE", web.day(request, text_at(clock->duty, "due"))).set("SHEET_ID", clock->sheet.str());
  row.set("STATE", web.say(request, "duty.state." + text_at(clock->duty, "state")));
  if (clock->count) {
    page.row("COUNT")
        .set("EVENT", fact_words(web, request, clock->event))
        .set("FROM", web.day(request, clock->count->from))
        .set("LAST_DAY", web.day(request, clock->count->last_day))
        .set("WORKING", web.day(request, *clock->working));
    for (const auto& line : clock->count->days) {
      put_line(web, request, page, line.date, line.counted,
               line.counted ? std::to_string(line.number) : law_words(web, request, line.because));
    }
    if (clock->count->other) {
      page.row("OTHER")
          .set("OTHER_DAY", web.day(request, clock->count->other->last_day))
          .set("OTHER_WHY", law_words(web, request, clock->count->other->because));
    }
  }
  page.show_if(!clock->count, "NO_COUNT");
  for (const auto& c : clock->changes) {
    page.row("CHANGES")
        .set("AT", web.time(request, c.at))
        .set("BY", actor_words(web, request, c.by))
        .set("SHEET_ID", c.sheet.str())
        .set("SHEET_HREF", case_path(id, "duties?sheet=" + c.sheet.str()))
        .set("ON", c.due.empty() ? "–" : web.day(request, c.due))
        .set("WORKING", c.working_due.empty() ? "–" : web.day(request, c.working_due))
        .set("STATE", web.say(request, "duty.state." + c.state));
  }
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "clock.how"), frame,
                  frame.problems.empty() ? 200 : 422);
}

// ---- days of the place ---------------------------------------------------------------------------

Response days_page(const pages::Web& web, const Request& request, const std::vector<desk::Moved>* moved,
                   const std::string& problem) {
  const auto& actor = pages::Web::actor(request);
  const auto days = desk::list_place_days(web.desk(), actor);
  if (!days) return web.refuse(request, days.error());
  http::Page page("console/days", web.language(request));
  for (const auto& d : *days) {
    page.row("ENTRIES")
        .set("DATE", web.day(request, d.date))
        .set("WHAT", web.say(request, "day.what." + d.what))
        .set("WHY", d.because)
        .set("BY", actor_words(web, request, d.by))
        .set("AT", web.time(request, d.at))
        .set("HOLDS", web.say(request, d.holds ? "day.holds" : "day.replaced"));
  }
  page.show_if(days->empty(), "EMPTY");
  if (moved != nullptr) {
    page.row("ENTERED").show_if(moved->empty(), "NONE");
    for (const auto& m : *moved) {
      page.row("MOVED")
          .set("CASE_ID", m.case_id.str())
          .set("CASE_HREF", case_path(m.case_id, "duties"))
          .set("TITLE_MOVED", m.title)
          .set("BEFORE", m.before.empty() ? "–" : web.day(request, m.before))
          .set("AFTER", m.after.empty() ? "–" : web.day(request, m.after));
    }
  }
  page.show_if(desk::may(actor, desk::Action::enter_place_day).has_value(), "MAY_ENTER");
  page.set("TYPED_DATE", problem.empty() ? "" : request.field("date"));
  page.set("TYPED_BECAUSE", problem.empty() ? "" : request.field("because"));
  auto frame = staff_frame(web, request, Rail::clocks);
  if (!problem.empty()) frame.problems.push_back({"date", problem});
  return web.page(request, std::move(page), web.say(request, "day.title"), frame, problem.empty() ? 200 : 422);
}

Response enter_day(const pages::Web& web, const Request& request) {
  const auto moved = desk::enter_place_day(web.desk(), pages::Web::actor(request),
                                           {trimmed(request.field("date")), request.field("what"), request.field("because")});
  if (moved) return days_page(web, request, &*moved, "");
  if (moved.error().code == Errc::bad_input || moved.error().code == Errc::too_large) {
    return days_page(web, request, nullptr, moved.error().detail);
  }
  return web.refuse(request, moved.error());
}

}  // namespace

void add_clocks(http::Router& router, const WebPtr& web) {
  router.get("/staff/clocks", "clocks", "list-cases", [web](Request& r) { return board(*web, r, ""); });
  router.get("/staff/calendar", "calendar", "list-cases", [web](Request& r) {
    auto text = desk::deadlines_file(web->desk(), pages::Web::actor(r), web->language(r));
    return text ? ics(std::move(*text), "attachment") : web->refuse(r, text.error());
  });
  web->officer_post(router, "/staff/calendar", "calendar.link", "officer",
                    [web](Request& r) { return calendar_link(*web, r); });
  router.get("/calendar/{token}/deadlines.ics", "calendar.feed", "anyone", [web](Request& r) { return feed(*web, r); });
  router.get("/staff/clock/{clock}", "clock", "read-case", [web](Request& r) { return clock_page(*web, r, ""); });
  web->officer_post(router, "/staff/clock/{clock}", "clock.turn", "change-clock", [web](Request& r) {
    const auto id = r.param("clock");
    const auto done = desk::turn_clock(web->desk(), pages::Web::actor(r), id, r.field("event"), trimmed(r.field("on")),
                                       r.field("because"));
    if (done) return http::see_other("/staff/clock/" + id);
    if (done.error().code == Errc::bad_input) return clock_page(*web, r, done.error().detail);
    return web->refuse(r, done.error());
  });
  router.get("/staff/case/{id}/reckoning", "case.reckoning", "read-case", [web](Request& r) { return duty_page(*web, r); });
  router.get("/staff/days", "days", "list-cases", [web](Request& r) { return days_page(*web, r, nullptr, ""); });
  web->officer_post(router, "/staff/days", "days.enter", "enter-place-day", [web](Request& r) { return enter_day(*web, r); });
}

}  // namespace ledgelight::console
