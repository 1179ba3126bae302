// discover/frame.hpp: what ledgelight-decode writes to its standard output.
//
// A frame is one type byte, the length of its body as four bytes, most significant first, and the
// body. In order, for each member: 'M' (body: its name), any number of 'D' (body: bytes of it),
// and 'E' (empty body: that was all) or 'X' (body: why the rest of it cannot be read). At the end
// 'Z' (empty body) or 'F' (body: why the container cannot be read further). No body is longer than
// `max_frame_body`; a reader refuses a longer one before taking memory for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace ledgelight::discover {

inline constexpr std::size_t max_frame_body = 1U << 16;
inline constexpr std::size_t frame_head = 5;

enum class FrameType : char {
  member = 'M', data = 'D', member_end = 'E', member_trouble = 'X', end = 'Z', failed = 'F',
};

struct Frame {
  FrameType type = FrameType::end;
  std::string body;
};

/// Head and body; CHECKs the length.
std::string encode_frame(FrameType type, std::string_view body);

/// Takes bytes as they come, gives frames, and holds their order.
class FrameReader {
 public:
  void feed(std::string_view bytes);
  /// The next whole frame, or nullopt when more bytes are needed. Fails for good (Errc::decoder)
  /// on an unknown type, a body too long, or a frame out of order.
  Result<std::optional<Frame>> next();
  bool finished() const { return state_ == State::over; }

 private:
  enum class State { between, inside, over };
  std::string buffer_;
  std::size_t at_ = 0;
  State state_ = State::between;
};

}  // namespace ledgelight::discover
