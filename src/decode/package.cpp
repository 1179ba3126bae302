#include "decode/package.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cctype>
#include <memory>

#include "decode/jump_feed.hpp"

namespace ledgelight::decode {
namespace {

struct Free {
  void operator()(archive* a) const { archive_read_free(a); }
};

std::string reason(archive* a) {
  const char* text = archive_error_string(a);
  return text == nullptr ? "no reason given" : text;
}

}  // namespace

std::string plain_name(std::string_view stored) {
  std::string out;
  for (const char c : stored) out += c == '\\' ? '/' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out.substr(std::min(out.find_first_not_of('/'), out.size()));
}

void Package::each(const std::function<bool(std::string_view)>& want, const std::function<void(Part&)>& take) {
  if (!from_front_ && pass(false, want, take)) return;
  from_front_ = true;
  pass(true, want, take);
}

bool Package::pass(bool from_front, const std::function<bool(std::string_view)>& want,
                   const std::function<void(Part&)>& take) {
  const std::unique_ptr<archive, Free> reader(archive_read_new());
  if (!reader) throw std::bad_alloc();
  auto* a = reader.get();
  if (from_front) archive_read_support_format_zip_streamable(a);
  else archive_read_support_format_zip_seekable(a);
  JumpFeed feed(bytes_);
  if (feed.open(a) != ARCHIVE_OK) {
    if (!from_front) return false;
    throw Damaged(reason(a));
  }
  for (bool first = true;; first = false) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(a, &entry);
    if (status == ARCHIVE_EOF) return true;
    if (status == ARCHIVE_RETRY) continue;
    if (status < ARCHIVE_WARN) {
      if (first && !from_front) return false;
      throw Damaged(reason(a));
    }
    const char* stored = archive_entry_pathname(entry);
    if (archive_entry_filetype(entry) == AE_IFDIR) continue;
    std::string trouble;
    Part part{stored == nullptr ? "" : stored, {}, &trouble};
    if (!want(plain_name(part.name))) continue;
    bool dead = false;
    if (archive_entry_is_data_encrypted(entry) != 0) trouble = "encrypted: needs a password";
    part.read = [&](std::span<char> into) -> long {
      for (int tries = 0; trouble.empty() && tries < 100; ++tries) {
        const auto n = archive_read_data(a, into.data(), into.size());
        if (n >= 0) return static_cast<long>(n);
        dead = n == ARCHIVE_FATAL;
        if (n != ARCHIVE_RETRY) trouble = reason(a);
      }
      return -1;
    };
    take(part);
    if (dead) throw Damaged(trouble);
  }
}

}  // namespace ledgelight::decode
