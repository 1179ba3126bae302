#include "discover/kept.hpp"

#include <malloc.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <utility>

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
  if (entries_.empty() || entries_.back().held.size() == entries_.back().held.capacity()) {
    const auto n = std::clamp(size_, least_piece, most_piece);
    entries_.emplace_back().held.reserve(n);
    grown(entries_.back(), n * sizeof(Entry));
  }
  entries_.back().held.push_back(
      {static_cast<std::uint32_t>(places_.size() - 1),
       static_cast<std::uint32_t>(record - places_.back().before),
       at << 12 | static_cast<std::uint64_t>(element) << 4 | static_cast<std::uint64_t>(part)});
  ++of_element_[static_cast<std::size_t>(element)];
  ++size_;
}

std::uint64_t Keeping::keep(std::string_view text) {
  if (texts_.empty() || texts_.back().held.size() + text.size() > texts_.back().held.capacity()) {
    const auto n = std::max<std::size_t>(
        text.size(), std::clamp<std::size_t>(text_size_, least_text, most_text));
    texts_.emplace_back().held.reserve(n);
    grown(texts_.back(), n);
  }
  texts_.back().held += text;
  const auto at = text_size_;
  text_size_ += text.size();
  CHECK(text_size_ < 1ULL << 52);
  return at;
}

template <class Of>
void Keeping::grown(Of& piece, std::size_t bytes) {
  if (holding_ == nullptr) return;
  piece.counted = bytes;
  holding_->more(bytes);
  if (holding_->over()) put_away(false);
}

void Keeping::put_away(bool all) {
  put_away(entries_, entries_away_, all);
  put_away(texts_, texts_away_, all);
}

template <class Of>
void Keeping::put_away(std::vector<Of>& pieces, std::size_t& first, bool all) {
  for (; first + (all ? 0 : 1) < pieces.size(); ++first) {
    auto& piece = pieces[first];
    piece.away = holding_->put({reinterpret_cast<const char*>(piece.held.data()),
                                piece.held.size() * sizeof(piece.held[0])});
    decltype(piece.held)().swap(piece.held);
    holding_->less(std::exchange(piece.counted, 0));
  }
}

void Keeping::number_after(std::uint64_t records) {
  for (auto& place : places_)
    place.before += records;
}

void Keeping::close() {
  last_.reset();
  text_ = {};
  if (holding_ != nullptr && holding_->over()) put_away(true);
}

KeptFindings::KeptFindings(std::span<const Finding> findings) {
  Keeping all;
  for (const auto& f : findings)
    all.add(f);
  *this = KeptFindings(std::span(&all, 1));
}

KeptFindings::KeptFindings(std::span<Keeping> parts, Holding* holding) {
  std::size_t places = 0, members = 0;
  std::uint64_t text = 0;
  bool away = false;
  for (const auto& part : parts) {
    size_ += part.size_, text += part.text_size_;
    places += part.places_.size(), members += part.members_.size();
    away = away || part.entries_away_ > 0 || part.texts_away_ > 0;
  }
  CHECK(places < 0xFFFFFFFFU && members < 0xFFFFFFFFU && (!away || holding != nullptr));
  places_.reserve(places);
  if (away) {
    pages_ = std::make_unique<Pages>(*holding, holding->most() / 2);
    for (auto& part : parts)
      take_into_pages(part, *holding);
    shut_pages();
  } else {
    entries_.reserve(size_);
    text_.reserve(static_cast<std::size_t>(text));
    for (auto& part : parts)
      take(part);
  }
  // What the threads gave back lies in heaps of theirs, where nobody asks for it any more.
  if (size_ > 1'000'000) ::malloc_trim(0);
}

void KeptFindings::take_places(Keeping& part) {
  const auto member = static_cast<std::uint32_t>(members_.size());
  for (auto p : part.places_) {
    p.member += member;
    places_.push_back(p);
  }
  std::move(part.members_.begin(), part.members_.end(), std::back_inserter(members_));
  for (std::size_t e = 0; e < element_count; ++e)
    of_element_[e] += part.of_element_[e];
}

void KeptFindings::take(Keeping& part) {
  const auto place = static_cast<std::uint32_t>(places_.size());
  take_places(part);
  const auto text = static_cast<std::uint64_t>(text_.size()) << 12;
  for (auto& piece : part.entries_) {
    for (auto e : piece.held) {
      e.place += place;
      e.value += text;
      entries_.push_back(e);
    }
    piece = {};
  }
  for (auto& piece : part.texts_) {
    text_ += piece.held;
    piece = {};
  }
  part = {};
}

