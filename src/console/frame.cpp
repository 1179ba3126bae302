#include <fmt/format.h>

#include <algorithm>

#include "base/civil.hpp"
#include "casefile/fact_words.hpp"
#include "console/console.hpp"
#include "desk/paper_words.hpp"
#include "http/form.hpp"
#include "http/numbers.hpp"
#include "ledger/entry.hpp"

namespace ledgelight::console {

void add_console(http::Router& router, const WebPtr& web) {
  add_sign_in(router, web);
  add_today(router, web);
  add_inbox(router, web);
  add_cases(router, web);
  add_case(router, web);
  add_evidence(router, web);
  add_discovery(router, web);
  add_findings(router, web);
  add_people(router, web);
  add_sample(router, web);
  add_links(router, web);
  add_names(router, web);
  add_person(router, web);
  add_duties(router, web);
  add_clocks(router, web);
  add_letters(router, web);
  add_sealed(router, web);
  add_texts(router, web);
  add_record(router, web);
  add_officers(router, web);
  add_place(router, web);
}

http::Frame staff_frame(const pages::Web& web, const http::Request& request, Rail current) {
  http::Frame frame;
  const auto link = [&](Rail rail, std::string_view key, std::string address) {
    frame.navigation.push_back({web.say(request, key), std::move(address), rail == current});
  };
  const auto& roles = pages::Web::actor(request).roles;
  const bool only_keeper = roles.size() == 1 && roles.count(desk::Role::keeper) == 1;
  link(Rail::today, "console.rail.today", "/staff");
  if (!only_keeper) {
    link(Rail::inbox, "console.rail.inbox", "/staff/inbox");
    link(Rail::cases, "console.rail.cases", "/staff/cases");
    link(Rail::clocks, "console.rail.clocks", "/staff/clocks");
    link(Rail::record, "console.rail.record", "/staff/record");
  }
  if (desk::may(pages::Web::actor(request), desk::Action::manage_place)) {
    link(Rail::place, "console.rail.place", "/staff/place");
  }
  if (roles.count(desk::Role::keeper) == 1) {
    link(Rail::settings, "console.rail.settings", "/staff/officers");
  }
  // Anybody can make up such an address; it can only say one of our own sentences.
  const auto key = "done." + request.query.get("done");
  if (request.reads_only() && web.messages().has("en", key)) frame.done = web.say(request, key);
  return frame;
}

http::Response done(std::string path, std::string_view word) {
  path += (path.find('?') == std::string::npos ? "?done=" : "&done=") + std::string(word);
  return http::see_other(path + "#done");
}

std::string case_path(const CaseId& id, std::string_view part) {
  std::string out = "/staff/case/" + http::percent_encoded(id.str());
  if (!part.empty()) out += "/" + std::string(part);
  return out;
}

void case_head(const pages::Web& web, const http::Request& request, http::Page& page,
               const CaseId& id, const std::string& subject, const std::string& state,
               Tab current) {
  auto& head = page.include("HEAD", "console/case-head");
  head.set("CASE_ID", id.str()).set("SUBJECT", subject);
  head.set("STATE", web.say(request, "case.state." + state));
  page.global("CASE_LINK", case_path(id));
  struct Row {
    Tab tab;
    const char* key;
    const char* part;
  };
  static constexpr Row rows[] = {{Tab::facts, "console.tab.facts", ""},
                                 {Tab::timeline, "console.tab.timeline", "timeline"},
                                 {Tab::evidence, "console.tab.evidence", "evidence"},
                                 {Tab::discovery, "console.tab.discovery", "discovery"},
                                 {Tab::people, "console.tab.people", "people"},
                                 {Tab::duties, "console.tab.duties", "duties"},
                                 {Tab::letters, "console.tab.letters", "letters"},
                                 {Tab::record, "console.tab.record", "record"}};
  for (const auto& r : rows) {
    auto& row = head.row("TABS");
    row.set("TAB_LINK", case_path(id, r.part)).set("TAB_NAME", web.say(request, r.key));
    row.show_if(r.tab == current, "TAB_CURRENT").show_if(r.tab != current, "TAB_OTHER");
  }
}

std::string age(const pages::Web& web, const http::Request& request, Instant from) {
  const auto seconds = std::max<std::int64_t>(0, (web.desk().now() - from).count());
  const auto minutes = seconds / 60;
  const auto language = web.language(request);
  const auto& messages = web.messages();
  if (minutes < 60) return messages.count(language, "time.minutes", minutes);
  if (minutes < 48 * 60) return messages.count(language, "time.hours", minutes / 60);
  return messages.count(language, "time.days", minutes / (24 * 60));
}

std::string actor_words(const pages::Web& web, const http::Request& request,
                        const std::string& actor) {
  if (actor.rfind("cli:", 0) == 0) return web.say(request, "actor.cli");
  if (actor.rfind("o-", 0) == 0) {
    const auto tx = web.desk().store().read();
    if (tx) {
      if (auto name = desk::officer_name(web.desk(), **tx, OfficerId(actor))) return *name;
    }
    return actor;
  }
  return web.say(request, actor == "resident" ? "actor.resident" : "actor.system");
}

std::string act_words(const pages::Web& web, const http::Request& request, std::string_view kind) {
  // A kind that a later program wrote is shown as that program would have it: by its name.
  const auto key = "act." + std::string(kind);
  return web.messages().find("en", key) ? web.say(request, key) : std::string(ledger::words_of(kind));
}

namespace {

casefile::Speaker speaker(const pages::Web& web, const http::Request& request) {
  return {[&](std::string_view key) { return web.say(request, key); },
          [&](Date day) { return web.day(request, day); },
          [&](const When& when) { return web.when(request, when); }};
}

}  // namespace

std::string law_words(const pages::Web& web, const http::Request& request,
                      const std::string& english) {
  if (english.empty()) return english;
  return casefile::sentence_words(speaker(web, request),
                                  web.language(request) == "es"
                                      ? desk::law_in_spanish(web.desk().rules(), english)
                                      : english);
}

std::string state_words(const pages::Web& web, const http::Request& request,
                        const std::string& code) {
  if (code.empty()) return web.say(request, "people.no_state");
  const auto key = "portal.state." + code;
  return web.messages().has("en", key) ? web.say(request, key) : code;
}

std::string fact_words(const pages::Web& web, const http::Request& request,
                       const std::string& path) {
  return casefile::path_words(speaker(web, request), path);
}

std::string fact_value_words(const pages::Web& web, const http::Request& request,
                             const std::string& path, const Json& value) {
  return casefile::value_words(speaker(web, request), path, value);
}

std::string count_words(std::uint64_t n) { return http::grouped(static_cast<std::int64_t>(n)); }

std::string size_words(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  const double b = static_cast<double>(bytes);
  if (b < 1e6) return fmt::format("{:.1f} kB", b / 1e3);
  if (b < 1e9) return fmt::format("{:.1f} MB", b / 1e6);
  return fmt::format("{:.1f} GB", b / 1e9);
}

desk::Page slice_of(const http::Request& request, std::uint64_t per_page) {
  std::uint64_t number = 1;
  const auto text = request.query.get("page");
  if (!text.empty() && text.size() <= 9 && text.find_first_not_of("0123456789") == std::string::npos) {
    number = std::max<std::uint64_t>(1, std::stoull(text));
  }
  return {(number - 1) * per_page, per_page};
}

void pager(const http::Request& request, http::Page& page, const desk::Page& slice,
           std::size_t rows, std::uint64_t total) {
  const auto number = slice.offset / slice.limit + 1;
  const auto link = [&](std::uint64_t n) {
    auto query = request.query;
    query.erase("done");
    query.set("page", std::to_string(n));
    return request.path + "?" + http::to_urlencoded(query);
  };
  page.set("FROM", count_words(rows == 0 ? 0 : slice.offset + 1));
  page.set("TO", count_words(slice.offset + rows));
  page.set("TOTAL", count_words(total));
  if (number > 1) page.row("PREV").set("PREV_LINK", link(number - 1));
  if (slice.offset + rows < total) page.row("NEXT").set("NEXT_LINK", link(number + 1));
}

Turn turn_of(const http::Request& request, std::uint64_t per_page) {
  Turn out{slice_of(request, per_page), request.query.get("after"), desk::Beside::after};
  if (!out.place.empty()) return out;
  out.place = request.query.get("before");
  out.side = desk::Beside::before;
  return out;
}

http::Fields from_the_start(const http::Request& request) {
  auto query = request.query;
  for (const char* name : {"page", "after", "before", "done"})
    query.erase(name);
  return query;
}

void pager(const http::Request& request, http::Page& page, const Turn& turn, const Span& span) {
  const auto size = turn.slice.limit;
  const auto pages = std::max<std::uint64_t>(1, (span.total + size - 1) / size);
  // Beside a place the number is what the link said: no more than there are.
  const auto number =
      std::min(turn.slice.offset / size + 1, turn.place.empty() ? UINT64_MAX : pages);
  const auto link = [&](std::uint64_t n, const char* side, const std::string& place) {
    auto query = from_the_start(request);
    query.set("page", std::to_string(n));
    if (*side != 0 && n > 1) query.set(side, place);
    return request.path + "?" + http::to_urlencoded(query);
  };
  const auto before = (number - 1) * size;
  page.set("FROM", count_words(span.rows == 0 ? 0 : before + 1));
  page.set("TO", count_words(
                     std::min(before + span.rows, std::max<std::uint64_t>(span.total, span.rows))));
  page.set("TOTAL", count_words(span.total));
  if (number > 1) {
    page.row("FIRST").set("FIRST_LINK", link(1, "", ""));
    page.row("PREV").set("PREV_LINK", span.rows == 0 ? link(std::min(number - 1, pages), "", "")
                                                     : link(number - 1, "before", span.first));
  }
  if (span.more && span.rows > 0) {
    page.row("NEXT").set("NEXT_LINK", link(number + 1, "after", span.last));
    page.row("LAST").set("LAST_LINK", link(pages, "", ""));
  }
}

}  // namespace ledgelight::console
