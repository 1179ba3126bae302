#include "discover/frame.hpp"

namespace ledgelight::discover {

std::string encode_frame(FrameType type, std::string_view body) {
  CHECK(body.size() <= max_frame_body);
  std::string out;
  out.reserve(frame_head + body.size());
  out += static_cast<char>(type);
  for (int shift = 24; shift >= 0; shift -= 8)
    out += static_cast<char>((body.size() >> shift) & 0xFF);
  return out += body;
}

void FrameReader::feed(std::string_view bytes) {
  if (at_ > 0 && at_ >= buffer_.size() / 2) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  buffer_ += bytes;
}

Result<std::optional<Frame>> FrameReader::next() {
  const auto left = buffer_.size() - at_;
  if (left < frame_head) return std::optional<Frame>();
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(buffer_[at_ + i]); };
  const std::size_t length = static_cast<std::size_t>(byte(1)) << 24 | static_cast<std::size_t>(byte(2)) << 16 |
                             static_cast<std::size_t>(byte(3)) << 8 | byte(4);
  const auto type = static_cast<FrameType>(buffer_[at_]);
  if (length > max_frame_body) return fail(Errc::decoder, "the decoder sent a frame too long");
  bool fits = false;
  State after = state_;
  switch (type) {
    case FrameType::member: fits = state_ == State::between; after = State::inside; break;
    case FrameType::data: fits = state_ == State::inside; break;
    case FrameType::member_end:
    case FrameType::member_trouble: fits = state_ == State::inside; after = State::between; break;
    case FrameType::end: fits = state_ == State::between; after = State::over; break;
    case FrameType::failed: fits = state_ != State::over; after = State::over; break;
  }
  if (!fits) return fail(Errc::decoder, "the decoder sent a frame out of order");
  if (left < frame_head + length) return std::optional<Frame>();
  state_ = after;
  Frame frame{type, buffer_.substr(at_ + frame_head, length)};
  at_ += frame_head + length;
  return std::optional<Frame>(std::move(frame));
}

}  // namespace ledgelight::discover
