#include "desk/discovery.hpp"

#include <algorithm>
#include <initializer_list>
#include <atomic>
#include <chrono>
#include <map>
#include <set>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "casefile/fact.hpp"
#include "desk/cases.hpp"
#include "desk/evidence.hpp"
#include "desk/findings.hpp"
#include "desk/found_files.hpp"
#include "desk/job_work.hpp"
#include "desk/jobs.hpp"
#include "desk/names.hpp"
#include "desk/people.hpp"
#include "desk/sample_check.hpp"
#include "desk/sample_deal.hpp"
#include "desk/sealed_items.hpp"
#include "desk/search_progress.hpp"
#include "desk/suspects.hpp"
#include "discover/decoder.hpp"
#include "discover/register.hpp"
#include "discover/scan.hpp"
#include "law/affects.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::size_t most_findings = 2'000'000;
constexpr std::size_t rows_at_once = 5'000;

std::string run_label(const std::string& id) { return "run/" + id; }
std::string finding_label(const FindingId& id) { return "finding/" + id.str(); }

class Gathered final : public discover::Sink {
 public:
  Gathered(std::uint64_t total, const std::function<void(std::uint64_t, std::uint64_t)>& progress,
           std::uint64_t seed, std::function<bool()> stopping)
      : sampler(seed, sample_size), total_(total), progress_(progress),
        stopping_(std::move(stopping)), own_(seed, sample_size) {}
  std::vector<discover::Finding> findings;
  std::vector<discover::Unread> not_read;
  discover::Sampler sampler;
  std::uint64_t files = 0;
  bool full = false;

  void text(std::uint32_t file, std::string_view member, std::uint64_t offset,
            std::string_view bytes) override {
    own_.text(file, member, offset, bytes);
  }
  void found(discover::Finding finding) override {
    if (findings.size() < most_findings) {
      own_.found(finding);
      findings.push_back(std::move(finding));
    } else {
      full = true;
    }
  }
  void unread(discover::Unread what) override { not_read.push_back(std::move(what)); }
  void read(discover::FileRead) override { ++files; }
  bool progress(std::uint64_t bytes) override {
    if (progress_) progress_(before_ + bytes, total_);
    return !full && kept_.has_value() && !stopping_();
  }
  /// `place`: where it is gone on with, and `part`: how many parts of it were taken.
  void begin_item(std::size_t number, std::uint64_t before, std::uint64_t place,
                  std::uint64_t part) {
    before_ = before;
    number_ = number;
    place_ = place;
    part_ = part;
    begin_part();
  }
  /// A large text is kept part by part; the sample of each is drawn for itself, so that it is the
  /// same deal whether the search was stopped there or not.
  void reached(std::uint64_t place, std::uint64_t records) override {
    if (!kept_) return;
    own_.text_end();
    auto sample = own_.kept();
    kept_ = keep_(discover::Limits::From{place, records}, place - std::exchange(place_, place),
                  files - files_before_, std::span(not_read).subspan(unread_before_), sample,
                  std::span(findings).subspan(findings_before_));
    sampler.put(std::move(sample));
    ++part_;
    begin_part();
  }
  using Keep =
      std::function<Result<void>(const discover::Limits::From&, std::uint64_t, std::uint64_t,
                                 std::span<const discover::Unread>, const discover::Sampler::Kept&,
                                 std::span<const discover::Finding>)>;
  void keep_with(Keep keep) { keep_ = std::move(keep); }
  /// Whether what was reached could be kept.
  const Result<void>& kept() const { return kept_; }
  /// `more` items follow: this one is kept until they are read.
  Result<void> end_item(SearchProgress& progress, std::int64_t milliseconds, bool more) {
    own_.text_end();
    auto sample = own_.kept();
    if (more)
      TRY(progress.done(files - files_before_, std::span(not_read).subspan(unread_before_), sample,
                      std::span(findings).subspan(findings_before_), milliseconds));
    sampler.put(std::move(sample));
    return {};
  }
  /// An item that was read before.
  void take(ItemFound item) {
    files += item.files;
    std::move(item.not_read.begin(), item.not_read.end(), std::back_inserter(not_read));
    std::move(item.findings.begin(), item.findings.end(), std::back_inserter(findings));
    sampler.put(std::move(item.sample));
  }
  bool stopping() const { return stopping_(); }

 private:
  std::uint64_t before_ = 0, total_;
  const std::function<void(std::uint64_t, std::uint64_t)>& progress_;
  const std::function<bool()> stopping_;
  discover::Sampler own_;  ///< of the item that is being read
  void begin_part() {
    own_ = sampler.of_source(number_ + (part_ << 32U));
    findings_before_ = findings.size();
    unread_before_ = not_read.size();
    files_before_ = files;
  }
  std::size_t findings_before_ = 0, unread_before_ = 0;
  std::uint64_t files_before_ = 0, number_ = 0, place_ = 0, part_ = 0;
  Keep keep_;
  Result<void> kept_;
};

