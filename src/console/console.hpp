// console/console.hpp: the officers' pages. Each file adds the routes of one part of the desk.
//
// A handler translates: reads the form, calls the verb in desk/, chooses the page. Who may do what
// is decided by the verb (desk::may), never here.
#pragma once

#include <memory>

#include "http/router.hpp"
#include "pages/web.hpp"

namespace ledgelight::console {

using WebPtr = std::shared_ptr<pages::Web>;

/// All of them.
void add_console(http::Router& router, const WebPtr& web);

void add_sign_in(http::Router& router, const WebPtr& web);   ///< sign in and out, invitations
void add_today(http::Router& router, const WebPtr& web);     ///< what waits for me
void add_inbox(http::Router& router, const WebPtr& web);     ///< reports and triage
void add_cases(http::Router& router, const WebPtr& web);     ///< list, open
void add_case(http::Router& router, const WebPtr& web);      ///< facts, timeline, members, state
void add_evidence(http::Router& router, const WebPtr& web);
void add_discovery(http::Router& router, const WebPtr& web);  ///< searches, their counts and tables
void add_findings(http::Router& router, const WebPtr& web);  ///< findings, one of them at its place
void add_people(http::Router& router, const WebPtr& web);    ///< the register
void add_sample(http::Router& router, const WebPtr& web);    ///< how often a search was wrong
void add_links(http::Router& router, const WebPtr& web);     ///< who is who
void add_person(http::Router& router, const WebPtr& web);    ///< one affected person, put right
void add_names(http::Router& router, const WebPtr& web);     ///< is this a name?
void add_duties(http::Router& router, const WebPtr& web);    ///< sheets, readings, what was known then
void add_clocks(http::Router& router, const WebPtr& web);    ///< the clock board, days, calendars
void add_letters(http::Router& router, const WebPtr& web);
void add_sealed(http::Router& router, const WebPtr& web);    ///< suspects, facts that name people
void add_texts(http::Router& router, const WebPtr& web);     ///< which words an export may carry
void add_record(http::Router& router, const WebPtr& web);    ///< the ledger, exports
void add_officers(http::Router& router, const WebPtr& web);
void add_place(http::Router& router, const WebPtr& web);     ///< the city's contacts, go-live

// ---- shared by those files (frame.cpp) --------------------------------------------------------

/// Which entry of the rail is current.
enum class Rail { none, today, inbox, cases, clocks, record, place, settings };
/// With what was done just now, where the address says so (`done` below).
http::Frame staff_frame(const pages::Web& web, const http::Request& request, Rail current);

/// After an act: back to `path`, whose page says in the sentence "done.WORD" what was done, with
/// the focus there, so that a screen reader says it and Tab goes on from it.
http::Response done(std::string path, std::string_view word);

/// The head of every page of a case: puts console/case-head at the marker HEAD, with its tabs, and
/// the global CASE_LINK.
enum class Tab { none, facts, timeline, evidence, discovery, people, duties, letters, record };
void case_head(const pages::Web& web, const http::Request& request, http::Page& page,
               const CaseId& id, const std::string& subject, const std::string& state, Tab current);

/// "/staff/case/2026-0007/evidence"
std::string case_path(const CaseId& id, std::string_view part = "");

/// "2 days 3 hours" since `from`, in the page's language.
std::string age(const pages::Web& web, const http::Request& request, Instant from);
/// An officer, the command line or the system in words: "A. Rivera", "command line", "reporter".
std::string actor_words(const pages::Web& web, const http::Request& request,
                        const std::string& actor);
/// What a kind of act is called: "Evidence sealed".
std::string act_words(const pages::Web& web, const http::Request& request, std::string_view kind);
/// A text of the packs, or of the engine, in the page's language where a pack has it; else as it
/// is.
std::string law_words(const pages::Web& web, const http::Request& request,
                      const std::string& english);
/// "Connecticut" for "US-CT", the federal law for "US", "not known" for none; what is no such code
/// stays as it is.
std::string state_words(const pages::Web& web, const http::Request& request,
                        const std::string& code);
/// A fact by its path in the facts file: "Data exposed, 1: Protection" (casefile/fact_words.hpp).
std::string fact_words(const pages::Web& web, const http::Request& request,
                       const std::string& path);
/// What it says: "encrypted".
std::string fact_value_words(const pages::Web& web, const http::Request& request,
                             const std::string& path, const Json& value);
/// "10,938": a count as it is read; never in a field, an address or an attribute.
std::string count_words(std::uint64_t n);
/// "1.4 MB"
std::string size_words(std::uint64_t bytes);
/// ?page=3 → the slice; and the links to the neighbours (sections PREV, NEXT; values FROM, TO,
/// TOTAL) put into `page`.
desk::Page slice_of(const http::Request& request, std::uint64_t per_page);
void pager(const http::Request& request, http::Page& page, const desk::Page& slice,
           std::size_t rows, std::uint64_t total);

/// A page of a list that goes on from places (desk/places.hpp): ?page=3 alone counts from the
/// start, with &after=PLACE or &before=PLACE it is what lies there, and the number only says so.
struct Turn {
  desk::Page slice;
  std::string place;  ///< "" by number
  desk::Beside side = desk::Beside::after;
};
Turn turn_of(const http::Request& request, std::uint64_t per_page);
/// `request`'s query without what names a page.
http::Fields from_the_start(const http::Request& request);
/// As above, and sections FIRST and LAST. `list`: anything with rows, total, more, first, last.
struct Span {
  std::size_t rows = 0;
  std::uint64_t total = 0;
  bool more = false;
  std::string first, last;
};
template <class List>
Span span_of(const List& list) {
  return {list.rows.size(), list.total, list.more, list.first, list.last};
}
void pager(const http::Request& request, http::Page& page, const Turn& turn, const Span& span);

}  // namespace ledgelight::console
