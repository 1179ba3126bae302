#include "discover/decoder.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "discover/frame.hpp"
#include "discover/write.hpp"

namespace ledgelight::discover {
namespace {

using Clock = std::chrono::steady_clock;

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  ~Fd() { close(); }
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    close();
    fd_ = std::exchange(other.fd_, -1);
    return *this;
  }
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_ = -1;
};

std::string errno_text() { return std::strerror(errno); }

/// Starts `program` with `in` and `out` as its standard input and output and nothing else open.
Result<pid_t> started(const std::string& program, std::vector<std::string> words, int in, int out) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in, 0);
  if (out >= 0)
    posix_spawn_file_actions_adddup2(&actions, out, 1);
  else
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  std::string path = program, locale = "LC_ALL=C.UTF-8", zone = "TZ=UTC";
  std::vector<char*> arguments{path.data()};
  for (auto& word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::array<char*, 3> environment{locale.data(), zone.data(), nullptr};
  pid_t pid = -1;
  const int failed = ::posix_spawn(&pid, path.c_str(), &actions, &attributes, arguments.data(),
                                   environment.data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed != 0)
    return fail(Errc::config,
                "the decoder " + program + " does not start: " + std::strerror(failed));
  return pid;
}

void wait_for(pid_t pid, int& status) {
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
}

