// discover/base_image.hpp: what the image that an image of changes goes back to is called.
#pragma once

#include <string>

#include "discover/decoder.hpp"
#include "discover/scan.hpp"

namespace ledgelight::discover {

/// The name, without folders, that the head of a VHD, VHDX, qcow2 or VMDK gives for its parent; ""
/// when it has none or says it in no way that is known. Reads some kilobytes of `image`, whatever
/// it says.
std::string base_image(Container kind, ByteSource& image);

}  // namespace ledgelight::discover
