#include "linkage/block.hpp"

#include <algorithm>
#include <array>

#include "linkage/parallel.hpp"
#include "linkage/text.hpp"

namespace ledgelight::linkage {
namespace {

constexpr std::uint32_t bit(Field f) { return 1U << static_cast<unsigned>(f); }

std::uint64_t both(std::uint64_t a, std::uint64_t b) {
  return a == 0 || b == 0 ? 0 : mixed(a * 0x9e3779b97f4a7c15ULL ^ mixed(b));
}

/// What a given name is at heart: its nickname family, else its sound.
std::uint64_t heart(const List& list, std::uint32_t id) {
  if (id == 0) return 0;
  const auto n = list.name(id);
  if (n.families[0] != 0) return 1000 + n.families[0];
  return n.sound == 0 ? 0 : 10'000ULL + n.sound;
}
std::uint64_t sound(const List& list, std::uint32_t id) {
  return id == 0 ? 0 : list.name(id).sound;
}
std::uint64_t first_letters(const List& list, std::uint32_t id, std::size_t n) {
  if (id == 0) return 0;
  std::uint64_t out = 0;
  for (char c : list.name(id).text.substr(0, n))
    out = out << 8 | static_cast<unsigned char>(c);
  return out;
}
/// The same for (a, b) and (b, a).
std::uint64_t either_way(std::uint64_t a, std::uint64_t b) {
  return a < b ? both(a, b) : both(b, a);
}

std::uint64_t year(const List&, const Record& r) { return r.birth / 10000; }
std::uint64_t birth(const List&, const Record& r) {
  const auto m = r.birth / 100 % 100, d = r.birth % 100;
  return m == 0 ? 0 : r.birth / 10000 * 10000 + std::min(m, d) * 100 + std::max(m, d);
}
std::uint64_t place(const List&, const Record& r) {
  return r.zip != 0 ? r.zip : r.city != 0 ? r.city + (1ULL << 40) : 0;
}
std::uint64_t initials(const List& list, const Record& r) {
  return either_way(first_letters(list, r.given, 1), first_letters(list, r.family, 1));
}
std::uint64_t given_heart(const List& list, const Record& r) { return heart(list, r.given); }
std::uint64_t family_sound(const List& list, const Record& r) { return sound(list, r.family); }
std::uint64_t given_initial(const List& list, const Record& r) {
  return first_letters(list, r.given, 1);
}

std::uint64_t ssn(const List&, const Record& r) { return r.ssn; }
std::uint64_t number(const List&, const Record& r) { return r.number; }
std::uint64_t phone(const List&, const Record& r) { return r.phone; }
std::uint64_t email(const List&, const Record& r) { return both(r.user, r.domain); }
std::uint64_t user(const List& list, const Record& r) {
  return r.user != 0 && list.user(r.user).size() >= 5 ? r.user : 0;
}
std::uint64_t names(const List& list, const Record& r) {
  return either_way(heart(list, r.given), heart(list, r.family));
}
std::uint64_t names_begin(const List& list, const Record& r) {
  return either_way(first_letters(list, r.given, 3), first_letters(list, r.family, 3));
}
std::uint64_t family_and_year(const List& list, const Record& r) {
  return both(sound(list, r.family), r.birth / 10000);
}
std::uint64_t given_and_month(const List& list, const Record& r) {
  return both(heart(list, r.given), r.birth / 100);
}
std::uint64_t family_and_day(const List& list, const Record& r) {
  return r.birth % 10000 == 0 ? 0 : both(sound(list, r.family), r.birth % 10000);
}
std::uint64_t given_and_place(const List& list, const Record& r) {
  return both(heart(list, r.given), place(list, r));
}
std::uint64_t family_and_place(const List& list, const Record& r) {
  return both(sound(list, r.family), place(list, r));
}
std::uint64_t address(const List&, const Record& r) { return both(r.house, r.street); }
std::uint64_t house_and_place(const List& list, const Record& r) {
  return both(both(r.house, place(list, r)),
              r.street == 0 ? 1 : 2 + static_cast<unsigned char>(list.text(r.street).text[0]));
}

constexpr auto given = bit(Field::given), family = bit(Field::family), born = bit(Field::birth),
               where = bit(Field::street) | bit(Field::place);

constexpr std::array<Rule, 15> all{{
    {"the same Social Security number",
     bit(Field::ssn),
     true,
     ssn,
     {given_initial, birth, nullptr}},
    {"the same identifying number",
     bit(Field::number),
     true,
     number,
     {given_initial, birth, nullptr}},
    {"the same e-mail address", bit(Field::email), true, email, {given_initial, birth, nullptr}},
    {"names that sound alike", given | family, true, names, {year, place, birth}},
    {"the same date of birth", born, true, birth, {initials, given_heart, family_sound}},
    {"the same telephone", bit(Field::phone), false, phone, {given_initial, birth, nullptr}},
    {"the same e-mail user",
     bit(Field::email),
     false,
     user,
     {given_initial, family_sound, nullptr}},
    {"names that begin alike", given | family, false, names_begin, {year, place, birth}},
    {"family name and year of birth",
     family | born,
     false,
     family_and_year,
     {given_initial, place, nullptr}},
    {"given name and month of birth",
     given | born,
     false,
     given_and_month,
     {place, family_sound, nullptr}},
    {"family name and day of birth",
     family | born,
     false,
     family_and_day,
     {given_initial, nullptr, nullptr}},
    {"given name and place", given | where, false, given_and_place, {year, birth, family_sound}},
    {"family name and place",
     family | where,
     false,
     family_and_place,
     {given_initial, year, birth}},
    {"the same address", where, false, address, {place, initials, nullptr}},
    {"house number and place",
     where | bit(Field::line),
     false,
     house_and_place,
     {initials, nullptr, nullptr}},
}};

constexpr std::size_t window = 12;

std::uint64_t everything(const List&, const Record& r) {
  std::uint64_t h = 1;
  for (std::uint64_t v : {std::uint64_t{r.family}, std::uint64_t{r.given}, std::uint64_t{r.birth},
                          r.ssn, r.phone, r.number, std::uint64_t{r.user}, std::uint64_t{r.house},
                          std::uint64_t{r.street}, std::uint64_t{r.zip}, std::uint64_t{r.city},
                          std::uint64_t{r.middle}, std::uint64_t{r.line}})
    h = mixed(h ^ v);
  return h;
}

void expand(const List& list, const Rule& rule, std::vector<std::uint32_t>& block, std::size_t part,
            std::size_t cap, const std::function<void(std::span<const std::uint32_t>)>& visit) {
  if (block.size() < 2) return;
  if (block.size() <= cap) return visit(block);
  const auto key = part < rule.parts.size() ? rule.parts[part] : nullptr;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted;
  sorted.reserve(block.size());
  for (auto i : block)
    sorted.emplace_back((key == nullptr ? everything : key)(list, list[i]), i);
  std::sort(sorted.begin(), sorted.end());
  if (key == nullptr) {
    // Windows that overlap by all but one: each is a pair of neighbours at most `window` apart.
    std::vector<std::uint32_t> two(2);
    for (std::size_t i = 0; i < sorted.size(); ++i)
      for (std::size_t j = i + 1; j < std::min(sorted.size(), i + 1 + window); ++j) {
        two = {std::min(sorted[i].second, sorted[j].second),
               std::max(sorted[i].second, sorted[j].second)};
        visit(two);
      }
    return;
  }
  std::vector<std::uint32_t> smaller;
  for (std::size_t from = 0, to = 0; from < sorted.size(); from = to) {
    smaller.clear();
    for (; to < sorted.size() && sorted[to].first == sorted[from].first; ++to)
      smaller.push_back(sorted[to].second);
    expand(list, rule, smaller, part + 1, cap, visit);
  }
}

}  // namespace

std::span<const Rule> rules() { return all; }

std::size_t block_cap(std::size_t records) {
  return records <= 20'000 ? 400 : records <= 300'000 ? 120 : 40;
}

std::vector<Keyed> keyed(const List& list, const Rule& rule, std::uint64_t sample, unsigned threads,
                         std::uint64_t from) {
  // Slices of the records, each sorted into buckets on its own; then the buckets. Keys are mixed,
  // so buckets are even; the number of threads only says who does it.
  constexpr std::size_t buckets = 256;
  const std::size_t slices = std::clamp<std::size_t>(list.size() / 65'536, 1, 64),
                    per = (list.size() + slices - 1) / slices;
  std::vector<std::vector<Keyed>> found(slices);
  std::vector<std::array<std::size_t, buckets>> at(slices);
  in_parallel(threads, slices, [&](std::size_t slice) {
    at[slice].fill(0);
    const auto to = std::min(list.size(), (slice + 1) * per);
    found[slice].reserve(per / sample);
    for (auto i = slice * per; i < to; ++i) {
      const auto key = rule.key(list, list[i]);
      if (key == 0) continue;
      const auto h = mixed(key ^ 0x6c696e6bULL);
      if (sample > 1 && h % sample != from) continue;
      ++at[slice][h >> 56];
      found[slice].push_back({static_cast<std::uint32_t>(h >> 32), static_cast<std::uint32_t>(h),
                              static_cast<std::uint32_t>(i)});
    }
  });
  std::array<std::size_t, buckets + 1> begin{};
  std::size_t sum = 0;
  for (std::size_t b = 0; b < buckets; ++b) {
    begin[b] = sum;
    for (auto& counts : at) {
      const auto n = counts[b];
      counts[b] = sum;
      sum += n;
    }
  }
  begin[buckets] = sum;
  std::vector<Keyed> out(sum);
  in_parallel(threads, slices, [&](std::size_t slice) {
    for (const auto& k : found[slice])
      out[at[slice][k.high >> 24]++] = k;
    found[slice] = {};
  });
  in_parallel(threads, buckets, [&](std::size_t b) {
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(begin[b]),
              out.begin() + static_cast<std::ptrdiff_t>(begin[b + 1]),
              [](const Keyed& x, const Keyed& y) {
                return x.high != y.high ? x.high < y.high
                       : x.low != y.low ? x.low < y.low
                                        : x.record < y.record;
              });
  });
  return out;
}

void pairs_in(const List& list, const Rule& rule, std::span<const Keyed> keys, std::size_t cap,
              const std::function<void(std::span<const std::uint32_t>)>& block) {
  std::vector<std::uint32_t> members;
  for (std::size_t from = 0, to = 0; from < keys.size(); from = to) {
    members.clear();
    for (; to < keys.size() && keys[to].high == keys[from].high && keys[to].low == keys[from].low;
         ++to)
      members.push_back(keys[to].record);
    expand(list, rule, members, 0, cap, block);
  }
}

}  // namespace ledgelight::linkage
