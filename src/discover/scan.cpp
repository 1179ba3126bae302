#include "discover/scan.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/text.hpp"
#include "discover/decoder.hpp"
#include "discover/scanner.hpp"
#include "discover/sniff.hpp"

namespace ledgelight::discover {

Result<std::size_t> MemorySource::read(std::span<char> into) {
  const auto n = std::min(into.size(), rest_.size());
  std::copy_n(rest_.data(), n, into.data());
  rest_.remove_prefix(n);
  return n;
}

namespace {

constexpr std::size_t step = 256U << 10;

/// What all depths of one source share.
struct Walk {
  Sink& sink;
  const Limits& limits;
  std::uint32_t file;
  ScanTotals totals;
  std::chrono::steady_clock::time_point deadline;
  std::optional<Error> source_error;  ///< of the outermost source, or the sink's wish to stop
  std::string over;                   ///< the limit that was hit; nothing more is unpacked

  bool ended() const { return source_error.has_value() || !over.empty(); }
};

/// The outermost bytes, counted.
class Outer final : public ByteSource {
 public:
  Outer(ByteSource& source, Walk& walk) : source_(source), walk_(walk) {}
  Result<std::size_t> read(std::span<char> into) override {
    if (walk_.source_error) return *walk_.source_error;
    auto n = source_.read(into);
    if (!n) {
      walk_.source_error = n.error();
      return n;
    }
    walk_.totals.bytes += *n;
    if (!walk_.sink.progress(walk_.totals.bytes)) {
      walk_.source_error = fail(Errc::conflict, "the scan was stopped");
      return *walk_.source_error;
    }
    return n;
  }

 private:
  ByteSource& source_;
  Walk& walk_;
};

/// The bytes of one member, held against the limits.
class Inner final : public ByteSource {
 public:
  Inner(Unpacking& unpacking, Walk& walk) : unpacking_(unpacking), walk_(walk) {}
  Result<std::size_t> read(std::span<char> into) override {
    if (!walk_.over.empty()) return fail(Errc::too_large, walk_.over);
    auto n = unpacking_.read(into);
    if (!n) return n;
    auto& t = walk_.totals;
    t.unpacked += *n;
    const auto& l = walk_.limits;
    if (t.unpacked > l.unpacked)
      walk_.over = "unpacks to more than " + std::to_string(l.unpacked) + " bytes";
    else if (t.unpacked > l.ratio_from && t.unpacked / l.ratio > t.bytes)
      walk_.over = "unpacks to more than " + std::to_string(l.ratio) + " times its size";
    else if (std::chrono::steady_clock::now() > walk_.deadline)
      walk_.over = "unpacking took longer than its time limit";
    if (!walk_.over.empty()) return fail(Errc::too_large, walk_.over);
    return n;
  }

 private:
  Unpacking& unpacking_;
  Walk& walk_;
};

/// What was read to tell the kind, then the rest.
class Again final : public ByteSource {
 public:
  Again(std::string_view head, ByteSource& rest) : head_(head), rest_(rest) {}
  Result<std::size_t> read(std::span<char> into) override {
    if (head_.empty()) return rest_.read(into);
    const auto n = std::min(into.size(), head_.size());
    std::copy_n(head_.data(), n, into.data());
    head_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view head_;
  ByteSource& rest_;
};

/// "export.csv.gz" holds export.csv.
std::string inner_name(std::string_view outer, Container kind) {
  const auto slash = outer.rfind('/');
  std::string name(slash == std::string_view::npos ? outer : outer.substr(slash + 1));
  const auto cut = [&](std::string_view end, std::string_view instead) {
    if (name.size() <= end.size() || lowered(name.substr(name.size() - end.size())) != end) return false;
    name.resize(name.size() - end.size());
    name += instead;
    return true;
  };
  const bool done = kind == Container::gzip    ? cut(".gz", "") || cut(".tgz", ".tar")
                    : kind == Container::bzip2 ? cut(".bz2", "") || cut(".tbz2", ".tar")
                    : kind == Container::xz    ? cut(".xz", "") || cut(".txz", ".tar")
                                               : cut(".zst", "");
  return done ? name : "data";
}

class Walker {
 public:
  explicit Walker(Walk& walk) : walk_(walk) {}

  /// One stream of bytes, whatever it is. `name` is what it is called on the outside.
  void stream(ByteSource& source, const std::string& member, std::string_view name, int depth) {
    ++walk_.totals.files;
    std::string head;
    std::string trouble = fill(source, head);
    const auto kind = sniff(head);
    Again again(head, source);
    if (!trouble.empty() && head.empty()) {
      unread(member, trouble, 0);
    } else if (kind.container) {
      container(*kind.container, again, member, name, depth);
    } else if (kind.text) {
      text(again, member, kind);
    } else if (!kind.unread.empty()) {
      const auto bytes = drain(again, trouble);
      unread(member, kind.unread, bytes);
      if (!trouble.empty()) unread(member, trouble, 0);
    } else {
      walk_.sink.read({walk_.file, member, kind.kind, 0});
    }
  }

