#include "desk/search_result.hpp"

#include <algorithm>
#include <cstring>
#include <future>
#include <map>
#include <optional>
#include <set>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "desk/cases.hpp"
#include "desk/found_files.hpp"
#include "desk/found_in_case.hpp"
#include "desk/names.hpp"
#include "desk/people.hpp"
#include "desk/ports/finding_id.hpp"
#include "desk/sample_check.hpp"
#include "desk/sample_deal.hpp"
#include "discover/register.hpp"
#include "law/affects.hpp"

namespace ledgelight::desk {
namespace {

constexpr std::size_t people_at_once = 1'000;
constexpr std::uint64_t swept_at_once = 20'000;
constexpr int most_attempts = 3;

std::string run_label(const std::string& id) { return "run/" + id; }
std::string finding_label(const FindingId& id) { return "finding/" + id.str(); }

std::string path_words(std::string_view member, std::uint64_t offset) {
  return (member.empty() ? "" : escaped(member)) + "@" + std::to_string(offset);
}
std::string path_words(const discover::Finding& f) { return path_words(f.member, f.offset); }

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

Json finding_body(const discover::Finding& f) {
  return {
      {"length", f.length}, {"masked", f.masked},    {"norm", base64(f.norm.reveal(Purpose::seal))},
      {"offset", f.offset}, {"path", path_words(f)}, {"reason", f.reason}};
}

std::string place_key(const EvidenceId& evidence, std::string_view element, std::string_view path,
                      std::uint64_t length) {
  std::string out = evidence.str();
  out.append("\n").append(element).append("\n").append(path).append("\n");
  return out += std::to_string(length);
}
std::string place_key(const EvidenceId& evidence, std::string_view element, const Json& body) {
  return place_key(evidence, element, text_at(body, "path"),
                   static_cast<std::uint64_t>(int_at(body, "length").value_or(0)));
}

// What officers said of findings. Sealed bytes never change: the same kind at the same place is the
// same finding.
struct JudgedFindings {
  std::set<std::string> places;   ///< where one was judged
  std::set<std::string> refused;  ///< those of names that are none
  std::set<std::string>
      refused_words;  ///< by these words wherever nothing but the look speaks for it
  std::set<std::string> known_names;

  static Result<JudgedFindings> of(Desk& desk, Tx& tx, const CaseRow& kase) {
    JudgedFindings out;
    const auto key = TRY(key_of(desk, tx, kase.key));
    for (const char* state : {"accepted", "rejected"}) {
      const bool refused = std::string_view(state) == "rejected";
      for (const auto& row : TRY(tx.findings(kase.id, "", state, {0, 0}))) {
        const auto body = TRY(parse_json(TRY(unseal(key, finding_label(row.id), row.body.bytes))));
        auto place = place_key(row.evidence, row.element, body);
        if (row.element == "NAME") {
          (refused ? out.refused_words : out.known_names)
              .insert(words_of_name(TRY(unbase64(text_at(body, "norm")))));
          if (refused) out.refused.insert(place);
        }
        out.places.insert(std::move(place));
      }
    }
    return out;
  }
  bool is_judged(const EvidenceId& evidence, const discover::Finding& f) const {
    return !places.empty() && places.count(place_key(evidence, discover::token_of(f.element),
                                                     path_words(f), f.length)) != 0;
  }
  bool refuses(const EvidenceId& evidence, const discover::Finding& f) const {
    if (f.element != discover::Element::name || refused.empty()) return false;
    return (f.confidence < sure_name &&
            refused_words.count(words_of_name(f.norm.reveal(Purpose::match_people))) != 0) ||
           refused.count(place_key(evidence, "NAME", path_words(f), f.length)) != 0;
  }
};

// Of each finding where it begins and how sure the search is of it, in pages: asked for nearly in
// their order.
class Placed {
 public:
  explicit Placed(discover::Holding& holding) : pages_(holding, holding.most() / 8) {}
  void add(const discover::Finding& f) {
    last_.push_back(f.offset << 7U | static_cast<std::uint64_t>(f.confidence));
    if (last_.size() < a_page) return;
    numbers_.push_back(pages_.add(
        std::string(reinterpret_cast<const char*>(last_.data()), last_.size() * sizeof last_[0])));
    last_.clear();
  }
  std::uint64_t offset(std::size_t i) const { return at(i) >> 7U; }
  int confidence(std::size_t i) const { return static_cast<int>(at(i) & 0x7FU); }

