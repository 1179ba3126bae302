#include "desk/letters.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/bytes.hpp"
#include "base/civil.hpp"
#include "base/embedded.hpp"
#include "base/text.hpp"
#include "desk/cases.hpp"
#include "desk/people.hpp"
#include "desk/readings.hpp"
#include "desk/recipients.hpp"
#include "desk/suspects.hpp"
#include "law/rules.hpp"
#include "notice/batch.hpp"
#include "notice/letter.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::uint64_t max_letter = 16U << 20;

Result<const notice::Stationery*> stationery() {
  static const auto loaded = notice::Stationery::load(embedded_content());
  if (!loaded) return loaded.error();
  return &*loaded;
}

std::string batch_label(const BatchId& id) { return "batch/" + id.str(); }

notice::LetterFacts letter_facts(const Recipients& who, const LetterInputs& in) {
  auto out = who.facts();
  out.sender = {out.city};
  for (const auto& line : split(in.contact_address, '\n')) {
    if (!trimmed(line).empty()) out.sender.push_back(trimmed(line));
  }
  out.what_happened = in.what_happened;
  out.what_we_do = in.what_we_do;
  out.contact = {in.contact_name, in.contact_phone, in.contact_mail,
                 replaced(in.contact_address, "\n", ", "), in.contact_hours};
  out.signer = in.signer;
  out.signer_title = in.signer_title;
  out.state_attorney_contact = in.state_attorney_contact;
  out.language = in.language;
  return out;
}

// One accepted person, and what the law says of them.
struct Placed {
  PersonRow row;
  PersonBody body;
  Owed owed;
  std::string status;  ///< as it must be: pending, excluded or substitute
  std::string because;
};

// Everything a batch rests on, read at one moment.
struct Grounds {
  CaseRow kase;
  SheetId sheet;
  notice::LetterFacts facts;
  std::vector<Placed> people;  ///< accepted, and no letter of theirs went out or is approved
  std::vector<std::size_t> readers;  ///< of them, who gets a letter now
};

// A letter of theirs is approved, or went out.
Result<std::set<PersonId>> approved_for(Tx& tx, const CaseId& id) {
  std::set<PersonId> out;
  for (const auto& batch : TRY(tx.batches(id))) {
    if (batch.state != "approved") continue;
    for (const auto& letter : TRY(tx.letters(batch.id))) out.insert(letter.person);
  }
  return out;
}

bool open_status(const std::string& status) {
  return status == "pending" || status == "excluded" || status == "substitute";
}

void place(Placed& p) {
  p.status = "pending";
  p.because = p.owed.because;
  if (p.owed.answer == Answer::no) p.status = "excluded";
  if (p.owed.answer == Answer::letter && p.body.address.empty()) {
    p.status = "substitute";
    p.because = "No postal address was found. Find one, or use substitute notice.";
  }
}