std::string path_words(const discover::Finding& f) {
  return (f.member.empty() ? "" : escaped(f.member)) + "@" + std::to_string(f.offset);
}

std::string state_code(const std::string& state) {
  return state.size() == 2 && state != "??" ? "US-" + state : std::string();
}

// The register speaks the scanner's kinds; the law counts its own words. An account number needs
// its code and a user name its password, so what the scanner ties to a person is what is passed on.
std::vector<std::string> law_elements(const discover::Person& person) {
  std::vector<std::string> out;
  for (const auto element : person.elements) {
    const std::string law(discover::law_of(element));
    if (!law.empty()) out.push_back(law);
  }
  if (!person.name.reveal(Purpose::count_residents).empty()) out.push_back("name");
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// Between two steps of long work: what was not kept yet is found again by the next worker.
Result<void> go_on(const Desk& desk) {
  if (desk.stopping) return fail(Errc::busy, "asked to end; the search is taken up again later");
  return {};
}

Result<void> scan_item(const SealedItems& items, std::uint32_t number,
                       const discover::Limits& limits, Gathered& into) {
  const auto& item = items.all()[number];
  auto source = items.open(number);
  if (!source) {
    into.unread({number, "", source.error().detail, item.row.size});
    return {};
  }
  const auto totals = discover::scan(**source, number, item.name, into, limits);
  TRY(into.kept());
  if (!totals) {
    if (totals.error().code == Errc::conflict) {
      if (into.stopping())
        return fail(Errc::busy, "asked to end; the search is taken up again later");
      return fail(Errc::too_large, "more than two million findings; split the evidence");
    }
    into.unread({number, "", totals.error().detail, item.row.size});
  }
  return {};
}

Json finding_body(const discover::Finding& f) {
  return {{"length", f.length},
          {"masked", f.masked},
          {"norm", base64(f.norm.reveal(Purpose::seal))},
          {"offset", f.offset},
          {"path", path_words(f)},
          {"reason", f.reason}};
}

FindingId finding_id(const CaseId& id, const std::string& run, std::size_t index) {
  return finding_number(id, run, index + 1);
}

std::string place_of(const std::vector<SealedItem>& items, const discover::Finding& f) {
  return items[f.file].row.id.str() + " " + path_words(f);
}

PersonBody body_of(const discover::Person& p, const std::vector<SealedItem>& items,
                   const std::vector<discover::Finding>& findings) {
  PersonBody body;
  body.name = p.name;
  body.address = p.address;
  body.elements = law_elements(p);
  body.ground = p.ground;
  for (const auto i : p.findings) {
    if (body.where.size() == 50) break;
    body.where.push_back(place_of(items, findings[i]));
  }
  return body;
}

// The people an officer has judged already. Sealed bytes never change, so whoever is found at the
// same place again is the same person, and is not proposed a second time.
class Judged {
 public:
  static Result<Judged> of(Desk& desk, Tx& tx, const CaseId& id) {
    Judged out;
    for (auto& row : TRY(tx.people(id, "", "", "", {0, 0}))) {
      const auto body = TRY(open_person(desk, tx, row));
      for (const auto& place : body.where) out.at_.emplace(place, row.id);
      out.rows_.emplace(row.id, std::move(row));
    }
    return out;
  }
  const PersonRow* find(const PersonBody& body) const {
    for (const auto& place : body.where) {
      if (const auto it = at_.find(place); it != at_.end()) return &rows_.at(it->second);
    }
    return nullptr;
  }
  /// "p-7", or the next number that nobody has.
  PersonId free_id(std::uint32_t number) {
    PersonId id("p-" + std::to_string(number));
    while (rows_.count(id) != 0 || !given_.insert(id).second) {
      id = PersonId("p-" + std::to_string(++number));
    }
    return id;
  }

 private:
  std::map<PersonId, PersonRow> rows_;
  std::map<std::string, PersonId> at_;
  std::set<PersonId> given_;
};

// More was found about somebody to whom no letter went yet: an officer must look again.
Result<void> propose_again(Desk& desk, Tx& tx, PersonRow row, const PersonBody& found,
                           const char* standing) {
  auto body = TRY(open_person(desk, tx, row));
  if (!body.merged_into.empty()) {
    // An officer said who that is: more about one is more about the other.
    auto one = TRY(tx.person(row.case_id, PersonId(body.merged_into)));
    return one ? propose_again(desk, tx, *std::move(one), found, "proposed") : Result<void>();
  }
  const auto before = body.elements.size();
  body.elements.insert(body.elements.end(), found.elements.begin(), found.elements.end());
  std::sort(body.elements.begin(), body.elements.end());
  body.elements.erase(std::unique(body.elements.begin(), body.elements.end()), body.elements.end());
  const bool written_to = row.status == "mailed" || row.status == "returned";
  if (body.elements.size() == before || written_to) return {};
  row.standing = standing;
  row.status = "pending";
  TRY(seal_person(desk, tx, row, body));
  return tx.update_person(row);
}

// Gives each person of the run the id that findings name them by.
Result<std::map<std::uint32_t, PersonId>> put_people_of(
    Desk& desk, Tx& tx, const CaseRow& kase, const std::vector<SealedItem>& items,
    const std::vector<discover::Finding>& findings, const discover::Register& people) {
  auto judged = TRY(Judged::of(desk, tx, kase.id));
  std::map<std::uint32_t, PersonId> ids;
  std::vector<PersonRow> rows;
  for (const auto& p : people.people) {
    TRY(go_on(desk));
    const auto body = body_of(p, items, findings);
    // Who is somebody else more likely than not is counted with them, until an officer says who it is.
    const char* standing = p.counted ? "proposed" : "uncertain";
    if (const auto* known = judged.find(body)) {
      ids[p.number] = known->id;
      if (p.affected) TRY(propose_again(desk, tx, *known, body, standing));
      continue;
    }
    PersonRow row;
    row.id = ids[p.number] = judged.free_id(p.number);
    if (!p.affected) continue;
    row.case_id = kase.id;
    row.residence = state_code(p.state);
    row.status = "pending";
    row.standing = standing;
    row.key = TRY(make_key(desk, tx, "person", kase.key));
    TRY(seal_person(desk, tx, row, body));
    rows.push_back(std::move(row));
    if (rows.size() == rows_at_once) {
      TRY(tx.put_people(rows));
      rows.clear();
    }
  }
  if (!rows.empty()) TRY(tx.put_people(rows));
  return ids;
}

Result<RunLine> line_of(Desk& desk, Tx& tx, const RunRow& row) {
  RunLine out;
  out.id = row.id;
  out.state = row.state;
  out.at = row.at;
  const auto body = TRY(open_record(desk, tx, row.body, run_label(row.id)));
  out.files = static_cast<std::uint64_t>(int_at(body, "files").value_or(0));
  out.bytes = static_cast<std::uint64_t>(int_at(body, "bytes").value_or(0));
  out.findings = static_cast<std::uint64_t>(int_at(body, "findings").value_or(0));
  out.people = static_cast<std::uint64_t>(int_at(body, "people").value_or(0));
  out.taken_up = static_cast<std::uint64_t>(int_at(body, "taken_up").value_or(0));
  out.taken_up_bytes = static_cast<std::uint64_t>(int_at(body, "taken_up_bytes").value_or(0));
  out.uncertain = static_cast<std::uint64_t>(int_at(body, "uncertain").value_or(0));
  out.seconds = static_cast<double>(int_at(body, "milliseconds").value_or(0)) / 1000;
  for (const auto& u : body.value("unread", Json::array())) {
    out.unread.push_back({text_at(u, "path"), text_at(u, "reason"),
                          static_cast<std::uint64_t>(int_at(u, "bytes").value_or(0))});
  }
  for (const auto& u : body.value("unplaced", Json::array()))
    out.unplaced.emplace_back(text_at(u, "ground"),
                              static_cast<std::uint64_t>(int_at(u, "people").value_or(0)));
  return out;
}

struct Outcome {
  std::vector<SealedItem> items;
  std::vector<discover::Finding> findings;
  std::vector<discover::Unread> not_read;
  discover::Register people;
  std::vector<bool> refused;  ///< by finding: an officer said that it is no name; empty: none
  std::set<std::string> known_names;  ///< words that an officer said are one
  std::optional<discover::Sampler> sampler;
  std::uint64_t files = 0, bytes = 0;
  std::size_t taken_up = 0;  ///< items that an earlier reading was done with
  std::uint64_t taken_up_bytes = 0;
  std::int64_t milliseconds = 0;
};

// Millions of findings are sealed before the transaction that keeps them: nobody waits for that.
Result<std::vector<FindingRow>> sealed_rows(Desk& desk, const Key& key, const CaseRow& kase,
                                            const std::string& run, const Outcome& o) {
  std::vector<FindingRow> out;
  out.reserve(o.findings.size());
  std::string place;
  for (std::size_t i = 0; i < o.findings.size(); ++i) {
    TRY(go_on(desk));
    const auto& f = o.findings[i];
    FindingRow row;
    row.id = finding_id(kase.id, run, i);
    row.case_id = kase.id;
    row.run = run;
    row.evidence = o.items[f.file].row.id;
    if (i == 0 || f.file != o.findings[i - 1].file || f.member != o.findings[i - 1].member)
      place = index_of_place(key, row.evidence, f.member);
    row.place = place;
    row.element = std::string(discover::token_of(f.element));
    row.confidence = f.confidence;
    row.state = !o.refused.empty() && o.refused[i] ? "rejected" : "proposed";
    if (f.element == discover::Element::name)
      row.words = index_of_words(key, f.norm.reveal(Purpose::match_people));
    row.body = {kase.key, seal(key, finding_label(row.id), plain_json(finding_body(f)),
                               desk.randomness())};
    out.push_back(std::move(row));
  }
  return out;
}

std::string place_key(const EvidenceId& evidence, std::string_view element, const Json& body) {
  return evidence.str() + "\n" + std::string(element) + "\n" + text_at(body, "path") + "\n" +
         std::to_string(int_at(body, "length").value_or(0));
}

// Where an officer has judged already what was found there. Sealed bytes never change: the same kind
// at the same place is the same finding.
Result<std::set<std::string>> judged_places(Desk& desk, Tx& tx, const CaseRow& kase) {
  std::set<std::string> out;
  const auto key = TRY(key_of(desk, tx, kase.key));
  for (const char* state : {"accepted", "rejected"}) {
    for (const auto& row : TRY(tx.findings(kase.id, "", state, {0, 0}))) {
      const auto body = TRY(parse_json(TRY(unseal(key, finding_label(row.id), row.body.bytes))));
      out.insert(place_key(row.evidence, row.element, body));
    }
  }
  return out;
}

Result<void> put_findings_of(const Desk& desk, Tx& tx, std::vector<FindingRow> rows,
                             const std::vector<std::uint32_t>& person_of,
                             const std::map<std::uint32_t, PersonId>& ids,
                             const std::set<std::string>& judged,
                             const std::vector<discover::Finding>& findings) {
  std::vector<FindingRow> batch;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!judged.empty()) {
      const Json where{{"length", findings[i].length}, {"path", path_words(findings[i])}};
      if (judged.count(place_key(rows[i].evidence, rows[i].element, where)) != 0) continue;
    }
    if (const auto it = ids.find(person_of[i]); it != ids.end()) rows[i].person = it->second;
    batch.push_back(std::move(rows[i]));
    if (batch.size() == rows_at_once) {
      TRY(go_on(desk));
      TRY(tx.put_findings(batch));
      batch.clear();
    }
  }
  return batch.empty() ? Result<void>() : tx.put_findings(batch);
}

