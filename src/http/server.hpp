// http/server.hpp: listens, reads requests within limits, calls handlers on threads of their own.
//
// HTTP/1.1 (RFC 9112) by Boost.Beast and Asio, one io_context per thread with SO_REUSEPORT.
// Handlers may block: they run on a pool apart, so slow work never stops reading and writing.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/access.hpp"
#include "http/router.hpp"

namespace ledgelight::http {

struct Limits {
  std::size_t header_bytes = 16U << 10;
  std::size_t connections = 4096;          ///< open at once over all listeners; more: closed
  std::size_t connections_per_peer = 1024; ///< not applied to declared proxies or loopback
  std::size_t waiting = 1024;              ///< requests waiting for a handler thread; more: 503
  std::chrono::milliseconds header_time{15'000};  ///< for a whole header, set once
  std::chrono::milliseconds idle_time{30'000};    ///< between requests on a kept connection
  std::chrono::milliseconds body_grace{20'000};   ///< a body may always take this long, and then
  std::uint64_t body_rate = 8U << 10;             ///< must have come at this many bytes a second
  std::chrono::milliseconds write_time{60'000};   ///< for each 64 KiB written
  std::chrono::milliseconds drain_time{10'000};   ///< after stop: requests under way may end
};

struct Tls {
  std::string cert_file;  ///< PEM, chain after the certificate
  std::string key_file;   ///< PEM
};

struct Listener {
  std::string name;     ///< "public", "staff": label of its metrics
  std::string address;  ///< "127.0.0.1", "::1", "0.0.0.0"; no names
  std::uint16_t port = 0;  ///< 0: a free one
  std::shared_ptr<const Router> router;
  std::optional<Tls> tls;
  /// Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed. Nobody else's are. With
  /// some declared and no TLS, only they and this machine are served: everybody else is told so
  /// (403).
  std::vector<std::string> proxies;
};

struct ServerOptions {
  Limits limits;
  unsigned io_threads = 2;
  unsigned handler_threads = 8;
  std::function<void(const Access&)> log;  ///< called on an io thread after each answer
  std::shared_ptr<Metrics> metrics;        ///< may be nullptr
};

class Server {
 public:
  /// Bound and serving on return. Fails with config (address, certificate) or io (port taken).
  static Result<std::unique_ptr<Server>> start(ServerOptions options,
                                               std::vector<Listener> listeners);
  ~Server();  ///< stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// The port each listener got, in the order given.
  std::vector<std::uint16_t> ports() const;
  /// No new connections; waits for requests under way, at most drain_time. Safe to call twice.
  void stop();
  /// Blocks until SIGTERM or SIGINT, then stops. Call from main, once.
  void run_until_signal();
  std::size_t connections() const;

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Whether only this machine can reach `address` (127.0.0.0/8, ::1). False for names and rubbish.
bool is_loopback(std::string_view address);
/// Whether the person asking sits at this machine: a loopback address, no header by which a proxy
/// says that it passes on somebody else's request, and no declared proxy that left out for whom.
bool is_local(const Request& request);

}  // namespace ledgelight::http
