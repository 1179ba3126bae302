#include "decode/mail.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>
#include <vector>

#include "decode/base64.hpp"
#include "decode/charset.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t longest_line = 64U << 10;
constexpr std::size_t most_header_bytes = 256U << 10;
constexpr std::size_t deepest = 64;

std::string lower(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return out;
}

std::string_view trim(std::string_view s) {
  while (!s.empty() && std::isspace(static_cast<unsigned char>(s.front())) != 0) s.remove_prefix(1);
  while (!s.empty() && std::isspace(static_cast<unsigned char>(s.back())) != 0) s.remove_suffix(1);
  return s;
}

std::string_view without_end(std::string_view line) {
  if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string in_utf8(std::string_view charset, std::string_view bytes) {
  std::string out;
  Transcoder transcoder(charset);
  transcoder.feed(bytes, out);
  transcoder.finish(out);
  return out;
}

std::string from_percent(std::string_view s) {
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const int high = s[i] == '%' && i + 2 < s.size() ? hex(s[i + 1]) : -1;
    const int low = high >= 0 ? hex(s[i + 2]) : -1;
    if (low < 0) {
      out += s[i];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

/// Lines with the offset at which they begin; a very long line comes in parts.
class Lines {
 public:
  explicit Lines(const Input& input) : input_(input) {}
  bool next() {
    at_ += line.size();
    line.clear();
    starts = whole_;
    while (true) {
      const auto end = buffer_.find('\n', from_);
      const auto n = std::min((end == std::string::npos ? buffer_.size() : end + 1) - from_, longest_line - line.size());
      line.append(buffer_, from_, n);
      from_ += n;
      whole_ = !line.empty() && line.back() == '\n';
      if (whole_ || line.size() >= longest_line) return true;
      buffer_.resize(longest_line);
      from_ = 0;
      const long got = input_(buffer_);
      buffer_.resize(static_cast<std::size_t>(std::max(got, 0L)));
      if (got < 0) throw Damaged("the bytes stopped coming");
      if (got == 0) return !line.empty();
    }
  }
  std::string line;      ///< with its end
  bool starts = true;    ///< false: the rest of a line too long
  std::uint64_t offset() const { return at_; }

 private:
  const Input& input_;
  std::string buffer_;
  std::size_t from_ = 0;
  std::uint64_t at_ = 0;
  bool whole_ = true;
};

struct Headers {
  std::string type = "text/plain", name, charset, encoding, boundary;
  bool attached = false;  ///< says so, or has a file name
  bool encoded_words = false;
  std::string all;        ///< as they stand
};

class Mail {
 public:
  Mail(bool box, const Input& input, const Output& output) : box_(box), lines_(input), speaker_(output) {}

  void read() {
    have_ = lines_.next();
    while (have_ && speaker_.listening()) {
      ++number_;
      texts_ = 0;
      stack_.clear();
      clear_text();
      if (box_ && is_separator()) clear_line();
      part(read_headers(), true);
      // After the last boundary, and between messages.
      while (have_ && !(box_ && is_separator())) clear_line();
    }
    speaker_.finish();
  }

 private:
  bool is_separator() const { return lines_.starts && lines_.line.compare(0, 5, "From ") == 0 && after_blank_; }
  void advance() {
    after_blank_ = without_end(lines_.line).empty();
    have_ = lines_.next();
  }
  std::string inside(std::string_view name) const {
    return (box_ ? "message" + std::to_string(number_) + "/" : std::string()) + std::string(name);
  }

  /// From here on the container speaks for itself, as a piece of its own.
  void clear_text() {
    if (!in_clear_) speaker_.text("");
    in_clear_ = true;
    speaker_.piece(lines_.offset());
  }
  void clear_line() {
    if (!in_clear_) clear_text();
    speaker_.say(lines_.line);
    advance();
  }

  Headers read_headers() {
    Headers h;
    std::string header;
    const auto take = [&] {
      const auto colon = header.find(':');
      if (colon == std::string::npos) return;
      const auto name = lower(trim(std::string_view(header).substr(0, colon)));
      const auto value = trim(std::string_view(header).substr(colon + 1));
      h.encoded_words = h.encoded_words || value.find("=?") != std::string_view::npos;
      if (name == "content-type") {
        const auto f = read_field(value);
        if (!f.value.empty()) h.type = f.value;
        const auto parameter = [&](const char* key) {
          const auto found = f.parameters.find(key);
          return found == f.parameters.end() ? std::string() : found->second;
        };
        h.charset = parameter("charset");
        h.boundary = parameter("boundary");
        if (h.name.empty()) h.name = parameter("name");
      } else if (name == "content-transfer-encoding") {
        h.encoding = lower(read_field(value).value);
      } else if (name == "content-disposition") {
        const auto f = read_field(value);
        h.attached = f.value == "attachment";
        if (const auto found = f.parameters.find("filename"); found != f.parameters.end()) h.name = found->second;
      }
    };
    while (have_ && !(box_ && is_separator()) && !(lines_.starts && boundary_here())) {
      const auto bare = without_end(lines_.line);
      const bool end = bare.empty() && lines_.starts;
      if (!end && (bare.empty() || (bare[0] != ' ' && bare[0] != '\t')) && lines_.starts) {
        take();
        header.clear();
      }
      if (header.size() + bare.size() < most_header_bytes) header += bare;
      if (h.all.size() + lines_.line.size() < most_header_bytes) h.all += lines_.line;
      clear_line();
      if (end) break;
    }
    take();
    h.attached = h.attached || !h.name.empty();
    return h;
  }

  void part(const Headers& h, bool outermost) {
    if (h.encoded_words) {
      speak("headers", [&] { speaker_.say(without_encoded_words(h.all)); }, true);
    }
    if (h.type.compare(0, 10, "multipart/") == 0 && !h.boundary.empty() && stack_.size() < deepest) {
      stack_.push_back("--" + h.boundary);
      const auto mine = stack_.size();
      // The preamble, then part after part until the closing boundary or an outer one.
      while (have_ && !ends_part()) clear_line();
      while (have_ && stack_.size() == mine && boundary_here() == mine) {
        const bool last = closing();
        clear_line();
        if (last) break;
        clear_text();
        part(read_headers(), false);
        while (have_ && !ends_part()) clear_line();
      }
      if (stack_.size() >= mine) stack_.resize(mine - 1);
      return;
    }
    body(h, outermost);
  }

  bool ends_part() { return (box_ && is_separator()) || (lines_.starts && boundary_here() != 0); }

  /// 1 + which of the open boundaries this line is, the innermost first; 0: none.
  std::size_t boundary_here() const {
    if (lines_.line.size() < 3 || lines_.line[0] != '-' || lines_.line[1] != '-') return 0;
    auto line = without_end(lines_.line);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    for (auto i = stack_.size(); i > 0; --i) {
      const auto& b = stack_[i - 1];
      if (line == b || (line.size() == b.size() + 2 && line.substr(0, b.size()) == b && line.substr(b.size()) == "--")) return i;
    }
    return 0;
  }
  bool closing() const {
    auto line = without_end(lines_.line);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    return line != stack_[boundary_here() - 1];
  }

  void body(const Headers& h, bool outermost) {
    const bool text = h.type.compare(0, 5, "text/") == 0;
    const bool encoded = h.encoding == "base64" || h.encoding == "quoted-printable";
    const bool plain_charset = !text || !Transcoder::knows(h.charset);
    if (text && !h.attached && !encoded && plain_charset) {
      clear_text();
      while (have_ && !ends_part()) clear_line();
      return;
    }
    if (!text && !h.attached && !encoded && outermost && h.type.compare(0, 8, "message/") != 0 && h.type.compare(0, 12, "application/") != 0) {
      while (have_ && !ends_part()) clear_line();
      return;
    }
    std::string name = h.name;
    const bool as_text = text && !h.attached;
    if (as_text) {
      name = h.type == "text/html" ? "html" : "text";
      if (++texts_ > 1) name += std::to_string(texts_);
    } else if (name.empty()) {
      name = h.type.compare(0, 8, "message/") == 0 ? "message.eml" : "part" + std::to_string(++texts_);
    }
    speak(name, [&] { decoded(h, as_text); }, as_text);
  }

  void speak(std::string_view name, const std::function<void()>& work, bool as_text) {
    if (speaker_.inside()) speaker_.end();
    in_clear_ = false;
    if (as_text) speaker_.text(inside(name));
    else speaker_.member(inside(name));
    work();
    speaker_.end();
  }

  void decoded(const Headers& h, bool as_text) {
    std::optional<Transcoder> transcoder;
    if (as_text) transcoder.emplace(h.charset);
    std::uint32_t bits = 0;
    int count = 0;
    std::string bytes, text, held;
    while (have_ && !ends_part() && speaker_.listening()) {
      bytes.clear();
      if (h.encoding == "base64") from_base64(lines_.line, bits, count, bytes);
      else if (h.encoding == "quoted-printable") from_quoted_printable(lines_.line, bytes);
      else {
        // The line end before a boundary belongs to the boundary.
        bytes = std::exchange(held, {});
        const auto bare = without_end(lines_.line);
        held = lines_.line.substr(bare.size());
        bytes += bare;
      }
      if (transcoder) {
        text.clear();
        transcoder->feed(bytes, text);
        speaker_.say(text);
      } else {
        speaker_.say(bytes);
      }
      advance();
    }
    if (!have_) speaker_.say(held);
    text.clear();
    if (transcoder) transcoder->finish(text);
    speaker_.say(text);
  }

  bool box_;
  Lines lines_;
  Speaker speaker_;
  std::vector<std::string> stack_;  ///< boundaries of the multiparts we are in, with their dashes
  bool have_ = false, in_clear_ = false, after_blank_ = true;
  std::uint64_t number_ = 0;
  int texts_ = 0;
};

}  // namespace

void from_quoted_printable(std::string_view line, std::string& out) {
  const auto bare = without_end(line);
  auto text = bare;
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out += text[i];
      continue;
    }
    if (i + 1 == text.size()) return;  // soft
    const int high = hex(text[i + 1]), low = i + 2 < text.size() ? hex(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      out += '=';
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  out += line.substr(bare.size());
}

std::string without_encoded_words(std::string_view s) {
  std::string out;
  bool after_word = false;
  while (!s.empty()) {
    const auto at = s.find("=?");
    const auto before = s.substr(0, at);
    // Blanks between two encoded words are not part of the text.
    if (!(after_word && at != std::string_view::npos && trim(before).empty())) out += before;
    if (at == std::string_view::npos) return out;
    s.remove_prefix(at);
    const auto charset_end = s.find('?', 2);
    const auto kind_end = charset_end == std::string_view::npos ? charset_end : s.find('?', charset_end + 1);
    const auto end = kind_end == std::string_view::npos ? kind_end : s.find("?=", kind_end + 1);
    if (end == std::string_view::npos || end > 2000 || kind_end != charset_end + 2) {
      out += "=?";
      s.remove_prefix(2);
      after_word = false;
      continue;
    }
    auto charset = s.substr(2, charset_end - 2);
    charset = charset.substr(0, charset.find('*'));
    const auto text = s.substr(kind_end + 1, end - kind_end - 1);
    std::string bytes;
    if (s[charset_end + 1] == 'B' || s[charset_end + 1] == 'b') {
      std::uint32_t bits = 0;
      int count = 0;
      from_base64(text, bits, count, bytes);
    } else {
      std::string spaced(text);
      std::replace(spaced.begin(), spaced.end(), '_', ' ');
      // A blank at the end is part of a word here.
      from_quoted_printable(spaced + "=20", bytes);
      if (!bytes.empty()) bytes.pop_back();
    }
    out += in_utf8(charset, bytes);
    s.remove_prefix(end + 2);
    after_word = true;
  }
  return out;
}

Field read_field(std::string_view header) {
  Field field;
  std::map<std::string, std::pair<bool, std::string>> parts;  // in the order of their numbers: name*0, name*1
  std::size_t i = 0;
  const auto token = [&](std::string_view stops) {
    std::string out;
    bool quoted = false;
    int comment = 0;
    for (; i < header.size(); ++i) {
      const char c = header[i];
      if (c == '\\' && (quoted || comment > 0) && i + 1 < header.size()) {
        if (comment == 0) out += header[i + 1];
        ++i;
      } else if (c == '"' && comment == 0) {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        ++comment;
      } else if (!quoted && c == ')' && comment > 0) {
        --comment;
      } else if (!quoted && comment == 0 && stops.find(c) != std::string_view::npos) {
        break;
      } else if (comment == 0) {
        out += c;
      }
    }
    return std::string(trim(out));
  };
  field.value = lower(token(";"));
  while (i < header.size() && parts.size() < 1000) {
    ++i;
    auto name = lower(token("=;"));
    std::string value;
    if (i < header.size() && header[i] == '=') {
      ++i;
      value = token(";");
    }
    if (name.empty()) continue;
    const bool extended = name.back() == '*';
    if (extended) name.pop_back();
    auto star = name.find('*');
    std::string number = star == std::string::npos ? "" : name.substr(star + 1);
    name = name.substr(0, star);
    number.insert(0, number.size() < 4 ? 4 - number.size() : 0, '0');
    parts.emplace(name + "\n" + number, std::pair(extended, value));
  }
  std::map<std::string, std::string> charsets;
  for (const auto& [key, part] : parts) {
    const auto name = key.substr(0, key.find('\n'));
    auto value = part.second;
    if (part.first) {
      // charset'language'text, in the first part only
      const auto first = value.find('\''), second = first == std::string::npos ? first : value.find('\'', first + 1);
      if (second != std::string::npos && charsets.count(name) == 0) {
        charsets[name] = value.substr(0, first);
        value = value.substr(second + 1);
      }
      value = from_percent(value);
    }
    field.parameters[name] += value;
  }
  for (auto& [name, value] : field.parameters) {
    if (const auto charset = charsets.find(name); charset != charsets.end()) value = in_utf8(charset->second, value);
    else value = without_encoded_words(value);
  }
  return field;
}

bool read_mail(std::string_view kind, const Input& input, const Output& output) {
  if (kind != "mail" && kind != "mbox") return false;
  Mail(kind == "mbox", input, output).read();
  return true;
}

}  // namespace ledgelight::decode
