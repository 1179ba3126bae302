#include "portal/organization_form.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "law/facts.hpp"

namespace ledgelight::portal {
namespace {

constexpr std::int64_t most_people = 1'000'000'000;
constexpr std::size_t longest = 200;

std::string field(const http::Request& request, std::string_view name) {
  return shown_line(trimmed(request.field(name)), longest);
}

TypedDay day_field(const http::Request& request, const std::string& name) {
  return {field(request, name + "_year"), field(request, name + "_month"),
          field(request, name + "_day")};
}

std::optional<std::int64_t> number_of(const std::string& typed) {
  std::string digits;
  for (const char c : typed) {
    if (c == ',' || c == ' ' || c == '.') continue;
    if (c < '0' || c > '9' || digits.size() > 10) return std::nullopt;
    digits += c;
  }
  if (digits.empty()) return std::nullopt;
  const auto n = std::stoll(digits);
  return n <= most_people ? std::optional<std::int64_t>(n) : std::nullopt;
}

std::optional<Date> date_of(const TypedDay& typed) {
  const auto two = [](const std::string& s) { return s.size() == 1 ? "0" + s : s; };
  const auto day = parse_date(typed.year + "-" + two(typed.month) + "-" + two(typed.day));
  return day ? std::optional<Date>(*day) : std::nullopt;
}

class Reader {
 public:
  Reader(const OrganizationForm& form, Date today) : form_(form), today_(today) {}

  OrganizationForm::Read read(const std::string& city) {
    out_.facts = {{"city", city}, {"entity", Json::object()}};
    auto& entity = out_.facts["entity"];
    entity["kind"] = "business";
    if (form_.role == "owner" || form_.role == "maintainer") entity["role"] = form_.role;
    if (form_.hipaa == "yes" || form_.hipaa == "no") entity["hipaa"] = form_.hipaa == "yes";
    if (const auto day = past(form_.discovered, "discovered")) out_.facts["discovered"] = *day;
    if (form_.role == "owner") out_.facts["vendor_discovered"] = nullptr;
    if (const auto day = past(form_.vendor, "vendor")) out_.facts["vendor_discovered"] = *day;
    if (form_.access == "acquired" || form_.access == "accessed")
      out_.facts["access"] = form_.access;
    data();
    people();
    harm();
    hold();
    notified();
    return std::move(out_);
  }

 private:
  void problem(std::string at, std::string key) {
    out_.problems.push_back({std::move(at), std::move(key)});
  }

