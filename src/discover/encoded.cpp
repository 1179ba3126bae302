#include "discover/encoded.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "discover/sniff.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace ledgelight::discover {
namespace {

constexpr std::size_t shortest_run = 64;
constexpr std::size_t window = 16, apart = 48;  // each run has such a window within
static_assert(apart + window <= shortest_run);
constexpr std::size_t least_fed = 1024;
constexpr std::size_t tail_bytes = 2048;
constexpr std::size_t longest_token = 64U << 10;
constexpr std::size_t longest_text = 64U << 10;  ///< above, it is a file of its own
constexpr std::size_t smallest_picture = 4096;
constexpr std::size_t first_signs = 24, head_signs = 512;  ///< so many tell junk
constexpr std::size_t uu_apart = 256;
constexpr std::size_t uu_signs = 61;  ///< of a full line

/// 0 to 63; 64: no sign of it.
constexpr auto values = [] {
  std::array<std::uint8_t, 256> out{};
  for (auto& v : out)
    v = 64;
  for (std::size_t i = 0; i < 26; ++i) {
    out['A' + i] = static_cast<std::uint8_t>(i);
    out['a' + i] = static_cast<std::uint8_t>(26 + i);
  }
  for (std::size_t i = 0; i < 10; ++i)
    out['0' + i] = static_cast<std::uint8_t>(52 + i);
  out['+'] = out['-'] = 62;
  out['/'] = out['_'] = 63;
  return out;
}();
bool is_sign(char c) { return values[static_cast<unsigned char>(c)] < 64; }

int hex(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                : -1;
}

/// Is no byte of the window a blank, a control, a quote or beyond ASCII? Nearly always one is.
bool dense(const char* p) {
#if defined(__SSE2__)
  const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  return _mm_movemask_epi8(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(0x2A))) == 0xFFFF;
#else
  return std::all_of(p, p + window, [](char c) { return c > 0x2A; });
#endif
}

/// May a character of such text stand in a line of uuencode?
bool uu_like(const char* p) {
#if defined(__SSE2__)
  const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  const auto in = _mm_or_si128(_mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(0x1F)),
                                             _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x61))),
                               _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')),
                                            _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r'))));
  return _mm_movemask_epi8(in) == 0xFFFF;
#else
  return std::all_of(p, p + window,
                     [](char c) { return (c >= 0x20 && c <= 0x60) || c == '\n' || c == '\r'; });
#endif
}

/// Text that somebody wrote: UTF-8 without controls, nearly all of it ASCII, or plainly UTF-16.
bool says_text(std::string_view s) {
  std::size_t ascii = 0, wide = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    wide += i % 2 == 1 && c == 0 ? 1 : 0;
    ascii += (c >= 32 && c < 127) || c == '\n' || c == '\r' || c == '\t' ? 1 : 0;
  }
  if (s.size() >= 16 && wide * 20 >= s.size() / 2 * 19 && ascii * 20 >= s.size() / 2 * 19)
    return true;
  if (ascii * 10 < s.size() * 9) return false;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c < 0x80) {
      if (c < 32 && c != '\n' && c != '\r' && c != '\t') return false;
      continue;
    }
    const std::size_t more = c >= 0xC2 && c < 0xE0   ? 1
                             : c >= 0xE0 && c < 0xF0 ? 2
                             : c >= 0xF0 && c < 0xF5 ? 3
                                                     : 0;
    if (more == 0) return false;
    for (std::size_t k = 0; k < more && i + 1 < s.size(); ++k)
      if ((static_cast<unsigned char>(s[++i]) & 0xC0) != 0x80) return false;
  }
  return true;
}

