#include "http/router.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "http/form.hpp"

namespace ledgelight::http {
namespace {

Handler says(std::string word) {
  return [word](Request& r) { return text(word + ":" + r.param("id") + r.param("rest")); };
}

Router desk() {
  Router router;
  router.get("/", "home", "anyone", says("home"))
      .get("/case/{id}", "case", "officer", says("case"))
      .get("/case/new", "case.new", "officer", says("new"))
      .post("/case/{id}", "case.change", "officer", says("change"))
      .get("/ledger/{rest*}", "ledger", "anyone", says("ledger"))
      .get("/{id}/list", "list", "anyone", says("list"));
  return router;
}

std::string ask(const Router& router, Method method, std::string_view target) {
  auto request = request_of(method, target);
  const auto response = router.handle(request);
  return std::to_string(response.status) + " " + response.body + response.headers.get("Allow");
}

TEST(Router, FindsTheMostLiteralPattern) {
  const auto router = desk();
  EXPECT_EQ(ask(router, Method::get, "/"), "200 home:");
  EXPECT_EQ(ask(router, Method::get, "/case/new"), "200 new:");
  EXPECT_EQ(ask(router, Method::get, "/case/7"), "200 case:7");
  EXPECT_EQ(ask(router, Method::get, "/case/list"), "200 case:list");
  EXPECT_EQ(ask(router, Method::post, "/case/7"), "200 change:7");
  EXPECT_EQ(ask(router, Method::get, "/ledger/tile/0/x001"), "200 ledger:tile/0/x001");
  EXPECT_EQ(ask(router, Method::head, "/case/7"), "200 case:7");
}

TEST(Router, SaysWhatIsMissing) {
  const auto router = desk();
  EXPECT_EQ(ask(router, Method::get, "/nothing").substr(0, 3), "404");
  EXPECT_EQ(ask(router, Method::get, "/ledger").substr(0, 3), "404");
  EXPECT_EQ(ask(router, Method::get, "/case/7/8").substr(0, 3), "404");
  const auto wrong = ask(router, Method::put, "/case/7");
  EXPECT_EQ(wrong.substr(0, 3), "405");
  EXPECT_NE(wrong.find("OPTIONS, GET, HEAD, POST"), std::string::npos) << wrong;
  EXPECT_EQ(ask(router, Method::options, "/case/7"), "204 OPTIONS, GET, HEAD, POST");
  EXPECT_EQ(ask(router, Method::options, "/nothing").substr(0, 3), "404");
}

TEST(Router, ListsEveryRouteWithWhoMayCallIt) {
  const auto router = desk();
  ASSERT_EQ(router.routes().size(), 6U);
  EXPECT_EQ(router.routes()[1].name, "case");
  EXPECT_EQ(router.routes()[1].who, "officer");
}

TEST(Router, AGuardEndsTheRequestBeforeItsHandler) {
  auto router = desk();
  router.guard([](Request& r, const Route& route) -> std::optional<Response> {
    if (route.who == "anyone") return std::nullopt;
    r.actor = 1;
    return see_other("/sign-in");
  });
  EXPECT_EQ(ask(router, Method::get, "/case/7").substr(0, 3), "303");
  EXPECT_EQ(ask(router, Method::get, "/").substr(0, 3), "200");
}

TEST(Router, AnExceptionIsOurFaultAndSaysNothingOfTheInput) {
  Router router;
  router.get("/x", "x", "anyone", [](Request&) -> Response { throw std::runtime_error("SECRET"); });
  auto request = request_of(Method::get, "/x");
  const auto response = router.handle(request);
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ((response.body + response.fault).find("SECRET"), std::string::npos);
  EXPECT_NE(response.fault.find("internal"), std::string::npos);
}

TEST(Router, ReadsFormsForItsHandlers) {
  Router router;
  router.post("/f", "f", "anyone", [](Request& r) { return text(r.field("a")); });
  auto request = request_of(Method::post, "/f");
  request.headers.add("content-type", "application/x-www-form-urlencoded; charset=utf-8");
  request.body = "a=one+two";
  EXPECT_EQ(router.handle(request).body, "one two");
  request.body = "a=%4";
  EXPECT_EQ(router.handle(request).status, 400);
  auto parts = request_of(Method::post, "/f");
  parts.headers.add("Content-Type", "multipart/form-data; boundary=b");
  parts.body = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nhere\r\n--b--\r\n";
  EXPECT_EQ(router.handle(parts).body, "here");
  parts.form = Fields();
  parts.body = "--b\r\nContent-Disposition: form-data; name=a; filename=x\r\n\r\nhere\r\n--b--\r\n";
  EXPECT_EQ(router.handle(parts).status, 415);
  auto large = request_of(Method::post, "/f");
  large.body = std::string((1U << 20) + 1, 'x');
  EXPECT_EQ(router.handle(large).status, 413);
}

class Remembering : public Upload {
 public:
  explicit Remembering(std::string& log) : log_(log) {}
  ~Remembering() override { log_ += done_ ? "." : "undone"; }
  Result<void> begin(const Request& r, const PartHead& head) override {
    if (r.field("token") != "t") return fail(Errc::denied, "no token");
    log_ += head.file_name + "=";
    return Done{};
  }
  Result<void> bytes(std::string_view chunk) override {
    log_ += chunk;
    return Done{};
  }
  Result<void> end() override {
    log_ += ";";
    return Done{};
  }
  Response finish(Request& r) override {
    done_ = true;
    return text(r.field("note"));
  }

 private:
  std::string& log_;
  bool done_ = false;
};

TEST(Router, HandsFilesToAnUpload) {
  std::string log;
  Router router;
  router.upload("/u", "u", "anyone", 1000,
                [&](Request&) { return std::make_unique<Remembering>(log); });
  const auto part = [](std::string name, std::string extra, std::string value) {
    return "--b\r\nContent-Disposition: form-data; name=" + name + extra + "\r\n\r\n" + value + "\r\n";
  };
  const auto send = [&](const std::string& body) {
    auto request = request_of(Method::post, "/u");
    request.headers.add("Content-Type", "multipart/form-data; boundary=b");
    request.body = body;
    return router.handle(request);
  };
  const auto fine = part("token", "", "t") + part("f", "; filename=x", "abc") + part("note", "", "n");
  EXPECT_EQ(send(fine + "--b--").body, "n");
  EXPECT_EQ(log, "x=abc;.");
  log.clear();
  EXPECT_EQ(send(part("f", "; filename=x", "abc") + "--b--").status, 403);
  EXPECT_EQ(log, "undone");
  log.clear();
  EXPECT_EQ(send(fine).status, 400);
  EXPECT_EQ(log, "x=abc;undone");
}

TEST(Response, RedirectsOnlyWithinTheSite) {
  EXPECT_EQ(see_other("/a?b=c").headers.get("Location"), "/a?b=c");
  EXPECT_DEATH((void)see_other("//evil.example/"), "");
  EXPECT_DEATH((void)see_other("https://evil.example/"), "");
  EXPECT_DEATH((void)see_other("/a\r\nX: y"), "");
}

}  // namespace
}  // namespace ledgelight::http
