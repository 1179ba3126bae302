// evidence …: seal what arrives, and follow every touch of it.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/evidence.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

const Positional the_case{"CASE", "number of the case, such as 2026-0007"};
const Positional the_item{"EVIDENCE", "number of the item, such as 2026-0007/E3"};

Json json_of(const desk::EvidenceLine& line) {
  return Json{{"id", line.id.str()},   {"sha256", line.sha256}, {"sha512", line.sha512},
              {"name", line.name},     {"size", line.size},     {"at", to_text(line.at)},
              {"from", line.where_from}, {"already", line.already}};
}

class File {
 public:
  explicit File(const std::string& path)
      : fd_(path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  int fd() const { return fd_; }

 private:
  int fd_;
};

std::string modified(int fd) {
  struct stat st {};
  if (::fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) return {};
  return to_text(Instant(std::chrono::seconds(st.st_mtim.tv_sec)));
}

// One file, streamed: no more of it is held than a block.
Result<desk::EvidenceLine> add_one(Context& c, desk::Desk& desk, const desk::Actor& actor,
                                   const std::string& path) {
  const File file(path);
  if (file.fd() < 0) {
    return fail(Errc::usage, "cannot read " + shown_line(path) + ": " + std::strerror(errno));
  }
  struct stat st {};
  if (::fstat(file.fd(), &st) == 0 && S_ISDIR(st.st_mode)) {
    return fail(Errc::usage, shown_line(path) + " is a folder; name the files, or pack it first");
  }
  desk::EvidenceSource source;
  const auto slash = path.rfind('/');
  source.name = path == "-" ? "standard-input" : path.substr(slash == std::string::npos ? 0 : slash + 1);
  source.where_from = c.given("--from") ? c.text("--from") : "command line";
  source.purpose = c.text("--purpose");
  source.modified = modified(file.fd());
  auto intake = TRY(desk::EvidenceIntake::begin(desk, actor, CaseId(c.text("CASE")), source));
  std::array<char, 256 << 10> buffer;
  while (true) {
    const auto n = ::read(file.fd(), buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(Errc::io, "cannot read " + shown_line(path) + ": " + std::strerror(errno));
    if (n == 0) break;
    TRY(intake->write({buffer.data(), static_cast<std::size_t>(n)}));
  }
  return intake->finish();
}

Result<Answer> add(Context& c) {
  auto* desk = TRY(c.desk());
  const auto actor = TRY(c.actor());
  auto json = Json::array();
  Table table({"EVIDENCE", "SHA-256", "SIZE", "NAME"});
  for (const auto& path : c.texts("FILE")) {
    const auto line = TRY(add_one(c, *desk, actor, path));
    if (c.texts("FILE").size() > 1) c.note(line.id.str() + " " + line.name);
    json.push_back(json_of(line));
    table.add({line.id.str(), line.sha256, size_text(line.size),
               line.name + (line.already ? "  (these bytes were sealed before)" : "")});
  }
  return Answer{table.text(), std::move(json)};
}

Result<Answer> list(Context& c) {
  auto* desk = TRY(c.desk());
  const auto lines = TRY(desk::list_evidence(*desk, TRY(c.actor()), CaseId(c.text("CASE"))));
  auto json = Json::array();
  Table table({"EVIDENCE", "SEALED", "SIZE", "SHA-256", "NAME"});
  for (const auto& line : lines) {
    json.push_back(json_of(line));
    table.add({line.id.str(), local(*desk, line.at), size_text(line.size), line.sha256, line.name});
  }
  return Answer{table.text_or("No evidence."), std::move(json)};
}

Result<Answer> custody(Context& c) {
  auto* desk = TRY(c.desk());
  const auto lines = TRY(desk::list_custody(*desk, TRY(c.actor()), CaseId(c.text("CASE"))));
  auto json = Json::array();
  Table table({"AT", "EVIDENCE", "WHAT", "BY", "FROM", "TO", "PURPOSE"});
  for (const auto& line : lines) {
    json.push_back({{"event", line.event}, {"evidence", line.evidence.str()}, {"action", line.action},
                    {"actor", line.actor}, {"at", to_text(line.at)}, {"purpose", line.purpose},
                    {"from", line.giver}, {"to", line.taker}});
    table.add({local(*desk, line.at), line.evidence.str(), line.action, line.actor, line.giver, line.taker,
               line.purpose});
  }
  return Answer{table.text_or("Nothing was touched."), std::move(json)};
}

Result<Answer> record(Context& c) {
  TRY(desk::record_custody(*TRY(c.desk()), TRY(c.actor()), EvidenceId(c.text("EVIDENCE")),
                           c.text("--action"), c.text("--purpose"), c.text("--from"), c.text("--to")));
  return Answer{"Recorded.", Json{{"id", c.text("EVIDENCE")}}};
}

Result<Answer> check(Context& c) {
  auto* desk = TRY(c.desk());
  const auto checks = TRY(desk::check_evidence(*desk, TRY(c.actor()), CaseId(c.text("CASE")),
                                               !c.given("--sealed-only")));
  auto json = Json::array();
  Table table({"EVIDENCE", "SEALED BYTES", "CONTENTS", "PROBLEM"});
  bool good = true;
  for (const auto& line : checks) {
    good = good && line.sealed_intact && line.contents_intact.value_or(true);
    json.push_back({{"id", line.id.str()},
                    {"sealed_intact", line.sealed_intact},
                    {"contents_intact", line.contents_intact ? Json(*line.contents_intact) : Json()},
                    {"problem", text_json(line.problem)}});
    table.add({line.id.str(), line.sealed_intact ? "intact" : "DAMAGED",
               !line.contents_intact ? "not looked at" : *line.contents_intact ? "intact" : "DAMAGED",
               line.problem});
  }
  return Answer{table.text_or("No evidence."), std::move(json), good ? 0 : 1};
}

Result<Answer> get(Context& c) {
  auto* desk = TRY(c.desk());
  const auto opened = TRY(desk::open_evidence(*desk, TRY(c.actor()), EvidenceId(c.text("EVIDENCE")),
                                              c.text("--purpose")));
  const auto& out = c.text("--out");
  return wrote(out, TRY(stream_out(c, out, *opened.reader)));
}

}  // namespace

void add_evidence(Commands& to) {
  to.groups.push_back({"evidence", "Seal what arrives, and follow every touch of it"});
  auto& all = to.commands;
  all.push_back({.path = "evidence add",
                 .summary = "Seal files as evidence of a case",
                 .positionals = {the_case, {"FILE", "a file; - is standard input", Positional::Need::one_or_more}},
                 .options = {{"--purpose", "TEXT", "why it is taken in"},
                             {"--from", "TEXT", "where it came from: a person, a machine, a disk"}},
                 .run = add});
  all.push_back({.path = "evidence list",
                 .summary = "List the evidence of a case",
                 .positionals = {the_case},
                 .run = list});
  all.push_back({.path = "evidence custody",
                 .summary = "Show who touched the evidence of a case, when and why",
                 .positionals = {the_case},
                 .run = custody});
  all.push_back({.path = "evidence record",
                 .summary = "Record that an item changed hands, was held or was disposed of",
                 .positionals = {the_item},
                 .options = {{"--action", "WHAT", "receive, release, hold, unhold or dispose",
                              Need::required},
                             {"--purpose", "TEXT", "why", Need::required},
                             {"--from", "WHO", "who gave it"},
                             {"--to", "WHO", "who took it"}},
                 .run = record});
  all.push_back({.path = "evidence check",
                 .summary = "Read every item again and compare it with what was sealed",
                 .positionals = {the_case},
                 .options = {{"--sealed-only", "", "only the sealed bytes, without opening them"}},
                 .run = check});
  all.push_back({.path = "evidence get",
                 .summary = "Take a copy of an item; the custody record says who and what for",
                 .positionals = {the_item},
                 .options = {{"--purpose", "TEXT", "what for", Need::required},
                             {"--out", "FILE", "where to; - is standard output", Need::required}},
                 .run = get});
}

}  // namespace ledgelight::cli
