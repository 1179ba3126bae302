#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "decode/old_office.hpp"
#include "decode/table_text.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t longest_paragraph = 1U << 20;
constexpr std::size_t longest_cell = 64U << 10;
constexpr std::size_t most_columns = 1024;
constexpr std::size_t most_pieces = 2'000'000;

/// Where in the stream a stretch of the text stands.
struct Piece {
  std::uint64_t from = 0, characters = 0;
  bool wide = false;
};

/// What is known of a paragraph by its formatting.
struct Paragraph {
  std::uint64_t from = 0, to = 0;
  bool in_table = false, ends_row = false;
};

/// Bytes of a formatting instruction's operand; 0: not known.
std::size_t operand(std::uint16_t what, std::string_view rest) {
  switch (what >> 13) {
    case 0:
    case 1: return 1;
    case 2:
    case 4:
    case 5: return 2;
    case 3: return 4;
    case 7: return 3;
    default: break;
  }
  if (what == 0xD608) return static_cast<std::size_t>(little(rest, 0, 2)) + 1;
  return static_cast<std::size_t>(little(rest, 0, 1)) + 1;
}

class Document {
 public:
  Document(Compound::Stream& words, Compound::Stream* table, const std::string& place, Speaker& speaker)
      : words_(words), table_(table), place_(place), speaker_(speaker) {}

  void read() {
    const auto head = words_.text_at(0, 0x300);
    const auto mark = little(head, 0, 2);
    const auto flags = little(head, 10, 2);
    const auto name = place_ + "text";
    if (mark != 0xA5EC && mark != 0xA5DC) {
      speaker_.unread(name, "not the beginning of a document that is known");
      return rest({});
    }
    if ((flags & 0x0100) != 0) return speaker_.unread(name, "encrypted: needs a password");
    std::string trouble = words_.whole() ? "" : "cut short";
    const bool newer = mark == 0xA5EC;
    auto* table = newer ? table_ : &words_;
    std::vector<Piece> pieces;
    if (table != nullptr)
      pieces = piece_table(*table, little(head, newer ? 0x1A2 : 0x160, 4),
                           little(head, newer ? 0x1A6 : 0x164, 4));
    if (pieces.empty() && (!newer || (flags & 4) == 0)) {
      // Without pieces the text stands in one stretch.
      const auto from = little(head, 0x18, 4), to = little(head, 0x1C, 4);
      const bool wide = newer && (flags & 0x1000) != 0;
      if (to > from) pieces.push_back({from, (to - from) / (wide ? 2 : 1), wide});
      if (newer) trouble = "its table of pieces cannot be read; taken as one stretch";
    }
    if (newer && table != nullptr) paragraphs(*table, little(head, 0x102, 4), little(head, 0x106, 4));
    speaker_.text(name);
    std::uint64_t said = 0;
    for (const auto& p : pieces) {
      // Pieces that lie over each other are a lie; no text is longer than its stream.
      said += p.characters;
      if (!speaker_.listening() || said > words_.size()) break;
      say(p);
    }
    end_paragraph(false, false);
    end_table();
    for (const auto& a : linked_) speaker_.piece(), speaker_.say(a + "\n");
    if (pieces.empty()) trouble = "no text can be found in it";
    if (trouble.empty()) speaker_.end();
    else speaker_.trouble(trouble);
    rest(std::move(pieces));
  }

 private:
  static std::vector<Piece> piece_table(Compound::Stream& stream, std::uint64_t from, std::uint64_t size) {
    std::vector<Piece> out;
    size = std::min(size, stream.size());
    const auto end = from + size;
    std::set<std::uint64_t> taken;
    while (from < end) {
      const auto kind = little(stream.text_at(from, 1), 0, 1);
      if (kind == 1) {
        from += 3 + little(stream.text_at(from + 1, 2), 0, 2);
        continue;
      }
      if (kind != 2) break;
      const auto length = little(stream.text_at(from + 1, 4), 0, 4);
      if (length < 16 || length > size) break;
      const auto count = std::min<std::uint64_t>((length - 4) / 12, most_pieces);
      const auto plc = stream.text_at(from + 5, static_cast<std::size_t>(length));
      for (std::size_t i = 0; i < count; ++i) {
        const auto first = little(plc, 4 * i, 4), next = little(plc, 4 * i + 4, 4);
        const auto where = little(plc, static_cast<std::size_t>(4 * (count + 1) + 8 * i + 2), 4);
        if (next <= first) continue;
        const bool narrow = (where & 0x40000000) != 0;
        const auto at = narrow ? (where & 0x3FFFFFFF) / 2 : where & 0x3FFFFFFF;
        // A damaged table names a stretch over and over.
        if (taken.insert(at).second) out.push_back({at, next - first, !narrow});
      }
      break;
    }
    return out;
  }

