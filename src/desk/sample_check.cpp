#include "desk/sample_check.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "desk/evidence.hpp"
#include "desk/sample_deal.hpp"
#include "desk/suspects.hpp"
#include "discover/elements.hpp"

namespace ledgelight::desk {
namespace {

std::string sample_label(const std::string& id) { return "sample/" + id; }

std::string bytes_at(const Json& row, const char* key) {
  auto bytes = unbase64(text_at(row, key));
  return bytes ? *bytes : std::string();
}

// Bytes of evidence as text for a page: malformed encodings and controls are shown, never sent.
std::string readable(std::string_view bytes) { return shown_line(bytes, 600); }

discover::SampleCounts counts_of(const Json& body) {
  discover::SampleCounts c;
  for (const auto& f : body.at("findings")) {
    const auto verdict = text_at(f, "verdict");
    // Deals of before tell no parts of lines: each finding stands for one.
    const auto part = static_cast<double>(int_at(f, "part_of_lines").value_or(1'000'000)) / 1e6;
    const bool right = verdict == "right";
    if (right || verdict == "wrong") {
      ++c.findings_judged;
      c.findings_right += right ? 1U : 0U;
      c.part_judged += part;
      c.part_right += right ? part : 0;
      c.squares_judged += part * part;
    } else {
      ++c.findings_left;
      c.part_left += part;
      c.squares_left += part * part;
    }
  }
  for (const auto& l : body.at("lines")) {
    const auto verdict = text_at(l, "verdict");
    const bool counts = verdict == "clean" || verdict == "missed";
    c.lines_judged += counts ? 1U : 0U;
    c.lines_missed += verdict == "missed" ? 1U : 0U;
    c.lines_left += counts ? 0U : 1U;
  }
  c.findings_all = static_cast<std::uint64_t>(int_at(body, "findings_all").value_or(0));
  c.lines_with = static_cast<double>(int_at(body, "lines_with").value_or(0));
  c.lines_without = static_cast<double>(int_at(body, "lines_without").value_or(0));
  return c;
}

SampleSummary summary_of(const SampleRow& row, const Json& body) {
  SampleSummary out;
  out.id = row.id;
  out.run = row.run;
  out.at = row.at;
  out.judged = row.state == "judged";
  out.findings = body.at("findings").size();
  out.lines = body.at("lines").size();
  out.by = text_at(body, "by");
  out.counts = counts_of(body);
  out.result = discover::judge(out.counts);
  out.at_worst = discover::judge(out.counts.at_worst());
  return out;
}

Result<void> put_verdicts(Json& rows, const std::vector<std::string>& verdicts,
                          const std::set<std::string>& words, const char* what) {
  if (verdicts.size() > rows.size()) {
    return fail(Errc::bad_input, "more verdicts than " + std::string(what) + " were dealt");
  }
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    if (!verdicts[i].empty() && words.count(verdicts[i]) == 0) {
      std::vector<std::string> known(words.begin(), words.end());
      return fail(Errc::bad_input, "a verdict on " + std::string(what) + " is one of " + join(known, ", "));
    }
    rows[i]["verdict"] = verdicts[i];
  }
  return {};
}

}  // namespace

Result<void> SampleDeal::put(
    Desk& desk, Tx& tx, const CaseRow& kase, const RunRow& run,
    const std::function<Place(std::uint32_t, const std::string&, std::uint64_t)>& place_of) const {
  const auto& all_lines = lines_.lines();
  if (all_lines.empty()) return {};
  Json dealt = Json::array();
  for (const auto& f : sampler_.findings()) {
    const auto& taken = dealt_.at(f.index);
    if (!taken) continue;
    const auto& found = *taken;
    const auto place = place_of(found.file, found.member, found.offset);
    const auto& value = f.value.empty() ? found.norm.reveal(Purpose::seal) : f.value;
    dealt.push_back({{"after", base64(f.after)},
                     {"before", base64(f.before)},
                     {"confidence", found.confidence},
                     {"element", discover::token_of(found.element)},
                     {"evidence", place.evidence.str()},
                     {"masked", found.masked},
                     {"part_of_lines", f.part_of_lines},
                     {"path", place.path},
                     {"reason", found.reason},
                     {"value", base64(value)}});
  }
  Json lines = Json::array();
  for (const auto& line : all_lines) {
    if (line.holds_finding) continue;
    if (lines.size() == sample_size) break;
    const auto place = place_of(line.file, line.member, line.offset);
    lines.push_back({{"evidence", place.evidence.str()}, {"path", place.path}, {"text", base64(line.bytes)}});
  }
  SampleRow row;
  row.id = kase.id.str() + "/" + run.id;
  row.case_id = kase.id;
  row.run = run.id;
  row.at = run.at;
  row.state = "dealt";
  row.event = run.event;
  row.body = TRY(seal_json(desk, tx, kase.key, sample_label(row.id),
                           Json{{"by", ""},
                                {"findings", std::move(dealt)},
                                {"findings_all", seen_},
                                {"lines", std::move(lines)},
                                {"lines_with", sampler_.lines_with()},
                                {"lines_without", sampler_.lines_seen() - sampler_.lines_with()}}));
  return tx.put_sample(row);
}

Result<std::vector<SampleSummary>> list_samples(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  std::vector<SampleSummary> out;
  for (const auto& row : TRY(tx->samples(id))) {
    out.push_back(summary_of(row, TRY(open_json(desk, *tx, row.body, sample_label(row.id)))));
  }
  return out;
}

