// law/reader.hpp: from a tree of a pack file to values, keeping every fault with its line.
//
// A reader never stops at the first fault: it notes it, hands back an empty value and goes on; the
// caller asks Faults at the end. (Used by the loader only.)
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "law/node.hpp"
#include "law/source.hpp"

namespace ledgelight::law {

class Faults {
 public:
  void add(std::string_view file, int line, std::string_view text);
  void add_line(std::string_view line);  ///< that already says file and line
  bool none() const { return lines_.empty(); }
  const std::vector<std::string>& lines() const { return lines_; }
  std::string text() const;  ///< one fault a line

 private:
  std::vector<std::string> lines_;  ///< at most 200, then one that says so
};

/// sources.yaml of the packs read so far: key -> what and where.
struct SourceBook {
  struct Entry {
    std::string url, what;
    Date read{};
    bool used = false;
  };
  std::map<std::string, Entry> entries;
};

/// Count of what was read, for `law check`.
struct Tally {
  int claims = 0, unverified = 0, silent = 0, not_seen = 0, disagreeing = 0;
};

/// Sentences that many laws share (`words:` of a wider pack): a rule that does not write its own
/// takes these, with its own source.
struct Words {
  struct Flag {
    std::string code, text;
  };
  std::map<std::pair<std::string, std::string>, Flag> flags;  ///< by kind of rule and event
  std::map<std::string, std::string> content;                 ///< by item: "data_types"
  std::map<std::string, std::string> texts;                   ///< by "kind/key"
};

struct ReadContext {
  Faults& faults;
  SourceBook& book;
  Tally& tally;
  Words& words;
};

/// A node with its file; every reading method notes a fault and returns an empty value when the
/// key is missing (unless the name starts with `maybe_`) or of the wrong shape.
class Reader {
 public:
  Reader(ReadContext& context, const std::string& file, const Node& node)
      : context_(&context), file_(&file), node_(&node) {}

  const Node& node() const { return *node_; }
  ReadContext& context() const { return *context_; }
  const std::string& file() const { return *file_; }
  void fault(std::string_view text) const { fault_at(node_->line, text); }
  void fault_at(int line, std::string_view text) const {
    context_->faults.add(*file_, line, text);
  }
  bool has(std::string_view key) const { return node_->find(key) != nullptr; }

  /// Faults if this is not a map, or has a key that is not among `known`.
  bool is_map(const std::vector<std::string_view>& known) const;
  bool is_list() const;

  std::string text(std::string_view key) const;
  std::string maybe_text(std::string_view key, std::string_view otherwise = {}) const;
  std::int64_t number(std::string_view key, std::int64_t least, std::int64_t most) const;
  bool maybe_yes(std::string_view key) const;  ///< true/false; false when missing
  std::optional<Date> maybe_date(std::string_view key) const;
  Date date(std::string_view key) const;
  /// One of `tokens`; the fault lists them.
  std::string token(std::string_view key, const std::vector<std::string>& tokens) const;
  std::set<std::string> tokens(std::string_view key, const std::vector<std::string>& known) const;
  std::vector<std::string> maybe_texts(std::string_view key) const;

  /// Calls `each` for every item of the list at `key`; missing is a fault only if `needed`.
  void each(std::string_view key, bool needed, const std::function<void(const Reader&)>& f) const;
  /// The items of this node itself.
  void items(const std::function<void(const Reader&)>& f) const;
  Reader at(std::string_view key) const;  ///< CHECKs that the key is there

  /// `source:` one map or a list of them. Never empty without a fault.
  std::vector<Source> sources(std::string_view key = "source") const;
  /// `in-force: {from: DATE|not-stated, to: DATE}`.
  Span in_force() const;
  /// `from`/`to` beside the value.
  Span span() const;

  /// The list of dated statements at `key`; `value` reads the reader of a node holding `value`.
  /// `extra`: keys that `value` reads beside it.
  template <class T>
  Dated<T> dated(std::string_view key, const std::function<T(const Reader&)>& value,
                 const std::vector<std::string_view>& extra = {}) const;
  Dated<std::int64_t> dated_number(std::string_view key, std::int64_t least,
                                   std::int64_t most) const;
  Dated<std::string> dated_text(std::string_view key) const;

 private:
  const Node* need(std::string_view key, Node::Kind kind) const;
  Source source_of(const Reader& one) const;
  void note_claim(bool verified) const;

  ReadContext* context_;
  const std::string* file_;
  const Node* node_;
};

template <class T>
Dated<T> Reader::dated(std::string_view key, const std::function<T(const Reader&)>& value,
                       const std::vector<std::string_view>& extra) const {
  Dated<T> out;
  const auto known = [&extra](std::vector<std::string_view> keys) {
    keys.insert(keys.end(), extra.begin(), extra.end());
    return keys;
  };
  const auto keys = known({"value", "not-specified", "controlling", "not-seen", "look", "es",
                           "controlling-es", "look-es", "sources-disagree", "source", "from", "to"});
  each(key, true, [&](const Reader& one) {
    if (!one.is_map(keys)) return;
    Stated<T> stated;
    stated.span = one.span();
    const int answers = one.has("value") + one.has("not-specified") + one.has("not-seen") +
                        one.has("sources-disagree");
    if (answers != 1) {
      one.fault(
          "a statement needs exactly one answer; write value, not-specified, not-seen or "
          "sources-disagree");
      return;
    }
    if (one.has("value")) {
      stated.answer = Answer::value;
      stated.readings.push_back({value(one), one.sources()});
    } else if (one.has("sources-disagree")) {
      stated.answer = Answer::sources_disagree;
      ++context_->tally.disagreeing;
      one.each("sources-disagree", true, [&](const Reader& reading) {
        if (reading.is_map(known({"value", "es", "source"})))
          stated.readings.push_back({value(reading), reading.sources()});
      });
      if (stated.readings.size() < 2)
        one.fault("sources-disagree needs two or more readings; write value: if there is one");
    } else if (one.has("not-specified")) {
      stated.answer = Answer::not_specified;
      ++context_->tally.silent;
      stated.silence = {one.text("not-specified"), one.maybe_text("es"), one.text("controlling"),
                        one.maybe_text("controlling-es")};
      stated.says = stated.silence.what;
      if (!stated.silence.ask.empty()) stated.says += "; controlling: " + stated.silence.ask;
      stated.sources = one.sources();
    } else {
      stated.answer = Answer::not_seen;
      ++context_->tally.not_seen;
      stated.silence = {one.text("not-seen"), one.maybe_text("es"), one.text("look"),
                        one.maybe_text("look-es")};
      stated.says = stated.silence.what;
      Source look;
      look.cite = stated.silence.ask;
      stated.sources.push_back(look);
    }
    for (const auto& earlier : out.spans) {
      const bool apart = (earlier.span.to && stated.span.from &&
                          *earlier.span.to < *stated.span.from) ||
                         (stated.span.to && earlier.span.from &&
                          *stated.span.to < *earlier.span.from);
      if (!apart)
        one.fault(
            "two statements in force on the same day; end the first with to:, or write "
            "sources-disagree");
    }
    out.spans.push_back(std::move(stated));
  });
  if (out.spans.empty() && has(key))
    fault("'" + std::string(key) + "' is empty; write at least one statement");
  return out;
}

}  // namespace ledgelight::law
