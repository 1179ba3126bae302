// discover/templates.hpp: biometric templates in bytes of no kind, told by the heads of their records.
//
// Finger minutiae (ISO 19794-2, ANSI 378: "FMR\0"), images of fingers, faces and irises (ISO 19794-4,
// -5, -6: "FIR\0", "FAC\0", "IIR\0"), fingerprints in WSQ. The template itself is never kept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ledgelight::discover {

inline constexpr std::size_t template_head = 16;
/// What begins at s[0]: "finger minutiae (ISO 19794-2, ANSI 378)"; "" when none, or when there are
/// fewer than template_head bytes.
std::string_view template_at(std::string_view s);

/// Looks through bytes that come in any cuts.
class TemplateSearch {
 public:
  struct Found {
    std::uint64_t offset;
    std::string_view kind;
    bool sure;  ///< its head holds more than a mark that bytes may have by chance
  };
  void feed(std::string_view bytes);
  /// In the order of the bytes, at most a million.
  std::vector<Found> found() const;

 private:
  std::vector<Found> found_;
  std::string waiting_;  ///< the last bytes: a head may begin in them
  std::uint64_t origin_ = 0;
};

}  // namespace ledgelight::discover
