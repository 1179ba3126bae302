#include "linkage/list.hpp"

#include <algorithm>
#include <cstring>
#include <unordered_set>

#include "base/result.hpp"
#include "linkage/nicknames.hpp"
#include "linkage/text.hpp"

namespace ledgelight::linkage {
namespace {

constexpr std::size_t rows_a_chunk = 1U << 16;
constexpr std::uint32_t shared_from = 20;  ///< fewer records than that may share anything

template <class T>
T load(const std::uint8_t* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}
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

template <class T>
void store(std::uint8_t* at, T value) {
  std::memcpy(at, &value, sizeof value);
}

}  // namespace

// Texts, each once, one after the other in chunks. An id counts steps of four bytes, from 1.
//   bare:  length u8, bytes
//   plain: count, letters u32, length u8, bytes
//   name:  count, letters, sound u32, families 4 × u16, length u8, bytes
class List::Texts {
 public:
  enum class Kind : std::uint8_t { bare = 0, plain = 8, name = 20 };
  explicit Texts(Kind kind) : head_(static_cast<std::size_t>(kind)) { slots_.assign(1U << 10, 0); }

  std::uint32_t id_of(std::string_view text) {
    text = text.substr(0, longest);
    if (text.empty()) return 0;
    auto slot = find(text);
    if (slots_[slot] == 0) {
      if ((used_ + 1) * 10 > slots_.size() * 7) {
        grow();
        slot = find(text);
      }
      slots_[slot] = append(text);
      ++used_;
    }
    if (head_ > 0) {
      auto* at = place(slots_[slot]);
      store(at, load<std::uint32_t>(at) + 1);
    }
    return slots_[slot];
  }
  void close() {
    slots_.clear();
    slots_.shrink_to_fit();
  }
  TextView view(std::uint32_t id) const {
    if (head_ == 0) return {0, letters_of(text(id)), text(id)};
    const auto* at = place(id);
    return {load<std::uint32_t>(at), load<std::uint32_t>(at + 4), text(id)};
  }
  std::string_view text(std::uint32_t id) const {
    const auto* at = place(id) + head_;
    return {reinterpret_cast<const char*>(at + 1), *at};
  }
  NameView name(std::uint32_t id) const {
    const auto* at = place(id);
    NameView out;
    out.count = load<std::uint32_t>(at);
    out.letters = load<std::uint32_t>(at + 4);
    out.sound = load<std::uint32_t>(at + 8);
    std::memcpy(out.families.data(), at + 12, 8);
    out.text = text(id);
    return out;
  }

 private:
  static constexpr std::size_t chunk = 1U << 20;

  std::uint8_t* place(std::uint32_t id) const {
    const auto at = static_cast<std::size_t>(id - 1) * 4;
    return chunks_[at / chunk].get() + at % chunk;
  }
  std::size_t find(std::string_view text) const {
    const auto mask = slots_.size() - 1;
    for (auto i = hash_of(text) & mask;; i = (i + 1) & mask)
      if (slots_[i] == 0 || this->text(slots_[i]) == text) return i;
  }
  void grow() {
    std::vector<std::uint32_t> old(slots_.size() * 2, 0);
    old.swap(slots_);
    const auto mask = slots_.size() - 1;
    for (auto id : old) {
      if (id == 0) continue;
      auto i = hash_of(text(id)) & mask;
      while (slots_[i] != 0)
        i = (i + 1) & mask;
      slots_[i] = id;
    }
  }
  std::uint32_t append(std::string_view text) {
    const auto size = (head_ + 1 + text.size() + 3) / 4 * 4;
    if (chunks_.empty() || end_ % chunk + size > chunk || end_ == chunks_.size() * chunk) {
      end_ = chunks_.size() * chunk;
      chunks_.push_back(std::make_unique<std::uint8_t[]>(chunk));
    }
    CHECK(end_ / 4 < 0xFFFFFFFEU);
    const auto id = static_cast<std::uint32_t>(end_ / 4 + 1);
    auto* at = place(id);
    if (head_ > 0) store(at + 4, letters_of(text));
    if (head_ > 8) {
      store(at + 8, sound_of(text));
      std::array<std::uint16_t, 4> families{};
      const auto& of = nickname_families(text);
      for (std::size_t i = 0; i < of.size(); ++i)
        families[i] = static_cast<std::uint16_t>(of[i] + 1);
      std::memcpy(at + 12, families.data(), 8);
    }
    at[head_] = static_cast<std::uint8_t>(text.size());
    std::memcpy(at + head_ + 1, text.data(), text.size());
    end_ += size;
    return id;
  }

