#include "desk/evidence.hpp"

#include <array>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "desk/suspects.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::size_t max_name = 4096;
constexpr std::size_t max_words = 2000;

std::string evidence_label(const EvidenceId& id) { return "evidence/" + id.str(); }
std::string custody_label(const EvidenceId& id) { return "custody/" + id.str(); }

struct CustodyWords {
  std::string purpose, giver, taker;
};

Result<void> add_custody(Desk& desk, Tx& tx, const Actor& actor, const CaseRow& row,
                         const EvidenceId& id, const std::string& action,
                         const CustodyWords& words) {
  if (words.purpose.size() > max_words || words.giver.size() > max_words ||
      words.taker.size() > max_words) {
    return fail(Errc::too_large, "purpose, giver and taker have at most 2000 bytes each");
  }
  const auto record = make_record(
      desk, "custody",
      Json{{"giver", shown(words.giver)}, {"purpose", shown(words.purpose)}, {"taker", shown(words.taker)}});
  Act act;
  act.kind = "custody." + action;
  act.case_id = row.id;
  act.subject = id.str();
  act.object = Json{{"evidence", id.str()}};
  act.record = record.digest;
  act.key = row.key;
  CustodyRow custody;
  custody.event = TRY(append_act(desk, tx, actor, act));
  custody.evidence = id;
  custody.case_id = row.id;
  custody.action = action;
  custody.actor = actor.text();
  custody.at = desk.now();
  custody.body = TRY(seal_json(desk, tx, row.key, custody_label(id), record.wrapped));
  return tx.put_custody(custody);
}

// Everything about one sealed item but its bytes, which lie in the vault already.
struct Arrived {
  StoredBlob blob;
  EvidenceSource source;
  std::string received_from;
};

Result<EvidenceRow> put_item(Desk& desk, Tx& tx, const Actor& actor, const CaseRow& row,
                             const KeyId& key, const Arrived& arrived) {
  EvidenceRow item;
  item.number = static_cast<int>(TRY(tx.next_number("evidence/" + row.id.str())));
  item.id = EvidenceId(row.id.str() + "/E" + std::to_string(item.number));
  item.case_id = row.id;
  item.sha256 = hex(arrived.blob.sha256);
  item.size = arrived.blob.size;
  item.blob = arrived.blob.blob;
  item.sealed_size = arrived.blob.sealed_size;
  item.key = key;
  item.at = desk.now();
  const auto record = make_record(desk, "evidence",
                                  Json{{"modified", shown_line(arrived.source.modified, 40)},
                                       {"name", base64(arrived.source.name.substr(0, max_name))},
                                       {"sha512", arrived.blob.sha512},
                                       {"where_from", shown(arrived.source.where_from)}});
  Act act;
  act.kind = "evidence.sealed";
  act.case_id = row.id;
  act.subject = item.id.str();
  act.object = Json{{"evidence", item.id.str()},
                    {"sealed_sha256", item.blob},
                    {"sha256", item.sha256},
                    {"size", item.size}};
  act.record = record.digest;
  act.key = row.key;
  item.event = TRY(append_act(desk, tx, actor, act));
  item.body = TRY(seal_json(desk, tx, row.key, evidence_label(item.id), record.wrapped));
  TRY(tx.put_evidence(item));
  TRY(add_custody(desk, tx, actor, row, item.id, "receive",
                  {arrived.source.purpose, arrived.received_from, "the desk's vault"}));
  return item;
}

Result<std::optional<EvidenceRow>> same_bytes(Tx& tx, const CaseId& id, const std::string& sha256) {
  for (auto& item : TRY(tx.evidence_of(id))) {
    if (item.sha256 == sha256) return std::optional<EvidenceRow>(std::move(item));
  }
  return std::optional<EvidenceRow>();
}

Result<EvidenceLine> line_of(Desk& desk, Tx& tx, const EvidenceRow& item) {
  const auto body = TRY(open_record(desk, tx, item.body, evidence_label(item.id)));
  EvidenceLine line;
  line.id = item.id;
  line.sha256 = item.sha256;
  line.sha512 = text_at(body, "sha512");
  line.raw_name = TRY(unbase64(text_at(body, "name")));
  line.name = escaped(line.raw_name);
  line.where_from = text_at(body, "where_from");
  line.size = item.size;
  line.at = item.at;
  line.blob = item.blob;
  line.key = item.key;
  return line;
}

class Intake final : public EvidenceIntake {
 public:
  Intake(Desk& desk, Actor actor, CaseId id, EvidenceSource source, Key key,
         std::unique_ptr<BlobWriter> writer)
      : desk_(desk), actor_(std::move(actor)), case_id_(std::move(id)),
        source_(std::move(source)), key_(std::move(key)), writer_(std::move(writer)) {}

  Result<void> write(std::string_view bytes) override { return writer_->write(bytes); }

