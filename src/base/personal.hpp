// base/personal.hpp: data about people, which must not slip into a log, an error or a leaf.
#pragma once

#include <utility>

namespace ledgelight {

/// Why somebody's data is taken out of its wrapping. Greppable: each reveal names one.
enum class Purpose {
  show_to_officer,
  show_to_reporter,
  deliver_notice,
  count_residents,
  match_people,
  seal,
  export_on_request,
  test,
};

/// Holds a T that cannot be printed, compared or formatted by accident.
template <class T>
class Personal {
 public:
  Personal() = default;
  explicit Personal(T value) : value_(std::move(value)) {}
  const T& reveal(Purpose) const& { return value_; }
  T&& reveal(Purpose) && { return std::move(value_); }

 private:
  T value_{};
};

}  // namespace ledgelight
