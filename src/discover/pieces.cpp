#include "discover/pieces.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <limits>
#include <mutex>
#include <utility>
#include <vector>

#include "discover/scanner.hpp"

namespace ledgelight::discover {
namespace {

constexpr std::uint64_t none = std::numeric_limits<std::uint64_t>::max();
constexpr std::size_t step = 256U << 10;
constexpr std::uint64_t least_piece = 256U << 10;
constexpr std::uint64_t looked_through = 4U << 20;  ///< for the begin of a piece
constexpr std::uint64_t hashed_at_once = 8U << 20;

/// Nothing is found by who only knows.
class Nowhere final : public Sink {
 public:
  void found(Finding) override {}
  void unread(Unread) override {}
  void read(FileRead) override {}
};

/// To whoever takes it, with the records numbered after those before.
class Relay final : public Sink {
 public:
  explicit Relay(Sink& to) : to_(&to) {}
  void go_on(Sink& to, std::uint64_t records) { to_ = &to, records_ = records; }
  std::uint64_t records() const { return records_; }
  void found(Finding f) override {
    f.record += records_;
    to_->found(std::move(f));
  }
  void seen(const Sighting& what) override {
    auto moved = what;
    moved.record += records_;
    to_->seen(moved);
  }
  void unread(Unread what) override { to_->unread(std::move(what)); }
  void read(FileRead what) override { to_->read(std::move(what)); }
  void text(std::uint32_t file, std::string_view member, std::uint64_t offset,
            std::string_view bytes) override {
    to_->text(file, member, offset, bytes);
  }

 private:
  Sink* to_;
  std::uint64_t records_ = 0;
};

/// One search along the text: its scanner, and the byte it is fed with next.
struct Search {
  explicit Search(Sink& sink) : relay(sink) {}
  Relay relay;
  std::unique_ptr<Scanner> scanner;
  std::uint64_t fed = 0;
  bool ended = false;  ///< there were no more bytes
  std::uint64_t told = 0;  ///< of the text: whoever finds something in a piece is told its text
  std::string late;        ///< bytes from there on that the scanner has already, of the next piece
};

/// A piece that is searched ahead.
struct Ahead {
  enum class State { offered, taken, done, failed };
  std::size_t number = 0;
  std::uint64_t begin = 0, stop = none;
  std::shared_ptr<const Scanner> knows;  ///< what it began with
  std::unique_ptr<Sink> apart;
  std::unique_ptr<Search> search;
  std::unique_ptr<ByteSource> bytes;
  State state = State::offered;  ///< under Board::mutex
};

struct Board {
  std::mutex mutex;
  std::condition_variable changed;
  bool over = false;  ///< what is searched ahead is not asked for any more
};

class PieceSearch {
 public:
  PieceSearch(ByteSource& source, std::unique_ptr<ByteSource> bytes, std::uint64_t size,
              std::uint32_t file, const std::string& member, Sink& sink, const Limits& limits,
              EncodedSearch& encoded)
      : source_(source), bytes_(std::move(bytes)), size_(size), file_(file), member_(member),
        sink_(sink), of_pieces_(dynamic_cast<SinkOfPieces*>(&sink)), limits_(limits),
        encoded_(encoded),
        piece_(std::max(limits.piece, least_piece)) {}
  ~PieceSearch() { drop_ahead(); }

  bool begin() {
    first_ = std::make_unique<Scanner>(file_, member_, nowhere_, limits_);
    std::string head(
        static_cast<std::size_t>(std::min<std::uint64_t>(first_->learns_from(), size_)), '\0');
    const auto n = bytes_->read_at(0, head);
    if (!n || *n < head.size()) return false;
    first_->learn(head);
    knows_ = first_->from(0, nowhere_);
    if (knows_ == nullptr) return false;
    search_ = std::make_unique<Search>(sink_);
    search_->scanner = first_->from(0, search_->relay);
    search_->fed = search_->scanner->feeds_from();
    starts_.push_back(0);
    if (limits_.from.place > 0) go_on_from(limits_.from);
    return true;
  }

