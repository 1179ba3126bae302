#include "discover/templates.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace ledgelight::discover {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t most_found = 1'000'000;

struct Head {
  std::string_view start, kind;
};
constexpr std::array<Head, 4> heads{{{"FMR\0"sv, "finger minutiae (ISO 19794-2, ANSI 378)"},
                                     {"FIR\0"sv, "finger image (ISO 19794-4)"},
                                     {"FAC\0"sv, "face image (ISO 19794-5)"},
                                     {"IIR\0"sv, "iris image (ISO 19794-6)"}}};
constexpr auto wsq = "finger image (WSQ)"sv;

bool is_version(std::string_view v) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return (v[0] == ' ' || v[0] == '0') && digit(v[1]) && digit(v[2]) && v[3] == '\0' &&
         (v[1] != '0' || v[2] != '0');
}

/// "FF A0", then a segment that a WSQ file may begin with, of a length that it may have.
bool begins_wsq(std::string_view s) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  if (at(0) != 0xFF || at(1) != 0xA0 || at(2) != 0xFF) return false;
  const auto length = static_cast<unsigned>(at(4)) << 8U | at(5);
  switch (at(3)) {
  case 0xA8: return length >= 2 && length < 4096 && at(6) >= 0x20 && at(6) < 0x7F;  // a comment
  case 0xA4: return length > 20 && length < 512;                                     // filters
  case 0xA5: return length > 300 && length < 512;                                    // quantizers
  default: return false;
  }
}

}  // namespace

std::string_view template_at(std::string_view s) {
  if (s.size() < template_head) return {};
  for (const auto& head : heads)
    if (s.substr(0, 4) == head.start)
      return is_version(s.substr(4, 4)) ? head.kind : std::string_view();
  return begins_wsq(s) ? wsq : std::string_view();
}

void TemplateSearch::feed(std::string_view bytes) {
  waiting_ += bytes;
  const std::string_view s = waiting_;
  const auto stop = s.size() - std::min(s.size(), template_head - 1);
  const auto all_of = [&](std::string_view mark) {
    for (std::size_t at = 0; at < stop; ++at) {
      const void* hit = ::memmem(s.data() + at, s.size() - at, mark.data(), mark.size());
      if (hit == nullptr) return;
      at = static_cast<std::size_t>(static_cast<const char*>(hit) - s.data());
      const auto kind = at < stop ? template_at(s.substr(at, template_head)) : std::string_view();
      if (!kind.empty() && found_.size() < most_found)
        found_.push_back({origin_ + at, kind, kind != wsq});
    }
  };
  for (const auto& head : heads) all_of(head.start);
  all_of("\xFF\xA0\xFF"sv);
  origin_ += stop;
  waiting_.erase(0, stop);
}

std::vector<TemplateSearch::Found> TemplateSearch::found() const {
  auto out = found_;
  std::sort(out.begin(), out.end(),
            [](const Found& a, const Found& b) { return a.offset < b.offset; });
  return out;
}

}  // namespace ledgelight::discover