 private:
  static constexpr std::size_t a_page = 1U << 13;
  std::uint64_t at(std::size_t i) const {
    const auto page = i / a_page;
    if (page == numbers_.size()) return last_[i % a_page];
    std::uint64_t out = 0;
    std::memcpy(&out, pages_.get(numbers_[page]).data() + i % a_page * sizeof out, sizeof out);
    return out;
  }
  discover::Pages pages_;
  std::vector<std::uint32_t> numbers_;
  std::vector<std::uint64_t> last_;
};

// The numbers of findings that the register was told of, which are all but the refused ones.
class Told {
 public:
  void leave_out(std::uint64_t finding) { left_out_.push_back(finding); }
  std::uint64_t finding(std::size_t told) const {
    std::size_t low = 0, high = left_out_.size();
    while (low < high) {
      const auto middle = (low + high) / 2;
      if (left_out_[middle] - middle <= told)
        low = middle + 1;
      else
        high = middle;
    }
    return told + low;
  }
  std::optional<std::size_t> told(std::uint64_t finding) const {
    const auto it = std::lower_bound(left_out_.begin(), left_out_.end(), finding);
    if (it != left_out_.end() && *it == finding) return std::nullopt;
    return static_cast<std::size_t>(finding - static_cast<std::uint64_t>(it - left_out_.begin()));
  }

 private:
  std::vector<std::uint64_t> left_out_;  ///< ascending
};

// The people an officer has judged already. Sealed bytes never change, so whoever is found at the
// same place again is the same person, and is not proposed a second time.
class JudgedPeople {
 public:
  struct Known {
    PersonId id;
    std::vector<std::string> elements;
    bool merged = false;
  };
  static Result<JudgedPeople> of(Desk& desk, Tx& tx, const CaseId& id) {
    JudgedPeople out;
    for (const char* standing : {"accepted", "rejected"}) {
      for (const auto& row : TRY(tx.people(id, "", "", standing, {0, 0}))) {
        const auto body = TRY(open_person(desk, tx, row));
        for (const auto& place : body.where)
          out.at_.emplace(place, row.id);
        out.known_.emplace(row.id, Known{row.id, body.elements, !body.merged_into.empty()});
      }
    }
    return out;
  }
  const Known* find(const PersonBody& body) const {
    if (at_.empty()) return nullptr;
    for (const auto& place : body.where)
      if (const auto it = at_.find(place); it != at_.end()) return &known_.at(it->second);
    return nullptr;
  }
  bool has(const PersonId& id) const { return known_.count(id) != 0; }

 private:
  std::map<PersonId, Known> known_;
  std::map<std::string, PersonId> at_;
};

// "p-7" for the seventh, or the next number that nobody has.
class PersonIds {
 public:
  explicit PersonIds(const JudgedPeople& judged) : judged_(judged) {}
  PersonId give(std::uint32_t number) {
    auto n = number;
    while (judged_.has(name(n)) || given_.count(n) != 0)
      ++n;
    if (n != number) {
      given_.insert(n);
      others_.emplace(number, name(n));
    }
    return name(n);
  }
  void is(std::uint32_t number, const PersonId& known) { others_.emplace(number, known); }
  PersonId of(std::uint32_t number) const {
    const auto it = others_.find(number);
    return it == others_.end() ? name(number) : it->second;
  }

