#include "linkage/link.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "linkage/block.hpp"
#include "linkage/parallel.hpp"

namespace ledgelight::linkage {
namespace {

bool before(const Link& a, const Link& b) {
  return a.left != b.left ? a.left < b.left : a.right < b.right;
}
bool same_pair(const Link& a, const Link& b) { return a.left == b.left && a.right == b.right; }

struct Found {
  std::vector<Link> links;
  std::uint64_t compared = 0;
};

void compare_blocks(const List& list, const Model& model, const Rule& rule,
                    std::span<const Keyed> keys, std::size_t cap, double least, Found& out) {
  std::vector<Record> block;
  Comparer comparer(list);
  pairs_in(list, rule, keys, cap, [&](std::span<const std::uint32_t> members) {
    block.clear();
    for (auto i : members)
      block.push_back(list[i]);
    out.compared += block.size() * (block.size() - 1) / 2;
    for (std::size_t i = 0; i < block.size(); ++i)
      for (std::size_t j = i + 1; j < block.size(); ++j)
        if (const auto o = odds_above(model, comparer, block[i], block[j], least))
          out.links.push_back({members[i], members[j], static_cast<float>(*o)});
  });
}

/// `keys` cut into about `n` pieces, none of which parts a block.
std::vector<std::span<const Keyed>> pieces_of(std::span<const Keyed> keys, std::size_t n) {
  std::vector<std::span<const Keyed>> out;
  const auto step = std::max<std::size_t>(1, keys.size() / n);
  for (std::size_t from = 0; from < keys.size();) {
    auto to = std::min(keys.size(), from + step);
    while (to < keys.size() && keys[to].high == keys[to - 1].high &&
           keys[to].low == keys[to - 1].low)
      ++to;
    out.push_back(keys.subspan(from, to - from));
    from = to;
  }
  return out;
}

std::uint32_t root(std::vector<std::uint32_t>& parent, std::uint32_t i) {
  while (parent[i] != i)
    i = parent[i] = parent[parent[i]];
  return i;
}

}  // namespace

double odds_across(const Model& model, const List& list, std::span<const std::uint32_t> left,
                   std::span<const std::uint32_t> right) {
  std::array<double, field_count> sum{}, n{};
  double free = 0, barred = 0;
  for (auto i : left)
    for (auto j : right) {
      const auto a = list[i], b = list[j];
      const auto p = compare(list, a, b);
      (bar_of(p) == Bar::none ? free : barred) += 1;
      for (std::size_t f = 0; f < field_count; ++f)
        if (const auto l = level_in(p, static_cast<Field>(f)); l != level::missing)
          sum[f] += model.bits[f][l], n[f] += 1;
    }
  if (barred > 2 * free) return -1;
  double total = model.prior;
  for (std::size_t f = 0; f < field_count; ++f)
    if (n[f] > 0) total += sum[f] / n[f];
  return total;
}

std::vector<std::uint32_t> resolve(std::size_t records, const std::vector<Link>& links,
                                   const Across& across) {
  std::vector<std::uint32_t> parent(records);
  std::iota(parent.begin(), parent.end(), 0U);
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < links.size(); ++i)
    if (links[i].odds >= 0) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return links[a].odds != links[b].odds ? links[a].odds > links[b].odds
                                          : before(links[a], links[b]);
  });
  // The members of a group form a ring. A few of them speak for a large one.
  constexpr std::size_t speakers = 12;
  std::vector<std::uint32_t> ring(records);
  std::iota(ring.begin(), ring.end(), 0U);
  std::vector<std::uint32_t> left, right;
  const auto some_of = [&](std::uint32_t first, std::vector<std::uint32_t>& out) {
    out.clear();
    for (auto i = first; out.size() < speakers && (out.empty() || i != first); i = ring[i])
      out.push_back(i);
  };
  for (auto i : order) {
    const auto a = root(parent, links[i].left), b = root(parent, links[i].right);
    if (a == b) continue;
    some_of(a, left);
    some_of(b, right);
    if (left.size() * right.size() > 1 && across(left, right) < 0) continue;
    parent[std::max(a, b)] = std::min(a, b);
    std::swap(ring[a], ring[b]);
  }
  for (std::uint32_t i = 0; i < records; ++i)
    parent[i] = root(parent, i);
  return parent;
}

Linked link(const List& list, const Options& options) {
  return link(list, options, learn(list, options.threads));
}

