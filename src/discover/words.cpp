#include "discover/words.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <unordered_map>
#include <vector>

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "discover/text.hpp"
#include "discover/word_table.hpp"

namespace ledgelight {
std::span<const EmbeddedFile> embedded_discover();  // made by embed_tree: content/discover
}

namespace ledgelight::discover {

using namespace std::string_view_literals;
namespace {

// In the order of Meaning.
constexpr std::array<std::string_view, 63> meaning_words{"nothing",
                                                         "other",
                                                         "ssn",
                                                         "tin",
                                                         "itin",
                                                         "card",
                                                         "card_code",
                                                         "account",
                                                         "bank",
                                                         "routing",
                                                         "licence",
                                                         "passport",
                                                         "medicare",
                                                         "health_plan",
                                                         "record_no",
                                                         "diagnosis",
                                                         "password",
                                                         "user",
                                                         "birth",
                                                         "email",
                                                         "phone",
                                                         "name",
                                                         "given",
                                                         "middle",
                                                         "family",
                                                         "suffix",
                                                         "address",
                                                         "address_more",
                                                         "city",
                                                         "state",
                                                         "zip",
                                                         "ein",
                                                         "ip_pin",
                                                         "state_id",
                                                         "military",
                                                         "student",
                                                         "gov_id",
                                                         "employment",
                                                         "iban",
                                                         "card_expiry",
                                                         "track",
                                                         "pin",
                                                         "hicn",
                                                         "condition",
                                                         "hash",
                                                         "security_question",
                                                         "security_answer",
                                                         "maiden",
                                                         "latitude",
                                                         "longitude",
                                                         "location",
                                                         "plate",
                                                         "camera",
                                                         "biometric",
                                                         "genetic",
                                                         "signature",
                                                         "private_key",
                                                         "token",
                                                         "certificate", "licence_state", "tax", "evaluation",
                                                         "electronic_id"};

/// content/discover/words.json, read once.
struct Words {
  struct Row {
    std::string word;
    Meaning meaning;
  };
  std::vector<Row> labels, headings;
  std::vector<std::string> other_heading, no_name, organisation, common, filing, titles, abroad,
      bring_in, follow, others, roles, houses;                                           // each sorted
  std::unordered_map<std::string, Meaning> by_phrase, by_compact;         // of headings
  std::unordered_map<std::string, std::string> written_out;               // "acct" -> "account"
  std::vector<std::string> empty;                                         // sorted
  std::unordered_map<std::string, Meaning> by_plain;  // headings written out, empty words left out

  Words() {
    const auto* file = find_embedded(embedded_discover(), "words.json");
    CHECK(file != nullptr);
    const auto json = parse_json(file->bytes);
    CHECK(json);
    const auto rows = [&](const char* key, std::vector<Row>& into) {
      for (const auto& [name, list] : json->at(key).items()) {
        const auto at = std::find(meaning_words.begin(), meaning_words.end(), name);
        CHECK(at != meaning_words.end());
        for (const auto& word : list)
          into.push_back(
              {word.get<std::string>(), static_cast<Meaning>(at - meaning_words.begin())});
      }
    };
    const auto plain = [&](const char* key, std::vector<std::string>& into) {
      into = json->at(key).get<std::vector<std::string>>();
      std::sort(into.begin(), into.end());
    };
    rows("labels", labels);
    rows("headings", headings);
    plain("other headings", other_heading);
    plain("never in a name", no_name);
    plain("organisations", organisation);
    plain("filing statuses", filing);
    plain("titles", titles);
    plain("streets abroad", abroad);
    plain("before a name", bring_in);
    plain("after a name", follow);
    plain("roles", roles);
    plain("houses called after people", houses);
    plain("others in a row", others);
    plain("names that are words", common);
    plain("empty words", empty);
    for (const auto& [word, list] : json->at("short words").items())
      for (const auto& shorter : list)
        written_out.emplace(shorter.get<std::string>(), word);
    for (const auto& row : headings) {
      by_phrase.emplace(row.word, row.meaning);
      by_compact.emplace(replaced(row.word, " ", ""), row.meaning);
    }
    for (const auto& row : headings)
      if (const auto key = plainly(split(row.word, ' ')); !key.empty()) {
        const auto itself = by_phrase.find(key);
        by_plain.emplace(key, itself == by_phrase.end() ? row.meaning : itself->second);
      }
  }

