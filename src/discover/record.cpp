#include "discover/record.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "discover/delimited.hpp"
#include "discover/gazetteer.hpp"
#include "discover/names.hpp"
#include "discover/places.hpp"
#include "discover/rarer.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {
namespace {

constexpr std::size_t most_keys = 8192;

bool is_person_part(Meaning m) {
  return m == Meaning::name || m == Meaning::given || m == Meaning::middle || m == Meaning::family;
}

bool dashed_number(std::string_view c) {
  if (c.size() != 11 || c[3] != '-' || c[6] != '-') return false;
  const auto d = digits_of(c);
  return d.size() == 9 && (valid_ssn(d) || valid_itin(d));
}

bool card_value(std::string_view c) {
  return c.size() >= 13 && c.size() <= 23 && is_digit(c[0]) &&
         c.find_first_not_of("0123456789- ") == std::string_view::npos && valid_card(digits_of(c));
}

/// A telephone number that is written as one.
bool phone_value(std::string_view c) {
  if (c.size() < 12 || c.size() > 17 ||
      c.find_first_not_of("0123456789-(). +") != std::string_view::npos)
    return false;
  auto d = digits_of(c);
  if (d.size() == 11 && d[0] == '1') d.erase(0, 1);
  return valid_phone(d);
}

bool address_value(std::string_view c) {
  if (c.size() < 9 || c.size() > 200 || !is_digit(c[0])) return false;
  const auto p = postal_parts(c);
  return !p.zip.empty() && !p.state.empty();
}

Text whole_of(const Mapped& values) { return {values.bytes(), values.bytes(), 0, Encoding::bytes}; }

std::size_t words_in(std::string_view s) {
  return static_cast<std::size_t>(std::count(s.begin(), s.end(), ' ')) + 1;
}

}  // namespace

bool key_is_of_a_person(std::string_view key, Meaning meaning) {
  if (meaning == Meaning::given || meaning == Meaning::family) return true;
  auto low = lowered(key);
  low.erase(std::remove_if(low.begin(), low.end(), [](char c) { return !is_letter(c); }),
            low.end());
  return low != "name" && low != "nombre" && low != "user" && low != "owner" && !low.empty();
}

Meaning Keys::meaning(std::string_view outer, std::string_view key) {
  if (key.empty() || key.size() > 120 || outer.size() > 80) return of_joined(outer, key);
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(key[i]); };
  // Its first, middle and last sign and the sizes, spread by a multiplication.
  const std::uint32_t signs = at(0) | at(key.size() / 2) << 8U | at(key.size() - 1) << 16U |
                              static_cast<std::uint32_t>(key.size() * 3U + outer.size()) << 24U;
  static_assert(std::tuple_size_v<decltype(recent_)> == 256);
  auto& recent = recent_[signs * 2654435769U >> 24U];
  if (!recent.filled || recent.key != key || recent.outer != outer) {
    recent.meaning = of_joined(outer, key);
    recent.outer = outer;
    recent.key = key;
    recent.filled = true;
  }
  return recent.meaning;
}

Meaning Keys::of_joined(std::string_view outer, std::string_view key) {
  joined_.assign(outer.substr(0, 80));
  joined_ += ' ';
  joined_ += key.substr(0, 120);
  // Only what is not cut is told by it; and what is longer than a key is seldom asked for again.
  const bool remembered = outer.size() <= 80 && key.size() <= 120 && joined_.size() <= 64;
  if (const auto at = remembered ? known_.find(std::string_view(joined_)) : known_.end();
      at != known_.end())
    return at->second;
  auto found = meaning_of_heading(key);
  // "name": {"first": …}, "birth": {"date": …}: the two together.
  if (found == Meaning::nothing && !outer.empty() && key.size() <= 24)
    found = meaning_of_heading(joined_);
  // "value", "number", "text" of a thing with a name of its own.
  if (found == Meaning::nothing && !outer.empty())
    for (std::string_view bare : {"value", "number", "no", "text", "id", "val", "content", "#text",
                                  "$", "date", "$date", "identificationid", "full", "fulltext"})
      if (lowered(key) == bare) found = meaning_of_heading(outer);
  if (found == Meaning::state && meaning_of_heading(outer) == Meaning::licence)
    found = Meaning::licence_state;
  if (remembered && known_.size() < most_keys) known_.emplace(joined_, found);
  return found;
}

