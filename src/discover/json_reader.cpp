// JSON and JSON lines. An object is a record; objects within it belong to it unless they are about
// somebody else; each object of an array that is about somebody is a record of its own.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/text.hpp"
#include "discover/record.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t deepest = 200;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool ends_scalar(char c) {
  return blank(c) || c == ',' || c == ':' || c == '{' || c == '}' || c == '[' || c == ']' ||
         c == '"';
}

bool among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Eight bytes of text that are looked at together.
class EightBytes {
 public:
  explicit EightBytes(const char* at) {
    std::memcpy(&bytes_, at, sizeof bytes_);
    if constexpr (std::endian::native == std::endian::big) bytes_ = __builtin_bswap64(bytes_);
  }
  /// The place of the first that is one of these; 8 when there is none.
  std::size_t first_of(char a, char b, char c) const {
    const auto any = is(a) | is(b) | is(c);
    return any == 0 ? 8 : static_cast<std::size_t>(std::countr_zero(any)) / 8;
  }

 private:
  static constexpr std::uint64_t ones = 0x0101010101010101;
  /// The highest bit of each that is `c`; behind the first of them others may have one too.
  std::uint64_t is(char c) const {
    const auto other = bytes_ ^ static_cast<unsigned char>(c) * ones;
    return (other - ones) & ~other & 0x80 * ones;
  }
  std::uint64_t bytes_ = 0;
};

/// The first eight letters of a word, without their case, and its size: words as numbers.
struct Packed {
  std::uint64_t letters = 0;
  std::size_t size = 0;
};
constexpr Packed packed(std::string_view word) {
  Packed out{0, word.size()};
  for (std::size_t i = 0; i < word.size() && i < 8; ++i) {
    const char c = is_upper(word[i]) ? static_cast<char>(word[i] + 32) : word[i];
    out.letters |= std::uint64_t{static_cast<unsigned char>(c)} << 8 * i;
  }
  return out;
}

/// Is it one of `words`, in any case? Every value is asked.
template <std::size_t n>
bool is_of(std::string_view key, const std::array<std::string_view, n>& words,
           const std::array<Packed, n>& as_numbers) {
  const auto asked = packed(key);
  for (std::size_t w = 0; w < n; ++w)
    if (as_numbers[w].letters == asked.letters && as_numbers[w].size == asked.size)
      return key.size() <= 8 || lowered(key) == words[w];
  return false;
}
template <std::size_t n>
constexpr std::array<Packed, n> packed_all(const std::array<std::string_view, n>& words) {
  std::array<Packed, n> out{};
  for (std::size_t w = 0; w < n; ++w)
    out[w] = packed(words[w]);
  return out;
}

/// "type": "ssn", "value": …: the first names the second.
bool names_a_value(std::string_view key) {
  static constexpr std::array<std::string_view, 11> words{
      "type", "kind", "system",    "label",    "field", "code",
      "name", "key",  "attribute", "question", "tag"};
  static constexpr auto as_numbers = packed_all(words);
  return is_of(key, words, as_numbers);
}
bool is_named_value(std::string_view key) {
  static constexpr std::array<std::string_view, 8> words{"value",   "number", "val",    "text",
                                                         "content", "data",   "answer", "no"};
  static constexpr auto as_numbers = packed_all(words);
  return is_of(key, words, as_numbers);
}

/// Objects that speak of somebody beside the one their record is about.
bool somebody_else(std::string_view key) {
  for (std::string_view part :
       {"contact",    "emergency", "spouse", "provider", "physician", "doctor",   "employer",
        "guardian",   "parent",    "agent",  "author",   "creat",     "assign",   "officer",
        "beneficiar", "dependent", "child",  "referr",   "sender",    "recipient"})
    if (key.find(part) != npos) return true;
  return false;
}