 private:
  static PersonId name(std::uint32_t n) { return PersonId("p-" + std::to_string(n)); }
  const JudgedPeople& judged_;
  std::set<std::uint32_t> given_;
  std::map<std::uint32_t, PersonId> others_;
};

// More was found about somebody to whom no letter went yet: an officer must look again.
Result<void> propose_again(Desk& desk, Tx& tx, PersonRow row, const std::vector<std::string>& found,
                           const std::string& standing) {
  auto body = TRY(open_person(desk, tx, row));
  if (!body.merged_into.empty()) {
    // An officer said who that is: more about one is more about the other.
    auto one = TRY(tx.person(row.case_id, PersonId(body.merged_into)));
    return one ? propose_again(desk, tx, *std::move(one), found, "proposed") : Result<void>();
  }
  const auto before = body.elements.size();
  body.elements.insert(body.elements.end(), found.begin(), found.end());
  std::sort(body.elements.begin(), body.elements.end());
  body.elements.erase(std::unique(body.elements.begin(), body.elements.end()), body.elements.end());
  const bool written_to = row.status == "mailed" || row.status == "returned";
  if (body.elements.size() == before || written_to) return {};
  row.standing = standing;
  row.status = "pending";
  TRY(seal_person(desk, tx, row, body));
  return tx.update_person(row);
}

// Names that only their look speaks for, and that somebody on the register goes by
// (desk/names.hpp): the least likely first.
class NameQuestions {
 public:
  void ask(const std::string& label, const std::vector<std::uint64_t>& findings, int confidence,
           const PersonId& person, std::optional<std::uint64_t> then) {
    auto& q = asked_[label];
    for (const auto i : findings) {
      if (q.findings.size() == most_of_one || places_ == most_places) break;
      q.findings.push_back(i + 1);
      ++places_;
      q.confidence = std::max(q.confidence, confidence);
    }
    Json one{{"person", person.str()}};
    if (then) one["then"] = *then + 1;
    q.people.push_back(std::move(one));
  }
  Json json() const {
    std::vector<const Question*> order;
    for (const auto& entry : asked_)
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

 private:
  static constexpr std::size_t most = 5'000, most_places = 50'000, most_of_one = 2'000;
  struct Question {
    int confidence = 0;
    Json findings = Json::array(), people = Json::array();
  };
  std::map<std::string, Question> asked_;
  std::size_t places_ = 0;
};

// Everything that was found, put together once; then put in its place, if need be more than once.
class Outcome {
 public:
  Outcome(Desk& desk, const Actor& actor, const CaseId& id, const ReadCase& read)
      : desk_(desk), actor_(actor), id_(id), read_(read), holding_(read.holding) {}

  /// nullopt: something was judged meanwhile.
  Result<std::optional<RunLine>> attempt() {
    TRY(begin());
    auto done = put();
    if (done) return done;
    if (done.error().code == Errc::wrong_state)
      return fail(Errc::busy,
                  "another search of this case is put in its place; this one gives way");
    // Asked to end, it does not wait for that: the next search takes away what was put in.
    if (done.error().code != Errc::busy) (void)take_away();
    return done;
  }
  /// For who wished it, from what is still at hand.
  Result<void> tell() {
    if (!read_.wish.also) return {};
    const FoundInCase found{read_.items.all(),
                            files_of_,
                            not_read_,
                            kept_,
                            people_,
                            [this](std::uint64_t finding) {
                              const auto told = told_.told(finding);
                              return told ? people_.person_of(*told) : 0;
                            },
                            [this](const FoundInCase::Take& take) {
                              return read_.progress.each([&](FoundPart part) -> Result<void> {
                                for (const auto& f : part.findings)
                                  TRY(take(f));
                                return {};
                              });
                            }};
    return read_.wish.also(found);
  }
  Result<void> sweep() {
    for (bool more = true; more;) {
      TRY(read_.beat());
      const auto tx = TRY(desk_.store().write());
      more = TRY(tx->sweep_lots(id_, swept_at_once));
      TRY(tx->commit());
    }
    return {};
  }

 private:
  const EvidenceId& evidence(std::uint32_t file) const { return read_.items.all()[file].row.id; }

  /// What was put in by a search that did not come to its end.
  Result<void> take_away() {
    {
      const auto tx = TRY(desk_.store().write());
      (void)TRY(case_for(desk_, *tx, actor_, Action::run_discovery, id_));
      TRY(tx->give_up_lots(id_));
      TRY(tx->commit());
    }
    return sweep();
  }

