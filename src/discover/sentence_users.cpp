#include "base/text.hpp"
#include "discover/sentence_values.hpp"
#include "discover/sentences.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;

void user_beside_password(const Text& text, std::size_t key, std::vector<Hit>& out) {
  const auto s = text.bytes;
  // "user name hgreaves and password …", "log in as svc_backup with password …", "login x password
  // y"
  std::size_t b = key;
  while (b > 0 && key - b < 72 && s[b - 1] != '\n' && s[b - 1] != '\0')
    --b;
  const auto before = s.substr(b, key - b);
  const auto low = lowered(before);
  for (std::string_view word : {"username"sv, "user name"sv, "user id"sv, "userid"sv, "log in as"sv,
                                "login as"sv, "logs in as"sv, "login"sv, "logon"sv, "user"sv}) {
    const auto at = low.rfind(word);
    if (at == std::string_view::npos || (at > 0 && is_word(low[at - 1]))) continue;
    std::size_t i = at + word.size();
    if (i < low.size() && is_word(low[i])) continue;
    for (int skips = 0; skips < 3; ++skips) {
      while (i < before.size() &&
             (before[i] == ' ' || before[i] == ':' || before[i] == '=' || is_emphasis(before[i])))
        ++i;
      for (std::string_view filler : {"is "sv, "was "sv, "name "sv, "id "sv})
        if (low.compare(i, filler.size(), filler) == 0) i += filler.size();
    }
    std::size_t e = i;
    while (e < before.size() && static_cast<unsigned char>(before[e]) > ' ' && before[e] != ',' &&
           before[e] != ';' && before[e] != '"' && before[e] != '\'' && before[e] != '*' &&
           before[e] != '`')
      ++e;
    while (e > i && (before[e - 1] == '.' || before[e - 1] == ':' || before[e - 1] == '/'))
      --e;
    const auto name = before.substr(i, e - i);
    if (name.size() < 3 || name.size() > 40 || name.find('@') != std::string_view::npos ||
        name.find('(') != std::string_view::npos)
      return;
    for (std::string_view no :
         {"and"sv,     "or"sv,       "the"sv,     "with"sv, "for"sv,    "name"sv, "password"sv,
          "account"sv, "accounts"sv, "must"sv,    "can"sv,  "has"sv,    "will"sv, "may"sv,
          "should"sv,  "whose"sv,    "who"sv,     "from"sv, "enters"sv, "your"sv, "his"sv,
          "her"sv,     "changed"sv,  "without"sv, "needs"sv})
      if (lowered(name) == no) return;
    out.push_back({b + i,
                   b + e,
                   Element::user,
                   NamePart::none,
                   75,
                   text.readable(b + i, b + e),
                   "a word after \"" + std::string(before.substr(at, word.size())) + "\"",
                   {},
                   0});
    return;
  }
}

}  // namespace ledgelight::discover
