#include "discover/write.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "discover/gazetteer.hpp"
#include "discover/hit.hpp"
#include "discover/places.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {
namespace {

std::string name_of_file(std::span<const std::string> names, std::uint32_t file) {
  return file < names.size() ? escaped(names[file]) : fmt::format("#{}", file);
}

std::string number_of(std::uint32_t person) {
  return person == 0 ? std::string() : fmt::format("P{:06}", person);
}

/// A tab or line end inside a value would make two of one.
void make_one_cell(char* from, const char* to) {
  for (; from != to; ++from)
    if (static_cast<unsigned char>(*from) < ' ' || *from == 0x7F) *from = ' ';
}
std::string cell(std::string_view text) {
  std::string out(text);
  make_one_cell(out.data(), out.data() + out.size());
  return out;
}

// Whether `inner` is what we call the bytes of the compressed file `outer`, which give themselves
// no name that could be trusted: "export.csv" of "export.csv.gz" (scan.cpp, inner_name).
bool named_by_us(std::string_view outer, std::string_view inner) {
  struct Ending {
    std::string_view end, instead;
  };
  static constexpr Ending endings[] = {{".gz", ""},      {".bz2", ""},      {".xz", ""},
                                       {".zst", ""},     {".lz4", ""},      {".z", ""},
                                       {".tgz", ".tar"}, {".tbz2", ".tar"}, {".txz", ".tar"}};
  if (const auto slash = outer.rfind('/'); slash != std::string_view::npos)
    outer.remove_prefix(slash + 1);
  for (const auto& [end, instead] : endings) {
    if (outer.size() <= end.size() || lowered(outer.substr(outer.size() - end.size())) != end)
      continue;
    const auto stem = outer.substr(0, outer.size() - end.size());
    if (inner.size() == stem.size() + instead.size() && inner.starts_with(stem) &&
        inner.ends_with(instead))
      return true;
  }
  return false;
}

bool any_named_by_us(std::string_view outer, std::string_view member) {
  while (!member.empty()) {
    const auto part = member.substr(0, member.find('/'));
    if (named_by_us(outer, part)) return true;
    outer = part;
    member.remove_prefix(std::min(member.size(), part.size() + 1));
  }
  return false;
}

}  // namespace

std::string shown_path(std::string_view file, std::string_view member, std::uint64_t offset) {
  std::string out = escaped(file);
  if (!member.empty()) out += "/" + escaped(member);
  return out + "@" + std::to_string(offset);
}

ShownMember ShownMember::of(std::string file, std::string_view member) {
  ShownMember out{std::move(file), escaped(member), {}};
  out.path = out.member.empty() ? out.file : out.file + "/" + out.member;
  if (any_named_by_us(out.file, out.member)) out.member = "*";
  return out;
}

std::string_view findings_heading() {
  return "file\tmember\toffset\tlength\telement\tnorm\tmasked\tconfidence\treason\tperson\tpath\n";
}

namespace {

/// May one of eight bytes be a tab, a line end or their like? Misses none.
bool may_control(std::uint64_t x) {
  constexpr std::uint64_t ones = 0x0101010101010101, high = 0x80 * ones;
  const std::uint64_t other = x ^ 0x7F * ones;
  return ((((x - 0x20 * ones) & ~x) | ((other - ones) & ~other)) & high) != 0;
}

/// May it hold one? Misses none.
bool may_hold_control(std::string_view s) {
  const auto n = s.size();
  std::uint64_t x = 0;
  if (n >= 8) {
    bool any = false;
    for (std::size_t i = 0; i + 8 < n; i += 8) {
      std::memcpy(&x, s.data() + i, 8);
      any |= may_control(x);
    }
    std::memcpy(&x, s.data() + n - 8, 8);  // some of them for the second time
    return any || may_control(x);
  }
  if (n >= 4) {
    std::uint32_t first = 0, last = 0;
    std::memcpy(&first, s.data(), 4);
    std::memcpy(&last, s.data() + n - 4, 4);
    return may_control(first | std::uint64_t{last} << 32);
  }
  return n > 0;
}

/// Copies without a call what is short, as most cells are; returns the place after it.
inline char* put_bytes(char* to, std::string_view s) {
  const auto n = s.size();
  const auto two = [&](auto word) {  // which may lie over each other
    std::memcpy(&word, s.data(), sizeof word);
    std::memcpy(to, &word, sizeof word);
    std::memcpy(&word, s.data() + n - sizeof word, sizeof word);
    std::memcpy(to + n - sizeof word, &word, sizeof word);
  };
  if (n > 32)
    std::memcpy(to, s.data(), n);
  else if (n >= 16)
    two(std::array<std::uint64_t, 2>{});
  else if (n >= 8)
    two(std::uint64_t{});
  else if (n >= 4)
    two(std::uint32_t{});
  else
    for (std::size_t i = 0; i < n; ++i)
      to[i] = s[i];
  return to + n;
}

/// A number in decimal digits, the last of them last.
class Digits {
 public:
  explicit Digits(std::uint64_t n) {
    for (; n >= 100; n /= 100)
      put_two(n % 100);
    if (n >= 10)
      put_two(n);
    else
      bytes_[--from_] = static_cast<char>('0' + n);
  }
  static constexpr std::size_t most = 20;
  std::string_view shown() const { return {bytes_.data() + from_, most - from_}; }

