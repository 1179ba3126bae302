#include "desk/officers.hpp"

#include <liboath/oath.h>
#include <sodium.h>

#include <deque>
#include <map>
#include <mutex>

#include "base/bytes.hpp"
#include "base/civil.hpp"
#include "base/text.hpp"

namespace ledgelight::desk {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr auto session_life = hours(12);
constexpr auto session_idle = minutes(30);
constexpr auto invite_life = hours(24);
constexpr int tries_before_lock = 5;
constexpr std::size_t min_password = 12;
constexpr std::string_view body_label = "officer";

std::string token_hash(std::string_view token) { return sha256_hex(token); }

std::string base32(std::string_view bytes) {
  static constexpr char abc[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : bytes) {
    buffer = buffer << 8 | static_cast<unsigned char>(c);
    bits += 8;
    while (bits >= 5) {
      out += abc[buffer >> (bits - 5) & 31];
      bits -= 5;
    }
  }
  if (bits > 0) out += abc[buffer << (5 - bits) & 31];
  return out;
}

std::string otpauth(const Desk& desk, const std::string& login, const std::string& secret) {
  return "otpauth://totp/Ledgelight:" + (login.empty() ? std::string("officer") : login) +
         "?secret=" + base32(secret) + "&issuer=Ledgelight%20" +
         replaced(replaced(desk.config().city, "/", "%2F"), " ", "%20");
}

Result<std::string> hash_password(const std::string& password) {
  if (password.size() < min_password) {
    return fail(Errc::bad_input, "a password needs at least 12 characters");
  }
  if (password.size() > 1024) return fail(Errc::too_large, "a password has at most 1024 bytes");
  std::string out(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(),
                            crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(Errc::crypto, "not enough memory to hash a password");
  }
  out.resize(out.find('\0'));
  return out;
}

bool password_fits(const std::string& hash, const std::string& password) {
  // A dummy is hashed when there is nothing to compare with, so that time tells nothing.
  static const std::string dummy = hash_password("no such officer here").value_or("");
  const auto& against = hash.empty() ? dummy : hash;
  const bool fits =
      crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
  return fits && !hash.empty();
}

// The time step at which `code` is right, one step either side; nullopt when it is not.
std::optional<std::uint64_t> totp_step(const std::string& secret, std::string_view code,
                                       Instant now) {
  const auto digits = ungrouped(code);
  if (digits.size() != 6) return std::nullopt;
  const auto step = static_cast<std::uint64_t>(now.time_since_epoch().count()) / 30;
  std::optional<std::uint64_t> found;
  for (std::uint64_t s = step - 1; s <= step + 1; ++s) {
    std::array<char, 8> expected{};
    if (oath_hotp_generate(secret.data(), secret.size(), s, 6, 0, OATH_HOTP_DYNAMIC_TRUNCATION,
                           expected.data()) != OATH_OK) {
      return std::nullopt;
    }
    if (equal_secret({expected.data(), 6}, digits)) found = s;
  }
  return found;
}

std::optional<Instant> lock_after(int failed, Instant now) {
  if (failed < tries_before_lock) return std::nullopt;
  return now + seconds(60) * (1 << std::min(failed - tries_before_lock, 6));
}

// Wrong tries at names nobody has, so that the lock does not tell which names are somebody's. In
// memory and bounded: when it is full the oldest is forgotten.
class Strangers {
 public:
  /// True while the name is locked; else counts one wrong try.
  bool wrong(const std::string& index, Instant now) {
    const std::lock_guard lock(mutex_);
    auto it = tries_.find(index);
    if (it == tries_.end()) {
      if (order_.size() == most) {
        tries_.erase(order_.front());
        order_.pop_front();
      }
      order_.push_back(index);
      it = tries_.emplace(index, Tries{}).first;
    }
    if (it->second.until && *it->second.until > now) return true;
    it->second.until = lock_after(++it->second.failed, now);
    return false;
  }

