#include "http/template_source.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "http/markup.hpp"

namespace ledgelight::http {
namespace {

// A sign no template may hold: marks where a value stands while the markup is checked.
constexpr char value_mark = '\x01';

bool good_name(std::string_view name) {
  return !name.empty() && name[0] >= 'A' && name[0] <= 'Z' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
         });
}

std::string uppered(std::string_view s) {
  std::string out(s);
  for (auto& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  return out;
}

class Expander {
 public:
  Expander(std::string_view source, const Messages& messages, std::string_view language)
      : source_(source), messages_(messages), language_(language) {}

  Result<Template> run() {
    if (source_.find(value_mark) != std::string_view::npos) return broken("a control sign");
    stack_.push_back({});
    while (at_ < source_.size()) {
      const auto two = source_.substr(at_, 2);
      if (two == "{{") {
        TRY(marker());
      } else if (two == "[[") {
        TRY(sentence());
      } else if (two == "}}" || two == "]]") {
        return broken("a closing marker without an opening one");
      } else {
        if (source_[at_] == '\n') ++line_;
        out_.text += source_[at_];
        markup_ += source_[at_++];
      }
    }
    if (stack_.size() != 1) return broken("section " + names_.back() + " is not closed");
    out_.nodes = std::move(stack_.back());
    const auto tags = tags_of(markup_);
    if (!tags) return fail(Errc::config, tags.error().detail);
    if (const auto fine = check_tags(*tags); !fine) return fail(Errc::config, fine.error().detail);
    return std::move(out_);
  }

 private:
  Error broken(const std::string& why) const {
    return fail(Errc::config, "line " + std::to_string(line_) + ": " + why);
  }

  Result<std::string> inside(std::string_view open, std::string_view close) {
    const auto end = source_.find(close, at_);
    if (end == std::string_view::npos) return broken("a marker is not closed");
    const auto from = at_ + open.size();
    std::string text(source_.substr(from, end - from));
    if (text.find('\n') != std::string::npos) return broken("a marker runs over a line end");
    at_ = end + close.size();
    return text;
  }

  Result<void> marker() {
    const auto text = TRY(inside("{{", "}}"));
    if (text.empty()) return broken("an empty marker");
    if (text[0] == '!') return Done{};
    const bool special = text[0] == '#' || text[0] == '/' || text[0] == '>';
    const auto name = special ? text.substr(1) : text;
    // Modifiers, pragmas and changed delimiters all fail here.
    if (!good_name(name)) return broken("{{" + text + "}} is not allowed");
    if (text[0] == '#') {
      names_.push_back(name);
      stack_.push_back({});
    } else if (text[0] == '/') {
      if (names_.empty() || names_.back() != name) return broken("{{/" + name + "}} closes nothing");
      Node node{Node::Kind::section, name, std::move(stack_.back())};
      names_.pop_back();
      stack_.pop_back();
      stack_.back().push_back(std::move(node));
    } else {
      const auto kind = text[0] == '>' ? Node::Kind::part : Node::Kind::variable;
      stack_.back().push_back({kind, name, {}});
      // A part is whole elements; inside a tag its mark is refused like a bare value.
      markup_ += value_mark;
    }
    out_.text += "{{" + text + "}}";
    return Done{};
  }

  Result<void> sentence() {
    const auto words = split(TRY(inside("[[", "]]")), ' ');
    const auto& key = words[0];
    const auto text = messages_.find(language_, key);
    if (!text) return broken("no message " + key);
    out_.messages.push_back(key);
    auto escaped = html_escaped(*text);
    for (std::size_t i = 1; i < words.size(); ++i) {
      const auto equals = words[i].find('=');
      if (equals == std::string::npos || !good_name(words[i].substr(equals + 1))) {
        return broken("[[" + key + " …]]: write name=VALUE");
      }
      const auto hole = "{" + words[i].substr(0, equals) + "}";
      if (escaped.find(hole) == std::string::npos) return broken(key + " has no " + hole);
      escaped = replaced(escaped, hole, "{{" + words[i].substr(equals + 1) + "}}");
    }
    // What is left of {name} becomes {{NAME}}.
    for (std::size_t i = 0; i < escaped.size();) {
      const bool value = escaped.compare(i, 2, "{{") == 0;
      if (!value && escaped[i] != '{') {
        out_.text += escaped[i++];
        continue;
      }
      const auto end = escaped.find('}', i);
      const auto from = i + (value ? 2 : 1);
      const auto name = uppered(escaped.substr(from, end - from));
      stack_.back().push_back({Node::Kind::variable, name, {}});
      out_.text += "{{" + name + "}}";
      i = end + (value ? 2 : 1);
    }
    markup_ += value_mark;
    return Done{};
  }

  std::string_view source_;
  const Messages& messages_;
  std::string_view language_;
  std::size_t at_ = 0, line_ = 1;
  Template out_;
  std::string markup_;
  std::vector<std::vector<Node>> stack_;
  std::vector<std::string> names_;
};

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

Result<Template> read_template(std::string_view source, const Messages& messages,
                               std::string_view language) {
  auto read = TRY(Expander(source, messages, language).run());
  read.text = "{{%AUTOESCAPE context=\"HTML\"}}" + read.text;
  return read;
}

}  // namespace ledgelight::http