Result<Grounds> grounds_of(Desk& desk, Tx& tx, const Actor& actor, const CaseId& id,
                           const LetterInputs& inputs) {
  Grounds out;
  out.kase = TRY(case_for(desk, tx, actor, Action::render_letters, id));
  const auto mask = TRY(Masks::of(desk, tx, id));
  if (mask.touches(inputs.what_happened) || mask.touches(inputs.what_we_do)) {
    return fail(Errc::bad_input, "these words name somebody who is a sealed suspect of this case");
  }
  auto who = TRY(Recipients::of(desk, tx, id));
  out.sheet = who.sheet();
  out.facts = letter_facts(who, inputs);
  const auto approved = TRY(approved_for(tx, id));
  const auto state = inputs.state.empty() ? desk.rules().place.state : inputs.state;
  std::map<std::string, int> elsewhere;
  for (auto& row : TRY(tx.people(id, "", "", "accepted", {0, 0}))) {
    if (!open_status(row.status) || approved.count(row.id) != 0) continue;
    Placed one;
    one.body = TRY(open_person(desk, tx, row));
    one.owed = TRY(who.owed(row.residence, one.body.elements));
    one.row = std::move(row);
    place(one);
    if (one.status == "pending" && one.owed.answer == Answer::letter) {
      if (one.row.residence == state) {
        out.readers.push_back(out.people.size());
      } else {
        ++elsewhere[one.row.residence];
      }
    }
    out.people.push_back(std::move(one));
  }
  if (out.people.empty()) {
    return fail(Errc::wrong_state, "nobody is waiting for a letter: accept the register first");
  }
  if (out.readers.empty() && !elsewhere.empty()) {
    std::vector<std::string> states;
    for (const auto& [other, n] : elsewhere) states.push_back(other + " (" + std::to_string(n) + ")");
    return fail(Errc::wrong_state, "nobody of " + shown_line(state, 20) + " is owed a letter now; others are: " +
                                       join(states, ", ") + ". Prepare those of one state at a time");
  }
  if (out.readers.empty()) {
    return fail(Errc::wrong_state, "none of the " + std::to_string(out.people.size()) +
                                       " accepted people without a letter is owed one now. " + out.people.front().because);
  }
  return out;
}

// Letters drawn and sealed in the vault, of which no row knows yet: gone again unless kept.
class Drawn {
 public:
  explicit Drawn(Desk& desk) : desk_(desk) {}
  Drawn(const Drawn&) = delete;
  Drawn& operator=(const Drawn&) = delete;
  ~Drawn() {
    if (kept_) return;
    for (const auto& row : rows) (void)desk_.vault().remove(row.blob);
  }
  std::vector<LetterRow> rows;
  std::vector<Key> keys;  // of rows, same order
  std::vector<notice::BatchRow> lines;
  std::map<std::string, int> gaps, findings;

  Result<void> add(const BatchId& batch, const CaseId& id, const PersonId& person,
                   const notice::Letter& letter) {
    auto key = Key::random(desk_.randomness());
    auto writer = TRY(desk_.vault().create(key));
    TRY(writer->write(letter.pdf));
    const auto stored = TRY(writer->finish());
    LetterRow row;
    row.id = LetterId(batch.str() + "-" + std::to_string(rows.size() + 1));
    row.batch = batch;
    row.case_id = id;
    row.person = person;
    row.state = "rendered";
    row.sha256 = letter.sha256;
    row.size = letter.pdf.size();
    row.blob = stored.blob;
    lines.push_back({row.id, person, letter.sha256, letter.pages, letter.template_id,
                     letter.template_version});
    rows.push_back(std::move(row));
    keys.push_back(std::move(key));
    return {};
  }
  /// From here on rows may name the files: a commit that fails may still have happened.
  void keep() { kept_ = true; }

 private:
  Desk& desk_;
  bool kept_ = false;
};

Result<void> draw_all(const BatchId& batch, const Grounds& on, const LetterInputs& inputs,
                      Drawn& into) {
  const auto* paper = TRY(stationery());
  for (const auto i : on.readers) {
    const auto& [row, body, owed, status, because] = on.people[i];
    notice::Recipient reader;
    reader.name = body.name;
    reader.address_lines = body.address;
    reader.state = row.residence;
    reader.language = inputs.language;
    reader.elements = owed.exposed;
    auto facts = on.facts;
    facts.taken = owed.taken;
    facts.number_affected = owed.people;
    if (const auto it = owed.offer.find("services"); owed.offer.is_object() && it != owed.offer.end()) {
      facts.services.months = static_cast<int>(int_at(*it, "months").value_or(0));
      facts.services.enrol_how = inputs.enrol_how;
      if (const auto until = parse_date(inputs.enrol_until)) facts.services.enrol_until = *until;
    }
    auto required = notice::required_content(owed.notice, facts, reader);
    if (owed.offer.is_object()) required.merge(notice::required_content(owed.offer, facts, reader));
    const auto letter = TRY(notice::write_letter(*paper, facts, reader, required));
    for (const auto& gap : letter.gaps) ++into.gaps[gap.what + ": " + gap.why];
    if (owed.held_back) ++into.gaps["hold: Law enforcement asked to wait. State the release of the hold first."];
    for (const auto& finding : letter.findings) {
      // A sentence may carry the reader's name; the rule and its advice never do.
      ++(finding.blocks ? into.gaps : into.findings)[finding.rule + ": " + finding.says];
    }
    TRY(into.add(batch, on.kase.id, row.id, letter));
  }
  return {};
}