 private:
  static constexpr std::size_t most = 10'000;
  struct Tries {
    int failed = 0;
    std::optional<Instant> until;
  };
  std::mutex mutex_;
  std::map<std::string, Tries> tries_;
  std::deque<std::string> order_;
};

Strangers& strangers() {
  static Strangers all;
  return all;
}

struct OfficerBody {
  std::string login, name, password, totp;  // totp: raw secret
  Json json() const {
    return {{"login", login}, {"name", name}, {"password", password}, {"totp", base64(totp)}};
  }
};

Result<OfficerBody> open_body(Desk& desk, Tx& tx, const OfficerRow& row) {
  const auto j = TRY(open_json(desk, tx, row.body, body_label));
  return OfficerBody{text_at(j, "login"), text_at(j, "name"), text_at(j, "password"),
                     TRY(unbase64(text_at(j, "totp")))};
}

Result<void> seal_body(Desk& desk, Tx& tx, OfficerRow& row, const OfficerBody& body) {
  const auto key = row.body.key.empty() ? TRY(make_key(desk, tx, "officer", KeyId())) : row.body.key;
  row.body = TRY(seal_json(desk, tx, key, body_label, body.json()));
  return {};
}

std::string login_index(const Desk& desk, std::string_view login) {
  return desk.blind("login", lowered(trimmed(login)));
}

Result<void> check_login(const std::string& login) {
  if (login.size() < 2 || login.size() > 64) {
    return fail(Errc::bad_input, "a login has 2 to 64 characters");
  }
  for (const char c : login) {
    if (!(std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_')) {
      return fail(Errc::bad_input, "a login has letters, digits, dots, dashes and underscores");
    }
  }
  return {};
}

// Stores the row and its act; what the act says is the id and roles, never the name.
Result<OfficerRow> new_officer(Desk& desk, Tx& tx, const Actor& actor, const OfficerBody& body,
                               const std::set<Role>& roles) {
  TRY(check_login(body.login));
  if (TRY(tx.officer_by_login(login_index(desk, body.login)))) {
    return fail(Errc::conflict, "there is an officer with this login already");
  }
  OfficerRow row;
  row.id = OfficerId("o-" + std::to_string(TRY(tx.next_number("officer"))));
  row.login_index = login_index(desk, body.login);
  row.roles = roles_text(roles);
  row.created = desk.now();
  TRY(seal_body(desk, tx, row, body));
  TRY(tx.put_officer(row));
  Act act;
  act.kind = "officer.added";
  act.subject = row.id.str();
  act.object = Json{{"officer", row.id.str()}, {"roles", row.roles}};
  TRY(append_act(desk, tx, actor, act));
  return row;
}

Result<std::string> new_invite(Desk& desk, Tx& tx, const OfficerId& officer,
                               const std::string& roles) {
  const auto token = hex(desk.randomness().bytes(24));
  TRY(tx.put_invite({token_hash(token), officer, roles, desk.now() + invite_life, false}));
  return token;
}

// Bound to the token, so that the page can be shown twice without storing a half-made secret.
std::string invite_secret(const Desk& desk, std::string_view token) {
  return std::string(view(hmac_sha256(desk.desk_key().derive("invite-totp").bytes(), token)))
      .substr(0, 20);
}

Result<InviteRow> live_invite(Desk& desk, Tx& tx, std::string_view token) {
  const auto row = TRY(tx.invite(token_hash(token)));
  if (!row || row->used || row->expires <= desk.now()) {
    return fail(Errc::not_found, "this link was used, has ended, or never was; ask for a new one");
  }
  if (row->officer.empty()) {
    // Only the newest first-officer link lives.
    const auto newest = TRY(tx.setting("first_officer_link"));
    if (!newest || *newest != row->token_hash || !TRY(tx.officers()).empty()) {
      return fail(Errc::not_found, "this link was replaced; ask for a new one");
    }
  }
  return *row;
}

}  // namespace

Result<AddedOfficer> add_officer(Desk& desk, const Actor& actor, const NewOfficer& what) {
  TRY(may(actor, Action::manage_officers));
  if (what.roles.empty()) return fail(Errc::bad_input, "an officer needs at least one role");
  OfficerBody body{trimmed(what.login), trimmed(what.name), "", ""};
  if (!what.password.empty()) body.password = TRY(hash_password(what.password));
  const auto tx = TRY(desk.store().write());
  const auto row = TRY(new_officer(desk, *tx, actor, body, what.roles));
  AddedOfficer out{row.id, ""};
  if (what.password.empty()) out.invite = TRY(new_invite(desk, *tx, row.id, row.roles));
  TRY(commit(desk, *tx));
  return out;
}

namespace {

bool is_keeper(const OfficerRow& row) {
  const auto roles = parse_roles(row.roles);
  return row.active && roles && roles->count(Role::keeper) != 0;
}

// Without a keeper nobody could let anybody in again, except from the command line.
Result<void> another_keeper(Tx& tx, const OfficerId& id) {
  for (const auto& row : TRY(tx.officers())) {
    if (row.id != id && is_keeper(row)) return {};
  }
  return fail(Errc::wrong_state, "this is the last keeper; make somebody else keeper first");
}

Result<void> change_officer(Desk& desk, const Actor& actor, const OfficerId& id,
                            const std::function<void(OfficerRow&)>& change) {
  TRY(may(actor, Action::manage_officers));
  const auto tx = TRY(desk.store().write());
  auto row = TRY(tx->officer(id));
  if (!row) return fail(Errc::not_found, "no such officer");
  const bool kept = is_keeper(*row);
  change(*row);
  if (kept && !is_keeper(*row)) TRY(another_keeper(*tx, id));
  TRY(tx->update_officer(*row));
  Act act;
  act.kind = "officer.changed";
  act.subject = id.str();
  act.object = Json{{"active", row->active}, {"officer", id.str()}, {"roles", row->roles}};
  TRY(append_act(desk, *tx, actor, act));
  return commit(desk, *tx);
}

}  // namespace

Result<void> set_officer_active(Desk& desk, const Actor& actor, const OfficerId& id, bool active) {
  return change_officer(desk, actor, id, [&](OfficerRow& row) { row.active = active; });
}

Result<void> set_officer_roles(Desk& desk, const Actor& actor, const OfficerId& id,
                               const std::set<Role>& roles) {
  if (roles.empty()) return fail(Errc::bad_input, "an officer needs at least one role");
  return change_officer(desk, actor, id, [&](OfficerRow& row) { row.roles = roles_text(roles); });
}

Result<std::vector<OfficerLine>> list_officers(Desk& desk, const Actor& actor) {
  TRY(may(actor, Action::manage_officers));
  const auto tx = TRY(desk.store().read());
  std::vector<OfficerLine> out;
  for (const auto& row : TRY(tx->officers())) {
    const auto body = TRY(open_body(desk, *tx, row));
    out.push_back({row.id, body.login, body.name, TRY(parse_roles(row.roles)), row.active,
                   !body.totp.empty(), !body.password.empty()});
  }
  return out;
}

Result<std::string> officer_name(Desk& desk, Tx& tx, const OfficerId& id) {
  const auto row = TRY(tx.officer(id));
  if (!row) return id.str();
  const auto body = TRY(open_body(desk, tx, *row));
  return body.name.empty() ? body.login : body.name;
}

Result<OfficerId> officer_named(Desk& desk, std::string_view login) {
  const auto tx = TRY(desk.store().read());
  const auto row = TRY(tx->officer_by_login(login_index(desk, login)));
  if (!row) return fail(Errc::not_found, "no officer with this login");
  return row->id;
}

Result<bool> needs_first_officer(Desk& desk) {
  const auto tx = TRY(desk.store().read());
  return TRY(tx->officers()).empty();
}

Result<std::string> first_officer_link(Desk& desk) {
  const auto tx = TRY(desk.store().write());
  if (!TRY(tx->officers()).empty()) {
    return fail(Errc::wrong_state, "this desk has officers; use `ledgelight officer add`");
  }
  const auto token = TRY(new_invite(desk, *tx, OfficerId(), "keeper,privacy,responder"));
  TRY(tx->set_setting("first_officer_link", token_hash(token)));
  TRY(tx->commit());
  return token;
}

Result<Invite> read_invite(Desk& desk, std::string_view token) {
  const auto tx = TRY(desk.store().read());
  const auto row = TRY(live_invite(desk, *tx, token));
  Invite out;
  out.officer = row.officer;
  if (!row.officer.empty()) {
    const auto officer = TRY(tx->officer(row.officer));
    if (!officer) return fail(Errc::not_found, "no such officer");
    const auto body = TRY(open_body(desk, *tx, *officer));
    out.login = body.login;
    out.name = body.name;
  }
  const auto secret = invite_secret(desk, token);
  out.totp_secret = base32(secret);
  out.totp_uri = otpauth(desk, out.login, secret);
  return out;
}

Result<OfficerId> accept_invite(Desk& desk, std::string_view token, const std::string& login,
                                const std::string& name, const std::string& password,
                                const std::string& totp_code) {
  const auto hashed = TRY(hash_password(password));
  const auto tx = TRY(desk.store().write());
  auto invite = TRY(live_invite(desk, *tx, token));
  const auto secret = invite_secret(desk, token);
  const auto step = totp_step(secret, totp_code, desk.now());
  if (!step) {
    return fail(Errc::bad_credential,
                "the six digits do not fit; add the secret to your authenticator and try again");
  }
  OfficerRow row;
  if (invite.officer.empty()) {
    row = TRY(new_officer(desk, *tx, Actor::of_system(),
                          OfficerBody{trimmed(login), trimmed(name), hashed, secret},
                          TRY(parse_roles(invite.roles))));
  } else {
    auto found = TRY(tx->officer(invite.officer));
    if (!found) return fail(Errc::not_found, "no such officer");
    row = *found;
    auto body = TRY(open_body(desk, *tx, row));
    body.password = hashed;
    body.totp = secret;
    TRY(seal_body(desk, *tx, row, body));
  }
  row.totp_step = *step;
  TRY(tx->update_officer(row));
  if (!invite.officer.empty()) {
    Act act;
    act.kind = "officer.changed";
    act.subject = row.id.str();
    act.object = Json{{"officer", row.id.str()}, {"second_factor", "renewed"}};
    TRY(append_act(desk, *tx, Actor::of_officer(row.id, {}), act));
  }
  invite.used = true;
  TRY(tx->update_invite(invite));
  TRY(commit(desk, *tx));
  return row.id;
}

Result<Actor> authenticate(Desk& desk, const std::string& login, const std::string& password,
                           const std::string& totp_code, Door door) {
  const auto refused = [] {
    return fail(Errc::bad_credential, "login, password or code does not fit");
  };
  // The slow hash runs outside the writing transaction; what it found is checked again inside.
  std::string hash;
  {
    const auto tx = TRY(desk.store().read());
    const auto row = TRY(tx->officer_by_login(login_index(desk, login)));
    if (row) hash = TRY(open_body(desk, *tx, *row)).password;
  }
  const bool fits = password_fits(hash, password);

  const auto locked = [] {
    return fail(Errc::too_many, "too many wrong tries; wait a few minutes");
  };
  const auto tx = TRY(desk.store().write());
  auto row = TRY(tx->officer_by_login(login_index(desk, login)));
  if (!row) {
    // A name nobody has locks like one that somebody has, and costs a durable write as well.
    const bool shut = strangers().wrong(login_index(desk, login), desk.now());
    if (shut) return locked();
    TRY(tx->set_setting("sign_in.nobody", to_text(desk.now())));
    TRY(tx->commit());
    return refused();
  }
  if (row->locked_until && *row->locked_until > desk.now()) return locked();
  const auto body = TRY(open_body(desk, *tx, *row));
  bool good = fits && row->active && body.password == hash;
  if (good && !body.totp.empty()) {
    const auto step = totp_step(body.totp, totp_code, desk.now());
    good = step && *step > row->totp_step;  // a code works once
    if (good) row->totp_step = *step;
  } else if (good && door == Door::outside) {
    good = false;  // off this machine the second factor is not optional
  }
  if (!good) {
    row->failed += 1;
    row->locked_until = lock_after(row->failed, desk.now());
    TRY(tx->update_officer(*row));
    TRY(tx->commit());
    return refused();
  }
  row->failed = 0;
  row->locked_until.reset();
  TRY(tx->update_officer(*row));
  TRY(tx->commit());
  return Actor::of_officer(row->id, TRY(parse_roles(row->roles)));
}

Result<std::string> sign_in(Desk& desk, const std::string& login, const std::string& password,
                            const std::string& totp_code, Door door) {
  const auto actor = TRY(authenticate(desk, login, password, totp_code, door));
  const auto token = hex(desk.randomness().bytes(32));
  const auto tx = TRY(desk.store().write());
  const auto now = desk.now();
  TRY(tx->erase_sessions_before(now));
  TRY(tx->put_session({token_hash(token), actor.officer, now, now, now + session_life}));
  TRY(tx->commit());
  return token;
}

Result<SignedIn> session_of(Desk& desk, std::string_view token) {
  const auto gone = [] { return fail(Errc::bad_credential, "not signed in"); };
  if (token.empty()) return gone();
  const auto now = desk.now();
  std::optional<SessionRow> session;
  SignedIn out;
  {
    const auto tx = TRY(desk.store().read());
    session = TRY(tx->session(token_hash(token)));
    if (!session || session->expires <= now || session->seen + session_idle <= now) return gone();
    const auto row = TRY(tx->officer(session->officer));
    if (!row || !row->active) return gone();
    out.actor = Actor::of_officer(row->id, TRY(parse_roles(row->roles)));
    out.name = TRY(officer_name(desk, *tx, row->id));
  }
  out.csrf = hex(hmac_sha256(desk.desk_key().derive("csrf").bytes(), token));
  if (session->seen + minutes(1) <= now) {  // one write a minute at most
    session->seen = now;
    // Whoever only looks is not turned away because somebody else writes.
    if (auto tx = desk.store().write(); tx && (*tx)->update_session(*session)) {
      (void)(*tx)->commit();
    }
  }
  return out;
}

Result<void> sign_out(Desk& desk, std::string_view token) {
  const auto tx = TRY(desk.store().write());
  TRY(tx->erase_session(token_hash(token)));
  return tx->commit();
}

Result<Invite> enrol_totp(Desk& desk, const Actor& actor, const OfficerId& id) {
  if (!(actor.kind == Actor::Kind::officer && actor.officer == id)) {
    TRY(may(actor, Action::manage_officers));
  }
  const auto tx = TRY(desk.store().write());
  auto row = TRY(tx->officer(id));
  if (!row) return fail(Errc::not_found, "no such officer");
  auto body = TRY(open_body(desk, *tx, *row));
  body.totp = desk.randomness().bytes(20);
  row->totp_step = 0;
  TRY(seal_body(desk, *tx, *row, body));
  TRY(tx->update_officer(*row));
  Act act;
  act.kind = "officer.changed";
  act.subject = id.str();
  act.object = Json{{"officer", id.str()}, {"second_factor", "renewed"}};
  TRY(append_act(desk, *tx, actor, act));
  TRY(commit(desk, *tx));
  return Invite{id, body.login, body.name, base32(body.totp), otpauth(desk, body.login, body.totp)};
}

}  // namespace ledgelight::desk
