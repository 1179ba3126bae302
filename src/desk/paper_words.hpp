// desk/paper_words.hpp: a duty sheet and a calendar in the reader's language.
//
// The same sentences as on the pages (content/*/messages.*.json), and the packs' own Spanish.
#pragma once

#include <string>
#include <string_view>

#include "law/rules.hpp"
#include "notice/sheet_words.hpp"

namespace ledgelight::desk {

/// `rules` must outlive it. What no pack has in that language stays English.
notice::SheetWords paper_words(const law::Rules& rules, std::string_view language);

/// A text of the packs, of the engine, or of a reading, in Spanish; what no pack has stays English.
std::string law_in_spanish(const law::Rules& rules, const std::string& english);

/// "2026-11-22 17:14 EST": a moment in a table of a paper or of the command line, with the letters
/// that `zone` has on that day.
std::string table_time(Instant at, const std::string& zone);

}  // namespace ledgelight::desk
