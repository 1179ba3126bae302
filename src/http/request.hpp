// http/request.hpp: one request, as a handler sees it.
#pragma once

#include <any>
#include <string>
#include <string_view>

#include "http/fields.hpp"

namespace ledgelight::http {

enum class Method { get, head, post, put, del, options, other };
std::string_view name_of(Method method);  ///< "GET", …; "OTHER"
Method method_from(std::string_view name);

struct Request {
  Method method = Method::get;
  std::string target;  ///< as sent: "/case/x?tab=1"; may hold a secret: never log it
  std::string path;    ///< percent-decoded, normal: begins with '/', no "." or ".." or NUL
  Fields query;        ///< decoded
  Fields headers{Names::any_case};
  Fields cookies;
  /// Decoded fields of an urlencoded body, or the non-file parts of a multipart one. On an upload
  /// route those that came before the part now arriving.
  Fields form;
  std::string body;  ///< as sent, within the route's limit; empty on an upload route

  std::string peer;     ///< address of the client, or as a declared proxy states it; never log it
  bool by_proxy = false;  ///< it came through a declared proxy
  bool secure = false;  ///< TLS here, or a declared proxy says https
  std::string host;     ///< of the Host header, lower case, port kept
  std::string id;       ///< random, unique; printed in logs and on error pages

  Fields params;       ///< {name} parts of the route's pattern, decoded
  std::string route;   ///< name of the matched route; "" before matching
  std::string who;     ///< that route's `who`
  /// What the caller's guard learned (who is signed in); http never looks inside.
  std::any actor;

  std::string param(std::string_view name) const { return params.get(name); }
  std::string field(std::string_view name) const { return form.get(name); }
  std::string header(std::string_view name) const { return headers.get(name); }
  std::string cookie(std::string_view name) const { return cookies.get(name); }
  bool reads_only() const { return method == Method::get || method == Method::head; }
};

/// A request for tests and for pages that ask the router directly: "/a/b?c=d" is split and decoded.
Request request_of(Method method, std::string_view target);

}  // namespace ledgelight::http