/// One program, loaded and waiting for requests (frame.hpp).
class Prepared {
 public:
  explicit Prepared(const std::string& program) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return;
    Fd ours(ends[0]);
    const Fd its(ends[1]);
    const timeval patience{10, 0};
    if (::setsockopt(ours.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) != 0) return;
    const auto pid = started(program, {std::string(prepared_argument)}, its.get(), -1);
    if (!pid) return;
    pid_ = *pid;
    control_ = std::move(ours);
  }
  ~Prepared() {
    control_.close();
    if (pid_ <= 0) return;
    // It ends when its socket does; one that does not is no decoder of ours.
    ::kill(pid_, SIGKILL);
    int status = 0;
    wait_for(pid_, status);
  }
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;

  /// A process made for these arguments; nullopt: it must be started by itself, now and ever after.
  std::optional<pid_t> made(const std::vector<std::string>& words, int in, int out) {
    if (!control_) return std::nullopt;
    std::string text;
    for (const auto& word : words)
      text += word + '\0';
    if (text.size() > max_request) return std::nullopt;
    if (!ask(text, in, out)) return control_.close(), std::nullopt;
    std::array<char, 4> answer{};
    ssize_t n = 0;
    do
      n = ::recv(control_.get(), answer.data(), answer.size(), 0);
    while (n < 0 && errno == EINTR);
    const auto pid = static_cast<pid_t>(from_big_endian({answer.data(), answer.size()}));
    if (n != 4 || pid <= 0) return control_.close(), std::nullopt;
    return pid;
  }

 private:
  bool ask(std::string& text, int in, int out) {
    iovec body{text.data(), text.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(2 * sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &body;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    auto* with = CMSG_FIRSTHDR(&message);
    with->cmsg_level = SOL_SOCKET;
    with->cmsg_type = SCM_RIGHTS;
    with->cmsg_len = CMSG_LEN(2 * sizeof(int));
    std::memcpy(CMSG_DATA(with), &in, sizeof in);
    std::memcpy(CMSG_DATA(with) + sizeof in, &out, sizeof out);
    return ::sendmsg(control_.get(), &message, MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
  }

  Fd control_;
  pid_t pid_ = -1;
};

thread_local PreparedDecoders* prepared_here = nullptr;

}  // namespace

class PreparedDecoders::All {
 public:
  Prepared& of(const std::string& program) {
    return by_program_.try_emplace(program, program).first->second;
  }

 private:
  std::map<std::string, Prepared> by_program_;
};

PreparedDecoders::PreparedDecoders()
    : all_(std::make_unique<All>()), outer_(std::exchange(prepared_here, this)) {}
PreparedDecoders::~PreparedDecoders() { prepared_here = outer_; }

namespace {

class Child final : public Unpacking {
 public:
  Child(ByteSource& source, Container kind, const Limits& limits)
      : source_(source), jumps_(needs_jumps(kind)),
        quiet_(kind == Container::picture ? 10 * limits.quiet : limits.quiet),
        name_bytes_(limits.name_bytes), deadline_(Clock::now() + limits.total),
        waiting_(max_frame_body) {
    if (jumps_) waiting_.clear();
  }

  ~Child() override {
    to_.close();
    from_.close();
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      int status = 0;
      wait_for(pid_, status);
    }
  }

  Result<void> spawn(const std::string& program, Container kind,
                     std::span<const std::uint64_t> parts, PreparedDecoders::All* prepared);

  Result<std::optional<Member>> next() override {
    while (inside_) {
      piece_.reset();
      TRY(advance());
    }
    piece_.reset();
    trouble_.clear();
    if (over_) return std::optional<Member>();
    auto frame = TRY(frame_from_child());
    switch (frame.type) {
      case FrameType::member:
      case FrameType::text:
      case FrameType::bytes:
        inside_ = true;
        body_.clear();
        at_ = 0;
        if (frame.body.size() > name_bytes_) frame.body.resize(name_bytes_);
        return std::optional<Member>(Member{
            std::move(frame.body), frame.type == FrameType::member ? Member::Content::any
                                   : frame.type == FrameType::text ? Member::Content::text
                                                                   : Member::Content::bytes});
      case FrameType::failed:
        return broken(Errc::truncated, shown_line(frame.body));
      default:
        over_ = true;
        return std::optional<Member>();
    }
  }

  Result<std::size_t> read(std::span<char> into) override {
    while (inside_ && !piece_ && at_ == body_.size())
      TRY(advance());
    const auto n = std::min(into.size(), body_.size() - at_);
    std::copy_n(body_.data() + at_, n, into.data());
    at_ += n;
    return n;
  }

  std::optional<std::uint64_t> next_piece() override { return std::exchange(piece_, std::nullopt); }
  const std::string& trouble() const override { return trouble_; }

 private:
  /// The next frame of the current member.
  Result<void> advance() {
    auto frame = TRY(frame_from_child());
    body_.clear();
    at_ = 0;
    switch (frame.type) {
      case FrameType::data: body_ = std::move(frame.body); return {};
      case FrameType::piece: piece_ = from_big_endian(frame.body); return {};
      case FrameType::member_trouble: trouble_ = shown_line(frame.body); inside_ = false; return {};
      case FrameType::failed:
        inside_ = false;
        trouble_ = shown_line(frame.body);
        return broken(Errc::truncated, trouble_);
      default: inside_ = false; return {};
    }
  }

  /// Says the same error from now on: a container that failed once is not asked again.
  Error broken(Errc code, std::string why) {
    if (!broken_) broken_ = fail(code, std::move(why));
    inside_ = false;
    return *broken_;
  }

  Result<Frame> frame_from_child() {
    if (broken_) return *broken_;
    while (true) {
      auto frame = reader_.next();
      if (!frame) return broken(frame.error().code, frame.error().detail);
      if (*frame && (*frame)->type == FrameType::ask) {
        TRY(answer((*frame)->body));
        continue;
      }
      if (*frame) return std::move(**frame);
      TRY(pump());
    }
  }

  Result<void> answer(std::string_view body) {
    const auto ask = read_ask(body);
    if (!ask || !jumps_ || sent_ < pending_)
      return broken(Errc::decoder, "the decoder asked out of turn");
    waiting_.resize(4 + ask->length);
    auto n = source_.read_at(ask->offset, std::span<char>(waiting_).subspan(4));
    if (!n) return broken(n.error().code, n.error().detail);
    big_endian(*n, 4).copy(waiting_.data(), 4);
    sent_ = 0;
    pending_ = 4 + *n;
    return {};
  }

  Result<void> fill() {
    if (jumps_ || ended_ || sent_ < pending_) return {};
    auto n = source_.read(waiting_);
    if (!n) return broken(n.error().code, n.error().detail);
    sent_ = 0;
    pending_ = *n;
    if (*n == 0) {
      ended_ = true;
      to_.close();
    }
    return {};
  }

  /// Moves bytes one way or the other, whichever is ready; waits at most `quiet`.
  Result<void> pump() {
    TRY(fill());
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now());
    if (left.count() <= 0) return broken(Errc::timeout, "unpacking took longer than its time limit");
    const auto wait = std::min<std::chrono::milliseconds>(left, quiet_);
    std::array<pollfd, 2> ends{pollfd{from_.get(), POLLIN, 0},
                               pollfd{ended_ || sent_ == pending_ ? -1 : to_.get(), POLLOUT, 0}};
    const int ready = ::poll(ends.data(), ends.size(), static_cast<int>(wait.count()));
    if (ready < 0) {
      if (errno == EINTR) return {};
      return broken(Errc::io, "poll: " + errno_text());
    }
    if (ready == 0) return broken(Errc::timeout, "the decoder said nothing for too long and was stopped");
    if (ends[0].revents != 0) return receive();
    if (ends[1].revents != 0) return send();
    return {};
  }

  Result<void> receive() {
    std::array<char, 65536> buffer{};
    const auto n = ::read(from_.get(), buffer.data(), buffer.size());
    if (n < 0) {
      if (errno == EAGAIN || errno == EINTR) return {};
      return broken(Errc::io, "read: " + errno_text());
    }
    if (n == 0) return died();
    reader_.feed({buffer.data(), static_cast<std::size_t>(n)});
    return {};
  }

  Result<void> send() {
    const auto n = ::send(to_.get(), waiting_.data() + sent_, pending_ - sent_, MSG_NOSIGNAL);
    if (n >= 0) {
      sent_ += static_cast<std::size_t>(n);
    } else if (errno == EPIPE || errno == ECONNRESET) {
      // It has all it wants; what it still says is on the other pipe.
      ended_ = true;
      to_.close();
    } else if (errno != EAGAIN && errno != EINTR) {
      return broken(Errc::io, "write: " + errno_text());
    }
    return {};
  }

  Error died() {
    int status = 0;
    wait_for(pid_, status);
    pid_ = -1;
    if (WIFSIGNALED(status))
      return broken(Errc::decoder, "the decoder was stopped by signal " + std::to_string(WTERMSIG(status)));
    return broken(Errc::decoder, "the decoder ended without finishing (status " +
                                     std::to_string(WEXITSTATUS(status)) + ")");
  }

  ByteSource& source_;
  bool jumps_;
  std::chrono::milliseconds quiet_;
  std::size_t name_bytes_;
  Clock::time_point deadline_;
  Fd to_, from_;
  pid_t pid_ = -1;
  FrameReader reader_;
  std::vector<char> waiting_;  ///< for the decoder; [sent_, pending_) not yet passed on
  std::size_t sent_ = 0, pending_ = 0;
  bool ended_ = false, inside_ = false, over_ = false;
  std::optional<Error> broken_;
  std::string body_;
  std::size_t at_ = 0;
  std::string trouble_;
  std::optional<std::uint64_t> piece_;
};

