#include "http/messages.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/json.hpp"
#include "base/text.hpp"
#include "http/numbers.hpp"

namespace ledgelight::http {
namespace {

bool key_is_good(std::string_view key) {
  return !key.empty() && key.size() <= 100 && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '.' || c == '_' || c == '-';
  });
}

bool name_is_good(std::string_view name) {
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

// "es/messages.portal.json" → "es"; "" for any other file.
std::string language_in(std::string_view path) {
  const auto slash = path.find('/');
  if (slash == std::string_view::npos || path.find('/', slash + 1) != std::string_view::npos) return "";
  const auto name = path.substr(slash + 1);
  constexpr std::string_view ending = ".json";
  if (name.substr(0, 9) != "messages." || name.size() < 9 + 4 ||
      name.substr(name.size() - ending.size()) != ending) {
    return "";
  }
  return std::string(path.substr(0, slash));
}

std::string filled(std::string_view sentence, const Messages::Named& named) {
  std::string out;
  for (std::size_t i = 0; i < sentence.size();) {
    const auto close = sentence[i] == '{' ? sentence.find('}', i) : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += sentence[i++];
      continue;
    }
    const auto name = sentence.substr(i + 1, close - i - 1);
    const auto found = std::find_if(named.begin(), named.end(),
                                    [&](const auto& one) { return one.first == name; });
    out += found != named.end() ? found->second : std::string(sentence.substr(i, close - i + 1));
    i = close + 1;
  }
  return out;
}

}  // namespace

Result<std::vector<std::string>> placeholders_of(std::string_view sentence) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if (sentence[i] == '}') return fail(Errc::bad_input, "a closing brace without an opening one");
    if (sentence[i] != '{') continue;
    const auto close = sentence.find('}', i);
    if (close == std::string_view::npos) return fail(Errc::bad_input, "an open brace");
    const auto name = sentence.substr(i + 1, close - i - 1);
    if (!name_is_good(name)) return fail(Errc::bad_input, "a placeholder is not a {name}");
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
    i = close;
  }
  return names;
}

Result<Messages> Messages::load(std::span<const EmbeddedFile> content) {
  Messages messages;
  for (const auto& file : content) {
    const auto language = language_in(file.path);
    if (language.empty()) continue;
    const auto where = std::string(file.path);
    const auto parsed = parse_json(file.bytes);
    if (!parsed) return fail(Errc::config, where + ": " + parsed.error().detail);
    if (!parsed->is_object()) return fail(Errc::config, where + ": not an object");
    auto& sentences = messages.sentences_[language];
    for (const auto& item : parsed->items()) {
      if (!key_is_good(item.key()) || !item.value().is_string()) {
        return fail(Errc::config, where + ": \"" + item.key() + "\" is not a key with a sentence");
      }
      const auto sentence = item.value().get<std::string>();
      if (!placeholders_of(sentence)) {
        return fail(Errc::config, where + ": braces of " + item.key());
      }
      if (!sentences.emplace(item.key(), sentence).second) {
        return fail(Errc::config, where + ": " + item.key() + " is in another file too");
      }
    }
  }
  const auto english = messages.sentences_.find("en");
  if (english == messages.sentences_.end()) return fail(Errc::config, "no English messages");
  messages.languages_.push_back("en");
  for (const auto& [language, sentences] : messages.sentences_) {
    if (language == "en") continue;
    messages.languages_.push_back(language);
    for (const auto& [key, sentence] : sentences) {
      const auto reference = english->second.find(key);
      if (reference == english->second.end()) {
        return fail(Errc::config, language + ": " + key + " has no English");
      }
      auto ours = placeholders_of(sentence);
      auto theirs = placeholders_of(reference->second);
      std::sort(ours->begin(), ours->end());
      std::sort(theirs->begin(), theirs->end());
      if (*ours != *theirs) {
        return fail(Errc::config, language + ": " + key + " has other placeholders than English");
      }
    }
  }
  return messages;
}

std::optional<std::string_view> Messages::find(std::string_view language,
                                               std::string_view key) const {
  for (const auto code : {language, std::string_view("en")}) {
    const auto sentences = sentences_.find(code);
    if (sentences == sentences_.end()) continue;
    const auto found = sentences->second.find(key);
    if (found != sentences->second.end()) return std::string_view(found->second);
  }
  return std::nullopt;
}

bool Messages::has(std::string_view language, std::string_view key) const {
  const auto sentences = sentences_.find(language);
  return sentences != sentences_.end() && sentences->second.find(key) != sentences->second.end();
}

std::string Messages::get(std::string_view language, std::string_view key, const Named& named) const {
  const auto sentence = find(language, key);
  return sentence ? filled(*sentence, named) : "[" + std::string(key) + "]";
}

std::string Messages::count(std::string_view language, std::string_view key, std::int64_t n,
                            Named named) const {
  named.emplace_back("n", grouped(n));
  return get(language, std::string(key) + (n == 1 ? ".one" : ".other"), named);
}

std::string Messages::choose(std::string_view accept) const {
  std::string best = "en";
  double best_q = 0;
  const auto wishes = split(accept.substr(0, 400), ',');
  for (const auto& wish : wishes) {
    const auto parts = split(wish, ';');
    double q = 1;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const auto parameter = trimmed(parts[i]);
      if (parameter.rfind("q=", 0) == 0) q = std::strtod(parameter.c_str() + 2, nullptr);
    }
    const auto tag = lowered(trimmed(parts[0]));
    const auto primary = tag.substr(0, tag.find('-'));
    for (const auto& language : languages_) {
      if ((language == tag || language == primary) && q > best_q && q <= 1) {
        best = language;
        best_q = q;
      }
    }
  }
  return best;
}

std::vector<std::string> Messages::keys() const {
  std::vector<std::string> out;
  const auto english = sentences_.find("en");
  if (english == sentences_.end()) return out;
  for (const auto& [key, sentence] : english->second) out.push_back(key);
  return out;
}

std::vector<std::string> Messages::missing(std::string_view language) const {
  std::vector<std::string> out;
  for (const auto& key : keys()) {
    if (!has(language, key)) out.push_back(key);
  }
  return out;
}

}  // namespace ledgelight::http
