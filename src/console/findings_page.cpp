// The findings of a case: narrowed, ordered, judged; one of them at its place, with the text around
// it; its value, for who says why.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "console/discovery.hpp"
#include "desk/cases.hpp"
#include "desk/found_files.hpp"
#include "desk/person_change.hpp"
#include "discover/elements.hpp"
#include "http/form.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

constexpr std::uint64_t per_page = 100;

CaseId case_of(const Request& request) { return CaseId(request.param("id")); }

std::uint64_t number_in(const std::string& text) {
  return text.empty() || text.size() > 9 ||
                 text.find_first_not_of("0123456789") != std::string::npos
             ? 0
             : std::stoull(text);
}

// "E3" as officers say it, or the whole of it.
EvidenceId item_in(const CaseId& id, std::string typed) {
  typed = trimmed(typed);
  if (typed.empty() || typed.find('/') != std::string::npos) return EvidenceId(typed);
  if (typed[0] == 'e') typed[0] = 'E';
  return EvidenceId(id.str() + "/" + typed);
}

desk::FindingQuery query_of(const CaseId& id, const http::Fields& fields) {
  return {fields.get("element"),           fields.get("state"),           fields.get("sureness"),
          item_in(id, fields.get("item")), number_in(fields.get("file")), fields.get("order")};
}

// What of an address narrows the list: nothing else is carried on.
http::Fields narrowing(const http::Fields& fields) {
  http::Fields out;
  for (const char* name : {"element", "state", "sureness", "item", "file", "order", "page"})
    if (const auto value = fields.get(name); !value.empty()) out.set(name, value);
  return out;
}

std::string list_path(const CaseId& id, const http::Fields& fields) {
  const auto query = http::to_urlencoded(narrowing(fields));
  return case_path(id, query.empty() ? "findings" : "findings?" + query);
}

// Only what comes out of narrowing(): an address that somebody made up leads to the list, no
// further.
std::string back_path(const CaseId& id, const std::string& query) {
  const auto fields = http::parse_urlencoded(query);
  return list_path(id, fields ? *fields : http::Fields());
}

void filters(const pages::Web& web, const Request& request, http::Page& page,
             const desk::FindingQuery& query, const std::vector<desk::Tx::FindingCount>& counts) {
  std::set<std::string> kinds, items;
  for (const auto& c : counts) {
    kinds.insert(c.element);
    items.insert(c.evidence.str());
  }
  if (!query.element.empty()) kinds.insert(query.element);
  choice(page, "KINDS", "", web.say(request, "findings.any"), query.element);
  for (const auto& kind : kinds)
    choice(page, "KINDS", kind, kind_words(web, request, kind), query.element);
  choice(page, "STATES", "", web.say(request, "findings.any"), query.state);
  for (const char* state : {"proposed", "accepted", "rejected"})
    choice(page, "STATES", state, web.say(request, std::string("finding.state.") + state),
           query.state);
  choice(page, "SURENESSES", "", web.say(request, "findings.any"), query.sureness);
  for (const char* sureness : {"sure", "likely", "doubtful"})
    choice(page, "SURENESSES", sureness, web.say(request, std::string("sureness.") + sureness),
           query.sureness);
  choice(page, "ORDERS", "", web.say(request, "findings.order.place"), query.order);
  for (const char* order : {"doubtful-first", "sure-first"})
    choice(page, "ORDERS", order, web.say(request, std::string("findings.order.") + order),
           query.order);
  page.set("ITEM_TYPED", query.evidence.str());
  page.set("FILE_NUMBER", query.file > 0 ? std::to_string(query.file) : "");
}

// "E3": on a page of its case the rest of the number says nothing.
std::string short_item(const EvidenceId& item) {
  return item.str().substr(item.str().find('/') + 1);
}