// What was drawn must still be what is owed, to the same people.
Result<void> still_stands(Desk& desk, Tx& tx, const Actor& actor, const Grounds& on,
                          const LetterInputs& inputs) {
  const auto now = TRY(grounds_of(desk, tx, actor, on.kase.id, inputs));
  const bool same = now.sheet == on.sheet && now.readers == on.readers &&
                    std::equal(now.people.begin(), now.people.end(), on.people.begin(), on.people.end(),
                               [](const Placed& a, const Placed& b) { return a.row.id == b.row.id; });
  if (same) return {};
  return fail(Errc::wrong_state, "duties or people changed while the letters were drawn; try again");
}

// Who gets no letter, and why, goes on each person's own record.
Result<Json> keep_places(Desk& desk, Tx& tx, const Grounds& on) {
  std::map<std::string, std::int64_t> counts;
  for (const auto& p : on.people) {
    ++counts[p.status];
    const auto because = p.status == "pending" ? std::string() : p.because;
    if (p.status == p.row.status && because == p.body.because) continue;
    auto row = p.row;
    auto body = p.body;
    row.status = p.status;
    body.because = because;
    TRY(seal_person(desk, tx, row, body));
    TRY(tx.update_person(row));
  }
  return Json{{"excluded", counts["excluded"]},
              {"substitute", counts["substitute"]},
              {"waiting", counts["pending"] - static_cast<std::int64_t>(on.readers.size())}};
}

Json counted(const std::map<std::string, int>& words) {
  Json out = Json::array();
  for (const auto& [text, n] : words) {
    out.push_back(n == 1 ? text : text + " (" + std::to_string(n) + " letters)");
  }
  return out;
}

Result<Batch> batch_of(Desk& desk, Tx& tx, const BatchRow& row) {
  const auto body = TRY(open_record(desk, tx, row.body, batch_label(row.id)));
  Batch out;
  out.id = row.id;
  out.case_id = row.case_id;
  out.state = row.state;
  out.digest = row.digest;
  out.rendered_by = row.rendered_by;
  out.approved_by = row.approved_by;
  out.letters = row.letters;
  out.rendered = row.rendered;
  out.approved = row.approved;
  out.mailed = row.mailed;
  for (const auto& v : body.value("gaps", Json::array())) out.gaps.push_back(v.get<std::string>());
  for (const auto& v : body.value("findings", Json::array())) {
    out.findings.push_back(v.get<std::string>());
  }
  return out;
}

// The batch with the gate passed for `action`.
Result<std::pair<BatchRow, CaseRow>> batch_for(Desk& desk, Tx& tx, const Actor& actor,
                                               Action action, const BatchId& id) {
  const auto row = TRY(tx.batch(id));
  if (!row) return fail(Errc::not_found, "no such batch of letters");
  auto kase = TRY(case_for(desk, tx, actor, action, row->case_id));
  return std::pair{*row, std::move(kase)};
}

}  // namespace

