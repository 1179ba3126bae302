// SQL dumps: INSERT (one row or many, with or without its columns), COPY … FROM stdin, UPDATE …
// SET. CREATE TABLE names the columns of an INSERT that does not. What is no such statement is
// text.
#include <algorithm>
#include <array>
#include <cstring>
#include <map>

#include "base/text.hpp"
#include "discover/record.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_head = 32U << 10;  ///< "INSERT INTO t (a, b, …) VALUES"
constexpr std::size_t most_tables = 2000, most_columns = 2000;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool in_word(char c) { return is_word(c) || c == '_' || c == '$' || c == '#'; }

bool comment_begins(std::string_view s, std::size_t i) {
  return i + 1 < s.size() && ((s[i] == '-' && s[i + 1] == '-') || (s[i] == '/' && s[i + 1] == '*'));
}

/// Past the comment that begins at `i`; npos when it has no end.
std::size_t past_comment(std::string_view s, std::size_t i) {
  const bool line = s[i] == '-';
  const auto e = line ? s.find('\n', i + 2) : s.find("*/", i + 2);
  return e == npos ? npos : e + (line ? 1 : 2);
}

using Stretch = std::pair<std::size_t, std::size_t>;  ///< from, to

/// Words and names of a statement's head, without their quotes.
class Head {
 public:
  Head(std::string_view s, std::size_t at) : s_(s), at_(at) {}
  std::size_t at() const { return at_; }
  /// What was passed over; some of it twice when a reading was given up and begun again.
  const std::vector<Stretch>& comments() const { return comments_; }
  void skip() {
    while (at_ < s_.size()) {
      if (blank(s_[at_])) {
        ++at_;
        continue;
      }
      if (!comment_begins(s_, at_)) break;
      const auto e = std::min(past_comment(s_, at_), s_.size());
      comments_.emplace_back(at_, e);
      at_ = e;
    }
  }
  bool take(char c) {
    skip();
    if (at_ >= s_.size() || s_[at_] != c) return false;
    ++at_;
    return true;
  }
  /// The next word if it is this one, in any case.
  bool take(std::string_view lower) {
    skip();
    if (at_ + lower.size() > s_.size()) return false;
    for (std::size_t i = 0; i < lower.size(); ++i) {
      const char c = s_[at_ + i];
      if ((is_upper(c) ? static_cast<char>(c + 32) : c) != lower[i]) return false;
    }
    if (at_ + lower.size() < s_.size() && in_word(s_[at_ + lower.size()])) return false;
    at_ += lower.size();
    return true;
  }
  std::string name() {
    skip();
    if (at_ >= s_.size()) return {};
    const char open = s_[at_];
    const char shut = open == '[' ? ']' : open;
    if (open == '`' || open == '"' || open == '[' || open == '\'') {
      const auto e = s_.find(shut, at_ + 1);
      if (e == npos || e - at_ > 200) return {};
      std::string out(s_.substr(at_ + 1, e - at_ - 1));
      at_ = e + 1;
      return out;
    }
    const std::size_t from = at_;
    while (at_ < s_.size() && in_word(s_[at_]))
      ++at_;
    return std::string(s_.substr(from, std::min<std::size_t>(at_ - from, 200)));
  }
  /// "db"."schema"."table": the last.
  std::string table() {
    auto out = name();
    while (take('.'))
      out = name();
    return lowered(out);
  }
  /// "(a, b, c)"; empty when it is no list of names.
  std::vector<std::string> names() {
    std::vector<std::string> out;
    const std::size_t from = at_;
    if (!take('(')) return out;
    do {
      auto one = name();
      if (one.empty() || out.size() > most_columns) return at_ = from, std::vector<std::string>();
      out.push_back(std::move(one));
    } while (take(','));
    if (!take(')')) return at_ = from, std::vector<std::string>();
    return out;
  }

 private:
  std::string_view s_;
  std::size_t at_;
  std::vector<Stretch> comments_;
};

class Sql final : public StructuredReader {
 public:
  std::string_view kind() const override { return "SQL"; }
  bool in_order() const override { return true; }

