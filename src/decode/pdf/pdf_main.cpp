// ledgelight-decode-pdf pdf SIZE < answers > frames
//
// The text of each page, the values of its form, notes, properties; attached files; a page that is
// only a picture as that picture. poppler (GPL) stands in this program alone.
#include <poppler-destination.h>
#include <poppler-document.h>
#include <poppler-embedded-file.h>
#include <poppler-global.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <string>

#include "decode/page_lines.hpp"
#include "decode/pdf/tree.hpp"
#include "decode/program.hpp"
#include "decode/xml.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::uint64_t largest_file = 400U << 20;
constexpr int most_pages = 50'000;
constexpr std::size_t most_kept_text = 8U << 20;
constexpr double picture_dpi = 200;
constexpr double widest_picture = 3600;
constexpr std::size_t little_text = 40;  ///< letters: a page with fewer is looked at as a picture
constexpr std::size_t some_text = 400;   ///< the same, when a large picture is on it
constexpr int large_picture = 1000;      ///< pixels each way

std::string utf8(const poppler::ustring& s) {
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    std::uint32_t code = s[i];
    if (code >= 0xD800 && code < 0xDC00 && i + 1 < s.size())
      code = 0x10000 + ((code - 0xD800) << 10) + ((s[++i] - 0xDC00U) & 0x3FF);
    if (code != 0) append_utf8(out, code);
  }
  return out;
}

std::size_t letters(std::string_view s) {
  return static_cast<std::size_t>(std::count_if(
      s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) > ' '; }));
}

class Pdf {
 public:
  Pdf(Bytes& bytes, const Output& output) : bytes_(bytes.whole(largest_file)), speaker_(output) {}

  void read() {
    const std::unique_ptr<poppler::document> document(
        poppler::document::load_from_raw_data(bytes_.data(), static_cast<int>(bytes_.size())));
    if (!document) throw Damaged("no PDF that can be read");
    if (document->is_locked()) throw Damaged("encrypted: needs a password");
    structure();
    pages(*document);
    properties(*document);
    form_and_notes();
    attachments(*document);
    speaker_.finish();
  }

 private:
  void pages(poppler::document& document) {
    const int count = std::min(document.pages(), most_pages);
    speaker_.text("text");
    std::string trouble;
    for (int i = 0; i < count && speaker_.listening(); ++i) {
      const std::unique_ptr<poppler::page> page(document.create_page(i));
      if (!page) {
        trouble = "page " + std::to_string(i + 1) + " cannot be read";
        continue;
      }
      const auto n = text_of(*page);
      if (n < little_text || (n < some_text && tree_->large().count(i) != 0))
        pictures_.push_back(i);
    }
    if (document.pages() > most_pages)
      trouble = "more than " + std::to_string(most_pages) + " pages; the rest was not read";
    if (document.pages() <= 0) trouble = "the list of pages is damaged";
    if (trouble.empty())
      speaker_.end();
    else
      speaker_.trouble(trouble);
    for (const int i : pictures_) {
      if (!speaker_.listening()) return;
      const std::unique_ptr<poppler::page> page(document.create_page(i));
      if (page) picture_of(*page, "page" + std::to_string(i + 1));
    }
  }

  /// Says a page as pieces of the open member; returns how many letters it has.
  std::size_t text_of(const poppler::page& page) {
    std::vector<Word> words;
    bool level = true;
    for (const auto& box : page.text_list()) {
      const auto r = box.bbox();
      level = level && box.rotation() == 0;
      words.push_back(
          {r.left(), r.top(), r.right(), r.bottom(), utf8(box.text()), box.has_space_after()});
    }
    std::size_t n = 0;
    for (const auto& w : words)
      n += letters(w.text);
    const auto lines = lines_of(std::move(words));
    const auto tables = level ? tables_in(lines) : std::vector<Rows>();
    for (const auto& line : lines)
      for (const auto& s : line.segments)
        if (kept_.size() < most_kept_text) kept_ += s.text + "\n";
    if (!tables.empty()) {
      say_lines(lines, tables, speaker_);
    } else if (n > 0) {
      // Without a table the order of reading is poppler's: it knows columns of text.
      speaker_.piece();
      speaker_.say(
          unwrapped(utf8(page.text(poppler::rectf(), poppler::page::non_raw_non_physical_layout))) +
          "\n");
    }
    return n;
  }

