// The multipart half of form.hpp.
#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "http/form.hpp"

namespace ledgelight::http {
namespace {

constexpr std::size_t max_padding = 64;

bool boundary_sign(char c) {
  // RFC 2046 5.1.1: bchars, without the trailing space nobody sends.
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
}

struct Parameters {
  std::string kind;  // "form-data", lower case
  Fields named{Names::any_case};
};

// `kind; name=token; name="quoted"`. In quotes \" and \\ are escapes; any other backslash is
// itself, since some browsers sent whole Windows paths.
Result<Parameters> parameters(std::string_view text) {
  Parameters out;
  const auto first = std::min(text.find(';'), text.size());
  out.kind = lowered(trimmed(text.substr(0, first)));
  std::size_t i = first;
  while (i < text.size()) {
    ++i;  // the semicolon
    while (i < text.size() && (text[i] == ' ' || text[i] == '\t')) ++i;
    if (i == text.size()) break;
    const auto equals = text.find('=', i);
    if (equals == std::string_view::npos) return fail(Errc::bad_input, "a part's header is broken");
    const auto name = trimmed(text.substr(i, equals - i));
    std::string value;
    i = equals + 1;
    if (i < text.size() && text[i] == '"') {
      for (++i; i < text.size() && text[i] != '"'; ++i) {
        const bool escape = text[i] == '\\' && i + 1 < text.size() &&
                            (text[i + 1] == '"' || text[i + 1] == '\\');
        if (escape) ++i;
        value += text[i];
      }
      if (i == text.size()) return fail(Errc::bad_input, "a part's header has an open quote");
      ++i;
      while (i < text.size() && (text[i] == ' ' || text[i] == '\t')) ++i;
      if (i < text.size() && text[i] != ';') {
        return fail(Errc::bad_input, "a part's header is broken");
      }
    } else {
      const auto end = std::min(text.find(';', i), text.size());
      value = trimmed(text.substr(i, end - i));
      i = end;
    }
    if (out.named.has(name)) return fail(Errc::bad_input, "a part's header says a thing twice");
    out.named.add(name, value);
  }
  return out;
}

}  // namespace

Result<std::string> boundary_of(std::string_view content_type) {
  const auto parsed = TRY(parameters(content_type));
  const auto boundary = parsed.named.get("boundary");
  if (parsed.kind != "multipart/form-data" || boundary.empty() || boundary.size() > 70 ||
      boundary.back() == ' ' || !std::all_of(boundary.begin(), boundary.end(), boundary_sign)) {
    return fail(Errc::bad_input, "the form names no usable boundary");
  }
  return boundary;
}

MultipartReader::MultipartReader(std::string boundary, Fields& fields, Events events,
                                 FormLimits limits)
    : delimiter_("\r\n--" + std::move(boundary)),
      fields_(fields),
      events_(std::move(events)),
      limits_(limits),
      buffer_("\r\n") {}  // so that a boundary on the first line is like any other

Result<void> MultipartReader::feed(std::string_view chunk) {
  buffer_ += chunk;
  for (bool moved = true; moved;) TRY(step(moved));
  return Done{};
}

Result<void> MultipartReader::finish() {
  if (state_ != State::epilogue) return fail(Errc::truncated, "the form ends before its last part");
  return Done{};
}

Result<void> MultipartReader::step(bool& moved) {
  moved = false;
  switch (state_) {
    case State::epilogue:
      buffer_.clear();
      return Done{};
    case State::preamble:
    case State::field:
    case State::file: {
      const auto at = buffer_.find(delimiter_);
      // All that cannot be the beginning of the delimiter may go on.
      const auto sure = at != std::string::npos ? at
                        : buffer_.size() < delimiter_.size()
                            ? 0
                            : buffer_.size() - delimiter_.size() + 1;
      if (state_ != State::preamble) TRY(content(std::string_view(buffer_).substr(0, sure)));
      if (at == std::string::npos) {
        buffer_.erase(0, sure);
        return Done{};
      }
      if (state_ != State::preamble) TRY(content_done());
      buffer_.erase(0, at + delimiter_.size());
      state_ = State::after_boundary;
      moved = true;
      return Done{};
    }
    case State::after_boundary: {
      if (buffer_.rfind("--", 0) == 0) {
        state_ = State::epilogue;
        moved = true;
        return Done{};
      }
      const auto i = std::min(buffer_.find_first_not_of(" \t"), buffer_.size());
      const bool waits = i == buffer_.size() || buffer_ == "-" ||
                         (buffer_[i] == '\r' && i + 1 == buffer_.size());
      if (i > max_padding || (!waits && buffer_.compare(i, 2, "\r\n") != 0)) {
        return fail(Errc::bad_input, "a boundary is not followed by a line end");
      }
      if (waits) return Done{};
      buffer_.erase(0, i);
      state_ = State::header;
      moved = true;
      return Done{};
    }
    case State::header: {
      // The line end after the boundary is still there: a part without headers reads the same way.
      const auto end = buffer_.find("\r\n\r\n");
      if ((end == std::string::npos ? buffer_.size() : end) > limits_.part_header_bytes) {
        return fail(Errc::too_large, "a part's header is too long");
      }
      if (end == std::string::npos) return Done{};
      TRY(head_done(std::string_view(buffer_).substr(0, end)));
      buffer_.erase(0, end + 4);
      moved = true;
      return Done{};
    }
  }
  return Done{};
}

Result<void> MultipartReader::head_done(std::string_view head) {
  part_ = {};
  bool disposed = false;
  bool is_file = false;
  for (const auto& raw : split(head, '\n')) {
    std::string_view line = raw;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) continue;
    if (line[0] == ' ' || line[0] == '\t') return fail(Errc::bad_input, "a part's header is folded");
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return fail(Errc::bad_input, "a part's header is broken");
    const auto name = lowered(line.substr(0, colon));
    const auto value = trimmed(line.substr(colon + 1));
    if (name == "content-type") {
      part_.content_type = value;
    } else if (name == "content-transfer-encoding" && lowered(value) != "binary" &&
               lowered(value) != "8bit" && lowered(value) != "7bit") {
      return fail(Errc::unsupported, "a part is in a transfer encoding browsers do not use");
    } else if (name == "content-disposition") {
      if (disposed) return fail(Errc::bad_input, "a part says twice what it is");
      const auto said = TRY(parameters(value));
      if (said.kind != "form-data" || !said.named.has("name")) {
        return fail(Errc::bad_input, "a part is not a form field");
      }
      part_.field = said.named.get("name");
      is_file = said.named.has("filename");
      part_.file_name = said.named.get("filename");
      disposed = true;
    }
  }
  if (!disposed) return fail(Errc::bad_input, "a part does not say what it is");
  if (part_.field.find('\0') != std::string::npos) {
    return fail(Errc::bad_input, "a field name holds NUL");
  }
  if (part_.field.size() > limits_.name_bytes) {
    return fail(Errc::too_large, "a field name is too long");
  }
  if (lowered(part_.content_type).rfind("multipart/", 0) == 0) {
    return fail(Errc::unsupported, "a part holds parts");
  }
  value_.clear();
  state_ = is_file ? State::file : State::field;
  if (!is_file) {
    if (fields_.size() >= limits_.fields) {
      return fail(Errc::too_large, "the form has too many fields");
    }
    fields_bytes_ += part_.field.size();
  } else {
    begun_ = false;
    if (!part_.file_name.empty()) TRY(begin_file());
  }
  return Done{};
}

Result<void> MultipartReader::begin_file() {
  if (++files_ > limits_.files) return fail(Errc::too_large, "the form has too many files");
  begun_ = true;
  return events_.file_begin(part_);
}

Result<void> MultipartReader::content(std::string_view bytes) {
  if (bytes.empty()) return Done{};
  if (state_ == State::file) {
    // A file input left empty arrives as a nameless part without bytes: no file at all.
    if (!begun_) TRY(begin_file());
    return events_.file_bytes(bytes);
  }
  fields_bytes_ += bytes.size();
  if (value_.size() + bytes.size() > limits_.value_bytes) {
    return fail(Errc::too_large, "a field is too long");
  }
  if (fields_bytes_ > limits_.fields_bytes) return fail(Errc::too_large, "the form is too large");
  value_ += bytes;
  return Done{};
}

Result<void> MultipartReader::content_done() {
  if (state_ == State::file) return begun_ ? events_.file_end() : Result<void>(Done{});
  fields_.add(part_.field, std::move(value_));
  value_.clear();
  return Done{};
}

}  // namespace ledgelight::http
