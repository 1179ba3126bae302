// discover/write.hpp: the files of `ledgelight discover --out DIR` (docs/formats/findings.md).
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "discover/finding.hpp"
#include "discover/register.hpp"
#include "discover/scan.hpp"

namespace ledgelight::discover {

enum class Reveal { no, yes };

/// Where findings of one member stand, made safe to show once for all of them.
struct ShownMember {
  std::string file, member, path;  ///< escaped; path is "payroll.zip/export.csv"; member is "*" when a part of it
                                   ///< is a name of ours, as gzip's are
  /// `file` is escaped already.
  static ShownMember of(std::string file, std::string_view member);
  bool empty() const { return file.empty(); }
};
std::string_view findings_heading();
/// Appends a row of findings.tsv that does not know yet whose it is: for with_people().
void put_row(std::string& rows, const Finding& finding, const ShownMember& where, Reveal reveal);
void put_row(std::string& rows, const Sighting& finding, const ShownMember& where, Reveal reveal);
/// Appends `rows` to `text` as lines of findings.tsv; the first is finding number `first`. Returns
/// how many they were. `person_of` says a finding's person, 0 for nobody.
std::size_t with_people(std::string_view rows,
                        const std::function<std::uint32_t(std::size_t)>& person_of,
                        std::size_t first, std::string& text);

/// `names[f]` is the path of file number f, relative to what was asked for; hostile bytes as they are.
std::string findings_tsv(std::span<const Finding> findings, const Register& people,
                         std::span<const std::string> names, Reveal reveal);
/// Rows of people.tsv for people [from, to) of the roll.
void put_people(std::string& rows, const KeptFindings& findings, const Roll& people,
                std::size_t from, std::size_t to, std::span<const std::string> names,
                Reveal reveal);
std::string_view people_heading();
std::string people_tsv(std::span<const Finding> findings, const Register& people,
                       std::span<const std::string> names, Reveal reveal);
std::string states_tsv(const std::map<std::string, std::uint64_t>& states);
std::string unread_tsv(std::span<const Unread> unread, std::span<const std::string> names);

struct FileLine {
  std::string file, member;  ///< hostile bytes as they are
  std::string kind;          ///< "delimited text", "zip", "unread" …
  std::uint64_t bytes = 0;
  std::string sha256;  ///< hex, of a file that was read to its end; else ""
};
std::string files_tsv(std::span<const FileLine> files);

struct Summary {
  ScanTotals totals;          ///< totals.files: files asked for, without their members
  std::uint64_t members = 0;  ///< inside containers, all depths
  std::string purpose;        ///< of values written in clear; "" when none are
  double seconds = 0;
  std::string version;
  std::string law;  ///< digest of the packs that said who is affected; "": none were asked
};
/// Counts per element, per kind of file, people and states; no personal data.
std::string summary_json(const KeptFindings& findings, const Roll& people,
                         std::span<const Unread> unread, const Summary& summary);
std::string summary_json(std::span<const Finding> findings, const Register& people,
                         std::span<const Unread> unread, const Summary& summary);

/// SHA-256 over the words, validators' tables and thresholds that decide what is found.
std::string rules_digest();

/// "payroll.zip/export.csv@18233": the path that leads back to the byte, made safe to show.
std::string shown_path(std::string_view file, std::string_view member, std::uint64_t offset);

}  // namespace ledgelight::discover
