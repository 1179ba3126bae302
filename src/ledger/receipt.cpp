#include "ledger/receipt.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "ledger/entry.hpp"
#include "ledger/proof_file.hpp"

namespace ledgelight::ledger {
namespace {

constexpr std::string_view kVersion = "ledgelight/receipt/v1";
constexpr std::string_view kFamily = "ledgelight/receipt/";
constexpr std::size_t kMaxReceipt = 4U << 20;

Json words() {
  return Json::array(
      {"This file shows that a report was filed with this city, what it said, and that the city "
       "recorded it. Keep it: nobody can make another one without your report's own words.",
       "It holds what you wrote. Show it only to people who may read that.",
       "Anyone can check it without asking the city: `ledgelight verify FILE`, or any program that "
       "knows SHA-256, Ed25519 and C2SP tlog-proof files; docs/formats/receipt.md says how.",
       "It does not show that what was reported is true, or what was done about it.",
       "It is not the receipt code and does not contain it. Whoever has only this file cannot open "
       "your report."});
}

Result<std::string> salt_at(const Json& json, std::string_view key) {
  auto salt = unbase64(text_at(json, key));
  if (!salt || salt->size() != kSaltBytes)
    return fail(Errc::bad_input, "receipt: " + std::string(key) + " is not 32 bytes of base64");
  return salt;
}

Result<Receipt::Position> position_at(const Json& json) {
  const auto index = int_at(json, "index");
  Receipt::Position out{index ? static_cast<std::uint64_t>(*index) : 0, text_at(json, "proof")};
  if (!index || *index < 0 || out.proof.empty())
    return fail(Errc::bad_input, "receipt: position is malformed");
  return out;
}

// Gathers the sentences of one check.
class Report {
 public:
  Findings findings;
  void ok(std::string what, std::string where) { add(Level::ok, what, where); }
  void fault(std::string what, std::string where) { add(Level::fault, what, where); }
  void note(std::string what, std::string where = "") { add(Level::note, what, where); }

