// law/spanish.hpp: the Spanish of what packs and engine say, and what of them still lacks it.
//
// Public facts carry theirs beside the English; every other text (a duty's title, a reason, a
// flag, a holiday's name) has it in a pack's `spanish:` (docs/formats/pack.md). Terms:
// docs/glossary.md.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/rules.hpp"

namespace ledgelight::law {

struct InSpanish {
  std::string text;
  std::vector<std::string> pairs;  ///< the English of each pair it was made with
  std::vector<std::string> kept;   ///< what stood at a {name} and no pair has: a number, a day, a
                                   ///< citation; put as it stands
};

/// Puts texts into Spanish by the pairs of `rules`, which must outlive it; remembers what it put.
class Translator {
 public:
  explicit Translator(const Rules& rules);
  /// A {name} in the English of a pair stands for any text and is put, itself in Spanish where a
  /// pack has it, at the same {name}. A text of several sentences, or of parts joined by "; ", is
  /// put part by part. Nothing when no pair fits.
  std::optional<InSpanish> put(std::string_view english);

 private:
  struct Pattern {
    std::vector<std::string> pieces;  ///< text, name, text, name, text
    const std::string *english, *spanish;
  };
  struct Tried {
    std::optional<InSpanish> out;
    int depth = 0;       ///< from which it was tried
    bool whole = false;  ///< nothing English is left in it
  };
  std::optional<InSpanish> whole(std::string_view english, int depth);
  std::optional<InSpanish> by_pattern_or_parts(std::string_view english, int depth);
  InSpanish filled(const Pattern& pattern, const std::map<std::string, std::string>& names,
                   int depth);
  std::optional<InSpanish> parts(std::string_view english, int depth);

  const Rules& rules_;
  std::vector<Pattern> patterns_;
  std::map<std::string, Tried, std::less<>> tried_;
};

/// One text put; many are put faster by one Translator.
std::optional<std::string> spanish_of(const Rules& rules, std::string_view english);

/// One text that a page, sheet, letter or feed may show, and the pack it stands in.
struct PackText {
  std::string pack, text;
};
/// Every text of the breach laws, the federal rules and the calendars, notes of sources among
/// them, each once a pack. Public facts and groups are not: see untranslated().
std::vector<PackText> texts_of(const Rules& rules);

/// Of those, the texts that no pair has, or that would keep English words: "us/al: 'the text'".
std::vector<std::string> without_spanish(const Rules& rules);
/// Words that only English has ("the", "was"), outside citations: a sign that a part was not put.
bool reads_as_english(std::string_view text);

}  // namespace ledgelight::law
