#include "evidence/verify.hpp"

#include <algorithm>
#include <system_error>

#include "base/text.hpp"
#include "evidence/verify_bag.hpp"
#include "ledger/durable.hpp"
#include "ledger/entry.hpp"
#include "ledger/reader.hpp"
#include "ledger/receipt.hpp"

namespace ledgelight::evidence {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxReceipt = 4U << 20;

bool is_file(const fs::path& path) {
  std::error_code code;
  return fs::is_regular_file(fs::symlink_status(path, code));
}
bool is_dir(const fs::path& path) {
  std::error_code code;
  return fs::is_directory(fs::symlink_status(path, code));
}

bool is_bag(const fs::path& dir) {
  return is_file(dir / "bagit.txt") || is_file(dir / "manifest-sha256.txt") ||
         is_file(dir / "manifest-sha512.txt");
}

// Every leaf has the one form a leaf of ours has, so nothing readable is in the public log.
void check_leaves(ledger::PublishedLog& log, Findings& out) {
  const auto size = log.checkpoint().size;
  for (std::uint64_t from = 0; from < size; from += 256) {
    const auto leaves = log.leaves(from, std::min(from + 256, size));
    if (!leaves) return;  // check() has named the file
    for (std::size_t i = 0; i < leaves->size(); ++i)
      if (!ledger::is_entry_leaf((*leaves)[i])) {
        out.push_back({Level::fault,
                       "Entry " + std::to_string(from + i) + " is not a salted commitment.",
                       ledger::path_of({ledger::Tile::kEntries, from / 256, 256})});
        return;
      }
  }
  if (size != 0)
    out.push_back({Level::ok,
                   "Each entry is a salted commitment of 65 bytes: the public log itself says "
                   "nothing about anybody.",
                   "tile/entries"});
}

Findings verify_ledger(const fs::path& dir, const VerifyOptions& options) {
  Findings out;
  auto key = options.vkey;
  if (const auto text = ledger::read_whole(dir / "log.vkey", 8192)) {
    const auto named = ledger::VerifierKey::parse(*text);
    if (!named)
      out.push_back({Level::fault, "The log's key beside the log is malformed.", "log.vkey"});
    else if (!key)
      key = *named;
    else if (!(*key == *named))
      out.push_back(
          {Level::fault, "Another log key is published than the one you trust.", "log.vkey"});
  }
  auto log = key ? ledger::PublishedLog::open(dir, *key) : ledger::PublishedLog::open_unsigned(dir);
  if (!log) {
    out.push_back(
        {Level::fault, "The checkpoint does not hold: " + log.error().detail + ".", "checkpoint"});
    log = ledger::PublishedLog::open_unsigned(dir);
    if (!log) return out;
  } else if (key) {
    out.push_back({Level::ok,
                   "The log " + shown_line(key->name) + " signed a record of " +
                       std::to_string(log->checkpoint().size) + " entries.",
                   "checkpoint"});
  }
  const auto checked = log->check();
  out.insert(out.end(), checked.begin(), checked.end());
  check_leaves(*log, out);
  std::size_t witnesses = 0;
  if (key) {
    const auto opened = ledger::open_checkpoint(log->note(), *key, options.witnesses);
    if (opened) witnesses = opened->witnesses.size();
  }
  if (!key)
    out.push_back(
        {Level::note,
         "The signature was not checked, for want of a key. The checkpoint says it is of " +
             shown_line(log->checkpoint().origin) +
             ": get that log's key from the city and give it with --vkey.",
         "checkpoint"});
  else if (!options.vkey)
    out.push_back(confirm_key(*key, "log.vkey"));
  out.push_back(unproved_truth());
  out.push_back(unproved_history(witnesses));
  return out;
}

// One finding, wrapped after 96 columns with a hanging indent.
std::string paragraph(const Finding& f) {
  const std::string label = f.level == Level::ok      ? "ok     "
                            : f.level == Level::fault ? "FAULT  "
                                                      : "note   ";
  const auto words = split((f.where.empty() ? "" : f.where + ": ") + f.what, ' ');
  std::string out, line = label;
  bool first = true;
  for (const auto& word : words) {
    if (!first && line.size() + 1 + word.size() > 96) {
      out += line + "\n";
      line = std::string(label.size(), ' ');
      first = true;
    }
    line += (first ? "" : " ") + word;
    first = false;
  }
  return out + line + "\n";
}

}  // namespace

std::string VerifyReport::text() const {
  std::string out;
  for (const auto& line : lines) out += paragraph(line);
  const auto faults = std::count_if(lines.begin(), lines.end(),
                                    [](const Finding& f) { return f.level == Level::fault; });
  out += "\n";
  if (faults == 0)
    out += "Everything that can be checked here holds.\n";
  else
    out += std::to_string(faults) + (faults == 1 ? " fault" : " faults") +
           ": do not rely on this as it is.\n";
  return out;
}

Json VerifyReport::json() const {
  Json rows = Json::array();
  for (const auto& line : lines)
    rows.push_back({{"level", std::string(ledger::name_of(line.level))},
                    {"what", line.what},
                    {"where", line.where}});
  return {{"fine", fine()}, {"kind", kind}, {"lines", rows}, {"path", shown_line(path, 4096)}};
}

Result<VerifyReport> verify_path(const fs::path& path, const VerifyOptions& options) {
  std::error_code code;
  if (!fs::exists(path, code)) return fail(Errc::not_found, "there is nothing at this path");
  VerifyReport report;
  report.path = path.string();
  // A link given by the person who runs this is followed; links inside are refused.
  auto dir = fs::canonical(path, code);
  if (code) return fail(Errc::io, "the path cannot be followed: " + code.message());
  if (is_file(dir)) {
    const auto text = ledger::read_whole(dir, kMaxReceipt);
    const bool named_so = dir.filename().string().ends_with(".receipt.json");
    if (!text && text.error().code != Errc::too_large) return text.error();
    if (!named_so && (!text || !ledger::looks_like_receipt(*text)))
      return fail(Errc::unsupported,
                  "this file is no receipt; give the folder of an export, a desk, "
                  "a published ledger, or a receipt file");
    report.kind = "receipt";
    report.lines = ledger::verify_receipt(text ? *text : std::string(), options.vkey);
    return report;
  }
  if (is_bag(dir)) {
    report.kind = "bag";
    report.lines = verify_bag(dir, options);
    return report;
  }
  if (!is_file(dir / "checkpoint") && is_dir(dir / "ledger")) dir /= "ledger";
  if (is_file(dir / "checkpoint") || is_dir(dir / "tile")) {
    report.kind = "ledger";
    report.lines = verify_ledger(dir, options);
    return report;
  }
  return fail(Errc::unsupported, "this folder is neither an export, a desk nor a published ledger");
}

}  // namespace ledgelight::evidence
