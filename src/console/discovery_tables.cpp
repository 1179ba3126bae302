#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "console/discovery.hpp"
#include "desk/cases.hpp"
#include "desk/evidence.hpp"

namespace ledgelight::console {
namespace {

class Lines final : public http::Source {
 public:
  explicit Lines(std::function<Result<std::string>()> more) : more_(std::move(more)) {}
  Result<void> read(std::string& to, std::size_t most) override {
    while (!ended_ && rest_.size() < most) {
      auto lines = more_();
      if (!lines) return lines.error();
      ended_ = lines->empty();
      rest_ += *lines;
    }
    to += rest_.substr(0, most);
    rest_.erase(0, most);
    return {};
  }

 private:
  const std::function<Result<std::string>()> more_;
  std::string rest_;
  bool ended_ = false;
};

}  // namespace

std::string kind_words(const pages::Web& web, const http::Request& request,
                       const std::string& token) {
  const auto key = "finding." + lowered(token);
  return web.messages().find("en", key) ? web.say(request, key) : token;
}

std::string elements_words(const pages::Web& web, const http::Request& request,
                           const std::vector<std::string>& elements) {
  std::vector<std::string> words;
  for (const auto& e : elements)
    words.push_back(web.say(request, "element." + e));
  return join(words, ", ");
}

void choice(http::Values& to, const char* section, const std::string& value,
            const std::string& words, const std::string& chosen) {
  to.row(section).set("VALUE", value).set("WORDS", words).show_if(value == chosen, "CHOSEN");
}

std::string sureness_words(const pages::Web& web, const http::Request& request, int confidence) {
  return web.say(request, "sureness." + std::string(desk::word_of(desk::sureness_of(confidence))));
}

std::string share_words(const pages::Web& web, const http::Request& request,
                        const discover::Share& share) {
  const auto percent = [](double value) {
    const auto tenths = std::llround(value * 1000);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
  };
  // An interval is never shown narrower than it is.
  return web.say(request, "sample.share",
                 {{"value", percent(share.value)},
                  {"low", percent(std::floor(share.low * 1000) / 1000)},
                  {"high", percent(std::ceil(share.high * 1000) / 1000)}});
}

std::string people_words(const pages::Web& web, const http::Request& request, std::uint64_t n) {
  return web.messages().count(web.language(request), "console.people.count",
                              static_cast<std::int64_t>(n));
}

std::string path_words(std::string_view kept) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
  };
  std::string bytes;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i] == '\\' && i + 3 < kept.size() && kept[i + 1] == 'x' && digit(kept[i + 2]) >= 0 &&
        digit(kept[i + 3]) >= 0) {
      bytes += static_cast<char>(digit(kept[i + 2]) * 16 + digit(kept[i + 3]));
      i += 3;
    } else {
      bytes += kept[i];
    }
  }
  // Whatever is no text would be shown as something else than it is; so would signs without width
  // and those that turn the order of reading.
  for (std::size_t i = 0; i + 2 < bytes.size(); ++i) {
    const auto b = [&](std::size_t n) { return static_cast<unsigned char>(bytes[i + n]); };
    if (b(0) != 0xE2) continue;
    if (b(1) == 0x80 && ((b(2) >= 0x8B && b(2) <= 0x8F) || (b(2) >= 0xAA && b(2) <= 0xAE)))
      return std::string(kept);
    if (b(1) == 0x81 && b(2) >= 0xA0 && b(2) <= 0xAF) return std::string(kept);
  }
  return shown_line(bytes, bytes.size()) == bytes ? bytes : std::string(kept);
}

std::vector<PlacesIn> places_by_file(const std::vector<std::string>& where) {
  std::vector<PlacesIn> out;
  for (const auto& place : where) {
    const auto at = std::min(place.rfind('@'), place.size());
    const auto blank = std::min(place.find(' '), at);
    const EvidenceId item(place.substr(0, blank));
    const auto file = path_words(trimmed(place.substr(blank, at - blank)));
    if (out.empty() || out.back().item != item || out.back().file != file)
      out.push_back({item, file, {}});
    out.back().at.push_back(place.substr(at));
  }
  return out;
}

std::string places_lines(const std::vector<std::string>& where, std::size_t most) {
  std::string out;
  const auto files = places_by_file(where);
  for (std::size_t i = 0; i < files.size() && i < most; ++i)
    out += (i == 0 ? "" : "\n") + files[i].item.str() + " " + files[i].file +
           (files[i].file.empty() ? "" : " ") + join(files[i].at, ", ");
  return out;
}

Result<std::map<std::string, std::string>>
item_names(const pages::Web& web, const http::Request& request, const CaseId& id) {
  std::map<std::string, std::string> out;
  const auto items = TRY(desk::list_evidence(web.desk(), pages::Web::actor(request), id));
  for (const auto& item : items)
    out[item.id.str()] = path_words(item.name);
  return out;
}

Result<void> may_see_people(const pages::Web& web, const http::Request& request, const CaseId& id) {
  const auto view = TRY(desk::show_case(web.desk(), pages::Web::actor(request), id));
  if (view.allowed.count(desk::Action::see_people) == 0)
    return fail(Errc::denied, "findings are for those who may see people");
  return {};
}

http::Response table(std::string_view name, std::function<Result<std::string>()> more) {
  http::Response response;
  response.source = std::make_shared<Lines>(std::move(more));
  response.headers.set("Content-Type", "text/tab-separated-values; charset=utf-8");
  return http::download(std::move(response), name);
}

std::string table_line(const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += '\t';
    // A cell that begins like a formula would be one in a spreadsheet.
    if (!cells[i].empty() && std::string_view("=+-@").find(cells[i][0]) != std::string_view::npos)
      out += '\'';
    for (const char c : shown(cells[i]))
      out += static_cast<unsigned char>(c) < ' ' || c == 0x7F ? ' ' : c;
  }
  return out + '\n';
}

}  // namespace ledgelight::console
