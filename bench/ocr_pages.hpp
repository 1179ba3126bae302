// ocr_pages.hpp: pages of invented people for ocr_bench, drawn in shades of grey and then spoilt as
// scanners, copiers, fax machines and telephones spoil pages.
#pragma once

#include <pango/pangocairo.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "print/pdf.hpp"

namespace ledgelight::bench {

using Values = std::multiset<std::string>;  ///< "SSN=219121234"

struct Grey {
  int width = 0, height = 0;
  std::vector<unsigned char> at;
  Grey() = default;
  Grey(int w, int h)
      : width(w), height(h), at(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), 255) {}
  unsigned char& point(int x, int y) {
    return at[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
              static_cast<std::size_t>(x)];
  }
  unsigned char point(int x, int y) const {
    return at[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
              static_cast<std::size_t>(x)];
  }
};

/// What a page says and how it looks at so many dots an inch.
struct Page {
  std::string words;
  Values truth;
  std::vector<std::string> printed;  ///< the values as they stand on the page
  std::string pdf;                   ///< set by our own printer, or
  struct Set {
    const char* font;
    double left, top, width;  ///< inches
    std::string text;
  };
  std::vector<Set> set;  ///< set by pango
};

struct Invented {
  std::string name, ssn, ssn_dashed, birth, birth_iso, address, phone, phone_printed, mail;
};

inline Invented invented(std::mt19937& chance) {
  static constexpr std::array given{"Maribel",   "Thaddeus", "Ingrid",  "Okonkwo",
                                    "Priscilla", "Desmond",  "Yolanda", "Casimir"};
  static constexpr std::array family{"Vandermeer", "Abernathy", "Castellano", "Whitlock",
                                     "Oyelaran",   "Pemberton", "Quintero",   "Halvorsen"};
  static constexpr std::array street{"Elm Street", "Long Ridge Road", "Cedar Lane",
                                     "Willow Avenue"};
  const auto pick = [&](const auto& list) { return std::string(list[chance() % list.size()]); };
  const auto number = [&](unsigned least, unsigned count) {
    return std::to_string(least + chance() % count);
  };
  Invented out;
  const auto first = pick(given);
  out.name = first + " " + pick(family);
  const auto area = number(100, 560), group = number(10, 89), serial = number(1000, 8999);
  out.ssn = area + group + serial;
  out.ssn_dashed = area + "-" + group + "-" + serial;
  const auto month = number(10, 3), day = number(10, 18), year = number(1940, 60);
  out.birth = month + "/" + day + "/" + year;
  out.birth_iso = year + "-" + month + "-" + day;
  const auto house = number(10, 890), street_name = pick(street), zip = number(10, 10);
  out.address = house + " " + street_name + ", Stamford, CT 069" + zip;
  const auto line = number(1000, 8999);
  out.phone = "203977" + line;
  out.phone_printed = "(203) 977-" + line;
  out.mail = lowered(first) + number(100, 900) + "@city.example";
  return out;
}

class Truth {
 public:
  explicit Truth(Page& page) : page_(page) {}
  void is(const char* element, const std::string& norm, const std::string& printed) {
    page_.truth.insert(std::string(element) + "=" + norm);
    page_.printed.push_back(printed);
  }

 private:
  Page& page_;
};

