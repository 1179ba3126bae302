// Everything that packs and engine can put on a page, sheet, letter or feed, in Spanish.
#include "law/spanish.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "base/text.hpp"
#include "law/check.hpp"
#include "law/duties.hpp"
#include "law/facts.hpp"
#include "law/node.hpp"

namespace ledgelight::law {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const Rules& stamford() {
  static const Rules rules = *load_rules("us/ct/stamford");
  return rules;
}

// The packs on the way to this one, without the law of other states.
const Rules& alone(const std::string& pack) {
  static std::map<std::string, Rules> loaded;
  auto found = loaded.find(pack);
  if (found == loaded.end()) {
    auto rules = load_rules(pack, std::nullopt, std::set<std::string>{});
    EXPECT_TRUE(rules) << (rules ? "" : rules.error().detail);
    found = loaded.emplace(pack, std::move(*rules)).first;
  }
  return found->second;
}

std::set<std::string> names_of(const std::string& text) {
  static const std::regex name(R"(\{[^{}]*\})");
  return {std::sregex_token_iterator(text.begin(), text.end(), name), {}};
}

// Every sentence of a sheet, as the pages put them.
std::set<std::string> sentences_of(const Reckoning& sheet) {
  std::set<std::string> out;
  const auto flags = [&out](const std::vector<Flag>& all) {
    for (const auto& flag : all)
      out.insert(flag.text);
  };
  const auto notes = [&out](const std::vector<Source>& all) {
    for (const auto& source : all)
      if (source.note_es.empty()) out.insert(source.note);
  };
  for (const auto& duty : sheet.duties) {
    out.insert({duty.title, duty.bearer, duty.recipient, duty.due_text});
    for (const auto& other : duty.alternatives)
      out.insert(other.because);
    out.insert(duty.methods.begin(), duty.methods.end());
    out.insert(duty.content.begin(), duty.content.end());
    flags(duty.flags);
    notes(duty.citations);
  }
  for (const auto& one : sheet.not_required) {
    out.insert(one.because);
    notes(one.citations);
  }
  for (const auto& question : sheet.questions)
    out.insert(question.why);
  flags(sheet.flags);
  out.erase("");
  return out;
}

Json facts_of(std::string_view state, std::int64_t count) {
  auto facts = *parse_json(
      R"({"entity":{"kind":"municipality","role":"owner","hipaa":false},"discovered":"2026-03-02",
      "vendor_discovered":null,"access":"acquired","data":[{"elements":["name","ssn"],
      "medium":"electronic","protection":"none","accuracy_feet":0,"city_mailbox_people":0}],
      "people":[],"harm":{"finding":"undetermined"},"law_enforcement_hold":null,
      "notice_cost_usd":1000,"notified":[]})");
  facts["people"].push_back(
      {{"state", state}, {"count", count}, {"identified", "2026-03-02"}, {"without_contact", 0}});
  return facts;
}