void Record::clear() {
  clear_fields();
  around = {};
  number = 0;
}

void Record::clear_fields() {
  values.clear();
  fields.clear();
}

void Record::open(std::string_view key, Meaning meaning) {
  auto& field = fields.emplace_back();
  field.key.assign(key.substr(0, 80));
  field.meaning = meaning;
  field.from = field.to = values.size();
}

void Record::close() {
  auto& f = fields.back();
  f.to = values.size();
  const auto s = values.bytes();
  const auto blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (f.from < f.to && blank(s[f.from]))
    ++f.from;
  while (f.to > f.from && blank(s[f.to - 1]))
    --f.to;
  if (f.from == f.to) fields.pop_back();
}

bool Record::has(Meaning meaning) const {
  return std::any_of(fields.begin(), fields.end(),
                     [&](const Field& f) { return f.meaning == meaning; });
}

unsigned Record::identity() const {
  unsigned bits = 0;
  for (const auto& f : fields) {
    if (is_person_part(f.meaning))
      bits |= 1;
    else if (f.meaning == Meaning::ssn || f.meaning == Meaning::itin)
      bits |= 2;
    else if (f.meaning == Meaning::birth)
      bits |= 4;
    else if (f.meaning == Meaning::record_no)
      bits |= 8;
    else if (f.meaning == Meaning::medicare)
      bits |= 16;
  }
  return bits;
}

bool Record::is_of_a_person() const {
  bool named = false, more = false;
  for (const auto& f : fields) {
    if (is_person_part(f.meaning))
      named = true;
    else
      more = more || (f.meaning != Meaning::nothing && f.meaning != Meaning::other &&
                      f.meaning != Meaning::suffix);
  }
  return named && more;
}

void infer_meanings(Record& record) {
  const auto s = record.values.bytes();
  const auto value = [&](const Field& f) { return s.substr(f.from, f.to - f.from); };
  bool vouched = false, number = false, named = false;
  for (auto& f : record.fields) {
    if (f.meaning == Meaning::nothing) {
      if (dashed_number(value(f)))
        f.meaning = Meaning::ssn, f.limit = 75;
      else if (card_value(value(f)) && value(f).size() > 16)
        f.meaning = Meaning::card, f.limit = 80;
      else if (value(f).size() < 255 && value(f).find('@') != std::string_view::npos &&
               valid_email(value(f)))
        f.meaning = Meaning::email, f.limit = 95;
    }
    number = number || f.meaning == Meaning::ssn || f.meaning == Meaning::itin ||
             f.meaning == Meaning::tin;
    named = named || is_person_part(f.meaning);
    vouched = vouched || f.meaning == Meaning::ssn || f.meaning == Meaning::card ||
              f.meaning == Meaning::email || f.meaning == Meaning::birth ||
              f.meaning == Meaning::medicare || f.meaning == Meaning::licence ||
              f.meaning == Meaning::bank || f.meaning == Meaning::record_no ||
              f.meaning == Meaning::tin;
  }
  if (!vouched) return;
  Field* date = nullptr;
  std::size_t dates = 0;
  for (auto& f : record.fields) {
    if (f.meaning == Meaning::birth) dates += 2;
    if (f.meaning != Meaning::nothing) continue;
    const auto v = value(f);
    if (v.size() < 2 || v.size() > 200) continue;
    if (read_date(v)) {
      ++dates;
      date = &f;
    } else if (address_value(v)) {
      f.meaning = Meaning::address;
      f.limit = 75;
    } else if (phone_value(v)) {
      f.meaning = Meaning::phone;
      f.limit = 70;
    } else if (!named && v.size() > 4 && name_end(v, 0) == v.size() && plausible_name(v, false)) {
      f.meaning = Meaning::name;
      f.limit = 70;
      named = true;
    } else if (v.size() == 2 && is_upper(v[0]) && is_upper(v[1]) && !state_of(v).empty() &&
               record.has(Meaning::address)) {
      f.meaning = Meaning::state;
      f.limit = 65;
    }
  }
  // Two single words side by side, one a given and one a family name.
  for (std::size_t k = 0; !named && k + 1 < record.fields.size(); ++k) {
    auto& x = record.fields[k];
    auto& y = record.fields[k + 1];
    if (x.meaning != Meaning::nothing || y.meaning != Meaning::nothing) continue;
    const auto a = value(x), b = value(y);
    if (a.size() > 30 || b.size() > 30 || !plausible_name(a, true) || !plausible_name(b, true))
      continue;
    const auto ra = rank_of_name(a), rb = rank_of_name(b);
    const bool forth = ra.given != 0 && (rb.family != 0 || ra.given <= 9),
               back = rb.given != 0 && (ra.family != 0 || rb.given <= 9);
    if (!forth && !back) continue;
    const bool given_first =
        forth && (!back || ra.given + rb.family <= ra.family + rb.given || ra.family == 0);
    x.meaning = given_first ? Meaning::given : Meaning::family;
    y.meaning = given_first ? Meaning::family : Meaning::given;
    x.limit = y.limit = 65;
    named = true;
  }
  if (dates == 1 && date != nullptr && number && named) {  // the only date beside name and number
    date->meaning = Meaning::birth;
    date->limit = 65;
  }
}

