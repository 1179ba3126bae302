// discover/decoder.hpp: our end of the pipe to a decoder program.
//
// Each container is read by a process of its own that, before it reads the first byte, has no open
// file but its two pipes (and, where a library needs tables of its own, read-only folders of them),
// no network, no new privileges, a seccomp allow-list and limits on memory and processor time. A
// decoder that crashes, hangs or lies costs its container and nothing else.
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

/// What would read now: the rules, and which files the running program and its decoders are. The same
/// text as long as none of them was replaced.
std::string reader_identity();

enum class Container : std::uint8_t {
  zip,
  gzip,
  bzip2,
  xz,
  zstd,
  tar,
  lz4,
  compress,
  cpio,
  ar,
  cab,
  lha,  // streams
  appended_zip,
  seven_zip,
  rar,
  iso,  // read by jumping
  word,
  sheet,
  slides,
  open_text,
  open_sheet,
  old_office,
  sqlite,
  mail,
  mailbox,
  pdf,
  pst,
  disk,
  ewf,
  picture,
  heif,
  rich_text,
  dbase,
  winmail,
  vmdk,
  vhd,
  qcow,
  access,
  event_log,
  lzma,
  emf,
  help,
  wmf,
  dbase_memos,  // a dbase that was joined with its memos
};
std::string_view word_of(Container kind);     ///< "zip": also the decoder's argument
std::string_view program_of(Container kind);  ///< "" for ledgelight-decode, "-pdf" …
/// Must the decoder jump in it? Then the source needs a size(), or is held in memory meanwhile.
bool needs_jumps(Container kind);
/// The image of a disk: may give more bytes than it has.
bool is_disk_image(Container kind);
/// One stream under another name ("export.csv.gz"), not a folder of members.
bool is_single(Container kind);

/// What the decoder says about one member, before its bytes.
struct Member {
  enum class Content : std::uint8_t { any, text, bytes };
  std::string name;  ///< as stored: any bytes, "../" and all; "" when the format has none
  Content content = Content::any;  ///< what frame.hpp says of 'M', 'T' and 'B'
};

/// While one lives, the decoders that its thread starts are made from prepared ones: each program
/// is loaded once, and a container is read by a copy of it from before it read anything, in a
/// sandbox of its own as ever. Where that does not work they are started one by one, as without it.
/// It must end on the thread that made it, after every Unpacking of that thread; with the thread
/// they all end.
class PreparedDecoders {
 public:
  PreparedDecoders();
  ~PreparedDecoders();
  PreparedDecoders(const PreparedDecoders&) = delete;
  PreparedDecoders& operator=(const PreparedDecoders&) = delete;
  class All;

 private:
  friend class Unpacking;
  std::unique_ptr<All> all_;
  PreparedDecoders* outer_;
};

class Unpacking {
 public:
  /// Starts the program. `source` must outlive it and begins at the container's first byte; when
  /// the kind needs_jumps it has a size(). `parts`: it is several files, one behind the other.
  static Result<std::unique_ptr<Unpacking>> start(Container kind, ByteSource& source,
                                                  const Limits& limits,
                                                  std::span<const std::uint64_t> parts = {});
  virtual ~Unpacking() = default;
  /// The next member, skipping what is left of the current one; nullopt at the end. An error is
  /// the end too: decoder (died, broke the protocol), timeout, truncated (container cut short or
  /// damaged), or the source's own error.
  virtual Result<std::optional<Member>> next() = 0;
  /// Bytes of the current member; 0 at its end, and where a piece of it ends.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
  /// After read() gave 0: the offset at which the member's next piece begins; nullopt at its end.
  virtual std::optional<std::uint64_t> next_piece() = 0;
  /// After read() gave 0: why the member ended early ("encrypted"); "" when it is whole.
  virtual const std::string& trouble() const = 0;
};

}  // namespace ledgelight::discover
