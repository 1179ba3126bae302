#include "linkage/texts.hpp"

#include "base/result.hpp"
#include "linkage/nicknames.hpp"

namespace ledgelight::linkage {
namespace {

template <class T>
void store(std::uint8_t* at, T value) {
  std::memcpy(at, &value, sizeof value);
}

}  // namespace

std::uint32_t Texts::id_of(std::string_view text) {
  text = text.substr(0, longest);
  if (text.empty()) return 0;
  auto slot = find(text);
  if (slots_[slot] == 0) {
    if ((used_ + 1) * 10 > slots_.size() * 7) {
      grow();
      slot = find(text);
    }
    slots_[slot] = append(text);
    ++used_;
  }
  if (head_ > 0) {
    auto* at = place(slots_[slot]);
    store(at, load(at) + 1);
  }
  return slots_[slot];
}

void Texts::close() {
  slots_.clear();
  slots_.shrink_to_fit();
}

std::size_t Texts::find(std::string_view text) const {
  const auto mask = slots_.size() - 1;
  for (auto i = hash_of(text) & mask;; i = (i + 1) & mask)
    if (slots_[i] == 0 || this->text(slots_[i]) == text) return i;
}

void Texts::grow() {
  std::vector<std::uint32_t> old(slots_.size() * 2, 0);
  old.swap(slots_);
  const auto mask = slots_.size() - 1;
  for (auto id : old) {
    if (id == 0) continue;
    auto i = hash_of(text(id)) & mask;
    while (slots_[i] != 0)
      i = (i + 1) & mask;
    slots_[i] = id;
  }
}

std::uint32_t Texts::append(std::string_view text) {
  const auto size = (head_ + 1 + text.size() + 3) / 4 * 4;
  if (chunks_.empty() || end_ % chunk + size > chunk || end_ == chunks_.size() * chunk) {
    end_ = chunks_.size() * chunk;
    chunks_.push_back(std::make_unique<std::uint8_t[]>(chunk));
  }
  CHECK(end_ / 4 < 0xFFFFFFFEU);
  const auto id = static_cast<std::uint32_t>(end_ / 4 + 1);
  auto* at = place(id);
  if (head_ > 0) store(at + 4, letters_of(text));
  if (head_ > 8) {
    store(at + 8, sound_of(text));
    std::array<std::uint16_t, 4> families{};
    const auto& of = nickname_families(text);
    for (std::size_t i = 0; i < of.size(); ++i)
      families[i] = static_cast<std::uint16_t>(of[i] + 1);
    std::memcpy(at + 12, families.data(), 8);
  }
  at[head_] = static_cast<std::uint8_t>(text.size());
  std::memcpy(at + head_ + 1, text.data(), text.size());
  end_ += size;
  return id;
}

}  // namespace ledgelight::linkage
