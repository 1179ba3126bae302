#include "discover/scanner.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "discover/column_reader.hpp"
#include "discover/delimited.hpp"
#include "discover/hit.hpp"
#include "discover/prose.hpp"
#include "discover/record.hpp"
#include "discover/record_reader.hpp"

namespace ledgelight::discover {
namespace {

constexpr std::size_t look_back = 512;   ///< kept before what is searched next
constexpr std::size_t look_ahead = 1024; ///< kept after it
constexpr std::size_t sample = 64U << 10;
/// What waits for more bytes, a row or the sample of another table, always fits with room to spare.
constexpr std::size_t least_block = 2 * sample;
static_assert(longest_row <= sample && look_back + look_ahead < sample);

/// The last line end in [floor, at], or npos.
std::size_t line_end_before(std::string_view s, std::size_t at, std::size_t floor) {
  if (at < floor) return std::string_view::npos;
  const void* hit = ::memrchr(s.data() + floor, '\n', at + 1 - floor);
  return hit == nullptr ? std::string_view::npos
                        : static_cast<std::size_t>(static_cast<const char*>(hit) - s.data());
}

/// The last line end in [floor, at] that a blank line follows, or npos.
std::size_t blank_line_before(std::string_view s, std::size_t at, std::size_t floor) {
  while ((at = line_end_before(s, at, floor)) != std::string_view::npos) {
    if (s.substr(at, 2) == "\n\n") return at;
    if (at > floor && s.substr(at - 1, 4) == "\r\n\r\n") return at - 1;
    if (at == floor) break;
    --at;
  }
  return std::string_view::npos;
}

/// Bytes in a row that are taken from the front and filled from the back; what was never filled is
/// never touched. Those of somebody else are only looked at.
class Buffer {
 public:
  explicit Buffer(std::size_t most) : most_(most) {}
  void lend(std::string_view whole) { lent_ = whole.data(); }
  std::size_t size() const { return size_; }
  std::size_t wants() const { return most_ - size_; }
  const char* data() const { return lent_ != nullptr ? lent_ : bytes_ ? bytes_.get() : ""; }
  bool full() const { return size_ == most_; }
  std::size_t most() const { return most_; }
  std::span<char> room() {
    if (size_ == capacity_ && capacity_ < most_) {
      const auto more = std::min(most_, std::max(sample, capacity_ * 4));
      std::unique_ptr<char[]> larger(new char[more]);
      if (size_ > 0) std::memcpy(larger.get(), bytes_.get(), size_);
      bytes_ = std::move(larger);
      capacity_ = more;
    }
    return {bytes_.get() + size_, capacity_ - size_};
  }
  void filled(std::size_t n) { size_ += n; }
  void drop(std::size_t n) {
    if (lent_ != nullptr)
      lent_ += n;
    else if (n > 0 && n < size_)
      std::memmove(bytes_.get(), bytes_.get() + n, size_ - n);
    size_ -= n;
  }

 private:
  std::unique_ptr<char[]> bytes_;
  const char* lent_ = nullptr;  ///< what stands at the front now
  std::size_t size_ = 0, capacity_ = 0, most_;
};

/// Browsers are told by two semicolons: a log of a web server, not a table.
bool is_log_with_semicolons(const Table& table, std::string_view start) {
  return table.dialect().delimiter == ';' && !table.means_something() && looks_like_log(start);
}

/// Of a table whose columns promise nothing only the rows that may hold a value by themselves are
/// taken apart.
class MuteRows {
 public:
  MuteRows(std::string_view bytes, char delimiter) : s_(bytes), delimiter_(delimiter) {}
  /// Where to go on from the row that begins at `row`: whole rows without a candidate are passed.
  std::size_t past(std::size_t row) {
    while (true) {
      while (at_ < places_.size() && places_[at_] < row)
        ++at_;
      const auto stop = at_ < places_.size() ? places_[at_] : known_to_;
      if (stop > row) {
        const auto line = line_end_before(s_, stop - 1, row);
        if (line != std::string_view::npos) row = line + 1;
      }
      if (at_ < places_.size() || known_to_ >= s_.size()) return row;
      places_.clear();
      at_ = 0;
      const auto from = std::max(row, known_to_);
      known_to_ = std::min(s_.size(), from + stretch);
      cell_candidates(s_, from, known_to_, delimiter_, places_);
    }
  }

