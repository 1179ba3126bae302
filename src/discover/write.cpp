#include "discover/write.hpp"

#include <fmt/format.h>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
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
std::string cell(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7F) c = ' ';
  return out;
}

}  // namespace

std::string shown_path(std::string_view file, std::string_view member, std::uint64_t offset) {
  std::string out = escaped(file);
  if (!member.empty()) out += "/" + escaped(member);
  return out + "@" + std::to_string(offset);
}

std::string findings_tsv(std::span<const Finding> findings, const Register& people,
                         std::span<const std::string> names, Reveal reveal) {
  std::string out = "file\tmember\toffset\tlength\telement\tnorm\tmasked\tconfidence\treason\tperson\tpath\n";
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto& f = findings[i];
    const auto file = f.file < names.size() ? names[f.file] : fmt::format("#{}", f.file);
    out += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", escaped(file), escaped(f.member),
                       f.offset, f.length, token_of(f.element),
                       reveal == Reveal::yes ? cell(f.norm.reveal(Purpose::export_on_request)) : "",
                       cell(f.masked), f.confidence, cell(f.reason),
                       i < people.person_of.size() ? number_of(people.person_of[i]) : "",
                       shown_path(file, f.member, f.offset));
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

std::string summary_json(std::span<const Finding> findings, const Register& people,
                         std::span<const Unread> unread, const Summary& summary) {
  Json elements = Json::object();
  for (const auto& row : all_elements()) elements[std::string(row.token)] = 0;
  for (const auto& f : findings) {
    auto& n = elements[std::string(token_of(f.element))];
    n = n.get<std::uint64_t>() + 1;
  }
  std::uint64_t affected = 0;
  for (const auto& p : people.people) affected += p.affected ? 1 : 0;
  Json states = Json::object();
  for (const auto& [state, count] : people.states()) states[state] = count;
  const Json out{{"format", "ledgelight-findings/1"},
                 {"bytes", summary.totals.bytes},
                 {"unpacked_bytes", summary.totals.unpacked},
                 {"files", summary.totals.files},
                 {"unread", unread.size()},
                 {"seconds", summary.seconds},
                 {"findings", findings.size()},
                 {"elements", elements},
                 {"people", people.people.size()},
                 {"affected", affected},
                 {"states", states},
                 {"joins", people.joins.size()},
                 {"doubtful", people.doubtful.size()},
                 {"version", summary.version},
                 {"rules", rules_digest()}};
  return pretty_json(out) + "\n";
}

std::string rules_digest() {
  // Bumped by hand when a rule changes that no table below shows.
  std::string all = "ledgelight-discover-rules 1\n" + words_in_force();
  for (const auto& row : all_elements()) all += fmt::format("{} {} {}\n", row.token, row.law, row.weighty);
  for (const auto& row : licence_formats()) all += fmt::format("{} {}\n", row.state, row.shape);
  for (const auto& row : zip_ranges()) all += fmt::format("{} {} {}\n", row.first, row.last, row.state);
  return sha256_hex(all);
}

}  // namespace ledgelight::discover
