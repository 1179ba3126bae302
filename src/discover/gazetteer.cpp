#include "discover/gazetteer.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "base/embedded.hpp"
#include "base/result.hpp"
#include "base/text.hpp"
#include "discover/text.hpp"
#include "discover/words.hpp"

namespace ledgelight {
std::span<const EmbeddedFile> embedded_names();  // made by embed_tree: the table of names
}

namespace ledgelight::discover {
namespace {

constexpr std::size_t block_names = 16;

std::uint32_t number_at(std::string_view s, std::size_t at) {
  std::uint32_t n = 0;
  for (std::size_t k = 4; k-- > 0;)
    n = n << 8 | static_cast<unsigned char>(s[at + k]);
  return n;
}

/// The table of cmake/names_table.py: sixteen names a block, each but what it shares with the last.
class Table {
 public:
  Table() {
    const auto* file = find_embedded(embedded_names(), "names.bin");
    CHECK(file != nullptr && file->bytes.substr(0, 8) == "LLNAMES1");
    const auto blocks = number_at(file->bytes, 8);
    CHECK(file->bytes.size() > 12 + std::size_t{blocks} * 4);
    data_ = file->bytes.substr(12 + std::size_t{blocks} * 4);
    for (std::size_t b = 0; b < blocks; ++b)
      places_.push_back(number_at(file->bytes, 12 + b * 4));
  }

  NameRank find(std::string_view word) const {
    const auto after =
        std::upper_bound(places_.begin(), places_.end(), word,
                         [&](std::string_view w, std::uint32_t place) { return w < first(place); });
    if (after == places_.begin()) return {};
    std::size_t at = *(after - 1);
    std::string name;
    for (std::size_t k = 0; k < block_names && at + 2 <= data_.size(); ++k) {
      const auto shared = static_cast<unsigned char>(data_[at]);
      const auto rest = static_cast<unsigned char>(data_[at + 1]);
      name.resize(shared);
      name += data_.substr(at + 2, rest);
      at += 2U + rest;
      if (name == word)
        return {static_cast<unsigned char>(data_[at]), static_cast<unsigned char>(data_[at + 1])};
      if (std::string_view(name) > word) return {};
      at += 2;
    }
    return {};
  }

 private:
  std::string_view first(std::uint32_t place) const {
    return data_.substr(place + 2, static_cast<unsigned char>(data_[place + 1]));
  }
  std::string_view data_;
  std::vector<std::uint32_t> places_;
};

/// U+0100 to U+017F without their accents: "Wiśniewski", "Božić"; '*' for what has none.
std::string without_more_accents(std::string_view word) {
  static constexpr std::string_view plain =
      "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi**JjKk*LlLlLlLlLlNnNnNn***OoOoOo**RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto c = static_cast<unsigned char>(word[i]);
    if ((c == 0xC4 || c == 0xC5) && i + 1 < word.size())
      out += plain[(c - 0xC4U) * 64U + (static_cast<unsigned char>(word[++i]) & 0x3FU)];
    else
      out += word[i];
  }
  return out;
}

/// a-z only; empty when there is a letter that no accent makes.
std::string folded_name(std::string_view word) {
  std::string out;
  for (char c : without_accents(without_more_accents(word))) {
    if (is_upper(c))
      out += static_cast<char>(c + 32);
    else if (is_lower(c))
      out += c;
    else if (c != '\'' && c != '.' && c != '`')
      return {};
  }
  return out;
}

}  // namespace

NameRank rank_of_name(std::string_view word) {
  static const Table table;
  while (!word.empty() && (word.back() == '.' || word.back() == ','))
    word.remove_suffix(1);
  if (word.size() < 2 || word.size() > 40) return {};
  NameRank best;
  std::size_t from = 0;
  while (from <= word.size()) {
    const auto to = std::min(word.find('-', from), word.size());
    const auto part = folded_name(replaced(word.substr(from, to - from), "\xE2\x80\x99", "'"));
    if (part.size() >= 2) {
      const auto rank = table.find(part);
      if (rank.given != 0 && (best.given == 0 || rank.given < best.given)) best.given = rank.given;
      if (rank.family != 0 && (best.family == 0 || rank.family < best.family))
        best.family = rank.family;
    }
    from = to + 1;
  }
  return best;
}

bool is_organisation(std::string_view name) {
  // Most names hold no such word; then nothing is taken apart.
  bool any = false;
  for (std::size_t i = 0; i < name.size() && !any;) {
    const auto end = std::min(name.find(' ', i), name.size());
    any = is_organisation_word(name.substr(i, end - i));
    i = end + 1;
  }
  if (!any) return false;
  std::vector<std::string> words;
  for (auto& word : split(replaced(name, ",", " "), ' '))
    if (!word.empty()) words.push_back(std::move(word));
  for (std::size_t k = 0; k < words.size(); ++k) {
    if (!is_organisation_word(words[k])) continue;
    if (rank_of_name(words[k]).family == 0 || words.size() > 3) return true;
    // A family name too: then the others must be given names or initials.
    for (std::size_t o = 0; o < words.size(); ++o) {
      const bool initial = words[o].size() == 1 || (words[o].size() == 2 && words[o][1] == '.');
      if (o != k && !initial && (rank_of_name(words[o]).given == 0 || never_in_a_name(words[o]))) return true;
    }
  }
  return false;
}

int name_likelihood(std::string_view name) {
  std::vector<std::string> words;
  bool comma = false;
  for (auto& word : split(replaced(name, ",", " , "), ' ')) {
    if (word.empty()) continue;
    if (word == ",")
      comma = !words.empty();
    else
      words.push_back(std::move(word));
  }
  const auto suffix = [](std::string w) {
    w = lowered(w);
    return w == "jr" || w == "sr" || w == "jr." || w == "sr." || w == "ii" || w == "iii" ||
           w == "iv";
  };
  words.erase(std::remove_if(words.begin(), words.end(), suffix), words.end());
  if (words.empty()) return 0;
  if (is_organisation(name)) return 5;
  if (comma) std::rotate(words.begin(), words.begin() + 1, words.end());
  const auto initial = [](const std::string& w) {
    return w.size() == 1 || (w.size() == 2 && w[1] == '.');
  };
  const auto first = rank_of_name(words.front()), last = rank_of_name(words.back());
  if (words.size() == 1) {
    if (is_also_a_word(words[0])) return 20;
    return first.given != 0 ? 55 : first.family != 0 ? 40 : 10;
  }
  const bool strong_given = first.given != 0 && !is_also_a_word(words.front());
  const bool strong_family = last.family != 0 && !is_also_a_word(words.back());
  if (initial(words.front())) return strong_family ? 75 : last.family != 0 ? 55 : 35;
  if (strong_given && strong_family) return first.given <= 9 && last.family <= 14 ? 95 : 88;
  if (strong_given && last.family != 0) return 80;
  if (first.given != 0 && strong_family) return 75;
  if (strong_given) return 68;  // many a family name is in no list
  if (first.given != 0 && last.family != 0) return 45;
  if (strong_family && last.family <= 12) return first.family != 0 ? 55 : 50;
  return first.known() || last.known() ? 35 : 25;
}

std::string_view names_in_force() {
  const auto* file = find_embedded(embedded_names(), "names.bin");
  CHECK(file != nullptr);
  return file->bytes;
}

bool is_also_a_word(std::string_view word) { return is_common_word(word) || never_in_a_name(word); }

}  // namespace ledgelight::discover
