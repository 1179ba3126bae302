#include "http/session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "http/cookie.hpp"
#include "http/form.hpp"
#include "http/wire.hpp"

namespace ledgelight::http {
namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using asio::ip::tcp;
using Steady = std::chrono::steady_clock;

namespace {

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t piece = 64U << 10;
constexpr std::size_t upload_piece = 256U << 10;

/// Runs `work` on the handlers' threads and comes back. False, without running it, when too many
/// wait already. `work` must not throw.
template <class Work>
asio::awaitable<bool> on_pool(Shared& shared, Work& work) {
  if (shared.waiting.fetch_add(1) >= shared.options.limits.waiting) {
    shared.waiting.fetch_sub(1);
    co_return false;
  }
  const auto back = co_await asio::this_coro::executor;
  const auto begin = [&shared, &work, back](auto handler) {
    // Posted functions are copied in places: the handler is move-only, so it is shared.
    auto done = std::make_shared<decltype(handler)>(std::move(handler));
    asio::post(shared.pool, [&shared, &work, back, done, keep = asio::make_work_guard(back)] {
      work();
      shared.waiting.fetch_sub(1);
      asio::post(back, [done] { std::move (*done)(); });
    });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(begin, asio::use_awaitable);
  co_return true;
}

Instant now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

const std::string& date_now() {
  thread_local Instant last;
  thread_local std::string text_now;
  if (const auto at = now(); at != last || text_now.empty()) {
    last = at;
    text_now = imf_fixdate(at);
  }
  return text_now;
}

/// One exchange: what is known while a request is answered.
struct Exchange {
  Request request;
  const Route* route = nullptr;
  std::optional<Response> response;
  std::unique_ptr<Upload> upload;
  std::unique_ptr<MultipartReader> parts;
  int version = 11;
  bool has_body = false, whole = true;  // whole: nothing of the body is left on the wire
  bool keep_alive = false;
  std::uint64_t body_bytes = 0, sent = 0;
  Steady::time_point began;
};

template <class Stream>
class Talk {
 public:
  Talk(Shared& shared, const Place& place, Connection& connection, Stream& stream, std::string peer)
      : shared_(shared),
        router_(*place.listener.router),
        place_(place),
        connection_(connection),
        stream_(stream),
        peer_(std::move(peer)),
        buffer_(shared.options.limits.header_bytes + upload_piece) {}

  asio::awaitable<void> run() {
    for (bool first = true;; first = false) {
      if (!co_await first_bytes(first)) break;
      Exchange x;
      if (!co_await exchange(x)) break;
      if (buffer_.size() == 0) buffer_.shrink_to_fit();  // a waiting connection holds no upload's memory
    }
  }

 private:
  using Parser = beast::http::request_parser<beast::http::buffer_body>;

  const Limits& limits() const { return shared_.options.limits; }
  auto& socket() { return beast::get_lowest_layer(stream_); }

  asio::awaitable<bool> first_bytes(bool first) {
    if (buffer_.size() != 0) co_return true;  // pipelined
    connection_.idle = true;
    if (shared_.stopping) co_return false;
    socket().expires_after(first ? limits().header_time : limits().idle_time);
    const auto got = co_await stream_.async_read_some(buffer_.prepare(4096), quietly);
    if (std::get<0>(got)) co_return false;
    buffer_.commit(std::get<1>(got));
    connection_.idle = false;
    co_return true;
  }

  // One request and its answer; true when the connection may carry another.
  asio::awaitable<bool> exchange(Exchange& x) {
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits().header_bytes));
    parser.body_limit(boost::none);  // counted here, by route
    // Once for the whole header: a byte now and then does not buy more time.
    socket().expires_after(limits().header_time);
    const auto read = co_await beast::http::async_read_header(stream_, buffer_, parser, quietly);
    x.began = Steady::now();
    if (const auto ec = std::get<0>(read)) {
      if (ec.category() != beast::http::make_error_code(beast::http::error::bad_method).category() ||
          ec == beast::http::error::end_of_stream || ec == beast::http::error::partial_message) {
        co_return false;
      }
      x.whole = false;
      x.request.id = hex(system_randomness().bytes(8));
      const bool large = ec == beast::http::error::header_limit || ec == beast::http::error::buffer_overflow;
      refuse(x, large ? 431 : 400, fail(Errc::bad_input, "a header that cannot be read"));
    } else {
      take_header(x, parser);
      co_await answer(x, parser);
    }
    co_return co_await send(x);
  }

