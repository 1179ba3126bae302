// http/session.hpp: private to the two files that know Beast.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <unordered_set>

#include "http/server.hpp"

namespace ledgelight::http {

/// What all connections share.
struct Shared {
  explicit Shared(ServerOptions o) : options(std::move(o)), pool(options.handler_threads) {}

  ServerOptions options;
  boost::asio::thread_pool pool;
  std::atomic<std::size_t> waiting{0};
  std::atomic<bool> stopping{false};

  std::mutex mutex;  // of what follows
  std::condition_variable changed;
  std::size_t open = 0;
  std::map<std::string, std::size_t> peers;
};

/// One listener, whatever thread accepts for it.
struct Place {
  Listener listener;
  std::unique_ptr<boost::asio::ssl::context> tls;
};

/// A connection as its thread knows it.
struct Connection {
  bool idle = true;  // nothing of a request has been read
  std::function<void()> close;
};

/// One thread with its own io_context.
struct Loop {
  boost::asio::io_context io{1};
  std::unordered_set<Connection*> connections;
};

/// Serves one accepted connection to its end. Never throws.
boost::asio::awaitable<void> serve(Shared& shared, const Place& place, Loop& loop,
                                   boost::asio::ip::tcp::socket socket);

}  // namespace ledgelight::http
