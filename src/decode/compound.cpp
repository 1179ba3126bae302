#include "decode/compound.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

namespace ledgelight::decode {
namespace {

constexpr std::uint32_t last_sector = 0xFFFFFFFA;  // above: no sector, but a word about one
constexpr std::uint32_t is_free = 0xFFFFFFFF;
constexpr std::size_t entry_size = 128;
constexpr std::size_t most_entries = 200'000;
constexpr std::size_t most_sectors = 32U << 20;

std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

}  // namespace

std::uint64_t little(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = count; i-- > 0;)
    value = value << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0);
  return value;
}

std::string utf8_of_utf16(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    auto code = static_cast<std::uint32_t>(little(bytes, i, 2));
    const auto low = i + 3 < bytes.size() ? static_cast<std::uint32_t>(little(bytes, i + 2, 2)) : 0;
    if (code >= 0xD800 && code < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    put_utf8(out, code);
  }
  return out;
}

std::uint32_t code_of_1252(unsigned char byte) {
  static constexpr std::array<std::uint16_t, 32> high{
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  return byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80U] : byte;
}

std::string utf8_of_1252(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) put_utf8(out, code_of_1252(static_cast<unsigned char>(c)));
  return out;
}

Compound::Compound(Bytes& bytes) : bytes_(bytes) {
  std::string head(512, '\0');
  head.resize(bytes_.read_at(0, head));
  if (head.size() < 512 || little(head, 28, 2) != 0xFFFE)
    throw Damaged("no compound file, or less than its head");
  const auto shift = little(head, 30, 2), small_shift = little(head, 32, 2);
  if ((shift != 9 && shift != 12) || small_shift != 6) throw Damaged("sectors of an unknown size");
  sector_ = 1ULL << shift;
  small_sector_ = 1ULL << small_shift;
  small_below_ = little(head, 56, 4);
  read_table(head);
  // The chain of small sectors, then the directory, whose first entry says where they stand.
  const auto file_sectors = bytes_.size() / sector_ + 1;
  std::string block(sector_, '\0');
  for (const auto s :
       chain(static_cast<std::uint32_t>(little(head, 60, 4)), next_, file_sectors)) {
    const auto n = bytes_.read_at(place_of(s), block);
    for (std::size_t i = 0; i + 4 <= n; i += 4)
      small_next_.push_back(static_cast<std::uint32_t>(little(block, i, 4)));
  }
  read_directory(static_cast<std::uint32_t>(little(head, 48, 4)));
}

std::uint64_t Compound::place_of(std::uint32_t sector) const {
  return (static_cast<std::uint64_t>(sector) + 1) * sector_;
}

std::vector<std::uint32_t> Compound::chain(std::uint32_t first,
                                           const std::vector<std::uint32_t>& table,
                                           std::uint64_t most) const {
  std::vector<std::uint32_t> out;
  // No chain without a circle is longer than its table.
  most = std::min<std::uint64_t>(most, table.size());
  for (auto s = first; s < last_sector && s < table.size() && out.size() < most; s = table[s])
    out.push_back(s);
  return out;
}

void Compound::read_table(std::string_view head) {
  const auto sectors = std::min<std::uint64_t>(bytes_.size() / sector_ + 1, most_sectors);
  std::vector<std::uint32_t> tables;
  for (std::size_t i = 76; i < 512; i += 4)
    tables.push_back(static_cast<std::uint32_t>(little(head, i, 4)));
  std::string block(sector_, '\0');
  auto more = static_cast<std::uint32_t>(little(head, 68, 4));
  for (std::uint64_t seen = 0; more < last_sector && seen <= sectors / (sector_ / 4); ++seen) {
    if (bytes_.read_at(place_of(more), block) < block.size()) break;
    for (std::size_t i = 0; i + 8 <= block.size(); i += 4)
      tables.push_back(static_cast<std::uint32_t>(little(block, i, 4)));
    more = static_cast<std::uint32_t>(little(block, block.size() - 4, 4));
  }
  for (const auto t : tables) {
    if (next_.size() >= sectors) break;
    if (t >= last_sector) continue;
    const auto n = bytes_.read_at(place_of(t), block);
    // A table that is lost leaves its sectors without a next one, and the others where they were.
    for (std::size_t i = 0; i < block.size() && next_.size() < sectors; i += 4)
      next_.push_back(i + 4 <= n ? static_cast<std::uint32_t>(little(block, i, 4)) : is_free);
  }
  if (next_.empty()) throw Damaged("its table of sectors is lost");
}