 private:
  void put_two(std::uint64_t n) {
    from_ -= 2;
    bytes_[from_] = static_cast<char>('0' + n / 10);
    bytes_[from_ + 1] = static_cast<char>('0' + n % 10);
  }
  std::array<char, most> bytes_;
  std::size_t from_ = most;
};

/// One row of findings.tsv that does not know yet whose it is. Room is made for several cells at
/// once; each is then written where it belongs.
class Row {
 public:
  // A row that waits: the sizes of what stands before and after the person, then both.
  template <class Found>
  Row(std::string& rows, const Found& f, const ShownMember& where, std::string_view norm)
      : rows_(rows), where_(where), offset_(f.offset), begin_(rows.size()) {
    const auto element = token_of(f.element);
    make_room(head + where.file.size() + where.member.size() + 2 * Digits::most + 5 +
              element.size() + norm.size());
    at_ += head;
    put(where.file);
    *at_++ = '\t';
    put(where.member);
    *at_++ = '\t';
    put(offset_.shown());
    number(f.length);
    *at_++ = '\t';
    put(element);
    *at_++ = '\t';
    const auto cell = at_;
    put(norm);
    clean(cell);
    *at_++ = '\t';
    shut();
    mask_from_ = rows_.size();  // what is added to the rows now is the text of one cell
  }
  template <class Found, class... Pieces>
  void after_mask(const Found& f, const Pieces&... reason) {
    at_ = rows_.data() + rows_.size();
    clean(rows_.data() + mask_from_);
    make_room(2 * Digits::most + 6 + (reason.size() + ...) + where_.path.size());
    number(static_cast<std::uint64_t>(f.confidence));
    *at_++ = '\t';
    const auto cell = at_;
    (put(reason), ...);
    clean(cell);
    *at_++ = '\t';
    const auto middle = static_cast<std::size_t>(at_ - rows_.data());
    *at_++ = '\t';
    put(where_.path);
    *at_++ = '@';
    put(offset_.shown());
    *at_++ = '\n';
    shut();
    const std::array<std::uint32_t, 2> sizes{static_cast<std::uint32_t>(middle - begin_ - head),
                                             static_cast<std::uint32_t>(rows_.size() - middle)};
    std::memcpy(rows_.data() + begin_, sizes.data(), head);
  }

 private:
  static constexpr std::size_t head = 2 * sizeof(std::uint32_t);
  void make_room(std::size_t n) {
    const auto size = rows_.size();
    rows_.append(n, '\0');
    at_ = rows_.data() + size;
  }
  void shut() { rows_.resize(static_cast<std::size_t>(at_ - rows_.data())); }
  void number(std::uint64_t n) {
    *at_++ = '\t';
    put(Digits(n).shown());
  }
  void put(std::string_view s) { at_ = put_bytes(at_, s); }
  /// What was put from `cell` on becomes the text of one.
  void clean(char* cell) const {
    if (may_hold_control({cell, static_cast<std::size_t>(at_ - cell)})) make_one_cell(cell, at_);
  }

