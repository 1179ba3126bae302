// rooms: base discover
//
// How often discovery is right on texts that others labelled, class by class, with every wrong
// class:
//   accuracy_bench DATA/pii        (the development data; docs/accuracy.md quotes what it prints)
//   accuracy_bench DATA/pii NAME   (and each NAME that was missed, or found where none is)
//   accuracy_bench bench/prose_held_out.txt [NAME]   (our own texts, written before they were met)
// NAME are the names that words alone tell, NAME-CMD those that the command reports. A finding
// counts as right when it overlaps a labelled stretch of its class.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/text.hpp"
#include "discover/delimited.hpp"
#include "discover/gazetteer.hpp"
#include "discover/names.hpp"
#include "discover/prose.hpp"
#include "discover/scan.hpp"
#include "discover/text.hpp"

using namespace ledgelight;
using namespace ledgelight::discover;

namespace {

struct Span {
  std::size_t from, to;
  std::string kind;
};

/// Our token for a label of theirs; "" for what we do not look for.
std::string ours(std::string_view theirs) {
  static const std::map<std::string_view, std::string> names{
      {"PERSON", "NAME"},          {"CREDIT_CARD", "CARD"},
      {"US_SSN", "SSN"},           {"SSN", "SSN"},
      {"PHONE_NUMBER", "PHONE"},   {"PHONE", "PHONE"},
      {"EMAIL_ADDRESS", "EMAIL"},  {"EMAIL", "EMAIL"},
      {"US_DRIVER_LICENSE", "DL"}, {"MRN", "MRN"},
      {"IBAN_CODE", "IBAN"},       {"DE_IBAN", "IBAN"},
      {"ADDRESS", "ADDR"}};
  const auto at = names.find(theirs);
  return at == names.end() ? "" : at->second;
}

/// Byte of each code point.
std::vector<std::size_t> code_points(std::string_view s) {
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < s.size(); ++i)
    if ((s[i] & 0xC0) != 0x80) at.push_back(i);
  at.push_back(s.size());
  return at;
}

std::string printed;  ///< the class whose errors are printed one by one
/// The names that the command reports, beside those that their words alone tell ("NAME").
constexpr std::string_view reported = "NAME-CMD";
/// Our tokens are short capitals; theirs that we do not look for are not among them.
bool is_ours(std::string_view kind) {
  for (std::string_view not_ours :
       {"LOCATION", "ORGANIZATION", "DATE_TIME", "DATE", "TITLE", "PREFIX", "DOMAIN_NAME",
        "IP_ADDRESS", "NPI", "ZIP_CODE", "DE_VAT_ID"})
    if (kind == not_ours) return false;
  return true;
}

void show(const char* what, std::string_view text, std::size_t from, std::size_t to, std::string_view is) {
  const auto before = std::min<std::size_t>(from, 30);
  std::printf("    %s\t%s\t[%s]\t%s\t%s\n", what, shown_line(text.substr(from - before, before)).c_str(),
              shown_line(text.substr(from, to - from)).c_str(), shown_line(text.substr(to, 25)).c_str(),
              std::string(is).c_str());
}

struct Score {
  int truth = 0, found = 0, right = 0, met = 0;
};

void print(const std::map<std::string, Score>& scores, const std::map<std::string, int>& wrong) {
  std::printf("  %-10s%8s%8s%8s%8s%8s\n", "class", "truth", "found", "right", "P", "R");
  for (const auto& [kind, s] : scores)
    std::printf("  %-10s%8d%8d%8d%8.3f%8.3f\n", kind.c_str(), s.truth, s.found, s.right,
                s.found == 0 ? 0.0 : static_cast<double>(s.right) / s.found,
                s.truth == 0 ? 0.0 : static_cast<double>(s.met) / s.truth);
  for (const auto& [what, n] : wrong)
    std::printf("    wrong: %-40s %d\n", what.c_str(), n);
}

struct Scores {
  std::map<std::string, Score> of;
  std::map<std::string, int> wrong;
  void add(const std::string& text, const std::vector<Span>& truth);
  void print() const { ::print(of, wrong); }
};