  void refuse(Exchange& x, int status, const Error& error) {
    x.response = router_.problem(x.request, status, error);
    router_.finishing(x.request, *x.response);
  }

  // Fills the request; sets a response when it cannot stand.
  void take_header(Exchange& x, Parser& parser) {
    auto& message = parser.get();
    auto& request = x.request;
    request.id = hex(system_randomness().bytes(8));
    const auto verb = message.method_string();
    request.method = method_from({verb.data(), verb.size()});
    request.target = std::string(message.target());
    x.version = static_cast<int>(message.version());
    for (const auto& field : message.base()) {
      const auto name = field.name_string();
      const auto value = field.value();
      request.headers.add(std::string(name.data(), name.size()), std::string(value.data(), value.size()));
    }
    x.has_body = !parser.is_done();
    x.whole = !x.has_body;
    x.keep_alive = parser.keep_alive();
    const auto& proxies = place_.listener.proxies;
    const bool by_proxy = std::find(proxies.begin(), proxies.end(), peer_) != proxies.end();
    request.peer = client_of(peer_, request.headers, proxies);
    request.by_proxy = by_proxy;
    request.secure = place_.tls != nullptr;
    if (by_proxy) {
      request.secure = request.secure || lowered(trimmed(request.header("X-Forwarded-Proto"))) == "https";
    }
    request.host = lowered(request.header("Host"));
    request.path = "/";
    if (!place_.tls && !proxies.empty() && !by_proxy && !is_loopback(peer_)) {
      // Around the proxy nothing would be encrypted: what somebody types there others could read.
      x.whole = false;
      x.response = text(
          "This address is for the proxy of this service. Use the service's own address.\n", 403);
      return;
    }
    if (const auto fine = check_headers(request.headers, x.version); !fine) {
      x.whole = false;  // where the body ends is what is in doubt
      return refuse(x, 400, fine.error());
    }
    if (request.method == Method::other) {
      return refuse(x, 501, fail(Errc::unsupported, "a method we do not know"));
    }
    const auto target = origin_form(request.target, request.method);
    auto parsed = target ? parse_target(*target) : Result<Target>(target.error());
    if (!parsed) {
      return refuse(x, parsed.error().code == Errc::too_large ? 414 : 400, parsed.error());
    }
    request.path = std::move(parsed->path);
    request.query = std::move(parsed->query);
    request.cookies = parse_cookies(join(request.headers.all("Cookie"), ";"));
  }

  asio::awaitable<void> answer(Exchange& x, Parser& parser) {
    if (x.response) co_return;
    // Without a body everything happens in one visit to the handlers' threads.
    auto enter = [&] {
      x.response = router_.admit(x.request, &x.route);
      if (x.response) return;
      if (x.route->upload) {
        begin_upload(x);
      } else if (!x.has_body) {
        x.response = router_.answer(x.request, *x.route);
      }
    };
    if (!co_await on_pool(shared_, enter)) co_return busy(x);
    if (!x.response) co_await with_body(x, parser);
    if (x.upload) {
      // Undoing a cut-off upload may touch the disk.
      auto drop = [&] { x.upload.reset(); };
      if (!co_await on_pool(shared_, drop)) x.upload.reset();
    }
    if (x.response) router_.finishing(x.request, *x.response);
  }

