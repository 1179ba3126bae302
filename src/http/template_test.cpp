#include "http/template.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "http/layout.hpp"
#include "http/markup.hpp"

namespace ledgelight::http {
namespace {

constexpr std::string_view english =
    R"({"language.name":"English","t.hello":"Hello {name} & \"you\" <3","t.due.one":"{n} day","t.due.other":"{n} days"})";

Result<Templates> with(std::string_view source, Strict strict = Strict::yes) {
  const std::vector<EmbeddedFile> files{{"en/messages.json", english}, {"templates/t.tpl", source}};
  const auto messages = Messages::load(files);
  EXPECT_TRUE(messages);
  return Templates::load(files, *messages, strict);
}

Page bare() {
  Page page("t", "en");
  page.within("");
  return page;
}

TEST(Template, EscapesEachValueForWhereItStands) {
  const auto templates = with("<p title=\"{{A}}\">{{A}}</p><a href=\"{{U}}\">x</a><a href=\"/c/{{A}}?q={{A}}\">y</a>\n");
  ASSERT_TRUE(templates) << templates.error().detail;
  auto page = bare();
  page.set("A", "<b>\"'&").set("U", "javascript:alert(1)");
  const auto out = templates->render(page);
  ASSERT_TRUE(out) << out.error().detail;
  EXPECT_EQ(out->find("<b>"), std::string::npos) << *out;
  EXPECT_EQ(out->find("javascript"), std::string::npos) << *out;
  EXPECT_EQ(tags_of(*out)->size(), 6U);
}

TEST(Template, WhatWasTypedInLinesComesBackInLines) {
  const auto templates =
      with("<textarea>{{A}}</textarea><a href=\"{{U}}\">x</a>\n");
  ASSERT_TRUE(templates) << templates.error().detail;
  auto page = bare();
  page.set("A", "1 Larkwhistle Lane\r\nStamford, CT\x01").set("U", "java\nscript:alert(1)");
  const auto out = templates->render(page).value_or("?");
  EXPECT_NE(out.find("<textarea>1 Larkwhistle Lane\nStamford, CT</textarea>"), std::string::npos)
      << out;
  EXPECT_EQ(out.find("script:"), std::string::npos) << out;
}

TEST(Template, WritesSentencesWithTheirHolesFilled) {
  const auto templates = with("<p>[[t.hello]]</p>{{#R}}<p>[[t.hello name=WHO]]</p>{{/R}}\n");
  ASSERT_TRUE(templates) << templates.error().detail;
  auto page = bare();
  page.set("NAME", "<Ana>");
  page.row("R").set("WHO", "Bo");
  EXPECT_EQ(templates->render(page).value_or("?"),
            "<p>Hello &lt;Ana&gt; &amp; &quot;you&quot; &lt;3</p><p>Hello Bo &amp; &quot;you&quot; &lt;3</p>\n");
}

TEST(Template, RefusesWhatCouldCarryCode) {
  for (const auto* bad : {
           "{{A:none}}", "{{%AUTOESCAPE context=\"HTML\"}}", "{{=<% %>=}}", "{{a}}", "{{BI_X y}}",
           "<script>x</script>", "<script>{{A}}</script>", "<style>p{}</style>", "<p style=\"x\">y</p>",
           "<p onclick=\"x\">y</p>", "<p OnClick='x'>y</p>", "<a href=\"javascript:x\">y</a>",
           "<a href=\" JavaScript:x\">y</a>", "<p class={{A}}>x</p>", "<p {{A}}>x</p>", "<p class=x>y</p>",
           "<p [[t.hello]]>x</p>", "<p {{>P}}>x</p>", "a < b", "<p", "<p title=\"x", "<!-- x",
           "<script src=\"https://cdn.example/x.js\"></script>", "<link href=\"//cdn.example/x.css\">",
           "<img src=\"data:image/png;base64,xx\" alt=\"\">", "<iframe src=\"/x\"></iframe>",
           "<form action=\"https://evil.example/\"></form>", "<base href=\"/\">",
           "<meta http-equiv=\"refresh\" content=\"0\">", "{{#A}}x", "{{/A}}", "{{#A}}{{#B}}{{/A}}{{/B}}",
           "{{A", "x}}", "[[t.hello", "]]", "[[no.such.key]]", "[[t.hello other=X]]", "[[t.hello name=x]]",
           "{{}}", "\x01",
       }) {
    const auto templates = with(bad);
    ASSERT_FALSE(templates) << bad;
    EXPECT_EQ(templates.error().code, Errc::config) << bad;
  }
}

TEST(Template, NamesFileAndLineOfAFault) {
  const auto templates = with("<p>fine</p>\n\n<p onclick=\"x\">y</p>\n");
  ASSERT_FALSE(templates);
  EXPECT_NE(templates.error().detail.find("templates/t.tpl: line 3"), std::string::npos)
      << templates.error().detail;
}

