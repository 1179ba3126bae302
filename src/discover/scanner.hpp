// discover/scanner.hpp: finds personal data in the bytes of one text, in bounded memory.
//
// Never by shape alone: shape x checksum x context (facts/pii-rules). A heading counts for its
// whole column, a word for at most `context_bytes` after it. Every validator runs at the
// candidate; time is linear in the bytes.
// Encodings: UTF-8 (with or without BOM), Latin-1/Windows-1252, UTF-16 with BOM or plainly so.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "discover/finding.hpp"
#include "discover/scan.hpp"

namespace ledgelight::discover {

class Scanner {
 public:
  Scanner(std::uint32_t file, std::string member, Sink& sink, const Limits& limits);
  ~Scanner();
  Scanner(const Scanner&) = delete;
  Scanner& operator=(const Scanner&) = delete;

  /// Any cut of the text gives the same findings.
  void feed(std::string_view bytes);
  /// The same without a copy: room() is where the next bytes go, never empty; then filled() says
  /// how many did.
  std::span<char> room();
  void filled(std::size_t bytes);
  /// Without any: the text is the front of `whole`, which outlives the scanner; filled() says how
  /// much more of it there is, at most wants(). Called first, instead of feed() and room().
  void lend(std::string_view whole);
  std::size_t wants() const;
  /// Must be called once, at the end.
  void finish();
  // A text that is searched in pieces, perhaps by several threads (pieces.hpp).

  /// So much must be fed behind a stop before it is reached, unless there is no more.
  static constexpr std::size_t look_on = 128U << 10;
  /// Learns from the first learns_from() bytes of a text that has more what it is, as feed() would;
  /// searches nothing and is not fed after.
  void learn(std::string_view head);
  std::size_t learns_from() const;
  /// Where in `window`, which begins somewhere in the text, a piece may begin; npos: nowhere.
  std::size_t piece_begins(std::string_view window) const;
  /// Another that knows what this one does and searches from `place` on, where a piece begins; to
  /// be fed from feeds_from() on. nullptr: nobody but this one can go on, or only when it has
  /// learned another encoding than bytes. Between learn() or reach() and the next feed.
  std::unique_ptr<Scanner> from(std::uint64_t place, Sink& sink) const;
  std::uint64_t feeds_from() const;
  /// Nothing that begins at or behind `place` is searched until the stop is moved.
  void stop_at(std::uint64_t place);
  /// Searches up to the stop.
  void reach();
  /// Has all before the stop been searched, and would `knows.from(stop)` go on as this one?
  bool goes_on_as(const Scanner& knows) const;
  std::uint64_t records() const;  ///< numbers given to records so far

  /// "delimited text", "log" or "text"; meaningful after finish().
  std::string_view kind() const;
  std::uint64_t findings() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ledgelight::discover
