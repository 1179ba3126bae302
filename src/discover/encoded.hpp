// discover/encoded.hpp: what stands in a text in another writing.
//
// base64: a run of at least 64 of its signs (RFC 4648, either alphabet), as values of JSON and XML,
// data: URLs, tokens and commands hold them, or lines of one length under each other; uuencode: at
// least seven full lines under their "begin"; percent codes (RFC 3986): a value that holds more
// than a query's plain value does (fields.cpp reads those), such as a whole form or document, or a
// number behind a code. Taken is only what says text or begins as a file of a known kind; anything
// else is what it was.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ledgelight::discover {

enum class Writing : std::uint8_t { base64, uu, percent };

struct Encoded {
  Writing writing = Writing::base64;
  bool text = true;                      ///< short and text; else a file
  std::uint64_t offset = 0, length = 0;  ///< in the text around it
  std::string raw;                       ///< as it stands there; "" when it is read again
};

/// Bytes without their writing, and where in the raw text each of them began.
struct Plain {
  std::string bytes;
  std::vector<std::uint32_t>
      from;  ///< as many as there are bytes, and the end; empty: not asked for
};
enum class Places : std::uint8_t { none, all };
Plain without_base64(std::string_view raw, Places places = Places::all);
Plain without_uu(std::string_view raw, Places places = Places::all);  ///< from "begin" on
Plain without_percent(std::string_view raw);

/// Looks for them in a text that comes front to back. The same cuts of it give the same.
class EncodedSearch {
 public:
  static constexpr std::uint64_t longest = 64U << 20;  ///< of one
  static constexpr std::uint64_t most_kept = 64U << 20;
  static constexpr std::size_t most_found = 1'000'000;

  /// `keep`: the text cannot be read again.
  explicit EncodedSearch(bool keep) : keep_(keep) {}
  void feed(std::string_view bytes);
  void finish();
  std::vector<Encoded>& found() { return found_; }  ///< in the order of their ends, after finish()
  /// Bytes of those that were too long, too many or too much to keep.
  std::uint64_t passed_over() const { return passed_over_; }

 private:
  /// What is open: its raw bytes so far, from where it began.
  struct Open {
    bool is = false, junk = false, looked = false, looked_again = false;
    std::uint64_t offset = 0, length = 0;
    std::string raw;
    std::size_t line = 0, width = 0;  ///< signs in this line; of the first line, once it ended
    std::string gap;                  ///< between two lines
    std::size_t last = 0;             ///< of raw: where the lines but the last end
    bool padded = false;
  };
  void work(std::string_view bytes);
  void base64(std::string_view bytes);
  std::size_t base64_on(std::string_view bytes, std::size_t i);
  void base64_opened(std::uint64_t offset, std::string_view head);
  void base64_closed();
  void percent(std::string_view bytes);
  void percent_closed();
  void uu(std::string_view bytes);
  std::size_t uu_on(std::string_view bytes, std::size_t i);
  void uu_closed();
  void take(Encoded one);

  bool keep_;
  std::uint64_t origin_ = 0;  ///< of the bytes that are fed
  std::string tail_;          ///< those right before
  std::string crumbs_;        ///< those behind, not yet looked at
  Open base64_, percent_, uu_;
  std::string uu_line_;
  std::uint64_t percent_done_ = 0, uu_done_ = 0, passed_over_ = 0;
  struct SoFar {
    std::uint64_t kept = 0;
    std::size_t count = 0;
  };
  std::array<SoFar, 3> so_far_;
  std::vector<Encoded> found_;
};

}  // namespace ledgelight::discover