TEST(Template, StrictPagesNameEveryMistake) {
  const auto templates = with("<p>{{A}}</p>{{#R}}<p>{{B}}{{A}}</p>{{/R}}{{>P}}\n");
  ASSERT_TRUE(templates);
  auto good = bare();
  good.set("A", "1").row("R").set("B", "2");
  EXPECT_TRUE(templates->render(good));
  const auto fault = [&](Page& page) {
    const auto out = templates->render(page);
    return out ? std::string() : out.error().detail;
  };
  auto unset = bare();
  unset.set("A", "1").row("R");
  EXPECT_EQ(fault(unset), "t: B is not set");
  auto unknown = bare();
  unknown.set("A", "1").set("AA", "1").show("S").include("Q", "t");
  EXPECT_EQ(fault(unknown), "t has no part Q; t has no section S; t has no variable AA");
  auto lost = bare();
  lost.set("A", "1").include("P", "nowhere");
  EXPECT_EQ(fault(lost), "no template nowhere");
  const auto lenient = with("<p>{{A}}</p>\n", Strict::no);
  EXPECT_EQ(lenient->render(unset).value_or("?"), "<p>1</p>\n");
}

TEST(Template, BrokenBytesComeOutRepaired) {
  const auto templates = with("<p>{{A}}</p>\n");
  auto page = bare();
  page.set("A", "a\xFF\x01z");
  EXPECT_EQ(templates->render(page).value_or("?"), "<p>a\xEF\xBF\xBDz</p>\n");
}

// --- every template and message the program carries ---------------------------------------------

const Messages& carried_messages() {
  static const auto messages = Messages::load(embedded_content());
  if (!messages) ADD_FAILURE() << messages.error().detail;
  return *messages;
}

const Templates& carried() {
  static const auto templates = Templates::load(embedded_content(), carried_messages(), Strict::yes);
  if (!templates) ADD_FAILURE() << templates.error().detail;
  return *templates;
}

TEST(Carried, EveryMessageExistsInEachLanguage) {
  ASSERT_GE(carried_messages().languages().size(), 2U);
  for (const auto& language : carried_messages().languages()) {
    EXPECT_EQ(carried_messages().missing(language), std::vector<std::string>{}) << language;
  }
}

std::vector<std::string> outline(const std::string& html) {
  std::vector<std::string> out;
  const auto tags = tags_of(html);
  if (!tags) return {"broken: " + tags.error().detail};
  for (const auto& tag : *tags) {
    auto row = tag.name;
    for (const auto& attribute : tag.attributes.rows()) row += " " + attribute.first;
    out.push_back(row);
  }
  return out;
}

TEST(Carried, NoValueInAnyTemplateBecomesMarkup) {
  const std::string sentinel = "zq<i onx=\"1\" onx='1'>&quot;zq";
  ASSERT_FALSE(carried().shapes().empty());
  for (const auto& [name, shape] : carried().shapes()) {
    for (const auto& language : carried_messages().languages()) {
      const auto hostile = carried().render_with_sentinel(name, language, sentinel);
      const auto harmless = carried().render_with_sentinel(name, language, "x");
      ASSERT_TRUE(hostile && harmless) << name;
      EXPECT_EQ(outline(*hostile), outline(*harmless)) << name;
      EXPECT_EQ(hostile->find("zq<i"), std::string::npos) << name;
      EXPECT_EQ(hostile->find("onx=\""), std::string::npos) << name;
      EXPECT_EQ(hostile->find("onx='"), std::string::npos) << name;
      const auto script = carried().render_with_sentinel(name, language, "javascript:zq()");
      const auto tags = tags_of(*script);
      ASSERT_TRUE(tags) << name << ": " << tags.error().detail << "\n" << *script;
      for (const auto& tag : *tags) {
        for (const auto* attribute : {"href", "src", "action", "formaction"}) {
          EXPECT_NE(tag.attributes.get(attribute).rfind("javascript:", 0), 0U) << name;
        }
      }
    }
  }
}

Frame full_frame() {
  Frame what;
  what.navigation = {{"Today", "/staff/today", true}, {"Cases", "/staff/cases", false}};
  what.signed_in = "R. Example";
  what.sign_out = "/staff/sign-out";
  what.sign_out_token = "00";
  what.leave_now = true;
  what.problems = {{"", "The whole form is <bad>"}};
  return what;
}

TEST(Carried, TheFrameMakesAGoodPageInEachLanguage) {
  const Site site{"City of Example", "Cyber desk", "example.gov", false, true};
  for (const auto& language : carried_messages().languages()) {
    auto request = request_of(Method::get, "/a%20b?x=1&lang=" + language);
    Page page("layout/error", language);
    page.set("WHAT", "w").set("REQUEST", "r");
    frame(page, request, carried_messages(), *shared_assets(), site, "T<i>tle", full_frame());
    const auto out = carried().render(page);
    ASSERT_TRUE(out) << out.error().detail;
    const auto fine = check_page(*out);
    EXPECT_TRUE(fine) << fine.error().detail << "\n" << *out;
    EXPECT_NE(out->find("href=\"/a%20b?x=1&amp;lang=es\""), std::string::npos) << *out;
    EXPECT_NE(out->find("<title>" + carried_messages().get(language, "http.layout.error-prefix") + " T&lt;i&gt;tle"),
              std::string::npos) << *out;
    EXPECT_NE(out->find("lang=\"" + language + "\""), std::string::npos);
  }
}

