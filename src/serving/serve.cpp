#include "cli/serve.hpp"

#include <condition_variable>
#include <iostream>
#include <mutex>
#include <thread>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "console/console.hpp"
#include "desk/desk.hpp"
#include "desk/drafts.hpp"
#include "desk/jobs.hpp"
#include "desk/officers.hpp"
#include "desk/record.hpp"
#include "http/access.hpp"
#include "http/server.hpp"
#include "portal/portal.hpp"
#include "serving/serve.hpp"

namespace ledgelight::serving {

Routers routers(const std::shared_ptr<pages::Web>& web, bool apart,
                const std::shared_ptr<http::Metrics>& metrics) {
  Routers out;
  out.site = std::make_shared<http::Router>();
  out.staff = apart ? std::make_shared<http::Router>() : out.site;
  web->guard(*out.site, desk::Door::outside);
  if (apart) web->guard(*out.staff, desk::Door::outside);
  const auto common = [&](http::Router& router) {
    http::Assets::add_route(router, web->assets(), "anyone");
    http::Route health;
    health.pattern = "/healthz";
    health.name = "healthz";
    health.who = "anyone";
    health.counted = false;
    health.handler = [web](http::Request& request) {
      const auto tx = web->desk().store().read();
      const auto size = tx ? (*tx)->ledger_size() : Result<std::uint64_t>(tx.error());
      if (!size) return web->refuse(request, size.error());
      return http::json("{\"status\":\"ok\"}\n");
    };
    router.add(std::move(health));
  };
  common(*out.site);
  if (apart) common(*out.staff);
  portal::add_portal(*out.site, web);
  console::add_console(*out.staff, web);
  http::Route counters;
  counters.pattern = "/metrics";
  counters.name = "metrics";
  counters.who = "anyone";
  counters.counted = false;
  counters.handler = [web, metrics](http::Request& request) {
    // Counters tell when reports come in: for this machine only.
    if (!http::is_local(request)) {
      return web->refuse(request, fail(Errc::not_found, "metrics are for this machine"));
    }
    return http::text(metrics->text());
  };
  out.staff->add(std::move(counters));
  return out;
}

namespace {

void log_line(const Json& json) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  std::cerr << plain_json(json) << '\n';
}

// A thread that does `tick` at each whole second until told to stop.
class Ticker {
 public:
  explicit Ticker(std::function<void()> tick) : thread_([this, tick = std::move(tick)] { run(tick); }) {}
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;
  ~Ticker() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

