#include "desk/paper_words.hpp"

#include <map>
#include <memory>

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "casefile/fact_words.hpp"
#include "law/spanish.hpp"
#include "notice/readings.hpp"
#include "notice/words.hpp"

namespace ledgelight::desk {
namespace {

using Sentences = std::map<std::string, std::string, std::less<>>;

// Every message of one language, by key.
Sentences read(std::string_view language) {
  Sentences out;
  const auto begin = std::string(language) + "/messages.";
  for (const auto& file : embedded_content()) {
    if (file.path.substr(0, begin.size()) != begin) continue;
    const auto json = parse_json(file.bytes);
    CHECK(json.has_value());  // the server would not start either
    for (const auto& [key, text] : json->items())
      out[key] = text.get<std::string>();
  }
  return out;
}

const Sentences& sentences(const std::string& language) {
  static const Sentences english = read("en"), spanish = read("es");
  return language == "es" ? spanish : english;
}

std::string said(const std::string& language, std::string_view key) {
  const auto& all = sentences(language);
  const auto found = all.find(key);
  return found == all.end() ? std::string(key) : found->second;
}

}  // namespace

std::string law_in_spanish(const law::Rules& rules, const std::string& english) {
  const auto put = [&](const std::string& text) {
    return law::spanish_of(rules, text).value_or(text);
  };
  return notice::reading_in_spanish(english, put).value_or(put(english));
}

std::string table_time(Instant at, const std::string& zone) {
  const auto words = long_text(at, zone);  // ends in the zone's letters of that day
  return short_text(at, zone) + " " + words.substr(words.rfind(' ') + 1);
}

notice::SheetWords paper_words(const law::Rules& rules, std::string_view language) {
  auto out = notice::SheetWords::of(language);
  const auto in = out.language;
  const auto zone = rules.place.zone;
  const casefile::Speaker speaker{
      [in](std::string_view key) { return said(in, key); },
      [in](Date day) { return notice::day_words(day, in); },
      [in, zone](const When& when) { return notice::when_words(when, in, zone); }};
  out.fact = [speaker](const std::string& path) { return casefile::path_words(speaker, path); };
  out.value = [speaker](const std::string& path, const Json& value) {
    return casefile::value_words(speaker, path, value);
  };
  out.state = [in](const std::string& code) {
    const auto key = "portal.state." + code;
    return sentences("en").count(key) == 0 ? code : said(in, key);
  };
  if (in == "es") {
    const auto translator = std::make_shared<law::Translator>(rules);
    const auto law = [translator, speaker](const std::string& english) {
      const auto put = translator->put(english);
      return casefile::sentence_words(speaker, put ? put->text : english);
    };
    out.law = [law](const std::string& english) {
      return notice::reading_in_spanish(english, law).value_or(law(english));
    };
  } else {
    out.law = [speaker](const std::string& english) {
      return casefile::sentence_words(speaker, english);
    };
  }
  return out;
}

}  // namespace ledgelight::desk
