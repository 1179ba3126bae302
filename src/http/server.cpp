#include "http/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <algorithm>
#include <csignal>
#include <thread>

#include "http/session.hpp"

namespace ledgelight::http {
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

bool may_enter(Shared& shared, const Place& place, const std::string& peer) {
  const auto& limits = shared.options.limits;
  const auto& proxies = place.listener.proxies;
  const bool trusted = is_loopback(peer) || std::find(proxies.begin(), proxies.end(), peer) != proxies.end();
  const std::lock_guard lock(shared.mutex);
  if (shared.open >= limits.connections) return false;
  auto& of_peer = shared.peers[peer];
  if (!trusted && of_peer >= limits.connections_per_peer) return false;
  ++of_peer;
  ++shared.open;
  return true;
}

void left(Shared& shared, const std::string& peer) {
  const std::lock_guard lock(shared.mutex);
  --shared.open;
  const auto found = shared.peers.find(peer);
  if (found != shared.peers.end() && --found->second == 0) shared.peers.erase(found);
  shared.changed.notify_all();
}

asio::awaitable<void> one(Shared& shared, const Place& place, Loop& loop, tcp::socket socket,
                          std::string peer) {
  co_await serve(shared, place, loop, std::move(socket));
  left(shared, peer);
}

asio::awaitable<void> accepting(Shared& shared, const Place& place, Loop& loop,
                                tcp::acceptor& acceptor) {
  while (!shared.stopping) {
    error_code ec;
    auto socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, ec));
    if (ec == asio::error::operation_aborted || !acceptor.is_open()) co_return;
    if (ec) {
      // Out of descriptors or memory: wait for some to come free instead of spinning.
      asio::steady_timer pause(loop.io, std::chrono::milliseconds(50));
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      continue;
    }
    const auto peer = socket.remote_endpoint(ec).address().to_string();
    if (ec || !may_enter(shared, place, peer)) continue;  // the socket closes itself
    asio::co_spawn(loop.io, one(shared, place, loop, std::move(socket), peer), asio::detached);
  }
}

Result<std::unique_ptr<asio::ssl::context>> tls_context(const Tls& tls) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  error_code ec;
  context->set_options(asio::ssl::context::no_sslv2 | asio::ssl::context::no_sslv3 |
                           asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1 |
                           asio::ssl::context::no_compression | asio::ssl::context::single_dh_use,
                       ec);
  SSL_CTX_set_options(context->native_handle(), SSL_OP_NO_RENEGOTIATION);
  context->use_certificate_chain_file(tls.cert_file, ec);
  if (ec) return fail(Errc::config, "the certificate file cannot be read: " + tls.cert_file);
  context->use_private_key_file(tls.key_file, asio::ssl::context::pem, ec);
  if (ec || SSL_CTX_check_private_key(context->native_handle()) != 1) {
    return fail(Errc::config, "the key file cannot be read or is of another certificate: " + tls.key_file);
  }
  return context;
}

Result<tcp::acceptor> bound(Loop& loop, const tcp::endpoint& at, bool shared_port) {
  tcp::acceptor acceptor(loop.io);
  error_code ec;
  acceptor.open(at.protocol(), ec);
  if (!ec) acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
  if (!ec && shared_port) acceptor.set_option(ReusePort(true), ec);
  if (!ec && at.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true), ec);
  if (!ec) acceptor.bind(at, ec);
  if (!ec) acceptor.listen(1024, ec);
  if (ec) {
    return fail(Errc::io, "cannot listen on " + at.address().to_string() + " port " +
                              std::to_string(at.port()) + ": " + ec.message());
  }
  return acceptor;
}

}  // namespace

struct Server::Impl {
  explicit Impl(ServerOptions options) : shared(std::move(options)) {}

  Shared shared;
  std::vector<std::unique_ptr<Place>> places;
  std::vector<std::unique_ptr<Loop>> loops;
  // Of each loop one acceptor a place; after loops, so that they go first.
  std::vector<std::vector<tcp::acceptor>> acceptors;
  std::vector<std::thread> threads;
  std::vector<std::uint16_t> ports;
  std::once_flag stopped;

