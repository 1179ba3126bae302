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
#include <array>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "decode/page_lines.hpp"
#include "decode/program.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::uint64_t largest_file = 200U << 20;
constexpr double most_pixels = 60e6;
constexpr int smallest_side = 40;  ///< pixels: below, no word can be read
constexpr int most_pages = 500;    ///< of a TIFF
constexpr float least_sure = 35;   ///< per cent; below, the word is noise
constexpr double longest_seconds = 240;

struct FreePix {
  void operator()(Pix* p) const { pixDestroy(&p); }
};
using Picture = std::unique_ptr<Pix, FreePix>;

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

/// How far a point differs from those around it, in the middle of all points: 0 for what was drawn,
/// the grain of the paper and the sensor for what was scanned.
double grain_of(Pix& grey) {
  const int width = pixGetWidth(&grey), height = pixGetHeight(&grey);
  std::vector<int> differences;
  const auto at = [&](int x, int y) {
    l_uint32 v = 0;
    pixGetPixel(&grey, x, y, &v);
    return static_cast<int>(v);
  };
  const int step = std::max(3, static_cast<int>(std::sqrt(static_cast<double>(width) * height / 100'000)));
  for (int y = 1; y + 1 < height; y += step)
    for (int x = 1; x + 1 < width; x += step)
      differences.push_back(std::abs(4 * at(x, y) - at(x - 1, y) - at(x + 1, y) - at(x, y - 1) - at(x, y + 1)) / 4);
  if (differences.empty()) return 0;
  const auto middle = differences.begin() + static_cast<std::ptrdiff_t>(differences.size() / 2);
  std::nth_element(differences.begin(), middle, differences.end());
  return *middle;
}

/// Ink to black and paper to white, as far as the darkest and the commonest tones say what they are.
Picture stretched(Picture grey) {
  const std::unique_ptr<Numa, void (*)(Numa*)> tones(pixGetGrayHistogram(grey.get(), 2), [](Numa* n) { numaDestroy(&n); });
  if (!tones || numaGetCount(tones.get()) != 256) return grey;
  std::array<double, 256> count{};
  double all = 0;
  for (int i = 0; i < 256; ++i) {
    l_float32 v = 0;
    numaGetFValue(tones.get(), i, &v);
    all += count[static_cast<std::size_t>(i)] = v;
  }
  const auto tone = [&](double part) {
    double sum = 0;
    for (int i = 0; i < 256; ++i)
      if ((sum += count[static_cast<std::size_t>(i)]) >= part * all) return i;
    return 255;
  };
  const int ink = tone(0.01), paper = tone(0.6);
  if (paper - ink < 30 || (ink < 40 && paper > 215)) return grey;
  Picture out(pixGammaTRC(nullptr, grey.get(), 1, ink, paper));
  return out ? std::move(out) : std::move(grey);
}

/// Scans are grainy, pale and turned. What is none of that stays as it is.
Picture made_readable(Picture picture) {
  constexpr double much_grain = 5, least_turn = 0.2, least_sure_of_turn = 3;
  Picture grey(pixConvertTo8(picture.get(), 0));
  if (!grey) return picture;
  bool changed = false;
  if (grain_of(*grey) >= much_grain) {
    if (Picture smooth(pixBlockconvGray(grey.get(), nullptr, 1, 1)); smooth) {
      grey = stretched(std::move(smooth));
      changed = true;
    }
  }
  l_float32 turn = 0, sure = 0;
  if (Picture straight(pixFindSkewAndDeskew(grey.get(), 2, &turn, &sure)); straight && std::fabs(turn) >= least_turn && sure >= least_sure_of_turn) {
    grey = std::move(straight);
    changed = true;
  }
  return changed ? std::move(grey) : std::move(picture);
}

class Reader {
 public:
  Reader(tesseract::TessBaseAPI& api, Bytes& bytes, const Output& output)
      : api_(api), bytes_(bytes.whole(largest_file)), speaker_(output) {}

  void read() {
    speaker_.text("text");
    int pages = 0;
    for (; pages < most_pages && speaker_.listening(); ++pages) {
      auto picture = picture_of(bytes_, pages);
      if (!picture) break;
      if (pixGetWidth(picture.get()) < smallest_side || pixGetHeight(picture.get()) < smallest_side)
        continue;
      picture = made_readable(std::move(picture));
      page(*picture);
    }
    if (pages == 0) throw Damaged("the picture is damaged");
    if (late_)
      speaker_.trouble("looking for words took longer than its time limit");
    else
      speaker_.end();
    speaker_.finish();
  }

 private:
  void page(Pix& picture) {
    api_.SetImage(&picture);
    if (pixGetXRes(&picture) < 70) api_.SetSourceResolution(200);
    tesseract::ETEXT_DESC monitor;
    monitor.set_deadline_msecs(static_cast<int>(longest_seconds * 1000));
    if (api_.Recognize(&monitor) != 0) throw Damaged("the recogniser gave up");
    late_ = late_ || monitor.deadline_exceeded();
    const std::unique_ptr<tesseract::ResultIterator> it(api_.GetIterator());
    std::vector<Word> words;
    if (it) {
      do {
        const std::unique_ptr<char[]> text(it->GetUTF8Text(tesseract::RIL_WORD));
        int left = 0, top = 0, right = 0, bottom = 0;
        if (!text || it->Confidence(tesseract::RIL_WORD) < least_sure ||
            !it->BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom))
          continue;
        words.push_back(
            {double(left), double(top), double(right), double(bottom), text.get(), true});
      } while (it->Next(tesseract::RIL_WORD));
    }
    const auto lines = lines_of(std::move(words));
    const auto tables = tables_in(lines);
    if (!tables.empty()) {
      say_lines(lines, tables, speaker_);
    } else if (!lines.empty()) {
      // The recogniser's own order knows columns of text.
      const std::unique_ptr<char[]> text(api_.GetUTF8Text());
      speaker_.piece();
      if (text) speaker_.say(text.get());
    }
    api_.Clear();
  }

  tesseract::TessBaseAPI& api_;
  std::string bytes_;
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
  tesseract::TessBaseAPI api;
  api.SetVariable("debug_file", "/dev/null");
  const bool ready = api.Init(nullptr, "eng+spa", tesseract::OEM_LSTM_ONLY) == 0 ||
                     api.Init(nullptr, "eng", tesseract::OEM_LSTM_ONLY) == 0;
  api.SetPageSegMode(tesseract::PSM_AUTO);
  Bounds bounds;
  bounds.memory = 2UL << 30;
  bounds.seconds = 600;
  run(count, arguments, bounds, [&](Job& job) {
    if (job.kind != "picture" || job.bytes == nullptr) return false;
    if (!ready)
      throw Damaged(
          "the recogniser's languages are not installed (tesseract-ocr, tesseract-ocr-spa)");
    Reader(api, *job.bytes, job.output).read();
    return true;
  });
}
