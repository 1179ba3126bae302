#include "discover/joined.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "discover/base_image.hpp"

namespace ledgelight::discover {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t most_segments = 14'971;  // E01 … E99, EAA … ZZZ
constexpr std::size_t most_open = 64;
constexpr std::size_t most_bases = 32;

std::string_view last_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// The letters in front of the number in "disk.E01": 1 for .E01, 2 for .Ex01; 0: no such name.
std::size_t digits_at(std::string_view name) {
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return 0;
  const auto end = name.substr(dot + 1);
  return end.size() == 3 ? name.size() - 2 : end.size() == 4 && (end[1] == 'x' || end[1] == 'X') ? name.size() - 2 : 0;
}

/// The name of segment `number` (from 1) of the image whose first is `first`: E01 … E99, EAA … EZZ,
/// FAA … ZZZ, in the case of the first.
std::string segment_name(std::string_view first, std::size_t number) {
  std::string out(first);
  const auto at = digits_at(first);
  if (number <= 99) {
    out[at] = static_cast<char>('0' + number / 10);
    out[at + 1] = static_cast<char>('0' + number % 10);
    return out;
  }
  const std::size_t letter = at - 1 - (out.size() - out.rfind('.') == 5 ? 1 : 0);
  const bool small = out[letter] >= 'a';
  const char a = small ? 'a' : 'A';
  number -= 100;
  out[at + 1] = static_cast<char>(a + number % 26);
  out[at] = static_cast<char>(a + number / 26 % 26);
  out[letter] = static_cast<char>(out[letter] + number / (26 * 26));
  return out;
}

/// N of "disk.00N" and so on; 0: no such name.
std::size_t piece_number(std::string_view name) {
  if (name.size() < 5 || name[name.size() - 4] != '.') return 0;
  std::size_t out = 0;
  for (const char c : name.substr(name.size() - 3)) {
    if (c < '0' || c > '9') return 0;
    out = 10 * out + static_cast<std::size_t>(c - '0');
  }
  return out;
}

std::string piece_name(std::string_view any, std::size_t number) {
  std::string out(any);
  for (std::size_t at = out.size(); at > any.size() - 3; number /= 10) out[--at] = static_cast<char>('0' + number % 10);
  return out;
}

/// "parcels.dbt" or "PARCELS.FPT": what its table is called; "" for any other name.
std::string table_of_memos(std::string_view name) {
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot != 4) return {};
  const auto end = lowered(name.substr(dot));
  if (end != ".dbt" && end != ".fpt") return {};
  std::string out(name);
  const bool small = out[dot + 2] >= 'a';
  out.replace(dot + 1, 3, small ? "dbf" : "DBF");
  return out;
}

/// Does the head of a dBASE table say that it has memos?
bool has_memos(std::string_view start) {
  if (start.size() < 32) return false;
  const auto version = static_cast<unsigned char>(start[0]);
  if (version == 0x30 || version == 0x31 || version == 0x32)
    return (static_cast<unsigned char>(start[28]) & 2) != 0;
  return version == 0x83 || version == 0x8B || version == 0x8C || version == 0x8E ||
         version == 0xCB || version == 0x7B || version == 0xF5 || version == 0xFB;
}

}  // namespace

bool leads(ByteSource& first, std::string_view path,
           const std::function<std::optional<Container>(std::string_view)>& kind_of) {
  if (table_of_memos(last_of(path)).empty()) return true;
  std::string head(4096, '\0');
  const auto n = first.read_at(0, head);
  if (!n) return false;
  head.resize(*n);
  return has_memos(head) && kind_of(head) == Container::dbase;
}

bool may_lead(Container kind, std::string_view path, std::string_view start) {
  const auto name = last_of(path);
  return (kind == Container::sqlite && !name.empty()) ||
         (kind == Container::dbase && has_memos(start)) ||
         (kind == Container::ewf && digits_at(name) > 0 && name.substr(digits_at(name)) == "01");
}

void Joined::add(std::string name, std::uint64_t size) {
  if (!sizes_.empty()) names_.push_back(std::move(name));
  begins_.push_back(total_);
  sizes_.push_back(size);
  total_ += size;
}

