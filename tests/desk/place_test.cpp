// The public side says "not yet open" until the city's contacts were entered and verified.
#include "desk/place.hpp"

#include <gmock/gmock.h>

#include "a_desk.hpp"
#include "base/bytes.hpp"
#include "desk/record.hpp"
#include "http/access.hpp"
#include "law/public_facts.hpp"
#include "law/rules.hpp"
#include "ledger/entry.hpp"
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

TEST_F(Place, SaysThatASourceChangedInsteadOfTheFactUntilSomebodyReadItAgain) {
  enter_all(clerk);
  clock.advance(std::chrono::hours(24 * 400));  // after the packs were read
  // Any fact with a value of its own that stands on the page of penalties.
  const law::PublicFact* fact = nullptr;
  for (const auto* one : law::public_facts(desk().rules(), "penalty")) {
    const auto* stated = one->value.on(*parse_date(desk().local_day()));
    if (stated != nullptr && stated->answer == law::Answer::value && one->part == "amount") fact = one;
  }
  ASSERT_TRUE(fact != nullptr);
  const auto read = *fact->value.on(*parse_date(desk().local_day()))->all_sources().front().read;
  const auto path = "/penalties";
  const auto seen = desk().local_day();
  EXPECT_EQ(code_of(mark_source(desk(), cli(), fact->id, seen, "the page was rewritten")), Errc::denied);
  EXPECT_EQ(code_of(mark_source(desk(), clerk, "us/ct/none", seen, "x")), Errc::not_found);
  EXPECT_EQ(code_of(mark_source(desk(), clerk, fact->id, "2099-01-01", "x")), Errc::bad_input);
  EXPECT_EQ(code_of(mark_source(desk(), clerk, fact->id, seen, " ")), Errc::bad_input);
  EXPECT_EQ(code_of(mark_source(desk(), clerk, fact->id, to_text(read), "x")), Errc::wrong_state);
  EXPECT_EQ(code_of(clear_source(desk(), clerk, fact->id, "x")), Errc::wrong_state);
  EXPECT_THAT(page(path), Not(HasSubstr("The source has changed")));
  must(mark_source(desk(), clerk, fact->id, seen, "the page was rewritten"));
  EXPECT_EQ(code_of(mark_source(desk(), clerk, fact->id, seen, "again")), Errc::conflict);
  EXPECT_THAT(page(path), HasSubstr("The source has changed; we are checking."));
  EXPECT_THAT(page(path, "es"), HasSubstr("La fuente cambió; lo estamos comprobando."));
  EXPECT_THAT(page(path), Not(HasSubstr("the page was rewritten"))) << "what an officer wrote stays inside";
  must(clear_source(desk(), clerk, fact->id, "read on the state's page today"));
  EXPECT_THAT(page(path), Not(HasSubstr("The source has changed")));
  std::string kinds;
  for (const auto& line : must(record_page(desk(), officer("auditor", {Role::auditor}), CaseId(), {0, 20})).rows) {
    if (line.kind.rfind("place.source", 0) == 0) kinds += line.kind + " ";
  }
  EXPECT_EQ(kinds, "place.source-checked place.source-changed ");
}

// What an event says of what was entered can be opened for ever: digest, kind, salt and body fit.
TEST_F(Place, EveryRecordCanBeOpenedAfterItWasReplaced) {
  must(enter_contact(desk(), clerk, contact(telephone)));
  must(enter_contact(desk(), clerk, contact(telephone, "(203) 555-0143")));
  must(check_contact(desk(), clerk, telephone));
  clock.advance(std::chrono::hours(24));
  must(mark_source(desk(), clerk, telephone, desk().local_day(), "another number was seen"));
  must(clear_source(desk(), clerk, telephone, "asked at the counter"));
  const auto acts = must(place_history(desk(), clerk, telephone));
  ASSERT_EQ(acts.size(), 5U);
  EXPECT_EQ(text_at(acts[0].body, "value"), "(203) 555-0142") << "the first number is not lost";
  EXPECT_EQ(text_at(acts[3].body, "note"), "another number was seen");
  EXPECT_EQ(text_at(acts[4].body, "note"), "asked at the counter");
  const auto tx = must(desk().store().read());
  for (const auto& act : acts) {
    const auto opened = must(open_event(desk(), *tx, *must(tx->event(act.event))));
    const auto event = must(ledger::parse_event(opened.text));
    EXPECT_EQ(event.kind, act.kind);
    EXPECT_EQ(event.actor, act.by);
    const auto record = text_at(event.object, "record");
    EXPECT_EQ(record.empty(), act.kind == "place.contact-checked");
    if (record.empty()) continue;
    EXPECT_EQ(record,
              must(ledger::record_digest(act.record_kind, must(unbase64(act.salt)), act.body)))
        << act.kind;
  }
  EXPECT_TRUE(must(place_history(desk(), clerk, "us/ct/stamford/office/police/e-mail")).empty());
  EXPECT_EQ(must(place_history(desk(), clerk, "")).size(), 5U);
  const auto resident = Actor::of_resident(ReportId("x"));
  EXPECT_EQ(code_of(place_history(desk(), resident, "")), Errc::denied);
}

TEST_F(Place, AFactIsFoundByWordsOfItAndNotByItsId) {
  const auto ids = [&](std::string_view words) {
    std::set<std::string> out;
    for (const auto& one : must(find_facts(desk(), clerk, words, 100)))
      out.insert(one.id);
    return out;
  };
  EXPECT_TRUE(ids("").empty());
  EXPECT_TRUE(ids("no such words anywhere").empty());
  const auto caps = ids("7-148");
  EXPECT_FALSE(caps.empty());
  for (const auto& id : caps)
    EXPECT_TRUE(law::public_fact(desk().rules(), id) != nullptr);
  EXPECT_EQ(ids("PENALTY").empty(), false);
  EXPECT_EQ(ids("penalty"), ids("PENALTY"));
  EXPECT_FALSE(ids("sancion").empty()) << "accents need not be typed";
  EXPECT_EQ(ids("sancion"), ids("sanci\xC3\xB3n"));
  EXPECT_EQ(ids(telephone).count(telephone), 0U) << "nobody has seen a source of it";
  must(enter_contact(desk(), clerk, contact(telephone)));
  EXPECT_EQ(ids("555-0142"), std::set<std::string>{telephone});
  EXPECT_LE(must(find_facts(desk(), clerk, "a", 3)).size(), 3U);
  EXPECT_EQ(code_of(find_facts(desk(), officer("responder", {Role::responder}), "fine", 3)),
            Errc::denied);
}

TEST_F(Place, AContactThatWasCheckedAfterItsSourceChangedIsShownAgain) {
  enter_all(clerk);
  clock.advance(std::chrono::hours(48));
  must(mark_source(desk(), clerk, telephone, desk().local_day(), "another number was seen"));
  EXPECT_THAT(page("/responsible"), HasSubstr("The source has changed"));
  clock.advance(std::chrono::hours(24));
  must(check_contact(desk(), clerk, telephone));
  EXPECT_THAT(page("/responsible"), Not(HasSubstr("The source has changed")));
}

}  // namespace
}  // namespace ledgelight::desk