// Thousands of pages take minutes: they are drawn and sealed between two short transactions, so
// that nobody else's act waits for them.
Result<Batch> render_letters(Desk& desk, const Actor& actor, const CaseId& id,
                             const LetterInputs& inputs) {
  Grounds on;
  BatchRow row;
  {
    const auto tx = TRY(desk.store().read());
    on = TRY(grounds_of(desk, *tx, actor, id, inputs));
  }
  {
    const auto tx = TRY(desk.store().write());
    row.id = BatchId("b-" + std::to_string(TRY(tx->next_number("batch"))));
    TRY(tx->commit());
  }
  Drawn drawn(desk);
  TRY(draw_all(row.id, on, inputs, drawn));
  const auto manifest = TRY(notice::manifest_of(row.id, drawn.lines));

  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::render_letters, id));
  TRY(still_stands(desk, *tx, actor, on, inputs));
  const auto others = TRY(keep_places(desk, *tx, on));
  row.case_id = id;
  row.state = "rendered";
  row.rendered_by = actor.text();
  row.rendered = desk.now();
  row.digest = manifest.digest;
  row.letters = static_cast<int>(drawn.rows.size());
  for (std::size_t i = 0; i < drawn.rows.size(); ++i) {
    drawn.rows[i].key = TRY(store_key(desk, *tx, "letter", kase.key, drawn.keys[i]));
  }
  const auto record = make_record(desk, "batch",
                                  Json{{"findings", counted(drawn.findings)},
                                       {"gaps", counted(drawn.gaps)},
                                       {"manifest", manifest.text}});
  Act act;
  act.kind = "letters.rendered";
  act.case_id = id;
  act.subject = row.id.str();
  act.object = Json{{"batch", row.id.str()}, {"letters", row.letters}, {"manifest", row.digest},
                    {"others", others}, {"sheet", on.sheet.str()}};
  act.record = record.digest;
  act.key = kase.key;
  row.event = TRY(append_act(desk, *tx, actor, act));
  row.body = TRY(seal_json(desk, *tx, kase.key, batch_label(row.id), record.wrapped));
  TRY(tx->put_batch(row));
  TRY(tx->put_letters(drawn.rows));
  auto out = TRY(batch_of(desk, *tx, row));
  drawn.keep();
  TRY(commit(desk, *tx));
  return out;
}

Result<std::vector<Batch>> list_batches(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  std::vector<Batch> out;
  for (const auto& row : TRY(tx->batches(id))) out.push_back(TRY(batch_of(desk, *tx, row)));
  return out;
}

Result<Batch> show_batch(Desk& desk, const Actor& actor, const BatchId& id) {
  const auto tx = TRY(desk.store().read());
  const auto found = TRY(batch_for(desk, *tx, actor, Action::read_case, id));
  auto out = TRY(batch_of(desk, *tx, found.first));
  for (const auto& l : TRY(tx->letters(id))) {
    out.rows.push_back({l.id, l.person, l.state, l.sha256, l.mailed_on, l.size});
  }
  return out;
}

namespace {

// Two batches may have been drawn for the same people, and facts may have changed since: what goes
// out is what is owed on the day it is approved, and only once.
Result<void> still_owed(Desk& desk, Tx& tx, const BatchRow& batch, const std::vector<LetterRow>& letters) {
  const auto going = TRY(approved_for(tx, batch.case_id));
  auto who = TRY(Recipients::of(desk, tx, batch.case_id));
  for (const auto& letter : letters) {
    const auto person = TRY(tx.person(batch.case_id, letter.person));
    bool waits = person && person->status == "pending" && person->standing == "accepted" &&
                 going.count(letter.person) == 0;
    if (waits) {
      const auto body = TRY(open_person(desk, tx, *person));
      // Drawn before somebody put name or address right, it would go to the wrong one.
      auto last = body.renamed;
      for (const auto& change : body.changes)
        last = std::max(last, static_cast<std::uint64_t>(int_at(change, "event").value_or(0)));
      if (last > batch.event) {
        return fail(Errc::wrong_state, "the name or address of " + letter.person.str() +
                                           " was corrected since; prepare the letters again");
      }
      const auto owed = TRY(who.owed(person->residence, body.elements));
      if (owed.held_back) return fail(Errc::wrong_state, "law enforcement asked to wait: these letters cannot go yet");
      waits = owed.answer == Answer::letter;
    }
    if (!waits) {
      return fail(Errc::wrong_state,
                  "some of these people wait for no letter any more; prepare the letters again");
    }
  }
  return {};
}

}  // namespace