Result<void> Child::spawn(const std::string& program, Container kind,
                          std::span<const std::uint64_t> parts, PreparedDecoders::All* prepared) {
  // A socket for the way in: writing to a dead decoder is then an error and not a signal.
  std::array<int, 2> in{}, out{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in.data()) != 0)
    return fail(Errc::io, "socketpair: " + errno_text());
  to_ = Fd(in[0]);
  const Fd child_in(in[1]);
  if (::pipe2(out.data(), O_CLOEXEC) != 0) return fail(Errc::io, "pipe: " + errno_text());
  from_ = Fd(out[0]);
  const Fd child_out(out[1]);
  for (int fd : {to_.get(), from_.get()})
    if (::fcntl(fd, F_SETFL, O_NONBLOCK) != 0) return fail(Errc::io, "fcntl: " + errno_text());
  std::vector<std::string> words{std::string(word_of(kind))};
  std::string size = jumps_ && parts.empty() ? std::to_string(source_.size().value_or(0)) : "";
  for (const auto part : parts)
    size += (size.empty() ? "" : ",") + std::to_string(part);
  if (jumps_) words.push_back(std::move(size));
  if (prepared != nullptr)
    if (const auto made = prepared->of(program).made(words, child_in.get(), child_out.get())) {
      pid_ = *made;
      return {};
    }
  pid_ = TRY(started(program, std::move(words), child_in.get(), child_out.get()));
  return {};
}

}  // namespace

