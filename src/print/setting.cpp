#include "print/setting.hpp"

#include <fmt/format.h>

#include <functional>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define LEDGELIGHT_LEAK_CHECKED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LEDGELIGHT_LEAK_CHECKED 1
#endif
#endif
#ifdef LEDGELIGHT_LEAK_CHECKED
// fontconfig keeps one pattern a process for good; it is not ours to free.
extern "C" __attribute__((weak)) const char* __lsan_default_suppressions();
extern "C" __attribute__((weak)) const char* __lsan_default_suppressions() {
  return "leak:libfontconfig";
}
#endif

namespace ledgelight::print {
namespace {

template <class T>
std::shared_ptr<T> adopted(T* object) {
  return std::shared_ptr<T>(object, [](T* o) { g_object_unref(o); });
}

// Font maps are not shared between threads; building one costs more than a letter.
PangoContext* context() {
  thread_local const std::shared_ptr<PangoFontMap> map = [] {
    auto made = adopted(pango_cairo_font_map_new());
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(made.get()), 72);
    return made;
  }();
  thread_local const std::shared_ptr<PangoContext> made = [] {
    auto c = adopted(pango_font_map_create_context(map.get()));
    // Metrics must not depend on the screen of the machine.
    auto* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(c.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(c.get(), FALSE);
    return c;
  }();
  return made.get();
}

const char* family(bool monospace) { return monospace ? "Noto Sans Mono" : "Noto Sans"; }

struct Description {
  explicit Description(const Style& style) : it(pango_font_description_new()) {
    pango_font_description_set_family_static(it, family(style.monospace));
    pango_font_description_set_absolute_size(it, style.size * PANGO_SCALE);
    pango_font_description_set_weight(it,
                                      style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  }
  ~Description() { pango_font_description_free(it); }
  Description(const Description&) = delete;
  Description& operator=(const Description&) = delete;
  PangoFontDescription* it;
};

bool have(bool monospace) {
  Style style;
  style.monospace = monospace;
  const Description wanted(style);
  const auto font = adopted(pango_context_load_font(context(), wanted.it));
  if (!font) return false;
  auto* got = pango_font_describe(font.get());
  const char* name = pango_font_description_get_family(got);
  const bool same = name != nullptr && std::string_view(name) == family(monospace);
  pango_font_description_free(got);
  return same;
}

void attach(PangoAttrList* list, PangoAttribute* attribute, std::size_t from, std::size_t to) {
  attribute->start_index = static_cast<guint>(from);
  attribute->end_index = static_cast<guint>(to);
  pango_attr_list_insert(list, attribute);
}

// The first code point that came out as a box, or 0.
gunichar first_unknown(PangoLayout* layout) {
  for (auto* at = pango_layout_get_lines_readonly(layout); at != nullptr; at = at->next) {
    for (auto* run = static_cast<PangoLayoutLine*>(at->data)->runs; run != nullptr;
         run = run->next) {
      const auto* glyphs = static_cast<PangoGlyphItem*>(run->data)->glyphs;
      for (int i = 0; i < glyphs->num_glyphs; ++i) {
        const auto glyph = glyphs->glyphs[i].glyph;
        if (glyph != PANGO_GLYPH_INVALID_INPUT && (glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) {
          return glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
        }
      }
    }
  }
  return 0;
}

constexpr std::size_t longest_text = 256U << 10;

// Most words of a letter are those of the last one. Settings never change, so those met again are
// kept; a text met once, such as a name, is remembered by its hash alone.
class Kept {
 public:
  static constexpr std::size_t most = 512, longest = 4096;

  static std::string key_of(const Text& text, const Style& style, double width,
                            const std::string& language) {
    auto key = fmt::format("{}|{}{}{}|{}|{}", style.size, style.bold, style.monospace,
                           style.centred, width, language);
    for (const auto& run : text.runs) {
      key += fmt::format("|{}{}{}|", run.bold, run.monospace, run.text.size());
      key += run.text;
    }
    return key;
  }
  const Setting* find(const std::string& key) const {
    const auto found = settings_.find(key);
    return found == settings_.end() ? nullptr : &found->second;
  }
  void met(const std::string& key, const Setting& setting) {
    if (key.size() > longest) return;
    if (seen_.size() > 64 * most) seen_.clear();
    if (seen_.insert(std::hash<std::string>{}(key)).second) return;
    if (settings_.size() >= most) settings_.clear();
    settings_.emplace(key, setting);
  }

 private:
  std::unordered_map<std::string, Setting> settings_;
  std::unordered_set<std::size_t> seen_;
};

}  // namespace

Result<void> fonts_present() {
  thread_local const bool sans = have(false);
  thread_local const bool mono = have(true);
  if (!sans) {
    return fail(Errc::config, "the font Noto Sans is not installed: install fonts-noto-core");
  }
  if (!mono) {
    return fail(Errc::config, "the font Noto Sans Mono is not installed: install fonts-noto-mono");
  }
  return Done{};
}

Result<void> check_text(std::string_view text, Breaks breaks, std::string_view where) {
  if (text.size() > longest_text) {
    return fail(Errc::too_large, fmt::format("{}: over {} KiB in one piece of text", where,
                                             longest_text >> 10));
  }
  if (!valid_utf8(text)) return fail(Errc::bad_input, fmt::format("{}: not UTF-8", where));
  for (const char ch : text) {
    const auto c = static_cast<unsigned char>(ch);
    if (breaks == Breaks::lines && (c == '\n' || c == '\t')) continue;
    if (c < 0x20 || c == 0x7F) {
      return fail(Errc::bad_input, fmt::format("{}: control character 0x{:02x}", where, c));
    }
  }
  return Done{};
}

Result<Setting> Setting::of(const Text& text, const Style& style, double width,
                            const std::string& language, std::string_view where) {
  const auto plain = text.plain();
  TRY(check_text(plain, Breaks::lines, where));
  // Declared after the font map, so that it is gone before it when the thread ends.
  context();
  thread_local Kept kept;
  const auto key = Kept::key_of(text, style, width, language);
  if (const auto* known = kept.find(key)) return *known;
  Setting made;
  made.layout_ = adopted(pango_layout_new(context()));
  auto* layout = made.layout_.get();
  const Description description(style);
  pango_layout_set_font_description(layout, description.it);
  pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout, style.monospace ? PANGO_WRAP_CHAR : PANGO_WRAP_WORD_CHAR);
  if (style.centred) pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
  pango_layout_set_text(layout, plain.data(), static_cast<int>(plain.size()));

