#include "print/draw.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <cmath>

namespace ledgelight::print {
namespace {

template <class... F>
struct Cases : F... {
  using F::operator()...;
};
template <class... F>
Cases(F...) -> Cases<F...>;

void grey(cairo_t* cr, double level) { cairo_set_source_rgb(cr, level, level, level); }

void draw_item(cairo_t* cr, const Item& item) {
  const Cases paint{
      [&](const Words& w) {
        grey(cr, 0);
        w.setting.draw(cr, w.from, w.to, item.x, item.y);
      },
      [&](const Bar& b) {
        grey(cr, b.grey);
        cairo_rectangle(cr, item.x, item.y, b.width, b.height);
        cairo_fill(cr);
      },
      [&](const Modules& m) {
        grey(cr, 0);
        for (const auto& r : m.dark) cairo_rectangle(cr, item.x + r.x, item.y + r.y, r.w, r.h);
        cairo_fill(cr);
      },
      [&](const Across& a) {
        cairo_save(cr);
        grey(cr, 0.9);
        cairo_translate(cr, page_width / 2, page_height / 2);
        cairo_rotate(cr, -std::atan2(page_height, page_width));
        a.setting.draw(cr, 0, a.setting.lines(), -380, -a.setting.height() / 2);
        cairo_restore(cr);
      },
  };
  std::visit(paint, item.what);
}

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  try {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  } catch (const std::bad_alloc&) {
    return CAIRO_STATUS_NO_MEMORY;
  }
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<std::string> draw(Placed& placed) {
  std::string bytes;
  const std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface(
      cairo_pdf_surface_create_for_stream(&append, &bytes, page_width, page_height),
      &cairo_surface_destroy);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                 "2000-01-01T00:00:00Z");  // replaced when tagging
  const std::unique_ptr<cairo_t, void (*)(cairo_t*)> cr(cairo_create(surface.get()),
                                                        &cairo_destroy);
  for (std::size_t p = 0; p < placed.pages.size(); ++p) {
    int mark = 0;
    for (const auto& item : placed.pages[p]) {
      auto* node = item.node == artifact ? nullptr
                                         : &placed.tree[static_cast<std::size_t>(item.node)];
      const char* type = node == nullptr ? "NonStruct" : node->type.c_str();
      cairo_tag_begin(cr.get(), type, nullptr);
      draw_item(cr.get(), item);
      cairo_tag_end(cr.get(), type);
      if (node != nullptr) node->kids.push_back({-1, static_cast<int>(p), mark});
      ++mark;
    }
    cairo_show_page(cr.get());
  }
  const auto drawn = cairo_status(cr.get());
  cairo_surface_finish(surface.get());
  const auto written = cairo_surface_status(surface.get());
  if (drawn != CAIRO_STATUS_SUCCESS || written != CAIRO_STATUS_SUCCESS) {
    return fail(Errc::internal,
                fmt::format("cairo: {}", cairo_status_to_string(
                                             drawn != CAIRO_STATUS_SUCCESS ? drawn : written)));
  }
  return bytes;
}

}  // namespace ledgelight::print
