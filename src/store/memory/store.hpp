// store/memory/store.hpp: the reference: what a desk::Store promises, as plainly as can be said.
#pragma once

#include <chrono>
#include <memory>

#include "desk/ports/store.hpp"

namespace ledgelight::store {

std::unique_ptr<desk::Store> make_memory_store(
    std::chrono::milliseconds wait = std::chrono::seconds(10));

}  // namespace ledgelight::store