/// Does it begin as a file of a kind that others put into texts? Not by marks of two bytes.
bool begins_as_file(std::string_view s) {
  const auto kind = sniff(s).container;
  if (!kind) return false;
  switch (*kind) {
  case Container::zip:
  case Container::gzip:
  case Container::bzip2:
  case Container::xz:
  case Container::zstd:
  case Container::seven_zip:
  case Container::rar:
  case Container::word:
  case Container::sheet:
  case Container::slides:
  case Container::open_text:
  case Container::open_sheet:
  case Container::old_office:
  case Container::sqlite:
  case Container::mail:
  case Container::pdf:
  case Container::rich_text:
  case Container::heif: return true;
  case Container::picture: return s.substr(0, 2) != "BM" && s[0] != 'P';
  default: return false;
  }
}

/// Neither text, by its first eighteen bytes, nor the first byte of any mark: a line of dashes, a
/// sum in hexadecimal digits, a certificate.
bool is_junk(std::string_view signs) {
  std::array<char, 18> head{};
  for (std::size_t i = 0; i < 6; ++i) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 4; ++k)
      bits = bits << 6 | (values[static_cast<unsigned char>(signs[4 * i + k])] & 63);
    for (std::size_t k = 0; k < 3; ++k)
      head[3 * i + k] = static_cast<char>(bits >> (16 - 8 * k));
  }
  using namespace std::string_view_literals;
  std::size_t ascii = 0, controls = 0, wide = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    const auto c = static_cast<unsigned char>(head[i]);
    const bool white = c == '\n' || c == '\r' || c == '\t';
    ascii += (c >= 32 && c < 127) || white ? 1 : 0;
    controls += (c < 32 && !white) || c == 127 ? 1 : 0;
    wide += i % 2 == 1 && c == 0 ? 1 : 0;
  }
  const bool may_be_text = (controls == 0 && ascii >= 9) || wide >= 8;
  return !may_be_text &&
         "\x1F\xFD\x28\xD0\x89\xFF\xFE\0\xEFPB7RS%GIM{"sv.find(head[0]) == std::string_view::npos;
}

bool ends_token(char c) {
  return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F ||
         c == '"' || c == '\'' || c == '<' || c == '>' || c == '&' || c == '?' || c == '=' ||
         c == '\\' || c == '|' || c == '`';
}

/// "M" and sixty signs: a full line of uuencode.
bool is_full_line(std::string_view line) {
  return line.size() >= uu_signs && line[0] == 'M' &&
         std::all_of(line.begin(), line.begin() + uu_signs,
                     [](char c) { return c >= 0x20 && c <= 0x60; }) &&
         line.size() <= uu_signs + 1;
}

std::string_view without_end(std::string_view line) {
  if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

}  // namespace

Plain without_base64(std::string_view raw, Places places) {
  Plain out;
  std::uint32_t bits = 0;
  int count = 0;
  std::uint32_t began = 0;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    // A line end of JSON is written as two signs, the second of which is one of base64 too.
    if (raw[i] == '\\' && i + 1 < raw.size()) {
      ++i;
      continue;
    }
    const auto value = values[static_cast<unsigned char>(raw[i])];
    if (value == 64) continue;
    if (count == 0) began = static_cast<std::uint32_t>(i);
    bits = bits << 6 | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.bytes += static_cast<char>(bits >> count);
      if (places == Places::all) out.from.push_back(began);
      began = static_cast<std::uint32_t>(i);
    }
  }
  if (places == Places::all) out.from.push_back(static_cast<std::uint32_t>(raw.size()));
  return out;
}

Plain without_percent(std::string_view raw) {
  Plain out;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    out.from.push_back(static_cast<std::uint32_t>(i));
    if (raw[i] == '%' && i + 2 < raw.size() && hex(raw[i + 1]) >= 0 && hex(raw[i + 2]) >= 0) {
      out.bytes += static_cast<char>(hex(raw[i + 1]) * 16 + hex(raw[i + 2]));
      i += 2;
    } else {
      out.bytes += raw[i] == '+' ? ' ' : raw[i];
    }
  }
  out.from.push_back(static_cast<std::uint32_t>(raw.size()));
  return out;
}

