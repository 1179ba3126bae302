#include "http/form.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace ledgelight::http {
namespace {

std::string path_of(std::string_view target) {
  auto parsed = parse_target(target);
  return parsed ? parsed->path : "refused";
}

TEST(Target, IsDecodedOnceAndSplit) {
  auto parsed = parse_target("/case/a%20b/%C3%B1?q=x+y&q=%26&empty");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->path, "/case/a b/\xC3\xB1");
  EXPECT_EQ(parsed->query.all("q"), (std::vector<std::string>{"x y", "&"}));
  EXPECT_EQ(parsed->query.find("empty"), "");
  EXPECT_EQ(path_of("/a+b"), "/a+b");
  EXPECT_EQ(path_of("/"), "/");
  EXPECT_EQ(path_of("/?x=1"), "/");
  EXPECT_EQ(path_of("/a/"), "/a");
  EXPECT_EQ(path_of("/%252e%252e/x"), "/%2e%2e/x");  // decoded once, no more
}

TEST(Target, RefusesEveryWayToClimbOrToHideASlash) {
  for (const auto* bad : {"", "x", "//", "/a//b", "//evil.example/x", "/..", "/a/../b", "/%2e%2e/etc",
                          "/.%2E/x", "/a/./b", "/a%2Fb", "/a%5Cb", "/a\\b", "/a%00b", "/a%0d%0ab",
                          "/a#b", "/a b", "/%zz", "/%4", "/%", "/a\tb", "/\x7f", "/?a=%", "*",
                          "http://x/"}) {
    EXPECT_EQ(path_of(bad), "refused") << bad;
  }
  EXPECT_EQ(path_of("/" + std::string(9000, 'a')), "refused");
}

TEST(Urlencoded, KeepsBytesThatAreNotUtf8) {
  auto fields = parse_urlencoded("name=%FF%FE&%C3=1");
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->get("name"), "\xFF\xFE");
  EXPECT_EQ(fields->get("\xC3"), "1");
}

TEST(Urlencoded, ComesBackTheSame) {
  Fields fields;
  std::string every;
  for (int i = 0; i < 256; ++i) every += static_cast<char>(i);
  fields.add("a&b=c", every);
  fields.add("a&b=c", "");
  auto again = parse_urlencoded(to_urlencoded(fields));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->rows(), fields.rows());
}

TEST(Urlencoded, StopsAtItsLimits) {
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "f" + std::to_string(i) + "=1&";
  EXPECT_EQ(parse_urlencoded(many).error().code, Errc::too_large);
  EXPECT_EQ(parse_urlencoded(std::string(201, 'n') + "=1").error().code, Errc::too_large);
  FormLimits small;
  small.value_bytes = 4;
  EXPECT_TRUE(parse_urlencoded("a=1234", small));
  EXPECT_EQ(parse_urlencoded("a=12345", small).error().code, Errc::too_large);
  EXPECT_EQ(parse_urlencoded("a%00b=1").error().code, Errc::bad_input);
  EXPECT_EQ(parse_urlencoded("a=%4").error().code, Errc::bad_input);
}

// What a reader saw, as text.
struct Seen {
  Fields fields;
  std::string files;
  Result<void> outcome;
};

Seen read(std::string_view body, std::size_t at_a_time, FormLimits limits = {}) {
  Seen seen;
  MultipartReader::Events events;
  events.file_begin = [&](const PartHead& head) -> Result<void> {
    seen.files += "[" + head.field + "|" + head.file_name + "|" + head.content_type + "|";
    return Done{};
  };
  events.file_bytes = [&](std::string_view chunk) -> Result<void> {
    seen.files += chunk;
    return Done{};
  };
  events.file_end = [&]() -> Result<void> {
    seen.files += "]";
    return Done{};
  };
  MultipartReader reader("bnd", seen.fields, events, limits);
  for (std::size_t i = 0; i < body.size() && seen.outcome; i += at_a_time) {
    seen.outcome = reader.feed(body.substr(i, at_a_time));
  }
  if (seen.outcome) seen.outcome = reader.finish();
  return seen;
}

const std::string good =
    "ignored preamble\r\n--bnd  \r\n"
    "Content-Disposition: form-data; name=\"what\"\r\n\r\n"
    "line one\r\n--bn\r\nstill\r\n--bnd\r\n"
    "content-disposition: form-data; name=\"f\"; filename=\"a \\\"b\\\".txt\"\r\n"
    "Content-Type: text/plain\r\n\r\n"
    "\r\n--bndX is not it: no"
    "\r\n--bnd--\r\nepilogue";

TEST(Multipart, ReadsTheSameInPiecesOfAnySize) {
  const auto body = replaced(good, "\r\n--bndX is not it: no", std::string("bytes\0\r\n--bn", 12));
  const auto whole = read(body, body.size());
  ASSERT_TRUE(whole.outcome) << whole.outcome.error().detail;
  EXPECT_EQ(whole.fields.get("what"), "line one\r\n--bn\r\nstill");
  EXPECT_EQ(whole.files, std::string("[f|a \"b\".txt|text/plain|bytes\0\r\n--bn]", 37));
  for (std::size_t n = 1; n < 40; ++n) {
    const auto pieces = read(body, n);
    EXPECT_TRUE(pieces.outcome);
    EXPECT_EQ(pieces.fields.rows(), whole.fields.rows()) << n;
    EXPECT_EQ(pieces.files, whole.files) << n;
  }
}

