#include "base/errc.hpp"

#include <array>

namespace ledgelight {
namespace {
constexpr std::array<ErrcRow, 25> rows{{
    {Errc::bad_input, "bad-input"},         {Errc::not_found, "not-found"},
    {Errc::denied, "denied"},               {Errc::conflict, "conflict"},
    {Errc::wrong_state, "wrong-state"},     {Errc::needs_approval, "needs-approval"},
    {Errc::too_large, "too-large"},         {Errc::too_many, "too-many"},
    {Errc::unsupported, "unsupported"},     {Errc::bad_credential, "bad-credential"},
    {Errc::usage, "usage"},                 {Errc::corrupt, "corrupt"},
    {Errc::unverified, "unverified"},       {Errc::truncated, "truncated"},
    {Errc::rolled_back, "rolled-back"},     {Errc::io, "io"},
    {Errc::disk_full, "disk-full"},         {Errc::busy, "busy"},
    {Errc::store, "store"},                 {Errc::timeout, "timeout"},
    {Errc::decoder, "decoder"},             {Errc::crypto, "crypto"},
    {Errc::config, "config"},               {Errc::locked_desk, "locked-desk"},
    {Errc::internal, "internal"},
}};
}  // namespace

std::string_view name_of(Errc code) {
  for (const auto& row : rows) {
    if (row.code == code) return row.name;
  }
  return "internal";
}

ErrcTable all_errcs() { return {rows.data(), rows.data() + rows.size()}; }

}  // namespace ledgelight
