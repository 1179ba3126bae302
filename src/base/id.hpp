// base/id.hpp: identifiers that cannot be mixed up.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace ledgelight {

/// A text identifier of one kind of thing; Id<CaseTag> does not compile where Id<ReportTag> is meant.
template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string text) : text_(std::move(text)) {}
  const std::string& str() const { return text_; }
  bool empty() const { return text_.empty(); }
  auto operator<=>(const Id&) const = default;

 private:
  std::string text_;
};

using CaseId = Id<struct CaseTag>;            ///< "2026-0007": year opened, number in that year
using ReportId = Id<struct ReportTag>;        ///< the speakable reference, "R-7K4Q-M2XD"
using EvidenceId = Id<struct EvidenceTag>;    ///< "2026-0007/E3": case and number
using EntryId = Id<struct EntryTag>;          ///< a timeline entry
using MessageId = Id<struct MessageTag>;
using OfficerId = Id<struct OfficerTag>;      ///< "o-1": never a name
using PersonId = Id<struct PersonTag>;        ///< an affected person in one case, "p-000123"
using FindingId = Id<struct FindingTag>;
using SheetId = Id<struct SheetTag>;          ///< a duty sheet
using BatchId = Id<struct BatchTag>;          ///< a batch of letters
using LetterId = Id<struct LetterTag>;
using JobId = Id<struct JobTag>;
using KeyId = Id<struct KeyTag>;              ///< a wrapped encryption key

}  // namespace ledgelight

template <class Tag>
struct std::hash<ledgelight::Id<Tag>> {
  std::size_t operator()(const ledgelight::Id<Tag>& id) const {
    return std::hash<std::string>{}(id.str());
  }
};
