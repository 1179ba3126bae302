#include "base/reading.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.hpp"

namespace ledgelight {
namespace {

bool letter(char c) {
  const auto u = static_cast<unsigned char>(c);
  return std::isalnum(u) != 0 || u >= 0x80 || c == '\'';
}
bool digit(char c) { return c >= '0' && c <= '9'; }

bool vowel(char c) { return std::string_view("aeiouyAEIOUY").find(c) != std::string_view::npos; }

int syllables(std::string_view word) {
  if (std::all_of(word.begin(), word.end(), digit)) return 1;
  int groups = 0;
  bool inside = false;
  for (const char c : word) {
    const bool v = vowel(c) || static_cast<unsigned char>(c) >= 0x80;
    if (v && !inside) ++groups;
    inside = v;
  }
  const auto tail = [&](std::string_view end) {
    return word.size() > end.size() && word.substr(word.size() - end.size()) == end;
  };
  // Silent endings: make, changed, times; but not table, needed, changes.
  if (groups > 1 && tail("e") && !tail("le")) --groups;
  if (groups > 1 && tail("ed") && !tail("ted") && !tail("ded")) --groups;
  if (groups > 1 && tail("es") && !tail("ses") && !tail("ces") && !tail("ges") && !tail("xes") &&
      !tail("ches") && !tail("shes") && !tail("les") && !tail("ies")) {
    --groups;
  }
  return std::max(1, groups);
}

bool abbreviation(std::string_view before) {
  for (const char* a :
       {"Mr",  "Mrs", "Ms", "Dr",   "St",  "Ave",  "No",  "a.m", "p.m", "U.S", "P.O",
        "Inc", "Sr",  "Jr", "Conn", "Gen", "Stat", "e.g", "i.e", "Sra", "Av"}) {
    const std::string_view s(a);
    if (before.size() >= s.size() && before.substr(before.size() - s.size()) == s &&
        (before.size() == s.size() || !letter(before[before.size() - s.size() - 1]))) {
      return true;
    }
  }
  return false;
}

// What a Spanish letter is to a syllable; accents and ñ as their two bytes of UTF-8.
enum class Sound { strong, weak, accented_weak, other };

// The letters of a word, lower case: one byte, or the two of an accented one.
std::vector<std::string> letters_of(std::string_view word) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < word.size();) {
    const bool two = static_cast<unsigned char>(word[i]) >= 0xC0 && i + 1 < word.size();
    out.push_back(lowered(word.substr(i, two ? 2 : 1)));
    i += two ? 2 : 1;
  }
  return out;
}

Sound sound_of(const std::string& letter, bool last) {
  static const std::set<std::string> strong = {"a", "e", "o", "á", "é", "ó", "Á", "É", "Ó"};
  static const std::set<std::string> accented = {"í", "ú", "Í", "Ú"};
  if (strong.count(letter) > 0) return Sound::strong;
  if (accented.count(letter) > 0) return Sound::accented_weak;
  if (letter == "i" || letter == "u" || letter == "ü" || (letter == "y" && last))
    return Sound::weak;
  return Sound::other;
}

// Two strong vowels, or a strong and an accented weak one, are two syllables; other neighbours one.
int syllables_es(std::string_view word) {
  const auto letters = letters_of(word);
  int count = 0;
  Sound before = Sound::other;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const bool mute = letters[i] == "u" && i > 0 && i + 1 < letters.size() &&
                      (letters[i - 1] == "q" || letters[i - 1] == "g") &&
                      (letters[i + 1] == "e" || letters[i + 1] == "i" || letters[i + 1] == "é" ||
                       letters[i + 1] == "í");
    const auto now = mute ? Sound::other : sound_of(letters[i], i + 1 == letters.size());
    const bool hiatus = (before == Sound::strong && now == Sound::strong) ||
                        (before == Sound::strong && now == Sound::accented_weak) ||
                        (before == Sound::accented_weak && now == Sound::strong);
    if (now != Sound::other && (before == Sound::other || hiatus)) ++count;
    before = now;
  }
  return std::max(1, count);
}

}  // namespace

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : text) {
    if (letter(c)) {
      word += c;
    } else if (!word.empty()) {
      out.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) out.push_back(std::move(word));
  return out;
}

std::vector<std::string> sentences_of(std::string_view text) {
  std::vector<std::string> out;
  for (const auto& line : split(text, '\n')) {
    std::size_t from = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      if (c != '.' && c != '!' && c != '?') continue;
      const bool last = i + 1 == line.size();
      if (!last && line[i + 1] != ' ') continue;  // 3.5, stamfordct.gov
      if (!last && c == '.' && abbreviation(std::string_view(line).substr(from, i - from)))
        continue;
      auto sentence = trimmed(std::string_view(line).substr(from, i + 1 - from));
      if (!words_in(sentence).empty()) out.push_back(std::move(sentence));
      from = i + 1;
    }
    auto rest = trimmed(std::string_view(line).substr(from));
    if (!words_in(rest).empty()) out.push_back(std::move(rest));
  }
  return out;
}

double words_per_sentence(std::string_view text) {
  const auto sentences = sentences_of(text);
  if (sentences.empty()) return 0;
  return static_cast<double>(words_in(text).size()) / static_cast<double>(sentences.size());
}

double reading_grade(std::string_view text) {
  const auto words = words_in(text);
  if (words.empty()) return 0;
  double count = 0;
  for (const auto& word : words)
    count += syllables(word);
  const double per_word = count / static_cast<double>(words.size());
  return std::max(0.0, 0.39 * words_per_sentence(text) + 11.8 * per_word - 15.59);
}

double reading_ease_es(std::string_view text) {
  const auto words = words_in(text);
  if (words.empty()) return 0;
  double count = 0;
  for (const auto& word : words)
    count += syllables_es(word);
  return 206.835 - 62.3 * count / static_cast<double>(words.size()) - words_per_sentence(text);
}

}  // namespace ledgelight
