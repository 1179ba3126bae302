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

std::string big_endian(std::uint64_t value, int bytes) {
  std::string out;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    out += static_cast<char>(value >> shift);
  return out;
}

std::uint64_t from_big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes.substr(0, 8))
    value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

std::string encode_ask(Ask ask) {
  return encode_frame(FrameType::ask, big_endian(ask.offset, 8) + big_endian(ask.length, 4));
}

std::optional<Ask> read_ask(std::string_view body) {
  if (body.size() != 12) return std::nullopt;
  const Ask ask{from_big_endian(body.substr(0, 8)),
                static_cast<std::uint32_t>(from_big_endian(body.substr(8)))};
  if (ask.length == 0 || ask.length > max_ask) return std::nullopt;
  return ask;
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
  const bool inside = state_ == State::inside || state_ == State::inside_pieces;
  switch (type) {
    case FrameType::member: fits = state_ == State::between; after = State::inside; break;
    case FrameType::text:
    case FrameType::bytes:
      fits = state_ == State::between;
      after = State::inside_pieces;
      break;
    case FrameType::data: fits = inside; break;
    case FrameType::piece: fits = state_ == State::inside_pieces && length == 8; break;
    case FrameType::member_end:
    case FrameType::member_trouble:
      fits = inside;
      after = State::between;
      break;
    case FrameType::end: fits = state_ == State::between; after = State::over; break;
    case FrameType::failed: fits = state_ != State::over; after = State::over; break;
    case FrameType::ask: fits = state_ != State::over && length == 12; break;
  }
  if (!fits) return fail(Errc::decoder, "the decoder sent a frame out of order");
  if (left < frame_head + length) return std::optional<Frame>();
  state_ = after;
  Frame frame{type, buffer_.substr(at_ + frame_head, length)};
  at_ += frame_head + length;
  return std::optional<Frame>(std::move(frame));
}

}  // namespace ledgelight::discover
