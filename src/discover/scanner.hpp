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
  /// "delimited text", "log" or "text"; meaningful after finish().
  std::string_view kind() const;
  std::uint64_t findings() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ledgelight::discover
