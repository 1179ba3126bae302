// ledgelight-decode-ocr picture SIZE < answers > frames
//
// The words that tesseract sees in a picture (PNG, JPEG, TIFF, GIF, BMP, WebP, PNM), English and
// Spanish, with tables where the words stand in columns. What the recogniser knows is loaded before
// the sandbox closes; afterwards no file can be opened.
#include <allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "decode/ocr/prepare.hpp"
#include "decode/page_lines.hpp"
#include "decode/program.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::uint64_t largest_file = 200U << 20;
constexpr int smallest_side = 40;  ///< pixels: below, no word can be read
constexpr int most_pages = 500;    ///< of a TIFF
constexpr float least_sure = 35;   ///< per cent; below, the word is noise
constexpr double longest_seconds = 240;
// Of processor time; a page that took longer is not read once more, nor any when the file did.
constexpr double longest_page = 60, longest_second = 300;
constexpr std::size_t few_letters = 60;  ///< fewer, and it may be a picture of anything
constexpr double doubtful_below = 88;    ///< per cent: read once more
constexpr double badly = 82;             ///< per cent: told to be read badly

Picture picture_of(const std::string& bytes, int page) {
  const auto* data = reinterpret_cast<const l_uint8*>(bytes.data());
  int format = 0;
  l_int32 width = 0, height = 0, bits = 0, samples = 0, colours = 0;
  // The size is looked at before memory is taken for the pixels.
  if (pixReadHeaderMem(data, bytes.size(), &format, &width, &height, &bits, &samples, &colours) !=
      0)
    throw Damaged("no picture of a kind that can be read");
  if (static_cast<double>(width) * height > most_pixels)
    throw Damaged("a picture of " + std::to_string(width) + " by " + std::to_string(height) +
                  " points is too large to be read");
  if (format >= IFF_TIFF && format <= IFF_TIFF_ZIP)
    return Picture(pixReadMemTiff(data, bytes.size(), page));
  return page == 0 ? Picture(pixReadMem(data, bytes.size())) : Picture();
}

/// What was read of one page.
struct Reading {
  std::vector<Word> words;
  std::string text;         ///< in the recogniser's own order, which knows columns of text
  std::size_t letters = 0;  ///< of all words, those too unsure to be told too
  double sure = 0;          ///< of them in the middle, per cent
  bool on_its_side =
      false;  ///< most lines run downwards; the recogniser takes them for a way of writing
  bool late = false;

  /// Of two readings of a page the one of which more can be believed.
  double worth() const { return static_cast<double>(letters) * std::max(0.0, sure - 50); }
};

class Reader {
 public:
  Reader(tesseract::TessBaseAPI& api, tesseract::TessBaseAPI* upright, Bytes& bytes,
         const Output& output)
      : api_(api), upright_(upright), bytes_(bytes.whole(largest_file)), speaker_(output) {}

  void read() {
    speaker_.text("text");
    int pages = 0;
    for (; pages < most_pages && speaker_.listening(); ++pages) {
      auto picture = picture_of(bytes_, pages);
      if (!picture) break;
      if (pixGetWidth(picture.get()) < smallest_side || pixGetHeight(picture.get()) < smallest_side)
        continue;
      page(*picture, pages + 1);
    }
    if (pages == 0) throw Damaged("the picture is damaged");
    std::string trouble;
    if (late_) trouble = "looking for words took longer than its time limit";
    if (!badly_.empty()) trouble += (late_ ? "; " : "") + std::string("read badly: ") + badly_;
    if (trouble.empty())
      speaker_.end();
    else
      speaker_.trouble(trouble);
    speaker_.finish();
  }

 private:
  /// A page is prepared and read, and up to twice more when it lies on its side or little of it can
  /// be believed; the best reading is told.
  void page(const Pix& picture, int number) {
    const auto began = std::clock();
    const auto patience = [&] {
      return double(std::clock() - began) / CLOCKS_PER_SEC < longest_page &&
             double(std::clock()) / CLOCKS_PER_SEC < longest_second;
    };
    Letters letters;
    auto ready = made_readable(picture, Way::measured, letters);
    auto best = recognised(*ready);
    int turn = 0;
    if ((best.on_its_side || doubtful(best, letters)) && patience()) turn = quarters_of(*ready);
    if (turn != 0 && patience()) {
      if (auto upright = turned(*ready, turn)) {
        auto again = recognised(*upright);
        // On their side words are read as well, and stand in no order.
        if ((best.on_its_side && !again.on_its_side && 2 * again.worth() > best.worth()) ||
            again.worth() > best.worth())
          best = std::move(again);
        else
          turn = 0;
      }
    }
    if (doubtful(best, letters) && patience()) {
      Letters more;
      auto other = made_readable(picture, Way::stronger, more);
      if (turn != 0) other = turned(*other, turn);
      if (auto again = other ? recognised(*other) : Reading(); again.worth() > best.worth())
        best = std::move(again);
    }
    late_ = late_ || best.late;
    const bool most_lost = letters.even && letters.count > 300 &&
                           best.letters * 10 < static_cast<std::size_t>(letters.count);
    if ((best.letters >= few_letters && best.sure < badly) || most_lost)
      note("page " + std::to_string(number) +
           (most_lost ? " (hardly a word of it)"
                      : " (words sure to " + std::to_string(static_cast<int>(best.sure)) + " %)"));
    say(best);
  }

