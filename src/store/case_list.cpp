#include "store/case_list.hpp"

#include "store/queries.hpp"

namespace ledgelight::store {
namespace {

struct Where {
  std::string text = queries().text("case_where_all");
  std::vector<std::string> values;

  void add(std::string_view part) { text += queries().text(part); }
  void add(std::string_view part, const std::string& value) {
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
};

std::string_view from_of(const desk::CaseFilter& filter) {
  const bool only_mine = filter.visible_to && !filter.hide_restricted;
  return only_mine ? "case_from_member" : "case_from_all";
}

ListQuery count_by_rows(const Where& where, std::string_view from) {
  const auto text = with_parts(queries().text("case_count_of_member"),
                               {{"from", queries().text(from)}, {"where", where.text}});
  return {numbered(text, 1), where.values};
}

ListQuery count_by_counts(const Where& where) {
  const auto text = with_parts(queries().text("case_count"), {{"where", where.text}});
  return {numbered(text, 1), where.values};
}

}  // namespace

Result<ListQuery> case_list(const desk::CaseFilter& filter, CaseOrder way) {
  for (const std::string_view known : {"opened", "id", "changed", "due", "severity"}) {
    if (filter.order != known) continue;
    Where where;
    where.add_kind(filter);
    if (filter.visible_to && filter.hide_restricted) {
      where.add("case_where_open_or_member", filter.visible_to->str());
    } else if (filter.visible_to) {
      where.add("case_where_member", filter.visible_to->str());
    } else if (filter.hide_restricted) {
      where.add("case_where_open_to_all");
    }
    const auto order = queries().text(
        (way == CaseOrder::forward ? "case_order_" : "case_order_back_") + filter.order);
    const auto text =
        with_parts(queries().text("case_list"), {{"from", queries().text(from_of(filter))},
                                                 {"where", where.text},
                                                 {"order", order}});
    return ListQuery{numbered(text, 3), where.values};
  }
  return fail(Errc::bad_input, "no such order of cases");
}

std::vector<ListQuery> case_counts(const desk::CaseFilter& filter) {
  Where kind;
  kind.add_kind(filter);
  if (filter.visible_to && !filter.hide_restricted) {
    kind.add("case_where_member", filter.visible_to->str());
    return {count_by_rows(kind, "case_from_member")};
  }
  if (!filter.hide_restricted) return {count_by_counts(kind)};
  Where open = kind;
  open.add("case_where_open_to_all");
  std::vector<ListQuery> out{count_by_counts(open)};
  if (filter.visible_to) {
    kind.add("case_where_closed_to_some");
    kind.add("case_where_member", filter.visible_to->str());
    out.push_back(count_by_rows(kind, "case_from_member"));
  }
  return out;
}

}  // namespace ledgelight::store
