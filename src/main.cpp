// The program: hands the world over to the command line, and holds its catch-all.
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <new>
#include <typeinfo>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/context.hpp"
#include "cli/terminal.hpp"

int main(int argc, char** argv) {
  using namespace ledgelight;
  // A core dump would hold what is sealed everywhere else.
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0);
  std::signal(SIGPIPE, SIG_IGN);
  // A limit on the size of files is a full disk: an error of the write, not the end.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    cli::Surroundings around{
        std::cout, std::cerr,
        [](const std::string& name) -> std::optional<std::string> {
          const char* value = std::getenv(name.c_str());
          return value == nullptr ? std::nullopt : std::optional<std::string>(value);
        },
        cli::ask_at_terminal, std::to_string(::getuid())};
    return cli::run(cli::all_commands(), {argv + 1, argv + argc}, around);
  } catch (const std::bad_alloc&) {
    std::cerr << "ledgelight: out of memory (900 internal)\n";
  } catch (const std::exception& e) {
    // Its words may quote what was being worked on; its type does not.
    std::cerr << "ledgelight: unexpected " << typeid(e).name()
              << " (900 internal)\n  This is a fault of ours; please report it with this number.\n";
  }
  return 3;
}
