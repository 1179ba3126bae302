#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>

#include "base/bytes.hpp"
#include "desk/export.hpp"

namespace ledgelight::desk {
namespace {

namespace fs = std::filesystem;

// Reads a file that has no name any more: it is gone when the reader is.
class Nameless final : public BlobReader {
 public:
  explicit Nameless(std::FILE* file) : file_(file) {}
  ~Nameless() override { std::fclose(file_); }
  Nameless(const Nameless&) = delete;
  Nameless& operator=(const Nameless&) = delete;
  Result<std::size_t> read(std::span<char> out) override {
    const auto n = std::fread(out.data(), 1, out.size(), file_);
    if (n == 0 && std::ferror(file_) != 0) return fail(Errc::io, "cannot read the export");
    return n;
  }

 private:
  std::FILE* file_;
};

struct FreeWriter {
  void operator()(archive* a) const { archive_write_free(a); }
};

Result<void> add_file(archive* out, const fs::path& path, const std::string& name) {
  std::error_code ec;
  const auto size = fs::file_size(path, ec);
  std::ifstream in(path, std::ios::binary);
  if (ec || !in) return fail(Errc::io, "cannot read a file of the export");
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, name.c_str());
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0444);
  archive_entry_set_size(entry, static_cast<la_int64_t>(size));
  const bool begun = archive_write_header(out, entry) == ARCHIVE_OK;
  archive_entry_free(entry);
  if (!begun) return fail(Errc::io, "cannot write the export");
  std::array<char, 64 << 10> buffer;
  while (in) {
    in.read(buffer.data(), buffer.size());
    const auto n = static_cast<std::size_t>(in.gcount());
    if (n != 0 && archive_write_data(out, buffer.data(), n) != static_cast<la_ssize_t>(n)) {
      return fail(Errc::disk_full, "cannot write the export");
    }
  }
  return {};
}

// ustar with names in order: the same folder gives the same file.
Result<void> tar_folder(const fs::path& folder, const fs::path& file) {
  const std::unique_ptr<archive, FreeWriter> out(archive_write_new());
  archive_write_set_format_pax_restricted(out.get());
  if (archive_write_open_filename(out.get(), file.c_str()) != ARCHIVE_OK) {
    return fail(Errc::io, "cannot write the export");
  }
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) names.insert(entry.path().lexically_relative(folder).generic_string());
  }
  for (const auto& name : names) {
    TRY(add_file(out.get(), folder / name, folder.filename().string() + "/" + name));
  }
  if (archive_write_close(out.get()) != ARCHIVE_OK) return fail(Errc::disk_full, "cannot write the export");
  return {};
}

}  // namespace

namespace {

// `make` writes the file into a room of its own; read through a handle, nothing keeps its name.
Result<OpenedFile> through_a_room(Desk& desk, const std::string& name,
                                  const std::function<Result<void>(const fs::path&)>& make) {
  std::error_code none;
  const auto room = fs::path(desk.config().folder) / "exports" / hex(desk.randomness().bytes(8));
  fs::create_directories(room, none);
  const auto attempt = [&]() -> Result<OpenedFile> {
    TRY(make(room));
    std::error_code ec;
    const auto size = fs::file_size(room / name, ec);
    std::FILE* opened = std::fopen((room / name).c_str(), "rbe");
    if (ec || opened == nullptr) return fail(Errc::io, "cannot read the export");
    return OpenedFile{name, size, std::make_unique<Nameless>(opened)};
  };
  auto result = attempt();
  fs::remove_all(room, none);
  return result;
}

}  // namespace

Result<OpenedFile> export_download(Desk& desk, const Actor& actor, const CaseId& id) {
  return through_a_room(desk, id.str() + ".tar", [&](const fs::path& room) -> Result<void> {
    ExportOptions options;
    options.out = (room / id.str()).string();
    (void)TRY(export_case(desk, actor, id, options));
    return tar_folder(room / id.str(), room / (id.str() + ".tar"));
  });
}

Result<OpenedFile> sealed_download(Desk& desk, const Actor& actor, const CaseId& id, ExportOptions options) {
  if (!options.encrypted()) return fail(Errc::bad_input, "say what the export shall hold: personal data, privileged data or both");
  return through_a_room(desk, id.str() + ".llexport", [&](const fs::path& room) -> Result<void> {
    options.out = (room / (id.str() + ".llexport")).string();
    (void)TRY(export_case(desk, actor, id, options));
    return {};
  });
}

}  // namespace ledgelight::desk
