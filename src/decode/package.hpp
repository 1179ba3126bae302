// decode/package.hpp: the parts of an office document (a zip, ECMA-376 part 2 or ODF part 2).
//
// Read by its directory; when that is lost (a document cut short), from the front as far as it goes.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "decode/channel.hpp"

namespace ledgelight::decode {

class Package {
 public:
  explicit Package(Bytes& bytes) : bytes_(bytes) {}
  /// One part: its name as stored, and its bytes while it is handed over (0 at the end, negative
  /// when they cannot be had; then `trouble` says why).
  struct Part {
    std::string name;
    Input read;
    std::string* trouble = nullptr;
  };
  /// Hands over each part whose plain name (lower case, '/' between folders, none in front) `want`
  /// takes, in the order of the zip. Damaged when nothing can be read any more.
  void each(const std::function<bool(std::string_view)>& want, const std::function<void(Part&)>& take);

 private:
  bool pass(bool from_front, const std::function<bool(std::string_view)>& want, const std::function<void(Part&)>& take);
  Bytes& bytes_;
  bool from_front_ = false;
};

std::string plain_name(std::string_view stored);

}  // namespace ledgelight::decode
