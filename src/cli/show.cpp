#include "cli/show.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "desk/officers.hpp"
#include "desk/paper_words.hpp"

namespace ledgelight::cli {
namespace {

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string Table::text() const {
  std::vector<std::vector<std::string>> cells;
  std::vector<std::size_t> widths;
  for (const auto& row : rows_) {
    auto& line = cells.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      line.push_back(shown_line(row[i], 120));
      if (widths.size() <= i) widths.push_back(0);
      widths[i] = std::max(widths[i], code_points(line.back()));
    }
  }
  std::string out;
  for (const auto& line : cells) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
      text += line[i];
      if (i + 1 < line.size()) text.append(widths[i] - code_points(line[i]) + 2, ' ');
    }
    out += text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
  }
  return out;
}

std::string Table::text_or(std::string_view none) const {
  return empty() ? std::string(none) + "\n" : text();
}

std::string size_text(std::uint64_t bytes) {
  constexpr std::array<const char*, 5> units = {"bytes", "kB", "MB", "GB", "TB"};
  if (bytes < 1000) return std::to_string(bytes) + " bytes";
  double value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 999.95 && unit + 1 < units.size()) {
    value /= 1000;
    ++unit;
  }
  const auto tenths = static_cast<std::uint64_t>(value * 10 + 0.5);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " " + units[unit];
}

std::string counted(std::uint64_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

Json instant_json(Instant at) { return to_text(at); }
Json instant_json(const std::optional<Instant>& at) { return at ? Json(to_text(*at)) : Json(); }
Json text_json(const std::string& text) { return text.empty() ? Json() : Json(text); }

std::string local(desk::Desk& desk, Instant at) { return desk::table_time(at, desk.config().zone); }

Result<OfficerId> officer_in(desk::Desk& desk, const std::string& typed) {
  const bool id = typed.size() > 2 && typed.rfind("o-", 0) == 0 &&
                  typed.find_first_not_of("0123456789", 2) == std::string::npos;
  if (id) return OfficerId(typed);
  return desk::officer_named(desk, typed);
}

Result<std::string> file_bytes(const std::string& path, std::size_t limit) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) return fail(Errc::usage, "cannot read " + shown_line(path) + ": " + std::strerror(errno));
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::string out;
  std::array<char, 64 << 10> buffer;
  while (in.read(buffer.data(), buffer.size()), in.gcount() > 0) {
    out.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
    if (out.size() > limit) {
      return fail(Errc::too_large, shown_line(path) + " is larger than " + size_text(limit));
    }
  }
  if (in.bad()) return fail(Errc::io, "cannot read " + shown_line(path));
  return out;
}

Result<void> nothing_at(const std::string& path) {
  struct stat st {};
  if (::lstat(path.c_str(), &st) != 0) return {};
  return fail(Errc::usage, "there is " + shown_line(path) + " already; nothing is written over, choose another name");
}

namespace {

// A new file, or standard output; gone again unless finished.
class Out {
 public:
  static Result<Out> open(const Context& context, const std::string& path) {
    if (path == "-") {
      if (context.json()) return fail(Errc::usage, "with --json the bytes need a file of their own: --out FILE");
      return Out(path, STDOUT_FILENO);
    }
    TRY(nothing_at(path));
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0) return Out(path, fd);
    const int why = errno;
    return fail(why == ENOSPC ? Errc::disk_full : Errc::io,
                "cannot write " + shown_line(path) + ": " + std::strerror(why));
  }
  Out(Out&& other) noexcept : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)) {}
  Out& operator=(Out&&) = delete;
  ~Out() {
    if (fd_ < 0 || fd_ == STDOUT_FILENO) return;
    ::close(fd_);
    // Half a file would pass for the whole.
    ::unlink(path_.c_str());
  }
  Result<void> write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto n = ::write(fd_, bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        return fail(errno == ENOSPC ? Errc::disk_full : Errc::io, "cannot write " + shown_line(path_));
      }
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
  }
  Result<void> finish() {
    const int fd = std::exchange(fd_, -1);
    if (fd != STDOUT_FILENO && ::close(fd) != 0) {
      ::unlink(path_.c_str());
      return fail(Errc::io, "cannot write " + shown_line(path_));
    }
    return {};
  }

 private:
  Out(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
  std::string path_;
  int fd_;
};

}  // namespace

Result<void> write_out(Context& context, const std::string& path, std::string_view bytes) {
  auto out = TRY(Out::open(context, path));
  TRY(out.write(bytes));
  return out.finish();
}

Result<std::uint64_t> stream_out(Context& context, const std::string& path,
                                 desk::BlobReader& reader) {
  auto out = TRY(Out::open(context, path));
  std::array<char, 64 << 10> buffer;
  std::uint64_t size = 0;
  while (const auto n = TRY(reader.read(buffer))) {
    TRY(out.write({buffer.data(), n}));
    size += n;
  }
  TRY(out.finish());
  return size;
}

Answer wrote(const std::string& path, std::uint64_t size, std::string_view more) {
  if (path == "-") return {};
  auto text = "Wrote " + path + ", " + size_text(size) + ".";
  if (!more.empty()) text += " " + std::string(more);
  return {text, Json{{"file", path}, {"size", size}}};
}

}  // namespace ledgelight::cli
