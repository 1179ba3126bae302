// The word before a number that says what it is.
#include "discover/numbers.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "discover/label_ends.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;

using std::size_t;

TrigramSet clues_of(std::initializer_list<Meaning> meanings) {
  std::vector<Trigram> out;
  each_label([&](std::string_view word, Meaning meaning) {
    if (std::find(meanings.begin(), meanings.end(), meaning) != meanings.end())
      out.push_back(rarest_trigram(word));
  });
  return TrigramSet(out);
}

Label Numbers::near_label(size_t at) const {
  size_t i = at;
  bool passed = false;
  const size_t stop = at > 40 ? at - 40 : 0;
  while (i > stop) {
    while (i > stop && !is_word(s_[i - 1])) {
      // A form has its labels on the line above; the value is then the first of its line.
      if (s_[i - 1] == '\n' &&
          (passed || s_.substr(i, at - i).find_first_not_of(" \t") != std::string_view::npos))
        return {};
      --i;
    }
    const size_t to = i;
    // Of the words of of_two_words() three end as no label does: "registration".
    const bool ion = passed && to > 3 && (s_[to - 1] | 0x20) == 'n' && (s_[to - 2] | 0x20) == 'o';
    if (!LabelEnds::known().ends(s_, to) && !ion) return {};
    while (i > stop && is_word(s_[i - 1]))
      --i;
    if (i == to || at - to > 28 || (i == stop && i > 0)) return {};
    const auto word = s_.substr(i, to - i);
    auto meaning = meaning_of_word(word);
    if (meaning == Meaning::nothing && passed) meaning = of_two_words(word, i, at);
    if (meaning == Meaning::account && of_a_bank(i)) meaning = Meaning::bank;
    if (meaning == Meaning::card && of_identity(i)) meaning = Meaning::state_id;
    if (meaning == Meaning::card && i >= 6 && lowered(s_.substr(i - 6, 6)) == "green ")
      meaning = Meaning::gov_id;
    if (meaning == Meaning::nothing)  // camelCase keys: patientMrn
      for (size_t k = word.size(); k-- > 1;)
        if (is_upper(word[k]) && is_lower(word[k - 1])) {
          meaning = meaning_of_word(word.substr(k));
          break;
        }
    if (meaning == Meaning::nothing &&
        (word == "Rec" || word == "rec" || word == "record" || word == "records" ||
         word == "Record" || word == "Records") &&
        ((i >= 8 && lowered(s_.substr(i - 8, 8)) == "medical ") ||
         (i >= 4 && lowered(s_.substr(i - 4, 4)) == "med ")))
      return {Meaning::record_no, i - 4, to, s_.substr(i - 4, to - i + 4)};
    if (meaning != Meaning::nothing) return {meaning, i, to, word};
    const bool state =
        word.size() == 2 && is_upper(word[0]) && is_upper(word[1]) && !state_of(word).empty();
    if (!is_between(word) && !state) return {};
    passed = true;
  }
  return {};
}

Meaning Numbers::of_two_words(std::string_view word, size_t from, size_t at) const {
  if (word.size() < 5 || word.size() > 14) return Meaning::nothing;
  const auto low = lowered(word);
  const auto rest =
      lowered(s_.substr(from + word.size(), std::min<size_t>(at - from - word.size(), 6)));
  if ((low == "security" || low == "verification") && rest.substr(0, 5) == " code")
    return Meaning::card_code;
  if ((low == "state" || low == "identity" || low == "identification") &&
      (rest.substr(0, 3) == " id" || rest.substr(0, 5) == " card"))
    return Meaning::state_id;
  // Clubs have members too: health or insurance has to be spoken of right before.
  if (low == "member" &&
      (rest.substr(0, 3) == " id" || rest.substr(0, 3) == " no" || rest.substr(0, 4) == " num"))
    return speaks_of_health(s_.substr(from > 64 ? from - 64 : 0, std::min<size_t>(from, 64))) ||
                   speaks_of_health(s_.substr(at, 64))
               ? Meaning::health_plan
               : Meaning::nothing;
  if (low == "registration" && from >= 6 && lowered(s_.substr(from - 6, 6)) == "alien ")
    return Meaning::gov_id;
  return Meaning::nothing;
}

bool Numbers::of_a_bank(size_t i) const {
  if (i < 5 || s_[i - 1] != ' ') return false;
  const size_t e = i - 1;
  while (i > 1 && e - (i - 2) < 10 && is_word(s_[i - 2]))
    --i;
  const auto word = lowered(s_.substr(i - 1, e - i + 1));
  for (std::string_view w : {"bank"sv, "checking"sv, "savings"sv, "deposit"sv, "chequing"sv})
    if (word == w) return true;
  return false;
}

bool Numbers::of_identity(size_t i) const {
  const auto words = lowered(s_.substr(i > 24 ? i - 24 : 0, std::min<size_t>(i, 24)));
  for (std::string_view w : {"state id "sv, "state identification "sv, "driver id "sv,
                             "state identity "sv, "state-issued id "sv})
    if (words.size() >= w.size() && words.compare(words.size() - w.size(), w.size(), w) == 0)
      return true;
  return false;
}

}  // namespace ledgelight::discover