/// Most lines of a log that is written as JSON hold nothing, and it takes a fraction of reading
/// them to see it: no candidate of a value stands in the line, and no key of its one flat object
/// promises anything. Whatever is not that plain is read.
class MuteLines {
 public:
  MuteLines(const Text& text, Keys& keys)
      : s_(text.bytes), on_(text.encoding == Encoding::bytes), keys_(keys) {}

  /// The end of the line that begins with the brace at `i`, when it holds nothing; else `i`.
  std::size_t past(std::size_t i) {
    if (!on_) return i;
    const void* line = std::memchr(s_.data() + i, '\n', std::min(s_.size() - i, longest_value));
    if (line == nullptr) return i;
    const auto end = static_cast<std::size_t>(static_cast<const char*>(line) - s_.data());
    // Its keys first: those of people say at once that it has to be read.
    if (!is_flat(i, end) || candidate_before(i, end) ||
        std::memchr(s_.data() + i, '\\', end - i) != nullptr)
      return i;
    return end;
  }

 private:
  bool candidate_before(std::size_t from, std::size_t end) {
    if (end > known_to_) {
      places_.clear();
      at_ = 0;
      const auto begin = std::max(from, known_to_);
      // What is left of the last stretch is looked at again: seldom more than a line.
      known_to_ = std::min(s_.size(), std::max(end, begin + (16U << 10)));
      line_candidates(s_, from, known_to_, '"', places_);
    }
    while (at_ < places_.size() && places_[at_] < from)
      ++at_;
    return at_ < places_.size() && places_[at_] < end;
  }

  /// {"key": scalar, …} from end to end, every key without weight.
  bool is_flat(std::size_t i, std::size_t end) {
    const auto skip = [&] {
      while (i < end && blank(s_[i]))
        ++i;
    };
    const auto quoted = [&]() -> std::string_view {
      const auto close = s_.substr(0, end).find('"', i + 1);
      if (close == npos) return {};
      const auto inner = s_.substr(i + 1, close - i - 1);
      i = close + 1;
      return inner;
    };
    while (true) {
      ++i;  // the brace or the comma
      skip();
      if (i >= end || s_[i] != '"') return false;
      const auto key = quoted();
      if (key.empty() || key.size() > 100 || !is_plain(key)) return false;
      skip();
      if (i >= end || s_[i] != ':') return false;
      ++i;
      skip();
      if (i < end && s_[i] == '"') {
        const auto before = i;
        quoted();
        if (i == before) return false;
      } else {
        while (i < end && !ends_scalar(s_[i]))
          ++i;
      }
      skip();
      if (i >= end) return false;
      if (s_[i] == ',') continue;
      if (s_[i] != '}') return false;
      ++i;
      skip();
      return i == end;
    }
  }

  bool is_plain(std::string_view key) {
    const auto meaning = keys_.meaning("", key);
    return (meaning == Meaning::nothing || meaning == Meaning::other || meaning == Meaning::user) &&
           !names_a_value(key) && !is_named_value(key);
  }

  std::string_view s_;
  bool on_;
  Keys& keys_;
  std::vector<std::size_t> places_;
  std::size_t at_ = 0, known_to_ = 0;
};

class Json final : public StructuredReader {
 public:
  explicit Json(bool by_line) : by_line_(by_line) {}
  std::string_view kind() const override { return by_line_ ? "JSON lines" : "JSON"; }
  /// Before a record within others their fields so far are handed on.
  bool in_order() const override { return true; }

