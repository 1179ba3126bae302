#include "store/memory/store.hpp"

#include "store/memory/tx.hpp"

namespace ledgelight::store {
namespace {

class MemoryStore final : public desk::Store {
 public:
  explicit MemoryStore(std::chrono::milliseconds wait) : wait_(wait) {}

  Result<std::unique_ptr<Tx>> read() override { return begin(MemoryTx::Mode::read); }
  Result<std::unique_ptr<Tx>> write() override {
    if (!shared_->gate.try_acquire_for(wait_)) {
      return fail(Errc::busy, "another act is being written; try again");
    }
    return begin(MemoryTx::Mode::write);
  }
  Result<void> copy_to(const std::string&) override {
    return fail(Errc::unsupported, "a store in memory has no file");
  }
  Result<std::vector<std::string>> check() override { return std::vector<std::string>{}; }

 private:
  std::unique_ptr<Tx> begin(MemoryTx::Mode mode) {
    const std::lock_guard lock(shared_->mutex);
    return std::make_unique<MemoryTx>(shared_, shared_->committed, mode);
  }

  std::shared_ptr<MemoryShared> shared_ = std::make_shared<MemoryShared>();
  std::chrono::milliseconds wait_;
};

}  // namespace

std::unique_ptr<desk::Store> make_memory_store(std::chrono::milliseconds wait) {
  return std::make_unique<MemoryStore>(wait);
}

}  // namespace ledgelight::store