  Result<EvidenceLine> finish() override {
    const Arrived arrived{TRY(writer_->finish()), source_, actor_.text()};
    bool named = false;
    auto line = record(arrived, named);
    // No row names the sealed copy: a double of what is there already, or refused. The first stays.
    if (!named) (void)desk_.vault().remove(arrived.blob.blob);
    return line;
  }

 private:
  Result<EvidenceLine> record(const Arrived& arrived, bool& named) {
    const auto tx = TRY(desk_.store().write());
    const auto row = TRY(case_for(desk_, *tx, actor_, Action::add_evidence, case_id_));
    if (const auto known = TRY(same_bytes(*tx, case_id_, hex(arrived.blob.sha256)))) {
      auto line = TRY(line_of(desk_, *tx, *known));
      line.already = true;
      return line;
    }
    const auto key = TRY(store_key(desk_, *tx, "evidence", row.key, key_));
    const auto item = TRY(put_item(desk_, *tx, actor_, row, key, arrived));
    auto line = TRY(line_of(desk_, *tx, item));
    named = true;  // a commit that fails may still have happened
    TRY(commit(desk_, *tx));
    return line;
  }

  Desk& desk_;
  Actor actor_;
  CaseId case_id_;
  EvidenceSource source_;
  Key key_;
  std::unique_ptr<BlobWriter> writer_;
};

// Reading counts as a touch: the custody row is durable before the first byte is given.
Result<OpenedFile> open_item(Desk& desk, const Actor& actor, const EvidenceId& id,
                             std::string_view purpose) {
  if (trimmed(purpose).empty()) return fail(Errc::bad_input, "say what the copy is for");
  const auto tx = TRY(desk.store().write());
  const auto item = TRY(tx->evidence(id));
  if (!item) return fail(Errc::not_found, "no such evidence");
  const auto row = TRY(case_for(desk, *tx, actor, Action::read_evidence, item->case_id));
  const auto line = TRY(line_of(desk, *tx, *item));
  const auto key = TRY(key_of(desk, *tx, item->key));
  OpenedFile out{safe_file_name(line.raw_name), item->size, TRY(desk.vault().open(item->blob, key))};
  TRY(add_custody(desk, *tx, actor, row, id, "read", {std::string(purpose), "the desk's vault", actor.text()}));
  TRY(commit(desk, *tx));
  return out;
}

Result<std::string> contents_problem(Desk& desk, const EvidenceRow& item, const Key& key) {
  auto reader = desk.vault().open(item.blob, key);
  if (!reader) return reader.error().detail;
  Hasher hasher;
  std::array<char, 64 << 10> buffer;
  while (true) {
    const auto n = (*reader)->read(buffer);
    if (!n) return n.error().detail;
    if (*n == 0) break;
    hasher.update({buffer.data(), *n});
  }
  return hex(hasher.sha256()) == item.sha256 ? std::string() : "the contents are not those taken in";
}

}  // namespace

Result<std::unique_ptr<EvidenceIntake>> EvidenceIntake::begin(Desk& desk, const Actor& actor,
                                                              const CaseId& id,
                                                              EvidenceSource source) {
  {
    const auto tx = TRY(desk.store().read());
    (void)TRY(case_for(desk, *tx, actor, Action::add_evidence, id));
  }
  auto key = Key::random(desk.randomness());
  auto writer = TRY(desk.vault().create(key));
  return std::unique_ptr<EvidenceIntake>(
      new Intake(desk, actor, id, std::move(source), std::move(key), std::move(writer)));
}

Result<EvidenceLine> take_from_quarantine(Desk& desk, Tx& tx, const Actor& actor,
                                          const CaseRow& row, const QuarantineRow& file) {
  const auto body = TRY(open_record(desk, tx, file.body, "quarantine/" + file.id));
  Arrived arrived;
  arrived.blob.blob = file.blob;
  arrived.blob.size = file.size;
  arrived.blob.sealed_size = TRY(desk.vault().check(file.blob));
  arrived.blob.sha256 = digest_from(TRY(unhex(file.sha256)));
  arrived.blob.sha512 = text_at(body, "sha512");
  arrived.source.name = TRY(unbase64(text_at(body, "name")));
  arrived.source.where_from = "report " + file.report.str();
  arrived.source.purpose = "came with the report";
  arrived.received_from = "reporter of " + file.report.str();
  EvidenceRow item;
  if (auto known = TRY(same_bytes(tx, row.id, file.sha256))) {
    item = *known;
  } else {
    TRY(rewrap_key(desk, tx, file.key, row.key));
    item = TRY(put_item(desk, tx, actor, row, file.key, arrived));
  }
  auto taken = file;
  taken.evidence = item.id;
  TRY(tx.update_quarantine(taken));
  return line_of(desk, tx, item);
}

Result<EvidenceLine> evidence_line(Desk& desk, Tx& tx, const EvidenceId& id) {
  const auto item = TRY(tx.evidence(id));
  if (!item) return fail(Errc::not_found, "no such item of evidence");
  auto line = TRY(line_of(desk, tx, *item));
  const auto mask = TRY(Masks::of(desk, tx, item->case_id));
  line.name = mask(line.name);
  line.where_from = mask(line.where_from);
  return line;
}