// What the register is not sure of, for an officer (desk/links.hpp): only between people on it.
Json questions_of(const discover::Register& people, const std::map<std::uint32_t, PersonId>& ids) {
  constexpr std::size_t most = 5'000;
  std::vector<const discover::Join*> asked;
  for (const auto& d : people.doubtful) {
    const auto left = people.person_of[d.left], right = people.person_of[d.right];
    if (left == 0 || right == 0 || left == right) continue;
    if (people.people[left - 1].affected && people.people[right - 1].affected) asked.push_back(&d);
  }
  // The likeliest first: they change most counts for the least reading.
  std::stable_sort(asked.begin(), asked.end(),
                   [](const auto* a, const auto* b) { return a->probability > b->probability; });
  if (asked.size() > most) asked.resize(most);
  Json out = Json::array();
  for (const auto* d : asked) {
    const auto &left = ids.at(people.person_of[d->left]), &right = ids.at(people.person_of[d->right]);
    if (left == right) continue;
    out.push_back({{"left", left.str()},
                   {"permille", static_cast<std::int64_t>(d->probability * 1000)},
                   {"reason", d->rule},
                   {"right", right.str()}});
  }
  return out;
}

Json unplaced(const discover::Register& people) {
  std::map<std::string, std::uint64_t> grounds;
  for (const auto& p : people.people)
    if (p.affected && p.counted && state_code(p.state).empty()) ++grounds[p.ground];
  Json out = Json::array();
  for (const auto& [ground, n] : grounds)
    out.push_back({{"ground", ground}, {"people", n}});
  return out;
}

