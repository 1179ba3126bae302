#include <algorithm>
#include <array>
#include <optional>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "casefile/vocabulary.hpp"
#include "desk/drafts.hpp"
#include "desk/file_traces.hpp"
#include "portal/carry.hpp"
#include "portal/portal.hpp"

namespace ledgelight::portal {
namespace {

using casefile::Question;
using http::Request;
using http::Response;

constexpr std::uint64_t max_file = std::uint64_t{2} << 30;
constexpr std::size_t max_files = 20;

// start, kind, what, when, contact, check, receipt: seven pages.
enum class Step { kind, what, when, contact, check };

http::Frame frame_of(const pages::Web& web, const Request& request) {
  auto frame = public_frame(web, request, "/report");
  frame.leave_now = true;
  return frame;
}

// The fields of a page by their ids, each with its section AT_….
std::vector<std::string_view> fields_of(Step step) {
  switch (step) {
  case Step::kind: return {"kind", "urgency"};
  case Step::what: return {"what", "where", "files"};
  case Step::when: return {"when_month", "when_day", "when_year"};
  case Step::contact: return {"reply", "name", "email", "phone", "how"};
  case Step::check: return {};
  }
  return {};
}

std::string uppered(std::string_view field) {
  std::string out(field);
  for (auto& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

void put_problems(const pages::Web& web, const Request& request, http::Page& page,
                  http::Frame& frame, const std::vector<casefile::Problem>& problems, Step step) {
  const auto fields = fields_of(step);
  for (const auto& p : problems) {
    const auto text = web.say(request, p.key, {{"limit", std::to_string(p.limit)}});
    frame.problems.push_back({p.field, text});
    // Said again where the field stands, on the page that asks for it.
    const bool here = std::find(fields.begin(), fields.end(), p.field) != fields.end();
    page.row(here ? "AT_" + uppered(p.field) : std::string("PROBLEM")).set("PROBLEM_TEXT", text);
  }
}

void choices(const pages::Web& web, const Request& request, http::Page& page, const char* section,
             const std::vector<std::string>& tokens, const std::string& list,
             const std::string& chosen) {
  for (const auto& token : tokens) {
    auto& row = page.row(section);
    row.set("CHOICE", token).set("CHOICE_NAME", web.say(request, list + "." + token));
    row.show_if(token == chosen, "ON");
  }
}

// Rounded up, so that no file has a size of nothing.
std::string size_words(std::uint64_t bytes) {
  if (bytes < 1000) return std::to_string(bytes) + " B";
  if (bytes < 1'000'000) return std::to_string((bytes + 999) / 1000) + " kB";
  return std::to_string((bytes + 999'999) / 1'000'000) + " MB";
}

void put_files(http::Page& page, const Carry& carry) {
  for (const auto& f : carry.files) {
    page.row("FILES").set("FILE_NAME", shown_line(f.name, 100)).set("FILE_SIZE", size_words(f.size));
  }
}

// What the files tell beyond what they show, and the choice to send pictures without it. A reporter who
// stays anonymous has it made for them; they may choose otherwise.
void put_traces(const pages::Web& web, const Request& request, http::Page& page, const Carry& carry) {
  const auto found = desk::traces_of(web.desk(), carry.files);
  if (!found) return;  // gone meanwhile: sending says so
  bool cleanable = false, documents = false, not_looked = false;
  for (std::size_t i = 0; i < found->size(); ++i) {
    const auto& t = (*found)[i];
    not_looked = not_looked || !t;
    if (!t) continue;
    documents = documents || t->kind == casefile::Traces::Kind::document;
    if (!t->any()) continue;
    cleanable = cleanable || t->cleanable();
    std::vector<std::string> told;
    if (t->place) told.push_back(web.say(request, "portal.traces.place"));
    if (!t->device.empty()) told.push_back(web.say(request, "portal.traces.device", {{"device", t->device}}));
    if (!t->author.empty()) told.push_back(web.say(request, "portal.traces.author", {{"author", t->author}}));
    if (!t->time.empty()) told.push_back(web.say(request, "portal.traces.time", {{"time", t->time}}));
    if (told.empty() || t->more) told.push_back(web.say(request, "portal.traces.more"));
    page.row("TRACES").set("TRACE_FILE", shown_line(carry.files[i].name, 100)).set("TOLD", join(told, "; "));
  }
  if (cleanable) {
    const bool anonymous = carry.answers.reply != "contact";
    page.row("CLEAN").show_if(anonymous, "CLEAN_ON").show_if(!anonymous, "AS_IS_ON");
  }
  page.show_if(documents, "DOCUMENTS").show_if(not_looked, "NOT_LOOKED");
}

Response show(const pages::Web& web, const Request& request, const Carry& carry, Step step,
              const std::vector<casefile::Problem>& problems = {}) {
  const auto& a = carry.answers;
  static constexpr const char* names[] = {"kind", "what", "when", "contact", "check"};
  const std::string name = names[static_cast<int>(step)];
  http::Page page("portal/report-" + name, web.language(request));
  auto frame = frame_of(web, request);
  page.set("CARRY", pack(web.desk(), carry));
  put_problems(web, request, page, frame, problems, step);
  switch (step) {
    case Step::kind:
      choices(web, request, page, "KINDS", casefile::token_list("report_kind"), "report_kind", a.kind);
      choices(web, request, page, "URGENCIES", {"none", "money_moving", "danger"}, "urgency",
              a.urgency.empty() ? "none" : a.urgency);
      break;
    case Step::what:
      page.set("WHAT", shown(a.what)).set("WHERE_TEXT", shown(a.where));
      put_files(page, carry);
      break;
    case Step::when:
      page.set("YEAR", shown_line(a.when_year, 10)).set("MONTH", shown_line(a.when_month, 10));
      page.set("DAY", shown_line(a.when_day, 10)).show_if(!a.when_unsure.empty(), "UNSURE_ON");
      break;
    case Step::contact:
      choices(web, request, page, "REPLIES", {"anonymous", "contact"}, "reply", a.reply);
      page.set("NAME", shown_line(a.name)).set("EMAIL", shown_line(a.email));
      page.set("PHONE", shown_line(a.phone));
      choices(web, request, page, "HOWS", {"code", "email", "phone"}, "contact.how",
              a.how.empty() ? "code" : a.how);
      break;
    case Step::check: {
      const auto today = parse_date(web.desk().local_day());
      const auto checked = casefile::check_report(a, *today);
      page.set("KIND", web.say(request, "report_kind." + a.kind)).set("WHAT", shown(a.what));
      page.set("WHERE_TEXT", shown(a.where));
      page.set("WHEN", checked.form ? web.when(request, checked.form->when) : "");
      page.set("REPLY", web.say(request, "reply." + a.reply));
      page.set("CONTACT", a.reply == "contact" ? shown_line(a.name + " " + a.email + " " + a.phone) : "");
      put_files(page, carry);
      put_traces(web, request, page, carry);
      break;
    }
  }
  return web.page(request, std::move(page), web.say(request, "portal.report." + name + ".title"), frame,
                  problems.empty() ? 200 : 422);
}

Response begin(const pages::Web& web, const Request& request) {
  http::Page page("portal/report-start", web.language(request));
  Carry carry;
  carry.form_token = desk::new_form_token(web.desk());
  page.set("CARRY", pack(web.desk(), carry));
  return web.page(request, std::move(page), web.say(request, "portal.report.start.title"), frame_of(web, request));
}

// What this page asked, into the answers; nothing of the other pages is touched.
void take(Carry& carry, const Request& request, Step step) {
  auto& a = carry.answers;
  const auto field = [&](const char* name) { return request.field(name); };
  switch (step) {
    case Step::kind:
      a.kind = field("kind");
      a.urgency = field("urgency");
      break;
    case Step::what:
      a.what = field("what");
      a.where = field("where");
      break;
    case Step::when:
      a.when_year = field("when_year");
      a.when_month = field("when_month");
      a.when_day = field("when_day");
      a.when_unsure = field("when_unsure");
      break;
    case Step::contact:
      a.reply = field("reply");
      a.name = field("name");
      a.email = field("email");
      a.phone = field("phone");
      a.how = field("how");
      break;
    case Step::check:
      break;
  }
}

Response receipt_page(const pages::Web& web, const Request& request, const desk::Receipt& receipt) {
  http::Page page("portal/report-receipt", web.language(request));
  page.set("REFERENCE", receipt.reference.str()).set("CODE", receipt.code);
  page.set("RECEIVED", web.time(request, receipt.received));
  page.set("RECEIVED_AT", to_text(receipt.received));
  page.show_if(receipt.already, "ALREADY");
  auto frame = public_frame(web, request, "/report");
  return web.page(request, std::move(page), web.say(request, "portal.report.receipt.title"), frame);
}

// Files of a form left open for days are gone: said on the page, so that nobody believes they were sent.
Result<bool> drop_gone(const pages::Web& web, Carry& carry) {
  auto left = TRY(desk::files_left(web.desk(), carry.files));
  const bool gone = left.size() != carry.files.size();
  carry.files = std::move(left);
  return gone;
}
const casefile::Problem files_gone{"files", "portal.report.files_gone", 0};

// What each page asks, in their order.
constexpr std::array questions{Question::kind, Question::what, Question::when, Question::contact};

struct Faulty {
  Step step;
  std::vector<casefile::Problem> problems;
};
// The first page whose answers do not do yet.
std::optional<Faulty> first_faulty(const casefile::ReportAnswers& answers, Date today) {
  for (std::size_t i = 0; i < questions.size(); ++i) {
    auto problems = casefile::problems_of(answers, questions[i], today);
    if (!problems.empty()) return Faulty{static_cast<Step>(i), std::move(problems)};
  }
  return std::nullopt;
}

Response send(const pages::Web& web, const Request& request, Carry carry) {
  const auto today = parse_date(web.desk().local_day());
  auto answers = carry.answers;
  answers.language = web.language(request);
  const auto checked = casefile::check_report(answers, *today);
  if (!checked.form) {
    // Back to the first page that has a fault, with everything kept.
    if (const auto faulty = first_faulty(answers, *today))
      return show(web, request, carry, faulty->step, faulty->problems);
    return show(web, request, carry, Step::kind, checked.problems);
  }
  if (request.field("copies") == "clean") {
    if (auto clean = desk::with_clean_copies(web.desk(), carry.files)) {
      carry.files = *std::move(clean);
    } else if (clean.error().code != Errc::not_found) {
      return web.refuse(request, clean.error());  // never sent as they are instead
    }
  }
  const auto receipt = desk::take_report(web.desk(), *checked.form, carry.form_token, "web", carry.files);
  if (!receipt && receipt.error().code == Errc::wrong_state) {
    const auto gone = drop_gone(web, carry);
    if (gone && *gone) return show(web, request, carry, Step::what, {files_gone});
  }
  if (!receipt) return web.refuse(request, receipt.error());
  return receipt_page(web, request, *receipt);
}

// The code stands before the report does; what was typed is kept as it is, complete or not.
Response save(const pages::Web& web, const Request& request, const Carry& carry) {
  const auto saved = desk::save_draft(web.desk(), carry.form_token, pack(web.desk(), carry), carry.files);
  if (!saved) return web.refuse(request, saved.error());
  http::Page page("portal/report-saved", web.language(request));
  page.set("CODE", saved->code).set("ENDS", web.time(request, saved->ends));
  return web.page(request, std::move(page), web.say(request, "portal.report.saved.title"), frame_of(web, request));
}

// Where the reporter left off: the first page that is not answered yet.
Response resume(const pages::Web& web, const Request& request) {
  const auto draft = desk::open_draft(web.desk(), request.field("code"));
  if (!draft) {
    if (draft.error().code == Errc::not_found && !web.wrong_codes().take()) {
      return web.refuse(request, fail(Errc::too_many, "too many codes that open nothing"));
    }
    return web.refuse(request, draft.error());
  }
  auto carry = unpack(web.desk(), draft->carry);
  if (!carry) return web.refuse(request, carry.error());
  const auto gone = drop_gone(web, *carry);
  if (!gone) return web.refuse(request, gone.error());
  if (*gone) return show(web, request, *carry, Step::what, {files_gone});
  const auto today = parse_date(web.desk().local_day());
  const auto faulty = first_faulty(carry->answers, *today);
  return show(web, request, *carry, faulty ? faulty->step : Step::check);
}

Response step_done(const pages::Web& web, const Request& request, Step step) {
  auto carry = unpack(web.desk(), request.field("carry"));
  if (!carry) return web.refuse(request, carry.error());
  if (!request.field("change").empty()) {  // "change" links of the check page
    const auto to = request.field("change");
    return show(web, request, *carry,
                to == "kind"   ? Step::kind
                : to == "what" ? Step::what
                : to == "when" ? Step::when
                               : Step::contact);
  }
  const bool later = !request.field("save").empty();
  if (step == Step::check) return later ? save(web, request, *carry) : send(web, request, *carry);
  take(*carry, request, step);
  if (later) return save(web, request, *carry);
  const auto today = parse_date(web.desk().local_day());
  const auto problems = casefile::problems_of(carry->answers, questions[static_cast<int>(step)], *today);
  if (!problems.empty()) return show(web, request, *carry, step, problems);
  // A change from the check page goes straight back there once all four are answered.
  const bool complete = casefile::check_report(carry->answers, *today).form.has_value();
  return show(web, request, *carry,
              complete ? Step::check : static_cast<Step>(static_cast<int>(step) + 1));
}

// The page with files: each goes into quarantine while it arrives.
class What final : public http::Upload {
 public:
  explicit What(WebPtr web) : web_(std::move(web)) {}
  Result<void> begin(const Request&, const http::PartHead& head) override {
    if (head.file_name.empty()) return {};
    if (staged_.size() == max_files) return fail(Errc::too_large, "a report takes at most 20 files");
    stage_ = TRY(desk::FileStage::begin(web_->desk(), head.file_name, head.content_type, max_file));
    return {};
  }
  Result<void> bytes(std::string_view chunk) override {
    return stage_ ? stage_->write(chunk) : Result<void>();
  }
  Result<void> end() override {
    if (!stage_) return {};
    auto file = TRY(stage_->finish());
    stage_.reset();
    if (file.size > 0) staged_.push_back(std::move(file));
    return {};
  }
  Response finish(Request& request) override {
    auto carry = unpack(web_->desk(), request.field("carry"));
    if (!carry) return web_->refuse(request, carry.error());
    for (auto& f : staged_) {
      if (carry->files.size() < max_files) carry->files.push_back(std::move(f));
    }
    request.form.set("carry", pack(web_->desk(), *carry));
    return step_done(*web_, request, Step::what);
  }

 private:
  WebPtr web_;
  std::unique_ptr<desk::FileStage> stage_;
  std::vector<desk::StagedFile> staged_;
};

Response kept(const pages::Web& web, const Request& request) {
  const auto code = request.field("code");
  const auto typed = ungrouped(request.field("last"));
  const auto whole = ungrouped(code);
  const bool right = whole.size() >= 4 && typed == whole.substr(whole.size() - 4);
  if (!right) {
    desk::Receipt receipt;
    receipt.reference = ReportId(shown_line(request.field("reference"), 20));
    receipt.code = shown_line(code, 30);
    const auto at = parse_instant(request.field("received"));
    receipt.received = at ? *at : web.desk().now();
    auto frame = public_frame(web, request, "/report");
    frame.problems.push_back({"last", web.say(request, "portal.report.receipt.last_wrong")});
    http::Page page("portal/report-receipt", web.language(request));
    page.set("REFERENCE", receipt.reference.str()).set("CODE", receipt.code);
    page.set("RECEIVED", web.time(request, receipt.received));
    page.set("RECEIVED_AT", to_text(receipt.received));
    return web.page(request, std::move(page), web.say(request, "portal.report.receipt.title"), frame, 422);
  }
  http::Page page("portal/report-kept", web.language(request));
  page.set("REFERENCE", shown_line(request.field("reference"), 20));
  return web.page(request, std::move(page), web.say(request, "portal.report.kept.title"),
                  public_frame(web, request, "/report"));
}

}  // namespace

void add_report(http::Router& router, const WebPtr& web) {
  router.get("/report", "report.start", "anyone", [web](Request& r) { return begin(*web, r); });
  const auto step = [&](const char* name, Step which) {
    router.post(std::string("/report/") + name, std::string("report.form.") + name, "anyone",
                [web, which](Request& r) { return step_done(*web, r, which); });
  };
  router.post("/report/begin", "report.form.begin", "anyone", [web](Request& r) {
    const auto carry = unpack(web->desk(), r.field("carry"));
    return carry ? show(*web, r, *carry, Step::kind) : web->refuse(r, carry.error());
  });
  step("kind", Step::kind);
  step("when", Step::when);
  step("contact", Step::contact);
  step("check", Step::check);
  router.upload("/report/what", "report.form.what", "anyone", max_file + (8U << 20),
                [web](Request&) -> std::variant<std::unique_ptr<http::Upload>, Response> {
                  return std::unique_ptr<http::Upload>(std::make_unique<What>(web));
                });
  router.post("/report/resume", "report.resume", "reporter", [web](Request& r) { return resume(*web, r); });
  router.post("/report/kept", "report.kept", "anyone", [web](Request& r) { return kept(*web, r); });
}

}  // namespace ledgelight::portal
