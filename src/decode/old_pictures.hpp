// decode/old_pictures.hpp: the pictures that old Office files keep in their drawings
// ([MS-ODRAW] 2.2.23).
//
// JPEG, PNG and TIFF are members of their own, byte for byte, drawings (EMF, WMF) too, those that
// are packed as gzip packs them; drawings of a Macintosh and bare bitmaps are counted and listed as
// unread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// Bytes from an offset on, at most so many; fewer only at the end.
using TextAt = std::function<std::string(std::uint64_t, std::size_t)>;

/// Says "PLACEpicture1.jpg" and so on for each picture in the `size` bytes of `text_at`, in their
/// order, whatever stands around them; none lies in another. Speaks between members.
void say_old_pictures(const TextAt& text_at, std::uint64_t size, const std::string& place,
                      Speaker& speaker);

}  // namespace ledgelight::decode
