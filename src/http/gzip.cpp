#include "http/gzip.hpp"

#include <zlib.h>

#include "base/result.hpp"
#include "base/text.hpp"

namespace ledgelight::http {

bool accepts(const Request& request, std::string_view coding) {
  for (const auto& one : split(lowered(request.header("Accept-Encoding")), ',')) {
    const auto parts = split(one, ';');
    if (trimmed(parts[0]) != coding) continue;
    const auto weight = parts.size() > 1 ? trimmed(parts[1]) : std::string("q=1");
    return weight.find_first_of("123456789") != std::string::npos;
  }
  return false;
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  constexpr int kGzip = 15 + 16;  // zlib's way to say: the largest window, in gzip's frame
  CHECK(deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  // zlib reads through a pointer to bytes that it does not promise to leave alone, and does.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace ledgelight::http
