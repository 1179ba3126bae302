// rooms: base ledger evidence
#include <cstdint>
#include <string>

#include "base/result.hpp"
#include "evidence/tar_reader.hpp"

using namespace ledgelight;

namespace {

// Holds the reader to its word: names of ours, one file at a time, as long as was told.
class Strict final : public evidence::BagSink {
 public:
  Result<void> begin(std::string_view path, std::uint64_t size) override {
    CHECK(!open_ && evidence::is_bag_path(path));
    open_ = true;
    left_ = size;
    told += std::string(path) + "\n";
    return {};
  }
  Result<void> write(std::string_view bytes) override {
    CHECK(open_ && bytes.size() <= left_);
    left_ -= bytes.size();
    told += bytes;
    return {};
  }
  Result<void> end() override {
    CHECK(open_ && left_ == 0);
    open_ = false;
    return {};
  }
  std::string told;

 private:
  bool open_ = false;
  std::uint64_t left_ = 0;
};

struct Outcome {
  bool whole = false;
  std::string told;
};
Outcome read(std::string_view bytes, std::size_t piece) {
  Strict sink;
  evidence::TarReader tar(sink, {1000, 1U << 20});
  Result<void> done;
  while (done && !bytes.empty()) {
    const auto n = std::min(piece, bytes.size());
    done = tar.take(bytes.substr(0, n));
    bytes.remove_prefix(n);
  }
  const bool whole = done && tar.finish();
  return {whole, whole ? sink.told : std::string()};
}

}  // namespace

// How the bytes are cut into pieces must not matter.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto one = read(bytes, 1U << 16), other = read(bytes, 511);
  CHECK(one.whole == other.whole && one.told == other.told);
  return 0;
}
