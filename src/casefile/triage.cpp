// What may become of a report, and which reports look alike.
#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "casefile/report.hpp"

namespace ledgelight::casefile {
namespace {

using S = ReportState;

constexpr std::array<S, 6> states{S::received, S::accepted, S::merged,
                                  S::routed,   S::rejected, S::closed};
constexpr std::size_t reason_limit = 4000;

struct Step {
  S from, to;
};
constexpr std::array<Step, 14> steps{{{S::received, S::accepted},
                                      {S::received, S::merged},
                                      {S::received, S::routed},
                                      {S::received, S::rejected},
                                      {S::accepted, S::routed},
                                      {S::accepted, S::closed},
                                      {S::merged, S::routed},
                                      {S::merged, S::closed},
                                      {S::routed, S::accepted},
                                      {S::routed, S::merged},
                                      {S::routed, S::closed},
                                      {S::rejected, S::accepted},
                                      {S::rejected, S::merged},
                                      {S::rejected, S::closed}}};

bool allowed(S from, S to) {
  return std::any_of(steps.begin(), steps.end(),
                     [&](const Step& s) { return s.from == from && s.to == to; });
}

// Words of three letters and more; only so many, so that a long report costs no more than another.
std::set<std::string> words_in(std::string_view text) {
  constexpr std::size_t most = 400;
  std::set<std::string> out;
  std::string word;
  const auto take = [&] {
    if (word.size() >= 3 && out.size() < most) out.insert(word);
    word.clear();
  };
  for (const char c : lowered(text)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                        static_cast<unsigned char>(c) >= 0x80;
    if (letter) {
      word += c;
    } else {
      take();
    }
  }
  take();
  return out;
}

// Shared words of all words, in hundredths.
int shared(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::size_t both = 0;
  for (const auto& word : a) both += b.count(word);
  const auto all = a.size() + b.size() - both;
  return all == 0 ? 0 : static_cast<int>(100 * both / all);
}

enum class Days { near, unsaid, far };
Days days_of(const When& a, const When& b) {
  if (!a.earliest() || !a.latest() || !b.earliest() || !b.latest()) return Days::unsaid;
  constexpr int window = 3;
  const int gap = std::max(days_between(*a.latest(), *b.earliest()),
                           days_between(*b.latest(), *a.earliest()));
  return gap <= window ? Days::near : Days::far;
}

}  // namespace

std::string_view name_of(ReportState state) {
  switch (state) {
    case S::received:
      return "received";
    case S::accepted:
      return "accepted";
    case S::merged:
      return "merged";
    case S::routed:
      return "routed";
    case S::rejected:
      return "rejected";
    case S::closed:
      return "closed";
  }
  return "received";
}

Result<ReportState> parse_report_state(std::string_view name) {
  for (const auto state : states) {
    if (name_of(state) == name) return state;
  }
  return fail(Errc::bad_input,
              "state: is not received, accepted, merged, routed, rejected or closed");
}

bool needs_reason(ReportState to) {
  return to == S::routed || to == S::rejected || to == S::closed;
}

Result<void> may_move(ReportState from, ReportState to, std::string_view reason) {
  if (!allowed(from, to)) {
    return fail(Errc::wrong_state, "a report that is " + std::string(name_of(from)) +
                                       " cannot become " + std::string(name_of(to)));
  }
  if (reason.size() > reason_limit || !valid_utf8(reason)) {
    return fail(Errc::bad_input, "reason: is longer than 4000 bytes or not UTF-8");
  }
  if (needs_reason(to) && trimmed(reason).empty()) {
    return fail(Errc::bad_input, "reason: is missing; the reporter reads it");
  }
  return {};
}

std::vector<ReportState> next_states(ReportState from) {
  std::vector<ReportState> out;
  for (const auto to : states) {
    if (allowed(from, to)) out.push_back(to);
  }
  return out;
}

std::string_view name_of(Status status) {
  switch (status) {
    case Status::received:
      return "received";
    case Status::being_looked_at:
      return "being_looked_at";
    case Status::waiting_for_you:
      return "waiting_for_you";
    case Status::waiting_for_others:
      return "waiting_for_others";
    case Status::answered:
      return "answered";
    case Status::closed:
      return "closed";
  }
  return "received";
}

std::string_view words_of(Status status) {
  switch (status) {
    case Status::received:
      return "Received";
    case Status::being_looked_at:
      return "Being looked at";
    case Status::waiting_for_you:
      return "Waiting for you";
    case Status::waiting_for_others:
      return "Waiting for others";
    case Status::answered:
      return "Answered";
    case Status::closed:
      return "Closed";
  }
  return "Received";
}

Status status_of(const ReportStanding& standing) {
  if (standing.state == S::closed) return Status::closed;
  if (standing.question_open) return Status::waiting_for_you;
  switch (standing.state) {
    case S::routed:
      return Status::waiting_for_others;
    case S::rejected:
      return Status::answered;
    case S::received:
      return standing.looked ? Status::being_looked_at : Status::received;
    default:
      return Status::being_looked_at;
  }
}

std::vector<Likeness> similar(const ReportForm& report, const std::vector<ReportForm>& others,
                              std::size_t most) {
  constexpr int worth_saying = 35;
  const auto mine = words_in(report.what + " " + report.where);
  std::vector<Likeness> out;
  for (std::size_t i = 0; i < others.size(); ++i) {
    const auto& other = others[i];
    Likeness like{i, 0, {}};
    const int words = shared(mine, words_in(other.what + " " + other.where));
    like.score = words * 60 / 100;
    if (words >= 20) like.because.push_back("similar.words");
    if (report.kind == other.kind) {
      like.score += 20;
      like.because.push_back("similar.kind");
    }
    const auto days = days_of(report.when, other.when);
    if (days == Days::near) {
      like.score += 20;
      like.because.push_back("similar.day");
    }
    // The same words on far days are a campaign, not one report twice.
    if (days == Days::far) like.score /= 2;
    if (words > 0 && like.score >= worth_saying) out.push_back(std::move(like));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Likeness& a, const Likeness& b) { return a.score > b.score; });
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace ledgelight::casefile
