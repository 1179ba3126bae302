#include "http/form.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ledgelight::http {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool plain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

Result<void> segment_is_safe(std::string_view segment) {
  if (segment.empty()) return fail(Errc::bad_input, "the address has an empty part");
  if (segment == "." || segment == "..") {
    return fail(Errc::bad_input, "the address has a part that climbs");
  }
  for (const char c : segment) {
    if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      return fail(Errc::bad_input, "the address has a forbidden sign");
    }
  }
  return Done{};
}

}  // namespace

Result<std::string> percent_decoded(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::space) {
      out += ' ';
    } else if (text[i] == '%') {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) return fail(Errc::bad_input, "a percent sign without two hex digits");
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string percent_encoded(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : bytes) {
    if (plain(c)) {
      out += c;
    } else {
      const auto b = static_cast<unsigned char>(c);
      out += '%';
      out += digits[b >> 4U];
      out += digits[b & 15U];
    }
  }
  return out;
}

Result<Fields> parse_urlencoded(std::string_view text, const FormLimits& limits) {
  Fields fields;
  if (text.size() > limits.fields_bytes * 3) return fail(Errc::too_large, "the form is too large");
  std::size_t bytes = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('&'), text.size());
    const auto pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    if (fields.size() == limits.fields) return fail(Errc::too_large, "the form has too many fields");
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = TRY(percent_decoded(pair.substr(0, equals), Plus::space));
    auto value = TRY(percent_decoded(pair.substr(std::min(equals + 1, pair.size())), Plus::space));
    if (name.find('\0') != std::string::npos) return fail(Errc::bad_input, "a field name holds NUL");
    if (name.size() > limits.name_bytes) return fail(Errc::too_large, "a field name is too long");
    if (value.size() > limits.value_bytes) return fail(Errc::too_large, "a field is too long");
    bytes += name.size() + value.size();
    if (bytes > limits.fields_bytes) return fail(Errc::too_large, "the form is too large");
    fields.add(std::move(name), std::move(value));
  }
  return fields;
}

std::string to_urlencoded(const Fields& fields) {
  std::string out;
  for (const auto& row : fields.rows()) {
    if (!out.empty()) out += '&';
    out += percent_encoded(row.first) + "=" + percent_encoded(row.second);
  }
  return out;
}

Result<Target> parse_target(std::string_view target) {
  if (target.size() > (8U << 10)) return fail(Errc::too_large, "the address is too long");
  if (target.empty() || target[0] != '/') {
    return fail(Errc::bad_input, "the address does not begin with a slash");
  }
  for (const char c : target) {
    // A '#' never belongs in a request; raw controls, spaces and backslashes mislead proxies.
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == '#' || c == '\\') {
      return fail(Errc::bad_input, "the address has a forbidden sign");
    }
  }
  const auto mark = std::min(target.find('?'), target.size());
  auto rest = target.substr(1, mark - 1);
  Target out;
  if (!rest.empty() && rest.back() == '/') {
    rest.remove_suffix(1);
    if (rest.empty()) return fail(Errc::bad_input, "the address has an empty part");
  }
  if (!rest.empty()) {
    for (const auto& raw : split(rest, '/')) {
      const auto segment = TRY(percent_decoded(raw, Plus::plus));
      TRY(segment_is_safe(segment));
      out.path += '/';
      out.path += segment;
    }
  }
  if (out.path.empty()) out.path = "/";
  if (mark < target.size()) {
    FormLimits limits;
    limits.fields = 100;
    out.query = TRY(parse_urlencoded(target.substr(mark + 1), limits));
  }
  return out;
}

}  // namespace ledgelight::http
