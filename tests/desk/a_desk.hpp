// A desk of invented people in a temporary folder: the real store, vault, keys and law, with a
// clock that stands still and randomness that repeats.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

#include "base/civil.hpp"
#include "casefile/report.hpp"
#include "desk/cases.hpp"
#include "desk/duties.hpp"
#include "desk/evidence.hpp"
#include "desk/officers.hpp"
#include "desk/people.hpp"
#include "desk/readings.hpp"
#include "desk/reports.hpp"
#include "wiring/init_desk.hpp"

namespace ledgelight::desk {

/// The value, or the end of this test with the reason.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  return std::move(result).value();
}
inline void must(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().detail);
}
template <class T>
Errc code_of(const Result<T>& result) {
  return result ? Errc{} : result.error().code;
}

class ADesk : public ::testing::Test {
 protected:
  ADesk() : clock(must(parse_instant("2026-03-02T15:00:00Z"))), chance("a desk") {
    // In memory where there is such a place: each desk syncs some thirty times while it is made.
    const std::filesystem::path memory = "/dev/shm";
    const auto under = ::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
    std::string name = (under / "ledgelight-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    root = name;
    wiring::InitOptions options;
    options.origin = "test.example/desk";
    options.clock = &clock;
    options.randomness = &chance;
    made = must(wiring::init_desk(folder(), "us/ct/stamford", options));
  }
  ~ADesk() override {
    made.reset();
    std::error_code none;
    std::filesystem::permissions(root, std::filesystem::perms::owner_all, none);
    std::filesystem::remove_all(root, none);
  }

  std::string folder() const { return (root / "desk").string(); }
  Desk& desk() { return *made; }
  Actor cli() const { return Actor::of_command_line("1000"); }

  OfficerId new_officer(const std::string& login, const std::set<Role>& roles) {
    return must(add_officer(desk(), cli(), {login, "Officer " + login, roles, ""})).id;
  }
  Actor officer(const std::string& login, const std::set<Role>& roles) {
    return Actor::of_officer(new_officer(login, roles), roles);
  }

  static casefile::ReportForm a_form(const std::string& what = "A list of names lay on a bus.") {
    casefile::ReportForm form;
    form.kind = "exposed_records";
    form.what = what;
    form.when = must(When::parse("2026-03-01"));
    return form;
  }
  StagedFile staged(const std::string& name, const std::string& bytes) {
    auto stage = must(FileStage::begin(desk(), name, "text/plain", 1U << 20));
    must(stage->write(bytes));
    return must(stage->finish());
  }
  EvidenceLine sealed(const CaseId& id, const Actor& actor, const std::string& bytes) {
    auto intake = must(EvidenceIntake::begin(desk(), actor, id, {"list.txt", "a drawer", "look", ""}));
    must(intake->write(bytes));
    return must(intake->finish());
  }
  /// Counsel signs whatever the newest sheet rests on, for the case.
  void sign_readings(const Actor& counsel, const CaseId& id) {
    const auto sheet = must(list_sheets(desk(), counsel, id)).at(0).id;
    for (const auto& line : must(readings_of_sheet(desk(), counsel, sheet))) {
      if (!line.signature) must(sign_reading(desk(), counsel, sheet, line.reading.id, "case", "the earlier day is taken"));
    }
  }
  static casefile::Fact known(const std::string& name, Json value) {
    casefile::Fact fact;
    fact.name = name;
    fact.certainty = casefile::Certainty::known;
    fact.value = std::move(value);
    fact.said_by = "test";
    return fact;
  }
  /// An accepted resident, as discovery would propose; without an address when `street` is empty.
  PersonId resident(const CaseId& id, int number, const std::string& name,
                    std::vector<std::string> elements = {"name", "ssn"}, const std::string& state = "US-CT",
                    const std::string& street = "Invented Road") {
    const auto tx = must(desk().store().write());
    const auto kase = must(tx->find_case(id));
    PersonRow row;
    row.id = PersonId("p-" + std::to_string(100000 + number));
    row.case_id = id;
    row.residence = state;
    row.status = "pending";
    row.standing = "accepted";
    row.key = must(make_key(desk(), *tx, "person", kase->key));
    PersonBody body;
    body.name = Personal<std::string>(name);
    if (!street.empty()) {
      body.address = {Personal<std::string>(std::to_string(number) + " " + street),
                      Personal<std::string>("Stamford, CT 06903")};
    }
    body.elements = std::move(elements);
    body.where = {"list.txt"};
    body.ground = "mailing address in Connecticut";
    must(seal_person(desk(), *tx, row, body));
    must(tx->put_people({row}));
    must(tx->commit());
    return row.id;
  }

  std::filesystem::path root;
  FixedClock clock;
  SeededRandomness chance;
  std::unique_ptr<Desk> made;
};

}  // namespace ledgelight::desk