  std::size_t head_, end_ = 0, used_ = 0;
  std::vector<std::unique_ptr<std::uint8_t[]>> chunks_;
  std::vector<std::uint32_t> slots_;
};

List::List(const std::array<bool, key_count>& keys, DateOrder order)
    : keys_(keys), order_(order), names_(std::make_unique<Texts>(Texts::Kind::name)),
      texts_(std::make_unique<Texts>(Texts::Kind::plain)),
      users_(std::make_unique<Texts>(Texts::Kind::bare)) {
  const auto want = [&](Key k) -> bool& { return keys_[static_cast<std::size_t>(k)]; };
  if (want(Key::name))
    want(Key::given) = want(Key::family) = want(Key::middle) = want(Key::suffix) = true;
  if (want(Key::family) || want(Key::given)) want(Key::suffix) = true;
  if (want(Key::address))
    want(Key::house) = want(Key::street) = want(Key::unit) = want(Key::city) = want(Key::state) =
        want(Key::zip) = true;
  if (want(Key::street)) want(Key::house) = want(Key::unit) = true;
  const auto take = [&](bool wanted, std::uint8_t& offset, std::size_t size) {
    if (!wanted) return;
    offset = static_cast<std::uint8_t>(stride_);
    stride_ += size;
  };
  take(want(Key::ssn), at_.ssn, 8);
  take(want(Key::phone), at_.phone, 8);
  take(want(Key::number), at_.number, 8);
  take(want(Key::given), at_.given, 4);
  take(want(Key::family), at_.family, 4);
  take(want(Key::middle), at_.middle, 4);
  take(want(Key::birth), at_.birth, 4);
  take(want(Key::email), at_.user, 4);
  take(want(Key::email), at_.domain, 4);
  take(want(Key::house), at_.house, 4);
  take(want(Key::street), at_.street, 4);
  take(want(Key::unit), at_.unit, 4);
  take(want(Key::line), at_.line, 4);
  take(want(Key::city), at_.city, 4);
  take(want(Key::zip), at_.zip, 4);
  take(want(Key::state), at_.state, 1);
  take(want(Key::suffix), at_.suffix, 1);
  take(want(Key::sex), at_.sex, 1);
  stride_ = std::max<std::size_t>(stride_, 1);
}

List::~List() = default;

std::uint8_t* List::row(std::size_t i) {
  return chunks_[i / rows_a_chunk].get() + i % rows_a_chunk * stride_;
}

template <class T>
void List::put(std::size_t i, std::uint8_t offset, T value) {
  if (offset != absent) store(row(i) + offset, value);
}

void List::add(const Values& v) {
  CHECK(size_ < 0xFFFFFFFEU);
  if (size_ % rows_a_chunk == 0)
    chunks_.push_back(std::make_unique<std::uint8_t[]>(rows_a_chunk * stride_));
  const auto i = size_++;
  const auto said = [&](Key k) { return at(v, k); };

  NameParts name;
  if (!said(Key::name).empty()) name = name_parts(said(Key::name).substr(0, 4 * longest));
  if (!said(Key::given).empty()) {
    // "Mary Ann" in a column of given names: the first is what is compared, the second is a middle
    // name.
    const auto words = fold_words(said(Key::given).substr(0, 2 * longest));
    const auto blank = words.find(' ');
    name.given = words.substr(0, blank);
    if (said(Key::middle).empty() && blank != std::string::npos && at_.middle != absent)
      name.middle = words.substr(blank + 1);
    // A slip that parts a short word ("ca rp") is put together again.
    if (blank != std::string::npos && blank <= 2 && at_.middle == absent) name.given = fold(words);
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
  put(i, at_.given, at_.given == absent ? 0U : names_->id_of(name.given));
  put(i, at_.family, at_.family == absent ? 0U : names_->id_of(name.family));
  put(i, at_.middle, at_.middle == absent ? 0U : names_->id_of(name.middle));
  if (!name.suffix.empty()) {
    const auto mark = static_cast<std::uint8_t>(hash_of(name.suffix) % 255 + 1);
    put(i, at_.suffix, mark);
  }
  put(i, at_.birth, packed_date(said(Key::birth), order_));

  const auto code = [](std::string_view text) {
    const auto c = packed_code(text);
    const auto s = code_text(c);
    // Nothing but one digit over and over, or nothing at all, is how forms say "none".
    return c != 0 && s.size() > 1 && s.find_first_not_of(s[0]) == std::string::npos
               ? std::uint64_t{0}
               : c;
  };
  put(i, at_.ssn, code(said(Key::ssn)));
  put(i, at_.number, code(said(Key::number)));
  std::string digits;
  for (char c : said(Key::phone).substr(0, longest)) {
    if (c == 'x' || c == 'X') break;
    if (c >= '0' && c <= '9') digits += c;
  }
  if (digits.size() > 10)
    digits.erase(0, digits.size() - 10);  // the country's code is not always given
  put(i, at_.phone, digits.size() < 5 ? std::uint64_t{0} : code(digits));
  if (at_.user != absent) {
    const auto mail = said(Key::email).substr(0, 4 * longest);
    const auto sign = mail.find('@');
    if (sign != std::string_view::npos && sign > 0) {
      put(i, at_.user, users_->id_of(fold(mail.substr(0, std::min(sign, mail.find('+'))))));
      put(i, at_.domain, texts_->id_of(fold(mail.substr(sign + 1))));
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
  if (at_.house != absent) put(i, at_.house, house_code(place.street.house));
  if (at_.street != absent) put(i, at_.street, texts_->id_of(place.street.street));
  if (at_.unit != absent && !place.street.unit.empty())
    put(i, at_.unit, static_cast<std::uint32_t>(hash_of(place.street.unit) | 1U));
  const auto squeezed = [](std::string_view text) {
    return street_parts("x " + std::string(text)).street.substr(1);
  };
  if (at_.line != absent && !said(Key::line).empty())
    put(i, at_.line, texts_->id_of(squeezed(said(Key::line))));
  if (at_.city != absent) {
    const auto city = said(Key::city).empty() ? place.city : squeezed(said(Key::city));
    put(i, at_.city, texts_->id_of(city));
  }
  if (at_.zip != absent) {
    auto zip = said(Key::zip).empty() ? place.zip : fold(said(Key::zip).substr(0, longest));
    if (zip.size() == 9 && zip.find_first_not_of("0123456789") == std::string::npos) zip.resize(5);
    put(i, at_.zip, texts_->id_of(zip));
  }
  if (at_.state != absent) {
    const auto state = said(Key::state).empty() ? place.state : state_code(said(Key::state));
    if (!state.empty()) {
      auto it = std::find(states_.begin(), states_.end(), state);
      if (it == states_.end() && states_.size() < 254) it = states_.insert(states_.end(), state);
      // The 255th different word is no state any more.
      put(i, at_.state,
          static_cast<std::uint8_t>(it == states_.end() ? 0 : it - states_.begin() + 1));
    }
  }
  if (const auto sex = fold(said(Key::sex).substr(0, longest)); !sex.empty())
    put(i, at_.sex, static_cast<std::uint8_t>(sex[0] == 'w' ? 'f' : sex[0]));
}

Record List::operator[](std::size_t i) const {
  Record r;
  const auto* row = chunks_[i / rows_a_chunk].get() + i % rows_a_chunk * stride_;
  const auto get = [&](auto& to, std::uint8_t offset) {
    if (offset != absent) std::memcpy(&to, row + offset, sizeof to);
  };
  get(r.ssn, at_.ssn);
  get(r.phone, at_.phone);
  get(r.number, at_.number);
  get(r.given, at_.given);
  get(r.family, at_.family);
  get(r.middle, at_.middle);
  get(r.birth, at_.birth);
  get(r.user, at_.user);
  get(r.domain, at_.domain);
  get(r.house, at_.house);
  get(r.street, at_.street);
  get(r.unit, at_.unit);
  get(r.line, at_.line);
  get(r.city, at_.city);
  get(r.zip, at_.zip);
  get(r.state, at_.state);
  get(r.suffix, at_.suffix);
  get(r.sex, at_.sex);
  return r;
}

NameView List::name(std::uint32_t id) const { return id == 0 ? NameView{} : names_->name(id); }
TextView List::user(std::uint32_t id) const { return id == 0 ? TextView{} : users_->view(id); }
TextView List::text(std::uint32_t id) const { return id == 0 ? TextView{} : texts_->view(id); }

void List::forget_shared() {
  struct Entry {
    std::uint64_t value;
    std::uint32_t record;
  };
  // A part of the values at a time: no more memory than the linking itself takes.
  const std::uint64_t parts = size_ / 500'000 + 1;
  const auto part_of_field = [&](std::uint64_t part, const auto& value_of, const auto& clear) {
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < size_; ++i)
      if (const auto v = value_of((*this)[i]); v != 0 && mixed(v) % parts == part)
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
        const auto r = (*this)[entries[i].record];
        if (r.family == 0) continue;
        ++named;
        names.insert(static_cast<std::uint64_t>(r.family) << 32 | r.given);
      }
      if (names.size() >= 10 && names.size() * 2 > named)
        for (auto i = from; i < to; ++i)
          clear(entries[i].record);
    }
  };
  const auto field = [&](std::uint8_t offset, const auto& value_of, const auto& clear) {
    if (offset == absent) return;
    for (std::uint64_t part = 0; part < parts; ++part)
      part_of_field(part, value_of, clear);
  };
  field(
      at_.ssn, [](const Record& r) { return r.ssn; },
      [&](std::size_t i) { put(i, at_.ssn, std::uint64_t{0}); });
  field(
      at_.phone, [](const Record& r) { return r.phone; },
      [&](std::size_t i) { put(i, at_.phone, std::uint64_t{0}); });
  field(
      at_.number, [](const Record& r) { return r.number; },
      [&](std::size_t i) { put(i, at_.number, std::uint64_t{0}); });
  field(
      at_.user,
      [](const Record& r) {
        return r.user == 0 ? 0 : static_cast<std::uint64_t>(r.user) << 32 | r.domain;
      },
      [&](std::size_t i) {
        put(i, at_.user, std::uint32_t{0});
        put(i, at_.domain, std::uint32_t{0});
      });
}

void List::close() {
  names_->close();
  texts_->close();
  users_->close();
  forget_shared();
}

}  // namespace ledgelight::linkage
