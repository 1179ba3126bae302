#include "linkage/list.hpp"

#include <algorithm>
#include <cstring>
#include <unordered_set>

#include "base/result.hpp"
#include "linkage/text.hpp"

namespace ledgelight::linkage {
namespace {

constexpr std::uint32_t shared_from = 20;  ///< fewer records than that may share anything

/// In base 37, so that six signs fit.
std::uint32_t house_code(std::string_view house) {
  std::uint32_t out = 0;
  for (char c : house.substr(0, 6)) {
    if (c >= '0' && c <= '9')
      out = out * 37 + static_cast<std::uint32_t>(c - '0' + 1);
    else if (c >= 'a' && c <= 'z')
      out = out * 37 + static_cast<std::uint32_t>(c - 'a' + 11);
  }
  return out;
}

}  // namespace

List::List(const std::array<bool, key_count>& keys, DateOrder order)
    : keys_(keys), order_(order), names_(Texts::Kind::name), texts_(Texts::Kind::plain),
      users_(Texts::Kind::bare) {
  const auto want = [&](Key k) -> bool& { return keys_[static_cast<std::size_t>(k)]; };
  if (want(Key::name))
    want(Key::given) = want(Key::family) = want(Key::middle) = want(Key::suffix) = true;
  if (want(Key::family) || want(Key::given)) want(Key::suffix) = true;
  if (want(Key::address))
    want(Key::house) = want(Key::street) = want(Key::unit) = want(Key::city) = want(Key::state) =
        want(Key::zip) = true;
  if (want(Key::street)) want(Key::house) = want(Key::unit) = true;
  const auto take = [&](Key key, Column column, std::uint8_t size) {
    if (want(key)) wide_.bytes[column] = size;
  };
  take(Key::ssn, c_ssn, 8);
  take(Key::phone, c_phone, 8);
  take(Key::number, c_number, 8);
  take(Key::given, c_given, 4);
  take(Key::family, c_family, 4);
  take(Key::middle, c_middle, 4);
  take(Key::birth, c_birth, 4);
  take(Key::email, c_user, 4);
  take(Key::email, c_domain, 4);
  take(Key::house, c_house, 4);
  take(Key::street, c_street, 4);
  take(Key::unit, c_unit, 4);
  take(Key::line, c_line, 4);
  take(Key::city, c_city, 4);
  take(Key::zip, c_zip, 4);
  take(Key::state, c_state, 1);
  take(Key::suffix, c_suffix, 1);
  take(Key::sex, c_sex, 1);
  wide_.place();
}

void List::Layout::place() {
  stride = 0;
  for (std::size_t c = 0; c < column_count; ++c) {
    at[c] = static_cast<std::uint8_t>(stride);
    stride += bytes[c];
  }
}

void List::parse(const Values& v, Parsed& out) const {
  const auto kept = [&](Column c) { return wide_.bytes[c] != 0; };
  const auto said = [&](Key k) { return at(v, k); };

  NameParts name;
  if (!said(Key::name).empty()) name = name_parts(said(Key::name).substr(0, 4 * longest));
  if (!said(Key::given).empty()) {
    // "Mary Ann" in a column of given names: the first is what is compared, the second is a middle
    // name.
    const auto words = fold_words(said(Key::given).substr(0, 2 * longest));
    const auto blank = words.find(' ');
    name.given = words.substr(0, blank);
    if (said(Key::middle).empty() && blank != std::string::npos && kept(c_middle))
      name.middle = words.substr(blank + 1);
    // A slip that parts a short word ("ca rp") is put together again.
    if (blank != std::string::npos && blank <= 2 && !kept(c_middle)) name.given = fold(words);
  }
  if (!said(Key::middle).empty()) name.middle = fold(said(Key::middle).substr(0, 2 * longest));
  if (!said(Key::family).empty()) {
    auto words = fold_words(said(Key::family).substr(0, 2 * longest));
    if (const auto blank = words.rfind(' '); blank != std::string::npos) {
      if (const auto g = generation(std::string_view(words).substr(blank + 1)); !g.empty()) {
        name.suffix = g;
        words.erase(blank);
      }
    }
    name.family = fold(words);
  }
  if (!said(Key::suffix).empty()) {
    const auto s = fold(said(Key::suffix).substr(0, longest));
    const auto g = generation(s);
    name.suffix = g.empty() ? s : std::string(g);
  }
  out.given = std::move(name.given);
  out.family = std::move(name.family);
  out.middle = std::move(name.middle);
  out.suffix = name.suffix.empty() ? std::uint8_t{0}
                                   : static_cast<std::uint8_t>(hash_of(name.suffix) % 255 + 1);
  out.birth = packed_date(said(Key::birth), order_);

  const auto code = [](std::string_view text) {
    const auto c = packed_code(text);
    const auto s = code_text(c);
    // Nothing but one digit over and over, or nothing at all, is how forms say "none".
    return c != 0 && s.size() > 1 && s.find_first_not_of(s[0]) == std::string::npos
               ? std::uint64_t{0}
               : c;
  };
  out.ssn = code(said(Key::ssn));
  out.number = code(said(Key::number));
  std::string digits;
  for (char c : said(Key::phone).substr(0, longest)) {
    if (c == 'x' || c == 'X') break;
    if (c >= '0' && c <= '9') digits += c;
  }
  if (digits.size() > 10)
    digits.erase(0, digits.size() - 10);  // the country's code is not always given
  out.phone = digits.size() < 5 ? std::uint64_t{0} : code(digits);
  out.user.clear();
  out.domain.clear();
  if (kept(c_user)) {
    const auto mail = said(Key::email).substr(0, 4 * longest);
    const auto sign = mail.find('@');
    if (sign != std::string_view::npos && sign > 0) {
      out.user = fold(mail.substr(0, std::min(sign, mail.find('+'))));
      out.domain = fold(mail.substr(sign + 1));
    }
  }

  Address place;
  if (!said(Key::address).empty()) place = address_parts(said(Key::address));
  if (!said(Key::street).empty()) place.street = street_parts(said(Key::street));
  if (!said(Key::house).empty()) place.street.house = fold(said(Key::house).substr(0, longest));
  if (!said(Key::unit).empty()) {
    const auto unit = street_parts("x apt " + std::string(said(Key::unit).substr(0, longest)));
    place.street.unit = unit.unit.empty() ? fold(said(Key::unit).substr(0, longest)) : unit.unit;
  }
  out.house = kept(c_house) ? house_code(place.street.house) : 0;
  out.unit = kept(c_unit) && !place.street.unit.empty()
                 ? static_cast<std::uint32_t>(hash_of(place.street.unit) | 1U)
                 : 0;
  out.street = std::move(place.street.street);
  const auto squeezed = [](std::string_view text) {
    return street_parts("x " + std::string(text)).street.substr(1);
  };
  out.line = said(Key::line).empty() ? std::string() : squeezed(said(Key::line));
  out.city = said(Key::city).empty() ? std::move(place.city) : squeezed(said(Key::city));
  out.zip = said(Key::zip).empty() ? std::move(place.zip) : fold(said(Key::zip).substr(0, longest));
  if (out.zip.size() == 9 && out.zip.find_first_not_of("0123456789") == std::string::npos)
    out.zip.resize(5);
  out.state = said(Key::state).empty() ? std::move(place.state) : state_code(said(Key::state));
  const auto sex = fold(said(Key::sex).substr(0, longest));
  out.sex = sex.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(sex[0] == 'w' ? 'f' : sex[0]);
}

void List::add(const Values& values) {
  Parsed parsed;
  parse(values, parsed);
  add(parsed);
}

void List::add(const Parsed& p) {
  CHECK(size_ < 0xFFFFFFFEU);
  if (size_ % rows_a_chunk == 0) {
    if (size_ > 0) pack(chunks_.size() - 1);
    chunks_.push_back(std::make_unique<std::uint8_t[]>(rows_a_chunk * wide_.stride + 8));
    layouts_.push_back(wide_);
  }
  const auto i = size_++;
  put(i, c_ssn, p.ssn);
  put(i, c_number, p.number);
  put(i, c_phone, p.phone);
  put(i, c_birth, p.birth);
  put(i, c_suffix, p.suffix);
  put(i, c_sex, p.sex);
  put(i, c_house, p.house);
  put(i, c_unit, p.unit);
  const auto text = [&](Column c, Texts& of, const std::string& value) {
    if (wide_.bytes[c] != 0) put(i, c, of.id_of(value));
  };
  text(c_given, names_, p.given);
  text(c_family, names_, p.family);
  text(c_middle, names_, p.middle);
  text(c_user, users_, p.user);
  text(c_domain, texts_, p.domain);
  text(c_street, texts_, p.street);
  text(c_line, texts_, p.line);
  text(c_city, texts_, p.city);
  text(c_zip, texts_, p.zip);
  if (wide_.bytes[c_state] != 0 && !p.state.empty()) {
    auto it = std::find(states_.begin(), states_.end(), p.state);
    if (it == states_.end() && states_.size() < 254) it = states_.insert(states_.end(), p.state);
    // The 255th different word is no state any more.
    put(i, c_state,
        it == states_.end() ? 0U : static_cast<std::uint64_t>(it - states_.begin() + 1));
  }
}

void List::forget_shared() {
  struct Entry {
    std::uint64_t value;
    std::uint32_t record;
  };
  std::size_t slots = 1U << 10;
  while (slots < 2 * size_ && slots < (1U << 26))
    slots *= 2;
  const auto field = [&](Column column, Column with) {
    if (wide_.bytes[column] == 0) return;
    const auto value_of = [&](std::size_t i) {
      const auto v = value(i, column);
      return v == 0 || with == column ? v : v << 32 | value(i, with);
    };
    // First how often what has the same hash is seen, in a byte each; only what is seen often
    // enough is looked at by itself.
    std::vector<std::uint8_t> times(slots, 0);
    for (std::size_t i = 0; i < size_; ++i)
      if (const auto v = value_of(i); v != 0)
        if (auto& n = times[mixed(v) & (slots - 1)]; n < shared_from) ++n;
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < size_; ++i)
      if (const auto v = value_of(i); v != 0 && times[mixed(v) & (slots - 1)] >= shared_from)
        entries.push_back({v, static_cast<std::uint32_t>(i)});
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return a.value != b.value ? a.value < b.value : a.record < b.record;
    });
    for (std::size_t from = 0, to = 0; from < entries.size(); from = to) {
      while (to < entries.size() && entries[to].value == entries[from].value)
        ++to;
      if (to - from < shared_from) continue;
      std::unordered_set<std::uint64_t> names;
      std::size_t named = 0;
      const auto step = std::max<std::size_t>(1, (to - from) / 256);
      for (auto i = from; i < to; i += step) {
        const auto family = value(entries[i].record, c_family);
        if (family == 0) continue;
        ++named;
        names.insert(family << 32 | value(entries[i].record, c_given));
      }
      if (names.size() >= 10 && names.size() * 2 > named)
        for (auto i = from; i < to; ++i) {
          put(entries[i].record, column, 0);
          put(entries[i].record, with, 0);
        }
    }
  };
  field(c_ssn, c_ssn);
  field(c_phone, c_phone);
  field(c_number, c_number);
  field(c_user, c_domain);
}

