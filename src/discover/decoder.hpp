// discover/decoder.hpp: our end of the pipe to ledgelight-decode.
//
// Each container is unpacked by a fresh process that, before it reads the first byte, has no open
// file but its two pipes, no network, no new privileges, a seccomp allow-list and limits on memory
// and processor time. A decoder that crashes, hangs or lies costs its container and nothing else.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/result.hpp"
#include "discover/scan.hpp"

namespace ledgelight::discover {

/// Finds ledgelight-decode: `given`, else $LEDGELIGHT_DECODE, else beside the running program.
Result<std::string> decoder_program(const std::string& given);

enum class Container { zip, gzip, bzip2, xz, zstd, tar };
std::string_view word_of(Container kind);  ///< "zip"

/// What the decoder says about one member, before its bytes.
struct Member {
  std::string name;  ///< as stored: any bytes, "../" and all; "" when the format has none
};

class Unpacking {
 public:
  /// Starts the program. `source` must outlive it and begins at the container's first byte.
  static Result<std::unique_ptr<Unpacking>> start(Container kind, ByteSource& source,
                                                  const Limits& limits);
  virtual ~Unpacking() = default;
  /// The next member, skipping what is left of the current one; nullopt at the end. An error is
  /// the end too: decoder (died, broke the protocol), timeout, truncated (container cut short or
  /// damaged), or the source's own error.
  virtual Result<std::optional<Member>> next() = 0;
  /// Bytes of the current member; 0 at its end.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
  /// After read() gave 0: why the member ended early ("encrypted"); "" when it is whole.
  virtual const std::string& trouble() const = 0;
};

}  // namespace ledgelight::discover
