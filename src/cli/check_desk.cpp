#include "cli/check_desk.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "desk/duties.hpp"
#include "desk/record.hpp"
#include "ledger/reader.hpp"
#include "ledger/tile.hpp"
#include "wiring/kept_rules.hpp"
#include "wiring/open_desk.hpp"

namespace ledgelight::cli {
namespace {

using evidence::Findings;
using ledger::Level;

// A sealed file that some row names, and what must be in it.
struct Kept {
  std::string what, blob, sha256;
  std::uint64_t size = 0;
  KeyId key;
};

Result<std::vector<Kept>> kept_files(desk::Tx& tx) {
  std::vector<Kept> out;
  const desk::Page all{0, 0};
  for (const auto& row : TRY(tx.all_evidence(all))) {
    out.push_back({"evidence " + row.id.str(), row.blob, row.sha256, row.size, row.key});
  }
  for (const auto& report : TRY(tx.reports("", all))) {
    for (const auto& file : TRY(tx.quarantine_of(report.id))) {
      out.push_back({"a file of report " + report.id.str(), file.blob, file.sha256, file.size, file.key});
    }
  }
  for (const auto& row : TRY(tx.cases({}, all))) {
    for (const auto& batch : TRY(tx.batches(row.id))) {
      for (const auto& letter : TRY(tx.letters(batch.id))) {
        out.push_back({"letter " + letter.id.str(), letter.blob, letter.sha256, letter.size, letter.key});
      }
    }
  }
  return out;
}

// The leaves in the database against what was signed and what was published.
Result<void> check_leaves(const std::string& folder, desk::Tx& tx, const std::string& vkey, Findings& out) {
  const auto size = TRY(tx.ledger_size());
  const auto head = TRY(tx.ledger_head());
  const auto key = TRY(ledger::VerifierKey::parse(vkey));
  std::optional<ledger::Checkpoint> published;
  if (const auto log = ledger::PublishedLog::open(std::filesystem::path(folder) / "ledger", key)) {
    published = log->checkpoint();
  }
  if (head.signed_size > size) {
    out.push_back({Level::fault, "The database holds fewer acts (" + std::to_string(size) +
                                     ") than it once signed (" + std::to_string(head.signed_size) + ").",
                   "store.sqlite"});
  }
  if (published && published->size > size) {
    out.push_back({Level::fault,
                   "The published ledger holds " + std::to_string(published->size) + " acts, the database only " +
                       std::to_string(size) + ": this is an older state of the desk.",
                   "store.sqlite"});
  }
  ledger::Frontier frontier;
  bool agrees = true;
  const auto compare = [&] {
    if (frontier.size() == head.signed_size && view(frontier.root()) != head.signed_root) agrees = false;
    if (published && frontier.size() == published->size && frontier.root() != published->root) agrees = false;
  };
  for (std::uint64_t from = 0; from < size; from += 4096) {
    for (const auto& leaf : TRY(tx.leaves(from, std::min(from + 4096, size)))) {
      frontier.append(ledger::leaf_hash(leaf));
      compare();
    }
  }
  if (!agrees) {
    out.push_back({Level::fault, "The acts in the database are not those that were signed.", "store.sqlite"});
  } else if (!ledger::has_fault(out)) {
    out.push_back({Level::ok, "All " + std::to_string(size) + " acts in the database are those of the ledger.",
                   "store.sqlite"});
  }
  return {};
}

// Whatever lies in the vault's folder and is no file of the vault's: nobody reads it, and nobody
// put it there by way of the desk.
void check_strays(const std::string& folder, const std::vector<std::string>& blobs, Findings& out) {
  namespace fs = std::filesystem;
  const auto root = fs::path(folder) / "vault";
  std::vector<std::string> strays;
  std::error_code error;
  for (fs::recursive_directory_iterator
           at(root, fs::directory_options::skip_permission_denied, error),
       end;
       !error && at != end; at.increment(error)) {
    if (at->is_directory(error) && !at->is_symlink(error)) continue;
    const auto name = at->path().filename().string();
    const bool is_blob = at->is_regular_file(error) && !at->is_symlink(error) &&
                         std::binary_search(blobs.begin(), blobs.end(), name) &&
                         at->path().parent_path() == root / name.substr(0, 2);
    if (!is_blob) strays.push_back(fs::relative(at->path(), root, error).string());
  }
  std::sort(strays.begin(), strays.end());
  constexpr std::size_t most_named = 5;
  for (std::size_t i = 0; i < std::min(strays.size(), most_named); ++i)
    out.push_back({Level::note, "A stray file: the desk did not put it there and never reads it.",
                   "vault/" + shown_line(strays[i])});
  if (strays.size() > most_named)
    out.push_back(
        {Level::note, std::to_string(strays.size() - most_named) + " more stray files.", "vault"});
}

Result<void> check_sealed(const std::string& folder, wiring::SealedDesk& desk,
                          const std::vector<Kept>& kept, Findings& out) {
  std::set<std::string> named;
  std::uint64_t bytes = 0;
  bool good = true;
  for (const auto& file : kept) {
    if (!named.insert(file.blob).second) continue;
    const auto size = desk.vault->check(file.blob);
    if (size) {
      bytes += *size;
      continue;
    }
    good = false;
    out.push_back({Level::fault,
                   "The sealed bytes of " + file.what +
                       (size.error().code == Errc::not_found ? " are gone." : " are not what was sealed."),
                   "vault/" + file.blob});
  }
  std::uint64_t unnamed = 0;
  const auto blobs = TRY(desk.vault->list());
  check_strays(folder, blobs, out);
  for (const auto& blob : blobs) {
    if (named.count(blob) != 0) continue;
    ++unnamed;
    if (!desk.vault->check(blob)) {
      good = false;
      out.push_back({Level::fault, "A sealed file that no row names is not what its name says.", "vault/" + blob});
    }
  }
  if (unnamed > 0) {
    out.push_back({Level::note, std::to_string(unnamed) + " sealed files belong to no row (an upload that was never finished).", "vault"});
  }
  if (good) {
    out.push_back({Level::ok, "Sealed bytes intact: " + std::to_string(named.size()) + " files, " +
                                  std::to_string(bytes) + " bytes.", "vault"});
  }
  return {};
}

// The rules that old sheets quote, still those of their digest? Nobody's key is needed for that.
Result<void> check_rules(const std::string& folder, const std::string& city, Findings& out) {
  const auto kept = wiring::kept_rules(folder, city);
  bool good = true;
  const auto digests = TRY(kept->digests());
  for (const auto& digest : digests) {
    const auto rules = kept->rules(digest);
    if (rules) continue;
    good = false;
    out.push_back({Level::fault,
                   rules.error().code == Errc::corrupt
                       ? "The rules kept here are not those of their digest any more."
                       : shown_line(rules.error().detail, 300) + ".",
                   "rules/" + digest});
  }
  if (good) {
    out.push_back({Level::ok,
                   "Rules intact: each of the " + std::to_string(digests.size()) +
                       " versions that were in use here is what its digest says.",
                   "rules"});
  }
  return {};
}

// The plain bytes of one file, hashed as they are opened.
Result<bool> contents_fit(desk::Desk& desk, desk::Tx& tx, const Kept& file) {
  const auto key = TRY(desk::key_of(desk, tx, file.key));
  const auto reader = TRY(desk.vault().open(file.blob, key));
  Hasher hasher;
  std::uint64_t size = 0;
  std::vector<char> buffer(256U << 10);
  while (const auto n = TRY(reader->read(buffer))) {
    hasher.update({buffer.data(), n});
    size += n;
  }
  return size == file.size && hex(hasher.sha256()) == file.sha256;
}

Result<void> check_contents(desk::Desk& desk, const std::vector<Kept>& kept, Findings& out) {
  const auto record = TRY(desk::check_record(desk));
  for (const auto& fault : record.faults) out.push_back({Level::fault, shown_line(fault, 300), "store.sqlite"});
  bool good = record.faults.empty();
  std::uint64_t erased = 0;
  const auto tx = TRY(desk.store().read());
  for (const auto& file : kept) {
    const auto fits = contents_fit(desk, *tx, file);
    if (!fits && fits.error().code == Errc::not_found) {
      ++erased;
      continue;
    }
    if (fits && *fits) continue;
    good = false;
    out.push_back({Level::fault, "The contents of " + file.what + " are not what was taken in.", "vault/" + file.blob});
  }
  if (erased > 0) {
    out.push_back({Level::note, "The keys of " + std::to_string(erased) + " files were erased, as the record says; they cannot be opened.", "vault"});
  }
  if (good) {
    out.push_back({Level::ok, "Contents intact: " + std::to_string(record.events) + " acts, each as it was committed; " +
                                  std::to_string(kept.size() - erased) + " sealed files opened and compared.", ""});
  }
  return {};
}

// "Every past duty sheet recomputes to the same bytes": from the facts of then and the rules kept.
Result<void> check_sheets(desk::Desk& desk, Findings& out) {
  using Says = desk::Recheck::Says;
  const auto all = TRY(desk::recheck_every_sheet(desk));
  bool same = true;
  for (const auto& one : all.sheets) {
    if (one.says == Says::same) continue;
    same = false;
    const auto what = "Duty sheet " + one.sheet.str() + " of case " + one.case_id.str();
    const auto where = one.where.empty() ? std::string() : ": " + shown_line(one.where, 200);
    const auto words =
        one.says == Says::facts_differ
            ? " was made from other facts than the record holds of that day" + where
        : one.says == Says::rules_missing
            ? " cannot be reckoned again by the rules it quotes" + where
        : one.says == Says::differs ? " comes out different when it is reckoned again" + where
        : one.says == Says::not_committed
            ? " is not the one that was committed to the ledger" + where
        : one.says == Says::gone ? std::string(" is gone; the act that decided it is not")
                                 : " does not open" + where;
    const bool rules = one.says == Says::rules_missing;
    out.push_back(
        {Level::fault, what + words + ".", rules ? "rules/" + one.packs_digest : "store.sqlite"});
  }
  if (all.erased > 0) {
    out.push_back(
        {Level::note,
         std::to_string(all.erased) +
             " duty sheets belong to cases whose keys were erased; they cannot be reckoned again.",
         ""});
  }
  if (same) {
    out.push_back(
        {Level::ok,
         "Every duty sheet (" + std::to_string(all.sheets.size()) +
             ") was reckoned again from the facts and rules of its day, to the same bytes.",
         ""});
  }
  return {};
}

Result<void> check_all(const std::string& folder, const std::function<Result<std::string>()>& passphrase,
                       Findings& out) {
  std::vector<Kept> kept;
  {
    auto sealed = TRY(wiring::open_sealed(folder));
    for (const auto& fault : TRY(sealed.store->check())) {
      out.push_back({Level::fault, "The database says: " + shown_line(fault, 300), "store.sqlite"});
    }
    const auto tx = TRY(sealed.store->read());
    TRY(check_leaves(folder, *tx, sealed.ledger_vkey, out));
    kept = TRY(kept_files(*tx));
    TRY(check_sealed(folder, sealed, kept, out));
    TRY(check_rules(folder, sealed.city, out));
  }
  wiring::OpenOptions options;
  options.read_only = true;
  bool with_key = TRY(wiring::has_key(folder));
  if (with_key && TRY(wiring::needs_passphrase(folder))) {
    // No terminal and no passphrase given: an auditor without the key.
    options.passphrase = passphrase().value_or("");
    with_key = !options.passphrase.empty();
  }
  if (!with_key) {
    out.push_back({Level::note,
                   "The desk key is not here: what is sealed was not opened. With it, contents are "
                   "compared, and every "
                   "duty sheet is reckoned again.",
                   "desk.key"});
    return {};
  }
  const auto desk = TRY(wiring::open_desk(folder, options));
  TRY(check_contents(*desk, kept, out));
  return check_sheets(*desk, out);
}

}  // namespace

Result<std::string> ledger_vkey_of(const std::string& folder) {
  return TRY(wiring::open_sealed(folder)).ledger_vkey;
}

Findings check_desk(const std::string& folder, const std::function<Result<std::string>()>& passphrase) {
  Findings out;
  if (const auto done = check_all(folder, passphrase, out); !done) {
    out.push_back({Level::fault, "The check stopped: " + shown_line(done.error().detail, 400), ""});
  }
  return out;
}

}  // namespace ledgelight::cli