/// A table of six and four paragraphs, in Noto Sans of 10.5 points.
inline Page record_page(std::mt19937& chance) {
  Page page;
  Truth truth(page);
  print::Document d;
  d.title = "Record of a household";
  d.author = "an invented office";
  d.created = std::chrono::year(2026) / std::chrono::March / 2;
  d.blocks.push_back(print::Heading{1, "Record of a household"});
  print::Table table;
  table.header = {"Name", "SSN", "Date of birth"};
  table.widths = {3, 2, 2};
  for (int i = 0; i < 6; ++i) {
    const auto who = invented(chance);
    table.rows.push_back({who.name, who.ssn_dashed, who.birth});
    truth.is("NAME", who.name, who.name);
    truth.is("SSN", who.ssn, who.ssn_dashed);
    truth.is("DOB", who.birth_iso, who.birth);
  }
  table.summary = "Who lives there";
  d.blocks.push_back(table);
  for (int i = 0; i < 4; ++i) {
    const auto who = invented(chance);
    d.blocks.push_back(
        print::Paragraph{"The caseworker spoke with " + who.name + ", SSN " + who.ssn_dashed +
                         ", of " + who.address + ". Telephone " + who.phone_printed + ", e-mail " +
                         who.mail + ". Nothing else was asked, and the visit ended before noon."});
    truth.is("NAME", who.name, who.name);
    truth.is("SSN", who.ssn, who.ssn_dashed);
    truth.is("ADDR", who.address, who.address);
    truth.is("PHONE", who.phone, who.phone_printed);
    truth.is("EMAIL", who.mail, who.mail);
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

/// Two columns of running text, in Noto Serif of 10.5 points.
inline Page column_page(std::mt19937& chance) {
  Page page;
  Truth truth(page);
  for (int column = 0; column < 2; ++column) {
    std::string text;
    for (int i = 0; i < 4; ++i) {
      const auto who = invented(chance);
      text += "On Monday the clerk wrote to " + who.name + " of " + who.address +
              " and asked for the papers that were promised. The date of birth on file is " +
              who.birth + " and the SSN is " + who.ssn_dashed + ". An answer came by e-mail from " +
              who.mail + " within the week.\n\n";
      truth.is("NAME", who.name, who.name);
      truth.is("ADDR", who.address, who.address);
      truth.is("DOB", who.birth_iso, who.birth);
      truth.is("SSN", who.ssn, who.ssn_dashed);
      truth.is("EMAIL", who.mail, who.mail);
    }
    page.words += text;
    page.set.push_back({"Noto Serif 10.5", 0.8 + 3.6 * column, 1, 3.2, text});
  }
  return page;
}

/// A form filled in by a machine, label and value a line, in Noto Sans Mono of 10 points.
inline Page typed_page(std::mt19937& chance) {
  Page page;
  Truth truth(page);
  std::string text = "APPLICATION FOR ASSISTANCE - PERSONS IN THE HOUSEHOLD\n\n";
  for (int i = 0; i < 6; ++i) {
    const auto who = invented(chance);
    text += "Name:           " + who.name + "\nSSN:            " + who.ssn_dashed +
            "\nDate of birth:  " + who.birth + "\nAddress:        " + who.address +
            "\nPhone:          " + who.phone_printed + "\n\n";
    truth.is("NAME", who.name, who.name);
    truth.is("SSN", who.ssn, who.ssn_dashed);
    truth.is("DOB", who.birth_iso, who.birth);
    truth.is("ADDR", who.address, who.address);
    truth.is("PHONE", who.phone, who.phone_printed);
  }
  page.words = text;
  page.set.push_back({"Noto Sans Mono 10", 1, 1, 6.5, text});
  return page;
}

inline Grey drawn_pdf(const std::string& pdf, int dots) {
  const auto base =
      std::filesystem::temp_directory_path() / ("ocr-bench-" + std::to_string(::getpid()));
  const auto in = base.string() + ".pdf", out = base.string() + "-page";
  std::ofstream(in, std::ios::binary) << pdf;
  const auto command = "pdftoppm -gray -f 1 -l 1 -singlefile -r " + std::to_string(dots) + " '" +
                       in + "' '" + out + "'";
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

inline Grey drawn(const Page& page, int dots) {
  if (!page.pdf.empty()) return drawn_pdf(page.pdf, dots);
  Grey out(static_cast<int>(8.5 * dots), 11 * dots);
  auto* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, out.width, out.height);
  auto* cr = cairo_create(surface);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  cairo_set_source_rgb(cr, 0, 0, 0);
  for (const auto& part : page.set) {
    auto* layout = pango_cairo_create_layout(cr);
    auto* font = pango_font_description_from_string(part.font);
    pango_font_description_set_absolute_size(font,
                                             pango_font_description_get_size(font) / 72.0 * dots);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, static_cast<int>(part.width * dots * PANGO_SCALE));
    pango_layout_set_text(layout, part.text.c_str(), -1);
    cairo_move_to(cr, part.left * dots, part.top * dots);
    pango_cairo_show_layout(cr, layout);
    pango_font_description_free(font);
    g_object_unref(layout);
  }
  cairo_surface_flush(surface);
  const auto* rows = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x)
      out.point(x, y) = rows[y * stride + 4 * x + 1];
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  return out;
}

/// Each point of the new picture is the one of the old that `from` says.
template <class From>
Grey moved(const Grey& g, int width, int height, From from) {
  Grey out(width, height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const auto [fx, fy] = from(x, y);
      const int ix = static_cast<int>(std::floor(fx)), iy = static_cast<int>(std::floor(fy));
      if (ix < 0 || iy < 0 || ix + 1 >= g.width || iy + 1 >= g.height) continue;
      const double u = fx - ix, v = fy - iy;
      out.point(x, y) = static_cast<unsigned char>(
          (1 - v) * ((1 - u) * g.point(ix, iy) + u * g.point(ix + 1, iy)) +
          v * ((1 - u) * g.point(ix, iy + 1) + u * g.point(ix + 1, iy + 1)));
    }
  return out;
}

inline Grey turned(const Grey& g, double degrees) {
  const double a = degrees * 3.14159265358979 / 180, c = std::cos(a), s = std::sin(a),
               mx = g.width / 2.0, my = g.height / 2.0;
  return moved(g, g.width, g.height, [&](int x, int y) {
    return std::pair(c * (x - mx) + s * (y - my) + mx, -s * (x - mx) + c * (y - my) + my);
  });
}

