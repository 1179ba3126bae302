#include "discover/bytes_search.hpp"

#include <algorithm>
#include <optional>

#include "discover/hit.hpp"
#include "discover/templates.hpp"

namespace ledgelight::discover {

/// Passes on and remembers the last record.
struct BytesSearch::Narrow final : Sink {
  Narrow(std::uint32_t file, const std::string& member, Sink& to, const Limits& limits)
      : sink(to), number(file), path(member), scanner(file, member, *this, limits) {}
  void found(Finding f) override {
    last = std::max(last, f.record);
    sink.found(std::move(f));
  }
  void unread(Unread what) override { sink.unread(std::move(what)); }
  void read(FileRead what) override { sink.read(std::move(what)); }

  /// Templates tell nothing about records: each is one of its own.
  void tell(const TemplateSearch::Found& t) {
    Finding f;
    f.file = number;
    f.member = path;
    f.offset = t.offset;
    f.length = 4;
    f.element = Element::biometric;
    f.confidence = t.sure ? 92 : 80;
    f.record = ++last;
    f.norm = Personal<std::string>(std::string(t.kind));
    f.masked = masked(Element::biometric, t.kind);
    f.reason = "the head of a biometric record";
    sink.found(std::move(f));
  }

  Sink& sink;
  std::uint32_t number;
  std::string path;
  TemplateSearch templates;
  std::uint64_t last = 0;
  Carver carver;
  std::string text;
  Scanner scanner;
};

struct BytesSearch::Wide {
  Wide(int start, std::uint32_t number, std::string path, const Limits& l)
      : phase(start), file(number), member(std::move(path)), limits(l), carver(start) {}

  void take() {
    std::string_view more = text;
    if (!scanner) {
      // Most bytes hold no such run at all: no scanner for them.
      const auto first = std::min(more.find_first_not_of('\n'), more.size());
      skipped += first;
      more.remove_prefix(first);
      if (more.empty()) return;
      scanner.emplace(file, member, found, limits);
    }
    scanner->feed(more);
  }

  int phase;
  std::uint32_t file;
  std::string member;
  const Limits& limits;
  WideCarver carver;
  std::string text;
  std::uint64_t skipped = 0;  ///< bytes of carved text before the scanner's first
  Collected found;
  std::optional<Scanner> scanner;
};

BytesSearch::BytesSearch(std::uint32_t file, const std::string& member, Sink& sink,
                         const Limits& limits)
    : narrow_(std::make_unique<Narrow>(file, member, sink, limits)) {
  for (int phase : {0, 1})
    wide_[static_cast<std::size_t>(phase)] = std::make_unique<Wide>(phase, file, member, limits);
}
BytesSearch::~BytesSearch() = default;

void BytesSearch::feed(std::string_view bytes) {
  narrow_->text.clear();
  narrow_->carver.feed(bytes, narrow_->text);
  narrow_->scanner.feed(narrow_->text);
  narrow_->templates.feed(bytes);
  for (auto& wide : wide_) {
    wide->text.clear();
    wide->carver.feed(bytes, wide->text);
    wide->take();
  }
}

void BytesSearch::finish() {
  narrow_->text.clear();
  narrow_->carver.finish(narrow_->text);
  narrow_->scanner.feed(narrow_->text);
  narrow_->scanner.finish();
  findings_ = narrow_->scanner.findings();
  for (const auto& t : narrow_->templates.found()) narrow_->tell(t), ++findings_;
  auto last = narrow_->last;
  for (auto& wide : wide_) {
    wide->text.clear();
    wide->carver.finish(wide->text);
    wide->take();
    if (!wide->scanner) continue;
    wide->scanner->finish();
    const auto before = last;
    for (auto& f : wide->found.findings) {
      f.offset = static_cast<std::uint64_t>(wide->phase) + 2 * (wide->skipped + f.offset);
      f.length *= 2;
      f.record += before;
      last = std::max(last, f.record);
      ++findings_;
      narrow_->sink.found(std::move(f));
    }
  }
}

}  // namespace ledgelight::discover
