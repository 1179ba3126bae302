// law/source.hpp: what a source says, on what authority, and from when to when.
//
// "The page names no fine", "the fine is zero", "two pages disagree" and "nobody has read the page"
// are four different answers and must never look alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/json.hpp"

namespace ledgelight::law {

/// How a claim was read, best first (docs/formats/pack.md).
enum class Confidence { statute_text, official_page, secondary, recalled_unseen };
std::string_view name_of(Confidence confidence);  ///< "statute-text"

/// One place where a claim was read.
struct Source {
  std::string cite;           ///< "Conn. Gen. Stat. § 36a-701b(b)(1)"; never empty
  std::string url;            ///< http(s); empty when recalled-unseen, or when `what` says where
  std::string what;           ///< what the copy is and how old; may be empty
  std::optional<Date> read;   ///< absent only when recalled-unseen
  Confidence confidence = Confidence::recalled_unseen;
  std::string note;           ///< "inference", a doubt; may be empty
  std::string note_es;        ///< the note in Spanish

  /// Somebody has seen a text that says so. Never true of what is only remembered.
  bool verified() const { return confidence != Confidence::recalled_unseen; }
  friend bool operator==(const Source&, const Source&) = default;
};
Json to_json(const Source& source);  ///< cite, url, read|null, confidence, verified, note if any

/// In force from `from` to `to`, both inclusive. No `from`: the source does not say since when, and
/// the claim is applied to every earlier day. No `to`: still in force when it was read.
struct Span {
  std::optional<Date> from, to;
  bool holds(Date day) const { return (!from || *from <= day) && (!to || day <= *to); }
  friend bool operator==(const Span&, const Span&) = default;
};

enum class Answer { value, not_specified, sources_disagree, not_seen };
std::string_view name_of(Answer answer);  ///< "not-specified-on-the-cited-page"

/// Silence in words, for the pages: what is not said, and who would know.
struct Silence {
  std::string what, what_es;  ///< "the amount of any city fine"
  std::string ask, ask_es;    ///< the source that controls, or where to look
};

/// What the sources say about one thing over one span of time.
template <class T>
struct Stated {
  struct Reading {
    T value;
    std::vector<Source> sources;  ///< never empty
  };
  Answer answer = Answer::not_seen;
  Span span;
  std::vector<Reading> readings;  ///< one for value, two or more for sources_disagree, else none
  std::vector<Source> sources;    ///< the silent page (not_specified) or where to look (not_seen)
  std::string says;               ///< for silence: what is not said, and what controls it
  Silence silence;                ///< the same in two parts and two languages

  /// Every source, of readings first.
  std::vector<Source> all_sources() const {
    std::vector<Source> all;
    for (const auto& r : readings) all.insert(all.end(), r.sources.begin(), r.sources.end());
    all.insert(all.end(), sources.begin(), sources.end());
    return all;
  }
};

/// One thing through time: spans in order, none overlapping.
template <class T>
struct Dated {
  std::vector<Stated<T>> spans;
  /// nullptr: no span covers that day (there was no such rule).
  const Stated<T>* on(Date day) const {
    for (const auto& s : spans)
      if (s.span.holds(day)) return &s;
    return nullptr;
  }
};

}  // namespace ledgelight::law
