#include "http/access.hpp"

#include <fmt/format.h>

#include "base/civil.hpp"
#include "base/json.hpp"

namespace ledgelight::http {
namespace {

// Text format 0.0.4: backslash, quote and line end are escaped in label values.
std::string label(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

void head(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

}  // namespace

std::string json_line(const Access& access, Instant at) {
  Json line{{"at", to_text(at)},
            {"kind", "request"},
            {"id", access.id},
            {"listener", access.listener},
            {"method", access.method},
            {"route", access.route},
            {"status", access.status},
            {"bytes_in", access.bytes_in},
            {"bytes_out", access.bytes_out},
            {"ms", static_cast<double>(access.took.count()) / 1000.0}};
  if (!access.fault.empty()) line["fault"] = access.fault;
  return plain_json(line);
}

void Metrics::count(const Access& access) {
  const std::lock_guard lock(mutex_);
  ++requests_[{access.listener, access.method, access.route, std::to_string(access.status)}];
  bytes_in_[access.listener] += access.bytes_in;
  bytes_out_[access.listener] += access.bytes_out;
  const auto seconds = static_cast<double>(access.took.count()) / 1e6;
  auto& times = times_[access.route];
  ++times.count;
  times.sum += seconds;
  std::size_t i = 0;
  while (i < edges_.size() && seconds > edges_[i]) ++i;
  ++times.buckets[i];
}

void Metrics::add(const std::string& name, double by) {
  const std::lock_guard lock(mutex_);
  counters_[name] += by;
}

void Metrics::set(const std::string& name, double value) {
  const std::lock_guard lock(mutex_);
  gauges_[name] = value;
}

std::string Metrics::text() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  head(out, "ledgelight_http_requests_total", "counter", "Requests answered.");
  for (const auto& [labels, n] : requests_) {
    out += fmt::format(
        "ledgelight_http_requests_total{{listener=\"{}\",method=\"{}\",route=\"{}\",status=\"{}\"}} "
        "{}\n",
        label(labels[0]), label(labels[1]), label(labels[2]), labels[3], n);
  }
  head(out, "ledgelight_http_received_bytes_total", "counter", "Bytes of request bodies.");
  for (const auto& [listener, n] : bytes_in_) {
    out += fmt::format("ledgelight_http_received_bytes_total{{listener=\"{}\"}} {}\n",
                       label(listener), n);
  }
  head(out, "ledgelight_http_sent_bytes_total", "counter", "Bytes of answers' bodies.");
  for (const auto& [listener, n] : bytes_out_) {
    out += fmt::format("ledgelight_http_sent_bytes_total{{listener=\"{}\"}} {}\n", label(listener), n);
  }
  head(out, "ledgelight_http_seconds", "histogram", "Time from whole header to last byte.");
  for (const auto& [route, times] : times_) {
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < edges_.size(); ++i) {
      below += times.buckets[i];
      out += fmt::format("ledgelight_http_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n",
                         label(route), edges_[i], below);
    }
    out += fmt::format("ledgelight_http_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\n"
                       "ledgelight_http_seconds_sum{{route=\"{0}\"}} {2}\n"
                       "ledgelight_http_seconds_count{{route=\"{0}\"}} {1}\n",
                       label(route), times.count, times.sum);
  }
  for (const auto& [name, value] : counters_) {
    out += fmt::format("# TYPE {0} counter\n{0} {1}\n", name, value);
  }
  for (const auto& [name, value] : gauges_) {
    out += fmt::format("# TYPE {0} gauge\n{0} {1}\n", name, value);
  }
  return out;
}

}  // namespace ledgelight::http
