// store/memory/tx.hpp: the reference transaction: maps, copied when first changed.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/memory/state.hpp"

namespace ledgelight::store {

class MemoryTx final : public Tx {
 public:
  enum class Mode { read, write };
  MemoryTx(std::shared_ptr<MemoryShared> shared, State state, Mode mode)
      : shared_(std::move(shared)), state_(std::move(state)), mode_(mode) {}
  MemoryTx(const MemoryTx&) = delete;
  MemoryTx& operator=(const MemoryTx&) = delete;
  ~MemoryTx() override { end(); }

#include "store/verbs.inc"

 private:
  void end();
  std::uint64_t shown_lot(const CaseId& id) const;  ///< 0: there is none
  Result<std::uint64_t> lot_to_fill(const CaseId& id, std::uint64_t lot);
  Result<void> changed(const CaseId& id);
  Result<void> may_read() const;
  Result<void> may_write() const;

  std::shared_ptr<MemoryShared> shared_;
  State state_;
  Mode mode_;
  bool over_ = false;
};

}  // namespace ledgelight::store
