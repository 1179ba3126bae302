#include "desk/sealed_items.hpp"

#include <functional>
#include <map>

#include "desk/evidence.hpp"

namespace ledgelight::desk {
namespace {

class Decrypting final : public discover::ByteSource {
 public:
  using Beside = std::function<std::unique_ptr<discover::ByteSource>(std::string_view)>;
  Decrypting(std::unique_ptr<BlobReader> reader, Beside beside)
      : reader_(std::move(reader)), beside_(std::move(beside)) {}
  Result<std::size_t> read(std::span<char> into) override { return reader_->read(into); }
  std::optional<std::uint64_t> size() const override { return reader_->size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override {
    return reader_->read_at(offset, into);
  }
  std::unique_ptr<discover::ByteSource> beside(std::string_view name) override {
    return beside_ ? beside_(name) : nullptr;
  }

 private:
  std::unique_ptr<BlobReader> reader_;
  Beside beside_;
};

}  // namespace

Result<SealedItems> SealedItems::of(Desk& desk, const Actor& actor, Action action,
                                    const CaseId& id) {
  SealedItems out(desk);
  {
    const auto tx = TRY(desk.store().read());
    (void)TRY(case_for(desk, *tx, actor, action, id));
    for (auto& row : TRY(tx->evidence_of(id))) {
      auto key = key_of(desk, *tx, row.key);
      out.items_.push_back({std::move(row), key ? std::optional<Key>(*key) : std::nullopt, {}});
    }
  }
  std::map<EvidenceId, std::string> names;
  for (auto& line : TRY(list_evidence(desk, actor, id)))
    names.emplace(line.id, std::move(line.raw_name));
  for (auto& item : out.items_)
    if (const auto known = names.find(item.row.id); known != names.end()) item.name = known->second;
  return out;
}

Result<std::unique_ptr<discover::ByteSource>> SealedItems::open(std::size_t index) const {
  const auto& item = items_[index];
  if (!item.key) return fail(Errc::not_found, "its key was erased");
  auto reader = TRY(desk_->vault().open(item.row.blob, *item.key));
  return std::unique_ptr<discover::ByteSource>(
      std::make_unique<Decrypting>(std::move(reader), [this, index](std::string_view name) {
        return beside(index, name);
      }));
}

// Two uploads may hold files of one name: what arrived next to the item is meant.
std::unique_ptr<discover::ByteSource> SealedItems::beside(std::size_t index,
                                                          std::string_view name) const {
  const auto& item = items_[index];
  const auto wanted = item.name.substr(0, item.name.rfind('/') + 1) + std::string(name);
  const SealedItem* nearest = nullptr;
  std::size_t least = 0;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].name != wanted || !items_[i].key) continue;
    const auto away = i > index ? 2 * (i - index) - 1 : 2 * (index - i);
    if (nearest != nullptr && away >= least) continue;
    nearest = &items_[i];
    least = away;
  }
  if (nearest == nullptr) return nullptr;
  auto reader = desk_->vault().open(nearest->row.blob, *nearest->key);
  if (!reader) return nullptr;
  return std::make_unique<Decrypting>(*std::move(reader), Decrypting::Beside());
}

}  // namespace ledgelight::desk
