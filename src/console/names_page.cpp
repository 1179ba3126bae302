// Is this a name? The words that only look like one, one at a time, answered with one key; and the
// answers, to be changed.
#include "base/text.hpp"
#include "console/discovery.hpp"
#include "console/queue.hpp"
#include "desk/names.hpp"
#include "http/form.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

const QueueKind queue{"names", "console/case-names", "console.names.title", Tab::discovery};

void fill(const pages::Web& web, const Request& request, http::Page& page, const desk::NamePage& names,
          std::uint64_t after, const desk::Page& slice) {
  const CaseId id(request.param("id"));
  for (const auto& q : names.rows) {
    auto& row = page.row("QUESTION");
    row.set("FINDING", q.id.str()).set("WORDS", q.words.reveal(Purpose::show_to_officer));
    row.set("REASON", web.reason(request, q.reason))
        .set("CONFIDENCE", static_cast<std::int64_t>(q.confidence));
    const auto counted = [&](const char* key, std::uint64_t n) {
      return web.messages().count(web.language(request), key, static_cast<std::int64_t>(n));
    };
    row.set("PLACES", counted("console.names.places", q.places))
        .set("PEOPLE", counted("console.names.people", q.people));
    row.set("ELEMENTS", elements_words(web, request, q.elements))
        .set("WHERE", places_lines(q.where, q.where.size()));
    pass_question(row, id, queue.part, after);
  }
  if (names.said.empty()) return;
  auto& said = page.row("SAID");
  const auto link = [&](std::uint64_t offset) {
    auto query = request.query;
    query.set("page", std::to_string(offset / slice.limit + 1));
    return request.path + "?" + http::to_urlencoded(query);
  };
  const auto end = slice.offset + names.said.size();
  said.set("FROM", count_words(slice.offset + 1))
      .set("TO", count_words(end))
      .set("TOTAL", count_words(names.answered));
  if (slice.offset > 0) said.row("PREV").set("PREV_LINK", link(slice.offset - slice.limit));
  if (end < names.answered) said.row("NEXT").set("NEXT_LINK", link(end));
  for (const auto& line : names.said) {
    const bool is_name = line.verdict == "name";
    said.row("SAID_ROWS")
        .set("SAID_WORDS", line.words.reveal(Purpose::show_to_officer))
        .set("SAID_FINDING", line.id.str())
        .set("SAID_VERDICT", web.say(request, is_name ? "console.names.is" : "console.names.is_not"))
        .set("OTHER", is_name ? "not-a-name" : "name")
        .set("OTHER_WORDS", web.say(request, is_name ? "console.names.no" : "console.names.yes"));
  }
}

Response names_page(const pages::Web& web, const Request& request) {
  const auto said = slice_of(request, 200);
  return queue_page(
      web, request, queue,
      [&](const CaseId& id, desk::Page page) {
        return desk::list_names(web.desk(), pages::Web::actor(request), id, page, said);
      },
      [&](http::Page& page, const desk::NamePage& names, std::uint64_t after) {
        fill(web, request, page, names, after, said);
      });
}

}  // namespace

void add_names(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}/names", "case.names", "read-case",
             [web](Request& r) { return names_page(*web, r); });
  web->officer_post(
      router, "/staff/case/{id}/names", "case.names.answer", "judge-finding", [web](Request& r) {
        return after_answer(
            *web, r, queue.part,
            desk::answer_name(web->desk(), pages::Web::actor(r), CaseId(r.param("id")),
                              FindingId(r.field("finding")), r.field("verdict")));
      });
}

}  // namespace ledgelight::console
