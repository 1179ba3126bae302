#include "law/reader.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace ledgelight::law {
namespace {

constexpr std::size_t kMostFaults = 200;
constexpr std::size_t kLongestText = 4000;

std::string listed(const std::vector<std::string>& tokens) { return join(tokens, ", "); }

}  // namespace

void Faults::add(std::string_view file, int line, std::string_view text) {
  add_line(std::string(file) + ":" + std::to_string(line) + ": " + std::string(text));
}

void Faults::add_line(std::string_view line) {
  if (lines_.size() > kMostFaults) return;
  if (lines_.size() == kMostFaults) {
    lines_.push_back("… and more faults; mend these first");
    return;
  }
  lines_.emplace_back(line);
}

std::string Faults::text() const { return join(lines_, "\n"); }

bool Reader::is_map(const std::vector<std::string_view>& known) const {
  if (node_->kind != Node::Kind::map) {
    fault("found " + std::string(kind_words(node_->kind)) + "; write 'key: value' lines");
    return false;
  }
  for (const auto& member : node_->members) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    std::vector<std::string> names(known.begin(), known.end());
    fault_at(member.line, "'" + shown_line(member.key, 60) + "' is not a key here; write one of: " +
                             listed(names));
  }
  return true;
}

bool Reader::is_list() const {
  if (node_->kind == Node::Kind::list) return true;
  fault("found " + std::string(kind_words(node_->kind)) + "; write a list of '- ' lines");
  return false;
}

const Node* Reader::need(std::string_view key, Node::Kind kind) const {
  const auto* found = node_->find(key);
  if (found == nullptr) {
    fault("'" + std::string(key) + "' is missing; write '" + std::string(key) + ": …'");
    return nullptr;
  }
  if (found->kind != kind) {
    fault_at(found->line, "'" + std::string(key) + "' is " + std::string(kind_words(found->kind)) +
                              "; write " + std::string(kind_words(kind)));
    return nullptr;
  }
  return found;
}

std::string Reader::text(std::string_view key) const {
  const auto* found = need(key, Node::Kind::scalar);
  if (found == nullptr) return {};
  auto out = trimmed(found->text);
  if (out.empty()) fault_at(found->line, "'" + std::string(key) + "' is empty; write the text");
  if (out.size() > kLongestText) {
    fault_at(found->line, "'" + std::string(key) + "' is longer than 4,000 bytes; shorten it");
    out.clear();
  }
  return out;
}

std::string Reader::maybe_text(std::string_view key, std::string_view otherwise) const {
  return has(key) ? text(key) : std::string(otherwise);
}

std::int64_t Reader::number(std::string_view key, std::int64_t least, std::int64_t most) const {
  const auto* found = need(key, Node::Kind::scalar);
  if (found == nullptr) return least;
  std::int64_t out = 0;
  const auto* end = found->text.data() + found->text.size();
  const auto [stop, bad] = std::from_chars(found->text.data(), end, out);
  if (bad != std::errc{} || stop != end || out < least || out > most) {
    fault_at(found->line, "'" + std::string(key) + "' is not a whole number from " +
                              std::to_string(least) + " to " + std::to_string(most) +
                              "; write digits only, such as 60");
    return least;
  }
  return out;
}

bool Reader::maybe_yes(std::string_view key) const {
  if (!has(key)) return false;
  const auto value = text(key);
  if (value != "true" && value != "false")
    fault_at(node_->find(key)->line,
             "'" + std::string(key) + "' is neither true nor false; write one of them");
  return value == "true";
}

std::optional<Date> Reader::maybe_date(std::string_view key) const {
  if (!has(key)) return {};
  const auto* found = need(key, Node::Kind::scalar);
  if (found == nullptr) return {};
  const auto parsed = parse_date(found->text);
  if (!parsed) {
    fault_at(found->line, "'" + std::string(key) + "' is not a day that exists; write it as "
                                                   "2026-03-02");
    return {};
  }
  return *parsed;
}

Date Reader::date(std::string_view key) const {
  constexpr Date nothing{std::chrono::year{1970}, std::chrono::month{1}, std::chrono::day{1}};
  if (!has(key)) {
    need(key, Node::Kind::scalar);
    return nothing;
  }
  return maybe_date(key).value_or(nothing);
}

std::string Reader::token(std::string_view key, const std::vector<std::string>& tokens) const {
  auto out = text(key);
  if (!out.empty() && std::find(tokens.begin(), tokens.end(), out) == tokens.end()) {
    fault_at(node_->find(key)->line, "'" + shown_line(out, 60) + "' is not known under '" +
                                         std::string(key) + "'; write one of: " + listed(tokens));
    out.clear();
  }
  return out;
}

std::set<std::string> Reader::tokens(std::string_view key,
                                     const std::vector<std::string>& known) const {
  std::set<std::string> out;
  const auto* found = need(key, Node::Kind::list);
  if (found == nullptr) return out;
  for (const auto& item : found->items) {
    if (item.kind != Node::Kind::scalar ||
        std::find(known.begin(), known.end(), item.text) == known.end()) {
      fault_at(item.line, "'" + shown_line(item.text, 60) + "' is not known under '" +
                              std::string(key) + "'; write some of: " + listed(known));
    } else if (!out.insert(item.text).second) {
      fault_at(item.line, "'" + item.text + "' twice; remove one");
    }
  }
  return out;
}

