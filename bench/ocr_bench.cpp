// rooms: base discover print
//
// How often words in pictures are misread. Pages of invented people are set by our own printer, drawn
// by pdftoppm at 200 and 300 dots an inch, then spoilt as scanners spoil pages (turned, noisy, pale,
// photocopied to black and white), and read by ledgelight-decode-ocr as evidence is:
//   LEDGELIGHT_DECODE=build/release/ledgelight-decode build/release/bench/ocr_bench [PAGES (6)]
// Characters: one less the edit distance over the characters of the page, white space as one blank.
// Elements: those of the truth that the scan finds with their value right, and how many it finds.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "discover/decoder.hpp"
#include "discover/scan.hpp"
#include "print/pdf.hpp"

using namespace ledgelight;
using namespace ledgelight::discover;

namespace {

using Values = std::multiset<std::string>;  ///< "SSN=219121234"

struct Page {
  std::string pdf, words;
  Values truth;
};

Page page_of(std::mt19937& chance) {
  static constexpr std::array given{"Maribel", "Thaddeus", "Ingrid", "Okonkwo", "Priscilla", "Desmond", "Yolanda", "Casimir"};
  static constexpr std::array family{"Vandermeer", "Abernathy", "Castellano", "Whitlock", "Oyelaran", "Pemberton", "Quintero", "Halvorsen"};
  static constexpr std::array street{"Elm Street", "Long Ridge Road", "Cedar Lane", "Willow Avenue"};
  const auto pick = [&](const auto& list) { return std::string(list[chance() % list.size()]); };
  const auto digits = [&](int n) {
    std::string out;
    while (n-- > 0) out += static_cast<char>('0' + chance() % 10);
    return out;
  };
  Page page;
  print::Document d;
  d.title = "Record of a household";
  d.author = "an invented office";
  d.created = std::chrono::year(2026) / std::chrono::March / 2;
  d.blocks.push_back(print::Heading{1, "Record of a household"});
  print::Table table;
  table.header = {"Name", "SSN", "Date of birth"};
  table.widths = {3, 2, 2};
  const auto ssn = [&] { return std::to_string(100 + chance() % 560) + std::to_string(10 + chance() % 89) + std::to_string(1000 + chance() % 8999); };
  const auto dashed = [](const std::string& s) { return s.substr(0, 3) + "-" + s.substr(3, 2) + "-" + s.substr(5); };
  for (int i = 0; i < 6; ++i) {
    const auto name = pick(given) + " " + pick(family), number = ssn();
    const auto month = std::to_string(10 + chance() % 3), day = std::to_string(10 + chance() % 18), year = std::to_string(1940 + chance() % 60);
    table.rows.push_back({name, dashed(number), month + "/" + day + "/" + year});
    page.truth.insert("NAME=" + name);
    page.truth.insert("SSN=" + number);
    page.truth.insert("DOB=" + year + "-" + month + "-" + day);
  }
  table.summary = "Who lives there";
  d.blocks.push_back(table);
  for (int i = 0; i < 4; ++i) {
    const auto number = ssn(), house = std::to_string(10 + chance() % 890), zip = "069" + std::to_string(10 + chance() % 10);
    const auto name = pick(given) + " " + pick(family), mail = lowered(name.substr(0, name.find(' '))) + digits(3) + "@city.example";
    const auto address = house + " " + pick(street) + ", Stamford, CT " + zip;
    const std::string phone = "203977" + std::to_string(1000 + chance() % 8999);
    d.blocks.push_back(print::Paragraph{"The caseworker spoke with " + name + ", SSN " + dashed(number) + ", of " + address +
                                        ". Telephone (203) " + phone.substr(3, 3) + "-" + phone.substr(6) + ", e-mail " + mail +
                                        ". Nothing else was asked, and the visit ended before noon."});
    page.truth.insert("NAME=" + name);
    page.truth.insert("SSN=" + number);
    page.truth.insert("ADDR=" + address);
    page.truth.insert("PHONE=" + phone);
    page.truth.insert("EMAIL=" + mail);
  }
  auto pdf = print::render(d);
  if (!pdf) {
    std::fprintf(stderr, "%s\n", pdf.error().detail.c_str());
    std::exit(1);
  }
  page.pdf = pdf->bytes;
  page.words = print::words_of(d);
  return page;
}

struct Grey {
  int width = 0, height = 0;
  std::vector<unsigned char> at;
};

Grey drawn(const std::string& pdf, int dots) {
  const auto base = std::filesystem::temp_directory_path() / ("ocr-bench-" + std::to_string(::getpid()));
  const auto in = base.string() + ".pdf", out = base.string() + "-page";
  std::ofstream(in, std::ios::binary) << pdf;
  const auto command = "pdftoppm -gray -f 1 -l 1 -singlefile -r " + std::to_string(dots) + " '" + in + "' '" + out + "'";
  if (std::system(command.c_str()) != 0) {
    std::fprintf(stderr, "pdftoppm is not here, or failed\n");
    std::exit(1);
  }
  std::ifstream file(out + ".pgm", std::ios::binary);
  std::string mark;
  int most = 0;
  Grey g;
  file >> mark >> g.width >> g.height >> most;
  file.get();
  g.at.resize(static_cast<std::size_t>(g.width) * static_cast<std::size_t>(g.height));
  file.read(reinterpret_cast<char*>(g.at.data()), static_cast<std::streamsize>(g.at.size()));
  std::filesystem::remove(in);
  std::filesystem::remove(out + ".pgm");
  return g;
}

Grey turned(const Grey& g, double degrees) {
  Grey out{g.width, g.height, std::vector<unsigned char>(g.at.size(), 255)};
  const double a = degrees * 3.14159265358979 / 180, c = std::cos(a), s = std::sin(a), mx = g.width / 2.0, my = g.height / 2.0;
  for (int y = 0; y < g.height; ++y)
    for (int x = 0; x < g.width; ++x) {
      const double fx = c * (x - mx) + s * (y - my) + mx, fy = -s * (x - mx) + c * (y - my) + my;
      const int ix = static_cast<int>(std::floor(fx)), iy = static_cast<int>(std::floor(fy));
      if (ix < 0 || iy < 0 || ix + 1 >= g.width || iy + 1 >= g.height) continue;
      const auto pixel = [&](int px, int py) { return static_cast<double>(g.at[static_cast<std::size_t>(py) * static_cast<std::size_t>(g.width) + static_cast<std::size_t>(px)]); };
      const double u = fx - ix, v = fy - iy;
      out.at[static_cast<std::size_t>(y) * static_cast<std::size_t>(g.width) + static_cast<std::size_t>(x)] = static_cast<unsigned char>(
          (1 - v) * ((1 - u) * pixel(ix, iy) + u * pixel(ix + 1, iy)) + v * ((1 - u) * pixel(ix, iy + 1) + u * pixel(ix + 1, iy + 1)));
    }
  return out;
}

/// Grain of a scanner, paper that is not white and ink that is not black.
Grey spoilt(Grey g, double grain, double contrast, bool black_and_white, std::mt19937& chance) {
  std::normal_distribution<double> noise(0, grain);
  for (auto& p : g.at) {
    double v = 128 + (p - 128) * contrast + noise(chance);
    if (black_and_white) v = v < 150 ? 0 : 255;
    p = static_cast<unsigned char>(std::clamp(v, 0.0, 255.0));
  }
  return g;
}

std::string pgm(const Grey& g) {
  return "P5\n" + std::to_string(g.width) + " " + std::to_string(g.height) + "\n255\n" +
         std::string(reinterpret_cast<const char*>(g.at.data()), g.at.size());
}

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
  double degrees, grain, contrast;
  bool black_and_white;
};

}  // namespace

