#include "notice/linter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "base/text.hpp"

namespace ledgelight::notice {
namespace {

bool letter(char c) {
  const auto u = static_cast<unsigned char>(c);
  return std::isalnum(u) != 0 || u >= 0x80 || c == '\'';
}
bool digit(char c) { return c >= '0' && c <= '9'; }

// Lower case, straight quotes, one space between words: what phrases are looked up in.
std::string plain_form(std::string_view s) {
  auto t = lowered(replaced(replaced(s, "\xE2\x80\x99", "'"), "\xC2\xA0", " "));
  std::string out;
  for (const char c : t) {
    const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c;
  }
  return out;
}

bool has(std::string_view sentence, std::string_view phrase) {
  const auto edge = [&](std::size_t i) { return i >= sentence.size() || !letter(sentence[i]); };
  for (auto at = sentence.find(phrase); at != std::string_view::npos;
       at = sentence.find(phrase, at + 1)) {
    if ((at == 0 || !letter(sentence[at - 1])) && edge(at + phrase.size())) return true;
  }
  return false;
}

using Phrases = std::vector<const char*>;

const char* first_of(const std::string& sentence, const Phrases& phrases) {
  for (const char* phrase : phrases) {
    if (has(sentence, phrase)) return phrase;
  }
  return nullptr;
}

struct Vocabulary {
  Phrases forbidden, hedges, unsure, flat, legalese;
};

const Vocabulary& english() {
  static const Vocabulary v{
      {"no evidence of misuse", "no evidence that your information has been misused",
       "no evidence that any information has been misused", "no indication of misuse",
       "we take security seriously", "we take the security", "we take your privacy",
       "take this matter very seriously", "takes security seriously", "takes the security",
       "takes your privacy", "out of an abundance of caution", "an abundance of caution",
       "we value your privacy", "we regret any inconvenience", "apologize for any inconvenience",
       "sophisticated attack", "sophisticated actor"},
      {"may have", "might have", "could have been", "may potentially", "potentially", "possibly",
       "appears to have", "appear to have", "we believe that your", "is believed to have"},
      {"may", "might", "could", "whether", "if", "not know", "suspect", "think", "perhaps",
       "possible", "possibly", "potentially", "appears", "appear", "not sure"},
      {"was accessed", "were accessed", "was acquired", "were acquired", "was taken", "were taken",
       "was stolen", "were stolen", "was copied", "were copied", "was exposed", "were exposed",
       "was viewed", "were viewed", "was downloaded", "were downloaded", "was compromised",
       "were compromised", "was reached", "were reached", "has been stolen", "have been stolen",
       "stole your", "stole the", "copied your", "downloaded your", "accessed your", "reached your",
       "took your", "viewed your", "saw your"},
      {"pursuant to", "hereby", "herein", "thereof", "notwithstanding", "aforementioned",
       "in accordance with", "\xC2\xA7"}};
  return v;
}

const Vocabulary& spanish() {
  static const Vocabulary v{
      {"no hay evidencia de mal uso", "no tenemos evidencia de mal uso",
       "nos tomamos muy en serio la seguridad", "tomamos en serio la seguridad",
       "tomamos muy en serio su privacidad", "por un exceso de precauci\xC3\xB3n",
       "lamentamos cualquier inconveniente", "lamentamos las molestias"},
      {"pudo haber", "pudo haberse", "pudieron haber", "puede haber", "podr\xC3\xAD""a haber",
       "podr\xC3\xAD""an haber", "posiblemente", "potencialmente"},
      {"pudo", "pudieron", "puede", "podr\xC3\xAD""a", "si", "no sabemos", "creemos", "posible",
       "posiblemente", "quiz\xC3\xA1", "tal vez", "no estamos seguros"},
      {"fue robado", "fue robada", "fueron robados", "fueron robadas", "fue copiado",
       "fueron copiados", "fueron vistos", "fue visto", "fueron expuestos", "robaron", "copiaron",
       "vieron sus"},
      {"de conformidad con", "por la presente", "el suscrito", "\xC2\xA7"}};
  return v;
}

// -- dates

constexpr std::array<const char*, 24> month_names{
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"};
constexpr std::array<const char*, 14> day_names{
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "lunes",
    "martes", "mi\xC3\xA9rcoles", "jueves", "viernes", "s\xC3\xA1""bado", "domingo"};

template <std::size_t N>
bool one_of(std::string_view word, const std::array<const char*, N>& names) {
  return std::any_of(names.begin(), names.end(), [&](const char* n) { return word == n; });
}

// 3/2/2026, 3-2-26, 2026-03-02.
bool numeric_date(std::string_view s) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (!digit(s[i]) || (i > 0 && (letter(s[i - 1]) || s[i - 1] == '-' || s[i - 1] == '/'))) continue;
    std::array<std::size_t, 3> runs{};
    std::size_t at = i, parts = 0;
    char by = 0;
    while (parts < 3) {
      const auto from = at;
      while (at < s.size() && digit(s[at])) ++at;
      if (at == from) break;
      runs[parts++] = at - from;
      if (parts == 3 || at >= s.size() || (s[at] != '/' && s[at] != '-')) break;
      if (by != 0 && s[at] != by) break;
      by = s[at++];
    }
    const bool ends = at >= s.size() || (!letter(s[at]) && s[at] != '-' && s[at] != '/');
    const bool day_last = runs[0] == 4 && runs[1] <= 2 && runs[2] <= 2;
    const bool year_last = runs[0] <= 2 && runs[1] <= 2 && (runs[2] == 4 || runs[2] == 2);
    if (parts == 3 && ends && (day_last || year_last)) return true;
  }
  return false;
}

// "March 2" or "2 de marzo" with no weekday in the two words before.
bool date_without_weekday(const std::vector<std::string>& words) {
  const auto number = [&](std::size_t i) {
    return i < words.size() && words[i].size() <= 2 &&
           std::all_of(words[i].begin(), words[i].end(), digit);
  };
  const auto weekday_before = [&](std::size_t i) { return i > 0 && one_of(words[i - 1], day_names); };
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!one_of(words[i], month_names)) continue;
    if (number(i + 1) && !weekday_before(i)) return true;
    if (i >= 2 && words[i - 1] == "de" && number(i - 2) && !weekday_before(i - 2)) return true;
  }
  return false;
}