// Facts that between them bring out what a law and the engine have to say: what differs from the
// facts above ("?": not known), and the day that is asked about.
struct Variation {
  const char* patch;
  const char* day = "2026-03-05";
};
const std::vector<Variation>& variations() {
  static const std::vector<Variation> all = {
      {"{}"},
      {R"({"entity":{},"vendor_discovered":"?","access":"?","data":"?","harm":"?",
          "law_enforcement_hold":"?","notice_cost_usd":"?","notified":"?"})"},
      {R"({"entity":{"kind":null,"role":null,"hipaa":null},"vendor_discovered":"?","access":"?",
          "harm":"?","law_enforcement_hold":"?","notice_cost_usd":"?","notified":"?"})"},
      {R"({"people":"?"})"},
      {R"({"data":"?","people":"?","discovered":"?"})"},
      {R"({"data":[{}],"people":"?"})"},
      {R"({"data":[{"elements":["dob"],"medium":"electronic","protection":"none"}]})"},
      {R"({"data":[{"elements":["ssn","medical","financial_account","payment_card"],
          "medium":"electronic","protection":"none"}]})"},
      {R"({"data":[{"elements":["name","financial_account","payment_card"],
          "medium":"electronic","protection":"none"}]})"},
      {R"({"data":[{"elements":["name","precise_geolocation"],"medium":"electronic",
          "protection":"none","accuracy_feet":9000}]})"},
      {R"({"data":[{"elements":["name","precise_geolocation","account_credentials"],
          "medium":"electronic","protection":"none"}]})"},
      {R"({"data":[{"elements":["name","account_credentials","medical","health_insurance",
          "biometric","genetic","tax_information","student_id","alpr","drivers_licence","state_id",
          "passport","tax_id","financial_account","financial_access_code"],"medium":"electronic",
          "protection":"none","city_mailbox_people":7}]})"},
      {R"({"data":[{"elements":["name","ssn"],"medium":"paper","protection":"none"}]})"},
      {R"({"data":[{"elements":["name","ssn"]}]})"},
      {R"({"data":[{"elements":["name","ssn"],"medium":"electronic","protection":"encrypted",
          "key":"safe"}]})"},
      {R"({"data":[{"elements":["name","ssn"],"medium":"electronic","protection":"encrypted",
          "key":"taken"}]})"},
      {R"({"data":[{"elements":["name","ssn"],"medium":"electronic","protection":"encrypted"}]})"},
      {R"({"data":[{"elements":["name","ssn"],"medium":"electronic","protection":"hashed"}]})"},
      {R"({"data":[]})"},
      {R"({"access":"accessed"})"},
      {R"({"access":"accessed","harm":{"finding":"unlikely","investigated":true,
          "signed_by":"o-1","on":"2026-03-04"}})"},
      {R"({"harm":{"finding":"unlikely"}})"},
      {R"({"harm":{"finding":"unlikely","investigated":true,"signed_by":"o-1","on":"2026-03-04"}})"},
      {R"({"harm":{"finding":"unlikely","investigated":true,"signed_by":"o-1","on":"2026-03-04",
          "reopened":"2026-03-05"}})"},
      {R"({"discovered":"2016-03-01","harm":{"finding":"unlikely","investigated":true,
          "signed_by":"o-1","on":"2016-03-04","reopened":null}})",
       "2016-04-01"},
      {R"({"law_enforcement_hold":{"agency":"FBI"}})"},
      {R"({"law_enforcement_hold":{"agency":"FBI","determined":true,"requested":"2026-03-04"}})"},
      {R"({"law_enforcement_hold":{"agency":"FBI","determined":true,"requested":"2026-03-04",
          "released":null}})"},
      {R"({"law_enforcement_hold":{"agency":"FBI","determined":true,"requested":"2026-03-04",
          "released":null},"entity":{"role":"maintainer"}})"},
      {R"({"law_enforcement_hold":{"agency":"FBI","determined":true,"requested":"2026-03-04",
          "released":"2026-03-05"}})"},
      {R"({"law_enforcement_hold":{"agency":"FBI","determined":true,"requested":"2026-03-04",
          "released":"2026-12-01"}})",
       "2026-12-02"},
      {R"({"law_enforcement_hold":{"agency":"FBI","determined":true,"requested":"2026-11-04",
          "released":null}})",
       "2026-12-02"},
      {R"({"notified":[{"who":"residents","on":"2026-03-04"}]})"},
      {R"({"notified":[{"who":"residents","state":"US-XX","on":"2026-03-04"}]})"},
      {R"({"notice_cost_usd":9000000})"},
      {R"({"notice_cost_usd":20000})"},
      {R"({"people":[{"state":"US-XX","count":9000000,"identified":"2026-03-02",
          "without_contact":0}]})"},
      {R"({"people":[{"state":"US-XX","count":2,"identified":"2026-03-02","without_contact":1}]})"},
      {R"({"people":[{"state":"US-XX"},{"count":3},{"state":"US-XX","count":3,
          "identified":"2027-03-02"}]})"},
      {R"({"people":[{"state":"US-XX","count":1,"identified":"2027-03-02","without_contact":0}]})",
       "2027-03-03"},
      {R"({"people":[{"state":"US-XX","count":3},{"state":"US-ME","count":2000}]})"},
      {R"({"people":[{"state":"US-XX","count":3},{"state":"US-ME"}]})"},
      {R"({"entity":{"role":"maintainer","hipaa":true}})"},
      {R"({"entity":{"hipaa":true},"vendor_discovered":"2026-03-01",
          "harm":{"finding":"unlikely","investigated":true,"signed_by":"o-1","on":"2026-03-04"}})"},
      {R"({"entity":{"hipaa":true},"people":[{"state":"US-XX","count":3,
          "identified":"2026-03-02","without_contact":0}]})"},
      {R"({"entity":{"hipaa":true},"people":"?"})"},
      {R"({"entity":{"hipaa":true},"people":[{"count":3},{"state":"US-XX"}]})"},
      {R"({"entity":{"kind":"police"}})"},
      {R"({"entity":{"kind":"business"}})"},
      {R"({"vendor_discovered":"2026-02-20"})"},
      {R"({"vendor_discovered":"2026-03-20"})"},
      {R"({"vendor_discovered":"2026-02-20","discovered":"?"})"},
      {R"({"discovered":"2005-03-02"})"},
      {R"({"discovered":"2012-03-02"})"},
      {R"({"discovered":"2018-03-02"})"},
      {R"({"discovered":"2022-03-02"})"},
      {R"({"discovered":"2026-03-01"})"},
      {R"({"discovered":"2026-03-03"})"},
      {R"({"discovered":"2026-03-04"})"},
      {R"({"discovered":"2026-03-05"})"},
      {R"({"discovered":"2026-03-10"})"},
      {R"({"discovered":"2026-05-05"})"},
      {R"({"discovered":"2030-03-02"})"},
  };
  return all;
}

