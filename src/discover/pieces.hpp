// discover/pieces.hpp: a large text searched piece by piece, by several threads where there are
// any.
//
// Where pieces begin, the bytes alone say. Whoever searches a piece ahead of the others begins with
// what was known at some earlier place; when the search before it arrives and knows the same,
// standing between two records, what was found ahead is what it would have found, and is taken.
// Otherwise (another table began, a quoted cell reaches over) it is thrown away, and the search
// goes on from where it stands. So what is found depends on nothing but the bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "discover/encoded.hpp"
#include "discover/scan.hpp"

namespace ledgelight::discover {

/// A sink that looks at a large text piece by piece. It is told the text() of those pieces that it
/// is told the findings of; that of a piece which another searched ahead goes to what apart() gave
/// for it.
class SinkOfPieces : public Sink {
 public:
  /// The text was told up to `place`, where a piece ends, and with it what was found there; another
  /// begins. Told before reached().
  virtual void piece(std::uint64_t place) = 0;
};

struct PiecesRead {
  std::uint64_t bytes = 0, findings = 0;
  std::string kind;
  std::string trouble;   ///< why the rest was not read; "" it was
  bool stopped = false;  ///< the sink wished it
};

/// Searches `source`, of which nothing was read yet but what it gives again, front to back; each of
/// its bytes is read once by read(), but for those before Limits::from, and told to `encoded`,
/// those too. nullopt, and nothing done: it is not large, not read anywhere by others, or of a kind
/// that only one can read.
std::optional<PiecesRead> search_pieces(ByteSource& source, std::uint32_t file,
                                        const std::string& member, Sink& sink, const Limits& limits,
                                        EncodedSearch& encoded);

}  // namespace ledgelight::discover
