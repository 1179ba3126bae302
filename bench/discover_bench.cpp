// rooms: base discover
//
// How fast one core searches text for personal data, beside ripgrep with like patterns, in one run:
//   discover_bench [FILE]        FILE: text to search; without it, invented text is made
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "discover/register.hpp"
#include "discover/scan.hpp"

using namespace ledgelight;
using namespace ledgelight::discover;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t wanted = 128U << 20;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Log lines and prose with one invented person in every `every` lines.
std::string invented(int every) {
  std::string out;
  std::uint32_t seed = 1;
  const auto next = [&](std::uint32_t n) { return (seed = seed * 1664525U + 1013904223U) / 7 % n; };
  for (int i = 0; out.size() < wanted; ++i) {
    out += "Feb 12 10:" + std::to_string(10 + next(50)) + ":11 web" + std::to_string(next(9)) + " app[" +
           std::to_string(next(65536)) + "]: request for the budget of the library took " + std::to_string(next(9000)) +
           " ms peer=10." + std::to_string(next(256)) + ".0." + std::to_string(next(256)) + "\n";
    if (i % every == 0)
      out += "Feb 12 10:11:12 web1 app[77]: patient Ada Example ssn=219-12-" + std::to_string(1000 + next(9000)) +
             " card 4539578763621486 ada" + std::to_string(next(1000)) + "@example.org\n";
  }
  return out;
}

std::string invented_table() {
  std::string out = "id,name,ssn,dob,address,city,state,zip,email\n";
  for (int i = 0; out.size() < wanted / 4; ++i)
    out += std::to_string(i) + ",\"Example, Ada\",219-12-" + std::to_string(1000 + i % 9000) +
           ",3/2/1986,12 Invented St,Stamford,CT,06901,ada" + std::to_string(i) + "@example.org\n";
  return out;
}

struct Count final : Sink {
  std::uint64_t n = 0;
  void found(Finding) override { ++n; }
  void unread(Unread) override {}
  void read(FileRead) override {}
};

double search(const char* what, const std::string& text) {
  double best = 0;
  std::uint64_t found = 0;
  for (int round = 0; round < 3; ++round) {
    Count sink;
    MemorySource source(text);
    const auto start = Clock::now();
    const auto done = scan(source, 0, "", sink);
    const double speed = static_cast<double>(text.size()) / 1e6 / since(start);
    if (!done) std::abort();
    best = std::max(best, speed);
    found = sink.n;
  }
  std::printf("discover, %-22s %8.0f MB/s  %llu findings\n", what, best, static_cast<unsigned long long>(found));
  return best;
}

double ripgrep(const std::string& path, std::size_t size) {
  const std::string command =
      "rg -a -j1 --no-mmap -c -o -e '\\b[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}\\b' -e '\\b[0-9]{13,19}\\b'"
      " -e '\\b[0-9]{4}[ -][0-9]{4}[ -][0-9]{4}[ -][0-9]{4}\\b' -e '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}'"
      " -e '\\b[0-9]{3}[-.][0-9]{3}[-.][0-9]{4}\\b' -e '(?i)\\b(dob|born|birth)\\b' -e '\\b[A-Z]{2} [0-9]{5}\\b'"
      " '" + path + "' >/dev/null 2>&1";
  double best = 0;
  for (int round = 0; round < 3; ++round) {
    const auto start = Clock::now();
    const int status = std::system(command.c_str());
    if (status < 0 || WEXITSTATUS(status) > 1) return 0;
    best = std::max(best, static_cast<double>(size) / 1e6 / since(start));
  }
  return best;
}

}  // namespace

int main(int count, char** arguments) {
  std::string text;
  if (count > 1) {
    std::ifstream in(arguments[1], std::ios::binary);
    text.assign(std::istreambuf_iterator<char>(in), {});
  } else {
    text = invented(100);
  }
  const auto table = invented_table();
  const std::string path = "/tmp/discover-bench-" + std::to_string(::getpid());
  std::ofstream(path, std::ios::binary) << text;

  unsigned sum = 0;
  const auto start = Clock::now();
  for (int round = 0; round < 4; ++round)
    for (std::size_t i = 0; i < text.size(); i += 64) sum += static_cast<unsigned char>(text[i]);
  const double memory = 4 * static_cast<double>(text.size()) / 1e6 / since(start);

  const double mixed = search("log and prose", text);
  search("dense table", table);
  const double rg = ripgrep(path, text.size());
  std::printf("memory read                      %8.0f MB/s  (%u)\n", memory, sum & 1U);
  if (rg > 0) std::printf("rg, 7 like patterns, page cache  %8.0f MB/s\nratio discover / rg              %8.2f\n", rg, mixed / rg);
  else std::printf("rg is not installed\n");

  Collected all;
  MemorySource source(table);
  if (!scan(source, 0, "", all)) return 1;
  const auto linking = Clock::now();
  const auto people = build_register(all.findings);
  std::printf("register: %zu people of %zu findings, %.0f rows/s\n", people.people.size(), all.findings.size(),
              static_cast<double>(std::count(table.begin(), table.end(), '\n')) / since(linking));
  std::remove(path.c_str());
  return 0;
}