  std::string& rows_;
  const ShownMember& where_;
  const Digits offset_;
  std::size_t begin_, mask_from_ = 0;
  char* at_ = nullptr;
};

}  // namespace

void put_row(std::string& rows, const Finding& f, const ShownMember& where, Reveal reveal) {
  Row row(rows, f, where,
          reveal == Reveal::yes ? std::string_view(f.norm.reveal(Purpose::export_on_request))
                                : std::string_view());
  rows += f.masked;
  row.after_mask(f, std::string_view(f.reason));
}

void put_row(std::string& rows, const Sighting& f, const ShownMember& where, Reveal reveal) {
  Row row(rows, f, where, reveal == Reveal::yes ? f.norm : std::string_view());
  put_masked(rows, f.element, f.norm);
  row.after_mask(f, f.reason[0], f.reason[1], f.reason[2], f.reason[3], f.reason[4]);
}

std::size_t with_people(std::string_view rows,
                        const std::function<std::uint32_t(std::size_t)>& person_of,
                        std::size_t first, std::string& text) {
  std::size_t n = 0;
  while (!rows.empty()) {
    std::uint32_t before = 0, after = 0;
    CHECK(rows.size() >= sizeof before + sizeof after);
    std::memcpy(&before, rows.data(), sizeof before);
    std::memcpy(&after, rows.data() + sizeof before, sizeof after);
    rows.remove_prefix(sizeof before + sizeof after);
    CHECK(rows.size() >= std::size_t{before} + after);
    text += rows.substr(0, before);
    text += number_of(person_of(first + n));
    text += rows.substr(before, after);
    rows.remove_prefix(std::size_t{before} + after);
    ++n;
  }
  return n;
}

std::string findings_tsv(std::span<const Finding> findings, const Register& people,
                         std::span<const std::string> names, Reveal reveal) {
  std::string out(findings_heading()), rows;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    rows.clear();
    put_row(rows, findings[i],
            ShownMember::of(name_of_file(names, findings[i].file), findings[i].member), reveal);
    with_people(
        rows, [&](std::size_t f) { return people.person_of[f]; }, i, out);
  }
  return out;
}

std::string_view people_heading() {
  return "person\tname\taddress\tstate\tground\telements\taffected\tfindings\twhere\n";
}

namespace {

void put_person(std::string& out, const Person& p, std::uint64_t findings,
                const std::vector<std::string>& where, Reveal reveal) {
  const auto& name = p.name.reveal(Purpose::export_on_request);
  std::vector<std::string> tokens, lines;
  for (auto e : p.elements)
    tokens.emplace_back(token_of(e));
  if (reveal == Reveal::yes)
    for (const auto& line : p.address)
      lines.push_back(cell(line.reveal(Purpose::export_on_request)));
  out += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", number_of(p.number),
                     cell(reveal == Reveal::yes ? name : masked(Element::name, name)),
                     join(lines, ", "), p.state, p.ground, join(tokens, ","), p.affected ? 1 : 0,
                     findings, join(where, ","));
}

void add_place(std::vector<std::string>& where, std::span<const std::string> names,
               std::uint32_t file, std::string_view member) {
  auto path = name_of_file(names, file);
  if (!member.empty()) path += "/" + escaped(member);
  if (where.empty() || where.back() != path) where.push_back(std::move(path));
}

struct Counts {
  std::array<std::uint64_t, element_count> of_element{};
  std::uint64_t findings = 0, people = 0, affected = 0, joins = 0, doubtful = 0;
  std::map<std::string, std::uint64_t> states;
};

