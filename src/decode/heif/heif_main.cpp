// ledgelight-decode-heif heif SIZE < answers > frames
//
// The pictures of a HEIC or AVIF file (ISO/IEC 23008-12), as telephones take them: each a member, a
// TIFF in shades of grey that the reader of words takes. The codec is loaded before the sandbox
// closes; afterwards no file can be opened and no thread begun.
#include <libheif/heif.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "decode/program.hpp"

// libheif begins a thread for each picture, whatever it is told, and the codec then waits for it. In the
// place of the codec's own function this one begins none: the picture is decoded where it is asked for.
extern "C" int de265_start_worker_threads(void* decoder, int count);
extern "C" int de265_start_worker_threads(void* /*decoder*/, int /*count*/) { return 0; }

namespace ledgelight::decode {
namespace {

constexpr std::uint64_t largest_file = 200U << 20;
constexpr double most_pixels = 60e6;  // as the reader of words
constexpr int most_pictures = 100;

template <class T, void (*Free)(T*)>
struct Freeing {
  void operator()(T* p) const { Free(p); }
};
using Context = std::unique_ptr<heif_context, Freeing<heif_context, heif_context_free>>;
struct FreeHandle {
  void operator()(heif_image_handle* p) const { heif_image_handle_release(p); }
};
using Handle = std::unique_ptr<heif_image_handle, FreeHandle>;
struct FreeImage {
  void operator()(heif_image* p) const { heif_image_release(p); }
};
using Image = std::unique_ptr<heif_image, FreeImage>;

void check(const heif_error& error) {
  if (error.code != heif_error_Ok) throw Damaged(error.message == nullptr ? "damaged" : error.message);
}

std::string little(std::uint64_t v, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(v >> (8 * i));
  return out;
}

/// What stands before the points of a grey picture in one strip (TIFF 6.0, section 4).
std::string tiff_head(std::uint32_t width, std::uint32_t height) {
  struct Field {
    int tag, type;  ///< 3 a short, 4 a long
    std::uint64_t value;
  };
  const std::vector<Field> fields{{256, 4, width}, {257, 4, height}, {258, 3, 8}, {259, 3, 1}, {262, 3, 1},
                                  {273, 4, 0},     {277, 3, 1},      {278, 4, height},
                                  {279, 4, std::uint64_t{width} * height}};
  const auto behind = 8 + 2 + 12 * fields.size() + 4;
  std::string out("II*\0", 4);
  out += little(8, 4) + little(fields.size(), 2);
  for (const auto& f : fields)
    out += little(static_cast<std::uint64_t>(f.tag), 2) + little(static_cast<std::uint64_t>(f.type), 2) + little(1, 4) +
           little(f.tag == 273 ? behind : f.value, 4);
  return out + little(0, 4);
}

class Pictures {
 public:
  Pictures(Bytes& bytes, const Output& output)
      : bytes_(bytes.whole(largest_file)), file_(heif_context_alloc()), speaker_(output) {}

  void read() {
    if (!file_) throw std::bad_alloc();
    avif_ = bytes_.substr(0, 64).find("avif") != std::string::npos;
    heif_context_set_max_decoding_threads(file_.get(), 0);
    check(heif_context_read_from_memory_without_copy(file_.get(), bytes_.data(), bytes_.size(), nullptr));
    const int all = std::clamp(heif_context_get_number_of_top_level_images(file_.get()), 0, most_pictures);
    std::vector<heif_item_id> ids(static_cast<std::size_t>(all));
    ids.resize(static_cast<std::size_t>(std::max(0, heif_context_get_list_of_top_level_image_IDs(file_.get(), ids.data(), all))));
    if (ids.empty()) throw Damaged("there is no picture in it");
    for (std::size_t i = 0; i < ids.size() && speaker_.listening(); ++i) {
      const auto name = "picture" + std::to_string(i + 1) + ".tif";
      try {
        one(ids[i], name);
      } catch (const Damaged& why) {
        speaker_.unread(name, why.what());
      }
    }
    speaker_.finish();
  }

 private:
  void one(heif_item_id id, const std::string& name) {
    heif_image_handle* raw = nullptr;
    check(heif_context_get_image_handle(file_.get(), id, &raw));
    const Handle handle(raw);
    const int width = heif_image_handle_get_width(raw), height = heif_image_handle_get_height(raw);
    // The size is looked at before memory is taken for the points.
    if (width < 1 || height < 1 || double(width) * height > most_pixels)
      throw Damaged("a picture of " + std::to_string(width) + " by " + std::to_string(height) + " points is too large to be read");
    heif_image* points = nullptr;
    const std::unique_ptr<heif_decoding_options,
                          Freeing<heif_decoding_options, heif_decoding_options_free>>
        how(heif_decoding_options_alloc());
    if (!how) throw std::bad_alloc();
    if (avif_)
      how->decoder_id = "aom";  // the other decoder of AVIF begins threads, which nothing here can
    check(heif_decode_image(raw, &points, heif_colorspace_RGB, heif_chroma_interleaved_RGB,
                            how.get()));
    const Image image(points);
    const int wide = heif_image_get_width(points, heif_channel_interleaved), high = heif_image_get_height(points, heif_channel_interleaved);
    int stride = 0;
    const auto* rows = heif_image_get_plane_readonly(points, heif_channel_interleaved, &stride);
    if (rows == nullptr || wide < 1 || high < 1 || double(wide) * high > most_pixels || stride < 3 * wide)
      throw Damaged("the picture is damaged");
    speaker_.member(name);
    speaker_.say(tiff_head(static_cast<std::uint32_t>(wide), static_cast<std::uint32_t>(high)));
    std::string row(static_cast<std::size_t>(wide), '\0');
    for (int y = 0; y < high && speaker_.listening(); ++y) {
      const auto* at = rows + static_cast<std::ptrdiff_t>(y) * stride;
      for (int x = 0; x < wide; ++x, at += 3)
        row[static_cast<std::size_t>(x)] = static_cast<char>((299 * at[0] + 587 * at[1] + 114 * at[2]) / 1000);
      speaker_.say(row);
    }
    speaker_.end();
  }

  std::string bytes_;
  bool avif_ = false;
  Context file_;
  Speaker speaker_;
};

}  // namespace
}  // namespace ledgelight::decode

int main(int count, char** arguments) {
  using namespace ledgelight::decode;
  heif_init(nullptr);
  Bounds bounds;
  bounds.memory = 2UL << 30;
  bounds.seconds = 600;
  run(count, arguments, bounds, [](Job& job) {
    if (job.kind != "heif" || job.bytes == nullptr) return false;
    Pictures(*job.bytes, job.output).read();
    return true;
  });
}