Plain without_uu(std::string_view raw, Places places) {
  Plain out;
  std::size_t at = std::min(raw.find('\n'), raw.size() - 1) + 1;
  while (at < raw.size()) {
    const auto end = std::min(raw.find('\n', at), raw.size());
    const auto line = without_end(raw.substr(at, end - at));
    if (line.empty() || line == "end") break;
    auto size = static_cast<std::size_t>(line[0] - 0x20) & 63;
    // What a line says it holds and does not was blanks at its end, or never there.
    if ((line.size() - 1) * 4 < (size + 2) / 3 * 4) size = std::min(size, (line.size() + 2) / 4 * 3);
    // Blanks at the end of a line were perhaps lost.
    const auto sign = [&](std::size_t i) {
      return i < line.size() ? static_cast<std::uint32_t>(line[i] - 0x20) & 63 : 0U;
    };
    for (std::size_t k = 0; k < size; ++k) {
      const auto first = 1 + k / 3 * 4 + k % 3;
      const auto value = k % 3 == 0   ? sign(first) << 2 | sign(first + 1) >> 4
                         : k % 3 == 1 ? sign(first) << 4 | sign(first + 1) >> 2
                                      : sign(first) << 6 | sign(first + 1);
      out.bytes += static_cast<char>(value & 0xFF);
      if (places == Places::all)
        out.from.push_back(static_cast<std::uint32_t>(at + std::min(first, line.size())));
    }
    at = end + 1;
  }
  if (places == Places::all) out.from.push_back(static_cast<std::uint32_t>(raw.size()));
  return out;
}

void EncodedSearch::feed(std::string_view bytes) {
  // What comes in crumbs is looked at together: windows must fit.
  if (!crumbs_.empty() || bytes.size() < least_fed) {
    const auto n = std::min(bytes.size(), least_fed - crumbs_.size());
    crumbs_ += bytes.substr(0, n);
    bytes.remove_prefix(n);
    if (crumbs_.size() < least_fed) return;
    work(std::exchange(crumbs_, {}));
  }
  if (bytes.size() < least_fed)
    crumbs_ = bytes;
  else
    work(bytes);
}

void EncodedSearch::work(std::string_view bytes) {
  base64(bytes);
  percent(bytes);
  uu(bytes);
  origin_ += bytes.size();
  if (bytes.size() >= tail_bytes) {
    tail_ = bytes.substr(bytes.size() - tail_bytes);
  } else {
    tail_ += bytes;
    if (tail_.size() > 2 * tail_bytes) tail_.erase(0, tail_.size() - tail_bytes);
  }
}

void EncodedSearch::finish() {
  if (!crumbs_.empty()) work(std::exchange(crumbs_, {}));
  if (base64_.is) base64_closed();
  if (percent_.is) percent_closed();
  if (uu_.is) uu_closed();
  std::stable_sort(found_.begin(), found_.end(),
                   [](const Encoded& a, const Encoded& b) { return a.offset < b.offset; });
}

void EncodedSearch::take(Encoded one) {
  const auto bytes = keep_ ? one.length : 0;
  // Each writing by itself: which comes first depends on how the text was cut.
  auto& so_far = so_far_[static_cast<std::size_t>(one.writing)];
  if (so_far.count >= most_found || so_far.kept + bytes > most_kept) {
    passed_over_ += one.length;
    return;
  }
  ++so_far.count;
  so_far.kept += bytes;
  if (!keep_) one.raw.clear();
  one.raw.shrink_to_fit();
  found_.push_back(std::move(one));
}

// base64

