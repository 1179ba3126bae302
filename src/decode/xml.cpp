#include "decode/xml.hpp"

#include <algorithm>
#include <charconv>

#include "base/utf8.hpp"
#include "decode/channel.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t text_at_once = 32U << 10;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view local(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

void append_utf8(std::string& out, std::uint32_t code) {
  put_utf8(out, code == 0 || code > 0x10FFFF ? 0xFFFD : code);
}

std::string without_entities(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '&') {
      out += raw[i];
      continue;
    }
    const auto end = raw.substr(0, std::min(raw.size(), i + 12)).find(';', i);
    if (end == std::string_view::npos) {
      out += '&';
      continue;
    }
    const auto name = raw.substr(i + 1, end - i - 1);
    if (name == "amp") out += '&';
    else if (name == "lt") out += '<';
    else if (name == "gt") out += '>';
    else if (name == "quot") out += '"';
    else if (name == "apos") out += '\'';
    else if (name.size() > 1 && name[0] == '#') {
      const bool hex = name[1] == 'x';
      const auto digits = name.substr(hex ? 2 : 1);
      std::uint32_t code = 0;
      const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
      append_utf8(out, read.ec == std::errc() && read.ptr == digits.data() + digits.size() ? code : 0xFFFD);
    } else {
      out += raw.substr(i, end - i + 1);
    }
    i = end;
  }
  return out;
}

void Xml::widen(std::string_view bytes) {
  // A document in UTF-16 is read as UTF-8; half a character waits for the next bytes.
  carry_ += bytes;
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(carry_[i]), b = static_cast<unsigned char>(carry_[i + 1]);
    return static_cast<std::uint32_t>(wide_ == 1 ? b << 8 | a : a << 8 | b);
  };
  std::size_t i = 0;
  for (; i + 1 < carry_.size(); i += 2) {
    auto code = unit(i);
    if (code >= 0xD800 && code < 0xDC00) {
      if (i + 3 >= carry_.size()) break;
      code = 0x10000 + ((code - 0xD800) << 10) + ((unit(i + 2) - 0xDC00) & 0x3FF);
      i += 2;
    }
    append_utf8(buffer_, code);
  }
  carry_.erase(0, i);
}

bool Xml::more() {
  if (over_) return false;
  if (at_ > 0) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  char bytes[16384];
  const long n = read_(bytes);
  if (n < 0) throw Damaged("the bytes of an XML part stopped coming");
  std::string_view got(bytes, static_cast<std::size_t>(n));
  if (n == 0) {
    over_ = true;
    return false;
  }
  if (!begun_ && got.size() >= 2) {
    if (got.substr(0, 2) == "\xFF\xFE") wide_ = 1;
    if (got.substr(0, 2) == "\xFE\xFF") wide_ = 2;
    if (wide_ != 0) got.remove_prefix(2);
    else if (got.substr(0, 3) == "\xEF\xBB\xBF") got.remove_prefix(3);
  }
  begun_ = true;
  if (wide_ != 0) widen(got);
  else buffer_ += got;
  return true;
}

int Xml::peek(std::size_t ahead) {
  while (at_ + ahead >= buffer_.size())
    if (!more()) return -1;
  return static_cast<unsigned char>(buffer_[at_ + ahead]);
}

bool Xml::looking_at(std::string_view what) {
  if (peek(what.size() - 1) < 0) return false;
  return std::string_view(buffer_).substr(at_, what.size()) == what;
}

void Xml::pass(std::string_view until, bool keep) {
  if (keep) text_.clear();
  while (!looking_at(until)) {
    const int c = peek();
    if (c < 0) throw Damaged("an XML part is cut short");
    if (keep && text_.size() < longest_tag) text_ += static_cast<char>(c);
    ++at_;
  }
  at_ += until.size();
}

