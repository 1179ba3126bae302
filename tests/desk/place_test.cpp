// The public side says "not yet open" until the city's contacts were entered and verified.
#include "desk/place.hpp"

#include <gmock/gmock.h>

#include "a_desk.hpp"
#include "desk/record.hpp"
#include "http/access.hpp"
#include "pages/web.hpp"
#include "serving/serve.hpp"

namespace ledgelight::desk {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* telephone = "us/ct/stamford/office/police/telephone";

class Place : public ADesk {
 protected:
  Place() : clerk(officer("clerk", {Role::clerk})) {}

  static NewContact contact(const std::string& fact, const std::string& value = "(203) 555-0142") {
    return {fact, value, "", false, "the city's directory, page 3"};
  }
  void enter_all(const Actor& actor) {
    for (const auto& line : must(place_state(desk())).lines)
      if (line.needed) must(enter_contact(desk(), actor, contact(line.fact)));
  }
  std::string page(const std::string& path, const std::string& language = "en") {
    if (!web) {
      web = must(pages::Web::make(desk()));
      routers = serving::routers(web, false, std::make_shared<http::Metrics>());
    }
    auto request = http::request_of(http::Method::get, path + "?lang=" + language);
    request.peer = "127.0.0.1";
    request.host = "127.0.0.1:8080";
    return routers.site->handle(request).body;
  }

