// What every reader of structured text must hold to: it comes to an end, the findings lie inside
// the input, and the way the input is cut changes nothing about where reading stops.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "discover/record.hpp"

namespace ledgelight::discover {

class Watching final : public Records {
 public:
  explicit Watching(std::uint64_t size) : size_(size) {}
  std::size_t fresh() override { return ++numbers_; }
  void record(Record& record) override {
    CHECK(record.number > 0 && record.number <= numbers_);
    for (const auto& f : record.fields) {
      CHECK(f.from < f.to && f.to <= record.values.size());
      place(record.values, f.from, f.to);
    }
    for (const auto& h : hits_of(record)) {
      CHECK(h.from < h.to && h.to <= record.values.size());
      place(record.values, h.from, h.to);
    }
    record.clear_fields();
  }
  void prose(const Mapped& text, Unit) override {
    if (!text.empty()) place(text, 0, text.size());
  }

 private:
  void place(const Mapped& text, std::size_t from, std::size_t to) const {
    CHECK(text.offset(from) < size_ && text.end(to) <= size_ && text.offset(from) <= text.end(to));
  }
  std::uint64_t size_;
  std::size_t numbers_ = 0;
};

inline int read_to_the_end(StructuredReader& reader, const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Watching out(size);
  // First what is there is a part, then all of it.
  const Text half{bytes.substr(0, size / 2), bytes.substr(0, size / 2), 0, Encoding::bytes};
  const auto at = reader.read(half, 0, false, out);
  CHECK(at <= size / 2);
  const Text rest{bytes.substr(at), bytes.substr(at), at, Encoding::bytes};
  CHECK(reader.read(rest, 0, true, out) == rest.bytes.size());
  return 0;
}

}  // namespace ledgelight::discover