 private:
  void add(Level level, std::string& what, std::string& where) {
    findings.push_back({level, std::move(what), std::move(where)});
  }
};

void check_event(const Receipt& receipt, Report& report) {
  const auto event = parse_event(receipt.event);
  if (!event) {
    report.fault("The event inside cannot be read: " + event.error().detail + ".", "event");
    return;
  }
  if (event->kind != "report.received") {
    report.fault("The event inside is not the receipt of a report.", "event");
    return;
  }
  report.ok("The city recorded that a report was received, entered at " + to_text(event->at) + ".",
            "event");
  if (text_at(event->object, "report") == receipt.reference)
    report.ok("The recorded event is about reference " + shown_line(receipt.reference) + ".",
              "reference");
  else
    report.fault("The recorded event is about another reference than the one on this receipt.",
                 "reference");
  const auto digest = record_digest(receipt.record_kind, receipt.record_salt, receipt.record);
  if (digest && *digest == text_at(event->object, "record"))
    report.ok("The words in this receipt are exactly the words that were filed.", "record");
  else
    report.fault("The words in this receipt are not the words that were filed.", "record");
}

void check_position(const Receipt& receipt, const VerifierKey& key, Report& report) {
  if (!receipt.position) {
    report.note(
        "This receipt was made before the event was published, so nothing proves it yet. "
        "Fetch it again after the next publication.",
        "position");
    return;
  }
  const auto proof = ProofFile::parse(receipt.position->proof);
  if (!proof) {
    report.fault("The proof cannot be read: " + proof.error().detail + ".", "position");
    return;
  }
  if (proof->index != receipt.position->index)
    report.fault("The proof is of another entry than the receipt names.", "position");
  const auto opened = verify_proof(*proof, entry_leaf(receipt.event_salt, receipt.event), key);
  if (!opened) {
    report.fault("The event is not proved to be in the log: " + opened.error().detail + ".",
                 "position");
    return;
  }
  report.ok("The event is entry " + std::to_string(proof->index) + " of the " +
                std::to_string(opened->checkpoint.size) + " that the log " + shown_line(key.name) +
                " has signed for.",
            "position");
}

}  // namespace

Result<std::string> print_receipt(const Receipt& receipt) {
  if (receipt.event_salt.size() != kSaltBytes || receipt.record_salt.size() != kSaltBytes)
    return fail(Errc::bad_input, "receipt: a salt has 32 bytes");
  TRY(VerifierKey::parse(receipt.log_vkey));
  const auto digest = TRY(record_digest(receipt.record_kind, receipt.record_salt, receipt.record));
  Json json{{"about", words()},
            {"city", receipt.city},
            {"event", receipt.event},
            {"event_salt", base64(receipt.event_salt)},
            {"log_vkey", receipt.log_vkey},
            {"position", nullptr},
            {"record",
             {{"body", receipt.record},
              {"digest", digest},
              {"kind", receipt.record_kind},
              {"salt", base64(receipt.record_salt)}}},
            {"reference", receipt.reference},
            {"version", std::string(kVersion)}};
  if (receipt.position)
    json["position"] = {{"index", receipt.position->index}, {"proof", receipt.position->proof}};
  auto text = pretty_json(json) + "\n";
  TRY(parse_receipt(text));
  return text;
}

Result<Receipt> parse_receipt(std::string_view text) {
  if (text.size() > kMaxReceipt) return fail(Errc::too_large, "a receipt is at most 4 MiB");
  const auto json = TRY(parse_json(text, {kMaxReceipt, 32}));
  if (!json.is_object()) return fail(Errc::bad_input, "receipt: not an object");
  const auto version = text_at(json, "version");
  if (version != kVersion) {
    if (version.starts_with(kFamily))
      return fail(Errc::unsupported, "receipt: a version this program does not know");
    return fail(Errc::bad_input, "not a receipt");
  }
  const auto record = json.find("record");
  if (record == json.end() || !record->is_object() || !record->contains("body"))
    return fail(Errc::bad_input, "receipt: the record is missing");
  Receipt out;
  out.city = text_at(json, "city");
  out.reference = text_at(json, "reference");
  out.event = text_at(json, "event");
  out.event_salt = TRY(salt_at(json, "event_salt"));
  out.record_kind = text_at(*record, "kind");
  out.record = record->at("body");
  TRY(canonical_json(out.record));
  out.record_salt = TRY(salt_at(*record, "salt"));
  if (text_at(*record, "digest") !=
      TRY(record_digest(out.record_kind, out.record_salt, out.record)))
    return fail(Errc::corrupt, "receipt: the record was changed after the receipt was made");
  out.log_vkey = text_at(json, "log_vkey");
  if (out.city.empty() || out.reference.empty() || out.event.empty() || out.log_vkey.empty())
    return fail(Errc::bad_input, "receipt: a part is missing");
  const auto position = json.find("position");
  if (position == json.end()) return fail(Errc::bad_input, "receipt: the position is missing");
  if (!position->is_null()) out.position = TRY(position_at(*position));
  return out;
}

bool looks_like_receipt(std::string_view text) {
  if (text.size() > kMaxReceipt) return false;
  const auto json = parse_json(text, {kMaxReceipt, 32});
  return json && json->is_object() && text_at(*json, "version").starts_with(kFamily);
}

Findings verify_receipt(std::string_view text, const std::optional<VerifierKey>& trusted) {
  Report report;
  const auto receipt = parse_receipt(text);
  if (!receipt) {
    report.fault("The receipt cannot be read: " + receipt.error().detail + ".", "");
    return report.findings;
  }
  const auto named = VerifierKey::parse(receipt->log_vkey);
  if (!named) report.fault("The log's key in the receipt is malformed.", "log_vkey");
  if (named && trusted && !(*named == *trusted))
    report.fault("The receipt names another log key than the one you trust.", "log_vkey");
  check_event(*receipt, report);
  if (trusted || named) check_position(*receipt, trusted ? *trusted : *named, report);
  if (named && !trusted)
    report.note("Consistent under the key " + named->text() +
                    ". Confirm with the city, by another way than this file, that it is its key.",
                "log_vkey");
  report.note(
      "Not proved: that what was reported is true, and that the time entered by the city's "
      "clock is right.");
  return report.findings;
}

}  // namespace ledgelight::ledger