  void go_on_from(const Limits::From& from) {
    while (start(front_) < from.place)
      ++front_;
    if (start(front_) != from.place) {
      trouble_ = "the place to go on from is none of this text";
      return;
    }
    search_->relay.go_on(sink_, from.records);
    search_->scanner = first_->from(from.place, search_->relay);
    search_->fed = search_->scanner->feeds_from();
    search_->told = from.place;
    knows_ = first_->from(from.place, nowhere_);
    // What stands in another writing is told at the end: it is looked for before that place too.
    std::string before(step, '\0');
    while (read_ < from.place) {
      const auto n = bytes_->read_at(read_, std::span<char>(before).first(static_cast<std::size_t>(
                                                std::min<std::uint64_t>(step, from.place - read_))));
      if (!n || *n == 0) {
        trouble_ = n ? "it is shorter than it was" : n.error().detail;
        return;
      }
      encoded_.feed(std::string_view(before).substr(0, *n));
      read_ += *n;
    }
    again_ = true;
  }

  PiecesRead run() {
    begin_text();
    while (!search_->ended && trouble_.empty()) {
      look_ahead();
      const bool next = !ahead_.empty() && ahead_.front()->number == front_;
      if (next && search_->scanner->goes_on_as(*ahead_.front()->knows)) {
        take_or_work();
      } else {
        if (next) drop_ahead();
        go_on_here();
      }
    }
    read_on();
    drop_ahead();
    out_.findings += search_->scanner->findings();
    out_.bytes = read_;
    out_.kind = std::string(search_->scanner->kind());
    out_.trouble = trouble_;
    return std::move(out_);
  }

 private:
  /// Where piece `n` begins; none when there are not so many.
  std::uint64_t start(std::size_t n) {
    while (n >= starts_.size() && !all_known_) {
      looked_at_ = std::max(looked_at_ + piece_, starts_.back() + piece_ / 2);
      if (looked_at_ + piece_ / 2 >= size_ || looked_at_ + Scanner::look_on >= size_) {
        all_known_ = true;
        break;
      }
      if (const auto at = begin_near(looked_at_); at != none) starts_.push_back(at);
    }
    return n < starts_.size() ? starts_[n] : none;
  }

  std::uint64_t begin_near(std::uint64_t place) {
    std::string window;
    for (std::uint64_t most = 64U << 10; most <= looked_through; most *= 8) {
      const auto room = std::min({most, piece_ / 2, size_ - place});
      window.resize(static_cast<std::size_t>(room));
      const auto n = bytes_->read_at(place, window);
      if (!n) return none;
      window.resize(*n);
      const auto at = first_->piece_begins(window);
      if (at != std::string_view::npos)
        return place + at + Scanner::look_on <= size_ ? place + at : none;
      if (room < most) break;
    }
    return none;
  }

  /// Searches on to `stop`. False when the bytes ended or did not come. `here`: by who reads the
  /// source, from which each byte is taken once.
  bool along(Search& search, ByteSource& bytes, std::uint64_t stop, bool here) {
    auto& scanner = *search.scanner;
    scanner.stop_at(stop);
    if (!search.late.empty()) {
      const auto at = search.told;
      tell(search, at, std::exchange(search.late, {}), stop);
    }
    const auto most = stop == none ? none : stop + Scanner::look_on;
    while (search.fed < most) {
      auto room = scanner.room();
      room = room.first(static_cast<std::size_t>(
          std::min<std::uint64_t>({room.size(), step, most - search.fed})));
      std::size_t got = 0;
      if (here && search.fed == read_) {
        auto n = next_bytes(room);
        if (!n) {
          trouble_ = n.error().detail;
          scanner.finish();
          return false;
        }
        got = *n;
        read_ += got;
      } else {
        if (here && search.fed < read_)
          room = room.first(
              static_cast<std::size_t>(std::min<std::uint64_t>(room.size(), read_ - search.fed)));
        const auto n = bytes.read_at(search.fed, room);
        got = n ? *n : 0;
      }
      if (got == 0) {
        scanner.finish();
        search.ended = true;
        return false;
      }
      tell(search, search.fed, {room.data(), got}, stop);
      scanner.filled(got);
      search.fed += got;
      if (!here && over()) return false;
    }
    scanner.reach();
    return true;
  }

