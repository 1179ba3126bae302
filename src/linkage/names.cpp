#include "linkage/names.hpp"

#include <algorithm>
#include <vector>

#include "linkage/nicknames.hpp"
#include "linkage/text.hpp"

namespace ledgelight::linkage {
namespace {

template <std::size_t N>
bool one_of(std::string_view w, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), w) != std::end(list);
}

bool is_family_particle(std::string_view w) {
  static constexpr std::string_view list[] = {"de", "la",  "del", "van", "von", "der", "den",
                                              "di", "da",  "le",  "los", "las", "st",  "el",
                                              "al", "bin", "dos", "mc",  "mac", "san"};
  return one_of(w, list);
}

bool is_title(std::string_view w) {
  static constexpr std::string_view list[] = {"mr",   "mrs", "ms",  "miss", "mx", "dr",
                                              "prof", "rev", "hon", "sgt",  "lt", "capt"};
  return one_of(w, list);
}

bool is_degree(std::string_view w) {
  static constexpr std::string_view list[] = {"md", "phd", "esq", "dds", "rn", "jd", "cpa", "dvm"};
  return one_of(w, list);
}

}  // namespace

std::string_view generation(std::string_view w) {
  if (w == "jr" || w == "junior") return "jr";
  if (w == "sr" || w == "senior") return "sr";
  if (w == "ii" || w == "2nd") return "ii";
  if (w == "iii" || w == "3rd") return "iii";
  if (w == "iv" || w == "4th") return "iv";
  return {};
}

NameParts name_parts(std::string_view name) {
  std::vector<std::string> before, after;
  bool comma = false;
  NameParts out;
  std::string word;
  const auto close = [&] {
    auto w = fold(word);
    word.clear();
    if (w.empty()) return;
    const bool first = before.empty() && after.empty();
    if (const auto g = generation(w); !g.empty() && !first)
      out.suffix = g;
    else if (is_degree(w) && !first && (comma || before.size() > 1))
      return;
    else if (is_title(w) && (comma ? after.empty() : before.empty()))
      return;
    else
      (comma ? after : before).push_back(std::move(w));
  };
  for (char c : name) {
    if (c == ',') {
      close();
      if (!before.empty()) comma = true;
    } else if (c == ' ' || c == '\t') {
      close();
    } else {
      word += c;
    }
  }
  close();
  if (comma && after.empty()) comma = false;
  if (comma) {
    for (const auto& w : before)
      out.family += w;
    out.given = after.front();
    if (after.size() > 1) out.middle = after[1];
    return out;
  }
  if (before.empty()) return out;
  if (before.size() == 1) {
    out.family = before[0];
    return out;
  }
  std::size_t family = before.size() - 1;
  while (family > 1 && is_family_particle(before[family - 1]))
    --family;
  for (std::size_t i = family; i < before.size(); ++i)
    out.family += before[i];
  out.given = before[0];
  if (family > 1) out.middle = before[1];
  return out;
}

bool given_agree(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.empty() || b.empty()) return false;
  if (a.size() == 1 || b.size() == 1) return a[0] == b[0];
  return nicknames_agree(a, b);
}

bool names_agree(const NameParts& a, const NameParts& b) {
  if (a.family.empty() || a.family != b.family || !given_agree(a.given, b.given)) return false;
  if (!a.suffix.empty() && !b.suffix.empty() && a.suffix != b.suffix) return false;
  if (!a.middle.empty() && !b.middle.empty()) {
    const bool initial = a.middle.size() == 1 || b.middle.size() == 1;
    if (initial ? a.middle[0] != b.middle[0] : a.middle != b.middle) return false;
  }
  return true;
}

}  // namespace ledgelight::linkage
