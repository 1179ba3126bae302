// desk/place.hpp: what the packs could not find of this city, entered and verified by an officer.
//
// The public side says "not yet open" until every office contact that the packs have not seen was
// entered and verified by a named officer. The command line may enter one, but whoever types there
// has no name: it counts once an officer has checked it. Contacts are public and kept plain.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/civil.hpp"
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

/// A fact of the packs whose source was seen to be another than was read. Pages then say so instead of
/// the fact, until an officer checked it, or a pack read it on or after that day.
struct SourceMark {
  std::string fact;
  Date on{};          ///< the day on which it was seen
  std::string note;   ///< what was seen; for officers
  std::string by;     ///< officer id
  Instant entered;
};

struct PlaceState {
  std::vector<SourceMark> marks;  ///< that hold, by fact
  std::vector<ContactLine> lines;  ///< every office fact, in the order of the packs
  int missing = 0;                 ///< needed, and not entered or not verified
  bool open() const { return missing == 0; }
  const Contact* verified(std::string_view fact) const;  ///< nullptr: none that counts
  const SourceMark* marked(std::string_view fact) const;  ///< nullptr: its source is not known to have changed
};

/// Anyone may know it.
Result<PlaceState> place_state(Desk& desk);

/// One act about a fact, with what was entered in it: entering again, and reading a source again,
/// replace what the pages show and never this.
struct PlaceAct {
  std::uint64_t event = 0;  ///< its place in the ledger
  std::string kind;         ///< "place.source-checked"
  std::string fact;
  std::string by;  ///< actor
  Instant at;
  Json body;  ///< what was entered; null: the act has none (contact-checked)
  std::string
      record_kind;   ///< with body and salt: the `record` of the event (docs/formats/events.md)
  std::string salt;  ///< base64
};
/// Oldest first; of one fact, or of every fact with "". Gate as enter_contact.
Result<std::vector<PlaceAct>> place_history(Desk& desk, const Actor& actor,
                                            const std::string& fact);

/// A public fact that an officer may mark, found by words of its title, group, source or id.
struct FactFound {
  std::string id, title, title_es, group, group_es;
  std::string says, says_es;  ///< the first words of what it says today, or of what it is silent on
  std::vector<std::string> cites;
};
/// Facts whose source can have changed: those with a value read from a page, or a contact that was
/// verified. Every word must fit somewhere, whatever its case or accents; at most `most`, the
/// packs' order. `words` empty: none.
Result<std::vector<FactFound>> find_facts(Desk& desk, const Actor& actor, std::string_view words,
                                          std::size_t most = 20);
/// An officer enters and verifies in one act. bad_input names what is wrong; not_found for a fact
/// the packs do not have. Entering again replaces, and the record keeps both acts.
Result<void> enter_contact(Desk& desk, const Actor& actor, const NewContact& what);
/// Still right today. Denied to whoever is no officer; wrong_state when nothing was entered.
Result<void> check_contact(Desk& desk, const Actor& actor, const std::string& fact);

/// An officer saw on `on` (not ahead) that the source of a fact changed. not_found: no such fact;
/// conflict: it is marked; wrong_state: it was read since, or never; denied to whoever has no name.
Result<void> mark_source(Desk& desk, const Actor& actor, const std::string& fact, std::string_view on,
                         const std::string& note);
/// An officer read the source again, and the fact still says what it says. What it says is never
/// changed here: that is a new version of the pack. wrong_state: it is not marked.
Result<void> clear_source(Desk& desk, const Actor& actor, const std::string& fact, const std::string& note);

}  // namespace ledgelight::desk
