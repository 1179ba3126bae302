#include "casefile/report.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "casefile/vocabulary.hpp"

namespace ledgelight::casefile {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

bool digits_only(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string two(const std::string& digits) {
  return digits.size() == 1 ? "0" + digits : digits;
}

// Line ends as LF; the bytes are otherwise as typed.
std::string with_lf(std::string_view text) {
  return replaced(replaced(text, "\r\n", "\n"), "\r", "\n");
}

// Enough to catch a slip of the finger; only a delivered message proves an address.
bool looks_like_email(std::string_view s) {
  const auto at = s.find('@');
  if (at == 0 || at == std::string_view::npos || s.find('@', at + 1) != std::string_view::npos) {
    return false;
  }
  const auto dot = s.rfind('.');
  const bool plain = std::none_of(s.begin(), s.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == ',' || c == '<' || c == '>' || c == '"' ||
           c == 0x7f;
  });
  return plain && dot != std::string_view::npos && dot > at + 1 && dot + 1 < s.size();
}

bool looks_like_phone(std::string_view s) {
  int digits = 0;
  for (const char c : s) {
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if (std::string_view(" ()+-./xX").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return digits >= 7 && digits <= 20;
}

struct TypedWhen {
  When when;
  std::optional<Problem> problem;
};

TypedWhen when_of(const ReportAnswers& a, Date today) {
  const auto year = trimmed(a.when_year);
  const auto month = trimmed(a.when_month);
  const auto day = trimmed(a.when_day);
  const auto wrong = [](const char* field, const char* key) {
    return TypedWhen{{}, Problem{field, key, 0}};
  };
  if (!trimmed(a.when_unsure).empty()) return {};
  if (year.empty()) {
    const bool none = month.empty() && day.empty();
    return wrong("when_year", none ? "report.problem.when.missing" : "report.problem.when.no_year");
  }
  if (!digits_only(year) || year.size() != 4) {
    return wrong("when_year", "report.problem.when.year");
  }
  if (month.empty() && !day.empty()) return wrong("when_month", "report.problem.when.no_month");
  if (!month.empty() && (!digits_only(month) || month.size() > 2)) {
    return wrong("when_month", "report.problem.when.month");
  }
  if (!day.empty() && (!digits_only(day) || day.size() > 2)) {
    return wrong("when_day", "report.problem.when.day");
  }
  auto text = year;
  if (!month.empty()) text += "-" + two(month);
  if (!day.empty()) text += "-" + two(day);
  const auto when = When::parse(text);
  if (!when) {
    const bool month_wrong = !When::parse(year + "-" + two(month.empty() ? "1" : month));
    return wrong(month_wrong ? "when_month" : "when_day",
                 month_wrong ? "report.problem.when.month" : "report.problem.when.day");
  }
  if (sys_days(*when->earliest()) > sys_days(today)) {
    return wrong("when_year", "report.problem.when.future");
  }
  return {*when, std::nullopt};
}

using Problems = std::vector<Problem>;

void check_length(const std::string& text, std::size_t limit, const char* field,
                  Problems& problems) {
  if (text.size() > limit) problems.push_back({field, "report.problem.too_long", limit});
  if (!valid_utf8(text)) problems.push_back({field, "report.problem.not_text", 0});
}

void check_kind(const ReportAnswers& a, Problems& problems) {
  if (!contains(token_list("report_kind"), a.kind)) {
    problems.push_back({"kind", "report.problem.kind.missing", 0});
  }
  if (!a.urgency.empty() && !parse_urgency(a.urgency)) {
    problems.push_back({"urgency", "report.problem.urgency", 0});
  }
}

void check_what(const ReportAnswers& a, const ReportLimits& limits, Problems& problems) {
  if (trimmed(a.what).empty()) problems.push_back({"what", "report.problem.what.missing", 0});
  check_length(with_lf(a.what), limits.what, "what", problems);
  check_length(a.where, limits.where, "where", problems);
}

void check_contact(const ReportAnswers& a, const ReportLimits& limits, Problems& problems) {
  if (a.reply == "anonymous") return;
  if (a.reply != "contact") {
    problems.push_back({"reply", "report.problem.reply.missing", 0});
    return;
  }
  check_length(a.name, limits.name, "name", problems);
  check_length(a.email, limits.email, "email", problems);
  check_length(a.phone, limits.phone, "phone", problems);
  if (!problems.empty()) return;
  const auto email = trimmed(a.email);
  const auto phone = trimmed(a.phone);
  if (!email.empty() && !looks_like_email(email)) {
    problems.push_back({"email", "report.problem.email", 0});
  }
  if (!phone.empty() && !looks_like_phone(phone)) {
    problems.push_back({"phone", "report.problem.phone", 0});
  }
  if (a.how == "email" && email.empty()) {
    problems.push_back({"email", "report.problem.email.missing", 0});
  } else if (a.how == "phone" && phone.empty()) {
    problems.push_back({"phone", "report.problem.phone.missing", 0});
  } else if (a.how != "email" && a.how != "phone" && a.how != "code") {
    problems.push_back({"how", "report.problem.how.missing", 0});
  }
}

Contact contact_of(const ReportAnswers& a) {
  Contact out;
  if (a.reply != "contact") return out;
  out.name = Personal<std::string>(trimmed(a.name));
  out.email = Personal<std::string>(trimmed(a.email));
  out.phone = Personal<std::string>(trimmed(a.phone));
  out.how = a.how;
  return out;
}

Result<void> has_shape(const Json& body, const std::vector<const char*>& texts,
                       std::size_t others) {
  if (!body.is_object() || body.size() != texts.size() + others) {
    return fail(Errc::bad_input, "body: has other members than it should");
  }
  for (const auto* key : texts) {
    const auto it = body.find(key);
    if (it == body.end() || !it->is_string()) {
      return fail(Errc::bad_input, std::string(key) + ": is not text");
    }
  }
  return {};
}

struct DraftField {
  const char* key;
  std::string ReportAnswers::*member;
};
const std::vector<DraftField>& draft_fields() {
  static const std::vector<DraftField> fields = {
      {"kind", &ReportAnswers::kind},
      {"urgency", &ReportAnswers::urgency},
      {"what", &ReportAnswers::what},
      {"where", &ReportAnswers::where},
      {"when_year", &ReportAnswers::when_year},
      {"when_month", &ReportAnswers::when_month},
      {"when_day", &ReportAnswers::when_day},
      {"when_unsure", &ReportAnswers::when_unsure},
      {"reply", &ReportAnswers::reply},
      {"name", &ReportAnswers::name},
      {"email", &ReportAnswers::email},
      {"phone", &ReportAnswers::phone},
      {"how", &ReportAnswers::how},
      {"language", &ReportAnswers::language}};
  return fields;
}

bool language_code(std::string_view s) {
  return s.size() >= 2 && s.size() <= 8 && std::all_of(s.begin(), s.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
         });
}

}  // namespace

bool Contact::empty() const {
  return name.reveal(Purpose::seal).empty() && email.reveal(Purpose::seal).empty() &&
         phone.reveal(Purpose::seal).empty() && how.empty();
}

std::string_view name_of(Urgency urgency) {
  switch (urgency) {
    case Urgency::money_moving:
      return "money_moving";
    case Urgency::danger:
      return "danger";
    default:
      return "none";
  }
}

Result<Urgency> parse_urgency(std::string_view name) {
  for (const auto urgency : {Urgency::none, Urgency::money_moving, Urgency::danger}) {
    if (name_of(urgency) == name) return urgency;
  }
  return fail(Errc::bad_input, "urgency: is not none, money_moving or danger");
}

std::vector<Problem> problems_of(const ReportAnswers& answers, Question page, Date today,
                                 const ReportLimits& limits) {
  Problems problems;
  switch (page) {
    case Question::kind:
      check_kind(answers, problems);
      break;
    case Question::what:
      check_what(answers, limits, problems);
      break;
    case Question::when:
      if (auto when = when_of(answers, today); when.problem) problems.push_back(*when.problem);
      break;
    case Question::contact:
      check_contact(answers, limits, problems);
      break;
  }
  return problems;
}

CheckedReport check_report(const ReportAnswers& answers, Date today, const ReportLimits& limits) {
  CheckedReport out;
  for (const auto page : {Question::kind, Question::what, Question::when, Question::contact}) {
    for (auto& problem : problems_of(answers, page, today, limits)) {
      out.problems.push_back(std::move(problem));
    }
  }
  if (!out.problems.empty()) return out;
  ReportForm form;
  form.kind = answers.kind;
  form.what = with_lf(answers.what);
  form.when = when_of(answers, today).when;
  form.where = trimmed(answers.where);
  form.urgency = answers.urgency.empty() ? Urgency::none : *parse_urgency(answers.urgency);
  form.anonymous = answers.reply == "anonymous";
  form.contact = contact_of(answers);
  form.language = language_code(answers.language) ? answers.language : "en";
  out.form = std::move(form);
  return out;
}

ReportAnswers answers_of(const ReportForm& form) {
  ReportAnswers out;
  out.kind = form.kind;
  out.urgency = std::string(name_of(form.urgency));
  out.what = form.what;
  out.where = form.where;
  if (form.when.unknown()) {
    out.when_unsure = "yes";
  } else {
    const auto& text = form.when.text();
    out.when_year = text.substr(0, 4);
    if (text.size() >= 7) out.when_month = text.substr(5, 2);
    if (text.size() >= 10) out.when_day = text.substr(8, 2);
  }
  out.reply = form.anonymous ? "anonymous" : "contact";
  out.name = form.contact.name.reveal(Purpose::show_to_reporter);
  out.email = form.contact.email.reveal(Purpose::show_to_reporter);
  out.phone = form.contact.phone.reveal(Purpose::show_to_reporter);
  out.how = form.contact.how;
  out.language = form.language;
  return out;
}

std::string report_body(const ReportForm& form) {
  return canonical({{"v", 1},
                    {"kind", form.kind},
                    {"what", form.what},
                    {"when", form.when.text()},
                    {"where", form.where},
                    {"urgency", name_of(form.urgency)},
                    {"anonymous", form.anonymous},
                    {"language", form.language}});
}

std::string contact_body(const Contact& contact) {
  return canonical({{"v", 1},
                    {"name", contact.name.reveal(Purpose::seal)},
                    {"email", contact.email.reveal(Purpose::seal)},
                    {"phone", contact.phone.reveal(Purpose::seal)},
                    {"how", contact.how}});
}

Result<ReportForm> report_from(std::string_view body) {
  const auto json = TRY(parse_json(body, {.bytes = 1U << 20, .depth = 2}));
  TRY(has_shape(json, {"kind", "what", "when", "where", "urgency", "language"}, 2));
  if (int_at(json, "v") != 1) return fail(Errc::unsupported, "v: is not 1");
  const auto anonymous = json.find("anonymous");
  if (anonymous == json.end() || !anonymous->is_boolean()) {
    return fail(Errc::bad_input, "anonymous: is not true or false");
  }
  ReportForm form;
  form.kind = text_at(json, "kind");
  form.what = text_at(json, "what");
  form.when = TRY(When::parse(text_at(json, "when")));
  form.where = text_at(json, "where");
  form.urgency = TRY(parse_urgency(text_at(json, "urgency")));
  form.anonymous = anonymous->get<bool>();
  form.language = text_at(json, "language");
  return form;
}

Result<Contact> contact_from(std::string_view body) {
  const auto json = TRY(parse_json(body, {.bytes = 1U << 16, .depth = 2}));
  TRY(has_shape(json, {"name", "email", "phone", "how"}, 1));
  if (int_at(json, "v") != 1) return fail(Errc::unsupported, "v: is not 1");
  Contact out;
  out.name = Personal<std::string>(text_at(json, "name"));
  out.email = Personal<std::string>(text_at(json, "email"));
  out.phone = Personal<std::string>(text_at(json, "phone"));
  out.how = text_at(json, "how");
  return out;
}

std::string draft_body(const ReportAnswers& answers) {
  Json out = Json::object();
  // What is not text yet is shown repaired when the form comes back; a draft is not evidence.
  for (const auto& field : draft_fields()) {
    const auto& typed = answers.*(field.member);
    out[field.key] = valid_utf8(typed) ? typed : shown(typed);
  }
  return canonical(out);
}

Result<ReportAnswers> draft_from(std::string_view body) {
  const auto json = TRY(parse_json(body, {.bytes = 1U << 20, .depth = 2}));
  std::vector<const char*> keys;
  for (const auto& field : draft_fields()) keys.push_back(field.key);
  TRY(has_shape(json, keys, 0));
  ReportAnswers out;
  for (const auto& field : draft_fields()) out.*(field.member) = text_at(json, field.key);
  return out;
}

std::string first_line(const ReportForm& form, std::size_t max) {
  const auto text = trimmed(form.what);
  return shown_line(text.substr(0, text.find('\n')), max);
}

}  // namespace ledgelight::casefile
