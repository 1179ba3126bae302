#include "base/civil.hpp"
#include "base/text.hpp"
#include "console/console.hpp"
#include "console/download.hpp"
#include "desk/reports.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

constexpr std::uint64_t per_page = 50;

Response inbox_page(const pages::Web& web, const Request& request) {
  auto state = request.query.get("state");
  if (state.empty()) state = "received";
  if (state == "any") state.clear();
  auto turn = turn_of(request, per_page);
  const desk::Page start{0, per_page};
  const auto& actor = pages::Web::actor(request);
  auto inbox = turn.place.empty()
                   ? desk::inbox(web.desk(), actor, state, turn.slice)
                   : desk::inbox(web.desk(), actor, state, turn.place, turn.side, per_page);
  if (inbox && turn.side == desk::Beside::before && !turn.place.empty() &&
      inbox->rows.size() < per_page) {
    // That was the start: a whole page of it.
    turn = {start, "", desk::Beside::after};
    inbox = desk::inbox(web.desk(), actor, state, start);
  }
  if (!inbox) return web.refuse(request, inbox.error());
  http::Page page("console/inbox", web.language(request));
  for (const char* s : {"received", "accepted", "routed", "rejected", "closed", "any"}) {
    auto& row = page.row("FILTERS");
    row.set("FILTER_LINK", std::string("/staff/inbox?state=") + s);
    row.set("FILTER_NAME", web.say(request, std::string("report.state.") + s));
    const bool current = state == s || (state.empty() && std::string_view(s) == "any");
    row.show_if(current, "FILTER_CURRENT").show_if(!current, "FILTER_OTHER");
  }
  for (const auto& r : inbox->rows) {
    auto& row = page.row("REPORTS");
    row.set("REF", r.id.str()).set("LINK", "/staff/report/" + r.id.str());
    row.set("LINE", r.first_line).set("KIND", web.say(request, "report_kind." + r.kind));
    row.set("AGE", age(web, request, r.received));
    row.set("RECEIVED", web.time(request, r.received));
    row.set("REPORT_STATE", web.say(request, "report.state." + r.state));
    row.set("FILES", static_cast<std::int64_t>(r.files));
    row.show_if(r.looked.has_value(), "LOOKED").show_if(!r.looked, "NOT_LOOKED");
    row.show_if(r.anonymous, "ANONYMOUS").show_if(!r.anonymous, "NAMED");
  }
  page.show_if(inbox->rows.empty(), "EMPTY");
  pager(request, page, turn, span_of(*inbox));
  return web.page(request, std::move(page), web.say(request, "console.inbox.title"),
                  staff_frame(web, request, Rail::inbox));
}

struct Extra {
  std::string problem;
  std::string contact_name, contact_email, contact_phone, contact_how;
  bool contact = false;
};

Response report_page(const pages::Web& web, const Request& request, const Extra& extra) {
  const ReportId id(request.param("id"));
  const auto view = desk::read_report(web.desk(), pages::Web::actor(request), id);
  if (!view) return web.refuse(request, view.error());
  http::Page page("console/report", web.language(request));
  page.set("REF", id.str()).set("KIND", web.say(request, "report_kind." + view->form.kind));
  page.set("WHAT", view->form.what).set("WHEN", web.when(request, view->form.when));
  page.set("RECEIVED", web.time(request, view->row.received));
  page.set("AGE", age(web, request, view->row.received));
  page.set("REPORT_STATE", web.say(request, "report.state." + view->row.state));
  page.set("CHANNEL", web.say(request, "channel." + view->row.channel));
  page.set("SUBJECT", casefile::first_line(view->form, 80));
  if (!view->form.where.empty()) page.row("WHERE").set("WHERE_TEXT", view->form.where);
  if (view->form.urgency != casefile::Urgency::none) {
    page.row("URGENT").set("URGENCY", web.say(request, "urgency." + std::string(casefile::name_of(
                                                                        view->form.urgency))));
  }
  page.show_if(view->row.anonymous, "ANONYMOUS");
  const auto& actor = pages::Web::actor(request);
  const bool triages = desk::may(actor, desk::Action::triage).has_value();
  if (!view->row.anonymous && !extra.contact) {
    auto& sealed = page.row("SEALED");
    if (desk::may(actor, desk::Action::open_compartment)) sealed.row("MAY_OPEN").set("REF", id.str());
  }
  if (triages) page.row("MAY_TRIAGE").set("REF", id.str());
  if (extra.contact) {
    page.row("CONTACT")
        .set("NAME", extra.contact_name)
        .set("EMAIL", extra.contact_email)
        .set("PHONE", extra.contact_phone)
        .set("HOW", web.say(request, "contact.how." + extra.contact_how));
  }
  page.show_if(view->files.empty(), "NO_FILES").show_if(!view->files.empty(), "HAS_FILES");
  page.show_if(view->messages.empty(), "NO_MESSAGES")
      .show_if(view->similar.empty(), "NONE_SIMILAR");
  for (const auto& f : view->files) {
    auto& row = page.row("FILES");
    row.set("FILE_NAME", f.name).set("FILE_SIZE", size_words(f.size)).set("FILE_SHA256", f.sha256);
    if (triages) row.row("MAY_COPY").set("FILE", f.id).set("REF", id.str());
  }
  for (const auto& m : view->messages) {
    auto& row = page.row("MESSAGES");
    row.set("AT", web.time(request, m.at)).set("TEXT", m.text);
    row.show_if(m.to_reporter, "FROM_US").show_if(!m.to_reporter, "FROM_THEM");
  }
  for (const auto& s : view->similar) {
    auto& row = page.row("SIMILAR");
    row.set("OTHER", s.id.str()).set("OTHER_LINE", s.first_line).set("LINK", "/staff/report/" + s.id.str());
    if (triages && !s.case_id.empty()) row.row("MERGEABLE").set("OTHER", s.id.str()).set("REF", id.str());
  }
  if (!view->row.case_id.empty()) {
    page.row("IN_CASE").set("CASE_ID", view->row.case_id.str()).set("LINK", case_path(view->row.case_id));
  }
  const auto state = casefile::parse_report_state(view->row.state);
  for (const auto next : casefile::next_states(state.value_or(casefile::ReportState::closed))) {
    const std::string section = next == casefile::ReportState::accepted   ? "MAY_ACCEPT"
                                : next == casefile::ReportState::routed   ? "MAY_ROUTE"
                                : next == casefile::ReportState::rejected ? "MAY_REJECT"
                                : next == casefile::ReportState::closed   ? "MAY_CLOSE"
                                                                          : "";
    if (section.empty() || !triages) continue;
    auto& row = page.row(section);
    row.set("REF", id.str());
    // Who may open no case takes it into one they belong to.
    if (section == "MAY_ACCEPT" && desk::may(actor, desk::Action::open_case)) {
      row.row("NEW_CASE").set("SUBJECT", casefile::first_line(view->form, 80));
    }
  }
  auto frame = staff_frame(web, request, Rail::inbox);
  if (!extra.problem.empty()) frame.problems.push_back({"", extra.problem});
  return web.page(request, std::move(page), id.str(), frame, extra.problem.empty() ? 200 : 422);
}

