// discover/kept.hpp: of many findings what people are told apart by: sixteen bytes each and its
// value.
//
// In memory and nowhere else, for a value must not stand anywhere in clear.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "discover/finding.hpp"

namespace ledgelight::discover {

struct PostalView {
  std::string_view street, city, state, zip;
};

/// Takes findings as they come, those of one member together.
class Keeping {
 public:
  void add(const Finding& finding);
  void add(const Sighting& finding);
  std::size_t size() const { return size_; }
  /// No more is added: forgets what only adding needs.
  void close() { last_.reset(), text_ = {}; }

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
  void add(std::uint32_t file, std::string_view member, std::uint64_t record, Element element,
           NamePart part, std::string_view norm, const PostalView& postal);
  std::uint64_t keep(std::string_view text);

  std::vector<Place> places_;
  std::vector<std::string> members_;
  std::vector<std::vector<Entry>> entries_;  ///< no text and no vector of them grows by copying
  std::vector<std::string> texts_;
  std::size_t size_ = 0;
  std::uint64_t text_size_ = 0;
  std::string text_;  ///< of the one that is added
  /// Of each element the last text and where it is: often it comes again.
  using Last = std::array<std::pair<std::uint64_t, std::string>, element_count>;
  std::unique_ptr<Last> last_;
};

class KeptFindings {
 public:
  KeptFindings() = default;
  explicit KeptFindings(std::span<const Finding> findings);
  /// All of them in this order; what is taken from is given back piece by piece.
  explicit KeptFindings(std::span<Keeping> parts);
  KeptFindings(KeptFindings&&) noexcept = default;
  KeptFindings& operator=(KeptFindings&&) noexcept = default;

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  std::uint32_t file(std::size_t i) const { return place(i).file; }
  std::string_view member(std::size_t i) const { return members_[place(i).member]; }
  /// The same for two findings of one member, and mostly only for these.
  std::uint32_t place_of(std::size_t i) const { return entries_[i].place; }
  std::uint64_t record(std::size_t i) const { return place(i).before + entries_[i].record; }
  Element element(std::size_t i) const {
    return static_cast<Element>(entries_[i].value >> 4 & 0xFF);
  }
  NamePart part(std::size_t i) const { return static_cast<NamePart>(entries_[i].value & 0xF); }
  Personal<std::string_view> norm(std::size_t i) const;
  Personal<PostalView> postal(std::size_t i) const;

 private:
  using Entry = Keeping::Entry;
  using Place = Keeping::Place;
  const Place& place(std::size_t i) const { return places_[entries_[i].place]; }
  void take(Keeping& part);

  std::vector<Entry> entries_;
  std::vector<Place> places_;
  std::vector<std::string> members_;
  std::string text_;
};

}  // namespace ledgelight::discover