void Xml::pass_document_type() {
  int brackets = 0;
  for (int c = peek(); c >= 0; c = peek()) {
    ++at_;
    brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
    if (c == '>' && brackets <= 0) return;
    if (c == '"' || c == '\'') {
      while (peek() >= 0 && peek() != c) ++at_;
      ++at_;
    }
  }
  throw Damaged("an XML part is cut short");
}

void Xml::tag() {
  // From '<' to the '>' outside quotes.
  std::size_t end = 1;
  char quote = 0;
  while (true) {
    const int c = peek(end);
    if (c < 0) throw Damaged("an XML part is cut short");
    if (end > longest_tag) throw Damaged("an XML tag is longer than " + std::to_string(longest_tag) + " bytes");
    if (quote != 0) quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'') quote = static_cast<char>(c);
    else if (c == '>') break;
    ++end;
  }
  std::string_view inside(buffer_.data() + at_ + 1, end - 1);
  empty_ = !inside.empty() && inside.back() == '/';
  if (empty_) inside.remove_suffix(1);
  std::size_t i = 0;
  while (i < inside.size() && !blank(inside[i])) ++i;
  name_ = local(inside.substr(0, i));
  if (name_.empty()) throw Damaged("an XML part has a tag without a name");
  attributes_.clear();
  while (i < inside.size()) {
    while (i < inside.size() && blank(inside[i])) ++i;
    const auto from = i;
    while (i < inside.size() && inside[i] != '=') ++i;
    auto name = inside.substr(from, i - from);
    while (!name.empty() && blank(name.back())) name.remove_suffix(1);
    ++i;
    while (i < inside.size() && blank(inside[i])) ++i;
    if (i >= inside.size() || (inside[i] != '"' && inside[i] != '\'')) break;
    const auto close = inside.find(inside[i], i + 1);
    if (close == std::string_view::npos) break;
    if (name.substr(0, 5) != "xmlns" && attributes_.size() < 256)
      attributes_.emplace_back(local(name), without_entities(inside.substr(i + 1, close - i - 1)));
    i = close + 1;
  }
  at_ += end + 1;
}

Xml::Event Xml::next() {
  if (empty_) {
    empty_ = false;
    --depth_;
    return Event::end;
  }
  while (true) {
    if (peek() < 0) {
      if (depth_ > 0) throw Damaged("an XML part is cut short");
      return Event::done;
    }
    if (peek() != '<') {
      text_.clear();
      std::size_t n = 0;
      bool entity = false;
      for (int c = peek(); c >= 0 && c != '<'; c = peek(n)) {
        entity = c == '&' || (entity && c != ';');
        ++n;
        // Not within an entity: it would come apart.
        if (n >= text_at_once && (!entity || n >= text_at_once + 12)) break;
      }
      text_ = without_entities(std::string_view(buffer_).substr(at_, n));
      at_ += n;
      return Event::text;
    }
    if (looking_at("<!--")) {
      at_ += 4;
      pass("-->", false);
    } else if (looking_at("<![CDATA[")) {
      at_ += 9;
      pass("]]>", true);
      return Event::text;
    } else if (looking_at("<?")) {
      pass("?>", false);
    } else if (looking_at("<!")) {
      pass_document_type();
    } else if (looking_at("</")) {
      tag();
      name_ = local(std::string_view(name_).substr(name_[0] == '/' ? 1 : 0));
      empty_ = false;
      if (depth_ == 0) throw Damaged("an XML part closes what it never opened");
      --depth_;
      return Event::end;
    } else {
      tag();
      ++depth_;
      return Event::start;
    }
  }
}

std::string_view Xml::attribute(std::string_view name) const {
  for (const auto& [key, value] : attributes_)
    if (key == name) return value;
  return {};
}

bool Xml::has(std::string_view name) const {
  for (const auto& [key, value] : attributes_)
    if (key == name) return true;
  return false;
}

void Xml::skip() {
  const auto outside = depth_ - 1;
  while (depth_ > outside)
    if (next() == Event::done) return;
}

}  // namespace ledgelight::decode