Result<std::vector<EvidenceLine>> list_evidence(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  std::vector<EvidenceLine> out;
  const auto mask = TRY(Masks::of(desk, *tx, id));
  for (const auto& item : TRY(tx->evidence_of(id))) {
    auto line = TRY(line_of(desk, *tx, item));
    line.name = mask(line.name);
    line.where_from = mask(line.where_from);
    out.push_back(std::move(line));
  }
  return out;
}

Result<std::vector<CustodyLine>> list_custody(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  std::vector<CustodyLine> out;
  const auto mask = TRY(Masks::of(desk, *tx, id));
  for (const auto& row : TRY(tx->custody_of(id))) {
    const auto body = TRY(open_record(desk, *tx, row.body, custody_label(row.evidence)));
    out.push_back({row.event, row.evidence, row.action, row.actor, mask(text_at(body, "purpose")),
                   mask(text_at(body, "giver")), mask(text_at(body, "taker")), row.at});
  }
  return out;
}

Result<OpenedFile> open_evidence(Desk& desk, const Actor& actor, const EvidenceId& id,
                                 std::string_view purpose) {
  return open_item(desk, actor, id, purpose);
}

Result<void> record_read(Desk& desk, const Actor& actor, const EvidenceId& id,
                         std::string_view purpose) {
  const auto tx = TRY(desk.store().write());
  const auto item = TRY(tx->evidence(id));
  if (!item) return fail(Errc::not_found, "no such evidence");
  const auto row = TRY(case_for(desk, *tx, actor, Action::read_evidence, item->case_id));
  TRY(add_custody(desk, *tx, actor, row, id, "read", {std::string(purpose), "", ""}));
  return commit(desk, *tx);
}

Result<void> record_custody(Desk& desk, const Actor& actor, const EvidenceId& id,
                            std::string_view action, std::string_view purpose,
                            std::string_view giver, std::string_view taker) {
  // That it was read, checked, derived from or exported is recorded where it happens; nobody may
  // merely say so.
  static constexpr std::array<std::string_view, 5> actions{"receive", "release", "hold", "unhold",
                                                           "dispose"};
  if (std::find(actions.begin(), actions.end(), action) == actions.end()) {
    return fail(Errc::bad_input,
                "what can be recorded by hand is receive, release, hold, unhold or dispose");
  }
  if (trimmed(purpose).empty()) return fail(Errc::bad_input, "say what it is for");
  const auto tx = TRY(desk.store().write());
  const auto item = TRY(tx->evidence(id));
  if (!item) return fail(Errc::not_found, "no such evidence");
  const auto row = TRY(case_for(desk, *tx, actor, Action::add_evidence, item->case_id));
  TRY(add_custody(desk, *tx, actor, row, id, std::string(action),
                  {std::string(purpose), std::string(giver), std::string(taker)}));
  return commit(desk, *tx);
}

Result<void> record_custody(Desk& desk, Tx& tx, const Actor& actor, const CaseRow& row,
                            const EvidenceId& id, const std::string& action,
                            const std::string& purpose, const std::string& giver,
                            const std::string& taker) {
  return add_custody(desk, tx, actor, row, id, action, {purpose, giver, taker});
}

Result<std::vector<EvidenceCheck>> check_evidence(Desk& desk, const Actor& actor, const CaseId& id,
                                                  bool contents) {
  std::vector<std::pair<EvidenceRow, std::optional<Key>>> items;
  {
    const auto tx = TRY(desk.store().read());
    (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
    for (auto& item : TRY(tx->evidence_of(id))) {
      auto key = key_of(desk, *tx, item.key);
      items.emplace_back(std::move(item), key ? std::optional<Key>(*key) : std::nullopt);
    }
  }
  std::vector<EvidenceCheck> out;
  for (const auto& [item, key] : items) {
    EvidenceCheck check;
    check.id = item.id;
    const auto sealed = desk.vault().check(item.blob);
    check.sealed_intact = sealed.has_value();
    if (!sealed) check.problem = sealed.error().detail;
    if (contents && key) {
      const auto problem = TRY(contents_problem(desk, item, *key));
      check.contents_intact = problem.empty();
      if (check.problem.empty()) check.problem = problem;
    }
    out.push_back(std::move(check));
  }
  const auto tx = TRY(desk.store().write());
  const auto row = TRY(tx->find_case(id));
  if (!row) return fail(Errc::not_found, "no such case");
  for (const auto& check : out) {
    TRY(add_custody(desk, *tx, actor, *row, check.id, "verify",
                    {check.problem.empty() ? "intact" : "fault: " + check.problem, "", ""}));
  }
  TRY(commit(desk, *tx));
  return out;
}

}  // namespace ledgelight::desk