// Names that only their look speaks for, and that somebody on the register goes by
// (desk/names.hpp): the least likely first.
Json name_questions(const Outcome& o, const std::map<std::uint32_t, PersonId>& ids) {
  constexpr std::size_t most = 5'000, most_places = 50'000, most_of_one = 2'000;
  const auto words_at = [&](std::size_t i) {
    return words_of_name(o.findings[i].norm.reveal(Purpose::match_people));
  };
  const auto is_name = [&](std::size_t i) {
    return o.findings[i].element == discover::Element::name && (o.refused.empty() || !o.refused[i]);
  };
  struct Question {
    int confidence = 0;
    Json findings = Json::array(), people = Json::array();
  };
  std::map<std::string, Question> asked;
  std::size_t places = 0;
  for (const auto& p : o.people.people) {
    if (!p.affected) continue;
    const auto label = words_of_name(p.name.reveal(Purpose::match_people));
    if (label.empty() || o.known_names.count(label) != 0) continue;
    std::vector<std::size_t> own;
    std::size_t other = o.findings.size();  // the fullest name it would go by instead
    bool sure = false;
    for (const auto i : p.findings) {
      if (!is_name(i)) continue;
      if (words_at(i) == label) {
        own.push_back(i);
        sure = sure || o.findings[i].confidence >= sure_name;
      } else if (other == o.findings.size() || words_at(i).size() > words_at(other).size()) {
        other = i;
      }
    }
    if (own.empty() || sure) continue;
    auto& q = asked[label];
    for (const auto i : own) {
      if (q.findings.size() == most_of_one || places == most_places) break;
      q.findings.push_back(i + 1);
      ++places;
      q.confidence = std::max(q.confidence, o.findings[i].confidence);
    }
    Json one{{"person", ids.at(p.number).str()}};
    if (other != o.findings.size()) one["then"] = other + 1;
    q.people.push_back(std::move(one));
  }
  std::vector<const Question*> order;
  for (const auto& entry : asked)
    if (!entry.second.findings.empty()) order.push_back(&entry.second);
  std::stable_sort(order.begin(), order.end(), [](const Question* a, const Question* b) {
    return a->confidence != b->confidence ? a->confidence < b->confidence
                                          : a->people.size() > b->people.size();
  });
  if (order.size() > most) order.resize(most);
  Json out = Json::array();
  for (const auto* q : order)
    out.push_back(
        {{"confidence", q->confidence}, {"findings", q->findings}, {"people", q->people}});
  return out;
}

