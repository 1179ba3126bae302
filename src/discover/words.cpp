#include "discover/words.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "discover/text.hpp"

namespace ledgelight::discover {
namespace {

struct Row { std::string_view word; Meaning meaning; };

// facts/pii-rules section 2.
constexpr std::array<Row, 176> labels{{
    {"a/c", Meaning::account}, {"aba", Meaning::routing}, {"account", Meaning::account},
    {"acct", Meaning::account}, {"acctno", Meaning::account}, {"accts", Meaning::account},
    {"addr", Meaning::address}, {"address", Meaning::address}, {"amex", Meaning::card},
    {"applicant", Meaning::name}, {"asset", Meaning::other}, {"barcode", Meaning::other},
    {"batch", Meaning::other}, {"bday", Meaning::birth}, {"birth", Meaning::birth},
    {"birthdate", Meaning::birth}, {"birthday", Meaning::birth}, {"born", Meaning::birth},
    {"brth", Meaning::birth}, {"bytes", Meaning::other}, {"call", Meaning::phone},
    {"card", Meaning::card}, {"cardholder", Meaning::name}, {"cardno", Meaning::card},
    {"cardnumber", Meaning::card}, {"cardsec", Meaning::card_code}, {"case", Meaning::other},
    {"cc", Meaning::card}, {"ccn", Meaning::card}, {"cell", Meaning::phone},
    {"chart", Meaning::record_no}, {"checking", Meaning::bank}, {"cid", Meaning::card_code},
    {"claimant", Meaning::name}, {"client", Meaning::name}, {"confirmation", Meaning::other},
    {"contact", Meaning::phone}, {"creditcard", Meaning::card}, {"csc", Meaning::card_code},
    {"customer", Meaning::name}, {"cvc", Meaning::card_code}, {"cvc2", Meaning::card_code},
    {"cvv", Meaning::card_code}, {"cvv2", Meaning::card_code}, {"dear", Meaning::name},
    {"debit", Meaning::card}, {"diag", Meaning::diagnosis}, {"diagnosis", Meaning::diagnosis},
    {"discover", Meaning::card}, {"dl", Meaning::licence}, {"dln", Meaning::licence},
    {"dob", Meaning::birth}, {"docket", Meaning::other}, {"driver", Meaning::licence},
    {"drivers", Meaning::licence}, {"dx", Meaning::diagnosis}, {"ein", Meaning::other},
    {"email", Meaning::email}, {"employee", Meaning::name}, {"epoch", Meaning::other},
    {"fax", Meaning::phone}, {"fein", Meaning::other}, {"fullname", Meaning::name},
    {"hash", Meaning::other}, {"hicn", Meaning::medicare}, {"holder", Meaning::name},
    {"hplan", Meaning::health_plan}, {"iban", Meaning::bank}, {"icd", Meaning::diagnosis},
    {"icd10", Meaning::diagnosis}, {"id_ref", Meaning::other},
    {"insurance", Meaning::health_plan}, {"insured", Meaning::name}, {"invoice", Meaning::other},
    {"isbn", Meaning::other}, {"itin", Meaning::itin}, {"lat", Meaning::other},
    {"latitude", Meaning::other}, {"len", Meaning::other}, {"lic", Meaning::licence},
    {"licence", Meaning::licence}, {"license", Meaning::licence}, {"licenseno", Meaning::licence},
    {"lives", Meaning::address}, {"living", Meaning::address}, {"login", Meaning::user},
    {"lon", Meaning::other}, {"longitude", Meaning::other}, {"lot", Meaning::other},
    {"mail", Meaning::email}, {"mailing", Meaning::address}, {"mailto", Meaning::email},
    {"mastercard", Meaning::card}, {"mbi", Meaning::medicare}, {"medicare", Meaning::medicare},
    {"meter", Meaning::other}, {"micr", Meaning::routing}, {"miss", Meaning::name},
    {"mobile", Meaning::phone}, {"model", Meaning::other}, {"mr", Meaning::name},
    {"mrn", Meaning::record_no}, {"mrs", Meaning::name}, {"ms", Meaning::name},
    {"name", Meaning::name}, {"npi", Meaning::other}, {"oln", Meaning::licence},
    {"operator", Meaning::licence}, {"order", Meaning::other}, {"pan", Meaning::card},
    {"parcel", Meaning::other}, {"part", Meaning::other}, {"passphrase", Meaning::password},
    {"passport", Meaning::passport}, {"passwd", Meaning::password},
    {"password", Meaning::password}, {"patient", Meaning::name}, {"patron", Meaning::name},
    {"payee", Meaning::name}, {"permit", Meaning::other}, {"ph", Meaning::phone},
    {"phone", Meaning::phone}, {"pid", Meaning::other}, {"po", Meaning::other},
    {"policy", Meaning::health_plan}, {"port", Meaning::other}, {"ppt", Meaning::passport},
    {"pw", Meaning::password}, {"pwd", Meaning::password}, {"receipt", Meaning::other},
    {"ref", Meaning::other}, {"reference", Meaning::other}, {"residence", Meaning::address},
    {"resident", Meaning::name}, {"resides", Meaning::address}, {"residing", Meaning::address},
    {"routing", Meaning::routing}, {"rtn", Meaning::routing}, {"savings", Meaning::bank},
    {"seq", Meaning::other}, {"serial", Meaning::other}, {"size", Meaning::other},
    {"sku", Meaning::other}, {"soc", Meaning::ssn}, {"social", Meaning::ssn},
    {"socialsecurity", Meaning::ssn}, {"socsec", Meaning::ssn}, {"ss", Meaning::ssn},
    {"ssn", Meaning::ssn}, {"ssno", Meaning::ssn}, {"ssns", Meaning::ssn},
    {"street", Meaning::address}, {"subscriber", Meaning::health_plan}, {"taxid", Meaning::tin},
    {"taxpayer", Meaning::tin}, {"tel", Meaning::phone}, {"telephone", Meaning::phone},
    {"tenant", Meaning::name}, {"text", Meaning::phone}, {"ticket", Meaning::other},
    {"timestamp", Meaning::other}, {"tin", Meaning::tin}, {"trace", Meaning::other},
    {"tracking", Meaning::other}, {"transit", Meaning::routing},
    {"transported", Meaning::address}, {"upc", Meaning::other}, {"user", Meaning::user},
    {"userid", Meaning::user}, {"username", Meaning::user}, {"uuid", Meaning::other},
    {"version", Meaning::other}, {"vin", Meaning::other}, {"visa", Meaning::card},
    {"zip", Meaning::zip}, {"zipcode", Meaning::zip},
}};

// In a heading these say that the column is something else.
constexpr std::array<std::string_view, 52> other_heading{{
    "amount", "balance", "barcode", "batch", "bill", "business", "case", "company", "count",
    "department", "dept", "device", "docket", "ein", "exp", "expiration", "expires", "expiry",
    "fein", "file", "hash", "hire", "host", "invoice", "isbn", "issue", "meter", "model", "npi",
    "order", "org", "organization", "parcel", "part", "permit", "product", "receipt", "ref",
    "reference", "seq", "serial", "server", "sku", "ticket", "trace", "tracking", "txn", "upc",
    "uuid", "vendor", "version", "vin",
}};

// Capital letters do not make these a name.
constexpr std::array<std::string_view, 219> no_name{{
    "a", "account", "agenda", "america", "american", "amount", "an", "and", "annual",
    "application", "apr", "apt", "are", "as", "at", "attached", "attorney", "aug", "avenue",
    "backup", "be", "board", "box", "budget", "but", "by", "call", "captain", "center", "centre",
    "chief", "city", "clerk", "clinic", "commission", "contact", "council", "county", "court",
    "date", "dear", "debug", "dec", "december", "delete", "department", "deposit", "dept",
    "detective", "direct", "director", "doctor", "east", "eastern", "error", "false", "feb",
    "february", "fire", "floor", "for", "form", "fort", "fri", "friday", "from", "fw", "fwd",
    "get", "health", "hello", "hi", "hospital", "house", "html", "http", "https", "i",
    "if", "in", "info", "insert", "into", "is", "it", "jan", "january", "json", "judge", "jul",
    "july", "jun", "las", "library", "lieutenant", "los", "madam", "manager", "mar", "march",
    "mayor", "medical", "meeting", "minutes", "mon", "monday", "mount", "network", "new", "no",
    "north", "northern", "not", "note", "notes", "notice", "nov", "november", "null", "number",
    "nurse", "oct", "october", "of", "office", "officer", "on", "or", "our", "page", "paid",
    "payment", "permit", "physician", "please", "po", "police", "policy", "port", "post",
    "program", "project", "public", "put", "re", "received", "record", "records", "reference",
    "regards", "report", "request", "response", "review", "road", "saint", "san", "sat",
    "saturday", "schedule", "school", "see", "select", "sep", "sept", "september", "sergeant",
    "service", "show", "sincerely", "sir", "so", "south", "southern", "state", "states", "street",
    "subject", "suite", "summary", "sun", "sunday", "supervisor", "system", "thank", "thanks",
    "that", "the", "these", "this", "those", "thu", "thursday", "time", "to", "total", "town",
    "transported", "true", "tue", "tuesday", "unit", "united", "update", "values", "warn", "was",
    "we", "wed", "wednesday", "were", "west", "western", "with", "works", "xml", "yes", "you",
    "your",
}};

// Who bears one of these is no natural person.
constexpr std::array<std::string_view, 32> organisation{{
    "assn", "association", "authority", "bank", "board", "church", "city", "co", "college",
    "company", "corp", "corporation", "county", "department", "dept", "district", "estate",
    "foundation", "group", "hospital", "inc", "llc", "llp", "lp", "ltd", "partners", "pllc",
    "school", "services", "town", "trust", "university",
}};

// A heading is one of these phrases, alone or at the end of longer words. The longest wins.
constexpr std::array<Row, 231> headings{{
    {"ssn", Meaning::ssn}, {"ss no", Meaning::ssn}, {"ss num", Meaning::ssn},
    {"ss number", Meaning::ssn}, {"social security", Meaning::ssn}, {"soc sec", Meaning::ssn},
    {"social", Meaning::ssn}, {"socsec", Meaning::ssn}, {"ss", Meaning::ssn},
    {"tin", Meaning::tin}, {"tax id", Meaning::tin}, {"tax payer id", Meaning::tin},
    {"taxpayer id", Meaning::tin}, {"taxpayer identification", Meaning::tin},
    {"itin", Meaning::itin}, {"card no", Meaning::card}, {"card num", Meaning::card},
    {"card number", Meaning::card}, {"credit card", Meaning::card}, {"debit card", Meaning::card},
    {"cc no", Meaning::card}, {"cc num", Meaning::card}, {"cc number", Meaning::card},
    {"pan", Meaning::card}, {"ccn", Meaning::card}, {"card", Meaning::card},
    {"cc", Meaning::card}, {"payment card", Meaning::card}, {"cvv", Meaning::card_code},
    {"cvc", Meaning::card_code}, {"cvv2", Meaning::card_code}, {"cvc2", Meaning::card_code},
    {"card code", Meaning::card_code}, {"security code", Meaning::card_code},
    {"cid", Meaning::card_code}, {"bank account", Meaning::bank}, {"bank acct", Meaning::bank},
    {"iban", Meaning::bank}, {"checking", Meaning::bank}, {"savings", Meaning::bank},
    {"account bank", Meaning::bank}, {"dd account", Meaning::bank},
    {"deposit account", Meaning::bank}, {"account no", Meaning::account},
    {"account num", Meaning::account}, {"account number", Meaning::account},
    {"acct no", Meaning::account}, {"acct num", Meaning::account},
    {"acct number", Meaning::account}, {"acct", Meaning::account}, {"account", Meaning::account},
    {"routing", Meaning::routing}, {"aba", Meaning::routing}, {"rtn", Meaning::routing},
    {"routing no", Meaning::routing}, {"transit no", Meaning::routing},
    {"lic no", Meaning::licence}, {"lic num", Meaning::licence},
    {"driver license", Meaning::licence}, {"drivers license", Meaning::licence},
    {"driver licence", Meaning::licence}, {"driver lic", Meaning::licence},
    {"dl", Meaning::licence}, {"dln", Meaning::licence}, {"dl no", Meaning::licence},
    {"dl number", Meaning::licence}, {"oln", Meaning::licence}, {"license no", Meaning::licence},
    {"license number", Meaning::licence}, {"lic", Meaning::licence},
    {"operator license", Meaning::licence}, {"passport", Meaning::passport},
    {"passport no", Meaning::passport}, {"ppt", Meaning::passport},
    {"travel document", Meaning::passport}, {"mbi", Meaning::medicare},
    {"medicare", Meaning::medicare}, {"medicare id", Meaning::medicare},
    {"medicare no", Meaning::medicare}, {"hicn", Meaning::medicare},
    {"ins id", Meaning::health_plan}, {"insurance id", Meaning::health_plan},
    {"insurance no", Meaning::health_plan}, {"insurance number", Meaning::health_plan},
    {"policy no", Meaning::health_plan}, {"policy number", Meaning::health_plan},
    {"subscriber id", Meaning::health_plan}, {"subscriber", Meaning::health_plan},
    {"health plan", Meaning::health_plan}, {"health plan id", Meaning::health_plan},
    {"hplan", Meaning::health_plan}, {"plan id", Meaning::health_plan},
    {"medicaid id", Meaning::health_plan}, {"medicaid", Meaning::health_plan},
    {"mrn", Meaning::record_no}, {"medical record", Meaning::record_no},
    {"chart no", Meaning::record_no}, {"chart number", Meaning::record_no},
    {"patient id", Meaning::record_no}, {"patient no", Meaning::record_no},
    {"icd", Meaning::diagnosis}, {"icd10", Meaning::diagnosis}, {"icd 10", Meaning::diagnosis},
    {"dx", Meaning::diagnosis}, {"diagnosis", Meaning::diagnosis},
    {"dx code", Meaning::diagnosis}, {"diag", Meaning::diagnosis},
    {"password", Meaning::password}, {"passwd", Meaning::password}, {"pwd", Meaning::password},
    {"pw", Meaning::password}, {"passphrase", Meaning::password}, {"plain pw", Meaning::password},
    {"user", Meaning::user}, {"username", Meaning::user}, {"user name", Meaning::user},
    {"login", Meaning::user}, {"user id", Meaning::user}, {"login id", Meaning::user},
    {"dob", Meaning::birth}, {"date of birth", Meaning::birth}, {"birth date", Meaning::birth},
    {"birth dt", Meaning::birth}, {"brth dt", Meaning::birth}, {"birth", Meaning::birth},
    {"birthdate", Meaning::birth}, {"birthday", Meaning::birth}, {"bday", Meaning::birth},
    {"born", Meaning::birth}, {"d o b", Meaning::birth}, {"email", Meaning::email},
    {"e mail", Meaning::email}, {"email address", Meaning::email}, {"mail", Meaning::email},
    {"login email", Meaning::email}, {"phone", Meaning::phone}, {"telephone", Meaning::phone},
    {"tel", Meaning::phone}, {"cell", Meaning::phone}, {"mobile", Meaning::phone},
    {"phone no", Meaning::phone}, {"phone number", Meaning::phone},
    {"home phone", Meaning::phone}, {"work phone", Meaning::phone},
    {"cell phone", Meaning::phone}, {"contact no", Meaning::phone},
    {"first name", Meaning::given}, {"given name", Meaning::given}, {"firstname", Meaning::given},
    {"fname", Meaning::given}, {"first", Meaning::given}, {"forename", Meaning::given},
    {"given", Meaning::given}, {"f name", Meaning::given}, {"name first", Meaning::given},
    {"last name", Meaning::family}, {"surname", Meaning::family}, {"family", Meaning::family},
    {"family name", Meaning::family}, {"lastname", Meaning::family}, {"lname", Meaning::family},
    {"last", Meaning::family}, {"l name", Meaning::family}, {"name last", Meaning::family},
    {"middle name", Meaning::middle}, {"middle", Meaning::middle}, {"mi", Meaning::middle},
    {"middle initial", Meaning::middle}, {"mname", Meaning::middle}, {"m i", Meaning::middle},
    {"suffix", Meaning::suffix}, {"name suffix", Meaning::suffix}, {"name", Meaning::name},
    {"full name", Meaning::name}, {"fullname", Meaning::name}, {"patient", Meaning::name},
    {"employee", Meaning::name}, {"applicant", Meaning::name}, {"resident", Meaning::name},
    {"owner", Meaning::name}, {"patron", Meaning::name}, {"cardholder", Meaning::name},
    {"card holder", Meaning::name}, {"insured", Meaning::name}, {"customer", Meaning::name},
    {"client", Meaning::name}, {"tenant", Meaning::name}, {"head of household", Meaning::name},
    {"member", Meaning::name}, {"claimant", Meaning::name}, {"student", Meaning::name},
    {"taxpayer", Meaning::name}, {"payee", Meaning::name}, {"account holder", Meaning::name},
    {"nombre", Meaning::name}, {"address", Meaning::address}, {"addr", Meaning::address},
    {"street", Meaning::address}, {"address1", Meaning::address}, {"addr1", Meaning::address},
    {"address 1", Meaning::address}, {"addr 1", Meaning::address},
    {"street address", Meaning::address}, {"mailing address", Meaning::address},
    {"home address", Meaning::address}, {"residence", Meaning::address},
    {"line1", Meaning::address}, {"line 1", Meaning::address},
    {"address line1", Meaning::address}, {"address line 1", Meaning::address},
    {"address2", Meaning::address_more}, {"addr2", Meaning::address_more},
    {"address 2", Meaning::address_more}, {"addr 2", Meaning::address_more},
    {"apt", Meaning::address_more}, {"unit", Meaning::address_more},
    {"suite", Meaning::address_more}, {"line2", Meaning::address_more},
    {"line 2", Meaning::address_more}, {"city", Meaning::city}, {"town", Meaning::city},
    {"municipality", Meaning::city}, {"state", Meaning::state}, {"st", Meaning::state},
    {"province", Meaning::state}, {"zip", Meaning::zip}, {"zip code", Meaning::zip},
    {"zipcode", Meaning::zip}, {"postal code", Meaning::zip}, {"postal", Meaning::zip},
    {"postcode", Meaning::zip},
}};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

/// "empSSNNo" -> emp ssn no; "BIRTH_DT" -> birth dt; "ICD10" -> icd10.
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
                         (is_upper(part.back()) && i + 1 < heading.size() && is_lower(heading[i + 1])));
      if (hump) close();
      part += c;
    }
  }
  close();
  return parts;
}

