#include "wiring/desk_file.hpp"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <set>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace ledgelight::wiring {
namespace {

constexpr std::size_t max_bytes = 64U << 10;

// Reads a table and remembers what was asked for, so that a key nobody asked for is a fault.
class Table {
 public:
  Table(const toml::table& table, std::string prefix, std::vector<std::string>& faults)
      : table_(table), prefix_(std::move(prefix)), faults_(faults) {}

  std::string text(const char* key, bool required = true) {
    const auto* node = find(key, required);
    if (node == nullptr) return {};
    if (const auto value = node->value_exact<std::string>()) return *value;
    fault(key, "must be text in quotes");
    return {};
  }
  std::uint64_t number(const char* key, std::uint64_t least, std::uint64_t most) {
    const auto* node = find(key, true);
    if (node == nullptr) return 0;
    const auto value = node->value_exact<std::int64_t>();
    if (value && *value >= 0 && static_cast<std::uint64_t>(*value) >= least &&
        static_cast<std::uint64_t>(*value) <= most) {
      return static_cast<std::uint64_t>(*value);
    }
    fault(key, "must be a whole number from " + std::to_string(least) + " to " +
                   std::to_string(most));
    return 0;
  }
  bool flag(const char* key) {
    const auto* node = find(key, false);
    if (node == nullptr) return false;
    if (const auto value = node->value_exact<bool>()) return *value;
    fault(key, "must be true or false");
    return false;
  }
  std::string bytes(const char* key, std::size_t size) {
    const auto value = text(key);
    if (value.empty()) return {};
    auto decoded = unbase64(value);
    if (decoded && decoded->size() == size) return std::move(*decoded);
    fault(key, "must be base64 of " + std::to_string(size) + " bytes");
    return {};
  }
  Table table(const char* key) {
    const auto* node = find(key, true);
    static const toml::table empty;
    if (node != nullptr && node->as_table() == nullptr) fault(key, "must be a table");
    const auto* inner = node == nullptr ? nullptr : node->as_table();
    return {inner == nullptr ? empty : *inner, prefix_ + key + ".", faults_};
  }
  void fault(const std::string& key, const std::string& what) {
    faults_.push_back("desk.toml: " + prefix_ + key + ": " + what);
  }
  void no_others() {
    for (const auto& [key, node] : table_) {
      const std::string name(key.str());
      if (asked_.count(name) == 0) fault(escaped(name), "is not a key of desk.toml; take it out");
    }
  }

 private:
  const toml::node* find(const char* key, bool required) {
    asked_.insert(key);
    const auto* node = table_.get(key);
    if (node == nullptr && required) fault(key, "is missing");
    return node;
  }
  const toml::table& table_;
  std::string prefix_;
  std::vector<std::string>& faults_;
  std::set<std::string> asked_;
};

WrappedKey read_key(Table in) {
  WrappedKey key;
  const auto mode = in.text("mode");
  if (mode == "passphrase") {
    key.mode = WrappedKey::Mode::passphrase;
    if (const auto kdf = in.text("kdf"); !kdf.empty() && kdf != "argon2id") {
      in.fault("kdf", "must be \"argon2id\"");
    }
    key.operations = in.number("operations", 1, 20);
    key.memory_kib = in.number("memory_kib", 8U << 10, 2U << 20);
    key.salt = in.bytes("salt", 16);
    key.wrapped = in.bytes("wrapped", 61);
  } else if (mode != "file" && !mode.empty()) {
    in.fault("mode", "must be \"file\" or \"passphrase\"");
  }
  in.no_others();
  return key;
}

// A JSON string is a TOML basic string, but for DEL, which JSON leaves as it is.
std::string quoted(const std::string& text) { return replaced(plain_json(text), "\x7f", "\\u007F"); }

bool word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// Where the value that begins at `i` ends: a string on one line, true, false or a whole number.
std::size_t end_of_value(std::string_view line, std::size_t i) {
  if (i < line.size() && line[i] == '"') {
    for (++i; i < line.size() && line[i] != '"'; ++i) {
      if (static_cast<unsigned char>(line[i]) < 0x20) return 0;
      if (line[i] == '\\') ++i;
    }
    return i < line.size() ? i + 1 : 0;
  }
  const auto begin = i;
  while (i < line.size() && word_character(line[i])) ++i;
  const auto value = line.substr(begin, i - begin);
  const bool number = !value.empty() && value.size() < 19 &&
                      value.find_first_not_of("0123456789") == std::string_view::npos;
  return number || value == "true" || value == "false" ? i : 0;
}

// desk.toml is the plain part of TOML: sections, keys, and values on one line. What is outside it
// is refused here, for the library's parser stops the process on some malformed text.
bool plain_line(std::string_view line) {
  std::size_t i = line.find_first_not_of(" \t\r");
  if (i == std::string_view::npos || line[i] == '#') return true;
  const bool section = line[i] == '[';
  if (section) ++i;
  const auto begin = i;
  while (i < line.size() && word_character(line[i])) ++i;
  if (i == begin) return false;
  if (section) {
    if (i == line.size() || line[i] != ']') return false;
    ++i;
  } else {
    i = line.find_first_not_of(" \t", i);
    if (i == std::string_view::npos || line[i] != '=') return false;
    i = line.find_first_not_of(" \t", i + 1);
    if (i == std::string_view::npos || (i = end_of_value(line, i)) == 0) return false;
  }
  i = line.find_first_not_of(" \t\r", i);
  return i == std::string_view::npos || line[i] == '#';
}

}  // namespace