void EncodedSearch::base64(std::string_view s) {
  std::size_t i = 0, free = 0;  // before `free` all is told
  if (!base64_.is && !tail_.empty() && is_sign(tail_.back())) {
    // A run over the cut, too short on the far side to have been seen.
    std::size_t left = 0, right = 0;
    while (left < tail_.size() && left < shortest_run && is_sign(tail_[tail_.size() - 1 - left]))
      ++left;
    while (right < s.size() && right < shortest_run && is_sign(s[right]))
      ++right;
    if (left + right >= shortest_run)
      base64_opened(origin_ - left, std::string_view(tail_).substr(tail_.size() - left));
  }
  while (i < s.size()) {
    if (base64_.is) {
      free = i = base64_on(s, i);
      continue;
    }
    std::size_t at = i;
    while (at + window <= s.size() && !dense(s.data() + at))
      at += apart;
    if (at + window > s.size()) return;
    std::size_t begin = at, end = at;
    while (end < s.size() && is_sign(s[end]))
      ++end;
    while (begin > free && is_sign(s[begin - 1]))
      --begin;
    if (end - begin < shortest_run) {
      i = std::max(at + apart, end);
      // The next window must not lie further from what was looked at than the others do.
      continue;
    }
    base64_opened(origin_ + begin, {});
    i = begin;
  }
}

void EncodedSearch::base64_opened(std::uint64_t offset, std::string_view head) {
  base64_ = {};
  base64_.is = true;
  base64_.offset = offset;
  base64_.raw = head;
  base64_.length = base64_.line = head.size();
}

/// Goes on with what is open, from s[i]; returns where it ended, or the end of `s`.
std::size_t EncodedSearch::base64_on(std::string_view s, std::size_t i) {
  auto& o = base64_;
  const auto add = [&](std::string_view part) {
    o.length += part.size();
    if (!o.junk && o.length <= longest) o.raw += part;
    // What says nothing is not kept, and not looked at again.
    if (o.junk) return;
    if (!o.looked && o.raw.size() >= first_signs) {
      o.looked = true;
      o.junk = is_junk(std::string_view(o.raw).substr(0, first_signs));
    }
    if (!o.junk && !o.looked_again && o.raw.size() >= head_signs) {
      o.looked_again = true;
      const auto head =
          without_base64(std::string_view(o.raw).substr(0, head_signs), Places::none).bytes;
      o.junk = !says_text(head) && !begins_as_file(head);
    }
    if (o.junk) o.raw.clear();
  };
  while (i < s.size()) {
    if (o.gap.empty() && !o.padded) {
      auto end = i;
      while (end < s.size() && is_sign(s[end]))
        ++end;
      add(s.substr(i, end - i));
      o.line += end - i;
      i = end;
      if (i == s.size()) return i;
    }
    const char c = s[i];
    if (c == '=' && o.gap.empty()) {
      o.padded = true;
      add(s.substr(i, 1));
      ++i;
      continue;
    }
    // Lines of one length under each other are one; the last may be shorter.
    const bool may_go_on = !o.padded && o.line >= 60 && o.line <= 128 && o.line % 4 == 0 &&
                           (o.width == 0 || o.line == o.width);
    const bool escaped = !o.gap.empty() && o.gap.back() == '\\';
    const bool of_gap = escaped ? c == 'n' || c == 'r'
                                : c == '\n' || c == '\r' || c == '\\' ||
                                      (!o.gap.empty() && (c == ' ' || c == '\t'));
    if (may_go_on && of_gap && o.gap.size() < 64) {
      o.gap += c;
      ++i;
      continue;
    }
    if (may_go_on && !o.gap.empty() && !escaped && is_sign(c)) {
      o.last = o.raw.size();
      add(o.gap);
      o.gap.clear();
      o.width = o.line;
      o.line = 0;
      continue;
    }
    base64_closed();
    return i;
  }
  return i;
}

