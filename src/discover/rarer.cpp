// Cells under headings that are met less often: identity papers, access codes, hashes, templates.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "discover/delimited.hpp"
#include "discover/names.hpp"
#include "discover/rarer.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {

using namespace std::string_view_literals;
namespace {

/// Capitals and digits of a cell that holds nothing else but blanks and dashes; "" otherwise.
std::string bare(std::string_view cell) {
  std::string out;
  for (char c : cell) {
    if (is_digit(c) || is_upper(c))
      out += c;
    else if (is_lower(c))
      out += static_cast<char>(c - 32);
    else if (c != '-' && c != ' ' && c != '#')
      return {};
  }
  return out;
}

bool is_empty_word(std::string_view cell) {
  const auto w = lowered(cell);
  for (std::string_view p :
       {"null"sv,    "none"sv,    "n/a"sv,      "na"sv,       "unknown"sv, "yes"sv,     "no"sv,
        "true"sv,    "false"sv,   "y"sv,        "n"sv,        "nka"sv,     "nkda"sv,    "test"sv,
        "pending"sv, "on file"sv, "see file"sv, "redacted"sv, "normal"sv,  "negative"sv})
    if (w == p) return true;
  return w.find_first_not_of("*x.-_#? ") == std::string::npos;
}

/// "54,321.00", "$1,200", "(350)": an amount of money.
bool is_amount(std::string_view s) {
  const bool signs = s.find_first_not_of("0123456789.,$()- ") == std::string_view::npos;
  const auto digits = digits_of(s);
  return signs && digits.size() >= 2 && digits.size() <= 12 &&
         std::count(s.begin(), s.end(), '.') <= 1 && digits.find_first_not_of('0') != std::string::npos;
}

bool is_plain(Meaning m) { return m == Meaning::nothing || m == Meaning::other || m == Meaning::camera; }

bool hexadecimal(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}
bool base64(std::string_view s) {
  return s.size() >= 16 && std::all_of(s.begin(), s.end(), [](char c) {
           return is_digit(c) || is_upper(c) || is_lower(c) || c == '+' || c == '/' || c == '=' ||
                  c == '-' || c == '_';
         });
}

}  // namespace

std::string_view hash_kind(std::string_view t) {
  // crypt(3) and what applications write; the length of plain digests.
  struct Start {
    std::string_view start, kind;
  };
  static constexpr std::array<Start, 20> starts{{
      {"$1$", "MD5 crypt"},
      {"$2a$", "bcrypt"},
      {"$2b$", "bcrypt"},
      {"$2y$", "bcrypt"},
      {"$5$", "SHA-256 crypt"},
      {"$6$", "SHA-512 crypt"},
      {"$7$", "scrypt"},
      {"$y$", "yescrypt"},
      {"$argon2", "Argon2"},
      {"$apr1$", "Apache MD5"},
      {"{SHA}", "SHA-1"},
      {"{SSHA}", "salted SHA-1"},
      {"{SSHA256}", "salted SHA-256"},
      {"{SSHA512}", "salted SHA-512"},
      {"{CRYPT}", "crypt"},
      {"{MD5}", "MD5"},
      {"pbkdf2", "PBKDF2"},
      {"$P$", "phpass"},
      {"$H$", "phpass"},
      {"scrypt:", "scrypt"},
  }};
  for (const auto& s : starts)
    if (t.size() >= s.start.size() + 8 && t.substr(0, s.start.size()) == s.start) return s.kind;
  if (!hexadecimal(t)) return {};
  switch (t.size()) {
  case 32: return "MD5 or NT";
  case 40: return "SHA-1";
  case 64: return "SHA-256";
  case 96: return "SHA-384";
  case 128: return "SHA-512";
  default: return {};
  }
}

std::string_view template_kind(std::string_view t) {
  // "FMR\0 20\0", "FIR\0", "FAC\0", "IIR\0" (ISO 19794, ANSI 378), in base64 or hexadecimal; WSQ FF
  // A0.
  struct Start {
    std::string_view start, kind;
  };
  static constexpr std::array<Start, 10> starts{{
      {"Rk1SAC", "finger minutiae (ISO 19794-2, ANSI 378)"},
      {"464d5200", "finger minutiae (ISO 19794-2, ANSI 378)"},
      {"RklSAD", "finger image (ISO 19794-4)"},
      {"46495200", "finger image (ISO 19794-4)"},
      {"RkFDAD", "face image (ISO 19794-5)"},
      {"46414300", "face image (ISO 19794-5)"},
      {"SUlSAD", "iris image (ISO 19794-6)"},
      {"49495200", "iris image (ISO 19794-6)"},
      {"/6D/p", "finger image (WSQ)"},
      {"/6D/q", "finger image (WSQ)"},
  }};
  for (const auto& s : starts)
    if (t.size() >= 24 && lowered(t.substr(0, s.start.size())) == lowered(s.start) &&
        (is_digit(s.start[0]) || t.substr(0, s.start.size()) == s.start))
      return s.kind;
  return {};
}