// Mistakes of the officer come back on the page with its text; the rest is a page of its own.
Response after(const pages::Web& web, const Request& request, const Result<void>& done,
               std::string to) {
  if (done) return http::see_other(std::move(to));
  switch (done.error().code) {
    case Errc::bad_input:
    case Errc::wrong_state:
    case Errc::too_large: {
      Extra extra;
      extra.problem = done.error().detail;
      return report_page(web, request, extra);
    }
    default:
      return web.refuse(request, done.error());
  }
}

Result<void> void_of(const Result<CaseId>& result) {
  if (!result) return result.error();
  return {};
}

Response accept(const pages::Web& web, const Request& request) {
  const ReportId id(request.param("id"));
  const auto opened = desk::accept_report(web.desk(), pages::Web::actor(request), id,
                                          CaseId(trimmed(request.field("into"))),
                                          request.field("subject"));
  return after(web, request, void_of(opened), opened ? case_path(*opened) : "/staff/inbox");
}

Response contact(const pages::Web& web, const Request& request) {
  const auto opened = desk::reporter_contact(web.desk(), pages::Web::actor(request),
                                             ReportId(request.param("id")), request.field("reason"));
  Extra extra;
  if (!opened) {
    if (opened.error().code != Errc::bad_input) return web.refuse(request, opened.error());
    extra.problem = opened.error().detail;
    return report_page(web, request, extra);
  }
  extra.contact = true;
  extra.contact_name = opened->name.reveal(Purpose::show_to_officer);
  extra.contact_email = opened->email.reveal(Purpose::show_to_officer);
  extra.contact_phone = opened->phone.reveal(Purpose::show_to_officer);
  extra.contact_how = opened->how.empty() ? "code" : opened->how;
  return report_page(web, request, extra);
}

}  // namespace

void add_inbox(http::Router& router, const WebPtr& web) {
  router.get("/staff/inbox", "inbox", "see-inbox", [web](Request& r) { return inbox_page(*web, r); });
  router.get("/staff/report/{id}", "report", "see-inbox",
             [web](Request& r) { return report_page(*web, r, {}); });
  const auto post = [&](const char* verb, const char* who, auto act) {
    web->officer_post(router, std::string("/staff/report/{id}/") + verb,
                      std::string("report.") + verb, who, [web, act](Request& r) {
                        return act(*web, r, ReportId(r.param("id")), "/staff/report/" + r.param("id"));
                      });
  };
  post("accept", "triage", [](const pages::Web& w, Request& r, const ReportId&, const std::string&) {
    return accept(w, r);
  });
  post("merge", "triage", [](const pages::Web& w, Request& r, const ReportId& id, const std::string& to) {
    return after(w, r, void_of(desk::merge_report(w.desk(), pages::Web::actor(r), id,
                                                  ReportId(trimmed(r.field("other"))))), to);
  });
  post("route", "triage", [](const pages::Web& w, Request& r, const ReportId& id, const std::string& to) {
    return after(w, r, desk::route_report(w.desk(), pages::Web::actor(r), id, r.field("where"),
                                          r.field("reason")), to);
  });
  post("reject", "triage", [](const pages::Web& w, Request& r, const ReportId& id, const std::string& to) {
    return after(w, r, desk::reject_report(w.desk(), pages::Web::actor(r), id, r.field("reason")), to);
  });
  post("close", "triage", [](const pages::Web& w, Request& r, const ReportId& id, const std::string& to) {
    return after(w, r, desk::close_report(w.desk(), pages::Web::actor(r), id, r.field("reason")), to);
  });
  post("message", "triage", [](const pages::Web& w, Request& r, const ReportId& id, const std::string& to) {
    return after(w, r, desk::message_reporter(w.desk(), pages::Web::actor(r), id, r.field("text"),
                                              !r.field("asks").empty()), to);
  });
  post("contact", "open-compartment",
       [](const pages::Web& w, Request& r, const ReportId&, const std::string&) { return contact(w, r); });
  post("file", "triage", [](const pages::Web& w, Request& r, const ReportId&, const std::string&) {
    return download(w, r, desk::open_report_file(w.desk(), pages::Web::actor(r), r.field("file"),
                                                 r.field("purpose")));
  });
}

}  // namespace ledgelight::console