  std::size_t read(const Text& text, std::size_t from, bool final, Records& out) override {
    const auto s = text.bytes;
    std::size_t i = from;
    MuteLines mute(text, keys_);
    while (i < s.size()) {
      if (i >= none_from_ && between()) return i;
      const char c = s[i];
      std::size_t next = i;
      if (by_line_ && depth_ == 0 && !in_long_ && c == '{') {
        if (const auto end = mute.past(i); end != i) {
          i = end;
          continue;
        }
      }
      if (in_long_) {
        next = go_on(text, i, final, out);
      } else if (c == '\n' && by_line_ && depth_ > 0) {
        // A line that was cut short must not swallow the next.
        if (i + 1 == s.size() && !final) return i;
        if (i + 1 < s.size() && s[i + 1] == '{') finish(out);
        next = i + 1;
      } else if (blank(c) || c == ',' || c == ':') {
        next = i + 1;
      } else if (c == '{' || c == '[') {
        open(c == '[');
        next = i + 1;
      } else if (c == '}' || c == ']') {
        close(c == ']', out);
        next = i + 1;
      } else if (c == '"' && depth_ > 0) {
        next = string(text, i, final, out);
      } else if (depth_ == 0) {
        next = outside(text, i, final, out);
      } else {
        std::size_t e = i;
        while (e < s.size() && e - i < longest_value && !ends_scalar(s[e]))
          ++e;
        if (e == s.size() && !final && e - i < longest_value) return i;
        if (e - i <= 64 && s.substr(i, e - i) != "null" && s.substr(i, e - i) != "true" &&
            s.substr(i, e - i) != "false")
          value(text, i, e, false, out);
        else if (depth_ > 0)
          skip_value();
        next = std::max(e, i + 1);
      }
      if (next == i) return i;  // the rest of it is not here yet
      i = next;
    }
    if (final) finish(out);
    return i;
  }

  std::unique_ptr<StructuredReader> fork() const override {
    return by_line_ && between() ? std::make_unique<Json>(true) : nullptr;
  }
  bool goes_on_as(const StructuredReader& other) const override {
    const auto* json = dynamic_cast<const Json*>(&other);
    return json != nullptr && by_line_ && json->by_line_ && between() && json->between();
  }

 private:
  /// Nothing that was read says anything of what follows.
  bool between() const {
    return depth_ == 0 && too_deep_ == 0 && !in_long_ && !have_key_ && columns_.empty();
  }

  struct Frame {
    bool array = false, row = false;
    unsigned identity = 0;  ///< of what was handed on too
    std::string key;        ///< that it stands under; of the array, for an element
    Meaning label = Meaning::nothing;
    std::size_t index = 0;  ///< values so far, in an array
    std::size_t first = 0;  ///< array in an object: its first field there
    Record record;
  };

  Frame& top() { return frames_[depth_ - 1]; }

  /// The frame whose record takes what stands in frame `at`.
  std::size_t taker(std::size_t at) const {
    while (at > 0 && frames_[at].array && !frames_[at].row)
      --at;
    return at;
  }

  void open(bool array) {
    if (depth_ >= deepest) {
      ++too_deep_;
      return;
    }
    if (frames_.size() == depth_) frames_.emplace_back();
    const bool in_array = depth_ > 0 && frames_[depth_ - 1].array;
    auto& f = frames_[depth_];
    f.array = array;
    f.row = array && in_array;
    f.identity = 0;
    f.label = Meaning::nothing;
    f.index = 0;
    f.record.clear();
    f.key = have_key_ ? key_ : (in_array ? frames_[depth_ - 1].key : std::string());
    if (in_array) ++frames_[depth_ - 1].index;
    have_key_ = false;
    ++depth_;
    f.first = frames_[taker(depth_ - 1)].record.fields.size();
  }

  void close(bool array, Records& out) {
    have_key_ = false;
    if (too_deep_ > 0) {
      --too_deep_;
      return;
    }
    if (depth_ == 0 || top().array != array) return;  // closes nothing that is open
    auto& f = top();
    if (f.array && !f.row) columns_from(frames_[taker(depth_ - 1)], f);
    if (!f.array) settle_label(f);
    if (f.row) {
      if (row_is_heading(f)) {
        f.record.clear();
      } else {
        infer_meanings(f.record);
      }
    }
    if ((!f.array || f.row || depth_ == 1) && !f.record.fields.empty()) hand_up(out);
    f.record.clear();
    --depth_;
    if (depth_ == 0) columns_.clear();
  }

