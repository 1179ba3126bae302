// Invented evidence for the benchmarks: the same bytes every time, no real person in them.
//
// `every`: one record about a person in so many lines of logs and prose; tables of people have one
// a row whatever `every` is. The mixture follows what lies on a small city's file server: mostly
// logs and tables of things, some prose, pages and mail, a few exports about people.
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace ledgelight::bench {

class Invented {
 public:
  explicit Invented(std::uint64_t seed, int every) : state_(seed * 2 + 1), every_(every) {}

  std::string access_log(std::size_t size) {
    return lines(size, [this](std::string& out) {
      out += number(223) + "." + number(255) + "." + number(255) + "." + number(255) + " - - [" +
             two(28) + "/Feb/2026:" + two(23) + ":" + two(59) + ":" + two(59) + " -0500] \"GET /" +
             word() + "/" + word() + "?id=" + number(999'999) + "&s=" + hex(12) +
             " HTTP/1.1\" 200 " + number(200'000) + " \"https://www.city.example/" + word() +
             "\" \"Mozilla/5.0 (X11; Linux x86_64; rv:109.0)\"";
    });
  }
  std::string system_log(std::size_t size) {
    return lines(size, [this](std::string& out) {
      out += "Feb " + two(28) + " " + two(23) + ":" + two(59) + ":" + two(59) + " web" + number(9) +
             " app[" + number(65'535) + "]: " + sentence(9) + " peer=10." + number(255) + "." +
             number(255) + "." + number(255) + ":" + number(65'535) + " len=" + number(1'500) +
             " seq=" + number(1'999'999'999);
    });
  }
  std::string json_log(std::size_t size) {
    return lines(
        size,
        [this](std::string& out) {
          out += "{\"ts\": \"2026-02-" + two(28) + "T" + two(23) + ":" + two(59) + ":" + two(59) +
                 ".000Z\", \"level\": \"INFO\", \"svc\": \"" + word() + "\", \"trace\": \"" +
                 hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12) +
                 "\", \"took\": " + number(9'999) + ", \"msg\": \"" + sentence(6) + "\"}";
        },
        "{\"ts\": \"2026-02-02T10:11:12.000Z\", \"msg\": \"", "\"}");
  }
  std::string prose(std::size_t size) {
    std::string out;
    for (int n = 1; out.size() < size; ++n) {
      for (int i = 0; i < 4; ++i)
        out += sentence(12) + ". ";
      if (n % (every_ / 5 + 1) == 0) about(out);
      out += "\n\n";
    }
    return out;
  }
  std::string page(std::size_t size) {
    std::string out = "<!doctype html><html><head><title>Minutes</title></head><body>\n";
    for (int n = 1; out.size() < size; ++n) {
      out += "<p class=\"c" + number(99) + "\">" + sentence(20) + ".</p>\n";
      if (n % (every_ / 5 + 1) == 0) out += "<p>", about(out), out += "</p>\n";
    }
    return out + "</body></html>\n";
  }
  std::string meter_table(std::size_t size) {
    std::string out = "meter,serial,read_at,usage,flow,spread\n";
    while (out.size() < size)
      out += number(999'999) + ",M" + number(99'999) + ",2026-02-" + two(28) + "T10:11:12Z," +
             number(99) + "." + two(99) + ",0." + number(999'999) + "," + number(99) + "\n";
    return out;
  }
  std::string mail(std::size_t size) {
    std::string out =
        "From: clerk@city.example\nTo: desk@city.example\nSubject: report\nMIME-Version: 1.0\n"
        "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n";
    static constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    while (out.size() < size) {
      for (int i = 0; i < 76; ++i)
        out += letters[next(64)];
      out += '\n';
    }
    return out;
  }
  /// Rows of people: name, number, birth, address, account …
  std::string people_table(std::size_t size) {
    std::string out = "id,name,ssn,dob,address,city,state,zip,email,routing,account\n";
    while (out.size() < size)
      out += number(999'999) + ",\"" + last() + ", " + first() + "\"," + social() + "," +
             number(12) + "/" + number(28) + "/19" + std::to_string(40 + next(60)) + "," +
             number(999) + " " + last() + " St,Stamford,CT,0690" + std::to_string(1 + next(6)) +
             "," + address() + ",021000021," + number(1'999'999'999) + "\n";
    return out;
  }
  /// The same with hardly two people of one name: what a register of a country is like.
  std::string register_table(std::size_t rows) {
    std::string out = "id,name,ssn,dob,address,city,state,zip,email,routing,account\n";
    for (std::size_t n = 0; n < rows; ++n) {
      const auto family = syllables(3), given = syllables(2);
      out += number(999'999) + ",\"" + family + ", " + given + "\"," + social() + "," + number(12) +
             "/" + number(28) + "/19" + std::to_string(40 + next(60)) + "," + number(999) + " " +
             syllables(3) + " St," + syllables(2) + "ville,CT,0" +
             std::to_string(6001 + next(900)) + "," + given + "." + family + number(999) +
             "@mail.example,021000021," + number(1'999'999'999) + "\n";
    }
    return out;
  }
  std::string sql_dump(std::size_t size) {
    std::string out = "CREATE TABLE users (id INTEGER, full_name TEXT, email TEXT, ssn TEXT);\n";
    while (out.size() < size)
      out += "INSERT INTO users VALUES (" + number(999'999) + ", '" + first() + " " + last() +
             "', '" + address() + "', '" + social() + "');\n";
    return out;
  }
  /// The same people as objects, one a line.
  std::string people_objects(std::size_t size) {
    std::string out;
    while (out.size() < size)
      out += "{\"id\": " + number(999'999) + ", \"name\": \"" + first() + " " + last() +
             "\", \"ssn\": \"" + social() + "\", \"dob\": \"19" + std::to_string(40 + next(60)) +
             "-" + two(12) + "-" + two(28) + "\", \"address\": \"" + number(999) + " " + last() +
             " St\", \"city\": \"Stamford\", \"state\": \"CT\", \"zip\": \"0690" +
             std::to_string(1 + next(6)) + "\", \"email\": \"" + address() + "\"}\n";
    return out;
  }
  /// All of it in one text of `size`, a piece of each kind after the other.
  std::string mixed(std::size_t size) {
    std::string out;
    for (int n = 0; out.size() < size; ++n)
      out += prose(4'000) + access_log(30'000) + system_log(30'000) + mail(4'000);
    out.resize(size);
    return out;
  }

 private:
  std::uint32_t next(std::uint32_t below) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(state_ >> 33) % below;
  }
  template <class Line>
  std::string lines(std::size_t size, const Line& line, std::string_view open = "",
                    std::string_view shut = "") {
    std::string out;
    for (int n = 1; out.size() < size; ++n) {
      line(out);
      out += '\n';
      if (n % every_ != 0) continue;
      out += open.empty() ? std::string_view("Feb 12 10:11:12 web1 app[77]: ") : open;
      about(out);
      out += shut;
      out += '\n';
    }
    return out;
  }
  void about(std::string& out) {
    out += "Resident " + first() + " " + last() + ", SSN " + social() + ", born 1986-03-" +
           two(28) + ", wrote from " + address();
  }
  std::string number(std::uint32_t most) { return std::to_string(1 + next(most)); }
  std::string two(std::uint32_t most) {
    const auto n = 1 + next(most);
    return (n < 10 ? "0" : "") + std::to_string(n);
  }
  std::string hex(int signs) {
    std::string out;
    for (int i = 0; i < signs; ++i)
      out += "0123456789abcdef"[next(16)];
    return out;
  }
  std::string social() {
    char out[16];
    std::snprintf(out, sizeof out, "%03u-%02u-%04u", 100 + next(500), 1 + next(98), 1 + next(9998));
    return out;
  }
  std::string word() {
    static constexpr std::array<std::string_view, 24> words{
        "budget",  "library", "request", "traffic", "street",  "water",  "permit",   "council",
        "minutes", "garden",  "signal",  "reading", "station", "repair", "summer",   "senior",
        "vendor",  "school",  "review",  "annual",  "pump",    "harbor", "lighting", "parcel"};
    return std::string(words[next(24)]);
  }
  std::string sentence(int words) {
    std::string out = "The";
    for (int i = 0; i < words; ++i)
      out += " " + word();
    return out;
  }
  std::string syllables(int n) {
    static constexpr std::array<std::string_view, 32> parts{
        "ab",  "an", "ber", "ca",  "dal", "del", "en",  "fal", "ga",  "har", "hol",
        "in",  "ja", "ka",  "lan", "ler", "ma",  "mor", "na",  "nel", "or",  "pel",
        "qui", "ra", "ros", "sa",  "sen", "ta",  "tho", "ul",  "ves", "wil"};
    std::string out;
    for (; n > 0; --n)
      out += parts[next(32)];
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
  }
  std::string first() {
    static constexpr std::array<std::string_view, 12> names{"Ada",  "Quill", "Mina", "Theo",
                                                            "Iris", "Otto",  "Vera", "Hugo",
                                                            "Lena", "Emil",  "Nora", "Karl"};
    return std::string(names[next(12)]);
  }
  std::string last() {
    static constexpr std::array<std::string_view, 8> front{"Aber", "Okan",   "Tilde", "Marro",
                                                           "Quin", "Vesper", "Lund",  "Harro"};
    static constexpr std::array<std::string_view, 8> back{"nathy", "dal",  "wick", "son",
                                                          "mere",  "feld", "ling", "worth"};
    return std::string(front[next(8)]) + std::string(back[next(8)]);
  }
  std::string address() { return "person" + number(99'999) + "@mail.example"; }

  std::uint64_t state_;
  int every_;
};

}  // namespace ledgelight::bench
