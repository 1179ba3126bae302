// print/modules.hpp: bar codes as dark rectangles (zint). QR: ISO/IEC 18004, Code 128: 15417.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "print/layout.hpp"

namespace ledgelight::print {

struct Modular {
  std::vector<Modules::Rect> dark;  ///< from the top left, quiet zone inside
  double width = 0, height = 0;
};

/// bad_input on data that is empty, over 400 bytes or not printable ASCII.
Result<Modular> encode(const Barcode& code);

}  // namespace ledgelight::print