void EncodedSearch::base64_closed() {
  auto o = std::exchange(base64_, {});
  if (o.junk) return;
  if (o.length > longest) {
    passed_over_ += o.length;
    return;
  }
  auto head = without_base64(std::string_view(o.raw).substr(0, longest_text), Places::none).bytes;
  const bool file = begins_as_file(head);
  if (!file && !says_text(head)) {
    // A word under the last line is none of it.
    if (o.last == 0) return;
    o.raw.resize(o.last);
    o.length = o.last;
    head = without_base64(std::string_view(o.raw).substr(0, longest_text), Places::none).bytes;
    if (!says_text(head)) return;
  }
  if (file && head.size() < smallest_picture && sniff(head).container == Container::picture) return;
  take({Writing::base64, !file && o.raw.size() <= longest_text, o.offset, o.length,
        std::move(o.raw)});
}

// Percent codes

void EncodedSearch::percent(std::string_view s) {
  std::size_t i = 0;
  while (true) {
    if (percent_.is) {
      auto end = i;
      while (end < s.size() && !ends_token(s[end]))
        ++end;
      percent_.length += end - i;
      if (percent_.length <= longest_token) percent_.raw += s.substr(i, end - i);
      i = end;
      if (i == s.size()) return;
      percent_closed();
    }
    const void* hit = std::memchr(s.data() + i, '%', s.size() - i);
    if (hit == nullptr) return;
    const auto at = static_cast<std::size_t>(static_cast<const char*>(hit) - s.data());
    if (at + 2 < s.size() && (hex(s[at + 1]) < 0 || hex(s[at + 2]) < 0)) {
      i = at + 1;
      continue;
    }
    // From where its value begins, at most so far back.
    auto begin = at;
    while (begin > i && at - begin < tail_bytes / 2 && !ends_token(s[begin - 1]))
      --begin;
    std::string before;
    if (begin == 0 && i == 0) {
      auto left = tail_.size();
      while (left > 0 && tail_.size() - left + at < tail_bytes / 2 && !ends_token(tail_[left - 1]))
        --left;
      before = tail_.substr(left);
      if (origin_ - before.size() < percent_done_)
        before.erase(0, static_cast<std::size_t>(percent_done_ - (origin_ - before.size())));
    }
    percent_.is = true;
    percent_.offset = origin_ + begin - before.size();
    percent_.raw = before;
    percent_.length = before.size();
    i = begin;
  }
}

void EncodedSearch::percent_closed() {
  auto o = std::exchange(percent_, {});
  percent_done_ = o.offset + o.length;
  if (o.length > longest_token) return;
  const std::string_view raw = o.raw;
  bool holds_more = false;
  for (std::size_t i = raw.find('%'); i != std::string_view::npos; i = raw.find('%', i + 1)) {
    if (i + 2 >= raw.size() || hex(raw[i + 1]) < 0 || hex(raw[i + 2]) < 0) continue;
    const int code = hex(raw[i + 1]) * 16 + hex(raw[i + 2]);
    std::size_t digits = 0;
    while (i + 3 + digits < raw.size() && digits < 3 && raw[i + 3 + digits] >= '0' &&
           raw[i + 3 + digits] <= '9')
      ++digits;
    holds_more = holds_more || code == '=' || code == ':' || code == '{' || code == '"' ||
                 code == '<' || code == '\n' || digits == 3;
  }
  if (!holds_more) return;
  const auto plain = without_percent(raw);
  std::size_t digits = 0;
  bool at_sign = false;
  for (const char c : plain.bytes) {
    digits += c >= '0' && c <= '9' ? 1 : 0;
    at_sign = at_sign || c == '@';
  }
  if ((digits < 7 && !at_sign) || !says_text(plain.bytes)) return;
  take({Writing::percent, true, o.offset, o.length, std::move(o.raw)});
}

// uuencode

