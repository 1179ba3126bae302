// decode/rtf.hpp: rich text (RTF 1.9.1), as word processors and mail programs of Microsoft's keep
// it.
//
// "text": what the document says, read front to back, escapes (\'e9, \u233) resolved, so that a
// number whose digits are set in several ways is one number; tables as rows of cells. Then the
// pictures and the files laid into it, a member each, and what the document says about itself.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// Needs load_charsets(). Damaged when it is none.
void read_rtf(const Input& input, const Output& output);

/// Compressed rich text ([MS-OXRTFCP]) as messages carry it, handed over in parts as long as `take`
/// wants more; false when it ends too early.
bool unpack_rich_text(std::string_view packed, const std::function<bool(std::string_view)>& take);

}  // namespace ledgelight::decode
