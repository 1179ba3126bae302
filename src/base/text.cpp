#include "base/text.hpp"

#include <algorithm>

#include <cctype>

namespace ledgelight {
namespace {

// Length of the well-formed UTF-8 sequence at `i`, 0 if malformed (RFC 3629: no surrogates, no
// overlong forms, nothing above U+10FFFF).
std::size_t sequence(std::string_view s, std::size_t i) {
  const auto b = [&](std::size_t k) -> unsigned {
    return i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0;
  };
  const auto tail = [&](std::size_t k) { return (b(k) & 0xC0U) == 0x80; };
  const unsigned c = b(0);
  if (c < 0x80) return 1;
  if (c >= 0xC2 && c <= 0xDF) return tail(1) ? 2 : 0;
  if (c >= 0xE0 && c <= 0xEF) {
    if (!tail(1) || !tail(2)) return 0;
    if (c == 0xE0 && b(1) < 0xA0) return 0;
    if (c == 0xED && b(1) > 0x9F) return 0;
    return 3;
  }
  if (c >= 0xF0 && c <= 0xF4) {
    if (!tail(1) || !tail(2) || !tail(3)) return 0;
    if (c == 0xF0 && b(1) < 0x90) return 0;
    if (c == 0xF4 && b(1) > 0x8F) return 0;
    return 4;
  }
  return 0;
}

}  // namespace

bool valid_utf8(std::string_view s) {
  for (std::size_t i = 0; i < s.size();) {
    const auto n = sequence(s, i);
    if (n == 0) return false;
    i += n;
  }
  return true;
}

std::string shown(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    const auto n = sequence(s, i);
    if (n == 0) {
      out += "\xEF\xBF\xBD";
      ++i;
      continue;
    }
    const auto c = static_cast<unsigned char>(s[i]);
    if (n == 1 && c == '\r') {
      out += '\n';
      if (i + 1 < s.size() && s[i + 1] == '\n') ++i;
    } else if (n == 1 && ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)) {
      // dropped
    } else if (n == 2 && c == 0xC2 && static_cast<unsigned char>(s[i + 1]) < 0xA0) {
      // C1 controls: dropped
    } else if (n == 3 && c == 0xE2 && static_cast<unsigned char>(s[i + 1]) == 0x80 &&
               static_cast<unsigned char>(s[i + 2]) >= 0xAA &&
               static_cast<unsigned char>(s[i + 2]) <= 0xAE) {
      // bidirectional overrides can make a name read backwards: dropped
    } else {
      out += s.substr(i, n);
    }
    i += n;
  }
  return out;
}

std::string shown_line(std::string_view s, std::size_t max) {
  // Most of what is shown is plain and short.
  if (s.size() <= max &&
      std::all_of(s.begin(), s.end(), [](char c) { return c >= 0x20 && c < 0x7F; }))
    return std::string(s);
  std::string out;
  std::size_t count = 0;
  const auto clean = shown(s);
  for (std::size_t i = 0; i < clean.size();) {
    const auto n = sequence(clean, i);
    if (count == max) return out + "\xE2\x80\xA6";
    if (clean[i] == '\n' || clean[i] == '\t') {
      out += ' ';
    } else {
      out += clean.substr(i, n);
    }
    i += n;
    ++count;
  }
  return out;
}

std::string escaped(std::string_view s) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const char ch : s) {
    const auto c = static_cast<unsigned char>(ch);
    if (c >= 0x20 && c <= 0x7E && c != '\\') {
      out += ch;
    } else {
      out += "\\x";
      out += digits[c >> 4];
      out += digits[c & 15];
    }
  }
  return out;
}

std::string safe_file_name(std::string_view s) {
  if (const auto slash = s.find_last_of("/\\"); slash != std::string_view::npos) {
    s.remove_prefix(slash + 1);
  }
  std::string out;
  for (const char c : s) {
    if (out.size() == 100) break;
    const bool fine = std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
    out += fine ? c : '_';
  }
  while (!out.empty() && out.front() == '.') out.erase(0, 1);
  return out.empty() ? "file" : out;
}

std::string trimmed(std::string_view s) {
  const auto white = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!s.empty() && white(s.front())) s.remove_prefix(1);
  while (!s.empty() && white(s.back())) s.remove_suffix(1);
  return std::string(s);
}

std::string lowered(std::string_view s) {
  std::string out(s);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::vector<std::string> split(std::string_view s, char by) {
  std::vector<std::string> out;
  std::size_t from = 0;
  while (true) {
    const auto at = s.find(by, from);
    out.emplace_back(s.substr(from, at == std::string_view::npos ? at : at - from));
    if (at == std::string_view::npos) return out;
    from = at + 1;
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) out += between;
    out += parts[i];
  }
  return out;
}

std::string replaced(std::string_view s, std::string_view from, std::string_view to) {
  std::string out;
  std::size_t i = 0;
  while (true) {
    const auto at = from.empty() ? std::string_view::npos : s.find(from, i);
    out += s.substr(i, at == std::string_view::npos ? at : at - i);
    if (at == std::string_view::npos) return out;
    out += to;
    i = at + from.size();
  }
}

std::string speakable_code(Randomness& randomness, std::size_t signs) {
  // 8 digits and 24 letters: without 0, 1, I, O: exactly 32.
  static constexpr char abc[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  static_assert(sizeof abc == 33);
  std::string out;
  for (const char c : randomness.bytes(signs)) out += abc[static_cast<unsigned char>(c) & 31];
  return out;
}

std::string grouped(std::string_view code) {
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i != 0 && i % 4 == 0) out += '-';
    out += code[i];
  }
  return out;
}

std::string ungrouped(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (std::isalnum(static_cast<unsigned char>(c))) {
      out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

}  // namespace ledgelight
