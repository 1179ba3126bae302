// http/assets.hpp: styles, scripts, fonts and icons, carried in the program.
//
// Served as /assets/<digest>/<path>, where <digest> is of all assets together: an address never
// changes its meaning, so browsers keep it a year. Stored .gz and .br variants are sent to those
// who accept them.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/embedded.hpp"
#include "http/router.hpp"

namespace ledgelight::http {

class Assets {
 public:
  explicit Assets(std::span<const EmbeddedFile> files);
  /// "/assets/0a1b2c3d4e5f6071": globals ASSETS of every page.
  const std::string& base() const { return base_; }
  std::string url(std::string_view path) const { return base_ + "/" + std::string(path); }
  bool has(std::string_view path) const;
  /// The file at `path` in the best coding the request accepts; 404 when absent.
  Response serve(const Request& request, std::string_view digest, std::string_view path) const;
  /// Adds GET /assets/{digest}/{path*} under the name "assets", who "anyone". `assets` must be kept
  /// alive by the pointer.
  static void add_route(Router& router, std::shared_ptr<const Assets> assets, std::string who);

 private:
  std::span<const EmbeddedFile> files_;
  std::map<std::string_view, std::string> etags_;
  std::string base_;
};

/// The embedded ones.
std::shared_ptr<const Assets> shared_assets();

}  // namespace ledgelight::http
