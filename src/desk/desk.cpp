#include "desk/desk.hpp"

#include "base/bytes.hpp"
#include "base/civil.hpp"
#include "law/rules.hpp"
#include "ledger/entry.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::string_view event_key_setting = "event_key";

// Events that belong to no case (officers, the desk itself) have one key of their own.
Result<KeyId> desk_event_key(Desk& desk, Tx& tx) {
  if (const auto known = TRY(tx.setting(event_key_setting))) return KeyId(*known);
  const auto made = TRY(make_key(desk, tx, "events", KeyId()));
  TRY(tx.set_setting(event_key_setting, made.str()));
  return made;
}

std::string key_label(const KeyId& id) { return "key/" + id.str(); }

// Deep enough for desk -> case -> item; a longer chain is a forged row.
constexpr int max_key_depth = 4;

Result<Key> unwrap(Desk& desk, Tx& tx, const KeyId& id, int depth) {
  if (id.empty()) return desk.desk_key();
  if (depth >= max_key_depth) return fail(Errc::corrupt, "keys are wrapped in a circle");
  const auto row = TRY(tx.key(id));
  if (!row) return fail(Errc::not_found, "the key " + id.str() + " was erased");
  const auto parent = TRY(unwrap(desk, tx, row->parent, depth + 1));
  auto bytes = TRY(unseal(parent, key_label(id), row->wrapped));
  if (bytes.size() != 32) return fail(Errc::corrupt, "a wrapped key has the wrong length");
  return Key(std::move(bytes));
}

std::string event_label(const Act& act) { return "event/" + act.kind; }

}  // namespace

Desk::Desk(DeskParts parts) : parts_(std::move(parts)), locked_randomness_(*parts_.randomness) {
  CHECK(parts_.store && parts_.vault && parts_.clock && parts_.rules);
}

std::string Desk::blind(std::string_view use, std::string_view text) const {
  const auto key = parts_.desk_key.derive("blind/" + std::string(use));
  return hex(hmac_sha256(key.bytes(), text));
}

Result<std::shared_ptr<const law::Rules>> Desk::rules_of(const std::string& digest) {
  if (digest == parts_.rules->digest()) return parts_.rules;
  const std::lock_guard lock(kept_mutex_);
  if (const auto it = kept_.find(digest); it != kept_.end()) return it->second;
  if (!parts_.kept_rules) return fail(Errc::not_found, "this desk kept no other rules");
  auto rules = TRY(parts_.kept_rules->rules(digest));
  if (kept_.size() >= 16) kept_.clear();
  kept_[digest] = rules;
  return rules;
}

Result<std::vector<std::string>> Desk::rule_versions() {
  if (parts_.kept_rules) return parts_.kept_rules->digests();
  return std::vector<std::string>{parts_.rules->digest()};
}

std::string Desk::local_day() const { return to_text(local_date(now(), parts_.config.zone)); }

Result<KeyId> make_key(Desk& desk, Tx& tx, std::string_view kind, const KeyId& parent) {
  return store_key(desk, tx, kind, parent, Key::random(desk.randomness()));
}

Result<KeyId> store_key(Desk& desk, Tx& tx, std::string_view kind, const KeyId& parent,
                        const Key& key) {
  const auto above = TRY(key_of(desk, tx, parent));
  KeyRow row;
  row.id = KeyId("k-" + std::string(kind) + "-" + hex(desk.randomness().bytes(8)));
  row.parent = parent;
  wrap(row, above, key, desk.randomness());
  row.created = desk.now();
  TRY(tx.put_key(row));
  return row.id;
}

void wrap(KeyRow& row, const Key& above, const Key& key, Randomness& randomness) {
  row.wrapped = seal(above, key_label(row.id), key.bytes(), randomness);
}

Result<Key> key_of(Desk& desk, Tx& tx, const KeyId& id) { return unwrap(desk, tx, id, 0); }