  void busy(Exchange& x) {
    x.response = text("The service is busy. Try again soon.\n", 503).with("Retry-After", "5");
    x.response->fault = "busy: too many requests wait for a handler";
  }

  void begin_upload(Exchange& x) {
    guarded(x, [&]() -> Result<void> {
      auto order = x.route->upload(x.request);
      if (auto* refusal = std::get_if<Response>(&order)) {
        x.response = std::move(*refusal);
        return Done{};
      }
      x.upload = std::move(std::get<std::unique_ptr<Upload>>(order));
      const auto type = x.request.header("Content-Type");
      if (lowered(type).rfind("multipart/", 0) != 0) {
        return x.upload->begin(x.request, {"", "", type});
      }
      MultipartReader::Events events;
      events.file_begin = [&x](const PartHead& head) { return x.upload->begin(x.request, head); };
      events.file_bytes = [&x](std::string_view chunk) { return x.upload->bytes(chunk); };
      events.file_end = [&x] { return x.upload->end(); };
      x.parts = std::make_unique<MultipartReader>(TRY(boundary_of(type)), x.request.form, events);
      return Done{};
    });
  }

  // Runs a step of an upload; a failure or an exception becomes the response.
  template <class Step>
  void guarded(Exchange& x, Step step) {
    try {
      const auto done = step();
      if (done) return;
      if (x.upload) x.response = x.upload->failed(x.request, done.error());
      if (!x.response) x.response = router_.problem(x.request, done.error());
    } catch (const std::exception&) {
      x.response = router_.problem(x.request, fail(Errc::internal, "an exception in an upload"));
    }
  }

  asio::awaitable<void> with_body(Exchange& x, Parser& parser) {
    const auto limit = x.route->body_limit;
    if (parser.content_length() && *parser.content_length() > limit) {
      auto say = [&] { fail_body(x, fail(Errc::too_large, "the body is too large")); };
      if (!co_await on_pool(shared_, say)) busy(x);
      co_return;
    }
    if (const auto expect = x.request.headers.find("Expect")) {
      if (lowered(*expect) != "100-continue") {
        x.response = router_.problem(x.request, 417, fail(Errc::bad_input, "an expectation we do not know"));
        co_return;
      }
      if (x.has_body && !co_await write("HTTP/1.1 100 Continue\r\n\r\n")) co_return;
    }
    if (!co_await read_body(x, parser)) co_return;
    auto last = [&] {
      if (!x.upload) {
        x.response = router_.answer(x.request, *x.route);
        return;
      }
      guarded(x, [&]() -> Result<void> {
        if (x.parts) {
          TRY(x.parts->finish());
        } else {
          TRY(x.upload->end());
        }
        x.response = x.upload->finish(x.request);
        return Done{};
      });
    };
    if (!co_await on_pool(shared_, last)) busy(x);
  }

  void fail_body(Exchange& x, const Error& error) {
    guarded(x, [&]() -> Result<void> { return error; });
  }