std::string_view genetic_kind(std::string_view v) {
  if (v.size() < 2 || v.size() > 200) return {};
  const auto digit_at = [&](std::size_t i) { return i < v.size() && is_digit(v[i]); };
  // "rs429358", "rs429358:CT", "rs429358(C;T)"
  if ((v[0] | 0x20) == 'r' && (v[1] | 0x20) == 's' && digit_at(2) && digit_at(3)) {
    const auto end = std::min(v.find_first_not_of("0123456789", 2), v.size());
    if (v.substr(end).find_first_not_of("ACGT:;/|()- ") == std::string_view::npos)
      return "the number of a genetic marker";
  }
  if (v.size() <= 12 && v.find_first_not_of("ACGT/|-;") == std::string_view::npos &&
      v.find_first_of("ACGT") != std::string_view::npos)
    return "a genotype";
  // "BRCA1 c.68_69delAG", "p.Val600Glu" (HGVS)
  for (std::string_view start : {"c."sv, "p."sv, "g."sv})
    if (const auto at = v.find(start); at != std::string_view::npos && (at == 0 || !is_word(v[at - 1])) &&
                                       (start == "p." ? at + 5 < v.size() && is_upper(v[at + 2]) && digit_at(at + 5) : digit_at(at + 2)))
      return "a variant of a gene";
  // "HLA-B*57:01", "CYP2D6*4"
  if (const auto star = v.find('*'); star != std::string_view::npos && star >= 3 && is_upper(v[0]) && digit_at(star + 1))
    return "an allele of a gene";
  // "D3S1358 15,17; vWA 16,18": repeats counted at places that forensics uses
  if (v[0] == 'D' && digit_at(1)) {
    auto i = v.find_first_not_of("0123456789", 1);
    if (i <= 3 && v[i] == 'S' && digit_at(i + 1)) {
      i = v.find_first_not_of("0123456789", i + 1);
      if (i != std::string_view::npos && digit_at(v.find_first_not_of(" :=", i))) return "a DNA profile";
    }
  }
  return {};
}