namespace {

// What the letters of these residents' states rest on.
Result<void> counsel_signed(Desk& desk, Tx& tx, const CaseId& id, const std::vector<LetterRow>& letters) {
  std::set<std::string> states;
  for (const auto& letter : letters) {
    if (const auto person = TRY(tx.person(id, letter.person))) states.insert(person->residence);
  }
  return require_signed(desk, tx, id, {states.begin(), states.end()}, {"notify-individuals", "offer-services"});
}

}  // namespace

Result<void> approve_batch(Desk& desk, const Actor& actor, const BatchId& id,
                           std::string_view digest) {
  if (actor.kind != Actor::Kind::officer) {
    return fail(Errc::needs_approval, "an approval needs an officer's own credential (--as OFFICER)");
  }
  const auto tx = TRY(desk.store().write());
  auto [row, kase] = TRY(batch_for(desk, *tx, actor, Action::approve_letters, id));
  if (row.state != "rendered") return fail(Errc::wrong_state, "this batch is " + row.state);
  if (row.rendered_by == actor.text()) {
    return fail(Errc::needs_approval, "whoever prepared the letters cannot approve them; ask a second officer");
  }
  if (row.digest != digest) {
    return fail(Errc::conflict, "the letters changed since you looked; read them again");
  }
  const auto shown_batch = TRY(batch_of(desk, *tx, row));
  if (!shown_batch.gaps.empty()) {
    return fail(Errc::wrong_state, "these letters cannot go yet: " + shown_batch.gaps.front());
  }
  const auto body = TRY(open_record(desk, *tx, row.body, batch_label(id)));
  const auto manifest = text_at(body, "manifest");
  if (sha256_hex(manifest) != row.digest) return fail(Errc::corrupt, "the list of letters was changed");
  std::map<std::string, std::string> listed;
  for (const auto& line : TRY(notice::rows_of(manifest))) listed[line.letter.str()] = line.sha256;
  auto letters = TRY(tx->letters(id));
  if (letters.size() != listed.size()) return fail(Errc::corrupt, "letters are missing from the batch");
  TRY(still_owed(desk, *tx, row, letters));
  TRY(counsel_signed(desk, *tx, kase.id, letters));
  for (auto& letter : letters) {
    if (listed[letter.id.str()] != letter.sha256) return fail(Errc::corrupt, "a letter was changed");
    letter.state = "approved";
    TRY(tx->update_letter(letter));
  }
  row.state = "approved";
  row.approved_by = actor.text();
  row.approved = desk.now();
  TRY(tx->update_batch(row));
  Act act;
  act.kind = "letters.approved";
  act.case_id = kase.id;
  act.subject = id.str();
  act.object = Json{{"batch", id.str()}, {"manifest", row.digest}};
  act.key = kase.key;
  TRY(append_act(desk, *tx, actor, act));
  return commit(desk, *tx);
}

