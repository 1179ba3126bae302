#include "base/json.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace ledgelight {
namespace {

constexpr std::int64_t max_integer = (std::int64_t{1} << 53) - 1;

// Builds the value while refusing what nlohmann would let pass: depth and duplicate keys.
class Reader final : public nlohmann::json_sax<Json> {
 public:
  explicit Reader(int depth) : max_depth_(depth) {}
  std::string problem;
  Json result;

  bool null() override { return put(nullptr); }
  bool boolean(bool v) override { return put(v); }
  bool number_integer(number_integer_t v) override { return put(v); }
  bool number_unsigned(number_unsigned_t v) override { return put(v); }
  bool number_float(number_float_t v, const string_t&) override { return put(v); }
  bool string(string_t& v) override { return put(std::move(v)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& v) override {
    if (stack_.back()->contains(v)) {
      problem = "a key stands twice in one object";
      return false;
    }
    keys_.back() = std::move(v);
    return true;
  }
  bool parse_error(std::size_t at, const std::string&, const Json::exception&) override {
    problem = "not JSON at byte " + std::to_string(at);
    return false;
  }

 private:
  Json* place(Json value) {
    if (stack_.empty()) {
      result = std::move(value);
      return &result;
    }
    Json& top = *stack_.back();
    if (top.is_array()) {
      top.push_back(std::move(value));
      return &top.back();
    }
    return &(top[keys_.back()] = std::move(value));
  }
  bool put(Json value) {
    place(std::move(value));
    return true;
  }
  bool open(Json value) {
    if (static_cast<int>(stack_.size()) >= max_depth_) {
      problem = "nested deeper than " + std::to_string(max_depth_);
      return false;
    }
    // Pointers into arrays stay valid: an array grows only while it is the top of the stack.
    stack_.push_back(place(std::move(value)));
    keys_.emplace_back();
    return true;
  }
  bool close() {
    stack_.pop_back();
    keys_.pop_back();
    return true;
  }
  int max_depth_;
  std::vector<Json*> stack_;
  std::vector<std::string> keys_;
};

std::u16string utf16(const std::string& s) {
  std::u16string out;
  for (std::size_t i = 0; i < s.size();) {
    const auto c = static_cast<unsigned char>(s[i]);
    std::uint32_t cp = c;
    std::size_t n = 1;
    if (c >= 0xf0) {
      cp = c & 7U, n = 4;
    } else if (c >= 0xe0) {
      cp = c & 15U, n = 3;
    } else if (c >= 0xc0) {
      cp = c & 31U, n = 2;
    }
    for (std::size_t k = 1; k < n && i + k < s.size(); ++k) {
      cp = cp << 6 | (static_cast<unsigned char>(s[i + k]) & 63U);
    }
    i += n;
    if (cp >= 0x10000) {
      cp -= 0x10000;
      out += static_cast<char16_t>(0xd800 + (cp >> 10));
      out += static_cast<char16_t>(0xdc00 + (cp & 0x3ff));
    } else {
      out += static_cast<char16_t>(cp);
    }
  }
  return out;
}

bool ascii(const std::string& s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
}

// Fails with a word, or "" when written.
std::string write(const Json& v, std::string& out) {
  switch (v.type()) {
    case Json::value_t::object: {
      std::vector<const std::string*> keys;
      bool plain = true;
      for (const auto& item : v.items()) {
        keys.push_back(&item.key());
        plain = plain && ascii(item.key());
      }
      if (!plain) {
        std::sort(keys.begin(), keys.end(),
                  [](auto* a, auto* b) { return utf16(*a) < utf16(*b); });
      }
      out += '{';
      bool first = true;
      for (const auto* k : keys) {
        if (!first) out += ',';
        first = false;
        if (auto p = write(Json(*k), out); !p.empty()) return p;
        out += ':';
        if (auto p = write(v.at(*k), out); !p.empty()) return p;
      }
      out += '}';
      return "";
    }
    case Json::value_t::array: {
      out += '[';
      bool first = true;
      for (const auto& item : v) {
        if (!first) out += ',';
        first = false;
        if (auto p = write(item, out); !p.empty()) return p;
      }
      out += ']';
      return "";
    }
    case Json::value_t::string:
      try {
        // nlohmann's escapes are RFC 8785's: \" \\ \b \f \n \r \t, \u00xx lower case for the rest.
        out += v.dump(-1, ' ', false, Json::error_handler_t::strict);
      } catch (const Json::exception&) {
        return "text that is not UTF-8";
      }
      return "";
    case Json::value_t::boolean:
      out += v.get<bool>() ? "true" : "false";
      return "";
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned: {
      if (v.is_number_unsigned() && v.get<std::uint64_t>() > static_cast<std::uint64_t>(max_integer)) {
        return "an integer beyond 2^53-1";
      }
      const auto n = v.get<std::int64_t>();
      if (n > max_integer || n < -max_integer) return "an integer beyond 2^53-1";
      out += std::to_string(n);
      return "";
    }
    case Json::value_t::null:
      out += "null";
      return "";
    default:
      return "a number that is not an integer";
  }
}

}  // namespace

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.bytes) return fail(Errc::too_large, "JSON text is too long");
  Reader reader(limits.depth);
  if (!Json::sax_parse(text.begin(), text.end(), &reader)) {
    return fail(Errc::bad_input, reader.problem.empty() ? "not JSON" : reader.problem);
  }
  return std::move(reader.result);
}

Result<std::string> canonical_json(const Json& value) {
  std::string out;
  if (auto problem = write(value, out); !problem.empty()) {
    return fail(Errc::bad_input, "canonical JSON cannot hold " + problem);
  }
  return out;
}

std::string canonical(const Json& value) {
  auto text = canonical_json(value);
  CHECK(text.has_value());
  return *std::move(text);
}

std::string pretty_json(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string plain_json(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string text_at(const Json& object, std::string_view key) {
  if (!object.is_object()) return {};
  const auto it = object.find(std::string(key));
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

std::optional<std::int64_t> int_at(const Json& object, std::string_view key) {
  if (!object.is_object()) return std::nullopt;
  const auto it = object.find(std::string(key));
  if (it == object.end() || !it->is_number_integer()) return std::nullopt;
  return it->get<std::int64_t>();
}

bool true_at(const Json& object, std::string_view key) {
  if (!object.is_object()) return false;
  const auto it = object.find(std::string(key));
  return it != object.end() && it->is_boolean() && it->get<bool>();
}

}  // namespace ledgelight
