#include "desk/suspects.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "casefile/vocabulary.hpp"
#include "desk/cases.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::size_t most_suspects = 200;
constexpr std::size_t most_names = 20;
constexpr std::size_t max_name = 200;
constexpr std::size_t max_words = 2000;

std::string count_name(const CaseId& id) { return "suspects/" + id.str(); }
std::string suspect_name(const CaseId& id, std::string_view letter) {
  return "suspect/" + id.str() + "/" + std::string(letter);
}

// A … Z, AA, AB …
std::string letter_of(std::size_t n) {
  std::string out;
  for (++n; n > 0; n = (n - 1) / 26) out.insert(out.begin(), static_cast<char>('A' + (n - 1) % 26));
  return out;
}

Result<std::size_t> how_many(Tx& tx, const CaseId& id) {
  const auto kept = TRY(tx.setting(count_name(id)));
  if (!kept) return std::size_t{0};
  const auto n = std::strtoul(kept->c_str(), nullptr, 10);
  if (n > most_suspects) return fail(Errc::corrupt, "the number of suspects is not one");
  return static_cast<std::size_t>(n);
}

// "KEY\nBASE64": a sealed value in one setting.
Result<Json> suspect_json(Desk& desk, Tx& tx, const CaseId& id, std::string_view letter) {
  const auto name = suspect_name(id, letter);
  const auto kept = TRY(tx.setting(name));
  if (!kept) return fail(Errc::not_found, "no such suspect in this case");
  const auto line = kept->find('\n');
  if (line == std::string::npos) return fail(Errc::corrupt, "a suspect is not kept as it should be");
  return open_json(desk, tx, {KeyId(kept->substr(0, line)), TRY(unbase64(kept->substr(line + 1)))}, name);
}

// Why somebody looked, sealed under the case's key; its digest stands in the act.
Result<void> append_look(Desk& desk, Tx& tx, const Actor& actor, const CaseRow& row, Json object,
                         std::string_view reason) {
  const auto record = make_record(desk, "reason", Json{{"reason", shown(reason)}});
  Act act;
  act.kind = "compartment.opened";
  act.case_id = row.id;
  act.subject = row.id.str();
  act.object = std::move(object);
  act.record = record.digest;
  act.key = row.key;
  const auto name = "reason/" + std::to_string(TRY(append_act(desk, tx, actor, act)));
  return tx.set_setting(name, base64(TRY(seal_json(desk, tx, row.key, name, record.wrapped)).bytes));
}

Result<void> check_reason(std::string_view reason) {
  if (trimmed(reason).size() < 5) return fail(Errc::bad_input, "say why the names are needed");
  if (reason.size() > max_words) return fail(Errc::too_large, "a reason has at most 2000 bytes");
  return {};
}

bool word_sign(char c) {
  const auto u = static_cast<unsigned char>(c);
  return (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u >= 0x80;
}

struct Stretch {
  std::size_t from, to;
};

// What separates words, and belongs to none: white space, and the signs within a written name.
std::vector<Stretch> places_of_words(std::string_view text) {
  std::vector<Stretch> out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!word_sign(text[i])) continue;
    const auto from = i;
    while (i < text.size() && word_sign(text[i]))
      ++i;
    out.push_back({from, i});
  }
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  for (const auto& p : places_of_words(text))
    out.emplace_back(text.substr(p.from, p.to - p.from));
  return out;
}

bool capital(const std::string& word) {
  const auto c = static_cast<unsigned char>(word.front());
  return (c >= 'A' && c <= 'Z') || c >= 0xC3;
}

}  // namespace

void Masks::add(const std::string& name, const std::string& letter) {
  const auto instead = "Person " + letter;
  const auto put = [&](std::vector<std::string> words, bool exact) {
    if (words.empty()) return;
    if (!exact) {
      for (auto& w : words) w = lowered(w);
    }
    masks_.push_back({std::move(words), exact, instead});
  };
  auto words = words_of(name);
  if (words.empty()) return;
  put(words, false);
  if (words.size() > 1) {
    // "Last, First" and "First Last" are one; the family name stands before the comma or last.
    const bool turned = name.find(',') != std::string::npos;
    std::rotate(words.begin(), turned ? words.begin() + 1 : words.end() - 1, words.end());
    put(words, false);
    const auto family = turned ? words.back() : words.front();
    if (family.size() >= 3 && capital(family)) {
      put({family}, true);
      auto loud = family;
      std::transform(loud.begin(), loud.end(), loud.begin(), [](unsigned char c) { return std::toupper(c); });
      put({loud}, true);
    }
  }
  std::stable_sort(masks_.begin(), masks_.end(),
                   [](const Mask& a, const Mask& b) { return a.words.size() > b.words.size(); });
}