std::optional<Hit> read_rarer(const Text& text, const Cell& at, const Column& column,
                              std::string_view state) {
  const auto cell = text.bytes.substr(at.from, at.to - at.from);
  const std::string under = column.heading.empty() ? "; no heading, all rows alike"
                                                   : " under the heading " + column.heading;
  const auto hit = [&](Element element, int confidence, std::string norm, std::string what) {
    return Hit{at.from,
               at.to,
               element,
               NamePart::none,
               std::min(confidence, column.limit),
               std::move(norm),
               what + under,
               {},
               0};
  };
  const auto number = bare(cell);
  const auto digits = digits_of(number);
  const bool plain = digits.size() == number.size();
  switch (column.meaning) {
  case Meaning::ein:
    if (!plain || !valid_ein(digits)) break;
    return hit(Element::ein, 85, digits, "nine digits with an employer's prefix");
  case Meaning::ip_pin:
    if (!plain || digits.size() != 6) break;
    return hit(Element::ip_pin, 92, digits, "six digits");
  case Meaning::state_id: {
    const bool fits = !state.empty() && valid_licence(number, state);
    if (number.size() < 5 || digits.size() < 4 || (!fits && !valid_licence(number, ""))) break;
    return hit(Element::state_id, fits ? 88 : 70, (fits ? std::string(state) : "??") + ":" + number,
               fits ? "the format of " + std::string(state) : "a format that some states use");
  }
  case Meaning::military:
    if (!plain || digits.size() != 10 || digits[0] == '0') break;
    return hit(Element::military_id, 90, digits, "ten digits");
  case Meaning::student:
    if (number.size() < 4 || number.size() > 14 || digits.size() < 4) break;
    return hit(Element::student_id, 85, number, "digits");
  case Meaning::employment:
    if (number.size() < 3 || number.size() > 12 || digits.size() < 3) break;
    return hit(Element::employment_id, 80, number, "digits");
  case Meaning::gov_id:
    if (number.size() < 6 || number.size() > 15 || digits.size() < 5) break;
    return hit(Element::gov_id, 82, number, "letters and digits");
  case Meaning::certificate:
    if (number.size() < 5 || number.size() > 18 || digits.size() < 4) break;
    return hit(Element::certificate, 82, number, "letters and digits");
  case Meaning::tax: {
    const auto shown = text.readable(at.from, at.to);
    const bool status = is_filing_status(shown);
    if (!status && !is_amount(shown)) break;
    return hit(Element::tax_information, status ? 75 : 80, shown, status ? "a filing status" : "an amount");
  }
  case Meaning::evaluation: {
    const auto shown = text.readable(at.from, at.to);
    const bool mark = shown.find_first_not_of("0123456789./%-") == std::string::npos && shown.size() <= 5 && !digits_of(shown).empty();
    const bool words = shown.size() >= 4 && shown.size() <= 2000 && std::any_of(shown.begin(), shown.end(), is_letter);
    if ((!mark && !words) || is_empty_word(shown) || read_date(shown)) break;
    return hit(Element::work_evaluation, words ? 80 : 70, shown, mark ? "a mark" : "words");
  }
  case Meaning::electronic_id: {
    // IMEI and ICCID carry a check digit; others are taken by their heading alone.
    const bool checked = plain && (digits.size() == 15 || digits.size() == 19 || digits.size() == 20) && luhn(digits);
    if (number.size() < 6 || number.size() > 24 || digits.size() < 4) break;
    return hit(Element::electronic_id, checked ? 90 : 75, number, checked ? "digits, check digit right" : "letters and digits");
  }
  case Meaning::iban:
    if (!valid_iban(number)) break;
    return hit(Element::iban, 98, number, "country, length and check digits of an IBAN");
  case Meaning::card_expiry: {
    const auto expiry = read_expiry(cell);
    if (!expiry) break;
    return hit(Element::card_expiry, 85, *expiry, "a month");
  }
  case Meaning::pin:
    if (!plain || digits.size() < 4 || digits.size() > 8) break;
    return hit(Element::access_code, 80, digits, "digits");
  case Meaning::hicn:
    if (!valid_hicn(number)) break;
    return hit(Element::hicn, 95, number, "a possible SSN and a suffix");
  case Meaning::condition:
  case Meaning::diagnosis: {
    const auto words = text.readable(at.from, at.to);
    if (column.meaning == Meaning::condition && words.size() > 3 && valid_diagnosis(words))
      return hit(Element::diagnosis, 85, words, "an ICD-10 code");
    const auto letters = std::count_if(words.begin(), words.end(), is_letter);
    if (words.size() < 4 || words.size() > 300 ||
        letters * 2 < static_cast<std::ptrdiff_t>(words.size()) || is_empty_word(words))
      break;
    return hit(Element::condition, column.meaning == Meaning::diagnosis ? 80 : 65, words, "words");
  }
  case Meaning::hash: {
    const auto kind = hash_kind(cell);
    if (kind.empty()) break;
    return hit(Element::password_hash, 88, text.readable(at.from, at.to),
               "a hashed password (" + std::string(kind) + ")");
  }
  case Meaning::security_answer:
    if (cell.size() < 2 || cell.size() > 100 || is_empty_word(cell)) break;
    return hit(Element::security_answer, 82, text.readable(at.from, at.to), "a value");
  case Meaning::maiden: {
    const auto shown = text.readable(at.from, at.to);
    if (!plausible_name(shown, true) || shown.size() < 2 || is_empty_word(shown)) break;
    return hit(Element::maiden_name, 88, shown, "a name");
  }
  case Meaning::track: {
    // ";PAN=YYMM…?" and "%B PAN^NAME^YYMM…?"
    const auto b = cell.find_first_of(";B");
    if (b == std::string_view::npos) break;
    std::size_t e = b + 1;
    while (e < cell.size() && is_digit(cell[e]))
      ++e;
    const auto pan = cell.substr(b + 1, e - b - 1);
    if (e >= cell.size() || (cell[e] != '=' && cell[e] != '^' && cell[e] != 'D') ||
        !valid_card(pan))
      break;
    auto found = hit(Element::card, 99, std::string(pan),
                     std::string(issuer_of(pan)) + " number in the data of a magnetic stripe");
    found.from += b + 1;
    found.to = found.from + pan.size();
    return found;
  }
  case Meaning::user:
    if (const auto mail = valid_email(cell))
      return hit(Element::email, 95, *mail, "an e-mail address");
    if (cell.size() < 3 || cell.size() > 64 || cell.find(' ') != std::string_view::npos ||
        is_empty_word(cell) || read_date(cell.substr(0, 10)))
      break;
    return hit(Element::user, 60, text.readable(at.from, at.to), "a value");
  case Meaning::biometric: {
    const auto kind = template_kind(cell);
    if (kind.empty() && (cell.size() < 64 || !(hexadecimal(cell) || base64(cell)))) break;
    return hit(Element::biometric, kind.empty() ? 70 : 95,
               kind.empty() ? "template" : std::string(kind),
               kind.empty() ? "encoded bytes" : "the header of a template");
  }
  case Meaning::genetic: {
    const auto v = text.readable(at.from, at.to);
    const auto kind = genetic_kind(v);
    if (kind.empty()) break;
    return hit(Element::genetic, kind == "a genotype" ? 70 : 85, v, std::string(kind));
  }
  case Meaning::signature: {
    const bool image = cell.substr(0, 11) == "data:image/" || (cell.size() >= 64 && base64(cell));
    const bool signed_by = cell.size() > 5 && cell.size() < 80 &&
                           (cell.substr(0, 3) == "/s/" || cell.substr(0, 3) == "s/ ");
    if (!image && !signed_by) break;
    return hit(Element::signature, image ? 85 : 75, image ? "image" : text.readable(at.from, at.to),
               image ? "an encoded image" : "a typed signature");
  }
  case Meaning::private_key:
    if (cell.find("PRIVATE KEY") == std::string_view::npos &&
        !(cell.size() >= 40 && (base64(cell) || hexadecimal(cell))))
      break;
    return hit(Element::private_key, 85, "key", "an encoded key");
  case Meaning::token: {
    const bool mixed = !digits_of(cell).empty() && std::any_of(cell.begin(), cell.end(), is_letter);
    if (cell.size() < 16 || cell.find(' ') != std::string_view::npos || !mixed ||
        is_empty_word(cell))
      break;
    return hit(Element::token, 75, text.readable(at.from, at.to), "a secret value");
  }
  default: break;
  }
  return std::nullopt;
}

