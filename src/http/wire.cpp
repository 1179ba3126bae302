#include "http/wire.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/bytes.hpp"
#include "base/civil.hpp"
#include "base/text.hpp"
#include "http/conditional.hpp"
#include "http/security.hpp"

namespace ledgelight::http {
namespace {

bool is_address(const std::string& text) {
  std::array<unsigned char, 16> out{};
  if (text.find('\0') != std::string::npos) return false;  // inet_pton would stop there
  return ::inet_pton(AF_INET, text.c_str(), out.data()) == 1 ||
         ::inet_pton(AF_INET6, text.c_str(), out.data()) == 1;
}

bool listed(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::string one_line(std::string_view value) {
  std::string out(value);
  for (auto& c : out) {
    if (c == '\r' || c == '\n' || c == '\0') c = ' ';
  }
  return out;
}

}  // namespace

std::string_view reason_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 507: return "Insufficient Storage";
    default: return "Status";
  }
}

std::string imf_fixdate(Instant at) {
  constexpr std::array<std::string_view, 7> day_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<days>(at);
  const Date date(day);
  const auto seconds = (at - day).count();
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     day_names[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string head_of(const Response& response, const HeadFacts& facts) {
  std::string out;
  out.reserve(1024);
  out += "HTTP/1.1 ";
  out += std::to_string(response.status);
  out += ' ';
  out += reason_of(response.status);
  out += "\r\n";
  const auto line = [&](std::string_view name, std::string_view value) {
    out += one_line(name);
    out += ": ";
    out += one_line(value);
    out += "\r\n";
  };
  line("Date", facts.date);
  for (const auto& [name, value] : response.headers.rows()) line(name, value);
  for (const auto& cookie : response.cookies) line("Set-Cookie", cookie);
  if (!facts.request_id.empty()) line("X-Request-Id", facts.request_id);
  if (facts.framing == Framing::length) line("Content-Length", std::to_string(facts.length));
  if (facts.framing == Framing::chunked) line("Transfer-Encoding", "chunked");
  line("Connection", facts.keep_alive ? "keep-alive" : "close");
  out += "\r\n";
  return out;
}

Result<void> check_headers(const Fields& headers, int version) {
  for (const auto& [name, value] : headers.rows()) {
    if (value.find('\0') != std::string::npos) return fail(Errc::bad_input, "NUL in a header");
  }
  const auto hosts = headers.all("Host");
  if (hosts.size() > 1 || (version == 11 && hosts.empty())) {
    return fail(Errc::bad_input, "Host must stand once");
  }
  if (!hosts.empty() && hosts[0].find_first_of(" /\\@,?#\t") != std::string::npos) {
    return fail(Errc::bad_input, "Host is malformed");
  }
  const auto lengths = headers.all("Content-Length");
  const auto codings = headers.all("Transfer-Encoding");
  if (lengths.size() > 1) return fail(Errc::bad_input, "Content-Length stands twice");
  if (!lengths.empty() && (lengths[0].empty() || lengths[0].size() > 18 ||
                           lengths[0].find_first_not_of("0123456789") != std::string::npos)) {
    return fail(Errc::bad_input, "Content-Length is no number");
  }
  if (!codings.empty()) {
    if (!lengths.empty()) return fail(Errc::bad_input, "two framings of one body");
    if (codings.size() > 1 || lowered(codings[0]) != "chunked" || version != 11) {
      return fail(Errc::bad_input, "a transfer coding we do not read");
    }
  }
  return Done{};
}

Result<std::string> origin_form(std::string_view target, Method method) {
  if (method == Method::options && target == "*") return std::string("/");
  if (!target.empty() && target[0] == '/') return std::string(target);
  const auto scheme = lowered(target.substr(0, 8));
  if (scheme.rfind("http://", 0) != 0 && scheme != "https://") {
    return fail(Errc::bad_input, "the address is not one of ours");
  }
  const auto authority = target.substr(scheme == "https://" ? 8 : 7);
  const auto end = authority.find_first_of("/?");
  if (end == std::string_view::npos) return std::string("/");
  return (authority[end] == '?' ? "/" : "") + std::string(authority.substr(end));
}

std::string client_of(const std::string& direct, const Fields& headers,
                      const std::vector<std::string>& proxies) {
  if (!listed(proxies, direct)) return direct;
  const auto stated = split(join(headers.all("X-Forwarded-For"), ","), ',');
  // From the right: each proxy appends whom it heard; left of our own proxies all is hearsay.
  for (auto one = stated.rbegin(); one != stated.rend(); ++one) {
    const auto address = trimmed(*one);
    if (!is_address(address)) return direct;
    if (!listed(proxies, address)) return address;
  }
  return direct;
}

void complete(const Request& request, Response& response) {
  if (response.privacy == Privacy::published && response.status == 200 && !response.source &&
      !response.headers.has("ETag")) {
    const auto& bytes_sent = response.body.empty() ? response.fixed : std::string_view(response.body);
    response.headers.add("ETag", "\"" + sha256_hex(bytes_sent).substr(0, 24) + "\"");
  }
  add_security_headers(request, response);
  apply_conditions(request, response);
}

}  // namespace ledgelight::http
