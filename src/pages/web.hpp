// pages/web.hpp: what public and staff pages share: rendering, refusing, knowing who asks.
//
// A route's `who` is one of: "anyone"; "reporter" (the handler asks for the receipt code);
// "officer" (any signed-in officer); or the name of a desk::Action ("read-case"), whose verb asks
// desk::may with the case at hand. tests/stories walks every route as every role.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "desk/desk.hpp"
#include "desk/officers.hpp"
#include "http/assets.hpp"
#include "http/layout.hpp"
#include "http/messages.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"
#include "http/template.hpp"
#include "pages/reasons.hpp"
#include "pages/throttle.hpp"

namespace ledgelight::pages {

/// Everything a handler needs. One for the life of the server; shared by all threads.
class Web {
 public:
  /// Loads messages, templates and assets from the program; fails with config naming the file.
  static Result<std::shared_ptr<Web>> make(desk::Desk& desk);

  desk::Desk& desk() const { return desk_; }
  const http::Messages& messages() const { return messages_; }
  const http::Templates& templates() const { return templates_; }
  const std::shared_ptr<const http::Assets>& assets() const { return assets_; }
  /// Its name in the request's language.
  http::Site site(const http::Request& request) const;

  std::string language(const http::Request& request) const;
  /// The sentence `key` in the request's language.
  std::string say(const http::Request& request, std::string_view key,
                  const http::Messages::Named& named = {}) const;

  /// "Monday, March 2, 2026", "lunes, 2 de marzo de 2026": a day, and a moment at the city with its
  /// time and zone, in the request's language. Text that is no day ("" too) stays as it is.
  std::string day(const http::Request& request, Date date) const;
  std::string day(const http::Request& request, const std::string& iso) const;
  std::string time(const http::Request& request, Instant at) const;
  /// What people said of a time, at its precision: "some time in March 2026".
  std::string when(const http::Request& request, const When& when) const;

  /// A reason that a search gave, in the request's language (pages/reasons.hpp).
  std::string reason(const http::Request& request, std::string_view english) const {
    return reasons_.words(language(request), english);
  }

  /// Why a verb refused, line by line in the request's language; English where the list of such
  /// words (content/*/messages.faults.json) has none.
  std::string fault(const http::Request& request, std::string_view english) const;

  /// A page in its frame. Adds CSRF (global CSRF, for a hidden field named "csrf"), who is signed
  /// in, and the staff or public navigation put into `frame` by the caller.
  http::Response page(const http::Request& request, http::Page&& page, std::string_view title,
                      http::Frame frame = {}, int status = 200) const;
  /// The page for an error: its status by code, plain words, never the detail of our own faults.
  http::Response refuse(const http::Request& request, const Error& error) const;

  /// Guards for a router: cross-site forms refused; routes that need an officer get
  /// request.actor = desk::SignedIn or are sent to /staff/sign-in; their forms need the CSRF token.
  void guard(http::Router& router, desk::Door door) const;

  /// A route whose form must carry the session's CSRF token; register every officer POST by this.
  void officer_post(http::Router& router, std::string pattern, std::string name, std::string who,
                    http::Handler handler) const;
  /// For upload routes, in `begin`: the hidden field "csrf" must come before the first file.
  static bool csrf_fits(const http::Request& request);

  /// CHECKs that the guard let an officer in.
  static const desk::SignedIn& signed_in(const http::Request& request);
  static const desk::Actor& actor(const http::Request& request) { return signed_in(request).actor; }

  static constexpr std::string_view session_cookie = "session";

  /// Each try to sign in costs a slow hash: taken before it is made.
  Throttle& sign_ins() const { return sign_ins_; }
  /// Taken for each code that opens nothing; one that opens is never turned away.
  Throttle& wrong_codes() const { return wrong_codes_; }

 private:
  Web(desk::Desk& desk, http::Messages messages, http::Templates templates);
  desk::Desk& desk_;
  http::Messages messages_;
  http::Templates templates_;
  Reasons reasons_, faults_;
  std::shared_ptr<const http::Assets> assets_;
  http::Site site_;
  mutable Throttle sign_ins_{120, 5};
  mutable Throttle wrong_codes_{120, 5};
};

/// A day in words: "Monday, March 2, 2026", "lunes, 2 de marzo de 2026".
std::string day_words(std::string_view language, Date date);

/// Whether `who` names a route that only officers reach.
bool needs_officer(std::string_view who);

}  // namespace ledgelight::pages