  void picture_of(const poppler::page& page, const std::string& name) {
    const auto size = page.page_rect();
    const double inches = std::max({size.width(), size.height(), 1.0}) / 72;
    const double dpi = std::min(picture_dpi, widest_picture / inches);
    if (dpi < 20 || !poppler::page_renderer::can_render())
      return speaker_.unread(name, "a page too large to be looked at as a picture");
    poppler::page_renderer renderer;
    renderer.set_image_format(poppler::image::format_gray8);
    renderer.set_render_hint(poppler::page_renderer::antialiasing, true);
    const auto image = renderer.render_page(&page, dpi, dpi);
    if (!image.is_valid()) return speaker_.unread(name, "a page whose picture cannot be made");
    // Nothing on the paper: nothing to recognise.
    bool blank = true;
    const auto row = [&](int y) {
      return std::string_view(image.const_data() +
                                  static_cast<std::ptrdiff_t>(y) * image.bytes_per_row(),
                              static_cast<std::size_t>(image.width()));
    };
    for (int y = 0; blank && y < image.height(); ++y)
      blank = std::all_of(row(y).begin(), row(y).end(),
                          [](char c) { return static_cast<unsigned char>(c) > 240; });
    if (blank) return;
    speaker_.member(name);
    speaker_.say("P5\n" + std::to_string(image.width()) + " " + std::to_string(image.height()) +
                 "\n255\n");
    for (int y = 0; y < image.height(); ++y)
      speaker_.say(row(y));
    speaker_.end();
  }

  void properties(const poppler::document& document) {
    std::string out;
    for (const auto& key : document.info_keys()) {
      if (key == "CreationDate" || key == "ModDate" || key == "Producer" || key == "Creator")
        continue;
      const auto value = utf8(document.info_key(key));
      if (!value.empty()) out += key + ": " + value + "\n";
    }
    if (out.empty()) return;
    speaker_.text("properties");
    speaker_.say(out);
    speaker_.end();
  }

  /// Damage to the object tree costs only what stands in it.
  void structure() { tree_ = std::make_unique<ObjectTree>(bytes_, most_pages, large_picture); }

  void form_and_notes() {
    if (!tree_->whole()) return;
    const auto words = tree_->words(kept_);
    for (const auto& [name, text] :
         {std::pair("form", &words.fields), std::pair("notes", &words.notes)}) {
      if (text->empty()) continue;
      speaker_.text(name);
      speaker_.say(*text);
      speaker_.end();
    }
  }

  void attachments(const poppler::document& document) {
    if (!document.has_embedded_files()) return;
    for (const auto* file : document.embedded_files()) {
      if (file == nullptr || !file->is_valid() || !speaker_.listening()) continue;
      const auto data = file->data();
      speaker_.member(file->name());
      speaker_.say({data.data(), data.size()});
      speaker_.end();
    }
  }

  std::string bytes_;
  Speaker speaker_;
  std::unique_ptr<ObjectTree> tree_;
  std::vector<int> pictures_;  ///< pages to look at
  std::string kept_;
};

}  // namespace
}  // namespace ledgelight::decode

int main(int count, char** arguments) {
  using namespace ledgelight::decode;
  // Fonts and character maps that a PDF names and does not bring along.
  static constexpr std::array folders{"/usr/share/poppler", "/usr/share/fonts", "/etc/fonts",
                                      "/usr/share/fontconfig", "/var/cache/fontconfig"};
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  // The C library finds its converters the first time; later it could not.
  static_cast<void>(poppler::ustring::from_utf8("\xC3\xA9").to_utf8());
  static_cast<void>(poppler::ustring::from_latin1("e").to_latin1());
  Bounds bounds;
  bounds.memory = 1UL << 30;
  bounds.seconds = 1800;
  bounds.folders = folders;
  run(count, arguments, bounds, [](Job& job) {
    if (job.kind != "pdf" || job.bytes == nullptr) return false;
    Pdf(*job.bytes, job.output).read();
    return true;
  });
}
