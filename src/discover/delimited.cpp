#include "discover/delimited.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "base/text.hpp"
#include "discover/gazetteer.hpp"
#include "discover/names.hpp"
#include "discover/places.hpp"
#include "discover/prose.hpp"
#include "discover/rarer.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {
namespace {

constexpr std::size_t sample_rows = 200;

std::string_view at(std::string_view s, const Cell& c) { return s.substr(c.from, c.to - c.from); }

Text part_of(const Text& text, std::size_t from, std::size_t to) {
  return {text.bytes.substr(from, to - from),
          text.original.substr(from * text.stride(), (to - from) * text.stride()),
          text.offset(from), text.encoding};
}

/// Columns of these meanings are read cell by cell as text.
bool is_plain(Meaning m) { return m == Meaning::nothing || m == Meaning::other; }

/// Digits, a date or an e-mail address: not what a heading looks like.
bool looks_like_value(std::string_view cell) {
  const auto digits = digits_of(cell).size();
  return (digits >= 3 && digits * 5 >= cell.size() * 2) || cell.find('@') != std::string_view::npos ||
         read_date(cell).has_value();
}

/// Records that the sentences of one cell may speak of, beside the row's own.
constexpr std::size_t in_a_cell = 8;

bool is_sentence(std::string_view s) {
  return s.size() >= 20 && std::count(s.begin(), s.end(), ' ') >= 4;
}

/// The share of a column's filled cells that pass.
template <class Test>
double share(std::string_view s, const std::vector<std::vector<Cell>>& rows, std::size_t column,
             const Test& test, std::size_t& filled) {
  std::size_t passed = 0;
  filled = 0;
  for (const auto& row : rows) {
    if (column >= row.size() || row[column].from == row[column].to) continue;
    ++filled;
    passed += test(at(s, row[column])) ? 1 : 0;
  }
  return filled == 0 ? 0 : static_cast<double>(passed) / static_cast<double>(filled);
}

bool dashed_ssn(std::string_view c) {
  if (c.size() != 11 || c[3] != '-' || c[6] != '-') return false;
  const auto d = digits_of(c);
  return d.size() == 9 && (valid_ssn(d) || valid_itin(d));
}

bool card_cell(std::string_view c) {
  return c.size() >= 13 && c.size() <= 23 && is_digit(c[0]) &&
         c.find_first_not_of("0123456789- ") == std::string_view::npos && valid_card(digits_of(c));
}

bool name_cell(std::string_view c) { return c.size() > 4 && name_end(c, 0) == c.size(); }

/// "XYA123456789": a few letters before many digits.
bool insurers_number(std::string_view v) {
  std::size_t letters = 0;
  while (letters < v.size() && is_upper(v[letters]))
    ++letters;
  return letters >= 1 && letters <= 3 && v.size() >= letters + 8 && v.size() <= letters + 12 &&
         std::all_of(v.begin() + static_cast<std::ptrdiff_t>(letters), v.end(), is_digit);
}

/// A house number, and a street word behind it.
bool street_cell(std::string_view v) {
  if (v.size() < 6 || v.size() > 120 || !is_digit(v[0])) return false;
  for (const auto& word : split(replaced(replaced(lowered(v), ".", ""), ",", ""), ' '))
    if (is_street_word(word)) return true;
  return false;
}

bool address_cell(std::string_view c) {
  const auto p = postal_parts(c);
  return c.size() > 8 && is_digit(c[0]) && !p.zip.empty() && !p.state.empty();
}

bool says_something(std::string_view heading) {
  const auto m = meaning_of_heading(heading);
  return m != Meaning::nothing && m != Meaning::other;
}

/// Headings in two rows: "SOCIAL SEC" over "NUMBER"; "Employee" over "Last", "First" and "No.".
/// What they say together, or nothing when the upper row says as much alone.
std::vector<std::string> stacked_headings(std::string_view s, const std::vector<Cell>& upper,
                                          const std::vector<Cell>& lower, bool groups) {
  std::vector<std::string> out;
  std::size_t alone = 0, together = 0, filled = 0, tops = 0;
  std::string_view group;
  for (std::size_t c = 0; c < upper.size(); ++c) {
    const auto top = at(s, upper[c]), bottom = at(s, lower[c]);
    if (looks_like_value(top) || looks_like_value(bottom) || top.size() + bottom.size() > 60)
      return {};
    if (!top.empty() || !groups) group = top;
    filled += !bottom.empty();
    tops += !top.empty();
    alone += says_something(top);
    out.push_back(std::string(group) + (group.empty() || bottom.empty() ? "" : " ") +
                  std::string(bottom));
    // A title says nothing more, but for whose it is: "Spouse" over "SSN".
    const auto both = meaning_of_heading(out.back()), below = meaning_of_heading(bottom);
    if (says_something(bottom) &&
        (!says_something(out.back()) || (both == below && other_person_of(out.back()).empty())))
      out.back() = bottom;
    together += says_something(out.back());
  }
  return tops >= 2 && together >= 2 && together > alone && filled * 2 > upper.size()
             ? out
             : std::vector<std::string>{};
}

/// A column of numbers that offices give, but not which: an office may have given its people's own.
bool is_some_number(Meaning m) {
  return m == Meaning::nothing || m == Meaning::employment || m == Meaning::student ||
         m == Meaning::record_no || m == Meaning::health_plan || m == Meaning::user ||
         m == Meaning::gov_id || m == Meaning::state_id;
}

}  // namespace