  /// The words of a heading written out, without those that say nothing; "" when none is left.
  std::string plainly(const std::vector<std::string>& parts) const {
    std::string out;
    for (const auto& part : parts) {
      if (std::binary_search(empty.begin(), empty.end(), part)) continue;
      const auto longer = written_out.find(part);
      out += (out.empty() ? "" : " ") + (longer == written_out.end() ? part : longer->second);
    }
    return out;
  }
};

const Words& all() {
  static const Words words;
  return words;
}

bool among(const std::vector<std::string>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word, std::less<>{});
}

/// "empSSNNo" -> emp ssn no; "BIRTH_DT" -> birth dt; "ICD10" -> icd10; "Line1Txt" -> line1 txt.
std::vector<std::string> parts_of(std::string_view heading) {
  std::vector<std::string> parts;
  std::string part;
  const auto close = [&] {
    if (!part.empty()) parts.push_back(lowered(part));
    part.clear();
  };
  for (std::size_t i = 0; i < heading.size() && i < 120; ++i) {
    const char c = heading[i];
    if (c == '#') {
      close();
      parts.emplace_back("no");
    } else if (!is_word(c)) {
      close();
    } else {
      const bool hump = !part.empty() && is_upper(c) &&
                        (is_lower(part.back()) ||
                         ((is_upper(part.back()) || is_digit(part.back())) && i + 1 < heading.size() &&
                          is_lower(heading[i + 1])));
      if (hump) close();
      part += c;
    }
  }
  close();
  return parts;
}

bool is_number_word(std::string_view word) {
  for (std::string_view n : {"no"sv, "num"sv, "number"sv, "nbr"sv, "nr"sv, "id"sv, "numero"sv,
                             "nro"sv, "identification"sv, "identificationid"sv})
    if (word == n) return true;
  return false;
}

bool is_year(std::string_view word) {
  return word.size() == 4 && (word.substr(0, 2) == "19" || word.substr(0, 2) == "20") && is_digit(word[2]) && is_digit(word[3]);
}

/// Words that say nothing about what a column holds.
bool is_filler(std::string_view word) {
  return is_number_word(word) || word == "txt" || word == "val" || word == "value" || word == "full" || word == "text";
}

}  // namespace

namespace {

/// The labels hashed by length and the first eight letters: most words of a text miss on the first
/// look.
class LabelHash {
 public:
  LabelHash() {
    CHECK(all().labels.size() < table_.size() / 2);
    for (const auto& row : all().labels) {
      if (row.word.size() > longest_label) continue;
      Low low{};
      std::copy(row.word.begin(), row.word.end(), low.begin());
      std::size_t i = slot(first(low), row.word.size());
      while (table_[i].row != nullptr)
        i = (i + 1) % table_.size();
      table_[i] = {first(low), &row};
    }
  }
  static constexpr std::size_t longest_label = 20;
  using Low = std::array<char, longest_label>;  ///< lower case, noughts behind
  Meaning find(const Low& low, std::size_t size) const {
    const auto key = first(low);
    for (std::size_t i = slot(key, size); table_[i].row != nullptr; i = (i + 1) % table_.size())
      if (table_[i].first == key && table_[i].row->word == std::string_view(low.data(), size))
        return table_[i].row->meaning;
    return Meaning::nothing;
  }

