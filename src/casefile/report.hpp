// casefile/report.hpp: what a resident tells the city, and what may become of it.
//
// Four answers are required (what kind, what happened, when, whether we may write back); "not
// sure" answers the third and "anonymous" the fourth. What was typed is kept as typed until it is
// sent, so that a fault on one page loses nothing on another.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/json.hpp"
#include "base/personal.hpp"

namespace ledgelight::casefile {

struct ReportLimits {
  std::size_t what = 20'000;  ///< bytes
  std::size_t where = 2'000;
  std::size_t name = 200;
  std::size_t email = 254;    ///< RFC 5321 4.5.3.1.3, less the brackets
  std::size_t phone = 40;
};

/// How to reach a reporter who agreed to it. Kept in a compartment of its own.
struct Contact {
  Personal<std::string> name, email, phone;
  std::string how;  ///< email | phone | code (messages under the receipt code only)
  bool empty() const;
};

/// What the reporter needs before anything else: decides the box on the next page.
enum class Urgency { none, money_moving, danger };
std::string_view name_of(Urgency urgency);  ///< "none", "money_moving", "danger"
Result<Urgency> parse_urgency(std::string_view name);

/// A report that passed every check.
struct ReportForm {
  std::string kind;         ///< token of the list "report_kind"
  std::string what;         ///< what happened, as written; line ends are LF
  When when;                ///< unknown: "not sure"
  std::string where;        ///< place, system or account; may be empty
  Urgency urgency = Urgency::none;
  bool anonymous = true;
  Contact contact;          ///< empty when anonymous
  std::string language = "en";
};

/// As typed, page by page.
struct ReportAnswers {
  std::string kind, urgency;
  std::string what, where;
  std::string when_year, when_month, when_day;  ///< the day, or day and month, may be left empty
  std::string when_unsure;                      ///< not empty: the box is ticked
  std::string reply;                            ///< "anonymous" | "contact"
  std::string name, email, phone, how;
  std::string language = "en";
};

/// The four questions, one a page.
enum class Question { kind, what, when, contact };

/// A fault: the field to focus, and the message key of what to do. Placeholder {limit} if any.
struct Problem {
  std::string field;  ///< "when_year"
  std::string key;    ///< "report.problem.when.future"
  std::size_t limit = 0;
  friend bool operator==(const Problem&, const Problem&) = default;
};

/// Faults in the answers of one page, in the order of its fields. `today` is the city's day.
std::vector<Problem> problems_of(const ReportAnswers& answers, Question page, Date today,
                                 const ReportLimits& limits = {});
struct CheckedReport {
  std::optional<ReportForm> form;  ///< present if there is no problem
  std::vector<Problem> problems;
};
CheckedReport check_report(const ReportAnswers& answers, Date today,
                           const ReportLimits& limits = {});
/// To show "check your answers" again from a stored draft.
ReportAnswers answers_of(const ReportForm& form);

/// What is sealed: canonical JSON without contact (docs/formats/case.md), and the contact alone.
std::string report_body(const ReportForm& form);
std::string contact_body(const Contact& contact);
/// The inverse; bad_input names the key. `contact` stays empty.
Result<ReportForm> report_from(std::string_view body);
Result<Contact> contact_from(std::string_view body);
/// Unsent answers, for the draft that the code opens again.
std::string draft_body(const ReportAnswers& answers);
Result<ReportAnswers> draft_from(std::string_view body);

/// First line of what happened, one line, safe to show.
std::string first_line(const ReportForm& form, std::size_t max = 120);

// ---- triage -----------------------------------------------------------------------------------

enum class ReportState { received, accepted, merged, routed, rejected, closed };
std::string_view name_of(ReportState state);  ///< as in the enum
Result<ReportState> parse_report_state(std::string_view name);

/// received → accepted, merged, routed, rejected; accepted, merged → closed, routed; routed,
/// rejected → accepted, merged (looked at again), closed. Fails with wrong_state otherwise; with
/// bad_input when the step needs a reason and `reason` is blank or longer than 4,000 bytes.
Result<void> may_move(ReportState from, ReportState to, std::string_view reason);
std::vector<ReportState> next_states(ReportState from);
/// The reporter reads the reason: merged? no; routed, rejected and closed: yes.
bool needs_reason(ReportState to);

/// The only words a resident sees (design: six). Message keys "status.<name>" and
/// "status.<name>.meaning".
enum class Status { received, being_looked_at, waiting_for_you, waiting_for_others, answered, closed };
std::string_view name_of(Status status);   ///< "received", "being_looked_at", …
std::string_view words_of(Status status);  ///< "Being looked at"

struct ReportStanding {
  ReportState state = ReportState::received;
  bool looked = false;         ///< an officer opened it
  bool question_open = false;  ///< our last message asks something and has no answer yet
};
/// A question to the reporter shows before anything but Closed; rejected reads Answered.
Status status_of(const ReportStanding& standing);

/// Might be the same thing: kinds agree, days are near or not given, words are shared.
struct Likeness {
  std::size_t index = 0;             ///< into `others`
  int score = 0;                     ///< 0 to 100
  std::vector<std::string> because;  ///< message keys: "similar.kind", "similar.words", "similar.day"
};
/// At most `most`, best first, ties by index; below 35 nothing is said. A hint, never a decision.
std::vector<Likeness> similar(const ReportForm& report, const std::vector<ReportForm>& others,
                              std::size_t most = 5);

}  // namespace ledgelight::casefile
