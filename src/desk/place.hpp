// desk/place.hpp: what the packs could not find of this city, entered and verified by an officer.
//
// The public side says "not yet open" until every office contact that the packs have not seen was
// entered and verified by a named officer. The command line may enter one, but whoever types there
// has no name: it counts once an officer has checked it. Contacts are public and kept plain.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/desk.hpp"

namespace ledgelight::desk {

struct NewContact {
  std::string fact;      ///< id of an office fact of the packs
  std::string value;     ///< one line, at most 300 bytes; "" with `none`
  std::string value_es;  ///< the same in Spanish, where it is words; may be empty
  bool none = false;     ///< the office has no such thing
  std::string source;    ///< the page or document it was read on; never a person
};

struct Contact {
  std::string value, value_es, source;
  bool none = false;
  std::string entered_by;  ///< as events name them: "o-3", "cli:1000"
  Instant entered;
  std::string checked_by;  ///< officer id; "" not verified
  std::optional<Instant> checked;
  bool verified() const { return checked.has_value(); }
};

struct ContactLine {
  std::string fact;
  bool needed = false;  ///< the packs have not seen it
  std::optional<Contact> contact;
};

struct PlaceState {
  std::vector<ContactLine> lines;  ///< every office fact, in the order of the packs
  int missing = 0;                 ///< needed, and not entered or not verified
  bool open() const { return missing == 0; }
  const Contact* verified(std::string_view fact) const;  ///< nullptr: none that counts
};

/// Anyone may know it.
Result<PlaceState> place_state(Desk& desk);
/// An officer enters and verifies in one act. bad_input names what is wrong; not_found for a fact
/// the packs do not have. Entering again replaces, and the record keeps both acts.
Result<void> enter_contact(Desk& desk, const Actor& actor, const NewContact& what);
/// Still right today. Denied to whoever is no officer; wrong_state when nothing was entered.
Result<void> check_contact(Desk& desk, const Actor& actor, const std::string& fact);

}  // namespace ledgelight::desk