void look_around(Record& record) {
  if (record.has(Meaning::family) && !record.has(Meaning::given))
    for (auto& f : record.fields)
      if (f.meaning == Meaning::name && means_given_beside_family(f.key))
        f.meaning = Meaning::given;
  const Text text = whole_of(record.values);
  auto& a = record.around;
  for (auto& f : record.fields) {
    const auto value = text.bytes.substr(f.from, f.to - f.from);
    // Telephones have addresses too: <sms address="+12035557144">.
    if (f.meaning == Meaning::address && phone_value(value)) f.meaning = Meaning::phone;
    switch (f.meaning) {
    case Meaning::state:
      if (a.state.empty()) a.state = std::string(state_of(value));
      break;
    case Meaning::city: a.city = text.readable(f.from, f.to); break;
    case Meaning::zip:
      if (value.size() >= 5 && digits_of(value.substr(0, 5)).size() == 5)
        a.zip = std::string(value.substr(0, 5));
      break;
    case Meaning::routing: a.routing = true; break;
    case Meaning::card: a.card = true; break;
    case Meaning::user:
    case Meaning::email: a.user = true; break;
    case Meaning::name:
    case Meaning::family:
      a.organisation = a.organisation || is_organisation(value.substr(0, 100));
      break;
    default: break;
    }
  }
  // The running number of a table of patients is no record number beside one that is.
  if (std::count_if(record.fields.begin(), record.fields.end(), [](const Field& f) {
        return f.meaning == Meaning::record_no;
      }) > 1)
    for (auto& f : record.fields)
      if (f.meaning == Meaning::record_no && lowered(f.key) == "id") f.meaning = Meaning::other;
  // Clubs and libraries have members, pumps a condition: a word or a value has to speak of health.
  if (record.has(Meaning::health_plan) || record.has(Meaning::condition))
    for (const auto& f : record.fields)
      a.health = a.health || f.meaning == Meaning::medicare || f.meaning == Meaning::record_no ||
                 f.meaning == Meaning::diagnosis || f.meaning == Meaning::hicn ||
                 speaks_of_health(f.key);
}

bool says_the_state(const Record& record, const Field& field) {
  return field.meaning == Meaning::zip && record.around.state.empty() &&
         !record.has(Meaning::state) && !record.has(Meaning::address);
}