Result<Masks> Masks::of(Desk& desk, Tx& tx, const CaseId& id) {
  Masks out;
  const auto n = TRY(how_many(tx, id));
  for (std::size_t i = 0; i < n; ++i) {
    const auto json = suspect_json(desk, tx, id, letter_of(i));
    if (!json) {
      if (json.error().code == Errc::not_found) continue;  // its key was lawfully erased
      return json.error();
    }
    for (const auto& name : json->value("names", Json::array())) {
      if (name.is_string()) out.add(name.get<std::string>(), letter_of(i));
    }
  }
  return out;
}

std::string Masks::operator()(std::string_view text) const {
  if (masks_.empty()) return std::string(text);
  struct Word {
    std::size_t from, to;
    std::string low, as_is;
  };
  std::vector<Word> words;
  for (const auto& p : places_of_words(text)) {
    const std::string word(text.substr(p.from, p.to - p.from));
    words.push_back({p.from, p.to, lowered(word), word});
  }
  std::string out;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < words.size();) {
    const auto fits = [&](const Mask& m) {
      if (i + m.words.size() > words.size()) return false;
      for (std::size_t k = 0; k < m.words.size(); ++k) {
        if ((m.exact ? words[i + k].as_is : words[i + k].low) != m.words[k]) return false;
        // A full stop, a line or more between two words of one name is no name.
        if (k > 0 && words[i + k].from - words[i + k - 1].to > 3) return false;
      }
      return true;
    };
    const auto hit = std::find_if(masks_.begin(), masks_.end(), fits);
    if (hit == masks_.end()) {
      ++i;
      continue;
    }
    out += text.substr(copied, words[i].from - copied);
    out += hit->instead;
    copied = words[i + hit->words.size() - 1].to;
    i += hit->words.size();
  }
  out += text.substr(copied);
  return out;
}

std::string Masks::piece(std::string_view text, bool cut_before, bool cut_after) const {
  constexpr std::size_t least = 3;
  std::string head, tail;
  const auto words = places_of_words(text);
  const auto word = [&](std::size_t i, const Mask& m) {
    const auto as_is = text.substr(words[i].from, words[i].to - words[i].from);
    return m.exact ? std::string(as_is) : lowered(as_is);
  };
  std::size_t from = 0, to = text.size();
  for (const auto& m : masks_) {
    const auto n = m.words.size();
    // The first `k` words of the name stand at the end, the last of them perhaps in part.
    for (std::size_t k = std::min(n, words.size()); cut_after && k > 0; --k) {
      const auto first = words.size() - k;
      const auto last = word(words.size() - 1, m);
      bool fits = last.size() >= least && m.words[k - 1].compare(0, last.size(), last) == 0 &&
                  (k < n || last.size() < m.words[k - 1].size());
      for (std::size_t i = 0; fits && i + 1 < k; ++i)
        fits = word(first + i, m) == m.words[i];
      if (fits && words[first].from < to) to = words[first].from, tail = m.instead;
    }
    // Its last `k` words stand at the beginning, the first of them perhaps in part.
    for (std::size_t k = std::min(n, words.size()); cut_before && k > 0; --k) {
      const auto start = word(0, m);
      const auto& whole = m.words[n - k];
      bool fits = start.size() >= least && start.size() <= whole.size() &&
                  whole.compare(whole.size() - start.size(), start.size(), start) == 0 &&
                  (k < n || start.size() < whole.size());
      for (std::size_t i = 1; fits && i < k; ++i)
        fits = word(i, m) == m.words[n - k + i];
      if (fits && words[k - 1].to > from) from = words[k - 1].to, head = m.instead;
    }
  }
  if (from >= to) return head + tail;
  return head + (*this)(text.substr(from, to - from)) + tail;
}

Json Masks::json(const Json& value) const {
  if (masks_.empty()) return value;
  if (value.is_string()) return (*this)(std::string_view(value.get_ref<const std::string&>()));
  if (!value.is_structured()) return value;
  Json out = value;
  for (auto& item : out) item = json(item);
  return out;
}

