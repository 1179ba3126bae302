// desk/desk.hpp: one city's desk: its store, vault, keys, law, clock and ledger.
//
// A desk is a folder (docs/formats/desk.md): desk.toml, desk.key, store.sqlite, vault/, ledger/,
// rules/. Every act goes through `Session`-less functions in this room, one header a topic, that
// take the Desk, the Actor and plain values. Threads: a Desk may be used by many at once.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/seal.hpp"
#include "desk/actor.hpp"
#include "desk/ports/kept_rules.hpp"
#include "desk/ports/store.hpp"
#include "desk/ports/vault.hpp"
#include "desk/records.hpp"

namespace ledgelight::law {
struct Rules;
}

namespace ledgelight::desk {

/// desk.toml, read.
struct DeskConfig {
  std::string folder;
  std::string city;           ///< "us/ct/stamford"
  std::string city_name;      ///< "Stamford, Connecticut"
  std::string zone;           ///< "America/New_York"
  std::string origin;         ///< ledger origin = name of its key
  std::string ledger_vkey;
  std::string store_url;      ///< "sqlite:store.sqlite", relative to folder
  std::string rules_overlay;  ///< folder, "" none
  bool demonstration = false;
  std::string key_mode;       ///< "file" | "passphrase"
};

/// Parts that the wiring room builds and hands over.
struct DeskParts {
  DeskConfig config;
  std::unique_ptr<Store> store;
  std::unique_ptr<Vault> vault;
  std::shared_ptr<const law::Rules> rules;
  std::unique_ptr<KeptRules> kept_rules;  ///< nullptr: none were kept
  Key desk_key;
  std::string ledger_key;  ///< "PRIVATE+KEY+…" text
  const Clock* clock = nullptr;
  Randomness* randomness = nullptr;
};

class Desk {
 public:
  explicit Desk(DeskParts parts);
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  const DeskConfig& config() const { return parts_.config; }
  Store& store() { return *parts_.store; }
  Vault& vault() { return *parts_.vault; }
  const law::Rules& rules() const { return *parts_.rules; }
  /// The rules of that digest, in force now or kept. Fails as KeptRules::rules.
  Result<std::shared_ptr<const law::Rules>> rules_of(const std::string& digest);
  /// Digests of every version this desk used, sorted.
  Result<std::vector<std::string>> rule_versions();
  const std::string& ledger_key() const { return parts_.ledger_key; }
  const Key& desk_key() const { return parts_.desk_key; }
  Instant now() const { return parts_.clock->now(); }
  /// Thread-safe.
  Randomness& randomness() { return locked_randomness_; }
  /// Blind index: HMAC under a key of its own per `use`; the same text gives the same token.
  std::string blind(std::string_view use, std::string_view text) const;
  std::string local_day() const;  ///< today at the city, "2026-03-02"

  /// Set when this process is asked to end: long work stops soon, and is taken up again by the next.
  std::atomic<bool> stopping{false};
  /// Called after each committed act, so that a server can publish soon. May be empty.
  std::function<void()> on_act;

 private:
  class LockedRandomness final : public Randomness {
   public:
    LockedRandomness(Randomness& under) : under_(under) {}  // NOLINT
    std::string bytes(std::size_t n) override {
      const std::lock_guard lock(mutex_);
      return under_.bytes(n);
    }

   private:
    std::mutex mutex_;
    Randomness& under_;
  };
  DeskParts parts_;
  LockedRandomness locked_randomness_;
  std::mutex kept_mutex_;
  std::map<std::string, std::shared_ptr<const law::Rules>> kept_;  ///< read once
};

// ---- keys -----------------------------------------------------------------------------------

/// A new random key stored wrapped under `parent` (empty: the desk key).
Result<KeyId> make_key(Desk& desk, Tx& tx, std::string_view kind, const KeyId& parent);
/// Stores a key made before (its bytes sealed something already).
Result<KeyId> store_key(Desk& desk, Tx& tx, std::string_view kind, const KeyId& parent,
                        const Key& key);
/// What store_key writes of a key under `above`, that of row.parent, for who stores many.
void wrap(KeyRow& row, const Key& above, const Key& key, Randomness& randomness);
/// Unwraps up to the desk key. Errc::not_found when it was erased.
Result<Key> key_of(Desk& desk, Tx& tx, const KeyId& id);
/// Wraps the key `id` under another parent (a report that becomes part of a case).
Result<void> rewrap_key(Desk& desk, Tx& tx, const KeyId& id, const KeyId& parent);

/// Seals JSON under the key; `label` names table and row ("fact/2026-0007").
Result<Sealed> seal_json(Desk& desk, Tx& tx, const KeyId& key, std::string_view label,
                         const Json& value);
Result<Json> open_json(Desk& desk, Tx& tx, const Sealed& sealed, std::string_view label);

// ---- acts -----------------------------------------------------------------------------------

/// What an event says beside who, when and what kind. Ids, sizes and digests only.
struct Act {
  std::string kind;
  CaseId case_id;
  std::string subject;
  Json object = Json::object();
  std::string happened;  ///< When text; "" same as entered
  std::string record;  ///< digest of a sealed personal body this act wrote (make_record); "" none
  KeyId key;  ///< the key the event body is sealed under; empty: the desk's event key
};

/// Appends the event and its leaf in `tx`; the caller commits. Returns the ledger index.
Result<std::uint64_t> append_act(Desk& desk, Tx& tx, const Actor& actor, const Act& act);

/// A personal body on its way into the store: `wrapped` = {"body":…,"salt":…} is what gets sealed,
/// `digest` (ledger/entry.hpp record_digest) is what the event says.
struct RecordBody {
  std::string digest;
  Json wrapped;
};
RecordBody make_record(Desk& desk, std::string_view kind, Json body);
/// The body alone.
Result<Json> open_record(Desk& desk, Tx& tx, const Sealed& sealed, std::string_view label);

/// The canonical event text and its salt, opened.
struct OpenedEvent {
  EventRow row;
  std::string text;  ///< canonical JSON
  std::string salt;  ///< 32 bytes
};
Result<OpenedEvent> open_event(Desk& desk, Tx& tx, const EventRow& row);

/// Commits and wakes the publisher.
Result<void> commit(Desk& desk, Tx& tx);

// ---- the gate with a case -----------------------------------------------------------------------

/// The case and the actor's standing on it, after `may(actor, action, …)`.
Result<CaseRow> case_for(Desk& desk, Tx& tx, const Actor& actor, Action action, const CaseId& id);

}  // namespace ledgelight::desk
