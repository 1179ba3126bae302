#include "decode/unpack.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <string>
#include <vector>

#include "decode/jump_feed.hpp"
#include "discover/frame.hpp"

namespace ledgelight::decode {
namespace {

using discover::FrameType;

constexpr std::size_t block = 1U << 16;
constexpr std::size_t longest_text = 512;

struct Feed {
  const Input& input;
  std::vector<char> buffer = std::vector<char>(block);
};

la_ssize_t pull(archive* reader, void* feed, const void** bytes) {
  auto& from = *static_cast<Feed*>(feed);
  const long n = from.input(from.buffer);
  if (n < 0) archive_set_error(reader, -1, "the bytes stopped coming");
  *bytes = from.buffer.data();
  return n < 0 ? -1 : n;
}

struct Free {
  void operator()(archive* a) const { archive_read_free(a); }
};

class Unpacker {
 public:
  Unpacker(archive* reader, const Output& output, bool named)
      : reader_(reader), output_(output), named_(named) {}

  void run(int opened) {
    if (opened != ARCHIVE_OK) return say(FrameType::failed, trouble());
    while (listening_) {
      archive_entry* entry = nullptr;
      const int status = archive_read_next_header(reader_, &entry);
      if (status == ARCHIVE_EOF) return say(FrameType::end, "");
      if (status == ARCHIVE_RETRY) continue;
      if (status < ARCHIVE_WARN) return say(FrameType::failed, reason());
      member(entry);
      if (dead_) return say(FrameType::failed, trouble());
    }
  }

 private:
  void say(FrameType type, std::string_view body) {
    if (listening_) listening_ = output_(discover::encode_frame(type, body));
  }
  std::string trouble() const {
    const char* text = archive_error_string(reader_);
    std::string out = text == nullptr ? "no reason given" : text;
    return out.substr(0, longest_text);
  }

  /// A library that meets a locked directory calls it damaged.
  std::string reason() const {
    return archive_read_has_encrypted_entries(reader_) > 0 ? "encrypted: needs a password" : trouble();
  }

  void member(archive_entry* entry) {
    const auto type = archive_entry_filetype(entry);
    if (type == AE_IFDIR) return;
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr) name = archive_entry_pathname_utf8(entry);
    std::string bytes = !named_ || name == nullptr ? "" : name;
    if (bytes.size() > discover::max_frame_body) bytes.resize(discover::max_frame_body);
    say(FrameType::member, bytes);
    if (archive_entry_is_data_encrypted(entry) != 0)
      return say(FrameType::member_trouble, "encrypted: needs a password");
    if (archive_entry_hardlink(entry) != nullptr || (type != AE_IFREG && type != 0))
      return say(FrameType::member_trouble, "a link or device, not a file");
    data();
  }

  void data() {
    std::vector<char> buffer(block);
    int retries = 0;
    while (listening_) {
      const auto n = archive_read_data(reader_, buffer.data(), buffer.size());
      if (n == 0) return say(FrameType::member_end, "");
      if (n > 0) {
        say(FrameType::data, {buffer.data(), static_cast<std::size_t>(n)});
        continue;
      }
      if (n == ARCHIVE_RETRY && ++retries < 100) continue;
      dead_ = n == ARCHIVE_FATAL;
      return say(FrameType::member_trouble, trouble());
    }
  }

  archive* reader_;
  const Output& output_;
  bool named_, listening_ = true, dead_ = false;
};

}  // namespace

bool unpack(std::string_view kind, const Input& input, const Output& output) {
  const std::unique_ptr<archive, Free> reader(archive_read_new());
  if (!reader) return false;
  auto* a = reader.get();
  bool named = true;
  if (kind == "zip") archive_read_support_format_zip_streamable(a);
  else if (kind == "tar") archive_read_support_format_tar(a);
  else if (kind == "cpio") archive_read_support_format_cpio(a);
  else if (kind == "ar") archive_read_support_format_ar(a);
  else if (kind == "cab") archive_read_support_format_cab(a);
  else if (kind == "lha") archive_read_support_format_lha(a);
  else named = false, archive_read_support_format_raw(a), archive_read_support_format_empty(a);
  if (kind == "gzip") archive_read_support_filter_gzip(a);
  else if (kind == "bzip2") archive_read_support_filter_bzip2(a);
  else if (kind == "xz") archive_read_support_filter_xz(a);
  else if (kind == "lzma")
    archive_read_support_filter_lzma(a);
  else if (kind == "zstd") archive_read_support_filter_zstd(a);
  else if (kind == "lz4") archive_read_support_filter_lz4(a);
  else if (kind == "compress") archive_read_support_filter_compress(a);
  else if (!named) return false;

  Feed feed{input};
  const int opened = archive_read_open(a, &feed, nullptr, pull, nullptr);
  Unpacker(a, output, named).run(opened);
  return true;
}

bool unpack(std::string_view kind, Bytes& bytes, const Output& output) {
  const std::unique_ptr<archive, Free> reader(archive_read_new());
  if (!reader) return false;
  auto* a = reader.get();
  if (kind == "7z") archive_read_support_format_7zip(a);
  else if (kind == "rar") archive_read_support_format_rar(a), archive_read_support_format_rar5(a);
  else if (kind == "iso") archive_read_support_format_iso9660(a);
  else if (kind == "appended-zip") archive_read_support_format_zip_seekable(a);
  else return false;

  JumpFeed feed(bytes);
  const int opened = feed.open(a);
  Unpacker(a, output, true).run(opened);
  return true;
}

}  // namespace ledgelight::decode