  std::size_t read(const Text& text, std::size_t from, bool final, Records& out) override {
    std::size_t i = from;
    const auto size = text.bytes.size();
    while (i < size) {
      if (i >= none_from_ && between()) return i;
      std::size_t next = i;
      switch (state_) {
      case State::statement: next = statement(text, i, final, out); break;
      case State::rows: next = row_start(text, i, final, out); break;
      case State::row: next = value(text, i, final, out); break;
      case State::set: next = assignment(text, i, final, out); break;
      case State::long_text: next = go_on(text, i, final, out); break;
      case State::copy: next = copy_row(text, i, final, out); break;
      }
      if (next == i) return i;
      i = next;
    }
    if (final) end_row(out);
    return i;
  }

  std::unique_ptr<StructuredReader> fork() const override {
    if (!between()) return nullptr;
    auto out = std::make_unique<Sql>();
    out->state_ = state_;
    out->table_ = table_;
    out->set_key_ = set_key_;
    out->tables_ = tables_;
    out->in_comment_ = in_comment_;
    return out;
  }
  bool goes_on_as(const StructuredReader& other) const override {
    const auto* sql = dynamic_cast<const Sql*>(&other);
    return sql != nullptr && between() && sql->between() && state_ == sql->state_ &&
           table_ == sql->table_ && set_key_ == sql->set_key_ && tables_ == sql->tables_ &&
           in_comment_ == sql->in_comment_;
  }

 private:
  enum class State { statement, rows, row, set, long_text, copy };

  struct Known {
    std::vector<std::string> columns;
    std::vector<Meaning> meanings;
    /// Without headings: what a column has been found to hold, and how often.
    std::vector<std::pair<Meaning, std::uint32_t>> learned;
    /// Alike in all that learn() and add() ask of them: often enough is often enough.
    friend bool operator==(const Known& a, const Known& b) {
      return a.columns == b.columns && a.meanings == b.meanings &&
             std::equal(a.learned.begin(), a.learned.end(), b.learned.begin(), b.learned.end(),
                        [](const auto& x, const auto& y) {
                          return x.first == y.first &&
                                 std::min(x.second, 3U) == std::min(y.second, 3U);
                        });
    }
  };

  /// Between two statements, or two rows of one.
  bool between() const {
    return (state_ == State::statement || state_ == State::rows || state_ == State::copy) &&
           record_.fields.empty();
  }

  Known& known(const std::string& table) {
    if (tables_.size() >= most_tables && tables_.count(table) == 0) {
      tables_.clear();
      known_now_ = nullptr;
    }
    return tables_[table];
  }

  /// What is known of the table that is read.
  Known& known_now() {
    if (known_now_ == nullptr || known_name_ != table_) {
      known_now_ = &known(table_);
      known_name_ = table_;
    }
    return *known_now_;
  }

  void columns_are(const std::string& table, std::vector<std::string> columns) {
    auto& k = known(table);
    k.columns = std::move(columns);
    k.meanings.clear();
    for (const auto& c : k.columns)
      k.meanings.push_back(keys_.meaning(table, c));
  }

  /// At the start of a statement, or of anything else.
  std::size_t statement(const Text& text, std::size_t i, bool final, Records& out) {
    const auto s = text.bytes;
    while (i < s.size() && i != none_from_ && (blank(s[i]) || s[i] == ';'))
      ++i;
    if (i == s.size() || i == none_from_) return i;
    if (comment_begins(s, i)) {
      in_comment_ = in_comment_ || s[i] == '/';
      return plain(text, i, final, out);
    }
    const bool all = final || s.size() - i >= longest_head;  // as much of the head as will come
    Head h(s.substr(0, std::min(s.size(), i + longest_head)), i);
    if (h.take("insert") || h.take("replace")) {
      // They come in this order, most often only the one before the last.
      static constexpr std::array<std::string_view, 12> words{
          "low_priority", "delayed", "high_priority", "ignore",    "or",  "replace",
          "rollback",     "abort",   "fail",          "overwrite", "all", "into"};
      if (!h.take("into"))
        for (auto word : words)
          h.take(word);
      h.take("table");
      return insert(text, h, i, all, out);
    }
    if (h.take("into")) return insert(text, h, i, all, out);
    if (h.take("copy")) {
      table_ = h.table();
      auto columns = h.names();
      const bool from = h.take("from") && h.take("stdin");
      const auto end = s.find('\n', h.at());
      if (!from || end == npos || end > i + longest_head) {
        if (!all) return i;
        if (!from) return plain(text, i, final, out);
      }
      if (!columns.empty()) columns_are(table_, std::move(columns));
      say_comments(text, h, out);
      say_lines(text, h.at(), std::min(end, s.size()), out);
      state_ = State::copy;
      return end == npos ? s.size() : end + 1;
    }
    if (h.take("create")) return create(text, h, i, final, all, out);
    if (h.take("update")) {
      table_ = h.table();
      if (!h.take("set")) return all ? plain(text, i, final, out) : i;
      say_comments(text, h, out);
      state_ = State::set;
      record_.clear();
      return h.at();
    }
    return plain(text, i, final, out);
  }

