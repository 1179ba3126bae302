#include "decode/program.hpp"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <clocale>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <exception>
#include <new>

#include "discover/frame.hpp"

#if defined(__SANITIZE_THREAD__)
#define LEDGELIGHT_THREAD_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define LEDGELIGHT_THREAD_SANITIZER 1
#endif
#endif

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

/// A request of frame.hpp; its descriptors are ours from now on.
struct Request {
  std::string arguments;
  int in = -1, out = -1;
};

/// False at the end of requests, and when something is sent that is none.
bool next_request(Request& request) {
  request.arguments.resize(discover::max_request);
  iovec text{request.arguments.data(), request.arguments.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(2 * sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = &text;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t n = 0;
  do
    n = ::recvmsg(0, &message, MSG_CMSG_CLOEXEC);
  while (n < 0 && errno == EINTR);
  const auto* with = n > 0 ? CMSG_FIRSTHDR(&message) : nullptr;
  if (with == nullptr || with->cmsg_level != SOL_SOCKET || with->cmsg_type != SCM_RIGHTS ||
      with->cmsg_len != CMSG_LEN(2 * sizeof(int)) ||
      (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0)
    return false;
  std::memcpy(&request.in, CMSG_DATA(with), sizeof(int));
  std::memcpy(&request.out, CMSG_DATA(with) + sizeof(int), sizeof(int));
  request.arguments.resize(static_cast<std::size_t>(n));
  return request.arguments.back() == '\0';
}

/// Returns once in each process that is made to read a container, with the arguments it was made
/// for; in this one never.
std::vector<char*> made_for_a_request(char* program, const Bounds& bounds, std::string& arguments,
                                      const std::function<void(std::string_view)>& prepare) {
#ifdef LEDGELIGHT_THREAD_SANITIZER
  _exit(2);  // it has a thread of its own; whoever asks starts each process anew
#endif
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  prepare_sandbox(bounds);
  Request request;
  while (next_request(request)) {
    if (prepare) prepare(request.arguments.c_str());
    // Whoever asked is its parent, as of one it started itself: it waits for it and ends it, and
    // with it the process ends. No lock can be held: there is one thread.
    const auto made =
        static_cast<std::int32_t>(::syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0));
    if (made == 0) {
      if (::dup2(request.in, 0) != 0 || ::dup2(request.out, 1) != 1) _exit(3);
      arguments = std::move(request.arguments);
      std::vector<char*> out{program};
      for (std::size_t at = 0; at < arguments.size(); at += std::strlen(arguments.c_str() + at) + 1)
        out.push_back(arguments.data() + at);
      return out;
    }
    ::close(request.in);
    ::close(request.out);
    const auto answer = discover::big_endian(made > 0 ? static_cast<std::uint64_t>(made) : 0, 4);
    if (::send(0, answer.data(), answer.size(), MSG_NOSIGNAL) != 4) break;
  }
  _exit(0);
}

}  // namespace

void run(int count, char** arguments, const Bounds& bounds, const std::function<bool(Job&)>& work,
         const std::function<void(std::string_view)>& prepare) {
  // What the libraries would look for on disk later is loaded now.
  std::setlocale(LC_ALL, "C.UTF-8");
  ::tzset();
  std::string asked;
  std::vector<char*> made_for;
  if (count == 2 && arguments[1] == discover::prepared_argument) {
    made_for = made_for_a_request(arguments[0], bounds, asked, prepare);
    count = static_cast<int>(made_for.size());
    made_for.push_back(nullptr);
    arguments = made_for.data();
  } else if (prepare && count >= 2) {
    prepare(arguments[1]);
  }
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
