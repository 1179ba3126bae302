// decode/charset.hpp: text of old mail encodings as UTF-8.
//
// The C library's converters are files of their own: load_charsets opens them before the sandbox
// closes. An encoding that was not loaded leaves the bytes as they are.
#pragma once

#include <string>
#include <string_view>

namespace ledgelight::decode {

void load_charsets();

/// One text, handed over in parts. Bytes that are no text in the encoding become U+FFFD.
class Transcoder {
 public:
  explicit Transcoder(std::string_view charset);
  /// Is it an encoding that has to be, and can be, turned into UTF-8?
  static bool knows(std::string_view charset);
  void feed(std::string_view bytes, std::string& out);
  void finish(std::string& out);

 private:
  void* converter_ = nullptr;  ///< null: passed on as it is
  std::string waiting_;
};

}  // namespace ledgelight::decode
