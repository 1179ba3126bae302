// The one translation unit that knows CLI11.
#include "cli/parse.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "base/text.hpp"

namespace ledgelight::cli {
namespace {

struct Wired {
  const Command* command = nullptr;
  CLI::App* app = nullptr;
  std::vector<std::pair<std::string, CLI::Option*>> values;
};

// Values are taken as they came: CLI11's own conversions would split "[a,b]" and drop "".
CLI::Option* as_typed(CLI::App& app, const std::string& name) {
  auto* option = app.add_option(
      name, [](const CLI::results_t&) { return true; }, "");
  option->expected(1)->allow_extra_args(false)->multi_option_policy(
      CLI::MultiOptionPolicy::TakeAll);
  return option;
}

void add_words(Wired& wired) {
  auto& app = *wired.app;
  for (const auto& positional : wired.command->positionals) {
    auto* option = as_typed(app, positional.name);
    switch (positional.need) {
      case Positional::Need::required: option->required(); break;
      case Positional::Need::optional: break;
      case Positional::Need::one_or_more: option->required()->expected(1, 1 << 20); break;
      case Positional::Need::any: option->expected(0, 1 << 20); break;
    }
    // Without it CLI11 stops at the least number of words a positional wants.
    option->allow_extra_args(positional.need == Positional::Need::one_or_more ||
                             positional.need == Positional::Need::any);
    wired.values.emplace_back(positional.name, option);
  }
  for (const auto& what : wired.command->options) {
    auto* option = what.value.empty() ? app.add_flag(what.name) : as_typed(app, what.name);
    if (what.need == Option::Need::required) option->required();
    wired.values.emplace_back(what.name, option);
  }
}

struct Global {
  CLI::Option *desk, *as, *json, *format;
};

// "case open" lives in the app "case"; "verify" in the root.
CLI::App& home_of(CLI::App& root, const std::string& path, std::map<std::string, CLI::App*>& groups) {
  const auto space = path.find(' ');
  if (space == std::string::npos) return root;
  auto& group = groups[path.substr(0, space)];
  if (group == nullptr) {
    group = root.add_subcommand(path.substr(0, space));
    group->require_subcommand(1)->fallthrough();
    group->set_help_flag("-h,--help");
  }
  return *group;
}

std::string deepest(const CLI::App& root) {
  std::string path;
  const CLI::App* at = &root;
  while (!at->get_subcommands().empty()) {
    at = at->get_subcommands().front();
    path += (path.empty() ? "" : " ") + at->get_name();
  }
  return path;
}

bool is_group(const Commands& commands, const std::string& path) {
  return std::any_of(commands.groups.begin(), commands.groups.end(),
                     [&](const Group& g) { return g.name == path; });
}

std::string help_line(const std::string& path) {
  return path.empty() ? "ledgelight help" : "ledgelight " + path + " --help";
}

// How many signs must be added, dropped, changed or swapped with their neighbour to make `b` of
// `a`.
std::size_t slips(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before, last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.size()];
}

// " (did you mean …?)": the nearest of `names`, when it is near enough to be a slip of the hand.
std::string meant(const std::string& typed, const std::vector<std::string>& names) {
  if (typed.size() < 3 || typed.size() > 60) return "";
  std::size_t best = std::min<std::size_t>(3, typed.size() / 3 + 1);
  std::string nearest;
  for (const auto& name : names) {
    const auto far = slips(typed, name);
    if (far < best) {
      best = far;
      nearest = name;
    }
  }
  return nearest.empty() ? "" : " (did you mean " + nearest + "?)";
}

// Commands whose last word this is: "names" for "people names".
std::string elsewhere(const Commands& commands, const std::string& word) {
  std::vector<std::string> found;
  for (const auto& c : commands.commands) {
    const auto space = c.path.rfind(' ');
    if (space != std::string::npos && c.path.substr(space + 1) == word)
      found.push_back("`ledgelight " + c.path + "`");
  }
  return found.empty() || found.size() > 4 ? "" : " (did you mean " + join(found, " or ") + "?)";
}

// What follows the part that was understood: a command nobody knows.
Error unknown_word(const Commands& commands, const std::string& path, const std::string& word) {
  std::vector<std::string> names;
  if (path.empty()) {
    for (const auto& g : commands.groups) names.push_back(g.name);
  }
  const auto prefix = path.empty() ? "" : path + " ";
  for (const auto& c : commands.commands) {
    if (c.path.rfind(prefix, 0) != 0) continue;
    const auto rest = c.path.substr(prefix.size());
    if (rest.find(' ') == std::string::npos) names.push_back(rest);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const auto start = word.empty() ? "say what to do after `ledgelight" + (path.empty() ? "" : " " + path) + "`"
                                  : "there is no command `" + prefix + shown_line(word, 40) + "`";
  auto hint = word.empty() ? "" : meant(word, names);
  if (hint.empty() && path.empty()) hint = elsewhere(commands, word);
  return fail(Errc::usage, start + hint + "; there are: " + join(names, ", "));
}

// Words that a command has no place for: an option nobody knows first, as that is most often why
// the rest had none.
Error unknown_words(const Command& command, const std::vector<std::string>& left) {
  const auto option = std::find_if(
      left.begin(), left.end(), [](const std::string& w) { return w.size() > 1 && w[0] == '-'; });
  const auto see = "; see: " + help_line(command.path);
  if (option == left.end())
    return fail(Errc::usage, "`ledgelight " + command.path + "` has no place for " +
                                 shown_line(left.front(), 60) + see);
  std::vector<std::string> names{"--desk", "--as", "--json", "--format", "--help"};
  for (const auto& o : command.options)
    names.push_back(o.name);
  const auto typed = option->substr(0, option->find('='));
  return fail(Errc::usage, "`ledgelight " + command.path + "` has no option " +
                               shown_line(typed, 60) + meant(typed, names) + see);
}

// Exactly one value where one is meant.
Result<void> check_times(const Command& command, const Words& words) {
  for (const auto& option : command.options) {
    const auto it = words.values.find(option.name);
    if (it == words.values.end() || option.times == Option::Times::many) continue;
    if (it->second.size() > 1) {
      return fail(Errc::usage, option.name + " stands there more than once");
    }
  }
  return {};
}

// CLI11 would take "[x,y]" for a list of two words, also where files are named: such a word, and
// one that begins with the guard itself, travels behind a guard.
constexpr char guard = '\x01';
std::string guarded(const std::string& word) {
  return !word.empty() && (word.front() == '[' || word.front() == guard) ? guard + word : word;
}
std::string unguarded(const std::string& word) {
  return !word.empty() && word.front() == guard ? word.substr(1) : word;
}

Words words_of(const Wired& wired, const Global& global) {
  Words words;
  for (const auto& [name, option] : wired.values) {
    if (option->count() == 0) continue;
    auto& values = words.values[name];
    for (const auto& result : option->results()) values.push_back(unguarded(result));
  }
  if (global.desk->count() > 0) words.desk = unguarded(global.desk->results().back());
  if (global.as->count() > 0) words.as = unguarded(global.as->results().back());
  words.json = global.json->count() > 0;
  return words;
}

}  // namespace

Result<Parsed> parse(const Commands& commands, const std::vector<std::string>& arguments) {
  CLI::App root{"", "ledgelight"};
  root.require_subcommand(1)->set_help_flag("-h,--help");
  root.set_version_flag("--version", "");
  const Global global{as_typed(root, "--desk"), as_typed(root, "--as"), root.add_flag("--json"),
                      as_typed(root, "--format")};
  std::map<std::string, CLI::App*> groups;
  std::vector<Wired> all;
  all.reserve(commands.commands.size());
  for (const auto& command : commands.commands) {
    auto& home = home_of(root, command.path, groups);
    const auto space = command.path.rfind(' ');
    auto* app = home.add_subcommand(command.path.substr(space == std::string::npos ? 0 : space + 1));
    app->fallthrough()->set_help_flag("-h,--help");
    all.push_back({&command, app, {}});
    add_words(all.back());
  }

  Parsed out;
  std::vector<std::string> backwards;
  for (auto word = arguments.rbegin(); word != arguments.rend(); ++word) backwards.push_back(guarded(*word));
  try {
    root.parse(backwards);
  } catch (const CLI::CallForHelp&) {
    out.wants_help = true;
    out.help = deepest(root);
    return out;
  } catch (const CLI::CallForVersion&) {
    out.wants_version = true;
    return out;
  } catch (const CLI::ParseError& e) {
    const auto path = deepest(root);
    const bool needs_word = path.empty() || is_group(commands, path);
    if (needs_word) {
      const auto left = root.remaining(true);
      const auto word = std::find_if(left.begin(), left.end(),
                                     [](const std::string& w) { return w.empty() || w[0] != '-'; });
      if (word != left.end() || left.empty()) {
        return unknown_word(commands, path, word == left.end() ? "" : *word);
      }
    }
    const auto named = std::find_if(all.begin(), all.end(),
                                    [&](const Wired& w) { return w.command->path == path; });
    if (named != all.end()) {
      auto left = root.remaining(true);
      for (auto& word : left)
        word = unguarded(word);
      if (dynamic_cast<const CLI::ExtrasError*>(&e) != nullptr && !left.empty())
        return unknown_words(*named->command, left);
      // "--out: 1 required …": the name is what its words begin with.
      const std::string what = e.what();
      if (dynamic_cast<const CLI::ArgumentMismatch*>(&e) != nullptr &&
          what.find(':') != std::string::npos)
        return fail(Errc::usage, shown_line(what.substr(0, what.find(':')), 60) +
                                     " wants a value after it; see: " + help_line(path));
    }
    return fail(Errc::usage, shown_line(e.what(), 300) + "; see: " + help_line(path));
  }
  const auto it = std::find_if(all.begin(), all.end(), [](const Wired& w) { return w.app->parsed(); });
  CHECK(it != all.end());
  out.command = it->command;
  out.words = words_of(*it, global);
  if (global.format->count() > 0) {
    const auto format = global.format->results().back();
    if (format != "json" && format != "text") return fail(Errc::usage, "--format is json or text");
    out.words.json = out.words.json || format == "json";
  }
  TRY(check_times(*out.command, out.words));
  return out;
}

}  // namespace ledgelight::cli
