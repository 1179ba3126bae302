#include "notice/report.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "notice/duty_blocks.hpp"

namespace ledgelight::notice {
namespace {

using print::Heading;
using print::KeyValues;
using print::Paragraph;
using print::Table;
using print::Text;

constexpr std::size_t longest = 20'000;

std::string clean(std::string_view s) { return trimmed(shown_line(s, longest)); }

class Writer {
 public:
  explicit Writer(const CaseReport& report) : r_(report) {}

  Result<print::Document> run() {
    out_.title = "Case report " + clean(r_.case_id);
    out_.author = clean(r_.city);
    out_.created = r_.made;
    out_.demonstration = r_.demonstration;
    if (r_.privileged) out_.mark = "PRIVILEGED AND CONFIDENTIAL - DRAFT";
    add(Heading{1, out_.title});
    head();
    facts();
    timeline();
    evidence();
    if (r_.reckoning) {
      add(Heading{2, "Duties"});
      add(print::Box{Text(std::vector<print::Run>{
          {review_words(*r_.reckoning, r_.signatures, r_.reviewed_by), true}})});
      for (auto& block : TRY(duty_blocks(*r_.reckoning, Depth::table_only))) add(std::move(block));
    }
    letters();
    ledger();
    return std::move(out_);
  }

 private:
  void add(print::Block block) { out_.blocks.push_back(std::move(block)); }
  void none(const char* what) { add(Paragraph{std::string("No ") + what + " recorded.", ""}); }

  static void row(KeyValues& kv, const char* label, const std::string& value) {
    if (!value.empty()) kv.rows.emplace_back(label, Text(clean(value)));
  }

  void head() {
    KeyValues kv;
    row(kv, "City", r_.city);
    row(kv, "Case", r_.case_id);
    row(kv, "Subject", r_.title);
    row(kv, "State", r_.state);
    row(kv, "Severity", r_.severity);
    if (r_.made.ok()) row(kv, "Made on", long_text(r_.made));
    row(kv, "Prepared by", r_.prepared_by);
    add(std::move(kv));
    add(print::SmallPrint{
        "Not legal advice. This page is for reading; the files beside it are the record, and "
        "anyone can check them without our software as the bag's README says.", ""});
  }

  void facts() {
    add(Heading{2, "Facts"});
    if (r_.facts.empty()) return none("fact is");
    Table t{{"Fact", "Status", "What was said", "By", "When"}, {}, {3, 2, 4, 2, 3},
            "The facts of the case and how sure they are", false};
    for (const auto& f : r_.facts) {
      t.rows.push_back({clean(f.name), clean(f.status), clean(f.value), clean(f.by), clean(f.when)});
    }
    add(std::move(t));
  }

  void timeline() {
    add(Heading{2, "Timeline"});
    if (r_.timeline.empty()) return none("entry is");
    Table t{{"Happened", "Entered", "By", "What"}, {}, {3, 3, 2, 6},
            "What happened and when it was written down", false};
    for (const auto& m : r_.timeline) {
      t.rows.push_back({clean(m.happened), clean(m.entered), clean(m.by),
                        clean(m.text) + (m.corrects.empty() ? "" : " (corrects " +
                                                                       clean(m.corrects) + ")")});
    }
    add(std::move(t));
  }

  void evidence() {
    add(Heading{2, "Evidence"});
    if (r_.evidence.empty()) {
      none("evidence is");
    } else {
      Table t{{"Item", "Name as received", "Bytes", "Received", "SHA-256"}, {}, {2, 3, 1.6, 2.4, 5},
              "Each item by the digest of its bytes", true};
      for (const auto& e : r_.evidence) {
        t.rows.push_back({clean(e.id), clean(e.name), std::to_string(e.bytes), clean(e.received),
                          clean(e.sha256)});
      }
      add(std::move(t));
    }
    add(Heading{2, "Custody"});
    if (r_.custody.empty()) return none("custody act is");
    Table t{{"When", "Item", "Act", "By", "Purpose"}, {}, {3, 2, 2, 2, 4},
            "Who touched the evidence, when and why", false};
    for (const auto& c : r_.custody) {
      t.rows.push_back({clean(c.at), clean(c.evidence), clean(c.act), clean(c.by), clean(c.purpose)});
    }
    add(std::move(t));
  }

  void letters() {
    if (!r_.letters) return;
    const auto& n = *r_.letters;
    add(Heading{2, "Letters"});
    Table t{{"People", "Mailed", "Pending", "Returned", "Substitute", "Excluded"}, {}, {},
            "Every person is in one of the columns after the first", false};
    t.rows.push_back({std::to_string(n.people), std::to_string(n.mailed), std::to_string(n.pending),
                      std::to_string(n.returned), std::to_string(n.substitute),
                      std::to_string(n.excluded)});
    add(std::move(t));
    const int sum = n.mailed + n.pending + n.returned + n.substitute + n.excluded;
    add(Paragraph{sum == n.people
                      ? Text("The columns add up to the number of people.")
                      : Text(std::vector<print::Run>{
                            {fmt::format("The columns add up to {}, not {}: {} people are not "
                                         "accounted for.", sum, n.people, n.people - sum), true}}),
                  ""});
  }

  void ledger() {
    add(Heading{2, "The record"});
    KeyValues kv;
    row(kv, "Log", r_.ledger_origin);
    row(kv, "Entries", std::to_string(r_.ledger_size));
    const auto fixed = [&kv](const char* label, const std::string& value) {
      if (!value.empty()) {
        kv.rows.emplace_back(label, Text(std::vector<print::Run>{{clean(value), false, true}}));
      }
    };
    fixed("Root hash", r_.ledger_root);
    fixed("Public key", r_.ledger_key);
    add(std::move(kv));
    add(print::SmallPrint{
        "The root hash fixes every entry up to that number. It does not prove that what was entered "
        "is true, nor that everything was entered.", ""});
  }

  const CaseReport& r_;
  print::Document out_;
};

}  // namespace

Result<print::Document> case_report(const CaseReport& report) { return Writer(report).run(); }

}  // namespace ledgelight::notice
