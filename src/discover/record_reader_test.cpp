// The fast way through a record, held against the slow one.
#include "discover/record_reader.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace ledgelight::discover {
namespace {

struct Chance {
  std::uint64_t state;
  std::size_t operator()(std::size_t below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state >> 33) % below;
  }
  template <class List>
  auto of(const List& list) {
    return list[(*this)(list.size())];
  }
};

Record invented(std::uint64_t seed) {
  static const std::vector<std::string> keys{
      "full_name", "name",  "first_name", "last_name",   "middle",  "ssn",    "tin",     "itin",
      "dob",       "email", "phone",      "card_number", "account", "bank",   "routing", "address",
      "city",      "state", "zip",        "apt",         "note",    "order",  "user",    "id",
      "",          "owner", "nombre",     "licence",     "plate",   "member", "mrn",     "company"};
  static const std::vector<std::string> values{"Ada Quill",
                                               "Quill, Ada",
                                               "Ada",
                                               "Harbor Supply LLC",
                                               "219-12-1234",
                                               "219121234",
                                               "912-78-1234",
                                               "12-3456789",
                                               "1986-03-02",
                                               "3/2/1986",
                                               "March 2, 1986",
                                               "ada@example.org",
                                               "ADA@Example.org",
                                               "203-555-2368",
                                               "(203) 555-2368",
                                               "4539578763621486",
                                               "4539 5787 6362 1486",
                                               "123456789012",
                                               "00000",
                                               "021000021",
                                               "12 Main St",
                                               "12 Main St, Stamford, CT 06901",
                                               "PO Box 12",
                                               "Stamford",
                                               "CT",
                                               "Connecticut",
                                               "06901",
                                               "06901-1234",
                                               "Apt 2",
                                               "call Ada Quill at 203-555-2368 today",
                                               "12345",
                                               "x",
                                               "unknown",
                                               "N/A",
                                               "Mu\xC3\xB1oz, Jos\xC3\xA9",
                                               " Ada  Quill ",
                                               "GA 123456",
                                               "ZX-81-QL",
                                               "ssn 219-12-1234",
                                               "password=hunter22"};
  /// What a key mostly has.
  static const std::vector<std::pair<std::string, std::string>> usual{
      {"full_name", "Ada Quill"},
      {"first_name", "Ada"},
      {"last_name", "Quill"},
      {"ssn", "219-12-1234"},
      {"dob", "1986-03-02"},
      {"email", "ADA@Example.org"},
      {"phone", "203-555-2368"},
      {"card_number", "4539578763621486"},
      {"account", "123456789012"},
      {"routing", "021000021"},
      {"address", "12 Main St"},
      {"city", "Stamford"},
      {"state", "CT"},
      {"zip", "06901"},
      {"name", "Quill, Ada"}};
  Chance chance{seed};
  Record record;
  const auto fields = 1 + chance(9);
  for (std::size_t f = 0; f < fields; ++f) {
    const bool random = chance(4) == 0;
    const auto pair = chance.of(usual);
    const auto key = random ? chance.of(keys) : pair.first;
    const auto value = random ? chance.of(values) : pair.second;
    record.open(key, meaning_of_heading(key));
    record.values.copy(value, 1000 * f, 1);
    record.close();
    if (!record.fields.empty() && chance(20) == 0) record.fields.back().limit = 70;
  }
  record.number = 7;
  return record;
}

struct Told {
  std::size_t from, to;
  Element element;
  NamePart part;
  int confidence;
  std::string norm, reason;
  Postal postal;
  friend bool operator==(const Told&, const Told&) = default;
};

TEST(RecordReader, SaysWhatTheSlowWaySaysOrNothing) {
  RecordReader reader(Sighting{});
  std::size_t read = 0, findings = 0;
  for (std::uint64_t seed = 1; seed <= 30'000; ++seed) {
    auto fast = invented(seed), slow = invented(seed);
    const auto untouched = invented(seed);
    if (!reader.read(fast)) {
      EXPECT_EQ(fast.around.state, untouched.around.state);
      EXPECT_EQ(fast.around.organisation, untouched.around.organisation);
      continue;
    }
    ++read;
    std::vector<Told> got, expected;
    for (const auto& [field, what] : reader.seen()) {
      const auto f = what->kept();
      got.push_back({field->from, field->to, f.element, f.part, f.confidence,
                     f.norm.reveal(Purpose::test), f.reason, f.postal.reveal(Purpose::test)});
    }
    for (const auto& h : hits_of(slow))
      expected.push_back({h.from, h.to, h.element, h.part, h.confidence, h.norm, h.reason,
                          h.element == Element::address ? h.postal : Postal()});
    findings += expected.size();
    ASSERT_EQ(got.size(), expected.size()) << seed << " " << slow.values.bytes();
    for (std::size_t i = 0; i < got.size(); ++i)
      ASSERT_TRUE(got[i] == expected[i])
          << seed << ": " << got[i].norm << " | " << got[i].reason << " | " << expected[i].norm
          << " | " << expected[i].reason;
    EXPECT_EQ(fast.around.other_than_name, slow.around.other_than_name);
    EXPECT_EQ(fast.around.city, slow.around.city);
    EXPECT_EQ(fast.around.state, slow.around.state);
  }
  EXPECT_GT(read, 5'000U);
  EXPECT_GT(findings, 10'000U);
}

}  // namespace
}  // namespace ledgelight::discover
