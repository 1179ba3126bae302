// link: which rows of a list speak of one person.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "linkage/file.hpp"

namespace ledgelight::cli {
namespace {

Result<double> threshold_of(Context& c) {
  if (!c.given("--threshold")) return 0.5;
  const auto& text = c.text("--threshold");
  const bool plain = !text.empty() && text.size() <= 10 &&
                     text.find_first_not_of("0123456789.") == std::string::npos &&
                     std::count(text.begin(), text.end(), '.') <= 1 && text != ".";
  const double value = plain ? std::stod(text) : -1;
  if (value < 0.01 || value >= 1)
    return fail(Errc::usage, "--threshold is a probability from 0.01 to 0.999");
  return value;
}

std::string mapping_words(const linkage::Sheet& sheet) {
  std::vector<std::string> used;
  for (const auto& [key, column] : sheet.mapping.columns) {
    auto heading = shown_line(sheet.headings[column], 40);
    if (std::find(used.begin(), used.end(), heading) == used.end())
      used.push_back(std::move(heading));
  }
  return join(used, ", ");
}

Result<Answer> link(Context& c) {
  const auto begin = std::chrono::steady_clock::now();
  const double threshold = TRY(threshold_of(c));
  const auto& path = c.text("FILE");
  const auto& out_path = c.text("--out");
  if (out_path.empty()) return fail(Errc::usage, "--out names no file");
  if (out_path != "-") TRY(nothing_at(out_path));
  std::ifstream in(path, std::ios::binary);
  std::error_code none;
  if (!in || std::filesystem::is_directory(path, none)) return fail(Errc::usage, "cannot read " + shown_line(path));
  linkage::Wish wish;
  wish.map = c.text("--map");
  wish.headings = !c.given("--no-headings");
  if (c.given("--map") && trimmed(wish.map).empty())
    return fail(Errc::usage, "--map names no column");
  if (!wish.headings && wish.map.empty())
    return fail(Errc::usage,
                "without headings, --map says which column is what: --map name=#1,dob=#3");
  linkage::Options options;
  options.keep = std::min(0.5, threshold);
  options.threads =
      static_cast<unsigned>(std::min<std::uint64_t>(TRY(c.number("--threads")).value_or(0), 64));
  if (options.threads == 0) options.threads = std::max(1U, std::thread::hardware_concurrency());
  wish.threads = options.threads;
  const auto sheet = TRY(linkage::read_sheet(in, wish));
  if (in.bad()) return fail(Errc::io, "cannot read all of " + shown_line(path));

  const auto linked = linkage::link(*sheet.list, options);
  const auto pairs = linkage::pairs_of(linked, threshold);

  std::ostringstream table;
  linkage::write_pairs(table, sheet, linked, pairs, c.given("--explain"));
  TRY(write_out(c, out_path, table.str()));

  std::uint64_t groups = 0, grouped = 0;
  std::vector<bool> first(linked.group_of.size(), false);
  for (std::size_t i = 0; i < linked.group_of.size(); ++i) {
    if (linked.group_of[i] == i) continue;
    ++grouped;
    if (!first[linked.group_of[i]]) ++groups;
    first[linked.group_of[i]] = true;
  }
  const auto repeated = sheet.ids.repeated();
  if (repeated > 0)
    c.note(counted(repeated, "row has", "rows have") +
           " an id that an earlier row has: pairs may look like a row with itself.");
  if (sheet.uneven > 0)
    c.note(counted(sheet.uneven, "row has", "rows have") +
           " more or fewer cells than there are headings.");
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  Json json{{"rows", sheet.list->size()},
            {"pairs", pairs.size()},
            {"people", sheet.list->size() - grouped},
            {"groups", groups},
            {"id", text_json(sheet.id_column)},
            {"repeated_ids", repeated},
            {"uneven_rows", sheet.uneven},
            {"compared", linked.compared},
            {"seconds", seconds}};
  if (out_path == "-") return Answer{"", std::move(json)};
  return Answer{
      counted(sheet.list->size(), "row", "rows") + " of " +
          counted(sheet.list->size() - grouped, "person", "people") + ": " +
          counted(pairs.size(), "pair", "pairs") + ". Compared: " + mapping_words(sheet) +
          ". Rows are named by " +
          (sheet.id_column.empty() ? "their number." : shown_line(sheet.id_column, 40) + ".") +
          "\nWrote " + out_path + ".\n",
      std::move(json)};
}

}  // namespace

void add_link(Commands& to) {
  to.commands.push_back(
      {.path = "link",
       .summary = "Say which rows of a list speak of one person",
       .positionals =
           {{"FILE", "a list as delimited text (comma, tab, semicolon or bar), UTF-8 or UTF-16"}},
       .options = {{"--map", "WORD=COLUMN,…", "which column is what; else told by the headings"},
                   {"--out", "FILE",
                    "where the pairs go: left_id,right_id,probability; - for standard output",
                    Option::Need::required},
                   {"--threshold", "P", "the least probability of a pair, 0.5 if left out"},
                   {"--explain", "", "add a column that says what each field weighed"},
                   {"--no-headings", "", "the first row is a row; columns are #1, #2 …"},
                   {"--threads", "N", "how many at once; the result is the same"}},
       .run = link,
       .details = "Words: " + linkage::map_words() +
                  ".\nSeveral columns make one value with +: --map "
                  "address=number+street,id=rec_id. Rows are named by the\n"
                  "id column; without one by the first column if its values differ, else by their "
                  "number from 1.\n"
                  "Pairs at 0.5 or above are one person; docs/formats/pairs.md.",
       .desk = Command::Desk::none});
}

}  // namespace ledgelight::cli