namespace {

/// The texts of one Keeping, in the order in which they were kept.
class TextsInOrder {
 public:
  explicit TextsInOrder(std::function<bool(std::string&)> next) : next_(std::move(next)) {}
  /// That of an address is five texts.
  std::string_view take(bool address) {
    if (rest_.empty()) {
      CHECK(next_(piece_));
      rest_ = piece_;
    }
    const auto begin = rest_;
    for (int n = address ? 5 : 1; n > 0; --n)
      take_text(rest_);
    return begin.substr(0, begin.size() - rest_.size());
  }

 private:
  std::function<bool(std::string&)> next_;
  std::string piece_;
  std::string_view rest_;
};

}  // namespace

// Texts stand in the order of the findings that brought them; whoever names an earlier one names
// the last of its element.
void KeptFindings::take_into_pages(Keeping& part, Holding& holding) {
  const auto place = static_cast<std::uint32_t>(places_.size());
  take_places(part);
  const auto bytes_of = [&](auto& piece) {
    std::string out = piece.away.size > 0
                          ? holding.get(piece.away)
                          : std::string(reinterpret_cast<const char*>(piece.held.data()),
                                        piece.held.size() * sizeof(piece.held[0]));
    holding.less(piece.counted);
    piece = {};
    return out;
  };
  std::size_t next_text = 0;
  TextsInOrder texts([&](std::string& into) {
    if (next_text == part.texts_.size()) return false;
    into = bytes_of(part.texts_[next_text++]);
    return true;
  });
  std::uint64_t known = 0;  // texts before are in pages
  std::array<std::uint64_t, element_count> last{};
  for (auto& piece : part.entries_) {
    const auto bytes = bytes_of(piece);
    for (std::size_t at = 0; at + sizeof(Entry) <= bytes.size(); at += sizeof(Entry)) {
      Entry e;
      std::memcpy(&e, bytes.data() + at, sizeof e);
      const auto element = static_cast<Element>(e.value >> 4 & 0xFF);
      auto& mine = last[static_cast<std::size_t>(element)];
      if (e.value >> 12 == known) {
        const auto text = texts.take(element == Element::address);
        known += text.size();
        mine = put_text_in_page(text);
      }
      e.place += place;
      e.value = mine << 12 | (e.value & 0xFFF);
      entries_.push_back(e);
      if (entries_.size() == entries_a_page) shut_entries();
    }
  }
  part = {};
}

std::uint64_t KeptFindings::put_text_in_page(std::string_view text) {
  constexpr std::size_t most = 1U << page_bits;
  if (!text_.empty() && text_.size() + text.size() > most) shut_text();
  const auto at = static_cast<std::uint64_t>(text_pages_.size()) << page_bits | text_.size();
  text_ += text;
  // What is longer than a page has one of its own.
  if (text_.size() >= most) shut_text();
  return at;
}

void KeptFindings::shut_entries() {
  if (entries_.empty()) return;
  entry_pages_.push_back(pages_->add(
      {reinterpret_cast<const char*>(entries_.data()), entries_.size() * sizeof(Entry)}));
  entries_.clear();
}

void KeptFindings::shut_text() {
  if (text_.empty()) return;
  text_pages_.push_back(pages_->add(text_));
  text_.clear();
}

void KeptFindings::shut_pages() {
  shut_entries();
  shut_text();
  std::vector<Entry>().swap(entries_);
  std::string().swap(text_);
}

KeptFindings::Entry KeptFindings::paged(std::size_t i) const {
  Entry e;
  const auto page = pages_->get(entry_pages_[i / entries_a_page]);
  std::memcpy(&e, page.data() + i % entries_a_page * sizeof e, sizeof e);
  return e;
}

std::string_view KeptFindings::text(std::uint64_t value) const {
  const auto at = value >> 12;
  if (!pages_) return std::string_view(text_).substr(static_cast<std::size_t>(at));
  return pages_->get(text_pages_[static_cast<std::size_t>(at >> page_bits)])
      .substr(static_cast<std::size_t>(at & ((1U << page_bits) - 1)));
}

Personal<std::string_view> KeptFindings::norm(std::size_t i) const {
  auto rest = text(entry(i).value);
  return Personal(take_text(rest));
}

Personal<PostalView> KeptFindings::postal(std::size_t i) const {
  PostalView out;
  const auto e = entry(i);
  if (static_cast<Element>(e.value >> 4 & 0xFF) != Element::address) return Personal(out);
  auto rest = text(e.value);
  take_text(rest);
  for (auto* one : {&out.street, &out.city, &out.state, &out.zip})
    *one = take_text(rest);
  return Personal(out);
}

}  // namespace ledgelight::discover