/// A quarter to the right, so many times.
inline Grey quarters(Grey g, int times) {
  for (; times > 0; --times) {
    Grey out(g.height, g.width);
    for (int y = 0; y < out.height; ++y)
      for (int x = 0; x < out.width; ++x)
        out.point(x, y) = g.point(y, g.height - 1 - x);
    g = std::move(out);
  }
  return g;
}

/// Grain of a scanner, paper that is not white and ink that is not black.
inline Grey spoilt(Grey g, double grain, double contrast, bool black_and_white,
                   std::mt19937& chance) {
  std::normal_distribution<double> noise(0, grain);
  for (auto& p : g.at) {
    double v = 128 + (p - 128) * contrast + noise(chance);
    if (black_and_white) v = v < 150 ? 0 : 255;
    p = static_cast<unsigned char>(std::clamp(v, 0.0, 255.0));
  }
  return g;
}

/// From a table, by a telephone: the far edge is narrower, a lamp shines from one side, the lens
/// and the sensor soften and spot it.
inline Grey photographed(const Grey& g, std::mt19937& chance) {
  const double w = g.width, h = g.height;
  auto out = moved(g, g.width, g.height, [&](int x, int y) {
    const double far = 1 - y / h;  // 1 at the upper edge
    return std::pair((x - w / 2) * (1 + 0.08 * far) + w / 2 + 0.01 * (y - h / 2),
                     y + 0.03 * far * h * (y / h));
  });
  const auto sharp = out;
  for (int y = 1; y + 1 < out.height; ++y)
    for (int x = 1; x + 1 < out.width; ++x) {
      int sum = 4 * sharp.point(x, y) +
                2 * (sharp.point(x - 1, y) + sharp.point(x + 1, y) + sharp.point(x, y - 1) +
                     sharp.point(x, y + 1)) +
                sharp.point(x - 1, y - 1) + sharp.point(x + 1, y - 1) + sharp.point(x - 1, y + 1) +
                sharp.point(x + 1, y + 1);
      out.point(x, y) = static_cast<unsigned char>(sum / 16);
    }
  std::normal_distribution<double> noise(0, 8);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      const double light = 0.45 + 0.5 * (0.3 * y / h + 0.7 * x / w);
      out.point(x, y) = static_cast<unsigned char>(
          std::clamp((40 + out.point(x, y) * 0.84) * light + noise(chance), 0.0, 255.0));
    }
  return out;
}

/// As a fax machine sends it: 204 by 98 dots an inch, black and white, from a page of 204 by 196.
inline Grey faxed(const Grey& g, std::mt19937& chance) {
  Grey out(g.width, g.height / 2);
  std::normal_distribution<double> noise(0, 12);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      const double v = (g.point(x, 2 * y) + g.point(x, 2 * y + 1)) / 2.0 + noise(chance);
      out.point(x, y) = chance() % 4000 == 0 ? 0 : v < 140 ? 0 : 255;
    }
  return out;
}

inline std::string pgm(const Grey& g) {
  return "P5\n" + std::to_string(g.width) + " " + std::to_string(g.height) + "\n255\n" +
         std::string(reinterpret_cast<const char*>(g.at.data()), g.at.size());
}

/// A TIFF of one bit a point in one strip (TIFF 6.0, section 3), which says how many dots an inch
/// there are.
inline std::string tiff(const Grey& g, unsigned across, unsigned down) {
  std::string out("II*\0\x08\0\0\0", 8);
  const auto little = [&](unsigned long v, int bytes) {
    for (int i = 0; i < bytes; ++i)
      out += static_cast<char>(v >> (8 * i));
  };
  const unsigned row = (static_cast<unsigned>(g.width) + 7) / 8, fields = 11,
                 behind = 8 + 2 + 12 * fields + 4;
  little(fields, 2);
  const auto field = [&](unsigned tag, unsigned type, unsigned long v) {
    little(tag, 2), little(type, 2), little(1, 4), little(v, 4);
  };
  field(256, 4, static_cast<unsigned long>(g.width));
  field(257, 4, static_cast<unsigned long>(g.height));
  field(258, 3, 1);
  field(259, 3, 1);
  field(262, 3, 1);
  field(273, 4, behind + 16);
  field(278, 4, static_cast<unsigned long>(g.height));
  field(279, 4, static_cast<unsigned long>(row) * static_cast<unsigned long>(g.height));
  field(282, 5, behind);
  field(283, 5, behind + 8);
  field(296, 3, 2);
  little(0, 4);
  for (const auto v : {across, 1U, down, 1U})
    little(v, 4);
  for (int y = 0; y < g.height; ++y)
    for (unsigned b = 0; b < row; ++b) {
      unsigned char byte = 0;
      for (unsigned i = 0; i < 8; ++i) {
        const auto x = static_cast<int>(8 * b + i);
        byte = static_cast<unsigned char>(byte << 1 | (x < g.width && g.point(x, y) > 127 ? 1 : 0));
      }
      out += static_cast<char>(byte);
    }
  return out;
}

}  // namespace ledgelight::bench
