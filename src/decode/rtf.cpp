#include "decode/rtf.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "decode/charset.hpp"
#include "decode/compound.hpp"
#include "decode/table_text.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t deepest = 2000;
constexpr std::size_t longest_word = 64;
constexpr std::size_t longest_cell = 1U << 20;
constexpr std::size_t most_fonts = 10'000;
constexpr std::size_t most_held = 64U << 20;  ///< of pictures and files, until the text is told
constexpr std::size_t most_about = 64U << 10;

/// What a group holds.
enum class Holds : unsigned char { text, nothing, fonts, picture, object, link, about };

struct Group {
  Holds holds = Holds::text;
  int skip = 1;  ///< signs that stand for a \u in readers that do not know it
  int charset = 0;
  bool in_table = false;
  bool in_info = false;
};

/// \fcharset: [MS-WMF] 2.1.1.5. Windows Latin needs no converter.
const char* charset_of(int number) {
  switch (number) {
  case 128: return "shift_jis";
  case 129: return "euc-kr";
  case 134: return "gbk";
  case 136: return "big5";
  case 161: return "windows-1253";
  case 162: return "windows-1254";
  case 163: return "windows-1258";
  case 177: return "windows-1255";
  case 178: return "windows-1256";
  case 186: return "windows-1257";
  case 204: return "windows-1251";
  case 238: return "windows-1250";
  default: return "";
  }
}

