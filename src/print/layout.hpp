// print/layout.hpp: blocks placed on pages, and the logical structure beside them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "print/document.hpp"
#include "print/setting.hpp"
#include "print/tree.hpp"

namespace ledgelight::print {

inline constexpr double page_width = 612, page_height = 792, margin = 72;

inline constexpr int artifact = -1;  ///< the node of what is only decoration or pagination

struct Words {
  Setting setting;
  int from, to;
};
struct Bar {
  double width, height, grey;
};
struct Modules {  ///< a bar code: dark rectangles relative to the place
  struct Rect {
    double x, y, w, h;
  };
  std::vector<Rect> dark;
};
/// Large grey letters across the page.
struct Across {
  Setting setting;
};
struct Item {
  int node = artifact;
  double x = 0, y = 0;
  std::variant<Words, Bar, Modules, Across> what;
};

struct Placed {
  std::vector<std::vector<Item>> pages;
  std::vector<Node> tree;
};

Result<Placed> place(const Document& document);

}  // namespace ledgelight::print
