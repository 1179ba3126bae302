// http/response.hpp: what a handler answers.
//
// The server adds what does not depend on the page: date, length, security headers, ETag and range
// handling, request id. A handler's own header of the same name wins.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/fields.hpp"

namespace ledgelight::http {

/// Bytes made while they are sent. `read` blocks and is called on the handlers' threads.
class Source {
 public:
  virtual ~Source() = default;
  /// Appends up to `most` bytes to `to`; appending nothing means the end. An error cuts the
  /// connection, so that a cut-off download cannot be taken for a whole one.
  virtual Result<void> read(std::string& to, std::size_t most) = 0;
  /// Total bytes when known in advance; else the answer is chunked.
  virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
  /// Moves to a byte offset; false when it cannot (then no ranges are offered).
  virtual bool seek(std::uint64_t) { return false; }
};

enum class Privacy {
  page,       ///< no-store: anything that may show what somebody wrote
  published,  ///< may be kept by caches but is checked again each time
  immutable,  ///< named by its digest: kept for a year
};

struct Response {
  int status = 200;
  Fields headers{Names::any_case};
  std::string body;
  std::string_view fixed;          ///< bytes that outlive the server; used when `body` is empty
  std::shared_ptr<Source> source;  ///< used instead of both when set
  Privacy privacy = Privacy::page;
  /// Appended as Set-Cookie, printed by cookie.hpp.
  std::vector<std::string> cookies;
  /// For the log, never sent: what went wrong on our side (an Error's code and detail).
  std::string fault;

  Response&& with(std::string_view name, std::string value) &&;
  Response&& as(int new_status) &&;
  Response&& kept(Privacy how) &&;
};

Response html(std::string body, int status = 200);
Response text(std::string body, int status = 200);
Response json(std::string body, int status = 200);
Response bytes(std::string body, std::string content_type);
/// 303: the way out of every POST. `where` must be a path on this site ("/…", not "//…"): CHECKed.
Response see_other(std::string where);
/// A file on disk, streamed, ranges and conditional requests offered. Fails with not_found.
Result<Response> file(const std::string& path, std::string content_type);
/// Makes it a download under a safe form of `name`; never shown inline.
Response&& download(Response&& response, std::string_view name);
/// "text/html; charset=utf-8" by the ending of `path`; application/octet-stream when unknown.
std::string content_type_of(std::string_view path);

/// Status that fits an error code: not_found 404, denied 403, too_large 413, …; 500 for ours.
int status_of(Errc code);

}  // namespace ledgelight::http