  /// The top frame's fields become a record, or part of the one around it.
  void hand_up(Records& out) {
    auto& f = top();
    f.identity |= f.record.identity();
    const bool element = depth_ > 1 && frames_[depth_ - 2].array;
    std::size_t around = depth_ > 1 ? taker(depth_ - 2) : 0;
    const bool bare = depth_ == 1 || frames_[around].array;
    bool own = bare || f.record.number != 0;
    if (!own) {
      auto& p = frames_[around];
      p.identity |= p.record.identity();
      if (f.identity != 0)
        own = (f.identity & p.identity) != 0 || (element && f.record.is_of_a_person()) ||
              ((f.identity & 1) != 0 && somebody_else(lowered(f.key)));
      else if (element && p.identity == 0)
        own = f.record.has(Meaning::password) || f.record.has(Meaning::card) ||
              f.record.has(Meaning::bank) || f.record.has(Meaning::licence);
    }
    if (own) {
      for (std::size_t d = 0; d + 1 < depth_; ++d)
        flush(frames_[d], out);
      flush(f, out);
      return;
    }
    auto& p = frames_[around];
    p.identity |= f.identity;
    for (const auto& field : f.record.fields) {
      p.record.fields.push_back(field);
      auto& mine = p.record.fields.back();
      mine.from = p.record.values.size();
      p.record.values.append(f.record.values, field.from, field.to);
      mine.to = p.record.values.size();
    }
    bound(p, out);
  }

  void flush(Frame& f, Records& out) {
    if (f.record.fields.empty()) return;
    f.identity |= f.record.identity();
    if (f.record.number == 0) f.record.number = out.fresh();
    out.record(f.record);
  }

  void bound(Frame& f, Records& out) {
    if (f.record.fields.size() < most_fields && f.record.values.size() < 8 * longest_value) return;
    for (std::size_t d = 0; d < depth_; ++d) {
      flush(frames_[d], out);
      frames_[d].first = 0;
      if (&frames_[d] == &f) break;
    }
  }

  void finish(Records& out) {
    while (depth_ > 0) {
      too_deep_ = 0;
      close(top().array, out);
    }
    in_long_ = false;
  }

  void settle_label(Frame& f) {
    if (f.label == Meaning::nothing) return;
    bool named = false;
    for (auto& field : f.record.fields)
      if (is_named_value(field.key) && field.meaning == Meaning::nothing) {
        field.meaning = f.label;
        named = true;
      }
    // {"system": "…/icd-10-cm", "code": "E11.9"}: here the code is the value.
    if (!named && f.label == Meaning::diagnosis)
      for (auto& field : f.record.fields)
        if (lowered(field.key) == "code") field.meaning = f.label, named = true;
    for (auto& field : f.record.fields)
      if (named && names_a_value(field.key) && field.meaning != f.label)
        field.meaning = Meaning::other;
    // {"type": {"coding": [{"code": "MR"}]}, "value": …}: what is named stands further out.
    if (named || depth_ < 2 || !among(lowered(f.key), {"coding", "type", "code", "kind"})) return;
    auto& outer = frames_[taker(depth_ - 2)];
    if (!outer.array && outer.label == Meaning::nothing) outer.label = f.label;
  }

  /// The kinds of identifiers of HL7's table 0203, as FHIR writes them.
  static Meaning identifier_kind(std::string_view code) {
    return code == "MR"                    ? Meaning::record_no
           : code == "SS" || code == "SB"  ? Meaning::ssn
           : code == "DL"                  ? Meaning::licence
           : code == "PPN"                 ? Meaning::passport
           : code == "MC"                  ? Meaning::medicare
           : code == "MB" || code == "MA"  ? Meaning::health_plan
                                           : Meaning::nothing;
  }

