#include "law/register_counts.hpp"

#include <algorithm>
#include <tuple>

namespace ledgelight::law {
namespace {

// A finaliser in the manner of SplitMix64: near sets of elements must not share a slot.
std::size_t spread(std::uint64_t elements, std::uint8_t state) {
  auto x = elements ^ (std::uint64_t{state} << 56U);
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return static_cast<std::size_t>(x ^ (x >> 31U));
}

// Where each word of a short vocabulary stands, found by one look in most cases: a register asks
// millions of times.
class Places {
 public:
  explicit Places(const std::vector<std::string>& words) : words_(words), slots_(1024, kNone) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      auto at = slot_of(words[i]);
      while (slots_[at] != kNone) at = (at + 1) % slots_.size();
      slots_[at] = static_cast<std::uint16_t>(i);
    }
  }
  std::optional<std::size_t> find(std::string_view word) const {
    for (auto at = slot_of(word); slots_[at] != kNone; at = (at + 1) % slots_.size())
      if (words_[slots_[at]] == word) return slots_[at];
    return std::nullopt;
  }

 private:
  static constexpr std::uint16_t kNone = 0xFFFF;
  std::size_t slot_of(std::string_view word) const {
    if (word.empty()) return 0;
    const auto sign = [&](std::size_t at) { return static_cast<unsigned char>(word[at]); };
    const auto last = word.size() - 1;
    return (word.size() * 131U + sign(0) * 31U + sign(last) * 7U + sign(last == 0 ? 0 : last - 1) * 197U) %
           slots_.size();
  }
  const std::vector<std::string>& words_;
  std::vector<std::uint16_t> slots_;
};

}  // namespace

std::optional<std::uint64_t> element_bit(std::string_view token) {
  static const Places places(element_tokens());
  const auto at = places.find(token);
  if (!at || *at >= 64) return std::nullopt;
  return std::uint64_t{1} << *at;
}

std::optional<std::uint8_t> state_index(std::string_view code) {
  static const Places places(jurisdiction_codes());
  const auto at = places.find(code);
  if (!at) return std::nullopt;
  return static_cast<std::uint8_t>(*at);
}

RegisterCounts::RegisterCounts() : slots_(1024) {}

RegisterCounts::Slot& RegisterCounts::slot_for(const RegisterRow& row) {
  const auto mask = slots_.size() - 1;
  for (auto at = spread(row.elements, row.state) & mask;; at = (at + 1) & mask) {
    auto& slot = slots_[at];
    if (!slot.taken) {
      slot.taken = true;
      slot.elements = row.elements;
      slot.state = row.state;
      ++used_;
      return slot;
    }
    if (slot.elements == row.elements && slot.state == row.state) return slot;
  }
}

void RegisterCounts::grow() {
  auto old = std::move(slots_);
  slots_.assign(old.size() * 2, Slot{});
  used_ = 0;
  for (const auto& slot : old) {
    if (!slot.taken) continue;
    auto& kept = slot_for({slot.elements, slot.state, false});
    kept.count = slot.count;
    kept.without_contact = slot.without_contact;
  }
}

void RegisterCounts::add(const RegisterRow* rows, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (used_ * 2 >= slots_.size()) grow();
    auto& slot = slot_for(rows[i]);
    ++slot.count;
    if (rows[i].without_contact) ++slot.without_contact;
  }
}

std::vector<PeopleGroup> RegisterCounts::groups() const {
  std::vector<const Slot*> taken;
  for (const auto& slot : slots_)
    if (slot.taken) taken.push_back(&slot);
  std::sort(taken.begin(), taken.end(), [](const Slot* a, const Slot* b) {
    return std::tie(a->state, a->elements) < std::tie(b->state, b->elements);
  });
  const auto& tokens = element_tokens();
  const auto& codes = jurisdiction_codes();
  std::vector<PeopleGroup> out;
  out.reserve(taken.size());
  for (const auto* slot : taken) {
    PeopleGroup group;
    if (slot->state < codes.size()) group.state = codes[slot->state];
    group.count = slot->count;
    group.without_contact = slot->without_contact;
    group.elements.emplace();
    for (std::size_t bit = 0; bit < tokens.size() && bit < 64; ++bit)
      if ((slot->elements >> bit & 1U) != 0) group.elements->insert(tokens[bit]);
    out.push_back(std::move(group));
  }
  return out;
}

}  // namespace ledgelight::law
