// vCard (RFC 6350, and the older 2.1 and 3.0) and LDIF (RFC 2849): one card or entry is one record.
// iCalendar (RFC 5545): what an event says, and who attends it, is one paragraph. Lines folded over
// several are read as one; base64 and quoted-printable values are decoded.
#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.hpp"
#include "discover/record.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto npos = std::string_view::npos;

struct Named {
  std::string_view attribute, heading;
};
// RFC 4519 and the usual schemas of directories.
constexpr std::array<Named, 33> attributes{{
    {"birthdate", "date of birth"},
    {"c", "country"},
    {"cn", "full name"},
    {"dateofbirth", "date of birth"},
    {"displayname", "full name"},
    {"employeeid", "employee id"},
    {"employeenumber", "employee id"},
    {"facsimiletelephonenumber", "fax"},
    {"gecos", "full name"},
    {"givenname", "first name"},
    {"gn", "first name"},
    {"homephone", "phone"},
    {"homepostaladdress", "address"},
    {"initials", "initials"},
    {"l", "city"},
    {"localityname", "city"},
    {"mail", "email"},
    {"mobile", "phone"},
    {"mobiletelephonenumber", "phone"},
    {"otherhomephone", "phone"},
    {"pager", "phone"},
    {"postaladdress", "address"},
    {"postalcode", "zip"},
    {"rfc822mailbox", "email"},
    {"samaccountname", "user"},
    {"sn", "last name"},
    {"st", "state"},
    {"stateorprovincename", "state"},
    {"street", "address"},
    {"streetaddress", "address"},
    {"surname", "last name"},
    {"telephonenumber", "phone"},
    {"userpassword", "password"},
}};

std::string heading_of(std::string_view attribute) {
  const auto at =
      std::lower_bound(attributes.begin(), attributes.end(), attribute,
                       [](const Named& n, std::string_view a) { return n.attribute < a; });
  return std::string(at != attributes.end() && at->attribute == attribute ? at->heading
                                                                          : attribute);
}