std::unique_ptr<Joined> Joined::of(Container kind, ByteSource& first, std::string_view path) {
  const auto name = last_of(path);
  const auto own = first.size();
  if (!own || name.empty()) return nullptr;
  std::unique_ptr<Joined> out(new Joined(first));
  out->add("", *own);
  const auto take = [&](const std::string& other) {
    const auto there = first.beside(other);
    const auto size = there == nullptr ? std::nullopt : there->size();
    if (size) out->add(other, *size);
    return size.has_value();
  };
  if (kind == Container::sqlite) {
    take(std::string(name) + "-wal");
  } else if (kind == Container::dbase && name.size() > 4 && name[name.size() - 4] == '.') {
    const auto stem = std::string(name.substr(0, name.size() - 3));
    std::string head(32, '\0');
    const auto n = first.read_at(0, head);
    if (!n || *n < head.size() || !has_memos(head)) return nullptr;
    for (const char* end : {"dbt", "DBT", "fpt", "FPT"})
      if (take(stem + end)) break;
  } else if (kind == Container::vhd || kind == Container::qcow || kind == Container::vmdk) {
    // Each goes back to the one before it, in the end to one that is whole.
    auto base = base_image(kind, first);
    for (std::size_t n = 0; n < most_bases && !base.empty() && take(base); ++n) {
      const auto there = first.beside(base);
      base = there == nullptr ? std::string() : base_image(kind, *there);
    }
  } else if (kind == Container::disk && piece_number(name) == 1) {
    for (std::size_t n = 2; n <= 999 && take(piece_name(name, n)); ++n) {
    }
  } else if (may_lead(kind, name, {})) {
    for (std::size_t n = 2; n <= most_segments && take(segment_name(name, n)); ++n) {
    }
  }
  if (out->sizes_.size() == 1) return nullptr;
  out->open_.resize(out->sizes_.size());
  return out;
}

Result<ByteSource*> Joined::part(std::size_t number) {
  if (number == 0) return &first_;
  auto& one = open_[number];
  if (one == nullptr) {
    if (in_use_.size() >= most_open) {
      open_[in_use_.front()].reset();
      in_use_.erase(in_use_.begin());
    }
    one = first_.beside(names_[number - 1]);
    if (one == nullptr) return fail(Errc::io, shown_line(names_[number - 1]) + " is not there any more");
    in_use_.push_back(number);
  }
  return one.get();
}

Result<std::size_t> Joined::read_at(std::uint64_t offset, std::span<char> into) {
  std::size_t done = 0;
  while (done < into.size() && offset < total_) {
    const auto number = static_cast<std::size_t>(std::upper_bound(begins_.begin(), begins_.end(), offset) - begins_.begin()) - 1;
    const auto within = offset - begins_[number];
    auto* source = TRY(part(number));
    const auto most = std::min<std::uint64_t>(into.size() - done, sizes_[number] - within);
    const auto n = TRY(source->read_at(within, into.subspan(done, static_cast<std::size_t>(most))));
    done += n;
    offset += n;
    if (n < most) break;
  }
  return done;
}

Result<std::size_t> Joined::read(std::span<char> into) {
  auto n = read_at(at_, into);
  if (n) at_ += *n;
  return n;
}

bool no_gap_before(ByteSource& part, std::string_view leader, std::string_view path) {
  const auto name = last_of(path);
  if (leader.size() != name.size() || digits_at(leader) == 0 ||
      leader.substr(digits_at(leader)) != "01")
    return true;  // a log, or memos
  for (std::size_t n = 2; n <= most_segments; ++n) {
    const auto between = segment_name(leader, n);
    if (between == name) return true;
    if (part.beside(between) == nullptr) return false;
  }
  return false;
}

std::optional<std::string> disk_before(ByteSource& part, std::string_view path,
                                       const std::function<bool(std::string_view)>& is_disk) {
  const auto name = last_of(path);
  const auto number = piece_number(name);
  if (number < 2) return std::nullopt;
  const auto first = piece_name(name, 1);
  const auto source = part.beside(first);
  if (source == nullptr || !source->size()) return std::nullopt;
  std::string head(36U << 10, '\0');
  const auto n = source->read_at(0, head);
  if (!n) return std::nullopt;
  head.resize(*n);
  if (!is_disk(head)) return std::nullopt;
  // Behind a gap it is no part of what can be put together.
  for (std::size_t between = 2; between < number; ++between)
    if (part.beside(piece_name(name, between)) == nullptr) return std::nullopt;
  return first;
}

std::optional<std::string> leader_of(std::string_view start, std::string_view path) {
  const auto name = last_of(path);
  if (start.size() >= 13 && start.substr(0, 8) == "EVF\x09\x0D\x0A\xFF\0"sv) {
    const bool later = start[10] != 0 || static_cast<unsigned char>(start[9]) > 1;
    if (!later || digits_at(name) == 0) return std::nullopt;
    const auto at = digits_at(name);
    std::string first(name);
    // From EAA on the first letter has gone up; nobody names an image's first part FAA.
    if (first[at] > '9') first[at - 1] = first[at - 1] >= 'a' ? 'e' : 'E';
    first[at] = '0';
    first[at + 1] = '1';
    return first;
  }
  if (start.size() >= 4 && start.substr(0, 3) == "\x37\x7F\x06" && (start[3] == '\x82' || start[3] == '\x83') && name.size() > 4 &&
      name.substr(name.size() - 4) == "-wal")
    return std::string(name.substr(0, name.size() - 4));
  if (auto table = table_of_memos(name); !table.empty()) return table;
  return std::nullopt;
}

}  // namespace ledgelight::discover
