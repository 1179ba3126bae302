// http/gzip.hpp: content codings (RFC 9110, 8.4.1.3 and 12.5.3).
#pragma once

#include <string>
#include <string_view>

#include "http/request.hpp"

namespace ledgelight::http {

/// Whether a coding is in Accept-Encoding with a weight above zero.
bool accepts(const Request& request, std::string_view coding);
/// `bytes` as one member of RFC 1952, without name or time: the same bytes give the same bytes.
std::string gzip(std::string_view bytes);

}  // namespace ledgelight::http
