#include "decode/sandbox.hpp"

#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>

#if defined(__SANITIZE_ADDRESS__)
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

bool filter_calls() {
  // Whatever is not named ends the process, before it can do anything.
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (filter == nullptr) return false;
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
  // A library that looks for a file (locale, time zone) is told there is none.
  for (int call : {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(stat), SCMP_SYS(fstat), SCMP_SYS(newfstatat),
                   SCMP_SYS(access), SCMP_SYS(readlink), SCMP_SYS(ioctl), SCMP_SYS(lseek)})
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 0) == 0;
#ifdef LEDGELIGHT_SANITIZED
  for (int call : {SCMP_SYS(sigaltstack), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(sched_yield),
                   SCMP_SYS(mprotect), SCMP_SYS(rt_sigaction), SCMP_SYS(clone), SCMP_SYS(tgkill)})
    seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
#endif
  ok = ok && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return ok;
}

}  // namespace

bool enter_sandbox(const Bounds& bounds) {
  if (close_range(3, ~0U, 0) != 0) return false;
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0 ||
      prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return false;
#ifndef LEDGELIGHT_SANITIZED  // its shadow memory is larger than any bound
  if (!bound(RLIMIT_AS, bounds.memory)) return false;
#endif
  return bound(RLIMIT_CPU, bounds.seconds) && bound(RLIMIT_CORE, 0) && bound(RLIMIT_FSIZE, 0) &&
         bound(RLIMIT_NOFILE, 3) && bound(RLIMIT_NPROC, 0) && filter_calls();
}

}  // namespace ledgelight::decode