  /// "columns": ["name", "ssn"] names the values of the rows that follow.
  void columns_from(Frame& object, const Frame& array) {
    auto& fields = object.record.fields;
    if (fields.size() < array.first + 2 ||
        !among(lowered(array.key),
               {"columns", "cols", "headers", "header", "fields", "schema", "columnnames"}))
      return;
    std::vector<std::string> names;
    std::size_t known = 0;
    for (std::size_t k = array.first; k < fields.size(); ++k) {
      names.emplace_back(
          object.record.values.bytes().substr(fields[k].from, fields[k].to - fields[k].from));
      known += meaning_of_heading(names.back()) != Meaning::nothing ? 1 : 0;
    }
    if (known < 1 || names.size() > 2000) return;
    columns_ = std::move(names);
    fields.resize(array.first);
  }

  bool row_is_heading(const Frame& f) {
    if (!columns_.empty() || f.record.fields.size() < 2 || f.record.fields.size() != f.index)
      return false;
    std::vector<std::string> names;
    std::size_t known = 0;
    for (const auto& field : f.record.fields) {
      names.emplace_back(f.record.values.bytes().substr(field.from, field.to - field.from));
      if (names.back().size() > 60 || names.back().find('@') != npos) return false;
      if (std::any_of(names.back().begin(), names.back().end(), is_digit) &&
          meaning_of_heading(names.back()) == Meaning::nothing)
        return false;
      known += meaning_of_heading(names.back()) != Meaning::nothing ? 1 : 0;
    }
    if (known * 2 < names.size()) return false;
    columns_ = std::move(names);
    return true;
  }

  void skip_value() {
    have_key_ = false;
    if (top().array) ++top().index;
  }

  /// Begins the field that a value in the top frame belongs to; nullptr beyond the deepest level.
  Frame& begin_value() {
    const std::size_t at = taker(depth_ - 1);
    auto& f = frames_[at];
    auto& t = top();
    if (t.row) {
      const std::string_view heading =
          t.index < columns_.size() ? std::string_view(columns_[t.index]) : "";
      f.record.open(heading, heading.empty() ? Meaning::nothing : keys_.meaning("", heading));
    } else if (t.array) {
      const std::string_view outer = f.array ? std::string_view() : std::string_view(f.key);
      f.record.open(t.key, t.key.empty() ? Meaning::nothing : keys_.meaning(outer, t.key));
    } else {
      f.record.open(key_, keys_.meaning(f.key, key_));
    }
    if (t.array) ++t.index;
    return f;
  }

  void value(const Text& text, std::size_t from, std::size_t to, bool escapes, Records& out) {
    if (too_deep_ > 0 || (!top().array && !have_key_)) {
      have_key_ = false;
      return;
    }
    auto& f = begin_value();
    if (escapes)
      unescape(text, from, to, f.record.values);
    else
      f.record.values.copy(text, from, to);
    const auto before = f.record.fields.size();
    f.record.close();
    if (f.record.fields.size() == before && !top().array && before > 0) {
      const auto& field = f.record.fields.back();
      const auto shown = f.record.values.bytes().substr(field.from, field.to - field.from);
      if (shown.size() <= 60 && names_a_value(key_)) {
        auto m = keys_.meaning("", shown);
        if (m == Meaning::nothing && shown.size() <= 3 && lowered(key_) == "code" &&
            lowered(f.key) == "coding")
          m = identifier_kind(shown);
        if (m != Meaning::nothing && m != Meaning::other) f.label = m;
      }
    }
    have_key_ = false;
    bound(f, out);
  }

  std::size_t string(const Text& text, std::size_t i, bool final, Records& out) {
    const auto s = text.bytes;
    const std::size_t stop = std::min(s.size(), i + 1 + longest_value);
    bool escapes = false;
    const std::size_t e = string_end(s, i + 1, stop, escapes);
    if (e == npos) {
      if (stop == s.size() && !final) return i;
      in_long_ = true;
      return i + 1;
    }
    std::size_t k = e + (e < s.size() && s[e] == '"' ? 1 : 0);
    const std::size_t after = k;
    while (k < s.size() && k - after < 4096 && blank(s[k]))
      ++k;
    if (k == s.size() && !final) return i;
    if (k < s.size() && s[k] == ':' && !top().array && !have_key_) {
      key_.assign(s.data() + i + 1, std::min<std::size_t>(e - i - 1, 120));
      have_key_ = true;
      return k + 1;
    }
    value(text, i + 1, e, escapes, out);
    return after;
  }

