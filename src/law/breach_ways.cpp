// (e) and (f): ways of giving notice.
#include <algorithm>

#include "base/text.hpp"
#include "law/breach_parts.hpp"

namespace ledgelight::law {
namespace {

std::string grouped_number(std::int64_t n) {
  auto out = std::to_string(n);
  for (auto at = static_cast<std::ptrdiff_t>(out.size()) - 3; at > 0; at -= 3)
    out.insert(static_cast<std::size_t>(at), ",");
  return out;
}

// (f): the sign-in data of an account, and of the mailbox that the city itself furnishes.
void credential_ways(Duty& duty, const BreachLaw& law, const Facts& facts,
                     std::vector<Question>& questions) {
  const auto& rule = *law.credentials;
  duty.methods.push_back(rule.method);
  append(duty.citations, rule.sources);
  std::int64_t mailboxes = 0;
  for (std::size_t i = 0; facts.data && i < facts.data->size(); ++i) {
    const auto& item = (*facts.data)[i];
    if (!item.elements || item.elements->count("account_credentials") == 0) continue;
    const auto key = "data[" + std::to_string(i) + "].city_mailbox_people";
    if (!item.city_mailbox_people) {
      ask(questions, key, "notice must not go to a breached mailbox that the city itself furnishes, unless "
               "receipt can be verified");
    } else if (*item.city_mailbox_people > 0) {
      duty.because.push_back({key, *item.city_mailbox_people});
      mailboxes += *item.city_mailbox_people;
    }
  }
  if (mailboxes == 0) return;
  duty.methods.push_back(replaced(rule.mailbox_method, "{count}", std::to_string(mailboxes)));
  auto flag = flag_of(rule, "mailbox");
  flag.text = replaced(flag.text, "{count}", std::to_string(mailboxes));
  raise(duty.flags, flag);
}

// A body of few employees may give substitute notice sooner; how many it has is no fact of the
// case, so the way is shown with its condition, and counsel is told.
std::string small_body(Duty& duty, const SubstituteNotice& rule, const Facts& facts) {
  const auto& small = rule.small;
  if (!small || !small->cost_over_usd || !facts.notice_cost_usd ||
      *facts.notice_cost_usd <= *small->cost_over_usd)
    return {};
  duty.because.push_back({"notice_cost_usd", *facts.notice_cost_usd});
  const auto method = small->method.empty() ? rule.method : small->method;
  duty.methods.push_back("only if the body has " + std::to_string(small->employees_at_most) +
                         " employees or fewer: " + method);
  raise(duty.flags, rule, "small");
  append(duty.citations, rule.sources);
  append(duty.citations, small->sources);
  return {};
}

// (e)(4): more than the cost, more than the class, or not enough contact data; "more than" is
// strict, and the people without contact data open it only for themselves.
std::string substitute(Duty& duty, const BreachLaw& law, const Facts& facts, const Groups& groups,
                       std::vector<Question>& questions) {
  const auto& rule = *law.substitute;
  std::int64_t without = 0;
  for (const auto* one : groups) {
    if (one->group == nullptr) continue;
    const auto key = group_key(one->index, "without_contact");
    if (!one->group->without_contact) {
      ask(questions, key, "substitute notice is open for those who cannot be reached directly");
    } else if (*one->group->without_contact > 0) {
      duty.because.push_back({key, *one->group->without_contact});
      without += *one->group->without_contact;
    }
  }
  // A body of the jurisdiction itself may have figures of its own.
  const bool here = law.home && rule.based_here;
  const auto cost_over = here ? rule.based_here->cost_over_usd : rule.cost_over_usd;
  const auto class_over = here ? rule.based_here->class_over : rule.class_over;
  const auto& small = rule.small;
  if (!facts.notice_cost_usd && cost_over)
    ask(questions, "notice_cost_usd",
        "substitute notice is open when direct notice costs more than $" +
            grouped_number(small && small->cost_over_usd
                               ? std::min(*cost_over, *small->cost_over_usd)
                               : *cost_over));
  std::string reason;
  if (cost_over && facts.notice_cost_usd && *facts.notice_cost_usd > *cost_over) {
    duty.because.push_back({"notice_cost_usd", *facts.notice_cost_usd});
    reason = "direct notice costs more than $" + grouped_number(*cost_over);
  } else if (class_over && duty.count && *duty.count > *class_over) {
    reason = "more than " + grouped_number(*class_over) + " persons";
  }
  if (!reason.empty()) {
    duty.methods.push_back(here && !rule.based_here->method.empty() ? rule.based_here->method
                                                                    : rule.method);
    if (here) append(duty.citations, rule.based_here->sources);
  } else if (without > 0) {
    reason = "no contact data for " + std::to_string(without);
    duty.methods.push_back(replaced(rule.method_partial, "{count}", std::to_string(without)));
    if (!rule.contact_opens) raise(duty.flags, rule, "no-contact");
  } else {
    return small_body(duty, rule, facts);
  }
  append(duty.citations, rule.sources);
  return replaced(rule.showing, "{reason}", reason);
}

}  // namespace

std::string add_ways(Duty& duty, const BreachLaw& law, const Facts& facts, Date day,
                     const Elements& elements, const Groups& groups,
                     std::vector<Question>& questions) {
  if (law.credentials && law.credentials->in_force.holds(day) &&
      elements.count("account_credentials") > 0)
    credential_ways(duty, law, facts, questions);
  if (!law.substitute || !law.substitute->in_force.holds(day)) return {};
  return substitute(duty, law, facts, groups, questions);
}

}  // namespace ledgelight::law