void List::pack(std::size_t chunk) {
  const auto rows = std::min(rows_a_chunk, size_ - chunk * rows_a_chunk);
  const auto& old = layouts_[chunk];
  const auto* from = chunks_[chunk].get();
  std::array<std::uint64_t, column_count> least{}, greatest{};
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t c = 0; c < column_count; ++c)
      if (const auto v = loaded(from + i * old.stride, old, static_cast<Column>(c)); v != 0) {
        least[c] = least[c] == 0 ? v : std::min(least[c], v);
        greatest[c] = std::max(greatest[c], v);
      }
  // What every value has is taken off: the mark of a number that is all digits, the years before
  // anybody's birth. One stays, for 0 is nothing.
  Layout fit;
  for (std::size_t c = 0; c < column_count; ++c) {
    if (greatest[c] == 0) continue;
    fit.less[c] = least[c] - 1;
    for (auto v = greatest[c] - fit.less[c]; v != 0; v >>= 8)
      ++fit.bytes[c];
  }
  fit.place();
  auto packed = std::make_unique<std::uint8_t[]>(rows * fit.stride + 8);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t c = 0; c < column_count; ++c)
      if (auto v = loaded(from + i * old.stride, old, static_cast<Column>(c)); v != 0) {
        v -= fit.less[c];
        std::memcpy(packed.get() + i * fit.stride + fit.at[c], &v, fit.bytes[c]);
      }
  chunks_[chunk] = std::move(packed);
  layouts_[chunk] = fit;
}

void List::close() {
  names_.close();
  texts_.close();
  users_.close();
  if (size_ > 0) pack(chunks_.size() - 1);
  forget_shared();
  if (size_ > most_opened) return;
  std::vector<Record> records;
  records.reserve(size_);
  for (std::size_t i = 0; i < size_; ++i)
    records.push_back(unpacked(i));
  opened_ = std::move(records);
}

}  // namespace ledgelight::linkage
