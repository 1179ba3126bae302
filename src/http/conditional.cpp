#include "http/conditional.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ledgelight::http {
namespace {

// Digits only, at most 18 of them, so that nothing wraps.
std::optional<std::uint64_t> number(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::uint64_t n = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    n = n * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return n;
}

std::string_view without_weak(std::string_view tag) {
  return tag.substr(0, 2) == "W/" ? tag.substr(2) : tag;
}

// A source from `first`, `left` bytes long.
class Window : public Source {
 public:
  Window(std::shared_ptr<Source> whole, std::uint64_t left) : whole_(std::move(whole)), left_(left) {}
  Result<void> read(std::string& to, std::size_t most) override {
    const auto before = to.size();
    TRY(whole_->read(to, static_cast<std::size_t>(std::min<std::uint64_t>(most, left_))));
    left_ -= to.size() - before;
    return Done{};
  }
  std::optional<std::uint64_t> size() const override { return left_; }

 private:
  std::shared_ptr<Source> whole_;
  std::uint64_t left_;
};

void cut(Response& response, const ByteRange& range) {
  const auto length = range.last - range.first + 1;
  if (response.source) {
    response.source = std::make_shared<Window>(response.source, length);
  } else if (!response.body.empty()) {
    response.body = response.body.substr(range.first, length);
  } else {
    response.fixed = response.fixed.substr(range.first, length);
  }
}

}  // namespace

RangeAnswer parse_range(std::string_view header, std::uint64_t size) {
  constexpr std::string_view unit = "bytes=";
  if (header.substr(0, unit.size()) != unit) return {};
  const auto spec = trimmed(header.substr(unit.size()));
  const auto dash = spec.find('-');
  if (dash == std::string::npos || spec.find(',') != std::string::npos) return {};
  const auto from = spec.substr(0, dash);
  const auto to = spec.substr(dash + 1);
  if (from.empty()) {
    const auto last_bytes = number(to);
    if (!last_bytes) return {};
    if (*last_bytes == 0 || size == 0) return {RangeKind::unsatisfiable, {}};
    return {RangeKind::one, {size - std::min(size, *last_bytes), size - 1}};
  }
  const auto first = number(from);
  if (!first) return {};
  std::uint64_t last = size == 0 ? 0 : size - 1;
  if (!to.empty()) {
    const auto said = number(to);
    if (!said || *said < *first) return {};
    last = std::min(last, *said);
  }
  if (*first >= size) return {RangeKind::unsatisfiable, {}};
  return {RangeKind::one, {*first, last}};
}

bool etag_listed(std::string_view list, std::string_view etag) {
  if (trimmed(list) == "*") return true;
  for (const auto& one : split(list, ',')) {
    const auto tag = trimmed(one);
    if (tag.size() >= 2 && without_weak(tag) == without_weak(etag)) return true;
  }
  return false;
}

void apply_conditions(const Request& request, Response& response) {
  if (response.status != 200 || !request.reads_only()) return;
  const auto etag = response.headers.get("ETag");
  if (etag.empty()) return;
  if (const auto wanted = request.headers.find("If-None-Match"); wanted && etag_listed(*wanted, etag)) {
    response.status = 304;
    response.body.clear();
    response.fixed = {};
    response.source.reset();
    response.headers.erase("Content-Type");
    response.headers.erase("Content-Disposition");
    return;
  }
  const auto size = response.source          ? response.source->size()
                    : response.body.empty() ? std::optional<std::uint64_t>(response.fixed.size())
                                            : std::optional<std::uint64_t>(response.body.size());
  if (!size || (response.source && !response.source->seek(0))) return;
  response.headers.set("Accept-Ranges", "bytes");
  const auto range = request.headers.find("Range");
  if (!range || request.method != Method::get) return;
  // If-Range: only the strong form of the same tag keeps the range (RFC 9110 13.1.5).
  if (const auto only_if = request.headers.find("If-Range"); only_if && *only_if != etag) return;
  const auto answer = parse_range(*range, *size);
  if (answer.kind == RangeKind::unsatisfiable) {
    response.status = 416;
    response.headers.set("Content-Range", "bytes */" + std::to_string(*size));
    response.body.clear();
    response.fixed = {};
    response.source.reset();
  } else if (answer.kind == RangeKind::one) {
    if (response.source && !response.source->seek(answer.range.first)) return;
    response.status = 206;
    response.headers.set("Content-Range", "bytes " + std::to_string(answer.range.first) + "-" +
                                              std::to_string(answer.range.last) + "/" +
                                              std::to_string(*size));
    cut(response, answer.range);
  }
}

}  // namespace ledgelight::http