  // True when the whole body has come; else the response says why, or there is nobody to tell.
  asio::awaitable<bool> read_body(Exchange& x, Parser& parser) {
    const auto start = Steady::now();
    if (x.upload) buffer_.reserve(upload_piece);
    std::string chunk;
    while (!parser.is_done()) {
      chunk.resize(x.upload ? upload_piece : std::min<std::size_t>(piece, x.route->body_limit + 1));
      auto& body = parser.get().body();
      body.data = chunk.data();
      body.size = chunk.size();
      body.more = true;
      // Each byte that came buys time at the least rate we bear; nothing else does.
      socket().expires_at(start + limits().body_grace +
                          std::chrono::milliseconds(x.body_bytes * 1000 / std::max<std::uint64_t>(1, limits().body_rate)));
      const auto read = std::get<0>(co_await beast::http::async_read_some(stream_, buffer_, parser, quietly));
      if (read && read != beast::http::error::need_buffer) {
        const bool malformed = read.category() == beast::http::make_error_code(beast::http::error::bad_chunk).category() &&
                               read != beast::http::error::partial_message &&
                               read != beast::http::error::end_of_stream;
        if (malformed) {
          auto say = [&] { fail_body(x, fail(Errc::bad_input, "the body's framing is broken")); };
          if (!co_await on_pool(shared_, say)) busy(x);
        }
        co_return false;
      }
      const auto got = chunk.size() - parser.get().body().size;
      chunk.resize(got);
      x.body_bytes += got;
      const bool over = x.body_bytes > x.route->body_limit;
      if (!x.upload && !over) {
        x.request.body += chunk;
        continue;
      }
      if (got == 0) continue;
      auto feed = [&] {
        if (over) return fail_body(x, fail(Errc::too_large, "the body is too large"));
        guarded(x, [&] { return x.parts ? x.parts->feed(chunk) : x.upload->bytes(chunk); });
      };
      if (!co_await on_pool(shared_, feed)) busy(x);
      if (x.response) {
        x.whole = parser.is_done();
        co_return false;
      }
    }
    x.whole = true;
    co_return true;
  }

  asio::awaitable<bool> write(std::string_view bytes_out) {
    socket().expires_after(limits().write_time);
    const auto done = co_await asio::async_write(stream_, asio::buffer(bytes_out.data(), bytes_out.size()), quietly);
    co_return !std::get<0>(done);
  }

  // Sends the answer and notes it; true when the connection may go on.
  asio::awaitable<bool> send(Exchange& x) {
    if (!x.response) {
      note(x, 0);  // the client left before there was anything to say
      co_return false;
    }
    auto& response = *x.response;
    complete(x.request, response);
    const bool bodiless = response.status == 204 || response.status == 304;
    const bool keep = x.keep_alive && x.whole && !shared_.stopping;
    HeadFacts facts;
    facts.request_id = x.request.id;
    facts.date = date_now();
    facts.keep_alive = keep;
    std::optional<std::uint64_t> size = response.source ? response.source->size() : std::nullopt;
    const auto plain = response.body.empty() ? response.fixed : std::string_view(response.body);
    if (!response.source) size = plain.size();
    facts.framing = bodiless ? Framing::none
                    : size   ? Framing::length
                    : x.version == 11 ? Framing::chunked
                                      : Framing::until_close;
    if (facts.framing == Framing::until_close) facts.keep_alive = false;
    facts.length = size.value_or(0);
    const auto head = head_of(response, facts);
    const bool only_head = bodiless || x.request.method == Method::head;
    bool sent = false;
    if (only_head) {
      sent = co_await write(head);
    } else if (response.source) {
      sent = co_await write(head) && co_await send_source(x, facts);
    } else {
      sent = co_await send_plain(x, head, plain);
    }
    note(x, response.status);
    if (sent && !x.whole) co_await linger();
    co_return sent && facts.keep_alive;
  }

  asio::awaitable<bool> send_plain(Exchange& x, std::string_view head, std::string_view plain) {
    // One buffer, not two: over TLS, Boost 1.81 lost the second of a short and a long one.
    const auto first = plain.substr(0, piece);
    std::string start;
    start.reserve(head.size() + first.size());
    start.append(head).append(first);
    if (!co_await write(start)) co_return false;
    x.sent = first.size();
    while (x.sent < plain.size()) {
      const auto next = plain.substr(x.sent, piece);
      if (!co_await write(next)) co_return false;
      x.sent += next.size();
    }
    co_return true;
  }

