#include "desk/reports.hpp"

#include <sys/statvfs.h>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "desk/cases.hpp"
#include "desk/drafts.hpp"
#include "desk/evidence.hpp"
#include "desk/places.hpp"
#include "desk/record.hpp"
#include "desk/report_code.hpp"
#include "desk/suspects.hpp"
#include "ledger/receipt.hpp"

namespace ledgelight::desk {
namespace {

using casefile::ReportState;

constexpr std::size_t max_message = 20'000;
constexpr std::size_t max_files = 20;
// After this a closed report reads like a wrong code; the receipt file stays with its holder.
constexpr auto closed_readable = days(90);
// A form that is sent again later is a stranger with a page left open, not a nervous finger.
constexpr auto double_send = std::chrono::hours(24);
constexpr std::size_t max_reason = 2000;
constexpr std::uint64_t similar_among = 200;
// What strangers send may not take the last of the disk from the desk's own acts.
constexpr std::uint64_t kept_free = std::uint64_t{256} << 20;
constexpr std::uint64_t look_every = std::uint64_t{16} << 20;

std::string report_label(const ReportId& id) { return "report/" + id.str(); }
std::string contact_label(const ReportId& id) { return "contact/" + id.str(); }
std::string message_label(const MessageId& id) { return "message/" + id.str(); }

Json body_json(const casefile::ReportForm& form) {
  auto json = parse_json(casefile::report_body(form));
  CHECK(json.has_value());
  return *std::move(json);
}

Result<Json> report_json(Desk& desk, Tx& tx, const ReportRow& row) {
  return open_record(desk, tx, row.body, report_label(row.id));
}

Result<casefile::ReportForm> form_of(Desk& desk, Tx& tx, const ReportRow& row) {
  return casefile::report_from(plain_json(TRY(report_json(desk, tx, row))));
}

Result<ReportState> state_of(const ReportRow& row) { return casefile::parse_report_state(row.state); }

Result<std::uint64_t> add_message(Desk& desk, Tx& tx, const Actor& actor, const ReportRow& report,
                                  bool to_reporter, std::string_view text, bool asks) {
  if (trimmed(text).empty()) return fail(Errc::bad_input, "the message is empty");
  if (text.size() > max_message) return fail(Errc::too_large, "a message has at most 20,000 bytes");
  MessageRow row;
  row.id = MessageId("m-" + hex(desk.randomness().bytes(8)));
  row.report = report.id;
  row.to_reporter = to_reporter;
  row.actor = actor.text();
  row.at = desk.now();
  const auto record = make_record(desk, "message", Json{{"asks", asks}, {"text", shown(text)}});
  Act act;
  act.kind = "message.sent";
  act.case_id = report.case_id;
  act.subject = report.id.str();
  act.object = Json{{"message", row.id.str()}, {"report", report.id.str()},
                    {"to", to_reporter ? "reporter" : "desk"}};
  act.record = record.digest;
  act.key = report.key;
  row.event = TRY(append_act(desk, tx, actor, act));
  row.body = TRY(seal_json(desk, tx, report.key, message_label(row.id), record.wrapped));
  TRY(tx.put_message(row));
  return row.event;
}

// Why somebody looked: sealed under the report's key, its digest in the act. Not in the thread,
// which the reporter reads.
Result<void> append_with_reason(Desk& desk, Tx& tx, const Actor& actor, const ReportRow& report,
                                Act act, std::string_view reason) {
  if (reason.size() > max_reason) return fail(Errc::too_large, "a reason has at most 2000 bytes");
  const auto record = make_record(desk, "reason", Json{{"reason", shown(reason)}});
  act.case_id = report.case_id;
  act.subject = report.id.str();
  act.record = record.digest;
  act.key = report.key;
  const auto name = "reason/" + std::to_string(TRY(append_act(desk, tx, actor, act)));
  return tx.set_setting(
      name, base64(TRY(seal_json(desk, tx, report.key, name, record.wrapped)).bytes));
}

struct Thread {
  std::vector<ThreadMessage> messages;
  bool question_open = false;
};

Result<Thread> thread_of(Desk& desk, Tx& tx, const ReportId& id) {
  Thread out;
  for (const auto& row : TRY(tx.messages(id))) {
    const auto body = TRY(open_record(desk, tx, row.body, message_label(row.id)));
    out.messages.push_back({row.to_reporter, row.at, text_at(body, "text")});
    out.question_open = row.to_reporter && true_at(body, "asks");
  }
  return out;
}

// A report that joined a case is shown like the case: suspects as letters.
Result<Masks> masks_of(Desk& desk, Tx& tx, const ReportRow& row) {
  if (row.case_id.empty()) return Masks();
  return Masks::of(desk, tx, row.case_id);
}

Result<InboxRow> inbox_row(Desk& desk, Tx& tx, const ReportRow& row) {
  auto form = TRY(form_of(desk, tx, row));
  form.what = TRY(masks_of(desk, tx, row))(form.what);
  InboxRow out;
  out.id = row.id;
  out.state = row.state;
  out.kind = form.kind;
  out.channel = row.channel;
  out.language = row.language;
  out.anonymous = row.anonymous;
  out.received = row.received;
  out.looked = row.looked;
  out.first_line = casefile::first_line(form);
  out.case_id = row.case_id;
  out.files = TRY(tx.quarantine_of(row.id)).size();
  return out;
}

// A report that belongs to a restricted case is as hidden as the case.
Result<bool> hidden(Tx& tx, const Actor& actor, const ReportRow& row) {
  if (row.case_id.empty() || actor.kind != Actor::Kind::officer) return false;
  const auto kase = TRY(tx.find_case(row.case_id));
  return kase && kase->restricted && !TRY(tx.is_member(row.case_id, actor.officer));
}

std::optional<OfficerId> viewer(const Actor& actor) {
  if (actor.kind != Actor::Kind::officer) return std::nullopt;
  return actor.officer;
}

Result<ReportRow> report_for(Tx& tx, const Actor& actor, Action action, const ReportId& id) {
  TRY(may(actor, action));
  const auto row = TRY(tx.report(id));
  if (!row || TRY(hidden(tx, actor, *row))) return fail(Errc::not_found, "no such report");
  return *row;
}

// The report behind a code; a wrong one and one long closed read alike.
Result<ReportRow> report_by(Desk& desk, Tx& tx, std::string_view code) {
  const auto row = TRY(tx.report_by_code(code_index(desk, code)));
  const auto gone = fail(Errc::not_found, "no report opens with this code");
  if (!row) return gone;
  if (row->state == "closed") {
    const auto messages = TRY(tx.messages(row->id));
    const auto last = messages.empty() ? row->received : messages.back().at;
    if (last + closed_readable <= desk.now()) return gone;
  }
  return *row;
}

// One step of triage: state, ledger, and the reason as a message the reporter reads.
Result<void> move_report(Desk& desk, Tx& tx, const Actor& actor, ReportRow& row, ReportState to,
                         std::string_view reason, Json object) {
  TRY(casefile::may_move(TRY(state_of(row)), to, reason));
  row.state = std::string(casefile::name_of(to));
  if (!row.looked) row.looked = desk.now();
  object["report"] = row.id.str();
  Act act;
  act.kind = "report." + row.state;
  act.case_id = row.case_id;
  act.subject = row.id.str();
  act.object = std::move(object);
  act.key = row.key;
  TRY(append_act(desk, tx, actor, act));
  if (!trimmed(reason).empty()) TRY(add_message(desk, tx, actor, row, true, reason, false));
  return tx.update_report(row);
}

Result<void> room_left(const Desk& desk) {
  struct statvfs disk {};
  if (::statvfs(desk.config().folder.c_str(), &disk) != 0) return {};
  if (std::uint64_t{disk.f_bavail} * disk.f_frsize >= kept_free) return {};
  return fail(Errc::disk_full, "too little room is left for files of reporters");
}

class Stage final : public FileStage {
 public:
  Stage(Desk& desk, std::string name, std::string type, std::uint64_t limit, Key key,
        std::unique_ptr<BlobWriter> writer)
      : desk_(desk), limit_(limit), key_(std::move(key)), writer_(std::move(writer)) {
    staged_.name = std::move(name);
    staged_.claimed_type = std::move(type);
  }
  Result<void> write(std::string_view bytes) override {
    size_ += bytes.size();
    if (size_ > limit_) return fail(Errc::too_large, "the file is larger than this form takes");
    if (size_ >= look_at_) {
      TRY(room_left(desk_));
      look_at_ = size_ + look_every;
    }
    return writer_->write(bytes);
  }
  Result<StagedFile> finish() override {
    const auto blob = TRY(writer_->finish());
    staged_.blob = blob.blob;
    staged_.size = blob.size;
    staged_.sha256 = hex(blob.sha256);
    staged_.sha512 = blob.sha512;
    // The key is stored before the report that will claim it; unclaimed, it opens nothing anyone
    // can name.
    if (const auto kept = keep_key(); !kept) {
      (void)desk_.vault().remove(staged_.blob);  // nobody can open it
      return kept.error();
    }
    return staged_;
  }

