#include "discover/mentions.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/text.hpp"
#include "discover/names.hpp"
#include "discover/text.hpp"
#include "linkage/list.hpp"
#include "linkage/text.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto match = Purpose::match_people;
using linkage::hash_of;
using linkage::mixed;

/// Empty unless the place is certain: a house, and the ZIP code or the town it is in.
std::uint64_t address_hash(const PostalView& p) {
  if (p.street.empty() || p.street.find_first_of("0123456789") == std::string_view::npos) return 0;
  const auto where = !p.zip.empty() ? std::string(p.zip) : linkage::fold(p.city);
  return where.empty() ? 0 : mixed(hash_of(street_key(p.street)) ^ mixed(hash_of(where)));
}

/// Values that two records share only when they speak of one person (a telephone: or one home).
bool names_one_person(Element e) {
  switch (e) {
  case Element::card:
  case Element::account:
  case Element::licence:
  case Element::passport:
  case Element::medicare:
  case Element::health_plan:
  case Element::record_no:
  case Element::email:
  case Element::phone:
  case Element::ein:
  case Element::state_id:
  case Element::military_id:
  case Element::student_id:
  case Element::gov_id:
  case Element::employment_id:
  case Element::iban:
  case Element::hicn:
  case Element::certificate: return true;
  default: return false;
  }
}

class Builder {
 public:
  explicit Builder(const KeptFindings& findings) : findings_(findings) {
    out_.names.emplace_back();
    out_.of_finding.in(findings.pages());
  }