 private:
  void run(const std::function<void()>& tick) {
    using std::chrono::system_clock;
    std::unique_lock lock(mutex_);
    while (!stop_) {
      // On the second, whatever happened within it: a checkpoint does not betray a moment finer.
      const auto next = std::chrono::floor<std::chrono::seconds>(system_clock::now()) + std::chrono::seconds(1);
      wake_.wait_until(lock, next, [&] { return stop_; });
      if (stop_) return;
      lock.unlock();
      try {
        tick();
      } catch (const std::exception&) {
        // Out of memory, or a library that threw: the next tick tries again, the server goes on. What
        // it says may quote what it read.
        log_line({{"level", "error"}, {"what", "tick"}, {"code", "internal"}, {"detail", "an exception"}});
      }
      lock.lock();
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::thread thread_;
};

void log_fault(const char* what, const Error& error) {
  log_line({{"level", "error"}, {"what", what}, {"code", name_of(error.code)}, {"detail", error.detail}});
}

Result<void> publish_if_new(desk::Desk& desk) {
  {
    const auto tx = TRY(desk.store().read());
    const auto size = TRY(tx->ledger_size());
    if (TRY(tx->ledger_head()).signed_size == size) return {};
  }
  (void)TRY(desk::publish(desk));
  return {};
}

struct Address {
  std::string host;
  std::uint16_t port = 0;
};
Result<Address> parse_address(const std::string& text) {
  const auto colon = text.rfind(':');
  const auto bad = fail(Errc::config, "write an address and a port, like 127.0.0.1:8080 or [::1]:8080");
  if (colon == std::string::npos || colon + 1 == text.size() || text.size() - colon > 6) return bad;
  const auto digits = text.substr(colon + 1);
  if (digits.find_first_not_of("0123456789") != std::string::npos || std::stoul(digits) > 65535) return bad;
  auto host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return Address{host, static_cast<std::uint16_t>(std::stoul(digits))};
}

std::string shown_address(const Address& a, std::uint16_t port, bool tls) {
  const auto host = a.host.find(':') == std::string::npos ? a.host : "[" + a.host + "]";
  return (tls ? "https://" : "http://") + host + ":" + std::to_string(port);
}

}  // namespace
}  // namespace ledgelight::serving

namespace ledgelight::cli {

Result<void> serve(desk::Desk& desk, const ServeOptions& options) {
  using namespace serving;
  const bool tls = !options.tls_cert.empty() || !options.tls_key.empty();
  if (tls && (options.tls_cert.empty() || options.tls_key.empty())) {
    return fail(Errc::config, "TLS needs both a certificate and its key");
  }
  const bool apart = !options.staff_listen.empty();
  std::vector<Address> addresses{TRY(parse_address(options.listen))};
  if (apart) addresses.push_back(TRY(parse_address(options.staff_listen)));
  for (const auto& a : addresses) {
    if (!http::is_loopback(a.host) && !tls && options.proxies.empty()) {
      return fail(Errc::config, "off this machine the desk needs TLS (--tls-cert, --tls-key) or a declared "
                                "proxy (--behind-proxy ADDRESS)");
    }
  }
  const auto web = TRY(pages::Web::make(desk));
  const auto metrics = std::make_shared<http::Metrics>();
  const auto router = routers(web, apart, metrics);
  http::ServerOptions server_options;
  server_options.metrics = metrics;
  server_options.log = [&desk](const http::Access& access) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    std::cerr << http::json_line(access, desk.now()) << '\n';
  };
  std::vector<http::Listener> listeners;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    http::Listener l;
    l.name = i == 0 ? "public" : "staff";
    l.address = addresses[i].host;
    l.port = addresses[i].port;
    l.router = i == 0 ? router.site : router.staff;
    if (tls) l.tls = http::Tls{options.tls_cert, options.tls_key};
    l.proxies = options.proxies;
    listeners.push_back(std::move(l));
  }
  if (options.first_officer && TRY(desk::needs_first_officer(desk))) {
    const auto link = desk::first_officer_link(desk);
    if (link) {
      options.first_officer("/staff/invite/" + *link);
    } else if (link.error().code == Errc::disk_full) {
      log_fault("first officer", link.error());  // what is there can be read; the next start makes the link
    } else {
      return link.error();
    }
  }
  // What a crash left between signing and writing is written now, not with the next act.
  if (const auto done = desk::publish(desk); !done) log_fault("publish", done.error());
  const auto server = TRY(http::Server::start(std::move(server_options), std::move(listeners)));
  const auto ports = server->ports();
  if (options.ready) {
    const auto site = shown_address(addresses[0], ports[0], tls);
    options.ready(site, apart ? shown_address(addresses[1], ports[1], tls) : site);
  }
  const std::string worker = "server:" + hex(desk.randomness().bytes(6));
  constexpr auto sweep_every = std::chrono::minutes(10);
  Instant next_sweep{};
  {
    const Ticker publisher([&] {
      if (const auto done = publish_if_new(desk); !done) log_fault("publish", done.error());
    });
    const Ticker jobs([&] {
      if (const auto now = desk.now(); now >= next_sweep) {
        next_sweep = now + sweep_every;
        if (const auto swept = desk::sweep(desk); !swept) log_fault("sweep", swept.error());
      }
      while (true) {
        const auto worked = desk::work_once(desk, worker);
        if (!worked) log_fault("job", worked.error());
        if (!worked || !*worked) break;
      }
    });
    server->run_until_signal();
    desk.stopping = true;  // the tickers end with this block: a search stops where it is
  }
  if (const auto done = publish_if_new(desk); !done) log_fault("publish", done.error());
  return {};
}

}  // namespace ledgelight::cli