Table Table::learn(const Text& text, Dialect dialect, bool whole) {
  Table table;
  table.dialect_ = dialect;
  table.columns_.resize(dialect.columns);
  const auto s = text.bytes;
  std::vector<std::vector<Cell>> rows;
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < s.size() && rows.size() < sample_rows;) {
    const auto next = next_row(s, i, dialect, whole, cells);
    if (next == std::string_view::npos) break;
    // Headings over rows that have a cell more: an amount with a comma and without its quotes.
    if (i == 0 && dialect.starts.empty() && cells.size() + 1 == dialect.columns &&
        std::none_of(cells.begin(), cells.end(),
                     [&](const Cell& c) { return looks_like_value(at(s, c)); }))
      for (const auto& c : cells)
        table.misfits_.push_back(meaning_of_heading(at(s, c)));
    if (cells.size() == dialect.columns) rows.push_back(cells);
    i = next;
  }
  if (rows.empty()) return table;
  // In a printed report titles stand above the headings: the first row that most cells of which
  // mean something is theirs.
  if (!dialect.starts.empty())
    for (std::size_t r = 0; r < rows.size() && r < 6; ++r) {
      const auto headed = std::count_if(rows[r].begin(), rows[r].end(), [&](const Cell& c) {
        const auto heading = at(s, c);
        return !looks_like_value(heading) && meaning_of_heading(heading) != Meaning::nothing;
      });
      if (headed < 2 || static_cast<std::size_t>(headed) * 2 < rows[r].size()) continue;
      const bool lower = r > 0 && !stacked_headings(s, rows[r - 1], rows[r], false).empty();
      rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(lower ? r - 1 : r));
      break;
    }
  const auto& first = rows.front();
  const auto stacked = rows.size() > 2 ? stacked_headings(s, first, rows[1], dialect.starts.empty())
                                       : std::vector<std::string>{};
  bool values = false, meant = false, blank = true;
  for (const auto& c : first) {
    const auto heading = at(s, c);
    const auto m = meaning_of_heading(heading);
    values = values || (looks_like_value(heading) && m == Meaning::nothing) ||
             (heading.find('@') != std::string_view::npos && valid_email(heading));
    meant = meant || (m != Meaning::nothing);
    blank = blank && heading.empty();
  }
  bool digits_below = false;
  for (std::size_t r = 1; r < rows.size() && r < 20; ++r)
    for (const auto& c : rows[r]) digits_below = digits_below || looks_like_value(at(s, c));
  if (!stacked.empty() && digits_below) {
    for (std::size_t c = 0; c < first.size(); ++c) {
      table.heading_row_.emplace_back(at(s, first[c]));
      table.second_row_.emplace_back(at(s, rows[1][c]));
      table.columns_[c].meaning = meaning_of_heading(stacked[c]);
      table.columns_[c].heading = shown_line(stacked[c], 40);
    }
    rows.erase(rows.begin(), rows.begin() + 2);
  } else if (!values && !blank && (meant || digits_below)) {
    for (std::size_t c = 0; c < first.size(); ++c) {
      table.heading_row_.emplace_back(at(s, first[c]));
      table.columns_[c].meaning = meaning_of_heading(at(s, first[c]));
      table.columns_[c].heading = shown_line(text.readable(first[c].from, first[c].to), 40);
    }
    rows.erase(rows.begin());
  }
  table.learn_contents(text, rows);
  table.learn_types();
  table.learn_people();

  for (auto m : {Meaning::latitude, Meaning::location, Meaning::plate, Meaning::licence,
                 Meaning::ein, Meaning::user, Meaning::card_expiry, Meaning::condition, Meaning::pin,
                 Meaning::tax, Meaning::evaluation, Meaning::electronic_id})
    table.combines_ = table.combines_ || table.has(m);

  // In a file of variants (VCF) the column ID holds the numbers of genetic markers.
  const auto headed = [&](std::string_view word) {
    return std::any_of(table.columns_.begin(), table.columns_.end(), [&](const Column& c) { return lowered(c.heading) == word; });
  };
  if (headed("#chrom") && headed("ref") && headed("alt"))
    for (auto& column : table.columns_)
      if (lowered(column.heading) == "id") column.meaning = Meaning::genetic;

  // "Nombre" beside "Apellido" is the given name.
  if (table.has(Meaning::family) && !table.has(Meaning::given))
    for (auto& column : table.columns_)
      if (column.meaning == Meaning::name && means_given_beside_family(column.heading)) {
        column.meaning = Meaning::given;
        break;
      }

  // A bank account is one by its heading only beside a routing number or a word for a bank.
  // Where another column says "bank account", a mere "account" is a customer's.
  for (auto& column : table.columns_)
    if (column.meaning == Meaning::account &&
        (!table.has(Meaning::routing) || table.has(Meaning::bank)))
      column.limit = 45;
  // Where nothing else says the state, the ZIP code does.
  if (!table.has(Meaning::state) && !table.has(Meaning::address))
    for (auto& column : table.columns_)
      if (column.meaning == Meaning::zip) {
        column.for_state = true;
        break;
      }
  // Clubs and libraries have members too: health insurance needs a word or a column of health.
  bool health = table.has(Meaning::medicare) || table.has(Meaning::record_no) || table.has(Meaning::diagnosis) || table.has(Meaning::hicn);
  const bool treated = health;
  for (const auto& column : table.columns_) health = health || speaks_of_health(column.heading);
  // Life insurance has policies too, and beneficiaries.
  const bool life = std::any_of(table.columns_.begin(), table.columns_.end(), [](const Column& c) {
    return lowered(c.heading).find("benef") != std::string::npos;
  });
  for (std::size_t c = 0; c < table.columns_.size(); ++c) {
    auto& column = table.columns_[c];
    if (column.meaning != Meaning::health_plan) continue;
    const auto low = lowered(column.heading);
    const bool policy = low.substr(0, 6) == "policy" || low.substr(0, 4) == "cert";
    if (health && !(life && policy && !treated)) continue;
    // Beside a number or a birthday of a person, numbers as insurers give them are theirs.
    std::size_t n = 0;
    const bool insurers = (table.has(Meaning::ssn) || table.has(Meaning::birth)) &&
                          share(s, rows, c, insurers_number, n) >= 0.8 && n >= 3;
    column.limit = insurers ? 70 : 45;
  }
  if (health) table.topic_ = Topic::health;
  for (auto& column : table.columns_)
    if (column.meaning == Meaning::card_code && !table.has(Meaning::card)) column.limit = 40;
  for (std::size_t c = 0; c < table.columns_.size(); ++c) {
    const auto m = table.columns_[c].meaning;
    table.of_employers_ = table.of_employers_ || m == Meaning::tin || m == Meaning::ein;
    if (m == Meaning::state || m == Meaning::licence_state || m == Meaning::city ||
        m == Meaning::zip || m == Meaning::address_more || m == Meaning::name ||
        m == Meaning::family)
      table.beside_.push_back(c);
  }
  table.names_people_ = table.has(Meaning::name) || table.has(Meaning::family);
  table.mute_ = dialect.starts.empty() &&
                std::all_of(table.columns_.begin(), table.columns_.end(),
                            [](const Column& column) { return is_plain(column.meaning); });
  return table;
}