 private:
  static constexpr std::size_t stretch = 16U << 10;
  std::string_view s_;
  char delimiter_;
  std::vector<std::size_t> places_;  ///< candidates in the stretch that ends at known_to_
  std::size_t at_ = 0, known_to_ = 0;
};

}  // namespace

struct Scanner::Impl {
  Impl(std::uint32_t file_number, std::string member_path, Sink& to, const Limits& limits)
      : file(file_number), member(std::move(member_path)), sink(to),
        buffer(std::max(limits.block, least_block) & ~std::size_t{1}),
        least(limits.min_confidence) {
    like.file = file;
    like.member = member;
  }

  enum class Mode { unknown, table, log, prose, structured };

  std::uint32_t file;
  std::string member;
  Sink& sink;
  Buffer buffer;  ///< original bytes
  int least;

  Mode mode = Mode::unknown;
  Encoding encoding = Encoding::bytes;
  std::optional<Table> table;
  std::shared_ptr<const int> table_known;  ///< the same for scanners that know the same table
  bool returns = false;        ///< lines end in carriage returns alone
  bool after_blank = true;     ///< the line before was empty, or there is none
  std::uint64_t stop = std::numeric_limits<std::uint64_t>::max();
  std::unique_ptr<StructuredReader> reader;
  std::unique_ptr<RecordReader> record_reader;
  std::uint64_t origin = 0;    ///< of buffer[0]
  std::uint64_t skipped = 0;   ///< a byte order mark
  bool reaching = false;       ///< enough was fed behind the stop
  std::size_t done = 0;        ///< code units of buffer already searched
  std::size_t next_record = 1;
  std::uint64_t count = 0;
  // Of one row at a time; kept, so that their memory serves again.
  std::vector<Cell> cells;
  std::vector<Hit> row_hits;
  std::vector<ColumnReader> readers;  ///< one for each column of `table`, made when first needed
  Beside beside;
  Sighting like;  ///< this file and member

  void feed(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto to = buffer.room();
      const auto n = std::min(to.size(), bytes.size());
      std::memcpy(to.data(), bytes.data(), n);
      bytes.remove_prefix(n);
      filled(n);
    }
  }
  void filled(std::size_t n) {
    buffer.filled(n);
    if (buffer.full()) work(false);
  }

  /// Of the buffer: where nothing more is begun.
  std::size_t limit() const {
    return stop - origin > std::numeric_limits<std::size_t>::max() / 2
               ? std::string_view::npos
               : static_cast<std::size_t>(stop - origin);
  }

  void begin(bool final) {
    std::size_t skip = 0;
    encoding = encoding_of({buffer.data(), buffer.size()}, skip);
    buffer.drop(skip);
    origin = skipped = skip;
    // Lines that end as those of old Macintoshes do.
    returns = encoding == Encoding::bytes && buffer.size() > 0 &&
              std::memchr(buffer.data(), '\n', buffer.size()) == nullptr &&
              std::memchr(buffer.data(), '\r', buffer.size()) != nullptr;
    const auto stride = stride_of(encoding);
    const std::string_view original(buffer.data(), std::min(buffer.size() / stride * stride, sample * stride));
    const bool plain = encoding == Encoding::bytes && !returns;
    const std::string narrow = plain ? std::string() : reading(original);
    const Text text{plain ? original : std::string_view(narrow), original, origin, encoding};
    const bool whole = final && original.size() + stride > buffer.size();
    if ((reader = structured_reader(text.bytes)) != nullptr) {
      mode = Mode::structured;
      record_reader = std::make_unique<RecordReader>(like);
    } else if (const auto dialect = dialect_of(text.bytes, whole)) {
      // Several tables may follow each other, parted by blank lines: each has its own columns.
      table = table_at(text, 0, final);
      if (!table) table = Table::learn(text, *dialect, whole);
      mode = is_log_with_semicolons(*table, text.bytes) ? Mode::log : Mode::table;
    } else if ((table = table_among(text, final)).has_value()) {
      mode = Mode::table;
    } else if (auto fixed = fixed_columns(text.bytes, whole);
               fixed && (table = Table::learn(text, *fixed, whole))->means_something()) {
      mode = Mode::table;
    } else {
      mode = looks_like_log(text.bytes) ? Mode::log : Mode::prose;
    }
    table_known = std::make_shared<const int>();
  }

