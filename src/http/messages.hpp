// http/messages.hpp: every sentence people read, by key and language.
//
// content/<lang>/messages.json and messages.<room>.json hold one flat object: key → sentence.
// Keys are [A-Za-z0-9._-]+, sentences plain text (no markup), placeholders {name}. A key that ends in
// ".one" or ".other" is the form for a count. English is the reference: a key missing elsewhere
// falls back to it. "language.name" is the language's own name for itself.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/embedded.hpp"
#include "base/result.hpp"

namespace ledgelight::http {

class Messages {
 public:
  using Named = std::vector<std::pair<std::string_view, std::string>>;

  /// Fails with config: broken JSON, a key twice, a bad key or placeholder, no English, a
  /// translation whose placeholders differ from the English, or a key English does not have.
  static Result<Messages> load(std::span<const EmbeddedFile> content);

  /// The sentence with placeholders filled: plain text, which the page escapes. A key that exists
  /// nowhere gives the key itself in brackets: visible, never a crash.
  std::string get(std::string_view language, std::string_view key, const Named& named = {}) const;
  /// `key`.one or `key`.other with {n}; one for exactly 1.
  std::string count(std::string_view language, std::string_view key, std::int64_t n,
                    Named named = {}) const;
  /// The raw sentence, falling back to English; nothing when the key exists nowhere.
  std::optional<std::string_view> find(std::string_view language, std::string_view key) const;
  /// Whether this very language has it (no fallback).
  bool has(std::string_view language, std::string_view key) const;

  /// "en" first, then by code.
  const std::vector<std::string>& languages() const { return languages_; }
  /// The best of ours for an Accept-Language header (RFC 9110 12.5.4); "en" when none fits.
  std::string choose(std::string_view accept_language) const;
  std::vector<std::string> keys() const;
  /// English keys that `language` lacks.
  std::vector<std::string> missing(std::string_view language) const;

 private:
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> sentences_;
  std::vector<std::string> languages_;
};

/// The {names} in a sentence, in order, once each. Fails with bad_input on unbalanced braces.
Result<std::vector<std::string>> placeholders_of(std::string_view sentence);

}  // namespace ledgelight::http