void Table::learn_people() {
  // "Dependent 1 Name", "Dependent 1 SSN", "Spouse SSN": of somebody else than the row.
  std::vector<std::string> roles{std::string()};
  std::vector<std::size_t> of(columns_.size(), 0);
  const auto names = [](Meaning m) {
    return m == Meaning::name || m == Meaning::given || m == Meaning::family;
  };
  const auto numbers = [](Meaning m) {
    return m == Meaning::ssn || m == Meaning::itin || m == Meaning::tin;
  };
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (is_plain(columns_[c].meaning) || columns_[c].meaning == Meaning::maiden) continue;
    const auto role = other_person_of(columns_[c].heading);
    if (role.empty()) continue;
    const auto at = std::find(roles.begin(), roles.end(), role);
    of[c] = static_cast<std::size_t>(at - roles.begin());
    if (at == roles.end()) roles.push_back(role);
  }
  // "Child Name", "Guardian Name": where every column says whose it is, the first is the row's.
  const auto of_row = [&] {
    for (std::size_t c = 0; c < columns_.size(); ++c)
      if (of[c] == 0 && (names(columns_[c].meaning) || numbers(columns_[c].meaning))) return true;
    return false;
  };
  if (roles.size() > 2 && !of_row()) {
    std::size_t first = 0;
    for (std::size_t c = columns_.size(); c-- > 0;)
      if (of[c] > 0 && (names(columns_[c].meaning) || numbers(columns_[c].meaning))) first = of[c];
    for (auto& person : of)
      person = person == first ? 0 : person > first ? person - 1 : person;
    if (first > 0) roles.erase(roles.begin() + static_cast<std::ptrdiff_t>(first));
  }
  // Each of them needs a name or a number of its own, and so does the person of the row.
  std::vector<bool> somebody(roles.size(), false);
  for (std::size_t c = 0; c < columns_.size(); ++c)
    if (names(columns_[c].meaning) || numbers(columns_[c].meaning)) somebody[of[c]] = true;
  if (roles.size() == 1 || roles.size() > 32 || !somebody[0]) return;
  for (auto& person : of)
    if (!somebody[person]) person = 0;
  person_of_ = std::move(of);
  people_ = roles.size();
  combines_ = true;
}

