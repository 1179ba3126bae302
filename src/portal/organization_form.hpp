// portal/organization_form.hpp: what an organization types about its breach, as facts of the
// engine.
//
// Everything may be left out: the engine reads what is missing the safe way and asks. Nothing here
// is kept anywhere.
#pragma once

#include <array>
#include <set>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "base/json.hpp"
#include "http/request.hpp"

namespace ledgelight::portal {

struct TypedDay {
  std::string year, month, day;
  bool empty() const { return year.empty() && month.empty() && day.empty(); }
};

struct TypedPeople {
  std::string state;    ///< "US-CT"; "" none
  std::string count;    ///< digits, with or without commas
  std::string without;  ///< people without address or e-mail
};

struct OrganizationForm {
  static constexpr std::size_t most_rows = 60;  ///< each jurisdiction once, and some to spare

  std::string role, hipaa, access, medium, protection, key, harm, investigated, hold, hold_agency,
      harm_by;
  std::set<std::string> elements;
  std::vector<TypedPeople> people;
  TypedDay discovered, vendor, told_residents, told_regulator, hold_requested, harm_on;
  bool more_rows = false;  ///< the button for more states was pressed

  static OrganizationForm read(const http::Request& request);

  struct Problem {
    std::string field, key;  ///< id of the input; key of the message
  };
  struct Read {
    Json facts;                     ///< F.json, for law::read_facts
    std::vector<Problem> problems;  ///< then `facts` is not to be used
  };
  /// `city`: the pack whose rules are loaded.
  Read facts(const std::string& city, Date today) const;
};

}  // namespace ledgelight::portal
