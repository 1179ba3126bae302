// XML. An element that holds elements, or attributes with a meaning, is a record or part of one,
// as an object of JSON is; an element that only holds text is a named value.
#include <algorithm>
#include <cstring>
#include <map>

#include "base/text.hpp"
#include "discover/markup.hpp"
#include "discover/record.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t deepest = 200;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool somebody_else(std::string_view key) {
  for (std::string_view part :
       {"contact",    "emergency", "spouse", "provider", "physician", "doctor",   "employer",
        "guardian",   "parent",    "agent",  "author",   "creat",     "assign",   "officer",
        "beneficiar", "dependent", "child",  "referr",   "sender",    "recipient"})
    if (key.find(part) != npos) return true;
  return false;
}

class Xml final : public StructuredReader {
 public:
  std::string_view kind() const override { return "XML"; }

  std::size_t read(const Text& text, std::size_t from, bool final, Records& out) override {
    const auto s = text.bytes;
    std::size_t i = from;
    while (i < s.size()) {
      std::size_t next = i;
      if (s[i] == '<') {
        const auto window = s.substr(0, std::min(s.size(), i + longest_tag));
        const bool whole = window.size() < s.size() || final;
        if (!whole && s.size() - i < 9) return i;
        if (s.substr(i, 9) == "<![CDATA[") {
          const auto end = window.find("]]>", i);
          if (end == npos && !whole) return i;
          const auto stop = end == npos ? window.size() : end;
          if (depth_ > 0) frame_text().copy(text, i + 9, std::max(i + 9, stop));
          next = end == npos ? stop : end + 3;
        } else {
          const bool sign = i + 1 < s.size() && (s[i + 1] == '!' || s[i + 1] == '?');
          const bool given_up =
              sign ? text.offset(i) < unclosed_ : in_vain_.too_many(text.offset(i));
          next = given_up ? i : read_tag(window, i, tag_);
          if (next == npos) {
            if (!whole) return i;
            next = i;
            // One that was never closed is looked for once, not again from each of its signs.
            if (tag_.name == "!" || tag_.name == "?") unclosed_ = text.offset(window.size());
            in_vain_.add(window.size() - i);
          }
          if (next == i) {
            if (depth_ > 0) frame_text().copy(text, i, i + 1);
            next = i + 1;
          } else if (s.substr(i, 4) == "<!--") {
            piece_.clear();
            piece_.copy(text, i + 4, std::max(i + 4, next - 3));
            out.prose(piece_, Unit::paragraph);
          } else if (tag_.name != "!" && tag_.name != "?") {
            take(text, out);
          }
        }
      } else {
        std::size_t e = std::min(std::min(s.find('<', i), s.size()), i + longest_value);
        if (e == s.size() && !final && e - i < longest_value / 2) return i;
        if (depth_ > 0) {
          unescape_markup(text, i, e, frame_text());
          if (top().text.size() > longest_value) spill(out);
        } else if (s.substr(i, e - i).find_first_not_of(" \t\r\n") != npos) {
          piece_.clear();
          unescape_markup(text, i, e, piece_);
          out.prose(piece_, Unit::paragraph);
        }
        next = e;
      }
      if (next == i) return i;
      i = next;
    }
    if (final)
      while (depth_ > 0)
        close(out);
    return i;
  }

 private:
  struct Frame {
    std::string tag, shown, label;  ///< label: of an attribute, <field name="ssn">
    Record record;
    Mapped text;
    bool children = false, list = false;
    unsigned identity = 0;               ///< of what was handed on too
    std::string child;                   ///< the last child that was merged as an object
    std::string leaf;                    ///< tag of all leaves so far; "*" when they differ
    Meaning pending = Meaning::nothing;  ///< <key>ssn</key> names the next
  };

  Frame& top() { return frames_[depth_ - 1]; }
  Mapped& frame_text() { return top().text; }

  void spill(Records& out) {
    out.prose(top().text, Unit::paragraph);
    top().text.clear();
  }