int charset_of_page(int page) {
  switch (page) {
  case 932: return 128;
  case 949: return 129;
  case 936: return 134;
  case 950: return 136;
  case 1253: return 161;
  case 1254: return 162;
  case 1258: return 163;
  case 1255: return 177;
  case 1256: return 178;
  case 1257: return 186;
  case 1251: return 204;
  case 1250: return 238;
  default: return 0;
  }
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// Groups that hold no words of the document.
bool is_machinery(std::string_view word) {
  static constexpr std::array<std::string_view, 20> known{
      "colortbl",     "stylesheet", "listtable",  "listoverridetable",
      "rsidtbl",      "generator",  "themedata",  "colorschememapping",
      "latentstyles", "datastore",  "xmlnstbl",   "filetbl",
      "revtbl",       "pgptbl",     "nonshppict", "bkmkstart",
      "bkmkend",      "picprop",    "objclass",   "objname"};
  return std::find(known.begin(), known.end(), word) != known.end();
}

/// Marked as one that an old reader may pass over, and read all the same.
bool holds_words(std::string_view word) {
  static constexpr std::array<std::string_view, 11> known{
      "shppict",   "annotation", "shpinst",   "shptxt",    "fldinst",    "objdata",
      "atnauthor", "company",    "hlinkbase", "userprops", "txfieldtext"};
  return std::find(known.begin(), known.end(), word) != known.end();
}

std::string_view label_of(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> known{
      {{"title", "Title"},
       {"subject", "Subject"},
       {"author", "Author"},
       {"manager", "Manager"},
       {"company", "Company"},
       {"operator", "Operator"},
       {"category", "Category"},
       {"keywords", "Keywords"},
       {"doccomm", "Remarks"},
       {"atnauthor", "Remark by"}}};
  for (const auto& [name, label] : known)
    if (name == word) return label;
  return {};
}

class Rtf {
 public:
  Rtf(const Input& input, const Output& output)
      : input_(input), speaker_(output), table_(speaker_) {}

  void read() {
    for (const char c : std::string_view("{\\rtf"))
      if (take() != static_cast<unsigned char>(c)) throw Damaged("no rich text");
    parameter();
    groups_.push_back({});
    speaker_.text("text");
    for (int c = take(); c >= 0 && !groups_.empty() && !too_deep_ && speaker_.listening();
         c = take())
      sign(static_cast<char>(c));
    const bool whole = groups_.empty();
    end_text();
    if (!about_.empty()) {
      speaker_.piece();
      speaker_.say(about_);
    }
    if (whole)
      speaker_.end();
    else
      speaker_.trouble(too_deep_ ? "groups nested deeper than " + std::to_string(deepest)
                                 : "cut short");
    for (auto& [name, bytes] : held_) {
      speaker_.member(name);
      speaker_.say(bytes);
      speaker_.end();
    }
    for (const auto& name : not_held_)
      speaker_.unread(name, "larger than the document's reader may hold");
    speaker_.finish();
  }

 private:
  // -1 at the end.
  int take() {
    if (back_ >= 0) return std::exchange(back_, -1);
    if (at_ == have_) {
      const auto n = input_(buffer_);
      if (n < 0) throw Damaged("the bytes stopped coming");
      have_ = static_cast<std::size_t>(n);
      at_ = 0;
      if (n == 0) return -1;
    }
    return static_cast<unsigned char>(buffer_[at_++]);
  }

  Group& group() { return groups_.back(); }

  void sign(char c) {
    switch (c) {
    case '{':
      if (groups_.size() >= deepest) {
        too_deep_ = true;
        return;
      }
      groups_.push_back(group());
      first_ = true;
      ignorable_ = false;
      return;
    case '}': return end_group();
    case '\\': return control();
    case '\r':
    case '\n': return;
    default: byte(c);
    }
  }

  void end_group() {
    flush();
    const auto held = group().holds;
    const bool outermost = groups_.size() == 1 || groups_[groups_.size() - 2].holds != held;
    groups_.pop_back();
    first_ = false;
    if (!outermost) return;
    if (held == Holds::picture || held == Holds::object) end_binary(held);
    if (held == Holds::link) end_link();
    if (held == Holds::about) add_about("\n");
  }

  /// The number behind a word, if there is one.
  std::optional<int> parameter() {
    int c = take();
    const bool minus = c == '-';
    if (minus) c = take();
    std::optional<int> out;
    for (; c >= '0' && c <= '9'; c = take())
      out = std::min(out.value_or(0), 100'000'000) * 10 + (c - '0');
    // One blank belongs to the word.
    if (c != ' ') back_ = c;
    return out ? std::optional(minus ? -*out : *out) : out;
  }

  void control() {
    const int c = take();
    if (c < 0) return;
    if (std::isalpha(c) == 0) return symbol(static_cast<char>(c));
    std::string name(1, static_cast<char>(c));
    int next = take();
    for (; next >= 0 && std::isalpha(next) != 0; next = take())
      if (name.size() < longest_word) name += static_cast<char>(next);
    back_ = next;
    const auto number = parameter();
    word(name, number);
    first_ = false;
  }

  void symbol(char c) {
    switch (c) {
    case '\'': {
      const int high = hex(static_cast<char>(std::max(0, take()))),
                low = hex(static_cast<char>(std::max(0, take())));
      if (high >= 0 && low >= 0) byte(static_cast<char>(high * 16 + low));
      return;
    }
    case '*': ignorable_ = true; return;
    case '~': return byte(' ');
    case '_': return byte('-');
    case '\r':
    case '\n': return word("par", {});
    case '\\':
    case '{':
    case '}': return byte(c);
    default: return;  // an optional hyphen, an entry of an index
    }
  }

  void word(std::string_view name, std::optional<int> number) {
    if (name == "bin") return binary(number.value_or(0));
    if (first_ && ignorable_ && !holds_words(name)) group().holds = Holds::nothing;
    ignorable_ = false;
    if (first_ && begin(name)) return;
    if (group().holds == Holds::nothing) return;
    if (name == "u") return unicode(number.value_or(0));
    if (name == "uc") group().skip = std::clamp(number.value_or(1), 0, 16);
    if (name == "ansicpg") page_ = charset_of_page(number.value_or(1252)), group().charset = page_;
    if (group().holds == Holds::fonts) return font(name, number.value_or(0));
    if (group().holds == Holds::picture) return picture(name);
    if (name == "f") {
      flush();
      const auto found = fonts_.find(number.value_or(0));
      group().charset = found == fonts_.end() || found->second == 0 ? page_ : found->second;
    }
    if (name == "plain") flush(), group().charset = page_;
    if (group().holds == Holds::text)
      layout(name);
    else if (name == "tab" || name == "par")
      byte(' ');
  }

  /// The first word of a group says what it holds. True: that was all it says.
  bool begin(std::string_view name) {
    auto& g = group();
    const auto label = label_of(name);
    if (!label.empty() && (g.in_info || name == "atnauthor")) {
      g.holds = Holds::about;
      add_about(std::string(label) + ": ");
    } else if (name == "info") {
      g.in_info = true;
      g.holds = Holds::nothing;
    } else if (g.holds == Holds::nothing) {
      return false;
    } else if (is_machinery(name)) {
      g.holds = Holds::nothing;
    } else if (name == "fonttbl") {
      g.holds = Holds::fonts;
    } else if (name == "pict" || name == "objdata") {
      flush();
      g.holds = name == "pict" ? Holds::picture : Holds::object;
      ending_ = ".bin";
      binary_.clear();
      lost_ = false;
      half_ = -1;
    } else if (name == "fldinst") {
      g.holds = Holds::link;
      link_.clear();
    } else {
      return false;
    }
    return true;
  }

  void font(std::string_view name, int number) {
    if (name == "f") font_ = number;
    if (name == "fcharset" && (fonts_.size() < most_fonts || fonts_.count(font_) != 0))
      fonts_[font_] = number;
  }

  void picture(std::string_view name) {
    if (name == "pngblip")
      ending_ = ".png";
    else if (name == "jpegblip")
      ending_ = ".jpg";
    else if (name == "emfblip")
      ending_ = ".emf";
    else if (name == "wmetafile")
      ending_ = ".wmf";
  }

  void layout(std::string_view name) {
    if (name == "par" || name == "sect" || name == "page" || name == "row" || name == "nestrow") {
      flush();
      if (name == "row")
        end_row();
      else if (group().in_table || !cells_.empty())
        cell_ += ' ';
      else
        say("\n");
    } else if (name == "cell" || name == "nestcell") {
      flush();
      if (name == "nestcell")
        cell_ += ' ';
      else
        cells_.push_back(std::exchange(cell_, {}));
    } else if (name == "line") {
      flush();
      in_cell() ? cell_ += ' ' : (say("\n"), cell_);
    } else if (name == "tab") {
      flush();
      in_cell() ? cell_ += ' ' : (say("\t"), cell_);
    } else if (name == "pard") {
      flush();
      group().in_table = false;
    } else if (name == "intbl") {
      flush();
      group().in_table = true;
    } else if (name == "emdash" || name == "endash") {
      unicode_sign(name == "emdash" ? 0x2014 : 0x2013);
    } else if (name == "rquote" || name == "lquote") {
      unicode_sign(name == "rquote" ? 0x2019 : 0x2018);
    } else if (name == "rdblquote" || name == "ldblquote") {
      unicode_sign(name == "rdblquote" ? 0x201D : 0x201C);
    } else if (name == "header" || name == "footer" || name == "footnote" || name == "annotation" ||
               name == "shptxt" || name == "headerl" || name == "headerr" || name == "footerl" ||
               name == "footerr" || name == "headerf" || name == "footerf") {
      flush();
      in_cell() ? cell_ += ' ' : (say("\n"), cell_);
    }
  }

  bool in_cell() { return group().in_table; }

  void unicode(int code) {
    // Numbers are of sixteen bits with a sign; a character may be a pair of them.
    const auto unit = static_cast<std::uint32_t>(code) & 0xFFFF;
    passing_ = group().skip;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
      return;
    }
    if (unit >= 0xDC00 && unit < 0xE000 && high_ != 0)
      unicode_sign(0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00));
    else
      unicode_sign(unit);
    high_ = 0;
  }

  void unicode_sign(std::uint32_t code) {
    flush();
    std::string out;
    put_utf8(out, code);
    text(out);
  }

  /// One byte of text, or of what a group holds in hexadecimal digits.
  void byte(char c) {
    first_ = ignorable_ = false;
    const auto holds = group().holds;
    if (holds == Holds::nothing || holds == Holds::fonts) return;
    if (holds == Holds::picture || holds == Holds::object) return digit(c);
    if (passing_ > 0) {
      --passing_;
      return;
    }
    waiting_ += c;
    if (waiting_.size() >= 4096) flush();
  }

  void digit(char c) {
    const int v = hex(c);
    if (v < 0) return;
    if (half_ < 0) {
      half_ = v;
      return;
    }
    hold(static_cast<char>(half_ * 16 + v));
    half_ = -1;
  }

  void hold(char c) {
    if (held_size_ + binary_.size() < most_held)
      binary_ += c;
    else
      lost_ = true;
  }

  void binary(int size) {
    const auto holds = group().holds;
    for (int i = 0; i < size; ++i) {
      const int c = take();
      if (c < 0) return;
      if (holds == Holds::picture || holds == Holds::object) hold(static_cast<char>(c));
    }
  }

  void end_binary(Holds held) {
    const auto name = held == Holds::picture ? "picture" + std::to_string(++pictures_) + ending_
                                             : "object" + std::to_string(++objects_);
    if (lost_) {
      if (not_held_.size() < most_fonts) not_held_.push_back(name);
    } else if (!binary_.empty()) {
      held_size_ += binary_.size();
      held_.emplace_back(name, held == Holds::object ? content_of_object(std::move(binary_))
                                                     : std::move(binary_));
    }
    binary_ = {};
  }

  /// An embedded object ([MS-OLEDS] 2.2.5) as the bytes that were laid in.
  static std::string content_of_object(std::string object) {
    std::size_t at = 8;
    for (int names = 0; names < 3; ++names)
      at += 4 + static_cast<std::size_t>(little(object, std::min(at, object.size()), 4));
    if (little(object, 4, 4) != 2 || at + 4 > object.size()) return object;
    object.erase(0, at + 4);
    return object;
  }

  void end_link() {
    for (const std::string_view kind : {"mailto:", "tel:"})
      if (const auto at = link_.find(kind); at != std::string::npos)
        add_about(link_.substr(at, link_.find_first_of("\" ", at) - at) + "\n");
  }

  void add_about(std::string_view s) {
    if (about_.size() + s.size() <= most_about) about_ += s;
  }

  /// What waits, in the signs of its font.
  void flush() {
    if (waiting_.empty()) return;
    const auto bytes = std::exchange(waiting_, {});
    const std::string_view charset = charset_of(group().charset);
    if (charset.empty() || !Transcoder::knows(charset)) return text(utf8_of_1252(bytes));
    std::string out;
    Transcoder transcoder(charset);
    transcoder.feed(bytes, out);
    transcoder.finish(out);
    text(out);
  }

  void text(std::string_view s) {
    switch (group().holds) {
    case Holds::text:
      if (!in_cell()) return say(s);
      if (cell_.size() < longest_cell) cell_ += s;
      return;
    case Holds::link:
      if (link_.size() < most_about) link_ += s;
      return;
    case Holds::about: return add_about(s);
    default: return;
    }
  }

  void end_row() {
    if (!cell_.empty()) cells_.push_back(std::exchange(cell_, {}));
    if (!cells_.empty()) table_.row(std::exchange(cells_, {}));
    table_open_ = true;
  }

  /// Text outside every table.
  void say(std::string_view s) {
    if (!cells_.empty() || !cell_.empty()) end_row();
    if (table_open_) {
      if (s.find_first_not_of(" \n\t") == std::string_view::npos) return;
      table_.finish();
      speaker_.piece();
      table_open_ = false;
    }
    speaker_.say(s);
  }

  void end_text() {
    if (!groups_.empty()) flush();
    if (!cells_.empty() || !cell_.empty()) end_row();
    table_.finish();
  }

  const Input& input_;
  Speaker speaker_;
  TableText table_;
  std::vector<char> buffer_ = std::vector<char>(1U << 16);
  std::size_t at_ = 0, have_ = 0;
  int back_ = -1;  ///< a byte that was looked at

  std::vector<Group> groups_;
  bool first_ = false, ignorable_ = false;  ///< of the group that was just opened
  std::map<int, int> fonts_;
  int font_ = 0, page_ = 0;
  int passing_ = 0;
  std::uint32_t high_ = 0;

  std::string waiting_, cell_, link_, about_;
  std::vector<std::string> cells_;
  bool table_open_ = false;

  std::string binary_, ending_;
  int half_ = -1, pictures_ = 0, objects_ = 0;
  bool lost_ = false, too_deep_ = false;
  std::size_t held_size_ = 0;
  std::vector<std::pair<std::string, std::string>> held_;
  std::vector<std::string> not_held_;
};

}  // namespace