void Table::learn_types() {
  // "doc_type" and "doc_number", "ID Type" and "ID No.": the kind is told row by row.
  const auto about = [](std::string_view heading) {
    const auto low = lowered(heading);
    return low.find("doc") != low.npos || low.find("id") == 0 || low.find("identif") != low.npos ||
           low.find("credential") != low.npos;
  };
  // "Custom Field 1 - Type", "Custom Field 1 - Value": a pair by the words before.
  const auto stem_of = [&](std::size_t c, std::span<const std::string_view> ends) {
    auto low = lowered(columns_[c].heading);
    for (auto word : ends)
      if (low.size() > word.size() + 2 && low.substr(low.size() - word.size()) == word) {
        low.resize(low.size() - word.size());
        while (!low.empty() && !is_word(low.back()))
          low.pop_back();
        return low;
      }
    return std::string();
  };
  static constexpr std::array<std::string_view, 3> kinds{"type", "kind", "label"};
  static constexpr std::array<std::string_view, 3> values{"value", "number", "content"};
  for (std::size_t t = 0; t < columns_.size(); ++t) {
    const auto stem = stem_of(t, kinds);
    for (std::size_t c = 0; !stem.empty() && c < columns_.size() && c < t + 3; ++c)
      if (is_plain(columns_[c].meaning) && stem_of(c, values) == stem) {
        typed_by_.resize(columns_.size());
        typed_by_[c] = t;
        combines_ = true;
      }
  }
  std::optional<std::size_t> type;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const auto low = lowered(columns_[c].heading);
    const auto ends = [&](std::string_view word) {
      return low.size() > word.size() && low.substr(low.size() - word.size()) == word;
    };
    if (about(low) && (ends("type") || ends("kind"))) type = c;
  }
  if (!type) return;
  typed_by_.resize(columns_.size());
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const auto low = lowered(columns_[c].heading);
    const bool number = low.find("num") != low.npos || low.find("no") != low.npos ||
                        low.find('#') != low.npos || low.find("value") != low.npos;
    if (c == *type || !about(low) || !number || !is_plain(columns_[c].meaning)) continue;
    typed_by_[c] = *type;
    combines_ = true;
  }
}

