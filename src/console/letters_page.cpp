#include "base/civil.hpp"
#include "base/text.hpp"
#include "console/console.hpp"
#include "console/download.hpp"
#include "desk/cases.hpp"
#include "desk/letters.hpp"

namespace ledgelight::console {
namespace {

using http::Request;
using http::Response;

CaseId case_of(const Request& request) { return CaseId(request.param("id")); }

struct Input {
  const char* field;
  const char* name;
  std::string desk::LetterInputs::*member;
};
constexpr Input inputs[] = {
    {"what_happened", "WHAT_HAPPENED", &desk::LetterInputs::what_happened},
    {"what_we_do", "WHAT_WE_DO", &desk::LetterInputs::what_we_do},
    {"contact_name", "CONTACT_NAME", &desk::LetterInputs::contact_name},
    {"contact_phone", "CONTACT_PHONE", &desk::LetterInputs::contact_phone},
    {"contact_mail", "CONTACT_MAIL", &desk::LetterInputs::contact_mail},
    {"contact_hours", "CONTACT_HOURS", &desk::LetterInputs::contact_hours},
    {"contact_address", "CONTACT_ADDRESS", &desk::LetterInputs::contact_address},
    {"enrol_how", "ENROL_HOW", &desk::LetterInputs::enrol_how},
    {"enrol_until", "ENROL_UNTIL", &desk::LetterInputs::enrol_until},
    {"signer", "SIGNER", &desk::LetterInputs::signer},
    {"signer_title", "SIGNER_TITLE", &desk::LetterInputs::signer_title},
    {"state", "STATE_CODE", &desk::LetterInputs::state},
    {"state_attorney_contact", "STATE_ATTORNEY", &desk::LetterInputs::state_attorney_contact},
};

void put_batch(const pages::Web& web, const Request& request, http::Values& row, const desk::Batch& b) {
  row.set("BATCH", b.id.str()).set("LETTERS", count_words(b.letters));
  row.set("BATCH_STATE", web.say(request, "batch.state." + b.state)).set("DIGEST", b.digest);
  row.set("LINK", "/staff/batch/" + b.id.str());
  row.set("RENDERED", web.time(request, b.rendered));
  row.set("RENDERED_BY", actor_words(web, request, b.rendered_by));
  if (!b.approved_by.empty()) {
    row.row("APPROVED").set("APPROVED_BY", actor_words(web, request, b.approved_by));
  }
}

// People in = mailed + drawn + waiting + …: the sum stands below, so that nobody can be missing.
void put_balance(const pages::Web& web, const Request& request, http::Page& page, const desk::Balance& balance) {
  if (balance.people == 0) return;
  auto& table = page.row("BALANCE");
  table.set("PEOPLE", count_words(balance.people));
  for (const auto& l : balance.lines) {
    table.row("LINES")
        .set("STANDS", web.say(request, "balance." + l.state))
        .set("BECAUSE", l.because)
        .set("PEOPLE", count_words(l.people));
  }
}

Response letters_page(const pages::Web& web, const Request& request, const std::string& problem) {
  const auto id = case_of(request);
  const auto& actor = pages::Web::actor(request);
  const auto view = desk::show_case(web.desk(), actor, id);
  if (!view) return web.refuse(request, view.error());
  const auto batches = desk::list_batches(web.desk(), actor, id);
  if (!batches) return web.refuse(request, batches.error());
  const auto balance = desk::letter_balance(web.desk(), actor, id);
  if (!balance) return web.refuse(request, balance.error());
  http::Page page("console/case-letters", web.language(request));
  put_balance(web, request, page, *balance);
  case_head(web, request, page, id, view->line.subject, view->line.state, Tab::letters);
  for (const auto& b : *batches) put_batch(web, request, page.row("BATCHES"), b);
  page.show_if(batches->empty(), "EMPTY");
  page.show_if(view->allowed.count(desk::Action::render_letters) != 0, "MAY_RENDER");
  for (const auto& i : inputs) page.set(i.name, problem.empty() ? "" : shown(request.field(i.field)));
  auto frame = staff_frame(web, request, Rail::cases);
  if (!problem.empty()) frame.problems.push_back({"what_happened", problem});
  return web.page(request, std::move(page), id.str() + " " + web.say(request, "console.tab.letters"), frame,
                  problem.empty() ? 200 : 422);
}

Response render(const pages::Web& web, const Request& request) {
  desk::LetterInputs what;
  for (const auto& i : inputs) what.*(i.member) = shown(trimmed(request.field(i.field)));
  const auto batch = desk::render_letters(web.desk(), pages::Web::actor(request), case_of(request), what);
  if (batch) return http::see_other("/staff/batch/" + batch->id.str());
  if (batch.error().code == Errc::bad_input || batch.error().code == Errc::wrong_state) {
    return letters_page(web, request, batch.error().detail);
  }
  return web.refuse(request, batch.error());
}

Response batch_page(const pages::Web& web, const Request& request, const std::string& problem) {
  const auto batch = desk::show_batch(web.desk(), pages::Web::actor(request), BatchId(request.param("batch")));
  if (!batch) return web.refuse(request, batch.error());
  http::Page page("console/batch", web.language(request));
  put_batch(web, request, page, *batch);
  page.set("CASE_ID", batch->case_id.str()).set("CASE_LINK", case_path(batch->case_id, "letters"));
  for (const auto& gap : batch->gaps) page.row("GAPS").set("GAP", gap);
  for (const auto& f : batch->findings) page.row("FINDINGS").set("FINDING", f);
  const auto allowed = desk::allowed(web.desk(), pages::Web::actor(request), batch->case_id);
  if (!allowed) return web.refuse(request, allowed.error());
  const bool ready = batch->state == "rendered" && batch->gaps.empty();
  if (ready && allowed->count(desk::Action::approve_letters) != 0) page.row("MAY_APPROVE").set("BATCH", batch->id.str()).set("DIGEST", batch->digest);
  if (batch->state == "approved" && allowed->count(desk::Action::mark_mailed) != 0) {
    page.row("MAY_MAIL").set("BATCH", batch->id.str()).set("TODAY", web.desk().local_day());
  }
  for (const auto& l : batch->rows) {
    auto& row = page.row("LETTER_ROWS");
    if (allowed->count(desk::Action::see_people) != 0) {
      row.row("MAY_READ").set("LETTER", l.id.str()).set("PDF_LINK", "/staff/letter/" + l.id.str() + "/pdf");
    } else {
      row.row("MAY_NOT_READ").set("LETTER", l.id.str());
    }
    row
.set("PERSON", l.person.str())
        .set("LETTER_STATE", web.say(request, "letter.state." + l.state))
        .set("SHA256", l.sha256)
        .set("MAILED_ON", l.mailed_on);
  }
  if (batch->state == "mailed") {
    const auto states = desk::mailed_states(web.desk(), pages::Web::actor(request), batch->case_id);
    if (!states) return web.refuse(request, states.error());
    for (const auto& one : *states) {
      page.row("TOLD").set("TOLD_WORDS",
                           web.say(request, "mailing." + std::string(desk::name_of(one.why)),
                                   {{"state", state_words(web, request, one.state)},
                                    {"mailed", std::to_string(one.mailed)},
                                    {"waiting", std::to_string(one.waiting)},
                                    {"owed", one.owed ? std::to_string(*one.owed) : ""},
                                    {"day", web.day(request, one.last_mailed)}}));
    }
  }
  auto frame = staff_frame(web, request, Rail::cases);
  if (!problem.empty()) frame.problems.push_back({"", problem});
  return web.page(request, std::move(page), web.say(request, "console.batch.title", {{"batch", batch->id.str()}}),
                  frame, problem.empty() ? 200 : 422);
}

template <class T>
Response after(const pages::Web& web, const Request& request, const Result<T>& done) {
  if (done) return http::see_other("/staff/batch/" + request.param("batch"));
  switch (done.error().code) {
    case Errc::bad_input:
    case Errc::conflict:
    case Errc::wrong_state:
    case Errc::needs_approval:
      return batch_page(web, request, done.error().detail);
    default:
      return web.refuse(request, done.error());
  }
}

}  // namespace

void add_letters(http::Router& router, const WebPtr& web) {
  router.get("/staff/case/{id}/letters", "case.letters", "read-case",
             [web](Request& r) { return letters_page(*web, r, ""); });
  web->officer_post(router, "/staff/case/{id}/letters", "case.letters.render", "render-letters",
                    [web](Request& r) { return render(*web, r); });
  router.get("/staff/batch/{batch}", "batch", "read-case", [web](Request& r) { return batch_page(*web, r, ""); });
  web->officer_post(router, "/staff/batch/{batch}/approve", "batch.approve", "approve-letters", [web](Request& r) {
    return after(*web, r,
                 desk::approve_batch(web->desk(), pages::Web::actor(r), BatchId(r.param("batch")), r.field("digest")));
  });
  web->officer_post(router, "/staff/batch/{batch}/mailed", "batch.mailed", "mark-mailed", [web](Request& r) {
    return after(*web, r,
                 desk::mark_mailed(web->desk(), pages::Web::actor(r), BatchId(r.param("batch")), trimmed(r.field("on"))));
  });
  router.get("/staff/letter/{letter}/pdf", "letter.pdf", "see-people", [web](Request& r) {
    return pdf(*web, r, desk::letter_pdf(web->desk(), pages::Web::actor(r), LetterId(r.param("letter"))),
               r.param("letter") + ".pdf");
  });
}

}  // namespace ledgelight::console
