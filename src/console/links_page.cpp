// Who is who: the register's questions, one at a time, answered with one key; and merges, to be
// taken back.
#include "base/text.hpp"
#include "console/discovery.hpp"
#include "console/queue.hpp"
#include "desk/links.hpp"
#include "discover/reasons.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

const QueueKind queue{"links", "console/case-links", "console.links.title", Tab::people};

void show(const pages::Web& web, const Request& request, http::Values& to,
          const desk::PersonLine& p) {
  auto& row = to.row("SIDE");
  row.set("PERSON", p.id.str()).set("NAME", p.name.reveal(Purpose::show_to_officer));
  row.set("ADDRESS", p.address.reveal(Purpose::show_to_officer))
      .show_if(p.address.reveal(Purpose::show_to_officer).empty(), "NO_ADDRESS");
  row.set("STANDING", web.say(request, "people.standing." + p.standing));
  row.set("RESIDENCE", state_words(web, request, p.residence))
      .set("GROUND", web.reason(request, p.ground));
  row.set("ELEMENTS", elements_words(web, request, p.elements));
  row.set("WHERE", places_lines(p.where, 4));
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

void fill(const pages::Web& web, const Request& request, http::Page& page, const desk::LinkPage& links,
          std::uint64_t after) {
  const CaseId id(request.param("id"));
  for (const auto& q : links.rows) {
    auto& row = page.row("QUESTION");
    row.set("LEFT", q.left.id.str()).set("RIGHT", q.right.id.str());
    row.set("PERCENT", static_cast<std::int64_t>(q.percent)).set("REASON", reason_words(web, request, q.reason));
    pass_question(row, id, queue.part, after);
    show(web, request, row, q.left);
    show(web, request, row, q.right);
  }
  page.show_if(!links.merged.empty(), "MERGED_HEAD");
  for (const auto& p : links.merged)
    page.row("MERGED")
        .set("PERSON", p.id.str())
        .set("NAME", p.name.reveal(Purpose::show_to_officer))
        .set("INTO", p.merged_into.str());
}

Response links_page(const pages::Web& web, const Request& request) {
  return queue_page(
      web, request, queue,
      [&](const CaseId& id, desk::Page page) {
        return desk::list_links(web.desk(), pages::Web::actor(request), id, page);
      },
      [&](http::Page& page, const desk::LinkPage& links, std::uint64_t after) {
        fill(web, request, page, links, after);
      });
}

}  // namespace

void add_links(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}/links", "case.links", "read-case",
             [web](Request& r) { return links_page(*web, r); });
  web->officer_post(
      router, "/staff/case/{id}/links", "case.links.answer", "judge-finding", [web](Request& r) {
        return after_answer(
            *web, r, queue.part,
            desk::answer_link(web->desk(), pages::Web::actor(r), CaseId(r.param("id")),
                              PersonId(r.field("left")), PersonId(r.field("right")),
                              r.field("verdict")));
      });
}

}  // namespace ledgelight::console
