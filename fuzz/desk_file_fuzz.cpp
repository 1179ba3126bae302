// rooms: base
// A desk.toml that reads, printed again, reads the same. The reader is taken in by itself: its room
// would bring the whole desk along.
#include "wiring/desk_file.cpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ledgelight;
  const auto read = wiring::parse_desk_file({reinterpret_cast<const char*>(data), size});
  if (!read) {
    CHECK(!read.error().detail.empty());
    return 0;
  }
  const auto text = wiring::print_desk_file(*read);
  const auto again = wiring::parse_desk_file(text);
  CHECK(again.has_value());
  CHECK(wiring::print_desk_file(*again) == text);
  return 0;
}
