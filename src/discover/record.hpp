// discover/record.hpp: one thing with named values (an object, a table row, a form, a card) and the
// personal data in it. A key counts for its value, as a heading counts for its column.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "discover/hit.hpp"
#include "discover/mapped.hpp"
#include "discover/prose.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {

/// meaning_of_heading, remembered: keys repeat a million times.
class Keys {
 public:
  /// `outer` is the key of the object around it: "address" of "line1"; may be empty.
  Meaning meaning(std::string_view outer, std::string_view key);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  Meaning of_joined(std::string_view outer, std::string_view key);
  std::unordered_map<std::string, Meaning, Hash, std::equal_to<>> known_;
  std::string joined_;
  /// The last asked for of each slot: the same few keys come again and again.
  struct Recent {
    std::string outer, key;
    Meaning meaning = Meaning::nothing;
    bool filled = false;
  };
  std::array<Recent, 256> recent_;
};

struct Field {
  std::string key;  ///< as written; "" without one
  Meaning meaning = Meaning::nothing;
  std::size_t from = 0, to = 0;  ///< in Record::values
  int limit = 99;                ///< no finding in it is surer
};

/// What is known of a record beyond the fields at hand: it may be handed on in parts.
struct Around {
  std::string state, city, zip;
  bool health = false, organisation = false, routing = false, card = false, user = false, other_than_name = false;
};

struct Record {
  Mapped values;
  std::vector<Field> fields;
  Around around;
  std::size_t number = 0;  ///< 0: not given yet

  void clear();
  void clear_fields();
  /// Begins a value: what is then added to `values` is its text. close() trims it.
  void open(std::string_view key, Meaning meaning);
  void close();
  bool has(Meaning meaning) const;
  /// Which of the things that one person has once are here: a bit each for name, number, birth,
  /// medical record, Medicare number.
  unsigned identity() const;
  /// Does it hold a name and something else with a meaning?
  bool is_of_a_person() const;
};

/// Gives meanings to fields without one by what they hold, as far as one that stands on its own (a
/// number with dashes, a card, an e-mail address) vouches for the record.
void infer_meanings(Record& record);

/// What the fields say of each other, put into record.around; where a family name stands beside it,
/// "name" becomes the given name.
void look_around(Record& record);
/// A ZIP code, where nothing else of the record says the state.
bool says_the_state(const Record& record, const Field& field);
/// Does the key make "name" a person's: "full_name", "patient", not "name"?
bool key_is_of_a_person(std::string_view key, Meaning meaning);

/// What the fields hold; positions count in record.values. Updates record.around. Names of a
/// record that holds nothing else are left out unless their key can mean nothing but a person.
/// Hit::record is 0 for the record itself; 1, 2 … for others that a note in it speaks of.
std::vector<Hit> hits_of(Record& record);

/// Where readers of structured text hand on what they have read.
class Records {
 public:
  virtual ~Records() = default;
  virtual std::size_t fresh() = 0;          ///< a number for a new record
  virtual void record(Record& record) = 0;  ///< fields are searched, then cleared
  virtual void prose(const Mapped& text, Unit unit) = 0;
};

/// Reads one kind of structured text, in order, remembering what it must between calls.
class StructuredReader {
 public:
  virtual ~StructuredReader() = default;
  /// Reads `text` from `from` on and returns where it is done; what stands before that place will
  /// not be seen again. Unless `final` it may stop early, but by no more than longest_value.
  virtual std::size_t read(const Text& text, std::size_t from, bool final, Records& out) = 0;
  virtual std::string_view kind() const = 0;
  /// Are records handed on in the order of the text, none within another?
  virtual bool in_order() const { return false; }

  /// At or behind this place of the text of the next read() no record is begun: read() returns
  /// there when it stands between two.
  void begins_none_from(std::size_t at) { none_from_ = at; }
  /// One that goes on from where read() returned as this one would; nullptr: it stands within
  /// something, or text of its kind cannot be gone on with by another.
  virtual std::unique_ptr<StructuredReader> fork() const { return nullptr; }
  /// Would both, having forked, go on alike? `other` is of the same kind.
  virtual bool goes_on_as(const StructuredReader& /*other*/) const { return false; }

 protected:
  std::size_t none_from_ = std::string::npos;
};

/// A value longer than this is read in pieces as running text.
inline constexpr std::size_t longest_value = 64U << 10;
/// Fields that wait for the end of their record; beyond, they are handed on early.
inline constexpr std::size_t most_fields = 4096;

/// The reader for text that begins with `sample`; nullptr when it is of no such kind.
std::unique_ptr<StructuredReader> structured_reader(std::string_view sample);

std::unique_ptr<StructuredReader> json_reader(std::string_view sample);
std::unique_ptr<StructuredReader> sql_reader(std::string_view sample);
std::unique_ptr<StructuredReader> html_reader(std::string_view sample);
std::unique_ptr<StructuredReader> xml_reader(std::string_view sample);
std::unique_ptr<StructuredReader> directory_reader(std::string_view sample);  ///< vCard, LDIF, iCalendar
std::unique_ptr<StructuredReader> message_reader(std::string_view sample);    ///< HL7, X12
std::unique_ptr<StructuredReader> ach_reader(std::string_view sample);        ///< NACHA

}  // namespace ledgelight::discover
