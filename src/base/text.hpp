// base/text.hpp: text that came from outside, made safe to show; the bytes themselves are kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace ledgelight {

bool valid_utf8(std::string_view bytes);
/// Well-formed UTF-8: each malformed byte becomes U+FFFD; control characters other than
/// newline and tab are dropped; CRLF and CR become LF. For showing, never for storing.
std::string shown(std::string_view bytes);
/// One line of `shown`, at most `max` code points, "…" where cut.
std::string shown_line(std::string_view bytes, std::size_t max = 200);
/// Bytes outside 0x20-0x7E and the backslash as \xNN (formats/bagit-case).
std::string escaped(std::string_view bytes);
/// A name that is safe in a Content-Disposition header and on any disk: [A-Za-z0-9._-], ≤ 100.
std::string safe_file_name(std::string_view bytes);

std::string trimmed(std::string_view s);  ///< without white space at both ends
std::string lowered(std::string_view s);  ///< ASCII only
std::vector<std::string> split(std::string_view s, char by);
std::string join(const std::vector<std::string>& parts, std::string_view between);
std::string replaced(std::string_view s, std::string_view from, std::string_view to);

/// `signs` random letters and digits, 5 bits each, without 0 O 1 I (misread on paper).
std::string speakable_code(Randomness& randomness, std::size_t signs);
/// "7K4QM2XD…" in groups of four: "7K4Q-M2XD-…".
std::string grouped(std::string_view code);
/// What a person typed back: spaces, dashes and lower case forgiven. No check of length.
std::string ungrouped(std::string_view typed);

}  // namespace ledgelight
