// Date arithmetic against figures nobody here worked out: breach notices as a state attorney general
// publishes them, with days between derived by the portal. Both exports must be in
// LEDGELIGHT_DATA/breach-reports.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "law/clock.hpp"

namespace ledgelight::law {
namespace {

using Row = std::map<std::string, std::string>;

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> out{""};
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
        out.back() += '"';
        ++i;
      } else {
        quoted = !quoted;
      }
    } else if (line[i] == ',' && !quoted) {
      out.emplace_back();
    } else {
      out.back() += line[i];
    }
  }
  return out;
}

std::vector<Row> rows_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string line;
  std::getline(in, line);
  const auto names = cells_of(line);
  std::vector<Row> out;
  while (std::getline(in, line)) {
    const auto cells = cells_of(line);
    EXPECT_EQ(cells.size(), names.size()) << line;
    Row row;
    for (std::size_t i = 0; i < std::min(cells.size(), names.size()); ++i) row[names[i]] = cells[i];
    out.push_back(std::move(row));
  }
  return out;
}

// "02/04/2021 12:00:00 AM" (2024) or "2021 Feb 04 12:00:00 AM" (2026).
std::optional<Date> date_of(const std::string& text) {
  if (text.empty()) return {};
  if (text[2] == '/') return *parse_date(text.substr(6, 4) + "-" + text.substr(0, 2) + "-" + text.substr(3, 2));
  const std::string months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const auto month = months.find(text.substr(5, 3)) / 3 + 1;
  return *parse_date(text.substr(0, 4) + (month < 10 ? "-0" : "-") + std::to_string(month) + "-" + text.substr(9, 2));
}

std::optional<int> number_of(const std::string& text) {
  const auto digits = replaced(text, ",", "");
  return digits.empty() ? std::nullopt : std::optional(std::stoi(digits));
}

std::optional<int> between(std::optional<Date> from, std::optional<Date> to) {
  return from && to ? std::optional(days_between(*from, *to)) : std::nullopt;
}

TEST(BreachReports, AgreeWithEveryDerivedColumnOfBothExports) {
  const char* data = std::getenv("LEDGELIGHT_DATA");
  const auto folder = std::filesystem::path(data == nullptr ? "" : data) / "breach-reports";
  if (data == nullptr || !std::filesystem::is_directory(folder))
    GTEST_SKIP() << "set LEDGELIGHT_DATA to a folder with breach-reports/";
  const Calendar every_day{};
  for (const auto* name : {"wa-ago-export-2024-05-23.dev.csv", "wa-ago-export-2026-08-13.dev.csv"}) {
    const auto rows = rows_of(folder / name);
    ASSERT_GT(rows.size(), 800U) << name;
    int compared = 0, agreed = 0, counted = 0;
    const auto agree = [&](const Row& row, const char* column, const auto& ours, const auto& theirs) {
      ++compared;
      if (ours == theirs)
        ++agreed;
      else
        ADD_FAILURE() << name << " Id " << row.at("Id") << " " << column;
    };
    for (const auto& row : rows) {
      const auto aware = date_of(row.at("DateAware")), sent = date_of(row.at("DateSubmitted"));
      const auto start = date_of(row.at("DateStart")), end = date_of(row.at("DateEnd"));
      const auto number = [&](const char* column, std::optional<int> ours) {
        agree(row, column, ours, number_of(row.at(column)));
      };
      const auto elapsed = between(aware, sent), identify = between(start, aware);
      const auto after_end = between(end, aware);
      const auto contain = after_end ? std::optional(std::max(0, -*after_end)) : std::nullopt;
      number("DaysElapsedBeforeNotification", elapsed);
      number("DaysToIdentifyBreach", identify);
      number("DaysOfExposure", between(start, end));
      number("DaysElapsedBetweenEndAndDiscovery", after_end && *after_end > 0 ? after_end : std::nullopt);
      number("DaysToContainBreach", contain);
      number("DaysBreachLifecycle", identify && contain ? std::optional(*identify + *contain) : std::nullopt);
      // The reporting year runs from 24 July and is named after its end.
      const int year = int(sent->year());
      const bool next = *sent >= Date{sent->year() / std::chrono::July / 24};
      number("Year", next ? year + 1 : year);
      const auto truth = [&](const char* column, bool ours) {
        agree(row, column, ours, row.at(column) == "true");
      };
      truth("DiscoveredInProgress", after_end && *after_end <= 0);
      truth("EndedOnDayDiscovered", after_end && *after_end == 0);
      // The same number, counted day by day as a deadline is: it ends on the day they reported.
      if (elapsed && *elapsed >= 0) {
        const auto count = count_days(Unit::calendar_days, *elapsed, *aware, every_day);
        ASSERT_TRUE(count);
        agree(row, "the day counted to", count->last_day, *sent);
        ++counted;
      }
    }
    std::cout << name << ": " << rows.size() << " rows, " << compared << " comparisons (" << counted
              << " deadlines counted), " << agreed << " agreements\n";
    EXPECT_EQ(agreed, compared);
  }
}

}  // namespace
}  // namespace ledgelight::law
