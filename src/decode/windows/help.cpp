extern "C" {
#include <chm_lib.h>
}
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstring>
#include <string>

#include "decode/windows/windows.hpp"

namespace ledgelight::decode {
namespace {

constexpr const char* our_name = "evidence.chm";
constexpr int our_file = 1 << 20;  // no descriptor is so large
constexpr std::size_t block = 1U << 16;
constexpr std::uint64_t most_members = 1'000'000;

Bytes* opened = nullptr;

class Help {
 public:
  Help(Bytes& bytes, const Output& output) : speaker_(output) { opened = &bytes; }
  ~Help() {
    if (file_ != nullptr) chm_close(file_);
    opened = nullptr;
  }
  Help(const Help&) = delete;
  Help& operator=(const Help&) = delete;

  void read() {
    file_ = chm_open(our_name);
    if (file_ == nullptr) throw Damaged("its head is damaged");
    const int went = chm_enumerate(file_, CHM_ENUMERATE_NORMAL | CHM_ENUMERATE_FILES, one, this);
    if (!speaker_.listening()) return;
    if (went != 1 || members_ == 0) throw Damaged("the list of its files is damaged");
    if (lost_ > 0)
      throw Damaged(std::to_string(lost_) + " of its " + std::to_string(members_) +
                    " files cannot be unpacked");
    speaker_.finish();
  }

 private:
  static int one(chmFile*, chmUnitInfo* unit, void* context) {
    auto& help = *static_cast<Help*>(context);
    help.member(*unit);
    return help.speaker_.listening() && help.members_ < most_members ? CHM_ENUMERATOR_CONTINUE
                                                                     : CHM_ENUMERATOR_FAILURE;
  }

  void member(chmUnitInfo& unit) {
    unit.path[CHM_MAX_PATHLEN] = '\0';
    std::string_view name = unit.path;
    if (!name.empty() && name[0] == '/') name.remove_prefix(1);
    ++members_;
    speaker_.member(name);
    for (LONGUINT64 at = 0; at < unit.length && speaker_.listening();) {
      const auto want = std::min<LONGUINT64>(block, unit.length - at);
      const auto n =
          chm_retrieve_object(file_, &unit, reinterpret_cast<unsigned char*>(buffer_.data()), at,
                              static_cast<LONGINT64>(want));
      if (n <= 0 || static_cast<LONGUINT64>(n) > want) {
        ++lost_;
        return speaker_.trouble("cannot be unpacked from byte " + std::to_string(at) + " on");
      }
      speaker_.say({buffer_.data(), static_cast<std::size_t>(n)});
      at += static_cast<LONGUINT64>(n);
    }
    speaker_.end();
  }

  Speaker speaker_;
  chmFile* file_ = nullptr;
  std::uint64_t members_ = 0, lost_ = 0;
  std::array<char, block> buffer_{};
};

}  // namespace

void read_help(Bytes& bytes, const Output& output) { Help(bytes, output).read(); }

}  // namespace ledgelight::decode

// The library opens its file by name: the name is ours, and so are the calls. Any other file is the
// system's matter.
extern "C" int open(const char* name, int flags, ...) {
  using namespace ledgelight::decode;
  if (opened != nullptr && name != nullptr && std::strcmp(name, our_name) == 0) return our_file;
  std::va_list more;
  va_start(more, flags);
  const auto mode = va_arg(more, unsigned);
  va_end(more);
  return static_cast<int>(::syscall(SYS_openat, -100, name, flags, mode));  // from where we stand
}

extern "C" ssize_t pread64(int file, void* into, std::size_t size, off64_t offset) {
  using namespace ledgelight::decode;
  if (file != our_file) return ::syscall(SYS_pread64, file, into, size, offset);
  if (opened == nullptr || offset < 0) return -1;
  try {
    return static_cast<ssize_t>(
        opened->read_at(static_cast<std::uint64_t>(offset), {static_cast<char*>(into), size}));
  } catch (const std::exception&) {
    return -1;
  }
}

extern "C" int close(int file) {
  return file == ledgelight::decode::our_file ? 0 : static_cast<int>(::syscall(SYS_close, file));
}
