// decode/drawing.hpp: drawings by commands, as Office keeps what was pasted into it: Windows
// metafiles ([MS-WMF]) and enhanced ones ([MS-EMF], [MS-EMFPLUS]).
//
// "text": what is written in them, by where it stands, tables as rows. Bitmaps in them are
// "picture1.bmp" and so on.
#pragma once

#include <string_view>

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// `kind`: "emf" or "wmf"; false for any other. Damaged when it is none, or after all that was
/// read.
bool read_drawing(std::string_view kind, const Input& input, const Output& output);

}  // namespace ledgelight::decode