namespace {

struct Row {
  Container kind;
  std::string_view word, program;
  bool jumps = false, single = false;
};
constexpr std::array rows{
    Row{Container::zip, "zip", ""},
    Row{Container::gzip, "gzip", "", false, true},
    Row{Container::bzip2, "bzip2", "", false, true},
    Row{Container::xz, "xz", "", false, true},
    Row{Container::zstd, "zstd", "", false, true},
    Row{Container::lzma, "lzma", "", false, true},
    Row{Container::lz4, "lz4", "", false, true},
    Row{Container::compress, "compress", "", false, true},
    Row{Container::tar, "tar", ""},
    Row{Container::cpio, "cpio", ""},
    Row{Container::ar, "ar", ""},
    Row{Container::cab, "cab", ""},
    Row{Container::lha, "lha", ""},
    Row{Container::appended_zip, "appended-zip", "", true},
    Row{Container::seven_zip, "7z", "", true},
    Row{Container::rar, "rar", "", true},
    Row{Container::iso, "iso", "", true},
    Row{Container::word, "docx", "", true},
    Row{Container::sheet, "xlsx", "", true},
    Row{Container::slides, "pptx", "", true},
    Row{Container::open_text, "odt", "", true},
    Row{Container::open_sheet, "ods", "", true},
    Row{Container::old_office, "ole", "", true},
    Row{Container::sqlite, "sqlite", "", true},
    Row{Container::mail, "mail", ""},
    Row{Container::mailbox, "mbox", ""},
    Row{Container::pdf, "pdf", "-pdf", true},
    Row{Container::pst, "pst", "-pst", true},
    Row{Container::disk, "disk", "-disk", true},
    Row{Container::ewf, "ewf", "-disk", true},
    Row{Container::picture, "picture", "-ocr", true},
    Row{Container::heif, "heif", "-heif", true},
    Row{Container::rich_text, "rtf", ""},
    Row{Container::dbase, "dbf", ""},
    Row{Container::winmail, "tnef", "", true},
    Row{Container::vmdk, "vmdk", "-disk", true},
    Row{Container::vhd, "vhd", "-disk", true},
    Row{Container::qcow, "qcow", "-disk", true},
    Row{Container::access, "mdb", "", true},
    Row{Container::emf, "emf", "", true},
    Row{Container::wmf, "wmf", "", true},
    Row{Container::dbase_memos, "dbf", "", true},
    Row{Container::help, "chm", "-windows", true},
    Row{Container::event_log, "evtx", "-windows", true},
};

const Row& row_of(Container kind) {
  for (const auto& row : rows)
    if (row.kind == kind) return row;
  return rows.front();
}

}  // namespace

std::string_view word_of(Container kind) { return row_of(kind).word; }
std::string_view program_of(Container kind) { return row_of(kind).program; }
bool needs_jumps(Container kind) { return row_of(kind).jumps; }
bool is_disk_image(Container kind) {
  return kind == Container::disk || kind == Container::ewf || kind == Container::vmdk ||
         kind == Container::vhd || kind == Container::qcow;
}
bool is_single(Container kind) { return row_of(kind).single; }

Result<std::string> decoder_program(const std::string& given) {
  if (!given.empty()) return given;
  if (const char* named = std::getenv("LEDGELIGHT_DECODE"); named != nullptr && *named != '\0')
    return std::string(named);
  std::string path(4096, '\0');
  const auto n = ::readlink("/proc/self/exe", path.data(), path.size());
  if (n <= 0) return fail(Errc::config, "cannot tell where this program stands");
  path.resize(static_cast<std::size_t>(n));
  path.resize(path.rfind('/') + 1);
  path += "ledgelight-decode";
  if (::access(path.c_str(), X_OK) != 0)
    return fail(Errc::config, "ledgelight-decode is not beside the program: " + path);
  return path;
}

std::string reader_identity() {
  std::string out = rules_digest();
  const auto add = [&](const std::string& path) {
    struct stat st {};
    if (::stat(path.c_str(), &st) != 0) return;
    for (const auto n : {static_cast<std::uint64_t>(st.st_dev), static_cast<std::uint64_t>(st.st_ino),
                         static_cast<std::uint64_t>(st.st_size), static_cast<std::uint64_t>(st.st_mtim.tv_sec),
                         static_cast<std::uint64_t>(st.st_mtim.tv_nsec)})
      out += " " + std::to_string(n);
  };
  add("/proc/self/exe");
  if (const auto decoder = decoder_program(""))
    for (const auto kind : {Container::zip, Container::pdf, Container::pst, Container::disk,
                            Container::picture, Container::heif, Container::event_log})
      add(*decoder + std::string(program_of(kind)));
  return out;
}

Result<std::unique_ptr<Unpacking>> Unpacking::start(Container kind, ByteSource& source,
                                                    const Limits& limits,
                                                    std::span<const std::uint64_t> parts) {
  const auto program = TRY(decoder_program(limits.decoder)) + std::string(program_of(kind));
  CHECK(!needs_jumps(kind) || source.size());
  auto child = std::make_unique<Child>(source, kind, limits);
  TRY(child->spawn(program, kind, parts,
                   prepared_here == nullptr ? nullptr : prepared_here->all_.get()));
  return std::unique_ptr<Unpacking>(std::move(child));
}

}  // namespace ledgelight::discover
