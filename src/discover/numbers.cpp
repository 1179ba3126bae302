#include "discover/numbers.hpp"

#include "discover/prose.hpp"

namespace ledgelight::discover {

using std::size_t;

size_t Numbers::at(size_t i, size_t j) {
  const size_t n = j - i;
  size_t end = 0;
  const bool grouped = n == 4 && before(i) == ' ' && after(j) == ' ' && digits(j + 1, 4);
  if ((grouped || (n >= 10 && is_upper(before(i)))) && (end = iban(i)) != 0) return end;
  if (word_before(i) || before(i) == '_' || word_after(j)) return token(i, j);
  if (n == 3 && ((end = social(i, j)) != 0 || (end = telephone(i, j)) != 0)) return end;
  if (n == 4 && ((end = grouped_card(i, j)) != 0 || (end = birth(i, j)) != 0)) return end;
  if (n == 5) {
    Hit hit;
    if (address_at_zip(text_, i, hit)) {
      out_.push_back(hit);
      return hit.to;
    }
  }
  if (n == 8 && (end = birth(i, j)) != 0) return end;
  if (n >= 13 && n <= 19 && (end = card(i, j)) != 0) return end;
  if (n >= 3 && n <= 17 && (end = labelled(i, j)) != 0) return end;
  return j;
}

bool Numbers::digits(size_t i, size_t n) const {
  if (i + n > s_.size()) return false;
  for (size_t k = i; k < i + n; ++k)
    if (!is_digit(s_[k])) return false;
  return !is_digit(after(i + n));
}

bool Numbers::word_before(size_t i) const {
  const char c = before(i);
  if ((c & 0x80) == 0) return is_word(c);
  if ((c & 0x40) != 0) return true;  // a letter of Latin-1
  for (size_t k = 2; k <= 4 && k <= i; ++k) {
    const char lead = s_[i - k];
    if ((lead & 0xC0) == 0x80) continue;
    return lead != '\xC2' && (lead & 0xC0) == 0xC0 &&
           !(lead == '\xE2' && k == 3 && s_[i - 2] == '\x80');
  }
  return false;
}

bool Numbers::word_after(size_t j) const {
  const char c = after(j);
  if ((c & 0x80) == 0) return is_word(c);
  if ((c & 0x40) == 0 || c == '\xC2') return false;
  return !(c == '\xE2' && (after(j + 1) == '\x80' || after(j + 1) == '\x88'));
}

bool Numbers::free_before(size_t i) const {
  const char c = before(i);
  if (word_before(i)) return false;
  if (i < 2) return true;
  const char d = s_[i - 2];
  return !((c == '-' || c == '.' || c == '/' || c == '_') && is_word(d));
}

bool Numbers::free_after(size_t j) const {
  const char c = after(j);
  if (word_after(j) || c == '_') return false;
  return !((c == '-' || c == '.' || c == '/') && is_word(after(j + 1)));
}

size_t Numbers::separator(size_t j, char& kind) const {
  const char c = after(j);
  if (c == ' ' && after(j + 1) == '-' && after(j + 2) == ' ') return kind = '_', 3;
  if (c == '-' || c == '.' || c == ' ') return kind = c, 1;
  if (c == '\xE2' && j + 2 < s_.size()) {
    const bool dash = (s_[j + 1] == '\x80' && s_[j + 2] >= '\x90' && s_[j + 2] <= '\x95') ||
                      (s_[j + 1] == '\x88' && s_[j + 2] == '\x92');
    if (dash) return kind = '-', 3;
  }
  return 0;
}

void Numbers::add(size_t i, size_t j, Element element, int confidence, std::string norm,
                  std::string reason) {
  out_.push_back(
      {i, j, element, NamePart::none, confidence, std::move(norm), std::move(reason), {}, 0});
}

std::size_t number_at(const Text& text, std::size_t i, std::size_t j, std::vector<Hit>& out) {
  return Numbers(text, out).at(i, j);
}

}  // namespace ledgelight::discover