  /// The place of the closing quote before `stop` (of the line end, where lines are records).
  std::size_t string_end(std::string_view s, std::size_t i, std::size_t stop, bool& escapes) const {
    const std::size_t begin = i;
    // Most are short and have no escapes: a call for each sign that may end them costs more.
    for (const auto near = std::min(stop, i + 48); i + 8 <= near; i += 8) {
      const auto ends = EightBytes(s.data() + i).first_of('"', '\\', '\n');
      if (ends == 8) continue;
      if (s[i + ends] == '"') return i + ends;
      break;
    }
    i = begin;
    while (i < stop) {
      const void* hit = std::memchr(s.data() + i, '"', stop - i);
      std::size_t q = hit == nullptr
                          ? stop
                          : static_cast<std::size_t>(static_cast<const char*>(hit) - s.data());
      if (by_line_)
        if (const void* line = std::memchr(s.data() + i, '\n', q - i))
          return static_cast<std::size_t>(static_cast<const char*>(line) - s.data());
      if (hit == nullptr) return npos;
      std::size_t slashes = 0;
      while (q - slashes > begin && s[q - slashes - 1] == '\\')
        ++slashes;
      if (slashes % 2 == 0) {
        escapes = std::memchr(s.data() + begin, '\\', q - begin) != nullptr;
        return q;
      }
      i = q + 1;
    }
    return npos;
  }

  /// A string without an end in sight: piece by piece, as running text.
  std::size_t go_on(const Text& text, std::size_t i, bool final, Records& out) {
    const auto s = text.bytes;
    const std::size_t stop = std::min(s.size(), i + longest_value);
    bool escapes = false;
    std::size_t e = string_end(s, i, stop, escapes);
    const bool ends = e != npos;
    if (!ends) {
      if (stop == s.size() && !final) return i;
      e = stop;
      // Cut between words, and never inside an escape.
      for (std::size_t k = e; k > i + 1 && e - k < 1024 && !final; --k)
        if (s[k - 1] == ' ') {
          e = k;
          break;
        }
      std::size_t slashes = 0;
      while (e - slashes > i && s[e - slashes - 1] == '\\')
        ++slashes;
      if (slashes % 2 == 1 && e > i + 1) --e;
    }
    piece_.clear();
    unescape(text, i, e, piece_);
    out.prose(piece_, Unit::paragraph);
    if (!ends) return std::max(e, i + 1);
    in_long_ = false;
    have_key_ = false;
    return e + (e < s.size() && s[e] == '"' ? 1 : 0);
  }

  /// What stands between objects: lines of a log, a byte order mark, the rest of something broken.
  std::size_t outside(const Text& text, std::size_t i, bool final, Records& out) {
    const auto s = text.bytes;
    const std::size_t stop = std::min(s.size(), i + longest_value);
    std::size_t e = s.find('\n', i);
    if (e == npos || e > stop) {
      if (stop == s.size() && !final) return i;
      e = stop;
    }
    piece_.clear();
    piece_.copy(text, i, e);
    out.prose(piece_, Unit::line);
    return std::max(e, i + 1);
  }

