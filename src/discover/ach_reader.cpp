// Files that banks take payments from (NACHA): lines of 94 signs, each field at its own place. Every
// entry (type 6) is a record: whose account, at which bank, and who they are. Addenda are text.
#include <algorithm>
#include <cstring>

#include "base/text.hpp"
#include "discover/record.hpp"

namespace ledgelight::discover {
namespace {

constexpr std::size_t width = 94;

class Ach final : public StructuredReader {
 public:
  std::string_view kind() const override { return "NACHA"; }
  bool in_order() const override { return true; }

  std::size_t read(const Text& text, std::size_t from, bool final, Records& out) override {
    const auto s = text.bytes;
    std::size_t i = from;
    while (i < s.size()) {
      if (s[i] == '\r' || s[i] == '\n') {
        ++i;
        continue;
      }
      // Some files have no line ends at all.
      const std::size_t stop = std::min(s.size(), i + width);
      std::size_t e = i;
      while (e < stop && s[e] != '\r' && s[e] != '\n')
        ++e;
      if (e == stop && stop - i < width && !final) break;
      if (e - i >= 76 && s[i] == '6')
        entry(text, i, e, out);
      else if (s[i] == '7')
        prose(text, i, e, out);
      else if (e - i >= 63 && s[i] == '5')
        begin_batch(s.substr(i, e - i));
      i = e;
    }
    return i;
  }

 private:
  void begin_batch(std::string_view line) {
    const auto kind = line.substr(50, 3);
    corporate_ = kind == "CTX";
    abroad_ = kind == "IAT";
    const auto purpose = lowered(line.substr(53, 10));
    pay_ = false;
    for (std::string_view word : {"payroll", "salary", "reg.sal", "wages", "dir dep", "direct dep"})
      pay_ = pay_ || purpose.find(word) != std::string::npos;
  }

  void add(const Text& text, std::string_view heading, std::size_t from, std::size_t to) {
    record_.open(heading, keys_.meaning("", heading));
    record_.values.copy(text, from, to);
    record_.close();
  }

  void entry(const Text& text, std::size_t i, std::size_t e, Records& out) {
    record_.clear();
    add(text, "routing number", i + 3, i + 12);
    if (abroad_) {  // who it is stands in the addenda
      add(text, "bank account number", i + 39, std::min(e, i + 74));
    } else {
      add(text, "bank account number", i + 12, i + 29);
      const auto id = trimmed(text.bytes.substr(i + 39, 15));
      if (id.size() == 11 && id[3] == '-' && id[6] == '-')
        add(text, "ssn", i + 39, i + 54);
      else if (pay_)
        add(text, "employee id", i + 39, i + 54);
      add(text, "account holder name", i + (corporate_ ? 58 : 54), i + (corporate_ ? 74 : 76));
    }
    if (record_.fields.empty()) return;
    record_.number = out.fresh();
    out.record(record_);
    record_.clear();
  }

  void prose(const Text& text, std::size_t i, std::size_t e, Records& out) {
    line_.clear();
    line_.copy(text, std::min(e, i + 3), std::min(e, i + 83));
    if (line_.bytes().find_first_not_of(" \t") != std::string_view::npos)
      out.prose(line_, Unit::line);
  }

  bool corporate_ = false, abroad_ = false, pay_ = false;
  Record record_;
  Mapped line_;
  Keys keys_;
};

}  // namespace

std::unique_ptr<StructuredReader> ach_reader(std::string_view sample) {
  // "101", the banks, when it was made, "094101": size of a record and blocking.
  if (sample.size() < 2 * width || sample.substr(0, 3) != "101" || sample.substr(34, 3) != "094")
    return nullptr;
  auto rest = sample.substr(width);
  while (!rest.empty() && (rest[0] == '\r' || rest[0] == '\n'))
    rest.remove_prefix(1);
  if (rest.empty() || rest[0] != '5') return nullptr;
  return std::make_unique<Ach>();
}

}  // namespace ledgelight::discover
