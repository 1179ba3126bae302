#include "notice/duty_sheet.hpp"

#include "base/text.hpp"
#include "notice/duty_blocks.hpp"

namespace ledgelight::notice {
namespace {

using print::Text;

void add_packs(print::Document& out, const Json& reckoning, const SheetWords& w) {
  const auto packs = reckoning.find("packs");
  if (packs == reckoning.end() || !packs->is_array() || packs->empty()) return;
  print::Table t{{w.say("sheet.pack"), w.say("sheet.version"), w.say("sheet.digest")},
                 {},
                 {2, 1, 4},
                 w.say("sheet.rules_caption"),
                 true};
  for (const auto& p : *packs) {
    const auto version = p.is_object() ? p.find("version") : p.end();
    const bool words = p.is_object() && version != p.end() && version->is_string();
    t.rows.push_back({shown_line(text_at(p, "id")),
                      words ? shown_line(text_at(p, "version"))
                            : std::to_string(int_at(p, "version").value_or(0)),
                      shown_line(text_at(p, "digest"))});
  }
  out.blocks.emplace_back(print::Heading{2, w.say("sheet.rules")});
  out.blocks.emplace_back(std::move(t));
}

}  // namespace

Result<print::Document> duty_sheet(const Json& reckoning, const SheetHead& head) {
  const auto& w = head.words;
  auto blocks = TRY(duty_blocks(reckoning, Depth::whole, head.signatures, w));
  print::Document out;
  out.language = w.language;
  out.title = w.say("sheet.title", {{"case", shown_line(head.case_id, 60)}});
  out.author = shown_line(head.city, 80);
  out.created = head.reckoned;
  out.demonstration = head.demonstration;
  if (head.privileged) out.mark = w.say("sheet.mark");

  out.blocks.emplace_back(print::Heading{1, out.title});
  print::KeyValues kv;
  const auto row = [&](const char* label, const std::string& value) {
    if (!value.empty())
      kv.rows.emplace_back(w.say(std::string("sheet.head.") + label), Text(shown_line(value, 400)));
  };
  row("city", head.city);
  row("case", head.case_id + (head.subject.empty() ? "" : ": " + head.subject));
  row("sheet", head.sheet_id);
  if (head.reckoned.ok()) row("reckoned", w.day(head.reckoned));
  if (const auto known = parse_date(text_at(reckoning, "known_at"))) row("known", w.day(*known));
  const auto digest = [&](const char* label, const std::string& value) {
    if (!value.empty())
      kv.rows.emplace_back(w.say(std::string("sheet.head.") + label),
                           Text(std::vector<print::Run>{{shown_line(value), false, true}}));
  };
  digest("facts", head.facts_digest);
  digest("packs", head.packs_digest);
  out.blocks.emplace_back(std::move(kv));

  const auto notice = review_words(reckoning, head.signatures, head.reviewed_by, w);
  out.blocks.emplace_back(print::Box{Text(std::vector<print::Run>{{notice, true}})});
  out.blocks.emplace_back(print::Heading{2, w.say("sheet.owed")});
  for (auto& block : blocks) out.blocks.push_back(std::move(block));
  add_packs(out, reckoning, w);
  out.blocks.emplace_back(print::SmallPrint{w.say("sheet.small_print"), ""});
  return out;
}

}  // namespace ledgelight::notice