  Result<void> begin() {
    TRY(take_away());
    const auto tx = TRY(desk_.store().write());
    kase_ = TRY(case_for(desk_, *tx, actor_, Action::run_discovery, id_));
    key_ = TRY(key_of(desk_, *tx, kase_.key));
    run_number_ = TRY(tx->next_number("run"));
    run_.id = "d" + std::to_string(run_number_);
    run_.case_id = id_;
    run_.state = "done";
    shown_ = TRY(tx->shown_state(id_));
    judged_ = TRY(JudgedFindings::of(desk_, *tx, kase_));
    judged_people_ = TRY(JudgedPeople::of(desk_, *tx, id_));
    lot_ = TRY(tx->begin_lot(id_));
    return tx->commit();
  }

  Result<std::optional<RunLine>> put() {
    TRY(put_together());
    TRY(put_people());
    TRY(put_findings());
    TRY(files_->put(desk_, kase_, lot_, read_.beat));
    return show();
  }

  // Who is who; pages of findings wait on the shelf.
  Result<void> put_together() {
    people_ = {};
    told_ = {};
    findings_ = files_read_ = 0;
    not_read_.clear();
    files_of_.assign(read_.items.all().size(), {});
    placed_.emplace(holding_);
    sampler_.emplace(read_.progress.seed(), sample_size);
    files_.emplace(key_);
    discover::Keeping keeping;
    keeping.within(holding_);
    TRY(read_.progress.each([&](FoundPart part) -> Result<void> {
      TRY(read_.beat());
      TRY(holding_.trouble());
      if (part.then != FoundPart::Then::more) {
        sampler_->put(std::move(part.sample));
        files_read_ += part.files.size();
        if (read_.wish.also) {
          auto& item = files_of_[part.item];
          std::move(part.files.begin(), part.files.end(), std::back_inserter(item.files));
          item.unpacked += part.unpacked;
          item.members += part.members;
        }
        std::move(part.not_read.begin(), part.not_read.end(), std::back_inserter(not_read_));
      }
      for (const auto& f : part.findings) {
        placed_->add(f);
        files_->found(evidence(f.file), f);
        if (judged_.refuses(evidence(f.file), f))
          told_.leave_out(findings_);
        else
          keeping.add(f);
        ++findings_;
      }
      return {};
    }));
    keeping.close();
    TRY(holding_.trouble());
    kept_ = discover::KeptFindings(std::span(&keeping, 1), &holding_);
    law::Affects affects(desk_.rules(), TRY(parse_date(desk_.local_day())));
    const auto threads = static_cast<unsigned>(std::min<std::uint64_t>(read_.wish.threads, 16));
    people_ = discover::Roll(
        kept_,
        [&](std::string_view state, const std::vector<std::string>& words) {
          return affects(state_code(std::string(state)), law::Elements(words.begin(), words.end()));
        },
        threads);
    return holding_.trouble();
  }

  PersonBody body_of(const discover::Person& p) const {
    constexpr std::size_t most_places = 50;
    PersonBody body;
    body.name = p.name;
    body.address = p.address;
    body.elements = law_elements(p);
    body.ground = p.ground;
    for (const auto k : people_.findings_of(p.number - 1, most_places))
      body.where.push_back(evidence(kept_.file(k)).str() + " " +
                           path_words(kept_.member(k), placed_->offset(told_.finding(k))));
    return body;
  }

