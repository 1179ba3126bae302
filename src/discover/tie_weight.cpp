// Slips of the pen: people so far, one record each, compared by what agreement is worth.
#include <algorithm>
#include <numeric>

#include "discover/bonds.hpp"
#include "linkage/link.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto match = Purpose::match_people;
/// Links of one person that are looked through for a rival; whoever has more is a crowd of
/// namesakes, among whom no link is clear.
constexpr std::size_t most_rivals = 64;

void add_record(const Bonds& bonds, std::uint32_t root, linkage::List& list) {
  using linkage::Key;
  const auto& f = bonds.facts(root);
  const auto& n = bonds.name_at(root);
  linkage::Values v;
  const auto norm = [&](std::uint32_t finding) {
    return finding == nothing ? std::string_view() : bonds.findings.norm(finding).reveal(match);
  };
  linkage::at(v, Key::given) = n.given;
  linkage::at(v, Key::middle) = n.middle;
  linkage::at(v, Key::family) = n.family;
  linkage::at(v, Key::suffix) = n.suffix;
  linkage::at(v, Key::birth) = norm(f.birth_at);
  linkage::at(v, Key::ssn) = norm(f.ssn_at);
  linkage::at(v, Key::phone) = norm(f.phone);
  linkage::at(v, Key::email) = norm(f.email);
  linkage::at(v, Key::number) = norm(f.licence);
  if (f.postal != nothing) {
    const PostalView p = bonds.findings.postal(f.postal).reveal(match);
    linkage::at(v, Key::street) = p.street;
    linkage::at(v, Key::city) = p.city;
    linkage::at(v, Key::state) = p.state;
    linkage::at(v, Key::zip) = p.zip;
  }
  list.add(v);
}

class ByWeight {
 public:
  ByWeight(Bonds& bonds, std::vector<std::uint32_t> roots, const linkage::List& list,
           const linkage::Linked& linked)
      : b_(bonds), roots_(std::move(roots)), list_(list), linked_(linked),
        links_of_(roots_.size()) {
    for (std::uint32_t k = 0; k < linked.links.size(); ++k)
      if (linked.links[k].odds >= 0)
        links_of_[linked.links[k].left].push_back(k), links_of_[linked.links[k].right].push_back(k);
  }

  void run() {
    // The likeliest first, so that what one join makes known can refuse the next.
    std::vector<std::size_t> order(linked_.links.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return linked_.links[a].odds > linked_.links[b].odds;
    });
    for (auto k : order) {
      const auto& l = linked_.links[k];
      const double p = linkage::probability(l.odds);
      const auto a = roots_[l.left], b = roots_[l.right];
      if (b_.root(a) == b_.root(b)) continue;
      const auto torn = claimed_twice(l);
      if (p >= sure && linked_.group_of[l.left] == linked_.group_of[l.right] && torn == nothing &&
          b_.join(a, b, "by weights: " + why(l), std::min(p, 0.999), Strict::slips_allowed))
        continue;
      if (p >= likely && b_.no_conflict(b_.root(a), b_.root(b), Strict::slips_allowed)) {
        if (torn != nothing)
          b_.count_once(torn, nothing);
        else
          b_.count_once(b, a);
      }
      if (b_.may_ask(a, b)) b_.doubt(a, b, why(l), std::min(p, 0.89));
    }
  }

 private:
  /// A record that is nearly as likely somebody else's, who is not the same person, is a question.
  /// Which of the two that is; `nothing` when neither.
  std::uint32_t claimed_twice(const linkage::Link& l) {
    for (const auto& [one, other] : {std::pair(l.left, l.right), std::pair(l.right, l.left)}) {
      if (links_of_[one].size() > most_rivals) return roots_[one];
      for (auto k : links_of_[one]) {
        const auto& rival = linked_.links[k];
        const auto third = rival.left == one ? rival.right : rival.left;
        if (third != other && rival.odds > l.odds - 12 &&
            !b_.no_conflict(b_.root(roots_[third]), b_.root(roots_[other]), Strict::suffix_too))
          return roots_[one];
      }
    }
    return nothing;
  }

  std::string why(const linkage::Link& l) const {
    std::string out;
    for (const auto& r : linkage::reasons(linked_.model, list_, list_[l.left], list_[l.right]))
      out += (out.empty() ? "" : ", ") + std::string(linkage::field_name(r.field)) + " " +
             std::string(linkage::level_words(r.field, r.level));
    return out;
  }

  Bonds& b_;
  std::vector<std::uint32_t> roots_;
  const linkage::List& list_;
  const linkage::Linked& linked_;
  std::vector<std::vector<std::uint32_t>> links_of_;  ///< by place in roots_: at evens or better
};

}  // namespace

void tie_by_weight(Bonds& bonds, unsigned threads) {
  std::vector<std::uint32_t> roots;
  for (std::uint32_t i = 0; i < bonds.size(); ++i) {
    if (bonds.root(i) != i || bonds.name_at(i).family.empty() || bonds.name_at(i).given.empty())
      continue;
    const auto& f = bonds.facts(i);
    if (f.birth != 0 || f.ssn != 0 || f.postal != nothing) roots.push_back(i);
  }
  if (roots.size() < 2) return;
  using linkage::Key;
  std::array<bool, linkage::key_count> said{};
  for (auto k : {Key::given, Key::middle, Key::family, Key::suffix, Key::birth, Key::ssn,
                 Key::phone, Key::email, Key::street, Key::city, Key::state, Key::zip, Key::number})
    said[static_cast<std::size_t>(k)] = true;
  linkage::List list(said);
  for (auto r : roots)
    add_record(bonds, r, list);
  list.close();
  linkage::Options options;
  options.keep = unlikely;
  options.threads = threads;
  const auto linked = linkage::link(list, options);
  ByWeight(bonds, std::move(roots), list, linked).run();
}

}  // namespace ledgelight::discover
