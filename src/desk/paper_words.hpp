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

}  // namespace ledgelight::desk
