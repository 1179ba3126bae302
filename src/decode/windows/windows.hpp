// decode/windows/windows.hpp: files that only Windows writes, each by a library under the LGPL.
#pragma once

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// An event log (.evtx): a text a record, "record 1201", one that was found outside the list of a
/// chunk "recovered 1187". Throws Damaged, after all that can be read was said, when part of it
/// cannot.
void read_event_log(Bytes& bytes, const Output& output);

/// A compiled help file (.chm), each of its pages a member. Throws Damaged, as above.
void read_help(Bytes& bytes, const Output& output);

}  // namespace ledgelight::decode
