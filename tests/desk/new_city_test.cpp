// A city that is data only: docs/new-city.md, with the invented Port Elm of tests/data/new-city.
#include <gmock/gmock.h>

#include "a_desk.hpp"
#include "desk/duties.hpp"
#include "desk/place.hpp"
#include "http/access.hpp"
#include "http/markup.hpp"
#include "law/check.hpp"
#include "law/public_facts.hpp"
#include "law/rules.hpp"
#include "pages/web.hpp"
#include "serving/serve.hpp"

namespace ledgelight::desk {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string folder_of_rules = std::string(LEDGELIGHT_SOURCE_DIR) + "/tests/data/new-city";

class NewCity : public ADesk {
 protected:
  NewCity() {
    clock.set(must(parse_instant("2026-11-26T15:00:00Z")));  // after what the example says was read
    wiring::InitOptions options;
    options.origin = "test.example/port-elm";
    options.rules = folder_of_rules;
    options.clock = &clock;
    options.randomness = &chance;
    city = must(wiring::init_desk((root / "port-elm").string(), "us/ct/port-elm", options));
    ::setenv("LEDGELIGHT_STRICT_PAGES", "1", 1);
    web = must(pages::Web::make(*city));
    ::unsetenv("LEDGELIGHT_STRICT_PAGES");
    routers = serving::routers(web, false, std::make_shared<http::Metrics>());
  }
  http::Response get(const std::string& path, const std::string& language = "en") {
    auto request = http::request_of(http::Method::get, path + "?lang=" + language);
    request.peer = "127.0.0.1";
    request.host = "127.0.0.1:8080";
    return routers.site->handle(request);
  }

  std::unique_ptr<Desk> city;
  std::shared_ptr<pages::Web> web;
  serving::Routers routers;
};

TEST_F(NewCity, IsFitToLoad) {
  const auto report = law::check(must(law::rule_files(folder_of_rules)), *parse_date("2026-11-26"));
  EXPECT_TRUE(report.ok()) << law::to_words(report);
  EXPECT_EQ(report.cases, report.cases_passed);
  EXPECT_TRUE(law::untranslated(city->rules()).empty());
}

TEST_F(NewCity, HasItsOwnPagesInBothLanguages) {
  for (const std::string language : {"en", "es"}) {
    for (const char* path : {"/", "/responsible", "/penalties", "/faq", "/how-to", "/forms",
                             "/forms/report", "/resources", "/resources/records", "/resources/rule",
                             "/breach-notice", "/organization"}) {
      const auto response = get(path, language);
      EXPECT_EQ(response.status, 200) << path << " in " << language << " " << response.fault;
      const auto whole = http::check_page(response.body);
      EXPECT_TRUE(whole) << path << " in " << language << ": " << whole.error().detail;
      EXPECT_THAT(response.body, Not(HasSubstr("City of Stamford"))) << path;
      EXPECT_THAT(response.body, HasSubstr("Port Elm")) << path;
    }
  }
  EXPECT_THAT(get("/penalties").body, HasSubstr("$75 for a first violation."));
  EXPECT_THAT(get("/penalties").body, HasSubstr("whether the amount rises"));
  EXPECT_THAT(get("/responsible", "es").body, HasSubstr("Sistemas de Información"));
  EXPECT_THAT(get("/forms/report").body, HasSubstr("What happened?"));
}

TEST_F(NewCity, HasTheLawOfItsState) {
  EXPECT_THAT(get("/breach-notice").body, HasSubstr("not later than 60 days after discovery"));
  EXPECT_THAT(get("/resources/records").body, HasSubstr("within 4 business days of the request"));
}

TEST_F(NewCity, OpensWhenItsOneMissingContactIsThere) {
  auto state = must(place_state(*city));
  EXPECT_EQ(state.missing, 1);
  EXPECT_THAT(get("/").body, HasSubstr("This site is not yet open."));
  const auto id = must(add_officer(*city, cli(), {"clerk", "Officer clerk", {Role::clerk}, ""})).id;
  must(enter_contact(*city, Actor::of_officer(id, {Role::clerk}),
                     {"us/ct/port-elm/office/information-systems/e-mail", "desk@port-elm.invalid",
                      "", false, "asked at the counter"}));
  EXPECT_TRUE(must(place_state(*city)).open());
  EXPECT_THAT(get("/").body, Not(HasSubstr("not yet open")));
  EXPECT_THAT(get("/responsible").body, HasSubstr("desk@port-elm.invalid"));
}

}  // namespace
}  // namespace ledgelight::desk