bool is_number_word(std::string_view word) {
  for (std::string_view n : {"no", "num", "number", "nbr", "nr", "id"})
    if (word == n) return true;
  return false;
}

/// Words that say nothing about what a column holds.
bool is_filler(std::string_view word) {
  return is_number_word(word) || word == "txt" || word == "val" || word == "value" || word == "full";
}

}  // namespace

namespace {

/// The labels hashed by length and three letters: most words of a text miss on the first look.
class LabelHash {
 public:
  LabelHash() {
    for (const auto& row : labels) {
      std::size_t i = slot(row.word);
      while (table_[i] != nullptr) i = (i + 1) % table_.size();
      table_[i] = &row;
    }
  }
  Meaning find(std::string_view word) const {
    for (std::size_t i = slot(word); table_[i] != nullptr; i = (i + 1) % table_.size())
      if (table_[i]->word == word) return table_[i]->meaning;
    return Meaning::nothing;
  }

 private:
  static std::size_t slot(std::string_view w) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(w[i]); };
    return (at(0) * 31U + at(w.size() - 1) * 7U + at(w.size() / 2) * 131U + w.size() * 17U) % 1024;
  }
  std::array<const Row*, 1024> table_{};
};

}  // namespace

Meaning meaning_of_word(std::string_view word) {
  static const LabelHash hash;
  if (word.size() > 20 || word.size() < 2) return Meaning::nothing;
  std::array<char, 20> low{};
  for (std::size_t i = 0; i < word.size(); ++i)
    low[i] = is_upper(word[i]) ? static_cast<char>(word[i] + 32) : word[i];
  return hash.find(std::string_view(low.data(), word.size()));
}

