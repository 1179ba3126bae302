#include "linkage/table.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "linkage/text.hpp"

namespace ledgelight::linkage {
namespace {

struct KeyWord {
  std::string_view word;
  Key key;
  std::string_view headings;  ///< folded, blank between them
};
// The first row whose heading fits takes the column; so the narrower meaning stands before the
// wider.
constexpr std::array<KeyWord, key_count> words{{
    {"given", Key::given,
     "given givenname givennames firstname first fname forename forenames namefirst firstnm nombre "
     "primernombre christianname"},
    {"middle", Key::middle,
     "middle middlename mname middleinitial mi secondname midname midlname namemiddle middlenm"},
    {"family", Key::family,
     "family familyname surname lastname last lname namelast lastnm apellido apellidos sname"},
    {"suffix", Key::suffix, "suffix namesuffix generation namesufx namesufxcd"},
    {"name", Key::name,
     "name fullname personname patient patientname employee employeename customer customername "
     "client clientname resident owner "
     "ownername contact contactname member membername holder cardholder student studentname "
     "nombrecompleto displayname"},
    {"dob", Key::birth,
     "dob dateofbirth birthdate birthday born birthdt birth bday datebirth fechanacimiento "
     "fechadenacimiento yearofbirth birthyear dobirth"},
    {"ssn", Key::ssn,
     "ssn socialsecurity socialsecuritynumber socsec socsecid socialsecurityno ssnumber socialsec "
     "taxid itin tin nationalid nationalidentifier nhsnumber nino sin"},
    {"phone", Key::phone,
     "phone telephone phonenumber phoneno tel mobile cell cellphone homephone telephonenumber "
     "telefono mobilephone workphone fullphonenum phonenum"},
    {"email", Key::email,
     "email emailaddress mail emailaddr correo correoelectronico loginemail useremail"},
    {"house", Key::house, "house housenumber streetnumber houseno streetno housenum streetnum"},
    {"unit", Key::unit, "unit apt apartment aptno unitnumber suite aptnumber flat unitno aptnum"},
    {"street", Key::street,
     "street streetname address1 addressline1 addr1 streetaddress line1 calle streetaddress1 "
     "ressteetname"},
    {"line", Key::line, "address2 addressline2 addr2 line2 streetaddress2"},
    {"address", Key::address,
     "address fulladdress mailingaddress homeaddress addr residence postaladdress mailaddress "
     "direccion resstreetaddress residentialaddress"},
    {"city", Key::city,
     "city town suburb cityname municipality locality ciudad rescitydesc posttown birthplace "
     "placeofbirth"},
    {"state", Key::state, "state statecode province st region stateabbr estado statecd county"},
    {"zip", Key::zip,
     "zip zipcode postcode postalcode zip5 postal zipplus4 codigopostal postcodefake"},
    {"sex", Key::sex, "sex gender gendercode sexo sexcode"},
    {"number", Key::number,
     "number licence license driverslicense driverslicence licenseno mrn medicalrecordnumber "
     "memberid accountnumber passport passportnumber mbi"},
}};

constexpr std::string_view id_headings =
    "id recid recordid uniqueid rowid recno recordno rownumber recordnumber rownum idx index pk "
    "key simulantid voterregnum ncid personid uid";

bool in_words(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const auto end = std::min(list.find(' '), list.size());
    if (list.substr(0, end) == word) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

Result<std::size_t> column_named(std::string_view name, const std::vector<std::string>& headings) {
  const auto wanted = lowered(trimmed(name));
  for (std::size_t i = 0; i < headings.size(); ++i)
    if (lowered(trimmed(headings[i])) == wanted) return i;
  if (wanted.size() > 1 && wanted.size() < 6 && wanted[0] == '#' &&
      wanted.find_first_not_of("0123456789", 1) == std::string::npos) {
    const auto n = static_cast<std::size_t>(std::stoul(wanted.substr(1)));
    if (n >= 1 && n <= headings.size()) return n - 1;
  }
  return fail(Errc::usage, "the list has no column \"" + shown_line(trimmed(name), 60) +
                               "\"; its columns are: " + shown_line(join(headings, ", "), 300));
}

}  // namespace

Rows::Rows(std::istream& in, char delimiter) : in_(in), delimiter_(delimiter) {}

bool Rows::fill() {
  if (end_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const auto before = buffer_.size();
  auto& into = wide_ == Wide::no ? buffer_ : units_;
  while (!end_ && buffer_.size() == before) {
    const auto had = into.size();
    into.resize(had + (256U << 10));
    in_.read(into.data() + had, 256 << 10);
    into.resize(had + static_cast<std::size_t>(in_.gcount()));
    end_ = into.size() == had;
    if (wide_ != Wide::no) narrow();
  }
  return buffer_.size() > before;
}

/// Whole characters of units_ as UTF-8 into the buffer; half of one waits for the rest of it.
void Rows::narrow() {
  const auto unit = [&](std::size_t i) {
    const std::uint32_t a = static_cast<unsigned char>(units_[i]);
    const std::uint32_t b = static_cast<unsigned char>(units_[i + 1]);
    return wide_ == Wide::little ? a | b << 8U : b | a << 8U;
  };
  std::size_t i = 0;
  for (; i + 1 < units_.size(); i += 2) {
    auto c = unit(i);
    if (c >= 0xD800 && c < 0xDC00) {
      if (i + 3 >= units_.size() && !end_) break;
      const auto low = i + 3 < units_.size() ? unit(i + 2) : 0;
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
        i += 2;
      }
    }
    put_utf8(buffer_, c);
  }
  units_.erase(0, i);
}

/// The usual row: all of it is in the buffer, nothing is quoted, and it says something. Else false,
/// and nothing is done.
bool Rows::plain_row(std::vector<std::string_view>& cells) {
  const char* from = buffer_.data() + at_;
  const auto left = buffer_.size() - at_;
  const auto* end = static_cast<const char*>(std::memchr(from, '\n', left));
  if (end == nullptr || static_cast<std::size_t>(end - from) > longest_row) return false;
  auto size = static_cast<std::size_t>(end - from);
  if (size > 0 && from[size - 1] == '\r') --size;
  if (size == 0 || std::memchr(from, '"', size) != nullptr ||
      std::memchr(from, '\r', size) != nullptr)
    return false;
  cells.clear();
  std::string_view row(from, size);
  for (auto cut = row.find(delimiter_); cut != row.npos; cut = row.find(delimiter_)) {
    cells.push_back(row.substr(0, cut));
    row.remove_prefix(cut + 1);
  }
  cells.push_back(row);
  if (cells.size() > most_columns ||
      (cells.size() == 1 && row.find_first_not_of(" \t") == row.npos))
    return false;
  at_ = static_cast<std::size_t>(end - buffer_.data()) + 1;
  line_ = next_line_++;
  return true;
}

void Rows::begin() {
  begun_ = true;
  fill();
  if (buffer_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
  if (buffer_.substr(0, 2) == "\xFF\xFE") wide_ = Wide::little;
  if (buffer_.substr(0, 2) == "\xFE\xFF") wide_ = Wide::big;
  if (wide_ != Wide::no) {
    units_.swap(buffer_);
    units_.erase(0, 2);
    narrow();
  }
  if (delimiter_ != '\0') return;
  const auto line = std::string_view(buffer_).substr(
      at_, std::min(buffer_.find_first_of("\r\n", at_), buffer_.size()) - at_);
  delimiter_ = ',';
  std::ptrdiff_t most = 0;
  for (char c : {',', '\t', ';', '|'})
    if (const auto n = std::count(line.begin(), line.end(), c); n > most) most = n, delimiter_ = c;
}

int Rows::byte(std::size_t k) {
  while (at_ + k >= buffer_.size()) {
    if (!fill()) return -1;
  }
  return static_cast<unsigned char>(buffer_[at_ + k]);
}

Error Rows::wrong(const char* what) const {
  return fail(Errc::bad_input, "line " + std::to_string(line_) + ": " + what);
}

Result<Rows::Extent> Rows::walk() {
  spans_.clear();
  std::size_t i = 0, begin = 0, lines = 0;  // counted from at_
  bool quoted = false, done = false, was_quoted = false, any = false;
  for (; !done; ++i) {
    if (i > longest_row)
      return wrong(quoted ? "a quote is never closed" : "longer than a mebibyte");
    const int c = byte(i);
    if (c < 0) {
      if (quoted) return wrong("a quote is never closed");
      spans_.push_back({begin, i, was_quoted});
      done = true;
    } else if (quoted) {
      if (c == '"') {
        if (byte(i + 1) == '"')
          ++i;
        else
          quoted = false;
      } else if (c == '\n') {
        ++lines;
      }
      any = true;
    } else if (c == '"' && i == begin) {
      quoted = was_quoted = true;
    } else if (c == delimiter_) {
      spans_.push_back({begin, i, was_quoted});
      begin = i + 1;
      was_quoted = false;
      any = true;
      if (spans_.size() > most_columns) return wrong("more than a thousand columns");
    } else if (c == '\n' || c == '\r') {
      spans_.push_back({begin, i, was_quoted});
      if (c == '\r' && byte(i + 1) == '\n') ++i;
      done = true;
    } else {
      any = any || (c != ' ' && c != '\t');
    }
  }
  next_line_ += lines + 1;
  return Extent{i, any};
}

/// The cell without its quotes, doubled ones written once; room for it was made in unquoted_.
std::string_view Rows::unquoted(std::string_view cell) {
  const auto from = unquoted_.size();
  bool open = true;
  for (std::size_t k = 1; k < cell.size(); ++k) {
    if (!open || cell[k] != '"')
      unquoted_ += cell[k];
    else if (k + 1 < cell.size() && cell[k + 1] == '"')
      unquoted_ += '"', ++k;
    else
      open = false;
  }
  return std::string_view(unquoted_).substr(from);
}

Result<bool> Rows::next(std::vector<std::string_view>& cells) {
  if (!begun_) begin();
  while (true) {
    if (plain_row(cells)) return true;
    if (byte(0) < 0) return false;
    line_ = next_line_;
    const auto row = TRY(walk());
    const auto start = at_;
    at_ = std::min(at_ + row.size, buffer_.size());
    if (!row.says) continue;
    cells.clear();
    unquoted_.clear();
    unquoted_.reserve(at_ - start);
    for (const auto& s : spans_) {
      const auto cell = std::string_view(buffer_).substr(start + s.from, s.to - s.from);
      cells.push_back(s.quoted ? unquoted(cell) : cell);
    }
    return true;
  }
}

bool Mapping::says(Key key) const {
  return std::any_of(columns.begin(), columns.end(), [&](const auto& c) { return c.first == key; });
}

std::string map_words() {
  std::string out = "id";
  for (const auto& w : words)
    out += ", " + std::string(w.word);
  return out;
}

Result<Mapping> read_mapping(std::string_view text, const std::vector<std::string>& headings) {
  Mapping out;
  for (const auto& item : split(text, ',')) {
    if (trimmed(item).empty()) continue;
    const auto sign = item.find('=');
    if (sign == std::string::npos)
      return fail(Errc::usage, "--map wants WORD=COLUMN, not \"" + shown_line(item, 60) + "\"");
    auto word = lowered(trimmed(item.substr(0, sign)));
    const auto column = item.substr(sign + 1);
    // A heading may itself hold a plus sign.
    std::vector<std::size_t> places;
    if (const auto whole = column_named(column, headings)) {
      places.push_back(*whole);
    } else {
      for (const auto& one : split(column, '+'))
        places.push_back(TRY(column_named(one, headings)));
    }
    if (word == "id") {
      if (places.size() != 1 || out.id != Mapping::none)
        return fail(Errc::usage, "--map: id is one column");
      out.id = places[0];
      continue;
    }
    for (const auto& [alias, meant] :
         {std::pair("birth", "dob"), std::pair("first", "given"), std::pair("last", "family"),
          std::pair("surname", "family"), std::pair("postcode", "zip"), std::pair("gender", "sex"),
          std::pair("first_name", "given"), std::pair("last_name", "family"),
          std::pair("address2", "line")})
      if (word == alias) word = meant;
    const auto known =
        std::find_if(words.begin(), words.end(), [&](const auto& w) { return w.word == word; });
    if (known == words.end())
      return fail(Errc::usage,
                  "--map does not know \"" + shown_line(word, 60) + "\"; it knows " + map_words());
    for (auto p : places)
      out.columns.emplace_back(known->key, p);
  }
  if (out.columns.empty())
    return fail(Errc::usage, "--map names no column to compare; it knows " + map_words());
  return out;
}

Mapping guess_mapping(const std::vector<std::string>& headings) {
  Mapping out;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const auto h = fold(headings[i]);
    if (out.id == Mapping::none && in_words(id_headings, h)) {
      out.id = i;
      continue;
    }
    for (const auto& w : words) {
      if (!in_words(w.headings, h)) continue;
      // The first column of a kind is the one; a second telephone is not evidence of another kind.
      if (!out.says(w.key)) out.columns.emplace_back(w.key, i);
      break;
    }
  }
  // A whole name beside its parts adds nothing.
  if (out.says(Key::name) && out.says(Key::family) && out.says(Key::given))
    out.columns.erase(std::remove_if(out.columns.begin(), out.columns.end(),
                                     [](const auto& c) { return c.first == Key::name; }),
                      out.columns.end());
  return out;
}

DateOrder date_order(const std::vector<std::string>& samples) {
  std::size_t day_first = 0, month_first = 0;
  for (const auto& s : samples) {
    std::array<int, 2> n{-1, -1};
    std::size_t k = 0, digits = 0;
    for (std::size_t i = 0; i < s.size() && k < 2; ++i) {
      if (s[i] >= '0' && s[i] <= '9') {
        n[k] = std::max(n[k], 0) * 10 + (s[i] - '0');
        ++digits;
      } else if (digits > 0) {
        if (digits > 2) break;  // the year stands first
        ++k;
        digits = 0;
      }
    }
    if (k < 2) continue;
    day_first += n[0] > 12 && n[1] <= 12;
    month_first += n[1] > 12 && n[0] <= 12;
  }
  return day_first > month_first ? DateOrder::day_first : DateOrder::month_first;
}

void values_of(const Mapping& mapping, const std::vector<std::string_view>& cells,
               std::vector<std::string>& joined, Values& out) {
  out = {};
  if (joined.size() < key_count) joined.resize(key_count);
  std::array<bool, key_count> own{};
  for (const auto& [key, column] : mapping.columns) {
    if (column >= cells.size()) continue;
    auto cell = cells[column];
    while (!cell.empty() && (cell.front() == ' ' || cell.front() == '\t'))
      cell.remove_prefix(1);
    while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\t'))
      cell.remove_suffix(1);
    if (cell.empty()) continue;
    // How tables say nothing.
    if (cell.size() <= 7 && std::string_view("nNuU-\\?").find(cell[0]) != std::string_view::npos) {
      const auto low = lowered(cell);
      if (low == "null" || low == "none" || low == "nan" || low == "n/a" || low == "na" ||
          low == "-" || low == "unknown" || low == "\\n" || low == "?")
        continue;
    }
    auto& to = at(out, key);
    const auto k = static_cast<std::size_t>(key);
    if (to.empty()) {
      to = cell;
      continue;
    }
    auto& text = joined[k];
    if (!own[k]) {
      text = std::string(to);
      own[k] = true;
    }
    text += ' ';
    text += cell;
    to = text;
  }
}

std::string written_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  return "\"" + replaced(text, "\"", "\"\"") + "\"";
}

}  // namespace ledgelight::linkage
