#include "base/civil.hpp"
#include "base/text.hpp"
#include "console/discovery.hpp"
#include "desk/cases.hpp"
#include "desk/sample_check.hpp"
#include "http/form.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

CaseId case_of(const Request& request) { return CaseId(request.param("id")); }

void choices(http::Values& row, const pages::Web& web, const Request& request, const std::string& field,
             const std::string& chosen, const std::vector<std::string>& words) {
  for (const auto& word : words) {
    row.row("CHOICES")
        .set("FIELD", field)
        .set("CHOICE", field + "-" + word)
        .set("WORD", word)
        .set("LABEL", web.say(request, "sample.verdict." + word))
        .show_if(word == chosen, "CHOSEN");
  }
}

// What somebody has judged already in the form stays, whatever button was pressed.
void keep_typed(const Request& request, desk::Sample& sample) {
  for (std::size_t i = 0; i < sample.findings.size(); ++i)
    if (const auto typed = request.field("f" + std::to_string(i)); !typed.empty())
      sample.findings[i].verdict = typed;
  for (std::size_t i = 0; i < sample.lines.size(); ++i)
    if (const auto typed = request.field("l" + std::to_string(i)); !typed.empty())
      sample.lines[i].verdict = typed;
}

void result_of(const pages::Web& web, const Request& request, http::Values& row,
               const desk::SampleSummary& s) {
  const auto whole = [](double n) { return count_words(static_cast<std::uint64_t>(n + 0.5)); };
  auto& result = row.row("RESULT");
  result.set("PRECISION", share_words(web, request, s.result.precision));
  result.set("RECALL", share_words(web, request, s.result.recall));
  result.set("RIGHT", count_words(s.counts.findings_right));
  result.set("JUDGED", count_words(s.counts.findings_judged));
  result.set("MISSED", count_words(s.counts.lines_missed));
  result.set("LINES_JUDGED", count_words(s.counts.lines_judged));
  result.set("LINES_WITH", whole(s.counts.lines_with))
      .set("LINES_WITHOUT", whole(s.counts.lines_without));
  result.set("BY", actor_words(web, request, s.by));
  if (s.counts.findings_all > 0)
    result.row("OF_ALL").set("ALL_FINDINGS", count_words(s.counts.findings_all));
  if (s.counts.findings_left + s.counts.lines_left == 0) return;
  result.row("LEFT_OUT")
      .set("FINDINGS_LEFT", count_words(s.counts.findings_left))
      .set("LINES_LEFT", count_words(s.counts.lines_left))
      .set("WORST_PRECISION", share_words(web, request, s.at_worst.precision))
      .set("WORST_RECALL", share_words(web, request, s.at_worst.recall));
}

void deal(const pages::Web& web, const Request& request, http::Page& page, const CaseId& id,
          const desk::Sample& open, bool real, bool may_read) {
  auto& form = page.row("OPEN");
  form.set("SAMPLE", open.summary.id).set("RUN", open.summary.run);
  form.show_if(real, "REAL").show_if(!real, "MASKED");
  // The path's beginning stands in the template: of a formaction only the template's own words are
  // known to be an address.
  if (!real && may_read)
    form.row("MAY_READ")
        .set("TYPED", request.field("purpose"))
        .set("IN_PATH", http::percent_encoded(id.str()));
  std::int64_t n = 0;
  for (const auto& f : open.findings) {
    const auto number = std::to_string(n);
    auto& row = form.row("FINDINGS");
    row.set("NUMBER", ++n).set("ELEMENT", kind_words(web, request, f.element));
    row.set("BEFORE", f.before).set("VALUE", f.value).set("AFTER", f.after);
    row.set("PATH", path_words(f.path)).set("REASON", web.reason(request, f.reason));
    choices(row, web, request, "f" + number, f.verdict, {"right", "wrong", "unsure"});
  }
  n = 0;
  for (const auto& l : open.lines) {
    const auto number = std::to_string(n);
    auto& row = form.row("LINES");
    row.set("NUMBER", ++n).set("TEXT", l.text).set("PATH", path_words(l.path));
    choices(row, web, request, "l" + number, l.verdict, {"clean", "missed", "unsure"});
  }
}