void each_label(const std::function<void(std::string_view, Meaning)>& visit) {
  for (const auto& row : labels)
    visit(row.word, row.meaning);
}

Meaning meaning_of_heading(std::string_view heading) {
  auto parts = parts_of(heading);
  if (parts.empty() || parts.size() > 8) return Meaning::nothing;
  const auto whole = join(parts, " ");
  std::string stripped = whole;
  bool numbered = false;
  while (parts.size() > 1 && is_filler(parts.back())) {
    numbered = numbered || is_number_word(parts.back());
    parts.pop_back();
    stripped = join(parts, " ");
  }
  std::string compact = replaced(stripped, " ", "");
  Meaning best = Meaning::nothing;
  std::size_t length = 0;
  bool exact = false;
  for (const auto& row : headings) {
    const auto phrase = row.word;
    const bool same = whole == phrase || stripped == phrase ||
                      compact == replaced(phrase, " ", "");
    const auto ends = [&](std::string_view text) {
      return text.size() > phrase.size() && text.substr(text.size() - phrase.size()) == phrase &&
             text[text.size() - phrase.size() - 1] == ' ';
    };
    // At the end of longer words ("home address"), or at the front ("ssn last updated" is not).
    if (!same && !ends(whole) && !ends(stripped)) continue;
    if ((same && !exact) || (same == exact && phrase.size() > length)) {
      best = row.meaning;
      length = phrase.size();
      exact = same;
    }
  }
  // "EmployeeID" is a number about an employee, not a name.
  if (numbered && (best == Meaning::name || best == Meaning::given || best == Meaning::family ||
                   best == Meaning::address || best == Meaning::city || best == Meaning::birth))
    return Meaning::other;
  if (exact) return best;
  for (const auto& part : parts)
    if (among(other_heading, part)) return Meaning::other;
  // Run together, with whose number it is in front: "empssn", "ptdob".
  if (best == Meaning::nothing && parts.size() == 1)
    for (std::string_view whose : {"emp", "pt", "pat", "cust", "client", "member", "owner", "res"})
      if (compact.size() > whose.size() + 1 && compact.substr(0, whose.size()) == whose) {
        const auto rest = compact.substr(whose.size());
        for (const auto& row : headings)
          if (row.word == rest) return row.meaning;
      }
  return best;
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
  return among(no_name, w) || (meaning_of_word(w) != Meaning::nothing);
}

bool is_organisation_word(std::string_view word) {
  auto w = lowered(word);
  while (!w.empty() && (w.back() == '.' || w.back() == ',')) w.pop_back();
  return among(organisation, w);
}

std::string words_in_force() {
  std::string out;
  const auto put = [&](std::string_view word, int meaning) {
    out += word;
    out += '=' + std::to_string(meaning) + '\n';
  };
  for (const auto& row : labels) put(row.word, static_cast<int>(row.meaning));
  for (const auto& row : headings) put(row.word, 100 + static_cast<int>(row.meaning));
  for (auto word : other_heading) put(word, 200);
  for (auto word : no_name) put(word, 201);
  for (auto word : organisation) put(word, 202);
  return out;
}

}  // namespace ledgelight::discover