  void take(const Text& text, Records& out) {
    if (tag_.closing) {
      if (too_deep_ > 0) {
        --too_deep_;
        return;
      }
      // Up to the element of that name; one that is not open closes nothing.
      std::size_t at = depth_;
      while (at > 0 && frames_[at - 1].tag != tag_.name)
        --at;
      if (at == 0) return;
      while (depth_ >= at)
        close(out);
      return;
    }
    if (depth_ >= deepest) {
      if (!tag_.empty) ++too_deep_;
      return;
    }
    if (depth_ > 0) {
      auto& p = top();
      p.children = true;
      if (p.child == tag_.name && !p.list) {
        // The first of many was taken for a part of what holds them all.
        p.list = true;
        flush_all(out);
        p.record.clear();
        p.identity = 0;
      }
    }
    if (frames_.size() == depth_) frames_.emplace_back();
    auto& f = frames_[depth_++];
    f.tag = tag_.name;
    f.shown = tag_.shown;
    f.label.clear();
    f.record.clear();
    f.text.clear();
    f.children = f.list = false;
    f.identity = 0;
    f.child.clear();
    f.leaf.clear();
    f.pending = Meaning::nothing;
    for (const auto& a : tag_.attributes) {
      const auto value = text.bytes.substr(a.from, a.to - a.from);
      if (a.name == "xmlns" || value.empty()) continue;
      if (is_one_of(a.name, {"name", "key", "type", "label", "id", "field", "code", "displayname",
                             "column"}) &&
          value.size() <= 60 && f.label.empty() && meaning_of_heading(value) != Meaning::nothing)
        f.label = std::string(value);
      f.record.open(a.shown, keys_.meaning(f.shown, a.shown));
      unescape_markup(text, a.from, a.to, f.record.values);
      f.record.close();
    }
    clinical(f);
    if (tag_.empty) close(out);
  }

  /// Documents of HL7 (CDA): what a number or a code is says the identifier of its system.
  void clinical(Frame& f) {
    Field* value = nullptr;
    std::string_view system, name;
    const auto s = f.record.values.bytes();
    for (auto& field : f.record.fields) {
      const auto text = s.substr(field.from, field.to - field.from);
      const auto key = lowered(field.key);
      if (key == "extension" || key == "code") value = &field;
      if (key == "root" || key == "codesystem") system = text;
      if (key == "codesystemname") name = text;
    }
    if (value == nullptr || system.substr(0, 5) != "2.16.") return;
    if (lowered(value->key) == "code") {
      if (system == "2.16.840.1.113883.6.90" || system == "2.16.840.1.113883.6.103" ||
          name.substr(0, 3) == "ICD")
        value->meaning = Meaning::diagnosis;
    } else if (system == "2.16.840.1.113883.4.1") {
      value->meaning = Meaning::ssn;
    } else if (system == "2.16.840.1.113883.4.572" || system == "2.16.840.1.113883.4.927") {
      value->meaning = Meaning::medicare;
    } else if (system.substr(0, 22) == "2.16.840.1.113883.4.3.") {
      value->meaning = Meaning::licence;
    } else if (depth_ > 1 && frames_[depth_ - 2].tag == "patientrole") {
      value->meaning = Meaning::record_no;
    }
  }

  void flush_all(Records& out) {
    for (std::size_t d = 0; d < depth_; ++d)
      flush(frames_[d], out);
  }

  void flush(Frame& f, Records& out) {
    if (f.record.fields.empty()) return;
    f.identity |= f.record.identity();
    if (f.record.number == 0) f.record.number = out.fresh();
    out.record(f.record);
  }

  void close(Records& out) {
    auto& f = top();
    const bool filled = f.text.bytes().find_first_not_of(" \t\r\n") != npos;
    const std::string_view outer =
        depth_ > 1 ? std::string_view(frames_[depth_ - 2].shown) : std::string_view();
    if (f.children) {
      if (filled) spill(out);
      by_column(f);
    } else if (filled) {
      auto meaning = keys_.meaning(outer, f.shown);
      const bool labelled =
          !f.label.empty() && (meaning == Meaning::nothing || meaning == Meaning::other ||
                               is_one_of(f.tag, {"name", "id"}));
      if (labelled) meaning = keys_.meaning("", f.label);
      if (depth_ > 1) {
        auto& p = frames_[depth_ - 2];
        if (is_one_of(f.tag, {"key", "name", "label", "field", "term", "question"}) &&
            f.text.size() <= 60)
          if (const auto m = keys_.meaning("", trimmed(f.text.bytes())); m != Meaning::nothing) {
            p.pending = m;
            meaning = Meaning::other;
          }
        if (meaning == Meaning::nothing && p.pending != Meaning::nothing) meaning = p.pending;
        if (meaning != Meaning::other) p.pending = Meaning::nothing;
        p.leaf = p.leaf.empty() || p.leaf == f.tag ? f.tag : "*";
      }
      f.record.open(labelled ? f.label : f.shown, meaning);
      f.record.values.append(f.text, 0, f.text.size());
      f.record.close();
    }
    hand_up(filled && !f.children, out);
    f.record.clear();
    f.text.clear();
    --depth_;
    if (depth_ == 0) columns_.clear();
  }