namespace {

// No digit stays: what was missed on a line could be one.
std::string starred(std::string text) {
  for (auto& c : text)
    if (c >= '0' && c <= '9') c = '*';
  return text;
}

enum class Texts { masked, real };

DealtFinding finding_of(const Json& f, const Masks& mask, Texts texts) {
  DealtFinding one;
  one.element = text_at(f, "element");
  one.path = text_at(f, "evidence") + " " + mask(text_at(f, "path"));
  one.reason = mask(text_at(f, "reason"));
  one.before = readable(bytes_at(f, "before"));
  one.value = readable(bytes_at(f, "value"));
  one.after = readable(bytes_at(f, "after"));
  // The window around a value cuts through names like through anything.
  const auto whole = mask.piece(one.before + one.value + one.after, true, true);
  const auto apart =
      mask.piece(one.before, true, false) + mask(one.value) + mask.piece(one.after, false, true);
  if (apart == whole) {
    one.before = mask.piece(one.before, true, false);
    one.value = mask(one.value);
    one.after = mask.piece(one.after, false, true);
  } else {  // a name that goes over the edge of the value
    one.before.clear();
    one.value = whole;
    one.after.clear();
  }
  if (texts == Texts::masked) {
    one.before = starred(one.before);
    one.after = starred(one.after);
    // Deals of before kept no masked form.
    const auto kept = mask(text_at(f, "masked"));
    one.value = kept.empty() ? std::string(std::min<std::size_t>(one.value.size(), 12), '*') : kept;
  }
  one.confidence = static_cast<int>(int_at(f, "confidence").value_or(0));
  one.verdict = text_at(f, "verdict");
  return one;
}

DealtLine line_of(const Json& l, const Masks& mask, Texts texts) {
  auto text = mask.piece(readable(bytes_at(l, "text")), true, true);
  return {text_at(l, "evidence") + " " + mask(text_at(l, "path")),
          texts == Texts::masked ? starred(std::move(text)) : std::move(text),
          text_at(l, "verdict")};
}

// The deal, and the items that its texts are of.
Result<std::pair<Sample, std::set<std::string>>>
deal_of(Desk& desk, const Actor& actor, const std::string& id, Action action, Texts texts) {
  std::pair<Sample, std::set<std::string>> out;
  const auto tx = TRY(desk.store().read());
  const auto row = TRY(tx->sample(id));
  if (!row) return fail(Errc::not_found, "no such sample");
  (void)TRY(case_for(desk, *tx, actor, action, row->case_id));
  const auto body = TRY(open_json(desk, *tx, row->body, sample_label(id)));
  out.first.summary = summary_of(*row, body);
  const auto mask = TRY(Masks::of(desk, *tx, row->case_id));
  for (const auto& f : body.at("findings")) {
    out.first.findings.push_back(finding_of(f, mask, texts));
    out.second.insert(text_at(f, "evidence"));
  }
  for (const auto& l : body.at("lines")) {
    out.first.lines.push_back(line_of(l, mask, texts));
    out.second.insert(text_at(l, "evidence"));
  }
  return out;
}

}  // namespace

Result<Sample> masked_sample(Desk& desk, const Actor& actor, const std::string& id) {
  return TRY(deal_of(desk, actor, id, Action::see_people, Texts::masked)).first;
}

Result<Sample> open_sample(Desk& desk, const Actor& actor, const std::string& id,
                           std::string_view purpose) {
  if (trimmed(purpose).empty()) return fail(Errc::bad_input, "say what it is for");
  auto deal = TRY(deal_of(desk, actor, id, Action::read_evidence, Texts::real));
  // Recorded before anything is handed over.
  for (const auto& item : deal.second) {
    TRY(record_read(desk, actor, EvidenceId(item), "sample check of " + id + ": " + std::string(purpose)));
  }
  return std::move(deal.first);
}

Result<SampleSummary> judge_sample(Desk& desk, const Actor& actor, const std::string& id,
                                   const Verdicts& verdicts) {
  const auto tx = TRY(desk.store().write());
  auto row = TRY(tx->sample(id));
  if (!row) return fail(Errc::not_found, "no such sample");
  const auto kase = TRY(case_for(desk, *tx, actor, Action::judge_finding, row->case_id));
  auto body = TRY(open_json(desk, *tx, row->body, sample_label(id)));
  TRY(put_verdicts(body["findings"], verdicts.findings, {"right", "unsure", "wrong"}, "findings"));
  TRY(put_verdicts(body["lines"], verdicts.lines, {"clean", "missed", "unsure"}, "lines"));
  body["by"] = actor.text();
  row->state = "judged";
  row->at = desk.now();
  const auto counts = counts_of(body);
  Act act;
  act.kind = "discovery.sampled";
  act.case_id = kase.id;
  act.subject = row->run;
  act.object = Json{{"findings_judged", counts.findings_judged}, {"findings_right", counts.findings_right},
                    {"lines_judged", counts.lines_judged},       {"lines_missed", counts.lines_missed},
                    {"run", row->run}};
  // What the page prints, in parts of a thousand: the figure, and the interval's ends.
  const auto result = discover::judge(counts);
  const auto add = [&](const std::string& name, const discover::Share& share) {
    act.object[name] = std::llround(share.value * 1000);
    act.object[name + "_from"] = static_cast<std::int64_t>(std::floor(share.low * 1000));
    act.object[name + "_to"] = static_cast<std::int64_t>(std::ceil(share.high * 1000));
  };
  add("precision", result.precision);
  add("recall", result.recall);
  act.key = kase.key;
  row->event = TRY(append_act(desk, *tx, actor, act));
  row->body = TRY(seal_json(desk, *tx, kase.key, sample_label(id), body));
  TRY(tx->update_sample(*row));
  auto out = summary_of(*row, body);
  TRY(commit(desk, *tx));
  return out;
}

}  // namespace ledgelight::desk
