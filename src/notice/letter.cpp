#include "notice/letter.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "notice/words.hpp"

namespace ledgelight::notice {
namespace {

constexpr std::string_view folder = "letters/";

bool ends(std::string_view s, std::string_view tail) {
  return s.size() >= tail.size() && s.substr(s.size() - tail.size()) == tail;
}

// "token: words" a line, # for remarks.
Result<std::vector<std::pair<std::string, std::string>>> lines_of(std::string_view text) {
  if (text.size() > (64U << 10) || !valid_utf8(text)) {
    return fail(Errc::bad_input, "over 64 KiB or not UTF-8");
  }
  std::vector<std::pair<std::string, std::string>> out;
  int number = 0;
  for (const auto& raw : split(text, '\n')) {
    ++number;
    const auto line = trimmed(raw);
    if (line.empty() || line[0] == '#') continue;
    const auto colon = line.find(": ");
    if (colon == std::string::npos) {
      return fail(Errc::bad_input, fmt::format("line {}: \"token: words\" is wanted", number));
    }
    out.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 2)));
  }
  return out;
}

bool any_of(const Recipient& r, std::initializer_list<const char*> tokens) {
  return std::any_of(tokens.begin(), tokens.end(), [&](const char* token) {
    return std::find(r.elements.begin(), r.elements.end(), token) != r.elements.end();
  });
}

bool services_owed(const LetterFacts& facts, const Recipient& r) {
  if (facts.services.months <= 0) return false;
  if (facts.services.elements.empty()) return true;
  return std::any_of(facts.services.elements.begin(), facts.services.elements.end(),
                     [&](const std::string& token) {
                       return std::find(r.elements.begin(), r.elements.end(), token) !=
                              r.elements.end();
                     });
}

