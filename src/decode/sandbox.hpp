// decode/sandbox.hpp: shuts this process off from everything but its pipes.
#pragma once

#include <span>

namespace ledgelight::decode {

struct Bounds {
  unsigned long memory = 512UL << 20;  ///< bytes of address space
  unsigned long seconds = 3600;        ///< of processor time
  /// Folders with a library's own tables, which it opens when it needs them. They can be read only
  /// where the kernel has Landlock to hold it to them; elsewhere no file can be opened at all.
  std::span<const char* const> folders = {};
};

/// Works out the list of system calls before enter_sandbox() does, which then only puts it in
/// force: for a process that many are made from.
void prepare_sandbox(const Bounds& bounds);

/// Closes every descriptor above 2, gives up privileges for good, bounds memory and time, and
/// leaves only the system calls of reading, writing and memory (with `folders`: of reading files
/// below these). Must come before the first byte of input. False when any step fails: then nothing may be read.
bool enter_sandbox(const Bounds& bounds);

}  // namespace ledgelight::decode
