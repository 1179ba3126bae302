#include "cli/exit_code.hpp"

#include <algorithm>
#include <array>

#include "base/result.hpp"

namespace ledgelight::cli {
namespace {

struct Row {
  Errc code;
  int exit;
  std::string_view advice;
};

constexpr std::array<Row, 25> rows{{
    {Errc::bad_input, 2, "Correct the value that is named and try again."},
    {Errc::not_found, 1, "Check the number or name; the list commands show what there is."},
    {Errc::denied, 1, "Ask an officer who has this permission, or act with --as OFFICER."},
    {Errc::conflict, 1, "Look at how it stands now, then decide again."},
    {Errc::wrong_state, 1, "Look at how it stands now; another step comes first."},
    {Errc::needs_approval, 1, "A second officer must approve; use --as with that officer's name."},
    {Errc::too_large, 2, "Send less at once, or split it."},
    {Errc::too_many, 1, "Wait a few minutes, then try again."},
    {Errc::unsupported, 2, "Give one of the kinds that the help of this command names."},
    {Errc::bad_credential, 1, "Check name, password and code; a code from the authenticator works once."},
    {Errc::usage, 2, "The help says how: ledgelight help, or --help after the command."},
    {Errc::corrupt, 1, "Do not write to this desk; keep a copy, run ledgelight verify, and restore a backup elsewhere."},
    {Errc::unverified, 1, "Do not rely on it; ask whoever sent it for a fresh copy and for the key by another way."},
    {Errc::truncated, 1, "Fetch or copy the file again; it ends too early."},
    {Errc::rolled_back, 1, "This is an older state than was published; a person must decide before anything is added."},
    {Errc::io, 3, "Check that the disk and folder can be read and written, then try again."},
    {Errc::disk_full, 3, "Make room on the disk; nothing was acknowledged, so do it again afterwards."},
    {Errc::busy, 3, "Another process is writing; try again in a moment."},
    {Errc::store, 3, "Try again; if it stays, run ledgelight verify on the desk."},
    {Errc::timeout, 3, "Try again, with less at once."},
    {Errc::decoder, 3, "The file stays listed as unread; the rest goes on."},
    {Errc::crypto, 3, "Check that the machine has memory to spare; then report it with this number."},
    {Errc::config, 2, "Correct the line or option that is named."},
    {Errc::locked_desk, 2, "Put desk.key back, or give the right passphrase."},
    {Errc::internal, 3, "This is a fault of ours; please report it with this number."},
}};

const Row& row_of(Errc code) {
  const auto* it = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.code == code; });
  CHECK(it != rows.end());
  return *it;
}

}  // namespace

int exit_code(Errc code) { return row_of(code).exit; }
std::string_view advice(Errc code) { return row_of(code).advice; }

}  // namespace ledgelight::cli
