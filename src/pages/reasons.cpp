#include "pages/reasons.hpp"

#include <algorithm>

namespace ledgelight::pages {
namespace {

bool begins(std::string_view text, std::string_view with) {
  return text.substr(0, with.size()) == with;
}

}  // namespace

Reasons::Reasons(const http::Messages& messages, std::string_view prefix)
    : messages_(messages), phrases_(load(prefix)) {}

std::vector<Reasons::Phrase> Reasons::load(std::string_view prefix) const {
  std::vector<Phrase> out;
  for (const auto& key : messages_.keys()) {
    if (!begins(key, prefix)) continue;
    const std::string english(*messages_.find("en", key));
    Phrase phrase;
    phrase.key = key;
    phrase.length = english.size();
    std::size_t at = 0;
    while (true) {
      const auto open = english.find('{', at);
      phrase.texts.push_back(english.substr(at, open - at));
      if (open == std::string::npos) break;
      const auto close = english.find('}', open);
      phrase.names.push_back(english.substr(open + 1, close - open - 1));
      at = close + 1;
    }
    out.push_back(std::move(phrase));
  }
  std::stable_sort(out.begin(), out.end(), [](const Phrase& a, const Phrase& b) {
    // What has no gap is surer than what has one.
    return a.names.size() != b.names.size() ? a.names.size() < b.names.size() : a.length > b.length;
  });
  return out;
}

std::optional<std::string> Reasons::phrase(std::string_view language, std::string_view text) const {
  for (const auto& p : phrases_) {
    if (!begins(text, p.texts.front())) continue;
    http::Messages::Named named;
    std::size_t at = p.texts.front().size();
    bool fits = true;
    for (std::size_t i = 0; i < p.names.size() && fits; ++i) {
      const auto& next = p.texts[i + 1];
      const auto end = next.empty() ? text.size() : text.find(next, at + 1);
      fits = end != std::string_view::npos && end > at;
      if (!fits) break;
      named.emplace_back(p.names[i], std::string(text.substr(at, end - at)));
      at = end + next.size();
    }
    if (fits && at == text.size()) return messages_.get(language, p.key, named);
  }
  return std::nullopt;
}

std::optional<std::string> Reasons::piece(std::string_view language, std::string_view text) const {
  constexpr std::string_view as_of = "as of a person who more likely than not is the same: ";
  if (begins(text, as_of)) {
    const auto ground = phrase(language, text.substr(as_of.size()));
    if (!ground) return std::nullopt;
    return messages_.get(language, "why.as_of_a_person_who_more_likely_than_not_is_the_same_ground",
                         {{"ground", *ground}});
  }
  if (auto whole = phrase(language, text)) return whole;
  constexpr std::string_view under = " under the heading ", after = " after ";
  if (const auto at = text.find(under); at != std::string_view::npos) {
    const auto what = phrase(language, text.substr(0, at));
    if (!what) return std::nullopt;
    return messages_.get(
        language, "why_with.under",
        {{"what", *what}, {"heading", std::string(text.substr(at + under.size()))}});
  }
  if (begins(text, "after \""))
    return messages_.get(language, "why_with.only_after", {{"word", std::string(text.substr(6))}});
  if (const auto at = text.find(" after \""); at != std::string_view::npos) {
    auto base = text.substr(0, at);
    if (!base.empty() && base.back() == ',') base.remove_suffix(1);
    const auto what = phrase(language, base);
    if (!what) return std::nullopt;
    return messages_.get(language, "why_with.after",
                         {{"what", *what}, {"word", std::string(text.substr(at + after.size()))}});
  }
  return std::nullopt;
}

std::optional<std::string> Reasons::known(std::string_view language,
                                          std::string_view english) const {
  std::string out;
  while (true) {
    const auto cut = english.find("; ");
    const auto one = piece(language, english.substr(0, cut));
    if (!one) return std::nullopt;
    out += (out.empty() ? "" : "; ") + *one;
    if (cut == std::string_view::npos) return out;
    english.remove_prefix(cut + 2);
  }
}

std::string Reasons::words(std::string_view language, std::string_view english) const {
  if (language == "en") return std::string(english);
  auto out = known(language, english);
  return out ? *std::move(out) : std::string(english);
}

}  // namespace ledgelight::pages
