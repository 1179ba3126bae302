#include "evidence/custody.hpp"

#include <algorithm>
#include <map>

namespace ledgelight::evidence {
namespace {

bool takes_in(const std::string& action) {
  return action == "collect" || action == "receive" || action == "transfer";
}
bool touches(const std::string& action) {
  return action == "read" || action == "derive" || action == "verify" || action == "export" ||
         action == "examine";
}

// Follows one item along the ledger.
class Chain {
 public:
  explicit Chain(std::vector<CustodyGap>& gaps) : gaps_(gaps) {}

  void step(const CustodyRow& row) {
    if (last_ && row.at < last_->at)
      gap(row, "It was entered earlier than the handling before it in the record.");
    if (!last_ && !takes_in(row.action))
      gap(row, "The record does not begin with the item being taken in.");
    if (disposed_ && row.action != "hold")
      gap(row, "It was handled after it had been disposed of.");
    if (row.action == "receive" || row.action == "transfer") received(row);
    if (row.action == "release") {
      if (out_) gap(row, "It was released while it was already out of the desk's hands.");
      out_ = true;
      holder_ = row.taker;
    }
    if (touches(row.action) && out_)
      gap(row, "It was handled here while it was released" +
                   (holder_.empty() ? std::string(".") : " to " + holder_ + "."));
    if (row.action == "dispose") disposed_ = true;
    last_ = &row;
  }

 private:
  void received(const CustodyRow& row) {
    if (last_ && !holder_.empty() && !row.giver.empty() && row.giver != holder_)
      gap(row, "It came from " + row.giver + ", but " + holder_ + " held it.");
    holder_ = row.taker;
    if (row.action == "receive") out_ = false;
  }
  void gap(const CustodyRow& row, std::string what) {
    gaps_.push_back({row.item, row.event, std::move(what)});
  }

  std::vector<CustodyGap>& gaps_;
  const CustodyRow* last_ = nullptr;
  std::string holder_;  // "" when it was not told
  bool out_ = false;
  bool disposed_ = false;
};

}  // namespace

Json to_json(const CustodyRow& row) {
  return Json{{"action", row.action},   {"actor", row.actor}, {"at", to_text(row.at)},
              {"event", row.event},     {"from", row.giver},  {"item", row.item},
              {"purpose", row.purpose}, {"to", row.taker}};
}

Result<CustodyRow> custody_from_json(const Json& json) {
  const auto event = json.is_object() ? int_at(json, "event") : std::nullopt;
  if (!event || *event < 0) return fail(Errc::bad_input, "custody row: event is not an index");
  CustodyRow row;
  row.event = static_cast<std::uint64_t>(*event);
  row.item = text_at(json, "item");
  row.action = text_at(json, "action");
  row.actor = text_at(json, "actor");
  row.at = TRY(parse_instant(text_at(json, "at")));
  row.purpose = text_at(json, "purpose");
  row.giver = text_at(json, "from");
  row.taker = text_at(json, "to");
  if (row.item.empty() || row.action.empty() || row.actor.empty())
    return fail(Errc::bad_input, "custody row: item, action or actor is missing");
  return row;
}

std::vector<CustodyGap> custody_gaps(std::span<const CustodyRow> rows) {
  std::map<std::string, std::vector<const CustodyRow*>> items;
  for (const auto& row : rows) items[row.item].push_back(&row);
  std::vector<CustodyGap> gaps;
  for (auto& [item, chain] : items) {
    std::stable_sort(chain.begin(), chain.end(),
                     [](const CustodyRow* a, const CustodyRow* b) { return a->event < b->event; });
    Chain follow(gaps);
    for (const auto* row : chain) follow.step(*row);
  }
  return gaps;
}

}  // namespace ledgelight::evidence
