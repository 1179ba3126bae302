#include "desk/findings.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.hpp"
#include "desk/evidence.hpp"
#include "desk/found_files.hpp"
#include "desk/names.hpp"
#include "desk/sealed_items.hpp"
#include "discover/elements.hpp"
#include "discover/scan.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::uint64_t around = 160;            // bytes shown before and after
constexpr std::uint64_t most_read = 1ULL << 30;  // of an item, to come to a place inside it
constexpr std::chrono::seconds longest{20};
constexpr std::size_t neighbours = 40;  // findings before and after that may stand in the same text

std::string finding_label(const FindingId& id) { return "finding/" + id.str(); }

Result<Tx::FindingFilter> filter_of(const FindingQuery& query) {
  using Order = Tx::FindingFilter::Order;
  Tx::FindingFilter out;
  if (!query.element.empty() && !discover::element_of(query.element))
    return fail(Errc::bad_input, "element: is no kind of data that a search looks for");
  const std::array<std::string_view, 4> states{"", "proposed", "accepted", "rejected"};
  if (std::find(states.begin(), states.end(), query.state) == states.end())
    return fail(Errc::bad_input, "state: is not proposed, accepted or rejected");
  out.element = query.element;
  out.state = query.state;
  out.evidence = query.evidence.str();
  if (query.sureness == "sure") {
    out.least = sure_from;
  } else if (query.sureness == "likely") {
    out.least = likely_from;
    out.most = sure_from - 1;
  } else if (query.sureness == "doubtful") {
    out.most = likely_from - 1;
  } else if (!query.sureness.empty()) {
    return fail(Errc::bad_input, "sureness: is not sure, likely or doubtful");
  }
  if (query.order == "doubtful-first") {
    out.order = Order::least_sure;
  } else if (query.order == "sure-first") {
    out.order = Order::most_sure;
  } else if (!query.order.empty()) {
    return fail(Errc::bad_input, "order: is not doubtful-first or sure-first");
  }
  return out;
}

// The kept counts know what fits when nothing but kind, state and item are asked for.
Result<std::uint64_t> total_of(Tx& tx, const CaseId& id, const Tx::FindingFilter& filter) {
  if (!filter.place.empty() || filter.least > 0 || filter.most < 100)
    return tx.count_listed(id, filter);
  std::uint64_t out = 0;
  for (const auto& c : TRY(tx.count_findings(id))) {
    const auto fits = [](const std::string& asked, const std::string& is) {
      return asked.empty() || asked == is;
    };
    if (fits(filter.element, c.element) && fits(filter.state, c.state) &&
        fits(filter.evidence, c.evidence.str()))
      out += c.count;
  }
  return out;
}

struct Stretch {
  std::uint64_t from = 0, to = 0;
};

// Takes the bytes of one stretch of one member while an item is read, and stops it behind them.
class Catch final : public discover::Sink {
 public:
  Catch(std::string path, Stretch stretch) : path_(std::move(path)), stretch_(stretch) {}
  void text(std::uint32_t, std::string_view member, std::uint64_t offset,
            std::string_view bytes) override {
    if (done_ || escaped(member) != path_) return;
    const auto end = offset + bytes.size();
    if (end > stretch_.from && offset < stretch_.to) {
      const auto from = std::max(offset, stretch_.from) - offset,
                 to = std::min(end, stretch_.to) - offset;
      bytes_ += bytes.substr(from, to - from);
    }
    done_ = end >= stretch_.to;
  }
  void found(discover::Finding) override {}
  void unread(discover::Unread) override {}
  void read(discover::FileRead what) override {
    if (escaped(what.member) == path_) done_ = done_ || !bytes_.empty();
  }
  bool progress(std::uint64_t bytes) override {
    gone_too_far_ = bytes > most_read || std::chrono::steady_clock::now() - began_ > longest;
    return !done_ && !gone_too_far_;
  }
  const std::string& bytes() const { return bytes_; }
  bool gone_too_far() const { return gone_too_far_ && bytes_.empty(); }