std::vector<Hit> hits_of(Record& record) {
  look_around(record);
  std::vector<Hit> hits;
  const Text text = whole_of(record.values);
  auto& a = record.around;
  const bool health = a.health;
  std::string more, licence_state;
  for (const auto& f : record.fields)
    if (f.meaning == Meaning::licence_state)
      licence_state = std::string(state_of(text.bytes.substr(f.from, f.to - f.from)));
  const bool own_name = std::any_of(record.fields.begin(), record.fields.end(),
                                    [](const Field& f) { return is_person_part(f.meaning); });
  std::size_t others = 0;
  for (const auto& f : record.fields)
    if (f.meaning == Meaning::address_more) more = text.readable(f.from, f.to);

  const auto is_no_name = [&](const Field& f) {
    return f.meaning == Meaning::name && may_hold_value(text.bytes.substr(f.from, f.to - f.from)) &&
           !read_cell(text, {f.from, f.to}, {f.meaning, {}, f.limit}, {});
  };
  for (const auto& f : record.fields) {
    if (f.meaning == Meaning::nothing || f.meaning == Meaning::other ||
        f.meaning == Meaning::user || is_no_name(f)) {
      if (f.to - f.from < 6 || !may_hold_value(text.bytes.substr(f.from, f.to - f.from))) continue;
      const Text value{text.bytes.substr(f.from, f.to - f.from),
                       text.bytes.substr(f.from, f.to - f.from), 0, Encoding::bytes};
      // A whole sentence may speak of somebody by name.
      const bool sentence = words_in(value.bytes) >= 5;
      std::size_t next = 0;
      auto found =
          search_prose(value, 0, value.bytes.size(), sentence ? Unit::paragraph : Unit::cell, next);
      const bool named = std::any_of(found.begin(), found.end(),
                                     [](const Hit& h) { return h.element == Element::name; });
      for (auto& h : found) {
        if (f.meaning == Meaning::other && h.element != Element::email) continue;
        h.from += f.from;
        h.to += f.from;
        // Somebody a note speaks of need not be whom the record is about.
        h.record = sentence && (h.record > 0 || (named && own_name)) ? others + h.record + 1 : 0;
        hits.push_back(std::move(h));
      }
      others += next + 1;
      continue;
    }
    if (f.meaning == Meaning::tin && a.organisation) continue;  // an employer's number
    Column column{f.meaning, shown_line(f.key, 40), f.limit};
    column.for_state = says_the_state(record, f);
    if (f.meaning == Meaning::account && !a.routing) column.limit = std::min(column.limit, 45);
    if (f.meaning == Meaning::health_plan && !health) column.limit = std::min(column.limit, 45);
    if (f.meaning == Meaning::card_code && !a.card) column.limit = std::min(column.limit, 40);
    const bool licence = f.meaning == Meaning::licence && !licence_state.empty();
    auto hit = read_cell(text, {f.from, f.to}, column, licence ? licence_state : a.state);
    if (!hit) continue;
    if (f.meaning == Meaning::ein && a.organisation) continue;
    if (hit->element == Element::address) {
      if (!more.empty()) hit->postal.street += ", " + more;
      if (hit->postal.city.empty()) hit->postal.city = a.city;
      if (hit->postal.zip.empty()) hit->postal.zip = a.zip;
      if (hit->postal.state.empty())
        hit->postal.state = !a.state.empty() ? a.state : std::string(state_of_zip(a.zip));
    }
    hits.push_back(std::move(*hit));
  }
  bool combines = false;
  for (const auto& f : record.fields)
    combines = combines || f.meaning >= Meaning::ein || f.meaning == Meaning::licence ||
               f.meaning == Meaning::user;
  if (combines) {
    std::vector<Named> cells;
    for (const auto& f : record.fields)
      cells.push_back({f.meaning, f.from, f.to});
    add_combined(text, cells, health ? Topic::health : Topic::any, hits);
  }
  for (const auto& h : hits)
    a.other_than_name = a.other_than_name || (h.element != Element::name &&
                                              h.element != Element::state && h.confidence >= 50);
  if (!a.other_than_name) {
    const auto bare = [&](const Hit& h) {
      if (h.element != Element::name) return false;
      for (const auto& f : record.fields)
        if (f.from == h.from) return !key_is_of_a_person(f.key, f.meaning);
      return true;
    };
    hits.erase(std::remove_if(hits.begin(), hits.end(), bare), hits.end());
  }
  const auto earlier = [](const Hit& x, const Hit& y) { return x.from < y.from; };
  if (!std::is_sorted(hits.begin(), hits.end(), earlier))
    std::stable_sort(hits.begin(), hits.end(), earlier);
  return hits;
}

std::unique_ptr<StructuredReader> structured_reader(std::string_view sample) {
  for (auto make :
       {json_reader, html_reader, xml_reader, directory_reader, message_reader, ach_reader,
        sql_reader})
    if (auto reader = make(sample)) return reader;
  return nullptr;
}

}  // namespace ledgelight::discover
