// The pages printed from the packs, whole, in both languages, with strict templates.
#include <gmock/gmock.h>

#include "a_desk.hpp"
#include "base/text.hpp"
#include "http/access.hpp"
#include "http/form.hpp"
#include "http/markup.hpp"
#include "law/public_facts.hpp"
#include "law/rules.hpp"
#include "pages/web.hpp"
#include "serving/serve.hpp"

namespace ledgelight::desk {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::vector<std::string> every_page = {"/",
                                             "/responsible",
                                             "/penalties",
                                             "/faq",
                                             "/how-to",
                                             "/forms",
                                             "/forms/report",
                                             "/forms/records",
                                             "/forms/appeal",
                                             "/forms/attorney-general",
                                             "/resources",
                                             "/resources/records",
                                             "/resources/exemption",
                                             "/resources/retention",
                                             "/resources/rule",
                                             "/resources/statute",
                                             "/resources/federal",
                                             "/resources/evidence",
                                             "/resources/trap",
                                             "/resources/doubt",
                                             "/breach-notice",
                                             "/organization"};

class PublicPages : public ADesk {
 protected:
  PublicPages() {
    ::setenv("LEDGELIGHT_STRICT_PAGES", "1", 1);
    web = must(ledgelight::pages::Web::make(desk()));
    ::unsetenv("LEDGELIGHT_STRICT_PAGES");
    routers = serving::routers(web, false, std::make_shared<http::Metrics>());
  }

  http::Response get(const std::string& path, const std::string& language = "en") {
    auto request = http::request_of(http::Method::get, path + "?lang=" + language);
    request.peer = "127.0.0.1";
    request.host = "127.0.0.1:8080";
    return routers.site->handle(request);
  }
  http::Response post(const std::string& path, const http::Fields& fields,
                      const std::string& language = "en") {
    auto request = http::request_of(http::Method::post, path + "?lang=" + language);
    request.peer = "127.0.0.1";
    request.host = "127.0.0.1:8080";
    request.headers.add("Content-Type", "application/x-www-form-urlencoded");
    request.body = http::to_urlencoded(fields);
    return routers.site->handle(request);
  }
  static http::Fields breach() {
    http::Fields fields;
    for (const auto& [name, value] :
         std::initializer_list<std::pair<const char*, const char*>>{{"role", "owner"},
                                                                    {"hipaa", "no"},
                                                                    {"access", "acquired"},
                                                                    {"element", "name"},
                                                                    {"element", "ssn"},
                                                                    {"medium", "electronic"},
                                                                    {"protection", "none"},
                                                                    {"discovered_year", "2026"},
                                                                    {"discovered_month", "2"},
                                                                    {"discovered_day", "20"},
                                                                    {"state_1", "US-CT"},
                                                                    {"count_1", "1,200"},
                                                                    {"without_1", ""},
                                                                    {"harm", "undetermined"},
                                                                    {"hold", "no"}})
      fields.add(name, value);
    return fields;
  }

