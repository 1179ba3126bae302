#include <algorithm>

#include "base/text.hpp"
#include "discover/hit.hpp"

namespace ledgelight::discover {
namespace {

/// First character of each word, a dot for the rest: "M• K• D•". Whole UTF-8 characters only.
void put_initials(std::string& to, std::string_view text) {
  const auto begin = to.size();
  bool start = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ') {
      to += ' ';
      start = true;
    } else if (start) {
      if (c == ',' || c == '.' || c == '"' || c == '(') continue;
      to += c;
      while (i + 1 < text.size() && (text[i + 1] & 0xC0) == 0x80)
        to += text[++i];
      to += "•";
      start = false;
    }
  }
  // Three signs a word at most: what is short needs no cutting, what is ASCII no mending.
  if (text.size() <= 40 && to.size() - begin <= 40 &&
      std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; }))
    return;
  const auto shown = shown_line(to.substr(begin), 40);
  to.resize(begin);
  to += shown;
}
void put_last(std::string& out, std::string_view text, std::size_t keep) {
  if (text.size() < keep * 2) keep = text.size() / 3;
  out.append(std::min<std::size_t>(text.size() - keep, 12), '*');
  out += text.substr(text.size() - keep);
}

}  // namespace

void put_masked(std::string& out, Element element, std::string_view norm) {
  switch (element) {
  case Element::ssn:
  case Element::itin:
    if (norm.size() == 9)
      out.append("***-**-").append(norm.substr(5));
    else
      out += "***";
    return;
  case Element::card:
  case Element::account:
  case Element::phone: return put_last(out, norm, 4);
  case Element::card_code:
  case Element::password:
  case Element::password_hash:
  case Element::security_answer:
  case Element::maiden_name:
  case Element::access_code:
  case Element::ip_pin:
  case Element::condition:
  case Element::tax_information:
  case Element::work_evaluation:
  case Element::genetic:
  case Element::biometric:
  case Element::private_key:
  case Element::signature: out += "***"; return;
  case Element::token:
    out += shown_line(norm.substr(0, std::min<std::size_t>(4, norm.size() / 4)), 4);
    out += "***";
    return;
  case Element::geolocation: {
    // To a tenth of a degree: the region, not the house.
    const auto comma = norm.find(',');
    const auto put_near = [&out](std::string_view number) {
      const auto dot = number.find('.');
      out.append(dot == std::string_view::npos ? number : number.substr(0, dot + 2)).append("***");
    };
    if (comma == std::string_view::npos) {
      out += "***";
      return;
    }
    put_near(norm.substr(0, comma));
    out += ',';
    put_near(norm.substr(comma + 1));
    return;
  }
  case Element::card_expiry: out += "****-**"; return;
  case Element::birth: out.append(norm.substr(0, 4)).append("-**-**"); return;
  case Element::email: {
    const auto at = norm.find('@');
    if (at == std::string_view::npos || at == 0)
      out += "***";
    else
      out.append(norm.substr(0, 1)).append("***").append(norm.substr(at));
    return;
  }
  case Element::name: return put_initials(out, norm);
  case Element::address: {
    // The town helps an officer, the house does not.
    const auto comma = norm.find(',');
    if (comma == std::string_view::npos) return put_initials(out, norm);
    out += "***";
    out += shown_line(norm.substr(comma), 60);
    return;
  }
  case Element::state: out += norm; return;
  case Element::licence:
  case Element::state_id:
    if (norm.size() <= 3) {
      out += "***";
      return;
    }
    out += norm.substr(0, 3);
    return put_last(out, norm.substr(3), 3);
  case Element::diagnosis: out.append(norm.substr(0, 1)).append("**"); return;
  default: return put_last(out, norm, 3);
  }
}

std::string masked(Element element, std::string_view norm) {
  std::string out;
  put_masked(out, element, norm);
  return out;
}

Finding Sighting::kept(bool shown) const {
  Finding f;
  f.file = file;
  f.member = member;
  f.offset = offset;
  f.length = length;
  f.element = element;
  f.part = part;
  f.confidence = confidence;
  f.record = record;
  f.norm = Personal<std::string>(std::string(norm));
  if (element == Element::address)
    f.postal = Personal<Postal>(
        {std::string(street), std::string(city), std::string(state), std::string(zip)});
  if (shown) {
    put_masked(f.masked, element, norm);
    for (auto piece : reason)
      f.reason += piece;
  }
  return f;
}

}  // namespace ledgelight::discover
