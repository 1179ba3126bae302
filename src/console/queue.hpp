// console/queue.hpp: questions of a search to an officer, dealt one at a time and answered with one key.
#pragma once

#include <string>

#include "console/console.hpp"
#include "desk/cases.hpp"

namespace ledgelight::console {

/// How many questions of the queue were left for later: ?after=3, 0 when that is no number.
std::uint64_t left_for_later(std::string_view text);
/// The queue behind so many.
std::string queue_path(const CaseId& id, const char* part, std::uint64_t after);

struct QueueKind {
  const char* part;      ///< of the case's address: "names"
  const char* view;      ///< the template
  const char* title;     ///< of the page, a message
  Tab tab;
};

/// The page of a queue. `list(page)` gives rows, open and answered; `fill(page, listed, after)` puts
/// them in. At the end, those that were left for later come again.
template <class List, class Fill>
http::Response queue_page(const pages::Web& web, const http::Request& request,
                          const QueueKind& kind, List list, Fill fill) {
  const CaseId id(request.param("id"));
  const auto view = desk::show_case(web.desk(), pages::Web::actor(request), id);
  if (!view) return web.refuse(request, view.error());
  auto after = left_for_later(request.query.get("after"));
  auto listed = list(id, desk::Page{after, 1});
  if (listed && listed->rows.empty() && after > 0) {
    after = 0;
    listed = list(id, desk::Page{0, 1});
  }
  if (!listed) return web.refuse(request, listed.error());
  http::Page page(kind.view, web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, kind.tab);
  page.set("OPEN", count_words(listed->open)).set("ANSWERED", count_words(listed->answered));
  page.show_if(listed->open == 0, "NONE");
  fill(page, *listed, after);
  return web.page(request, std::move(page), id.str() + " " + web.say(request, kind.title),
                  staff_frame(web, request, Rail::cases));
}

/// The question in `row`: how many stand before it, and the way past it.
void pass_question(http::Values& row, const CaseId& id, const char* part, std::uint64_t after);

/// After an answer: the same place of the queue, where the next question is now; the focus goes to
/// how many there are still, which the question follows.
template <class T>
http::Response after_answer(const pages::Web& web, const http::Request& request, const char* part,
                            const Result<T>& done) {
  if (!done) return web.refuse(request, done.error());
  return http::see_other(
      queue_path(CaseId(request.param("id")), part, left_for_later(request.field("after"))) +
      "#queue");
}

}  // namespace ledgelight::console