 private:
  static std::uint64_t first(const Low& low) {
    std::uint64_t out = 0;
    std::memcpy(&out, low.data(), sizeof out);
    return out;
  }
  static std::size_t slot(std::uint64_t first, std::size_t size) {
    return static_cast<std::size_t>((first + size) * 0x9E3779B97F4A7C15ULL >> 54U);
  }
  struct Entry {
    std::uint64_t first = 0;
    const Words::Row* row = nullptr;
  };
  std::array<Entry, 1024> table_{};
};

}  // namespace

Meaning meaning_of_word(std::string_view word) {
  static const LabelHash hash;
  LabelHash::Low low{};
  if (word.size() > low.size() || word.size() < 2) return Meaning::nothing;
  for (std::size_t i = 0; i < word.size(); ++i)
    low[i] = is_upper(word[i]) ? static_cast<char>(word[i] + 32) : word[i];
  return hash.find(low, word.size());
}

void each_label(const std::function<void(std::string_view, Meaning)>& visit) {
  for (const auto& row : all().labels)
    visit(row.word, row.meaning);
}

namespace {
/// "(void) llvm::create…Pass()", "} SRP_user_pwd;": lines of a program are no headings.
bool is_of_a_program(std::string_view heading) {
  for (std::string_view sign : {"::"sv, "->"sv, "()"sv, "*)"sv, "(void"sv, "#define"sv,
                                "#include"sv, "&&"sv, "||"sv, "=="sv})
    if (heading.find(sign) != std::string_view::npos) return true;
  return !heading.empty() &&
         (heading.front() == '}' || heading.back() == ';' || heading.back() == '{');
}

/// Of the heading as it stands.
Meaning meaning_as_it_stands(std::string_view heading) {
  const auto& w = all();
  auto parts = parts_of(without_accents(heading.substr(0, 120)));
  if (parts.empty() || parts.size() > 8) return Meaning::nothing;
  const auto whole_parts = parts;
  const auto phrase = [](const std::vector<std::string>& of, std::size_t from) {
    std::string out;
    for (std::size_t i = from; i < of.size(); ++i)
      out += (i > from ? " " : "") + of[i];
    return out;
  };
  const auto found = [](const auto& table, const std::string& key) {
    const auto at = table.find(key);
    return at == table.end() ? Meaning::nothing : at->second;
  };
  Meaning best = found(w.by_phrase, phrase(whole_parts, 0));
  if (best != Meaning::nothing) return best;  // it says "employee id" itself
  // "Tax Id No" says "tax id" before it says "tax".
  bool numbered = false;
  while (best == Meaning::nothing && parts.size() > 1 && is_filler(parts.back())) {
    numbered = numbered || is_number_word(parts.back());
    parts.pop_back();
    if (parts.size() > 1) best = found(w.by_phrase, phrase(parts, 0));
  }
  const auto compact = replaced(phrase(parts, 0), " ", "");
  if (best == Meaning::nothing) best = found(w.by_phrase, phrase(parts, 0));
  if (best == Meaning::nothing) best = found(w.by_compact, compact);
  if (best == Meaning::nothing)
    best = found(w.by_compact, replaced(phrase(whole_parts, 0), " ", ""));
  // "Soc Scty Nbr" is "social security no"; "Legal Last Nm of Patient" is not looked for.
  const std::vector<std::string> written = [&] {
    const auto line = w.plainly(whole_parts);
    return line.empty() ? std::vector<std::string>{} : split(line, ' ');
  }();
  if (best == Meaning::nothing && !written.empty()) best = found(w.by_plain, phrase(written, 0));
  const bool exact = best != Meaning::nothing;
  // At the end of longer words ("home address"), not at the front ("ssn last updated").
  for (std::size_t from = 1; best == Meaning::nothing && from < whole_parts.size(); ++from)
    best = found(w.by_phrase, phrase(whole_parts, from));
  for (std::size_t from = 1; best == Meaning::nothing && from < parts.size(); ++from)
    best = found(w.by_phrase, phrase(parts, from));
  for (std::size_t from = 1; best == Meaning::nothing && from < written.size(); ++from)
    best = found(w.by_plain, phrase(written, from));
  // A number after whose it is, a year: "dependent 1", "address 2", "ip pin 2025" are told by the
  // words before it.
  if (best == Meaning::nothing && written.size() > 1 &&
      (written.back().size() == 1 || is_year(written.back())) && is_digit(written.back()[0]))
    best = found(w.by_plain, phrase({written.begin(), written.end() - 1}, 0));
  // "phones", "addresses": the last word without its s.
  if (best == Meaning::nothing && parts.back().size() > 4 && parts.back().back() == 's') {
    auto single = parts;
    single.back().pop_back();
    best = found(w.by_phrase, phrase(single, 0));
    if (best == Meaning::nothing && single.back().size() > 4 && single.back().back() == 'e') {
      single.back().pop_back();
      best = found(w.by_phrase, phrase(single, 0));
    }
  }
  // "EmployeeID" is a number about an employee, not a name.
  if (numbered && (best == Meaning::name || best == Meaning::given || best == Meaning::family ||
                   best == Meaning::address || best == Meaning::city || best == Meaning::birth))
    return Meaning::other;
  if (exact) return best;
  const bool strong = best == Meaning::ssn || best == Meaning::itin || best == Meaning::card ||
                      best == Meaning::record_no || best == Meaning::medicare ||
                      best == Meaning::routing || best == Meaning::birth ||
                      best == Meaning::password;
  for (const auto& part : parts)
    if (!strong && among(w.other_heading, part)) return Meaning::other;
  // Run together, with whose number it is in front: "empssn", "ptdob".
  if (best == Meaning::nothing && parts.size() == 1)
    for (std::string_view whose :
         {"emp"sv, "pt"sv, "pat"sv, "cust"sv, "client"sv, "member"sv, "owner"sv, "res"sv,
          "applicant"sv, "spouse"sv, "student"sv, "user"sv})
      if (compact.size() > whose.size() + 1 && compact.substr(0, whose.size()) == whose)
        if (const auto rest = found(w.by_phrase, compact.substr(whose.size()));
            rest != Meaning::nothing)
          return rest;
  return best;
}

bool is_of_a_person(Meaning m) {
  return m == Meaning::name || m == Meaning::given || m == Meaning::family;
}

/// "Name of covered individual(s)", "SSN of insured": what stands before "of", when a person
/// stands behind it.
Meaning of_somebody(std::string_view heading) {
  const auto at = heading.find(" of ");
  if (at == std::string_view::npos || at == 0) return Meaning::nothing;
  for (auto whose : parts_of(heading.substr(at + 4))) {
    if (whose.size() > 4 && whose.back() == 's') whose.pop_back();
    if (whose != "individual" && !is_of_a_person(meaning_as_it_stands(whose))) continue;
    return meaning_as_it_stands(heading.substr(0, at));
  }
  return Meaning::nothing;
}

/// The number of its line in a form, "(a)", "3.", "12b)", and what stands in parentheses behind.
std::string_view without_trimmings(std::string_view heading) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  const bool open = !heading.empty() && heading[0] == '(';
  if (const auto end = heading.find_first_of(".)"); end != std::string_view::npos &&
                                                    end <= (open ? 4U : 3U) && end > 0 &&
                                                    end + 1 < heading.size() &&
                                                    (blank(heading[end + 1]) || open))
    heading.remove_prefix(end + 1);
  if (const auto aside = heading.find('(');
      aside != std::string_view::npos && aside > 2 && heading.find(')', aside) + 1 >= heading.size())
    heading = heading.substr(0, aside);
  while (!heading.empty() && blank(heading.front()))
    heading.remove_prefix(1);
  while (!heading.empty() && (blank(heading.back()) || heading.back() == ':'))
    heading.remove_suffix(1);
  return heading;
}