  Result<void> bind() {
    for (const auto& place : places) {
      error_code ec;
      const auto address = asio::ip::make_address(place->listener.address, ec);
      if (ec) return fail(Errc::config, "not an address: " + place->listener.address);
      for (auto& proxy : place->listener.proxies) {
        const auto known = asio::ip::make_address(proxy, ec);
        if (ec)
          return fail(Errc::config, "a proxy is declared by its address, not by a name: " + proxy);
        proxy = known.to_string();  // as a peer's address is written
      }
      tcp::endpoint at(address, place->listener.port);
      // SO_REUSEPORT would let a second server share the port in silence: try alone first.
      if (at.port() != 0) TRY(bound(*loops[0], at, false));
      for (std::size_t i = 0; i < loops.size(); ++i) {
        acceptors[i].push_back(TRY(bound(*loops[i], at, true)));
        at = acceptors[i].back().local_endpoint(ec);
      }
      ports.push_back(at.port());
    }
    return Done{};
  }

  void run() {
    for (std::size_t i = 0; i < loops.size(); ++i) {
      for (std::size_t p = 0; p < places.size(); ++p) {
        asio::co_spawn(loops[i]->io, accepting(shared, *places[p], *loops[i], acceptors[i][p]),
                       asio::detached);
      }
      auto* loop = loops[i].get();
      threads.emplace_back([loop] {
        const auto keep = asio::make_work_guard(loop->io);
        loop->io.run();
      });
    }
  }

  void stop() {
    shared.stopping = true;
    for (std::size_t i = 0; i < loops.size(); ++i) {
      asio::post(loops[i]->io, [this, i] {
        error_code ignored;
        for (auto& acceptor : acceptors[i]) acceptor.close(ignored);
        for (auto* connection : loops[i]->connections) {
          if (connection->idle) connection->close();
        }
      });
    }
    {
      std::unique_lock lock(shared.mutex);
      shared.changed.wait_for(lock, shared.options.limits.drain_time, [&] { return shared.open == 0; });
    }
    for (auto& loop : loops) loop->io.stop();
    for (auto& thread : threads) thread.join();
    for (auto& of_loop : acceptors) of_loop.clear();  // those whose loop stopped before it closed them
    // Handlers still running hold references into the connections: they end before those do.
    shared.pool.join();
  }
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, std::vector<Listener> listeners) {
  CHECK(!listeners.empty() && options.io_threads > 0 && options.handler_threads > 0);
  auto impl = std::make_unique<Impl>(std::move(options));
  for (auto& listener : listeners) {
    CHECK(listener.router);
    auto place = std::make_unique<Place>();
    if (listener.tls) place->tls = TRY(tls_context(*listener.tls));
    place->listener = std::move(listener);
    impl->places.push_back(std::move(place));
  }
  for (unsigned i = 0; i < impl->shared.options.io_threads; ++i) {
    impl->loops.push_back(std::make_unique<Loop>());
  }
  impl->acceptors.resize(impl->loops.size());
  TRY(impl->bind());
  impl->run();
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::vector<std::uint16_t> Server::ports() const { return impl_->ports; }

void Server::stop() {
  std::call_once(impl_->stopped, [this] { impl_->stop(); });
}

void Server::run_until_signal() {
  asio::io_context io;
  asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([](error_code, int) {});
  io.run();
  stop();
}

std::size_t Server::connections() const {
  const std::lock_guard lock(impl_->shared.mutex);
  return impl_->shared.open;
}

bool is_loopback(std::string_view address) {
  error_code ec;
  const auto parsed = asio::ip::make_address(std::string(address), ec);
  if (ec) return false;
  if (parsed.is_v6() && parsed.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, parsed.to_v6()).is_loopback();
  }
  return parsed.is_loopback();
}

bool is_local(const Request& request) {
  // A proxy on this machine that nobody declared mostly still says that it is one; one that is
  // declared and does not say for whom it asks may ask for anybody.
  for (const char* name : {"Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"}) {
    if (request.headers.has(name)) return false;
  }
  return !request.by_proxy && is_loopback(request.peer);
}

}  // namespace ledgelight::http