// An officer's word on names: what is none, at this very place, or by these words wherever nothing
// but their look speaks for them.
Result<void> heed_names(Desk& desk, const CaseId& id, Outcome& o) {
  std::set<std::string> places, words;
  {
    const auto tx = TRY(desk.store().read());
    for (const char* state : {"accepted", "rejected"}) {
      const bool refused = std::string_view(state) == "rejected";
      for (const auto& row : TRY(tx->findings(id, "NAME", state, {0, 0}))) {
        const auto body = TRY(open_json(desk, *tx, row.body, finding_label(row.id)));
        if (refused) places.insert(place_key(row.evidence, row.element, body));
        (refused ? words : o.known_names)
            .insert(words_of_name(TRY(unbase64(text_at(body, "norm")))));
      }
    }
  }
  if (places.empty()) return {};
  auto& out = o.refused;
  out.assign(o.findings.size(), false);
  for (std::size_t i = 0; i < o.findings.size(); ++i) {
    const auto& f = o.findings[i];
    if (f.element != discover::Element::name) continue;
    const Json where{{"length", f.length}, {"path", path_words(f)}};
    out[i] = (f.confidence < sure_name &&
              words.count(words_of_name(f.norm.reveal(Purpose::match_people))) != 0) ||
             places.count(place_key(o.items[f.file].row.id, "NAME", where)) != 0;
  }
  return {};
}

// The register of what was found but for the refused names; numbers are those of all findings.
discover::Register register_of(std::vector<discover::Finding>& findings,
                               const std::vector<bool>& refused,
                               const discover::Affects& affects) {
  if (std::find(refused.begin(), refused.end(), true) == refused.end())
    return discover::build_register(findings, affects);
  std::vector<discover::Finding> kept;
  std::vector<std::size_t> at;
  kept.reserve(findings.size());
  at.reserve(findings.size());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (refused[i]) continue;
    kept.push_back(std::move(findings[i]));
    at.push_back(i);
  }
  auto out = discover::build_register(kept, affects);
  for (std::size_t k = 0; k < kept.size(); ++k)
    findings[at[k]] = std::move(kept[k]);
  std::vector<std::uint32_t> person_of(findings.size(), 0);
  for (std::size_t k = 0; k < at.size(); ++k)
    person_of[at[k]] = out.person_of[k];
  out.person_of = std::move(person_of);
  for (auto& p : out.people)
    for (auto& i : p.findings)
      i = at[i];
  for (auto* joins : {&out.joins, &out.doubtful})
    for (auto& j : *joins)
      j.left = at[j.left], j.right = at[j.right];
  return out;
}

