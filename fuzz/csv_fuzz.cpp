// rooms: base discover
// Rows of any dialect: every cell lies inside its row, rows cover the bytes, reading ends, and the
// quick way by masks gives the same row or none.
#include <cstdint>

#include "base/result.hpp"
#include "discover/delimited.hpp"

using namespace ledgelight::discover;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const char delimiter = ",\t|;^~\x01"[data[0] % 7];
  std::vector<Cell> cells, quick;
  RowCutter cutter(bytes, delimiter, data[0] % 2 == 0 ? best_way() : Way::scalar);
  for (std::size_t at = 0; at < bytes.size();) {
    const auto next = read_row(bytes, at, delimiter, true, cells);
    CHECK(next != std::string_view::npos && next > at && next <= bytes.size());
    std::size_t before = at;
    for (const auto& cell : cells) {
      CHECK(cell.from <= cell.to && cell.from >= before && cell.to <= next);
      before = cell.to;
    }
    if (const auto by_masks = cutter.row(at, quick); by_masks != std::string_view::npos) {
      CHECK(by_masks == next && quick.size() == cells.size());
      for (std::size_t c = 0; c < cells.size(); ++c)
        CHECK(quick[c].from == cells[c].from && quick[c].to == cells[c].to);
    }
    at = next;
  }
  return 0;
}
