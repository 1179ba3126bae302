// desk/records.hpp: what the desk keeps, row by row, as the store sees it.
//
// The store never sees a plain word about anybody: every text that could say something about a
// person travels as Sealed (base/seal.hpp) under a key of its own case, item or person. What is
// plain here is what lists sort and filter by. Times are UTC; a Date is text "2026-03-02"; an
// empty text or id means "none". `event` is the ledger index of the act that made the row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"

namespace ledgelight::desk {

/// Bytes sealed under the key `key` with a label that names table and row.
struct Sealed {
  KeyId key;
  std::string bytes;
  friend bool operator==(const Sealed&, const Sealed&) = default;
};

/// A key wrapped by its parent; the desk key has no row. Erasing `wrapped` erases what it sealed.
struct KeyRow {
  KeyId id;
  KeyId parent;  ///< empty: wrapped by the desk key
  std::string wrapped;
  Instant created;
  friend bool operator==(const KeyRow&, const KeyRow&) = default;
};

/// One act and its leaf. Append-only; `index` is given by the store, dense from 0.
struct EventRow {
  std::uint64_t index = 0;
  CaseId case_id;
  std::string subject;  ///< id of the thing acted upon: report, evidence, letter batch…
  std::string kind;     ///< docs/formats/events.md
  std::string actor;    ///< "o-3", "cli:1000", "resident", "system"
  Instant at;
  Sealed body;       ///< {"event":"<canonical text>","salt":"<base64>"}
  std::string leaf;  ///< exactly 65 bytes
  friend bool operator==(const EventRow&, const EventRow&) = default;
};

/// How far the ledger is signed. One row; changed only by compare-and-swap on signed_size.
struct LedgerHead {
  std::uint64_t signed_size = 0;
  std::string signed_root;  ///< 32 bytes
  std::string signed_note;  ///< the checkpoint as signed, whole
  std::string frontier;     ///< ledger::Frontier of the signed tree, serialised
  friend bool operator==(const LedgerHead&, const LedgerHead&) = default;
};

struct ReportRow {
  ReportId id;               ///< speakable reference
  std::string code_hash;     ///< blind index of the receipt code
  std::string form_token;    ///< double send makes one report
  std::string channel;       ///< web | cli | phone | paper | mail
  std::string language;      ///< en | es
  std::string state;         ///< received | accepted | merged | routed | rejected | closed
  bool anonymous = true;
  Instant received;
  std::optional<Instant> looked;  ///< first human look
  CaseId case_id;
  KeyId key;
  Sealed body;     ///< what was reported
  Sealed contact;  ///< a compartment of its own; empty bytes when anonymous
  std::uint64_t event = 0;
  friend bool operator==(const ReportRow&, const ReportRow&) = default;
};

/// A message between desk and reporter.
struct MessageRow {
  MessageId id;
  ReportId report;
  bool to_reporter = true;
  std::string actor;
  Instant at;
  Sealed body;
  std::uint64_t event = 0;
  friend bool operator==(const MessageRow&, const MessageRow&) = default;
};

/// A file that came with a report: in quarantine until a case takes it as evidence.
struct QuarantineRow {
  std::string id;
  ReportId report;
  std::string blob;  ///< vault blob
  std::uint64_t size = 0;
  std::string sha256;  ///< hex, of the bytes as they arrived
  KeyId key;
  Instant at;
  Sealed body;            ///< name as bytes, claimed type
  EvidenceId evidence;    ///< set when taken
  friend bool operator==(const QuarantineRow&, const QuarantineRow&) = default;
};

/// A report begun and saved, not sent. The receipt code opens it until `ends`.
struct DraftRow {
  std::string code_hash;  ///< blind index of the code, as in ReportRow
  Instant ends;
  Sealed body;  ///< the answers and the names of staged files
  friend bool operator==(const DraftRow&, const DraftRow&) = default;
};

/// A file that arrived for a report which was not sent yet: gone after `ends`.
struct StagedRow {
  std::string blob;
  KeyId key;
  Instant ends;
  friend bool operator==(const StagedRow&, const StagedRow&) = default;
};

struct CaseRow {
  CaseId id;
  KeyId key;
  std::string state;     ///< open | contained | notifying | closed (casefile/case_state.hpp)
  int severity = 0;      ///< 0 not yet judged, 1 low … 4 grave
  OfficerId owner;
  bool restricted = false;  ///< hidden from everybody who is not a member
  Instant opened;
  Instant changed;
  std::string next_due;  ///< earliest open duty, "" none known
  std::string source;    ///< report | officer | cli | veris
  std::string origin;    ///< blind index of an imported record: importing twice makes one case
  Sealed body;           ///< {"subject":…}
  friend bool operator==(const CaseRow&, const CaseRow&) = default;
};

struct MemberRow {
  CaseId case_id;
  OfficerId officer;
  Instant since;
  friend bool operator==(const MemberRow&, const MemberRow&) = default;
};

/// One statement of fact; later rows of the same name supersede, none is changed.
struct FactRow {
  CaseId case_id;
  std::string name;  ///< casefile/vocabulary.hpp
  Instant entered;
  std::string actor;
  Sealed body;  ///< certainty, value, said_by, happened, note
  std::uint64_t event = 0;
  friend bool operator==(const FactRow&, const FactRow&) = default;
};

/// A written timeline entry; automatic ones are the events themselves.
struct EntryRow {
  EntryId id;
  CaseId case_id;
  Instant entered;
  std::string actor;
  EntryId corrects;
  bool privileged = false;
  Sealed body;  ///< text, happened
  std::uint64_t event = 0;
  friend bool operator==(const EntryRow&, const EntryRow&) = default;
};

struct EvidenceRow {
  EvidenceId id;  ///< "2026-0007/E3"
  CaseId case_id;
  int number = 0;
  std::string sha256;  ///< hex, of the bytes as they arrived: the identity
  std::uint64_t size = 0;
  std::string blob;         ///< vault blob = hex SHA-256 of the sealed bytes
  std::uint64_t sealed_size = 0;
  KeyId key;
  Instant at;
  Sealed body;  ///< sha512, original name (base64 bytes), mtime, where from
  std::uint64_t event = 0;
  friend bool operator==(const EvidenceRow&, const EvidenceRow&) = default;
};

struct CustodyRow {
  std::uint64_t event = 0;
  EvidenceId evidence;
  CaseId case_id;
  std::string action;  ///< receive | read | derive | verify | export | release | hold | dispose …
  std::string actor;
  Instant at;
  Sealed body;  ///< purpose, giver, taker
  friend bool operator==(const CustodyRow&, const CustodyRow&) = default;
};

/// One run of discovery over the sealed evidence of a case.
struct RunRow {
  std::string id;
  CaseId case_id;
  Instant at;
  std::string state;  ///< running | done | failed
  Sealed body;        ///< summary, unread list
  std::uint64_t event = 0;
  friend bool operator==(const RunRow&, const RunRow&) = default;
};

/// Places dealt to an officer to judge, so that a search has an error rate.
struct SampleRow {
  std::string id;  ///< "2026-0007/d3"
  CaseId case_id;
  std::string run;
  Instant at;
  std::string state;  ///< dealt | judged
  Sealed body;        ///< the places with their text, and the verdicts
  std::uint64_t event = 0;  ///< of the judgement; of the search while it is only dealt
  friend bool operator==(const SampleRow&, const SampleRow&) = default;
};

struct FindingRow {
  FindingId id;
  CaseId case_id;
  std::string run;
  EvidenceId evidence;
  std::string element;  ///< SSN, CARD, NAME, ADDR, DOB …
  int confidence = 0;   ///< 0 … 100
  std::string state;    ///< proposed | accepted | rejected
  PersonId person;
  std::string place;  ///< blind index of the file it stands in (desk/found_files.hpp); "" not kept
  std::string words;  ///< of a NAME: blind index of its words (desk/names.hpp); "" not reckoned yet
  Sealed body;  ///< member path, offset, length, norm, masked, reason
  friend bool operator==(const FindingRow&, const FindingRow&) = default;
};

/// A file in which the last search found something: an item, or what lies in one.
struct FoundFileRow {
  CaseId case_id;
  std::uint64_t number = 0;  ///< from 1: the one with the most findings first
  EvidenceId evidence;
  std::string place;  ///< as FindingRow::place
  std::uint64_t findings = 0;
  Sealed body;  ///< its path in the item
  friend bool operator==(const FoundFileRow&, const FoundFileRow&) = default;
};

/// A search of a case that is not over: how far it has come, so that another can go on from there.
struct SearchRow {
  CaseId case_id;
  std::string basis;        ///< blind index of the items it reads and of what reads them
  std::string holder;       ///< who began or took it up last, a random token: only they go on
  std::uint64_t items = 0;  ///< it is done with, counted from the first
  std::uint64_t parts = 0;  ///< what was found in them, numbered from 0
  Sealed body;              ///< the seed of its sample, how long it took
  friend bool operator==(const SearchRow&, const SearchRow&) = default;
};

/// Some of what such a search found in one item, sealed under the item's own key.
struct SearchPartRow {
  CaseId case_id;
  std::uint64_t number = 0;
  EvidenceId evidence;
  Sealed body;  ///< desk/search_progress.hpp
  friend bool operator==(const SearchPartRow&, const SearchPartRow&) = default;
};

struct PersonRow {
  PersonId id;
  CaseId case_id;
  std::string residence;  ///< "US-CT", "" unknown
  std::string status;     ///< pending | mailed | returned | substitute | excluded
  std::string standing;   ///< proposed | accepted | rejected: an officer's word on the register;
                          ///< uncertain: proposed, and more likely than not there already
  KeyId key;
  Sealed body;  ///< name, address, elements, where found
  friend bool operator==(const PersonRow&, const PersonRow&) = default;
};

struct SheetRow {
  SheetId id;
  CaseId case_id;
  Instant at;
  std::string known_at;      ///< Date
  std::string facts_digest;  ///< hex
  std::string packs_digest;  ///< hex
  Sealed body;               ///< {"facts":…,"reckoning":…}
  std::uint64_t event = 0;
  friend bool operator==(const SheetRow&, const SheetRow&) = default;
};

/// What an officer knows of one day at the place (law::PlaceDay): closed, open on a legal holiday,
/// or as any other day after all. Never changed: the later row of a day holds.
struct PlaceDayRow {
  std::string id;    ///< "d-1"
  std::string date;  ///< Date
  std::string what;  ///< closed | open | ordinary
  std::string actor;
  Instant at;
  Sealed body;  ///< because
  std::uint64_t event = 0;
  friend bool operator==(const PlaceDayRow&, const PlaceDayRow&) = default;
};

/// A clock that an officer started: a request to answer, a vendor's hours. What it comes to is
/// reckoned from its events (law/running_clock.hpp).
struct ClockRow {
  std::string id;  ///< "c-1"
  CaseId case_id;
  std::string state;  ///< running | paused | ended
  std::string due;    ///< Date of the last day as last reckoned; "" while paused
  Sealed body;        ///< title, authority, unit, n, events, moves
  std::uint64_t event = 0;  ///< of the act that started it
  friend bool operator==(const ClockRow&, const ClockRow&) = default;
};

/// A reading of the law that counsel took upon themselves, for one case or wherever the pack gives
/// rise to it.
struct ReadingRow {
  std::string id;  ///< "r-1"
  CaseId case_id;  ///< where it was signed
  std::string scope;    ///< case | pack
  std::string reading;  ///< notice/readings.hpp: what was signed
  std::string rule;
  std::string by;  ///< officer
  Instant at;
  Sealed body;  ///< kind, what, reason
  std::uint64_t event = 0;
  friend bool operator==(const ReadingRow&, const ReadingRow&) = default;
};

/// Letters rendered together and approved together.
struct BatchRow {
  BatchId id;
  CaseId case_id;
  std::string state;  ///< rendered | approved | mailed
  std::string digest;  ///< hex SHA-256 of the manifest: what is approved
  int letters = 0;
  std::string rendered_by;
  Instant rendered;
  std::string approved_by;
  std::optional<Instant> approved;
  std::optional<Instant> mailed;
  Sealed body;  ///< manifest
  std::uint64_t event = 0;
  friend bool operator==(const BatchRow&, const BatchRow&) = default;
};

struct LetterRow {
  LetterId id;
  BatchId batch;
  CaseId case_id;
  PersonId person;
  std::string state;   ///< rendered | approved | mailed | returned
  std::string sha256;  ///< hex, of the PDF
  std::uint64_t size = 0;
  std::string blob;
  KeyId key;
  std::string mailed_on;  ///< Date
  friend bool operator==(const LetterRow&, const LetterRow&) = default;
};

struct OfficerRow {
  OfficerId id;
  std::string login_index;  ///< blind index of the login name
  std::string roles;        ///< comma-separated, sorted
  bool active = true;
  Instant created;
  int failed = 0;  ///< wrong credentials in a row
  std::optional<Instant> locked_until;
  std::uint64_t totp_step = 0;  ///< last time step accepted: a code works once
  Sealed body;                  ///< login, display name, password hash, TOTP secret
  friend bool operator==(const OfficerRow&, const OfficerRow&) = default;
};

struct SessionRow {
  std::string token_hash;  ///< hex SHA-256
  OfficerId officer;
  Instant created;
  Instant seen;
  Instant expires;
  friend bool operator==(const SessionRow&, const SessionRow&) = default;
};

/// A one-time link: first start, or a new officer who chooses a password.
struct InviteRow {
  std::string token_hash;
  OfficerId officer;  ///< empty: makes the first officer
  std::string roles;
  Instant expires;
  bool used = false;
  friend bool operator==(const InviteRow&, const InviteRow&) = default;
};

/// Long work, leased: a worker that dies loses the lease and another goes on.
struct JobRow {
  JobId id;
  std::string kind;  ///< discover | letters | export
  CaseId case_id;
  std::string state;  ///< queued | running | done | failed
  std::string worker;
  std::optional<Instant> lease_until;
  std::uint64_t done = 0;
  std::uint64_t total = 0;
  std::string message;  ///< plain words without personal data
  Instant created;
  Sealed body;  ///< arguments and result
  friend bool operator==(const JobRow&, const JobRow&) = default;
};

}  // namespace ledgelight::desk
