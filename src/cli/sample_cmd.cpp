// sample …: an officer judges a deal of findings and of lines without one; out comes the error rate.
#include <cmath>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/sample_check.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

const Positional the_case{"CASE", "number of the case, such as 2026-0007"};
const Positional the_sample{"SAMPLE", "as `sample list` prints it, such as 2026-0007/d1"};

std::string percent(double value) {
  const auto tenths = std::llround(value * 1000);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}
std::string words(const discover::Share& share) {
  return percent(share.value) + " (" + percent(share.low) + " to " + percent(share.high) + ")";
}
Json json_of(const discover::Share& share) {
  return {{"value", share.value}, {"low", share.low}, {"high", share.high}};
}

Json json_of(const desk::SampleSummary& s) {
  Json out{{"id", s.id}, {"run", s.run}, {"at", instant_json(s.at)}, {"judged", s.judged},
           {"findings", s.findings}, {"lines", s.lines}};
  if (s.judged) {
    out["by"] = s.by;
    out["findings_judged"] = s.counts.findings_judged;
    out["findings_right"] = s.counts.findings_right;
    out["lines_judged"] = s.counts.lines_judged;
    out["lines_missed"] = s.counts.lines_missed;
    out["lines_with_finding"] = std::llround(s.counts.lines_with);
    out["lines_without_finding"] = std::llround(s.counts.lines_without);
    out["precision"] = json_of(s.result.precision);
    out["recall"] = json_of(s.result.recall);
    out["findings_left_out"] = s.counts.findings_left;
    out["lines_left_out"] = s.counts.lines_left;
    out["precision_at_worst"] = json_of(s.at_worst.precision);
    out["recall_at_worst"] = json_of(s.at_worst.recall);
  }
  return out;
}

std::string said(const desk::SampleSummary& s) {
  if (!s.judged) return s.id + ": " + std::to_string(s.findings) + " findings and " + std::to_string(s.lines) +
                        " lines dealt, not judged yet\n";
  return s.id + ", judged by " + s.by + ": precision " + words(s.result.precision) + ", " +
         std::to_string(s.counts.findings_right) + " of " + std::to_string(s.counts.findings_judged) +
         " findings right; recall " + words(s.result.recall) + ", something missed in " +
         std::to_string(s.counts.lines_missed) + " of " + std::to_string(s.counts.lines_judged) +
         " lines without a finding\n";
}

Result<Answer> list(Context& c) {
  const auto samples = TRY(desk::list_samples(*TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE"))));
  auto json = Json::array();
  std::string text;
  for (const auto& s : samples) {
    json.push_back(json_of(s));
    text += said(s);
  }
  return Answer{text.empty() ? "No search has dealt a sample yet: ledgelight discover CASE\n" : text, std::move(json)};
}

Result<Answer> show(Context& c) {
  const auto sample = TRY(desk::open_sample(*TRY(c.desk()), TRY(c.actor()), c.text("SAMPLE"), c.text("--purpose")));
  auto json = json_of(sample.summary);
  json["findings"] = Json::array();
  json["lines"] = Json::array();
  std::string text = said(sample.summary) + "\nFINDINGS: right, wrong or unsure?\n";
  for (const auto& f : sample.findings) {
    json["findings"].push_back({{"element", f.element}, {"before", f.before}, {"value", f.value}, {"after", f.after},
                                {"path", f.path}, {"reason", f.reason}, {"verdict", text_json(f.verdict)}});
    text += std::to_string(json["findings"].size()) + ". " + f.element + " [" + f.value + "] in: " + f.before + f.value +
            f.after + "\n    " + f.path + ": " + f.reason + (f.verdict.empty() ? "" : "; judged " + f.verdict) + "\n";
  }
  text += "\nLINES WITHOUT A FINDING: clean, missed or unsure?\n";
  for (const auto& l : sample.lines) {
    json["lines"].push_back({{"path", l.path}, {"text", l.text}, {"verdict", text_json(l.verdict)}});
    text += std::to_string(json["lines"].size()) + ". " + l.text + "\n    " + l.path +
            (l.verdict.empty() ? "" : "; judged " + l.verdict) + "\n";
  }
  return Answer{text, std::move(json)};
}

// One word for each place, in the order dealt, parted by commas: "right,right,wrong,,unsure".
std::vector<std::string> verdicts(const std::string& text) {
  std::vector<std::string> out;
  if (trimmed(text).empty()) return out;
  for (const auto& word : split(text, ',')) out.push_back(trimmed(word));
  return out;
}

Result<Answer> judge(Context& c) {
  const desk::Verdicts given{verdicts(c.text("--findings")), verdicts(c.text("--lines"))};
  const auto done = TRY(desk::judge_sample(*TRY(c.desk()), TRY(c.actor()), c.text("SAMPLE"), given));
  return Answer{said(done), json_of(done)};
}

}  // namespace

void add_sample(Commands& to) {
  to.groups.push_back({"sample", "Judge a random deal of a search: its error rate on this evidence"});
  auto& all = to.commands;
  all.push_back({.path = "sample list",
                 .summary = "List the samples that searches of a case dealt, with their results",
                 .positionals = {the_case},
                 .run = list});
  all.push_back({.path = "sample show",
                 .summary = "Show what was dealt, with the text; a custody event of each item",
                 .positionals = {the_sample},
                 .options = {{"--purpose", "TEXT", "what for; recorded", Need::required}},
                 .run = show});
  all.push_back(
      {.path = "sample judge",
       .summary = "Say what is right and what was missed; prints precision and recall",
       .positionals = {the_sample},
       .options = {{"--findings", "WORDS",
                    "right, wrong or unsure for each finding, in order, by commas"},
                   {"--lines", "WORDS",
                    "clean, missed or unsure for each line, in order, by commas"}},
       .run = judge,
       .details =
           "Each interval holds in at least 95 of 100 deals: for precision the exact one of the "
           "hypergeometric distribution (Clopper and Pearson); for recall, a share of lines, the "
           "bounds of both samples at 97.5 of 100 each are joined. What is left out (unsure, or "
           "not "
           "judged) is not counted; --json also gives the figures had it all been wrong."});
}

}  // namespace ledgelight::cli