Result<DeskFile> parse_desk_file(std::string_view text) {
  if (text.size() > max_bytes) return fail(Errc::config, "desk.toml is larger than it may be");
  if (!valid_utf8(text)) return fail(Errc::config, "desk.toml is not UTF-8");
  std::size_t number = 0;
  for (const auto& line : split(text, '\n')) {
    ++number;
    if (!plain_line(line)) {
      return fail(Errc::config, "desk.toml: line " + std::to_string(number) + " is not well formed");
    }
  }
  const auto parsed = toml::parse(text);
  if (!parsed) {
    return fail(Errc::config, "desk.toml: line " +
                                  std::to_string(parsed.error().source().begin.line) +
                                  " is not well formed");
  }
  std::vector<std::string> faults;
  Table in(parsed.table(), "", faults);
  DeskFile out;
  in.number("format", 1, 1);
  out.city = in.text("city");
  out.demonstration = in.flag("demonstration");
  auto store = in.table("store");
  out.store = store.text("url");
  store.no_others();
  auto ledger = in.table("ledger");
  out.origin = ledger.text("origin");
  out.vkey = ledger.text("vkey");
  ledger.no_others();
  auto rules = in.table("rules");
  out.rules_overlay = rules.text("overlay");
  rules.no_others();
  out.key = read_key(in.table("key"));
  in.no_others();
  if (!faults.empty()) return fail(Errc::config, join(faults, "\n"));
  return out;
}

std::string print_desk_file(const DeskFile& file) {
  std::string out =
      "# A Ledgelight desk, made by `ledgelight init`. docs/formats/desk.md explains each line.\n"
      "format = 1\n";
  out += "city = " + quoted(file.city) + "\n";
  out += std::string("demonstration = ") + (file.demonstration ? "true" : "false") + "\n";
  out += "\n[store]\nurl = " + quoted(file.store) + "\n";
  out += "\n[ledger]\norigin = " + quoted(file.origin) + "\nvkey = " + quoted(file.vkey) + "\n";
  out += "\n[rules]\noverlay = " + quoted(file.rules_overlay) + "\n";
  out += "\n[key]\n";
  if (file.key.mode == WrappedKey::Mode::file) return out + "mode = \"file\"\n";
  out += "mode = \"passphrase\"\nkdf = \"argon2id\"\n";
  out += "operations = " + std::to_string(file.key.operations) + "\n";
  out += "memory_kib = " + std::to_string(file.key.memory_kib) + "\n";
  out += "salt = " + quoted(base64(file.key.salt)) + "\n";
  out += "wrapped = " + quoted(base64(file.key.wrapped)) + "\n";
  return out;
}

}  // namespace ledgelight::wiring
