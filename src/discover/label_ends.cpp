#include "discover/label_ends.hpp"

#include <span>

#include "base/result.hpp"
#include "discover/word_table.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {
namespace {

/// Words that may stand between a label and its value.
std::span<const std::string_view> between_words() {
  static constexpr std::array<std::string_view, 23> words{
      "no",  "num", "number", "nbr",    "nr",      "is",      "was",  "id",
      "the", "of",  "code",   "card",   "ending",  "on",      "date", "value",
      "us",  "ca",  "new",    "record", "records", "numbers", "at"};
  return words;
}
/// A label with this meaning, right before a number, can make it a finding: see labelled(),
/// token().
bool leads_to_numbers(Meaning m) {
  switch (m) {
  case Meaning::ssn:
  case Meaning::tin:
  case Meaning::itin:
  case Meaning::card_code:
  case Meaning::account:
  case Meaning::bank:
  case Meaning::routing:
  case Meaning::passport:
  case Meaning::licence:
  case Meaning::record_no:
  case Meaning::health_plan:
  case Meaning::phone:
  case Meaning::email:
  case Meaning::medicare:
  case Meaning::ip_pin:
  case Meaning::pin:
  case Meaning::military:
  case Meaning::student:
  case Meaning::gov_id:
  case Meaning::employment:
  case Meaning::certificate:
  case Meaning::state_id:
  case Meaning::hicn:
  case Meaning::ein:
  case Meaning::iban: return true;
  default: return false;
  }
}

}  // namespace

bool is_between(std::string_view word) {
  static const WordTable table(between_words());
  if (word.size() > 7 || !table.may_hold(word)) return false;
  std::array<char, 7> low{};
  for (std::size_t i = 0; i < word.size(); ++i)
    low[i] = is_upper(word[i]) ? static_cast<char>(word[i] + 32) : word[i];
  return table.holds({low.data(), word.size()});
}

LabelEnds::LabelEnds() {
  const auto put_word = [this](std::string_view word) {
    put(set_, word);
    words_.put(word);
  };
  each_label([&](std::string_view word, Meaning meaning) {
    if (!leads_to_numbers(meaning)) return;
    put_word(word);
    put(label_, word);
    if (meaning == Meaning::ssn || meaning == Meaning::tin || meaning == Meaning::itin)
      put(social_, word);
  });
  for (auto word : between_words())
    put_word(word);
}
void LabelEnds::put(Set& set, std::string_view word) {
  const auto n = word.size();
  CHECK(n >= 2);
  const auto at = slot(word[n - 1], word[n - 2], n > 2 ? word[n - 3] : ' ');
  set[at / 64] |= std::uint64_t{1} << at % 64;
}
const LabelEnds& LabelEnds::known() {
  static const LabelEnds ends;
  return ends;
}

}  // namespace ledgelight::discover
