#include "wiring/open_desk.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/text.hpp"
#include "desk/record.hpp"
#include "ledger/durable.hpp"
#include "ledger/note.hpp"
#include "store/open.hpp"
#include "vault/folder.hpp"
#include "wiring/kept_rules.hpp"
#include "wiring/parts.hpp"

namespace ledgelight::wiring {

namespace fs = std::filesystem;

// The leak checker attaches to its own process, which one that is not dumpable refuses.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LEDGELIGHT_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(leak_sanitizer)
#define LEDGELIGHT_SANITIZED 1
#endif
#endif

void no_core_dumps() {
  const rlimit none{0, 0};
  (void)::setrlimit(RLIMIT_CORE, &none);
#ifndef LEDGELIGHT_SANITIZED
  // A core_pattern that pipes to a program does not ask for the limit.
  (void)::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

namespace {

// What an export for download left in clear when its process was killed. Younger ones may be alive.
void sweep_exports(const fs::path& folder) {
  std::error_code none;
  const auto limit = fs::file_time_type::clock::now() - std::chrono::hours(6);
  for (fs::directory_iterator it(folder / "exports", none), end; !none && it != end;
       it.increment(none)) {
    std::error_code own;
    const auto changed = fs::last_write_time(it->path(), own);
    if (!own && changed < limit) fs::remove_all(it->path(), own);
  }
}

}  // namespace

Result<LoadedRules> load(const std::string& city, const std::string& overlay) {
  std::optional<std::string> over;
  if (!overlay.empty()) over = overlay;
  LoadedRules out;
  out.files = TRY(law::rule_files(over));
  out.rules = std::make_shared<const law::Rules>(TRY(law::load_rules(city, out.files)));
  return out;
}

desk::DeskConfig config_of(const fs::path& folder, const DeskFile& file, const law::Rules& rules) {
  desk::DeskConfig config;
  config.folder = folder.string();
  config.city = file.city;
  config.city_name = rules.place.short_name;
  config.zone = rules.place.zone;
  config.origin = file.origin;
  config.ledger_vkey = file.vkey;
  config.store_url = file.store;
  config.rules_overlay = file.rules_overlay;
  config.demonstration = file.demonstration;
  config.key_mode = file.key.mode == WrappedKey::Mode::file ? "file" : "passphrase";
  return config;
}

Result<std::string> store_url_in(const fs::path& folder, const std::string& url) {
  constexpr std::string_view sqlite = "sqlite:";
  const auto name = url.rfind(sqlite, 0) == 0 ? url.substr(sqlite.size()) : std::string();
  // A restored desk.toml is a stranger's word: it may not point outside the desk.
  if (name.empty() || name != safe_file_name(name) || name.front() == '.') {
    return fail(Errc::config,
                "desk.toml: store.url: must be \"sqlite:\" and a file name in the desk folder");
  }
  return std::string(sqlite) + (folder / name).string();
}

std::string ledger_key_label(const std::string& origin) { return "ledger key/" + origin; }

namespace {

Result<DeskFile> read_desk_file(const fs::path& folder) {
  auto text = ledger::read_whole(folder / desk_file_name, 64U << 10);
  if (!text && text.error().code == Errc::not_found) {
    return fail(Errc::config, "there is no desk in " + folder.string() +
                                  "; make one with: ledgelight init DIR --city us/ct/stamford");
  }
  return parse_desk_file(TRY(std::move(text)));
}

Result<Key> desk_key(const fs::path& folder, const DeskFile& file, const OpenOptions& options) {
  if (file.key.mode == WrappedKey::Mode::file) return read_key_file(folder / key_file_name);
  if (options.passphrase.empty()) {
    return fail(Errc::locked_desk,
                "this desk opens with a passphrase; set LEDGELIGHT_PASSPHRASE or run the command at "
                "a terminal");
  }
  return unwrap_key(file.key, options.passphrase);
}

Result<std::string> ledger_key(const fs::path& folder, const DeskFile& file, const Key& key) {
  const auto sealed = TRY(ledger::read_whole(folder / ledger_key_name, 4096));
  auto text = unseal(key, ledger_key_label(file.origin), sealed);
  if (!text) {
    return fail(Errc::locked_desk, "this desk key does not open the ledger key: it belongs to "
                                   "another desk, or ledger.key.sealed was changed");
  }
  const auto signer = TRY(ledger::SigningKey::parse(*text));
  if (signer.verifier().text() != file.vkey) {
    return fail(Errc::corrupt, "desk.toml: ledger.vkey is not that of the desk's ledger key");
  }
  return *text;
}

}  // namespace

std::string version() { return LEDGELIGHT_VERSION; }

bool is_desk(const std::string& folder) {
  std::error_code none;
  return fs::is_regular_file(fs::path(folder) / desk_file_name, none);
}

Result<bool> needs_passphrase(const std::string& folder) {
  return TRY(read_desk_file(folder)).key.mode == WrappedKey::Mode::passphrase;
}

Result<bool> has_key(const std::string& folder) {
  std::error_code none;
  return TRY(needs_passphrase(folder)) || fs::exists(fs::path(folder) / key_file_name, none);
}

Result<SealedDesk> open_sealed(const std::string& where) {
  const auto folder = fs::absolute(where).lexically_normal();
  const auto file = TRY(read_desk_file(folder));
  SealedDesk out;
  out.store = TRY(store::open_store(TRY(store_url_in(folder, file.store)),
                                    store::Opening::must_exist));
  out.vault = TRY(vault::open_folder_vault((folder / "vault").string()));
  out.ledger_vkey = file.vkey;
  out.city = file.city;
  return out;
}

Result<std::unique_ptr<desk::Desk>> open_desk(const std::string& where, const OpenOptions& options) {
  const auto folder = fs::absolute(where).lexically_normal();
  auto file = TRY(read_desk_file(folder));
  no_core_dumps();
  if (options.rules) file.rules_overlay = *options.rules;
  const auto key = TRY(desk_key(folder, file, options));
  const auto rules = TRY(load(file.city, file.rules_overlay));
  const auto ledger = TRY(ledger_key(folder, file, key));

  desk::DeskParts parts{.config = config_of(folder, file, *rules.rules),
                        .store = nullptr,
                        .vault = nullptr,
                        .rules = rules.rules,
                        .kept_rules = kept_rules(folder, file.city),
                        .desk_key = key,
                        .ledger_key = ledger,
                        .clock = options.clock == nullptr ? &system_clock() : options.clock,
                        .randomness = options.randomness == nullptr ? &system_randomness()
                                                                    : options.randomness};
  parts.store = TRY(store::open_store(TRY(store_url_in(folder, file.store)),
                                      store::Opening::must_exist));
  parts.vault = TRY(vault::open_folder_vault((folder / "vault").string()));
  auto desk = std::make_unique<desk::Desk>(std::move(parts));
  if (!options.read_only) {
    TRY(desk::check_ledger_heads(*desk));
    TRY(keep_rules(folder, rules.files, *rules.rules));
    sweep_exports(folder);
  }
  return desk;
}

}  // namespace ledgelight::wiring