Linked link(const List& list, const Options& options, Model model) {
  Linked out;
  out.model = std::move(model);
  const double keep = std::clamp(options.keep, 1e-3, 0.5);
  const double least = std::log2(keep / (1 - keep));
  const auto cap = block_cap(list.size());
  // The keys of a long list are taken in turns, so that they never need much beside the list.
  const std::uint64_t turns = list.size() / 2'500'000 + 1;
  for (const auto& rule : rules())
    for (std::uint64_t turn = 0; turn < turns; ++turn) {
      const auto keys = keyed(list, rule, turns, options.threads, turn);
      if (keys.size() < 2) continue;
      const auto pieces = pieces_of(keys, std::clamp<std::size_t>(keys.size() / 4'000, 1, 4'096));
      std::vector<Found> found(pieces.size());
      in_parallel(options.threads, pieces.size(), [&](std::size_t i) {
        compare_blocks(list, out.model, rule, pieces[i], cap, least, found[i]);
      });
      const auto known = static_cast<std::ptrdiff_t>(out.links.size());
      for (auto& f : found) {
        out.compared += f.compared;
        out.links.insert(out.links.end(), f.links.begin(), f.links.end());
        f = Found();
      }
      std::sort(out.links.begin() + known, out.links.end(), before);
      std::inplace_merge(out.links.begin(), out.links.begin() + known, out.links.end(), before);
      out.links.erase(std::unique(out.links.begin(), out.links.end(), same_pair), out.links.end());
    }
  out.group_of = resolve(list.size(), out.links, [&](auto left, auto right) {
    return odds_across(out.model, list, left, right);
  });
  return out;
}

std::vector<Pair> pairs_of(const Linked& linked, double threshold) {
  std::vector<Pair> out;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> grouped;  // group, record
  for (std::uint32_t i = 0; i < linked.group_of.size(); ++i) {
    // Only groups of two or more: their first record is a root with another below it.
    if (linked.group_of[i] != i) grouped.emplace_back(linked.group_of[i], i);
  }
  std::sort(grouped.begin(), grouped.end());
  const auto link_of = [&](std::uint32_t a, std::uint32_t b) -> const Link* {
    const Link wanted{a, b, 0};
    const auto it = std::lower_bound(linked.links.begin(), linked.links.end(), wanted, before);
    return it != linked.links.end() && same_pair(*it, wanted) ? &*it : nullptr;
  };
  for (std::size_t from = 0, to = 0; from < grouped.size(); from = to) {
    std::vector<std::uint32_t> members{grouped[from].first};
    for (; to < grouped.size() && grouped[to].first == grouped[from].first; ++to)
      members.push_back(grouped[to].second);
    const auto n = members.size();
    if (n > most_pairs_of) {
      for (std::size_t i = 1; i < n; ++i) {
        const auto* l = link_of(members[0], members[i]);
        out.push_back(
            {members[0], members[i], l == nullptr ? 0.5 : std::max(0.5, probability(l->odds))});
      }
      continue;
    }
    // The widest path between any two: a maximum spanning tree, then the least edge on the way.
    std::vector<double> best(n * n, -1e9);
    for (std::size_t i = 0; i < n; ++i)
      for (auto j = i + 1; j < n; ++j)
        if (const auto* l = link_of(members[i], members[j]))
          best[i * n + j] = best[j * n + i] = l->odds;
    std::vector<double> reach(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(n));
    std::vector<std::size_t> from_whom(n, 0), done{0};
    std::vector<bool> in(n, false);
    in[0] = true;
    std::vector<double> path(n * n, 1e9);
    while (done.size() < n) {
      std::size_t pick = 0;
      double most = -1e10;
      for (std::size_t k = 0; k < n; ++k)
        if (!in[k] && reach[k] > most) most = reach[k], pick = k;
      for (auto k : done)
        path[pick * n + k] = path[k * n + pick] =
            std::min(most, k == from_whom[pick] ? most : path[k * n + from_whom[pick]]);
      in[pick] = true;
      done.push_back(pick);
      for (std::size_t k = 0; k < n; ++k)
        if (!in[k] && best[pick * n + k] > reach[k])
          reach[k] = best[pick * n + k], from_whom[k] = pick;
    }
    for (std::size_t i = 0; i < n; ++i)
      for (auto j = i + 1; j < n; ++j) {
        const auto o = std::max(best[i * n + j], path[i * n + j]);
        out.push_back({members[i], members[j], std::max(0.5, probability(o))});
      }
  }
  if (threshold < 0.5) {
    for (const auto& l : linked.links)
      if (linked.group_of[l.left] != linked.group_of[l.right])
        if (const auto p = std::min(0.4999, probability(l.odds)); p >= threshold)
          out.push_back({l.left, l.right, p});
  } else {
    out.erase(std::remove_if(out.begin(), out.end(),
                             [&](const Pair& p) { return p.probability < threshold; }),
              out.end());
  }
  std::sort(out.begin(), out.end(), [](const Pair& a, const Pair& b) {
    return a.left != b.left ? a.left < b.left : a.right < b.right;
  });
  return out;
}

}  // namespace ledgelight::linkage