  Mentions build() {
    Numbered* place = nullptr;
    std::uint64_t record = 0;
    std::uint32_t mention = 0;
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      // Most findings are of the record of the one before.
      const bool moved = i == 0 || findings_.place_of(i) != findings_.place_of(i - 1);
      if (moved) place = &index_[{findings_.file(i), std::string(findings_.member(i))}];
      const auto own = findings_.record(i);
      if (own == 0) {  // a name alone is tied to nobody
        if (moved) record = 0;
        out_.of_finding.push_back(nothing);
        continue;
      }
      if (moved || own != record) {
        record = own;
        const auto next = static_cast<std::uint32_t>(out_.all.size());
        mention = place->number_of(record, next);
        if (mention == next) out_.all.emplace_back();
      }
      out_.of_finding.push_back(take(mention, static_cast<std::uint32_t>(i)) ? mention : nothing);
    }
    index_.clear();
    finish_split_names();
    by_text_ = {};
    by_parts_ = {};
    gather_numbers();
    return std::move(out_);
  }

 private:
  struct Split {
    std::string given, middle, family, suffix;
  };

  /// The mentions of one member by their records, which mostly come in ascending order.
  class Numbered {
   public:
    /// `next` when the record was not there yet.
    std::uint32_t number_of(std::uint64_t record, std::uint32_t next) {
      if (ascending_.empty() || record > ascending_.back().first) {
        ascending_.emplace_back(record, next);
        return next;
      }
      const auto at = std::lower_bound(ascending_.begin(), ascending_.end(), record,
                                       [](const auto& one, auto r) { return one.first < r; });
      return at->first == record ? at->second : others_.try_emplace(record, next).first->second;
    }

   private:
    std::vector<std::pair<std::uint64_t, std::uint32_t>> ascending_;
    std::unordered_map<std::uint64_t, std::uint32_t> others_;
  };

  /// False: the finding is not the mention's.
  bool take(std::uint32_t mention, std::uint32_t i) {
    const auto element = findings_.element(i);
    const auto part = findings_.part(i);
    auto& m = out_.all[mention];
    const std::string_view norm = findings_.norm(i).reveal(match);
    switch (element) {
    case Element::name:
      if (part == NamePart::full || part == NamePart::none) {
        const auto name = name_of(norm);
        if (m.full_name == nothing) {
          m.full_name = i;
          m.name = name;
        } else if (name != m.name && !linkage::names_agree(out_.names[name], out_.names[m.name])) {
          return false;  // a second person in the row (spouse, doctor) is not this one
        }
      } else {
        auto& parts = split_[mention];
        auto& to = part == NamePart::family   ? parts.family
                   : part == NamePart::given  ? parts.given
                   : part == NamePart::middle ? parts.middle
                                              : parts.suffix;
        if (to.empty()) to = norm;
      }
      break;
    case Element::ssn:
    case Element::itin:
      if (m.ssn == 0 && !norm.empty()) m.ssn = hash_of(norm) | 1U, m.ssn_at = i;
      break;
    case Element::birth:
      if (m.birth == 0)
        m.birth = linkage::packed_date(norm, linkage::DateOrder::month_first), m.birth_at = i;
      break;
    case Element::address:
      if (m.postal == nothing)
        m.postal = i, m.address = address_hash(findings_.postal(i).reveal(match));
      break;
    case Element::state:
      if (m.state == nothing) m.state = i;
      break;
    default:
      if (names_one_person(element)) {
        m.own_number = m.own_number || element != Element::phone;
        ++m.numbers_count;
      }
      break;
    }
    m.first = std::min(m.first, i);
    ++m.count;
    m.elements |= std::uint64_t{1} << static_cast<unsigned>(element);
    return true;
  }

  std::uint32_t name_of(std::string_view text) {
    const auto [slot, fresh] = by_text_.try_emplace(hash_of(text), 0);
    if (fresh) slot->second = number_of(linkage::name_parts(text));
    return slot->second;
  }
  std::uint32_t number_of(linkage::NameParts parts) {
    if (parts.empty()) return 0;
    const auto key =
        mixed(hash_of(parts.family) ^
              mixed(hash_of(parts.given) ^ mixed(hash_of(parts.middle) ^ hash_of(parts.suffix))));
    const auto [slot, fresh] =
        by_parts_.try_emplace(key, static_cast<std::uint32_t>(out_.names.size()));
    if (fresh) out_.names.push_back(std::move(parts));
    return slot->second;
  }

  // The parts of a name that stood in several columns.
  void finish_split_names() {
    for (auto& [mention, parts] : split_) {
      auto& m = out_.all[mention];
      if (m.full_name != nothing) continue;
      linkage::NameParts name;
      name.family = linkage::name_parts(parts.family + ", x").family;
      const auto given = linkage::fold_words(parts.given);
      name.given = given.substr(0, given.find(' '));
      name.middle = linkage::fold(parts.middle);
      if (name.middle.empty() && name.given.size() < given.size())
        name.middle = given.substr(name.given.size() + 1,
                                   given.find(' ', name.given.size() + 1) - name.given.size() - 1);
      name.suffix = linkage::generation(linkage::fold(parts.suffix));
      m.name = number_of(std::move(name));
      if (out_.split_of.empty()) out_.split_of.assign(out_.all.size(), nothing);
      out_.split_of[mention] = static_cast<std::uint32_t>(out_.split_names.size());
      out_.split_names.push_back(
          joined_name(parts.given, parts.middle, parts.family, parts.suffix));
    }
  }

  void gather_numbers() {
    std::uint32_t at = 0;
    for (auto& m : out_.all) {
      m.numbers = at;
      at += m.numbers_count;
      m.numbers_count = 0;
    }
    out_.numbers.resize(at);
    for (std::uint32_t i = 0; i < findings_.size(); ++i) {
      const auto mention = out_.of_finding[i];
      if (mention == nothing) continue;
      const auto e = findings_.element(i);
      if (!names_one_person(e)) continue;
      auto& m = out_.all[mention];
      out_.numbers[m.numbers + m.numbers_count++] = {
          mixed(hash_of(findings_.norm(i).reveal(match)) + static_cast<std::uint64_t>(e)), i};
    }
  }

  const KeptFindings& findings_;
  Mentions out_;
  std::map<std::pair<std::uint32_t, std::string>, Numbered> index_;
  std::map<std::uint32_t, Split> split_;
  std::unordered_map<std::uint64_t, std::uint32_t> by_text_, by_parts_;
};

}  // namespace

std::string street_key(std::string_view street) {
  const auto parts = linkage::street_parts(street);
  return parts.house + "|" + parts.street + "|" + parts.unit;
}

std::string Mentions::full_name(const KeptFindings& findings, std::size_t mention) const {
  const auto& m = all[mention];
  if (m.full_name != nothing) return std::string(findings.norm(m.full_name).reveal(match));
  if (split_of.empty() || split_of[mention] == nothing) return {};
  return split_names[split_of[mention]];
}

Mentions mentions_of(const KeptFindings& findings) { return Builder(findings).build(); }

}  // namespace ledgelight::discover
