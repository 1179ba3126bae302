#include "print/pdf.hpp"

#include "print/draw.hpp"
#include "print/layout.hpp"
#include "print/tag.hpp"

namespace ledgelight::print {

Result<Pdf> render(const Document& document) {
  auto placed = TRY(place(document));
  const auto drawn = TRY(draw(placed));
  return Pdf{TRY(tag(drawn, placed, document)), static_cast<int>(placed.pages.size())};
}

}  // namespace ledgelight::print
