#include "wiring/init_desk.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"
#include "desk/record.hpp"
#include "ledger/durable.hpp"
#include "ledger/note.hpp"
#include "store/open.hpp"
#include "vault/folder.hpp"
#include "wiring/kept_rules.hpp"
#include "wiring/open_desk.hpp"
#include "wiring/parts.hpp"

namespace ledgelight::wiring {
namespace {

namespace fs = std::filesystem;

// Stands in the folder while a desk is being made. Found later without a desk.toml it says that
// what lies beside it is nobody's work and may go.
constexpr std::string_view marker = ".half-made";
constexpr std::array<std::string_view, 11> members = {
    "desk.toml", "desk.key",     "ledger.key.sealed", "store.sqlite", "store.sqlite-wal",
    "vault",     "publish.lock", "ledger",            "rules",        "store.sqlite-shm",
    "store.sqlite-ballast"};

void clear(const fs::path& folder) {
  std::error_code none;
  for (const auto name : members) fs::remove_all(folder / name, none);
  fs::remove(folder / marker, none);
}

// The folder of a desk in the making: gone again, or empty again, unless it is kept.
class Making {
 public:
  static Result<Making> begin(const fs::path& folder) {
    std::error_code code;
    const bool existed = fs::exists(folder, code);
    if (existed && fs::exists(folder / marker, code) && !fs::exists(folder / desk_file_name, code)) {
      clear(folder);
    }
    if (existed && !fs::is_directory(folder, code)) {
      return fail(Errc::conflict, "there is a file of that name; choose another folder");
    }
    if (existed && !fs::is_empty(folder, code)) {
      return fail(Errc::conflict, is_desk(folder.string())
                                      ? "there is a desk in that folder already"
                                      : "the folder is not empty; choose another");
    }
    TRY(ledger::make_dirs_durable(folder));
    if (::chmod(folder.c_str(), 0700) != 0) return fail(Errc::io, "cannot close the folder to others");
    Making making(folder, existed);
    TRY(ledger::write_durable(folder / marker, ""));
    return making;
  }
  Making(Making&& other) noexcept
      : folder_(std::move(other.folder_)), existed_(other.existed_),
        live_(std::exchange(other.live_, false)) {}
  Making& operator=(Making&&) = delete;
  ~Making() {
    if (!live_) return;
    clear(folder_);
    std::error_code none;
    if (!existed_) fs::remove(folder_, none);
  }
  Result<void> keep() {
    std::error_code code;
    fs::remove(folder_ / marker, code);
    if (code) return fail(Errc::io, "cannot finish the desk folder");
    ledger::sync_dir(folder_);
    live_ = false;
    return {};
  }

 private:
  Making(fs::path folder, bool existed) : folder_(std::move(folder)), existed_(existed) {}
  fs::path folder_;
  bool existed_;
  bool live_ = true;
};

// "us/ct/stamford" -> "stamford-ct.ledgelight/7k4qm2xd": two desks of one city never share a key
// name by accident.
std::string default_origin(const std::string& city, Randomness& randomness) {
  auto parts = split(city, '/');
  if (parts.size() > 1) parts.erase(parts.begin());
  std::reverse(parts.begin(), parts.end());
  return join(parts, "-") + ".ledgelight/" + lowered(speakable_code(randomness, 8));
}

Result<void> check_origin(const std::string& origin) {
  const bool good = !origin.empty() && origin.size() <= 128 &&
                    std::all_of(origin.begin(), origin.end(),
                                [](unsigned char c) { return std::isgraph(c) && c != '+'; });
  if (good) return {};
  return fail(Errc::bad_input, "the origin of the ledger must be 1 to 128 letters, digits or signs "
                               "without white space or '+', like stamford-ct.gov/desk");
}

Result<void> record_creation(desk::Desk& desk) {
  const auto tx = TRY(desk.store().write());
  desk::Act act;
  act.kind = "desk.created";
  act.object = Json{{"city", desk.config().city},
                    {"origin", desk.config().origin},
                    {"version", version()}};
  TRY(desk::append_act(desk, *tx, desk::Actor::of_system(), act));
  TRY(desk::commit(desk, *tx));
  return {};
}

}  // namespace

Result<std::unique_ptr<desk::Desk>> init_desk(const std::string& where, const std::string& city,
                                              const InitOptions& options) {
  auto& randomness = options.randomness == nullptr ? system_randomness() : *options.randomness;
  // Everything that can be wrong with the wish is found before the first file is made.
  const auto overlay =
      options.rules.empty() ? std::string() : fs::absolute(options.rules).lexically_normal().string();
  const auto rules = TRY(load(city, overlay));
  const auto origin = options.origin.empty() ? default_origin(city, randomness) : options.origin;
  TRY(check_origin(origin));
  no_core_dumps();
  const auto key = Key::random(randomness);
  const auto signer = TRY(ledger::SigningKey::generate(origin, randomness));

  DeskFile file;
  file.city = city;
  file.origin = origin;
  file.vkey = signer.verifier().text();
  file.store = "sqlite:store.sqlite";
  file.rules_overlay = overlay;
  file.demonstration = options.demonstration;
  if (!options.passphrase.empty()) file.key = TRY(wrap_key(key, options.passphrase, randomness));

  const auto folder = fs::absolute(where).lexically_normal();
  auto making = TRY(Making::begin(folder));
  if (file.key.mode == WrappedKey::Mode::file) TRY(write_key_file(folder / key_file_name, key));
  TRY(ledger::write_durable(
      folder / ledger_key_name,
      seal(key, ledger_key_label(origin), signer.secret_text(), randomness)));
  TRY(keep_rules(folder, rules.files, *rules.rules));

  desk::DeskParts parts{.config = config_of(folder, file, *rules.rules),
                        .store = nullptr,
                        .vault = nullptr,
                        .rules = rules.rules,
                        .kept_rules = kept_rules(folder, city),
                        .desk_key = key,
                        .ledger_key = signer.secret_text(),
                        .clock = options.clock == nullptr ? &system_clock() : options.clock,
                        .randomness = &randomness};
  parts.store =
      TRY(store::open_store(TRY(store_url_in(folder, file.store)), store::Opening::create));
  parts.vault = TRY(vault::open_folder_vault((folder / "vault").string()));
  auto desk = std::make_unique<desk::Desk>(std::move(parts));
  TRY(record_creation(*desk));
  TRY(desk::publish(*desk));

  TRY(ledger::write_durable(folder / desk_file_name, print_desk_file(file)));
  TRY(making.keep());
  return desk;
}

}  // namespace ledgelight::wiring
