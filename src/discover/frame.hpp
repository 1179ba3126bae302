// discover/frame.hpp: what a decoder program writes to its standard output.
//
// A frame is one type byte, the length of its body as four bytes, most significant first, and the
// body. A member begins with one of
//   'M' a file of any kind, as it is stored: whoever listens tells its kind and may go deeper,
//   'T' text that the decoder made (the rows of a sheet, the text of a page),
//   'B' bytes of no kind (a disk's free blocks), to be searched for text,
// each with the member's name as body; a 'T' or 'B' without a name is the container itself. Then
// any number of 'D' (body: bytes of it) and, within 'T' and 'B', 'S' (body: an offset, eight bytes)
// where a new piece begins that has nothing to do with the one before (a table after prose) and
// whose first byte has that offset in the member. Then 'E' (empty body: that was all) or 'X' (body:
// why the rest of it cannot be read). At the end 'Z' (empty body) or 'F' (body: why the container
// cannot be read further).
//
// A decoder that must jump in its container asks between any two frames: 'P' (body: an offset,
// eight bytes, and a length, four bytes, 1 … `max_ask`). The answer comes on its standard input: a
// count, four bytes, and that many bytes; fewer than asked only at the container's end;
// `ask_failed` instead of a count when they cannot be had. All numbers: most significant byte
// first.
//
// A decoder that was started with the one argument `prepared` has a socket as its standard input
// and takes requests from it, one a packet: the arguments it would have been started with, each
// ended by a zero byte, and two descriptors, the standard input and output of a process that is
// made for them. It answers each with that process's id, four bytes; zeros when none could be made.
//
// No body is longer than `max_frame_body`; a reader refuses a longer one before taking memory for
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace ledgelight::discover {

inline constexpr std::size_t max_frame_body = 1U << 16;
inline constexpr std::size_t frame_head = 5;
inline constexpr std::size_t max_ask = 1U << 20;
inline constexpr std::uint32_t ask_failed = 0xFFFFFFFF;
inline constexpr std::string_view prepared_argument = "prepared";
inline constexpr std::size_t max_request = 4096;

enum class FrameType : char {
  member = 'M',
  text = 'T',
  bytes = 'B',
  data = 'D',
  piece = 'S',
  member_end = 'E',
  member_trouble = 'X',
  end = 'Z',
  failed = 'F',
  ask = 'P',
};

struct Frame {
  FrameType type = FrameType::end;
  std::string body;
};

/// Head and body; CHECKs the length.
std::string encode_frame(FrameType type, std::string_view body);

struct Ask {
  std::uint64_t offset = 0;
  std::uint32_t length = 0;
};
std::string encode_ask(Ask ask);  ///< the whole frame
std::optional<Ask>
read_ask(std::string_view body);  ///< nullopt: another size, or a length out of bounds
/// `value` in so many bytes, most significant first, and back (at most eight are read).
std::string big_endian(std::uint64_t value, int bytes);
std::uint64_t from_big_endian(std::string_view bytes);

/// Takes bytes as they come, gives frames, and holds their order.
class FrameReader {
 public:
  void feed(std::string_view bytes);
  /// The next whole frame, or nullopt when more bytes are needed. Fails for good (Errc::decoder)
  /// on an unknown type, a body too long, or a frame out of order.
  Result<std::optional<Frame>> next();
  bool finished() const { return state_ == State::over; }

 private:
  enum class State { between, inside, inside_pieces, over };
  std::string buffer_;
  std::size_t at_ = 0;
  State state_ = State::between;
};

}  // namespace ledgelight::discover