Json patched(const Json& base, std::string patch, const std::string& state) {
  patch = replaced(patch, "US-XX", state);
  auto facts = base;
  const auto changes = *parse_json(patch);
  for (const auto& [key, value] : changes.items()) {
    if (value == "?")
      facts.erase(key);
    else if (key == "entity")
      facts[key].update(value);
    else
      facts[key] = value;
  }
  return facts;
}

// Sentence by sentence what the engine says, for residents of every jurisdiction and, as the city's
// own law, for that jurisdiction's own bodies.
std::map<std::string, const Rules*> everything_said() {
  std::map<std::string, const Rules*> out;
  const auto take = [&out](const Rules& rules, const Json& json, const char* day) {
    const auto facts = read_facts(json);
    ASSERT_TRUE(facts) << facts.error().detail << "\n" << json.dump();
    const auto sheet = duties_for(rules, *facts, *parse_date(day));
    ASSERT_TRUE(sheet) << sheet.error().detail;
    for (const auto& text : sentences_of(*sheet))
      out.emplace(text, &rules);
  };
  for (const auto& code : jurisdiction_codes()) {
    auto home = code.substr(0, 2) + "/" + code.substr(3);
    std::transform(home.begin(), home.end(), home.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto& own = alone(home);
    const auto base = facts_of(code, 12'000);
    for (const auto& [patch, day] : variations()) {
      take(stamford(), patched(base, patch, code), day);
      take(own, patched(base, patch, code), day);
    }
  }
  return out;
}

// The sentences of words.yaml, which a pack gets that writes none of its own.
std::vector<std::string> shared_words() {
  std::vector<std::string> out;
  const auto node = parse_node("us/words.yaml", rule_files()->at("us/words.yaml"));
  EXPECT_TRUE(node);
  for (const auto& list : node->find("words")->members)
    for (const auto& one : list.items)
      out.push_back(one.find("text")->text);
  return out;
}

// What the engine says of laws that no pack of today has: another access, days that disagree, other
// starts of a clock. tests/about/engine_words.py tells of every other text in it.
const std::vector<std::string>& of_other_laws() {
  static const std::vector<std::string> all = {
      "The law asks for more than that data was acquired.",
      "The law asks for more than that data was accessed.",
      "the sources disagree: 45 days in another",
      "if legal holidays are left out, as the city counts them",
      "soon, and not later than 9 days after determination of misuse",
      "soon, and not later than 9 days after investigation complete",
      "9 business days from harm finding",
      "9 hours from awareness and scope",
      "9 business days from confirmation, whose day is not among the facts; counted from discovery",
      "9 hours from determination, whose day is not among the facts; counted from discovery",
      "at the time of another notice",
      "no day is stated for that time",
      "No pack on the way to us/ct holds a breach law: nothing was reckoned for its own state.",
      "US-CT, 2 residents: These people fall under their own state's law."};
  return all;
}

// What may stand in Spanish as it is: numbers, days, codes, keys of the interface, citations and
// lists of them.
class Kept {
 public:
  explicit Kept(const Rules& rules) {
    for (const auto& law : rules.breach)
      statutes_.insert(law.statute);
  }
  bool may(const std::string& text) const {
    static const std::regex plain(
        R"(^(\$?[0-9][0-9,]*|[0-9]{4}-[0-9]{2}-[0-9]{2}|US(-[A-Z]{2})?|us(/[a-z0-9-]+)+|)"
        R"([a-z_]+(\[[0-9]+\])?(\.[a-z_]+)?(, [a-z_]+(\[[0-9]+\])?(\.[a-z_]+)?)*)$)");
    return statutes_.count(text) > 0 || std::regex_match(text, plain) || citations(text);
  }

 private:
  // "Conn. Gen. Stat. § 36a-701b(b)(1); 45 CFR 164.404(c)": a number or § in each.
  static bool citations(const std::string& text) {
    for (const auto& one : split(text, ';'))
      if (one.find_first_of("0123456789") == std::string::npos || reads_as_english(one))
        return one.find("CJIS") != std::string::npos || one.find("P.A.") != std::string::npos;
    return true;
  }
  std::set<std::string> statutes_;
};

TEST(Spanish, StandsForEveryTextOfEveryPack) {
  std::set<std::string> missing;
  for (const auto& pack : pack_ids(*rule_files())) {
    for (const auto& one : without_spanish(alone(pack)))
      missing.insert(one);
  }
  for (const auto& one : without_spanish(stamford()))
    missing.insert(one);
  Translator translator(alone("us"));
  for (const auto& text : shared_words())
    if (!translator.put(text)) missing.insert("us/words.yaml: " + text);
  for (const auto& text : of_other_laws())
    if (!translator.put(text)) missing.insert("engine: " + text);
  EXPECT_GT(texts_of(stamford()).size(), 1'500U);
  EXPECT_EQ(join({missing.begin(), missing.end()}, "\n"), "");
}

TEST(Spanish, StandsForEverySentenceThatAReckoningCanShow) {
  std::set<std::string> missing, kept;
  const auto said = everything_said();
  EXPECT_GT(said.size(), 1'000U);
  std::map<const Rules*, Kept> may;
  std::map<const Rules*, Translator> translators;
  for (const auto& [text, rules] : said) {
    const auto spanish = translators.try_emplace(rules, *rules).first->second.put(text);
    if (!spanish) {
      missing.insert(rules->packs.back().id + ": " + text);
      continue;
    }
    const auto& allowed = may.emplace(rules, Kept(*rules)).first->second;
    for (const auto& one : spanish->kept)
      if (!allowed.may(one)) kept.insert("'" + one + "' stays as it is in: " + text);
  }
  EXPECT_EQ(join({missing.begin(), missing.end()}, "\n"), "");
  EXPECT_EQ(join({kept.begin(), kept.end()}, "\n"), "");
}

TEST(Spanish, IsNotItsEnglishAndHasTheSameNames) {
  for (const auto& [english, spanish] : stamford().spanish) {
    EXPECT_NE(english, spanish);
    EXPECT_EQ(names_of(english), names_of(spanish)) << english;
    EXPECT_FALSE(reads_as_english(english) && reads_as_english(spanish)) << spanish;
  }
  for (const auto& fact : stamford().public_facts)
    EXPECT_EQ(names_of(fact.title), names_of(fact.title_es)) << fact.id;
}

TEST(Spanish, HasNoPairThatNothingUses) {
  std::set<std::string> used;
  std::map<const Rules*, Translator> translators;
  const auto use = [&](const Rules& rules, const std::string& text) {
    if (const auto spanish = translators.try_emplace(&rules, rules).first->second.put(text))
      used.insert(spanish->pairs.begin(), spanish->pairs.end());
  };
  for (const auto& [pack, text] : texts_of(stamford()))
    use(stamford(), text);
  for (const auto& pack : pack_ids(*rule_files())) {
    const auto& rules = alone(pack);
    for (const auto& [from, text] : texts_of(rules))
      use(rules, text);
  }
  for (const auto& [text, rules] : everything_said())
    use(*rules, text);
  for (const auto& text : shared_words())
    use(alone("us"), text);
  for (const auto& text : of_other_laws())
    use(alone("us"), text);
  std::vector<std::string> idle;
  for (const auto& [english, spanish] : stamford().spanish)
    if (used.count(english) == 0) idle.push_back(english);
  EXPECT_EQ(join(idle, "\n"), "");
}

TEST(Spanish, APatternTakesWhatStandsInIt) {
  EXPECT_EQ(spanish_of(stamford(),
                       "without unreasonable delay, and not later than 60 days after discovery"),
            "sin demora injustificada, y a más tardar 60 días después del descubrimiento");
  EXPECT_EQ(spanish_of(stamford(),
                       "2026-07-04 is not a business day (Saturday): law is silent on moving it; "
                       "not to be relied on"),
            "2026-07-04 no es día hábil (sábado): la ley calla sobre moverlo; no confíe en ello");
  EXPECT_EQ(spanish_of(stamford(), "a sentence nobody wrote"), std::nullopt);
  Rules rules;
  rules.spanish = {{"{a} and {b}", "{b} y {a}"}, {"one", "uno"}};
  EXPECT_EQ(spanish_of(rules, "one and two"), "two y uno");
  rules.spanish = {{"x{a}", "y{a}"}};
  EXPECT_EQ(spanish_of(rules, "xxxxxx"), "yyyyyx");
  EXPECT_EQ(spanish_of(rules, "x"), std::nullopt);
  rules.spanish = {{"from {a} to {a}", "de {a} a {a}"}};
  EXPECT_EQ(spanish_of(rules, "from 1 to 1"), "de 1 a 1");
  EXPECT_EQ(spanish_of(rules, "from 1 to 2"), std::nullopt);
}

TEST(Spanish, OfSeveralSentencesIsPutOneByOne) {
  Rules rules;
  rules.spanish = {{"It is over.", "Terminó."},
                   {"Go home.", "Vaya a casa."},
                   {"at once", "de inmediato"},
                   {"in {n} days", "en {n} días"}};
  EXPECT_EQ(spanish_of(rules, "It is over. Go home."), "Terminó. Vaya a casa.");
  EXPECT_EQ(spanish_of(rules, "at once; or in 5 days"), "de inmediato; o en 5 días");
  EXPECT_EQ(spanish_of(rules, "It is over. Stay."), std::nullopt);
}

TEST(Spanish, ThatIsMissingIsAWarningOfTheCheck) {
  auto files = *rule_files();
  auto& text = files.at("us/al/breach.yaml");
  const std::string due = "within 10 days of the determination";
  text.replace(text.find(due), due.size(), "within ten days, says a statute nobody put");
  const auto report = check(files, *parse_date("2026-11-26"));
  EXPECT_THAT(join(report.warnings, "\n"),
              HasSubstr("us/al: 'within ten days, says a statute nobody put' has no Spanish"));
}

}  // namespace
}  // namespace ledgelight::law