  std::size_t insert(const Text& text, Head& h, std::size_t i, bool all, Records& out) {
    table_ = h.table();
    auto columns = h.names();
    if (h.take("overriding") && (h.take("system") || h.take("user"))) h.take("value");
    if (!(h.take("values") || h.take("value"))) {
      if (!all) return i;
      return plain(text, i, true, out);
    }
    if (!columns.empty()) columns_are(table_, std::move(columns));
    say_comments(text, h, out);
    state_ = State::rows;
    return h.at();
  }

  std::size_t create(const Text& text, Head& h, std::size_t i, bool final, bool all, Records& out) {
    const auto s = text.bytes;
    for (std::string_view word : {"global", "local", "temporary", "temp", "unlogged", "external"})
      h.take(word);
    if (!h.take("table")) return plain(text, i, final, out);
    if (h.take("if")) h.take("not"), h.take("exists");
    table_ = h.table();
    if (!h.take('(')) return all ? plain(text, i, final, out) : i;
    // The names that stand first between the commas of the outer parentheses.
    std::vector<std::string> columns;
    std::vector<Stretch> comments;
    std::size_t k = h.at(), depth = 1;
    const std::size_t stop = std::min(s.size(), i + longest_head);
    bool first = true;
    while (k < stop && depth > 0) {
      Head part(s.substr(0, stop), k);
      if (first && depth == 1) {
        part.skip();
        comments.insert(comments.end(), part.comments().begin(), part.comments().end());
        const bool quoted = part.at() < stop && !in_word(s[part.at()]);
        auto name = part.name();
        if (part.at() == k)
          ++k;
        else
          k = part.at();
        const auto low = lowered(name);
        const bool rule = !quoted && (low == "primary" || low == "key" || low == "unique" ||
                                      low == "constraint" || low == "foreign" || low == "index" ||
                                      low == "check" || low == "fulltext");
        if (!name.empty() && !rule && columns.size() < most_columns)
          columns.push_back(std::move(name));
        first = false;
        continue;
      }
      if (comment_begins(s.substr(0, stop), k)) {
        const auto e = std::min(past_comment(s.substr(0, stop), k), stop);
        comments.emplace_back(k, e);
        k = e;
        continue;
      }
      const char c = s[k];
      if (c == '\'' || c == '"' || c == '`') {
        const auto e = s.substr(0, stop).find(c, k + 1);
        k = e == npos ? stop : e + 1;
        continue;
      }
      if (c == '(')
        ++depth;
      else if (c == ')')
        --depth;
      else if (c == ',' && depth == 1)
        first = true;
      ++k;
    }
    if (depth > 0 && !all) return i;
    if (!columns.empty()) columns_are(table_, std::move(columns));
    say_comments(text, h, out);
    for (const auto& [from, to] : comments)
      say_lines(text, from, to, out);
    return k;
  }

  /// The comments within a head that was understood: nobody else reads them.
  void say_comments(const Text& text, const Head& h, Records& out) {
    std::size_t done = 0;
    for (const auto& [from, to] : h.comments()) {
      if (from < done || to > h.at()) continue;
      say_lines(text, from, to, out);
      done = to;
    }
  }

  void say_lines(const Text& text, std::size_t from, std::size_t to, Records& out) {
    const auto s = text.bytes.substr(0, to);
    while (from < to) {
      const auto e = std::min({s.find('\n', from), to, from + longest_value});
      piece_.clear();
      piece_.copy(text, from, e);
      if (e > from) out.prose(piece_, Unit::line);
      from = e < to && s[e] == '\n' ? e + 1 : e;
    }
  }

  /// One line of something else: a comment, a setting, text. A comment of several lines is read
  /// line by line too, so that a statement within it is read as one.
  std::size_t plain(const Text& text, std::size_t i, bool final, Records& out) {
    const auto s = text.bytes;
    const std::size_t stop = std::min(s.size(), i + longest_value);
    std::size_t e = s.find('\n', i);
    if (e == npos || e > stop) {
      if (stop == s.size() && !final) return i;
      e = stop;
    }
    if (in_comment_)
      if (const auto shut = s.substr(0, e).find("*/", i); shut != npos) {
        e = shut + 2;
        in_comment_ = false;
      }
    piece_.clear();
    piece_.copy(text, i, e);
    out.prose(piece_, Unit::line);
    return std::max(e, i + 1);
  }

