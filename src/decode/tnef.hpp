// decode/tnef.hpp: winmail.dat, what Outlook sends to those it takes for Outlook ([MS-OXTNEF]).
//
// "message": who wrote to whom and what; its rich text and HTML and each attachment a member, a
// message in the message too.
#pragma once

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// Damaged when it is none.
void read_tnef(Bytes& bytes, const Output& output);

}  // namespace ledgelight::decode