  // Gives each person of the run the id that findings name them by.
  Result<void> put_people() {
    ids_.emplace(judged_people_);
    again_.clear();
    names_ = {};
    grounds_.clear();
    affected_ = uncertain_ = 0;
    std::vector<PersonRow> rows;
    std::vector<KeyRow> keys;
    const auto flush = [&]() -> Result<void> {
      if (rows.empty()) return {};
      TRY(read_.beat());
      const auto tx = TRY(desk_.store().write());
      for (const auto& key : keys)
        TRY(tx->put_key(key));
      TRY(tx->put_people(rows, lot_));
      TRY(tx->commit());
      rows.clear();
      keys.clear();
      return {};
    };
    for (std::size_t n = 0; n < people_.size(); ++n) {
      if (n % people_at_once == 0) TRY(read_.beat());
      const auto p = people_.person(n);
      const auto body = body_of(p);
      // Who is somebody else more likely than not is counted with them, until an officer says who
      // it is.
      const char* standing = p.counted ? "proposed" : "uncertain";
      if (p.affected) {
        ++(p.counted ? affected_ : uncertain_);
        if (p.counted && state_code(p.state).empty()) ++grounds_[p.ground];
      }
      if (const auto* known = judged_people_.find(body)) {
        ids_->is(p.number, known->id);
        if (p.affected &&
            (known->merged || !std::includes(known->elements.begin(), known->elements.end(),
                                             body.elements.begin(), body.elements.end())))
          again_.push_back({known->id, body.elements, standing});
      } else {
        PersonRow row;
        row.id = ids_->give(p.number);
        if (p.affected) {
          row.case_id = id_;
          row.residence = state_code(p.state);
          row.status = "pending";
          row.standing = standing;
          const auto key = Key::random(desk_.randomness());
          keys.push_back(key_row(key, p.number));
          row.key = keys.back().id;
          seal_person(key, desk_.randomness(), row, body);
          rows.push_back(std::move(row));
        }
      }
      if (p.affected) ask_name(p);
      if (rows.size() == people_at_once) TRY(flush());
    }
    return flush();
  }

  // Its id goes up with the person's number: millions are put in at the end of the list of keys.
  KeyRow key_row(const Key& key, std::uint32_t person) {
    auto digits = std::to_string(person);
    digits.insert(0, digits.size() < 9 ? 9 - digits.size() : 0, '0');
    KeyRow row;
    row.id = KeyId("k-person-" + run_.id + "-" + digits);
    row.parent = kase_.key;
    row.created = desk_.now();
    wrap(row, key_, key, desk_.randomness());
    return row;
  }

  void ask_name(const discover::Person& p) {
    const auto label = words_of_name(p.name.reveal(Purpose::match_people));
    if (label.empty() || judged_.known_names.count(label) != 0) return;
    std::vector<std::uint64_t> own;
    int confidence = 0;
    std::optional<std::uint64_t> other;  // the fullest name it would go by instead
    std::size_t other_size = 0;
    for (const auto k : people_.findings_of(p.number - 1, findings_ + 1)) {
      if (kept_.element(k) != discover::Element::name) continue;
      const auto words = words_of_name(kept_.norm(k).reveal(Purpose::match_people));
      const auto i = told_.finding(k);
      if (words != label) {
        if (!other || words.size() > other_size) other = i, other_size = words.size();
        continue;
      }
      const auto sure = placed_->confidence(i);
      if (sure >= sure_name) return;
      confidence = std::max(confidence, sure);
      own.push_back(i);
    }
    if (!own.empty()) names_.ask(label, own, confidence, ids_->of(p.number), other);
  }

  Result<std::vector<FindingRow>> rows_of(const FoundPart& part, std::uint64_t first) {
    std::vector<FindingRow> rows;
    rows.reserve(part.findings.size());
    auto i = first;
    for (const auto& f : part.findings) {
      const auto number = i++;
      FindingRow row;
      row.evidence = evidence(f.file);
      row.place = files_->place_of(row.evidence, f.member);
      if (judged_.is_judged(row.evidence, f)) continue;
      row.id = finding_id(id_, {run_number_, number + 1});
      row.case_id = id_;
      row.run = run_.id;
      row.element = std::string(discover::token_of(f.element));
      row.confidence = f.confidence;
      const auto told = told_.told(number);
      row.state = told ? "proposed" : "rejected";
      if (told)
        if (const auto person = people_.person_of(*told); person != 0)
          row.person = ids_->of(person);
      if (f.element == discover::Element::name)
        row.words = index_of_words(key_, f.norm.reveal(Purpose::match_people));
      row.body = {kase_.key, seal(key_, finding_label(row.id), plain_json(finding_body(f)),
                                  desk_.randomness())};
      rows.push_back(std::move(row));
    }
    return rows;
  }

