#include <algorithm>

#include "base/text.hpp"
#include "discover/hit.hpp"

namespace ledgelight::discover {
namespace {

/// First character of each word, a dot for the rest: "M• K• D•". Whole UTF-8 characters only.
std::string initials(std::string_view text) {
  std::string out;
  bool start = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ') {
      out += ' ';
      start = true;
    } else if (start) {
      if (c == ',' || c == '.' || c == '"' || c == '(') continue;
      out += c;
      while (i + 1 < text.size() && (text[i + 1] & 0xC0) == 0x80) out += text[++i];
      out += "•";
      start = false;
    }
  }
  // Three signs a word at most: what is short needs no cutting, what is ASCII no mending.
  if (text.size() <= 40 && out.size() <= 40 &&
      std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; }))
    return out;
  return shown_line(out, 40);
}

std::string last(std::string_view text, std::size_t keep) {
  if (text.size() < keep * 2) keep = text.size() / 3;
  std::string out(std::min<std::size_t>(text.size() - keep, 12), '*');
  out += text.substr(text.size() - keep);
  return out;
}

}  // namespace

std::string masked(Element element, std::string_view norm) {
  switch (element) {
    case Element::ssn:
    case Element::itin:
      return norm.size() == 9 ? "***-**-" + std::string(norm.substr(5)) : "***";
    case Element::card:
    case Element::account:
    case Element::phone:
      return last(norm, 4);
    case Element::card_code:
    case Element::password:
    case Element::password_hash:
    case Element::security_answer:
    case Element::maiden_name:
    case Element::access_code:
    case Element::ip_pin:
    case Element::condition:
    case Element::genetic: return "***";
    case Element::biometric:
    case Element::private_key:
    case Element::signature: return "***";
    case Element::token:
      return shown_line(norm.substr(0, std::min<std::size_t>(4, norm.size() / 4)), 4) + "***";
    case Element::geolocation: {
      // To a tenth of a degree: the region, not the house.
      const auto comma = norm.find(',');
      const auto near = [](std::string_view number) {
        const auto dot = number.find('.');
        return std::string(dot == std::string_view::npos ? number : number.substr(0, dot + 2)) +
               "***";
      };
      return comma == std::string_view::npos
                 ? "***"
                 : near(norm.substr(0, comma)) + "," + near(norm.substr(comma + 1));
    }
    case Element::card_expiry: return "****-**";
    case Element::birth:
      return std::string(norm.substr(0, 4)) + "-**-**";
    case Element::email: {
      const auto at = norm.find('@');
      if (at == std::string_view::npos || at == 0) return "***";
      return std::string(norm.substr(0, 1)) + "***" + std::string(norm.substr(at));
    }
    case Element::name:
      return initials(norm);
    case Element::address: {
      // The town helps an officer, the house does not.
      const auto comma = norm.find(',');
      return comma == std::string_view::npos ? initials(norm)
                                             : "***" + shown_line(norm.substr(comma), 60);
    }
    case Element::state:
      return std::string(norm);
    case Element::licence:
    case Element::state_id:
      return norm.size() > 3 ? std::string(norm.substr(0, 3)) + last(norm.substr(3), 3) : "***";
    case Element::diagnosis:
      return std::string(norm.substr(0, 1)) + "**";
    default:
      return last(norm, 3);
  }
}

}  // namespace ledgelight::discover
