// Is this a name? The words that only look like one, one at a time, answered with one key; and the
// answers, to be changed.
#include "base/text.hpp"
#include "console/console.hpp"
#include "desk/cases.hpp"
#include "desk/names.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

CaseId case_of(const Request& request) { return CaseId(request.param("id")); }

std::uint64_t number_in(std::string_view text) {
  if (text.empty() || text.size() > 6 ||
      text.find_first_not_of("0123456789") != std::string_view::npos)
    return 0;
  return std::stoull(std::string(text));
}

desk::Page one_from(std::uint64_t after) {
  desk::Page page;
  page.offset = after;
  page.limit = 1;
  return page;
}

Response names_page(const pages::Web& web, const Request& request) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  auto after = number_in(request.query.get("after"));
  auto names = desk::list_names(web.desk(), actor, id, one_from(after));
  if (names && names->rows.empty() && after > 0) {
    // At the end the ones that were left for later come again.
    after = 0;
    names = desk::list_names(web.desk(), actor, id, one_from(0));
  }
  if (!names) return web.refuse(request, names.error());
  http::Page page("console/case-names", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::discovery);
  page.set("OPEN", static_cast<std::int64_t>(names->open))
      .set("ANSWERED", static_cast<std::int64_t>(names->answered));
  for (const auto& q : names->rows) {
    auto& row = page.row("QUESTION");
    row.set("FINDING", q.id.str()).set("WORDS", q.words.reveal(Purpose::show_to_officer));
    row.set("REASON", web.reason(request, q.reason))
        .set("CONFIDENCE", static_cast<std::int64_t>(q.confidence));
    row.set("PLACES", static_cast<std::int64_t>(q.places))
        .set("PEOPLE", static_cast<std::int64_t>(q.people));
    std::vector<std::string> kinds;
    for (const auto& e : q.elements)
      kinds.push_back(web.say(request, "element." + e));
    row.set("ELEMENTS", join(kinds, ", ")).set("WHERE", join(q.where, "\n"));
    row.set("AFTER", static_cast<std::int64_t>(after));
    row.set("LATER_LINK", case_path(id, "names?after=" + std::to_string(after + 1)));
  }
  page.show_if(names->open == 0, "NONE");
  if (!names->said.empty()) {
    auto& said = page.row("SAID");
    for (const auto& line : names->said) {
      const bool is_name = line.verdict == "name";
      said.row("SAID_ROWS")
          .set("SAID_WORDS", line.words.reveal(Purpose::show_to_officer))
          .set("SAID_FINDING", line.id.str())
          .set("SAID_VERDICT",
               web.say(request, is_name ? "console.names.is" : "console.names.is_not"))
          .set("OTHER", is_name ? "not-a-name" : "name")
          .set("OTHER_WORDS", web.say(request, is_name ? "console.names.no" : "console.names.yes"));
    }
  }
  return web.page(request, std::move(page),
                  id.str() + " " + web.say(request, "console.names.title"),
                  staff_frame(web, request, Rail::cases));
}

}  // namespace

void add_names(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}/names", "case.names", "read-case",
             [web](Request& r) { return names_page(*web, r); });
  web->officer_post(
      router, "/staff/case/{id}/names", "case.names.answer", "judge-finding", [web](Request& r) {
        const auto done = desk::answer_name(web->desk(), pages::Web::actor(r), case_of(r),
                                            FindingId(r.field("finding")), r.field("verdict"));
        if (!done) return web->refuse(r, done.error());
        const auto after = number_in(r.field("after"));
        return http::see_other(
            case_path(case_of(r), after == 0 ? "names" : "names?after=" + std::to_string(after)));
      });
}

}  // namespace ledgelight::console
