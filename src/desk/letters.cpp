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

std::string state_of_city(const Desk& desk) {
  // "us/ct/stamford" -> "US-CT"
  const auto parts = split(desk.config().city, '/');
  if (parts.size() < 2) return {};
  std::string out = parts[0] + "-" + parts[1];
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::toupper(c); });
  return out;
}

// The newest sheet that says what is owed; one that looks back at an earlier day does not.
Result<SheetRow> sheet_in_force(Desk& desk, Tx& tx, const CaseId& id) {
  for (auto& row : TRY(tx.sheets(id))) {
    if (row.known_at == to_text(local_date(row.at, desk.config().zone))) return std::move(row);
  }
  return fail(Errc::wrong_state, "no duty sheet yet; decide the duties of this case first");
}

const Json* duty_of_kind(const Json& reckoning, std::string_view kind, std::string_view state) {
  const auto duties = reckoning.find("duties");
  if (duties == reckoning.end() || !duties->is_array()) return nullptr;
  for (const auto& duty : *duties) {
    if (text_at(duty, "kind") == kind && text_at(duty, "jurisdiction") == state) return &duty;
  }
  return nullptr;
}

notice::LetterFacts letter_facts(Desk& desk, const CaseId& id, const Json& sheet,
                                 const LetterInputs& in, const std::string& state) {
  notice::LetterFacts out;
  out.city = desk.config().city_name;
  out.case_reference = id.str();
  out.sender = {desk.config().city_name};
  for (const auto& line : split(in.contact_address, '\n')) {
    if (!trimmed(line).empty()) out.sender.push_back(trimmed(line));
  }
  if (const auto today = parse_date(desk.local_day())) out.letter_date = *today;
  out.what_happened = in.what_happened;
  out.what_we_do = in.what_we_do;
  out.contact = {in.contact_name, in.contact_phone, in.contact_mail,
                 replaced(in.contact_address, "\n", ", "), in.contact_hours};
  out.signer = in.signer;
  out.signer_title = in.signer_title;
  out.demonstration = desk.config().demonstration;
  out.language = in.language;
  const Json facts = sheet.value("facts", Json::object());
  if (const auto day = parse_date(text_at(facts, "discovered"))) out.discovered = *day;
  if (const auto it = facts.find("occurred"); it != facts.end() && it->is_object()) {
    const auto from = text_at(*it, "from");
    const auto to = text_at(*it, "to");
    const auto when = When::parse(from.empty() && to.empty() ? "unknown"
                                  : to.empty() || to == from ? from
                                  : (from.empty() ? ".." : from) + "/" + to);
    if (when && !when->unknown()) out.occurred = {*when, notice::Certainty::known};
  }
  const auto access = text_at(facts, "access");
  out.taken = access == "acquired" || access == "accessed" ? notice::Certainty::known
                                                           : notice::Certainty::suspected;
  const Json reckoning = sheet.value("reckoning", Json::object());
  if (const auto* offer = duty_of_kind(reckoning, "offer-services", state)) {
    if (const auto it = offer->find("services"); it != offer->end() && it->is_object()) {
      out.services.months = static_cast<int>(int_at(*it, "months").value_or(0));
      out.services.elements = {"ssn", "tax_id"};
      out.services.enrol_how = in.enrol_how;
      if (const auto until = parse_date(in.enrol_until)) out.services.enrol_until = *until;
    }
  }
  return out;
}

// Everything a batch rests on, read at one moment.
struct Grounds {
  CaseRow kase;
  SheetId sheet;
  Json reckoning;
  notice::LetterFacts facts;
  std::vector<std::pair<PersonId, PersonBody>> people;
};

