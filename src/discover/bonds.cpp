#include "discover/bonds.hpp"

#include <algorithm>
#include <numeric>

#include "linkage/text.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto match = Purpose::match_people;
constexpr std::uint8_t most_questions = 6;  ///< about one record: a reader gives up long before
using linkage::hash_of;
using linkage::NameParts;

}  // namespace

int weight_of(const NameParts& n) {
  return (n.family.empty() ? 0 : 4) +
         (n.given.size() > 1 ? 4
          : n.given.empty()  ? 0
                             : 1) +
         (n.middle.empty() ? 0 : 1) + (n.suffix.empty() ? 0 : 1);
}

bool births_differ(std::uint32_t a, std::uint32_t b) {
  if (a == 0 || b == 0 || a == b) return false;
  // Day and month exchanged is a slip of the pen.
  return !(a / 10000 == b / 10000 && a / 100 % 100 == b % 100 && a % 100 == b / 100 % 100);
}

Bonds::Bonds(const KeptFindings& all, const Mentions& of)
    : findings(all), mentions(of), parent_(of.all.size()), facts_(of.all.size()),
      asked_(of.all.size(), 0), met_known_(of.all.size(), 0) {
  std::iota(parent_.begin(), parent_.end(), 0U);
  for (const auto& m : mentions.all)
    if (!mentions.name(m).suffix.empty()) ++suffixes_[file_of(m)];
  for (std::size_t i = 0; i < mentions.all.size(); ++i) {
    const auto& m = mentions.all[i];
    auto& f = facts_[i];
    f.ssn = m.ssn, f.address = m.address, f.birth = m.birth, f.ssn_at = m.ssn_at,
    f.birth_at = m.birth_at, f.postal = m.postal;
    f.name = m.name;
    f.no_suffix = m.name != 0 && mentions.name(m).suffix.empty() &&
                  writes_suffixes(static_cast<std::uint32_t>(i));
    for (const auto& n : mentions.numbers_of(m)) {
      const auto e = findings.element(n.finding);
      auto* to = e == Element::email     ? &f.email
                 : e == Element::phone   ? &f.phone
                 : e == Element::licence ? &f.licence
                                         : nullptr;
      if (to != nullptr && *to == nothing) *to = n.finding;
    }
  }
}

std::pair<std::uint32_t, std::uint64_t> Bonds::file_of(const Mention& m) const {
  return {findings.file(m.first), hash_of(findings.member(m.first))};
}

bool Bonds::writes_suffixes(std::uint32_t mention) const {
  return !suffixes_.empty() && suffixes_.count(file_of(mentions.all[mention])) != 0;
}

bool Bonds::may_ask(std::uint32_t a, std::uint32_t b) {
  return asked_[root(a)] < most_questions || asked_[root(b)] < most_questions;
}

std::uint32_t Bonds::number_of(const std::string& rule) {
  const auto [slot, fresh] = rules_.try_emplace(rule, static_cast<std::uint32_t>(rules_.size()));
  if (fresh) out_.rules.push_back(rule);
  return slot->second;
}

void Bonds::doubt(std::uint32_t a, std::uint32_t b, const std::string& why, double probability) {
  if (b < a) std::swap(a, b);
  if (!may_ask(a, b)) return;
  const auto ra = root(a), rb = root(b);
  if (!doubted_.insert(static_cast<std::uint64_t>(ra) << 32 | rb).second) return;
  for (auto r : {ra, rb})
    asked_[r] = static_cast<std::uint8_t>(std::min<int>(asked_[r] + 1, most_questions));
  out_.doubtful.push_back({a, b, number_of(why), probability});
}

void Bonds::count_once(std::uint32_t mention, std::uint32_t whom) {
  once_.push_back({mention, whom, known(root(mention)), out_.joins.size()});
}

bool Bonds::ssns_differ(std::uint32_t ra, std::uint32_t rb) const {
  const auto &a = facts_[ra], &b = facts_[rb];
  return a.ssn != 0 && b.ssn != 0 && a.ssn != b.ssn;
}

bool Bonds::ssn_slip(const Facts& a, const Facts& b) const {
  const std::string_view x = findings.norm(a.ssn_at).reveal(match),
                         y = findings.norm(b.ssn_at).reveal(match);
  return x.size() == y.size() && linkage::edits(x, y, 1) <= 1;
}

bool Bonds::no_conflict(std::uint32_t ra, std::uint32_t rb, Strict strict) const {
  if (strict == Strict::same_ssn) return true;
  const auto &fa = facts_[ra], &fb = facts_[rb];
  const auto &na = mentions.names[fa.name], &nb = mentions.names[fb.name];
  if (ssns_differ(ra, rb) && !(strict == Strict::slips_allowed && ssn_slip(fa, fb))) return false;
  if (!na.middle.empty() && !nb.middle.empty() && na.middle[0] != nb.middle[0]) return false;
  if (!na.suffix.empty() && !nb.suffix.empty() && na.suffix != nb.suffix) return false;
  if (strict == Strict::suffix_too &&
      ((fa.no_suffix && !nb.suffix.empty()) || (fb.no_suffix && !na.suffix.empty())))
    return false;
  return strict == Strict::slips_allowed || !births_differ(fa.birth, fb.birth);
}

bool Bonds::join(std::uint32_t a, std::uint32_t b, const std::string& rule, double probability,
                 Strict strict) {
  const auto ra = root(a), rb = root(b);
  if (ra == rb) return true;
  if (!no_conflict(ra, rb, strict)) {
    if (ssns_differ(ra, rb))
      doubt(a, b, "same name and a shared value, yet the Social Security numbers differ", 0.3);
    return false;
  }
  // The earlier one stays the root, so that the order of people is the order of the bytes.
  const auto keep = std::min(ra, rb), gone = std::max(ra, rb);
  parent_[gone] = keep;
  met_known_[keep] = std::max(met_known_[keep], met_known_[gone]);
  if (known(keep) && known(gone)) met_known_[keep] = out_.joins.size() + 1;
  auto& to = facts_[keep];
  const auto& from = facts_[gone];
  if (to.ssn == 0) to.ssn = from.ssn, to.ssn_at = from.ssn_at;
  to.no_suffix = to.no_suffix || from.no_suffix;
  if (to.birth == 0) to.birth = from.birth, to.birth_at = from.birth_at;
  if (to.address == 0 && from.postal != nothing) to.address = from.address, to.postal = from.postal;
  for (auto part : {&Facts::email, &Facts::phone, &Facts::licence})
    if (to.*part == nothing) to.*part = from.*part;
  if (weight_of(mentions.names[from.name]) > weight_of(mentions.names[to.name]))
    to.name = from.name;
  out_.joins.push_back({a, b, number_of(rule), probability});
  return true;
}

Tied Bonds::finish() {
  // Whoever has found its person meanwhile counts as that person does.
  for (const auto& o : once_) {
    const auto r = root(o.mention);
    const bool found =
        o.whom == nothing ? (!o.known && known(r)) || met_known_[r] > o.joins : root(o.whom) == r;
    if (!found) out_.counted_with.emplace_back(o.mention, o.whom);
  }
  for (std::uint32_t i = 0; i < parent_.size(); ++i)
    parent_[i] = root(i);
  out_.root_of = std::move(parent_);
  // A question that was answered meanwhile is none.
  out_.doubtful.erase(
      std::remove_if(out_.doubtful.begin(), out_.doubtful.end(),
                     [&](const Tie& d) { return out_.root_of[d.left] == out_.root_of[d.right]; }),
      out_.doubtful.end());
  return std::move(out_);
}

}  // namespace ledgelight::discover
