// base/result.hpp: a value or the reason there is none.
//
// Our small copy of the surface of std::expected (C++23), which g++ 12 offers only in C++23 mode;
// swapping later is one `using`. Expected failures of honest people travel as Result; a broken
// promise of our own code stops the process through CHECK; exceptions come only from libraries and
// are turned into Error by the adapter that calls them.
#pragma once

#include <cstdlib>
#include <string>
#include <utility>
#include <variant>

#include "base/errc.hpp"

namespace ledgelight {

struct Error {
  Errc code = Errc::internal;
  std::string detail;  ///< for staff and logs; never personal data

  friend bool operator==(const Error&, const Error&) = default;
};

inline Error fail(Errc code, std::string detail) { return Error{code, std::move(detail)}; }

[[noreturn]] void check_failed(const char* what, const char* file, int line);

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { return need(), std::get<0>(state_); }
  const T& value() const& { return need(), std::get<0>(state_); }
  T&& value() && { return need(), std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

  template <class U>
  T value_or(U&& other) const& {
    return has_value() ? std::get<0>(state_) : static_cast<T>(std::forward<U>(other));
  }

 private:
  void need() const {
    if (!has_value()) check_failed("Result has a value", __FILE__, __LINE__);
  }
  std::variant<T, Error> state_;
};

/// Success without a value.
struct Done {
  friend bool operator==(Done, Done) = default;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  Result(Done) {}                                          // NOLINT
  Result(Error error) : error_(std::move(error)), ok_(false) {}  // NOLINT

  bool has_value() const { return ok_; }
  explicit operator bool() const { return ok_; }
  Done value() const { return {}; }
  const Error& error() const& { return error_; }
  Error&& error() && { return std::move(error_); }

 private:
  Error error_;
  bool ok_ = true;
};

namespace detail {
template <class T>
T take(Result<T>&& r) {
  return std::move(r).value();
}
inline Done take(Result<void>&&) { return {}; }
}  // namespace detail

/// `auto x = TRY(f());` yields the value or returns the error from the enclosing function.
/// May be nested. (Each use names its own variable, so that -Wshadow stays quiet.)
#define TRY(expr) LEDGELIGHT_TRY(expr, LEDGELIGHT_JOIN(try_result_, __COUNTER__))
#define LEDGELIGHT_JOIN(a, b) LEDGELIGHT_JOIN_(a, b)
#define LEDGELIGHT_JOIN_(a, b) a##b
#define LEDGELIGHT_TRY(expr, name)                                 \
  __extension__({                                                  \
    auto name = (expr);                                            \
    if (!name) return std::move(name).error();                     \
    ::ledgelight::detail::take(std::move(name));                   \
  })

/// A promise of our own code, never of input. Compiled in always.
#define CHECK(cond)                                                                    \
  do {                                                                                 \
    if (!(cond)) [[unlikely]] ::ledgelight::check_failed(#cond, __FILE__, __LINE__);   \
  } while (false)

}  // namespace ledgelight