  static void unescape(const Text& text, std::size_t from, std::size_t to, Mapped& into) {
    const auto s = text.bytes;
    const auto hex = [&](std::size_t at, std::uint32_t& value) {
      if (at + 4 > to) return false;
      value = 0;
      for (std::size_t k = at; k < at + 4; ++k) {
        const char c = s[k];
        const int digit = is_digit(c)            ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0) return false;
        value = value * 16 + static_cast<std::uint32_t>(digit);
      }
      return true;
    };
    std::size_t plain = from;
    std::string one;
    for (std::size_t i = from; i < to;) {
      const void* hit = std::memchr(s.data() + i, '\\', to - i);
      if (hit == nullptr) break;
      i = static_cast<std::size_t>(static_cast<const char*>(hit) - s.data());
      if (i + 1 >= to) break;
      std::uint32_t c = 0, low = 0;
      std::size_t length = 2;
      switch (s[i + 1]) {
      case 'n': c = '\n'; break;
      case 't': c = '\t'; break;
      case 'r': c = '\r'; break;
      case 'b':
      case 'f': c = ' '; break;
      case 'u':
        if (!hex(i + 2, c)) {
          i += 2;
          continue;
        }
        length = 6;
        if (c >= 0xD800 && c < 0xDC00 && i + 12 <= to && s[i + 6] == '\\' && s[i + 7] == 'u' &&
            hex(i + 8, low) && low >= 0xDC00 && low < 0xE000) {
          c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
          length = 12;
        }
        if (c == 0x2011 || c == 0x2010 || c == 0x2013 || c == 0x2212) c = '-';
        break;
      default: c = static_cast<unsigned char>(s[i + 1]);
      }
      into.copy(text, plain, i);
      one.clear();
      if (s[i + 1] == 'u' || c < 0x80)
        put_utf8(one, c);
      else
        one.assign(1, s[i + 1]);
      into.put(one, text.offset(i), length * text.stride());
      i += length;
      plain = i;
    }
    into.copy(text, plain, to);
  }

  const bool by_line_;
  std::vector<Frame> frames_;
  std::size_t depth_ = 0, too_deep_ = 0;
  std::string key_;
  bool have_key_ = false, in_long_ = false;
  std::vector<std::string> columns_;
  Mapped piece_;
  Keys keys_;
};

}  // namespace

std::unique_ptr<StructuredReader> json_reader(std::string_view sample) {
  std::size_t i = 0;
  while (i < sample.size() && blank(sample[i]))
    ++i;
  if (i >= sample.size() || (sample[i] != '{' && sample[i] != '[')) return nullptr;
  std::size_t k = i + 1;
  while (k < sample.size() && blank(sample[k]))
    ++k;
  if (k >= sample.size()) return nullptr;
  bool is = sample[k] == '"' || sample[k] == '{';
  if (sample[i] == '[') {
    is = is || sample[k] == '[';
    if (is_digit(sample[k])) {  // "[1, 2" but not "[2026-03-02 10:00:00]"
      std::size_t e = k;
      while (e < sample.size() && (is_digit(sample[e]) || sample[e] == '.'))
        ++e;
      while (e < sample.size() && blank(sample[e]))
        ++e;
      is = e < sample.size() && (sample[e] == ',' || sample[e] == ']');
    }
  }
  if (is && sample[k] == '"') {  // a key has its colon, an element its comma
    const auto q = sample.find('"', k + 1);
    std::size_t e = q == npos ? sample.size() : q + 1;
    while (e < sample.size() && blank(sample[e]))
      ++e;
    is = e >= sample.size() || sample[e] == ':' || sample[e] == ',' || sample[e] == ']' ||
         sample[q - 1] == '\\';
  }
  if (!is) return nullptr;
  std::size_t lines = 0, whole = 0;
  for (std::size_t at = 0; at < sample.size() && lines < 50;) {
    const auto end = std::min(sample.find('\n', at), sample.size());
    auto line = sample.substr(at, end - at);
    at = end + 1;
    if (at > sample.size()) break;
    while (!line.empty() && blank(line.back()))
      line.remove_suffix(1);
    if (line.empty()) continue;
    ++lines;
    whole +=
        (line.front() == '{' && line.back() == '}') || (line.front() == '[' && line.back() == ']');
  }
  return std::make_unique<Json>(lines >= 2 && whole * 2 > lines);
}

}  // namespace ledgelight::discover