int main(int argc, char** argv) {
  const int pages = argc > 1 ? std::atoi(argv[1]) : 6;
  static constexpr std::array<Way, 6> ways{{{"300 dpi, clean", 300, 0, 0, 1, false},
                                            {"200 dpi, clean", 200, 0, 0, 1, false},
                                            {"300 dpi, turned 1.5 degrees, grain", 300, 1.5, 25, 0.8, false},
                                            {"200 dpi, turned 1.5 degrees, grain", 200, 1.5, 25, 0.8, false},
                                            {"200 dpi, pale, strong grain", 200, 0.5, 40, 0.5, false},
                                            {"200 dpi, photocopied black and white", 200, 1, 45, 0.9, true}}};
  std::printf("%-40s%12s%8s%8s%8s%8s%8s\n", "picture", "characters", "truth", "found", "right", "P", "R");
  for (const auto& way : ways) {
    std::mt19937 chance(20261126);
    std::size_t letters = 0, wrong = 0, truth = 0, found = 0, right = 0;
    for (int p = 0; p < pages; ++p) {
      const auto page = page_of(chance);
      auto grey = drawn(page.pdf, way.dots);
      if (way.degrees != 0) grey = turned(grey, way.degrees);
      if (way.grain > 0 || way.contrast < 1) grey = spoilt(std::move(grey), way.grain, way.contrast, way.black_and_white, chance);
      const auto picture = pgm(grey);
      const auto want = on_one_line(page.words), got = on_one_line(read_words(picture));
      letters += want.size();
      wrong += std::min(want.size(), distance(want, got));
      Collected all;
      MemorySource source(picture);
      if (!scan(source, 0, "", all)) continue;
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
    std::printf("%-40s%12.4f%8zu%8zu%8zu%8.3f%8.3f\n", way.name, letters == 0 ? 0 : 1 - static_cast<double>(wrong) / static_cast<double>(letters),
                truth, found, right, found == 0 ? 0 : static_cast<double>(right) / static_cast<double>(found),
                truth == 0 ? 0 : static_cast<double>(right) / static_cast<double>(truth));
    std::fflush(stdout);
  }
  return 0;
}
