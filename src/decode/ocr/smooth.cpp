#include "decode/ocr/smooth.hpp"

#include <algorithm>
#include <cstddef>

namespace ledgelight::decode {
namespace {

constexpr int reach = 5;   ///< points looked at on each side
constexpr int strip = 64;  ///< rows worked out together

using Rows = std::vector<float>;

/// The rows [first, last) of a picture, each with a rim of `reach` points that repeat its edge.
class Strip {
 public:
  Strip(const GreyPoints& picture, int first, int last)
      : wide_(picture.width + 2 * reach), first_(first) {
    points_.resize(static_cast<std::size_t>(wide_) * static_cast<std::size_t>(last - first));
    for (int y = first; y < last; ++y) {
      const auto from = static_cast<std::size_t>(std::clamp(y, 0, picture.height - 1)) *
                        static_cast<std::size_t>(picture.width);
      auto* to = row(y);
      for (int x = -reach; x < picture.width + reach; ++x)
        to[x + reach] =
            picture.at[from + static_cast<std::size_t>(std::clamp(x, 0, picture.width - 1))];
    }
  }
  float* row(int y) { return points_.data() + static_cast<std::ptrdiff_t>(y - first_) * wide_; }
  int wide() const { return wide_; }

 private:
  int wide_, first_;
  Rows points_;
};

}  // namespace

GreyPoints without_grain(const GreyPoints& picture, double strength) {
  GreyPoints out = picture;
  const int width = picture.width, height = picture.height;
  if (width < 1 || height < 1) return out;
  const auto alike = static_cast<float>(1 / (9 * 2.5 * strength * strength));
  const auto line = static_cast<std::size_t>(width);
  Rows sums(line * strip), weights(line * strip), beside(line + 2);
  std::vector<Rows> squares(3, Rows(line));
  for (int top = 0; top < height; top += strip) {
    const int bottom = std::min(height, top + strip);
    Strip points(picture, top - reach - 1, bottom + reach + 1);
    std::fill(sums.begin(), sums.end(), 0.0F);
    std::fill(weights.begin(), weights.end(), 0.0F);
    for (int dy = -reach; dy <= reach; ++dy)
      for (int dx = -reach; dx <= reach; ++dx) {
        // Squares of the differences of a row, three and three added.
        const auto work_out = [&](int y, Rows& into) {
          const int other = std::clamp(y + dy, top - reach - 1, bottom + reach);
          const float* a = points.row(y) + reach;
          const float* b = points.row(other) + reach + dx;
          float* s = beside.data() + 1;
          for (int x = 0; x < width; ++x) {
            const float d = a[x] - b[x];
            s[x] = d * d;
          }
          beside.front() = s[0];
          beside.back() = s[width - 1];
          for (int x = 0; x < width; ++x)
            into[static_cast<std::size_t>(x)] = s[x - 1] + s[x] + s[x + 1];
        };
        const auto of = [&](int y) -> Rows& {
          return squares[static_cast<std::size_t>((y - top + 3) % 3)];
        };
        work_out(top - 1, of(top - 1));
        work_out(top, of(top));
        for (int y = top; y < bottom; ++y) {
          work_out(y + 1, of(y + 1));
          const float* above = of(y - 1).data();
          const float* here = of(y).data();
          const float* below = of(y + 1).data();
          const float* b = points.row(y + dy) + reach + dx;
          float* sum = sums.data() + static_cast<std::ptrdiff_t>(y - top) * width;
          float* weight = weights.data() + static_cast<std::ptrdiff_t>(y - top) * width;
          for (int x = 0; x < width; ++x) {
            float w = 1 - (above[x] + here[x] + below[x]) * alike;
            w = w > 0 ? w * w : 0;
            sum[x] += w * b[x];
            weight[x] += w;
          }
        }
      }
    // A point is like itself: no weight is zero.
    for (int y = top; y < bottom; ++y)
      for (int x = 0; x < width; ++x) {
        const auto i = static_cast<std::size_t>(y - top) * line + static_cast<std::size_t>(x);
        out.at[static_cast<std::size_t>(y) * line + static_cast<std::size_t>(x)] =
            static_cast<std::uint8_t>(sums[i] / weights[i] + 0.5F);
      }
  }
  return out;
}

}  // namespace ledgelight::decode