  std::size_t row_start(const Text& text, std::size_t i, bool final, Records& out) {
    const auto s = text.bytes;
    while (i < s.size() && i != none_from_ && (blank(s[i]) || s[i] == ','))
      ++i;
    if (i == s.size() || i == none_from_) return i;
    if (s[i] == '(') {
      state_ = State::row;
      depth_ = 0;
      column_ = 0;
      record_.clear();
      filled_.clear();
      return i + 1;
    }
    if (const auto near = s.substr(0, std::min(s.size(), i + longest_head));
        comment_begins(near, i)) {
      const auto e = past_comment(near, i);
      if (e == npos && !final && s.size() - i < longest_head) return i;
      if (e != npos || s[i] == '-') {
        say_lines(text, i, std::min(e, near.size()), out);
        return std::min(e, near.size());
      }
    }
    state_ = State::statement;
    return statement(text, i, final, out);
  }

  /// Inside "( … )": one value, a comma, or the end.
  std::size_t value(const Text& text, std::size_t i, bool final, Records& out) {
    const auto s = text.bytes;
    const char c = s[i];
    if (blank(c)) return i + 1;
    if (c == ',') {
      if (depth_ == 0) ++column_;
      return i + 1;
    }
    if (c == '(') {
      ++depth_;
      return i + 1;
    }
    if (c == ')') {
      if (depth_ > 0) {
        --depth_;
        return i + 1;
      }
      end_row(out);
      state_ = State::rows;
      return i + 1;
    }
    if (c == ';') {  // a row that was never closed
      end_row(out);
      state_ = State::statement;
      return i + 1;
    }
    if (c == '\'' || c == '"') return quoted(text, i, final);
    std::size_t e = i;
    while (e < s.size() && e - i < longest_value && !blank(s[e]) && s[e] != ',' && s[e] != '(' &&
           s[e] != ')' && s[e] != ';' && s[e] != '\'')
      ++e;
    if (e == s.size() && !final && e - i < longest_value) return i;
    const auto word =
        is_digit(c) ? std::string() : lowered(s.substr(i, std::min<std::size_t>(e - i, 12)));
    const bool prefix = e < s.size() && s[e] == '\'' && e - i <= 8;  // N'…', E'…', _utf8'…'
    if (!prefix && word != "null" && word != "true" && word != "false" && word != "default" &&
        e > i && !(e < s.size() && s[e] == '(') && e - i <= 64)
      add(text, i, e, '\0', false);
    return std::max(e, i + 1);
  }

  std::size_t quoted(const Text& text, std::size_t i, bool final) {
    const auto s = text.bytes;
    const std::size_t stop = std::min(s.size(), i + 1 + longest_value);
    bool escapes = false;
    const auto e = string_end(s, i + 1, stop, s[i], final && stop == s.size(), escapes);
    if (e == npos) {
      if (stop == s.size() && !final) return i;
      quote_ = s[i];
      after_long_ = state_;
      state_ = State::long_text;
      return i + 1;
    }
    add(text, i + 1, e, s[i], escapes);
    return e + 1;
  }

  /// The closing quote; npos when it does not stand before `stop`, or cannot be told yet.
  static std::size_t string_end(std::string_view s, std::size_t i, std::size_t stop, char quote,
                                bool last, bool& escapes) {
    const std::size_t begin = i;
    while (i < stop) {
      const void* hit = std::memchr(s.data() + i, quote, stop - i);
      if (hit == nullptr) return npos;
      const auto q = static_cast<std::size_t>(static_cast<const char*>(hit) - s.data());
      if (q + 1 < stop ? s[q + 1] == quote : !last && q + 1 == stop) {
        if (q + 1 == stop) return npos;
        escapes = true;
        i = q + 2;
        continue;
      }
      std::size_t slashes = 0;
      while (q - slashes > begin && s[q - slashes - 1] == '\\')
        ++slashes;
      if (slashes % 2 == 1) {
        // 'C:\' of a dialect without escapes is followed by what follows a value.
        std::size_t k = q + 1;
        while (k < stop && s[k] == ' ')
          ++k;
        const bool plain = k < stop && (s[k] == ')' || (s[k] == ',' && k + 1 < stop &&
                                                        (s[k + 1] == '\'' || s[k + 1] == ' ' ||
                                                         is_digit(s[k + 1]) || s[k + 1] == 'N')));
        if (!plain) {
          escapes = true;
          i = q + 1;
          continue;
        }
      }
      escapes = escapes || std::memchr(s.data() + begin, '\\', q - begin) != nullptr;
      return q;
    }
    return npos;
  }

