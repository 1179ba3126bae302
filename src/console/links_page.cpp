// Who is who: the register's questions, one at a time, answered with one key; and merges, to be
// taken back.
#include <algorithm>

#include "base/text.hpp"
#include "console/console.hpp"
#include "desk/cases.hpp"
#include "desk/links.hpp"
#include "discover/reasons.hpp"

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

void show(const pages::Web& web, const Request& request, http::Values& to,
          const desk::PersonLine& p) {
  auto& row = to.row("SIDE");
  row.set("PERSON", p.id.str()).set("NAME", p.name.reveal(Purpose::show_to_officer));
  row.set("ADDRESS", p.address.reveal(Purpose::show_to_officer))
      .show_if(p.address.reveal(Purpose::show_to_officer).empty(), "NO_ADDRESS");
  row.set("RESIDENCE", p.residence.empty() ? web.say(request, "people.no_state") : p.residence)
      .set("GROUND", web.reason(request, p.ground));
  std::vector<std::string> names;
  for (const auto& e : p.elements)
    names.push_back(web.say(request, "element." + e));
  row.set("ELEMENTS", join(names, ", "));
  const std::vector<std::string> some(
      p.where.begin(),
      p.where.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(p.where.size(), 4)));
  row.set("WHERE", join(some, "\n"));
}

/// Why it is asked, in the language of the page; as it stands when another version wrote it.
std::string reason_words(const pages::Web& web, const Request& request, const std::string& reason) {
  const auto parts = discover::reason_parts(reason);
  std::string out;
  for (const auto& part : parts) {
    out += (out.empty() ? "" : "; ") + web.say(request, part.key, {{"n", part.number}});
    if (!part.level.empty()) out += ": " + web.say(request, part.level);
  }
  return parts.empty() ? reason : out;
}

Response links_page(const pages::Web& web, const Request& request) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  auto after = number_in(request.query.get("after"));
  auto links = desk::list_links(web.desk(), actor, id, one_from(after));
  if (links && links->rows.empty() && after > 0) {
    // At the end the ones that were left for later come again.
    after = 0;
    links = desk::list_links(web.desk(), actor, id, one_from(0));
  }
  if (!links) return web.refuse(request, links.error());
  http::Page page("console/case-links", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::people);
  page.set("OPEN", static_cast<std::int64_t>(links->open))
      .set("ANSWERED", static_cast<std::int64_t>(links->answered));
  for (const auto& q : links->rows) {
    auto& row = page.row("QUESTION");
    row.set("LEFT", q.left.id.str()).set("RIGHT", q.right.id.str());
    row.set("PERCENT", static_cast<std::int64_t>(q.percent)).set("REASON", reason_words(web, request, q.reason));
    row.set("AFTER", static_cast<std::int64_t>(after));
    row.set("LATER_LINK", case_path(id, "links?after=" + std::to_string(after + 1)));
    show(web, request, row, q.left);
    show(web, request, row, q.right);
  }
  page.show_if(links->open == 0, "NONE");
  page.show_if(!links->merged.empty(), "MERGED_HEAD");
  for (const auto& p : links->merged)
    page.row("MERGED")
        .set("PERSON", p.id.str())
        .set("NAME", p.name.reveal(Purpose::show_to_officer))
        .set("INTO", p.merged_into.str());
  return web.page(request, std::move(page),
                  id.str() + " " + web.say(request, "console.links.title"),
                  staff_frame(web, request, Rail::cases));
}

}  // namespace

void add_links(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}/links", "case.links", "read-case",
             [web](Request& r) { return links_page(*web, r); });
  web->officer_post(
      router, "/staff/case/{id}/links", "case.links.answer", "judge-finding", [web](Request& r) {
        const auto done = desk::answer_link(web->desk(), pages::Web::actor(r), case_of(r),
                                            PersonId(r.field("left")), PersonId(r.field("right")),
                                            r.field("verdict"));
        if (!done) return web->refuse(r, done.error());
        const auto after = number_in(r.field("after"));
        return http::see_other(
            case_path(case_of(r), after == 0 ? "links" : "links?after=" + std::to_string(after)));
      });
}

}  // namespace ledgelight::console
