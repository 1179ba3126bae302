#include "linkage/model.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "linkage/block.hpp"
#include "linkage/parallel.hpp"
#include "linkage/text.hpp"

namespace ledgelight::linkage {
namespace {

using namespace level;

constexpr std::size_t random_pairs = 800'000;
constexpr std::size_t lesson_pairs = 400'000;
constexpr double strength = 25;  ///< pairs that what is usual counts for, beside what is learned
constexpr std::array<Field, field_count> fields{
    Field::given, Field::family, Field::middle, Field::suffix, Field::birth,
    Field::ssn,   Field::phone,  Field::email,  Field::street, Field::place,
    Field::line,  Field::sex,    Field::number};

struct Usual {
  std::array<double, level_count> m, u;
};
// By level, "missing" first. From what is published of linkages of lists of people: names are
// right nine times of ten, people move and change telephones, numbers that are typed have slips.
constexpr std::array<Usual, field_count> usual{{
    {{0, .78, .07, .07, .03, .02, .03}, {0, .006, .04, .003, .03, .0002, .92}},   // given
    {{0, .82, .08, .02, .03, .05}, {0, .003, .002, .002, .02, .973}},             // family
    {{0, .55, .33, .12}, {0, .02, .08, .90}},                                     // middle
    {{0, .90, .10}, {0, .40, .60}},                                               // suffix
    {{0, .86, .02, .06, .03, .03}, {0, .00005, .00005, .002, .003, .995}},        // birth
    {{0, .90, .06, .02, .02}, {0, 1e-6, 1e-5, 1e-3, .999}},                       // ssn
    {{0, .60, .04, .02, .34}, {0, 2e-5, 5e-5, 1e-3, .999}},                       // phone
    {{0, .60, .06, .06, .04, .24}, {0, 1e-5, 2e-5, 1e-4, 1e-3, .999}},            // email
    {{0, .60, .04, .08, .02, .02, .24}, {0, 2e-4, 1e-4, 2e-4, 3e-3, 1e-2, .99}},  // street
    {{0, .68, .06, .08, .02, .10, .06}, {0, .02, .005, .02, .01, .2, .745}},      // place
    {{0, .75, .10, .05, .10}, {0, .01, .005, .01, .975}},                         // line
    {{0, .97, .03}, {0, .5, .5}},                                                 // sex
    {{0, .90, .04, .01, .05}, {0, 1e-6, 1e-5, 1e-3, .999}},                       // number
}};

/// The most that "different" may be worth between records of one person: a lesson that says more
/// has learned from households.
constexpr std::array<double, field_count> most_different{.12, .20, .30, .20, .15, .12, .60,
                                                         .60, .60, .40, .50, .10, .30};

using Patterns = std::vector<std::pair<Pattern, double>>;  // sorted by pattern; how often

/// How often each pattern was seen: few different ones, millions of times.
class Counts {
 public:
  void add(Pattern p, std::uint64_t times = 1) {
    auto* slot = &slot_of(p);
    if (slot->times == 0 && ++used_ * 2 > slots_.size()) {
      grow();
      slot = &slot_of(p);
    }
    slot->pattern = p;
    slot->times += times;
  }
  void add(const Counts& other) {
    for (const auto& s : other.slots_)
      if (s.times != 0) add(s.pattern, s.times);
  }
  Patterns sorted() const {
    Patterns out;
    out.reserve(used_);
    for (const auto& s : slots_)
      if (s.times != 0) out.emplace_back(s.pattern, static_cast<double>(s.times));
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  struct Slot {
    Pattern pattern = 0;
    std::uint64_t times = 0;
  };
  Slot& slot_of(Pattern p) {
    const auto mask = slots_.size() - 1;
    auto i = mixed(p) & mask;
    while (slots_[i].times != 0 && slots_[i].pattern != p)
      i = (i + 1) & mask;
    return slots_[i];
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const auto& s : old)
      if (s.times != 0) slot_of(s.pattern) = s;
  }
  std::vector<Slot> slots_ = std::vector<Slot>(1U << 10);
  std::size_t used_ = 0;
};

double log2_ratio(const Model& model, Pattern p) {
  double sum = 0;
  for (auto f : fields)  // "missing" weighs nothing
    sum += model.bits[static_cast<std::size_t>(f)][level_in(p, f)];
  return sum;
}

Pattern compare(Comparer& c, const Record& a, const Record& b) {
  return c.numbers(a, b) | c.names(a, b) | c.places(a, b) | c.email(a, b);
}

constexpr double doubt = -0.9;  // .35

double ceiling(Bar bar) { return bar == Bar::none ? 1e9 : bar == Bar::generation ? -3 : doubt; }

Patterns random_sample(const List& list, unsigned threads) {
  const auto n = list.size();
  if (n < 2) return {};
  constexpr std::size_t parts = 16;
  std::array<Counts, parts> counts;
  const bool all = n * (n - 1) / 2 <= random_pairs;
  in_parallel(threads, parts, [&](std::size_t part) {
    Comparer comparer(list);
    const auto met = [&](const Record& a, const Record& b) {
      counts[part].add(compare(comparer, a, b));
    };
    if (all) {
      for (auto i = part; i < n; i += parts) {
        const auto a = list[i];
        for (auto j = i + 1; j < n; ++j)
          met(a, list[j]);
      }
      return;
    }
    for (auto k = part; k < random_pairs; k += parts) {
      const auto seed = 0x1969 + 2 * k;
      const auto i = mixed(seed) % n;
      auto j = mixed(seed + 1) % (n - 1);
      j += j >= i;
      met(list[i], list[j]);
    }
  });
  for (std::size_t part = 1; part < parts; ++part)
    counts[0].add(counts[part]);
  return counts[0].sorted();
}

struct Lesson {
  const Rule* rule;
  Patterns patterns;
  double share = 1;  ///< of the rule's pairs that were looked at
  Table m{};
  double matches = 0;  ///< expected among the pairs looked at
};

Lesson gather(const List& list, const Rule& rule) {
  Lesson out;
  out.rule = &rule;
  const auto cap = block_cap(list.size());
  Counts counts;
  std::uint64_t pairs = 0, sample = std::max<std::uint64_t>(1, list.size() / 400'000);
  const auto keys = keyed(list, rule, sample, 1);
  std::vector<Record> block;
  Comparer comparer(list);
  pairs_in(list, rule, keys, cap, [&](std::span<const std::uint32_t> members) {
    if (pairs >= lesson_pairs) return;
    block.clear();
    for (auto i : members)
      block.push_back(list[i]);
    for (std::size_t i = 0; i < block.size(); ++i)
      for (std::size_t j = i + 1; j < block.size(); ++j)
        ++pairs, counts.add(compare(comparer, block[i], block[j]));
  });
  out.patterns = counts.sorted();
  out.share = 1.0 / static_cast<double>(sample);
  return out;
}

void study(Lesson& lesson, const Model& model) {
  double lambda = 0.05;
  Model own = model;
  double total = 0;
  for (const auto& [p, n] : lesson.patterns)
    total += n;
  if (total == 0) return;
  const auto blocked = [&](Field f) {
    return (lesson.rule->fields >> static_cast<unsigned>(f) & 1U) != 0;
  };
  for (int round = 0; round < 20; ++round) {
    Table sum{};
    double matches = 0;
    for (const auto& [p, n] : lesson.patterns) {
      double bits = std::log2(lambda / (1 - lambda));
      for (auto f : fields)
        if (const auto l = level_in(p, f); l != missing && !blocked(f))
          bits += own.bits[static_cast<std::size_t>(f)][l];
      const auto post = n * probability(std::min(bits, ceiling(bar_of(p))));
      matches += post;
      for (auto f : fields)
        sum[static_cast<std::size_t>(f)][level_in(p, f)] += post;
    }
    lambda = std::clamp((matches + 0.5) / (total + 10), 1e-7, 0.99);
    lesson.matches = matches;
    for (auto f : fields) {
      if (blocked(f)) continue;
      const auto k = static_cast<std::size_t>(f);
      double said = 0;
      for (std::size_t l = 1; l < levels_of(f); ++l)
        said += sum[k][l];
      for (std::size_t l = 1; l < levels_of(f); ++l)
        own.m[k][l] = (sum[k][l] + strength * usual[k].m[l]) / (said + strength);
      auto& far = own.m[k][different(f)];
      if (far > most_different[k]) {
        const double scale = (1 - most_different[k]) / (1 - far);
        for (std::size_t l = 1; l < different(f); ++l)
          own.m[k][l] *= scale;
        far = most_different[k];
      }
    }
    own.weigh();
  }
  lesson.m = own.m;
}

void learn_u(Model& model, const Patterns& sample) {
  double total = 0;
  Table sum{};
  for (const auto& [p, n] : sample) {
    // A random pair may be one person; it counts for as much as it likely is not.
    const auto other =
        n * (1 - probability(std::min(model.prior + log2_ratio(model, p), ceiling(bar_of(p)))));
    total += other;
    for (auto f : fields)
      sum[static_cast<std::size_t>(f)][level_in(p, f)] += other;
  }
  if (total == 0) return;
  for (auto f : fields) {
    const auto k = static_cast<std::size_t>(f);
    double said = 0;
    for (std::size_t l = 1; l < levels_of(f); ++l)
      said += sum[k][l];
    // Rare levels are hardly ever seen in the sample; what is usual counts like a few thousand
    // pairs.
    const double weight = std::min(2'000.0, 200 + said / 100);
    for (std::size_t l = 1; l < levels_of(f); ++l)
      model.u[k][l] = std::max(1e-9, (sum[k][l] + weight * usual[k].u[l]) / (said + weight));
  }
}

/// Share of records that say the field at all.
double said_share(const Patterns& sample, Field f) {
  double said = 0, total = 0;
  for (const auto& [p, n] : sample) {
    total += n;
    if (level_in(p, f) != missing) said += n;
  }
  return total == 0 ? 0 : std::clamp(said / total, 0.01, 1.0);
}

double log2_of(std::uint32_t count) {
  static const auto table = [] {
    std::array<double, 4'096> out{};
    for (std::size_t i = 1; i < out.size(); ++i)
      out[i] = std::log2(static_cast<double>(i));
    return out;
  }();
  return count < table.size() ? table[count] : std::log2(static_cast<double>(count));
}

/// Bits to add for a value that is rarer, or take for one commoner, than the field's average.
double rarity(const Model& model, Field f, std::uint32_t count) {
  return std::clamp(model.common[static_cast<std::size_t>(f)] - log2_of(std::max(count, 2U)), -8.0,
                    4.0);
}

double rarity_at(const Model& model, const List& list, const Record& a, Field f, std::uint8_t l) {
  if (l != exact) return 0;
  switch (f) {
  case Field::given: return rarity(model, f, list.name_count(a.given));
  case Field::family: return rarity(model, f, list.name_count(a.family));
  default: return 0;
  }
}

}  // namespace

Model Model::usual(const List& list) {
  Model out;
  for (std::size_t f = 0; f < field_count; ++f)
    out.m[f] = linkage::usual[f].m, out.u[f] = linkage::usual[f].u;
  const auto n = static_cast<double>(list.size());
  out.records = n;
  // One record in ten has another of the same person.
  out.prior = n < 2 ? -10 : std::log2(std::max(0.1 * n, 1.0) / (n * (n - 1) / 2 + 1));
  out.weigh();
  return out;
}

void Model::weigh() {
  for (auto f : fields) {
    const auto k = static_cast<std::size_t>(f);
    common[k] = std::log2(std::max(u[k][exact], 1e-9) * std::max(2.0, records));
    for (std::size_t l = 1; l < levels_of(f); ++l)
      bits[k][l] = std::log2(std::max(m[k][l], 1e-6) / std::max(u[k][l], 1e-9));
    auto& last = bits[k][different(f)];
    last = std::min(last, 0.0);
    bits[k][exact] = std::max(bits[k][exact], 0.0);
    // Farther is never worth more than closer: what is closest was seen most, so its weight is the
    // surest. A swap of names is beside that order.
    for (std::size_t l = 2; l <= different(f); ++l) {
      if (f == Field::given && l == given_swapped) continue;
      const auto closer = f == Field::given && l - 1 == given_swapped ? l - 2 : l - 1;
      bits[k][l] = std::min(bits[k][l], bits[k][closer]);
    }
  }
}

bool own_agrees(Pattern p) {
  const auto near = [&](Field f) {
    return level_in(p, f) == exact || level_in(p, f) == 2;
  };  // exact or one slip
  return near(Field::ssn) || near(Field::number) || near(Field::email);
}

Bar bar_of(Pattern p) {
  const auto of = [&](Field f) { return level_in(p, f); };
  const bool own = own_agrees(p);
  const bool birth_near = of(Field::birth) != missing && of(Field::birth) <= birth_slip;
  if (of(Field::suffix) == two_different && of(Field::ssn) != exact)
    return of(Field::birth) == birth_different ? Bar::generation : Bar::household;
  if (of(Field::given) == given_different && !own) return Bar::household;
  if (of(Field::given) == missing && !own && !birth_near) return Bar::household;
  if (of(Field::birth) == birth_different && !own && of(Field::street) != missing &&
      of(Field::street) <= street_same)
    return Bar::namesakes;
  if (of(Field::given) == given_different &&
      (of(Field::birth) == birth_different || of(Field::birth) == missing) &&
      of(Field::family) == family_different)
    return Bar::borrowed;
  return Bar::none;
}

std::string_view bar_words(Bar bar) {
  switch (bar) {
  case Bar::none: return "";
  case Bar::household: return "what agrees could be shared by a household";
  case Bar::namesakes: return "one address, yet births far apart: could be parent and child";
  case Bar::generation: return "different suffix and date of birth";
  case Bar::borrowed: return "names and date of birth do not agree";
  }
  return "";
}

std::optional<double> odds_above(const Model& model, Comparer& c, const Record& a, const Record& b,
                                 double least) {
  const auto bits = [&](Field f, std::uint8_t l) {
    return model.bits[static_cast<std::size_t>(f)][l];
  };
  // The closest level of a field that is left, by what is seen without looking at its texts.
  const auto most = [&](Field f, std::uint8_t l) { return std::max(0.0, bits(f, l)); };
  const auto both = [](auto x, auto y) { return x != 0 && y != 0; };
  const auto same = [](auto x, auto y) { return x != 0 && x == y; };
  double email = 0, where = 0, names = 0;
  if (both(a.user, b.user)) email = most(Field::email, same(a.user, b.user) ? exact : email_slip);
  if (both(a.line, b.line)) {  // the two lines may stand for each other
    where = most(Field::line, exact) + most(Field::street, exact);
  } else if (both(a.street, b.street)) {
    const bool street = a.street == b.street, house = same(a.house, b.house);
    where = most(Field::street, street && house                               ? exact
                                : house || (street && both(a.house, b.house)) ? street_alike
                                                                              : street_same);
  } else if (same(a.house, b.house)) {
    where = most(Field::street, street_house);
  }
  where += same(a.zip, b.zip) || same(a.city, b.city)   ? most(Field::place, exact)
           : both(a.zip, b.zip) || both(a.city, b.city) ? most(Field::place, place_near)
           : both(a.state, b.state)                     ? most(Field::place, place_state)
                                                        : 0;
  const bool given = same(a.given, b.given), family = same(a.family, b.family);
  const double rare = (given ? rarity(model, Field::given, c.list().name_count(a.given)) : 0) +
                      (family ? rarity(model, Field::family, c.list().name_count(a.family)) : 0);
  if (both(a.given, b.given))
    names += given
                 ? most(Field::given, exact)
                 : std::max(most(Field::given, given_nickname), most(Field::given, given_swapped));
  if (both(a.family, b.family)) names += most(Field::family, family ? exact : family_close);
  if (both(a.middle, b.middle))
    names += most(Field::middle, a.middle == b.middle ? exact : middle_initial);

  const double enough = least - 1e-6 - model.prior - std::max(rare, 0.0);
  auto p = c.numbers(a, b);
  double sum = log2_ratio(model, p);
  if (sum + names + email + where < enough) return std::nullopt;
  const auto own = c.names(a, b);
  p |= own;
  sum += bits(Field::given, level_in(own, Field::given)) +
         bits(Field::family, level_in(own, Field::family)) +
         bits(Field::middle, level_in(own, Field::middle));
  if (sum + email + where < enough) return std::nullopt;
  p |= c.email(a, b);
  sum += bits(Field::email, level_in(p, Field::email));
  if (sum + where < enough) return std::nullopt;
  p |= c.places(a, b);
  const auto o = odds(model, c.list(), a, b, p);
  return o >= least ? std::optional(o) : std::nullopt;
}

double odds(const Model& model, const List& list, const Record& a, const Record& b, Pattern p) {
  double sum = model.prior + log2_ratio(model, p);
  if (level_in(p, Field::given) == exact) sum += rarity_at(model, list, a, Field::given, exact);
  if (level_in(p, Field::family) == exact) sum += rarity_at(model, list, a, Field::family, exact);
  (void)b;
  return std::min(sum, ceiling(bar_of(p)));
}

double probability(double bits) { return 1 / (1 + std::exp2(-bits)); }

std::vector<Reason> reasons(const Model& model, const List& list, const Record& a,
                            const Record& b) {
  std::vector<Reason> out;
  const auto p = compare(list, a, b);
  for (auto f : fields) {
    const auto l = level_in(p, f);
    if (l == missing) continue;
    out.push_back(
        {f, l, model.bits[static_cast<std::size_t>(f)][l] + rarity_at(model, list, a, f, l)});
  }
  return out;
}

std::string explained(const Model& model, const List& list, const Record& a, const Record& b) {
  std::string out;
  char number[32];
  double sum = model.prior;
  for (const auto& r : reasons(model, list, a, b)) {
    std::snprintf(number, sizeof number, " %+.1f; ", r.bits);
    out += std::string(field_name(r.field)) + " " + std::string(level_words(r.field, r.level)) +
           number;
    sum += r.bits;
  }
  std::snprintf(number, sizeof number, "%+.1f", model.prior);
  out += std::string("to begin with ") + number;
  std::snprintf(number, sizeof number, "; sum %+.1f", sum);
  out += number;
  if (const auto bar = bar_of(compare(list, a, b)); bar != Bar::none && sum > ceiling(bar))
    out += "; held back: " + std::string(bar_words(bar));
  return out;
}

Model learn(const List& list, unsigned threads) {
  auto model = Model::usual(list);
  if (list.size() < 2) return model;
  const auto sample = random_sample(list, threads);
  learn_u(model, sample);
  model.weigh();

  std::vector<const Rule*> teaching;
  for (const auto& rule : rules())
    if (rule.teaches) teaching.push_back(&rule);
  std::vector<Lesson> lessons(teaching.size());
  in_parallel(threads, lessons.size(),
              [&](std::size_t i) { lessons[i] = gather(list, *teaching[i]); });
  const double pairs =
      static_cast<double>(list.size()) * (static_cast<double>(list.size()) - 1) / 2;
  for (int round = 0; round < 2; ++round) {
    in_parallel(threads, lessons.size(), [&](std::size_t i) { study(lessons[i], model); });
    Table m{};
    for (auto f : fields) {
      const auto k = static_cast<std::size_t>(f);
      double weights = 0;
      for (const auto& lesson : lessons) {
        if ((lesson.rule->fields >> static_cast<unsigned>(f) & 1U) != 0) continue;
        const auto weight = std::min(lesson.matches, 5'000.0);
        weights += weight;
        for (std::size_t l = 1; l < levels_of(f); ++l)
          m[k][l] += weight * lesson.m[k][l];
      }
      for (std::size_t l = 1; l < levels_of(f); ++l)
        model.m[k][l] = weights < 1 ? linkage::usual[k].m[l] : m[k][l] / weights;
    }
    // Matches of a rule, by the share of all matches that it can see, tell how many there are.
    std::vector<double> told;
    for (const auto& lesson : lessons) {
      double seen = 1;
      for (auto f : fields) {
        if ((lesson.rule->fields >> static_cast<unsigned>(f) & 1U) == 0) continue;
        seen *= said_share(sample, f) * model.m[static_cast<std::size_t>(f)][exact];
      }
      if (lesson.matches >= 3) told.push_back(lesson.matches / lesson.share / seen);
    }
    std::sort(told.begin(), told.end());
    const double matches = told.empty() ? 0.5 : told[told.size() / 2];
    model.prior = std::log2(std::clamp(matches / pairs, 0.5 / pairs, 0.5));
    model.weigh();
    learn_u(model, sample);
    model.weigh();
  }
  return model;
}

}  // namespace ledgelight::linkage
