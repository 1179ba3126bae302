// (b)(1): from discovery to the last day.
#include <algorithm>

#include "law/breach_parts.hpp"

namespace ledgelight::law {
namespace {

class ClockReckoner {
 public:
  ClockReckoner(const BreachLaw& law, const Calendar* calendar, const Facts& facts, Date day)
      : law_(law), calendar_(calendar), facts_(facts), day_(day) {}

  Clock reckon() {
    Clock clock;
    clock.text = law_.individuals.soft;
    std::optional<Date> own, vendor;
    if (facts_.discovered) {
      clock.because.push_back({"discovered", to_text(*facts_.discovered)});
      own = last_day(*facts_.discovered, clock);
    }
    const auto vendor_day = facts_.vendor_discovered.value;
    if (vendor_day && law_.vendor && law_.vendor->in_force.holds(day_) &&
        facts_.role != Role::maintainer) {
      clock.because.push_back({"vendor_discovered", to_text(*vendor_day)});
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
    weekend(clock);
    return clock;
  }

 private:
  std::optional<Date> last_day(Date discovered, Clock& clock) {
    const auto* stated = law_.individuals.days.on(discovered);
    if (stated == nullptr) return {};
    append(clock.sources, stated->all_sources());
    if (stated->readings.empty()) {
      raise(clock.flags, flag_of(law_.individuals, "silent"));
      return {};
    }
    std::vector<std::int64_t> lengths;
    for (const auto& reading : stated->readings) lengths.push_back(reading.value);
    std::sort(lengths.begin(), lengths.end());
    const auto counted = [&](std::int64_t n) { return count(static_cast<int>(n), discovered); };
    for (std::size_t i = 1; i < lengths.size(); ++i)
      if (lengths[i] != lengths[0])
        clock.alternatives.push_back({counted(lengths[i]), "the sources disagree: " +
                                                               std::to_string(lengths[i]) +
                                                               " days in another"});
    clock.text = law_.individuals.soft + ", and not later than " + std::to_string(lengths[0]) +
                 (law_.individuals.unit == Unit::business_days ? " business" : "") +
                 " days after discovery";
    return counted(lengths[0]);
  }

  Date count(int n, Date from) const {
    static const Calendar weekends;
    const auto out =
        count_days(law_.individuals.unit, n, from, calendar_ != nullptr ? *calendar_ : weekends);
    CHECK(out.has_value());  // the loader holds n to what count_days takes
    return out->last_day;
  }

  // A last day on a weekend or holiday stays; the day after is shown as what some might argue.
  void weekend(Clock& clock) {
    if (!clock.due || calendar_ == nullptr) return;
    const auto closed = calendar_->closed(*clock.due);
    if (closed.empty()) return;
    raise(clock.flags, law_.individuals, "weekend");
    clock.alternatives.push_back({calendar_->next_business_day_on_or_after(*clock.due),
                                  to_text(*clock.due) + " is not a business day (" + closed +
                                      "): law is silent on moving it; not to be relied on"});
    append(clock.sources, law_.weekend_sources);
  }

  const BreachLaw& law_;
  const Calendar* calendar_;
  const Facts& facts_;
  Date day_;
};

}  // namespace

Clock reckon_clock(const BreachLaw& law, const Calendar* calendar, const Facts& facts, Date day) {
  return ClockReckoner(law, calendar, facts, day).reckon();
}

}  // namespace ledgelight::law
