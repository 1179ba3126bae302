#include "discover/places.hpp"

#include <algorithm>
#include <array>

namespace ledgelight::discover {
namespace {

constexpr std::array<StateName, 54> states{{
    {"AL", "alabama"},
    {"AK", "alaska"},
    {"AZ", "arizona"},
    {"AR", "arkansas"},
    {"CA", "california"},
    {"CO", "colorado"},
    {"CT", "connecticut"},
    {"DE", "delaware"},
    {"DC", "district of columbia"},
    {"FL", "florida"},
    {"GA", "georgia"},
    {"HI", "hawaii"},
    {"ID", "idaho"},
    {"IL", "illinois"},
    {"IN", "indiana"},
    {"IA", "iowa"},
    {"KS", "kansas"},
    {"KY", "kentucky"},
    {"LA", "louisiana"},
    {"ME", "maine"},
    {"MD", "maryland"},
    {"MA", "massachusetts"},
    {"MI", "michigan"},
    {"MN", "minnesota"},
    {"MS", "mississippi"},
    {"MO", "missouri"},
    {"MT", "montana"},
    {"NE", "nebraska"},
    {"NV", "nevada"},
    {"NH", "new hampshire"},
    {"NJ", "new jersey"},
    {"NM", "new mexico"},
    {"NY", "new york"},
    {"NC", "north carolina"},
    {"ND", "north dakota"},
    {"OH", "ohio"},
    {"OK", "oklahoma"},
    {"OR", "oregon"},
    {"PA", "pennsylvania"},
    {"RI", "rhode island"},
    {"SC", "south carolina"},
    {"SD", "south dakota"},
    {"TN", "tennessee"},
    {"TX", "texas"},
    {"UT", "utah"},
    {"VT", "vermont"},
    {"VA", "virginia"},
    {"WA", "washington"},
    {"WV", "west virginia"},
    {"WI", "wisconsin"},
    {"WY", "wyoming"},
    {"PR", "puerto rico"},
    {"VI", "virgin islands"},
    {"GU", "guam"},
}};

// United States Postal Service: three-digit prefixes by state.
constexpr std::array<ZipRange, 95> zips{{
    {5, 5, "NY"}, {6, 7, "PR"}, {8, 8, "VI"}, {9, 9, "PR"}, {10, 27, "MA"}, {28, 29, "RI"},
    {30, 38, "NH"}, {39, 49, "ME"}, {50, 54, "VT"}, {55, 55, "MA"}, {56, 59, "VT"},
    {60, 62, "CT"}, {63, 63, "CT"}, {64, 69, "CT"}, {70, 89, "NJ"}, {100, 149, "NY"},
    {150, 196, "PA"}, {197, 199, "DE"}, {200, 200, "DC"}, {201, 201, "VA"}, {202, 205, "DC"},
    {206, 212, "MD"}, {214, 219, "MD"}, {220, 246, "VA"}, {247, 268, "WV"}, {270, 289, "NC"},
    {290, 299, "SC"}, {300, 319, "GA"}, {320, 339, "FL"}, {341, 342, "FL"}, {344, 344, "FL"},
    {346, 347, "FL"}, {349, 349, "FL"}, {350, 352, "AL"}, {354, 369, "AL"}, {370, 385, "TN"},
    {386, 397, "MS"}, {398, 399, "GA"}, {400, 427, "KY"}, {430, 459, "OH"}, {460, 479, "IN"},
    {480, 499, "MI"}, {500, 516, "IA"}, {520, 528, "IA"}, {530, 532, "WI"}, {534, 535, "WI"},
    {537, 549, "WI"}, {550, 551, "MN"}, {553, 567, "MN"}, {569, 569, "DC"}, {570, 577, "SD"},
    {580, 588, "ND"}, {590, 599, "MT"}, {600, 620, "IL"}, {622, 629, "IL"}, {630, 631, "MO"},
    {633, 641, "MO"}, {644, 658, "MO"}, {660, 662, "KS"}, {664, 679, "KS"}, {680, 681, "NE"},
    {683, 693, "NE"}, {700, 701, "LA"}, {703, 708, "LA"}, {710, 714, "LA"}, {716, 729, "AR"},
    {730, 731, "OK"}, {733, 733, "TX"}, {734, 741, "OK"}, {743, 749, "OK"}, {750, 799, "TX"},
    {800, 816, "CO"}, {820, 831, "WY"}, {832, 838, "ID"}, {840, 847, "UT"}, {850, 853, "AZ"},
    {855, 857, "AZ"}, {859, 860, "AZ"}, {863, 865, "AZ"}, {870, 871, "NM"}, {873, 875, "NM"},
    {877, 884, "NM"}, {885, 885, "TX"}, {889, 891, "NV"}, {893, 895, "NV"}, {897, 898, "NV"},
    {900, 908, "CA"}, {910, 928, "CA"}, {930, 961, "CA"}, {967, 968, "HI"}, {969, 969, "GU"},
    {970, 979, "OR"}, {980, 986, "WA"}, {988, 994, "WA"}, {995, 999, "AK"},
}};

constexpr std::array<LicenceFormat, 176> licences{{
    {"AK", "NNNN"}, {"AK", "NNNNN"}, {"AK", "NNNNNN"}, {"AK", "NNNNNNN"}, {"AL", "NNNN"},
    {"AL", "NNNNN"}, {"AL", "NNNNNN"}, {"AL", "NNNNNNN"}, {"AL", "NNNNNNNN"}, {"AR", "NNNN"},
    {"AR", "NNNNN"}, {"AR", "NNNNNN"}, {"AR", "NNNNNNN"}, {"AR", "NNNNNNNN"}, {"AR", "NNNNNNNNN"},
    {"AZ", "ANNNNNNNN"}, {"AZ", "NNNNNNNNN"}, {"CA", "ANNNNNNN"}, {"CO", "AANN"}, {"CO", "AANNN"},
    {"CO", "AANNNN"}, {"CO", "AANNNNN"}, {"CO", "ANNN"}, {"CO", "ANNNN"}, {"CO", "ANNNNN"},
    {"CO", "ANNNNNN"}, {"CO", "NNNNNNNNN"}, {"CT", "NNNNNNNNN"}, {"DC", "NNNNNNN"},
    {"DC", "NNNNNNNNN"}, {"DE", "NNNN"}, {"DE", "NNNNN"}, {"DE", "NNNNNN"}, {"DE", "NNNNNNN"},
    {"FL", "ANNNNNNNNNNNN"}, {"GA", "NNNNNNN"}, {"GA", "NNNNNNNN"}, {"GA", "NNNNNNNNN"},
    {"HI", "ANNNNNNNN"}, {"HI", "NNNNNNNNN"}, {"IA", "NNNAANNNN"}, {"IA", "NNNNNNNNN"},
    {"ID", "AANNNNNNA"}, {"ID", "NNNNNNNNN"}, {"IL", "ANNNNNNNNNNN"}, {"IL", "ANNNNNNNNNNNN"},
    {"IN", "ANNNNNNNNN"}, {"IN", "NNNNNNNNN"}, {"IN", "NNNNNNNNNN"}, {"KS", "ANANA"},
    {"KS", "ANNNNNNNN"}, {"KS", "NNNNNNNNN"}, {"KY", "ANNNNNNNN"}, {"KY", "ANNNNNNNNN"},
    {"KY", "NNNNNNNNN"}, {"LA", "NNNN"}, {"LA", "NNNNN"}, {"LA", "NNNNNN"}, {"LA", "NNNNNNN"},
    {"LA", "NNNNNNNN"}, {"LA", "NNNNNNNNN"}, {"MA", "AANNNNNNN"}, {"MA", "ANNNNNNNN"},
    {"MA", "NNNNNNNNN"}, {"MD", "ANNNNNNNNNNNN"}, {"ME", "NNNNNNN"}, {"ME", "NNNNNNNA"},
    {"ME", "NNNNNNNN"}, {"MI", "ANNNNNNNNNN"}, {"MI", "ANNNNNNNNNNNN"}, {"MN", "ANNNNNNNNNNNN"},
    {"MO", "ANNNNN"}, {"MO", "ANNNNNN"}, {"MO", "ANNNNNNA"}, {"MO", "ANNNNNNN"},
    {"MO", "ANNNNNNNN"}, {"MO", "ANNNNNNNNN"}, {"MO", "NNNANNNNNN"}, {"MO", "NNNNNNNNAA"},
    {"MO", "NNNNNNNNN"}, {"MO", "NNNNNNNNNA"}, {"MS", "NNNNNNNNN"}, {"MT", "ANNNNNNNN"},
    {"MT", "NNNNNNNNN"}, {"MT", "NNNNNNNNNNNNN"}, {"MT", "NNNNNNNNNNNNNN"}, {"NC", "NNNN"},
    {"NC", "NNNNN"}, {"NC", "NNNNNN"}, {"NC", "NNNNNNN"}, {"NC", "NNNNNNNN"}, {"NC", "NNNNNNNNN"},
    {"NC", "NNNNNNNNNN"}, {"NC", "NNNNNNNNNNN"}, {"NC", "NNNNNNNNNNNN"}, {"ND", "AAANNNNNN"},
    {"ND", "NNNNNNNNN"}, {"NE", "ANNNNNN"}, {"NE", "ANNNNNNN"}, {"NE", "ANNNNNNNN"},
    {"NH", "AAANNNNNNNN"}, {"NH", "NNAAANNNNN"}, {"NJ", "ANNNNNNNNNNNNNN"}, {"NM", "NNNNNNNN"},
    {"NM", "NNNNNNNNN"}, {"NV", "ANNNNNNNN"}, {"NV", "NNNNNNNNN"}, {"NV", "NNNNNNNNNN"},
    {"NV", "NNNNNNNNNNNN"}, {"NY", "AAAAAAAA"}, {"NY", "ANNNNNNN"}, {"NY", "NNNNNNNN"},
    {"NY", "NNNNNNNNN"}, {"OH", "AANNN"}, {"OH", "AANNNN"}, {"OH", "AANNNNN"}, {"OH", "AANNNNNN"},
    {"OH", "AANNNNNNN"}, {"OH", "ANNNN"}, {"OH", "ANNNNN"}, {"OH", "ANNNNNN"}, {"OH", "ANNNNNNN"},
    {"OH", "ANNNNNNNN"}, {"OH", "NNNNNNNN"}, {"OK", "ANNNNNNNNN"}, {"OK", "NNNNNNNNN"},
    {"OR", "NNNN"}, {"OR", "NNNNN"}, {"OR", "NNNNNN"}, {"OR", "NNNNNNN"}, {"OR", "NNNNNNNN"},
    {"OR", "NNNNNNNNN"}, {"PA", "NNNNNNNN"}, {"RI", "ANNNNNN"}, {"RI", "NNNNNNN"},
    {"SC", "NNNNN"}, {"SC", "NNNNNN"}, {"SC", "NNNNNNN"}, {"SC", "NNNNNNNN"}, {"SC", "NNNNNNNNN"},
    {"SC", "NNNNNNNNNN"}, {"SC", "NNNNNNNNNNN"}, {"SD", "NNNNNN"}, {"SD", "NNNNNNN"},
    {"SD", "NNNNNNNN"}, {"SD", "NNNNNNNNN"}, {"SD", "NNNNNNNNNN"}, {"SD", "NNNNNNNNNNNN"},
    {"TN", "NNNNNNN"}, {"TN", "NNNNNNNN"}, {"TN", "NNNNNNNNN"}, {"TX", "NNNNNNN"},
    {"TX", "NNNNNNNN"}, {"UT", "NNNN"}, {"UT", "NNNNN"}, {"UT", "NNNNNN"}, {"UT", "NNNNNNN"},
    {"UT", "NNNNNNNN"}, {"UT", "NNNNNNNNN"}, {"UT", "NNNNNNNNNN"}, {"VA", "ANNNNNNNN"},
    {"VA", "ANNNNNNNNN"}, {"VA", "ANNNNNNNNNN"}, {"VA", "ANNNNNNNNNNN"}, {"VA", "NNNNNNNNN"},
    {"VT", "NNNNNNNA"}, {"VT", "NNNNNNNN"}, {"WA", "?\?\?\?\?\?\?\?\?\?\?\?"}, {"WI", "ANNNNNNNNNNNNN"},
    {"WV", "AANNNNN"}, {"WV", "AANNNNNN"}, {"WV", "ANNNNN"}, {"WV", "ANNNNNN"}, {"WV", "NNNNNNN"},
    {"WY", "NNNNNNNNN"}, {"WY", "NNNNNNNNNN"},
}};

constexpr std::array<std::string_view, 60> streets{{
    "alley", "aly", "av", "ave", "avenue", "blvd", "boulevard", "broadway", "cir", "circle",
    "close", "court", "cres", "crescent", "crossing", "ct", "dr", "drive", "ext", "extension",
    "green", "grn", "highway", "hill", "hwy", "lane", "ln", "loop", "mews", "parkway", "path",
    "pkwy", "pl", "place", "plaza", "plz", "point", "pt", "rd", "rdg", "ridge", "road", "route",
    "row", "rte", "run", "sq", "square", "st", "street", "ter", "terr", "terrace", "tpke",
    "trail", "trl", "turnpike", "walk", "way", "xing",
}};

}  // namespace

std::span<const StateName> state_names() { return states; }
std::span<const ZipRange> zip_ranges() { return zips; }
std::span<const LicenceFormat> licence_formats() { return licences; }

const WordTable& street_words() {
  static const WordTable table(streets);
  return table;
}

bool is_street_word(std::string_view lower) { return street_words().holds(lower); }

}  // namespace ledgelight::discover
