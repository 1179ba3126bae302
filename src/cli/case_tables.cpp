#include "cli/case_tables.hpp"

#include <filesystem>
#include <map>

#include "base/text.hpp"
#include "cli/table_file.hpp"
#include "desk/evidence.hpp"
#include "discover/write.hpp"
#include "law/rules.hpp"
#include "ledger/durable.hpp"
#include "wiring/open_desk.hpp"

namespace ledgelight::cli {
namespace {

std::vector<std::string> names_of(const desk::FoundInCase& found,
                                  const std::vector<NamedFile>& left) {
  std::map<std::string, int> times;
  for (const auto& item : found.items)
    ++times[item.name];
  std::vector<std::string> out;
  for (const auto& item : found.items)
    out.push_back(times[item.name] == 1 ? item.name : item.row.id.str() + "/" + item.name);
  for (const auto& file : left)
    out.push_back(file.name);
  return out;
}

Result<void> write_findings(const desk::FoundInCase& found, const std::vector<std::string>& names,
                            const ScanWish& wish) {
  constexpr std::size_t at_once = 4'096;
  auto table = TRY(TableFile::create(wish.out, "findings.tsv"));
  TRY(table.put(discover::findings_heading()));
  discover::ShownMember where;
  std::string member, rows, text;
  std::uint32_t file = 0;
  std::size_t number = 0, waiting = 0;
  const auto flush = [&]() -> Result<void> {
    text.clear();
    number += discover::with_people(
        rows, [&](std::size_t f) { return found.person_of(f); }, number, text);
    rows.clear();
    waiting = 0;
    return table.put(text);
  };
  TRY(found.each([&](const discover::Finding& f) -> Result<void> {
    if (where.empty() || file != f.file || member != f.member) {
      where = discover::ShownMember::of(escaped(names[f.file]), f.member);
      file = f.file;
      member = f.member;
    }
    discover::put_row(rows, f, where, wish.reveal ? discover::Reveal::yes : discover::Reveal::no);
    return ++waiting < at_once ? Result<void>() : flush();
  }));
  TRY(flush());
  return table.close();
}

std::vector<discover::FileLine> files_of(const desk::FoundInCase& found,
                                         const std::vector<NamedFile>& left,
                                         const std::vector<std::string>& names) {
  std::vector<discover::FileLine> out;
  for (std::size_t i = 0; i < found.items.size(); ++i) {
    const auto& item = found.items[i];
    discover::FileLine itself{names[i], "", "unread", 0, ""};
    // What is sealed was hashed when it came; sealed bytes are those or do not open.
    if (item.key) itself.bytes = item.row.size, itself.sha256 = item.row.sha256;
    std::vector<discover::FileLine> members;
    for (const auto& file : found.read[i].files) {
      if (file.member.empty())
        itself.kind = file.kind;
      else
        members.push_back({names[i], file.member, file.kind, file.bytes, ""});
    }
    out.push_back(std::move(itself));
    std::move(members.begin(), members.end(), std::back_inserter(out));
  }
  for (std::size_t k = 0; k < left.size(); ++k)
    out.push_back({names[found.items.size() + k], "", "not read", 0, ""});
  return out;
}

}  // namespace

Result<ScanDone> write_case_tables(desk::Desk& desk, const desk::Actor& actor,
                                   const desk::FoundInCase& found,
                                   const std::vector<NamedFile>& left, const ScanWish& wish,
                                   double seconds) {
  TRY(no_tables_yet(wish.out));
  TRY(ledger::make_dirs_durable(std::filesystem::absolute(wish.out).lexically_normal()));
  for (const auto& item : found.items)
    if (item.key)
      TRY(desk::record_read(desk, actor, item.row.id,
                            wish.purpose.empty() ? "tables of discovery" : wish.purpose));
  const auto names = names_of(found, left);
  auto unread = found.not_read;
  for (std::size_t k = 0; k < left.size(); ++k)
    unread.push_back(
        {static_cast<std::uint32_t>(found.items.size() + k), "", left[k].trouble, left[k].size});
  discover::Summary summary;
  summary.totals.files = names.size();
  for (std::size_t i = 0; i < found.items.size(); ++i) {
    if (found.items[i].key) summary.totals.bytes += found.items[i].row.size;
    summary.totals.unpacked += found.read[i].unpacked;
    summary.members += found.read[i].members;
  }
  if (!found.kept.empty()) summary.law = desk.rules().digest();
  summary.version = wiring::version();
  summary.seconds = seconds;
  if (wish.reveal) summary.purpose = wish.purpose;

  TRY(write_findings(found, names, wish));
  TRY(write_people(wish.out, found.kept, found.people, names,
                   wish.reveal ? discover::Reveal::yes : discover::Reveal::no));
  TRY(write_table(wish.out, "states.tsv", discover::states_tsv(found.people.states())));
  TRY(write_table(wish.out, "unread.tsv", discover::unread_tsv(unread, names)));
  TRY(write_table(wish.out, "files.tsv", discover::files_tsv(files_of(found, left, names))));
  ScanDone done;
  done.summary = discover::summary_json(found.kept, found.people, unread, summary);
  // Last: whoever finds a summary finds all tables whole.
  TRY(write_table(wish.out, "summary.json", done.summary));
  done.files = summary.totals.files;
  done.members = summary.members;
  done.bytes = summary.totals.bytes;
  done.findings = found.kept.size();
  done.unread = unread.size();
  done.people = found.people.affected();
  return done;
}

}  // namespace ledgelight::cli
