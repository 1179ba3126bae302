// discover/bytes_search.hpp: finds personal data in bytes of no known kind.
//
// Their runs of text (carve.hpp) are searched as text, UTF-8 and UTF-16 alike; offsets are those of
// the bytes. Memory is bounded but for the findings in UTF-16, which wait until the end.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "discover/carve.hpp"
#include "discover/scanner.hpp"

namespace ledgelight::discover {

class BytesSearch {
 public:
  /// `sink` and `limits` must outlive it.
  BytesSearch(std::uint32_t file, const std::string& member, Sink& sink, const Limits& limits);
  ~BytesSearch();
  /// Any cut gives the same findings; biometric templates after the others, those in UTF-16 last.
  void feed(std::string_view bytes);
  void finish();
  std::uint64_t findings() const { return findings_; }

 private:
  struct Narrow;
  struct Wide;
  std::unique_ptr<Narrow> narrow_;
  std::array<std::unique_ptr<Wide>, 2> wide_;  ///< from even and from odd offsets on
  std::uint64_t findings_ = 0;
};

}  // namespace ledgelight::discover
