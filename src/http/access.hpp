// http/access.hpp: what is remembered of a request, and counters.
//
// Never the address, the query, the path, a cookie or the agent: a reporter must not be findable
// in a log. The route's name says which kind of page it was.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace ledgelight::http {

struct Access {
  std::string id;        ///< request id
  std::string listener;  ///< "public", "staff"
  std::string method;
  std::string route;     ///< route name; "none" when nothing matched
  int status = 0;
  std::uint64_t bytes_in = 0;   ///< of the body
  std::uint64_t bytes_out = 0;  ///< of the body
  std::chrono::microseconds took{0};
  std::string fault;  ///< of a 5xx: the Error's code and detail (never personal by contract)
};

/// One line of JSON without the newline. `at` to the second.
std::string json_line(const Access& access, Instant at);

/// Counters and one histogram, printed in Prometheus text format 0.0.4.
class Metrics {
 public:
  void count(const Access& access);
  /// Any other counter or gauge, `name` as Prometheus spells names.
  void add(const std::string& name, double by = 1);
  void set(const std::string& name, double value);
  std::string text() const;

 private:
  static constexpr std::array<double, 9> edges_{0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30};
  struct Histogram {
    std::array<std::uint64_t, 10> buckets{};
    double sum = 0;
    std::uint64_t count = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::array<std::string, 4>, std::uint64_t> requests_;
  std::map<std::string, Histogram> times_;
  std::map<std::string, std::uint64_t> bytes_in_, bytes_out_;
  std::map<std::string, double> counters_, gauges_;
};

}  // namespace ledgelight::http
