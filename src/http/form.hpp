// http/form.hpp: what browsers send: queries, forms and files; each byte is an attack.
//
// application/x-www-form-urlencoded: WHATWG URL Standard, section 5. multipart/form-data: RFC 7578
// over RFC 2046; preamble and epilogue are skipped, nesting is refused. Bytes that are not UTF-8
// are kept. NUL in a name is refused; in a value it is kept.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "http/fields.hpp"
#include "http/router.hpp"

namespace ledgelight::http {

struct FormLimits {
  std::size_t fields = 1000;         ///< plain fields in all
  std::size_t name_bytes = 200;
  std::size_t value_bytes = 1U << 20;  ///< of one plain field
  std::size_t fields_bytes = 2U << 20; ///< of all plain fields together
  std::size_t files = 64;
  std::size_t part_header_bytes = 4U << 10;
};

/// "%41+b" → "A b" when `plus` is a space. A '%' without two hex digits is bad_input.
enum class Plus { space, plus };
Result<std::string> percent_decoded(std::string_view text, Plus plus);
/// All but A-Z a-z 0-9 - . _ ~ as %XX: for one path segment or query value.
std::string percent_encoded(std::string_view bytes);

/// "a=1&b=2". Fails with too_large over a limit, bad_input when malformed.
Result<Fields> parse_urlencoded(std::string_view text, const FormLimits& limits = {});
std::string to_urlencoded(const Fields& fields);

struct Target {
  std::string path;
  Fields query;
};
/// An origin-form request target. Refuses (bad_input): no leading '/', an encoded slash or
/// backslash, NUL and other controls, "." and ".." segments however encoded, empty segments, a
/// '#'. So a path that passes can be matched as text.
Result<Target> parse_target(std::string_view target);

/// "multipart/form-data; boundary=…": the boundary, 1 to 70 characters, or bad_input.
Result<std::string> boundary_of(std::string_view content_type);

/// Takes a multipart body in pieces of any size; holds at most a part's header, one plain field
/// and one boundary in memory.
class MultipartReader {
 public:
  struct Events {
    std::function<Result<void>(const PartHead&)> file_begin;
    std::function<Result<void>(std::string_view)> file_bytes;
    std::function<Result<void>()> file_end;
  };
  /// Plain fields go to `fields`, which must outlive the reader.
  MultipartReader(std::string boundary, Fields& fields, Events events, FormLimits limits = {});
  Result<void> feed(std::string_view chunk);
  /// Fails with truncated unless the closing boundary came.
  Result<void> finish();

 private:
  enum class State { preamble, after_boundary, header, field, file, epilogue };
  Result<void> step(bool& moved);
  Result<void> head_done(std::string_view head);
  Result<void> begin_file();
  Result<void> content(std::string_view bytes);
  Result<void> content_done();
  std::string delimiter_;  // "\r\n--boundary"
  Fields& fields_;
  Events events_;
  FormLimits limits_;
  State state_ = State::preamble;
  std::string buffer_;
  PartHead part_;
  std::string value_;
  std::size_t fields_bytes_ = 0, files_ = 0;
  bool begun_ = false;
};

}  // namespace ledgelight::http
