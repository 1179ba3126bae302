// notice/words.hpp: dates as a letter says them, in its language.
#pragma once

#include <string>

#include "base/civil.hpp"

namespace ledgelight::notice {

/// "Thursday, March 5, 2026"; in Spanish "jueves, 5 de marzo de 2026". Always with the weekday.
std::string day_words(Date day, const std::string& language);

/// With its preposition, no more exact than was told: "on Thursday, March 5, 2026", "some time in
/// March 2026", "between … and …". "" when unknown.
std::string when_words(const When& when, const std::string& language, const std::string& zone);

}  // namespace ledgelight::notice
