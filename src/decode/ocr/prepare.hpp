// decode/ocr/prepare.hpp: a scan made as readable as it can be before words are looked for in it.
#pragma once

#include <allheaders.h>

#include <memory>

namespace ledgelight::decode {

struct FreePix {
  void operator()(Pix* p) const { pixDestroy(&p); }
};
using Picture = std::unique_ptr<Pix, FreePix>;

inline constexpr double most_pixels = 60e6;

/// How letters stand in a picture of black and white.
struct Letters {
  int height = 0;     ///< of the middle one, in points; 0: there are too few to tell
  int count = 0;      ///< of spots that may be letters
  bool even = false;  ///< are most about as high as the middle one, as set text is?
};

enum class Way {
  measured,  ///< what the picture is measured to need; one that needs nothing stays as it is
  stronger,  ///< for one that could not be read so: more smoothing, even light, larger letters
};

/// What is to be read instead of `picture`, upright or not: fax lines as far apart as their points,
/// light made even, grain and specks taken out, paper to white and ink to black, small letters made
/// larger, level lines. `letters`: what stands in it.
Picture made_readable(const Pix& picture, Way way, Letters& letters);

/// A quarter turn to the right, so many times.
Picture turned(const Pix& picture, int quarters);

}  // namespace ledgelight::decode