std::string summary_of(const Counts& counts, std::span<const Unread> unread,
                       const Summary& summary) {
  Json elements = Json::object();
  for (const auto& row : all_elements())
    elements[std::string(row.token)] = counts.of_element.at(static_cast<std::size_t>(row.element));
  std::uint64_t counted = 0;
  Json states = Json::object();
  for (const auto& [state, count] : counts.states)
    states[state] = count, counted += count;
  Json out{{"format", "ledgelight-findings/1"},
           {"bytes", summary.totals.bytes},
           {"unpacked_bytes", summary.totals.unpacked},
           {"files", summary.totals.files},
           {"members", summary.members},
           {"unread", unread.size()},
           {"seconds", summary.seconds},
           {"findings", counts.findings},
           {"elements", elements},
           {"people", counts.people},
           {"affected", counts.affected},
           {"counted", counted},
           {"states", states},
           {"joins", counts.joins},
           {"doubtful", counts.doubtful},
           {"version", summary.version},
           {"rules", rules_digest()}};
  if (!summary.law.empty()) out["law"] = summary.law;
  if (!summary.purpose.empty()) out["purpose"] = summary.purpose;
  return pretty_json(out) + "\n";
}

}  // namespace

std::string people_tsv(std::span<const Finding> findings, const Register& people,
                       std::span<const std::string> names, Reveal reveal) {
  std::string out(people_heading());
  for (const auto& p : people.people) {
    std::vector<std::string> where;
    for (auto i : p.findings)
      add_place(where, names, findings[i].file, findings[i].member);
    put_person(out, p, p.findings.size(), where, reveal);
  }
  return out;
}

void put_people(std::string& out, const KeptFindings& findings, const Roll& people,
                std::size_t from, std::size_t to, std::span<const std::string> names,
                Reveal reveal) {
  for (auto n = from; n < to; ++n) {
    std::vector<std::string> where;
    for (auto i : people.places_of(n))
      add_place(where, names, findings.file(i), findings.member(i));
    put_person(out, people.person(n), people.findings_of(n), where, reveal);
  }
}

std::string states_tsv(const std::map<std::string, std::uint64_t>& states) {
  std::string out = "state\tcount\n";
  for (const auto& [state, count] : states)
    out += fmt::format("{}\t{}\n", state, count);
  return out;
}

std::string unread_tsv(std::span<const Unread> unread, std::span<const std::string> names) {
  std::string out = "path\treason\tbytes\n";
  for (const auto& u : unread) {
    auto path = name_of_file(names, u.file);
    if (!u.member.empty()) path += "/" + escaped(u.member);
    out += fmt::format("{}\t{}\t{}\n", path, cell(u.reason), u.bytes);
  }
  return out;
}

std::string files_tsv(std::span<const FileLine> files) {
  std::string out = "path\tkind\tbytes\tsha256\n";
  for (const auto& f : files) {
    out += escaped(f.file);
    if (!f.member.empty()) out += "/" + escaped(f.member);
    out += fmt::format("\t{}\t{}\t{}\n", cell(f.kind), f.bytes, f.sha256);
  }
  return out;
}

std::string summary_json(std::span<const Finding> findings, const Register& people,
                         std::span<const Unread> unread, const Summary& summary) {
  Counts counts;
  for (const auto& f : findings)
    ++counts.of_element.at(static_cast<std::size_t>(f.element));
  counts.findings = findings.size();
  counts.people = people.people.size();
  for (const auto& p : people.people)
    counts.affected += p.affected ? 1 : 0;
  counts.joins = people.joins.size();
  counts.doubtful = people.doubtful.size();
  counts.states = people.states();
  return summary_of(counts, unread, summary);
}

std::string summary_json(const KeptFindings& findings, const Roll& people,
                         std::span<const Unread> unread, const Summary& summary) {
  Counts counts;
  for (const auto& row : all_elements())
    counts.of_element.at(static_cast<std::size_t>(row.element)) = findings.count(row.element);
  counts.findings = findings.size();
  counts.people = people.size();
  counts.affected = people.affected();
  counts.joins = people.joins();
  counts.doubtful = people.doubtful();
  counts.states = people.states();
  return summary_of(counts, unread, summary);
}

std::string rules_digest() {
  // Bumped by hand when a rule changes that no table below shows.
  static const std::string digest = [] {
    std::string all = "ledgelight-discover-rules 3\n" + words_in_force();
    for (const auto& row : all_elements())
      all += fmt::format("{} {} {}\n", row.token, row.law, row.weighty);
    all += "names " + sha256_hex(names_in_force()) + "\n";
    return sha256_hex(all);
  }();
  return digest;
}

}  // namespace ledgelight::discover