bool Table::means_something() const {
  std::size_t known = 0;
  for (const auto& c : columns_)
    known += c.meaning != Meaning::nothing && c.meaning != Meaning::other && c.meaning != Meaning::name ? 1 : 0;
  return known > 0 && (has_headings() || known > 1 || has(Meaning::ssn) || has(Meaning::card));
}

bool Table::has(Meaning meaning) const {
  return std::any_of(columns_.begin(), columns_.end(),
                     [&](const Column& c) { return c.meaning == meaning; });
}

void Table::learn_contents(const Text& text, const std::vector<std::vector<Cell>>& rows) {
  const auto s = text.bytes;
  std::size_t n = 0;
  const auto say = [](Column& c, Meaning meaning, int limit) {
    c.meaning = meaning;
    c.limit = limit;
    c.heading.clear();
  };
  const auto misfit = [&](Meaning m) {
    return std::find(misfits_.begin(), misfits_.end(), m) != misfits_.end();
  };
  const bool may_be_ssn = misfits_.empty() || misfit(Meaning::ssn) || misfit(Meaning::tin) ||
                          misfit(Meaning::itin);
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    auto& column = columns_[c];
    if (is_some_number(column.meaning) && share(s, rows, c, dashed_ssn, n) >= 0.9 && n >= 3)
      say(column, may_be_ssn ? Meaning::ssn : Meaning::other, 80);
    if (column.meaning != Meaning::nothing) continue;
    if (share(s, rows, c, card_cell, n) >= 0.8 && n >= 3) say(column, Meaning::card, 90);
  }
  if (has_headings()) return learn_unheaded(text, rows);
  // An e-mail address and one word more, row after row: logins.
  const auto is_mail = [](std::string_view v) { return valid_email(v).has_value(); };
  const auto secret = [](std::string_view v) {
    return v.size() >= 4 && v.size() <= 64 && v.find(' ') == std::string_view::npos &&
           !read_date(v) && !valid_email(v);
  };
  if (columns_.size() == 2 && rows.size() >= 3 && share(s, rows, 0, is_mail, n) >= 0.9 &&
      share(s, rows, 1, secret, n) >= 0.7 &&
      share(s, rows, 1, [](std::string_view v) {
        return std::any_of(v.begin(), v.end(), is_letter) &&
               !std::all_of(v.begin(), v.end(), is_letter);
      }, n) >= 0.5) {
    say(columns_[0], Meaning::email, 90);
    say(columns_[1], Meaning::password, 75);
    return;
  }
  // Without headings the rest is believed only beside a column that stands on its own.
  std::size_t mail = 0;
  for (std::size_t c = 0; c < columns_.size(); ++c)
    mail += share(s, rows, c, [](std::string_view v) { return valid_email(v).has_value(); }, n) > 0.8 ? 1 : 0;
  if (!has(Meaning::ssn) && !has(Meaning::card) && mail == 0) return;
  std::vector<std::size_t> dates;
  struct Guess { double given = 0, family = 0; };
  std::vector<Guess> single(columns_.size());
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    auto& column = columns_[c];
    if (column.meaning != Meaning::nothing) continue;
    const auto mostly = [&](double part, std::size_t rows_needed, const auto& test) {
      return share(s, rows, c, test, n) >= part && n >= rows_needed;
    };
    const auto state = [](std::string_view v) { return v.size() == 2 && is_upper(v[0]) && !state_of(v).empty(); };
    const auto zip = [](std::string_view v) {
      return (v.size() == 5 || (v.size() == 10 && v[5] == '-')) && digits_of(v.substr(0, 5)).size() == 5 && !state_of_zip(v).empty();
    };
    const auto phone = [](std::string_view v) {
      auto d = digits_of(v);
      if (d.size() == 11 && d[0] == '1') d.erase(0, 1);
      return v.size() < 18 && v.find_first_not_of("0123456789-(). +") == std::string_view::npos && valid_phone(d);
    };
    if (mostly(0.8, 2, name_cell)) say(column, Meaning::name, 65);
    else if (mostly(0.8, 2, address_cell)) say(column, Meaning::address, 70);
    else if (mostly(0.9, 3, [](std::string_view v) { return read_date(v).has_value(); })) dates.push_back(c);
    else if (mostly(0.95, 3, state)) say(column, Meaning::state, 65);
    else if (mostly(0.8, 3, street_cell)) say(column, Meaning::address, 68);
    else if (mostly(0.97, 5, zip)) say(column, Meaning::zip, 60);
    else if (mostly(0.97, 12, phone)) say(column, Meaning::phone, 62);
    else if (mostly(0.9, 3, [](std::string_view v) { return v.find(' ') == std::string_view::npos && plausible_name(v, true) && v.size() > 1; })) {
      single[c].given = share(s, rows, c, [](std::string_view v) { return rank_of_name(v).given != 0; }, n);
      single[c].family = share(s, rows, c, [](std::string_view v) { return rank_of_name(v).family != 0; }, n);
    }
  }
  // Names in two columns: the one with the most given names, and beside it the other.
  if (!has(Meaning::name)) {
    std::size_t given = columns_.size();
    for (std::size_t c = 0; c < columns_.size(); ++c)
      if (single[c].given >= 0.5 && (given == columns_.size() || single[c].given > single[given].given)) given = c;
    if (given < columns_.size())
      for (const std::size_t c : {given + 1, given - 1})
        if (c < columns_.size() && single[c].family >= 0.5 && !has(Meaning::family)) {
          say(columns_[given], Meaning::given, 65);
          say(columns_[c], Meaning::family, 65);
        }
  }
  if (dates.size() == 1 && has(Meaning::ssn) && (has(Meaning::name) || has(Meaning::family)))
    say(columns_[dates[0]], Meaning::birth, 60);  // the only date beside name and number
}

