#include "desk/found_files.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "desk/evidence.hpp"
#include "desk/suspects.hpp"

namespace ledgelight::desk {
namespace {

std::string label_of(const CaseId& id, std::uint64_t number) {
  return "found file/" + id.str() + "/" + std::to_string(number);
}

// Of a search made before files were kept: its items, by what was counted.
std::vector<FoundFile> items_of(const std::vector<Tx::FindingCount>& counts) {
  std::map<EvidenceId, FoundFile> items;
  for (const auto& c : counts) {
    if (c.state == "rejected") continue;
    auto& item = items[c.evidence];
    item.evidence = c.evidence;
    item.kinds[c.element] += c.count;
  }
  std::vector<FoundFile> out;
  for (auto& entry : items)
    out.push_back(std::move(entry.second));
  const auto all = [](const FoundFile& f) {
    std::uint64_t n = 0;
    for (const auto& kind : f.kinds)
      n += kind.second;
    return n;
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const FoundFile& a, const FoundFile& b) { return all(a) > all(b); });
  return out;
}

Result<std::string> path_of(Desk& desk, Tx& tx, const FoundFileRow& row) {
  return text_at(TRY(open_json(desk, tx, row.body, label_of(row.case_id, row.number))), "path");
}

}  // namespace

std::string index_of_place(const Key& case_key, const EvidenceId& evidence,
                           std::string_view member) {
  // No number of an item holds a line end: the two cannot run into each other.
  return hex(hmac_sha256(case_key.derive("blind/file of a finding").bytes(),
                         evidence.str() + "\n" + std::string(member)))
      .substr(0, 32);
}

FilesFound::File& FilesFound::at(const EvidenceId& evidence, const std::string& member) {
  if (files_.empty() || files_[last_].member != member || files_[last_].evidence != evidence) {
    auto place = index_of_place(key_, evidence, member);
    last_ = by_place_.try_emplace(place, files_.size()).first->second;
    if (last_ == files_.size()) files_.push_back({evidence, std::move(place), member, 0});
  }
  return files_[last_];
}

Result<void> FilesFound::put(Desk& desk, const CaseRow& kase, std::uint64_t lot,
                             const std::function<Result<void>()>& beat) {
  constexpr std::size_t at_once = 5'000;
  std::vector<const File*> order;
  order.reserve(files_.size());
  for (const auto& file : files_)
    order.push_back(&file);
  std::stable_sort(order.begin(), order.end(),
                   [](const File* a, const File* b) { return a->count > b->count; });
  for (std::size_t from = 0; from < order.size(); from += at_once) {
    TRY(beat());
    const auto tx = TRY(desk.store().write());
    std::vector<FoundFileRow> rows;
    for (auto i = from; i < std::min(order.size(), from + at_once); ++i) {
      const auto& file = *order[i];
      FoundFileRow row;
      row.case_id = kase.id;
      row.number = i + 1;
      row.evidence = file.evidence;
      row.place = file.place;
      row.findings = file.count;
      row.body = TRY(seal_json(desk, *tx, kase.key, label_of(kase.id, row.number),
                               Json{{"path", escaped(file.member)}}));
      rows.push_back(std::move(row));
    }
    TRY(tx->put_found_files(rows, lot));
    TRY(tx->commit());
  }
  return {};
}

Result<FoundFilePage> list_found_files(Desk& desk, const Actor& actor, const CaseId& id,
                                       Page page) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  const bool sees = static_cast<bool>(case_for(desk, *tx, actor, Action::see_people, id));
  const auto mask = TRY(Masks::of(desk, *tx, id));
  FoundFilePage out;
  out.total = TRY(tx->count_found_files(id));
  if (out.total == 0) {
    auto items = items_of(TRY(tx->count_findings(id)));
    out.total = items.size();
    for (auto i = page.offset;
         i < items.size() && (page.limit == 0 || i < page.offset + page.limit); ++i)
      out.rows.push_back(std::move(items[i]));
  } else {
    for (const auto& row : TRY(tx->found_files(id, page))) {
      FoundFile file;
      file.number = row.number;
      file.evidence = row.evidence;
      if (sees) file.path = mask(TRY(path_of(desk, *tx, row)));
      for (const auto& c : TRY(tx->count_place(id, row.evidence, row.place)))
        if (c.state != "rejected") file.kinds[c.element] += c.count;
      out.rows.push_back(std::move(file));
    }
  }
  for (auto& file : out.rows)
    if (auto line = evidence_line(desk, *tx, file.evidence)) file.name = std::move(line->name);
  return out;
}

Result<FoundPlace> found_place(Desk& desk, const Actor& actor, const CaseId& id,
                               std::uint64_t number) {
  const auto tx = TRY(desk.store().read());
  (void)TRY(case_for(desk, *tx, actor, Action::read_case, id));
  const auto row = TRY(tx->found_file(id, number));
  if (!row) return fail(Errc::not_found, "the search found nothing in a file of that number");
  FoundPlace out{row->evidence, row->place, {}, {}};
  if (auto line = evidence_line(desk, *tx, row->evidence)) out.name = std::move(line->name);
  if (case_for(desk, *tx, actor, Action::see_people, id))
    out.path = TRY(Masks::of(desk, *tx, id))(TRY(path_of(desk, *tx, *row)));
  return out;
}

}  // namespace ledgelight::desk
