#include "http/response.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace ledgelight::http {
namespace {

class FileSource : public Source {
 public:
  FileSource(int fd, std::uint64_t size) : fd_(fd), size_(size) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override { ::close(fd_); }

  Result<void> read(std::string& to, std::size_t most) override {
    const auto before = to.size();
    to.resize(before + most);
    ssize_t got = 0;
    do {
      got = ::pread(fd_, to.data() + before, most, static_cast<off_t>(at_));
    } while (got < 0 && errno == EINTR);
    to.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got < 0) return fail(Errc::io, "a file could not be read");
    at_ += static_cast<std::uint64_t>(got);
    return Done{};
  }
  std::optional<std::uint64_t> size() const override { return size_; }
  bool seek(std::uint64_t to) override {
    at_ = to;
    return to <= size_;
  }

 private:
  int fd_;
  std::uint64_t size_, at_ = 0;
};

Response made(std::string body, std::string type, int status) {
  Response response;
  response.status = status;
  response.headers.add("Content-Type", std::move(type));
  response.body = std::move(body);
  return response;
}

struct Kind {
  std::string_view ending, type;
};
constexpr std::array<Kind, 19> kinds{{
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".jsonl", "application/jsonl"},
    {".txt", "text/plain; charset=utf-8"},
    {".csv", "text/csv; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".gif", "image/gif"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".pdf", "application/pdf"},
    {".zip", "application/zip"},
    {".xml", "application/xml"},
    {".ics", "text/calendar; charset=utf-8"},
    {".md", "text/plain; charset=utf-8"},
}};

}  // namespace

Response&& Response::with(std::string_view name, std::string value) && {
  headers.set(name, std::move(value));
  return std::move(*this);
}
Response&& Response::as(int new_status) && {
  status = new_status;
  return std::move(*this);
}
Response&& Response::kept(Privacy how) && {
  privacy = how;
  return std::move(*this);
}

Response html(std::string body, int status) {
  return made(std::move(body), "text/html; charset=utf-8", status);
}
Response text(std::string body, int status) {
  return made(std::move(body), "text/plain; charset=utf-8", status);
}
Response json(std::string body, int status) {
  return made(std::move(body), "application/json", status);
}
Response bytes(std::string body, std::string content_type) {
  return made(std::move(body), std::move(content_type), 200);
}

Response see_other(std::string where) {
  CHECK(!where.empty() && where[0] == '/' && (where.size() == 1 || (where[1] != '/' && where[1] != '\\')));
  for (const char c : where) CHECK(static_cast<unsigned char>(c) > 0x20 && c != 0x7F);
  Response response;
  response.status = 303;
  response.headers.add("Location", std::move(where));
  return response;
}

Result<Response> file(const std::string& path, std::string content_type) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return fail(Errc::not_found, "no such file");
  struct stat about {};
  if (::fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
    ::close(fd);
    return fail(Errc::not_found, "not a file");
  }
  auto response = made("", std::move(content_type), 200);
  response.source = std::make_shared<FileSource>(fd, static_cast<std::uint64_t>(about.st_size));
  // Changed bytes change size or the nanosecond of writing; the inode covers a renamed-over file.
  const auto seen = std::to_string(about.st_ino) + "." + std::to_string(about.st_size) + "." +
                    std::to_string(about.st_mtim.tv_sec) + "." + std::to_string(about.st_mtim.tv_nsec);
  response.headers.add("ETag", "\"" + sha256_hex(seen).substr(0, 24) + "\"");
  return response;
}

Response&& download(Response&& response, std::string_view name) {
  response.headers.set("Content-Disposition", "attachment; filename=\"" + safe_file_name(name) + "\"");
  return std::move(response);
}

std::string content_type_of(std::string_view path) {
  for (const auto& kind : kinds) {
    if (path.size() > kind.ending.size() &&
        path.substr(path.size() - kind.ending.size()) == kind.ending) {
      return std::string(kind.type);
    }
  }
  return "application/octet-stream";
}

int status_of(Errc code) {
  switch (code) {
    case Errc::bad_input:
    case Errc::truncated:
    case Errc::usage:
      return 400;
    case Errc::not_found:
      return 404;
    case Errc::denied:
    case Errc::bad_credential:
      return 403;
    case Errc::conflict:
    case Errc::wrong_state:
    case Errc::needs_approval:
      return 409;
    case Errc::too_large:
      return 413;
    case Errc::too_many:
      return 429;
    case Errc::unsupported:
      return 415;
    case Errc::timeout:
    case Errc::busy:
    case Errc::locked_desk:
      return 503;
    case Errc::disk_full:
      return 507;
    default:
      return 500;
  }
}

}  // namespace ledgelight::http