void Table::learn_unheaded(const Text& text, const std::vector<std::vector<Cell>>& rows) {
  // A heading nobody knows, over what can only be a name or an address: beside a person's values.
  const auto s = text.bytes;
  const auto vouched = [&] {
    for (auto m : {Meaning::ssn, Meaning::card, Meaning::birth, Meaning::email, Meaning::tin,
                   Meaning::family, Meaning::name, Meaning::licence, Meaning::bank})
      if (has(m)) return true;
    return false;
  };
  if (rows.size() < 3 || !vouched()) return;
  std::size_t n = 0;
  const auto census = [](std::string_view v) { return name_cell(v) && name_likelihood(v) >= 55; };
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    auto& column = columns_[c];
    if (column.meaning != Meaning::nothing) continue;
    if (!has(Meaning::address) && share(s, rows, c, street_cell, n) >= 0.8 && n >= 3) {
      column.meaning = Meaning::address;
      column.limit = 68;
    } else if (!has(Meaning::name) && !has(Meaning::family) && share(s, rows, c, census, n) >= 0.4 &&
               n >= 3 && share(s, rows, c, name_cell, n) >= 0.9) {
      column.meaning = Meaning::name;
      column.limit = 65;
    }
  }
}

bool Table::is_heading_row(std::string_view bytes, const std::vector<Cell>& cells) const {
  const auto is = [&](const std::vector<std::string>& row) {
    if (row.empty() || cells.size() != row.size()) return false;
    for (std::size_t c = 0; c < cells.size(); ++c)
      if (at(bytes, cells[c]) != row[c]) return false;
    return true;
  };
  return is(heading_row_) || is(second_row_);
}

void Table::row(const Text& text, const std::vector<Cell>& cells, std::size_t record,
                std::vector<Hit>& out) const {
  const auto s = text.bytes;
  if (cells.size() != columns_.size()) {
    // A line that does not fit the table is read as the text it is.
    if (cells.empty() || cells.front().from >= cells.back().to) return;
    std::size_t next = record;
    // Alone: the rows before it are other people's.
    const auto from = cells.front().from;
    const auto part = part_of(text, from, cells.back().to);
    for (auto& h : search_prose(part, 0, part.bytes.size(), Unit::line, next)) {
      if (h.element == Element::name) continue;
      h.from += from;
      h.to += from;
      h.record = record;
      out.push_back(std::move(h));
    }
    return;
  }
  if (is_heading_row(s, cells)) return;
  Beside beside;
  look_beside(text, cells, beside);
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (c < typed_by_.size() && typed_by_[c]) {
      const auto kind = text.readable(cells[*typed_by_[c]].from, cells[*typed_by_[c]].to);
      const Column column{meaning_of_heading(kind), shown_line(kind, 40), 90};
      if (!is_plain(column.meaning)) {
        if (auto hit =
                read_cell(text, cells[c], column,
                          beside.licence_state.empty() ? beside.state : beside.licence_state)) {
          hit->record = record;
          out.push_back(std::move(*hit));
        }
        continue;
      }
    }
    cell(text, cells, c, beside, record, out);
  }
  if (!combines_) return;
  std::vector<Named> named;
  for (std::size_t c = 0; c < cells.size(); ++c)
    named.push_back({columns_[c].meaning, cells[c].from, cells[c].to});
  const auto before = out.size();
  add_combined(text, named, topic_, out);
  for (auto k = before; k < out.size(); ++k)
    out[k].record = record;
  if (person_of_.empty()) return;
  for (auto& hit : out)
    for (std::size_t c = 0; c < cells.size(); ++c)
      if (hit.from >= cells[c].from && hit.from < cells[c].to) hit.record = record + person_of_[c];
}

