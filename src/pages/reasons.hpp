// pages/reasons.hpp: the reasons a search gives, in the language of the page.
//
// A search keeps in English why it took bytes for a kind of data, and on what ground somebody lives
// in a state, put together from set phrases (src/discover): the phrase is the code. (Why two may be
// one person is discover/reasons.hpp.) content/en/messages.why.json lists them, with {names} for what
// varies; the same key has the phrase in other languages. What stands in a heading or in quotes is
// the evidence's own and stays.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/messages.hpp"

namespace ledgelight::pages {

class Reasons {
 public:
  /// The phrases are the messages whose keys begin with `prefix`.
  explicit Reasons(const http::Messages& messages, std::string_view prefix = "why.");

  /// In `language`; the English itself where a phrase is not on the list.
  std::string words(std::string_view language, std::string_view english) const;
  /// Nothing when a phrase of it is not on the list.
  std::optional<std::string> known(std::string_view language, std::string_view english) const;

  /// Of a text that is one phrase of the list: why a verb refused (messages.faults.json).
  std::optional<std::string> exact(std::string_view language, std::string_view english) const {
    return phrase(language, english);
  }

 private:
  struct Phrase {
    std::string key;
    std::vector<std::string> texts;  ///< around the names: one more than names
    std::vector<std::string> names;
    std::size_t length = 0;
  };
  std::vector<Phrase> load(std::string_view prefix) const;
  std::optional<std::string> phrase(std::string_view language, std::string_view text) const;
  std::optional<std::string> piece(std::string_view language, std::string_view text) const;

  const http::Messages& messages_;
  std::vector<Phrase> phrases_;  ///< the longest first
};

}  // namespace ledgelight::pages