// `real`: the sample with its texts, opened just now; else the one asked for, masked.
Response sample_page(const pages::Web& web, const Request& request,
                     std::optional<desk::Sample> real, const std::string& problem = "") {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const auto samples = desk::list_samples(web.desk(), actor, id);
  if (!samples) return web.refuse(request, samples.error());
  http::Page page("console/case-sample", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::discovery);
  page.show_if(samples->empty(), "NEVER").show_if(!samples->empty(), "METHOD");
  const auto asked = request.reads_only() ? request.query.get("sample") : request.field("sample");
  std::string open = real ? real->summary.id : asked;
  if (open.empty() && !samples->empty() && !samples->front().judged) open = samples->front().id;
  for (const auto& s : *samples) {
    auto& row = page.row("SAMPLES");
    row.set("RUN", s.run).set("AT", web.time(request, s.at));
    row.set("FINDINGS_DEALT", count_words(s.findings));
    row.set("LINES_DEALT", count_words(s.lines));
    row.show_if(!s.judged, "WAITING");
    if (s.judged) result_of(web, request, row, s);
    if (s.id != open && view->allowed.count(desk::Action::see_people) != 0)
      row.row("MAY_JUDGE")
          .set("RUN", s.run)
          .set("JUDGE_LINK",
               case_path(id, "sample?sample=" + http::percent_encoded(s.id) + "#deal"));
  }
  if (real) {
    keep_typed(request, *real);
    deal(web, request, page, id, *real, true, true);
  } else if (!open.empty() && view->allowed.count(desk::Action::see_people) != 0) {
    auto masked = desk::masked_sample(web.desk(), actor, open);
    if (!masked) return web.refuse(request, masked.error());
    if (masked->summary.id.rfind(id.str() + "/", 0) != 0)
      return web.refuse(request, Error{Errc::not_found, "no such sample"});
    keep_typed(request, *masked);
    deal(web, request, page, id, *masked, false,
         view->allowed.count(desk::Action::read_evidence) != 0);
  }
  auto frame = staff_frame(web, request, Rail::cases);
  if (!problem.empty()) frame.problems.push_back({"purpose", problem});
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "sample.title"),
                  std::move(frame), problem.empty() ? 200 : 422);
}

desk::Verdicts verdicts_of(const Request& request) {
  desk::Verdicts out;
  for (std::size_t i = 0; i < desk::sample_size; ++i) {
    out.findings.push_back(request.field("f" + std::to_string(i)));
    out.lines.push_back(request.field("l" + std::to_string(i)));
  }
  // Fewer may have been dealt; nothing was said of the rest.
  while (!out.findings.empty() && out.findings.back().empty()) out.findings.pop_back();
  while (!out.lines.empty() && out.lines.back().empty()) out.lines.pop_back();
  return out;
}

}  // namespace

void add_sample(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}/sample", "case.sample", "read-case",
             [web](Request& r) { return sample_page(*web, r, std::nullopt); });
  web->officer_post(router, "/staff/case/{id}/sample/open", "case.sample.open", "read-evidence",
                    [web](Request& r) {
                      if (trimmed(r.field("purpose")).empty())
                        return sample_page(*web, r, std::nullopt,
                                           web->say(r, "findings.purpose_missing"));
                      auto sample = desk::open_sample(web->desk(), pages::Web::actor(r),
                                                      r.field("sample"), r.field("purpose"));
                      if (!sample) return web->refuse(r, sample.error());
                      return sample_page(*web, r, *std::move(sample));
                    });
  web->officer_post(router, "/staff/case/{id}/sample", "case.sample.judge", "judge-finding",
                    [web](Request& r) {
                      const auto did = desk::judge_sample(web->desk(), pages::Web::actor(r),
                                                          r.field("sample"), verdicts_of(r));
                      if (!did) return web->refuse(r, did.error());
                      return done(case_path(case_of(r), "sample"), "sample-judged");
                    });
}

}  // namespace ledgelight::console