// One transaction takes away what an earlier run proposed and puts in what this one found.
Result<RunLine> keep(Desk& desk, const Actor& actor, const CaseId& id, const Outcome& o,
                     const SearchProgress& progress) {
  RunRow run;
  std::vector<FindingRow> rows;
  {
    auto tx = TRY(desk.store().write());
    const auto row = TRY(case_for(desk, *tx, actor, Action::run_discovery, id));
    run.id = "d" + std::to_string(TRY(tx->next_number("run")));
    const auto key = TRY(key_of(desk, *tx, row.key));
    TRY(tx->commit());
    tx.reset();
    rows = TRY(sealed_rows(desk, key, row, run.id, o));
  }
  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::run_discovery, id));
  TRY(tx->drop_proposals(id));
  TRY(tx->drop_proposed_people(id));
  run.case_id = id;
  run.at = desk.now();
  run.state = "done";
  const auto ids = TRY(put_people_of(desk, *tx, kase, o.items, o.findings, o.people));
  TRY(put_found_files(desk, *tx, kase, rows, o.findings));
  TRY(put_findings_of(desk, *tx, std::move(rows), o.people.person_of, ids,
                      TRY(judged_places(desk, *tx, kase)), o.findings));
  const auto people_who = [&](bool counted) {
    return std::count_if(
        o.people.people.begin(), o.people.people.end(),
        [&](const discover::Person& p) { return p.affected && p.counted == counted; });
  };
  const auto affected = people_who(true), uncertain = people_who(false);
  Json unread = Json::array();
  for (const auto& u : o.not_read) {
    const auto path = o.items[u.file].row.id.str() + (u.member.empty() ? "" : "/" + escaped(u.member));
    unread.push_back({{"bytes", u.bytes}, {"path", path}, {"reason", u.reason}});
  }
  const auto record = make_record(desk, "run",
                                  Json{{"bytes", o.bytes},
                                       {"files", o.files},
                                       {"findings", o.findings.size()},
                                       {"milliseconds", o.milliseconds},
                                       {"names", name_questions(o, ids)},
                                       {"people", affected},
                                       {"questions", questions_of(o.people, ids)},
                                       {"taken_up", o.taken_up},
                                       {"taken_up_bytes", o.taken_up_bytes},
                                       {"uncertain", uncertain},
                                       {"unplaced", unplaced(o.people)},
                                       {"unread", std::move(unread)}});
  Act act;
  act.kind = "discovery.done";
  act.case_id = id;
  act.subject = run.id;
  act.object = Json{{"files", o.files}, {"findings", o.findings.size()}, {"people", affected},
                    {"run", run.id}, {"unread", o.not_read.size()}};
  act.record = record.digest;
  act.key = kase.key;
  run.event = TRY(append_act(desk, *tx, actor, act));
  run.body = TRY(seal_json(desk, *tx, kase.key, run_label(run.id), record.wrapped));
  TRY(tx->put_run(run));
  TRY(progress.over(*tx));
  TRY(put_new_sample(desk, *tx, kase, run, *o.sampler, o.findings,
                     [&](std::uint32_t file, const std::string& member, std::uint64_t offset) {
                       return Place{o.items[file].row.id,
                                    (member.empty() ? "" : escaped(member)) + "@" + std::to_string(offset)};
                     }));
  auto line = TRY(line_of(desk, *tx, run));
  TRY(commit(desk, *tx));
  return line;
}

}  // namespace

Result<JobId> start_discovery(Desk& desk, const Actor& actor, const CaseId& id) {
  auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::run_discovery, id));
  for (const auto& job : TRY(tx->jobs(id))) {
    if (job.kind != "discover") continue;
    if (job.state == "queued" || job.state == "running") return job.id;
    if (job.state == "paused") {
      tx.reset();
      TRY(resume_job(desk, actor, id, job.id));
      return job.id;
    }
  }
  auto job = TRY(put_new_job(desk, *tx, actor, "discover", kase));
  TRY(commit(desk, *tx));
  return job;
}

Result<RunLine> run_discovery(Desk& desk, const Actor& actor, const CaseId& id,
                              const std::function<void(std::uint64_t, std::uint64_t)>& progress,
                              const std::atomic<bool>* stop) {
  const auto stopping = [&] { return desk.stopping || (stop != nullptr && *stop); };
  const auto items = TRY(SealedItems::of(desk, actor, Action::run_discovery, id));
  Outcome out;
  out.items = items.all();
  std::uint64_t total = 0;
  for (const auto& item : out.items)
    total += item.row.size;
  const auto began = std::chrono::steady_clock::now();
  auto kept = TRY(SearchProgress::take_up(desk, id, items));
  const auto milliseconds = [&, before = kept.milliseconds()] {
    return before + std::chrono::duration_cast<std::chrono::milliseconds>(
                        std::chrono::steady_clock::now() - began).count();
  };
  Gathered gathered(total, progress, kept.seed(), stopping);
  discover::Limits limits;
  std::uint64_t parts = 0;  // of the item that is gone on with
  for (auto& item : kept.found()) {
    if (item.goes_on) {
      limits.from = *item.goes_on;
      ++parts;
    } else {
      out.bytes += out.items[out.taken_up++].row.size;
      limits.from = {};
      parts = 0;
    }
    gathered.take(std::move(item));
  }
  out.taken_up_bytes = out.bytes + limits.from.place;
  gathered.keep_with([&](const auto& place, auto bytes, auto files, auto not_read,
                         const auto& sample, auto findings) {
    return kept.reached(place, bytes, files, not_read, sample, findings, milliseconds());
  });
  const auto read = [&]() -> Result<void> {
    const discover::PreparedDecoders prepared;
    for (auto i = out.taken_up; i < out.items.size(); ++i) {
      if (stopping()) return fail(Errc::busy, "asked to end; the search is taken up again later");
      gathered.begin_item(i, out.bytes, limits.from.place, parts);
      TRY(scan_item(items, static_cast<std::uint32_t>(i), limits, gathered));
      limits.from = {};
      parts = 0;
      out.bytes += out.items[i].row.size;
      TRY(gathered.end_item(kept, milliseconds(), i + 1 < out.items.size()));
    }
    return {};
  };
  if (const auto done = read(); !done) {
    // Asked to end, what is done stays done.
    if (done.error().code == Errc::busy) TRY(kept.save());
    return done.error();
  }
  if (stopping()) {
    TRY(kept.save());
    return fail(Errc::busy, "asked to end; the search is taken up again later");
  }
  out.sampler = std::move(gathered.sampler);
  out.findings = std::move(gathered.findings);
  TRY(heed_names(desk, id, out));
  law::Affects affects(desk.rules(), TRY(parse_date(desk.local_day())));
  out.people = register_of(
      out.findings, out.refused,
      [&](std::string_view state, const std::vector<std::string>& words) {
        return affects(state_code(std::string(state)), law::Elements(words.begin(), words.end()));
      });
  out.not_read = std::move(gathered.not_read);
  out.files = gathered.files;
  out.milliseconds = milliseconds();
  TRY(go_on(desk));
  return keep(desk, actor, id, out, kept);
}

