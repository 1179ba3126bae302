// desk/officers.hpp: who may sit at the desk, and how they prove it.
//
// Password: argon2id (libsodium, interactive limits or better). Second factor: TOTP (RFC 6238,
// SHA-1, 6 digits, 30 s, one step either side, each code once). Required unless the request comes
// over loopback and the officer has not enrolled. Five wrong tries lock for a growing while; the
// answer is the same whatever was wrong.
#pragma once

#include "base/personal.hpp"
#include "desk/desk.hpp"

namespace ledgelight::desk {

struct OfficerLine {
  OfficerId id;
  std::string login, name;
  std::set<Role> roles;
  bool active = true, has_totp = false, has_password = false;
};

struct NewOfficer {
  std::string login, name;
  std::set<Role> roles;
  std::string password;  ///< empty: an invite link sets it
};
struct AddedOfficer {
  OfficerId id;
  std::string invite;  ///< one-time token when no password was given
};
Result<AddedOfficer> add_officer(Desk& desk, const Actor& actor, const NewOfficer& what);
/// wrong_state when nobody active would be keeper any more; so for the roles.
Result<void> set_officer_active(Desk& desk, const Actor& actor, const OfficerId& id, bool active);
Result<void> set_officer_roles(Desk& desk, const Actor& actor, const OfficerId& id,
                               const std::set<Role>& roles);
Result<std::vector<OfficerLine>> list_officers(Desk& desk, const Actor& actor);
/// Display names for pages; no permission needed inside the console.
Result<std::string> officer_name(Desk& desk, Tx& tx, const OfficerId& id);
Result<OfficerId> officer_named(Desk& desk, std::string_view login);

/// True until the first officer exists.
Result<bool> needs_first_officer(Desk& desk);
/// A token for the first officer's page, good for a day; older ones stop working.
Result<std::string> first_officer_link(Desk& desk);

/// What an invite page shows and takes.
struct Invite {
  OfficerId officer;     ///< empty for the first officer
  std::string login, name;
  std::string totp_secret;  ///< base32, to enrol
  std::string totp_uri;     ///< otpauth://…
};
/// The secret is derived from the token, so the page may be asked for twice.
Result<Invite> read_invite(Desk& desk, std::string_view token);
/// `login`, `name` only for the first officer. `totp_code` proves that the secret was taken over.
Result<OfficerId> accept_invite(Desk& desk, std::string_view token, const std::string& login,
                                const std::string& name, const std::string& password,
                                const std::string& totp_code);

enum class Door { loopback, outside };
/// A session token. Errc::bad_credential whatever was wrong; Errc::too_many while locked.
Result<std::string> sign_in(Desk& desk, const std::string& login, const std::string& password,
                            const std::string& totp_code, Door door);
/// The officer behind a token; extends the session (12 hours, 30 minutes idle).
struct SignedIn {
  Actor actor;
  std::string name, csrf;
};
Result<SignedIn> session_of(Desk& desk, std::string_view token);
Result<void> sign_out(Desk& desk, std::string_view token);
/// For `--as`: credentials without a session.
Result<Actor> authenticate(Desk& desk, const std::string& login, const std::string& password,
                           const std::string& totp_code, Door door);
/// TOTP for an officer that a command created with a password: returns secret and URI once.
Result<Invite> enrol_totp(Desk& desk, const Actor& actor, const OfficerId& id);

}  // namespace ledgelight::desk
