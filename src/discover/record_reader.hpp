// discover/record_reader.hpp: hits_of() for the records that most dumps and lists of people hold:
// the rule of each field chosen once for all records, nothing allocated for a value.
//
// Where a field needs more than its own rule, hits_of() is asked: the two never differ, and a test
// holds them together.
#pragma once

#include <memory>
#include <vector>

#include "discover/column_reader.hpp"
#include "discover/record.hpp"

namespace ledgelight::discover {

class RecordReader {
 public:
  /// `like` says the file and member of what is found.
  explicit RecordReader(const Sighting& like) : like_(like) {}

  /// Reads what hits_of() would find, in the same order. False: only hits_of() can say, and the
  /// record is as it was.
  bool read(Record& record);

  struct Seen {
    const Field* field;
    Sighting* what;  ///< good until the next read(); its place is for the caller to fill in
  };
  std::vector<Seen>& seen() { return seen_; }

 private:
  /// A field as the last record had it in the same place.
  struct Slot {
    Slot(const Field& like_field, int limit, bool for_state, const Sighting& like);
    std::string key;
    Meaning meaning;
    Column column;
    ColumnReader reader;
  };
  Slot& slot_of(const Field& field, std::size_t place, int limit, bool for_state);

  Sighting like_;
  std::vector<std::unique_ptr<Slot>> slots_;
  std::vector<Seen> seen_;
  Beside beside_;
};

}  // namespace ledgelight::discover
