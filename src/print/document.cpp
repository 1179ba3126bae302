#include "print/document.hpp"

namespace ledgelight::print {
namespace {

template <class... F>
struct Cases : F... {
  using F::operator()...;
};
template <class... F>
Cases(F...) -> Cases<F...>;

}  // namespace

std::string Text::plain() const {
  std::string out;
  for (const auto& run : runs) out += run.text;
  return out;
}

std::string words_of(const Document& document) {
  std::string out;
  const auto line = [&out](const std::string& words) {
    if (!words.empty()) out += words + "\n";
  };
  const Cases say{
      [&](const Heading& b) { line(b.text); },
      [&](const Paragraph& b) { line(b.text.plain()); },
      [&](const SmallPrint& b) { line(b.text.plain()); },
      [&](const Box& b) { line(b.text.plain()); },
      [&](const List& b) {
        for (const auto& item : b.items) line(item.plain());
      },
      [&](const Table& b) {
        for (const auto& head : b.header) line(head);
        for (const auto& row : b.rows) {
          for (const auto& cell : row) line(cell.plain());
        }
      },
      [&](const KeyValues& b) {
        for (const auto& [key, value] : b.rows) line(key + ": " + value.plain());
      },
      [&](const AddressWindow& b) {
        for (const auto& l : b.sender) line(l);
        for (const auto& l : b.address) line(l);
      },
      [](const PageBreak&) {},
      [&](const Monospace& b) { line(b.text); },
      [&](const Barcode& b) { line(b.meaning); },
  };
  for (const auto& block : document.blocks) std::visit(say, block);
  return out;
}

}  // namespace ledgelight::print