void finding_row(const pages::Web& web, const Request& request, http::Values& row,
                 const desk::FindingLine& f, const std::string& back) {
  row.set("FINDING", f.id.str()).set("ELEMENT", kind_words(web, request, f.element));
  row.set("PATH", path_words(f.path)).set("MASKED", f.masked);
  row.set("REASON", web.reason(request, f.reason))
      .set("CONFIDENCE", static_cast<std::int64_t>(f.confidence));
  row.set("SURENESS", sureness_words(web, request, f.confidence));
  row.set("FINDING_STATE", web.say(request, "finding.state." + f.state));
  row.set("BACK", back);
  row.set("PERSON_ID", f.person.str());
  row.show_if(f.state != "accepted", "MAY_ACCEPT").show_if(f.state != "rejected", "MAY_REJECT");
}

Response findings_page(const pages::Web& web, const Request& request) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const auto slice = slice_of(request, per_page);
  const auto query = query_of(id, request.query);
  const auto list = desk::list_findings(web.desk(), actor, id, query, slice);
  if (!list) return web.refuse(request, list.error());
  const auto counts = desk::list_findings(web.desk(), actor, id, "", "", {0, 1});
  if (!counts) return web.refuse(request, counts.error());
  http::Page page("console/findings", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::discovery);
  filters(web, request, page, query, counts->counts);
  if (query.file > 0) {
    const auto place = desk::found_place(web.desk(), actor, id, query.file);
    if (!place) return web.refuse(request, place.error());
    auto without = narrowing(request.query);
    without.erase("file");
    without.erase("page");
    page.row("ONE_FILE")
        .set("ITEM", place->evidence.str())
        .set("NAME",
             path_words(place->name) + (place->path.empty() ? "" : " / " + path_words(place->path)))
        .set("ALL_LINK", list_path(id, without));
  }
  auto here = narrowing(request.query);
  const auto back = http::to_urlencoded(here);
  here.erase("page");
  const auto table_query = http::to_urlencoded(here);
  page.set("TABLE_LINK",
           case_path(id, table_query.empty() ? "findings.tsv" : "findings.tsv?" + table_query));
  page.set("CLEAR_LINK", case_path(id, "findings"));
  page.show_if(list->total == 0, "NONE");
  page.show_if(list->total > 0 && list->rows.empty() && slice.offset == 0, "NOT_FOR_YOU");
  if (!list->rows.empty()) {
    auto& shown = page.row("LIST");
    for (const auto& f : list->rows) {
      auto& row = shown.row("FINDINGS");
      finding_row(web, request, row, f, back);
      row.set("ITEM_SHORT", short_item(f.evidence));
      row.set("FINDING_LINK", case_path(id, "finding/" + http::percent_encoded(f.id.str())));
    }
  }
  pager(request, page, slice, list->rows.size(), list->total);
  return web.page(request, std::move(page),
                  id.str() + " " + web.say(request, "console.discovery.findings"),
                  staff_frame(web, request, Rail::cases));
}

// One finding at its place. `revealed`: the value, when it was asked for just now.
Response one_page(const pages::Web& web, const Request& request, const FindingId& finding,
                  const std::optional<std::string>& revealed, const std::string& problem = "") {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const bool may_read = view->allowed.count(desk::Action::read_evidence) != 0;
  const auto one = desk::show_finding(web.desk(), actor, finding, may_read);
  if (!one) return web.refuse(request, one.error());
  if (one->case_id != id) return web.refuse(request, Error{Errc::not_found, "no such finding"});
  http::Page page("console/finding", web.language(request));
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::discovery);
  const auto& f = one->line;
  const auto back =
      request.reads_only() ? http::to_urlencoded(narrowing(request.query)) : request.field("back");
  finding_row(web, request, page, f, back);
  page.set("ITEM", f.evidence.str());
  page.set("BACK_LINK", back_path(id, back))
      .set("ITEM_NAME", path_words(one->item_name))
      .set("ITEM_SIZE", size_words(one->item_size));
  page.set("OFFSET", static_cast<std::int64_t>(f.offset)).set("LENGTH", count_words(f.length));
  page.set("SURENESS_MEANS",
           web.say(request, "sureness.means." +
                                std::string(desk::word_of(desk::sureness_of(f.confidence)))));
  // A record that is nobody of the register has a number, and no page.
  if (!f.person.empty() && desk::show_person(web.desk(), actor, id, f.person))
    page.row("PERSON").set("PERSON_LINK", case_path(id, "person/" + f.person.str()));
  if (one->context && one->context->why_not.empty())
    page.row("CONTEXT")
        .set("BEFORE", one->context->before)
        .set("VALUE", one->context->masked)
        .set("AFTER", one->context->after);
  if (one->context && !one->context->why_not.empty())
    page.row("NO_CONTEXT").set("WHY_NOT", web.fault(request, one->context->why_not));
  if (revealed) page.row("REVEALED").set("VALUE", *revealed);
  if (may_read && !revealed) page.row("MAY_REVEAL").set("TYPED", request.field("purpose"));
  auto frame = staff_frame(web, request, Rail::cases);
  if (!problem.empty()) frame.problems.push_back({"purpose", problem});
  return web.page(request, std::move(page), f.id.str() + " " + kind_words(web, request, f.element),
                  std::move(frame), problem.empty() ? 200 : 422);
}

