// What every decoder must hold to: it comes to an end or says why not, and what it says are frames
// that keep their order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "decode/said_for_tests.hpp"

namespace ledgelight::decode {

inline std::string_view view(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Hands out `rest`, at most `step` bytes at a time.
inline Input fed(std::string_view rest, std::size_t step = std::string_view::npos) {
  return [rest, step](std::span<char> into) mutable {
    const auto n = std::min({into.size(), rest.size(), step});
    std::memcpy(into.data(), rest.data(), n);
    rest.remove_prefix(n);
    return static_cast<long>(n);
  };
}

/// Takes frames and holds each to its order; stops the decoder after `most` of them.
class Listener {
 public:
  explicit Listener(std::size_t most = 2'000) : left_(most) {}
  bool operator()(std::string_view frame) {
    reader_.feed(frame);
    const auto read = reader_.next();
    CHECK(read && *read);
    return left_ > 0 && --left_ > 0;
  }
  /// The decoder came back, or what it threw ended it; nothing may be left half said.
  void ended(bool damaged) const { CHECK(damaged || left_ == 0 || reader_.finished()); }

 private:
  discover::FrameReader reader_;
  std::size_t left_;
};

/// Runs a decoder that takes `listener` as its output.
template <class Decoder>
int heard(const Decoder& decoder, std::size_t most = 2'000) {
  Listener listener(most);
  bool damaged = false;
  try {
    decoder([&](std::string_view frame) { return listener(frame); });
  } catch (const Damaged&) {
    damaged = true;
  }
  listener.ended(damaged);
  return 0;
}

/// A decoder that jumps about in its file.
template <class Decoder>
int heard_jumping(const Decoder& decoder, const std::uint8_t* data, std::size_t size) {
  auto bytes = bytes_of(view(data, size));
  return heard([&](const Output& output) { decoder(bytes, output); });
}

/// A decoder that reads front to back says the same however the bytes come.
template <class Decoder>
int same_however_fed(const Decoder& decoder, const std::uint8_t* data, std::size_t size) {
  const auto said = [&](std::size_t step) {
    std::string frames;
    try {
      decoder(fed(view(data, size), step), [&](std::string_view frame) {
        return frames += frame, frames.size() < (8U << 20);
      });
    } catch (const Damaged& why) {
      frames += why.what();
    }
    return frames;
  };
  CHECK(said(1U << 16) == said(3));
  return 0;
}

}  // namespace ledgelight::decode