// "within 10 days" says nothing without the day it ends on.
bool days_without_date(const std::vector<std::string>& words) {
  const bool dated = std::any_of(words.begin(), words.end(),
                                 [](const std::string& w) { return one_of(w, day_names); });
  for (std::size_t i = 0; i + 2 < words.size() && !dated; ++i) {
    if (words[i] != "within") continue;
    const auto& unit = words[i + 2];
    // The bureaus' own business days bind them, not the reader.
    if (unit == "days" || unit == "weeks" || unit == "months") return true;
  }
  return false;
}

// "The page was taken down" is about the page, not about what became of anybody's data.
std::string without_removals(std::string s) {
  for (const char* removal : {"taken down", "taken away", "taken off"}) s = replaced(s, removal, "removed");
  return s;
}

void lint_sentence(const std::string& sentence, const LintOptions& options,
                   std::vector<Finding>& out) {
  const auto& v = options.language == "es" ? spanish() : english();
  const auto s = plain_form(sentence);
  const auto add = [&](const char* rule, std::string says, bool blocks) {
    out.push_back({rule, std::move(says), sentence, blocks});
  };
  if (const char* p = first_of(s, v.forbidden)) {
    add("phrase", fmt::format("\"{}\" tells the reader nothing: say what is known, what is not, "
                              "and when you will know more", p), true);
  }
  if (options.certainty == Certainty::known) {
    if (const char* p = first_of(s, v.hedges)) {
      add("hedge", fmt::format("it is known: say it flatly, without \"{}\"", p), true);
    }
  } else if (const char* p = first_of(without_removals(s), v.flat); p != nullptr && first_of(s, v.unsure) == nullptr) {
    add("flat", fmt::format("it is not known: \"{}\" says that it is; write \"may have been\" or say "
                            "what you do not know", p), true);
  }
  if (const char* p = first_of(s, v.legalese)) {
    add("legalese", fmt::format("write plain words for \"{}\"; citations stand on the duty sheet", p),
        false);
  }
  const auto words = words_in(s);
  if (numeric_date(s) || date_without_weekday(words)) {
    add("date", "write dates in full with the weekday: Thursday, March 5, 2026", true);
  } else if (days_without_date(words)) {
    add("date", "name the day itself, not only how many days", true);
  }
}

}  // namespace

std::vector<Finding> lint(std::string_view text, const LintOptions& options) {
  std::vector<Finding> out;
  const auto sentences = sentences_of(text);
  const std::string* longest = nullptr;
  std::size_t most = 0;
  for (const auto& sentence : sentences) {
    lint_sentence(sentence, options, out);
    const auto n = words_in(sentence).size();
    if (n > most) longest = &sentence;
    most = std::max(most, n);
  }
  if (const double average = words_per_sentence(text);
      longest != nullptr && average > options.longest_average) {
    out.push_back({"sentence-length",
                   fmt::format("{:.1f} words a sentence, {:.0f} are the most: begin with this one",
                               average, options.longest_average),
                   *longest, true});
  }
  if (options.language != "en" || sentences.empty()) return out;
  if (const double grade = reading_grade(text); grade > options.highest_grade) {
    const auto hardest = std::max_element(
        sentences.begin(), sentences.end(),
        [](const auto& a, const auto& b) { return reading_grade(a) < reading_grade(b); });
    out.push_back({"grade",
                   fmt::format("reading grade {:.1f}, {:.0f} is the highest: use shorter words and "
                               "sentences, first here",
                               grade, options.highest_grade),
                   *hardest, true});
  }
  return out;
}

}  // namespace ledgelight::notice