/// Where "/", "&", "and", "or" parts a heading, and where it goes on; npos without one.
std::pair<std::size_t, std::size_t> halves_of(std::string_view heading) {
  for (std::string_view sign : {" / "sv, "/"sv, " & "sv, " and "sv, " or "sv})
    if (const auto at = heading.find(sign); at != std::string_view::npos && at > 0)
      return {at, at + sign.size()};
  return {std::string_view::npos, 0};
}

}  // namespace

Meaning meaning_of_heading(std::string_view heading) {
  if (is_of_a_program(heading)) return Meaning::nothing;
  auto best = meaning_as_it_stands(heading);
  if (best != Meaning::nothing && best != Meaning::state && best != Meaning::licence_state)
    return best;
  heading = heading.substr(0, 120);
  // "OLN/State": the state is written behind the number.
  const auto [at, next] = halves_of(heading);
  if (at != std::string_view::npos) {
    const auto first = meaning_as_it_stands(without_trimmings(heading.substr(0, at)));
    if (best == Meaning::nothing || first == Meaning::licence)
      if (first != Meaning::nothing) return first;
  }
  if (best != Meaning::nothing) return best;
  const auto bare = without_trimmings(heading);
  if (bare.size() < heading.size() && bare.size() > 1) best = meaning_as_it_stands(bare);
  return best != Meaning::nothing ? best : of_somebody(bare);
}