Result<std::vector<RunLine>> list_runs(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  std::vector<RunLine> out;
  for (const auto& row : TRY(tx->runs(id))) out.push_back(TRY(line_of(desk, *tx, row)));
  return out;
}

namespace {

// A word that is none of a list's own is a slip of the asker, not a list of nothing.
bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return word.empty() || std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Result<FindingPage> list_findings(Desk& desk, const Actor& actor, const CaseId& id,
                                  std::string_view element, std::string_view state, Page page) {
  if (!one_of(state, {"proposed", "accepted", "rejected"})) {
    return fail(Errc::bad_input, "state: is not proposed, accepted or rejected");
  }
  if (!element.empty() && !discover::element_of(element)) {
    return fail(Errc::bad_input, "element: is no kind of data that a search looks for");
  }
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  FindingPage out;
  out.counts = TRY(tx->count_findings(id));
  // A masked sample still says something of a person: only for those who may see people.
  if (!case_for(desk, *tx, actor, Action::see_people, id)) return out;
  const auto mask = TRY(Masks::of(desk, *tx, id));
  for (const auto& row : TRY(tx->findings(id, element, state, page))) {
    out.rows.push_back(TRY(finding_line(desk, *tx, mask, row)));
  }
  return out;
}

Result<void> judge_finding(Desk& desk, const Actor& actor, const FindingId& id,
                           std::string_view state) {
  if (state != "accepted" && state != "rejected") {
    return fail(Errc::bad_input, "a finding is accepted or rejected");
  }
  const auto tx = TRY(desk.store().write());
  auto row = TRY(tx->finding(id));
  if (!row) return fail(Errc::not_found, "no such finding");
  const auto kase = TRY(case_for(desk, *tx, actor, Action::judge_finding, row->case_id));
  row->state = std::string(state);
  TRY(tx->update_finding(*row));
  Act act;
  act.kind = "finding.judged";
  act.case_id = kase.id;
  act.subject = id.str();
  act.object = Json{{"finding", id.str()}, {"verdict", state}};
  act.key = kase.key;
  TRY(append_act(desk, *tx, actor, act));
  return commit(desk, *tx);
}

Result<std::string> reveal_finding(Desk& desk, const Actor& actor, const FindingId& id,
                                   std::string_view purpose) {
  if (trimmed(purpose).empty()) return fail(Errc::bad_input, "say what it is for");
  std::string value;
  EvidenceId item;
  {
    const auto tx = TRY(desk.store().read());
    const auto row = TRY(tx->finding(id));
    if (!row) return fail(Errc::not_found, "no such finding");
    (void)TRY(case_for(desk, *tx, actor, Action::read_evidence, row->case_id));
    const auto body = TRY(open_json(desk, *tx, row->body, finding_label(id)));
    // Looking at a value opens no compartment: a suspect stays a letter.
    value = TRY(Masks::of(desk, *tx, row->case_id))(TRY(unbase64(text_at(body, "norm"))));
    item = row->evidence;
  }
  // Recorded before the value is handed over.
  TRY(record_read(desk, actor, item, "looked at the value of " + id.str() + ": " + std::string(purpose)));
  return value;
}

Result<PeoplePage> list_people(Desk& desk, const Actor& actor, const CaseId& id,
                               std::string_view residence, std::string_view standing, Page page) {
  if (!one_of(standing, {"proposed", "uncertain", "accepted", "rejected"})) {
    return fail(Errc::bad_input, "standing: is not proposed, uncertain, accepted or rejected");
  }
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  PeoplePage out;
  out.counts = TRY(tx->count_people(id));
  if (!case_for(desk, *tx, actor, Action::see_people, id)) return out;
  for (const auto& row : TRY(tx->people(id, residence, "", standing, page))) {
    const auto body = TRY(open_person(desk, *tx, row));
    PersonLine line;
    line.id = row.id;
    line.name = body.name;
    std::string address;
    for (const auto& part : body.address) {
      address += (address.empty() ? "" : "\n") + part.reveal(Purpose::show_to_officer);
    }
    line.address = Personal<std::string>(std::move(address));
    line.residence = row.residence;
    line.ground = body.merged_into.empty() ? body.ground : "one with " + body.merged_into;
    line.merged_into = PersonId(body.merged_into);
    line.status = row.status;
    line.standing = row.standing;
    line.elements = body.elements;
    line.where = body.where;
    line.because = body.because;
    out.rows.push_back(std::move(line));
  }
  return out;
}

Result<std::uint64_t> judge_people(Desk& desk, const Actor& actor, const CaseId& id,
                                   const PersonId& person, std::string_view standing) {
  if (standing != "accepted" && standing != "rejected") {
    return fail(Errc::bad_input, "a person is accepted or rejected");
  }
  const auto tx = TRY(desk.store().write());
  const auto kase = TRY(case_for(desk, *tx, actor, Action::judge_finding, id));
  std::vector<PersonRow> rows;
  if (person.empty()) {
    rows = TRY(tx->people(id, "", "", "proposed", {0, 0}));
  } else if (auto one = TRY(tx->person(id, person))) {
    rows.push_back(*std::move(one));
  } else {
    return fail(Errc::not_found, "no such person in this case");
  }
  for (auto& row : rows) {
    if (!person.empty() && !TRY(open_person(desk, *tx, row)).merged_into.empty()) {
      return fail(Errc::wrong_state, "this person was said to be somebody else on the register; split them first");
    }
    row.standing = std::string(standing);
    TRY(tx->update_person(row));
  }
  Act act;
  act.kind = "finding.judged";
  act.case_id = id;
  act.subject = person.str();
  act.object = Json{{"people", rows.size()}, {"verdict", standing}};
  if (!person.empty()) act.object["person"] = person.str();
  act.key = kase.key;
  TRY(append_act(desk, *tx, actor, act));
  TRY(commit(desk, *tx));
  return rows.size();
}

Result<void> accept_register(Desk& desk, const Actor& actor, const CaseId& id) {
  const auto tx = TRY(desk.store().write());
  auto kase = TRY(case_for(desk, *tx, actor, Action::judge_finding, id));
  // One line for each state and each set of kinds: services are owed for some kinds only, so a
  // union over a state would count people to whom nothing of the sort was exposed.
  struct Count {
    std::int64_t people = 0, without_contact = 0;
  };
  std::map<std::pair<std::string, std::vector<std::string>>, Count> groups;
  std::int64_t unplaced = 0;
  for (const auto& row : TRY(tx->people(id, "", "", "accepted", {0, 0}))) {
    const auto body = TRY(open_person(desk, *tx, row));
    if (row.residence.empty()) {
      ++unplaced;
      continue;
    }
    auto& count = groups[{row.residence, body.elements}];
    ++count.people;
    if (body.address.empty()) ++count.without_contact;
  }
  if (groups.empty() && unplaced == 0) {
    return fail(Errc::wrong_state, "nobody was accepted yet: look at the people first");
  }
  Json people = Json::array();
  Json counts = Json::object();
  std::int64_t total = unplaced;
  for (const auto& [group, count] : groups) {
    people.push_back({{"count", count.people},
                      {"elements", group.second},
                      {"identified", desk.local_day()},
                      {"state", group.first},
                      {"without_contact", count.without_contact}});
    counts[group.first] = counts.value(group.first, std::int64_t{0}) + count.people;
    total += count.people;
  }
  casefile::Fact fact;
  fact.name = "people";
  fact.certainty = casefile::Certainty::known;
  fact.value = std::move(people);
  fact.said_by = "discovery";
  std::vector<casefile::Fact> facts{fact};
  casefile::Fact sum;
  sum.name = "people.total";
  sum.certainty = casefile::Certainty::known;
  sum.value = total;
  sum.said_by = "discovery";
  facts.push_back(sum);
  TRY(state_facts(desk, *tx, actor, kase, facts));
  Act act;
  act.kind = "people.registered";
  act.case_id = id;
  act.subject = id.str();
  act.object = Json{{"count", total}, {"states", counts}, {"unplaced", unplaced}};
  act.key = kase.key;
  TRY(append_act(desk, *tx, actor, act));
  kase.changed = desk.now();
  TRY(tx->update_case(kase));
  return commit(desk, *tx);
}

}  // namespace ledgelight::desk