  auto* list = pango_attr_list_new();
  // Without ligatures every letter of a name copies and searches as itself.
  attach(list, pango_attr_font_features_new("liga=0, clig=0"), 0, plain.size());
  attach(list, pango_attr_insert_hyphens_new(FALSE), 0, plain.size());
  attach(list, pango_attr_language_new(pango_language_from_string(language.c_str())), 0,
         plain.size());
  std::size_t at = 0;
  for (const auto& run : text.runs) {
    if (run.bold) {
      attach(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), at, at + run.text.size());
    }
    if (run.monospace) {
      const auto end = at + run.text.size();
      attach(list, pango_attr_family_new(family(true)), at, end);
      attach(list, pango_attr_size_new_absolute(static_cast<int>(7.9 * PANGO_SCALE)), at, end);
    }
    at += run.text.size();
  }
  pango_layout_set_attributes(layout, list);
  pango_attr_list_unref(list);

  if (pango_layout_get_unknown_glyphs_count(layout) > 0) {
    return fail(Errc::unsupported,
                fmt::format("{}: no installed font has the letter U+{:04X}; install a font that "
                            "does (fonts-noto-core, fonts-noto-cjk, fonts-noto-extra)",
                            where, first_unknown(layout)));
  }
  auto* walk = pango_layout_get_iter(layout);
  do {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(walk, nullptr, &logical);
    const auto pt = [](int units) { return static_cast<double>(units) / PANGO_SCALE; };
    made.lines_.push_back({pt(logical.y), pt(pango_layout_iter_get_baseline(walk)),
                           pt(logical.y + logical.height), pt(logical.x), pt(logical.width)});
  } while (pango_layout_iter_next_line(walk) != FALSE);
  pango_layout_iter_free(walk);
  kept.met(key, made);
  return made;
}

double Setting::height_of(int from, int to) const {
  if (from >= to) return 0;
  return lines_[static_cast<std::size_t>(to - 1)].bottom -
         lines_[static_cast<std::size_t>(from)].top;
}

int Setting::fitting(int from, double room) const {
  int to = from;
  while (to < lines() && height_of(from, to + 1) <= room + 0.01) ++to;
  return to - from;
}

double Setting::widest() const {
  double most = 0;
  for (const auto& line : lines_) most = std::max(most, line.width);
  return most;
}

void Setting::draw(cairo_t* cr, int from, int to, double x, double y) const {
  for (int i = from; i < to; ++i) {
    const auto& line = lines_[static_cast<std::size_t>(i)];
    cairo_move_to(cr, x + line.left,
                  y + line.baseline - lines_[static_cast<std::size_t>(from)].top);
    pango_cairo_show_layout_line(cr, pango_layout_get_line_readonly(layout_.get(), i));
  }
}

}  // namespace ledgelight::print
