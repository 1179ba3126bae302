#include "discover/write.hpp"

#include <fmt/format.h>

#include <array>
#include <cstring>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "discover/hit.hpp"
#include "discover/places.hpp"
#include "discover/gazetteer.hpp"
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
void make_one_cell(std::string& text, std::size_t from) {
  for (; from < text.size(); ++from) {
    char& c = text[from];
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7F) c = ' ';
  }
}
std::string cell(std::string_view text) {
  std::string out(text);
  make_one_cell(out, 0);
  return out;
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
  return out;
}

std::string_view findings_heading() {
  return "file\tmember\toffset\tlength\telement\tnorm\tmasked\tconfidence\treason\tperson\tpath\n";
}

namespace {

/// One row of findings.tsv that does not know yet whose it is, put together a cell at a time.
class Row {
 public:
  // A row that waits: the sizes of what stands before and after the person, then both.
  Row(std::string& rows, const ShownMember& where)
      : rows_(rows), where_(where), begin_(rows.size()) {
    rows_.append(2 * sizeof(std::uint32_t), '\0');
    rows_ += where.file;
    rows_ += '\t';
    rows_ += where.member;
  }
  void number(std::uint64_t n) {
    const fmt::format_int shown(n);
    rows_ += '\t';
    rows_.append(shown.data(), shown.size());
  }
  void text(std::string_view s) {
    open();
    rows_ += s;
    shut();
  }
  /// What is added to the rows between the two is the text of one cell.
  void open() {
    rows_ += '\t';
    from_ = rows_.size();
  }
  void shut() { make_one_cell(rows_, from_); }
  void finish(std::uint64_t offset) {
    rows_ += '\t';
    const auto middle = rows_.size();
    const fmt::format_int shown(offset);
    rows_ += '\t';
    rows_ += where_.path;
    rows_ += '@';
    rows_.append(shown.data(), shown.size());
    rows_ += '\n';
    const auto before = static_cast<std::uint32_t>(middle - begin_ - 2 * sizeof(std::uint32_t));
    const auto after = static_cast<std::uint32_t>(rows_.size() - middle);
    std::memcpy(rows_.data() + begin_, &before, sizeof before);
    std::memcpy(rows_.data() + begin_ + sizeof before, &after, sizeof after);
  }

 private:
  std::string& rows_;
  const ShownMember& where_;
  std::size_t begin_, from_ = 0;
};

}  // namespace

void put_row(std::string& rows, const Finding& f, const ShownMember& where, Reveal reveal) {
  Row row(rows, where);
  row.number(f.offset);
  row.number(f.length);
  row.text(token_of(f.element));
  row.text(reveal == Reveal::yes ? std::string_view(f.norm.reveal(Purpose::export_on_request))
                                 : std::string_view());
  row.text(f.masked);
  row.number(static_cast<std::uint64_t>(f.confidence));
  row.text(f.reason);
  row.finish(f.offset);
}

void put_row(std::string& rows, const Sighting& f, const ShownMember& where, Reveal reveal) {
  Row row(rows, where);
  row.number(f.offset);
  row.number(f.length);
  row.text(token_of(f.element));
  row.text(reveal == Reveal::yes ? f.norm : std::string_view());
  row.open();
  put_masked(rows, f.element, f.norm);
  row.shut();
  row.number(static_cast<std::uint64_t>(f.confidence));
  row.open();
  for (auto piece : f.reason)
    rows += piece;
  row.shut();
  row.finish(f.offset);
}

std::size_t with_people(std::string_view rows, const Register& people, std::size_t first,
                        std::string& text) {
  std::size_t n = 0;
  while (!rows.empty()) {
    std::uint32_t before = 0, after = 0;
    CHECK(rows.size() >= sizeof before + sizeof after);
    std::memcpy(&before, rows.data(), sizeof before);
    std::memcpy(&after, rows.data() + sizeof before, sizeof after);
    rows.remove_prefix(sizeof before + sizeof after);
    CHECK(rows.size() >= std::size_t{before} + after);
    text += rows.substr(0, before);
    if (first + n < people.person_of.size()) text += number_of(people.person_of[first + n]);
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
    with_people(rows, people, i, out);
  }
  return out;
}

std::string people_tsv(std::span<const Finding> findings, const Register& people,
                       std::span<const std::string> names, Reveal reveal) {
  std::string out = "person\tname\taddress\tstate\tground\telements\taffected\tfindings\twhere\n";
  for (const auto& p : people.people) {
    const auto& name = p.name.reveal(Purpose::export_on_request);
    std::vector<std::string> tokens, lines, where;
    for (auto e : p.elements) tokens.emplace_back(token_of(e));
    if (reveal == Reveal::yes)
      for (const auto& line : p.address) lines.push_back(cell(line.reveal(Purpose::export_on_request)));
    for (auto i : p.findings) {
      auto path = name_of_file(names, findings[i].file);
      if (!findings[i].member.empty()) path += "/" + escaped(findings[i].member);
      if (where.empty() || where.back() != path) where.push_back(std::move(path));
    }
    out += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", number_of(p.number),
                       cell(reveal == Reveal::yes ? name : masked(Element::name, name)),
                       join(lines, ", "), p.state, p.ground, join(tokens, ","), p.affected ? 1 : 0,
                       p.findings.size(), join(where, ","));
  }
  return out;
}

std::string states_tsv(const Register& people) {
  std::string out = "state\tcount\n";
  for (const auto& [state, count] : people.states()) out += fmt::format("{}\t{}\n", state, count);
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
  std::array<std::uint64_t, element_count> of_element{};
  for (const auto& f : findings)
    ++of_element.at(static_cast<std::size_t>(f.element));
  Json elements = Json::object();
  for (const auto& row : all_elements())
    elements[std::string(row.token)] = of_element.at(static_cast<std::size_t>(row.element));
  std::uint64_t affected = 0, counted = 0;
  for (const auto& p : people.people) affected += p.affected ? 1 : 0;
  Json states = Json::object();
  for (const auto& [state, count] : people.states())
    states[state] = count, counted += count;
  Json out{{"format", "ledgelight-findings/1"},
           {"bytes", summary.totals.bytes},
           {"unpacked_bytes", summary.totals.unpacked},
           {"files", summary.totals.files},
           {"members", summary.members},
           {"unread", unread.size()},
           {"seconds", summary.seconds},
           {"findings", findings.size()},
           {"elements", elements},
           {"people", people.people.size()},
           {"affected", affected},
           {"counted", counted},
           {"states", states},
           {"joins", people.joins.size()},
           {"doubtful", people.doubtful.size()},
           {"version", summary.version},
           {"rules", rules_digest()}};
  if (!summary.law.empty()) out["law"] = summary.law;
  if (!summary.purpose.empty()) out["purpose"] = summary.purpose;
  return pretty_json(out) + "\n";
}

std::string rules_digest() {
  // Bumped by hand when a rule changes that no table below shows.
  static const std::string digest = [] {
    std::string all = "ledgelight-discover-rules 3\n" + words_in_force();
    for (const auto& row : all_elements()) all += fmt::format("{} {} {}\n", row.token, row.law, row.weighty);
    all += "names " + sha256_hex(names_in_force()) + "\n";
    return sha256_hex(all);
  }();
  return digest;
}

}  // namespace ledgelight::discover
