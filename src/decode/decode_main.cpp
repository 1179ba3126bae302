// ledgelight-decode KIND < container > frames
//
// Unpacks one container for a parent that trusts neither the container nor this process.
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <cstdio>
#include <ctime>
#include <exception>

#include "decode/sandbox.hpp"
#include "decode/unpack.hpp"

namespace {

long read_some(std::span<char> into) {
  while (true) {
    const auto n = ::read(0, into.data(), into.size());
    if (n >= 0 || errno != EINTR) return n;
  }
}

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(1, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: ledgelight-decode zip|tar|gzip|bzip2|xz|zstd < container > frames\n", stderr);
    return 2;
  }
  // What the libraries would look for on disk later is loaded now.
  std::setlocale(LC_ALL, "C.UTF-8");
  ::tzset();
  if (!ledgelight::decode::enter_sandbox({})) {
    std::fputs("the sandbox could not be closed; nothing was read\n", stderr);
    _exit(3);
  }
  try {
    _exit(ledgelight::decode::unpack(arguments[1], read_some, write_all) ? 0 : 2);
  } catch (const std::exception&) {
    _exit(4);
  }
}