  /// Which paragraphs stand in tables, by the pages of their formatting.
  void paragraphs(Compound::Stream& table, std::uint64_t from, std::uint64_t size) {
    size = std::min<std::uint64_t>({size, table.size(), 64U << 20});
    if (size < 12) return;
    const auto plc = table.text_at(from, static_cast<std::size_t>(size));
    if (plc.size() < 12) return;
    const auto count = (plc.size() - 4) / 8;
    std::set<std::uint64_t> seen;  // one page named a million times is one page
    for (std::size_t i = 0; i < count && known_.size() < most_pieces; ++i) {
      const auto number = little(plc, 4 * (count + 1) + 4 * i, 4) & 0x3FFFFF;
      if (!seen.insert(number).second) continue;
      const auto page = words_.text_at(number * 512, 512);
      if (page.size() < 512) continue;
      const auto runs = std::min<std::size_t>(static_cast<std::size_t>(little(page, 511, 1)), 29);
      for (std::size_t r = 0; r < runs; ++r) {
        Paragraph p{little(page, 4 * r, 4), little(page, 4 * r + 4, 4)};
        const auto at = 2 * static_cast<std::size_t>(little(page, 4 * (runs + 1) + 13 * r, 1));
        if (at > 0) format(page, at, p);
        if (p.to > p.from) known_.push_back(p);
      }
    }
    std::sort(known_.begin(), known_.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  }

  static void format(std::string_view page, std::size_t at, Paragraph& into) {
    auto size = 2 * static_cast<std::size_t>(little(page, at, 1));
    if (size == 0) size = 2 * static_cast<std::size_t>(little(page, ++at, 1)) + 1;
    const auto all = page.substr(at + 1, size - 1);
    for (std::size_t i = 2; i + 3 <= all.size();) {
      const auto what = static_cast<std::uint16_t>(little(all, i, 2));
      const bool on = all[i + 2] != 0;
      if (what == 0x2416) into.in_table = on;
      if (what == 0x2417) into.ends_row = on;
      i += 2 + operand(what, all.substr(i + 2));
    }
  }

  const Paragraph* paragraph_at(std::uint64_t offset) const {
    const auto after = std::upper_bound(known_.begin(), known_.end(), offset,
                                        [](std::uint64_t o, const Paragraph& p) { return o < p.from; });
    if (after == known_.begin() || std::prev(after)->to <= offset) return nullptr;
    return &*std::prev(after);
  }

  void say(const Piece& p) {
    const std::size_t unit = p.wide ? 2 : 1;
    const std::uint64_t end = std::min(p.from + p.characters * unit, words_.size());
    for (auto at = p.from; at < end && speaker_.listening();) {
      const auto block = words_.text_at(at, static_cast<std::size_t>(std::min<std::uint64_t>(end - at, 32768)));
      if (block.size() < unit) break;
      for (std::size_t i = 0; i + unit <= block.size(); i += unit)
        character(p.wide ? static_cast<std::uint32_t>(little(block, i, 2))
                         : code_of_1252(static_cast<unsigned char>(block[i])),
                  at + i);
      at += block.size() / unit * unit;
    }
  }

  void character(std::uint32_t code, std::uint64_t at) {
    if (high_ != 0) {
      const auto high = std::exchange(high_, 0);
      if (code >= 0xDC00 && code < 0xE000) code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00);
    }
    if (code >= 0xD800 && code < 0xDC00) {
      high_ = code;
      return;
    }
    switch (code) {
      case 0x13:  // a field: what it is made by …
        if (fields_.size() < 32) fields_.push_back(true);
        return;
      case 0x14:                                  // … and what it shows
        if (!fields_.empty()) fields_.back() = false;
        return link();
      case 0x15:
        if (!fields_.empty()) fields_.pop_back();
        return link();
      default: break;
    }
    // A field that nothing ends does not swallow the document.
    if (code == 0x0D || code == 0x07) fields_.clear(), instruction_.clear();
    if (std::find(fields_.begin(), fields_.end(), true) != fields_.end()) {
      if (instruction_.size() < 2048 && code >= 32) put_utf8(instruction_, code);
      return;
    }
    if (code == 0x07 || code == 0x0D) return mark(code == 0x07, at);
    if (code == 0x0B || code == 0x0C || code == 0x0E) return put('\n');
    if (code == 0x1E) return put('-');
    if (code == '\t') return put('\t');
    if (code >= 32 && text_.size() < longest_paragraph) put_utf8(text_, code);
  }

