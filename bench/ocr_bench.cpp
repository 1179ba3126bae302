// rooms: base discover print
// libs: pangocairo
//
// How often words in pictures are misread. Pages of invented people in three layouts and faces are
// drawn, spoilt as scanners, copiers, fax machines and telephones spoil pages (ocr_pages.hpp), and
// read by ledgelight-decode-ocr as evidence is:
//   LEDGELIGHT_DECODE=build/release/ledgelight-decode build/release/bench/ocr_bench [ROUNDS (1)
//   [WAY… | --keep DIR]]
// ROUNDS: how many pages of each layout. WAY: only the ways of spoiling whose names hold one of
// these words. --keep writes each picture, its words and its values into DIR instead of reading it.
// Characters: one less the edit distance over the characters of the page, white space as one blank.
// Elements: those of the truth that the scan finds with their value right, and how many it finds.
// Said badly: pictures of which the scan says that they were read badly.
#include <cstring>
#include <functional>
#include <iterator>

#include "discover/decoder.hpp"
#include "discover/scan.hpp"
#include "ocr_pages.hpp"

using namespace ledgelight;
using namespace ledgelight::bench;
using namespace ledgelight::discover;

namespace {

std::string read_words(const std::string& picture) {
  MemorySource source(picture);
  auto reading = Unpacking::start(Container::picture, source, {});
  std::string out;
  std::vector<char> buffer(65536);
  while (reading) {
    auto member = (*reading)->next();
    if (!member || !*member) break;
    do {
      for (auto n = (*reading)->read(buffer); n && *n > 0; n = (*reading)->read(buffer)) out.append(buffer.data(), *n);
      out += '\n';
    } while ((*reading)->next_piece());
  }
  return out;
}

std::string on_one_line(std::string_view s) {
  std::string out;
  for (const char c : s) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '"';
    if (!blank) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)});
      corner = above;
    }
  }
  return row[b.size()];
}

struct Way {
  const char* name;
  int dots;
  std::function<std::string(const Grey&, std::mt19937&)> spoil;
};

/// Turned, then with the grain of a scanner.
std::function<std::string(const Grey&, std::mt19937&)>
scanned(double degrees, double grain, double contrast, bool black_and_white) {
  return [=](const Grey& g, std::mt19937& chance) {
    return pgm(spoilt(turned(g, degrees), grain, contrast, black_and_white, chance));
  };
}

const std::vector<Way>& ways() {
  static const std::vector<Way> all{
      {"300 dpi, clean", 300, [](const Grey& g, std::mt19937&) { return pgm(g); }},
      {"200 dpi, clean", 200, [](const Grey& g, std::mt19937&) { return pgm(g); }},
      {"100 dpi, clean, as a screen shows it", 100,
       [](const Grey& g, std::mt19937&) { return pgm(g); }},
      {"300 dpi, turned 1.5 degrees, grain", 300, scanned(1.5, 25, 0.8, false)},
      {"200 dpi, turned 1.5 degrees, grain", 200, scanned(1.5, 25, 0.8, false)},
      {"200 dpi, pale, strong grain", 200, scanned(0.5, 40, 0.5, false)},
      {"200 dpi, photocopied black and white", 200, scanned(1, 45, 0.9, true)},
      {"fax, 204 by 98 dpi", 196,
       [](const Grey& g, std::mt19937& chance) {
         const auto wide = moved(g, g.width * 204 / 196, g.height, [](int x, int y) {
           return std::pair(x * 196.0 / 204, double(y));
         });
         return tiff(faxed(wide, chance), 204, 98);
       }},
      {"photograph, 180 dpi, aslant, shaded", 180,
       [](const Grey& g, std::mt19937& chance) { return pgm(photographed(g, chance)); }},
      {"200 dpi, a quarter to the right", 200,
       [](const Grey& g, std::mt19937&) { return pgm(quarters(g, 1)); }},
      {"200 dpi, upside down, grain", 200,
       [](const Grey& g, std::mt19937& chance) {
         return pgm(spoilt(quarters(g, 2), 15, 0.9, false, chance));
       }},
  };
  return all;
}

void keep(const std::string& folder, const std::string& name, const Page& page,
          const std::string& picture) {
  std::ofstream(folder + "/" + name + ".img", std::ios::binary) << picture;
  std::ofstream(folder + "/" + name + ".txt") << page.words;
  std::ofstream values(folder + "/" + name + ".values");
  for (const auto& v : page.printed)
    values << v << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 1;
  const std::string folder = argc > 3 && std::strcmp(argv[2], "--keep") == 0 ? argv[3] : "";
  static constexpr std::array layouts{record_page, column_page, typed_page};
  if (folder.empty())
    std::printf("%-40s%12s%8s%8s%8s%8s%8s%8s\n", "picture", "characters", "truth", "found", "right",
                "P", "R", "badly");
  for (std::size_t w = 0; w < ways().size(); ++w) {
    const auto& way = ways()[w];
    if (argc > 2 && folder.empty() && std::none_of(argv + 2, argv + argc, [&](const char* word) {
          return std::strstr(way.name, word) != nullptr;
        }))
      continue;
    std::mt19937 chance(20261126);
    std::size_t letters = 0, wrong = 0, truth = 0, found = 0, right = 0;
    int badly = 0;
    for (std::size_t p = 0; p < static_cast<std::size_t>(rounds) * layouts.size(); ++p) {
      const auto page = layouts[p % layouts.size()](chance);
      const auto picture = way.spoil(drawn(page, way.dots), chance);
      if (!folder.empty()) {
        keep(folder, std::to_string(w) + "-" + std::to_string(p), page, picture);
        continue;
      }
      const auto want = on_one_line(page.words), got = on_one_line(read_words(picture));
      letters += want.size();
      wrong += std::min(want.size(), distance(want, got));
      Collected all;
      MemorySource source(picture);
      if (!scan(source, 0, "", all)) continue;
      badly += std::any_of(all.not_read.begin(), all.not_read.end(), [](const Unread& u) {
        return u.reason.find("read badly") != std::string::npos;
      });
      auto left = page.truth;
      truth += left.size();
      for (const auto& f : all.findings) {
        if (f.element == Element::state) continue;
        ++found;
        const auto at = left.find(std::string(token_of(f.element)) + "=" + f.norm.reveal(Purpose::test));
        if (at == left.end()) continue;
        ++right;
        left.erase(at);
      }
    }
    if (!folder.empty()) continue;
    std::printf("%-40s%12.4f%8zu%8zu%8zu%8.3f%8.3f%8d\n", way.name,
                letters == 0 ? 0 : 1 - static_cast<double>(wrong) / static_cast<double>(letters),
                truth, found, right,
                found == 0 ? 0 : static_cast<double>(right) / static_cast<double>(found),
                truth == 0 ? 0 : static_cast<double>(right) / static_cast<double>(truth), badly);
    std::fflush(stdout);
  }
  return 0;
}