  /// What is not looked at as it is: another encoding, other ends of lines.
  std::string reading(std::string_view original) const {
    if (encoding != Encoding::bytes) return narrowed(original, encoding);
    std::string out(original);
    std::replace(out.begin(), out.end(), '\r', '\n');
    return out;
  }

  /// Searches what can be searched and keeps the rest; makes room unless `final`.
  void work(bool final) {
    if (mode == Mode::unknown) begin(final);
    const auto stride = stride_of(encoding);
    const std::string_view original(buffer.data(), buffer.size() / stride * stride);
    const bool plain = encoding == Encoding::bytes && !returns;
    const std::string narrow = plain ? std::string() : reading(original);
    const Text text{plain ? original : std::string_view(narrow), original, origin, encoding};
    const std::size_t searched = mode == Mode::table        ? rows(text, final)
                                 : mode == Mode::structured ? fields(text, final)
                                                            : running(text, final);
    const std::size_t keep_from = searched > look_back ? searched - look_back : 0;
    done = searched - keep_from;
    buffer.drop(keep_from * stride);
    origin += keep_from * stride;
  }

  /// A table under a title, or before another: a block between blank lines that has headings and is
  /// a good part of all there is.
  static std::optional<Table> table_among(const Text& text, bool final) {
    const auto s = text.bytes;
    std::size_t at = 0;
    for (int blocks = 0; blocks < 6 && at < s.size(); ++blocks) {
      std::size_t end = at;
      while ((end = s.find('\n', end)) != std::string_view::npos) {
        std::size_t e = end + 1;
        while (e < s.size() && (s[e] == '\r' || is_blank(s[e]))) ++e;
        if (e < s.size() && s[e] == '\n') break;
        ++end;
      }
      end = std::min(end, s.size());
      if ((end - at) * 5 >= s.size() * 2)
        if (auto table = table_at(text, at, final); table && table->has_headings() && table->means_something())
          return table;
      at = end;
      while (at < s.size() && (s[at] == '\n' || s[at] == '\r' || is_blank(s[at]))) ++at;
    }
    return std::nullopt;
  }

  /// The table that begins at `at` and reaches to a blank line or the end of the sample.
  static std::optional<Table> table_at(const Text& text, std::size_t at, bool final) {
    const auto s = text.bytes;
    std::size_t end = std::min(s.size(), at + sample);
    bool whole = final && end == s.size();
    for (std::size_t k = s.find('\n', at); k < end; k = s.find('\n', k + 1)) {
      std::size_t e = k + 1;
      while (e < end && (s[e] == '\r' || is_blank(s[e]))) ++e;
      if (e >= end || s[e] != '\n') continue;
      end = k + 1;
      whole = true;
      break;
    }
    const auto stride = text.stride();
    const Text part{s.substr(at, end - at), text.original.substr(at * stride, (end - at) * stride),
                    text.offset(at), text.encoding};
    const auto dialect = dialect_of(part.bytes, whole);
    if (!dialect) return std::nullopt;
    return Table::learn(part, *dialect, whole);
  }

