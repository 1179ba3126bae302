#include "discover/carve.hpp"

#include <algorithm>

namespace ledgelight::discover {
namespace {

/// Bytes of the character at s[0]; 0: no text; -1: cut off.
int character(std::string_view s) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const auto c = byte(0);
  if ((c >= 32 && c < 127) || c == '\t' || c == '\n' || c == '\r') return 1;
  const std::size_t more = c >= 0xC2 && c < 0xE0   ? 1
                           : c >= 0xE0 && c < 0xF0 ? 2
                           : c >= 0xF0 && c < 0xF5 ? 3
                                                   : 0;
  if (more == 0) return 0;
  for (std::size_t i = 1; i <= more; ++i) {
    if (i >= s.size()) return -1;
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  if ((c == 0xE0 && byte(1) < 0xA0) || (c == 0xF0 && byte(1) < 0x90)) return 0;
  return static_cast<int>(more) + 1;
}

}  // namespace

void Carver::feed(std::string_view bytes, std::string& out) {
  pending_ += bytes;
  work(out, false);
}

void Carver::finish(std::string& out) {
  work(out, true);
  in_run_ = false;
}

void Carver::work(std::string& out, bool final) {
  const std::string_view s = pending_;
  std::size_t i = 0;
  while (i < s.size()) {
    std::size_t end = i;
    int n = 1;
    while (end < s.size() && (n = character(s.substr(end))) > 0)
      end += static_cast<std::size_t>(n);
    const bool open = !final && (end == s.size() || n < 0);
    if (in_run_ || end - i >= shortest_run) {
      out += s.substr(i, end - i);
      in_run_ = true;
    } else if (open) {
      break;  // it may still grow long enough
    } else {
      out.append(end - i, '\n');
    }
    i = end;
    if (open) break;
    if (i < s.size()) {
      out += '\n';
      ++i;
      in_run_ = false;
    }
  }
  pending_.erase(0, i);
}

void WideCarver::feed(std::string_view bytes, std::string& out) {
  while (skip_ > 0 && !bytes.empty()) {
    bytes.remove_prefix(1);
    --skip_;
  }
  pending_ += bytes;
  work(out, false);
}

void WideCarver::finish(std::string& out) {
  work(out, true);
  in_run_ = false;
}

void WideCarver::work(std::string& out, bool final) {
  const auto units = pending_.size() / 2;
  const auto is_text = [&](std::size_t i) {
    const auto c = static_cast<unsigned char>(pending_[2 * i]);
    return pending_[2 * i + 1] == '\0' &&
           ((c >= 32 && c < 127) || c >= 160 || c == '\t' || c == '\n' || c == '\r');
  };
  std::size_t i = 0;
  while (i < units) {
    std::size_t end = i;
    while (end < units && is_text(end))
      ++end;
    const bool open = !final && end == units;
    if (in_run_ || end - i >= shortest_run) {
      for (; i < end; ++i)
        out += pending_[2 * i];
      in_run_ = true;
    } else if (open) {
      break;
    } else {
      out.append(end - i, '\n');
      i = end;
    }
    if (i < units) {
      out += '\n';
      ++i;
      in_run_ = false;
    }
  }
  pending_.erase(0, 2 * i);
}

}  // namespace ledgelight::discover
