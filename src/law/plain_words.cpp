#include "law/plain_words.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <map>

#include "base/reading.hpp"
#include "base/text.hpp"
#include "law/spanish.hpp"

namespace ledgelight::law {
namespace {

// The same word may stand beside many facts; each line is read once a page.
struct Page {
  std::vector<std::string> en, es;
  static void add(std::vector<std::string>& lines, const std::string& text) {
    auto line = own_words(text);
    if (words_in(line).empty()) return;
    if (std::find(lines.begin(), lines.end(), line) == lines.end())
      lines.push_back(std::move(line));
  }
};

Readability measured(const std::string& page, const std::string& language,
                     const std::vector<std::string>& lines) {
  const auto text = join(lines, "\n");
  const auto score = language == "en" ? reading_grade : reading_ease_es;
  Readability out{page, language, score(text), words_per_sentence(text), {}};
  const auto sentences = sentences_of(text);
  // A long hard sentence weighs more on a page than a hard heading.
  const auto weight = [&](const std::string& one) {
    const auto over = language == "en" ? score(one) - highest_grade : lowest_ease_es - score(one);
    return over * static_cast<double>(words_in(one).size());
  };
  const auto hardest =
      std::max_element(sentences.begin(), sentences.end(),
                       [&](const auto& x, const auto& y) { return weight(x) < weight(y); });
  if (hardest != sentences.end()) out.hardest = *hardest;
  return out;
}

void add_fact(Page& page, const PublicFact& fact) {
  const auto both = [&page](const std::string& en, const std::string& es) {
    Page::add(page.en, en);
    Page::add(page.es, es);
  };
  both(fact.title, fact.title_es);
  both(fact.note, fact.note_es);
  for (const auto& stated : fact.value.spans) {
    for (const auto& reading : stated.readings)
      both(reading.value.en, reading.value.es);
    both(stated.silence.what, stated.silence.what_es);
    both(stated.silence.ask, stated.silence.ask_es);
  }
}

std::string one_decimal(double number) {
  char out[32];
  std::snprintf(out, sizeof out, "%.1f", number);
  return out;
}

}  // namespace

std::string own_words(std::string_view text) {
  std::string out;
  const auto skip_to = [&text](std::size_t from, std::string_view end) {
    const auto at = text.find(end, from);
    return at == std::string_view::npos ? text.size() : at + end.size();
  };
  for (std::size_t i = 0; i < text.size();) {
    if (text.substr(i, 3) == "\u201C") {
      i = skip_to(i, "\u201D");
    } else if (text.substr(i, 2) == "«") {
      i = skip_to(i, "»");
    } else if (text.substr(i, 8) == "https://" || text.substr(i, 7) == "http://") {
      while (i < text.size() && text[i] != ' ')
        ++i;
    } else if (text.substr(i, 2) == "§") {
      // "§ 36a-701b(b)(1)", "§§ 1-200 to 1-242": signs, spaces and what holds a digit.
      while (i < text.size() && (text.substr(i, 2) == "§" || text[i] == ' '))
        i += text[i] == ' ' ? 1 : 2;
      while (i < text.size() && text[i] != ' ' && text[i] != ',' && text[i] != ';' &&
             text[i] != ':')
        ++i;
    } else {
      out += text[i++];
    }
  }
  return out;
}

std::vector<Readability> readability(const Rules& rules) {
  std::map<std::string, Page> pages;
  for (const auto& fact : rules.public_facts)
    add_fact(pages[fact.pack + ": " + fact.topic], fact);
  Translator translator(rules);
  Rules one;
  for (const auto& law : rules.breach) {
    one.breach = {law};
    auto& page = pages[law.jurisdiction];
    for (const auto& [pack, text] : texts_of(one)) {
      Page::add(page.en, text);
      if (const auto spanish = translator.put(text)) Page::add(page.es, spanish->text);
    }
  }
  std::vector<Readability> out;
  for (const auto& [name, page] : pages) {
    if (!page.en.empty()) out.push_back(measured(name, "en", page.en));
    if (!page.es.empty()) out.push_back(measured(name, "es", page.es));
  }
  return out;
}

std::vector<std::string> hard_to_read(const Rules& rules) {
  std::vector<std::string> out;
  for (const auto& page : readability(rules)) {
    if (page.easy()) continue;
    const bool english = page.language == "en";
    out.push_back(
        page.page + (english ? " in English: reading grade " : " in Spanish: reading ease ") +
        one_decimal(page.score) + (english ? ", the highest is " : ", the lowest is ") +
        one_decimal(english ? highest_grade : lowest_ease_es) + "; " + one_decimal(page.words) +
        " words a sentence; begin with '" + shown_line(page.hardest, 160) + "'");
  }
  return out;
}

}  // namespace ledgelight::law
