// Messages that ambulances, clinics and insurers send each other: HL7 version 2 (segments PID, IN1,
// DG1 …) and X12 claims (loops of NM1, N3, N4, DMG, REF, HI). One patient or subscriber is one
// record; segments that say nothing of a person are read as text.
#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.hpp"
#include "discover/record.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t most_parts = 64;

struct Part {
  std::size_t from = 0, to = 0;
  bool empty() const { return from >= to; }
};

/// [from, to) of `s` cut at `by`.
std::vector<Part> cut(std::string_view s, std::size_t from, std::size_t to, char by) {
  std::vector<Part> out;
  while (out.size() < most_parts) {
    const auto e = std::min(s.find(by, from), to);
    out.push_back({from, e});
    if (e >= to) break;
    from = e + 1;
  }
  return out;
}

class Messages final : public StructuredReader {
 public:
  /// `segment` ends a segment of X12; 0 for HL7, whose segments are lines.
  Messages(char element, char component, char segment)
      : element_(element), component_(component), segment_(segment) {}
  std::string_view kind() const override { return segment_ == 0 ? "HL7" : "X12"; }

  std::size_t read(const Text& text, std::size_t from, bool final, Records& out) override {
    const auto s = text.bytes;
    std::size_t i = from;
    while (i < s.size()) {
      const std::size_t stop = std::min(s.size(), i + longest_value);
      std::size_t e = i;
      while (e < stop && s[e] != segment_ && s[e] != '\r' && s[e] != '\n')
        ++e;
      if (e == stop && stop == s.size() && !final) break;
      line_.clear();
      line_.copy(text, i, e);
      segment(out);
      i = e < s.size() && e < stop ? e + 1 : e;
    }
    if (final) finish(out);
    return i;
  }

 private:
  void segment(Records& out) {
    const auto s = line_.bytes();
    if (s.find_first_not_of(" \t\x0B\x1C") == npos) return;
    parts_ = cut(s, 0, s.size(), element_);
    const auto& name = parts_[0];
    const auto is = s.substr(name.from, name.to - name.from);
    const bool known = segment_ == 0 ? hl7(is, out) : x12(is, out);
    if (!known) out.prose(line_, Unit::line);
    if (record_.fields.size() > most_fields) finish(out);
  }

  Part element(std::size_t n) const { return n < parts_.size() ? parts_[n] : Part{}; }
  std::string_view word(std::size_t n) const {
    const auto p = element(n);
    return line_.bytes().substr(p.from, p.to - p.from);
  }
  /// Component `n` (from 0) of the first repetition of an element, or of one repetition.
  Part component(Part of, std::size_t n) const {
    const auto s = line_.bytes();
    if (segment_ == 0) of.to = std::min(of.to, s.find('~', of.from));
    if (of.empty()) return {};
    const auto all = cut(s, of.from, of.to, component_);
    return n < all.size() ? all[n] : Part{};
  }

  void add(std::string_view heading, Part p) {
    if (p.empty()) return;
    record_.open(heading, keys_.meaning("", heading));
    record_.values.append(line_, p.from, p.to);
    record_.close();
  }
  /// "E1165": a claim writes the code without its dot.
  void add_code(Part p) {
    if (p.empty()) return;
    record_.open("diagnosis code", keys_.meaning("", "diagnosis code"));
    const auto dot = p.from + 3;
    if (p.to <= dot || line_.bytes().substr(p.from, p.to - p.from).find('.') != npos) {
      record_.values.append(line_, p.from, p.to);
    } else {
      record_.values.append(line_, p.from, dot);
      record_.values.put(".", line_.offset(dot), 1);
      record_.values.append(line_, dot, p.to);
    }
    record_.close();
  }
  void add_person(Part of) {
    add("last name", component(of, 0));
    add("first name", component(of, 1));
    add("middle name", component(of, 2));
    add("suffix", component(of, 3));
  }

  std::string_view of(Part p) const { return line_.bytes().substr(p.from, p.to - p.from); }