  void hand_up(bool leaf, Records& out) {
    auto& f = top();
    if (f.record.fields.empty()) return;
    if (depth_ == 1) {
      flush(f, out);
      return;
    }
    auto& p = frames_[depth_ - 2];
    const auto meant = static_cast<std::size_t>(
        std::count_if(f.record.fields.begin(), f.record.fields.end(), [](const Field& x) {
          return x.meaning != Meaning::nothing && x.meaning != Meaning::other;
        }));
    const bool part = !f.children && (leaf || meant <= 1) && f.record.number == 0;
    bool own = f.record.number != 0;
    if (!part && !own) {
      f.identity |= f.record.identity();
      p.identity |= p.record.identity();
      const bool repeated = p.list && p.child == f.tag;
      own = (f.identity & p.identity) != 0 || (f.identity != 0 && repeated) ||
            (repeated && meant > 1) || ((f.identity & 1) != 0 && somebody_else(f.tag));
      if (!own && (f.record.is_of_a_person() || (f.identity & (f.identity - 1)) != 0))
        p.child = f.tag;
    }
    if (own) {
      flush_all(out);
      return;
    }
    if (!part) p.identity |= f.identity;
    if (f.record.fields.size() == 1 && f.children)
      p.leaf = p.leaf.empty() || p.leaf == f.tag ? f.tag : "*";
    for (const auto& field : f.record.fields) {
      p.record.fields.push_back(field);
      auto& mine = p.record.fields.back();
      mine.from = p.record.values.size();
      p.record.values.append(f.record.values, field.from, field.to);
      mine.to = p.record.values.size();
    }
    if (p.record.fields.size() >= most_fields || p.record.values.size() > 8 * longest_value) {
      --depth_;
      flush_all(out);
      ++depth_;
    }
  }

  /// <row><cell>…</cell><cell>…</cell></row>: cells without names, under the first row or none.
  void by_column(Frame& f) {
    auto& fields = f.record.fields;
    if (f.leaf.empty() || f.leaf == "*" || fields.size() < 2) return;
    for (const auto& field : fields)
      if (field.key != fields[0].key || field.meaning != Meaning::nothing) return;
    std::vector<std::string> names;
    std::size_t known = 0, values = 0;
    for (const auto& field : fields) {
      names.emplace_back(f.record.values.bytes().substr(
          field.from, std::min<std::size_t>(field.to - field.from, 80)));
      const bool means = meaning_of_heading(names.back()) != Meaning::nothing;
      known += means ? 1 : 0;
      values += !means && digits_of(names.back()).size() >= 3 ? 1 : 0;
    }
    if (columns_.size() > 1000) columns_.clear();
    auto& columns = columns_[f.tag];
    if (values == 0 && known * 2 >= names.size()) {
      columns = std::move(names);
      f.record.clear_fields();
      return;
    }
    if (columns.size() == fields.size())
      for (std::size_t k = 0; k < fields.size(); ++k) {
        fields[k].key = columns[k];
        fields[k].meaning = keys_.meaning("", columns[k]);
      }
    else
      infer_meanings(f.record);
  }

  Tag tag_;
  std::uint64_t unclosed_ = 0;  ///< no "<!" before this place is ever closed
  InVain in_vain_;
  std::vector<Frame> frames_;
  std::size_t depth_ = 0, too_deep_ = 0;
  std::map<std::string, std::vector<std::string>> columns_;
  Mapped piece_;
  Keys keys_;
};

}  // namespace

std::unique_ptr<StructuredReader> xml_reader(std::string_view sample) {
  std::size_t i = 0;
  while (i < sample.size() && static_cast<unsigned char>(sample[i]) <= ' ')
    ++i;
  const auto rest = sample.substr(i);
  if (rest.substr(0, 5) == "<?xml") return std::make_unique<Xml>();
  if (rest.size() < 3 || rest[0] != '<' || !(is_letter(rest[1]) || rest[1] == '!')) return nullptr;
  // Without a declaration: the element that begins is one, and it or another is closed.
  Tag tag;
  const auto end = read_tag(rest, 0, tag);
  if (end == npos || end == 0) return nullptr;
  for (char c : tag.name)
    if (!is_word(c) && c != '-' && c != '_' && c != '.' && c != '!')
      return nullptr;  // "<ada@example.org>"
  return tag.empty || rest.find("</") != npos ? std::make_unique<Xml>() : nullptr;
}

}  // namespace ledgelight::discover
