// rooms: base discover
// Any bytes as the head of a disk's image: what it goes back to is a name, and no way to another
// folder.
#include <cstdint>

#include "base/result.hpp"
#include "discover/base_image.hpp"

using namespace ledgelight;
using namespace ledgelight::discover;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // The tables of a VHDX stand far from its head: they follow it here.
  std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 2 != 0 && bytes.size() > 512) bytes.insert(512, (192U << 10) - 512, '\0');
  for (const auto kind : {Container::qcow, Container::vmdk, Container::vhd, Container::disk}) {
    MemorySource image(bytes);
    const auto name = base_image(kind, image);
    CHECK(name.find('/') == std::string::npos && name.find('\\') == std::string::npos &&
          name != ".." && name != ".");
    CHECK(name.find('\0') == std::string::npos && name.size() <= 4096);
  }
  return 0;
}
