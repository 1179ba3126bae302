// console/discovery.hpp: what the pages of a search share: its kinds in words, tables to take away.
#pragma once

#include <functional>
#include <map>

#include "console/console.hpp"
#include "desk/findings.hpp"
#include "discover/sample.hpp"

namespace ledgelight::console {

/// "Social Security number" for SSN; the token itself for one that a later program wrote.
std::string kind_words(const pages::Web& web, const http::Request& request,
                       const std::string& token);
/// The law's names of what was exposed, in words: "name, Social Security number".
std::string elements_words(const pages::Web& web, const http::Request& request,
                           const std::vector<std::string>& elements);
/// One more row of the choices of a filter: VALUE, WORDS, CHOSEN.
void choice(http::Values& to, const char* section, const std::string& value,
            const std::string& words, const std::string& chosen);
/// "Sure", "Likely", "Doubtful".
std::string sureness_words(const pages::Web& web, const http::Request& request, int confidence);
/// "96.0 % (95 % interval: 86.3 to 99.5 %)"
std::string share_words(const pages::Web& web, const http::Request& request,
                        const discover::Share& share);
/// "1 person", "402 people".
std::string people_words(const pages::Web& web, const http::Request& request, std::uint64_t n);

/// A path or name as it is kept (base/text.hpp `escaped`) in letters people read, where its bytes
/// are such; what is not stays as \xNN.
std::string path_words(std::string_view kept);

/// Places ("2026-0007/E3 list.csv@18233") of one file under one line.
struct PlacesIn {
  EvidenceId item;
  std::string file;             ///< inside the item, in letters; "" for the item itself
  std::vector<std::string> at;  ///< "@18233"
};
std::vector<PlacesIn> places_by_file(const std::vector<std::string>& where);
/// "2026-0007/E3 list.csv @18233, @18301": a line for each of the first `most` files.
std::string places_lines(const std::vector<std::string>& where, std::size_t most);

/// What each item of a case is called, in letters. Reads them all.
Result<std::map<std::string, std::string>>
item_names(const pages::Web& web, const http::Request& request, const CaseId& id);

/// Denied unless the case is one whose people the officer may see.
Result<void> may_see_people(const pages::Web& web, const http::Request& request, const CaseId& id);

/// A table of tab-separated lines, made while it is sent: `more` appends the next lines, nothing at
/// the end.
http::Response table(std::string_view name, std::function<Result<std::string>()> more);
/// One line of it: no tab or line end inside a cell, and none that a spreadsheet would reckon with.
std::string table_line(const std::vector<std::string>& cells);

}  // namespace ledgelight::console
