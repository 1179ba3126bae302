#include "cli/terminal.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <utility>

namespace ledgelight::cli {
namespace {

class Terminal {
 public:
  explicit Terminal(int fd) : fd_(fd) {
    quiet_ = ::tcgetattr(fd_, &before_) == 0;
    auto now = before_;
    now.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    quiet_ = quiet_ && ::tcsetattr(fd_, TCSAFLUSH, &now) == 0;
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal() {
    if (quiet_) ::tcsetattr(fd_, TCSAFLUSH, &before_);
    ::close(fd_);
  }
  bool quiet() const { return quiet_; }
  void say(const std::string& text) const { (void)!::write(fd_, text.data(), text.size()); }
  bool line(std::string& out) const {
    char c = 0;
    while (::read(fd_, &c, 1) == 1) {
      if (c == '\n') return true;
      if (out.size() < 4096) out += c;
    }
    return false;
  }

 private:
  int fd_;
  termios before_{};
  bool quiet_ = false;
};

}  // namespace

Result<std::string> ask_at_terminal(const std::string& question) {
  const int fd = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) {
    return fail(Errc::usage, "a secret is needed (" + question.substr(0, question.find(':')) +
                                 ") and there is no terminal to ask at");
  }
  const Terminal terminal(fd);
  if (!terminal.quiet()) return fail(Errc::usage, "the terminal cannot hide what is typed");
  terminal.say(question);
  std::string answer;
  const bool whole = terminal.line(answer);
  terminal.say("\n");
  if (!whole) return fail(Errc::usage, "nothing was typed");
  return answer;
}

}  // namespace ledgelight::cli