/// `truth` has our tokens, or theirs for what we do not look for.
void Scores::add(const std::string& text, const std::vector<Span>& truth) {
  std::vector<Span> found;
  Collected all;
  MemorySource source(text);
  if (!scan(source, 0, "", all)) return;
  for (const auto& f : all.findings)
    found.push_back(
        {static_cast<std::size_t>(f.offset), static_cast<std::size_t>(f.offset + f.length),
         f.element == Element::name ? std::string(reported) : std::string(token_of(f.element))});
  // Names by their words alone too: what the command leaves out where nothing else is found.
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    const auto name =
        is_upper(text[i]) || (text[i] & 0x80) != 0 ? spot_name(text, i, true, end) : std::nullopt;
    if (name && name->likelihood >= 55) found.push_back({name->from, name->to, "NAME"});
    i = std::max(end, i + 1);
    while (i < text.size() && is_word(text[i]) && is_word(text[i - 1]))
      ++i;
  }
  for (const auto& t : truth)
    for (const auto& kind : {t.kind, std::string(t.kind == "NAME" ? reported : "")}) {
      if (kind.empty() || !is_ours(kind)) continue;
      auto& s = of[kind];
      ++s.truth;
      const bool met = std::any_of(found.begin(), found.end(), [&](const Span& f) {
        return f.kind == kind && f.from < t.to && t.from < f.to;
      });
      s.met += met;
      if (!met && kind == printed) show("missed", text, t.from, t.to, t.kind);
    }
  for (const auto& f : found) {
    auto& s = of[f.kind];
    ++s.found;
    const std::string kind = f.kind == reported ? "NAME" : f.kind;
    std::string is = "nothing labelled";
    for (const auto& t : truth)
      if (f.from < t.to && t.from < f.to && is != kind) is = t.kind;
    if (is == kind)
      ++s.right;
    else
      ++wrong[f.kind + " that is " + is];
    if (is != kind && f.kind == printed) show("wrong", text, f.from, f.to, is);
  }
}

void texts(const std::string& path) {
  std::ifstream in(path);
  std::string line;
  Scores scores;
  while (std::getline(in, line)) {
    const auto row = parse_json(line);
    if (!row) continue;
    const auto text = row->at("text").get<std::string>();
    const auto points = code_points(text);
    std::vector<Span> truth;
    for (const auto& s : row->at("spans")) {
      const auto type = s.at("type").get<std::string>();
      truth.push_back({points[s.at("start").get<std::size_t>()],
                       points[s.at("end").get<std::size_t>()],
                       ours(type).empty() ? type : ours(type)});
    }
    scores.add(text, truth);
  }
  std::printf("%s\n", path.substr(path.rfind('/') + 1).c_str());
  scores.print();
}

/// bench/prose_held_out.txt: a text a line, "[[TOKEN:value]]" for what ought to be found.
void held_out(const std::string& path) {
  std::ifstream in(path);
  std::string line;
  Scores scores;
  int count = 0;
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    std::string text;
    std::vector<Span> truth;
    for (std::size_t i = 0; i < line.size();) {
      if (line.compare(i, 2, "\\n") == 0) {
        text += '\n';
        i += 2;
      } else if (line.compare(i, 2, "[[") == 0) {
        const auto colon = line.find(':', i), end = line.find("]]", i);
        const auto value = replaced(line.substr(colon + 1, end - colon - 1), "\\n", "\n");
        truth.push_back(
            {text.size(), text.size() + value.size(), line.substr(i + 2, colon - i - 2)});
        text += value;
        i = end + 2;
      } else {
        text += line[i++];
      }
    }
    ++count;
    scores.add(text, truth);
  }
  std::printf("%s (%d texts)\n", path.substr(path.rfind('/') + 1).c_str(), count);
  scores.print();
}

