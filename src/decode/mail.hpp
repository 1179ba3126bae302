// decode/mail.hpp: messages (RFC 5322, MIME: RFC 2045 to 2049, 2231) and mailboxes (RFC 4155).
//
// What stands in clear (headers, text that is not encoded) is the container itself, at its own
// offsets. Encoded text is a member "text" ("html"), decoded and in UTF-8; headers with encoded
// words are a member "headers". Attachments are members under their file name, decoded and as they
// are; an attached message is one too. In a mailbox members have "message7/" in front. Front to
// back, in bounded memory: what is broken ends where it breaks and the rest goes on.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "decode/channel.hpp"

namespace ledgelight::decode {

/// `kind` is mail or mbox. Returns false for any other kind, before reading.
bool read_mail(std::string_view kind, const Input& input, const Output& output);

/// A structured header: `text/csv; name="a.csv"`. Names in lower case; RFC 2231 put together.
struct Field {
  std::string value;  ///< before the first ';', lower case
  std::map<std::string, std::string> parameters;
};
Field read_field(std::string_view header);
/// Encoded words (RFC 2047) as UTF-8; everything else as it is.
std::string without_encoded_words(std::string_view header);
/// Appends what one line of quoted-printable says, its line end included unless it is a soft one.
void from_quoted_printable(std::string_view line, std::string& out);

}  // namespace ledgelight::decode
