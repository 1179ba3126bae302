// decode/number_format.hpp: what a spreadsheet shows for a number (ECMA-376 part 1, 18.8.31).
//
// Not a renderer: what tells a reader that a number is a date, a social security number or a postal
// code is kept (dates as ISO 8601, literal characters, leading zeros), the rest (currency, percent,
// thousands, scientific) comes out as the plain number.
#pragma once

#include <string>
#include <string_view>

namespace ledgelight::decode {

/// The format code of a built-in id; "" for General and for those we show plainly.
std::string_view built_in_format(int id);
/// `raw` as the sheet stores it ("715234066", "24670.5", "1.5E3"); `from_1904`: the workbook counts
/// its days from 1904. Returns `raw` as it is when it is no number.
std::string shown_number(std::string_view raw, std::string_view format, bool from_1904);
/// An ISO date (and time, when there is one) of a day number; "" out of range (1900 … 9999).
std::string date_of_serial(double serial, bool from_1904);

/// How many digits the numbers of a column have by its heading ("SSN": 9, "ZIP": 5); 0: it does not
/// say. A sheet keeps them as numbers, and numbers keep no zeros in front.
std::size_t digits_under(std::string_view heading);
/// `shown` with zeros in front, when it is only digits and up to two short of `digits`.
std::string with_lost_zeros(std::string shown, std::size_t digits);

}  // namespace ledgelight::decode
