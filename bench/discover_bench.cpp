// rooms: base discover
// libs: libhs
//
// How fast one core searches text for personal data, beside its peers in the same run:
//   discover_bench [FILE]        FILE: text to search; without it, invented text is made
// Speeds are bytes by processor time, ours and theirs: on a machine that others use too, wall time
// measures them. bench/discover_bench.sh measures the whole command.
#include <hs/hs.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "base/sha256.hpp"
#include "discover/register.hpp"
#include "discover/scan.hpp"
#include "discover/way.hpp"
#include "discover/write.hpp"
#include "invented_evidence.hpp"

using namespace ledgelight;
using namespace ledgelight::discover;

namespace {

double processor_seconds() {
  timespec t{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

/// The best of three, in MB/s.
double speed(std::size_t bytes, const std::function<void()>& work) {
  double best = 0;
  for (int round = 0; round < 3; ++round) {
    const double begin = processor_seconds();
    work();
    best = std::max(best, static_cast<double>(bytes) / 1e6 / (processor_seconds() - begin));
  }
  return best;
}

/// As ripgrep counts: each finding is told by its element, bytes, normal form, confidence and
/// reason, and nothing is kept.
struct Count final : Sink {
  std::uint64_t n = 0;
  void found(Finding) override { ++n; }
  void seen(const Sighting&) override { ++n; }
  void unread(Unread) override {}
  void read(FileRead) override {}
};

/// Each finding written as its row of findings.tsv, masked.
struct Rows final : Sink {
  std::uint64_t n = 0;
  std::string rows;
  ShownMember where = ShownMember::of("table.csv", "");
  void found(Finding f) override { put(f); }
  void seen(const Sighting& f) override { put(f); }
  void unread(Unread) override {}
  void read(FileRead) override {}

 private:
  template <class Found>
  void put(const Found& f) {
    ++n;
    put_row(rows, f, where, Reveal::no);
    if (rows.size() > 1U << 20) rows.clear();
  }
};

template <class Kind>
double search(const char* what, const std::string& text) {
  std::uint64_t found = 0;
  const double best = speed(text.size(), [&] {
    Kind sink;
    MemorySource source(text);
    if (!scan(source, 0, "", sink)) std::abort();
    found = sink.n;
  });
  std::printf("%-34s %8.0f MB/s  %llu findings, %.0f a MB\n", what, best,
              static_cast<unsigned long long>(found),
              static_cast<double>(found) / (static_cast<double>(text.size()) / 1e6));
  return best;
}

/// The same by each way to look at many bytes at once that is not the fastest here.
void other_ways(const std::string& text) {
  const auto best = best_way();
  const auto by = [&](Way way, const char* what) {
    if (way == best || !can(way)) return;
    go(way);
    search<Count>(what, text);
  };
  by(Way::avx2, "  the same by AVX2");
  by(Way::scalar, "  the same by 64 bits at a time");
  go(best);
}

double ripgrep(const std::string& path, std::size_t size) {
  const std::string command = "rg -a -j1 --mmap -c -o -e '\\b[0-9]{3}-[0-9]{2}-[0-9]{4}\\b' -e "
                              "'\\b[0-9]{3} [0-9]{2} [0-9]{4}\\b' -e '\\b[0-9]{13,19}\\b'"
                              " -e '\\b[0-9]{4}[ -][0-9]{4}[ -][0-9]{4}[ -][0-9]{4}\\b' -e "
                              "'[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}'"
                              " -e '\\b[0-9]{3}[-.][0-9]{3}[-.][0-9]{4}\\b' -e '\\([0-9]{3}\\) "
                              "[0-9]{3}-[0-9]{4}' -e '(?i)\\b(dob|born|birth)\\b'"
                              " -e '\\b[A-Z]{2} [0-9]{5}\\b' -e '\\b[0-9]{9}\\b' -e "
                              "'\\b[0-9]{1,2}/[0-9]{1,2}/(19|20)[0-9]{2}\\b'"
                              " -e '(?i)passw(or)?d[:= ]+[^ ]{4,}' '" +
                              path + "' >/dev/null 2>&1";
  double best = 0;
  for (int round = 0; round < 3; ++round) {
    rusage before{}, after{};
    ::getrusage(RUSAGE_CHILDREN, &before);
    const int status = std::system(command.c_str());
    if (status < 0 || WEXITSTATUS(status) > 1) return 0;
    ::getrusage(RUSAGE_CHILDREN, &after);
    const auto seconds = [](const rusage& u) {
      return static_cast<double>(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
             static_cast<double>(u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1e-6;
    };
    best = std::max(best, static_cast<double>(size) / 1e6 / (seconds(after) - seconds(before)));
  }
  return best;
}

/// Four shapes, no start of match: what Vectorscan does best. It only says that something ends
/// here.
double vectorscan(const std::string& text) {
  const std::array<const char*, 4> shapes{"\\b[0-9]{3}-[0-9]{2}-[0-9]{4}\\b", "\\b[0-9]{13,16}\\b",
                                          "[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}",
                                          "\\b[0-9]{3}[-.][0-9]{3}[-.][0-9]{4}\\b"};
  const std::array<unsigned, 4> flags{0, 0, 0, 0}, ids{0, 1, 2, 3};
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_multi(shapes.data(), flags.data(), ids.data(), 4, HS_MODE_BLOCK, nullptr,
                       &database, &error) != HS_SUCCESS)
    return 0;
  hs_scratch_t* scratch = nullptr;
  hs_alloc_scratch(database, &scratch);
  const double best = speed(text.size(), [&] {
    std::uint64_t n = 0;
    constexpr std::size_t block = 1U << 20;
    for (std::size_t at = 0; at < text.size(); at += block)
      hs_scan(
          database, text.data() + at, static_cast<unsigned>(std::min(block, text.size() - at)), 0,
          scratch,
          [](unsigned, unsigned long long, unsigned long long, unsigned, void* count) {
            ++*static_cast<std::uint64_t*>(count);
            return 0;
          },
          &n);
  });
  hs_free_scratch(scratch);
  hs_free_database(database);
  return best;
}

void peers(const char* what, const std::string& text, double ours) {
  const std::string path = "/tmp/discover-bench-" + std::to_string(::getpid());
  std::ofstream(path, std::ios::binary) << text;
  const double rg = ripgrep(path, text.size()), vs = vectorscan(text);
  std::remove(path.c_str());
  std::printf("  rg -o, 12 patterns, %-12s %9.0f MB/s  ours / rg         %6.2f\n", what, rg,
              rg > 0 ? ours / rg : 0);
  std::printf("  Vectorscan, 4 shapes, %-10s %9.0f MB/s  ours / Vectorscan %6.2f\n", what, vs,
              vs > 0 ? ours / vs : 0);
}

}  // namespace

int main(int count, char** arguments) {
  std::string text;
  if (count > 1) {
    std::ifstream in(arguments[1], std::ios::binary);
    text.assign(std::istreambuf_iterator<char>(in), {});
  } else {
    text = bench::Invented(1, 500).mixed(128U << 20);
  }
  const auto table = bench::Invented(2, 1).people_table(32U << 20);

  // A byte of each line of the processor's cache, of a text that no cache holds: every line comes
  // from memory, and nothing else is done.
  std::uint64_t sum = 0;
  const double memory = speed(text.size(), [&] {
    for (std::size_t i = 0; i + 8 <= text.size(); i += 64)
      sum += static_cast<unsigned char>(text[i]);
  });
  // And every byte of it, as a program that reads must take them: in words of eight, four sums side
  // by side so that no addition waits for another.
  const double whole_memory = speed(text.size(), [&] {
    std::array<std::uint64_t, 4> sums{};
    for (std::size_t i = 0; i + 32 <= text.size(); i += 32)
      for (std::size_t k = 0; k < sums.size(); ++k) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + i + 8 * k, sizeof word);
        sums[k] += word;
      }
    sum += sums[0] + sums[1] + sums[2] + sums[3];
  });
  const double hash = speed(text.size(), [&] {
    Sha256 digest;
    digest.update(text);
    sum += digest.finish()[0];
  });
  const double mixed = search<Count>("mixed text in memory", text);
  std::printf("  memory read                    %10.0f MB/s  ours / memory     %6.3f  (%llu)\n",
              memory, mixed / memory, static_cast<unsigned long long>(sum & 1U));
  std::printf("  memory read, every byte summed %10.0f MB/s  ours / memory     %6.3f\n",
              whole_memory, mixed / whole_memory);
  std::printf("  SHA-256                        %10.0f MB/s  ours / SHA-256    %6.2f\n", hash,
              mixed / hash);
  peers("mixed text", text, mixed);
  other_ways(text);
  const double dense = search<Count>("table of people in memory", table);
  search<Rows>("  the same, its rows written", table);
  peers("table", table, dense);
  other_ways(table);
  search<Count>("SQL dump of people in memory", bench::Invented(4, 1).sql_dump(16U << 20));
  search<Count>("people as JSON lines in memory", bench::Invented(5, 1).people_objects(16U << 20));

  // Few names on many rows are the worst that linking can meet: a small part of the table.
  const auto rows = bench::Invented(3, 1).people_table(1U << 20);
  Collected all;
  MemorySource source(rows);
  if (!scan(source, 0, "", all)) return 1;
  const double begin = processor_seconds();
  const auto people = build_register(all.findings);
  std::printf("register: %zu people of %zu findings, %.0f rows/s\n", people.people.size(),
              all.findings.size(),
              static_cast<double>(std::count(rows.begin(), rows.end(), '\n')) /
                  (processor_seconds() - begin));
  return 0;
}
