#include "notice/duty_sheet.hpp"

#include "base/text.hpp"
#include "notice/duty_blocks.hpp"

namespace ledgelight::notice {
namespace {

using print::Text;

void add_packs(print::Document& out, const Json& reckoning) {
  const auto packs = reckoning.find("packs");
  if (packs == reckoning.end() || !packs->is_array() || packs->empty()) return;
  print::Table t{{"Rule pack", "Version", "Digest"}, {}, {2, 1, 4}, "The rules applied", true};
  for (const auto& p : *packs) {
    const auto version = p.is_object() ? p.find("version") : p.end();
    const bool words = p.is_object() && version != p.end() && version->is_string();
    t.rows.push_back({shown_line(text_at(p, "id")),
                      words ? shown_line(text_at(p, "version"))
                            : std::to_string(int_at(p, "version").value_or(0)),
                      shown_line(text_at(p, "digest"))});
  }
  out.blocks.emplace_back(print::Heading{2, "Rules applied"});
  out.blocks.emplace_back(std::move(t));
}

}  // namespace

Result<print::Document> duty_sheet(const Json& reckoning, const SheetHead& head) {
  auto blocks = TRY(duty_blocks(reckoning, Depth::whole, head.signatures));
  print::Document out;
  out.title = "Duty sheet: case " + shown_line(head.case_id, 60);
  out.author = shown_line(head.city, 80);
  out.created = head.reckoned;
  out.demonstration = head.demonstration;
  if (head.privileged) out.mark = "PRIVILEGED AND CONFIDENTIAL - DRAFT FOR COUNSEL";

  out.blocks.emplace_back(print::Heading{1, out.title});
  print::KeyValues kv;
  const auto row = [&kv](const char* label, const std::string& value) {
    if (!value.empty()) kv.rows.emplace_back(label, Text(shown_line(value, 400)));
  };
  row("City", head.city);
  row("Case", head.case_id + (head.subject.empty() ? "" : ": " + head.subject));
  row("Sheet", head.sheet_id);
  if (head.reckoned.ok()) row("Reckoned on", long_text(head.reckoned));
  if (const auto known = parse_date(text_at(reckoning, "known_at"))) {
    row("From the facts known on", long_text(*known));
  }
  const auto digest = [&kv](const char* label, const std::string& value) {
    if (!value.empty()) {
      kv.rows.emplace_back(label, Text(std::vector<print::Run>{{shown_line(value), false, true}}));
    }
  };
  digest("Facts digest", head.facts_digest);
  digest("Packs digest", head.packs_digest);
  out.blocks.emplace_back(std::move(kv));

  const auto notice = review_words(reckoning, head.signatures, head.reviewed_by);
  out.blocks.emplace_back(print::Box{Text(std::vector<print::Run>{{notice, true}})});
  out.blocks.emplace_back(print::Heading{2, "What is owed"});
  for (auto& block : blocks) out.blocks.push_back(std::move(block));
  add_packs(out, reckoning);
  out.blocks.emplace_back(print::SmallPrint{
      "Each day is reckoned from the facts above by the rules named here; where the text of the law "
      "is open the earlier day and the wider duty are shown, with the other reading beside them.",
      ""});
  return out;
}

}  // namespace ledgelight::notice
