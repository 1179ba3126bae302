// casefile/traces.hpp: what a file tells beyond what it shows: place, device, author, time.
//
// For the reporter, before a file is sent: pictures of telephones say where they were taken. JPEG and
// PNG are read, and can be had without: the picture itself stays bit for bit. Documents are known by
// their first bytes and not looked into. Pure; bytes of strangers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ledgelight::casefile {

struct Traces {
  enum class Kind { other, picture, document } kind = Kind::other;
  bool place = false;    ///< coordinates
  std::string device;    ///< make and model; as they stand, for showing only
  std::string author;    ///< whoever the file names: artist, owner, copyright
  std::string time;      ///< when it was made, as it says
  bool more = false;     ///< notes, histories, previews, what comes behind the picture
  /// Whether a copy without any of it can be made.
  bool cleanable() const { return kind == Kind::picture; }
  bool any() const { return place || more || !device.empty() || !author.empty() || !time.empty(); }
};

/// Of the whole file. A picture that is broken has kind other: nothing is promised of it.
Traces traces_of(std::string_view bytes);

/// The picture without what traces_of() finds; the way it is turned stays. nullopt: no picture, or a
/// broken one. traces_of() of it finds nothing.
std::optional<std::string> clean_copy(std::string_view bytes);

}  // namespace ledgelight::casefile
