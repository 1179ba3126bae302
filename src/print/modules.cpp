#include "print/modules.hpp"

#include <zint.h>

#include <algorithm>
#include <memory>

namespace ledgelight::print {

Result<Modular> encode(const Barcode& code) {
  const auto printable = [](char c) { return c >= 0x20 && c < 0x7F; };
  if (code.data.empty() || code.data.size() > 400 ||
      !std::all_of(code.data.begin(), code.data.end(), printable)) {
    return fail(Errc::bad_input, "a bar code takes 1 to 400 printable ASCII letters");
  }
  if (!(code.size >= 20 && code.size <= page_width - 2 * margin)) {
    return fail(Errc::bad_input, "a bar code is 20 to 468 points long");
  }
  const bool square = code.kind == Barcode::Kind::qr;
  const std::unique_ptr<zint_symbol, void (*)(zint_symbol*)> symbol(ZBarcode_Create(),
                                                                    &ZBarcode_Delete);
  symbol->symbology = square ? BARCODE_QRCODE : BARCODE_CODE128;
  symbol->option_1 = square ? 2 : symbol->option_1;  // QR: error correction level M
  const auto* data = reinterpret_cast<const unsigned char*>(code.data.data());
  if (ZBarcode_Encode(symbol.get(), data, static_cast<int>(code.data.size())) >= ZINT_ERROR) {
    return fail(Errc::bad_input, "these letters do not go into such a bar code");
  }
  const int quiet = square ? 4 : 10;
  const double module = code.size / (symbol->width + 2 * quiet);
  const double tall = square ? module : 36;
  Modular out;
  out.width = code.size;
  out.height = square ? code.size : tall;
  const double inset_y = square ? quiet * module : 0;
  for (int row = 0; row < symbol->rows; ++row) {
    const auto dark = [&](int x) {
      return x < symbol->width && ((symbol->encoded_data[row][x / 8] >> (x % 8)) & 1) != 0;
    };
    for (int x = 0; x < symbol->width; ++x) {
      if (!dark(x)) continue;
      const int from = x;
      while (dark(x)) ++x;
      out.dark.push_back({(quiet + from) * module, inset_y + row * tall, (x - from) * module, tall});
    }
  }
  return out;
}

}  // namespace ledgelight::print