 private:
  const std::string path_;
  const Stretch stretch_;
  std::string bytes_;
  bool done_ = false, gone_too_far_ = false;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

// So long that it is not read to the place, when its bytes are the text itself.
constexpr std::uint64_t read_anyhow = 32ULL << 20;
bool is_plain(discover::ByteSource& source) {
  std::string head(4096, '\0');
  const auto n = source.read_at(0, {head.data(), head.size()});
  if (!n) return false;
  head.resize(*n);
  return head.rfind("%PDF", 0) != 0 && head.rfind("{\\rtf", 0) != 0 &&
         std::none_of(head.begin(), head.end(),
                      [](unsigned char c) { return c < 9 || (c > 13 && c < 32); });
}

struct Masked {
  std::uint64_t offset = 0, length = 0;
  std::string instead;
};

// What else was found near it: the numbers beside its own are what was found beside it.
Result<std::vector<Masked>> found_near(Desk& desk, Tx& tx, const FindingRow& row, Stretch stretch) {
  std::vector<Masked> out;
  const auto add = [&](const FindingRow& one) -> Result<void> {
    const auto body = TRY(open_json(desk, tx, one.body, finding_label(one.id)));
    const auto offset = static_cast<std::uint64_t>(int_at(body, "offset").value_or(0));
    const auto length = static_cast<std::uint64_t>(int_at(body, "length").value_or(0));
    if (offset < stretch.to && offset + length > stretch.from)
      out.push_back({offset, length, text_at(body, "masked")});
    return {};
  };
  TRY(add(row));
  const auto mark = row.id.str().rfind("-f");
  if (mark == std::string::npos) return out;
  const auto digits = row.id.str().substr(mark + 2);
  if (digits.empty() || digits.size() > 12 ||
      digits.find_first_not_of("0123456789") != std::string::npos)
    return out;
  const auto number = static_cast<std::size_t>(std::stoull(digits));
  for (auto n = number > neighbours ? number - neighbours : 1; n <= number + neighbours; ++n) {
    if (n == number) continue;
    const auto other = TRY(tx.finding(finding_number(row.case_id, row.run, n)));
    if (other && other->evidence == row.evidence && other->place == row.place) TRY(add(*other));
  }
  std::sort(out.begin(), out.end(), [](const Masked& a, const Masked& b) {
    return a.offset != b.offset ? a.offset < b.offset : a.length > b.length;
  });
  return out;
}

// Letters of two bytes each are read as the one that says something.
std::string without_zeros(std::string_view bytes) {
  std::string out;
  for (const char c : bytes)
    if (c != 0) out += c;
  return out;
}

// Digits that no rule took for a value say nothing here and could be one.
std::string without_digits(std::string_view bytes) {
  auto out = without_zeros(bytes);
  for (auto& c : out)
    if (c >= '0' && c <= '9') c = '*';
  return out;
}

FindingContext put_together(const std::string& bytes, Stretch stretch,
                            const std::vector<Masked>& found, const Masked& self,
                            const Masks& mask) {
  FindingContext out;
  auto* to = &out.before;
  std::uint64_t at = stretch.from;
  const auto plain = [&](std::uint64_t until) {
    if (until > at)
      *to += without_digits(std::string_view(bytes).substr(
          static_cast<std::size_t>(std::min<std::uint64_t>(at - stretch.from, bytes.size())),
          static_cast<std::size_t>(until - at)));
    at = std::max(at, until);
  };
  const auto end = stretch.from + bytes.size();
  for (const auto& one : found) {
    if (one.offset < at) continue;  // within one that stands already, or over the edge
    const bool is_self = one.offset == self.offset && one.length == self.length;
    if (one.offset < self.offset && one.offset + one.length > self.offset && !is_self) continue;
    plain(std::min(one.offset, end));
    if (is_self) {
      out.masked = one.instead;
      to = &out.after;
    } else {
      *to += one.instead;
    }
    at = std::max(at, one.offset + one.length);
  }
  if (at < end) plain(end);
  if (out.masked.empty()) out.masked = self.instead;
  for (auto* part : {&out.before, &out.after})
    *part = shown_line(*part, 2 * around);
  out.before = mask.piece(out.before, true, true);
  out.after = mask.piece(out.after, true, true);
  out.masked = mask(out.masked);
  return out;
}

}  // namespace

std::string_view word_of(Sureness sureness) {
  return sureness == Sureness::sure ? "sure" : sureness == Sureness::likely ? "likely" : "doubtful";
}

