#include "base/civil.hpp"
#include "base/text.hpp"
#include "desk/drafts.hpp"
#include "desk/reports.hpp"
#include "portal/portal.hpp"

namespace ledgelight::portal {
namespace {

using http::Request;
using http::Response;

Response ask(const pages::Web& web, const Request& request, const std::string& problem_key) {
  http::Page page("portal/status-ask", web.language(request));
  auto frame = public_frame(web, request, "/status");
  if (!problem_key.empty()) frame.problems.push_back({"code", web.say(request, problem_key)});
  return web.page(request, std::move(page), web.say(request, "portal.status.ask.title"), frame,
                  problem_key.empty() ? 200 : 422);
}

Response wrong_code(const pages::Web& web, const Request& request) {
  if (!web.wrong_codes().take()) {
    return web.refuse(request, fail(Errc::too_many, "too many codes that open nothing"));
  }
  return ask(web, request, "portal.status.wrong");
}

// A code of a report that was begun and not sent: when it ends, and the way back into it.
Response not_sent(const pages::Web& web, const Request& request, const desk::OpenedDraft& draft) {
  http::Page page("portal/status-draft", web.language(request));
  page.set("CODE", grouped(ungrouped(request.field("code"))));
  page.set("ENDS", web.time(request, draft.ends));
  return web.page(request, std::move(page), web.say(request, "portal.status.draft.title"),
                  public_frame(web, request, "/status"));
}

// The code travels in the body of each form, never in an address that a browser would remember.
Response status(const pages::Web& web, const Request& request, const std::string& problem,
                bool sent) {
  const auto code = request.field("code");
  const auto report = desk::report_status(web.desk(), code);
  if (!report) {
    if (report.error().code != Errc::not_found) return web.refuse(request, report.error());
    if (const auto draft = desk::open_draft(web.desk(), code)) return not_sent(web, request, *draft);
    return wrong_code(web, request);
  }
  http::Page page("portal/status", web.language(request));
  const std::string status_name(casefile::name_of(report->status));
  page.set("REFERENCE", report->reference.str()).set("CODE", grouped(ungrouped(code)));
  page.set("STATUS", web.say(request, "status." + status_name));
  page.set("MEANING", web.say(request, "status." + status_name + ".meaning"));
  page.set("RECEIVED", web.time(request, report->received)).set("WHAT", report->what);
  if (report->ledger_index) {
    page.row("PUBLISHED").set("INDEX", static_cast<std::int64_t>(*report->ledger_index)).set(
        "CODE", grouped(ungrouped(code)));
  }
  page.show_if(!report->ledger_index, "NOT_PUBLISHED").show_if(sent, "SENT");
  for (const auto& f : report->files) page.row("FILES").set("FILE_NAME", f);
  for (const auto& m : report->messages) {
    auto& row = page.row("MESSAGES");
    row.set("AT", web.time(request, m.at)).set("TEXT", m.text);
    row.show_if(m.to_reporter, "FROM_DESK").show_if(!m.to_reporter, "FROM_YOU");
  }
  page.set("TYPED", problem.empty() ? "" : shown(request.field("text")));
  auto frame = public_frame(web, request, "/status");
  if (!problem.empty()) frame.problems.push_back({"text", problem});
  return web.page(request, std::move(page), web.say(request, "portal.status.title"), frame,
                  problem.empty() ? 200 : 422);
}

Response message(const pages::Web& web, const Request& request) {
  const auto sent = desk::message_from_reporter(web.desk(), request.field("code"), request.field("text"));
  if (sent) return status(web, request, "", true);
  switch (sent.error().code) {
    case Errc::not_found:
      return wrong_code(web, request);
    case Errc::bad_input:
      return status(web, request, web.say(request, "portal.status.empty"), false);
    case Errc::too_large:
      return status(web, request, web.say(request, "portal.status.too_long"), false);
    default:
      return web.refuse(request, sent.error());
  }
}

Response receipt(const pages::Web& web, const Request& request) {
  const auto file = desk::receipt_file(web.desk(), request.field("code"));
  if (!file) {
    if (file.error().code == Errc::not_found) return wrong_code(web, request);
    return web.refuse(request, file.error());
  }
  return http::download(http::bytes(*file, "application/json"),
                        shown_line(request.field("reference"), 20) + ".receipt.json");
}

}  // namespace

void add_status(http::Router& router, const WebPtr& web) {
  router.get("/status", "status.ask", "anyone", [web](Request& r) { return ask(*web, r, ""); });
  router.post("/status", "status", "reporter", [web](Request& r) { return status(*web, r, "", false); });
  router.post("/status/message", "status.message", "reporter", [web](Request& r) { return message(*web, r); });
  router.post("/status/receipt", "status.receipt", "reporter", [web](Request& r) { return receipt(*web, r); });
}

}  // namespace ledgelight::portal