  /// `e`, or a little less: no place within an escape or between two quotes that stand for one.
  static std::size_t whole_escape(std::string_view s, std::size_t i, std::size_t e, char quote) {
    const auto run = [&](std::size_t end, char c) {
      std::size_t k = end;
      while (k > i && s[k - 1] == c)
        --k;
      return end - k;
    };
    for (int step = 0; step < 3 && e > i + 1; ++step) {
      const bool odd_slash = run(e, '\\') % 2 == 1;
      const bool odd_quote = run(e, quote) % 2 == 1;
      if (!odd_slash && !odd_quote) break;
      --e;
    }
    return e;
  }

  std::size_t go_on(const Text& text, std::size_t i, bool final, Records& out) {
    const auto s = text.bytes;
    const std::size_t stop = std::min(s.size(), i + longest_value);
    bool escapes = false;
    std::size_t e = string_end(s, i, stop, quote_, final && stop == s.size(), escapes);
    const bool ends = e != npos;
    if (!ends) {
      if (stop == s.size() && !final) return i;
      e = stop;
      for (std::size_t k = e; k > i + 1 && e - k < 1024 && !final; --k)
        if (s[k - 1] == ' ') {
          e = k;
          break;
        }
      e = whole_escape(s, i, e, quote_);
    }
    piece_.clear();
    unescape(text, i, e, quote_, piece_);
    out.prose(piece_, Unit::paragraph);
    if (!ends) return std::max(e, i + 1);
    state_ = after_long_;
    return e + 1;
  }

  void add(const Text& text, std::size_t from, std::size_t to, char quote, bool escapes) {
    if (record_.fields.size() >= most_fields) return;
    // CONCAT('a', 'b') and CAST('…' AS DATE): what stands first in the call is the value.
    if (depth_ > 0 && !filled_.empty() && filled_.back().first == column_) return;
    std::string_view key;
    auto meaning = Meaning::nothing;
    if (state_ == State::set) {
      key = set_key_;
      meaning = keys_.meaning(table_, key);
    } else {
      const auto& now = known_now();
      if (column_ < now.columns.size()) {
        key = now.columns[column_];
        meaning = now.meanings[column_];
      }
    }
    const auto before = record_.fields.size();
    record_.open(key, meaning);
    if (escapes)
      unescape(text, from, to, quote, record_.values);
    else
      record_.values.copy(text, from, to);
    record_.close();
    if (record_.fields.size() > before) filled_.emplace_back(column_, before);
  }

  void end_row(Records& out) {
    if (record_.fields.empty()) return;
    if (state_ != State::set && state_ != State::statement) learn(known_now());
    record_.number = out.fresh();
    out.record(record_);
    record_.clear();
    filled_.clear();
  }

  /// A column without a heading is what it has been in other rows, if it never was anything else.
  void learn(Known& k) {
    if (!k.columns.empty()) return;
    infer_meanings(record_);
    for (const auto& [column, field] : filled_) {
      if (field >= record_.fields.size() || column >= most_columns) continue;
      if (k.learned.size() <= column) k.learned.resize(column + 1, {Meaning::nothing, 0});
      auto& [meaning, times] = k.learned[column];
      auto& f = record_.fields[field];
      if (f.meaning != Meaning::nothing) {
        if (meaning == f.meaning)
          ++times;
        else if (times < 2)
          meaning = f.meaning, times = 1;
      } else if (times >= 3) {
        f.meaning = meaning;
        f.limit = 70;
      }
    }
  }

