// Private keys, tokens and numbers known by how they begin, hashes of password files, and what
// stands before the '@' of an address with a user and a password in it.
#include <array>
#include <span>
#include <string_view>

#include "base/text.hpp"
#include "discover/prose.hpp"
#include "discover/rarer.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;
namespace {

constexpr auto npos = std::string_view::npos;

}  // namespace

std::span<const Trigram> secret_clues() {
  static constexpr std::array<Trigram, 13> clues{{
      {'e', 'y', 'J', true},   // eyJ…
      {'-', 'B', 'E', true},   // -----BEGIN
      {'A', 'K', 'I', true},   // AKIA
      {'x', 'o', 'x', true},   // xoxb-
      {'h', 'p', '_', true},   // ghp_
      {'b', '_', 'p', true},   // github_pat_
      {'s', 'k', '_', true},   // sk_live_
      {'T', 'Y', '-', true},   // PuTTY-User-Key-File
      {':', '$', '\0', true},  // user:$6$…
      {'P', '<', '\0', true},  // P<USA…, a machine-readable zone
      {'R', 'k', '1', true},   // Rk1SAC…, finger minutiae in base64
      {'/', '6', 'D', true},   // /6D/…, a fingerprint in WSQ
      {'M', 'E', 'D', true},   // MED24535084
  }};
  return clues;
}

namespace {

constexpr std::size_t longest_login = 160;  ///< user, password and the '@'
/// May it stand in the user or the password of an address?
bool in_login(char c) {
  return static_cast<unsigned char>(c) > ' ' && c != '/' && c != '?' && c != '"' && c != '\'' &&
         c != '<';
}

bool token_char(char c) { return (is_word(c) && (c & 0x80) == 0) || c == '_' || c == '-'; }

struct Found {
  const Text& text;
  std::vector<Hit>& out;

  void add(std::size_t from, std::size_t to, Element element, int confidence, std::string norm,
           std::string reason) const {
    out.push_back(
        {from, to, element, NamePart::none, confidence, std::move(norm), std::move(reason), {}, 0});
  }

  /// A token that begins with `start` at `b` and has at least `least` characters after it.
  void token(std::size_t b, std::string_view start, std::size_t least,
             std::string_view kind) const {
    const auto s = text.bytes;
    if (b > s.size() || s.substr(b, start.size()) != start || (b > 0 && token_char(s[b - 1])))
      return;
    std::size_t e = b + start.size();
    while (e < s.size() && e - b < 255 && token_char(s[e]))
      ++e;
    if (e - b - start.size() < least) return;
    add(b, e, Element::token, 92, std::string(s.substr(b, e - b)), std::string(kind));
  }

  void jwt(std::size_t b) const {
    const auto s = text.bytes;
    if (b > 0 && token_char(s[b - 1])) return;
    std::size_t e = b, dots = 0;
    while (e < s.size() && e - b < 1000 && (token_char(s[e]) || (s[e] == '.' && dots < 2)))
      dots += s[e++] == '.';
    if (dots == 2 && e - b >= 40 && s.find(".eyJ", b) < e)
      add(b, e, Element::token, 92, std::string(s.substr(b, std::min<std::size_t>(e - b, 255))),
          "a JSON web token");
  }

  void key(std::size_t dash) const {
    const auto s = text.bytes;
    if (dash < 4 || s.substr(dash - 4, 11) != "-----BEGIN ") return;
    const auto b = dash - 4;
    const auto e = s.substr(0, std::min(s.size(), b + 80)).find("-----", b + 11);
    if (e == npos) return;
    const auto kind = s.substr(b + 11, e - b - 11);
    if (kind.find("PRIVATE KEY") == npos) return;
    const auto what = trimmed(replaced(kind.substr(0, kind.find("PRIVATE KEY")), "  ", " "));
    add(b, e + 5, Element::private_key, 97, what.empty() ? "PKCS #8" : what,
        "the first line of a private key");
  }

  /// A biometric record in base64; the letters before it may be those of a "data:" address.
  void biometric(std::size_t b) const {
    const auto s = text.bytes;
    const auto in_base64 = [](char c) { return (is_word(c) && (c & 0x80) == 0) || c == '+' || c == '/'; };
    if (b > 0 && in_base64(s[b - 1])) return;
    std::size_t e = b;
    while (e < s.size() && e - b < 64 && in_base64(s[e]))
      ++e;
    // So long, so that no word and no token looks like it.
    if (e - b < 32) return;
    const auto kind = template_kind(s.substr(b, e - b));
    if (!kind.empty()) add(b, e, Element::biometric, 90, std::string(kind), "the head of a biometric record in base64");
  }

