// decode/said_for_tests.hpp: what a decoder said, taken apart; zips and Bytes to feed it.
#pragma once

#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "decode/channel.hpp"
#include "discover/frame.hpp"

namespace ledgelight::decode {

struct SaidMember {
  char type = 'M';
  std::string name, data, trouble;
  std::vector<std::pair<std::uint64_t, std::string>> pieces;  ///< each with the offset it begins at
};

struct Said {
  std::vector<SaidMember> members;
  std::string end;  ///< "Z", "F: why", or "" when it said neither
  const SaidMember* find(std::string_view name) const {
    for (const auto& m : members)
      if (m.name == name) return &m;
    return nullptr;
  }
  std::string data(std::string_view name) const {
    std::string all;
    for (const auto& m : members)
      if (m.name == name) all += m.data;
    return all;
  }
  std::string names() const {
    std::string all;
    for (const auto& m : members) all += (all.empty() ? "" : "|") + m.name;
    return all;
  }
};

inline Said taken_apart(std::string_view frames) {
  Said said;
  discover::FrameReader reader;
  reader.feed(frames);
  while (!reader.finished()) {
    auto frame = reader.next();
    if (!frame || !*frame) break;
    const auto& body = (*frame)->body;
    switch ((*frame)->type) {
      case discover::FrameType::member:
      case discover::FrameType::text:
      case discover::FrameType::bytes:
        said.members.push_back({static_cast<char>((*frame)->type), body, "", "", {}});
        break;
      case discover::FrameType::piece: said.members.back().pieces.emplace_back(discover::from_big_endian(body), ""); break;
      case discover::FrameType::data:
        said.members.back().data += body;
        if (!said.members.back().pieces.empty()) said.members.back().pieces.back().second += body;
        break;
      case discover::FrameType::member_trouble: said.members.back().trouble = body; break;
      case discover::FrameType::end: said.end = "Z"; break;
      case discover::FrameType::failed: said.end = "F: " + body; break;
      default: break;
    }
  }
  return said;
}

inline Bytes bytes_of(std::string_view s) {
  return Bytes(s.size(), [s](std::uint64_t offset, std::span<char> into) {
    const auto part = s.substr(static_cast<std::size_t>(offset), into.size());
    std::memcpy(into.data(), part.data(), part.size());
    return part.size();
  });
}

/// Runs a decoder that jumps; what it throws becomes the frame that its program would send.
inline Said said_by(const std::function<bool(Bytes&, const Output&)>& decoder, std::string_view container) {
  std::string frames;
  auto bytes = bytes_of(container);
  try {
    decoder(bytes, [&](std::string_view f) { return frames += f, true; });
  } catch (const Damaged& e) {
    frames += discover::encode_frame(discover::FrameType::failed, e.what());
  }
  return taken_apart(frames);
}

/// Runs a decoder that reads front to back, `step` bytes at a time.
inline Said said_by(const std::function<bool(const Input&, const Output&)>& decoder, std::string_view container, std::size_t step) {
  std::string frames;
  auto rest = container;
  try {
    decoder([&](std::span<char> into) {
              const auto n = std::min({into.size(), rest.size(), step});
              std::memcpy(into.data(), rest.data(), n);
              rest.remove_prefix(n);
              return static_cast<long>(n);
            },
            [&](std::string_view f) { return frames += f, true; });
  } catch (const Damaged& e) {
    frames += discover::encode_frame(discover::FrameType::failed, e.what());
  }
  return taken_apart(frames);
}

using Parts = std::vector<std::pair<std::string, std::string>>;
enum class Shell { zip, tar };
std::string packed(Shell shell, const Parts& parts);  ///< office_test.cpp
std::string zipped(const Parts& parts);

}  // namespace ledgelight::decode