  Result<void> put_findings() {
    deal_.emplace(*sampler_);
    std::uint64_t seen = 0;
    // Rows are sealed while those before them are written.
    std::future<Result<void>> written;
    TRY(read_.progress.each([&](FoundPart part) -> Result<void> {
      TRY(read_.beat());
      for (const auto& f : part.findings)
        deal_->found(f);
      auto rows = TRY(rows_of(part, seen));
      seen += part.findings.size();
      if (written.valid()) TRY(written.get());
      written = std::async(std::launch::async, [this, rows = std::move(rows)]() -> Result<void> {
        if (rows.empty()) return {};
        const auto tx = TRY(desk_.store().write());
        TRY(tx->put_findings(rows, lot_));
        return tx->commit();
      });
      return {};
    }));
    return written.valid() ? written.get() : Result<void>();
  }

  // What the register is not sure of, for an officer (desk/links.hpp): only between people on it.
  Json questions() const {
    constexpr std::size_t most = 5'000;
    std::vector<discover::Join> asked;
    people_.each_doubtful([&](const discover::Join& d) {
      const auto left = people_.person_of(d.left), right = people_.person_of(d.right);
      if (left != 0 && right != 0 && left != right && people_.affected(left - 1) &&
          people_.affected(right - 1))
        asked.push_back(d);
    });
    // The likeliest first: they change most counts for the least reading.
    std::stable_sort(asked.begin(), asked.end(),
                     [](const auto& a, const auto& b) { return a.probability > b.probability; });
    if (asked.size() > most) asked.resize(most);
    Json out = Json::array();
    for (const auto& d : asked) {
      const auto left = ids_->of(people_.person_of(d.left)),
                 right = ids_->of(people_.person_of(d.right));
      if (left == right) continue;
      out.push_back({{"left", left.str()},
                     {"permille", static_cast<std::int64_t>(d.probability * 1000)},
                     {"reason", d.rule},
                     {"right", right.str()}});
    }
    return out;
  }

  // Of so many things that a page cannot hold them, those after the first are told as one.
  Json unread() const {
    constexpr std::size_t most = 100'000;
    Json out = Json::array();
    std::uint64_t more = 0, bytes = 0;
    const auto add = [&](std::uint64_t size, const auto& path, const std::string& reason) {
      if (out.size() < most)
        out.push_back({{"bytes", size}, {"path", path()}, {"reason", reason}});
      else
        ++more, bytes += size;
    };
    for (const auto& u : read_.wish.not_sealed)
      add(
          u.bytes, [&] { return u.path; }, u.reason);
    for (const auto& u : not_read_)
      add(
          u.bytes,
          [&] {
            return evidence(u.file).str() + (u.member.empty() ? "" : "/" + escaped(u.member));
          },
          u.reason);
    if (more > 0)
      out.push_back({{"bytes", bytes},
                     {"path", id_.str()},
                     {"reason", "as many more things were not read: " + std::to_string(more)}});
    return out;
  }

  // Seen from now on, with the run and its leaf.
  Result<std::optional<RunLine>> show() {
    Json unplaced = Json::array();
    for (const auto& [ground, n] : grounds_)
      unplaced.push_back({{"ground", ground}, {"people", n}});
    std::uint64_t bytes = 0;
    for (const auto& item : read_.items.all())
      bytes += item.row.size;
    auto not_read = unread();
    const auto left = not_read_.size() + read_.wish.not_sealed.size();
    const auto record = make_record(desk_, "run",
                                    Json{{"bytes", bytes},
                                         {"files", files_read_},
                                         {"findings", findings_},
                                         {"milliseconds", read_.milliseconds()},
                                         {"names", names_.json()},
                                         {"people", affected_},
                                         {"questions", questions()},
                                         {"taken_up", read_.taken_up},
                                         {"taken_up_bytes", read_.taken_up_bytes},
                                         {"uncertain", uncertain_},
                                         {"unplaced", std::move(unplaced)},
                                         {"unread", std::move(not_read)}});
    const auto tx = TRY(desk_.store().write());
    const auto kase = TRY(case_for(desk_, *tx, actor_, Action::run_discovery, id_));
    if (TRY(tx->shown_state(id_)) != shown_) return std::optional<RunLine>();
    for (const auto& [person, elements, standing] : again_)
      if (auto row = TRY(tx->person(id_, person)))
        TRY(propose_again(desk_, *tx, *std::move(row), elements, standing));
    TRY(tx->show_lot(id_, lot_));
    run_.at = desk_.now();
    Act act;
    act.kind = "discovery.done";
    act.case_id = id_;
    act.subject = run_.id;
    act.object = Json{{"files", files_read_},
                      {"findings", findings_},
                      {"people", affected_},
                      {"run", run_.id},
                      {"unread", left}};
    act.record = record.digest;
    act.key = kase.key;
    run_.event = TRY(append_act(desk_, *tx, actor_, act));
    run_.body = TRY(seal_json(desk_, *tx, kase.key, run_label(run_.id), record.wrapped));
    TRY(tx->put_run(run_));
    TRY(read_.progress.over(*tx));
    TRY(deal_->put(desk_, *tx, kase, run_,
                   [&](std::uint32_t file, const std::string& member, std::uint64_t offset) {
                     return Place{evidence(file), path_words(member, offset)};
                   }));
    auto line = TRY(line_of_run(desk_, *tx, run_));
    TRY(commit(desk_, *tx));
    return std::optional(std::move(line));
  }

