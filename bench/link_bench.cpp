// rooms: base linkage
// Links a made list of invented people: records a second, memory at its height, and how often it
// is right. link_bench [records] [threads]; the peer's published figure is Splink's "a million
// records on a laptop in approximately one minute".
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <unordered_map>

#include "linkage/file.hpp"
#include "linkage/text.hpp"

using namespace ledgelight::linkage;
using Clock = std::chrono::steady_clock;

namespace {

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The same numbers on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t n) { return mixed(state_++) % n; }
  bool once_in(std::uint64_t n) { return below(n) == 0; }
  /// Small numbers often, large ones seldom, as names are.
  std::uint64_t common_below(std::uint64_t n) {
    const auto a = below(n) + 1, b = below(n) + 1, c = below(n) + 1;
    return std::min(a * b / n * c / n, n - 1);
  }

 private:
  std::uint64_t state_;
};

std::string syllables(std::uint64_t number, std::size_t least) {
  static constexpr const char* parts[] = {
      "ba",  "cor", "dan",  "el",    "fer",  "gal", "hol",  "in",  "jas", "kel",
      "lo",  "mar", "ne",   "or",    "pel",  "qui", "ran",  "sto", "tur", "ul",
      "ver", "wil", "xan",  "yor",   "zel",  "mon", "ster", "den", "ley", "ton",
      "ski", "nez", "berg", "field", "wood", "son", "man",  "er"};
  std::string out;
  auto x = mixed(number + 77);
  for (std::size_t i = 0; i < least || x % 3 == 0; ++i, x = mixed(x)) {
    out += parts[x % std::size(parts)];
    if (out.size() > 14) break;
  }
  return out;
}

constexpr const char* given_names[] = {
    "james",   "robert",   "john",     "michael",     "william",   "david",    "richard",
    "joseph",  "thomas",   "charles",  "christopher", "daniel",    "matthew",  "anthony",
    "mark",    "donald",   "steven",   "paul",        "andrew",    "joshua",   "kenneth",
    "kevin",   "brian",    "george",   "edward",      "ronald",    "timothy",  "jason",
    "jeffrey", "ryan",     "jacob",    "gary",        "nicholas",  "eric",     "jonathan",
    "mary",    "patricia", "jennifer", "linda",       "elizabeth", "barbara",  "susan",
    "jessica", "sarah",    "karen",    "nancy",       "lisa",      "betty",    "margaret",
    "sandra",  "ashley",   "kimberly", "emily",       "donna",     "michelle", "carol",
    "amanda",  "dorothy",  "melissa",  "deborah",     "stephanie", "rebecca",  "sharon",
    "laura",   "cynthia",  "maria",    "jose",        "luis",      "carlos",   "juan",
    "ana",     "rosa",     "carmen",   "miguel",      "jorge",     "priya",    "wei",
    "fatima",  "omar",     "ivan",     "olga",        "chen",      "amara"};

struct Somebody {
  std::string given, middle, family, birth, ssn, house, street, city, zip, phone, email;
};

