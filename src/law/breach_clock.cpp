// (b)(1): from discovery to the last day.
#include <algorithm>

#include "base/text.hpp"
#include "law/breach_parts.hpp"

namespace ledgelight::law {
namespace {

const Calendar& weekends_only() {
  static const Calendar calendar;
  return calendar;
}

class ClockReckoner {
 public:
  ClockReckoner(const BreachLaw& law, const IndividualNotice& rule, const Calendar* calendar,
                const Facts& facts, Date day)
      : law_(law), rule_(rule), calendar_(calendar), facts_(facts), day_(day) {}

  Clock reckon() {
    Clock clock;
    clock.text = rule_.soft;
    std::optional<Date> own, vendor;
    if (facts_.discovered) {
      clock.because.push_back({"discovered", to_text(*facts_.discovered)});
      own = last_day(*facts_.discovered, clock);
      clock.start = facts_.discovered;
    }
    const auto vendor_day = facts_.vendor_discovered.value;
    if (vendor_day && law_.vendor && law_.vendor->in_force.holds(day_) &&
        facts_.role != Role::maintainer) {
      clock.because.push_back({"vendor_discovered", to_text(*vendor_day)});
      if (!clock.start || *vendor_day < *clock.start) {
        clock.other_start = clock.start;
        clock.start = vendor_day;
      }
      Clock other;
      vendor = last_day(*vendor_day, other);
      if (vendor && (!own || *vendor != *own)) {
        raise(clock.flags, *law_.vendor, "open");
        append(clock.sources, law_.vendor->sources);
        append(clock.sources, other.sources);
      }
    }
    clock.due = own && vendor ? std::min(*own, *vendor) : own ? own : vendor;
    if (own && vendor && *own != *vendor)
      clock.alternatives.push_back(
          *vendor < *own ? Alternative{own, law_.vendor->own_because}
                         : Alternative{vendor, law_.vendor->vendor_because});
    if (!clock.due) return clock;
    later_start(clock);
    business_days(clock);
    weekend(clock);
    return clock;
  }

 private:
  std::optional<Date> last_day(Date discovered, Clock& clock) {
    const auto* stated = rule_.days.on(discovered);
    if (stated == nullptr) return {};
    append(clock.sources, stated->all_sources());
    if (stated->readings.empty()) {
      raise(clock.flags, flag_of(rule_, "silent"));
      return {};
    }
    std::vector<std::int64_t> lengths;
    for (const auto& reading : stated->readings) lengths.push_back(reading.value);
    std::sort(lengths.begin(), lengths.end());
    const auto counted = [&](std::int64_t n) {
      return last_day_of(term(n), discovered, business_calendar());
    };
    for (std::size_t i = 1; i < lengths.size(); ++i)
      if (lengths[i] != lengths[0])
        clock.alternatives.push_back({counted(lengths[i]), "the sources disagree: " +
                                                               std::to_string(lengths[i]) +
                                                               " days in another"});
    length_ = lengths[0];
    clock.text = rule_.soft + ", and not later than " + std::to_string(lengths[0]) +
                 (rule_.unit == Unit::business_days ? " business" : "") + " days after " +
                 replaced(rule_.after, "-", " ");
    return counted(lengths[0]);
  }

  Limit term(std::int64_t n) const {
    Limit out;
    out.kind = Limit::Kind::period;
    out.n = static_cast<int>(n);
    if (rule_.unit == Unit::business_days) out.length = Limit::Length::business_days;
    return out;
  }
  const Calendar* business_calendar() const { return law_.home ? calendar_ : nullptr; }

  // Where the text counts from a later event, whose day is not among the facts, discovery is the
  // earlier start.
  void later_start(Clock& clock) const {
    if (rule_.after.rfind("discovery", 0) == 0 || rule_.after == "awareness") return;
    clock.alternatives.push_back(
        {std::nullopt, std::to_string(length_) +
                           (rule_.unit == Unit::business_days ? " business days" : " days") +
                           " from " + replaced(rule_.after, "-", " ") +
                           ", whose day is not among the facts; counted from discovery"});
    if (rule_.flags.count("start") > 0) raise(clock.flags, rule_, "start");
  }

  // Without the other state's holidays every working day counts; with the city's own it is later.
  void business_days(Clock& clock) const {
    if (rule_.unit != Unit::business_days || !clock.start || (law_.home && calendar_ != nullptr))
      return;
    // Whose holidays are not counted is said even where they change nothing.
    if (rule_.flags.count("no-calendar") > 0) raise(clock.flags, rule_, "no-calendar");
    if (law_.home || calendar_ == nullptr) return;
    const auto later = last_day_of(term(length_), *clock.start, calendar_);
    if (later == *clock.due) return;
    clock.alternatives.push_back(
        {later, "if legal holidays are left out, as the city counts them"});
    if (rule_.flags.count("business-days") > 0) raise(clock.flags, rule_, "business-days");
  }

  // A last day on a weekend or holiday stays; the day after is shown as what some might argue.
  void weekend(Clock& clock) const {
    const auto before = clock.alternatives.size();
    show_weekend(law_, calendar_, *clock.due, clock.alternatives);
    if (clock.alternatives.size() == before) return;
    raise(clock.flags, rule_, "weekend");
    append(clock.sources, law_.weekend_sources);
  }

  const BreachLaw& law_;
  const IndividualNotice& rule_;
  const Calendar* calendar_;
  const Facts& facts_;
  Date day_;
  std::int64_t length_ = 0;
};

}  // namespace

Clock reckon_clock(const BreachLaw& law, const IndividualNotice& rule, const Calendar* calendar,
                   const Facts& facts, Date day) {
  return ClockReckoner(law, rule, calendar, facts, day).reckon();
}

Date last_day_of(const Limit& term, Date from, const Calendar* calendar) {
  if (term.length == Limit::Length::hours) return plus_days(from, (term.n + 23) / 24);
  const auto unit =
      term.length == Limit::Length::business_days ? Unit::business_days : Unit::calendar_days;
  if (unit == Unit::calendar_days) return plus_days(from, term.n);
  const auto out =
      count_days(unit, term.n, from, calendar != nullptr ? *calendar : weekends_only());
  CHECK(out.has_value());  // the loader holds n to what count_days takes
  return out->last_day;
}

void show_weekend(const BreachLaw& law, const Calendar* calendar, Date due,
                  std::vector<Alternative>& alternatives) {
  if (calendar == nullptr) return;
  const auto closed = calendar->closed(due);
  if (closed.empty()) return;
  alternatives.push_back({calendar->next_business_day_on_or_after(due),
                          to_text(due) + " is not a business day (" + closed +
                              "): " + law.weekend_moves + "; not to be relied on"});
}

}  // namespace ledgelight::law