  std::size_t assignment(const Text& text, std::size_t i, bool final, Records& out) {
    const auto s = text.bytes;
    if (blank(s[i]) || s[i] == ',') return i + 1;
    if (s[i] == ';' || s[i] == '\n') {
      end_row(out);
      state_ = State::statement;
      return i + 1;
    }
    if (s[i] == '\'' || (s[i] == '"' && !set_key_.empty())) {
      const auto next = quoted(text, i, final);
      if (next != i && state_ == State::set) set_key_.clear();
      return next;
    }
    if (s.size() - i < 300 && !final) return i;
    Head h(s.substr(0, std::min(s.size(), i + 300)), i);
    const auto name = h.name();
    if (!name.empty()) {
      const std::size_t end = h.at();
      if (h.take('=')) {
        set_key_ = name;
        column_ = record_.fields.size();
        return h.at();
      }
      if (!set_key_.empty() && lowered(name) != "null") add(text, i, end, '\0', false);
      set_key_.clear();
      return std::max(end, i + 1);
    }
    return i + 1;
  }

  std::size_t copy_row(const Text& text, std::size_t i, bool final, Records& out) {
    const auto s = text.bytes;
    const std::size_t stop = std::min(s.size(), i + longest_value);
    std::size_t e = s.find('\n', i);
    if (e == npos || e > stop) {
      if (stop == s.size() && !final) return i;
      e = stop;
    }
    std::size_t end = e;
    if (end > i && s[end - 1] == '\r') --end;
    const std::size_t next = e < s.size() && s[e] == '\n' ? e + 1 : e;
    if (s.substr(i, end - i) == "\\.") {
      state_ = State::statement;
      return next;
    }
    record_.clear();
    filled_.clear();
    column_ = 0;
    depth_ = 0;
    for (std::size_t at = i; at <= end; ++column_) {
      const auto tab = std::min(s.find('\t', at), end);
      const auto cell = s.substr(at, tab - at);
      if (!cell.empty() && cell != "\\N") add(text, at, tab, '\0', cell.find('\\') != npos);
      at = tab + 1;
    }
    end_row(out);
    return std::max(next, i + 1);
  }

  static void unescape(const Text& text, std::size_t from, std::size_t to, char quote,
                       Mapped& into) {
    const auto s = text.bytes;
    std::size_t plain = from;
    for (std::size_t i = from; i + 1 < to; ++i) {
      const bool doubled = quote != '\0' && s[i] == quote && s[i + 1] == quote;
      if (!doubled && s[i] != '\\') continue;
      const char n = s[i + 1];
      const char c = n == 'n' ? '\n' : n == 't' ? '\t' : n == 'r' ? '\r' : n == '0' ? ' ' : n;
      // A backslash before anything else stands for itself in some dialects: both readings agree.
      into.copy(text, plain, i);
      into.put(std::string_view(&c, 1), text.offset(i), 2 * text.stride());
      plain = i + 2;
      ++i;
    }
    into.copy(text, plain, to);
  }

  State state_ = State::statement, after_long_ = State::row;
  char quote_ = '\'';
  bool in_comment_ = false;  ///< whose end was not seen yet
  std::string table_, set_key_;
  std::map<std::string, Known> tables_;
  Known* known_now_ = nullptr;  ///< the table called known_name_, once it was asked for
  std::string known_name_;
  std::size_t column_ = 0, depth_ = 0;
  std::vector<std::pair<std::size_t, std::size_t>> filled_;  ///< column, its field
  Record record_;
  Mapped piece_;
  Keys keys_;
};

}  // namespace

std::unique_ptr<StructuredReader> sql_reader(std::string_view sample) {
  // A statement of a dump at the start of a line, and more of SQL than that one word.
  bool is = false;
  for (std::size_t at = 0; at < sample.size() && !is;) {
    while (at < sample.size() && blank(sample[at]))
      ++at;
    const auto line = lowered(sample.substr(at, 400));
    const auto end = std::min(line.find('\n'), line.size());
    const auto one = std::string_view(line).substr(0, end);
    is = (one.substr(0, 12) == "insert into " || one.substr(0, 13) == "replace into " ||
          one.substr(0, 14) == "insert ignore " || one.substr(0, 8) == "insert [")
             ? line.find("values") != npos || line.find('(') != npos
         : one.substr(0, 5) == "copy "          ? one.find(" from stdin") != npos
         : one.substr(0, 13) == "create table " ? line.find('(') != npos
         : one.substr(0, 7) == "update "        ? one.find(" set ") != npos && one.find('=') != npos
                                                : false;
    at = sample.find('\n', at);
    if (at == npos) break;
    ++at;
  }
  return is ? std::make_unique<Sql>() : nullptr;
}

}  // namespace ledgelight::discover
