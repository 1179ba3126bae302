#include "store/lists.hpp"

#include <charconv>
#include <utility>

#include "store/queries.hpp"
#include "store/sequence.hpp"

namespace ledgelight::store {
namespace {

struct Where {
  std::string text;
  std::vector<ListValue> values;

  explicit Where(std::string_view first) : text(queries().text(first)) {}
  void add(std::string_view part) { text += queries().text(part); }
  void add(std::string_view part, const ListValue& value) {
    add(part);
    values.push_back(value);
  }
  void add_kind(const desk::CaseFilter& filter) {
    if (filter.state == "!closed") {
      add("case_where_current");
    } else if (!filter.state.empty()) {
      add("case_where_state", filter.state);
    }
    if (!filter.owner.empty()) add("case_where_owner", filter.owner.str());
  }
  void add_sight(const desk::CaseFilter& filter) {
    if (filter.visible_to && filter.hide_restricted) {
      add("case_where_open_or_member", filter.visible_to->str());
    } else if (filter.visible_to) {
      add("case_where_member", filter.visible_to->str());
    } else if (filter.hide_restricted) {
      add("case_where_open_to_all");
    }
  }
  ListQuery into(std::string_view query, int first,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> parts) {
    auto whole = with_parts(with_parts(queries().text(query), {{"where", text}}), parts);
    return {numbered(std::move(whole), first), values};
  }
};

std::string_view from_of(const desk::CaseFilter& filter) {
  const bool only_mine = filter.visible_to && !filter.hide_restricted;
  return queries().text(only_mine ? "case_from_member" : "case_from_all");
}

Result<void> known_order(std::string_view order) {
  for (const std::string_view known : {"opened", "id", "changed", "due", "severity"}) {
    if (order == known) return {};
  }
  return fail(Errc::bad_input, "no such order of cases");
}

std::string order_part(const char* what, std::string_view order, ListWay way) {
  return std::string(what).append(way == ListWay::backward ? "back_" : "").append(order);
}

Result<void> add_place(Where& where, std::string_view order, ListWay way,
                       const desk::CasePlace& place) {
  where.add(order_part("case_beside_", order, way));
  if (order == "due") {
    where.values.emplace_back(place.key.empty() ? no_due : place.key);
  } else if (order != "id") {
    where.values.emplace_back(TRY(number_of(place)));
  }
  where.values.emplace_back(sequence_of(place.id.str()));
  return {};
}

Where reports_where(const ReportFilter& filter) {
  Where where("report_where_all");
  if (!filter.state.empty()) where.add("report_where_state", filter.state);
  return where;
}

}  // namespace

Result<std::int64_t> number_of(const desk::CasePlace& place) {
  const std::string_view key = place.key;
  std::int64_t out = 0;
  const auto* end = key.data() + key.size();
  const auto [at, error] = std::from_chars(key.data(), end, out);
  if (key.empty() || at != end || error != std::errc()) {
    return fail(Errc::bad_input, "no such place in the list");
  }
  return out;
}

Result<ListQuery> case_list(const desk::CaseFilter& filter, ListWay way,
                            const std::optional<desk::CasePlace>& from) {
  TRY(known_order(filter.order));
  Where where("case_where_all");
  where.add_kind(filter);
  where.add_sight(filter);
  if (from) TRY(add_place(where, filter.order, way, *from));
  return where.into("case_list", 3,
                    {{"from", from_of(filter)},
                     {"order", queries().text(order_part("case_order_", filter.order, way))}});
}

Result<ListQuery> case_places(const desk::CaseFilter& filter) {
  TRY(known_order(filter.order));
  Where where("case_where_all");
  where.add_kind(filter);
  where.add_sight(filter);
  return where.into("case_places", 1,
                    {{"from", from_of(filter)},
                     {"key", queries().text("case_key_" + filter.order)},
                     {"order", queries().text("case_order_" + filter.order)}});
}

std::vector<ListQuery> case_counts(const desk::CaseFilter& filter) {
  Where kind("case_where_all");
  kind.add_kind(filter);
  const auto by_rows = [](Where& where) {
    return where.into("case_count_of_member", 1, {{"from", queries().text("case_from_member")}});
  };
  if (filter.visible_to && !filter.hide_restricted) {
    kind.add("case_where_member", filter.visible_to->str());
    return {by_rows(kind)};
  }
  if (!filter.hide_restricted) return {kind.into("case_count", 1, {})};
  Where open = kind;
  open.add("case_where_open_to_all");
  std::vector<ListQuery> out{open.into("case_count", 1, {})};
  if (filter.visible_to) {
    kind.add("case_where_closed_to_some");
    kind.add("case_where_member", filter.visible_to->str());
    out.push_back(by_rows(kind));
  }
  return out;
}

ListQuery report_list(const ReportFilter& filter, ListWay way,
                      const std::optional<desk::ReportPlace>& from) {
  auto where = reports_where(filter);
  if (filter.seen_by) where.add("report_where_seen", filter.seen_by->str());
  const bool back = way == ListWay::backward;
  if (from) {
    where.add(back ? "report_beside_back" : "report_beside");
    where.values.emplace_back(static_cast<std::int64_t>(from->received.time_since_epoch().count()));
    where.values.emplace_back(from->id.str());
  }
  return where.into("report_list", 3,
                    {{"order", queries().text(back ? "report_order_back" : "report_order")}});
}

ListQuery report_places(const ReportFilter& filter) {
  auto where = reports_where(filter);
  if (filter.seen_by) where.add("report_where_seen", filter.seen_by->str());
  return where.into("report_places", 1, {{"order", queries().text("report_order")}});
}

ListQuery report_count(const ReportFilter& filter) {
  return reports_where(filter).into("report_count", 1, {});
}

std::optional<ListQuery> report_count_unseen(const ReportFilter& filter) {
  if (!filter.seen_by) return std::nullopt;
  auto where = reports_where(filter);
  where.values.emplace_back(filter.seen_by->str());
  return where.into("report_count_unseen", 1, {});
}

}  // namespace ledgelight::store