  std::size_t rows(const Text& text, bool final) {
    std::size_t i = done;
    MuteRows mute(text.bytes, table->dialect().delimiter);
    RowCutter cutter(text.bytes, table->dialect().delimiter);
    const auto end = limit();
    while (i < text.bytes.size() && i < end) {
      // What follows a blank line may be another table.
      if (table->is_mute() && !after_blank && (i = mute.past(i)) >= end) return end;
      auto next = table->dialect().starts.empty() ? cutter.row(i, cells) : std::string_view::npos;
      if (next == std::string_view::npos)
        next = next_row(text.bytes, i, table->dialect(), final, cells);
      if (next == std::string_view::npos) break;
      if (cells.size() == 1 && cells[0].from == cells[0].to) {
        after_blank = true;
      } else if (after_blank) {
        // A row of another width after a blank line begins another table.
        if (cells.size() != table->dialect().columns) {
          if (!final && text.bytes.size() - i < sample) return i;
          if (auto other = table_at(text, i, final)) {
            table = std::move(other);
            table_known = std::make_shared<const int>();
            readers.clear();
            mute = MuteRows(text.bytes, table->dialect().delimiter);
            cutter = RowCutter(text.bytes, table->dialect().delimiter);
            after_blank = false;
            continue;
          }
        }
        after_blank = false;
      }
      if (table->parts(text, cells))
        row_by_cells(text);
      else
        row_as_a_whole(text);
      i = next;
    }
    return i;
  }

  void row_as_a_whole(const Text& text) {
    table->row(text, cells, next_record, row_hits);
    if (row_hits.empty()) return;
    auto last = next_record + table->people() - 1;
    for (const auto& h : row_hits)
      last = std::max(last, h.record);
    next_record = last + 1;
    const auto earlier = [](const Hit& a, const Hit& b) { return a.from < b.from; };
    if (!std::is_sorted(row_hits.begin(), row_hits.end(), earlier))
      std::stable_sort(row_hits.begin(), row_hits.end(), earlier);
    emit(text, row_hits);
    row_hits.clear();
  }