  struct Again {
    PersonId person;
    std::vector<std::string> elements;
    std::string standing;
  };

  Desk& desk_;
  const Actor& actor_;
  const CaseId& id_;
  const ReadCase& read_;
  discover::Holding& holding_;
  CaseRow kase_;
  Key key_ = Key::random(system_randomness());
  RunRow run_;
  std::uint64_t run_number_ = 0, shown_ = 0, lot_ = 0;
  JudgedFindings judged_;
  JudgedPeople judged_people_;
  std::optional<Placed> placed_;
  std::optional<discover::Sampler> sampler_;
  std::optional<FilesFound> files_;
  Told told_;
  discover::KeptFindings kept_;
  discover::Roll people_;
  std::uint64_t findings_ = 0, files_read_ = 0, affected_ = 0, uncertain_ = 0;
  std::vector<discover::Unread> not_read_;
  std::vector<ItemRead> files_of_;  ///< when somebody wants to know
  std::optional<PersonIds> ids_;
  std::vector<Again> again_;
  NameQuestions names_;
  std::map<std::string, std::uint64_t> grounds_;  ///< of people whose state nothing says
  std::optional<SampleDeal> deal_;
};

}  // namespace

Result<RunLine> put_in_place(Desk& desk, const Actor& actor, const CaseId& id,
                             const ReadCase& read) {
  Outcome outcome(desk, actor, id, read);
  for (int turn = 0; turn < most_attempts; ++turn) {
    if (auto line = TRY(outcome.attempt())) {
      const auto told = outcome.tell();
      // It is over: whoever stops it now leaves to the next search what is still to be taken away.
      (void)read.progress.clear();
      (void)outcome.sweep();
      if (!told) return told.error();
      return *std::move(line);
    }
  }
  return fail(Errc::busy, "officers judge what this search would be put in place of; try again");
}

Result<RunLine> line_of_run(Desk& desk, Tx& tx, const RunRow& row) {
  RunLine out;
  out.id = row.id;
  out.state = row.state;
  out.at = row.at;
  const auto body = TRY(open_record(desk, tx, row.body, run_label(row.id)));
  const auto number = [&](const char* name) {
    return static_cast<std::uint64_t>(int_at(body, name).value_or(0));
  };
  out.files = number("files");
  out.bytes = number("bytes");
  out.findings = number("findings");
  out.people = number("people");
  out.taken_up = number("taken_up");
  out.taken_up_bytes = number("taken_up_bytes");
  out.uncertain = number("uncertain");
  out.seconds = static_cast<double>(number("milliseconds")) / 1000;
  for (const auto& u : body.value("unread", Json::array())) {
    out.unread.push_back({text_at(u, "path"), text_at(u, "reason"),
                          static_cast<std::uint64_t>(int_at(u, "bytes").value_or(0))});
  }
  for (const auto& u : body.value("unplaced", Json::array()))
    out.unplaced.emplace_back(text_at(u, "ground"),
                              static_cast<std::uint64_t>(int_at(u, "people").value_or(0)));
  return out;
}

}  // namespace ledgelight::desk
