// discover/carve.hpp: the runs of text in bytes of no known kind.
//
// What is no text becomes line ends, byte for byte, so that offsets hold. Text is printable ASCII,
// blanks, tabs, line ends and well-formed UTF-8, in runs of at least `shortest_run` bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ledgelight::discover {

inline constexpr std::size_t shortest_run = 6;

class Carver {
 public:
  /// Any cut of the input gives the same output. Appends to `out`; up to a few bytes stay behind.
  void feed(std::string_view bytes, std::string& out);
  void finish(std::string& out);

 private:
  void work(std::string& out, bool final);
  std::string pending_;
  bool in_run_ = false;  ///< the byte before pending_ belongs to a run that is long enough
};

/// The runs of UTF-16 (little-endian, characters of Latin-1): one byte out for each two in, so that
/// byte i of the output stands at 2 * i of the input, behind `phase` bytes that were left out.
class WideCarver {
 public:
  explicit WideCarver(int phase) : skip_(phase) {}
  void feed(std::string_view bytes, std::string& out);
  void finish(std::string& out);

 private:
  void work(std::string& out, bool final);
  std::string pending_;
  int skip_;
  bool in_run_ = false;
};

}  // namespace ledgelight::discover
