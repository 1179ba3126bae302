#include "http/assets.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "http/gzip.hpp"

namespace ledgelight::http {

Assets::Assets(std::span<const EmbeddedFile> files) : files_(files) {
  Hasher all;
  for (const auto& file : files_) {
    const auto digest = sha256(file.bytes);
    all.update(std::to_string(file.path.size()) + ":" + std::string(file.path));
    all.update(view(digest));
    etags_.emplace(file.path, "\"" + hex(digest).substr(0, 24) + "\"");
  }
  const auto digest = all.sha256();
  base_ = "/assets/" + hex(digest).substr(0, 16);
}

bool Assets::has(std::string_view path) const { return find_embedded(files_, path) != nullptr; }

Response Assets::serve(const Request& request, std::string_view digest, std::string_view path) const {
  const EmbeddedFile* best = find_embedded(files_, path);
  if (!best) return text("There is no such file.\n", 404);
  Response response;
  response.headers.add("Content-Type", content_type_of(path));
  response.headers.add("Vary", "Accept-Encoding");
  for (const auto* coding : {"br", "gzip"}) {
    const auto stored = std::string(path) + (coding[0] == 'b' ? ".br" : ".gz");
    const auto* file = accepts(request, coding) ? find_embedded(files_, stored) : nullptr;
    if (!file) continue;
    best = file;
    response.headers.add("Content-Encoding", coding);
    break;
  }
  response.headers.add("ETag", etags_.at(best->path));
  response.fixed = best->bytes;
  // A page made before an update asks under the old digest: it gets today's file, not kept.
  response.privacy = "/assets/" + std::string(digest) == base_ ? Privacy::immutable : Privacy::published;
  return response;
}

void Assets::add_route(Router& router, std::shared_ptr<const Assets> assets, std::string who) {
  router.get("/assets/{digest}/{path*}", "assets", std::move(who), [assets](Request& request) {
    return assets->serve(request, request.param("digest"), request.param("path"));
  });
}

std::shared_ptr<const Assets> shared_assets() {
  static const auto assets = std::make_shared<const Assets>(embedded_assets());
  return assets;
}

}  // namespace ledgelight::http
