#include "decode/sandbox.hpp"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <initializer_list>
#include <vector>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LEDGELIGHT_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LEDGELIGHT_SANITIZED 1
#endif
#endif

#if defined(__clang__)
#pragma clang diagnostic ignored "-Wc99-extensions"  // libseccomp's macros are C
#endif

namespace ledgelight::decode {
namespace {

bool bound(__rlimit_resource_t what, unsigned long most) {
  const rlimit limit{most, most};
  return setrlimit(what, &limit) == 0;
}

/// From now on only files below `folders` can be opened, and only to be read. False without Landlock.
bool only_below(std::span<const char* const> folders) {
  landlock_ruleset_attr rules{};
  const auto version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return false;
  // Every right that the first version knows is taken away; two are given back below the folders.
  rules.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
  const auto set = static_cast<int>(syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0));
  if (set < 0) return false;
  bool ok = true;
  for (const char* folder : folders) {
    const int fd = open(folder, O_PATH | O_CLOEXEC);
    if (fd < 0) continue;  // a folder that is not there gives nothing away
    landlock_path_beneath_attr below{};
    below.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    below.parent_fd = fd;
    ok = ok && syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &below, 0) == 0;
    close(fd);
  }
  ok = ok && syscall(SYS_landlock_restrict_self, set, 0) == 0;
  close(set);
  return ok;
}

using Program = std::vector<sock_filter>;

/// What the kernel is to ask of each system call; empty when it cannot be worked out.
Program allow_list(bool files) {
  // Whatever is not named ends the process, before it can do anything.
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (filter == nullptr) return {};
  bool ok = true;
  for (int call : {SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap),
                   SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(exit),
                   SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
                   SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(restart_syscall),
                   SCMP_SYS(getrandom), SCMP_SYS(close)})
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
  // No page may become executable that was written.
  ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                              SCMP_A2(SCMP_CMP_MASKED_EQ, 4, 0)) == 0;
  // A library that looks for a file (locale, time zone) is told there is none; with Landlock it is
  // told so of every file outside its folders.
  const auto looks = files ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EACCES);
  if (files) {
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                                SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY)) == 0;
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(pread64), 0) == 0;
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(getdents64), 0) == 0;
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fstatfs), 0) == 0;
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 0) == 0;
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fadvise64), 0) == 0;
  } else {
    ok = ok && seccomp_rule_add(filter, looks, SCMP_SYS(openat), 0) == 0;
  }
  for (int call : {SCMP_SYS(stat), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(access), SCMP_SYS(lseek)})
    ok = ok && seccomp_rule_add(filter, looks, call, 0) == 0;
  for (int call : {SCMP_SYS(open), SCMP_SYS(readlink), SCMP_SYS(ioctl), SCMP_SYS(statfs), SCMP_SYS(getcwd),
                   SCMP_SYS(sysinfo), SCMP_SYS(sched_getaffinity), SCMP_SYS(uname), SCMP_SYS(getpid),
                   SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(unlink), SCMP_SYS(clone), SCMP_SYS(clone3),
                   SCMP_SYS(prlimit64), SCMP_SYS(faccessat2), SCMP_SYS(statx), SCMP_SYS(rseq)})
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 0) == 0;
#ifdef LEDGELIGHT_SANITIZED
  for (int call : {SCMP_SYS(sigaltstack), SCMP_SYS(gettid), SCMP_SYS(sched_yield), SCMP_SYS(mprotect),
                   SCMP_SYS(rt_sigaction), SCMP_SYS(tgkill), SCMP_SYS(pipe), SCMP_SYS(pipe2)})
    seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
#endif
  Program out;
  const int held = memfd_create("filter", MFD_CLOEXEC);
  ok = ok && held >= 0 && seccomp_export_bpf(filter, held) == 0;
  seccomp_release(filter);
  if (ok) {
    const auto size = lseek(held, 0, SEEK_END);
    if (size > 0 && static_cast<std::size_t>(size) % sizeof(sock_filter) == 0) {
      out.resize(static_cast<std::size_t>(size) / sizeof(sock_filter));
      if (pread(held, out.data(), static_cast<std::size_t>(size), 0) != size) out.clear();
    }
  }
  if (held >= 0) close(held);
  return out;
}

/// [0] where no file may be opened, [1] where some may.
std::array<Program, 2>& allow_lists() {
  static std::array<Program, 2> lists;
  return lists;
}

const Program& prepared(bool files) {
  auto& list = allow_lists()[files ? 1 : 0];
  if (list.empty()) list = allow_list(files);
  return list;
}

bool put_in_force(const Program& list) {
  if (list.empty() || list.size() > 0xFFFF) return false;
  // The kernel only reads it.
  const sock_fprog program{static_cast<unsigned short>(list.size()),
                           const_cast<sock_filter*>(list.data())};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

}  // namespace

void prepare_sandbox(const Bounds& bounds) {
  prepared(false);
  if (!bounds.folders.empty()) prepared(true);
}

bool enter_sandbox(const Bounds& bounds) {
  if (close_range(3, ~0U, 0) != 0) return false;
  // Worked out while a file can still be made for it.
  prepare_sandbox(bounds);
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0 ||
      prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return false;
#ifndef LEDGELIGHT_SANITIZED  // its shadow memory is larger than any bound
  if (!bound(RLIMIT_AS, bounds.memory)) return false;
#endif
  const bool files = !bounds.folders.empty() && only_below(bounds.folders);
  return bound(RLIMIT_CPU, bounds.seconds) && bound(RLIMIT_CORE, 0) && bound(RLIMIT_FSIZE, 0) &&
         bound(RLIMIT_NOFILE, files ? 32 : 3) && bound(RLIMIT_NPROC, 0) &&
         put_in_force(prepared(files));
}

}  // namespace ledgelight::decode
