#include "desk/sheet_paper.hpp"

#include "base/civil.hpp"
#include "desk/paper_words.hpp"
#include "notice/duty_sheet.hpp"
#include "print/pdf.hpp"

namespace ledgelight::desk {

Result<std::string> sheet_paper(const Desk& desk, const Sheet& sheet, const std::string& subject,
                                std::string_view language) {
  notice::SheetHead head;
  head.case_id = sheet.case_id.str();
  head.subject = subject;
  head.city = desk.config().city_name;
  head.sheet_id = sheet.id.str();
  head.reckoned = local_date(sheet.at, desk.config().zone);
  head.facts_digest = sheet.facts_digest;
  head.packs_digest = sheet.packs_digest;
  head.privileged = sheet.privileged;
  head.demonstration = desk.config().demonstration;
  head.reviewed_by = sheet.reviewed_by;
  head.signatures = sheet.signatures;
  head.words = paper_words(desk.rules(), language);
  const auto document = TRY(notice::duty_sheet(sheet.reckoning, head));
  return TRY(print::render(document)).bytes;
}

}  // namespace ledgelight::desk
