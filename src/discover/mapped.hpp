// discover/mapped.hpp: text that was decoded for reading, each byte of which knows where it stood.
//
// "O&#39;Neil", "Mu\u00f1oz", 'O''Neil' and UTF-16 are read as the characters they stand for; a
// finding in them still names the bytes of the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "discover/text.hpp"

namespace ledgelight::discover {

class Mapped {
 public:
  void clear();
  std::string_view bytes() const { return bytes_; }
  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }

  /// Code units that stand for themselves; `at` is the place of the first in the member.
  void copy(std::string_view units, std::uint64_t at, std::size_t stride);
  /// Characters that stand for `length` bytes of the member at `at`.
  void put(std::string_view utf8, std::uint64_t at, std::uint64_t length);
  /// Cells [from, to) of `text`: UTF-16 becomes UTF-8, twice-encoded UTF-8 is read once.
  void copy(const Text& text, std::size_t from, std::size_t to);
  /// Another decoded piece, [from, to) of it.
  void append(const Mapped& other, std::size_t from, std::size_t to);
  /// Forgets what follows the first `size` bytes.
  void cut(std::size_t size);

  /// Place in the member of the character at `at`, and the place after the one that ends at `to`.
  std::uint64_t offset(std::size_t at) const;
  std::uint64_t end(std::size_t to) const;
  /// Both at once: of `from` and of `to`, which is not before it.
  std::pair<std::uint64_t, std::uint64_t> places(std::size_t from, std::size_t to) const;

 private:
  /// length 0: each byte from `pos` on is `stride` bytes of the member.
  struct Piece {
    std::size_t pos;
    std::uint64_t at, length;
    std::size_t stride;
  };
  std::size_t piece_at(std::size_t pos) const;

  std::string bytes_;
  std::vector<Piece> pieces_;
};

/// UTF-8 that was taken for Windows-1252 and written as UTF-8 again ("GarcÃ­a"): the character that
/// begins at `at` as it was meant. `length` is what it takes in `bytes`; 0 when it is none.
std::uint32_t twice_encoded(std::string_view bytes, std::size_t at, std::size_t& length);

}  // namespace ledgelight::discover
