// What leaves a desk and what stays sealed in it: suspects, facts that name people, officers' words,
// encrypted exports.
#include <sys/wait.h>

#include <algorithm>

#include "a_desk.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"
#include "desk/discovery.hpp"
#include "desk/duties.hpp"
#include "desk/export.hpp"
#include "desk/names.hpp"
#include "desk/open_export.hpp"
#include "desk/record.hpp"
#include "desk/sample_check.hpp"
#include "desk/sealed_tar.hpp"
#include "desk/suspects.hpp"
#include "desk/texts.hpp"
#include "evidence/verify_bag.hpp"

namespace ledgelight::desk {
namespace {

namespace fs = std::filesystem;

class Compartments : public ADesk {
 protected:
  Compartments() : privacy(officer("privacy", {Role::privacy})), responder(officer("responder", {Role::responder})) {
    id = must(open_case(desk(), privacy, {"Mordaunt Fenwick took a list", "officer", ""}));
    must(add_member(desk(), privacy, id, responder.officer));
  }
  std::string letter() {
    return must(name_suspect(desk(), responder, id, {{"Mordaunt Fenwick", "mfenwick7"}, "seen at the door"}));
  }
  static std::string slurp(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  static std::string everything_in(const fs::path& folder) {
    std::string out;
    for (const auto& file : fs::recursive_directory_iterator(folder)) {
      if (file.is_regular_file()) out += file.path().filename().string() + "\n" + slurp(file.path()) + "\n";
    }
    return out;
  }
  std::string exported(const std::string& name) {
    ExportOptions options;
    options.out = (root / name).string();
    must(export_case(desk(), privacy, id, options));
    return everything_in(options.out);
  }
  std::uint64_t acts(const std::string& kind) {
    const auto tx = must(desk().store().read());
    std::uint64_t n = 0;
    for (const auto& row : must(tx->events_of_case(id))) n += row.kind == kind ? 1 : 0;
    return n;
  }
  static int shell(const std::string& command) { return WEXITSTATUS(std::system(command.c_str())); }
  ExportOptions sealed_options(const std::string& name) {
    ExportOptions options;
    options.out = (root / name).string();
    options.personal = options.privileged = true;
    options.passphrase = "four invented words here";
    options.purpose = "for the insurer's counsel";
    return options;
  }
  Actor privacy, responder;
  CaseId id;
};

// ---- suspects -----------------------------------------------------------------------------------

TEST_F(Compartments, ASuspectIsALetterWhereverTheCaseIsShown) {
  must(write_entry(desk(), responder, id, {"Fenwick, Mordaunt was seen. FENWICK left; so did mfenwick7.", When(), false, EntryId()}));
  must(state_facts(desk(), responder, id, {known("incident.summary", "mordaunt  fenwick copied it")}));
  EXPECT_EQ(letter(), "A");
  const auto view = must(show_case(desk(), responder, id));
  EXPECT_EQ(view.line.subject, "Person A took a list");
  EXPECT_EQ(view.facts.value("incident.summary"), Json("Person A copied it"));
  EXPECT_EQ(view.suspects, 1U);
  for (const auto& e : must(timeline(desk(), responder, id))) {
    EXPECT_EQ(lowered(e.text).find("fenwick"), std::string::npos) << e.text;
  }
  EXPECT_EQ(must(list_cases(desk(), responder, {}, {})).rows.at(0).subject, "Person A took a list");
}

TEST_F(Compartments, TheNextSuspectIsTheNextLetter) {
  EXPECT_EQ(letter(), "A");
  EXPECT_EQ(must(name_suspect(desk(), responder, id, {{"Ysolde Crane"}, ""})), "B");
  const auto other = must(open_case(desk(), privacy, {"Another", "officer", ""}));
  EXPECT_EQ(must(name_suspect(desk(), privacy, other, {{"Ysolde Crane"}, ""})), "A");
}

TEST_F(Compartments, WhoeverNamedASuspectDoesNotOpenTheName) {
  letter();
  EXPECT_EQ(code_of(open_suspect(desk(), responder, id, "A", "I forgot the name")), Errc::denied);
  EXPECT_EQ(acts("compartment.opened"), 0U);
}

TEST_F(Compartments, OpeningASuspectNeedsAReasonAndIsAnAct) {
  letter();
  EXPECT_EQ(code_of(open_suspect(desk(), privacy, id, "A", " ")), Errc::bad_input);
  EXPECT_EQ(code_of(open_suspect(desk(), privacy, id, "B", "to write to them")), Errc::not_found);
  const auto opened = must(open_suspect(desk(), privacy, id, "A", "to write to them"));
  EXPECT_EQ(opened.names, (std::vector<std::string>{"Mordaunt Fenwick", "mfenwick7"}));
  EXPECT_EQ(opened.note, "seen at the door");
  EXPECT_EQ(acts("compartment.opened"), 1U);
}

TEST_F(Compartments, ARestrictedCaseKeepsItsSuspectsFromThoseWhoOpenCompartments) {
  letter();
  must(set_case_restricted(desk(), privacy, id, true, "a colleague"));
  const auto counsel = officer("counsel", {Role::counsel});
  EXPECT_EQ(code_of(open_suspect(desk(), counsel, id, "A", "to look at it")), Errc::not_found);
}

TEST_F(Compartments, ASuspectIsALetterInWhatASearchFoundToo) {
  std::string rows = "name,ssn\n";
  for (int i = 0; i < 60; ++i)
    rows += "Mordaunt Fenwick,219-45-" + std::to_string(1000 + i) + "\n";
  sealed(id, privacy, rows);
  sealed(id, privacy,
         "Mordaunt Fenwick 219-45-9001\n\nMordaunt Fenwick was here, they said.\n\nThe pump is "
         "well.\n");
  must(run_discovery(desk(), privacy, id, {}));
  must(name_suspect(desk(), privacy, id, {{"Mordaunt Fenwick"}, ""}));
  std::string shown;
  for (const auto& f : must(list_findings(desk(), privacy, id, "", "", {0, 0})).rows) {
    shown += f.path + "\n" + f.masked + "\n" + f.reason + "\n";
    if (f.element == "NAME")
      shown += must(reveal_finding(desk(), privacy, f.id, "to compare")) + "\n";
  }
  const auto sample = must(
      open_sample(desk(), privacy, must(list_samples(desk(), privacy, id)).at(0).id, "to judge"));
  for (const auto& f : sample.findings)
    shown += f.before + "|" + f.value + "|" + f.after + "\n";
  for (const auto& l : sample.lines)
    shown += l.text + "\n";
  for (const auto& q : must(list_names(desk(), privacy, id, {0, 0})).rows)
    shown += q.words.reveal(Purpose::show_to_officer) + "\n";
  EXPECT_NE(shown.find("Person A"), std::string::npos);
  EXPECT_EQ(shown.find("Fenwick"), std::string::npos) << shown;
  EXPECT_EQ(shown.find("Mordaunt"), std::string::npos) << shown;
}

TEST_F(Compartments, NoNameOfASuspectLiesInTheDatabaseInClear) {
  letter();
  const auto bytes = everything_in(folder());
  EXPECT_EQ(bytes.find("Fenwick"), std::string::npos);
  EXPECT_EQ(bytes.find("mfenwick7"), std::string::npos);
}

TEST(Masks, MatchesWholeNamesAndNoLongerWords) {
  Masks mask;
  mask.add("Ada Green", "A");
  EXPECT_EQ(mask("Ada Green and ADA GREEN and Green, Ada"), "Person A and Person A and Person A");
  EXPECT_EQ(mask("Greenwich; green light; Adas; Ada"), "Greenwich; green light; Adas; Ada");
  EXPECT_EQ(mask("Ms. Green"), "Ms. Person A");
  EXPECT_EQ(mask("Ada.\n\n\nGreen"), "Ada.\n\n\nPerson A");
  EXPECT_EQ(mask(""), "");
  mask.add("José Núñez", "B");
  EXPECT_EQ(mask("José Núñez, Núñez José"), "Person B, Person B");
  EXPECT_TRUE(mask.touches("by Green"));
  EXPECT_FALSE(mask.touches("by nobody"));
  EXPECT_EQ(mask.json(Json{{"Green", {"Green", 7}}}), (Json{{"Green", {"Person A", 7}}}));
}

// ---- facts that may name people -----------------------------------------------------------------

TEST_F(Compartments, AFactThatNamesPeopleIsOpenedWithAReasonOnly) {
  must(state_facts(desk(), cli(), id,
                   {known("incident.actor_named", Json::parse(R"([{"party":"external","names":["Ysolde Crane"]}])"))}));
  for (const auto& actor : {responder, privacy}) {
    const auto view = must(show_case(desk(), actor, id));
    EXPECT_TRUE(view.facts.value("incident.actor_named").is_null());
    EXPECT_EQ(view.sealed_facts.count("incident.actor_named"), 1U);
  }
  EXPECT_EQ(code_of(open_fact(desk(), responder, id, "incident.actor_named", "to know it")), Errc::denied);
  EXPECT_EQ(code_of(open_fact(desk(), privacy, id, "incident.actor_named", "")), Errc::bad_input);
  EXPECT_EQ(code_of(open_fact(desk(), privacy, id, "discovered", "to know it")), Errc::wrong_state);
  const auto opened = must(open_fact(desk(), privacy, id, "incident.actor_named", "to write to them"));
  EXPECT_EQ(opened.at(0).fact.value[0]["names"][0], "Ysolde Crane");
  EXPECT_EQ(acts("compartment.opened"), 1U);
}

// ---- words ------------------------------------------------------------------------------------------

TEST_F(Compartments, WordsLeaveOnlyWhenSomebodyReleasedThem) {
  must(write_entry(desk(), responder, id, {"Quibbleworth told us by telephone.", When(), false, EntryId()}));
  must(state_facts(desk(), responder, id, {known("systems", Json::parse(R"([{"name":"Snorkelbox","note":"of Plumtree"}])"))}));
  sealed(id, privacy, "some bytes");
  auto out = exported("one");
  for (const char* word : {"Quibbleworth", "Snorkelbox", "Plumtree", "Fenwick", "a drawer"}) {
    EXPECT_EQ(out.find(word), std::string::npos) << word;
  }
  EXPECT_NE(out.find("texts_not_reviewed"), std::string::npos);
  EXPECT_EQ(code_of(list_texts(desk(), responder, id)), Errc::denied);
  EXPECT_EQ(code_of(release_texts(desk(), responder, id, {})), Errc::denied);
  EXPECT_EQ(code_of(release_texts(desk(), cli(), id, {})), Errc::needs_approval);
  std::vector<std::uint64_t> all;
  for (const auto& t : must(list_texts(desk(), privacy, id))) all.push_back(t.event);
  EXPECT_EQ(must(release_texts(desk(), privacy, id, all)), all.size());
  EXPECT_EQ(must(release_texts(desk(), privacy, id, all)), 0U) << "a second time nothing is left";
  out = exported("two");
  for (const char* word : {"Quibbleworth", "Snorkelbox", "Plumtree", "Fenwick"}) {
    EXPECT_NE(out.find(word), std::string::npos) << word;
  }
  const auto check = evidence::verify_bag((root / "two").string(), {});
  for (const auto& finding : check) EXPECT_NE(finding.level, evidence::Level::fault) << finding.what;
}

TEST_F(Compartments, TheScreenFindsNamesOfTheRegisterNumbersAndReporters) {
  resident(id, 1, "Canary Birdwhistle");
  const auto add = [&](const std::string& text) {
    must(write_entry(desk(), responder, id, {text, When(), false, EntryId()}));
  };
  add("Ms. Birdwhistle called.");
  add("Her number is SSN 517-46-9281.");
  add("Nothing about anybody.");
  const auto texts = must(list_texts(desk(), privacy, id));
  const auto found = [&](const std::string& part) -> std::vector<std::string> {
    for (const auto& t : texts) {
      if (t.text.find(part) != std::string::npos) return t.found;
    }
    return {"no such text"};
  };
  const auto called = found("called");
  EXPECT_NE(std::find(called.begin(), called.end(), "a name of the register"), called.end());
  EXPECT_FALSE(found("Her number").empty());
  EXPECT_TRUE(found("Nothing about").empty());
  must(release_texts(desk(), privacy, id, {}));
  const auto out = exported("clear");
  EXPECT_NE(out.find("Nothing about anybody"), std::string::npos);
  EXPECT_EQ(out.find("Birdwhistle"), std::string::npos);
  EXPECT_EQ(out.find("517-46-9281"), std::string::npos);
}

TEST_F(Compartments, ASuspectLeavesAsALetterEvenInReleasedWords) {
  must(write_entry(desk(), responder, id, {"Mordaunt Fenwick was asked.", When(), false, EntryId()}));
  letter();
  std::vector<std::uint64_t> all;
  for (const auto& t : must(list_texts(desk(), privacy, id))) all.push_back(t.event);
  must(release_texts(desk(), privacy, id, all));
  const auto out = exported("masked");
  EXPECT_NE(out.find("Person A was asked."), std::string::npos);
  EXPECT_EQ(out.find("Fenwick"), std::string::npos);
  const auto check = evidence::verify_bag((root / "masked").string(), {});
  for (const auto& finding : check) EXPECT_NE(finding.level, evidence::Level::fault) << finding.what;
}

TEST_F(Compartments, AnExportOfAnEarlierSizeDoesNotChangeWithALaterRelease) {
  must(write_entry(desk(), responder, id, {"Quibbleworth told us.", When(), false, EntryId()}));
  const auto size = must(publish(desk()));
  ExportOptions options;
  options.at = size;
  options.out = (root / "before").string();
  must(export_case(desk(), privacy, id, options));
  std::vector<std::uint64_t> all;
  for (const auto& t : must(list_texts(desk(), privacy, id))) all.push_back(t.event);
  must(release_texts(desk(), privacy, id, all));
  options.out = (root / "after").string();
  must(export_case(desk(), privacy, id, options));
  EXPECT_EQ(shell("diff -r '" + (root / "before").string() + "' '" + (root / "after").string() + "'"), 0);
}

// ---- encrypted exports -------------------------------------------------------------------------------

TEST_F(Compartments, AnEncryptedExportOpensWithAScriptThatIsNotOursAndVerifies) {
  resident(id, 1, "Canary Birdwhistle");
  must(write_entry(desk(), privacy, id, {"Counsel thinks so.", When(), true, EntryId()}));
  const auto item = sealed(id, privacy, "Canary Birdwhistle,517-46-9281\n");
  const auto options = sealed_options("out.llexport");
  const auto summary = must(export_case(desk(), privacy, id, options));
  const auto bytes = slurp(options.out);
  EXPECT_EQ(sha256_hex(bytes), summary.sha256);
  EXPECT_EQ(bytes.substr(0, 8), "LLEXPORT");
  EXPECT_EQ(bytes.find("Birdwhistle"), std::string::npos);
  EXPECT_FALSE(fs::exists(options.out + ".partial"));
  const std::string script = std::string(LEDGELIGHT_SOURCE_DIR) + "/examples/open_export.py";
  const auto tar = (root / "out.tar").string();
  ASSERT_EQ(shell("LEDGELIGHT_EXPORT_PASSPHRASE='four invented words here' python3 '" + script + "' '" + options.out +
                  "' '" + tar + "'"), 0);
  ASSERT_EQ(shell("tar -xf '" + tar + "' -C '" + root.string() + "'"), 0);
  const auto bag = root / id.str();
  const auto inside = everything_in(bag);
  for (const char* word : {"Canary Birdwhistle", "517-46-9281", "Counsel thinks so.", "Mordaunt Fenwick took"}) {
    EXPECT_NE(inside.find(word), std::string::npos) << word;
  }
  EXPECT_EQ(slurp(bag / "data/objects" / (id.str() + "-E1.bin")), "Canary Birdwhistle,517-46-9281\n");
  const auto check = evidence::verify_bag(bag.string(), {});
  for (const auto& finding : check) EXPECT_NE(finding.level, evidence::Level::fault) << finding.what;
  // A wrong passphrase and a changed or cut file open nothing.
  EXPECT_NE(shell("LEDGELIGHT_EXPORT_PASSPHRASE='four other words here' python3 '" + script + "' '" + options.out +
                  "' '" + tar + "2' 2>/dev/null"), 0);
  std::ofstream((root / "cut.llexport").string(), std::ios::binary) << bytes.substr(0, bytes.size() - 40);
  EXPECT_NE(shell("LEDGELIGHT_EXPORT_PASSPHRASE='four invented words here' python3 '" + script + "' '" +
                  (root / "cut.llexport").string() + "' '" + tar + "3' 2>/dev/null"), 0);
  // It is on the record, with its digest; the item counts as handed out.
  EXPECT_EQ(acts("custody.export"), 1U);
  bool said = false;
  for (const auto& c : must(list_custody(desk(), privacy, id))) said = said || c.purpose == "for the insurer's counsel";
  EXPECT_TRUE(said);
  const auto tx = must(desk().store().read());
  for (const auto& row : must(tx->events_of_case(id))) {
    if (row.kind != "audit.exported") continue;
    const auto event = must(parse_json(must(open_event(desk(), *tx, row)).text));
    EXPECT_EQ(event["object"]["file"], summary.sha256);
    EXPECT_EQ(event["object"]["personal"], true);
  }
}

TEST_F(Compartments, AnEncryptedExportOpensIntoAFolderAndNothingIsKeptOfABadOne) {
  resident(id, 1, "Canary Birdwhistle");
  sealed(id, privacy, std::string(300'000, 'e'));
  const auto options = sealed_options("out.llexport");
  const auto written = must(export_case(desk(), privacy, id, options));
  const auto good = slurp(options.out);
  const auto dir = (root / "opened").string();
  const auto done = must(open_export(options.out, dir, options.passphrase));
  EXPECT_EQ(done.case_id, id.str());
  EXPECT_GE(done.files, written.files) << "the payload, and the tag files beside it";
  EXPECT_EQ(slurp(fs::path(dir) / "data/objects" / (id.str() + "-E1.bin")),
            std::string(300'000, 'e'));
  for (const auto& finding : evidence::verify_bag(dir, {}))
    EXPECT_NE(finding.level, evidence::Level::fault) << finding.what;
  EXPECT_EQ(fs::status(fs::path(dir)).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(fs::path(dir) / "bagit.txt").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);

  const auto changed = [&](std::size_t at) {
    auto out = good;
    out[at] = static_cast<char>(out[at] ^ 1);
    return out;
  };
  auto heavy = good;
  heavy[16] = '\x7F';
  constexpr std::size_t message = 65'536 + 17;
  struct Bad {
    const char* name;
    std::string bytes, passphrase;
    Errc code;
  };
  const auto& right = options.passphrase;
  const std::vector<Bad> table = {
      {"another passphrase", good, "four other words here", Errc::bad_credential},
      {"no passphrase", good, "", Errc::bad_credential},
      {"another salt", changed(25), right, Errc::bad_credential},
      {"a changed first message", changed(70), right, Errc::bad_credential},
      {"a changed later message", changed(60 + message + 5), right, Errc::corrupt},
      {"a message dropped", good.substr(0, 60 + message) + good.substr(60 + 2 * message), right,
       Errc::corrupt},
      {"cut between messages", good.substr(0, 60 + message), right, Errc::truncated},
      {"cut within a message", good.substr(0, good.size() - 40), right, Errc::truncated},
      {"cut within the head", good.substr(0, 40), right, Errc::truncated},
      {"bytes after the end", good + "x", right, Errc::truncated},
      {"another kind of file", "PK\x03\x04 and so on", right, Errc::unsupported},
      {"nothing", "", right, Errc::unsupported},
      {"a newer version", changed(8), right, Errc::unsupported},
      {"work without measure", heavy, right, Errc::unsupported},
  };
  for (const auto& bad : table) {
    const auto file = (root / "bad.llexport").string();
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bad.bytes;
    EXPECT_EQ(code_of(open_export(file, (root / "none").string(), bad.passphrase)), bad.code)
        << bad.name;
    EXPECT_FALSE(fs::exists(root / "none")) << bad.name;
    EXPECT_FALSE(fs::exists(root / "none.partial")) << bad.name;
  }
  EXPECT_EQ(code_of(open_export(options.out, dir, right)), Errc::conflict);
}

TEST_F(Compartments, AnEncryptedExportNeedsPermissionPurposeAndAPassphrase) {
  auto options = sealed_options("none.llexport");
  EXPECT_EQ(code_of(export_case(desk(), responder, id, options)), Errc::denied);
  EXPECT_EQ(code_of(export_case(desk(), officer("auditor", {Role::auditor}), id, options)), Errc::denied);
  options.purpose = " ";
  EXPECT_EQ(code_of(export_case(desk(), privacy, id, options)), Errc::bad_input);
  options = sealed_options("none.llexport");
  options.passphrase = "short";
  EXPECT_EQ(code_of(export_case(desk(), privacy, id, options)), Errc::bad_input);
  EXPECT_FALSE(fs::exists(root / "none.llexport"));
  EXPECT_FALSE(fs::exists(root / "none.llexport.partial"));
  EXPECT_EQ(acts("audit.exported"), 0U);
  std::ofstream(options.out) << "mine";
  options.passphrase = "four invented words here";
  EXPECT_EQ(code_of(export_case(desk(), privacy, id, options)), Errc::conflict);
  EXPECT_EQ(slurp(options.out), "mine");
}

TEST_F(Compartments, AnEncryptedExportIsGoneWhenItCannotBeRecorded) {
  const auto options = sealed_options("out.llexport");
  {
    const auto blocked = sealed(id, privacy, "bytes");
    const auto path = desk().vault().path_of(blocked.blob);
    fs::permissions(path, fs::perms::owner_all);
    std::ofstream(path, std::ios::binary | std::ios::trunc) << "damaged";
  }
  EXPECT_FALSE(export_case(desk(), privacy, id, options).has_value());
  EXPECT_FALSE(fs::exists(options.out));
  EXPECT_FALSE(fs::exists(options.out + ".partial"));
  EXPECT_EQ(acts("audit.exported"), 0U);
}

TEST_F(Compartments, PersonalAndPrivilegedAreAskedForApart) {
  must(write_entry(desk(), privacy, id, {"Counsel thinks so.", When(), true, EntryId()}));
  sealed(id, privacy, "Canary Birdwhistle");
  auto options = sealed_options("p.llexport");
  options.privileged = false;
  must(export_case(desk(), privacy, id, options));
  const std::string script = std::string(LEDGELIGHT_SOURCE_DIR) + "/examples/open_export.py";
  const auto open = [&](const std::string& file, const std::string& tar) {
    return shell("LEDGELIGHT_EXPORT_PASSPHRASE='four invented words here' python3 '" + script + "' '" + file + "' '" + tar + "'");
  };
  ASSERT_EQ(open(options.out, (root / "p.tar").string()), 0);
  EXPECT_EQ(slurp(root / "p.tar").find("Counsel thinks so."), std::string::npos);
  options = sealed_options("q.llexport");
  options.personal = false;
  must(export_case(desk(), privacy, id, options));
  ASSERT_EQ(open(options.out, (root / "q.tar").string()), 0);
  const auto q = slurp(root / "q.tar");
  EXPECT_NE(q.find("Counsel thinks so."), std::string::npos);
  EXPECT_EQ(q.find("Canary Birdwhistle"), std::string::npos);
  EXPECT_EQ(acts("custody.export"), 1U) << "only the one with evidence in clear hands it out";
}

}  // namespace
}  // namespace ledgelight::desk