  /// The same, a cell at a time and without a copy, where a reader of its column can tell.
  void row_by_cells(const Text& text) {
    if (readers.empty())
      for (const auto& column : table->columns())
        readers.emplace_back(column, like);
    table->look_beside(text, cells, beside);
    bool any = false;
    auto last = next_record;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const auto said = readers[c].read(text, cells[c], beside);
      if (said == ColumnReader::Said::nothing) continue;
      if (said == ColumnReader::Said::seen) {
        any = true;
        auto& seen = readers[c].sighting();
        if (seen.confidence < least) continue;
        seen.offset = text.offset(cells[c].from);
        seen.length = (cells[c].to - cells[c].from) * text.stride();
        seen.record = next_record;
        ++count;
        sink.seen(seen);
        continue;
      }
      table->cell(text, cells, c, beside, next_record, row_hits);
      any = any || !row_hits.empty();
      for (const auto& h : row_hits)
        last = std::max(last, h.record);
      emit(text, row_hits);
      row_hits.clear();
    }
    if (any) next_record = last + 1;
  }

  std::size_t running(const Text& text, bool final) {
    const auto s = text.bytes;
    std::size_t cut = s.size();
    if (!final) {
      const std::size_t last = s.size() - look_ahead, half = std::max(done, s.size() / 2);
      cut = mode == Mode::log ? std::string_view::npos : blank_line_before(s, last, half);
      if (cut == std::string_view::npos) cut = line_end_before(s, last, half);
      // One endless line: cut anywhere; the windows overlap by more than any value is long.
      if (cut == std::string_view::npos) cut = last;
    }
    cut = reaching ? std::min(limit(), s.size()) : std::min(limit(), cut);
    auto hits = search_prose(text, done, cut, mode == Mode::log ? Unit::line : Unit::paragraph,
                             next_record);
    drop_bare_names(hits);
    if (final && done == 0 && mode == Mode::prose && s.size() <= longest_note)
      add_names_alone(text, 0, s.size(), hits);
    hand_on(text, hits);
    return cut;
  }

  std::size_t fields(const Text& text, bool final) {
    Handed out(*this);
    reader->begins_none_from(limit());
    const auto searched = reader->read(text, done, final, out);
    // What was nested is handed on before what is around it.
    const auto earlier = [](const Finding& a, const Finding& b) { return a.offset < b.offset; };
    if (!std::is_sorted(out.findings.begin(), out.findings.end(), earlier))
      std::stable_sort(out.findings.begin(), out.findings.end(), earlier);
    for (auto& f : out.findings) sink.found(std::move(f));
    return searched;
  }

  /// Takes records from a reader of structured text.
  class Handed final : public Records {
   public:
    explicit Handed(Impl& scanner) : scanner_(scanner) {}
    std::size_t fresh() override { return scanner_.next_record++; }
    void record(Record& record) override {
      at_once_ = findings.empty() && scanner_.reader->in_order();
      if (scanner_.record_reader->read(record))
        sightings(record);
      else
        hits(record);
      at_once_ = false;
      record.clear_fields();
    }
    void prose(const Mapped& piece, Unit unit) override {
      const Text text{piece.bytes(), piece.bytes(), 0, Encoding::bytes};
      auto found = search_prose(text, 0, piece.size(), unit, scanner_.next_record);
      scanner_.drop_bare_names(found);
      for (auto& h : found)
        keep(h, piece.offset(h.from), piece.end(h.to));
    }
    /// What waits, for something that stands before it may still come.
    std::vector<Finding> findings;

   private:
    void sightings(const Record& record) {
      for (const auto& [field, what] : scanner_.record_reader->seen()) {
        if (what->confidence < scanner_.least) continue;
        const auto [from, to] = record.values.places(field->from, field->to);
        what->offset = from;
        what->length = length_of(from, to);
        what->record = record.number;
        ++scanner_.count;
        if (at_once_)
          scanner_.sink.seen(*what);
        else
          findings.push_back(what->kept());
      }
    }
    void hits(Record& record) {
      std::map<std::size_t, std::size_t> others;
      for (auto& h : hits_of(record)) {
        if (h.record != 0 && others.count(h.record) == 0) others[h.record] = fresh();
        h.record = h.record == 0 ? record.number : others[h.record];
        if (h.confidence >= scanner_.least)
          keep(h, record.values.offset(h.from), record.values.end(h.to));
      }
    }
    void keep(Hit& h, std::uint64_t from, std::uint64_t to) {
      auto finding = scanner_.finding(h, from, length_of(from, to));
      if (at_once_)
        scanner_.sink.found(std::move(finding));
      else
        findings.push_back(std::move(finding));
    }
    static std::uint64_t length_of(std::uint64_t from, std::uint64_t to) {
      return to > from ? to - from : 1;
    }
    Impl& scanner_;
    bool at_once_ = false;
  };

  /// A name in running text counts only beside something; in a column it has its heading.
  void drop_bare_names(std::vector<Hit>& hits) const {
    std::set<std::size_t> with_values;
    for (const auto& h : hits)
      if (h.element != Element::name && h.confidence >= least) with_values.insert(h.record);
    hits.erase(std::remove_if(hits.begin(), hits.end(),
                              [&](const Hit& h) {
                                return h.confidence < least ||
                                       (h.element == Element::name && with_values.count(h.record) == 0);
                              }),
               hits.end());
  }

  Finding finding(Hit& h, std::uint64_t offset, std::uint64_t length) {
    Finding f;
    f.file = file;
    f.member = member;
    f.offset = offset;
    f.length = length;
    f.element = h.element;
    f.part = h.part;
    f.confidence = h.confidence;
    f.record = h.record;
    f.masked = masked(h.element, h.norm);
    f.norm = Personal<std::string>(std::move(h.norm));
    if (h.element == Element::address) f.postal = Personal<Postal>(std::move(h.postal));
    f.reason = std::move(h.reason);
    ++count;
    return f;
  }

  void emit(const Text& text, std::vector<Hit>& hits) {
    if (mode != Mode::table) drop_bare_names(hits);
    hand_on(text, hits);
  }
  void hand_on(const Text& text, std::vector<Hit>& hits) {
    for (auto& h : hits)
      if (h.confidence >= least)
        sink.found(finding(h, text.offset(h.from), (h.to - h.from) * text.stride()));
  }
};