  void unread(const std::string& member, std::string reason, std::uint64_t bytes) {
    walk_.sink.unread({walk_.file, member, std::move(reason), bytes});
  }

 private:
  static std::string fill(ByteSource& source, std::string& head) {
    head.resize(sniff_bytes);
    std::size_t have = 0;
    std::string trouble;
    while (have < head.size()) {
      auto n = source.read(std::span<char>(head).subspan(have));
      if (!n) trouble = n.error().detail;
      if (!n || *n == 0) break;
      have += *n;
    }
    head.resize(have);
    return trouble;
  }

  std::uint64_t drain(ByteSource& source, std::string& trouble) {
    std::uint64_t total = 0;
    while (true) {
      auto n = source.read(buffer_);
      if (!n) trouble = n.error().detail;
      if (!n || *n == 0) return total;
      total += *n;
    }
  }

  void text(ByteSource& source, const std::string& member, const Sniffed& kind) {
    Scanner scanner(walk_.file, member, walk_.sink, walk_.limits);
    std::uint64_t total = 0;
    std::string trouble;
    while (true) {
      auto n = source.read(buffer_);
      if (!n) trouble = n.error().detail;
      if (!n || *n == 0) break;
      total += *n;
      scanner.feed({buffer_.data(), *n});
    }
    scanner.finish();
    walk_.totals.findings += scanner.findings();
    walk_.sink.read({walk_.file, member, std::string(scanner.kind()), total});
    if (!trouble.empty()) unread(member, trouble, 0);
    if (!kind.partly.empty()) unread(member, kind.partly, 0);
  }

  void container(Container kind, ByteSource& source, const std::string& member,
                 std::string_view name, int depth) {
    std::string trouble;
    if (depth >= walk_.limits.depth) {
      const auto bytes = drain(source, trouble);
      unread(member, "containers nested deeper than " + std::to_string(walk_.limits.depth), bytes);
      return;
    }
    auto unpacking = Unpacking::start(kind, source, walk_.limits);
    if (!unpacking) {
      const auto bytes = drain(source, trouble);
      unread(member, unpacking.error().detail, bytes);
      return;
    }
    std::uint64_t here = 0;
    while (true) {
      auto found = (*unpacking)->next();
      if (!found) {
        trouble = found.error().detail;
        break;
      }
      if (!*found) break;
      if (++members_ > walk_.limits.members) {
        walk_.over = "holds more than " + std::to_string(walk_.limits.members) + " members";
        break;
      }
      ++here;
      auto stored = std::move((*found)->name);
      if (stored.empty()) stored = inner_name(name, kind);
      one_member(**unpacking, member.empty() ? stored : member + "/" + stored, stored, depth);
      if (walk_.ended()) break;
    }
    const std::string word(word_of(kind));
    if (walk_.source_error) return;
    if (!walk_.over.empty()) {
      unread(member, word + " " + walk_.over, 0);
    } else if (!trouble.empty()) {
      unread(member, word + " damaged or cut short: " + trouble, 0);
    } else {
      walk_.sink.read({walk_.file, member, word, 0});
    }
    // The end of the outer stream is read too, so that its bytes are counted.
    if (walk_.over.empty()) drain(source, trouble);
  }

  void one_member(Unpacking& unpacking, const std::string& path, const std::string& stored,
                  int depth) {
    Inner inner(unpacking, walk_);
    const auto office = office_part(stored);
    if (office.empty()) {
      stream(inner, path, stored, depth + 1);
    } else {
      std::string trouble;
      ++walk_.totals.files;
      unread(path, office, drain(inner, trouble));
    }
    if (!unpacking.trouble().empty() && walk_.over.empty()) unread(path, unpacking.trouble(), 0);
  }

  Walk& walk_;
  std::vector<char> buffer_ = std::vector<char>(step);
  std::uint64_t members_ = 0;
};

}  // namespace

Result<ScanTotals> scan(ByteSource& source, std::uint32_t file, std::string_view name, Sink& sink,
                        const Limits& limits) {
  Walk walk{sink, limits, file, {}, std::chrono::steady_clock::now() + limits.total, {}, {}};
  Outer outer(source, walk);
  Walker walker(walk);
  walker.stream(outer, "", name, 0);
  if (walk.source_error) return *walk.source_error;
  return walk.totals;
}

}  // namespace ledgelight::discover
