// discover/kept.hpp: of many findings what people are told apart by: sixteen bytes each and its
// value.
//
// In memory as long as they fit; then in sealed runs on a shelf (shelf.hpp), for a value must not
// stand anywhere in clear. The same either way, but for the time it takes.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "discover/finding.hpp"
#include "discover/pages.hpp"

namespace ledgelight::discover {

struct PostalView {
  std::string_view street, city, state, zip;
};

/// Takes findings as they come, those of one member together.
class Keeping {
 public:
  /// Before the first: what is more than `holding` allows goes to its shelf. It must outlive this.
  void within(Holding& holding) { holding_ = &holding; }
  void add(const Finding& finding);
  void add(const Sighting& finding);
  std::size_t size() const { return size_; }
  /// Its records come after `records` others of the same member.
  void number_after(std::uint64_t records);
  /// No more is added: forgets what only adding needs.
  void close();

 private:
  friend class KeptFindings;
  struct Entry {
    std::uint32_t place, record;  ///< record: less Place::before
    std::uint64_t value;  ///< where its text begins, then eight bits of element, four of part
  };
  struct Place {
    std::uint32_t file, member;
    std::uint64_t before;
  };
  /// Entries or texts, in memory or on the shelf; none grows by copying.
  template <class Of>
  struct Piece {
    Of held;
    std::size_t counted = 0;  ///< bytes, of the Holding
    Shelf::Extent away{};
  };
  using Entries = Piece<std::vector<Entry>>;
  using Texts = Piece<std::string>;

  void add(std::uint32_t file, std::string_view member, std::uint64_t record, Element element,
           NamePart part, std::string_view norm, const PostalView& postal);
  std::uint64_t keep(std::string_view text);
  /// Room was made for another piece; the full ones may have to leave.
  template <class Of>
  void grown(Of& piece, std::size_t bytes);
  void put_away(bool all);
  template <class Of>
  void put_away(std::vector<Of>& pieces, std::size_t& first, bool all);

  std::vector<Place> places_;
  std::vector<std::string> members_;
  std::vector<Entries> entries_;
  std::vector<Texts> texts_;
  std::size_t entries_away_ = 0, texts_away_ = 0;  ///< pieces, from the first
  std::size_t size_ = 0;
  std::uint64_t text_size_ = 0;
  std::array<std::uint64_t, element_count> of_element_{};
  Holding* holding_ = nullptr;
  std::string text_;  ///< of the one that is added
  /// Of each element the last text and where it is: often it comes again.
  using Last = std::array<std::pair<std::uint64_t, std::string>, element_count>;
  std::unique_ptr<Last> last_;
};

/// One thread at a time. Views of values are good until a few others were asked for
/// (Pages::good_for); with everything in memory as long as this.
class KeptFindings {
 public:
  KeptFindings() = default;
  explicit KeptFindings(std::span<const Finding> findings);
  /// All of them in this order; what is taken from is given back piece by piece. `holding`: theirs,
  /// when they have one; it must outlive this.
  explicit KeptFindings(std::span<Keeping> parts, Holding* holding = nullptr);
  KeptFindings(KeptFindings&&) noexcept = default;
  KeptFindings& operator=(KeptFindings&&) noexcept = default;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::uint64_t count(Element e) const { return of_element_[static_cast<std::size_t>(e)]; }
  std::uint32_t file(std::size_t i) const { return places_[entry(i).place].file; }
  std::string_view member(std::size_t i) const { return members_[places_[entry(i).place].member]; }
  /// The same for two findings of one member, and mostly only for these.
  std::uint32_t place_of(std::size_t i) const { return entry(i).place; }
  std::uint64_t record(std::size_t i) const {
    const auto e = entry(i);
    return places_[e.place].before + e.record;
  }
  Element element(std::size_t i) const { return static_cast<Element>(entry(i).value >> 4 & 0xFF); }
  NamePart part(std::size_t i) const { return static_cast<NamePart>(entry(i).value & 0xF); }
  Personal<std::string_view> norm(std::size_t i) const;
  Personal<PostalView> postal(std::size_t i) const;
  /// Where more that there is one of for each finding may stand; nullptr: in memory.
  Pages* pages() const { return pages_.get(); }

 private:
  using Entry = Keeping::Entry;
  using Place = Keeping::Place;
  static constexpr std::size_t entries_a_page = 4096;
  /// In pages a text stands in one of them: its number, then sixteen bits of place.
  static constexpr unsigned page_bits = 16;

  Entry entry(std::size_t i) const { return pages_ ? paged(i) : entries_[i]; }
  Entry paged(std::size_t i) const;
  std::string_view text(std::uint64_t value) const;  ///< of Entry::value, and what follows it
  void take_places(Keeping& part);
  void take(Keeping& part);
  void take_into_pages(Keeping& part, Holding& holding);
  std::uint64_t put_text_in_page(std::string_view text);
  void shut_entries();
  void shut_text();
  void shut_pages();

  std::size_t size_ = 0;
  std::array<std::uint64_t, element_count> of_element_{};
  std::vector<Entry> entries_;  ///< all of them; in pages: those of no page yet
  std::vector<Place> places_;
  std::vector<std::string> members_;
  std::string text_;  ///< likewise
  std::unique_ptr<Pages> pages_;
  std::vector<std::uint32_t> entry_pages_, text_pages_;  ///< numbers of pages
};

}  // namespace ledgelight::discover