  /// Of the source, or of its bytes behind the place that it is gone on from.
  Result<std::size_t> next_bytes(std::span<char> into) {
    const auto n = TRY(again_ ? bytes_->read_at(read_, into) : source_.read(into));
    encoded_.feed({into.data(), n});
    if (again_ && !sink_.progress(read_ + n)) {
      out_.stopped = true;
      return fail(Errc::conflict, "the scan was stopped");
    }
    return n;
  }

  /// Text that the scanner gets, from `at` on; what stands behind `stop` when that piece begins.
  void tell(Search& search, std::uint64_t at, std::string_view bytes, std::uint64_t stop) {
    if (at < search.told)
      bytes.remove_prefix(
          static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), search.told - at)));
    if (bytes.empty()) return;
    const auto now = search.told >= stop || !search.late.empty()
                         ? 0
                         : std::min<std::uint64_t>(bytes.size(), stop - search.told);
    if (now > 0) {
      search.relay.text(file_, member_, search.told,
                        bytes.substr(0, static_cast<std::size_t>(now)));
      search.told += now;
    }
    search.late += bytes.substr(static_cast<std::size_t>(now));
  }
  /// A byte order mark, which no scanner gets.
  void begin_text() {
    if (search_->fed <= search_->told) return;
    std::string mark(static_cast<std::size_t>(search_->fed - search_->told), '\0');
    const auto n = bytes_->read_at(search_->told, mark);
    mark.resize(n ? *n : 0);
    tell(*search_, search_->told, mark, none);
    read_to(search_->fed);
  }

  void go_on_here() {
    if (!along(*search_, *bytes_, start(front_ + 1), true)) return;
    ++front_;
    know();
    piece_ends();
  }

  void piece_ends() {
    if (of_pieces_ != nullptr) of_pieces_->piece(start(front_));
    if (search_->scanner->goes_on_as(*first_))
      sink_.reached(start(front_), search_->relay.records() + search_->scanner->records());
  }

  bool over() {
    const std::lock_guard lock(board_->mutex);
    return board_->over;
  }

  /// What the search that stands at a begin knows, for those ahead of it.
  void know() { knows_ = search_->scanner->from(start(front_), nowhere_); }

  /// Offers pieces as far ahead as there are threads for.
  void look_ahead() {
    if (limits_.crew == nullptr || knows_ == nullptr) return;
    std::size_t taken = 0;
    {
      const std::lock_guard lock(board_->mutex);
      for (const auto& a : ahead_)
        taken += a->state == Ahead::State::taken ? 1 : 0;
    }
    const auto most = 2 * (limits_.crew->idle() + taken);
    ahead_of_ = std::max(ahead_of_, front_ + 1);
    while (ahead_.size() < most && start(ahead_of_) != none) {
      auto a = std::make_shared<Ahead>();
      a->number = ahead_of_;
      a->begin = start(ahead_of_);
      a->stop = start(ahead_of_ + 1);
      a->apart = sink_.apart();
      a->bytes = source_.again();
      if (a->apart == nullptr || a->bytes == nullptr) return;
      a->search = std::make_unique<Search>(*a->apart);
      a->search->scanner = knows_->from(a->begin, a->search->relay);
      if (a->search->scanner == nullptr) return;
      a->search->fed = a->search->scanner->feeds_from();
      a->search->told = a->begin;
      a->knows = knows_;
      ++ahead_of_;
      ahead_.push_back(a);
      limits_.crew->offer([this, a, board = board_] {
        {
          const std::lock_guard lock(board->mutex);
          if (board->over || a->state != Ahead::State::offered) return;
          a->state = Ahead::State::taken;
        }
        finish_ahead(*a, *board, false);
      });
    }
  }

  void finish_ahead(Ahead& a, Board& board, bool here) {
    auto state = Ahead::State::done;
    try {
      if (!along(*a.search, *a.bytes, a.stop, here) && !a.search->ended)
        state = Ahead::State::failed;
      // Only the last piece may end.
      if (a.search->ended && a.stop != none) state = Ahead::State::failed;
    } catch (const std::bad_alloc&) {
      state = Ahead::State::failed;
    }
    const std::lock_guard lock(board.mutex);
    a.state = state;
    board.changed.notify_all();
  }

  /// The piece ahead is the next: takes it when it is done, else does what else is to be done.
  void take_or_work() {
    std::shared_ptr<Ahead> mine;
    {
      std::unique_lock lock(board_->mutex);
      auto& next = *ahead_.front();
      if (next.state == Ahead::State::failed) {
        lock.unlock();
        drop_ahead();
        go_on_here();
        return;
      }
      if (next.state == Ahead::State::done) {
        lock.unlock();
        take();
        return;
      }
      if (read_ >= std::min(next.begin + piece_, size_)) {
        for (auto& a : ahead_)
          if (a->state == Ahead::State::offered) {
            a->state = Ahead::State::taken;
            mine = a;
            break;
          }
        if (mine == nullptr && read_ >= size_) {
          board_->changed.wait(lock, [&] {
            return next.state == Ahead::State::done || next.state == Ahead::State::failed;
          });
          return;
        }
      }
    }
    if (mine != nullptr)
      finish_ahead(*mine, *board_, true);
    else
      read_to(read_ + hashed_at_once);
  }

  void take() {
    const auto a = std::move(ahead_.front());
    ahead_.pop_front();
    const auto records = search_->relay.records() + search_->scanner->records();
    out_.findings += search_->scanner->findings();
    sink_.join(std::move(a->apart), records);
    a->search->relay.go_on(sink_, records);
    search_ = std::move(a->search);
    ++front_;
    if (!search_->ended) {
      know();
      piece_ends();
    }
    // What was offered goes on from an earlier place, and is held against this one when its turn
    // comes.
  }

  /// Nobody goes on with what was offered; returns when nobody does.
  void drop_ahead() {
    std::unique_lock lock(board_->mutex);
    board_->over = true;
    board_->changed.wait(lock, [&] {
      return std::none_of(ahead_.begin(), ahead_.end(),
                          [](const auto& a) { return a->state == Ahead::State::taken; });
    });
    ahead_.clear();
    ahead_of_ = 0;
    lock.unlock();
    board_ = std::make_shared<Board>();
  }

  /// Reads the source on, for whoever counts and hashes what is read.
  void read_to(std::uint64_t place) {
    if (!buffer_) buffer_.reset(new char[step]);
    while (read_ < place && trouble_.empty()) {
      const auto n = next_bytes(
          {buffer_.get(), static_cast<std::size_t>(std::min<std::uint64_t>(step, place - read_))});
      if (!n) trouble_ = n.error().detail;
      if (!n || *n == 0) {
        size_ = std::min(size_, read_);
        return;
      }
      read_ += *n;
    }
  }
  void read_on() {
    if (trouble_.empty()) read_to(none);
  }

  ByteSource& source_;
  std::unique_ptr<ByteSource> bytes_;
  std::uint64_t size_;
  std::uint32_t file_;
  const std::string& member_;
  Sink& sink_;
  SinkOfPieces* of_pieces_;  ///< the same, when it is one
  const Limits& limits_;
  EncodedSearch& encoded_;
  std::uint64_t piece_, looked_at_ = 0, read_ = 0;
  std::vector<std::uint64_t> starts_;
  bool all_known_ = false, again_ = false;
  Nowhere nowhere_;
  std::unique_ptr<Scanner> first_;  ///< what the head of the text told
  std::shared_ptr<const Scanner>
      knows_;  ///< where search_ last stood; nullptr: nobody else can go on
  std::unique_ptr<Search> search_;
  std::size_t front_ = 0;     ///< the piece that search_ goes on with
  std::size_t ahead_of_ = 1;  ///< the next piece to be offered
  std::deque<std::shared_ptr<Ahead>> ahead_;
  std::shared_ptr<Board> board_ = std::make_shared<Board>();
  std::unique_ptr<char[]> buffer_;
  std::string trouble_;
  PiecesRead out_;
};

}  // namespace

std::optional<PiecesRead> search_pieces(ByteSource& source, std::uint32_t file,
                                        const std::string& member, Sink& sink,
                                        const Limits& limits, EncodedSearch& encoded) {
  const auto size = source.size();
  if (!size || *size <= 2 * std::max(limits.piece, least_piece)) return std::nullopt;
  auto bytes = source.again();
  if (bytes == nullptr) return std::nullopt;
  PieceSearch search(source, std::move(bytes), *size, file, member, sink, limits, encoded);
  if (!search.begin()) return std::nullopt;
  return search.run();
}

}  // namespace ledgelight::discover