Response judge(const pages::Web& web, const Request& request) {
  const auto done =
      desk::judge_finding(web.desk(), pages::Web::actor(request),
                          FindingId(request.field("finding")), request.field("state"));
  if (!done) return web.refuse(request, done.error());
  if (request.field("from") == "one") {
    const auto back = http::parse_urlencoded(request.field("back"));
    const auto query = back ? http::to_urlencoded(narrowing(*back)) : "";
    return console::done(
        case_path(case_of(request), "finding/" + http::percent_encoded(request.field("finding")) +
                                        (query.empty() ? "" : "?" + query)),
        "finding-" + request.field("state"));
  }
  // The row that was judged is where one goes on.
  return http::see_other(back_path(case_of(request), request.field("back")) + "#" +
                         request.field("finding"));
}

Response reveal(const pages::Web& web, const Request& request) {
  const FindingId finding(request.field("finding"));
  if (trimmed(request.field("purpose")).empty())
    return one_page(web, request, finding, {}, web.say(request, "findings.purpose_missing"));
  const auto value = desk::reveal_finding(web.desk(), pages::Web::actor(request), finding,
                                          request.field("purpose"));
  if (!value) return web.refuse(request, value.error());
  return one_page(web, request, finding, *value);
}

Response findings_table(const pages::Web& web, const Request& request) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto query = query_of(id, request.query);
  if (const auto may = may_see_people(web, request, id); !may)
    return web.refuse(request, may.error());
  const auto first = desk::list_findings(web.desk(), actor, id, query, {0, 1});
  if (!first) return web.refuse(request, first.error());
  return table(
      id.str() + "-findings.tsv",
      [&web, actor, id, query, offset = std::uint64_t{0}]() mutable -> Result<std::string> {
        std::string out =
            offset == 0 ? table_line({"finding", "evidence", "path", "offset", "length", "element",
                                      "masked", "confidence", "reason", "state", "person"})
                        : "";
        const auto list = TRY(desk::list_findings(web.desk(), actor, id, query, {offset, 2'000}));
        offset += list.rows.size();
        for (const auto& f : list.rows)
          out += table_line({f.id.str(), f.evidence.str(), f.path, std::to_string(f.offset),
                             std::to_string(f.length), f.element, f.masked,
                             std::to_string(f.confidence), f.reason, f.state, f.person.str()});
        return out;
      });
}

}  // namespace

void add_findings(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}/findings", "case.findings", "read-case",
             [web](Request& r) { return findings_page(*web, r); });
  router.get("/staff/case/{id}/findings.tsv", "case.findings.table", "see-people",
             [web](Request& r) { return findings_table(*web, r); });
  router.get("/staff/case/{id}/finding/{finding}", "case.finding.show", "see-people",
             [web](Request& r) { return one_page(*web, r, FindingId(r.param("finding")), {}); });
  web->officer_post(router, "/staff/case/{id}/finding", "case.finding", "judge-finding",
                    [web](Request& r) { return judge(*web, r); });
  web->officer_post(router, "/staff/case/{id}/finding/reveal", "case.finding.reveal",
                    "read-evidence", [web](Request& r) { return reveal(*web, r); });
}

}  // namespace ledgelight::console
