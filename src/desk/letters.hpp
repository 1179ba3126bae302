// desk/letters.hpp: a letter for each affected resident, two officers, and the post.
#pragma once

#include "desk/desk.hpp"
#include "desk/mailing.hpp"

namespace ledgelight::desk {

/// What an officer adds that no fact says: whom to call, how to enrol.
struct LetterInputs {
  std::string contact_name, contact_phone, contact_mail, contact_hours, contact_address;
  std::string enrol_how, enrol_until;  ///< services, when owed
  std::string what_happened;           ///< plain words for the letter
  std::string what_we_do;
  std::string signer, signer_title;
  std::string language = "en";
  std::string state;  ///< "US-NY": whose residents this batch is for; "" the city's own state
  std::string state_attorney_contact;  ///< how that state's Attorney General is reached, when its law asks
};

struct LetterLine {
  LetterId id;
  PersonId person;
  std::string state, sha256, mailed_on;
  std::uint64_t size = 0;
};
struct Batch {
  BatchId id;
  CaseId case_id;
  std::string state, digest, rendered_by, approved_by;
  int letters = 0;
  Instant rendered;
  std::optional<Instant> approved, mailed;
  std::vector<std::string> gaps;      ///< why it cannot be approved; empty when it can
  std::vector<std::string> findings;  ///< the linter's
  std::vector<LetterLine> rows;       ///< in show_batch only
};

/// For every accepted person of one state whose own exposed data makes a notice that the newest duty
/// sheet asks for there, and who has none yet (desk/recipients.hpp). One state a batch: each has its
/// own demands on what a letter says. The others become excluded or
/// substitute, with the reason; who cannot be decided stays pending. wrong_state: nobody is owed a
/// letter now, or the sheet is older than the facts.
Result<Batch> render_letters(Desk& desk, const Actor& actor, const CaseId& id,
                             const LetterInputs& inputs);
Result<std::vector<Batch>> list_batches(Desk& desk, const Actor& actor, const CaseId& id);
Result<Batch> show_batch(Desk& desk, const Actor& actor, const BatchId& id);
/// `digest` is what the officer saw. Not by who rendered (Errc::needs_approval); command-line
/// actors may not approve without an officer's own credential. wrong_state when somebody in the
/// batch is not owed a letter any more, or law enforcement asked to wait.
Result<void> approve_batch(Desk& desk, const Actor& actor, const BatchId& id,
                           std::string_view digest);
/// Recorded per person: letter and person become mailed. Where that was the last letter that a
/// state's residents are owed, they count as notified from that day (mailing.hpp): fact, act and
/// new duty sheet in the same transaction. Returns where each state of the batch stands.
Result<std::vector<MailedState>> mark_mailed(Desk& desk, const Actor& actor, const BatchId& id,
                                             std::string_view on);

/// Where every accepted person stands; each counts in exactly one line.
struct BalanceLine {
  /// mailed; drawn (in a batch not yet mailed); waiting (owed, not drawn); substitute; undecided;
  /// excluded; returned
  std::string state;
  std::string because;  ///< substitute, undecided, excluded: why; "" for who may not read drafts
  std::uint64_t people = 0;
};
struct Balance {
  std::vector<BalanceLine> lines;  ///< in the order above, most people first
  std::uint64_t people = 0;        ///< the sum
};
Result<Balance> letter_balance(Desk& desk, const Actor& actor, const CaseId& id);

Result<std::string> letter_pdf(Desk& desk, const Actor& actor, const LetterId& id);

}  // namespace ledgelight::desk
