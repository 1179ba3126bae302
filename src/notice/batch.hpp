// notice/batch.hpp: the list that a second officer approves, so that approval means exact bytes.
#pragma once

#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/json.hpp"

namespace ledgelight::notice {

struct BatchRow {
  LetterId letter;
  PersonId person;
  std::string sha256;     ///< of the letter's PDF, hex
  int pages = 0;
  std::string template_id{};
  int template_version = 0;
};

struct Manifest {
  std::string text{};    ///< canonical JSON, no personal data
  std::string digest{};  ///< SHA-256 of text, hex: what is approved
};

/// Sorted by letter id, so the order of drawing does not matter. Fails (bad_input) on an empty
/// batch, a letter or person twice, or a digest that is not one.
Result<Manifest> manifest_of(const BatchId& batch, std::vector<BatchRow> rows);
/// Reads one back; corrupt when it is not canonical or not a manifest.
Result<std::vector<BatchRow>> rows_of(std::string_view manifest);

}  // namespace ledgelight::notice
