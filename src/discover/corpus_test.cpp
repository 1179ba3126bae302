// The development corpus, scored by its own scorer: run with LEDGELIGHT_DATA=…/data.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/text.hpp"
#include "discover/scan.hpp"
#include "discover/write.hpp"

namespace ledgelight::discover {
namespace {

namespace fs = std::filesystem;

struct Score {
  double truth = 0, found = 0, precision = 0, recall = 0;
};

std::string whole(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Corpus : public testing::Test {
 protected:
  void SetUp() override {
    const char* data = std::getenv("LEDGELIGHT_DATA");
    if (data == nullptr) GTEST_SKIP() << "LEDGELIGHT_DATA is not set";
    root_ = fs::path(data) / "pii" / "corpus_dev";
    work_ = fs::path(testing::TempDir()) / ("corpus-" + std::to_string(::getpid()));
    fs::create_directories(work_ / "truth");
    for (const auto& e : fs::recursive_directory_iterator(root_ / "evidence"))
      if (e.is_regular_file()) names_.push_back(fs::relative(e.path(), root_ / "evidence").string());
    std::sort(names_.begin(), names_.end());
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      const auto bytes = whole(root_ / "evidence" / names_[i]);
      MemorySource source(bytes);
      ASSERT_TRUE(scan(source, i, names_[i], all_)) << names_[i];
    }
  }
  void TearDown() override {
    if (!work_.empty()) fs::remove_all(work_);
  }

  std::map<std::string, Score> scored() {
    const auto people = build_register(all_.findings);
    std::istringstream rows(findings_tsv(all_.findings, people, names_, Reveal::yes));
    std::ofstream out(work_ / "f.tsv", std::ios::binary);
    std::string line;
    while (std::getline(rows, line)) {
      // A gzip that stores no name is named after its file; the truth has another name for it.
      auto cells = split(line, '\t');
      if (cells[0].size() > 3 && cells[0].substr(cells[0].size() - 3) == ".gz") cells[1] = "*";
      out << join(cells, "\t") << '\n';
    }
    out.close();
    std::ofstream(work_ / "s.tsv", std::ios::binary) << states_tsv(people.states());
    for (const auto* name : {"occ.tsv", "decoy.tsv", "register.tsv"})
      fs::copy_file(root_ / "truth" / name, work_ / "truth" / name);
    const std::string command = "python3 '" + (root_.parent_path() / "score.py").string() + "' --truth '" +
                                (work_ / "truth").string() + "' --findings '" + (work_ / "f.tsv").string() + "' --states '" +
                                (work_ / "s.tsv").string() + "'";
    std::map<std::string, Score> out_scores;
    FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) return out_scores;
    char buffer[512];
    while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) {
      std::fputs(buffer, stdout);
      std::istringstream words(buffer);
      const std::string_view told(buffer);
      if (const auto at = told.find("B-cubed"); at != told.npos)
        b_cubed_ = std::atof(buffer + told.find("F1", at) + 2);
      if (const auto at = told.find("over states"); at != told.npos)
        states_off_ = std::atof(buffer + told.find('(', at) + 1);
      std::string element;
      Score s;
      double hits = 0;
      if (words >> element >> s.truth >> s.found >> hits && s.truth > 0) {
        s.precision = s.found > 0 ? hits / s.found : 0;
        s.recall = hits / s.truth;
        out_scores[element] = s;
      }
    }
    EXPECT_EQ(::pclose(pipe), 0);
    return out_scores;
  }

  double b_cubed_ = 0, states_off_ = 1;  ///< of the run scored last
  fs::path root_, work_;
  std::vector<std::string> names_;
  Collected all_;
};

TEST_F(Corpus, NumbersAreFoundWhereTheyAreAndNowhereElse) {
  auto scores = scored();
  for (const char* element : {"SSN", "CARD", "ITIN", "DOB", "EMAIL", "ROUTING", "MBI"}) {
    ASSERT_GT(scores[element].truth, 0) << element;
    EXPECT_GE(scores[element].precision, 0.95) << element;
    EXPECT_GE(scores[element].recall, 0.95) << element;
  }
  EXPECT_GE(scores["NAME"].precision, 0.9);
  EXPECT_GE(scores["NAME"].recall, 0.9);
  EXPECT_GE(scores["ADDR"].recall, 0.9);
}

TEST_F(Corpus, PeopleAndTheirStatesAreAlmostAlwaysRight) {
  scored();
  EXPECT_GE(b_cubed_, 0.97);
  EXPECT_LE(states_off_, 0.02);
}

TEST_F(Corpus, EveryFileIsInOneOfTheTwoLists) {
  std::map<std::uint32_t, int> listed;
  for (const auto& f : all_.files) ++listed[f.file];
  for (const auto& u : all_.not_read) ++listed[u.file];
  for (std::uint32_t i = 0; i < names_.size(); ++i) EXPECT_GT(listed[i], 0) << names_[i];
}

}  // namespace
}  // namespace ledgelight::discover
