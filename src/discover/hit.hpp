// discover/hit.hpp: a finding while its text is still at hand: positions count in Text::bytes.
#pragma once

#include <string>
#include <vector>

#include "discover/finding.hpp"
#include "discover/text.hpp"

namespace ledgelight::discover {

struct Hit {
  std::size_t from = 0, to = 0;
  Element element = Element::ssn;
  NamePart part = NamePart::none;
  int confidence = 0;
  std::string norm;
  std::string reason;
  Postal postal;
  std::size_t record = 0;
};

/// Safe to show: enough to recognise a value one knows, too little to use or to learn it.
std::string masked(Element element, std::string_view norm);
/// The same at the end of `out`.
void put_masked(std::string& out, Element element, std::string_view norm);

}  // namespace ledgelight::discover
