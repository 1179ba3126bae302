// base/errc.hpp: every way an act can fail, by a number that never changes its meaning.
//
// The numbers are public: docs/errors.md lists them, `--json` prints them, support letters quote
// them. A retired number is not reused. A test holds this list and docs/errors.md together.
#pragma once

#include <string_view>

namespace ledgelight {

enum class Errc {
  // 1xx: what was asked is not possible as asked; the asker can mend it.
  bad_input = 100,       ///< a value is malformed; the detail names the key
  not_found = 101,       ///< no such thing, or not for this asker (the two look alike)
  denied = 102,          ///< the actor may not do this
  conflict = 103,        ///< the thing changed or already exists
  wrong_state = 104,     ///< the act does not fit the state the thing is in
  needs_approval = 105,  ///< a second officer must approve first
  too_large = 106,       ///< over a limit on size, count, depth or ratio
  too_many = 107,        ///< too many tries; wait
  unsupported = 108,     ///< well-formed, but of a kind we do not read
  bad_credential = 109,  ///< password, code or token does not match
  usage = 110,           ///< the command line is wrong
  // 2xx: the record does not agree with itself.
  corrupt = 200,         ///< stored bytes fail their check
  unverified = 201,      ///< a proof or signature does not hold
  truncated = 202,       ///< the bytes end early
  rolled_back = 203,     ///< the database is behind what was published: an old backup
  // 3xx: the machine failed us.
  io = 300,              ///< the operating system refused a read or write
  disk_full = 301,       ///< no space left; nothing was acknowledged
  busy = 302,            ///< locked by another process; try again
  store = 303,           ///< the database answered with an error
  timeout = 304,         ///< the time limit ran out
  decoder = 305,         ///< a decoder program died or was stopped
  crypto = 306,          ///< a cryptographic library refused
  // 4xx: the installation is not right.
  config = 400,          ///< desk.toml, a pack or an option is wrong
  locked_desk = 401,     ///< the desk key is missing or the passphrase is wrong
  // 9xx: ours.
  internal = 900,        ///< a fault of the program
};

/// The name of `code` as docs/errors.md writes it ("bad-input"). Never empty.
std::string_view name_of(Errc code);

/// Every code, ascending: for the test that compares with docs/errors.md.
struct ErrcRow {
  Errc code;
  std::string_view name;
};
struct ErrcTable {
  const ErrcRow* first;
  const ErrcRow* last;
  const ErrcRow* begin() const { return first; }
  const ErrcRow* end() const { return last; }
};
ErrcTable all_errcs();

}  // namespace ledgelight