Somebody invented(std::uint64_t number) {
  Dice dice(number * 1'000'003);
  Somebody p;
  p.given = dice.once_in(3) ? syllables(dice.common_below(4'000) + 900'000, 2)
                            : std::string(given_names[dice.common_below(std::size(given_names))]);
  if (!dice.once_in(3)) p.middle = std::string(1, static_cast<char>('a' + dice.below(26)));
  p.family = syllables(dice.common_below(60'000), 2);
  char text[32];
  std::snprintf(text, sizeof text, "%04u-%02u-%02u", static_cast<unsigned>(1930 + dice.below(80)),
                static_cast<unsigned>(1 + dice.below(12)),
                static_cast<unsigned>(1 + dice.below(28)));
  p.birth = text;
  std::snprintf(text, sizeof text, "9%08u",
                static_cast<unsigned>(mixed(number) % 100'000'000));  // no area 9xx is given out
  p.ssn = text;
  p.house = std::to_string(1 + dice.below(2'000));
  p.street = syllables(dice.below(20'000) + 100'000, 2) + (dice.once_in(2) ? " street" : " ave");
  const auto city = dice.common_below(3'000);
  p.city = syllables(city + 500'000, 2);
  std::snprintf(text, sizeof text, "%05u", static_cast<unsigned>(1'000 + city * 7 + dice.below(7)));
  p.zip = text;
  std::snprintf(text, sizeof text, "555%07u", static_cast<unsigned>(dice.below(10'000'000)));
  p.phone = text;
  p.email = p.given + "." + p.family + std::to_string(dice.below(1'000)) + "@example.org";
  return p;
}

void slip(std::string& s, Dice& dice) {
  if (s.size() < 2) return;
  const auto i = dice.below(s.size() - 1);
  const bool digit = s[i] >= '0' && s[i] <= '9';
  const char other =
      digit ? static_cast<char>('0' + dice.below(10)) : static_cast<char>('a' + dice.below(26));
  switch (dice.below(4)) {
  case 0: std::swap(s[i], s[i + 1]); break;
  case 1: s.erase(i, 1); break;
  case 2: s.insert(i, 1, other); break;
  default: s[i] = other;
  }
}

/// The same person as another clerk wrote it down.
void blur(Somebody& p, Dice& dice) {
  for (auto* s : {&p.given, &p.family, &p.birth, &p.ssn, &p.house, &p.street, &p.city, &p.zip,
                  &p.phone, &p.email}) {
    if (dice.once_in(12)) slip(*s, dice);
    if (dice.once_in(15)) s->clear();
  }
  if (dice.once_in(30)) std::swap(p.given, p.family);
  if (dice.once_in(8)) {
    const auto elsewhere = invented(dice.below(1'000'000'000) + 5'000'000'000);
    p.house = elsewhere.house, p.street = elsewhere.street, p.city = elsewhere.city,
    p.zip = elsewhere.zip;
  }
  if (dice.once_in(4)) p.phone.clear();
  if (dice.once_in(4)) p.email.clear();
  if (dice.once_in(3)) p.ssn.clear();
}

/// Of all threads: what the work costs, however many others the machine works for.
double processor_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

long peak_kib() {
  std::ifstream in("/proc/self/status");
  std::string line;
  while (std::getline(in, line))
    if (line.rfind("VmHWM:", 0) == 0) return std::atol(line.c_str() + 6);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::uint64_t records = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 1'000'000;
  const unsigned threads = count > 2 ? static_cast<unsigned>(std::atoi(arguments[2])) : 2;
  const std::string path = "/tmp/link-bench-" + std::to_string(::getpid()) + ".csv";
  {
    std::ofstream out(path);
    out << "id,first_name,middle,last_name,dob,ssn,house,street,city,zip,phone,email\n";
    // One record in five is of somebody who is in the list already.
    for (std::uint64_t i = 0; i < records; ++i) {
      auto p = invented(
          i % 5 == 4 ? i - 1 - 5 * (mixed(i) % std::min<std::uint64_t>(i / 5 + 1, 200)) : i);
      Dice dice(i * 31 + 7);
      if (i % 5 == 4) blur(p, dice);
      const auto who =
          i % 5 == 4 ? i - 1 - 5 * (mixed(i) % std::min<std::uint64_t>(i / 5 + 1, 200)) : i;
      out << i << '-' << who << ',' << p.given << ',' << p.middle << ',' << p.family << ','
          << p.birth << ',' << p.ssn << ',' << p.house << ',' << p.street << ',' << p.city << ','
          << p.zip << ',' << p.phone << ',' << p.email << '\n';
    }
  }
  const auto start = Clock::now();
  const double cost_before = processor_seconds();
  std::ifstream in(path, std::ios::binary);
  Wish wish;
  wish.threads = threads;
  auto sheet = read_sheet(in, wish);
  if (!sheet) return std::fprintf(stderr, "%s\n", sheet.error().detail.c_str()), 1;
  const double read = since(start);
  auto model = learn(*sheet->list, threads);
  const double learned = since(start);
  Options options;
  options.threads = threads;
  const auto linked = link(*sheet->list, options, std::move(model));
  const double linking = since(start);
  const auto pairs = pairs_of(linked, 0.5);
  std::ofstream out(path);
  write_pairs(out, *sheet, linked, pairs, false);
  out.close();
  const double all = since(start);
  const double cost = processor_seconds() - cost_before;
  const auto memory = peak_kib();

  const auto who = [&](std::size_t row) {
    const auto id = sheet->ids[row];
    return id.substr(id.find('-') + 1);
  };
  std::unordered_map<std::string, std::uint64_t> people;
  for (std::size_t i = 0; i < sheet->list->size(); ++i)
    ++people[who(i)];
  std::uint64_t truth = 0, right = 0;
  for (const auto& [id, n] : people)
    truth += n * (n - 1) / 2;
  for (const auto& p : pairs)
    right += who(p.left) == who(p.right);
  std::remove(path.c_str());

  if (const char* show = std::getenv("SHOW_WRONG"); show != nullptr) {
    auto left = std::atoi(show);
    for (const auto& p : pairs)
      if (who(p.left) != who(p.right) && left-- > 0)
        std::printf(
            "%s %s %.3f %s\n", sheet->ids[p.left].c_str(), sheet->ids[p.right].c_str(),
            p.probability,
            explained(linked.model, *sheet->list, (*sheet->list)[p.left], (*sheet->list)[p.right])
                .c_str());
  }
  const auto n = static_cast<double>(records);
  std::printf("%llu records, %u threads: read %.1f s, learned %.1f s, linked %.1f s (%llu "
              "comparisons), written %.1f s\n",
              static_cast<unsigned long long>(records), threads, read, learned - read,
              linking - learned, static_cast<unsigned long long>(linked.compared), all - linking);
  std::printf("whole: %.1f s, %.0f records/s, %.2f of a minute for a million\n", all, n / all,
              all / n * 1e6 / 60);
  std::printf("processor time: %.1f s, %.0f records/s of one core\n", cost, n / cost);
  std::printf("memory at its height: %.0f MiB, %.0f bytes a record\n",
              static_cast<double>(memory) / 1024, static_cast<double>(memory) * 1024 / n);
  std::printf("pairs: truth %llu, told %zu, right %llu: precision %.4f recall %.4f\n",
              static_cast<unsigned long long>(truth), pairs.size(),
              static_cast<unsigned long long>(right),
              pairs.empty() ? 0 : static_cast<double>(right) / static_cast<double>(pairs.size()),
              truth == 0 ? 0 : static_cast<double>(right) / static_cast<double>(truth));
  return 0;
}