// Sentences an officer typed end with a full stop, so that the template can go on after them.
std::string as_sentence(std::string_view typed) {
  auto s = trimmed(shown_line(typed, 20'000));
  if (!s.empty() && s.back() != '.' && s.back() != '!' && s.back() != '?') s += '.';
  return s;
}
// … and values that stand inside a sentence of ours do not.
std::string as_words(std::string_view typed) {
  auto s = trimmed(shown_line(typed, 20'000));
  while (!s.empty() && s.back() == '.') s.pop_back();
  return s;
}

std::string first_or(const std::string& given, const std::vector<std::string>& help) {
  return !given.empty() || help.empty() ? given : help.front();
}

// What the demands come to, each as a content key or "without …"; what nobody answers stays out.
std::set<std::string> answers_of(const Stationery& stationery, const std::set<std::string>& required) {
  std::set<std::string> out;
  for (const auto& demand : required) {
    if (const auto key = stationery.answer_to(demand)) out.insert(*key);
  }
  return out;
}

Result<Values> values_of(const Stationery& stationery, const LetterFacts& facts, const Recipient& r,
                         const std::string& language, const std::set<std::string>& asked) {
  Values v;
  auto& t = v.texts;
  t["city"] = facts.city;
  t["case_reference"] = facts.case_reference;
  t["letter_date"] = facts.letter_date.ok() ? day_words(facts.letter_date, language) : "";
  t["what_happened"] = as_sentence(facts.what_happened);
  t["what_is_unknown"] = as_sentence(facts.what_is_unknown);
  t["more_by"] = as_sentence(facts.more_by);
  t["what_we_do"] = as_sentence(facts.what_we_do);
  t["discovered"] = facts.discovered ? day_words(*facts.discovered, language) : "";
  t["contact_name"] = as_words(facts.contact.name);
  t["contact_phone"] = as_words(facts.contact.phone);
  t["contact_mail"] = as_words(facts.contact.mail);
  t["contact_address"] = as_words(facts.contact.address);
  t["contact_hours"] = as_words(facts.contact.hours);
  t["languages_offered"] = as_words(facts.languages_offered);
  t["services_provider"] = as_words(facts.services.provider);
  t["services_covers"] = as_sentence(facts.services.covers);
  t["services_months"] = facts.services.months > 0 ? std::to_string(facts.services.months) : "";
  t["enrol_how"] = as_sentence(facts.services.enrol_how);
  t["enrol_until"] = facts.services.enrol_until ? day_words(*facts.services.enrol_until, language) : "";
  t["state_attorney_contact"] = as_words(facts.state_attorney_contact);
  t["credit_reports_at"] =
      first_or(as_words(facts.credit_reports_at), stationery.help("credit_reports_at", language));
  t["ftc_at"] = first_or(as_words(facts.ftc_at), stationery.help("ftc_at", language));
  t["fcra_at"] = first_or("", stationery.help("fcra_at", language));
  t["signer"] = as_words(facts.signer);
  t["signer_title"] = as_words(facts.signer_title);
  t["number_affected"] = facts.number_affected ? std::to_string(*facts.number_affected) : "";
  t["recipient_name"] = trimmed(shown_line(name_in_order(r.name.reveal(Purpose::deliver_notice)), 120));
  t["enrol_code"] = trimmed(shown_line(r.enrol_code.reveal(Purpose::deliver_notice), 60));

  const auto occurred = when_words(facts.occurred.value, language, facts.zone);
  const bool stated = facts.occurred.certainty != Certainty::unknown && !occurred.empty();
  t["occurred"] = stated ? occurred : "";

  auto& f = v.flags;
  f["occurred_stated"] = stated;
  f["occurred_known"] = stated && facts.occurred.certainty == Certainty::known;
  f["taken_known"] = facts.taken == Certainty::known;
  f["taken_suspected"] = facts.taken == Certainty::suspected;
  f["taken_unknown"] = facts.taken == Certainty::unknown;
  f["delayed_by_police"] = facts.delayed_by_police;
  f["has_services"] = services_owed(facts, r);
  f["has_credentials"] = any_of(r, {"account_credentials"});
  // Some states ask for the bureaus, the freeze and the alert whatever was exposed.
  const auto asks = [&asked](const char* key) { return asked.count(key) != 0; };
  f["has_credit_risk"] = any_of(r, {"ssn", "tax_id"}) || services_owed(facts, r) || asks("cra_contacts") ||
                         asks("credit_freeze_advice") || asks("fraud_alert_advice");
  f["asks_fcra_rights"] = asks("fcra_rights");
  f["asks_number_affected"] = asks("number_affected");
  f["asks_parent_company"] = asks("parent_company");
  f["asks_police_report"] = asks("police_report_right");
  f["has_financial"] = any_of(r, {"financial_account", "payment_card", "financial_access_code"});
  f["has_health"] = any_of(r, {"medical", "health_insurance"});
  f["has_id_document"] =
      any_of(r, {"drivers_licence", "state_id", "passport", "military_id", "other_gov_id"});

  for (const auto& token : r.elements) {
    v.lists["elements"].push_back(TRY(stationery.element_words(token, language)));
  }
  v.lists["freeze_contacts"] = facts.freeze_contacts.empty()
                                   ? stationery.help("freeze_contacts", language)
                                   : facts.freeze_contacts;
  return v;
}

// What stands after a comma and is no first name.
bool is_suffix(std::string_view part) {
  static const std::set<std::string, std::less<>> suffixes{
      "jr", "sr", "ii", "iii", "iv", "esq", "md", "phd", "dds", "dmd", "dvm", "rn", "cpa", "jd", "edd",
      "inc", "llc", "llp", "ltd", "co", "corp", "plc"};
  std::string bare;
  for (const char c : lowered(part)) {
    if (c != '.' && c != ' ') bare += c;
  }
  return suffixes.count(bare) != 0;
}

// What to do about a value the letter lacks.
std::string remedy(const std::string& name) {
  static const std::map<std::string, std::string> told{
      {"case_reference", "a number for the reader to quote. Give the case reference"},
      {"city", "the name of the city"},
      {"contact_hours", "the hours in which the contact answers. Enter them with their time zone"},
      {"contact_name", "a person or office to contact. Enter the contact"},
      {"contact_phone", "a telephone number for questions. Enter the contact's number"},
      {"credit_reports_at", "where to get free credit reports. Enter it or check help.txt"},
      {"discovered", "the day the city learned of the breach. Enter the fact \"discovered\""},
      {"elements", "the kinds of this person's information. Record the person's elements"},
      {"enrol_how", "how to sign up for the services that are owed. Enter the provider's steps"},
      {"enrol_until", "the last day to sign up for the services. Enter it"},
      {"fcra_at", "where the rights under the Fair Credit Reporting Act are told. Check help.txt"},
      {"freeze_contacts", "how to reach the credit bureaus. Enter them or check help.txt"},
      {"ftc_at", "where to report identity theft. Enter it or check help.txt"},
      {"languages_offered", "the languages in which the city can help. Enter them"},
      {"letter_date", "its date"},
      {"number_affected", "how many people of this state are affected. Enter the fact \"people\""},
      {"recipient_name", "the reader's name. Correct the person's record"},
      {"services_covers", "what the services cover. Enter it in plain words"},
      {"services_provider", "who provides the services. Enter the provider"},
      {"signer", "who signs it. Enter the signer"},
      {"signer_title", "the office of who signs it. Enter it"},
      {"what_happened", "what happened, in plain words. Enter a sentence or two"},
      {"what_we_do", "what the city is doing. Enter a sentence or two"},
  };
  const auto found = told.find(name);
  return "The letter needs " + (found == told.end() ? "the value \"" + name + "\"" : found->second) +
         ".";
}

// The prose of one language: what a grade can be measured on.
std::string prose_of(const print::Document& document) {
  std::string out;
  for (const auto& block : document.blocks) {
    if (const auto* p = std::get_if<print::Paragraph>(&block); p != nullptr && p->language.empty()) {
      out += p->text.plain() + "\n";
    } else if (const auto* l = std::get_if<print::List>(&block)) {
      for (const auto& item : l->items) out += item.plain() + "\n";
    }
  }
  return out;
}

// Lower case, one space between words.
std::string folded(std::string_view sentence) {
  std::string out;
  for (const char c : lowered(sentence)) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space || (!out.empty() && out.back() != ' ')) out += space ? ' ' : c;
  }
  return trimmed(out);
}

std::string file_of(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

}  // namespace

namespace {

// One content key, or "without" and the keys that the letter must not have.
bool all_keys(std::string_view answer) {
  const auto words = split(answer, ' ');
  const bool without = words.front() == "without" && words.size() > 1;
  return (without || words.size() == 1) &&
         std::all_of(words.begin() + (without ? 1 : 0), words.end(),
                     [](const std::string& key) { return content_keys().count(key) != 0; });
}

}  // namespace

Result<Stationery> Stationery::load(std::span<const EmbeddedFile> files) {
  Stationery out;
  for (const auto& file : files) {
    if (file.path.substr(0, folder.size()) != folder) continue;
    const auto named = [&](const Error& e) {
      return fail(e.code, fmt::format("{}: {}", file.path, e.detail));
    };
    const auto name = file_of(file.path);
    if (ends(name, ".md")) {
      auto made = Template::parse(file.bytes);
      if (!made) return named(made.error());
      out.templates_.push_back(std::move(*made));
    } else if (ends(name, ".txt")) {
      const auto lines = lines_of(file.bytes);
      if (!lines) return named(lines.error());
      if (name == "demands.txt") {
        for (const auto& [key, sentence] : *lines) {
          if (key != "none" && !all_keys(key)) {
            return fail(Errc::config, fmt::format("{}: unknown content key \"{}\"", file.path,
                                                  shown_line(key, 60)));
          }
          out.demands_[folded(sentence)] = key;
        }
        continue;
      }
      const bool elements = name.substr(0, 9) == "elements." && name.size() == 15;
      for (const auto& [key, words] : *lines) {
        if (elements) {
          out.elements_[name.substr(9, 2) + "/" + key] = words;
        } else {
          out.help_[key].push_back(words);
        }
      }
    } else {
      return fail(Errc::config, fmt::format("{}: neither .md nor .txt", file.path));
    }
  }
  if (out.templates_.empty()) return fail(Errc::config, "no letter under content/letters");
  return out;
}

Result<Template> Stationery::resident_notice(std::string_view state,
                                             std::string_view language) const {
  // A template of the state's own, else one that serves every state; of these, the language.
  for (const std::string_view place : {state, std::string_view("US")}) {
    const Template* english = nullptr;
    for (const auto& t : templates_) {
      const auto places = split(t.jurisdiction(), ' ');
      if (std::find(places.begin(), places.end(), place) == places.end()) continue;
      if (!ends(t.id(), "/resident-notice")) continue;
      if (t.language() == language) return t;
      if (t.language() == "en") english = &t;
    }
    if (english != nullptr) return *english;
  }
  return fail(Errc::not_found, fmt::format("no resident notice for {}: add one under "
                                           "content/letters", shown_line(state, 20)));
}

Result<std::string> Stationery::element_words(std::string_view token,
                                              std::string_view language) const {
  const auto found = elements_.find(fmt::format("{}/{}", language, token));
  if (found != elements_.end()) return found->second;
  return fail(Errc::not_found, fmt::format("no plain words for the element \"{}\" in {}: add them "
                                           "to content/letters/elements.{}.txt",
                                           shown_line(token, 40), shown_line(language, 10),
                                           shown_line(language, 10)));
}

std::vector<std::string> Stationery::help(std::string_view key, std::string_view) const {
  const auto found = help_.find(std::string(key));
  return found == help_.end() ? std::vector<std::string>{} : found->second;
}

std::vector<Template> Stationery::templates() const { return templates_; }

std::optional<std::string> Stationery::answer_to(std::string_view demand) const {
  if (content_keys().count(demand) != 0) return std::string(demand);
  const auto found = demands_.find(folded(demand));
  if (found == demands_.end()) return std::nullopt;
  return found->second;
}

std::string name_in_order(std::string_view name) {
  std::vector<std::string> parts;
  for (const auto& part : split(name, ',')) parts.push_back(trimmed(part));
  std::string tail;
  while (parts.size() > 1 && (parts.back().empty() || is_suffix(parts.back()))) {
    if (!parts.back().empty()) tail = ", " + parts.back() + tail;
    parts.pop_back();
  }
  // Two commas beside suffixes: nobody can say which part is which.
  if (parts.size() != 2 || parts[0].empty()) return trimmed(name);
  return parts[1] + " " + parts[0] + tail;
}

std::set<std::string> required_content(const Json& duty, const LetterFacts& facts,
                                       const Recipient& recipient) {
  std::set<std::string> out;
  if (duty.is_object() && duty.contains("content") && duty["content"].is_array()) {
    for (const auto& key : duty["content"]) {
      if (key.is_string() && key != "none") out.insert(key.get<std::string>());
    }
  }
  if (services_owed(facts, recipient)) out.insert({"enrolment", "credit_freeze_advice"});
  if (any_of(recipient, {"account_credentials"})) out.insert("credential_change");
  return out;
}

namespace {

print::AddressWindow window_of(const LetterFacts& facts, const Recipient& recipient) {
  print::AddressWindow window;
  window.sender.push_back(shown_line(facts.city, 80));
  for (const auto& line : facts.sender) window.sender.push_back(shown_line(line, 80));
  const auto add = [&window](const Personal<std::string>& line) {
    const auto clean = trimmed(shown_line(line.reveal(Purpose::deliver_notice), 120));
    if (!clean.empty()) window.address.push_back(clean);
  };
  add(Personal<std::string>(name_in_order(recipient.name.reveal(Purpose::deliver_notice))));
  for (const auto& line : recipient.address_lines) add(line);
  return window;
}

// Whether a demand is about this person: the pack states services and credentials once for all.
bool concerns(const std::string& key, const LetterFacts& facts, const Recipient& r) {
  if (key == "none") return false;
  if (key == "credential_change") return any_of(r, {"account_credentials"});
  // "That it was delayed, if it was."
  if (key == "law_enforcement_delay") return facts.delayed_by_police;
  return key != "enrolment" || services_owed(facts, r);
}

void find_gaps(Letter& letter, const Filled& filled, const std::set<std::string>& required,
               const Stationery& stationery, const LetterFacts& facts, const Recipient& r) {
  for (const auto& name : filled.missing) letter.gaps.push_back({name, remedy(name)});
  for (const auto& demand : required) {
    const auto shown_demand = shown_line(demand, 300);
    const auto key = stationery.answer_to(demand);
    if (!key) {
      letter.gaps.push_back({"content", fmt::format("The rules ask for \"{}\", and nobody has said "
                                                    "what in a letter answers that. Add it to "
                                                    "demands.txt.", shown_demand)});
    } else if (key->rfind("without ", 0) == 0) {
      for (const auto& not_this : split(std::string_view(*key).substr(8), ' ')) {
        if (filled.covered.count(not_this) == 0) continue;
        letter.gaps.push_back({not_this, fmt::format("The rules say \"{}\", and this letter ({} version {}) says it. "
                                                     "This state needs a letter of its own.",
                                                     shown_demand, letter.template_id, letter.template_version)});
      }
    } else if (concerns(*key, facts, r) && filled.covered.count(*key) == 0) {
      letter.gaps.push_back({*key, fmt::format("The duty asks for \"{}\", and this letter ({} version "
                                               "{}) does not say it for this person.",
                                               shown_demand, letter.template_id,
                                               letter.template_version)});
    }
  }
}

Result<Letter> write_once(const Stationery& stationery, const LetterFacts& facts,
                          const Recipient& recipient, const std::set<std::string>& required) {
  const auto form = TRY(stationery.resident_notice(recipient.state, recipient.language));
  const auto asked = answers_of(stationery, required);
  const auto filled = form.fill(TRY(values_of(stationery, facts, recipient, form.language(), asked)));
  auto window = window_of(facts, recipient);

  Letter out;
  out.template_id = form.id();
  out.template_version = form.version();
  find_gaps(out, filled, required, stationery, facts, recipient);
  if (window.address.size() < 2) {
    out.gaps.push_back({"address", "There is no address for this person. Find one, or use "
                                   "substitute notice."});
  }
  if (window.address.empty()) window.address.emplace_back("[not yet entered]");
  if (form.language() != facts.language) {
    out.gaps.push_back({"language",
                        fmt::format("This letter is in \"{}\" but what happened and what is being "
                                    "done were written in \"{}\". Enter them in its language.",
                                    form.language(), facts.language)});
  }

  auto& document = out.document;
  document.title = filled.title;
  document.language = form.language();
  document.author = shown_line(facts.city, 80);
  document.created = facts.letter_date;
  document.demonstration = facts.demonstration;
  document.blocks.emplace_back(std::move(window));
  document.blocks.insert(document.blocks.end(), filled.blocks.begin(), filled.blocks.end());

  LintOptions options;
  options.language = form.language();
  options.certainty = facts.taken;
  out.findings = lint(prose_of(document), options);
  return out;
}

Result<void> draw(Letter& letter) {
  if (!letter.gaps.empty()) letter.document.mark = "Draft - cannot be sent: something is missing";
  auto pdf = TRY(print::render(letter.document));
  letter.sha256 = sha256_hex(pdf.bytes);
  letter.pdf = std::move(pdf.bytes);
  letter.pages = pdf.pages;
  return Done{};
}

}  // namespace

Result<Letter> write_letter(const Stationery& stationery, const LetterFacts& facts,
                            const Recipient& recipient, const std::set<std::string>& required) {
  if (!facts.letter_date.ok()) return fail(Errc::bad_input, "a letter needs its date");
  auto letter = TRY(write_once(stationery, facts, recipient, required));
  const auto drawn = draw(letter);
  if (drawn) return letter;
  if (drawn.error().code != Errc::too_large && drawn.error().code != Errc::unsupported) {
    return drawn.error();
  }
  // One odd name must not stop ten thousand letters: show the officer the rest, and why not this.
  auto without = recipient;
  without.name = Personal<std::string>("[cannot be printed]");
  without.address_lines = {Personal<std::string>("[see the list of gaps]")};
  letter = TRY(write_once(stationery, facts, without, required));
  letter.gaps.push_back({"address", drawn.error().detail});
  TRY(draw(letter));
  return letter;
}

}  // namespace ledgelight::notice
