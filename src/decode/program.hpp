// decode/program.hpp: what every decoder program does around its parser.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "decode/channel.hpp"
#include "decode/sandbox.hpp"

namespace ledgelight::decode {

/// What one program can do with the container it was started for.
struct Job {
  std::string_view kind;  ///< the first argument
  Input input;            ///< for kinds read front to back
  Bytes* bytes = nullptr; ///< for kinds read by jumping: when the second argument is a size
  const Output& output;
  /// Of the files that `bytes` is, one behind the other; one, when the second argument is one size.
  std::vector<std::uint64_t> parts = {};
};

/// Closes the sandbox, then runs `work`, which answers false for a kind it does not know. What it
/// throws becomes the frame that says why the container cannot be read further. `prepare` loads
/// what a kind needs from disk; it is called before, and never sees a byte of a container. With the
/// one argument `prepared` (discover/frame.hpp) the process reads no container: each that is asked
/// for is read by a process of its own, which is this one as it was before it read anything. Does
/// not return. Exit status: 0 all said, 2 wrong arguments, 3 no sandbox, 4 out of memory and the
/// like.
[[noreturn]] void run(int count, char** arguments, const Bounds& bounds,
                      const std::function<bool(Job&)>& work,
                      const std::function<void(std::string_view kind)>& prepare = {});

}  // namespace ledgelight::decode