 private:
  Result<void> keep_key() {
    const auto tx = TRY(desk_.store().write());
    staged_.key = TRY(store_key(desk_, *tx, "quarantine", KeyId(), key_));
    TRY(tx->put_staged({staged_.blob, staged_.key, desk_.now() + staged_kept}));
    return tx->commit();
  }

  Desk& desk_;
  std::uint64_t limit_;
  std::uint64_t size_ = 0;
  std::uint64_t look_at_ = 0;
  Key key_;
  std::unique_ptr<BlobWriter> writer_;
  StagedFile staged_;
};

Result<void> put_file(Desk& desk, Tx& tx, const ReportRow& report, std::string id,
                      const StagedFile& file) {
  const auto waits = TRY(tx.staged(file.blob));
  if (!waits || waits->key != file.key || waits->ends <= desk.now()) {
    return fail(Errc::wrong_state, "a file of this report waited too long and is gone; add it again");
  }
  TRY(tx.erase_staged(file.blob));
  QuarantineRow row;
  row.id = std::move(id);
  row.report = report.id;
  row.blob = file.blob;
  row.size = file.size;
  row.sha256 = file.sha256;
  row.key = file.key;
  row.at = report.received;
  TRY(rewrap_key(desk, tx, file.key, report.key));
  const auto record = make_record(desk, "quarantine",
                                  Json{{"name", base64(file.name.substr(0, 4096))},
                                       {"sha512", file.sha512},
                                       {"type", shown_line(file.claimed_type, 200)}});
  row.body = TRY(seal_json(desk, tx, report.key, "quarantine/" + row.id, record.wrapped));
  return tx.put_quarantine(row);
}

// Files of one report are listed as its reporter chose them: they share their moment and the random
// part of their ids, which end in their places.
Result<void> put_files(Desk& desk, Tx& tx, const ReportRow& report,
                       const std::vector<StagedFile>& files) {
  const auto together = "q-" + hex(desk.randomness().bytes(7));
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto place = static_cast<char>(i);
    TRY(put_file(desk, tx, report, together + hex(std::string_view(&place, 1)), files[i]));
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<FileStage>> FileStage::begin(Desk& desk, std::string name,
                                                    std::string claimed_type,
                                                    std::uint64_t limit) {
  auto key = Key::random(desk.randomness());
  auto writer = TRY(desk.vault().create(key));
  return std::unique_ptr<FileStage>(new Stage(desk, std::move(name), std::move(claimed_type), limit,
                                              std::move(key), std::move(writer)));
}

Result<Receipt> take_report(Desk& desk, const casefile::ReportForm& form,
                            const std::string& form_token, const std::string& channel,
                            const std::vector<StagedFile>& files) {
  if (!token_is_ours(desk, form_token)) {
    return fail(Errc::bad_input, "this form did not begin here; start the report again");
  }
  if (files.size() > max_files) return fail(Errc::too_large, "a report takes at most 20 files");
  const auto code = code_of(desk, form_token);
  const auto tx = TRY(desk.store().write());
  const auto token = desk.blind("form-token", form_token);
  if (const auto before = TRY(tx->report_by_form(token))) {
    const bool fresh = desk.now() < before->received + double_send;
    return Receipt{before->id, fresh ? grouped(code) : "", before->received, before->event, true};
  }
  ReportRow row;
  do {
    row.id = ReportId("R-" + grouped(speakable_code(desk.randomness(), 8)));
  } while (TRY(tx->report(row.id)));
  row.code_hash = code_index(desk, code);
  row.form_token = token;
  row.channel = channel;
  row.language = form.language;
  row.state = "received";
  row.anonymous = form.anonymous;
  row.received = desk.now();
  row.key = TRY(make_key(desk, *tx, "report", KeyId()));
  const auto record = make_record(desk, "report", body_json(form));
  Act act;
  act.kind = "report.received";
  act.subject = row.id.str();
  act.object = Json{{"channel", channel}, {"files", Json::array()}, {"report", row.id.str()}};
  for (const auto& file : files) act.object["files"].push_back(file.sha256);
  act.record = record.digest;
  act.key = row.key;
  row.event = TRY(append_act(desk, *tx, Actor::of_resident(row.id), act));
  row.body = TRY(seal_json(desk, *tx, row.key, report_label(row.id), record.wrapped));
  if (!form.anonymous && !form.contact.empty()) {
    // A compartment: its key hangs on the desk, not on the report, so that taking the report into
    // a case does not hand the case's readers the identity.
    const auto key = TRY(make_key(desk, *tx, "contact", KeyId()));
    const auto contact = TRY(parse_json(casefile::contact_body(form.contact)));
    row.contact = TRY(seal_json(desk, *tx, key, contact_label(row.id), contact));
  }
  TRY(tx->put_report(row));
  TRY(put_files(desk, *tx, row, files));
  if (const auto draft = TRY(tx->draft(row.code_hash))) {
    TRY(tx->erase_key(draft->body.key));
    TRY(tx->erase_draft(row.code_hash));
  }
  TRY(commit(desk, *tx));
  return Receipt{row.id, grouped(code), row.received, row.event, false};
}

Result<ReportStatus> report_status(Desk& desk, std::string_view code) {
  const auto tx = TRY(desk.store().read());
  const auto row = TRY(report_by(desk, *tx, code));
  const auto form = TRY(form_of(desk, *tx, row));
  auto thread = TRY(thread_of(desk, *tx, row.id));
  ReportStatus out;
  out.reference = row.id;
  out.status = casefile::status_of({TRY(state_of(row)), row.looked.has_value(), thread.question_open});
  out.received = row.received;
  if (row.event < TRY(tx->ledger_head()).signed_size) out.ledger_index = row.event;
  out.messages = std::move(thread.messages);
  for (const auto& file : TRY(tx->quarantine_of(row.id))) {
    const auto body = TRY(open_record(desk, *tx, file.body, "quarantine/" + file.id));
    out.files.push_back(shown_line(TRY(unbase64(text_at(body, "name"))), 100));
  }
  out.what = form.what;
  return out;
}

Result<void> message_from_reporter(Desk& desk, std::string_view code, std::string_view text) {
  const auto tx = TRY(desk.store().write());
  const auto row = TRY(report_by(desk, *tx, code));
  TRY(add_message(desk, *tx, Actor::of_resident(row.id), row, false, text, false));
  return commit(desk, *tx);
}

Result<std::string> receipt_file(Desk& desk, std::string_view code) {
  ledger::Receipt receipt;
  std::uint64_t index = 0;
  {
    const auto tx = TRY(desk.store().read());
    const auto row = TRY(report_by(desk, *tx, code));
    const auto event = TRY(tx->event(row.event));
    if (!event) return fail(Errc::corrupt, "the act of this report is gone");
    const auto opened = TRY(open_event(desk, *tx, *event));
    const auto wrapped = TRY(open_json(desk, *tx, row.body, report_label(row.id)));
    receipt.city = desk.config().city;
    receipt.reference = row.id.str();
    receipt.event = opened.text;
    receipt.event_salt = opened.salt;
    receipt.record_kind = "report";
    receipt.record = wrapped.value("body", Json());
    receipt.record_salt = TRY(unbase64(text_at(wrapped, "salt")));
    receipt.log_vkey = desk.config().ledger_vkey;
    index = row.event;
  }
  receipt.position = ledger::Receipt::Position{index, TRY(proof_of(desk, index))};
  return ledger::print_receipt(receipt);
}

// ---- staff --------------------------------------------------------------------------------------

namespace {

// A page holds what the viewer may see, and the total counts no more than that.
Result<Inbox> lines_of(Desk& desk, Tx& tx, std::string_view state,
                       const std::optional<OfficerId>& sees, const std::vector<ReportRow>& rows) {
  Inbox out;
  out.total = TRY(tx.count_reports(state, sees));
  for (const auto& row : rows)
    out.rows.push_back(TRY(inbox_row(desk, tx, row)));
  if (rows.empty()) return out;
  out.first = text_of(ReportPlace{rows.front().received, rows.front().id});
  out.last = text_of(ReportPlace{rows.back().received, rows.back().id});
  return out;
}

}  // namespace

Result<Inbox> inbox(Desk& desk, const Actor& actor, std::string_view state, Page page) {
  TRY(may(actor, Action::see_inbox));
  if (!state.empty()) (void)TRY(casefile::parse_report_state(state));
  const auto tx = TRY(desk.store().read());
  const auto sees = viewer(actor);
  auto out = TRY(lines_of(desk, *tx, state, sees, TRY(tx->reports(state, page, sees))));
  out.more = page.offset < out.total && out.total - page.offset > out.rows.size();
  return out;
}

Result<Inbox> inbox(Desk& desk, const Actor& actor, std::string_view state, std::string_view place,
                    Beside side, std::uint64_t limit) {
  TRY(may(actor, Action::see_inbox));
  if (!state.empty()) (void)TRY(casefile::parse_report_state(state));
  const auto at = TRY(parse_report_place(place));
  const auto tx = TRY(desk.store().read());
  const auto sees = viewer(actor);
  auto rows =
      TRY(tx->reports_beside(state, at, side, limit + (side == Beside::after ? 1 : 0), sees));
  const bool more = side == Beside::before || rows.size() > limit;
  if (rows.size() > limit) rows.pop_back();
  auto out = TRY(lines_of(desk, *tx, state, sees, rows));
  out.more = more;
  return out;
}

Result<ReportView> read_report(Desk& desk, const Actor& actor, const ReportId& id) {
  auto tx = TRY(desk.store().read());
  auto row = TRY(report_for(*tx, actor, Action::see_inbox, id));
  if (!row.looked) {
    tx = TRY(desk.store().write());
    row = TRY(report_for(*tx, actor, Action::see_inbox, id));
    if (!row.looked) {
      row.looked = desk.now();
      TRY(tx->update_report(row));
      Act act;
      act.kind = "report.looked";
      act.subject = id.str();
      act.object = Json{{"report", id.str()}};
      act.key = row.key;
      TRY(append_act(desk, *tx, actor, act));
      TRY(commit(desk, *tx));
    }
    tx = TRY(desk.store().read());
  }
  ReportView out;
  out.row = TRY(inbox_row(desk, *tx, row));
  out.form = TRY(form_of(desk, *tx, row));
  out.messages = TRY(thread_of(desk, *tx, id)).messages;
  const auto mask = TRY(masks_of(desk, *tx, row));
  out.form.what = mask(out.form.what);
  out.form.where = mask(out.form.where);
  for (auto& message : out.messages) message.text = mask(message.text);
  for (const auto& file : TRY(tx->quarantine_of(id))) {
    const auto body = TRY(open_record(desk, *tx, file.body, "quarantine/" + file.id));
    out.files.push_back({file.id, mask(shown_line(TRY(unbase64(text_at(body, "name"))), 100)),
                         text_at(body, "type"), file.sha256, file.size});
  }
  std::vector<casefile::ReportForm> others;
  std::vector<ReportRow> rows;
  const auto all = TRY(tx->count_reports(""));
  const auto older = all > similar_among ? all - similar_among : 0;
  for (auto& other : TRY(tx->reports("", {older, similar_among}))) {
    if (other.id == id || TRY(hidden(*tx, actor, other))) continue;
    others.push_back(TRY(form_of(desk, *tx, other)));
    rows.push_back(std::move(other));
  }
  for (const auto& like : casefile::similar(out.form, others)) {
    out.similar.push_back(TRY(inbox_row(desk, *tx, rows[like.index])));
  }
  return out;
}

Result<casefile::Contact> reporter_contact(Desk& desk, const Actor& actor, const ReportId& id,
                                           std::string_view reason) {
  if (trimmed(reason).size() < 5) return fail(Errc::bad_input, "say why the identity is needed");
  const auto tx = TRY(desk.store().write());
  const auto row = TRY(report_for(*tx, actor, Action::open_compartment, id));
  if (row.contact.bytes.empty()) return fail(Errc::not_found, "the reporter left no contact");
  const auto json = TRY(open_json(desk, *tx, row.contact, contact_label(id)));
  Act act;
  act.kind = "compartment.opened";
  act.object = Json{{"compartment", "reporter"}, {"report", id.str()}};
  TRY(append_with_reason(desk, *tx, actor, row, std::move(act), reason));
  TRY(commit(desk, *tx));
  return casefile::contact_from(plain_json(json));
}

Result<CaseId> accept_report(Desk& desk, const Actor& actor, const ReportId& id,
                             const CaseId& into, std::string_view subject) {
  const auto tx = TRY(desk.store().write());
  auto row = TRY(report_for(*tx, actor, Action::triage, id));
  CaseId target = into;
  const auto form = TRY(form_of(desk, *tx, row));
  if (target.empty()) {
    TRY(may(actor, Action::open_case));
    NewCase what;
    what.subject = trimmed(subject).empty() ? casefile::first_line(form, 80) : std::string(subject);
    what.source = "report";
    target = TRY(open_case(desk, *tx, actor, what));
  }
  const auto kase = TRY(case_for(desk, *tx, actor, Action::add_evidence, target));
  row.case_id = target;
  TRY(rewrap_key(desk, *tx, row.key, kase.key));
  TRY(move_report(desk, *tx, actor, row, ReportState::accepted, "", Json{{"into", target.str()}}));
  for (const auto& file : TRY(tx->quarantine_of(id))) {
    TRY(take_from_quarantine(desk, *tx, actor, kase, file));
  }
  TRY(commit(desk, *tx));
  return target;
}

Result<CaseId> merge_report(Desk& desk, const Actor& actor, const ReportId& id,
                            const ReportId& other) {
  const auto tx = TRY(desk.store().write());
  auto row = TRY(report_for(*tx, actor, Action::triage, id));
  const auto first = TRY(report_for(*tx, actor, Action::triage, other));
  if (first.case_id.empty() || id == other) {
    return fail(Errc::wrong_state, "the other report belongs to no case yet; accept it first");
  }
  const auto kase = TRY(case_for(desk, *tx, actor, Action::add_evidence, first.case_id));
  row.case_id = first.case_id;
  TRY(rewrap_key(desk, *tx, row.key, kase.key));
  TRY(move_report(desk, *tx, actor, row, ReportState::merged, "",
                  Json{{"into", first.case_id.str()}, {"with", other.str()}}));
  for (const auto& file : TRY(tx->quarantine_of(id))) {
    TRY(take_from_quarantine(desk, *tx, actor, kase, file));
  }
  TRY(commit(desk, *tx));
  return kase.id;
}

Result<void> route_report(Desk& desk, const Actor& actor, const ReportId& id,
                          std::string_view where, std::string_view reason) {
  if (trimmed(where).empty()) return fail(Errc::bad_input, "say which office it goes to");
  const auto tx = TRY(desk.store().write());
  auto row = TRY(report_for(*tx, actor, Action::triage, id));
  TRY(move_report(desk, *tx, actor, row, ReportState::routed,
                  trimmed(reason) + "\n\n" + shown_line(where, 300), Json::object()));
  return commit(desk, *tx);
}

Result<void> reject_report(Desk& desk, const Actor& actor, const ReportId& id,
                           std::string_view reason) {
  const auto tx = TRY(desk.store().write());
  auto row = TRY(report_for(*tx, actor, Action::triage, id));
  TRY(move_report(desk, *tx, actor, row, ReportState::rejected, reason, Json::object()));
  return commit(desk, *tx);
}

Result<void> close_report(Desk& desk, const Actor& actor, const ReportId& id,
                          std::string_view outcome) {
  const auto tx = TRY(desk.store().write());
  auto row = TRY(report_for(*tx, actor, Action::triage, id));
  TRY(move_report(desk, *tx, actor, row, ReportState::closed, outcome, Json::object()));
  return commit(desk, *tx);
}

Result<void> message_reporter(Desk& desk, const Actor& actor, const ReportId& id,
                              std::string_view text, bool asks) {
  const auto tx = TRY(desk.store().write());
  const auto row = TRY(report_for(*tx, actor, Action::triage, id));
  TRY(add_message(desk, *tx, actor, row, true, text, asks));
  return commit(desk, *tx);
}

Result<OpenedFile> open_report_file(Desk& desk, const Actor& actor, const std::string& file,
                                    std::string_view purpose) {
  if (trimmed(purpose).empty()) return fail(Errc::bad_input, "say what the copy is for");
  const auto tx = TRY(desk.store().write());
  TRY(may(actor, Action::triage));
  const auto row = TRY(tx->quarantine(file));
  if (!row) return fail(Errc::not_found, "no such file");
  const auto report = TRY(report_for(*tx, actor, Action::triage, row->report));
  if (!row->evidence.empty()) {
    return fail(Errc::wrong_state, "this file is evidence of a case now; take the copy from there");
  }
  const auto body = TRY(open_record(desk, *tx, row->body, "quarantine/" + row->id));
  const auto key = TRY(key_of(desk, *tx, row->key));
  OpenedFile out{safe_file_name(TRY(unbase64(text_at(body, "name")))), row->size,
                 TRY(desk.vault().open(row->blob, key))};
  Act act;
  act.kind = "report.file_read";
  act.object = Json{{"file", row->id}, {"report", report.id.str()}};
  TRY(append_with_reason(desk, *tx, actor, report, std::move(act), purpose));
  TRY(commit(desk, *tx));
  return out;
}

}  // namespace ledgelight::desk
