// http/router.hpp: which handler answers which address, and what surrounds every handler.
//
// Patterns are "/case/{id}/duties": a {name} matches one non-empty segment; a last {name*} matches
// the rest, slashes included. Literal segments win over {name}. 404 for an unknown path, 405 with
// Allow for a known path and another method; HEAD is answered by GET; OPTIONS lists methods.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace ledgelight::http {

/// Runs on a thread of the handlers' pool and may block.
using Handler = std::function<Response(Request&)>;

/// What a part of a multipart body says of itself. Names are bytes from outside: never a path.
struct PartHead {
  std::string field;         ///< form field name; "" for a body that is not multipart
  std::string file_name;     ///< as sent, bytes
  std::string content_type;  ///< as claimed
};

/// Receives one request's files while they arrive. One call at a time, on the handlers' pool;
/// memory stays bounded whatever the size. Destroyed without `finish` when the request was cut
/// off or refused: undo then.
class Upload {
 public:
  virtual ~Upload() = default;
  /// A file begins. An error refuses the whole request (status_of its code).
  virtual Result<void> begin(const Request& request, const PartHead& head) = 0;
  virtual Result<void> bytes(std::string_view chunk) = 0;
  virtual Result<void> end() = 0;
  /// Everything arrived whole; request.form has all plain fields.
  virtual Response finish(Request& request) = 0;
  /// The request could not be used (malformed, too large, or `begin`/`bytes`/`end` failed): the
  /// answer, or nothing for the router's error page.
  virtual std::optional<Response> failed(Request&, const Error&) { return std::nullopt; }
};

/// Called when the headers are in and the guard let them pass, before any byte of the body.
using UploadHandler =
    std::function<std::variant<std::unique_ptr<Upload>, Response>(Request&)>;

struct Route {
  Method method = Method::get;
  std::string pattern;
  std::string name;  ///< unique, "case.duties": in logs, metrics and the permission table
  std::string who;   ///< who may call it; the guard's words, http does not read it
  Handler handler;
  UploadHandler upload;             ///< instead of `handler` on upload routes
  std::uint64_t body_limit = 1U << 20;  ///< bytes of body; over it: 413
  bool counted = true;  ///< false: left out of the access log (health checks)
};

class Router {
 public:
  /// CHECKs: the pattern is well-formed, no other route has its name or its method and pattern.
  Router& add(Route route);
  Router& get(std::string pattern, std::string name, std::string who, Handler handler);
  Router& post(std::string pattern, std::string name, std::string who, Handler handler);
  Router& upload(std::string pattern, std::string name, std::string who, std::uint64_t body_limit,
                 UploadHandler handler);

  /// Runs before each matched handler, in order of adding; the first Response ends it.
  using Guard = std::function<std::optional<Response>(Request&, const Route&)>;
  Router& guard(Guard guard);
  /// Runs on each response before it is sent, errors included.
  using Finish = std::function<void(const Request&, Response&)>;
  Router& finish(Finish finish);
  /// The page for a status without a handler's own answer. Default: one plain line.
  using ErrorPage = std::function<Response(const Request&, int status, const Error& error)>;
  Router& error_page(ErrorPage page);

  const std::vector<Route>& routes() const { return routes_; }

  struct Match {
    const Route* route = nullptr;  ///< nullptr: none
    Fields params;
    std::vector<Method> allowed;  ///< of all routes on this path
  };
  Match match(Method method, std::string_view path) const;

  /// The whole way of a request whose body is in `request.body`: match, guard, form, handler,
  /// finish. An exception or nothing matched becomes an error page. What tests call. Upload routes
  /// are fed from `request.body` too.
  Response handle(Request& request) const;

  // The steps of `handle`, for the server, which streams between them.

  /// Match and guards: nothing, or the answer that ends the request.
  std::optional<Response> admit(Request& request, const Route** route) const;
  /// Parses the form out of `request.body` and runs the handler, catching what it throws.
  Response answer(Request& request, const Route& route) const;
  Response problem(const Request& request, const Error& error) const;
  Response problem(const Request& request, int status, const Error& error) const;
  void finishing(const Request& request, Response& response) const;

 private:
  struct Segment {
    enum class Kind { literal, one, rest } kind;
    std::string text;  // literal, or the parameter's name
  };
  static std::vector<Segment> segments_of(std::string_view pattern);

  std::vector<Route> routes_;
  std::vector<std::vector<Segment>> segments_;  // of routes_, same order
  std::vector<Guard> guards_;
  std::vector<Finish> finishes_;
  ErrorPage error_page_;
};

}  // namespace ledgelight::http
