#include "base/text.hpp"
#include "discover/places.hpp"
#include "discover/prose.hpp"
#include "discover/validate.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {
namespace {

constexpr std::size_t longest_address = 120;

/// Does a street word stand among the first words after the house number at `i`?
bool street_follows(std::string_view s, std::size_t i, std::size_t end) {
  for (int words = 0; words < 7 && i < end; ++words) {
    while (i < end && (s[i] == ' ' || s[i] == '.')) ++i;
    const std::size_t b = i;
    while (i < end && (is_word(s[i]) || s[i] == '\'' || s[i] == '-')) ++i;
    if (i == b) return false;
    if (words > 0 && is_street_word(lowered(s.substr(b, i - b)))) return true;
  }
  return false;
}

/// "12A Main St", "12-B Main St", "41-05 Main St", "12 1/2 Main St": past what follows the digits.
std::size_t past_house_letter(std::string_view s, std::size_t e) {
  const auto at = [&](std::size_t i) { return i < s.size() ? s[i] : '\0'; };
  if (is_letter(at(e)) && !is_letter(at(e + 1))) return e + 1;
  if (at(e) == '-' && is_word(at(e + 1))) {
    std::size_t k = e + 1;
    while (k < s.size() && k - e < 5 && is_digit(s[k]))
      ++k;
    if (k == e + 1) ++k;  // a letter
    return at(k) == ' ' ? k : e;
  }
  if (at(e) == ' ' && is_digit(at(e + 1)) && at(e + 2) == '/' && is_digit(at(e + 3)) && at(e + 4) == ' ')
    return e + 4;
  return e;
}

/// The state whose name, written out, ends at `end`: "Connecticut", "New York"; and where it
/// begins. The ZIP code has to lie in it: "Washington 20001" is a town.
std::string_view state_name_before(std::string_view s, std::size_t end, std::string_view zip,
                                   std::size_t& from) {
  std::size_t b = end;
  for (int words = 0; words < 2; ++words) {
    while (b > 0 && end - b < 16 && is_letter(s[b - 1]))
      --b;
    if (b == end || !is_upper(s[b]) || (b > 0 && is_word(s[b - 1]))) return {};
    const auto state = end - b > 3 ? state_of(s.substr(b, end - b)) : std::string_view();
    if (!state.empty() && state == state_of_zip(zip)) {
      from = b;
      return state;
    }
    if (b < 2 || s[b - 1] != ' ' || !is_letter(s[b - 2])) return {};
    --b;
  }
  return {};
}

}  // namespace

bool address_at_zip(const Text& text, std::size_t zip, Hit& out) {
  const auto s = text.bytes;
  // "CT 06902", "CT  06902-1234"
  std::size_t i = zip;
  while (i > 0 && s[i - 1] == ' ' && zip - i < 3) --i;
  if (i == zip || i < 3) return false;
  std::size_t state_at = i - 2;
  std::string_view state;
  if (is_upper(s[i - 1]) && is_upper(s[i - 2]) && !is_word(s[i - 3]))
    state = state_of(s.substr(i - 2, 2));
  else if (is_letter(s[i - 1]) && is_letter(s[i - 3]))
    state = state_name_before(s, i, s.substr(zip, 5), state_at);
  if (state.empty()) return false;
  std::size_t end = zip + 5;
  if (end < s.size() && is_letter(s[end])) return false;
  if (end + 5 <= s.size() && s[end] == '-') {
    std::size_t k = end + 1;
    while (k < s.size() && is_digit(s[k])) ++k;
    if (k == end + 5) end = k;
  }
  const std::size_t stop = state_at > longest_address ? state_at - longest_address : 0;
  int breaks = 0;
  for (std::size_t k = state_at; k-- > stop;) {
    const char c = s[k];
    if (c == '\n' && ++breaks == 3) return false;
    if (c == '<' || c == '{' || c == '}' || c == '|' || c == '"') return false;
    if (k > 0 && (is_word(s[k - 1]) || s[k - 1] == '-' || s[k - 1] == '#' || s[k - 1] == '.' || s[k - 1] == '/')) continue;
    bool starts = false;
    if (is_digit(c)) {
      std::size_t e = k;
      while (is_digit(s[e])) ++e;
      if (e - k <= 5) e = past_house_letter(s, e);
      starts = e - k <= 10 && s[e] == ' ' && street_follows(s, e, state_at);
    } else if ((c == 'P' || c == 'p') && k + 4 < state_at) {
      const auto word = lowered(s.substr(k, 8));
      starts = word.substr(0, 7) == "po box " || word == "p.o. box" || word == "p o box " || word == "p.o.box ";
    }
    if (!starts) continue;
    if (!is_word(s[k])) continue;
    out.from = k;
    out.to = end;
    out.element = Element::address;
    out.norm = text.readable(k, end);
    out.postal = postal_parts(out.norm);
    const bool zip_fits = state_of_zip(s.substr(zip, 5)) == state;
    out.confidence = zip_fits ? 90 : 60;
    out.reason = zip_fits ? "house, street, town, state and a ZIP code of that state"
                          : "house, street, town, state; the ZIP code is of another state";
    return true;
  }
  return false;
}

Postal postal_parts(std::string_view address) {
  Postal out;
  std::string rest = trimmed(address);
  const auto take_last = [&](bool (*ok)(std::string_view)) -> std::string {
    const auto cut = rest.find_last_of(" ,");
    const auto word = cut == std::string::npos ? rest : rest.substr(cut + 1);
    if (!ok(word) || cut == std::string::npos) return {};
    rest = rest.substr(0, cut);
    while (!rest.empty() && (rest.back() == ' ' || rest.back() == ',')) rest.pop_back();
    return word;
  };
  const auto is_zip = [](std::string_view w) {
    return (w.size() == 5 || (w.size() == 10 && w[5] == '-')) && digits_of(w.substr(0, 5)).size() == 5;
  };
  const auto is_state = [](std::string_view w) { return w.size() == 2 && !state_of(w).empty(); };
  out.zip = take_last(is_zip).substr(0, 5);
  if (!out.zip.empty()) out.state = take_last(is_state);
  if (std::size_t from = 0; !out.zip.empty() && out.state.empty() && rest.size() > 6)
    if (const auto named = state_name_before(rest, rest.size(), out.zip, from);
        !named.empty() && from > 1) {
      out.state = std::string(named);
      rest.resize(from);
      while (!rest.empty() && (rest.back() == ' ' || rest.back() == ','))
        rest.pop_back();
    }
  if (out.state.empty()) {
    out.street = rest;
    return out;
  }
  out.state = std::string(state_of(out.state));
  const auto comma = rest.rfind(',');
  if (comma == std::string::npos) {
    out.street = rest;
  } else {
    out.street = trimmed(rest.substr(0, comma));
    out.city = trimmed(rest.substr(comma + 1));
  }
  return out;
}

}  // namespace ledgelight::discover