  std::shared_ptr<ledgelight::pages::Web> web;
  serving::Routers routers;
};

TEST_F(PublicPages, AreWholeInBothLanguages) {
  for (const std::string language : {"en", "es"}) {
    for (const auto& path : every_page) {
      const auto response = get(path, language);
      EXPECT_EQ(response.status, 200) << path << " in " << language << " " << response.fault;
      const auto whole = http::check_page(response.body);
      EXPECT_TRUE(whole) << path << " in " << language << ": " << whole.error().detail;
      EXPECT_THAT(response.body, HasSubstr("<html lang=\"" + language + "\">")) << path;
    }
  }
}

TEST_F(PublicPages, PrintEveryFactOfThePacks) {
  std::string all;
  for (const auto& path : every_page)
    all += get(path).body;
  std::string spanish;
  for (const auto& path : every_page)
    spanish += get(path, "es").body;
  const auto plain = [](std::string text) {
    return replaced(replaced(replaced(std::move(text), "&", "&amp;"), "<", "&lt;"), "\"", "&quot;");
  };
  const auto today = *parse_date("2026-03-02");
  for (const auto& fact : desk().rules().public_facts) {
    const auto* stated = fact.value.on(today);
    if (stated == nullptr || stated->answer != law::Answer::value) continue;
    const auto& words = stated->readings.front().value;
    if (words.en.find("https://") != std::string::npos) continue;  // a link cuts it
    EXPECT_THAT(all, HasSubstr(replaced(plain(words.en), "'", "&#39;"))) << fact.id;
    EXPECT_THAT(spanish, HasSubstr(replaced(plain(words.es), "'", "&#39;"))) << fact.id;
  }
}

TEST_F(PublicPages, ShowTheFourAnswersApart) {
  clock.set(must(parse_instant("2026-11-26T15:00:00Z")));
  const auto page = get("/penalties").body;
  for (const char* mark :
       {"ll-answer--silent", "ll-answer--unseen", "ll-answer--disagree",
        "Up to $5,000 for each violation", "application to a municipality uncertain"})
    EXPECT_THAT(page, HasSubstr(mark));
  EXPECT_THAT(
      page,
      HasSubstr("<strong>Not specified on the cited page:</strong> the amount of any city fine."));
  EXPECT_THAT(page, HasSubstr("<strong>The sources disagree</strong>"));
  EXPECT_THAT(page, Not(HasSubstr("$0.00")));
}

TEST_F(PublicPages, SayWhenASourceWasReadLongAgo) {
  clock.set(must(parse_instant("2027-02-20T15:00:00Z")));  // 90 days after 2026-11-22
  EXPECT_THAT(get("/resources/statute").body, Not(HasSubstr("over 90 days ago")));
  clock.set(must(parse_instant("2027-02-21T15:00:00Z")));
  EXPECT_THAT(get("/resources/statute").body, HasSubstr("over 90 days ago"));
  EXPECT_THAT(get("/resources/statute").body, HasSubstr("checked on Sunday, November 22, 2026"));
  EXPECT_THAT(get("/resources/statute", "es").body, HasSubstr("domingo, 22 de noviembre de 2026"));
}

TEST_F(PublicPages, CountAPeriodFromToday) {
  clock.set(must(parse_instant("2026-12-01T15:00:00Z")));
  EXPECT_THAT(get("/resources/records").body,
              HasSubstr("If the request arrived today (Tuesday, December 1, 2026), the last day is "
                        "Monday, December "
                        "7, 2026."));
}

TEST_F(PublicPages, SayOfWhatIsOnlyRememberedThatNobodySawIt) {
  EXPECT_THAT(get("/resources/records").body,
              HasSubstr("unverified: recalled, nobody has seen a text that says so"));
}

TEST_F(PublicPages, OfWhatIsNotThereSaySo) {
  for (const char* path : {"/resources/nothing", "/forms/nothing"})
    EXPECT_GE(get(path).status, 400) << path;
}

TEST_F(PublicPages, AnOrganizationLearnsWhatItOwes) {
  const auto response = post("/organization", breach());
  EXPECT_EQ(response.status, 200) << response.fault;
  EXPECT_TRUE(http::check_page(response.body)) << http::check_page(response.body).error().detail;
  for (const char* part :
       {"Notify each affected resident", "Tuesday, April 21, 2026", "Notify the Attorney General",
        "24 months", "1200 people", "https://portal.ct.gov/AG/Data-Breach-Form/",
        "Not legal advice. Not reviewed by a lawyer.", "Conn. Gen. Stat. § 36a-701b(b)(1)"})
    EXPECT_THAT(response.body, HasSubstr(part));
  const auto spanish = post("/organization", breach(), "es");
  EXPECT_THAT(spanish.body, HasSubstr("Avisar a cada residente afectado"));
  EXPECT_THAT(spanish.body, HasSubstr("martes, 21 de abril de 2026"));
  EXPECT_TRUE(http::check_page(spanish.body));
}

TEST_F(PublicPages, OfAnOrganizationNothingIsKept) {
  const auto size = [&] { return must(must(desk().store().read())->ledger_size()); };
  const auto files = [&] {
    std::string out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "desk"))
      if (entry.is_regular_file())
        out += entry.path().string() + " " + std::to_string(entry.file_size()) + "\n";
    return out;
  };
  const auto before = std::pair(size(), files());
  const auto response = post("/organization", breach());
  EXPECT_EQ(std::pair(size(), files()), before);
  EXPECT_EQ(response.headers.get("Cache-Control"), "no-store");
  EXPECT_FALSE(response.headers.has("Set-Cookie"));
}

TEST_F(PublicPages, AnOrganizationThatKnowsNothingIsNotToldThatItOwesNothing) {
  const auto response = post("/organization", http::Fields());
  EXPECT_EQ(response.status, 200) << response.fault;
  EXPECT_THAT(response.body, HasSubstr("Still asked"));
  EXPECT_THAT(response.body, HasSubstr("Nothing is ruled out."));
  EXPECT_THAT(response.body, Not(HasSubstr("From these facts nothing is owed")));
  EXPECT_TRUE(http::check_page(response.body)) << http::check_page(response.body).error().detail;
}

TEST_F(PublicPages, WhatAnOrganizationTypesWrongIsSaidAtTheFieldAndKept) {
  auto fields = breach();
  for (const auto& [name, value] : std::initializer_list<std::pair<const char*, const char*>>{
           {"vendor_year", "2026"},
           {"vendor_month", "2"},
           {"vendor_day", "30"},
           {"state_2", "US-XX"},
           {"count_2", "many"},
           {"without_2", ""},
           {"state_3", "US-CT"},
           {"count_3", "5"},
           {"without_3", "9"},
           {"told_residents_year", "2031"},
           {"told_residents_month", "1"},
           {"told_residents_day", "1"},
           {"harm_by", "<script>alert(1)</script>"}})
    fields.add(name, value);
  const auto response = post("/organization", fields);
  EXPECT_EQ(response.status, 422);
  for (const char* part :
       {"#vendor_day", "#state_2", "#state_3", "#without_3", "#told_residents_day",
        "Write each state once", "value=\"1,200\"", "The day lies in the future"})
    EXPECT_THAT(response.body, HasSubstr(part));
  EXPECT_THAT(response.body, Not(HasSubstr("<script>alert")));
  EXPECT_TRUE(http::check_page(response.body)) << http::check_page(response.body).error().detail;
}

TEST_F(PublicPages, AnOrganizationWithManyStatesGetsMoreRows) {
  auto fields = breach();
  fields.add("more", "yes");
  const auto response = post("/organization", fields);
  EXPECT_THAT(response.body, HasSubstr("id=\"state_8\""));
  EXPECT_THAT(response.body, HasSubstr("value=\"1,200\""));
  EXPECT_THAT(response.body, Not(HasSubstr("What is owed")));
}

}  // namespace
}  // namespace ledgelight::desk