  std::optional<std::string> past(const TypedDay& typed, const char* name) {
    if (typed.empty()) return std::nullopt;
    const auto day = date_of(typed);
    if (!day) {
      problem(std::string(name) + "_day", "portal.org.problem.day");
      return std::nullopt;
    }
    if (sys_days(*day) > sys_days(today_)) {
      problem(std::string(name) + "_day", "portal.org.problem.future");
      return std::nullopt;
    }
    return to_text(*day);
  }
  void data() {
    Json item = Json::object();
    const auto& known = law::element_tokens();
    Json elements = Json::array();
    for (const auto& token : known)
      if (form_.elements.count(token) > 0) elements.push_back(token);
    if (!elements.empty()) item["elements"] = elements;
    if (form_.medium == "electronic" || form_.medium == "paper") item["medium"] = form_.medium;
    if (form_.protection == "none" || form_.protection == "encrypted" ||
        form_.protection == "hashed")
      item["protection"] = form_.protection;
    if (form_.key == "safe" || form_.key == "taken") item["key"] = form_.key;
    if (!item.empty()) out_.facts["data"] = Json::array({item});
  }
  void people() {
    Json groups = Json::array();
    std::set<std::string> seen;
    const auto& codes = law::jurisdiction_codes();
    for (std::size_t i = 0; i < form_.people.size(); ++i) {
      const auto& row = form_.people[i];
      const auto at = [&](const char* part) {
        return std::string(part) + "_" + std::to_string(i + 1);
      };
      if (row.state.empty() && row.count.empty() && row.without.empty()) continue;
      if (std::find(codes.begin(), codes.end(), row.state) == codes.end()) {
        problem(at("state"), "portal.org.problem.state");
        continue;
      }
      if (!seen.insert(row.state).second) problem(at("state"), "portal.org.problem.state_twice");
      Json group = {{"state", row.state}};
      if (!row.count.empty()) number(row.count, group, "count", at("count"));
      if (!row.without.empty()) number(row.without, group, "without_contact", at("without"));
      if (group.contains("count") && group.contains("without_contact") &&
          group["without_contact"] > group["count"])
        problem(at("without"), "portal.org.problem.without");
      groups.push_back(std::move(group));
    }
    if (!groups.empty()) out_.facts["people"] = std::move(groups);
  }
  void number(const std::string& typed, Json& into, const char* key, const std::string& at) {
    if (const auto n = number_of(typed)) {
      into[key] = *n;
    } else {
      problem(at, "portal.org.problem.number");
    }
  }
  void harm() {
    if (form_.harm != "likely" && form_.harm != "unlikely" && form_.harm != "undetermined") return;
    Json harm = {{"finding", form_.harm}};
    if (form_.investigated == "yes" || form_.investigated == "no")
      harm["investigated"] = form_.investigated == "yes";
    if (!form_.harm_by.empty()) harm["signed_by"] = form_.harm_by;
    if (const auto day = past(form_.harm_on, "harm_on")) harm["on"] = *day;
    out_.facts["harm"] = std::move(harm);
  }
  void hold() {
    if (form_.hold == "no") {
      out_.facts["law_enforcement_hold"] = nullptr;
    } else if (form_.hold == "yes") {
      Json hold = {{"agency", form_.hold_agency.empty() ? "?" : form_.hold_agency},
                   {"determined", true},
                   {"released", nullptr}};
      if (const auto day = past(form_.hold_requested, "hold_requested")) hold["requested"] = *day;
      out_.facts["law_enforcement_hold"] = std::move(hold);
    }
  }
  void notified() {
    Json told = Json::array();
    const auto add = [&](const TypedDay& typed, const char* name, const char* who) {
      const auto day = past(typed, name);
      if (!day) return;
      // Told on a day: for every state named, since the form asks one day for all.
      for (const auto& row : form_.people)
        if (!row.state.empty()) told.push_back({{"who", who}, {"state", row.state}, {"on", *day}});
    };
    add(form_.told_residents, "told_residents", "residents");
    add(form_.told_regulator, "told_regulator", "regulator");
    out_.facts["notified"] = std::move(told);
  }

  const OrganizationForm& form_;
  Date today_;
  OrganizationForm::Read out_;
};

}  // namespace

OrganizationForm OrganizationForm::read(const http::Request& request) {
  OrganizationForm out;
  out.role = field(request, "role");
  out.hipaa = field(request, "hipaa");
  out.access = field(request, "access");
  out.medium = field(request, "medium");
  out.protection = field(request, "protection");
  out.key = field(request, "key");
  out.harm = field(request, "harm");
  out.investigated = field(request, "investigated");
  out.hold = field(request, "hold");
  out.hold_agency = field(request, "hold_agency");
  out.harm_by = field(request, "harm_by");
  out.harm_on = day_field(request, "harm_on");
  for (const auto& element : request.form.all("element"))
    out.elements.insert(shown_line(element, 60));
  out.discovered = day_field(request, "discovered");
  out.vendor = day_field(request, "vendor");
  out.told_residents = day_field(request, "told_residents");
  out.told_regulator = day_field(request, "told_regulator");
  out.hold_requested = day_field(request, "hold_requested");
  out.more_rows = !request.field("more").empty();
  for (std::size_t i = 1; i <= most_rows; ++i) {
    const auto n = std::to_string(i);
    TypedPeople row{field(request, "state_" + n), field(request, "count_" + n),
                    field(request, "without_" + n)};
    const bool there = request.form.has("state_" + n);
    if (!there) break;
    out.people.push_back(std::move(row));
  }
  return out;
}

OrganizationForm::Read OrganizationForm::facts(const std::string& city, Date today) const {
  return Reader(*this, today).read(city);
}

}  // namespace ledgelight::portal
