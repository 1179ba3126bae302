#include "desk/sealed_items.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "desk/evidence.hpp"

namespace ledgelight::desk {
namespace {

class Decrypting final : public discover::ByteSource {
 public:
  using Beside = std::function<std::unique_ptr<discover::ByteSource>(std::string_view)>;
  using Again = std::function<std::unique_ptr<discover::ByteSource>()>;
  Decrypting(std::unique_ptr<BlobReader> reader, Beside beside, Again again)
      : reader_(std::move(reader)), beside_(std::move(beside)), again_(std::move(again)) {}
  Result<std::size_t> read(std::span<char> into) override { return reader_->read(into); }
  std::optional<std::uint64_t> size() const override { return reader_->size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override {
    return reader_->read_at(offset, into);
  }
  std::unique_ptr<discover::ByteSource> beside(std::string_view name) override {
    return beside_ ? beside_(name) : nullptr;
  }
  std::unique_ptr<discover::ByteSource> again() override { return again_ ? again_() : nullptr; }

 private:
  std::unique_ptr<BlobReader> reader_;
  Beside beside_;
  Again again_;
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
  return std::unique_ptr<discover::ByteSource>(std::make_unique<Decrypting>(
      std::move(reader), [this, index](std::string_view name) { return beside(index, name); },
      [this, index]() -> std::unique_ptr<discover::ByteSource> {
        auto another = open(index);
        return another ? *std::move(another) : nullptr;
      }));
}

// Two uploads may hold files of one name. When each name came equally often, the second of one belongs
// to the second of the other; else what arrived nearest is meant.
std::unique_ptr<discover::ByteSource> SealedItems::beside(std::size_t index,
                                                          std::string_view name) const {
  const auto& item = items_[index];
  const auto wanted = item.name.substr(0, item.name.rfind('/') + 1) + std::string(name);
  std::vector<std::size_t> others;
  std::size_t own = 0, before = 0;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].name == wanted) others.push_back(i);
    if (items_[i].name != item.name) continue;
    ++own;
    before += i < index ? 1 : 0;
  }
  if (others.empty()) return nullptr;
  const auto away = [&](std::size_t i) { return i > index ? i - index : index - i; };
  const auto chosen = others.size() == own
                          ? others[before]
                          : *std::min_element(others.begin(), others.end(),
                                              [&](auto a, auto b) { return away(a) < away(b); });
  const auto* nearest = &items_[chosen];
  if (!nearest->key) return nullptr;
  auto reader = desk_->vault().open(nearest->row.blob, *nearest->key);
  if (!reader) return nullptr;
  return std::make_unique<Decrypting>(*std::move(reader), Decrypting::Beside(),
                                      Decrypting::Again());
}

}  // namespace ledgelight::desk