  Actor clerk;
  std::shared_ptr<pages::Web> web;
  serving::Routers routers;
};

TEST_F(Place, IsNotYetOpenOnANewDesk) {
  const auto state = must(place_state(desk()));
  EXPECT_FALSE(state.open());
  EXPECT_GT(state.missing, 15);
  for (const char* path : {"/", "/report", "/responsible", "/status"}) {
    EXPECT_THAT(page(path), HasSubstr("This site is not yet open.")) << path;
    EXPECT_THAT(page(path, "es"), HasSubstr("Este sitio aún no está abierto.")) << path;
  }
}

TEST_F(Place, TakesAReportAllTheSame) {
  const auto receipt =
      must(take_report(desk(), a_form("Money is moving."), new_form_token(desk()), "web", {}));
  EXPECT_FALSE(receipt.code.empty());
  EXPECT_THAT(page("/report"), HasSubstr("A report sent here is kept safe all the same."));
}

TEST_F(Place, OpensWhenTheLastContactIsVerified) {
  const auto before = must(place_state(desk()));
  int left = before.missing;
  for (const auto& line : before.lines) {
    if (!line.needed) continue;
    EXPECT_FALSE(must(place_state(desk())).open());
    must(enter_contact(desk(), clerk, contact(line.fact)));
    EXPECT_EQ(must(place_state(desk())).missing, --left);
  }
  EXPECT_TRUE(must(place_state(desk())).open());
  EXPECT_THAT(page("/"), Not(HasSubstr("not yet open")));
}

TEST_F(Place, CountsNothingThatNobodyWithANameVerified) {
  enter_all(cli());
  auto state = must(place_state(desk()));
  EXPECT_FALSE(state.open());
  EXPECT_EQ(state.verified(telephone), nullptr);
  EXPECT_THAT(page("/responsible"), Not(HasSubstr("555-0142")));
  EXPECT_EQ(code_of(check_contact(desk(), cli(), telephone)), Errc::denied);
  must(check_contact(desk(), clerk, telephone));
  state = must(place_state(desk()));
  ASSERT_NE(state.verified(telephone), nullptr);
  EXPECT_EQ(state.verified(telephone)->entered_by, "cli:1000");
  EXPECT_EQ(state.verified(telephone)->checked_by, clerk.text());
}

TEST_F(Place, ShowsTheContactAndTheDayItWasChecked) {
  must(enter_contact(desk(), clerk, contact(telephone)));
  EXPECT_THAT(page("/responsible"), HasSubstr("(203) 555-0142"));
  EXPECT_THAT(page("/responsible"), HasSubstr("Confirmed by the city on Monday, March 2, 2026"));
  EXPECT_THAT(page("/responsible", "es"),
              HasSubstr("Confirmado por la ciudad el lunes, 2 de marzo de 2026"));
  EXPECT_THAT(page("/forms/report"), Not(HasSubstr("Confirmed by")));
  auto spanish = contact("us/ct/stamford/office/police/hours", "Always");
  spanish.value_es = "Siempre";
  must(enter_contact(desk(), clerk, spanish));
  EXPECT_THAT(page("/responsible", "es"), HasSubstr("Siempre"));
}

TEST_F(Place, SaysWhenTheCheckIsOldUntilItIsMadeAgain) {
  must(enter_contact(desk(), clerk, contact(telephone)));
  clock.advance(std::chrono::hours(24 * 91));
  EXPECT_THAT(page("/responsible"), HasSubstr("over 90 days ago"));
  must(check_contact(desk(), clerk, telephone));
  EXPECT_THAT(page("/responsible"), HasSubstr("Confirmed by the city on Monday, June 1, 2026"));
}

TEST_F(Place, KnowsThatAnOfficeMayHaveNone) {
  const std::string email = "us/ct/stamford/office/police/e-mail";
  must(enter_contact(desk(), clerk, {email, "", "", true, "asked at the counter"}));
  EXPECT_NE(must(place_state(desk())).verified(email), nullptr);
  EXPECT_THAT(page("/responsible"), HasSubstr("The office has none."));
}

TEST_F(Place, RefusesWhatIsNoContact) {
  const auto code = [&](const NewContact& what) {
    return code_of(enter_contact(desk(), clerk, what));
  };
  EXPECT_EQ(code({telephone, "", "", false, "a page"}), Errc::bad_input);
  EXPECT_EQ(code({telephone, "x", "", true, "a page"}), Errc::bad_input);
  EXPECT_EQ(code({telephone, "x", "", false, " "}), Errc::bad_input);
  EXPECT_EQ(code({telephone, std::string(301, 'x'), "", false, "a page"}), Errc::bad_input);
  EXPECT_EQ(code({telephone, "two\nlines", "", false, "a page"}), Errc::bad_input);
  EXPECT_EQ(code(contact("us/ct/stamford/office/nowhere")), Errc::not_found);
  EXPECT_EQ(code(contact("us/ct/stamford/unspecified/fine")), Errc::not_found);
  EXPECT_EQ(code_of(check_contact(desk(), clerk, telephone)), Errc::wrong_state);
  EXPECT_EQ(must(place_state(desk())).verified(telephone), nullptr);
}

TEST_F(Place, IsForThoseWhoMayAndNobodyElse) {
  const auto responder = officer("responder", {Role::responder});
  EXPECT_EQ(code_of(enter_contact(desk(), responder, contact(telephone))), Errc::denied);
  const auto resident = Actor::of_resident(ReportId("x"));
  EXPECT_EQ(code_of(enter_contact(desk(), resident, contact(telephone))), Errc::denied);
}

TEST_F(Place, KeepsEachActInTheRecord) {
  const auto size = [&] { return must(must(desk().store().read())->ledger_size()); };
  const auto before = size();
  must(enter_contact(desk(), clerk, contact(telephone)));
  must(enter_contact(desk(), clerk, contact(telephone, "(203) 555-0143")));
  must(check_contact(desk(), clerk, telephone));
  EXPECT_EQ(size(), before + 3);
  const auto tx = must(desk().store().read());
  EXPECT_EQ(must(tx->event(before))->kind, "place.contact-entered");
  EXPECT_EQ(must(tx->event(before + 2))->kind, "place.contact-checked");
  EXPECT_EQ(must(place_state(desk())).verified(telephone)->value, "(203) 555-0143");
}

}  // namespace
}  // namespace ledgelight::desk
