// desk/found_files.hpp: the files in which a search found something, also inside an item.
//
// A file is an item, or what lies in one (a member of an archive, an attachment, a file of a disk
// image). Each finding carries a blind index of its file, so that one file's can be listed without
// opening any.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "desk/desk.hpp"
#include "discover/finding.hpp"

namespace ledgelight::desk {

/// Of the file `member` in the item, under the case's key.
std::string index_of_place(const Key& case_key, const EvidenceId& evidence,
                           std::string_view member);

/// Keeps them for a search, in its own transaction: those with the most findings first. `rows` and
/// `findings` go together; those of the search before are gone with its proposals.
Result<void> put_found_files(Desk& desk, Tx& tx, const CaseRow& kase,
                             const std::vector<FindingRow>& rows,
                             const std::vector<discover::Finding>& findings);

struct FoundFile {
  std::uint64_t number = 0;  ///< 0: an item as a whole, of a search of before files were kept
  EvidenceId evidence;
  std::string name;  ///< of the item, as shown
  std::string path;  ///< in the item; "" for the item itself, and for who may not see people
  std::map<std::string, std::uint64_t> kinds;  ///< without what was rejected
};
struct FoundFilePage {
  std::vector<FoundFile> rows;
  std::uint64_t total = 0;
};
/// Read-case.
Result<FoundFilePage> list_found_files(Desk& desk, const Actor& actor, const CaseId& id, Page page);
/// One of them by its number, for a list narrowed to it; not_found when there is none such.
struct FoundPlace {
  EvidenceId evidence;
  std::string place, name, path;
};
Result<FoundPlace> found_place(Desk& desk, const Actor& actor, const CaseId& id,
                               std::uint64_t number);

}  // namespace ledgelight::desk