  /// "scheme://user:password@host"; `b` is where the user begins.
  void address(std::size_t b) const {
    const auto s = text.bytes;
    const std::size_t stop = std::min(s.size(), b + longest_login);
    std::size_t i = b, cut = npos, at = npos;
    for (; i < stop && in_login(s[i]); ++i) {
      if (s[i] == ':' && cut == npos) cut = i;
      if (s[i] == '@') at = i;
    }
    if (at == npos || cut == npos || cut > at || cut == b || at - cut < 4) return;
    const auto secret = s.substr(cut + 1, at - cut - 1);
    if (secret[0] == '$' || secret[0] == '{' || secret[0] == '%' || secret.find('*') != npos)
      return;  // a place for one
    // What manuals write: user:password@host.
    const auto user = s.substr(b, cut - b);
    if (secret.find('[') != npos || user.find('[') != npos || secret.find('%') != npos) return;
    const auto low = lowered(secret);
    for (std::string_view word :
         {"pass"sv,     "passwd"sv,    "password"sv, "pw"sv,    "pwd"sv,        "secret"sv,
          "pwds"sv,     "passw"sv,     "token"sv,    "pass1"sv, "mypassword"sv, "mypass"sv,
          "p4ss"sv,     "xyz"sv,       "123"sv,      "1234"sv,  "foo"sv,        "bar"sv,
          "my-token"sv, "api_token"sv, "apitoken"sv})
      if (low == word) return;
    if (low == lowered(user)) return;
    add(b, cut, Element::user, 80, std::string(s.substr(b, cut - b)),
        "the user in an address with a password");
    add(cut + 1, at, Element::password, 93, std::string(secret), "the password in an address");
  }

  /// "MED24535084": as hospitals number their patients; the letters are part of it.
  void patient(std::size_t b) const {
    const auto s = text.bytes;
    if (b > 0 && token_char(s[b - 1])) return;
    const auto digits = b + (b + 3 < s.size() && s[b + 3] == '-' ? 4 : 3);
    std::size_t e = digits;
    while (e < s.size() && e - digits < 13 && is_digit(s[e]))
      ++e;
    if (e - digits < 7 || e - digits > 12 || (e < s.size() && token_char(s[e]))) return;
    add(b, e, Element::record_no, 60, std::string(s.substr(b, e - b)),
        "digits that MED stands before");
  }

  /// The two lines at the foot of a passport's page.
  void passport(std::size_t b) const {
    const auto s = text.bytes;
    if (b + 44 >= s.size()) return;
    std::size_t second = b + 44;
    while (second < s.size() && second < b + 48 &&
           (s[second] == '\n' || s[second] == '\r' || s[second] == ' '))
      ++second;
    if (second == b + 44 || second + 44 > s.size()) return;
    const auto zone = read_mrz(s.substr(b, 44), s.substr(second, 44));
    if (!zone) return;
    const std::string why = "a machine-readable zone whose check digits are right";
    std::size_t name_end = b + 44;
    while (name_end > b + 5 && s[name_end - 1] == '<')
      --name_end;
    add(b + 5, name_end, Element::name, 95, zone->family + ", " + zone->given, why);
    out.back().part = NamePart::full;
    add(second, second + 9, Element::passport, 98, zone->number, why);
    if (!zone->birth.empty()) add(second + 13, second + 19, Element::birth, 95, zone->birth, why);
  }

  /// "user:$6$salt$hash:" of shadow, htpasswd and their like.
  void hashed(std::size_t colon) const {
    const auto s = text.bytes;
    std::size_t b = colon, e = colon + 1;
    while (b > 0 && colon - b < 64 && (token_char(s[b - 1]) || s[b - 1] == '.' || s[b - 1] == '@'))
      --b;
    while (e < s.size() && e - colon < 200 && static_cast<unsigned char>(s[e]) > ' ' &&
           s[e] != ':' && s[e] != '"' && s[e] != ',')
      ++e;
    const auto kind = hash_kind(s.substr(colon + 1, e - colon - 1));
    if (b == colon || kind.empty()) return;
    if (s.substr(b, colon - b).find('@') == npos)
      add(b, colon, Element::user, 85, std::string(s.substr(b, colon - b)),
          "the user of a line of a password file");
    add(colon + 1, e, Element::password_hash, 92, std::string(s.substr(colon + 1, e - colon - 1)),
        "a hashed password (" + std::string(kind) + ") after a user");
  }
};

}  // namespace

void secret_at(const Text& text, std::size_t i, std::vector<Hit>& out) {
  const auto s = text.bytes;
  const Found found{text, out};
  switch (s[i]) {
  case 'e': found.jwt(i); break;
  case '-': found.key(i); break;
  case 'A': found.token(i, "AKIA", 16, "the id of an AWS access key"); break;
  case 'T':
    if (i >= 3 && s.substr(i - 3, 19) == "PuTTY-User-Key-File")
      found.add(i - 3, i + 16, Element::private_key, 95, "PuTTY", "the first line of a PuTTY key");
    break;
  case 'x': found.token(i, "xox", 20, "a Slack token"); break;
  case 'h':
    if (i >= 1) found.token(i - 1, "ghp_", 30, "a GitHub token");
    break;
  case 'b':
    if (i >= 5) found.token(i - 5, "github_pat_", 22, "a GitHub token");
    break;
  case 's': found.token(i, "sk_live_", 16, "a Stripe key"); break;
  case 'P': found.passport(i); break;
  case 'M': found.patient(i); break;
  case 'R':
  case '/': found.biometric(i); break;
  case ':': found.hashed(i); break;
  default: break;
  }
}

void login_before(const Text& text, std::size_t at, std::vector<Hit>& out) {
  const auto s = text.bytes;
  std::size_t i = at;
  while (i > 0 && at - i < longest_login && in_login(s[i - 1])) {
    // The first '@' of an address tells of it; the last one parts it.
    if (s[i - 1] == '@') return;
    --i;
  }
  if (i < 5 || s.substr(i - 3, 3) != "://" || !is_word(s[i - 4])) return;
  Found{text, out}.address(i);
}

}  // namespace ledgelight::discover
