// wiring/parts.hpp: the steps that making and opening a desk share (inside this room).
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "desk/desk.hpp"
#include "law/rules.hpp"
#include "wiring/desk_file.hpp"

namespace ledgelight::wiring {

inline constexpr std::string_view key_file_name = "desk.key";
inline constexpr std::string_view desk_file_name = "desk.toml";
inline constexpr std::string_view ledger_key_name = "ledger.key.sealed";

struct LoadedRules {
  law::RuleFiles files;
  std::shared_ptr<const law::Rules> rules;
};
/// `overlay` "" none.
Result<LoadedRules> load(const std::string& city, const std::string& overlay);

desk::DeskConfig config_of(const std::filesystem::path& folder, const DeskFile& file,
                           const law::Rules& rules);
/// "sqlite:store.sqlite" in the desk folder. Fails (config) on a path that leaves the folder.
Result<std::string> store_url_in(const std::filesystem::path& folder, const std::string& url);

/// From here on this process leaves no memory image behind: keys and people are in it.
void no_core_dumps();

/// The label that binds the sealed ledger key to its ledger.
std::string ledger_key_label(const std::string& origin);

}  // namespace ledgelight::wiring
