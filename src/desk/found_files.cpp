#include "desk/found_files.hpp"

#include <algorithm>
#include <unordered_map>

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
                         evidence.str() + "\n" + std::string(member)));
}

Result<void> put_found_files(Desk& desk, Tx& tx, const CaseRow& kase,
                             const std::vector<FindingRow>& rows,
                             const std::vector<discover::Finding>& findings) {
  struct File {
    std::size_t first = 0;
    std::uint64_t count = 0;
  };
  std::unordered_map<std::string_view, File> files;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& file = files.try_emplace(rows[i].place, File{i, 0}).first->second;
    ++file.count;
  }
  std::vector<File> order;
  order.reserve(files.size());
  for (const auto& entry : files)
    order.push_back(entry.second);
  std::sort(order.begin(), order.end(), [](const File& a, const File& b) {
    return a.count != b.count ? a.count > b.count : a.first < b.first;
  });
  FoundFileRow row;
  row.case_id = kase.id;
  for (const auto& file : order) {
    ++row.number;
    row.evidence = rows[file.first].evidence;
    row.place = rows[file.first].place;
    row.findings = file.count;
    row.body = TRY(seal_json(desk, tx, kase.key, label_of(kase.id, row.number),
                             Json{{"path", escaped(findings[file.first].member)}}));
    TRY(tx.put_found_file(row));
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
