#include "base/text.hpp"
#include "discover/label_ends.hpp"
#include "discover/sentence_values.hpp"
#include "discover/sentences.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;
namespace {

/// What parts two values of a list: its size, or 0.
std::size_t list_gap(std::string_view s, std::size_t at, std::string_view label) {
  std::size_t i = at;
  while (i < s.size() && i - at < 4 && (is_emphasis(s[i]) || s[i] == ')'))
    ++i;
  std::size_t n = 0;
  for (std::string_view gap : {", and "sv, ", or "sv, ", y "sv, ", "sv, " and "sv, " or "sv,
                               " & "sv, " y "sv, "; "sv, " / "sv, "/"sv, " - "sv, "\n"sv})
    if (n == 0 && s.substr(i, gap.size()) == gap) n = gap.size();
  if (n == 0) return 0;
  if (s[i] == '\n') {
    // A list of lines has its bullets, or the label again.
    std::size_t k = i + 1;
    while (k < s.size() && k - i < 6 && (s[k] == ' ' || s[k] == '-' || s[k] == '*' || s[k] == '\t'))
      ++k;
    if (k == i + 1) return 0;
    n = k - i;
  }
  i += n;
  while (i < s.size() && is_emphasis(s[i]))
    ++i;
  // "- MRN 3381921": the label once more.
  if (!label.empty() && s.substr(i, label.size()) == label) {
    i += label.size();
    while (i < s.size() && (s[i] == ' ' || s[i] == ':' || s[i] == '#' || s[i] == 's'))
      ++i;
  }
  return i - at;
}

std::string in_list(std::string_view label) {
  return "a value of a list that \"" + std::string(label) + "\" begins";
}

}  // namespace

std::size_t list_after(const Text& text, Meaning meaning, std::string_view label, std::size_t at,
                       std::vector<Hit>& out) {
  const ValueReader reader{text, meaning, label};
  for (int n = 0; n < longest_list; ++n) {
    const auto gap = list_gap(text.bytes, at, label);
    if (gap == 0) break;
    auto hit = reader.at(at + gap, 85, in_list(label));
    if (!hit) break;
    at = hit->to;
    out.push_back(std::move(*hit));
  }
  return at;
}

}  // namespace ledgelight::discover
