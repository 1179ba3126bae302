// discover/sniff.hpp: what kind of bytes these are, told by their beginning and never by a name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "discover/decoder.hpp"

namespace ledgelight::discover {

struct Sniffed {
  std::optional<Container> container;
  bool text = false;
  std::string kind;    ///< "zip", "text", "PDF" …
  std::string unread;  ///< why it cannot be read: "no decoder for PDF yet"; "" when it can
  std::string partly;  ///< read as text, but this part of it is not understood
  bool carve = false;  ///< unread, but runs of text in it are worth searching
};

inline constexpr std::size_t sniff_bytes = 36U
                                           << 10;  ///< the mark of an ISO image stands at 32,769

/// `start`: the first sniff_bytes of the file, or all of it.
Sniffed sniff(std::string_view start);

}  // namespace ledgelight::discover
