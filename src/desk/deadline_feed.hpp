// desk/deadline_feed.hpp: the deadlines of an officer's cases, for their own calendar program.
//
// A calendar program sends no password: whoever holds the link reads the feed. So the link is a
// secret of one officer, can be taken back, and what it gives says nothing but a day and a case
// number: no subject, no recipient, no duty, and nothing of restricted cases. Signed in, or at the
// command line, the same file says what is due.
#pragma once

#include "desk/desk.hpp"

namespace ledgelight::desk {

/// A new secret for the officer's feed; an older one stops working. Officers only.
Result<std::string> make_feed_token(Desk& desk, const Actor& actor);
Result<void> drop_feed_token(Desk& desk, const Actor& actor);
Result<bool> has_feed_token(Desk& desk, const Actor& actor);

/// The feed behind a link. not_found whatever is wrong: no such link, taken back, officer gone.
Result<std::string> feed_for_token(Desk& desk, std::string_view token,
                                   std::string_view language = "en");
/// With what is due and to whom; no personal data, no subject of a case.
Result<std::string> deadlines_file(Desk& desk, const Actor& actor,
                                   std::string_view language = "en");

}  // namespace ledgelight::desk
