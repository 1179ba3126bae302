// rooms: base
//
// Writes a folder of invented mixed evidence for bench/discover_bench.sh, the same bytes every
// time:
//   evidence_bench FOLDER MEBIBYTES [EVERY]     EVERY: one record in so many lines (2000)
//   evidence_bench FOLDER people ROWS           tables in which every row is a person of their own
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "invented_evidence.hpp"

int main(int count, char** arguments) {
  if (count < 3) {
    std::cerr << "usage: evidence_bench FOLDER MEBIBYTES [EVERY]\n";
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  if (std::string_view(arguments[2]) == "people") {
    constexpr std::size_t at_once = 20'000;
    std::filesystem::create_directories(folder);
    const auto rows =
        static_cast<std::size_t>(std::strtoull(count > 3 ? arguments[3] : "0", nullptr, 10));
    for (std::size_t done = 0; done < rows; done += at_once) {
      ledgelight::bench::Invented make(done, 1);
      std::ofstream(folder / (std::to_string(done / at_once) + "-people.csv"), std::ios::binary)
          << make.register_table(std::min(at_once, rows - done));
    }
    return 0;
  }
  const auto size = static_cast<std::size_t>(std::strtoull(arguments[2], nullptr, 10)) << 20;
  const int every = count > 3 ? std::max(1, std::atoi(arguments[3])) : 2000;
  std::filesystem::create_directories(folder);
  std::size_t written = 0, people = 0;
  for (std::uint64_t n = 0; written < size; ++n) {
    ledgelight::bench::Invented make(n, every);
    const auto write = [&](const char* ending, const std::string& bytes) {
      std::ofstream(folder / (std::to_string(n) + ending), std::ios::binary) << bytes;
      written += bytes.size();
    };
    constexpr std::size_t unit = 64U << 10;
    write("-access.log", make.access_log(100 * unit));
    write("-system.log", make.system_log(60 * unit));
    write("-app.jsonl", make.json_log(40 * unit));
    write("-notes.txt", make.prose(20 * unit));
    write("-minutes.html", make.page(5 * unit));
    write("-meters.csv", make.meter_table(20 * unit));
    write("-message.eml", make.mail(5 * unit));
    // Rows about people: their share falls with everything else.
    const auto rows = std::max<std::size_t>(4096, 200 * unit / static_cast<std::size_t>(every));
    write("-people.csv", make.people_table(rows));
    write("-users.sql", make.sql_dump(rows));
    people += 2 * rows;
  }
  std::cout << written << " bytes, of them " << people << " in tables of people\n";
  return 0;
}