  /// The repetitions of an element, one after the other.
  template <class Each>
  void each_repetition(Part whole, const Each& each) {
    if (whole.empty()) return;
    for (const auto& one : cut(line_.bytes(), whole.from, whole.to, '~')) {
      if (!one.empty()) each(one);
    }
  }

  /// Numbers somebody is known by (CX): what each is says its type, table 0203.
  void add_identifiers(Part whole) {
    bool first = true;
    each_repetition(whole, [&](Part one) {
      const auto kind = of(component(one, 4));
      const auto number = component(one, 0);
      if (kind == "SS")
        add("ssn", number);
      else if (kind == "DL")
        add("driver license number", number);
      else if (kind == "PPN")
        add("passport", number);
      else if (kind == "MC" || kind == "MB")
        add(kind == "MC" ? "medicare" : "insurance member id", number);
      else if (kind == "MA")
        add("medicaid id", number);
      else if (kind == "MR" || kind == "MRN" || kind == "PI" || (kind.empty() && first))
        add("medical record number", number);
      first = false;
    });
  }

  /// Telephones and e-mail addresses (XTN).
  void add_telecoms(Part whole) {
    each_repetition(whole, [&](Part one) {
      add("phone", component(one, 0));
      add("email", component(one, 3));
    });
  }

  bool hl7(std::string_view is, Records& out) {
    if (is == "MSH" || is == "FHS" || is == "BHS") {
      finish(out);
      return true;
    }
    if (is == "PID") {
      finish(out);
      add_identifiers(element(3));
      add_person(element(5));
      add_birth(element(7));
      add_place(element(11), 0, 2, 3, 4);
      add_telecoms(element(13));
      add_telecoms(element(14));
      add("ssn", component(element(19), 0));
      add("driver license number", component(element(20), 0));
      add("driver license state", component(element(20), 1));
      return true;
    }
    if (is == "NK1" || is == "GT1") {  // somebody else: the next of kin, who pays
      std::swap(record_, waiting_);
      const bool kin = is == "NK1";
      add_person(element(kin ? 2 : 3));
      add_place(element(kin ? 4 : 5), 0, 2, 3, 4);
      add_telecoms(element(kin ? 5 : 6));
      add_telecoms(element(kin ? 6 : 7));
      add_birth(element(kin ? 16 : 8));
      if (kin)
        add_identifiers(element(33));
      else
        add("ssn", component(element(12), 0));
      hand_on(out);
      std::swap(record_, waiting_);
      return true;
    }
    if (is == "IN1") {
      add("insurance policy number", component(element(36), 0));
      add("insured id", component(element(49), 0));
      return true;
    }
    if (is == "IN2") {
      add("insured ssn", component(element(2), 0));
      add("medicare", component(element(6), 0));
      add("medicaid id", component(element(8), 0));
      return true;
    }
    if (is == "DG1") {
      add_code(component(element(3), 0));
      return true;
    }
    return is == "EVN" || is == "PV1" || is == "PV2" || is == "PD1";
  }

  void add_birth(Part of) {
    auto birth = component(of, 0);
    birth.to = std::min(birth.to, birth.from + 8);
    add("date of birth", birth);
  }

  void add_place(Part of, std::size_t street, std::size_t town, std::size_t state,
                 std::size_t zip) {
    add("address", component(of, street));
    add("city", component(of, town));
    add("state", component(of, state));
    add("zip", component(of, zip));
  }

