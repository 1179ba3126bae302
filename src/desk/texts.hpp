// desk/texts.hpp: officers' own words, and which of them an export without personal data may carry.
//
// The rule: words that an officer typed stay inside until somebody who may has read and released
// them. What a screen finds in a text (names of the register and of reporters, numbers, addresses)
// is shown beside it; it never releases anything by itself, for no screen knows every name.
#pragma once

#include <set>

#include "desk/desk.hpp"

namespace ledgelight::desk {

struct CaseText {
  std::uint64_t event = 0;  ///< the act that wrote it: its number
  std::string kind;         ///< subject | entry | fact | custody
  std::string about;        ///< name of the fact, id of the item; "" else
  std::string text;         ///< as shown: suspects as letters
  std::string by;
  Instant at;
  bool released = false;
  /// A suspect is named in it: it leaves with the letter instead, and without its proof.
  bool masked = false;
  std::vector<std::string> found;  ///< by the screen, plain words: "a name of the register"
};
/// All that has words, in the order of the acts; privileged entries, and facts that may name people,
/// never leave and are not listed. Needs Action::release_texts.
Result<std::vector<CaseText>> list_texts(Desk& desk, const Actor& actor, const CaseId& id);

/// `events` as list_texts names them; empty: every text in which the screen found nothing. Returns
/// how many were released now. Errc::not_found when one is no text of this case.
Result<std::uint64_t> release_texts(Desk& desk, const Actor& actor, const CaseId& id,
                                    std::vector<std::uint64_t> events);

/// The acts of the case below `size` whose words were released by then.
Result<std::set<std::uint64_t>> released_texts(Desk& desk, Tx& tx, const CaseId& id, std::uint64_t size);

}  // namespace ledgelight::desk
