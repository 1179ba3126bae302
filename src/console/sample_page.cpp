#include <cmath>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "console/console.hpp"
#include "desk/cases.hpp"
#include "desk/sample_check.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

CaseId case_of(const Request& request) { return CaseId(request.param("id")); }

// "96.0 % (86.5 to 98.9 %)"
std::string share_words(const pages::Web& web, const Request& request, const discover::Share& share) {
  const auto percent = [](double value) {
    const auto tenths = std::llround(value * 1000);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
  };
  return web.say(request, "sample.share",
                 {{"value", percent(share.value)}, {"low", percent(share.low)}, {"high", percent(share.high)}});
}

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

Response sample_page(const pages::Web& web, const Request& request, const std::optional<desk::Sample>& open) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const auto samples = desk::list_samples(web.desk(), actor, id);
  if (!samples) return web.refuse(request, samples.error());
  http::Page page("console/case-sample", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::discovery);
  page.show_if(samples->empty(), "NEVER");
  const auto whole = [](double n) { return static_cast<std::int64_t>(std::llround(n)); };
  for (const auto& s : *samples) {
    auto& row = page.row("SAMPLES");
    row.set("RUN", s.run).set("SAMPLE", s.id).set("AT", web.time(request, s.at));
    row.set("FINDINGS_DEALT", static_cast<std::int64_t>(s.findings));
    row.set("LINES_DEALT", static_cast<std::int64_t>(s.lines));
    row.show_if(!s.judged, "WAITING");
    if (s.judged) {
      auto& result = row.row("RESULT");
      result.set("PRECISION", share_words(web, request, s.result.precision));
      result.set("RECALL", share_words(web, request, s.result.recall));
      result.set("RIGHT", static_cast<std::int64_t>(s.counts.findings_right));
      result.set("JUDGED", static_cast<std::int64_t>(s.counts.findings_judged));
      result.set("MISSED", static_cast<std::int64_t>(s.counts.lines_missed));
      result.set("LINES_JUDGED", static_cast<std::int64_t>(s.counts.lines_judged));
      result.set("LINES_WITH", whole(s.counts.lines_with)).set("LINES_WITHOUT", whole(s.counts.lines_without));
      result.set("BY", actor_words(web, request, s.by));
    }
  }
  if (open) {
    auto& form = page.row("OPEN");
    form.set("SAMPLE", open->summary.id);
    std::int64_t n = 0;
    for (const auto& f : open->findings) {
      const auto number = std::to_string(n);
      auto& row = form.row("FINDINGS");
      row.set("NUMBER", ++n).set("ELEMENT", web.say(request, "finding." + lowered(f.element)));
      row.set("BEFORE", f.before).set("VALUE", f.value).set("AFTER", f.after);
      row.set("PATH", f.path).set("REASON", web.reason(request, f.reason));
      choices(row, web, request, "f" + number, f.verdict, {"right", "wrong", "unsure"});
    }
    n = 0;
    for (const auto& l : open->lines) {
      const auto number = std::to_string(n);
      auto& row = form.row("LINES");
      row.set("NUMBER", ++n).set("TEXT", l.text).set("PATH", l.path);
      choices(row, web, request, "l" + number, l.verdict, {"clean", "missed", "unsure"});
    }
  }
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "sample.title"),
                  staff_frame(web, request, Rail::cases));
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
  web->officer_post(router, "/staff/case/{id}/sample/open", "case.sample.open", "read-evidence", [web](Request& r) {
    const auto sample = desk::open_sample(web->desk(), pages::Web::actor(r), r.field("sample"), r.field("purpose"));
    if (!sample) return web->refuse(r, sample.error());
    return sample_page(*web, r, *sample);
  });
  web->officer_post(router, "/staff/case/{id}/sample", "case.sample.judge", "judge-finding", [web](Request& r) {
    const auto done = desk::judge_sample(web->desk(), pages::Web::actor(r), r.field("sample"), verdicts_of(r));
    if (!done) return web->refuse(r, done.error());
    return http::see_other(case_path(case_of(r), "sample"));
  });
}

}  // namespace ledgelight::console
