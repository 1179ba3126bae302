// "Name: Ada Example", "ssn=219121234 user='ada'": what is written after its own name in running
// text. Looked for only where something else was found, so it costs nothing elsewhere.
#include <algorithm>

#include "base/text.hpp"
#include "discover/delimited.hpp"
#include "discover/names.hpp"
#include "discover/prose.hpp"
#include "discover/record.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_label = 40;

bool label_char(char c) {
  return is_word(c) || c == ' ' || c == '_' || c == '-' || c == '#' || c == '\'' || c == '/' ||
         c == '.';
}

/// Meanings that running text is not searched for otherwise, or that need the whole value.
bool wanted(Meaning m) {
  switch (m) {
  case Meaning::nothing:
  case Meaning::other:
  case Meaning::email:
  case Meaning::location:
  case Meaning::licence_state:
  case Meaning::camera:
  case Meaning::security_question:
  case Meaning::zip:
  case Meaning::city:
  case Meaning::address_more:
  case Meaning::suffix:
  case Meaning::account: return false;
  default: return true;
  }
}

class Fields {
 public:
  Fields(const Text& text, std::vector<Hit>& out) : text_(text), s_(text.bytes), out_(out) {}

  void line(std::size_t from, std::size_t to) {
    find_states(from, to);
    int signs = 0;  // a line of nothing but signs must not cost more than another
    for (std::size_t q = from; q < to && signs < 64; ++q) {
      if (s_[q] != ':' && s_[q] != '=') continue;
      ++signs;
      const auto label = label_before_sign(from, q);
      if (label.empty()) continue;
      const auto meaning = keys_.meaning("", label);
      auto [b, e] = value_after_sign(q, to);
      const bool club = meaning == Meaning::health_plan && !speaks_of_health(label);
      if (wanted(meaning) && !club && e > b && e - b <= 200) {
        // "DOB: 3/2/1986, seen again" and "(…)": what goes on after the value is cut off bit by
        // bit.
        for (int cuts = 0; cuts < 4 && e > b; ++cuts) {
          if (auto hit =
                  read_cell(text_, {b, e}, {meaning, shown_line(label, 40), 90},
                            meaning == Meaning::licence && !licence_state_.empty() ? licence_state_
                                                                                   : state_)) {
            if (hit->element == Element::user && hit->confidence < 75) hit->confidence = 75;
            out_.push_back(std::move(*hit));
            q = e - 1;
            break;
          }
          const auto cut = s_.substr(b, e - b).find_last_of(" ,;.");
          if (cut == npos || meaning == Meaning::address || meaning == Meaning::password ||
              meaning == Meaning::user)
            break;
          e = b + cut;
          while (e > b &&
                 (s_[e - 1] == ' ' || s_[e - 1] == ',' || s_[e - 1] == ';' || s_[e - 1] == '.'))
            --e;
        }
      }
      from = q + 1;
    }
  }

 private:
  /// The states the line names, wherever they stand in it.
  void find_states(std::size_t from, std::size_t to) {
    licence_state_.clear();
    int signs = 0;
    for (std::size_t q = from; q < to && signs < 64; ++q) {
      if (s_[q] != ':' && s_[q] != '=') continue;
      ++signs;
      const auto [b, e] = value_after_sign(q, to);
      if (e - b < 2 || e - b > 20) continue;
      const auto state = state_of(s_.substr(b, e - b));
      if (state.empty()) continue;
      const auto meaning = keys_.meaning("", label_before_sign(from, q));
      if (meaning == Meaning::state) state_ = std::string(state);
      if (meaning == Meaning::licence_state) licence_state_ = std::string(state);
    }
  }

  /// The words right before the sign: to the start of the line, two blanks, or another sign.
  std::string_view label_before_sign(std::size_t from, std::size_t q) const {
    std::size_t e = q;
    while (e > from && (s_[e - 1] == ' ' || s_[e - 1] == '"' || s_[e - 1] == '\''))
      --e;
    std::size_t b = e;
    while (b > from && e - b < longest_label && label_char(s_[b - 1])) {
      if (s_[b - 1] == ' ' && (s_[q] == '=' || (b >= 2 && s_[b - 2] == ' '))) break;
      --b;
    }
    while (b < e && !is_word(s_[b]))
      ++b;
    auto label = s_.substr(b, e - b);
    // "User ID=clerk": two words before the sign.
    if (s_[q] == '=' && b > from + 1 && s_[b - 1] == ' ' &&
        keys_.meaning("", label) == Meaning::nothing) {
      std::size_t w = b - 1;
      while (w > from && b - w < 16 && is_word(s_[w - 1]))
        --w;
      if (keys_.meaning("", s_.substr(w, e - w)) != Meaning::nothing) return s_.substr(w, e - w);
    }
    // "Ada Example DOB: …": the last words that mean something.
    if (keys_.meaning("", label) == Meaning::nothing)
      for (std::size_t cut = label.find(' '); cut != npos; cut = label.find(' ', cut + 1))
        if (keys_.meaning("", label.substr(cut + 1)) != Meaning::nothing)
          return label.substr(cut + 1);
    return label;
  }

  std::pair<std::size_t, std::size_t> value_after_sign(std::size_t q, std::size_t to) const {
    to = std::min(to, q + 260);
    std::size_t b = q + 1;
    while (b < to && (s_[b] == ' ' || s_[b] == '\t'))
      ++b;
    if (b >= to) return {b, b};
    if (s_[b] == '"' || s_[b] == '\'') {
      const auto e = s_.substr(0, to).find(s_[b], b + 1);
      return e == npos ? std::make_pair(b, b) : std::make_pair(b + 1, e);
    }
    std::size_t e = b;
    if (s_[q] == '=') {
      while (e<to&& static_cast<unsigned char>(s_[e])> ' ' && s_[e] != '&' && s_[e] != ';' &&
             s_[e] != ',' && s_[e] != '"')
        ++e;
      return {b, e};
    }
    while (e < to && s_[e] != '\t' && s_[e] != '|' && s_[e] != ';' &&
           !(s_[e] == ' ' && e + 1 < to && s_[e + 1] == ' '))
      ++e;
    // Another label on the same line ends the value.
    for (std::size_t k = b; k < e; ++k) {
      if (s_[k] != ':' || k + 1 >= e || s_[k + 1] != ' ') continue;
      std::size_t start = k;
      for (int words = 0; words < 3 && start > b; ++words) {
        std::size_t w = start;
        while (w > b && s_[w - 1] == ' ')
          --w;
        while (w > b && s_[w - 1] != ' ')
          --w;
        if (keys_.meaning("", s_.substr(w, k - w)) == Meaning::nothing && words > 0) break;
        start = w;
        if (keys_.meaning("", s_.substr(w, k - w)) != Meaning::nothing) break;
      }
      e = start;
      break;
    }
    while (e > b && (s_[e - 1] == ' ' || s_[e - 1] == ',' || s_[e - 1] == '\r' || s_[e - 1] == '.'))
      --e;
    return {b, e};
  }

  const Text& text_;
  std::string_view s_;
  std::vector<Hit>& out_;
  std::string state_, licence_state_;
  mutable Keys keys_;
};

}  // namespace

void find_fields(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out) {
  const auto s = text.bytes;
  Fields fields(text, out);
  while (from < to) {
    const auto end = std::min(s.find('\n', from), to);
    if (end - from < 4096) fields.line(from, end);
    from = end + 1;
  }
}

}  // namespace ledgelight::discover