std::string other_person_of(std::string_view heading) {
  const auto parts = parts_of(without_accents(heading.substr(0, 120)));
  std::string role;
  for (std::size_t n = 1; n <= 3 && n <= parts.size(); ++n) {
    std::string words = parts[0];
    for (std::size_t k = 1; k < n; ++k)
      words += " " + parts[k];
    if (!among(all().others, words)) continue;
    role = words;
    if (n < parts.size() && parts[n].size() <= 2 && is_digit(parts[n][0])) role += " " + parts[n];
  }
  return role;
}

std::string without_accents(std::string_view s) {
  static constexpr std::string_view plain =
      "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c == 0xC3 && i + 1 < s.size() && (static_cast<unsigned char>(s[i + 1]) & 0xC0U) == 0x80U)
      out += plain[static_cast<unsigned char>(s[++i]) & 0x3FU];
    else if (c >= 0xC0)
      out += plain[c - 0xC0U];
    else
      out += s[i];
  }
  return out;
}

bool is_common_word(std::string_view word) { return among(all().common, lowered(word)); }

bool speaks_of_health(std::string_view heading) {
  for (const auto& part : parts_of(without_accents(heading.substr(0, 120))))
    for (std::string_view word :
         {"health"sv,    "insurance"sv,    "ins"sv,         "insured"sv,      "insurer"sv,
          "patient"sv,   "pt"sv,           "plan"sv,        "hplan"sv,        "medicaid"sv,
          "medicare"sv,  "medical"sv,      "npi"sv,         "icd"sv,          "icd10"sv,
          "dx"sv,        "diagnosis"sv,    "provider"sv,    "physician"sv,    "subscriber"sv,
          "payer"sv,     "payor"sv,        "husky"sv,       "rx"sv,           "coverage"sv,
          "clinic"sv,    "poliza"sv,       "paciente"sv,    "allergies"sv,    "allergy"sv,
          "alergias"sv,  "medication"sv,   "medications"sv, "medicamentos"sv, "prescription"sv,
          "complaint"sv, "immunization"sv, "disability"sv,  "illness"sv,      "symptoms"sv})
      if (part == word) return true;
  return false;
}

bool means_given_beside_family(std::string_view heading) {
  const auto parts = parts_of(heading);
  return !parts.empty() &&
         (parts.back() == "name" || parts.back() == "nombre" || parts.back() == "nm");
}

std::string_view word_of(Meaning meaning) {
  return meaning_words[static_cast<std::size_t>(meaning)];
}

