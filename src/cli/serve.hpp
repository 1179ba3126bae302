// cli/serve.hpp: what `ledgelight serve` asks of the pages.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace ledgelight::desk {
class Desk;
}

namespace ledgelight::cli {

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";   ///< public pages, and staff pages unless …
  std::string staff_listen;                ///< … they listen apart; "" none
  std::string tls_cert, tls_key;           ///< PEM files; both or neither
  std::vector<std::string> proxies;        ///< addresses whose X-Forwarded-* are believed
  /// Told once when the server accepts connections: the addresses as they are ("http://…", port 0
  /// resolved). `staff` equals `site` when they listen together.
  std::function<void(const std::string& site, const std::string& staff)> ready;
  /// Told before `ready` while the desk has no officer: the one-time link, a path ("/staff/invite/…").
  std::function<void(const std::string& path)> first_officer;
};

/// Serves until SIGTERM or SIGINT, then finishes what is under way. Off loopback it refuses
/// (config) without TLS or a declared proxy.
Result<void> serve(desk::Desk& desk, const ServeOptions& options);

}  // namespace ledgelight::cli
