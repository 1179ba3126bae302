// linkage/texts.hpp: different texts, each kept once, one after the other in chunks. (Inside this
// room.) An id counts steps of four bytes, from 1; 0 is no text.
//   bare:  length u8, bytes
//   plain: count, letters u32, length u8, bytes
//   name:  count, letters, sound u32, families 4 × u16, length u8, bytes
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "linkage/text.hpp"

namespace ledgelight::linkage {

struct TextView {
  std::uint32_t count = 0;    ///< records that have it
  std::uint32_t letters = 0;  ///< letters_of
  std::string_view text;
};
struct NameView {
  std::uint32_t count = 0;
  std::uint32_t sound = 0;                  ///< sound_of
  std::uint32_t letters = 0;                ///< letters_of
  std::array<std::uint16_t, 4> families{};  ///< nickname families + 1; 0 for none
  std::string_view text;
};

class Texts {
 public:
  enum class Kind : std::uint8_t { bare = 0, plain = 8, name = 20 };
  explicit Texts(Kind kind) : head_(static_cast<std::size_t>(kind)) { slots_.assign(1U << 10, 0); }

  /// Of the first `longest` bytes. Counts each call, but for bare texts.
  std::uint32_t id_of(std::string_view text);
  /// No more calls of id_of.
  void close();

  std::string_view text(std::uint32_t id) const {
    if (id == 0) return {};
    const auto* at = place(id) + head_;
    return {reinterpret_cast<const char*>(at + 1), *at};
  }
  TextView view(std::uint32_t id) const {
    if (id == 0) return {};
    const auto* at = place(id);
    return {load(at), load(at + 4), text(id)};
  }
  NameView name(std::uint32_t id) const {
    NameView out;
    if (id == 0) return out;
    const auto* at = place(id);
    out.count = load(at);
    out.letters = load(at + 4);
    out.sound = load(at + 8);
    std::memcpy(out.families.data(), at + 12, 8);
    out.text = text(id);
    return out;
  }
  std::uint32_t count(std::uint32_t id) const { return id == 0 ? 0 : load(place(id)); }

 private:
  static constexpr std::size_t chunk = 1U << 20;

  static std::uint32_t load(const std::uint8_t* at) {
    std::uint32_t value;
    std::memcpy(&value, at, sizeof value);
    return value;
  }
  std::uint8_t* place(std::uint32_t id) const {
    const auto at = static_cast<std::size_t>(id - 1) * 4;
    return chunks_[at / chunk].get() + at % chunk;
  }
  std::size_t find(std::string_view text) const;
  void grow();
  std::uint32_t append(std::string_view text);

  std::size_t head_, end_ = 0, used_ = 0;
  std::vector<std::unique_ptr<std::uint8_t[]>> chunks_;
  std::vector<std::uint32_t> slots_;
};

}  // namespace ledgelight::linkage
