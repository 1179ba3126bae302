// notice/duty_blocks.hpp: the duties JSON as blocks, for the duty sheet and the case report.
#pragma once

#include <vector>

#include "base/json.hpp"
#include "notice/readings.hpp"
#include "notice/sheet_words.hpp"
#include "print/document.hpp"

namespace ledgelight::notice {

enum class Depth { whole, table_only };

/// `whole`: a part for each duty, what is not required, questions, flags. `table_only`: a line a
/// duty. Each duty says what it rests on and, for each reading, who signed it or that nobody did.
/// bad_input names the key that is missing or of the wrong type.
Result<std::vector<print::Block>> duty_blocks(const Json& reckoning, Depth depth,
                                              const std::vector<Signature>& signatures = {},
                                              const SheetWords& words = SheetWords::of("en"));

/// "Not legal advice. Not reviewed by counsel. 2 of 3 readings … are not signed …": what stands on
/// everything that shows duties. `reviewed_by` empty: nobody.
std::string review_words(const Json& reckoning, const std::vector<Signature>& signatures,
                         const std::string& reviewed_by,
                         const SheetWords& words = SheetWords::of("en"));
/// "unverified: … — NOT SIGNED by counsel", "… — signed by B. Okafor on 2026-03-02 (for the pack): why".
std::string reading_words(const Reading& reading, const std::vector<Signature>& signatures,
                          const SheetWords& words = SheetWords::of("en"));

/// True when nothing is said to be verified: the sheet must then say so at its top.
bool rests_on_unverified(const Json& reckoning);

}  // namespace ledgelight::notice