void Compound::read_directory(std::uint32_t first) {
  struct Raw {
    Entry entry;
    std::uint32_t left = is_free, right = is_free, child = is_free;
    char type = 0;
    bool seen = false;
  };
  std::vector<Raw> raw;
  std::string block(sector_, '\0');
  for (const auto s : chain(first, next_, most_entries * entry_size / sector_)) {
    const auto n = bytes_.read_at(place_of(s), block);
    for (std::size_t at = 0; at + entry_size <= n; at += entry_size) {
      const auto e = std::string_view(block).substr(at, entry_size);
      Raw r;
      const auto length = std::min<std::uint64_t>(little(e, 64, 2), 64);
      for (const char c : utf8_of_utf16(e.substr(0, length >= 2 ? length - 2 : 0)))
        if (static_cast<unsigned char>(c) >= 32) r.entry.name += c == '/' ? '_' : c;
      r.type = e[66];
      r.left = static_cast<std::uint32_t>(little(e, 68, 4));
      r.right = static_cast<std::uint32_t>(little(e, 72, 4));
      r.child = static_cast<std::uint32_t>(little(e, 76, 4));
      r.entry.first = static_cast<std::uint32_t>(little(e, 116, 4));
      // The upper half is not kept by files of the 512-byte form.
      r.entry.size = little(e, 120, sector_ == 512 ? 4 : 8);
      raw.push_back(std::move(r));
    }
  }
  if (raw.empty()) throw Damaged("its directory is lost");
  const auto& root = raw.front();
  small_.file_ = this;
  small_.wanted_ = root.entry.size;
  small_.chain_ = chain(root.entry.first, next_, root.entry.size / sector_ + 1);
  small_.size_ = std::min(root.entry.size, small_.chain_.size() * sector_);

  const auto take = [&](Raw& r, const std::string& place) {
    r.entry.place = place;
    r.entry.path = place + r.entry.name;
    if (r.entry.size > 0) entries_.push_back(r.entry);
  };
  struct Step {
    std::uint32_t entry;
    std::string place;
    bool itself;  ///< its left side was walked
  };
  std::vector<Step> open{{root.child, "", false}};
  raw.front().seen = true;
  while (!open.empty()) {
    auto step = std::move(open.back());
    open.pop_back();
    if (step.entry >= raw.size()) continue;
    auto& r = raw[step.entry];
    if (!step.itself) {
      if (r.seen) continue;
      r.seen = true;
      open.push_back({step.entry, step.place, true});
      open.push_back({r.left, step.place, false});
      continue;
    }
    open.push_back({r.right, step.place, false});
    if (r.type == 2) take(r, step.place);
    if (r.type == 1 && step.place.size() < 2048)
      open.push_back({r.child, step.place + r.entry.name + "/", false});
  }
  for (auto& r : raw)
    if (!r.seen && r.type == 2) take(r, "$Lost/");
  for (std::size_t i = 0; i < entries_.size(); ++i) by_path_.emplace(lower(entries_[i].path), i);
}

const Compound::Entry* Compound::find(std::string_view place, std::string_view name) const {
  const auto at = by_path_.find(lower(std::string(place) + std::string(name)));
  return at == by_path_.end() ? nullptr : &entries_[at->second];
}

Compound::Stream Compound::open(const Entry& entry) {
  Stream s;
  s.file_ = this;
  s.wanted_ = entry.size;
  s.small_ = entry.size < small_below_;
  const auto unit = s.small_ ? small_sector_ : sector_;
  s.chain_ = chain(entry.first, s.small_ ? small_next_ : next_, entry.size / unit + 1);
  s.size_ = std::min(entry.size, s.chain_.size() * unit);
  if (!s.small_ && !s.chain_.empty()) {
    // The last sector may be cut off with the file.
    const auto end = place_of(s.chain_.back()) + sector_;
    if (end > bytes_.size()) {
      const auto lost = std::min(end - bytes_.size(), sector_);
      s.size_ = std::min(s.size_, s.chain_.size() * sector_ - lost);
    }
  }
  return s;
}

std::size_t Compound::Stream::read_at(std::uint64_t offset, std::span<char> into) {
  const auto unit = small_ ? file_->small_sector_ : file_->sector_;
  std::size_t done = 0;
  while (done < into.size() && offset + done < size_) {
    const auto at = offset + done, within = at % unit;
    const auto sector = chain_[static_cast<std::size_t>(at / unit)];
    const auto n = static_cast<std::size_t>(
        std::min<std::uint64_t>({into.size() - done, unit - within, size_ - at}));
    const auto part = into.subspan(done, n);
    const auto got = small_ ? file_->small_.read_at(sector * unit + within, part)
                            : file_->bytes_.read_at(file_->place_of(sector) + within, part);
    done += got;
    if (got < n) break;
  }
  return done;
}

std::string Compound::Stream::text_at(std::uint64_t offset, std::size_t most) {
  if (offset >= size_) return {};
  std::string out(static_cast<std::size_t>(std::min<std::uint64_t>(most, size_ - offset)), '\0');
  out.resize(read_at(offset, out));
  return out;
}

std::vector<std::pair<std::uint64_t, std::uint64_t>> Compound::free_parts() const {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> out;
  const auto add = [&](std::uint64_t from, std::uint64_t to) {
    to = std::min(to, bytes_.size());
    if (from >= to) return;
    if (!out.empty() && out.back().first + out.back().second == from)
      out.back().second += to - from;
    else
      out.emplace_back(from, to - from);
  };
  for (std::uint32_t s = 0; s < next_.size(); ++s)
    if (next_[s] == is_free) add(place_of(s), place_of(s) + sector_);
  // What stands behind the sectors that the table knows.
  add(place_of(static_cast<std::uint32_t>(next_.size())), bytes_.size());
  return out;
}

}  // namespace ledgelight::decode