Result<FindingLine> finding_line(Desk& desk, Tx& tx, const Masks& mask, const FindingRow& row) {
  const auto body = TRY(open_json(desk, tx, row.body, finding_label(row.id)));
  FindingLine line;
  line.id = row.id;
  line.evidence = row.evidence;
  line.element = row.element;
  if (const auto e = discover::element_of(row.element))
    line.element_name = std::string(discover::row_of(*e).name);
  line.path = mask(text_at(body, "path"));
  line.offset = static_cast<std::uint64_t>(int_at(body, "offset").value_or(0));
  line.length = static_cast<std::uint64_t>(int_at(body, "length").value_or(0));
  line.masked = mask(text_at(body, "masked"));
  line.reason = mask(text_at(body, "reason"));
  line.state = row.state;
  line.confidence = row.confidence;
  line.person = row.person;
  return line;
}

Result<FindingList> list_findings(Desk& desk, const Actor& actor, const CaseId& id,
                                  const FindingQuery& query, Page page) {
  auto filter = TRY(filter_of(query));
  if (query.file > 0) {
    const auto place = TRY(found_place(desk, actor, id, query.file));
    filter.evidence = place.evidence.str();
    filter.place = place.place;
  }
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  FindingList out;
  out.total = TRY(total_of(*tx, id, filter));
  // A masked sample still says something of a person: only for those who may see people.
  if (!case_for(desk, *tx, actor, Action::see_people, id)) return out;
  const auto mask = TRY(Masks::of(desk, *tx, id));
  for (const auto& row : TRY(tx->findings_listed(id, filter, page)))
    out.rows.push_back(TRY(finding_line(desk, *tx, mask, row)));
  return out;
}

Result<FindingView> show_finding(Desk& desk, const Actor& actor, const FindingId& id,
                                 bool with_context) {
  FindingView out;
  std::vector<Masked> found;
  Stretch stretch;
  std::string path;
  std::optional<Masks> mask;
  {
    const auto tx = TRY(desk.store().read());
    const auto row = TRY(tx->finding(id));
    if (!row) return fail(Errc::not_found, "no such finding");
    out.case_id = row->case_id;
    (void)TRY(case_for(desk, *tx, actor, Action::see_people, row->case_id));
    if (with_context) (void)TRY(case_for(desk, *tx, actor, Action::read_evidence, row->case_id));
    mask = TRY(Masks::of(desk, *tx, row->case_id));
    out.line = TRY(finding_line(desk, *tx, *mask, *row));
    if (auto item = evidence_line(desk, *tx, row->evidence)) {
      out.item_name = std::move(item->name);
      out.item_size = item->size;
    }
    if (!with_context) return out;
    stretch = {out.line.offset > around ? out.line.offset - around : 0,
               out.line.offset + out.line.length + around};
    found = TRY(found_near(desk, *tx, *row, stretch));
    const auto body = TRY(open_json(desk, *tx, row->body, finding_label(id)));
    path = text_at(body, "path");
    path.resize(std::min(path.size(), path.rfind('@')));
  }
  FindingContext context;
  const auto items = TRY(SealedItems::of(desk, actor, Action::read_evidence, out.case_id));
  const auto& all = items.all();
  const auto item = std::find_if(
      all.begin(), all.end(), [&](const SealedItem& i) { return i.row.id == out.line.evidence; });
  if (item == all.end()) return fail(Errc::not_found, "no such item of evidence");
  const auto index = static_cast<std::size_t>(item - all.begin());
  std::string bytes;
  auto source = items.open(index);
  if (!source) {
    context.why_not = source.error().detail;
  } else if (path.empty() && item->row.size > read_anyhow && is_plain(**source)) {
    bytes.resize(static_cast<std::size_t>(stretch.to - stretch.from));
    const auto n = (*source)->read_at(stretch.from, {bytes.data(), bytes.size()});
    bytes.resize(n ? *n : 0);
    if (!n) context.why_not = n.error().detail;
  } else {
    Catch sink(path, stretch);
    const auto scanned = discover::scan(**source, 0, item->name, sink);
    bytes = sink.bytes();
    if (bytes.empty())
      context.why_not =
          sink.gone_too_far() ? "it lies too far inside the item to be read while you wait"
          : !scanned && scanned.error().code != Errc::conflict ? scanned.error().detail
                                                               : "it does not stand in text";
  }
  if (!bytes.empty())
    context = put_together(bytes, stretch, found,
                           {out.line.offset, out.line.length, out.line.masked}, *mask);
  out.context = std::move(context);
  return out;
}

}  // namespace ledgelight::desk
