#include <algorithm>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "console/discovery.hpp"
#include "console/download.hpp"
#include "desk/cases.hpp"
#include "desk/evidence.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

constexpr std::uint64_t per_page = 100;
constexpr std::size_t most_custody = 500;
constexpr std::uint64_t max_upload = std::uint64_t{64} << 30;

CaseId case_of(const Request& request) { return CaseId(request.param("id")); }

Response evidence_page(const pages::Web& web, const Request& request,
                       const std::vector<desk::EvidenceCheck>& checks, const std::string& problem) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const auto items = desk::list_evidence(web.desk(), actor, id);
  if (!items) return web.refuse(request, items.error());
  const auto custody = desk::list_custody(web.desk(), actor, id);
  if (!custody) return web.refuse(request, custody.error());
  http::Page page("console/case-evidence", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::evidence);
  const auto slice = slice_of(request, per_page);
  const auto shown = [&](std::size_t i) {
    return i >= slice.offset && i < slice.offset + slice.limit;
  };
  std::size_t rows = 0;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const auto& item = (*items)[i];
    // What does not check out is never on another page.
    const bool faulty =
        std::any_of(checks.begin(), checks.end(), [&](const desk::EvidenceCheck& c) {
          return c.id == item.id && !c.problem.empty();
        });
    if (!shown(i) && !faulty) continue;
    rows += shown(i) ? 1 : 0;
    auto& row = page.row("ITEMS");
    const auto number = item.id.str().substr(item.id.str().find('/') + 1);
    row.set("ITEM", item.id.str()).set("NUMBER", number).set("NAME", path_words(item.name));
    row.set("SHA256", item.sha256).set("SIZE", size_words(item.size));
    row.set("BYTES", count_words(item.size));
    row.set("AT", web.time(request, item.at)).set("FROM_WHERE", item.where_from);
    if (view->allowed.count(desk::Action::read_evidence) != 0) {
      row.row("MAY_COPY").set("NUMBER", number).set("GET_LINK", case_path(id, "evidence/" + number));
    }
    for (const auto& check : checks) {
      if (check.id != item.id) continue;
      row.row("CHECKED").set("CHECK_WORDS", check.problem.empty()
                                                ? web.say(request, check.contents_intact
                                                                       ? "evidence.contents_intact"
                                                                       : "evidence.sealed_intact")
                                                : check.problem);
    }
  }
  page.show_if(items->empty(), "EMPTY");
  page.show_if(view->allowed.count(desk::Action::add_evidence) != 0, "MAY_ADD");
  pager(request, page, slice, rows, items->size());
  // The newest touches; all of them are in the record of the case and in each export.
  const auto newest = custody->size() > most_custody ? custody->size() - most_custody : 0;
  if (newest > 0)
    page.row("OLDER")
        .set("NEWEST", count_words(most_custody))
        .set("ALL_TOUCHES", count_words(custody->size()));
  for (auto i = newest; i < custody->size(); ++i) {
    const auto& c = (*custody)[i];
    page.row("CUSTODY")
        .set("ITEM", c.evidence.str())
        .set("ACTION", web.say(request, "custody." + c.action))
        .set("BY", actor_words(web, request, c.actor))
        .set("AT", web.time(request, c.at))
        .set("PURPOSE", c.purpose)
        .set("GIVER", c.giver)
        .set("TAKER", c.taker)
        .set("EVENT", static_cast<std::int64_t>(c.event));
  }
  auto frame = staff_frame(web, request, Rail::cases);
  if (!problem.empty()) frame.problems.push_back({"file", problem});
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "console.tab.evidence"),
                  frame, problem.empty() ? 200 : 422);
}

// Each file goes chunk by chunk into the vault; a cut-off upload leaves nothing.
class Taking final : public http::Upload {
 public:
  explicit Taking(WebPtr web) : web_(std::move(web)) {}

  Result<void> begin(const Request& request, const http::PartHead& head) override {
    if (!pages::Web::csrf_fits(request)) return fail(Errc::denied, "the form's token does not fit");
    if (head.file_name.empty()) return {};  // a file input left empty
    desk::EvidenceSource source;
    source.name = head.file_name;
    source.where_from = "browser upload";
    source.purpose = request.field("purpose").empty() ? "evidence" : shown_line(request.field("purpose"));
    intake_ = TRY(desk::EvidenceIntake::begin(web_->desk(), pages::Web::actor(request),
                                              CaseId(request.param("id")), std::move(source)));
    return {};
  }
  Result<void> bytes(std::string_view chunk) override {
    return intake_ ? intake_->write(chunk) : Result<void>();
  }
  Result<void> end() override {
    if (!intake_) return {};
    (void)TRY(intake_->finish());
    intake_.reset();
    ++taken_;
    return {};
  }
  Response finish(Request& request) override {
    if (taken_ == 0) return evidence_page(*web_, request, {}, web_->say(request, "evidence.no_file"));
    return done(case_path(CaseId(request.param("id")), "evidence"), "evidence-sealed");
  }

 private:
  WebPtr web_;
  std::unique_ptr<desk::EvidenceIntake> intake_;
  int taken_ = 0;
};

}  // namespace

void add_evidence(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}/evidence", "case.evidence", "read-case",
             [web](Request& r) { return evidence_page(*web, r, {}, ""); });
  router.upload("/staff/case/{id}/evidence", "case.evidence.add", "add-evidence", max_upload,
                [web](Request&) -> std::variant<std::unique_ptr<http::Upload>, Response> {
                  return std::unique_ptr<http::Upload>(std::make_unique<Taking>(web));
                });
  web->officer_post(router, "/staff/case/{id}/evidence/check", "case.evidence.check", "read-case",
                    [web](Request& r) {
                      const auto checks = desk::check_evidence(web->desk(), pages::Web::actor(r),
                                                               case_of(r), true);
                      if (!checks) return web->refuse(r, checks.error());
                      return evidence_page(*web, r, *checks, "");
                    });
  web->officer_post(router, "/staff/case/{id}/evidence/{number}", "case.evidence.get",
                    "read-evidence", [web](Request& r) {
                      const EvidenceId item(case_of(r).str() + "/" + r.param("number"));
                      return download(*web, r,
                                      desk::open_evidence(web->desk(), pages::Web::actor(r), item,
                                                          r.field("purpose")));
                    });
}

}  // namespace ledgelight::console
