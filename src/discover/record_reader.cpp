#include "discover/record_reader.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ledgelight::discover {
namespace {

/// Fields that say something together with others, by rules of their own.
bool combines(Meaning m) { return m >= Meaning::ein || m == Meaning::licence; }

/// Read as running text, where there is anything to read.
bool is_running_text(Meaning m) {
  return m == Meaning::nothing || m == Meaning::other || m == Meaning::user;
}

}  // namespace

RecordReader::Slot::Slot(const Field& field, int limit, bool for_state, const Sighting& like)
    : key(field.key),
      meaning(field.meaning), column{field.meaning, shown_line(field.key, 40), limit, for_state},
      reader(column, like) {}

RecordReader::Slot& RecordReader::slot_of(const Field& field, std::size_t place, int limit,
                                          bool for_state) {
  while (slots_.size() <= place)
    slots_.push_back(nullptr);
  auto& slot = slots_[place];
  if (!slot || slot->meaning != field.meaning || slot->column.limit != limit ||
      slot->column.for_state != for_state || slot->key != field.key)
    slot = std::make_unique<Slot>(field, limit, for_state, like_);
  return *slot;
}

bool RecordReader::read(Record& record) {
  constexpr std::size_t most_slots = 256;  // more fields than a person has
  seen_.clear();
  if (record.fields.size() > most_slots) return false;
  for (const auto& f : record.fields)
    if (combines(f.meaning)) return false;
  const auto before = record.around;
  const auto s = record.values.bytes();
  const Text text{s, s, 0, Encoding::bytes};
  look_around(record);
  auto& around = record.around;
  beside_.state = around.state;
  beside_.zip = around.zip;
  beside_.city = around.city;
  beside_.organisation = around.organisation;
  beside_.more.clear();
  for (const auto& f : record.fields)
    if (f.meaning == Meaning::address_more) text.read_into(f.from, f.to, beside_.more);

  for (std::size_t place = 0; place < record.fields.size(); ++place) {
    const auto& f = record.fields[place];
    const bool in_order = place == 0 || record.fields[place - 1].to <= f.from;
    auto said = ColumnReader::Said::nothing;
    if (is_running_text(f.meaning)) {
      if (f.to - f.from >= 6 && may_hold_value(s.substr(f.from, f.to - f.from)))
        said = ColumnReader::Said::ask;
    } else {
      const bool lone = f.meaning == Meaning::account && !around.routing;
      auto& slot =
          slot_of(f, place, lone ? std::min(f.limit, 45) : f.limit, says_the_state(record, f));
      said = slot.reader.read(text, {f.from, f.to}, beside_);
      if (said == ColumnReader::Said::seen) seen_.push_back({&f, &slot.reader.sighting()});
    }
    if (said == ColumnReader::Said::ask || !in_order) {
      record.around = before;
      return false;
    }
  }
  for (const auto& [field, what] : seen_)
    around.other_than_name =
        around.other_than_name || (what->element != Element::name &&
                                   what->element != Element::state && what->confidence >= 50);
  if (!around.other_than_name)
    seen_.erase(std::remove_if(seen_.begin(), seen_.end(),
                               [](const Seen& one) {
                                 return one.what->element == Element::name &&
                                        !key_is_of_a_person(one.field->key, one.field->meaning);
                               }),
                seen_.end());
  return true;
}

}  // namespace ledgelight::discover
