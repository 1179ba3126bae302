#include "decode/charset.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <map>

namespace ledgelight::decode {
namespace {

// UTF-8, ASCII and Latin-1 are not here: the scanner reads them as they stand.
constexpr std::array names{"utf-16",       "utf-16le",     "utf-16be",     "utf-7",        "utf-32",     "iso-8859-2",
                           "iso-8859-3",   "iso-8859-4",   "iso-8859-5",   "iso-8859-6",   "iso-8859-7", "iso-8859-8",
                           "iso-8859-9",   "iso-8859-10",  "iso-8859-13",  "iso-8859-15",  "windows-1250", "windows-1251",
                           "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258",
                           "koi8-r",       "koi8-u",       "gb18030",      "gbk",          "gb2312",     "big5",
                           "euc-jp",       "shift_jis",    "iso-2022-jp",  "euc-kr",       "ibm037",     "cp437", "cp850"};

std::map<std::string, iconv_t>& loaded() {
  // Never destroyed: converters stay open as long as the process.
  static auto& all = *new std::map<std::string, iconv_t>;
  return all;
}

std::string lower(std::string_view charset) {
  std::string name;
  for (const char c : charset) name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

}  // namespace

void load_charsets() {
  for (const char* name : names) {
    if (loaded().count(name) != 0) continue;
    auto* converter = iconv_open("UTF-8", name);
    // NOLINTNEXTLINE(performance-no-int-to-ptr): what iconv_open returns when it fails
    if (converter != reinterpret_cast<iconv_t>(-1)) loaded()[name] = converter;
  }
}

bool Transcoder::knows(std::string_view charset) { return loaded().count(lower(charset)) != 0; }

Transcoder::Transcoder(std::string_view charset) {
  const auto found = loaded().find(lower(charset));
  if (found == loaded().end()) return;
  converter_ = found->second;
  iconv(static_cast<iconv_t>(converter_), nullptr, nullptr, nullptr, nullptr);
}

void Transcoder::feed(std::string_view bytes, std::string& out) {
  if (converter_ == nullptr) {
    out += bytes;
    return;
  }
  waiting_ += bytes;
  char* from = waiting_.data();
  std::size_t left = waiting_.size();
  while (left > 0) {
    std::array<char, 4096> buffer;
    char* to = buffer.data();
    std::size_t room = buffer.size();
    const auto before = left;
    const auto status = iconv(static_cast<iconv_t>(converter_), &from, &left, &to, &room);
    out.append(buffer.data(), buffer.size() - room);
    if (status != static_cast<std::size_t>(-1)) continue;
    if (errno == EINVAL) break;  // half a character
    if (errno == EILSEQ) {
      out += "\xEF\xBF\xBD";
      ++from;
      --left;
    } else if (errno != E2BIG || (before == left && room == buffer.size())) {
      break;
    }
  }
  waiting_.erase(0, waiting_.size() - left);
}

void Transcoder::finish(std::string& out) {
  if (!waiting_.empty()) out += "\xEF\xBF\xBD";
  waiting_.clear();
}

}  // namespace ledgelight::decode
