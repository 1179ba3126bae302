// desk/sample_check.hpp: how often a search was wrong, judged by an officer on the case's own files.
//
// Each search deals fifty of its findings and fifty lines in which it found nothing, at random
// (discover/sample.hpp). The officer says of each whether it is right, or whether something was
// missed; precision and recall come out with their intervals. The texts dealt are sealed like
// findings; to see them is a custody event of each item, with a purpose. The result is an act.
#pragma once

#include "discover/sample.hpp"
#include "desk/desk.hpp"

namespace ledgelight::desk {

inline constexpr std::size_t sample_size = 50;  ///< of each kind, at most

struct SampleSummary {
  std::string id, run;
  Instant at;
  bool judged = false;
  std::uint64_t findings = 0, lines = 0;  ///< dealt
  std::string by;                         ///< who judged it, as events name them; "" nobody yet
  discover::SampleCounts counts;          ///< zero until judged
  discover::SampleResult result;
  discover::SampleResult at_worst;  ///< had every place that was left out spoken against the search
};
/// Of the case, newest first. Read-case; no text of anybody is in it.
Result<std::vector<SampleSummary>> list_samples(Desk& desk, const Actor& actor, const CaseId& id);

struct DealtFinding {
  std::string element, path, reason, before, value, after;
  int confidence = 0;
  std::string verdict;  ///< right | wrong | unsure; "" not judged
};
struct DealtLine {
  std::string path, text;
  std::string verdict;  ///< clean | missed | unsure; "" not judged
};
struct Sample {
  SampleSummary summary;
  std::vector<DealtFinding> findings;
  std::vector<DealtLine> lines;
};
/// As it was dealt, values masked and every digit hidden: enough to judge most of it.
/// Action::see_people.
Result<Sample> masked_sample(Desk& desk, const Actor& actor, const std::string& id);
/// With the texts: Action::read_evidence, and a purpose, which is recorded for each item first.
Result<Sample> open_sample(Desk& desk, const Actor& actor, const std::string& id,
                           std::string_view purpose);

struct Verdicts {
  std::vector<std::string> findings, lines;  ///< in the order dealt; "" leaves one unjudged
};
/// Keeps the verdicts; may be done again until somebody relies on it: the last one counts, each is
/// on the ledger. bad_input: a wrong word, or more verdicts than places. "unsure" is not counted.
Result<SampleSummary> judge_sample(Desk& desk, const Actor& actor, const std::string& id,
                                   const Verdicts& verdicts);

}  // namespace ledgelight::desk
