// desk/found_files.hpp: the files in which a search found something, also inside an item.
//
// A file is an item, or what lies in one (a member of an archive, an attachment, a file of a disk
// image). Each finding carries a blind index of its file, so that one file's can be listed without
// opening any.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "desk/desk.hpp"
#include "discover/finding.hpp"

namespace ledgelight::desk {

/// Of the file `member` in the item, under the case's key.
std::string index_of_place(const Key& case_key, const EvidenceId& evidence,
                           std::string_view member);

/// Files as a search comes upon them, told finding by finding.
class FilesFound {
 public:
  explicit FilesFound(Key case_key) : key_(std::move(case_key)) {}
  void found(const EvidenceId& evidence, const discover::Finding& finding) {
    ++at(evidence, finding.member).count;
  }
  /// Its index.
  const std::string& place_of(const EvidenceId& evidence, const std::string& member) {
    return at(evidence, member).place;
  }
  /// Puts them into a lot of the case, those with the most findings first, in transactions of their
  /// own; `beat` is called between these.
  Result<void> put(Desk& desk, const CaseRow& kase, std::uint64_t lot,
                   const std::function<Result<void>()>& beat);

 private:
  struct File {
    EvidenceId evidence;
    std::string place, member;
    std::uint64_t count = 0;
  };
  File& at(const EvidenceId& evidence, const std::string& member);

  Key key_;
  std::vector<File> files_;  ///< in order of appearance
  std::unordered_map<std::string, std::size_t> by_place_;
  std::size_t last_ = 0;
};

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