void add_combined(const Text& text, const std::vector<Named>& cells, Topic topic, std::vector<Hit>& hits) {
  const Named* lat = nullptr;
  const Named* lon = nullptr;
  const Named* both = nullptr;
  const Named* plate = nullptr;
  bool camera = false, place = false;
  for (const auto& c : cells) {
    const auto v = text.bytes.substr(c.from, c.to - c.from);
    switch (c.meaning) {
    case Meaning::latitude:
      if (valid_degrees(v, 90, 4)) lat = &c;
      break;
    case Meaning::longitude:
      if (valid_degrees(v, 180, 4)) lon = &c;
      break;
    case Meaning::location: both = &c; break;
    case Meaning::plate: plate = &c; break;
    case Meaning::camera: camera = true; break;
    case Meaning::address:
    case Meaning::city: place = true; break;
    default: break;
    }
  }
  std::string norm;
  if (lat != nullptr && lon != nullptr)
    norm = text.readable(lat->from, lat->to) + "," + text.readable(lon->from, lon->to);
  if (norm.empty() && both != nullptr) {
    // "41.05341, -73.53873"
    const auto v = text.bytes.substr(both->from, both->to - both->from);
    const auto cut = v.find_first_of(",; ");
    if (cut != std::string_view::npos) {
      const auto a = trimmed(v.substr(0, cut)), b = trimmed(v.substr(cut + 1));
      if (valid_degrees(a, 90, 4) && valid_degrees(b, 180, 4)) {
        norm = a + "," + b;
        lat = lon = both;
      }
    }
  }
  const bool where = !norm.empty() || place || camera;
  if (plate != nullptr && where) {
    const auto v = bare(text.bytes.substr(plate->from, plate->to - plate->from));
    bool time = false;
    for (const auto& c : cells) {
      const auto t = text.bytes.substr(c.from, c.to - c.from);
      time = time || (t.size() >= 14 && t.find(':') != std::string_view::npos &&
                      (read_date(t.substr(0, 10)) || read_date(t.substr(0, t.find(' ')))));
      // Seconds or milliseconds since 1970, of this century.
      time = time || ((t.size() == 10 || t.size() == 13) && t[0] == '1' && is_plain(c.meaning) &&
                      digits_of(t).size() == t.size());
    }
    if (time && v.size() >= 4 && v.size() <= 8)
      hits.push_back({plate->from,
                      plate->to,
                      Element::plate_read,
                      NamePart::none,
                      camera ? 85 : 70,
                      v,
                      "a license plate with time and place",
                      {},
                      0});
  }
  const bool somebody = std::any_of(hits.begin(), hits.end(), [](const Hit& h) {
    return h.confidence >= 50 && (h.element == Element::name || h.element == Element::email ||
                                  h.element == Element::phone || h.element == Element::ssn ||
                                  h.element == Element::user || h.element == Element::plate_read);
  });
  if (!norm.empty() && somebody)
    hits.push_back({lat->from,
                    lat->to,
                    Element::geolocation,
                    NamePart::none,
                    80,
                    norm,
                    "latitude and longitude to at least four places beside a person",
                    {},
                    0});
  // A number of an employer is personal when a person bears it.
  const bool person = std::any_of(hits.begin(), hits.end(), [](const Hit& h) {
    return h.element == Element::name && h.confidence >= 60;
  });
  // What some states build on the surname speaks for or against a licence.
  std::string family;
  for (const auto& h : hits)
    if (h.element == Element::name && family.empty() &&
        (h.part == NamePart::family || h.part == NamePart::full))
      family = h.part == NamePart::family ? h.norm : name_parts(h.norm).family;
  for (auto& h : hits) {
    if (h.element == Element::ein && !person) h.confidence = std::min(h.confidence, 40);
    if (h.element != Element::licence || h.norm.size() < 4 || h.confidence < 50) continue;
    if (const auto fits = licence_fits_name(h.norm.substr(0, 2), h.norm.substr(3), family)) {
      h.confidence = *fits ? std::max(h.confidence, 96) : std::min(h.confidence, 70);
      h.reason +=
          *fits ? "; built on the surname, as that state does" : "; not built on the surname";
    }
  }
  // A PIN may be a parcel's number, a condition that of a pump.
  const auto beside = [&](std::initializer_list<Element> wanted) {
    return std::any_of(hits.begin(), hits.end(), [&](const Hit& h) {
      return h.confidence >= 50 &&
             std::find(wanted.begin(), wanted.end(), h.element) != wanted.end();
    });
  };
  const bool whose = beside({Element::name, Element::ssn, Element::itin, Element::employment_id, Element::birth});
  const bool medical = beside({Element::medicare, Element::health_plan, Element::record_no,
                               Element::diagnosis, Element::hicn, Element::birth}) ||
                       (whose && topic == Topic::health);
  const bool opened = beside({Element::access_code, Element::password, Element::password_hash, Element::card_code, Element::security_answer});
  const bool account =
      beside({Element::electronic_id, Element::card, Element::account, Element::routing, Element::password, Element::iban});
  for (auto& h : hits) {
    if (h.element == Element::condition && !medical) h.confidence = std::min(h.confidence, 40);
    // Amounts and marks that are nobody's; a number that nothing beside it opens.
    if ((h.element == Element::tax_information || h.element == Element::work_evaluation) && !whose)
      h.confidence = std::min(h.confidence, 40);
    if (h.element == Element::electronic_id && !opened) h.confidence = std::min(h.confidence, 40);
    if (h.element == Element::access_code && !account) h.confidence = std::min(h.confidence, 40);
  }
  // User names alone are no credentials.
  const bool secret = std::any_of(hits.begin(), hits.end(), [](const Hit& h) {
    return h.element == Element::password || h.element == Element::password_hash ||
           h.element == Element::security_answer;
  });
  const bool card = std::any_of(hits.begin(), hits.end(), [](const Hit& h) {
    return h.element == Element::card && h.confidence >= 50;
  });
  for (auto& h : hits) {
    if (h.element == Element::user && !secret) h.confidence = std::min(h.confidence, 30);
    if (h.element == Element::card_expiry && !card) h.confidence = std::min(h.confidence, 30);
  }
}

}  // namespace ledgelight::discover