  asio::awaitable<bool> send_source(Exchange& x, const HeadFacts& facts) {
    auto& source = *x.response->source;
    for (;;) {
      std::string bytes_out;
      bool fine = false;
      auto read = [&] {
        try {
          const auto got = source.read(bytes_out, upload_piece);
          fine = got.has_value();
          if (!fine) x.response->fault = std::string(name_of(got.error().code)) + ": " + got.error().detail;
        } catch (const std::exception&) {
          x.response->fault = "internal: an exception in a source";
        }
      };
      if (!co_await on_pool(shared_, read) || !fine) co_return false;
      if (bytes_out.empty()) break;
      x.sent += bytes_out.size();
      if (facts.framing == Framing::length && x.sent > facts.length) co_return false;
      if (facts.framing == Framing::chunked) {
        std::array<char, 20> size{};
        const int n = std::snprintf(size.data(), size.size(), "%zx\r\n", bytes_out.size());
        bytes_out.insert(0, size.data(), static_cast<std::size_t>(n));
        bytes_out += "\r\n";
      }
      if (!co_await write(bytes_out)) co_return false;
      // A known length that is reached needs no further visit to the pool.
      if (facts.framing == Framing::length && x.sent == facts.length) break;
    }
    if (facts.framing == Framing::length) co_return x.sent == facts.length;
    if (facts.framing == Framing::chunked) co_return co_await write("0\r\n\r\n");
    co_return true;
  }

  // Closing with unread bytes makes the system send a reset, which can destroy the answer on its
  // way: read on for a moment, bounded in bytes and time.
  asio::awaitable<void> linger() {
    error_code ignored;
    socket().socket().shutdown(tcp::socket::shutdown_send, ignored);
    socket().expires_after(std::chrono::seconds(2));
    std::string rubbish(piece, '\0');
    for (std::size_t read = 0; read < (16U << 20);) {
      const auto got = co_await socket().async_read_some(asio::buffer(rubbish), quietly);
      if (std::get<0>(got)) break;
      read += std::get<1>(got);
    }
  }

  void note(const Exchange& x, int status) {
    Access access;
    access.id = x.request.id;
    access.listener = place_.listener.name;
    access.method = std::string(name_of(x.request.method));
    access.route = x.route ? x.route->name : "none";
    access.status = status;
    access.bytes_in = x.body_bytes;
    access.bytes_out = x.sent;
    access.took = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - x.began);
    if (x.response) access.fault = x.response->fault;
    if (shared_.options.metrics) shared_.options.metrics->count(access);
    if (shared_.options.log && (!x.route || x.route->counted)) shared_.options.log(access);
  }

  Shared& shared_;
  const Router& router_;
  const Place& place_;
  Connection& connection_;
  Stream& stream_;
  std::string peer_;
  beast::flat_buffer buffer_;
};

}  // namespace

asio::awaitable<void> serve(Shared& shared, const Place& place, Loop& loop, tcp::socket socket) {
  Connection connection;
  try {
    error_code ec;
    socket.set_option(tcp::no_delay(true), ec);
    const auto peer = socket.remote_endpoint(ec).address().to_string();
    if (place.tls) {
      beast::ssl_stream<beast::tcp_stream> stream(beast::tcp_stream(std::move(socket)), *place.tls);
      connection.close = [&stream] { beast::get_lowest_layer(stream).close(); };
      loop.connections.insert(&connection);
      beast::get_lowest_layer(stream).expires_after(shared.options.limits.header_time);
      const auto shaken = co_await stream.async_handshake(asio::ssl::stream_base::server, quietly);
      if (!std::get<0>(shaken)) {
        Talk<decltype(stream)> talk(shared, place, connection, stream, peer);
        co_await talk.run();
        beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(2));
        co_await stream.async_shutdown(quietly);
      }
      loop.connections.erase(&connection);
    } else {
      beast::tcp_stream stream(std::move(socket));
      connection.close = [&stream] { stream.close(); };
      loop.connections.insert(&connection);
      Talk<decltype(stream)> talk(shared, place, connection, stream, peer);
      co_await talk.run();
      stream.socket().shutdown(tcp::socket::shutdown_send, ec);
      loop.connections.erase(&connection);
    }
  } catch (const std::exception&) {
    loop.connections.erase(&connection);  // out of memory: this connection ends, others go on
  }
}

}  // namespace ledgelight::http