Result<std::vector<MailedState>> mark_mailed(Desk& desk, const Actor& actor, const BatchId& id,
                                             std::string_view on) {
  const auto day = TRY(parse_date(on));
  const auto tx = TRY(desk.store().write());
  auto [row, kase] = TRY(batch_for(desk, *tx, actor, Action::mark_mailed, id));
  if (row.state == "rendered") {
    return fail(Errc::needs_approval, "a second officer must approve these letters first");
  }
  if (row.state != "approved") return fail(Errc::wrong_state, "this batch is " + row.state);
  const auto today = TRY(parse_date(desk.local_day()));
  if (sys_days(day) > sys_days(today)) return fail(Errc::bad_input, "the day of mailing lies ahead");
  auto letters = TRY(tx->letters(id));
  // Facts may have changed since the approval, and with them what these letters rest on.
  TRY(counsel_signed(desk, *tx, kase.id, letters));
  std::set<std::string> states;
  for (auto& letter : letters) {
    letter.state = "mailed";
    letter.mailed_on = to_text(day);
    TRY(tx->update_letter(letter));
    if (auto person = TRY(tx->person(kase.id, letter.person))) {
      states.insert(person->residence);
      person->status = "mailed";
      TRY(tx->update_person(*person));
    }
  }
  row.state = "mailed";
  row.mailed = desk.now();
  TRY(tx->update_batch(row));
  Act act;
  act.kind = "letters.mailed";
  act.case_id = kase.id;
  act.subject = id.str();
  act.object = Json{{"batch", id.str()}, {"letters", row.letters}, {"on", to_text(day)}};
  act.happened = to_text(day);
  act.key = kase.key;
  TRY(append_act(desk, *tx, actor, act));
  auto out = TRY(record_mailing(desk, *tx, actor, kase, states, id));
  TRY(commit(desk, *tx));
  return out;
}

Result<Balance> letter_balance(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  // The reasons are out of a duty sheet that may be a draft.
  const bool reasons = case_for(desk, *tx, actor, Action::read_privileged, id).has_value();
  std::set<PersonId> drawn;
  for (const auto& batch : TRY(tx->batches(id))) {
    if (batch.state == "mailed") continue;
    for (const auto& letter : TRY(tx->letters(batch.id))) drawn.insert(letter.person);
  }
  auto who = Recipients::of(desk, *tx, id);
  if (!who && who.error().code != Errc::wrong_state) return who.error();
  static const std::vector<std::string> order{"mailed",     "returned",  "drawn",   "waiting",
                                              "substitute", "undecided", "excluded"};
  std::map<std::pair<std::string, std::string>, std::uint64_t> lines;
  Balance out;
  for (const auto& row : TRY(tx->people(id, "", "", "accepted", {0, 0}))) {
    std::string state = row.status, because;
    if (open_status(row.status)) {
      Placed p;
      p.body = TRY(open_person(desk, *tx, row));
      if (who) {
        p.owed = TRY(who->owed(row.residence, p.body.elements));
      } else {
        p.owed.because = who.error().detail;
      }
      place(p);
      const bool owed = p.owed.answer == Answer::letter;
      state = p.status != "pending"       ? p.status
              : !owed                     ? "undecided"
              : drawn.count(row.id) != 0 ? "drawn"
                                          : "waiting";
      because = p.because;
    }
    ++lines[{state, reasons ? because : ""}];
    ++out.people;
  }
  for (const auto& [key, n] : lines) out.lines.push_back({key.first, key.second, n});
  const auto place_of = [&](const BalanceLine& l) {
    return std::find(order.begin(), order.end(), l.state) - order.begin();
  };
  std::stable_sort(out.lines.begin(), out.lines.end(), [&](const BalanceLine& a, const BalanceLine& b) {
    return place_of(a) != place_of(b) ? place_of(a) < place_of(b) : a.people > b.people;
  });
  return out;
}

Result<std::string> letter_pdf(Desk& desk, const Actor& actor, const LetterId& id) {
  const auto tx = TRY(desk.store().read());
  const auto letter = TRY(tx->letter(id));
  if (!letter) return fail(Errc::not_found, "no such letter");
  (void)TRY(case_for(desk, *tx, actor, Action::see_people, letter->case_id));
  const auto key = TRY(key_of(desk, *tx, letter->key));
  const auto reader = TRY(desk.vault().open(letter->blob, key));
  auto pdf = TRY(read_all(*reader, max_letter));
  if (sha256_hex(pdf) != letter->sha256) return fail(Errc::corrupt, "the letter is not the one rendered");
  return pdf;
}

}  // namespace ledgelight::desk