Scanner::Scanner(std::uint32_t file, std::string member, Sink& sink, const Limits& limits)
    : impl_(std::make_unique<Impl>(file, std::move(member), sink, limits)) {}
Scanner::~Scanner() = default;

void Scanner::feed(std::string_view bytes) { impl_->feed(bytes); }
void Scanner::lend(std::string_view whole) { impl_->buffer.lend(whole); }
std::size_t Scanner::wants() const { return impl_->buffer.wants(); }
std::span<char> Scanner::room() { return impl_->buffer.room(); }
void Scanner::filled(std::size_t bytes) { impl_->filled(bytes); }
void Scanner::finish() { impl_->work(true); }

void Scanner::learn(std::string_view head) {
  auto& i = *impl_;
  while (!head.empty() && !i.buffer.full()) {
    const auto to = i.buffer.room();
    const auto n = std::min(to.size(), head.size());
    std::memcpy(to.data(), head.data(), n);
    head.remove_prefix(n);
    i.buffer.filled(n);
  }
  i.begin(false);
  i.buffer = Buffer(i.buffer.most());
}
std::size_t Scanner::learns_from() const { return impl_->buffer.most(); }

std::size_t Scanner::piece_begins(std::string_view s) const {
  for (auto at = s.find('\n', 1); at != std::string_view::npos && at + 1 < s.size();
       at = s.find('\n', at + 1)) {
    switch (impl_->mode) {
    case Impl::Mode::prose:
      if (s[at + 1] == '\n' || s.substr(at + 1, 2) == "\r\n") return at;
      break;
    case Impl::Mode::log: return at;
    case Impl::Mode::table:
      // Not behind a blank line, where another table may begin.
      if (at > 1 && s[at - 1] != '\n' && s.substr(at - 2, 2) != "\n\r") return at + 1;
      break;
    default: return at + 1;
    }
  }
  return std::string_view::npos;
}

std::unique_ptr<Scanner> Scanner::from(std::uint64_t place, Sink& sink) const {
  const auto& i = *impl_;
  if (i.mode == Impl::Mode::unknown || i.encoding != Encoding::bytes || i.returns) return nullptr;
  auto reader = i.reader ? i.reader->fork() : nullptr;
  if (i.reader && !reader) return nullptr;
  auto out = std::make_unique<Scanner>(i.file, i.member, sink, Limits{});
  auto& o = *out->impl_;
  o.buffer = Buffer(i.buffer.most());
  o.least = i.least;
  o.mode = i.mode;
  o.table = i.table;
  o.table_known = i.table_known;
  o.after_blank = place == 0;
  o.reader = std::move(reader);
  if (o.reader) o.record_reader = std::make_unique<RecordReader>(o.like);
  o.skipped = i.skipped;
  o.origin = std::max<std::uint64_t>(i.skipped, place > look_back ? place - look_back : 0);
  o.done = static_cast<std::size_t>(std::max(place, o.origin) - o.origin);
  return out;
}

std::uint64_t Scanner::feeds_from() const { return impl_->origin; }
void Scanner::stop_at(std::uint64_t place) { impl_->stop = place; }
void Scanner::reach() {
  impl_->reaching = true;
  impl_->work(false);
  impl_->reaching = false;
}

bool Scanner::goes_on_as(const Scanner& knows) const {
  const auto &a = *impl_, &b = *knows.impl_;
  return a.origin + a.done == a.stop && a.mode == b.mode && a.table_known == b.table_known &&
         (a.mode != Impl::Mode::table || !a.after_blank) &&
         (a.reader == nullptr || (b.reader != nullptr && a.reader->goes_on_as(*b.reader)));
}

std::uint64_t Scanner::records() const { return impl_->next_record - 1; }
std::uint64_t Scanner::findings() const { return impl_->count; }

std::string_view Scanner::kind() const {
  switch (impl_->mode) {
    case Impl::Mode::table: return "delimited text";
    case Impl::Mode::log: return "log";
    case Impl::Mode::structured: return impl_->reader->kind();
    default: return "text";
  }
}

}  // namespace ledgelight::discover
