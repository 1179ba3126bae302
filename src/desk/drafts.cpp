#include "desk/drafts.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "desk/report_code.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::size_t max_carry = 1U << 20;
constexpr std::size_t max_files = 20;
constexpr Page at_once{0, 100};

std::string draft_label(std::string_view code_hash) { return "draft/" + std::string(code_hash); }

Result<void> erase(Tx& tx, const DraftRow& row) {
  if (TRY(tx.key(row.body.key))) TRY(tx.erase_key(row.body.key));
  return tx.erase_draft(row.code_hash);
}

Result<bool> left(Tx& tx, const StagedFile& file, Instant now) {
  const auto row = TRY(tx.staged(file.blob));
  return row && row->key == file.key && row->ends > now;
}

}  // namespace

Result<SavedDraft> save_draft(Desk& desk, const std::string& form_token, const std::string& carry,
                              const std::vector<StagedFile>& files) {
  if (!token_is_ours(desk, form_token)) {
    return fail(Errc::bad_input, "this form did not begin here; start the report again");
  }
  if (carry.size() > max_carry || files.size() > max_files) return fail(Errc::too_large, "this draft is too large");
  const auto code = code_of(desk, form_token);
  const auto tx = TRY(desk.store().write());
  if (TRY(tx->report_by_code(code_index(desk, code)))) {
    return fail(Errc::wrong_state, "this report was sent already; its code shows how it stands");
  }
  DraftRow row;
  row.code_hash = code_index(desk, code);
  row.ends = desk.now() + draft_kept;
  // A new key each time: what was saved before is gone.
  if (const auto before = TRY(tx->draft(row.code_hash))) TRY(erase(*tx, *before));
  const auto key = TRY(make_key(desk, *tx, "draft", KeyId()));
  row.body = TRY(seal_json(desk, *tx, key, draft_label(row.code_hash), Json{{"carry", carry}}));
  TRY(tx->put_draft(row));
  for (const auto& file : files) {
    if (TRY(left(*tx, file, desk.now()))) TRY(tx->put_staged({file.blob, file.key, row.ends}));
  }
  TRY(tx->commit());
  return SavedDraft{grouped(code), row.ends};
}

Result<OpenedDraft> open_draft(Desk& desk, std::string_view code) {
  const auto tx = TRY(desk.store().read());
  const auto row = TRY(tx->draft(code_index(desk, code)));
  if (!row || row->ends <= desk.now()) return fail(Errc::not_found, "no draft opens with this code");
  const auto json = TRY(open_json(desk, *tx, row->body, draft_label(row->code_hash)));
  return OpenedDraft{text_at(json, "carry"), row->ends};
}

Result<std::vector<StagedFile>> files_left(Desk& desk, const std::vector<StagedFile>& files) {
  const auto tx = TRY(desk.store().read());
  std::vector<StagedFile> out;
  for (const auto& file : files) {
    if (TRY(left(*tx, file, desk.now()))) out.push_back(file);
  }
  return out;
}

Result<Swept> sweep(Desk& desk) {
  Swept out;
  {
    const auto tx = TRY(desk.store().read());
    if (TRY(tx->drafts_ending(desk.now(), {0, 1})).empty() && TRY(tx->staged_ending(desk.now(), {0, 1})).empty()) {
      return out;
    }
  }
  while (true) {
    const auto tx = TRY(desk.store().write());
    const auto drafts = TRY(tx->drafts_ending(desk.now(), at_once));
    const auto files = TRY(tx->staged_ending(desk.now(), at_once));
    if (drafts.empty() && files.empty()) return out;
    for (const auto& row : drafts) TRY(erase(*tx, row));
    for (const auto& row : files) {
      // The file first: without its row nobody would ever look for it again. Whoever would claim it
      // waits for this transaction, and finds it ended.
      const auto gone = desk.vault().remove(row.blob);
      if (!gone && gone.error().code != Errc::not_found) return gone.error();
      if (TRY(tx->key(row.key))) TRY(tx->erase_key(row.key));
      TRY(tx->erase_staged(row.blob));
    }
    TRY(tx->commit());
    out.drafts += drafts.size();
    out.files += files.size();
  }
}

}  // namespace ledgelight::desk