/// Text between tags, with the tag of each piece, of one element `outer` after the other.
std::vector<std::vector<std::pair<std::string, std::string>>> tagged(const std::string& path,
                                                                     const std::string& outer) {
  std::ifstream in(path);
  const std::string all{std::istreambuf_iterator<char>(in), {}};
  std::vector<std::vector<std::pair<std::string, std::string>>> out;
  for (std::size_t at = all.find("<" + outer + ">"); at != std::string::npos;
       at = all.find("<" + outer + ">", at + 1)) {
    const auto end = all.find("</" + outer + ">", at);
    out.emplace_back();
    for (std::size_t i = all.find('<', at + 1); i < end; i = all.find('<', i + 1)) {
      const auto close = all.find('>', i), stop = all.find('<', close);
      if (all[i + 1] == '/') continue;
      out.back().emplace_back(all.substr(i + 1, close - i - 1),
                              replaced(all.substr(close + 1, stop - close - 1), "&amp;", "&"));
    }
  }
  return out;
}

void names(const std::string& path) {
  int full = 0, plausible = 0, likely = 0, organisations = 0, refused = 0;
  for (const auto& name : tagged(path, "Name")) {
    std::string whole;
    bool given = false, family = false, corporate = false;
    for (const auto& [tag, text] : name) {
      whole += (whole.empty() ? "" : " ") + text;
      given = given || tag == "GivenName" || tag == "FirstInitial";
      family = family || tag == "Surname" || tag == "LastInitial";
      corporate = corporate || tag.rfind("Corporation", 0) == 0;
    }
    if (corporate) {
      ++organisations;
      refused += !plausible_name(whole, false) || name_likelihood(whole) < 50;
    } else if (given && family) {
      ++full;
      plausible += plausible_name(whole, false);
      likely += name_likelihood(whole) >= 50;
    }
  }
  std::printf("%s\n  full names %d: taken under a heading %d, likely by the census %d; "
              "organisations %d, refused %d\n",
              path.substr(path.rfind('/') + 1).c_str(), full, plausible, likely, organisations,
              refused);
}

void addresses(const std::string& path) {
  int all = 0, taken = 0, with_state = 0, state_right = 0, with_zip = 0, zip_right = 0;
  for (const auto& address : tagged(path, "AddressString")) {
    std::string whole, state, zip;
    bool numbered = false;
    for (const auto& [tag, text] : address) {
      whole += (whole.empty() ? "" : " ") + text;
      numbered = numbered || tag == "AddressNumber" || tag == "USPSBoxType";
      if (tag == "StateName") state = text;
      if (tag == "ZipCode") zip = text;
    }
    if (!numbered) continue;
    ++all;
    const Text text{whole, whole, 0, Encoding::bytes};
    taken += read_cell(text, {0, whole.size()}, {Meaning::address, "address", 99}, "").has_value();
    const auto parts = postal_parts(whole);
    while (!zip.empty() && !is_digit(zip.back()))
      zip.pop_back();
    if (!zip.empty()) ++with_zip, zip_right += parts.zip == zip.substr(0, 5);
    while (!state.empty() && !is_letter(state.back()))
      state.pop_back();
    if (state.size() == 2) ++with_state, state_right += lowered(parts.state) == lowered(state);
  }
  std::printf("%s\n  addresses with a number %d: taken under a heading %d; states %d, read %d; ZIP "
              "codes %d, read %d\n",
              path.substr(path.rfind('/') + 1).c_str(), all, taken, with_state, state_right,
              with_zip, zip_right);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::fprintf(stderr, "usage: accuracy_bench DATA/pii|TEXTS.txt [TOKEN]\n");
    return 2;
  }
  const std::string root = argv[1];
  if (argc == 3) printed = argv[2];
  if (root.size() > 4 && root.substr(root.size() - 4) == ".txt") {
    held_out(root);
    return 0;
  }
  for (const char* set :
       {"presidio_generated_large", "ambientmeta_dev", "datafog_structured", "wnut17_person_dev"})
    texts(root + "/text/" + set + ".jsonl");
  names(root + "/names/person_labeled_dev.xml");
  for (const char* set : {"labeled", "us50_train_tagged"})
    addresses(root + "/address/" + set + ".xml");
  return 0;
}