TEST(Multipart, RefusesABoundaryThatRunsOn) {
  for (std::size_t n : {1U, 7U, 4096U}) EXPECT_EQ(read(good, n).outcome.error().code, Errc::bad_input);
}

TEST(Multipart, CutOffAnywhereIsAnErrorNeverAShorterForm) {
  const auto body = replaced(good, "\r\n--bndX is not it: no", "bytes");
  const auto end = body.find("--bnd--") + 7;
  for (std::size_t n = 0; n < end; ++n) {
    const auto cut = read(std::string_view(body).substr(0, n), 64);
    ASSERT_FALSE(cut.outcome) << n;
    EXPECT_EQ(cut.outcome.error().code, Errc::truncated) << n;
  }
}

TEST(Multipart, AnEmptyFileInputIsNoFile) {
  const auto seen = read(
      "--bnd\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n"
      "Content-Type: application/octet-stream\r\n\r\n\r\n--bnd--", 5);
  ASSERT_TRUE(seen.outcome);
  EXPECT_EQ(seen.files, "");
}

TEST(Multipart, AnEmptyFileWithANameIsAFile) {
  const auto seen = read(
      "--bnd\r\nContent-Disposition: form-data; name=f; filename=\"e\"\r\n\r\n\r\n--bnd--", 5);
  ASSERT_TRUE(seen.outcome);
  EXPECT_EQ(seen.files, "[f|e||]");
}

TEST(Multipart, RefusesWhatNoBrowserSends) {
  const std::string ok = "Content-Disposition: form-data; name=\"a\"";
  struct Row {
    std::string headers;
    Errc code;
  };
  const std::vector<Row> rows{
      {"X: y", Errc::bad_input},
      {"", Errc::bad_input},
      {ok + "\r\n" + ok, Errc::bad_input},
      {ok + "; name=\"b\"", Errc::bad_input},
      {"Content-Disposition: form-data; name=\"a", Errc::bad_input},
      {"Content-Disposition: form-data; name=\"a\"x", Errc::bad_input},
      {"Content-Disposition: attachment; name=\"a\"", Errc::bad_input},
      {"Content-Disposition: form-data; filename=\"a\"", Errc::bad_input},
      {"no colon", Errc::bad_input},
      {ok + "\r\n folded", Errc::bad_input},
      {std::string("Content-Disposition: form-data; name=\"a\0b\"", 43), Errc::bad_input},
      {ok + "\r\nContent-Transfer-Encoding: base64", Errc::unsupported},
      {ok + "\r\nContent-Type: Multipart/Mixed; boundary=z", Errc::unsupported},
      {ok + "\r\nX: " + std::string(5000, 'x'), Errc::too_large},
      {"Content-Disposition: form-data; name=\"" + std::string(300, 'n') + "\"", Errc::too_large},
  };
  for (const auto& row : rows) {
    const auto seen = read("--bnd\r\n" + row.headers + "\r\n\r\nv\r\n--bnd--", 9);
    ASSERT_FALSE(seen.outcome) << row.headers;
    EXPECT_EQ(seen.outcome.error().code, row.code) << row.headers;
  }
}

TEST(Multipart, StopsAtItsLimits) {
  std::string fields, files;
  for (int i = 0; i < 10'000; ++i) {
    fields += "--bnd\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nv\r\n";
    files += "--bnd\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\nv\r\n";
  }
  EXPECT_EQ(read(fields, 4096).outcome.error().code, Errc::too_large);
  EXPECT_EQ(read(files, 4096).outcome.error().code, Errc::too_large);
  FormLimits small;
  small.value_bytes = 10;
  EXPECT_EQ(read("--bnd\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + std::string(100, 'v') +
                     "\r\n--bnd--", 7, small).outcome.error().code,
            Errc::too_large);
}

TEST(Boundary, IsReadFromTheContentType) {
  EXPECT_EQ(boundary_of("multipart/form-data; boundary=abc").value_or("x"), "abc");
  EXPECT_EQ(boundary_of("Multipart/Form-Data; charset=utf-8; boundary=\"a b:c\"").value_or("x"), "a b:c");
  for (const auto* bad : {"multipart/form-data", "multipart/form-data; boundary=", "text/plain",
                          "multipart/form-data; boundary=\"a", "multipart/mixed; boundary=a",
                          "multipart/form-data; boundary=a;boundary=b",
                          "multipart/form-data; boundary=\"a\r\nb\""}) {
    EXPECT_FALSE(boundary_of(bad)) << bad;
  }
  EXPECT_FALSE(boundary_of("multipart/form-data; boundary=" + std::string(71, 'a')));
}

}  // namespace
}  // namespace ledgelight::http
