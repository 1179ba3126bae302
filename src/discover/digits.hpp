// discover/digits.hpp: the next place where a run of three or more digits begins.
#pragma once

#include <cstddef>
#include <string_view>

namespace ledgelight::discover {

/// First i in [from, to) with bytes[i..i+2] digits and bytes[i-1] none (or i at the front of
/// `bytes`); `to` when there is none. Looks at up to two bytes beyond `to`, within `bytes`.
std::size_t next_run(std::string_view bytes, std::size_t from, std::size_t to);
/// The same, one byte at a time: the reference for tests and for machines without SSE2.
std::size_t next_run_plain(std::string_view bytes, std::size_t from, std::size_t to);

}  // namespace ledgelight::discover
