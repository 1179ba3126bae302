// rooms: base law desk store vault wiring
// One acknowledged act (a case opened, its event sealed, hashed and committed) against one
// fdatasync of 4 KB appended to a file in the same folder, turn by turn, so that both meet the
// same moods of the disk.
// usage: act_bench DESK [TURNS]. Prints one line: act p50, p95, fdatasync p50, p95 (µs), ratio.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "desk/cases.hpp"
#include "wiring/open_desk.hpp"

using namespace ledgelight;

namespace {

using Microseconds = std::vector<double>;

template <typename F>
bool timed(Microseconds& out, const F& f) {
  const auto start = std::chrono::steady_clock::now();
  const bool fine = f();
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
  out.push_back(took.count());
  return fine;
}

double at(Microseconds sorted, double part) {
  std::sort(sorted.begin(), sorted.end());
  return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

int measure(desk::Desk& desk, int file, int turns) {
  const auto actor = desk::Actor::of_command_line("1000");
  const std::string page(4096, 'x');
  Microseconds acts, syncs;
  for (int i = 0; i < turns; ++i) {
    const bool synced = timed(syncs, [&] {
      return ::write(file, page.data(), page.size()) == static_cast<ssize_t>(page.size()) &&
             ::fdatasync(file) == 0;
    });
    const bool acted = timed(acts, [&] {
      desk::NewCase what;
      what.subject = "An invented message, number " + std::to_string(i);
      return desk::open_case(desk, actor, what).has_value();
    });
    if (!synced || !acted) return std::fprintf(stderr, "turn %d failed\n", i), 1;
  }
  std::printf("%.0f %.0f %.0f %.0f %.2f\n", at(acts, 0.5), at(acts, 0.95), at(syncs, 0.5),
              at(syncs, 0.95), at(acts, 0.5) / at(syncs, 0.5));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const int turns = argc > 2 ? std::atoi(argv[2]) : 300;
  if (argc < 2 || turns < 1) return std::fprintf(stderr, "usage: act_bench DESK [TURNS]\n"), 2;
  const auto desk = wiring::open_desk(argv[1]);
  if (!desk) return std::fprintf(stderr, "%s\n", desk.error().detail.c_str()), 1;
  const auto path = std::string(argv[1]) + "/bench.tmp";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return std::perror("bench.tmp"), 1;
  const int code = measure(**desk, file, turns);
  ::close(file);
  ::unlink(path.c_str());
  return code;
}
