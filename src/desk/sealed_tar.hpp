// desk/sealed_tar.hpp: an export with personal data: one file, encrypted while it is written.
//
// docs/formats/export.md, "Encrypted exports". Nothing of the plain bytes touches the disk.
#pragma once

#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "evidence/bag.hpp"

namespace ledgelight::desk {

inline constexpr std::size_t min_export_passphrase = 12;  ///< bytes

/// Files become members of a tar below `folder`, the tar a stream of sealed chunks in "<out>.partial"
/// (0600), which gets its name by `publish`. Destroyed before, it removes what it wrote.
class SealedTar final : public evidence::BagSink {
 public:
  /// Fails: bad_input on a short passphrase; conflict when <out> or its .partial exists; io; crypto.
  static Result<std::unique_ptr<SealedTar>> begin(const std::string& out, const std::string& folder,
                                                  const std::string& passphrase,
                                                  Randomness& randomness);
  ~SealedTar() override;
  SealedTar(const SealedTar&) = delete;
  SealedTar& operator=(const SealedTar&) = delete;

  Result<void> begin(std::string_view path, std::uint64_t size) override;
  Result<void> write(std::string_view bytes) override;
  Result<void> end() override;

  struct Written {
    std::string sha256;  ///< hex, of the file
    std::uint64_t size = 0;
  };
  /// The end of the tar and of the stream; durable, still under its other name.
  Result<Written> finish();
  Result<void> publish();

 private:
  struct Impl;
  explicit SealedTar(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace ledgelight::desk
