#include "print/pdf.hpp"

#include <fmt/format.h>

#include <exception>

#include "print/draw.hpp"
#include "print/layout.hpp"
#include "print/tree.hpp"

namespace ledgelight::print {

Result<Pdf> render(const Document& document) {
  auto placed = TRY(place(document));
  const auto drawn = TRY(draw(placed));
  Tagging tagging{placed.tree,     {}, document.title, document.language, document.author,
                  to_text(document.created), document.demonstration};
  for (const auto& items : placed.pages) tagging.marks.push_back(items.size());
  try {
    return Pdf{tagged(drawn, tagging), static_cast<int>(placed.pages.size())};
  } catch (const std::exception& e) {
    return fail(Errc::internal, fmt::format("libqpdf: {}", e.what()));
  }
}

std::vector<std::string> check_tagged(std::string_view pdf) { return tagging_faults(pdf); }

Result<std::string> outline_of(std::string_view pdf) {
  std::string out;
  if (!tagging_outline(pdf, out)) return fail(Errc::bad_input, "it cannot be read as a PDF");
  return out;
}

}  // namespace ledgelight::print
