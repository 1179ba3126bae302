// discover/write.hpp: the files of `ledgelight discover --out DIR` (docs/formats/findings.md).
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "discover/finding.hpp"
#include "discover/register.hpp"
#include "discover/scan.hpp"

namespace ledgelight::discover {

enum class Reveal { no, yes };

/// `names[f]` is the path of file number f, relative to what was asked for; hostile bytes as they are.
std::string findings_tsv(std::span<const Finding> findings, const Register& people,
                         std::span<const std::string> names, Reveal reveal);
std::string people_tsv(std::span<const Finding> findings, const Register& people,
                       std::span<const std::string> names, Reveal reveal);
std::string states_tsv(const Register& people);
std::string unread_tsv(std::span<const Unread> unread, std::span<const std::string> names);

struct Summary {
  ScanTotals totals;
  double seconds = 0;
  std::string version;
};
/// Counts per element, per kind of file, people and states; no personal data.
std::string summary_json(std::span<const Finding> findings, const Register& people,
                         std::span<const Unread> unread, const Summary& summary);

/// SHA-256 over the words, validators' tables and thresholds that decide what is found.
std::string rules_digest();

/// "payroll.zip/export.csv@18233": the path that leads back to the byte, made safe to show.
std::string shown_path(std::string_view file, std::string_view member, std::uint64_t offset);

}  // namespace ledgelight::discover
