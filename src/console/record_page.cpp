#include "base/civil.hpp"
#include "console/console.hpp"
#include "console/download.hpp"
#include "desk/cases.hpp"
#include "desk/export.hpp"
#include "desk/record.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

constexpr std::uint64_t per_page = 100;

void put_record(const pages::Web& web, const Request& request, http::Page& page,
                const desk::RecordPage& record) {
  page.set("SIZE", static_cast<std::int64_t>(record.size));
  page.set("PUBLISHED", static_cast<std::int64_t>(record.published));
  page.set("ROOT", record.root).set("VKEY", record.vkey);
  for (const auto& r : record.rows) {
    auto& row = page.row("EVENTS");
    row.set("INDEX", static_cast<std::int64_t>(r.index)).set("KIND", act_words(web, request, r.kind));
    row.set("BY", actor_words(web, request, r.actor)).set("AT", web.time(request, r.at));
    row.set("EVENT_CASE", r.case_id).set("SUBJECT_ID", r.subject);
    row.show_if(r.published, "IS_PUBLISHED").show_if(!r.published, "NOT_PUBLISHED");
  }
}

Response record_page(const pages::Web& web, const Request& request) {
  const auto slice = slice_of(request, per_page);
  const auto record = desk::record_page(web.desk(), pages::Web::actor(request), CaseId(), slice);
  if (!record) return web.refuse(request, record.error());
  http::Page page("console/record", web.language(request));
  put_record(web, request, page, *record);
  pager(request, page, slice, record->rows.size(), record->total);
  return web.page(request, std::move(page), web.say(request, "console.record.title"),
                  staff_frame(web, request, Rail::record));
}

Response case_record(const pages::Web& web, const Request& request, const std::string& problem) {
  const CaseId id(request.param("id"));
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const auto slice = slice_of(request, per_page);
  const auto record = desk::record_page(web.desk(), actor, id, slice);
  if (!record) return web.refuse(request, record.error());
  http::Page page("console/case-record", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::record);
  put_record(web, request, page, *record);
  pager(request, page, slice, record->rows.size(), record->total);
  const auto can = [&](desk::Action action) { return view->allowed.count(action) != 0; };
  page.show_if(can(desk::Action::export_case), "MAY_EXPORT");
  page.show_if(can(desk::Action::release_texts), "MAY_RELEASE");
  page.show_if(can(desk::Action::export_personal), "MAY_SEAL");
  auto frame = staff_frame(web, request, Rail::cases);
  if (!problem.empty()) frame.problems.push_back({"purpose", problem});
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "console.tab.record"), frame,
                  problem.empty() ? 200 : 422);
}

Response export_sealed(const pages::Web& web, const Request& request) {
  desk::ExportOptions options;
  options.personal = !request.field("personal").empty();
  options.privileged = !request.field("privileged").empty();
  options.purpose = request.field("purpose");
  options.passphrase = request.field("passphrase");
  auto file = desk::sealed_download(web.desk(), pages::Web::actor(request), CaseId(request.param("id")), options);
  if (!file && file.error().code == Errc::bad_input) return case_record(web, request, file.error().detail);
  return download(web, request, std::move(file));
}

}  // namespace

void add_record(http::Router& router, const WebPtr& web) {
  router.get("/staff/record", "record", "see-record", [web](Request& r) { return record_page(*web, r); });
  router.get("/staff/case/{id}/record", "case.record", "read-case", [web](Request& r) { return case_record(*web, r, ""); });
  router.get("/staff/case/{id}/report.pdf", "case.report_pdf", "export-case", [web](Request& r) {
    return pdf(*web, r, desk::report_pdf(web->desk(), pages::Web::actor(r), CaseId(r.param("id"))),
               r.param("id") + "-report.pdf");
  });
  web->officer_post(router, "/staff/case/{id}/export-sealed", "case.export_sealed", "export-personal",
                    [web](Request& r) { return export_sealed(*web, r); });
  web->officer_post(router, "/staff/case/{id}/export", "case.export", "export-case", [web](Request& r) {
    return download(*web, r, desk::export_download(web->desk(), pages::Web::actor(r), CaseId(r.param("id"))));
  });
}

}  // namespace ledgelight::console
