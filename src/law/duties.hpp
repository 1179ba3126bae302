// law/duties.hpp: from facts to duties.
//
// Pure: same rules, facts and day in, same duties out, in the same order, to the same bytes.
// Where the text is open: the earlier day and the wider duty, the alternative beside it, and the
// words "law is silent". A rule that cannot be decided for want of a fact becomes a question that
// names the fact; a duty is never dropped in silence.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "law/facts.hpp"
#include "law/rules.hpp"

namespace ledgelight::law {

struct Flag {
  std::string code, text;  ///< "COUNSEL_KEY_COMPROMISE"
  friend bool operator==(const Flag&, const Flag&) = default;
};
struct Because {
  std::string fact;  ///< key in F.json: "data[0].protection"
  Json value;
};
struct Alternative {
  std::optional<Date> due;
  std::string because;
};
struct Services {
  std::int64_t months = 0;
  std::optional<std::int64_t> count;  ///< persons; absent: not known
};

enum class DutyState { open, met, met_late, overdue, suspended, due_now };
std::string_view name_of(DutyState state);  ///< "met-late"

/// One act that somebody owes somebody by a day.
struct Duty {
  std::string id;            ///< unique in the sheet, stable: rule, "#late" for the late-identified
  std::string rule;          ///< "us/ct/breach/notify-residents"
  std::string title;         ///< "Notify each affected resident"
  std::string bearer, kind;  ///< kind: notify-individuals, notify-regulator, offer-services, …
  std::string jurisdiction;  ///< "US-CT"
  std::string recipient;
  std::optional<std::int64_t> count;  ///< people concerned; absent: not known
  std::optional<Date> due;            ///< last lawful day; absent: the law gives no day
  std::string due_text;               ///< the standard in words, always
  std::optional<Date> working_due;    ///< last business day on or before `due`
  std::vector<Alternative> alternatives;
  DutyState state = DutyState::open;
  int days_late = 0;
  std::optional<Services> services;
  std::vector<std::string> methods, content;
  std::vector<Because> because;
  std::vector<Source> citations;
  std::vector<Flag> flags;
};

struct NotRequired {
  std::string rule, jurisdiction, because;
  std::vector<Source> citations;
};
struct Question {
  std::string fact, why;
};

struct Reckoning {
  Date known_at{};
  std::vector<PackId> packs;
  std::vector<Duty> duties;  ///< due-now first, then by day, days absent last; then by id
  std::vector<NotRequired> not_required;
  std::vector<Question> questions;
  std::vector<Flag> flags;  ///< that belong to no single duty
};

/// What `facts` oblige under `rules`, seen on `known_at`. Facts dated after it (notified, hold,
/// harm) have not happened yet, unless `discovered` itself is later: then it is a what-if and all
/// count. bad_input when the facts are of a city other than the rules'.
Result<Reckoning> duties_for(const Rules& rules, const Facts& facts, Date known_at);

/// The interface JSON of `law duties --format json`.
Json to_json(const Reckoning& reckoning);
/// For people: duties with day, reason, authority; not required; questions; doubts.
std::string to_words(const Reckoning& reckoning);

}  // namespace ledgelight::law