  void put(char c) {
    if (text_.size() < longest_paragraph) text_ += c;
  }

  void link() {
    const auto at = instruction_.find("mailto:");
    if (at != std::string::npos && linked_.size() < 10'000)
      linked_.insert(instruction_.substr(at, instruction_.find('"', at) - at));
    instruction_.clear();
  }

  void mark(bool cell, std::uint64_t at) {
    const auto* p = paragraph_at(at);
    if (cell) {
      // Where the formatting is lost: two marks in a row end one.
      const bool ends = p != nullptr ? p->ends_row : last_was_cell_ && text_.empty() && !row_.empty();
      end_paragraph(true, ends);
    } else if (p != nullptr && p->in_table) {
      put('\n');
    } else {
      end_paragraph(false, false);
    }
    last_was_cell_ = cell;
  }

  void end_paragraph(bool cell, bool ends_row) {
    if (ends_row) {
      if (!tables_) tables_.emplace(speaker_);
      tables_->row(std::move(row_));
      row_.clear();
    } else if (cell) {
      while (!text_.empty() && text_.back() == '\n') text_.pop_back();
      if (row_.size() < most_columns) row_.push_back(text_.substr(0, longest_cell));
    } else {
      end_table();
      if (!text_.empty()) speaker_.say(text_ + "\n");
    }
    text_.clear();
  }

  void end_table() {
    if (!row_.empty()) {
      if (!tables_) tables_.emplace(speaker_);
      tables_->row(std::move(row_));
      row_.clear();
    }
    if (!tables_) return;
    tables_->finish();
    tables_.reset();
    speaker_.piece();
  }

  /// What the pieces leave out: text that was taken away and not yet written over.
  void rest(std::vector<Piece> pieces) {
    std::sort(pieces.begin(), pieces.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    pieces.push_back({words_.size(), 0, false});
    speaker_.bytes(place_ + "WordDocument");
    std::uint64_t at = 32;
    for (const auto& p : pieces) {
      if (p.from > at) {
        speaker_.piece(at);
        while (at < p.from && speaker_.listening()) {
          const auto block = words_.text_at(at, static_cast<std::size_t>(std::min<std::uint64_t>(p.from - at, 32768)));
          if (block.empty()) break;
          speaker_.say(block);
          at += block.size();
        }
      }
      at = std::max(at, p.from + p.characters * (p.wide ? 2 : 1));
    }
    speaker_.end();
  }

  Compound::Stream& words_;
  Compound::Stream* table_;
  const std::string& place_;
  Speaker& speaker_;
  std::vector<Paragraph> known_;
  std::vector<bool> fields_;  ///< open ones: still at what they are made by?
  std::string text_, instruction_;
  std::set<std::string> linked_;
  std::vector<std::string> row_;
  std::optional<TableText> tables_;
  std::uint32_t high_ = 0;
  bool last_was_cell_ = false;
};

}  // namespace

void say_old_document(Compound::Stream words, Compound::Stream* table, const std::string& place,
                      Speaker& speaker) {
  Document(words, table, place, speaker).read();
}

}  // namespace ledgelight::decode
