#include "desk/file_traces.hpp"

namespace ledgelight::desk {
namespace {

Result<std::string> bytes_of(Desk& desk, const StagedFile& file) {
  std::unique_ptr<BlobReader> reader;
  {
    const auto tx = TRY(desk.store().read());
    reader = TRY(desk.vault().open(file.blob, TRY(key_of(desk, *tx, file.key))));
  }
  std::string out(static_cast<std::size_t>(file.size), '\0');
  std::size_t got = 0;
  while (got < out.size()) {
    const auto n = TRY(reader->read({out.data() + got, out.size() - got}));
    if (n == 0) break;
    got += n;
  }
  out.resize(got);
  return out;
}

// `each(index, bytes)` for those that are small enough.
template <class Each>
Result<void> look(Desk& desk, const std::vector<StagedFile>& files, Each each) {
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].size > most_looked_into || all + files[i].size > 2 * most_looked_into) continue;
    all += files[i].size;
    const auto bytes = TRY(bytes_of(desk, files[i]));
    TRY(each(i, bytes));
  }
  return {};
}

}  // namespace

Result<std::vector<std::optional<casefile::Traces>>> traces_of(Desk& desk,
                                                               const std::vector<StagedFile>& files) {
  std::vector<std::optional<casefile::Traces>> out(files.size());
  TRY(look(desk, files, [&](std::size_t i, const std::string& bytes) -> Result<void> {
    out[i] = casefile::traces_of(bytes);
    return {};
  }));
  return out;
}

Result<std::vector<StagedFile>> with_clean_copies(Desk& desk, const std::vector<StagedFile>& files) {
  auto out = files;
  TRY(look(desk, files, [&](std::size_t i, const std::string& bytes) -> Result<void> {
    if (!casefile::traces_of(bytes).any()) return {};
    const auto clean = casefile::clean_copy(bytes);
    if (!clean) return {};
    const auto stage = TRY(FileStage::begin(desk, files[i].name, files[i].claimed_type, clean->size()));
    TRY(stage->write(*clean));
    out[i] = TRY(stage->finish());
    return {};
  }));
  const auto tx = TRY(desk.store().write());
  for (std::size_t i = 0; i < files.size(); ++i)
    if (out[i].blob != files[i].blob) TRY(tx->put_staged({files[i].blob, files[i].key, desk.now()}));
  TRY(tx->commit());
  return out;
}

}  // namespace ledgelight::desk