void read_rtf(const Input& input, const Output& output) { Rtf(input, output).read(); }

bool unpack_rich_text(std::string_view packed, const std::function<bool(std::string_view)>& take) {
  constexpr std::uint64_t bare = 0x414C454D;
  if (little(packed, 8, 4) == bare)
    return take(packed.substr(std::min<std::size_t>(16, packed.size()))), true;
  std::string window =
      "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
      "\\fscript \\fdecor MS Sans "
      "SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
      "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
  std::size_t write = window.size(), at = 16;
  window.resize(4096, '\0');
  bool wanted = true;
  const auto put = [&](char c) {
    window[write] = c;
    write = (write + 1) % window.size();
    wanted = wanted && take({&c, 1});
  };
  while (at < packed.size() && wanted) {
    const auto flags = little(packed, at++, 1);
    for (int bit = 0; bit < 8 && at < packed.size(); ++bit) {
      if ((flags >> bit & 1) == 0) {
        put(packed[at++]);
        continue;
      }
      const auto pair =
          static_cast<std::size_t>(little(packed, at, 1) << 8 | little(packed, at + 1, 1));
      at += 2;
      auto from = pair >> 4;
      if (from == write) return true;
      for (std::size_t k = 0; k < (pair & 15) + 2; ++k)
        put(window[from++ % window.size()]);
    }
  }
  return false;
}

}  // namespace ledgelight::decode
