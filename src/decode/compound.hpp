// decode/compound.hpp: the streams of a compound file ([MS-CFB]), which old Office files are.
//
// Bounded by the file: no chain is followed further than its sectors, no entry is visited twice.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "decode/channel.hpp"

namespace ledgelight::decode {

class Compound {
 public:
  struct Entry {
    std::string path;   ///< UTF-8, '/' between storages, no control characters
    std::string place;  ///< the path up to and with the last '/': "" at the top
    std::string name;   ///< the path's last part
    std::uint64_t size = 0;
    std::uint32_t first = 0;  ///< sector
  };

  /// Damaged when it is none, or its tables cannot be read.
  explicit Compound(Bytes& bytes);
  /// Streams of a byte and more, in the order of the directory's tree; those that no storage leads
  /// to come last, below "$Lost".
  const std::vector<Entry>& streams() const { return entries_; }
  /// The stream `place` + `name` (in any case of letters), or nullptr.
  const Entry* find(std::string_view place, std::string_view name) const;

  /// One stream, to be read anywhere. `size` is what can be had: less than the entry says when its
  /// chain is cut short.
  class Stream {
   public:
    std::uint64_t size() const { return size_; }
    bool whole() const { return size_ == wanted_; }
    /// Fewer bytes only at the end.
    std::size_t read_at(std::uint64_t offset, std::span<char> into);
    std::string text_at(std::uint64_t offset, std::size_t most);

   private:
    friend class Compound;
    Compound* file_ = nullptr;
    std::vector<std::uint32_t> chain_;
    std::uint64_t size_ = 0, wanted_ = 0;
    bool small_ = false;
  };
  Stream open(const Entry& entry);
  /// Stretches of the file that no stream and no table holds: offset, length.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> free_parts() const;

 private:
  std::uint64_t place_of(std::uint32_t sector) const;
  std::vector<std::uint32_t> chain(std::uint32_t first, const std::vector<std::uint32_t>& table,
                                   std::uint64_t most) const;
  void read_table(std::string_view head);
  void read_directory(std::uint32_t first);

  Bytes& bytes_;
  std::uint64_t sector_ = 512, small_sector_ = 64, small_below_ = 4096;
  std::vector<std::uint32_t> next_, small_next_;
  std::vector<Entry> entries_;
  std::map<std::string, std::size_t> by_path_;  ///< lower case
  Stream small_;  ///< what the small streams stand in
};

/// Little-endian number of at most eight bytes; what lies behind the end counts as zero.
std::uint64_t little(std::string_view bytes, std::size_t at, std::size_t count);
std::string utf8_of_utf16(std::string_view bytes);
std::string utf8_of_1252(std::string_view bytes);
std::uint32_t code_of_1252(unsigned char byte);

}  // namespace ledgelight::decode