Label label_before(std::string_view bytes, std::size_t at, std::size_t reach) {
  std::size_t i = at;
  const std::size_t stop = at > reach ? at - reach : 0;
  int words = 0, breaks = 0;
  while (i > stop && words < 9) {
    while (i > stop && !is_word(bytes[i - 1])) {
      if (bytes[i - 1] == '\n' && ++breaks == 2) return {};
      --i;
    }
    const std::size_t to = i;
    while (i > stop && is_word(bytes[i - 1])) --i;
    if (i == to) return {};
    // A word cut off by the reach is no word.
    if (i == stop && i > 0 && is_word(bytes[i - 1])) return {};
    auto word = bytes.substr(i, to - i);
    auto meaning = meaning_of_word(word);
    if (meaning == Meaning::nothing)  // camelCase keys: patientSsn
      for (std::size_t k = word.size(); k-- > 1;)
        if (is_upper(word[k]) && is_lower(word[k - 1])) {
          meaning = meaning_of_word(word.substr(k));
          break;
        }
    if (meaning != Meaning::nothing) return {meaning, i, to, word};
    ++words;
  }
  return {};
}

bool never_in_a_name(std::string_view word) {
  const auto w = lowered(word);
  return among(all().no_name, w) || (meaning_of_word(w) != Meaning::nothing);
}

bool is_organisation_word(std::string_view word) {
  static const WordTable table(all().organisation);
  while (!word.empty() && (word.back() == '.' || word.back() == ','))
    word.remove_suffix(1);
  std::array<char, 16> low{};
  if (word.size() < 2 || word.size() > low.size() || !table.may_hold(word)) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    low[i] = is_upper(word[i]) ? static_cast<char>(word[i] + 32) : word[i];
  return table.holds({low.data(), word.size()});
}

bool is_title(std::string_view word) {
  if (!word.empty() && word.back() == '.') word.remove_suffix(1);
  return word.size() >= 2 && word.size() <= 6 && among(all().titles, lowered(word));
}
bool brings_in_a_name(std::string_view before) {
  before = before.substr(before.size() - std::min<std::size_t>(before.size(), 32));
  while (!before.empty() && (before.back() == ' ' || before.back() == '"' || before.back() == '*')) before.remove_suffix(1);
  const auto low = replaced(lowered(before), "\xE2\x80\x99", "'");
  return std::any_of(all().bring_in.begin(), all().bring_in.end(), [&](const std::string& p) {
    return low.size() >= p.size() && low.compare(low.size() - p.size(), p.size(), p) == 0 &&
           (low.size() == p.size() || !is_word(low[low.size() - p.size() - 1]));
  });
}
bool follows_a_name(std::string_view after) {
  const auto low = replaced(lowered(after.substr(0, 32)), "\xE2\x80\x99", "'");
  const auto from = low.find_first_not_of(" \"");
  if (from == std::string::npos || from > 2) return false;
  return std::any_of(all().follow.begin(), all().follow.end(), [&](const std::string& p) {
    return low.compare(from, p.size(), p) == 0 && (low.size() == from + p.size() || !is_word(low[from + p.size()]));
  });
}
bool is_role(std::string_view word) { return word.size() <= 16 && among(all().roles, lowered(word)); }
bool is_house_of(std::string_view name) { return name.size() <= 30 && among(all().houses, lowered(name)); }
bool is_street_word_abroad(std::string_view word) {
  return word.size() <= 10 && among(all().abroad, lowered(word));
}

bool is_filing_status(std::string_view value) {
  return value.size() <= 40 && among(all().filing, lowered(value));
}

std::string words_in_force() {
  std::string out;
  for (const auto* name : {"numbers.json", "phones.json", "words.json"}) {
    const auto* file = find_embedded(embedded_discover(), name);
    CHECK(file != nullptr);
    out += std::string(name) + "\n" + std::string(file->bytes);
  }
  return out;
}

}  // namespace ledgelight::discover