Result<std::string> name_suspect(Desk& desk, const Actor& actor, const CaseId& id, const NewSuspect& who) {
  std::vector<std::string> names;
  for (const auto& given : who.names) {
    auto name = shown_line(trimmed(given), max_name);
    if (name.empty()) continue;
    if (name.size() < 3 || words_of(name).empty()) return fail(Errc::bad_input, "a name has at least three letters");
    names.push_back(std::move(name));
  }
  if (names.empty()) return fail(Errc::bad_input, "say the name");
  if (names.size() > most_names || who.note.size() > max_words) {
    return fail(Errc::too_large, "at most 20 names, and a note of 2000 bytes");
  }
  const auto tx = TRY(desk.store().write());
  auto row = TRY(case_for(desk, *tx, actor, Action::state_fact, id));
  const auto n = TRY(how_many(*tx, id));
  if (n == most_suspects) return fail(Errc::too_large, "a case holds at most 200 suspects");
  const auto letter = letter_of(n);
  const auto record = make_record(desk, "suspect", Json{{"names", names}, {"note", shown(who.note)}});
  Act act;
  act.kind = "suspect.named";
  act.case_id = id;
  act.subject = id.str();
  act.object = Json{{"suspect", letter}};
  act.record = record.digest;
  act.key = row.key;
  TRY(append_act(desk, *tx, actor, act));
  const auto key = TRY(make_key(desk, *tx, "suspect", KeyId()));
  const auto name = suspect_name(id, letter);
  const auto sealed = TRY(seal_json(desk, *tx, key, name,
                                    Json{{"at", to_text(desk.now())},
                                         {"by", actor.text()},
                                         {"names", names},
                                         {"note", shown(who.note)},
                                         {"record", record.wrapped}}));
  TRY(tx->set_setting(name, sealed.key.str() + "\n" + base64(sealed.bytes)));
  TRY(tx->set_setting(count_name(id), std::to_string(n + 1)));
  row.changed = desk.now();
  TRY(tx->update_case(row));
  TRY(commit(desk, *tx));
  return letter;
}

Result<std::vector<SuspectLine>> list_suspects(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  std::vector<SuspectLine> out;
  const auto n = TRY(how_many(*tx, id));
  for (std::size_t i = 0; i < n; ++i) {
    const auto json = suspect_json(desk, *tx, id, letter_of(i));
    if (!json && json.error().code != Errc::not_found) return json.error();
    SuspectLine line;
    line.letter = letter_of(i);
    if (json) {
      line.by = text_at(*json, "by");
      if (const auto at = parse_instant(text_at(*json, "at"))) line.at = *at;
    }
    out.push_back(std::move(line));
  }
  return out;
}

Result<Opened> open_suspect(Desk& desk, const Actor& actor, const CaseId& id, std::string_view letter,
                            std::string_view reason) {
  TRY(check_reason(reason));
  const auto tx = TRY(desk.store().write());
  // Whoever may open compartments must be one who may read this case.
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  const auto row = TRY(case_for(desk, *tx, actor, Action::open_compartment, id));
  const auto json = TRY(suspect_json(desk, *tx, id, letter));
  TRY(append_look(desk, *tx, actor, row, Json{{"compartment", "suspect"}, {"suspect", letter}}, reason));
  TRY(commit(desk, *tx));
  Opened out;
  for (const auto& name : json.value("names", Json::array())) out.names.push_back(name.get<std::string>());
  out.note = text_at(json, "note");
  return out;
}

Result<std::vector<casefile::Statement>> open_fact(Desk& desk, const Actor& actor, const CaseId& id,
                                                   std::string_view name, std::string_view reason) {
  TRY(check_reason(reason));
  const auto* kind = casefile::find_kind(name);
  if (kind == nullptr) return fail(Errc::not_found, "no such fact");
  if (!kind->personal) return fail(Errc::wrong_state, "this fact is not sealed");
  const auto tx = TRY(desk.store().write());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  const auto row = TRY(case_for(desk, *tx, actor, Action::open_compartment, id));
  auto out = TRY(facts_of(desk, *tx, id)).history(name);
  if (out.empty()) return fail(Errc::not_found, "this fact was never stated");
  const auto mask = TRY(Masks::of(desk, *tx, id));
  for (auto& s : out) {
    s.fact.value = mask.json(s.fact.value);
    s.fact.note = mask(s.fact.note);
  }
  TRY(append_look(desk, *tx, actor, row, Json{{"compartment", "fact"}, {"fact", name}}, reason));
  TRY(commit(desk, *tx));
  return out;
}

}  // namespace ledgelight::desk