  void note(const std::string& what) {
    if (badly_.size() < 300)
      badly_ += (badly_.empty() ? "" : ", ") + what;
    else if (badly_.back() != '.')
      badly_ += " and more ...";
  }

  static bool doubtful(const Reading& reading, const Letters& letters) {
    return reading.letters >= few_letters ? reading.sure < doubtful_below
                                          : letters.count > 100 && letters.even;
  }

  Reading recognised(Pix& picture) {
    Reading out;
    api_.SetImage(&picture);
    if (pixGetXRes(&picture) < 70) api_.SetSourceResolution(200);
    tesseract::ETEXT_DESC monitor;
    monitor.set_deadline_msecs(static_cast<int>(longest_seconds * 1000));
    if (api_.Recognize(&monitor) != 0) throw Damaged("the recogniser gave up");
    out.late = monitor.deadline_exceeded();
    const std::unique_ptr<tesseract::ResultIterator> it(api_.GetIterator());
    std::size_t upright = 0, downwards = 0;
    double sure = 0;
    if (it) {
      do {
        const std::unique_ptr<char[]> text(it->GetUTF8Text(tesseract::RIL_WORD));
        if (!text || *text.get() == '\0') continue;
        const auto size = std::string_view(text.get()).size();
        const auto confidence = it->Confidence(tesseract::RIL_WORD);
        out.letters += size;
        sure += confidence * static_cast<double>(size);
        int left = 0, top = 0, right = 0, bottom = 0;
        if (confidence < least_sure ||
            !it->BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom))
          continue;
        if (size >= 4) (bottom - top > 3 * (right - left) / 2 ? downwards : upright) += size;
        out.words.push_back(
            {double(left), double(top), double(right), double(bottom), text.get(), true});
      } while (it->Next(tesseract::RIL_WORD));
    }
    if (out.letters > 0) out.sure = sure / static_cast<double>(out.letters);
    out.on_its_side = downwards > upright;
    if (const std::unique_ptr<char[]> text(api_.GetUTF8Text()); text) out.text = text.get();
    api_.Clear();
    return out;
  }

  /// Quarters to the right until the page is upright, as the shapes of its letters say.
  int quarters_of(Pix& picture) {
    if (upright_ == nullptr) return 0;
    upright_->SetImage(&picture);
    if (pixGetXRes(&picture) < 70) upright_->SetSourceResolution(200);
    int degrees = 0;
    float sure = 0, sure_of_script = 0;
    const char* script = nullptr;
    const bool told = upright_->DetectOrientationScript(&degrees, &sure, &script, &sure_of_script);
    upright_->Clear();
    return told && sure >= 1.5F ? (4 - degrees / 90) % 4 : 0;
  }

  void say(const Reading& reading) {
    const auto lines = lines_of(reading.words);
    const auto tables = tables_in(lines);
    if (!tables.empty()) {
      say_lines(lines, tables, speaker_);
    } else if (!lines.empty()) {
      speaker_.piece();
      speaker_.say(unwrapped(reading.text));
    }
  }

  tesseract::TessBaseAPI& api_;
  tesseract::TessBaseAPI* upright_;
  std::string bytes_, badly_;
  Speaker speaker_;
  bool late_ = false;
};

}  // namespace
}  // namespace ledgelight::decode

int main(int count, char** arguments) {
  using namespace ledgelight::decode;
  // One thread: others cannot be started behind the sandbox. The library looks when it is loaded.
  if (getenv("OMP_THREAD_LIMIT") == nullptr) {
    setenv("OMP_THREAD_LIMIT", "1", 1);
    execv("/proc/self/exe", arguments);
    return 3;
  }
  setMsgSeverity(L_SEVERITY_NONE);
  tesseract::TessBaseAPI api, upright;
  api.SetVariable("debug_file", "/dev/null");
  upright.SetVariable("debug_file", "/dev/null");
  const bool ready = api.Init(nullptr, "eng+spa", tesseract::OEM_LSTM_ONLY) == 0 ||
                     api.Init(nullptr, "eng", tesseract::OEM_LSTM_ONLY) == 0;
  api.SetPageSegMode(tesseract::PSM_AUTO);
  const bool turns = upright.Init(nullptr, "osd", tesseract::OEM_TESSERACT_ONLY) == 0;
  upright.SetPageSegMode(tesseract::PSM_OSD_ONLY);
  Bounds bounds;
  bounds.memory = 2UL << 30;
  bounds.seconds = 900;
  run(count, arguments, bounds, [&](Job& job) {
    if (job.kind != "picture" || job.bytes == nullptr) return false;
    if (!ready)
      throw Damaged(
          "the recogniser's languages are not installed (tesseract-ocr, tesseract-ocr-spa)");
    Reader(api, turns ? &upright : nullptr, *job.bytes, job.output).read();
    return true;
  });
}
