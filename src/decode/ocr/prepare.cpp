#include "decode/ocr/prepare.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "decode/ocr/smooth.hpp"

namespace ledgelight::decode {
namespace {

constexpr double much_grain = 4;        ///< tones, as grain_of() tells them
constexpr double sigma_of_grain = 1.3;  ///< the spread of the noise that looks like grain of 1
constexpr int small_letters = 12, large_letters = 45;  ///< points
constexpr std::size_t fewest_letters = 20;

Picture taken(Pix* made, Picture instead) {
  Picture out(made);
  return out ? std::move(out) : std::move(instead);
}

Pix* raw(const Pix& picture) { return const_cast<Pix*>(&picture); }  // the library only reads it

l_uint32 tone_at(const Pix& grey, int x, int y) {
  l_uint32 v = 0;
  pixGetPixel(raw(grey), x, y, &v);
  return v;
}

/// Steps that look at some hundred thousand points of a picture, and not at one column of a grid.
int step_of(const Pix& grey) {
  return std::max(
      3, static_cast<int>(std::sqrt(pixGetWidth(raw(grey)) *
                                    static_cast<double>(pixGetHeight(raw(grey))) / 100'000)));
}

/// How far a point differs from those around it, in the middle of all points: 0 for what was drawn,
/// the grain of the paper and the sensor for what was scanned.
double grain_of(const Pix& grey) {
  const int width = pixGetWidth(raw(grey)), height = pixGetHeight(raw(grey)), step = step_of(grey);
  std::vector<int> differences;
  const auto at = [&](int x, int y) { return static_cast<int>(tone_at(grey, x, y)); };
  for (int y = 1; y + 1 < height; y += step)
    for (int x = 1; x + 1 < width; x += step)
      differences.push_back(
          std::abs(4 * at(x, y) - at(x - 1, y) - at(x + 1, y) - at(x, y - 1) - at(x, y + 1)) / 4);
  if (differences.empty()) return 0;
  const auto middle = differences.begin() + static_cast<std::ptrdiff_t>(differences.size() / 2);
  std::nth_element(differences.begin(), middle, differences.end());
  return *middle;
}

using Tones = std::array<double, 256>;

/// How many of all points have each tone; they add up to 1, or all are 0.
Tones tones_of(const Pix& grey) {
  Tones out{};
  const std::unique_ptr<Numa, void (*)(Numa*)> counts(pixGetGrayHistogram(raw(grey), 2),
                                                      [](Numa* n) { numaDestroy(&n); });
  if (!counts || numaGetCount(counts.get()) != 256) return out;
  double all = 0;
  for (int i = 0; i < 256; ++i) {
    l_float32 v = 0;
    numaGetFValue(counts.get(), i, &v);
    all += out[static_cast<std::size_t>(i)] = v;
  }
  for (auto& v : out)
    v /= std::max(all, 1.0);
  return out;
}

/// The tone that so large a part of the points is not lighter than.
int tone(const Tones& tones, double part) {
  double sum = 0;
  for (std::size_t i = 0; i < tones.size(); ++i)
    if ((sum += tones[i]) >= part) return static_cast<int>(i);
  return 255;
}

/// Ink to black and paper to white, as far as the darkest and the commonest tones say what they
/// are.
Picture stretched(Picture grey) {
  const auto tones = tones_of(*grey);
  const int ink = tone(tones, 0.01), paper = tone(tones, 0.6);
  if (paper - ink < 30 || (ink < 40 && paper > 215)) return grey;
  auto* made = pixGammaTRC(nullptr, grey.get(), 1, ink, paper);
  return taken(made, std::move(grey));
}

bool is_two_tone(const Pix& grey) {
  const auto tones = tones_of(grey);
  double between = 0;
  for (std::size_t i = 16; i < 240; ++i)
    between += tones[i];
  return between < 0.005;
}

Picture blurred(Picture grey, double sigma) {
  const int half = std::max(1, static_cast<int>(std::ceil(2.5 * sigma)));
  L_KERNEL *across = nullptr, *down = nullptr;
  if (makeGaussianKernelSep(half, half, static_cast<l_float32>(sigma), 1, &across, &down) != 0)
    return grey;
  auto* made = pixConvolveSep(grey.get(), across, down, 8, 1);
  kernelDestroy(&across);
  kernelDestroy(&down);
  return taken(made, std::move(grey));
}

Picture denoised(Picture grey, double strength) {
  GreyPoints points;
  points.width = pixGetWidth(grey.get());
  points.height = pixGetHeight(grey.get());
  const auto size =
      static_cast<std::size_t>(points.width) * static_cast<std::size_t>(points.height);
  points.at.resize(size);
  const auto row = [&](int y) {
    return pixGetData(grey.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(grey.get());
  };
  const auto at = [&](int x, int y) -> std::uint8_t& {
    return points.at[static_cast<std::size_t>(y) * static_cast<std::size_t>(points.width) +
                     static_cast<std::size_t>(x)];
  };
  for (int y = 0; y < points.height; ++y)
    for (int x = 0; x < points.width; ++x)
      at(x, y) = static_cast<std::uint8_t>(GET_DATA_BYTE(row(y), x));
  points = without_grain(points, strength);
  for (int y = 0; y < points.height; ++y)
    for (int x = 0; x < points.width; ++x)
      SET_DATA_BYTE(row(y), x, at(x, y));
  return grey;
}

Picture black_and_white(const Pix& grey) {
  Pix* out = nullptr;
  if (pixOtsuAdaptiveThreshold(raw(grey), pixGetWidth(raw(grey)), pixGetHeight(raw(grey)), 0, 0,
                               0.1F, nullptr, &out) != 0)
    return {};
  return Picture(out);
}

/// The sizes of its black spots.
std::vector<std::pair<int, int>> spots_of(const Pix& one_bit) {
  std::vector<std::pair<int, int>> out;
  const std::unique_ptr<Boxa, void (*)(Boxa*)> boxes(pixConnCompBB(raw(one_bit), 8),
                                                     [](Boxa* b) { boxaDestroy(&b); });
  const int count = boxes ? boxaGetCount(boxes.get()) : 0;
  out.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    l_int32 w = 0, h = 0;
    if (boxaGetBoxGeometry(boxes.get(), i, nullptr, nullptr, &w, &h) == 0) out.emplace_back(w, h);
  }
  return out;
}

Letters letters_in(const std::vector<std::pair<int, int>>& spots, const Pix& picture) {
  std::vector<int> heights;
  for (const auto& [w, h] : spots)
    if (h >= 5 && w >= 2 && w <= 10 * h && h <= 3 * w + 20 &&
        h * 10 <= pixGetHeight(raw(picture)) && w * 10 <= pixGetWidth(raw(picture)))
      heights.push_back(h);
  Letters out;
  out.count = static_cast<int>(heights.size());
  if (heights.size() < fewest_letters) return out;
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  out.height = *middle;
  const auto near = std::count_if(heights.begin(), heights.end(), [&](int h) {
    return 2 * h >= out.height && h <= 2 * out.height;
  });
  out.even = near * 4 >= static_cast<std::ptrdiff_t>(heights.size()) * 3;
  return out;
}

/// Specks out of a copy in black and white; `grey` as it is when there are few.
Picture without_specks(Picture grey, bool always, bool& changed) {
  const auto bits = black_and_white(*grey);
  if (!bits) return grey;
  const auto spots = spots_of(*bits);
  const auto letters = letters_in(spots, *grey);
  const auto stroke = std::max(1.5, (letters.height == 0 ? 15 : letters.height) / 6.0);
  const auto specks = std::count_if(spots.begin(), spots.end(), [&](const auto& s) {
    return s.first <= stroke && s.second <= stroke;
  });
  if (!always && specks < 2 * static_cast<std::ptrdiff_t>(letters.count)) return grey;
  Picture clean(pixSelectByArea(bits.get(), static_cast<l_float32>(stroke * stroke), 8,
                                L_SELECT_IF_GT, nullptr));
  if (!clean) return grey;
  // The same in the ink: holes as small are none.
  Picture paper(pixInvert(nullptr, clean.get()));
  if (paper) paper = Picture(pixSelectByArea(paper.get(), 2, 4, L_SELECT_IF_GT, nullptr));
  if (paper) clean = Picture(pixInvert(nullptr, paper.get()));
  Picture soft(clean ? pixConvert1To8(nullptr, clean.get(), 255, 0) : nullptr);
  if (!soft) return grey;
  changed = true;
  pixCopyResolution(soft.get(), grey.get());
  return blurred(std::move(soft), std::clamp(letters.height / 18.0, 0.5, 1.5));
}

/// Does the light fall off from one side to another, and nowhere with an edge as a coloured box
/// has?
bool is_shaded(const Pix& grey) {
  constexpr int tiles = 16;
  const int width = pixGetWidth(raw(grey)), height = pixGetHeight(raw(grey));
  if (width < tiles * 8 || height < tiles * 8) return false;
  std::array<std::array<int, tiles>, tiles> paper{};
  std::vector<int> all;
  for (int ty = 0; ty < tiles; ++ty)
    for (int tx = 0; tx < tiles; ++tx) {
      std::vector<l_uint32> points;
      const int x0 = width * tx / tiles, x1 = width * (tx + 1) / tiles, y0 = height * ty / tiles,
                y1 = height * (ty + 1) / tiles;
      for (int y = y0; y < y1; y += std::max(1, (y1 - y0) / 24))
        for (int x = x0; x < x1; x += std::max(1, (x1 - x0) / 24))
          points.push_back(tone_at(grey, x, y));
      const auto at = points.begin() + static_cast<std::ptrdiff_t>(points.size() * 3 / 4);
      std::nth_element(points.begin(), at, points.end());
      all.push_back(paper[static_cast<std::size_t>(ty)][static_cast<std::size_t>(tx)] =
                        static_cast<int>(*at));
    }
  int edges = 0;
  for (std::size_t y = 0; y < tiles; ++y)
    for (std::size_t x = 0; x < tiles; ++x) {
      edges += x > 0 && std::abs(paper[y][x] - paper[y][x - 1]) > 24;
      edges += y > 0 && std::abs(paper[y][x] - paper[y - 1][x]) > 24;
    }
  std::sort(all.begin(), all.end());
  return all[all.size() * 19 / 20] - all[all.size() / 20] > 40 &&
         edges * 10 < 2 * tiles * (tiles - 1);
}

Picture evenly_lit(Picture grey, bool& changed) {
  auto* made = pixBackgroundNormSimple(grey.get(), nullptr, nullptr);
  changed = changed || made != nullptr;
  return taken(made, std::move(grey));
}

/// Points as far apart across as down, as the picture says of itself; a fax has half as many lines.
Picture squared(Picture grey, bool& changed) {
  const double across = pixGetXRes(grey.get()), down = pixGetYRes(grey.get());
  if (across < 30 || down < 30 || std::max(across, down) > 8 * std::min(across, down) ||
      std::max(across, down) < 1.1 * std::min(across, down))
    return grey;
  const double x = std::max(1.0, down / across), y = std::max(1.0, across / down);
  if (x * y * pixGetWidth(grey.get()) * pixGetHeight(grey.get()) > most_pixels) return grey;
  Picture larger(pixScaleGrayLI(grey.get(), static_cast<l_float32>(x), static_cast<l_float32>(y)));
  if (!larger) return grey;
  changed = true;
  const auto dots = static_cast<l_int32>(std::max(across, down));
  pixSetResolution(larger.get(), dots, dots);
  return blurred(std::move(larger), 0.8);
}

/// Larger by so much, the said resolution too.
Picture scaled(Picture grey, int times, bool& changed) {
  if (static_cast<double>(times) * times * pixGetWidth(grey.get()) * pixGetHeight(grey.get()) >
      most_pixels)
    return grey;
  const auto by = static_cast<l_float32>(times);
  auto* made = pixScaleGrayLI(grey.get(), by, by);
  changed = changed || made != nullptr;
  return taken(made, std::move(grey));
}

}  // namespace

Picture made_readable(const Pix& picture, Way way, Letters& letters) {
  constexpr double least_turn = 0.2, least_sure_of_turn = 3;
  const bool stronger = way == Way::stronger;
  letters = {};
  Picture grey(pixConvertTo8(raw(picture), 0));
  if (!grey) return Picture(pixClone(raw(picture)));
  bool changed = false;
  const bool two_tone = is_two_tone(*grey);
  if (two_tone) {
    if (stronger && pixGetXRes(grey.get()) == pixGetYRes(grey.get()))
      if (Picture middle(pixMedianFilter(grey.get(), 3, 3)); middle) grey = std::move(middle);
    grey = without_specks(std::move(grey), stronger, changed);
  }
  grey = squared(std::move(grey), changed);
  if (!two_tone) {
    if (stronger || is_shaded(*grey)) grey = evenly_lit(std::move(grey), changed);
    auto grain = grain_of(*grey);
    // What is finer than any stroke is gone when four points are made one.
    if (const auto bits = black_and_white(*grey);
        grain >= much_grain && bits && letters_in(spots_of(*bits), *grey).height > large_letters)
      if (Picture half(pixScaleAreaMap2(grey.get())); half) {
        grey = std::move(half);
        grain = grain_of(*grey);
        changed = true;
      }
    if (grain >= much_grain || stronger) {
      const auto strength =
          std::max(stronger ? 12.0 : 4.0, (stronger ? 1.4 : 1.1) * sigma_of_grain * grain);
      grey = stretched(denoised(blurred(std::move(grey), 0.7), strength));
      changed = true;
    }
  }
  if (const auto bits = black_and_white(*grey); bits) letters = letters_in(spots_of(*bits), *grey);
  if (letters.height > 0 && letters.height < (stronger ? 20 : small_letters))
    grey = scaled(std::move(grey), 2, changed);
  l_float32 turn = 0, sure = 0;
  if (Picture straight(pixFindSkewAndDeskew(grey.get(), 2, &turn, &sure));
      straight && std::fabs(turn) >= least_turn && sure >= least_sure_of_turn) {
    grey = std::move(straight);
    changed = true;
  }
  return changed ? std::move(grey) : Picture(pixClone(raw(picture)));
}

Picture turned(const Pix& picture, int quarters) {
  return Picture(pixRotateOrth(raw(picture), ((quarters % 4) + 4) % 4));
}

}  // namespace ledgelight::decode