void Table::look_beside(const Text& text, const std::vector<Cell>& cells, Beside& out) const {
  out.state = out.licence_state = out.zip = {};
  out.city.clear();
  out.more.clear();
  out.organisation = false;
  for (const auto c : beside_) {
    const auto value = at(text.bytes, cells[c]);
    switch (columns_[c].meaning) {
    case Meaning::state:
      if (out.state.empty()) out.state = state_of(value);
      break;
    case Meaning::licence_state: out.licence_state = state_of(value); break;
    case Meaning::city: text.read_into(cells[c].from, cells[c].to, out.city); break;
    case Meaning::zip:
      if (value.size() >= 5) out.zip = value.substr(0, 5);
      break;
    case Meaning::address_more: text.read_into(cells[c].from, cells[c].to, out.more); break;
    default:
      out.organisation =
          out.organisation || (of_employers_ && is_organisation(value.substr(0, 100)));
    }
  }
  for (char c : out.zip)
    if (!is_digit(c)) {
      out.zip = {};
      break;
    }
}

void Table::cell(const Text& text, const std::vector<Cell>& cells, std::size_t c,
                 const Beside& beside, std::size_t record, std::vector<Hit>& out) const {
  const auto& column = columns_[c];
  std::optional<Hit> hit;
  if (!is_plain(column.meaning)) {
    if ((column.meaning == Meaning::tin || column.meaning == Meaning::ein) && beside.organisation)
      return;  // an employer's number
    const bool licence = column.meaning == Meaning::licence && !beside.licence_state.empty();
    hit = read_cell(text, cells[c], column, licence ? beside.licence_state : beside.state);
    if (!hit && column.meaning != Meaning::name) return;
  }
  // "Bea Sample 203-555-7144" under "Emergency Contact" is no name, and holds something.
  if (!hit) {
    if (cells[c].to - cells[c].from < 6 || !may_hold_value(at(text.bytes, cells[c]))) return;
    // Each cell is looked at alone: the cell before it is not its context. A whole sentence may
    // speak of somebody by name, who need not be whom the row is about.
    const auto alone = part_of(text, cells[c].from, cells[c].to);
    const bool sentence = column.meaning == Meaning::nothing && is_sentence(alone.bytes);
    std::size_t next = 0;
    auto found = search_prose(alone, 0, alone.bytes.size(),
                              sentence ? Unit::paragraph : Unit::cell, next);
    const bool another = sentence && names_people_ &&
                         std::any_of(found.begin(), found.end(), [](const Hit& h) {
                           return h.element == Element::name;
                         });
    for (auto& h : found) {
      if (column.meaning == Meaning::other && h.element != Element::email) continue;
      h.from += cells[c].from;
      h.to += cells[c].from;
      h.record = another ? record + people_ + c * in_a_cell + std::min(h.record, in_a_cell - 1) : record;
      out.push_back(std::move(h));
    }
    return;
  }
  hit->record = record;
  if (hit->element == Element::address) {
    if (!beside.more.empty()) hit->postal.street += ", " + beside.more;
    if (hit->postal.city.empty()) hit->postal.city = beside.city;
    if (hit->postal.zip.empty()) hit->postal.zip = beside.zip;
    if (hit->postal.state.empty())
      hit->postal.state = !beside.state.empty() ? beside.state : state_of_zip(beside.zip);
  }
  out.push_back(std::move(*hit));
}

}  // namespace ledgelight::discover