Result<Grounds> grounds_of(Desk& desk, Tx& tx, const Actor& actor, const CaseId& id,
                           const LetterInputs& inputs, const std::string& state) {
  Grounds out;
  out.kase = TRY(case_for(desk, tx, actor, Action::render_letters, id));
  const auto row = TRY(sheet_in_force(desk, tx, id));
  const auto sheet = TRY(open_record(desk, tx, row.body, "sheet/" + row.id.str()));
  out.sheet = row.id;
  out.reckoning = sheet.value("reckoning", Json::object());
  if (duty_of_kind(out.reckoning, "notify-individuals", state) == nullptr) {
    return fail(Errc::wrong_state, "the newest duty sheet asks for no letter to residents of " + state);
  }
  out.facts = letter_facts(desk, id, sheet, inputs, state);
  for (const auto& person : TRY(tx.people(id, state, "pending", "accepted", {0, 0}))) {
    out.people.emplace_back(person.id, TRY(open_person(desk, tx, person)));
  }
  if (out.people.empty()) {
    return fail(Errc::wrong_state, "nobody is waiting for a letter: accept the register first");
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

Result<void> draw_all(const BatchId& batch, const Grounds& on, const std::string& state,
                      const std::string& language, Drawn& into) {
  const auto* paper = TRY(stationery());
  const auto* duty = duty_of_kind(on.reckoning, "notify-individuals", state);
  const auto* offer = duty_of_kind(on.reckoning, "offer-services", state);
  for (const auto& [person, body] : on.people) {
    notice::Recipient reader;
    reader.name = body.name;
    reader.address_lines = body.address;
    reader.state = state;
    reader.language = language;
    reader.elements = body.elements;
    auto required = notice::required_content(*duty, on.facts, reader);
    if (offer != nullptr) required.merge(notice::required_content(*offer, on.facts, reader));
    const auto letter = TRY(notice::write_letter(*paper, on.facts, reader, required));
    for (const auto& gap : letter.gaps) ++into.gaps[gap.what + ": " + gap.why];
    for (const auto& finding : letter.findings) {
      // A sentence may carry the reader's name; the rule and its advice never do.
      ++(finding.blocks ? into.gaps : into.findings)[finding.rule + ": " + finding.says];
    }
    TRY(into.add(batch, on.kase.id, person, letter));
  }
  return {};
}

// What was drawn must still be what is owed, to the same people.
Result<void> still_stands(Desk& desk, Tx& tx, const Grounds& on, const std::string& state) {
  bool same = TRY(sheet_in_force(desk, tx, on.kase.id)).id == on.sheet;
  const auto people = TRY(tx.people(on.kase.id, state, "pending", "accepted", {0, 0}));
  same = same && std::equal(people.begin(), people.end(), on.people.begin(), on.people.end(),
                            [](const auto& a, const auto& b) { return a.id == b.first; });
  if (same) return {};
  return fail(Errc::wrong_state, "duties or people changed while the letters were drawn; try again");
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
  const auto state = state_of_city(desk);
  Grounds on;
  BatchRow row;
  {
    const auto tx = TRY(desk.store().read());
    on = TRY(grounds_of(desk, *tx, actor, id, inputs, state));
  }
  {
    const auto tx = TRY(desk.store().write());
    row.id = BatchId("b-" + std::to_string(TRY(tx->next_number("batch"))));
    TRY(tx->commit());
  }
  Drawn drawn(desk);
  TRY(draw_all(row.id, on, state, inputs.language, drawn));
  const auto manifest = TRY(notice::manifest_of(row.id, drawn.lines));

  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::render_letters, id));
  TRY(still_stands(desk, *tx, on, state));
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
  act.object = Json{{"batch", row.id.str()}, {"letters", row.letters}, {"manifest", row.digest}};
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

// Two batches may have been drawn for the same people; only one of them may go out.
Result<void> nobody_twice(Tx& tx, const BatchRow& batch, const std::vector<LetterRow>& letters) {
  std::set<PersonId> going;
  for (const auto& other : TRY(tx.batches(batch.case_id))) {
    if (other.state != "approved") continue;
    for (const auto& letter : TRY(tx.letters(other.id))) going.insert(letter.person);
  }
  for (const auto& letter : letters) {
    const auto person = TRY(tx.person(batch.case_id, letter.person));
    const bool waits = person && person->status == "pending" && person->standing == "accepted";
    if (!waits || going.count(letter.person) != 0) {
      return fail(Errc::wrong_state,
                  "some of these people wait for no letter any more; prepare the letters again");
    }
  }
  return {};
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
  TRY(nobody_twice(*tx, row, letters));
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

Result<void> mark_mailed(Desk& desk, const Actor& actor, const BatchId& id, std::string_view on) {
  const auto day = TRY(parse_date(on));
  const auto tx = TRY(desk.store().write());
  auto [row, kase] = TRY(batch_for(desk, *tx, actor, Action::mark_mailed, id));
  if (row.state == "rendered") {
    return fail(Errc::needs_approval, "a second officer must approve these letters first");
  }
  if (row.state != "approved") return fail(Errc::wrong_state, "this batch is " + row.state);
  const auto today = TRY(parse_date(desk.local_day()));
  if (sys_days(day) > sys_days(today)) return fail(Errc::bad_input, "the day of mailing lies ahead");
  for (auto& letter : TRY(tx->letters(id))) {
    letter.state = "mailed";
    letter.mailed_on = to_text(day);
    TRY(tx->update_letter(letter));
    if (auto person = TRY(tx->person(kase.id, letter.person))) {
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
  return commit(desk, *tx);
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
