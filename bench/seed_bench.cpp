// rooms: base law desk store vault wiring
// Makes a desk with many cases, through the same verb as a real one, for bench/desk_bench.sh.
// usage: seed_bench DIR CASES   (DIR must not be there). Prints the seconds it took.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "desk/cases.hpp"
#include "desk/officers.hpp"
#include "desk/record.hpp"
#include "wiring/init_desk.hpp"

using namespace ledgelight;

namespace {

constexpr unsigned long batch = 500;  // cases a transaction: one fdatasync for all of them

Result<void> seed(const std::string& folder, unsigned long cases) {
  const auto desk = TRY(wiring::init_desk(folder, "us/ct/stamford"));
  const auto actor = desk::Actor::of_command_line("1000");
  desk::NewOfficer officer;
  officer.login = "bench";
  officer.name = "Invented Officer";
  officer.roles = {desk::Role::privacy};
  officer.password = "an invented password";
  (void)TRY(desk::add_officer(*desk, actor, officer));
  // Who may see only cases of their own: each fiftieth.
  officer.login = "bench-own";
  officer.name = "Another Invented Officer";
  officer.roles = {desk::Role::responder};
  const auto own = TRY(desk::add_officer(*desk, actor, officer)).id;
  for (unsigned long made = 0; made < cases;) {
    const auto tx = TRY(desk->store().write());
    for (unsigned long i = 0; i < batch && made < cases; ++i) {
      desk::NewCase what;
      what.subject = "A message that asked for a password, number " + std::to_string(++made);
      const auto id = TRY(desk::open_case(*desk, *tx, actor, what));
      if (made % 50 == 0) TRY(tx->put_member({id, own, desk->now()}));
    }
    TRY(desk::commit(*desk, *tx));
  }
  // Signed now, so that the first start measures a start and not the signing of a hundred thousand.
  (void)TRY(desk::publish(*desk));
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const unsigned long cases = argc == 3 ? std::strtoul(argv[2], nullptr, 10) : 0;
  if (cases == 0) return std::fprintf(stderr, "usage: seed_bench DIR CASES\n"), 2;
  const auto start = std::chrono::steady_clock::now();
  if (const auto done = seed(argv[1], cases); !done) {
    return std::fprintf(stderr, "%s\n", done.error().detail.c_str()), 1;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("%.1f\n", took.count());
  return 0;
}
