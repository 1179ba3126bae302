#include "evidence/tar_reader.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.hpp"

namespace ledgelight::evidence {
namespace {

constexpr std::size_t block = 512;
constexpr std::uint64_t most_pax = 64U << 10;

Error broken(std::string what) { return fail(Errc::corrupt, "the tar inside is broken: " + std::move(what)); }

std::string_view field(std::string_view header, std::size_t at, std::size_t length) {
  const auto raw = header.substr(at, length);
  return raw.substr(0, std::min(raw.find('\0'), raw.size()));
}

std::optional<std::uint64_t> octal(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.empty() || text.size() > 20) return std::nullopt;
  std::uint64_t out = 0;
  for (const char c : text) {
    if (c < '0' || c > '7') return std::nullopt;
    out = out * 8 + static_cast<std::uint64_t>(c - '0');
  }
  return out;
}

std::optional<std::uint64_t> decimal(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::uint64_t out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return out;
}

// The sum of all bytes of the header, those of the sum itself taken as spaces.
bool checksum_fits(std::string_view header) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < block; ++i) sum += i >= 148 && i < 156 ? 32U : static_cast<unsigned char>(header[i]);
  return octal(field(header, 148, 8)) == sum;
}

bool all_zero(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; });
}

std::uint64_t padding(std::uint64_t size) { return (block - size % block) % block; }

// What a pax header says of the file after it. Times and the rest do not matter here.
struct Pax {
  std::optional<std::string> path;
  std::optional<std::uint64_t> size;
};

// "<length> <key>=<value>\n", the length counts all of it.
Result<Pax> read_pax(std::string_view records) {
  Pax out;
  while (!records.empty()) {
    const auto space = records.find(' ');
    const auto length = decimal(records.substr(0, std::min(space, records.size())));
    if (space == std::string_view::npos || !length || *length <= space + 1 || *length > records.size()) {
      return broken("a pax record has no right length");
    }
    const auto record = records.substr(space + 1, *length - space - 1);
    const auto equals = record.find('=');
    if (record.back() != '\n' || equals == std::string_view::npos) return broken("a pax record has no value");
    const auto key = record.substr(0, equals);
    const auto value = record.substr(equals + 1, record.size() - equals - 2);
    if (key == "path") out.path = std::string(value);
    if (key == "size") {
      out.size = decimal(value);
      if (!out.size) return broken("a pax record states no right size");
    }
    if (key == "linkpath" || key.substr(0, 4) == "GNU.") return broken("it holds more than plain files");
    records.remove_prefix(*length);
  }
  return out;
}

}  // namespace

struct TarReader::Impl {
  Impl(BagSink& sink, TarLimits limit) : to(sink), limits(limit) {}

  BagSink& to;
  TarLimits limits;
  enum class Part { header, pax, file, padding, end } part = Part::header;
  std::string held;  // of a header or pax records, until it is whole
  std::uint64_t left = 0, pad = 0;
  unsigned zero_blocks = 0;
  Pax next;
  std::string folder;
  std::set<std::string> names;  // in lower case
  std::uint64_t files = 0, bytes = 0;

  // As many of `in` as `held` still wants to be `wanted` long.
  bool fill(std::string_view& in, std::size_t wanted) {
    const auto n = std::min(in.size(), wanted - held.size());
    held.append(in.substr(0, n));
    in.remove_prefix(n);
    return held.size() == wanted;
  }

  Result<void> header() {
    const std::string_view h = held;
    if (all_zero(h)) {
      if (++zero_blocks == 2) part = Part::end;
      return {};
    }
    if (zero_blocks != 0) return broken("something stands after its end");
    if (!checksum_fits(h)) return broken("the checksum of an entry does not fit");
    if (h.substr(257, 5) != "ustar") return broken("it is of another kind than an export's");
    const auto size = octal(field(h, 124, 12));
    if (!size) return broken("an entry states no right size");
    const char kind = h[156];
    if (kind == 'x') {
      if (next.path || next.size) return broken("two pax headers stand for one file");
      if (*size > most_pax) return fail(Errc::too_large, "a pax header of the tar inside is too large");
      left = *size;
      pad = padding(*size);
      part = Part::pax;
      return {};
    }
    if (kind != '0' && kind != '\0') return broken("it holds more than plain files");
    const auto prefix = field(h, 345, 155);
    auto path = (prefix.empty() ? std::string() : std::string(prefix) + "/") + std::string(field(h, 0, 100));
    if (next.path) path = *next.path;
    TRY(begin(path, next.size.value_or(*size)));
    next = {};
    return {};
  }

  Result<void> begin(const std::string& path, std::uint64_t size) {
    const auto slash = path.find('/');
    const auto top = path.substr(0, slash);
    const auto name = slash == std::string::npos ? std::string() : path.substr(slash + 1);
    if (!is_bag_path(top) || !is_bag_path(name)) return broken("a name in it is none that an export uses");
    if (files == 0) folder = top;
    if (top != folder) return broken("its files lie in more than one folder");
    if (!names.insert(lowered(name)).second) return broken("a name stands in it twice");
    if (++files > limits.files) return fail(Errc::too_large, "there are too many files in the export");
    if (size > limits.bytes - bytes) return fail(Errc::too_large, "the export is larger than any we write");
    bytes += size;
    left = size;
    pad = padding(size);
    TRY(to.begin(name, size));
    part = Part::file;
    return {};
  }

  // A part of no length is over before a byte of it came.
  Result<void> step(std::string_view& in) {
    switch (part) {
      case Part::header:
        if (!fill(in, block)) return {};
        TRY(header());
        held.clear();
        break;
      case Part::pax:
        if (!fill(in, static_cast<std::size_t>(left))) return {};
        next = TRY(read_pax(held));
        held.clear();
        part = Part::padding;
        break;
      case Part::file: {
        const auto n = std::min<std::uint64_t>(in.size(), left);
        if (n > 0) TRY(to.write(in.substr(0, static_cast<std::size_t>(n))));
        in.remove_prefix(static_cast<std::size_t>(n));
        left -= n;
        if (left > 0) return {};
        TRY(to.end());
        part = Part::padding;
        break;
      }
      case Part::padding: {
        const auto n = std::min<std::uint64_t>(in.size(), pad);
        if (!all_zero(in.substr(0, static_cast<std::size_t>(n)))) return broken("something stands between two files");
        in.remove_prefix(static_cast<std::size_t>(n));
        pad -= n;
        if (pad > 0) return {};
        part = Part::header;
        break;
      }
      case Part::end:
        if (!all_zero(in)) return broken("something stands after its end");
        in = {};
        break;
    }
    return {};
  }
};

TarReader::TarReader(BagSink& to, TarLimits limits) : impl_(std::make_unique<Impl>(to, limits)) {}
TarReader::~TarReader() = default;

Result<void> TarReader::take(std::string_view bytes) {
  while (!bytes.empty()) TRY(impl_->step(bytes));
  return {};
}

Result<void> TarReader::finish() {
  // A file of no bytes, or one that fills its block, may still be open.
  std::string_view none;
  while (impl_->part == Impl::Part::file && impl_->left == 0) TRY(impl_->step(none));
  if (impl_->part != Impl::Part::end) return fail(Errc::truncated, "the tar inside ends early");
  if (impl_->files == 0) return broken("it holds no file");
  return {};
}

const std::string& TarReader::folder() const { return impl_->folder; }
std::uint64_t TarReader::files() const { return impl_->files; }
std::uint64_t TarReader::bytes() const { return impl_->bytes; }

}  // namespace ledgelight::evidence
