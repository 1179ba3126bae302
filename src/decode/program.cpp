#include "decode/program.hpp"

#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <clocale>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <exception>
#include <new>

#include "discover/frame.hpp"

namespace ledgelight::decode {
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

bool read_whole(std::span<char> into) {
  while (!into.empty()) {
    const auto n = read_some(into);
    if (n <= 0) return false;
    into = into.subspan(static_cast<std::size_t>(n));
  }
  return true;
}

std::size_t ask(std::uint64_t offset, std::span<char> into) {
  std::size_t done = 0;
  while (done < into.size()) {
    const auto n = std::min(into.size() - done, discover::max_ask);
    std::string head(4, '\0');
    if (!write_all(discover::encode_ask({offset + done, static_cast<std::uint32_t>(n)})) || !read_whole(head)) _exit(0);
    const auto count = discover::from_big_endian(head);
    if (count > n) throw Damaged("the bytes stopped coming");
    if (!read_whole(into.subspan(done, static_cast<std::size_t>(count)))) _exit(0);
    done += static_cast<std::size_t>(count);
    if (count < n) break;
  }
  return done;
}

}  // namespace

void run(int count, char** arguments, const Bounds& bounds, const std::function<bool(Job&)>& work) {
  std::uint64_t size = 0;
  bool good = count == 2 || count == 3;
  std::vector<std::uint64_t> parts;
  if (count == 3) {
    const char* at = arguments[2];
    const char* end = at + std::strlen(at);
    while (good) {
      std::uint64_t part = 0;
      const auto read = std::from_chars(at, end, part);
      good = read.ec == std::errc() && part <= ~std::uint64_t{0} - size;
      size += part;
      parts.push_back(part);
      if (read.ptr == end) break;
      good = good && *read.ptr == ',';
      at = read.ptr + 1;
    }
  }
  if (!good) {
    std::fputs("usage: a kind of container, and its size (or those of its parts: 1,2) when it is read by jumping; see discover/frame.hpp\n", stderr);
    _exit(2);
  }
  // What the libraries would look for on disk later is loaded now.
  std::setlocale(LC_ALL, "C.UTF-8");
  ::tzset();
  if (!enter_sandbox(bounds)) {
    write_all(discover::encode_frame(discover::FrameType::failed, "the decoder's sandbox could not be closed; nothing was read"));
    _exit(3);
  }
  const Output output = write_all;
  std::string why;
  try {
    Bytes bytes(size, ask);
    Job job{arguments[1], read_some, count == 3 ? &bytes : nullptr, output, std::move(parts)};
    _exit(work(job) ? 0 : 2);
  } catch (const Damaged& e) {
    why = e.what();
  } catch (const std::bad_alloc&) {
    why = "needs more memory than a decoder may take";
  } catch (const std::exception&) {
    why = "a library gave up";
  }
  write_all(discover::encode_frame(discover::FrameType::failed, why));
  _exit(4);
}

}  // namespace ledgelight::decode