Result<void> rewrap_key(Desk& desk, Tx& tx, const KeyId& id, const KeyId& parent) {
  const auto key = TRY(key_of(desk, tx, id));
  const auto above = TRY(key_of(desk, tx, parent));
  auto row = TRY(tx.key(id));
  CHECK(row.has_value());
  row->parent = parent;
  row->wrapped = seal(above, key_label(id), key.bytes(), desk.randomness());
  return tx.update_key(*row);
}

Result<Sealed> seal_json(Desk& desk, Tx& tx, const KeyId& id, std::string_view label,
                         const Json& value) {
  const auto key = TRY(key_of(desk, tx, id));
  return Sealed{id, seal(key, label, plain_json(value), desk.randomness())};
}

Result<Json> open_json(Desk& desk, Tx& tx, const Sealed& sealed, std::string_view label) {
  const auto key = TRY(key_of(desk, tx, sealed.key));
  const auto text = TRY(unseal(key, label, sealed.bytes));
  return parse_json(text, {.bytes = 64U << 20, .depth = 64});
}

RecordBody make_record(Desk& desk, std::string_view kind, Json body) {
  const auto salt = desk.randomness().bytes(ledger::kSaltBytes);
  auto digest = ledger::record_digest(kind, salt, body);
  // Bodies are built by us out of checked text and whole numbers.
  CHECK(digest.has_value());
  RecordBody out;
  out.digest = *digest;
  out.wrapped = Json{{"body", std::move(body)}, {"salt", base64(salt)}};
  return out;
}

Result<Json> open_record(Desk& desk, Tx& tx, const Sealed& sealed, std::string_view label) {
  auto wrapped = TRY(open_json(desk, tx, sealed, label));
  if (!wrapped.is_object() || !wrapped.contains("body")) {
    return fail(Errc::corrupt, "a sealed record has no body");
  }
  return std::move(wrapped["body"]);
}

Result<std::uint64_t> append_act(Desk& desk, Tx& tx, const Actor& actor, const Act& act) {
  ledger::Event event;
  event.actor = actor.text();
  event.at = desk.now();
  if (!act.happened.empty()) event.happened = TRY(When::parse(act.happened));
  event.case_id = act.case_id.str();
  event.kind = act.kind;
  event.object = act.object;
  if (!act.record.empty()) event.object["record"] = act.record;
  const auto text = TRY(ledger::event_text(event));
  const auto salt = desk.randomness().bytes(ledger::kSaltBytes);

  EventRow row;
  row.case_id = act.case_id;
  row.subject = act.subject;
  row.kind = act.kind;
  row.actor = event.actor;
  row.at = event.at;
  row.leaf = ledger::entry_leaf(salt, text);
  const auto key = act.key.empty() ? TRY(desk_event_key(desk, tx)) : act.key;
  row.body = TRY(seal_json(desk, tx, key, event_label(act),
                           Json{{"event", text}, {"salt", base64(salt)}}));
  return tx.append(row);
}

Result<OpenedEvent> open_event(Desk& desk, Tx& tx, const EventRow& row) {
  const auto body = TRY(open_json(desk, tx, row.body, "event/" + row.kind));
  OpenedEvent out{row, text_at(body, "event"), TRY(unbase64(text_at(body, "salt")))};
  if (out.salt.size() != ledger::kSaltBytes) return fail(Errc::corrupt, "an event has no salt");
  return out;
}

Result<void> commit(Desk& desk, Tx& tx) {
  TRY(tx.commit());
  if (desk.on_act) desk.on_act();
  return {};
}

Result<CaseRow> case_for(Desk&, Tx& tx, const Actor& actor, Action action, const CaseId& id) {
  const auto row = TRY(tx.find_case(id));
  // The same answer as for a case one may not know of, whatever was asked.
  if (!row) return fail(Errc::not_found, "no such case");
  CaseStanding standing;
  standing.restricted = row->restricted;
  if (actor.kind == Actor::Kind::officer) standing.member = TRY(tx.is_member(id, actor.officer));
  TRY(may(actor, action, &standing));
  return *row;
}

}  // namespace ledgelight::desk
