// decode/ocr/smooth.hpp: grain out of a picture in shades of grey, edges kept.
#pragma once

#include <cstdint>
#include <vector>

namespace ledgelight::decode {

/// Rows of `width` points, one byte each.
struct GreyPoints {
  int width = 0, height = 0;
  std::vector<std::uint8_t> at;
};

/// Non-local means (Buades, Coll and Morel 2005): each point becomes the mean of those near it
/// whose surroundings look like its own. `strength`: the difference, in tones, up to which they do.
/// Needs memory for a hundred rows besides the two pictures.
GreyPoints without_grain(const GreyPoints& picture, double strength);

}  // namespace ledgelight::decode
