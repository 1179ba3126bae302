#include "http/router.hpp"

#include <algorithm>
#include <exception>
#include <new>

#include "base/text.hpp"
#include "http/form.hpp"

namespace ledgelight::http {
namespace {

bool has_type(const Request& request, std::string_view type) {
  return lowered(request.header("Content-Type")).rfind(type, 0) == 0;
}

// Small multipart forms on ordinary routes; files need an upload route.
Result<void> read_multipart(Request& request) {
  auto boundary = TRY(boundary_of(request.header("Content-Type")));
  MultipartReader::Events events;
  events.file_begin = [](const PartHead&) -> Result<void> {
    return fail(Errc::unsupported, "this address takes no files");
  };
  events.file_bytes = [](std::string_view) -> Result<void> { return Done{}; };
  events.file_end = []() -> Result<void> { return Done{}; };
  MultipartReader reader(std::move(boundary), request.form, events);
  TRY(reader.feed(request.body));
  return reader.finish();
}

Result<void> read_form(Request& request) {
  if (has_type(request, "application/x-www-form-urlencoded")) {
    request.form = TRY(parse_urlencoded(request.body));
  } else if (has_type(request, "multipart/")) {
    TRY(read_multipart(request));
  }
  return Done{};
}

// The whole body at once, for tests and small bodies; the server does the same piece by piece.
Result<void> feed_upload(Request& request, Upload& upload) {
  if (!has_type(request, "multipart/")) {
    TRY(upload.begin(request, {"", "", request.header("Content-Type")}));
    if (!request.body.empty()) TRY(upload.bytes(request.body));
    return upload.end();
  }
  auto boundary = TRY(boundary_of(request.header("Content-Type")));
  MultipartReader::Events events;
  events.file_begin = [&](const PartHead& head) { return upload.begin(request, head); };
  events.file_bytes = [&](std::string_view chunk) { return upload.bytes(chunk); };
  events.file_end = [&] { return upload.end(); };
  MultipartReader reader(std::move(boundary), request.form, events);
  TRY(reader.feed(request.body));
  return reader.finish();
}

std::string_view plain_words(int status) {
  switch (status) {
    case 400: return "The request could not be read.";
    case 403: return "This is not allowed.";
    case 404: return "There is no such page.";
    case 405: return "This page does not take that kind of request.";
    case 413: return "What was sent is too large.";
    case 429: return "Too many tries. Wait a while.";
    case 503: return "The service is busy. Try again soon.";
    default: return status >= 500 ? "Something went wrong on our side." : "This did not work.";
  }
}

}  // namespace

std::vector<Router::Segment> Router::segments_of(std::string_view pattern) {
  CHECK(!pattern.empty() && pattern[0] == '/');
  std::vector<Segment> out;
  if (pattern == "/") return out;
  for (const auto& part : split(pattern.substr(1), '/')) {
    CHECK(!part.empty());
    CHECK(out.empty() || out.back().kind != Segment::Kind::rest);
    if (part.front() != '{') {
      CHECK(part.find_first_of("{}*") == std::string::npos);
      out.push_back({Segment::Kind::literal, part});
      continue;
    }
    CHECK(part.size() > 2 && part.back() == '}');
    auto name = part.substr(1, part.size() - 2);
    const bool rest = name.back() == '*';
    if (rest) name.pop_back();
    CHECK(!name.empty() && name.find_first_of("{}*") == std::string::npos);
    out.push_back({rest ? Segment::Kind::rest : Segment::Kind::one, name});
  }
  return out;
}

Router& Router::add(Route route) {
  CHECK(!route.name.empty() && (route.handler || route.upload));
  CHECK(!(route.handler && route.upload));
  for (const auto& other : routes_) {
    CHECK(other.name != route.name);
    CHECK(other.method != route.method || other.pattern != route.pattern);
  }
  segments_.push_back(segments_of(route.pattern));
  routes_.push_back(std::move(route));
  return *this;
}

Router& Router::get(std::string pattern, std::string name, std::string who, Handler handler) {
  Route route;
  route.pattern = std::move(pattern);
  route.name = std::move(name);
  route.who = std::move(who);
  route.handler = std::move(handler);
  return add(std::move(route));
}

Router& Router::post(std::string pattern, std::string name, std::string who, Handler handler) {
  Route route;
  route.method = Method::post;
  route.pattern = std::move(pattern);
  route.name = std::move(name);
  route.who = std::move(who);
  route.handler = std::move(handler);
  return add(std::move(route));
}

Router& Router::upload(std::string pattern, std::string name, std::string who,
                       std::uint64_t body_limit, UploadHandler handler) {
  Route route;
  route.method = Method::post;
  route.pattern = std::move(pattern);
  route.name = std::move(name);
  route.who = std::move(who);
  route.upload = std::move(handler);
  route.body_limit = body_limit;
  return add(std::move(route));
}

Router& Router::guard(Guard guard) {
  guards_.push_back(std::move(guard));
  return *this;
}
Router& Router::finish(Finish finish) {
  finishes_.push_back(std::move(finish));
  return *this;
}
Router& Router::error_page(ErrorPage page) {
  error_page_ = std::move(page);
  return *this;
}

Router::Match Router::match(Method method, std::string_view path) const {
  const auto parts = path.size() > 1 ? split(path.substr(1), '/') : std::vector<std::string>{};
  const auto wanted = method == Method::head ? Method::get : method;
  Match best;
  std::vector<Segment::Kind> best_kinds;
  for (std::size_t r = 0; r < routes_.size(); ++r) {
    const auto& segments = segments_[r];
    const bool open_end = !segments.empty() && segments.back().kind == Segment::Kind::rest;
    if (open_end ? parts.size() < segments.size() : parts.size() != segments.size()) continue;
    Fields params;
    std::vector<Segment::Kind> kinds;
    bool fits = true;
    for (std::size_t i = 0; fits && i < segments.size(); ++i) {
      kinds.push_back(segments[i].kind);
      if (segments[i].kind == Segment::Kind::literal) {
        fits = segments[i].text == parts[i];
      } else if (segments[i].kind == Segment::Kind::one) {
        params.add(segments[i].text, parts[i]);
      } else {
        params.add(segments[i].text,
                   join({parts.begin() + static_cast<std::ptrdiff_t>(i), parts.end()}, "/"));
      }
    }
    if (!fits) continue;
    const auto& allowed = best.allowed;
    if (std::find(allowed.begin(), allowed.end(), routes_[r].method) == allowed.end()) {
      best.allowed.push_back(routes_[r].method);
    }
    if (routes_[r].method != wanted || (best.route && !(kinds < best_kinds))) continue;
    best.route = &routes_[r];
    best.params = std::move(params);
    best_kinds = std::move(kinds);
  }
  return best;
}

std::optional<Response> Router::admit(Request& request, const Route** route) const {
  *route = nullptr;
  auto match_found = match(request.method, request.path);
  if (!match_found.route) {
    if (match_found.allowed.empty()) return problem(request, fail(Errc::not_found, "no such route"));
    std::string allow = "OPTIONS";
    for (const auto method : match_found.allowed) {
      allow += ", " + std::string(name_of(method));
      if (method == Method::get) allow += ", HEAD";
    }
    if (request.method == Method::options) {
      Response response;
      response.status = 204;
      return std::move(response).with("Allow", allow);
    }
    return problem(request, 405, fail(Errc::bad_input, "method not allowed")).with("Allow", allow);
  }
  request.params = std::move(match_found.params);
  request.route = match_found.route->name;
  request.who = match_found.route->who;
  *route = match_found.route;
  try {
    for (const auto& guard_it : guards_) {
      if (auto refused = guard_it(request, *match_found.route)) return refused;
    }
  } catch (const std::exception&) {
    return problem(request, fail(Errc::internal, "an exception in a guard"));
  }
  return std::nullopt;
}

Response Router::answer(Request& request, const Route& route) const {
  try {
    if (route.upload) {
      auto order = route.upload(request);
      if (auto* refusal = std::get_if<Response>(&order)) return std::move(*refusal);
      auto& upload = *std::get<std::unique_ptr<Upload>>(order);
      if (const auto fed = feed_upload(request, upload); !fed) {
        if (auto own = upload.failed(request, fed.error())) return std::move(*own);
        return problem(request, fed.error());
      }
      return upload.finish(request);
    }
    if (const auto read = read_form(request); !read) return problem(request, read.error());
    return route.handler(request);
  } catch (const std::bad_alloc&) {
    return problem(request, 503, fail(Errc::internal, "out of memory"));
  } catch (const std::exception&) {
    // The text of an exception may quote what somebody typed: it stays out of the log.
    return problem(request, fail(Errc::internal, "an exception in handler " + route.name));
  }
}

Response Router::problem(const Request& request, const Error& error) const {
  return problem(request, status_of(error.code), error);
}

Response Router::problem(const Request& request, int status, const Error& error) const {
  Response response;
  bool done = false;
  if (error_page_) {
    try {
      response = error_page_(request, status, error);
      done = true;
    } catch (const std::exception&) {
      // The plain line below still tells the person something.
    }
  }
  if (!done) response = text(std::string(plain_words(status)) + "\n", status);
  if (status >= 500) response.fault = std::string(name_of(error.code)) + ": " + error.detail;
  return response;
}

void Router::finishing(const Request& request, Response& response) const {
  for (const auto& finish_it : finishes_) finish_it(request, response);
}

Response Router::handle(Request& request) const {
  const Route* route = nullptr;
  auto early = admit(request, &route);
  auto response = early ? std::move(*early)
                  : request.body.size() > route->body_limit
                      ? problem(request, fail(Errc::too_large, "the body is too large"))
                      : answer(request, *route);
  finishing(request, response);
  return response;
}

}  // namespace ledgelight::http
