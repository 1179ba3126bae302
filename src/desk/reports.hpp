// desk/reports.hpp: from a resident's report to triage, and the thread between both.
#pragma once

#include <memory>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "casefile/report.hpp"
#include "desk/desk.hpp"

namespace ledgelight::desk {

/// A file arriving with a report. Sealed into quarantine chunk by chunk; dropped unfinished or
/// unclaimed, nothing of it is reachable.
struct StagedFile {
  std::string blob;
  std::uint64_t size = 0;
  std::string sha256;       ///< hex
  std::string sha512;       ///< hex
  KeyId key;
  std::string name;         ///< bytes as they came
  std::string claimed_type;
};

/// Streams one file into quarantine. `limit` bytes at most (Errc::too_large beyond).
class FileStage {
 public:
  static Result<std::unique_ptr<FileStage>> begin(Desk& desk, std::string name,
                                                  std::string claimed_type, std::uint64_t limit);
  virtual ~FileStage() = default;
  virtual Result<void> write(std::string_view bytes) = 0;
  virtual Result<StagedFile> finish() = 0;
};

/// What the reporter gets, once. The code is shown and never stored.
struct Receipt {
  ReportId reference;
  std::string code;  ///< 20 signs, groups of four: "7K4Q-M2XD-…" (100 bits)
  Instant received;
  std::uint64_t event = 0;
  bool already = false;  ///< the same form was sent before; `code` is empty then
};

/// A token for one form, made when the form begins; carries a check so that nobody chooses it.
std::string new_form_token(Desk& desk);

/// Acknowledged = durable. `form_token` (from the form's start) makes a double send one report:
/// the second answer carries the same reference, `already`, and the same code, which is derived
/// from the token so that it need not be stored.
Result<Receipt> take_report(Desk& desk, const casefile::ReportForm& form,
                            const std::string& form_token, const std::string& channel,
                            const std::vector<StagedFile>& files);

/// What a resident sees with the code. Wrong code and closed case read alike: Errc::not_found.
struct ThreadMessage {
  bool to_reporter = true;
  Instant at;
  std::string text;
};
struct ReportStatus {
  ReportId reference;
  casefile::Status status = casefile::Status::received;
  Instant received;
  std::optional<std::uint64_t> ledger_index;  ///< once published
  std::vector<ThreadMessage> messages;        ///< oldest first; a reject/route reason is one
  std::vector<std::string> files;             ///< safe names
  std::string what;                           ///< what they wrote
};
Result<ReportStatus> report_status(Desk& desk, std::string_view code);
Result<void> message_from_reporter(Desk& desk, std::string_view code, std::string_view text);
/// The receipt file (docs/formats/receipt.md). Errc::wrong_state before it is published.
Result<std::string> receipt_file(Desk& desk, std::string_view code);

// ---- staff ------------------------------------------------------------------------------------

struct InboxRow {
  ReportId id;
  std::string state, kind, channel, language;
  bool anonymous = true;
  Instant received;
  std::optional<Instant> looked;
  std::string first_line;  ///< of what happened
  CaseId case_id;
  std::size_t files = 0;
};
struct Inbox {
  std::vector<InboxRow> rows;
  std::uint64_t total = 0;
  bool more = false;        ///< rows follow these
  std::string first, last;  ///< places of the first and last row (places.hpp), "" without rows
};
Result<Inbox> inbox(Desk& desk, const Actor& actor, std::string_view state, Page page);
/// The `limit` rows next to a place. bad_input when `place` names none.
Result<Inbox> inbox(Desk& desk, const Actor& actor, std::string_view state, std::string_view place,
                    Beside side, std::uint64_t limit);

struct ReportFile {
  std::string id, name, claimed_type, sha256;
  std::uint64_t size = 0;
};
struct ReportView {
  InboxRow row;
  casefile::ReportForm form;  ///< without contact
  std::vector<ReportFile> files;
  std::vector<ThreadMessage> messages;
  std::vector<InboxRow> similar;
};
/// The first look is recorded once.
Result<ReportView> read_report(Desk& desk, const Actor& actor, const ReportId& id);
/// Opens the compartment of the reporter's identity; the reason goes on the ledger.
Result<casefile::Contact> reporter_contact(Desk& desk, const Actor& actor, const ReportId& id,
                                           std::string_view reason);

/// Into `into`, or a new case when empty. `subject` names a new case. Files become evidence.
Result<CaseId> accept_report(Desk& desk, const Actor& actor, const ReportId& id,
                             const CaseId& into, std::string_view subject);
/// The same thing was reported before: joins the case of `other`, which must be accepted.
Result<CaseId> merge_report(Desk& desk, const Actor& actor, const ReportId& id,
                            const ReportId& other);
/// The reporter reads `reason`. `where`: the office it goes to.
Result<void> route_report(Desk& desk, const Actor& actor, const ReportId& id,
                          std::string_view where, std::string_view reason);
Result<void> reject_report(Desk& desk, const Actor& actor, const ReportId& id,
                           std::string_view reason);
Result<void> close_report(Desk& desk, const Actor& actor, const ReportId& id,
                          std::string_view outcome);
Result<void> message_reporter(Desk& desk, const Actor& actor, const ReportId& id,
                              std::string_view text, bool asks = false);

/// A copy out of quarantine: downloaded as an attachment, never shown.
struct OpenedFile {
  std::string name;  ///< safe
  std::uint64_t size = 0;
  std::unique_ptr<BlobReader> reader;
};
Result<OpenedFile> open_report_file(Desk& desk, const Actor& actor, const std::string& file,
                                    std::string_view purpose);

}  // namespace ledgelight::desk