  bool x12(std::string_view is, Records& out) {
    if (is == "NM1") {
      // The insured, the patient, a member; others are offices and physicians.
      const bool person = (word(1) == "IL" || word(1) == "QC" || word(1) == "74") && word(2) == "1";
      // What an enrolment says of a member before the name belongs to the member.
      if (person && record_.has(Meaning::family)) finish(out);
      of_person_ = person;
      if (!person) return true;  // the claim that follows is still the patient's
      add("last name", element(3));
      add("first name", element(4));
      add("middle name", element(5));
      add("suffix", element(7));
      if (word(8) == "MI" || word(8) == "MR" || word(8) == "HN")
        add("insurance member id", element(9));
      if (word(8) == "34") add("ssn", element(9));
      return true;
    }
    if (is == "HI") {  // after the claim of whoever was named last
      for (std::size_t n = 1; n < parts_.size() && n < 13; ++n) {
        const auto kind = component(element(n), 0);
        const auto word = line_.bytes().substr(kind.from, kind.to - kind.from);
        if (word == "ABK" || word == "ABF" || word == "BK" || word == "BF" || word == "ABJ" ||
            word == "BJ")
          add_code(component(element(n), 1));
      }
      return true;
    }
    if (is == "HL" || is == "INS" || is == "ST" || is == "CLP") {
      finish(out);
      of_person_ = is == "INS";
      return true;
    }
    if (is == "N3" || is == "N4" || is == "DMG" || is == "PER" || is == "REF") {
      if (of_person_) about_person(is);
      return true;
    }
    // The rest is of dates, sums and services; notes are read.
    return is != "NTE" && is != "MSG" && is != "K3" && is != "PWK";
  }

  void about_person(std::string_view is) {
    if (is == "N3") {
      add("address", element(1));
      add("address 2", element(2));
    } else if (is == "N4") {
      add("city", element(1));
      add("state", element(2));
      add("zip", element(3));
    } else if (is == "DMG") {
      add("date of birth", element(2));
    } else if (is == "PER") {
      for (std::size_t n = 3; n + 1 < parts_.size() && n < 9; n += 2)
        if (word(n) == "EM")
          add("email", element(n + 1));
        else if (word(n) == "TE" || word(n) == "HP" || word(n) == "CP" || word(n) == "WP" ||
                 word(n) == "AP")
          add("phone", element(n + 1));
    } else if (word(1) == "SY") {
      add("ssn", element(2));
    } else if (word(1) == "EA") {
      add("medical record number", element(2));
    } else if (word(1) == "0F" || word(1) == "1W") {
      add("insurance member id", element(2));
    } else if (word(1) == "F6") {
      add("medicare", element(2));
    } else if (word(1) == "1D") {
      add("medicaid id", element(2));
    }
  }

  void hand_on(Records& out) {
    if (!record_.fields.empty()) {
      record_.around.health = true;
      record_.number = out.fresh();
      out.record(record_);
    }
    record_.clear();
  }

  void finish(Records& out) { hand_on(out); }

  const char element_, component_, segment_;
  bool of_person_ = false;
  Mapped line_;
  std::vector<Part> parts_;
  Record record_;
  Record waiting_;  ///< the patient's, while somebody else's is read
  Keys keys_;
};

}  // namespace

std::unique_ptr<StructuredReader> message_reader(std::string_view sample) {
  while (!sample.empty() && (sample[0] == '\x0B' || sample[0] == '\n' || sample[0] == '\r'))
    sample.remove_prefix(1);
  if (sample.size() > 8 && sample.substr(0, 3) == "MSH" && !is_word(sample[3]) &&
      !is_word(sample[4]) && sample[3] != sample[4])
    return std::make_unique<Messages>(sample[3], sample[4], '\0');
  // The head of an X12 file is 106 signs long; its last two part components and end segments.
  if (sample.size() > 106 && sample.substr(0, 3) == "ISA" && !is_word(sample[3]) &&
      sample[3] == sample[103]) {
    const char component = sample[104], segment = sample[105];
    if (!is_word(component) && !is_word(segment))
      return std::make_unique<Messages>(sample[3], component, segment);
  }
  // One transaction without the envelope: "ST*271*0001~".
  if (sample.size() > 8 && sample.substr(0, 2) == "ST" && (sample[2] == '*' || sample[2] == '|') &&
      is_digit(sample[3]) && is_digit(sample[4]) && is_digit(sample[5]) && sample[6] == sample[2])
    if (const auto end = sample.substr(0, 80).find_first_of("~\n"); end != npos)
      return std::make_unique<Messages>(sample[2], ':', sample[end] == '~' ? '~' : '\n');
  return nullptr;
}

}  // namespace ledgelight::discover