TEST(Carried, TheChosenLanguageIsRemembered) {
  auto request = request_of(Method::get, "/?lang=es");
  Response response;
  remember_language(request, response, carried_messages());
  ASSERT_EQ(response.cookies.size(), 1U);
  EXPECT_EQ(response.cookies[0].rfind("lang=es; ", 0), 0U);
  auto later = request_of(Method::get, "/?lang=xx");
  remember_language(later, response, carried_messages());
  EXPECT_EQ(response.cookies.size(), 1U);
  later.cookies.add("lang", "es");
  EXPECT_EQ(language_of(later, carried_messages()), "es");
  EXPECT_EQ(language_of(request_of(Method::get, "/"), carried_messages()), "en");
}

TEST(Carried, ThereIsAPageForEveryStatus) {
  const Site site{"City of Example", "Cyber desk", "", true, false};
  for (const int status : {400, 403, 404, 405, 409, 413, 415, 417, 429, 431, 500, 501, 503, 507}) {
    const auto request = request_of(Method::post, "/x");
    const auto out = error_page(carried(), carried_messages(), *shared_assets(), site, request, status);
    ASSERT_TRUE(out) << out.error().detail;
    EXPECT_TRUE(check_page(*out)) << check_page(*out).error().detail;
    EXPECT_EQ(out->find("[http."), std::string::npos);
  }
}

TEST(Markup, FindsWhatAReaderWouldStumbleOver) {
  const auto page = [](std::string_view body) {
    return check_page("<html lang=\"en\"><head><title>t</title></head><body>" + std::string(body) + "</body></html>");
  };
  EXPECT_TRUE(page("<h1>a</h1><h2>b</h2><label for=\"i\">l</label><input id=\"i\">"));
  for (const auto* bad : {"<p>no heading</p>", "<h1>a</h1><h1>b</h1>", "<h1>a</h1><h3>b</h3>", "<h1>a</h1><p>",
                          "<h1>a</h1></p>", "<h1>a</h1><p><b></p></b>", "<h1 id=\"x\">a</h1><p id=\"x\"></p>",
                          "<h1>a</h1><input id=\"i\">", "<h1>a</h1><label for=\"no\">l</label>",
                          "<h1>a</h1><img src=\"/x\">", "<h1>a</h1><p aria-describedby=\"no\"></p>"}) {
    EXPECT_FALSE(page(bad)) << bad;
  }
}

TEST(MessagesFile, IsCheckedBeforeUse) {
  const auto loads = [](std::string_view en, std::string_view es) {
    const std::vector<EmbeddedFile> files{{"en/messages.json", en}, {"es/messages.json", es}};
    const auto messages = Messages::load(files);
    return messages ? std::string("fine") : messages.error().detail;
  };
  EXPECT_EQ(loads(R"({"a":"x {n}"})", R"({"a":"{n} y"})"), "fine");
  EXPECT_NE(loads(R"({"a":"x {n}"})", R"({"a":"{m} y"})"), "fine");
  EXPECT_NE(loads(R"({"a":"x"})", R"({"b":"y"})"), "fine");
  EXPECT_NE(loads(R"({"a":"x {"})", "{}"), "fine");
  EXPECT_NE(loads(R"({"a":"x }"})", "{}"), "fine");
  EXPECT_NE(loads(R"({"a":"{{N}}"})", "{}"), "fine");
  EXPECT_NE(loads(R"({"A b":"x"})", "{}"), "fine");
  EXPECT_NE(loads(R"({"a":1})", "{}"), "fine");
  EXPECT_NE(loads("[]", "{}"), "fine");
}

TEST(MessagesFile, FallsBackAndCounts) {
  const std::vector<EmbeddedFile> files{{"en/messages.json", english}, {"es/messages.json", R"({"t.due.one":"{n} día"})"}};
  const auto messages = Messages::load(files);
  ASSERT_TRUE(messages);
  EXPECT_EQ(messages->count("es", "t.due", 1), "1 día");
  EXPECT_EQ(messages->count("es", "t.due", 2), "2 days");
  EXPECT_EQ(messages->get("en", "t.nothing"), "[t.nothing]");
  EXPECT_EQ(messages->choose("fr, es-MX;q=0.8, en;q=0.5"), "es");
  EXPECT_EQ(messages->choose("en-US,en;q=0.9,es;q=0.1"), "en");
  EXPECT_EQ(messages->choose("es;q=0"), "en");
  EXPECT_EQ(messages->choose(";;q=,,\xFF"), "en");
}

}  // namespace
}  // namespace ledgelight::http
