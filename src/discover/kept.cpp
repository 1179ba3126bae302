#include "discover/kept.hpp"

#include <malloc.h>

#include <algorithm>

#include "base/result.hpp"

namespace ledgelight::discover {
namespace {

constexpr std::size_t least_piece = 32, most_piece = 1U << 14;   // entries
constexpr std::size_t least_text = 512, most_text = 256U << 10;  // bytes
constexpr auto match = Purpose::match_people;
static_assert(element_count <= 256);

void put_text(std::string& out, std::string_view text) {
  auto n = text.size();
  for (; n >= 0x80; n >>= 7)
    out += static_cast<char>(n | 0x80);
  out += static_cast<char>(n);
  out += text;
}

std::string_view take_text(std::string_view& rest) {
  std::size_t n = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    n |= std::size_t{byte & 0x7FU} << shift;
    if (byte < 0x80) break;
  }
  const auto out = rest.substr(0, n);
  rest.remove_prefix(n);
  return out;
}

}  // namespace

void Keeping::add(const Finding& f) {
  const auto& p = f.postal.reveal(match);
  add(f.file, f.member, f.record, f.element, f.part, f.norm.reveal(match),
      {p.street, p.city, p.state, p.zip});
}

void Keeping::add(const Sighting& f) {
  add(f.file, f.member, f.record, f.element, f.part, f.norm, {f.street, f.city, f.state, f.zip});
}

void Keeping::add(std::uint32_t file, std::string_view member, std::uint64_t record,
                  Element element, NamePart part, std::string_view norm, const PostalView& postal) {
  if (places_.empty() || places_.back().file != file || members_.back() != member ||
      record < places_.back().before || record - places_.back().before > 0xFFFFFFFFU) {
    if (members_.empty() || members_.back() != member) members_.emplace_back(member);
    CHECK(places_.size() < 0xFFFFFFFFU && members_.size() < 0xFFFFFFFFU);
    places_.push_back({file, static_cast<std::uint32_t>(members_.size() - 1),
                       record <= 0xFFFFFFFFU ? 0 : record});
  }
  text_.clear();
  put_text(text_, norm);
  if (element == Element::address)
    for (auto one : {postal.street, postal.city, postal.state, postal.zip})
      put_text(text_, one);
  if (!last_) last_ = std::make_unique<Last>();
  auto& [at, before] = (*last_)[static_cast<std::size_t>(element)];
  if (before != text_) at = keep(text_), before = text_;
  if (entries_.empty() || entries_.back().size() == entries_.back().capacity()) {
    entries_.emplace_back();
    entries_.back().reserve(std::clamp(size_, least_piece, most_piece));
  }
  entries_.back().push_back(
      {static_cast<std::uint32_t>(places_.size() - 1),
       static_cast<std::uint32_t>(record - places_.back().before),
       at << 12 | static_cast<std::uint64_t>(element) << 4 | static_cast<std::uint64_t>(part)});
  ++size_;
}

std::uint64_t Keeping::keep(std::string_view text) {
  if (texts_.empty() || texts_.back().size() + text.size() > texts_.back().capacity()) {
    texts_.emplace_back();
    texts_.back().reserve(std::max<std::size_t>(
        text.size(), std::clamp<std::size_t>(text_size_, least_text, most_text)));
  }
  texts_.back() += text;
  const auto at = text_size_;
  text_size_ += text.size();
  CHECK(text_size_ < 1ULL << 52);
  return at;
}

KeptFindings::KeptFindings(std::span<const Finding> findings) {
  Keeping all;
  for (const auto& f : findings)
    all.add(f);
  *this = KeptFindings(std::span(&all, 1));
}

KeptFindings::KeptFindings(std::span<Keeping> parts) {
  std::size_t entries = 0, places = 0;
  std::uint64_t text = 0;
  for (const auto& part : parts)
    entries += part.size_, places += part.places_.size(), text += part.text_size_;
  entries_.reserve(entries);
  places_.reserve(places);
  text_.reserve(static_cast<std::size_t>(text));
  for (auto& part : parts)
    take(part);
  // What the threads gave back lies in heaps of theirs, where nobody asks for it any more.
  if (entries > 1'000'000) ::malloc_trim(0);
}

void KeptFindings::take(Keeping& part) {
  const auto place = static_cast<std::uint32_t>(places_.size()),
             member = static_cast<std::uint32_t>(members_.size());
  CHECK(places_.size() + part.places_.size() < 0xFFFFFFFFU);
  for (auto p : part.places_) {
    p.member += member;
    places_.push_back(p);
  }
  std::move(part.members_.begin(), part.members_.end(), std::back_inserter(members_));
  const auto text = static_cast<std::uint64_t>(text_.size()) << 12;
  for (auto& piece : part.entries_) {
    for (auto e : piece) {
      e.place += place;
      e.value += text;
      entries_.push_back(e);
    }
    piece = {};
  }
  for (auto& piece : part.texts_) {
    text_ += piece;
    piece = {};
  }
  part = {};
}

Personal<std::string_view> KeptFindings::norm(std::size_t i) const {
  auto rest = std::string_view(text_).substr(static_cast<std::size_t>(entries_[i].value >> 12));
  return Personal(take_text(rest));
}

Personal<PostalView> KeptFindings::postal(std::size_t i) const {
  PostalView out;
  if (element(i) != Element::address) return Personal(out);
  auto rest = std::string_view(text_).substr(static_cast<std::size_t>(entries_[i].value >> 12));
  take_text(rest);
  for (auto* one : {&out.street, &out.city, &out.state, &out.zip})
    *one = take_text(rest);
  return Personal(out);
}

}  // namespace ledgelight::discover
