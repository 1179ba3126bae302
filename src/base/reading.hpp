// base/reading.hpp: how hard a text is to read. Letters, public pages and packs are held to it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ledgelight {

/// Words as runs of letters and digits; "2 1/2", "a.m." and addresses split into short ones.
std::vector<std::string> words_in(std::string_view text);
/// Sentences of prose; each line ends one, abbreviations and numbers do not.
std::vector<std::string> sentences_of(std::string_view text);
double words_per_sentence(std::string_view text);

/// English: Flesch-Kincaid grade level, 0.39 words/sentence + 11.8 syllables/word - 15.59, not
/// below 0 (Kincaid, Fishburne, Rogers and Chissom 1975). 8: what a fourteen-year-old reads.
double reading_grade(std::string_view english);

/// Spanish: Flesch-Szigriszt index, 206.835 - 62.3 syllables/word - words/sentence (Szigriszt Pazos
/// 1993), read on the INFLESZ scale (Barrio-Cantalejo et al. 2008): under 40 very hard, 40 to 55
/// somewhat hard, 55 to 65 normal, 65 to 80 fairly easy, above very easy. 0 for an empty text.
double reading_ease_es(std::string_view spanish);

}  // namespace ledgelight
