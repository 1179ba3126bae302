#include "cli/help.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace ledgelight::cli {
namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t width = 78;

// Signs, not bytes: "…" is one.
std::size_t signs(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// "  left   words, wrapped", the words in one column.
std::string columns(const Lines& lines) {
  std::size_t left = 0;
  for (const auto& [name, words] : lines) left = std::max(left, std::min<std::size_t>(signs(name), 28));
  std::string out;
  for (const auto& [name, words] : lines) {
    std::string line = "  " + name;
    if (signs(name) > left) {
      out += line + "\n";
      line.clear();
    }
    line.append(left + 4 - signs(line), ' ');
    for (const auto& word : split(words, ' ')) {
      if (signs(line) + signs(word) + 1 > width && signs(line) > left + 4) {
        out += trimmed(line).empty() ? "" : line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
        line.assign(left + 4, ' ');
      }
      line += word + " ";
    }
    out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return out;
}

std::string shape(const Positional& p) {
  switch (p.need) {
    case Positional::Need::required: return p.name;
    case Positional::Need::optional: return "[" + p.name + "]";
    case Positional::Need::one_or_more: return p.name + "…";
    case Positional::Need::any: return "[" + p.name + "…]";
  }
  return p.name;
}

std::string shape(const Option& o) { return o.value.empty() ? o.name : o.name + " " + o.value; }

std::string usage(const Command& c) {
  std::string out = "ledgelight " + c.path;
  for (const auto& p : c.positionals) out += " " + shape(p);
  for (const auto& o : c.options) {
    if (o.need == Option::Need::required) out += " " + shape(o);
  }
  if (std::any_of(c.options.begin(), c.options.end(),
                  [](const Option& o) { return o.need == Option::Need::optional; })) {
    out += " [options]";
  }
  return out;
}

std::string words_of(const Option& o) {
  auto out = o.help;
  if (o.times == Option::Times::many) out += " (may be given several times)";
  return out;
}

Lines arguments(const Command& c) {
  Lines out;
  for (const auto& p : c.positionals) out.emplace_back(p.name, p.help);
  for (const auto& o : c.options) out.emplace_back(shape(o), words_of(o));
  return out;
}

const Lines& global_options() {
  static const Lines lines = {
      {"--desk DIR", "the desk to work at (or the environment's LEDGELIGHT_DESK)"},
      {"--as OFFICER", "act as this officer; password and code are asked for, or taken from "
                       "LEDGELIGHT_PASSWORD and LEDGELIGHT_TOTP"},
      {"--json", "answer in JSON on standard output, and fail in JSON on standard error"},
      {"--format HOW", "json (the same as --json) or text, the default"},
      {"--help", "say how a command is used"},
      {"--version", "say which version this is"}};
  return lines;
}

constexpr std::string_view exit_words =
    "Exit codes: 0 done, or yes; 1 the answer is no; 2 used wrongly, with what to do\n"
    "instead; 3 we, or the machine, failed.\n";

std::vector<const Command*> of_group(const Commands& commands, const std::string& group) {
  std::vector<const Command*> out;
  for (const auto& c : commands.commands) {
    if (c.path.rfind(group + " ", 0) == 0) out.push_back(&c);
  }
  return out;
}

// Groups and single commands in the order they were added.
Lines top_level(const Commands& commands) {
  Lines out;
  for (const auto& c : commands.commands) {
    const auto space = c.path.find(' ');
    if (space == std::string::npos) {
      out.emplace_back(c.path, c.summary);
      continue;
    }
    const auto name = c.path.substr(0, space);
    if (std::any_of(out.begin(), out.end(), [&](const auto& l) { return l.first == name + " …"; })) continue;
    const auto group = std::find_if(commands.groups.begin(), commands.groups.end(),
                                    [&](const Group& g) { return g.name == name; });
    out.emplace_back(name + " …", group == commands.groups.end() ? "" : group->summary);
  }
  return out;
}

std::string whole(const Commands& commands) {
  return "ledgelight: the cyber-incident and privacy desk of a city.\n\n"
         "Usage: ledgelight COMMAND [options]\n\nCommands:\n" +
         columns(top_level(commands)) + "\nEverywhere:\n" + columns(global_options()) + "\n" +
         std::string(exit_words) + "\nMore: ledgelight COMMAND --help\n";
}

std::string of_command(const Command& c) {
  std::string out = c.summary + ".\n\nUsage: " + usage(c) + "\n";
  if (!c.details.empty()) out += "\n" + c.details + "\n";
  if (const auto lines = arguments(c); !lines.empty()) out += "\n" + columns(lines);
  auto everywhere = global_options();
  if (c.desk == Command::Desk::none) everywhere.erase(everywhere.begin(), everywhere.begin() + 2);
  return out + "\nEverywhere:\n" + columns(everywhere);
}

std::string code(const std::string& s) { return "`" + s + "`"; }

std::string markdown_of(const Command& c) {
  std::string out = "### " + code("ledgelight " + c.path) + "\n\n" + c.summary + ".\n\n";
  out += "    " + usage(c) + "\n\n";
  if (!c.details.empty()) out += c.details + "\n\n";
  if (const auto lines = arguments(c); !lines.empty()) {
    out += "| | |\n|---|---|\n";
    for (const auto& [name, words] : lines) {
      out += "| " + code(name) + " | " + replaced(words, "|", "\\|") + " |\n";
    }
    out += "\n";
  }
  return out;
}

}  // namespace

std::string help_text(const Commands& commands, const std::string& about) {
  for (const auto& c : commands.commands) {
    if (c.path == about) return of_command(c);
  }
  const auto members = of_group(commands, about);
  if (members.empty()) return whole(commands);
  std::string out;
  for (const auto& g : commands.groups) {
    if (g.name == about) out = g.summary + ".\n\n";
  }
  Lines lines;
  for (const auto* c : members) lines.emplace_back(usage(*c).substr(11), c->summary);
  return out + columns(lines) + "\nMore: ledgelight " + about + " COMMAND --help\n";
}

std::string help_markdown(const Commands& commands) {
  std::string out =
      "# Commands\n\n"
      "Written by `ledgelight help --markdown`; a test holds it to the program.\n\n"
      "| everywhere | |\n|---|---|\n";
  for (const auto& [name, words] : global_options()) out += "| " + code(name) + " | " + words + " |\n";
  out += "\n" + std::string(exit_words) +
         "\nWith `--json` a failure is "
         "`{\"error\":{\"code\",\"name\",\"detail\"}}` on standard error, as its last line; "
         "standard output\n"
         "then stays empty, so that a pipe never takes a failure for an answer (decision 0073). "
         "The numbers are those of `errors.md`.\n\n";
  std::string heading;
  for (const auto& c : commands.commands) {
    const auto space = c.path.find(' ');
    const auto name = c.path.substr(0, space);
    if (name != heading) {
      heading = name;
      out += "## " + name + "\n\n";
      for (const auto& g : commands.groups) {
        if (g.name == name) out += g.summary + ".\n\n";
      }
    }
    out += markdown_of(c);
  }
  while (out.size() > 1 && out[out.size() - 2] == '\n') out.pop_back();
  return out;
}

}  // namespace ledgelight::cli
