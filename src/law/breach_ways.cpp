// (e) and (f): ways of giving notice.
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
  if (!facts.notice_cost_usd && rule.cost_over_usd)
    ask(questions, "notice_cost_usd",
        "substitute notice is open when direct notice costs more than $" +
            grouped_number(*rule.cost_over_usd));
  std::string reason;
  if (rule.cost_over_usd && facts.notice_cost_usd && *facts.notice_cost_usd > *rule.cost_over_usd) {
    duty.because.push_back({"notice_cost_usd", *facts.notice_cost_usd});
    reason = "direct notice costs more than $" + grouped_number(*rule.cost_over_usd);
  } else if (rule.class_over && duty.count && *duty.count > *rule.class_over) {
    reason = "more than " + grouped_number(*rule.class_over) + " persons";
  }
  if (!reason.empty()) {
    duty.methods.push_back(rule.method);
  } else if (without > 0) {
    reason = "no contact data for " + std::to_string(without);
    duty.methods.push_back(replaced(rule.method_partial, "{count}", std::to_string(without)));
  } else {
    return {};
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
