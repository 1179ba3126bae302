// discover/finding.hpp: one place where one kind of personal data stands, and what was not read.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/personal.hpp"
#include "discover/elements.hpp"

namespace ledgelight::discover {

/// What a NAME finding holds: tables often split a name over columns.
enum class NamePart : std::uint8_t { none, full, given, middle, family, suffix };

/// A postal address taken apart; any part may be empty. `state` two letters, `zip` five digits.
struct Postal {
  std::string street, city, state, zip;
  friend bool operator==(const Postal&, const Postal&) = default;
};

/// The address of a finding that is one; the others, which are most, keep nothing for it.
class MaybePostal {
 public:
  MaybePostal() = default;
  MaybePostal(Personal<Postal> postal)
      : kept_(postal.reveal(Purpose::match_people) == Postal{}
                  ? nullptr
                  : std::make_unique<Personal<Postal>>(std::move(postal))) {}
  MaybePostal(const MaybePostal& other)
      : kept_(other.kept_ ? std::make_unique<Personal<Postal>>(*other.kept_) : nullptr) {}
  MaybePostal(MaybePostal&&) noexcept = default;
  MaybePostal& operator=(MaybePostal other) noexcept {
    kept_ = std::move(other.kept_);
    return *this;
  }
  ~MaybePostal() = default;
  const Postal& reveal(Purpose why) const {
    static const Postal none;
    return kept_ ? kept_->reveal(why) : none;
  }

 private:
  std::unique_ptr<Personal<Postal>> kept_;
};

struct Finding {
  std::uint32_t file = 0;  ///< the caller's number for the scanned source
  std::string member;  ///< path inside containers, hostile bytes and all; "" for the file itself
  std::uint64_t offset = 0;  ///< first byte, in the member as stored (before any transcoding)
  std::uint64_t length = 0;  ///< bytes, in the same measure
  Element element = Element::ssn;
  NamePart part = NamePart::none;
  int confidence = 0;          ///< 0 to 100
  std::uint64_t record = 0;    ///< row or sentence; unique within (file, member), from 1; 0: a name alone
  Personal<std::string> norm;  ///< the form of docs/formats/findings.md
  MaybePostal postal;          ///< for an address: with city, state and zip of its record
  std::string masked;          ///< safe to show: "***-**-6789"
  std::string reason;          ///< "nine digits under the heading SSN; valid area"
};

/// A finding whose text is still in its buffer: nothing copied, nothing joined, nothing masked.
/// What it points to is good only until Sink::seen() returns.
struct Sighting {
  std::uint32_t file = 0;
  Element element = Element::ssn;
  NamePart part = NamePart::none;
  int confidence = 0;
  std::uint64_t offset = 0, length = 0, record = 0;
  std::string_view member, norm;
  std::string_view street, city, state, zip;  ///< Finding::postal
  std::array<std::string_view, 5> reason;     ///< one after the other they are Finding::reason

  /// Everything copied and joined, and masked. `shown` false: `masked` and `reason` stay empty.
  Finding kept(bool shown = true) const;
};

/// Bytes nobody looked into. Never dropped in silence.
struct Unread {
  std::uint32_t file = 0;
  std::string member;
  std::string reason;       ///< "no decoder for PDF yet"
  std::uint64_t bytes = 0;  ///< how many were left; 0 when unknown
};

/// A file or member that was read to its end.
struct FileRead {
  std::uint32_t file = 0;
  std::string member;
  std::string kind;  ///< "delimited text", "text", "log", "zip", "gzip", "empty"
  std::uint64_t bytes = 0;
};

/// Takes what a scan finds, in the order of the bytes, the same order every time.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void found(Finding finding) = 0;
  /// The same for findings that come by the million; who only counts or writes needs no copy.
  virtual void seen(const Sighting& what) { found(what.kept()); }
  virtual void unread(Unread what) = 0;
  virtual void read(FileRead what) = 0;
  /// The bytes of a member that is searched, as they go to the searchers: each once, in order, and
  /// never after a finding that lies more than a block before them.
  virtual void text(std::uint32_t /*file*/, std::string_view /*member*/, std::uint64_t /*offset*/,
                    std::string_view /*bytes*/) {}
  /// Bytes of the outermost source consumed so far; return false to stop (the rest is unread).
  virtual bool progress(std::uint64_t) { return true; }
  /// All of the outermost source before `place` was told, with so many records: of a large text a
  /// search may begin again there (Limits::from). Where it is so the bytes alone say.
  virtual void reached(std::uint64_t /*place*/, std::uint64_t /*records*/) {}
  /// One that another thread fills with what is found further on in the same member (found() and
  /// seen(), nothing else); nullptr: what is found is taken in order only.
  virtual std::unique_ptr<Sink> apart() { return nullptr; }
  /// Takes it back, when everything before has come: its records are numbered after `records`.
  virtual void join(std::unique_ptr<Sink> /*apart*/, std::uint64_t /*records*/) {}
};

/// Keeps everything in memory.
class Collected final : public Sink {
 public:
  std::vector<Finding> findings;
  std::vector<Unread> not_read;
  std::vector<FileRead> files;
  void found(Finding finding) override { findings.push_back(std::move(finding)); }
  void unread(Unread what) override { not_read.push_back(std::move(what)); }
  void read(FileRead what) override { files.push_back(std::move(what)); }
};

}  // namespace ledgelight::discover