std::vector<std::string> Reader::maybe_texts(std::string_view key) const {
  std::vector<std::string> out;
  if (!has(key)) return out;
  const auto* found = need(key, Node::Kind::list);
  if (found == nullptr) return out;
  for (const auto& item : found->items) {
    if (item.kind == Node::Kind::scalar && !item.text.empty() && item.text.size() <= kLongestText)
      out.push_back(item.text);
    else
      fault_at(item.line, "not text, or longer than 4,000 bytes; write one sentence an item");
  }
  return out;
}

void Reader::each(std::string_view key, bool needed,
                  const std::function<void(const Reader&)>& f) const {
  if (!needed && !has(key)) return;
  const auto* found = need(key, Node::Kind::list);
  if (found == nullptr) return;
  for (const auto& item : found->items) f(Reader(*context_, *file_, item));
}

void Reader::items(const std::function<void(const Reader&)>& f) const {
  if (!is_list()) return;
  for (const auto& item : node_->items) f(Reader(*context_, *file_, item));
}

Reader Reader::at(std::string_view key) const {
  const auto* found = node_->find(key);
  CHECK(found != nullptr);
  return {*context_, *file_, *found};
}

void Reader::note_claim(bool verified) const {
  ++context_->tally.claims;
  if (!verified) ++context_->tally.unverified;
}

Source Reader::source_of(const Reader& one) const {
  static const std::vector<std::string> confidences = {"statute-text", "official-page",
                                                       "secondary", "recalled-unseen"};
  Source out;
  if (!one.is_map({"cite", "from", "url", "read", "confidence", "note", "note-es",
                   "what"})) return out;
  out.cite = one.text("cite");
  out.note = one.maybe_text("note");
  out.note_es = one.maybe_text("note-es");
  const auto confidence = one.token("confidence", confidences);
  for (const auto c : {Confidence::statute_text, Confidence::official_page, Confidence::secondary,
                       Confidence::recalled_unseen})
    if (name_of(c) == confidence) out.confidence = c;
  if (one.has("from")) {
    const auto key = one.text("from");
    const auto entry = context_->book.entries.find(key);
    if (entry == context_->book.entries.end()) {
      one.fault_at(one.node().find("from")->line,
                   "no source '" + shown_line(key, 40) +
                       "'; add it to sources.yaml of this pack or of one above, or write url and "
                       "read here");
    } else {
      entry->second.used = true;
      out.url = entry->second.url;
      out.what = entry->second.what;
      out.read = entry->second.read;
    }
    if (one.has("url") || one.has("read"))
      one.fault("both from and url or read; write from alone, or url and read");
  } else if (one.has("url")) {
    out.url = one.text("url");
    out.read = one.date("read");
    out.what = one.maybe_text("what");
  } else if (out.confidence != Confidence::recalled_unseen) {
    one.fault("a source that was seen has no address; write from: KEY of sources.yaml, or url and "
              "read, or confidence: recalled-unseen");
  }
  if (out.confidence == Confidence::recalled_unseen) {
    if (!out.url.empty())
      one.fault("recalled-unseen with an address; leave the address out, or say how it was read");
    out.url.clear();
    out.read.reset();
  }
  return out;
}

std::vector<Source> Reader::sources(std::string_view key) const {
  std::vector<Source> out;
  const auto* found = node_->find(key);
  if (found == nullptr) {
    fault("a claim without a source; write '" + std::string(key) +
          ": {cite: …, from: …, confidence: …}'");
    return out;
  }
  const Reader here(*context_, *file_, *found);
  if (found->kind == Node::Kind::list) {
    here.items([&](const Reader& one) { out.push_back(source_of(one)); });
    if (out.empty()) here.fault("an empty list of sources; write at least one");
  } else {
    out.push_back(source_of(here));
  }
  note_claim(std::any_of(out.begin(), out.end(), [](const Source& s) { return s.verified(); }));
  return out;
}

Span Reader::span() const {
  Span out;
  // A day, or the admission that the source does not say since when.
  if (!has("from")) {
    fault("no day from which this holds; write 'from: 2021-10-01', or 'from: not-stated'");
  } else if (const auto* from = node_->find("from");
             from->kind != Node::Kind::scalar || from->text != "not-stated") {
    out.from = maybe_date("from");
  }
  out.to = maybe_date("to");
  if (out.from && out.to && *out.to < *out.from)
    fault("'to' is before 'from'; 'to' is the last day in force, inclusive");
  return out;
}

Span Reader::in_force() const {
  const auto* found = need("in-force", Node::Kind::map);
  if (found == nullptr) return {};
  const Reader here(*context_, *file_, *found);
  here.is_map({"from", "to"});
  return here.span();
}

Dated<std::int64_t> Reader::dated_number(std::string_view key, std::int64_t least,
                                         std::int64_t most) const {
  return dated<std::int64_t>(key, [least, most](const Reader& one) {
    return one.number("value", least, most);
  });
}

Dated<std::string> Reader::dated_text(std::string_view key) const {
  return dated<std::string>(key, [](const Reader& one) { return one.text("value"); });
}

}  // namespace ledgelight::law