void EncodedSearch::uu(std::string_view s) {
  std::size_t i = 0;
  while (i < s.size()) {
    if (uu_.is) {
      i = uu_on(s, i);
      continue;
    }
    // Where something looks so, its begin stands a little before, perhaps before the cut.
    std::size_t at = i;
    while (at + window <= s.size() && !uu_like(s.data() + at))
      at += uu_apart;
    if (at + window > s.size()) return;
    i = at + uu_apart;
    const auto line_end = s.substr(0, std::min(s.size(), at + 64)).find("\n", at);
    if (line_end == std::string_view::npos || line_end - at > uu_signs + 1) {
      if (s.size() - at > uu_signs + 1) continue;
    } else if (line_end + 2 + uu_signs < s.size()) {
      const auto next = s.substr(line_end + 1, uu_signs + 1);
      if (next[0] != 'M' || (next[uu_signs] != '\n' && next[uu_signs] != '\r')) continue;
    }
    std::string near;
    const auto from = at > tail_bytes / 2 ? at - tail_bytes / 2 : 0;
    if (from == 0 && at < tail_bytes / 2)
      near = tail_.substr(tail_.size() - std::min(tail_.size(), tail_bytes / 2 - at));
    const auto before = near.size();
    near += s.substr(from, at - from);
    const auto begin = near.rfind("\nbegin ");
    const bool first = begin == std::string::npos && near.compare(0, 6, "begin ") == 0 &&
                       near.size() == origin_ + at;
    if (begin == std::string::npos && !first) continue;
    const auto start = first ? 0 : begin + 1;
    const auto offset = origin_ + from + start - before;
    if (offset < uu_done_) continue;
    const auto end = near.find('\n', start);
    const auto line =
        without_end(std::string_view(near).substr(start, std::min(end, near.size()) - start));
    // begin 644 name
    if (end == std::string::npos || line.size() < 11 || line[9] != ' ' ||
        !std::all_of(line.begin() + 6, line.begin() + 9,
                     [](char c) { return c >= '0' && c <= '7'; }))
      continue;
    uu_ = {};
    uu_.is = true;
    uu_.offset = offset;
    uu_line_.clear();
    // What of it lies in what was fed before is gone through first.
    const auto far = std::string_view(near).substr(start);
    if (start < before) {
      const auto part = far.substr(0, before - start);
      uu_on(part, 0);
      if (!uu_.is) continue;
      i = 0;
    } else {
      i = from + start - before;
    }
  }
}

std::size_t EncodedSearch::uu_on(std::string_view s, std::size_t i) {
  while (i < s.size()) {
    const auto end = s.find('\n', i);
    const auto stop = end == std::string_view::npos ? s.size() : end + 1;
    // Longer than any line of it: as much as tells so.
    if (uu_line_.size() <= 200) uu_line_ += s.substr(i, std::min(stop - i, 201 - uu_line_.size()));
    uu_.length += stop - i;
    i = stop;
    if (end == std::string_view::npos) return i;
    const auto line = without_end(uu_line_);
    const bool begins = uu_.line == 0, ends = line == "end" || uu_line_.size() > 200;
    ++uu_.line;
    const bool good =
        begins || is_full_line(line) ||
        (!line.empty() && line.size() <= uu_signs + 1 &&
         std::all_of(line.begin(), line.end(), [](char c) { return c >= 0x20 && c <= 0x60; }));
    uu_.width += is_full_line(line) ? 1 : 0;
    if ((good || ends) && uu_.length <= longest) uu_.raw += uu_line_;
    uu_line_.clear();
    if (!good || ends) {
      uu_closed();
      return i;
    }
  }
  return i;
}

void EncodedSearch::uu_closed() {
  auto o = std::exchange(uu_, {});
  uu_done_ = o.offset + o.length;
  if (o.width < 7) return;
  if (o.length > longest) {
    passed_over_ += o.length;
    return;
  }
  const auto head = without_uu(std::string_view(o.raw).substr(0, longest_text), Places::none).bytes;
  if (!says_text(head) && !begins_as_file(head)) return;
  // A file by its name: it is looked into as one, however short.
  take({Writing::uu, false, o.offset, o.raw.size(), std::move(o.raw)});
}

}  // namespace ledgelight::discover
