// desk/drafts.hpp: a report begun and saved, and what becomes of reports that are never sent.
#pragma once

#include "desk/reports.hpp"

namespace ledgelight::desk {

/// How long a saved draft can be opened, from its last save.
inline constexpr auto draft_kept = std::chrono::hours(24 * 14);
/// How long files are kept of a form that was neither sent nor saved, from their arrival.
inline constexpr auto staged_kept = std::chrono::hours(24 * 2);

struct SavedDraft {
  std::string code;  ///< grouped; the report's receipt code once it is sent
  Instant ends;
};
/// Seals `carry` (the answers, as the page carries them) under a key of its own until `ends`; again
/// with the same token: replaces it, and the time begins anew. `files` are kept as long. bad_input on
/// a token that is not ours; wrong_state when the report was sent already.
Result<SavedDraft> save_draft(Desk& desk, const std::string& form_token, const std::string& carry,
                              const std::vector<StagedFile>& files);

struct OpenedDraft {
  std::string carry;
  Instant ends;
};
/// Errc::not_found alike for a wrong code, an ended draft and one that was sent.
Result<OpenedDraft> open_draft(Desk& desk, std::string_view code);

/// Those of `files` that can still be claimed by a report, in the same order.
Result<std::vector<StagedFile>> files_left(Desk& desk, const std::vector<StagedFile>& files);

struct Swept {
  std::uint64_t drafts = 0, files = 0;
};
/// Takes away what ended: rows, keys and sealed files. Nothing that a report claimed. A worker calls it
/// now and then; as often as one likes.
Result<Swept> sweep(Desk& desk);

}  // namespace ledgelight::desk