int sixtyfour(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (is_digit(c)) return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/// [from, to) of `line` decoded; each group of four characters stands for up to three bytes.
void decode_base64(const Mapped& line, std::size_t from, std::size_t to, Mapped& into) {
  const auto s = line.bytes();
  std::array<int, 4> group{};
  std::size_t n = 0, begin = from;
  for (std::size_t i = from; i < to && into.size() < longest_value; ++i) {
    const int v = sixtyfour(s[i]);
    if (v < 0 && s[i] != '=') continue;
    if (v < 0) break;
    if (n == 0) begin = i;
    group[n++] = v;
    if (n < 4) continue;
    const char out[3] = {static_cast<char>(group[0] << 2 | group[1] >> 4),
                         static_cast<char>((group[1] & 15) << 4 | group[2] >> 2),
                         static_cast<char>((group[2] & 3) << 6 | group[3])};
    into.put({out, 3}, line.offset(begin), line.end(i + 1) - line.offset(begin));
    n = 0;
  }
  if (n >= 2) {
    const char out[2] = {static_cast<char>(group[0] << 2 | group[1] >> 4),
                         static_cast<char>((group[1] & 15) << 4 | group[2] >> 2)};
    into.put({out, n - 1}, line.offset(begin),
             line.end(std::min(to, begin + n)) - line.offset(begin));
  }
}

void decode_quoted(const Mapped& line, std::size_t from, std::size_t to, Mapped& into) {
  const auto s = line.bytes();
  const auto hex = [](char c) {
    return is_digit(c)            ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
  };
  for (std::size_t i = from; i < to; ++i) {
    if (s[i] == '=' && i + 2 < to && hex(s[i + 1]) >= 0 && hex(s[i + 2]) >= 0) {
      const char c = static_cast<char>(hex(s[i + 1]) * 16 + hex(s[i + 2]));
      into.put({&c, 1}, line.offset(i), line.end(i + 3) - line.offset(i));
      i += 2;
    } else if (s[i] != '=') {
      into.append(line, i, i + 1);
    }
  }
}

class Directory final : public StructuredReader {
 public:
  enum class Kind { card, entry, event };
  explicit Directory(Kind kind) : cards_(kind != Kind::entry), events_(kind == Kind::event) {}
  std::string_view kind() const override {
    return events_ ? "iCalendar" : cards_ ? "vCard" : "LDIF";
  }

  std::size_t read(const Text& text, std::size_t from, bool final, Records& out) override {
    const auto s = text.bytes;
    std::size_t i = from;
    while (i < s.size()) {
      const auto next = line(text, i, final);
      if (next == npos) return i;
      entry(out);
      i = next;
    }
    if (final) finish(out);
    return i;
  }

 private:
  /// One line with what is folded onto it, into line_; npos when its end is not here yet.
  std::size_t line(const Text& text, std::size_t at, bool final) {
    const auto s = text.bytes;
    line_.clear();
    std::size_t i = at;
    bool quoted = false;
    while (true) {
      const std::size_t stop = std::min(s.size(), at + longest_value);
      std::size_t e = std::min(s.find('\n', i), stop);
      const bool cut = e == stop;
      if (cut && stop == s.size() && !final) return npos;
      std::size_t end = e;
      while (end > i && s[end - 1] == '\r')
        --end;
      line_.copy(text, i, end);
      if (cut) return std::max(e, at + 1);
      const std::size_t next = e + 1;
      if (i == at)
        quoted =
            lowered(s.substr(i, std::min<std::size_t>(end - i, 200))).find("quoted-printable") !=
            npos;
      if (next >= s.size()) {
        if (!final) return npos;
        return next;
      }
      const bool soft = quoted && end > i && s[end - 1] == '=';
      if (end == at || !(s[next] == ' ' || s[next] == '\t' || soft)) return next;
      i = soft && s[next] != ' ' ? next : next + 1;
      if (i >= s.size()) return final ? i : npos;
    }
  }

  void entry(Records& out) {
    const auto s = line_.bytes();
    if (s.find_first_not_of(" \t") == npos) {
      if (!cards_) finish(out);
      return;
    }
    if (s[0] == '#') return prose(out);
    const auto colon = s.find(':');
    if (colon == npos || colon > 200) return prose(out);
    const auto head = s.substr(0, colon);
    auto name = lowered(head.substr(0, head.find(';')));
    if (const auto dot = name.find('.'); cards_ && dot != std::string::npos) name.erase(0, dot + 1);
    std::size_t from = colon + 1;
    const auto parameters = lowered(head);
    bool base64 = parameters.find("encoding=b") != npos || parameters.find(";base64") != npos;
    if (!cards_ && from < s.size() && s[from] == ':') base64 = true, ++from;
    while (from < s.size() && s[from] == ' ')
      ++from;
    value_.clear();
    if (base64)
      decode_base64(line_, from, s.size(), value_);
    else if (parameters.find("quoted-printable") != npos)
      decode_quoted(line_, from, s.size(), value_);
    else
      value_.append(line_, from, s.size());
    if (name == "begin" || name == "dn") finish(out);
    if (name == "end") return finish(out);
    if (name == "begin" || name == "version" || name == "photo" || name == "jpegphoto" ||
        name == "prodid" || name == "rev")
      return;
    if (events_)
      event(name);
    else if (cards_)
      card(name);
    else
      add(heading_of(name), 0, value_.size());
    if (record_.fields.size() > most_fields) finish(out);
  }

  void prose(Records& out) { out.prose(line_, Unit::line); }

  void card(const std::string& name) {
    if (name == "fn")
      add("full name", 0, value_.size());
    else if (name == "n")
      parts({"last name", "first name", "middle name", "", "suffix"});
    else if (name == "adr")
      parts({"", "address 2", "address", "city", "state", "zip", ""});
    else if (name == "tel")
      add("phone", value_.bytes().substr(0, 4) == "tel:" ? 4 : 0, value_.size());
    else if (name == "email")
      add("email", value_.bytes().substr(0, 7) == "mailto:" ? 7 : 0, value_.size());
    else if (name == "bday")
      add("date of birth", 0, value_.size());
    else if (name.substr(0, 2) == "x-")
      add(name.substr(2), 0, value_.size());
    else
      add(name == "org" || name == "title" || name == "role" ? "company" : name, 0, value_.size());
  }

  /// The ids, times and rules of an event are nobody's.
  void event(const std::string& name) {
    const bool person = name == "attendee" || name == "organizer";
    if (!person && name != "summary" && name != "description" && name != "comment" &&
        name != "location" && name != "contact" && name.substr(0, 2) != "x-")
      return;
    if (event_.size() > longest_value || line_.empty()) return;
    const auto s = line_.bytes();
    if (person)  // ATTENDEE;CN="Ada Example":mailto:ada@example.org
      if (const auto cn = lowered(s.substr(0, 200)).find(";cn="); cn != npos) {
        const bool quoted = cn + 4 < s.size() && s[cn + 4] == '"';
        const auto from = cn + (quoted ? 5U : 4U);
        const auto to = s.find_first_of(quoted ? "\"" : ";:", std::min(from, s.size()));
        say("Name: ");
        event_.append(line_, std::min(from, s.size()), std::min(to, s.size()));
        say(", ");
      }
    const auto v = value_.bytes();
    for (std::size_t i = person && lowered(v.substr(0, 7)) == "mailto:" ? 7 : 0; i < v.size();) {
      const auto e = std::min(v.find('\\', i), v.size());
      event_.append(value_, i, e);
      if (e + 1 < v.size()) {
        const char c = v[e + 1] == 'n' || v[e + 1] == 'N' ? '\n' : v[e + 1];
        event_.put({&c, 1}, value_.offset(e), value_.end(e + 2) - value_.offset(e));
      }
      i = e + 2;
    }
    say("\n");
  }
  /// What the text of an event needs between its parts; it stands for the last sign of the line.
  void say(std::string_view words) {
    event_.put(words, line_.offset(line_.size() - 1), line_.end(line_.size()) - line_.offset(line_.size() - 1));
  }

  /// Parts of a value between semicolons; "\;" and "\," belong to a part.
  void parts(std::initializer_list<std::string_view> headings) {
    const auto s = value_.bytes();
    std::size_t from = 0;
    for (auto heading : headings) {
      std::size_t to = from;
      while (to < s.size() && s[to] != ';')
        to += s[to] == '\\' && to + 1 < s.size() ? 2 : 1;
      to = std::min(to, s.size());
      if (!heading.empty()) add(heading, from, to);
      from = std::min(to + 1, s.size());
    }
  }

  void add(std::string_view heading, std::size_t from, std::size_t to) {
    record_.open(heading, keys_.meaning("", heading));
    const auto s = value_.bytes();
    for (std::size_t i = from; i < to; ++i) {
      // "\," of a card; "$" parts the lines of a postal address in a directory.
      const bool escape = cards_ && s[i] == '\\' && i + 1 < to;
      const bool line = !cards_ && s[i] == '$' && record_.fields.back().meaning == Meaning::address;
      if (escape) {
        const char c = s[i + 1] == 'n' || s[i + 1] == 'N' ? '\n' : s[i + 1];
        record_.values.put({&c, 1}, value_.offset(i), value_.end(i + 2) - value_.offset(i));
        ++i;
      } else if (line) {
        record_.values.put(",", value_.offset(i), value_.end(i + 1) - value_.offset(i));
        if (i + 1 < to && s[i + 1] != ' ') record_.values.put(" ", value_.end(i + 1), 1);
      } else {
        std::size_t e = i + 1;
        while (e < to && s[e] != '\\' && s[e] != '$')
          ++e;
        record_.values.append(value_, i, e);
        i = e - 1;
      }
    }
    record_.close();
  }

  void finish(Records& out) {
    if (!event_.empty()) out.prose(event_, Unit::paragraph);
    event_.clear();
    // The whole name stands for its parts.
    if (record_.has(Meaning::name)) {
      auto& f = record_.fields;
      f.erase(std::remove_if(f.begin(), f.end(),
                             [](const Field& x) {
                               return x.meaning == Meaning::given || x.meaning == Meaning::family ||
                                      x.meaning == Meaning::middle || x.meaning == Meaning::suffix;
                             }),
              f.end());
    }
    if (!record_.fields.empty()) {
      record_.number = out.fresh();
      out.record(record_);
    }
    record_.clear();
  }

  const bool cards_, events_;
  Mapped line_, value_;
  Mapped event_;
  Record record_;
  Keys keys_;
};

}  // namespace

std::unique_ptr<StructuredReader> directory_reader(std::string_view sample) {
  for (std::size_t at = 0; at < sample.size();) {
    const auto end = std::min(sample.find('\n', at), sample.size());
    const auto line = lowered(trimmed(sample.substr(at, std::min<std::size_t>(end - at, 200))));
    at = end + 1;
    if (line.empty() || line[0] == '#') continue;
    if (line == "begin:vcard") return std::make_unique<Directory>(Directory::Kind::card);
    if (line == "begin:vcalendar") return std::make_unique<Directory>(Directory::Kind::event);
    if (line.substr(0, 3) == "dn:" || line == "version: 1" || line == "version:1")
      return std::make_unique<Directory>(Directory::Kind::entry);
    return nullptr;
  }
  return nullptr;
}

}  // namespace ledgelight::discover
