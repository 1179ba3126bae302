// print/setting.hpp: words set in lines of one width (Pango), ready to be placed on a page.
#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "print/document.hpp"

namespace ledgelight::print {

struct Style {
  double size = 10.5;
  bool bold = false;
  bool monospace = false;
  bool centred = false;
};

class Setting {
 public:
  /// `where` names the place in the document for an error ("block 3, a paragraph").
  static Result<Setting> of(const Text& text, const Style& style, double width,
                            const std::string& language, std::string_view where);

  int lines() const { return static_cast<int>(lines_.size()); }
  double height() const { return height_of(0, lines()); }
  double height_of(int from, int to) const;
  /// How many lines from `from` fit in `room`.
  int fitting(int from, double room) const;
  double widest() const;
  /// Lines [from, to), the first one's top at y.
  void draw(cairo_t* cr, int from, int to, double x, double y) const;

 private:
  struct Line {
    double top, baseline, bottom, left, width;
  };
  std::shared_ptr<PangoLayout> layout_;
  std::vector<Line> lines_;
};

/// Fails (config) when the fonts the letters are set in are missing on this machine.
Result<void> fonts_present();

/// bad_input for malformed UTF-8 and control characters; newline and tab pass when `lines`.
enum class Breaks { none, lines };
Result<void> check_text(std::string_view text, Breaks breaks, std::string_view where);

}  // namespace ledgelight::print
