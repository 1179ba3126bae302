// base/sha256.hpp: SHA-256 of a stream (FIPS 180-4, by OpenSSL, which uses the processor's own
// instructions where it has them).
#pragma once

#include <memory>
#include <string_view>

#include "base/bytes.hpp"

namespace ledgelight {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  void update(std::string_view bytes);
  /// Once, after the last update.
  Digest finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ledgelight
