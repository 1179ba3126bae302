// Every route there is, asked by every role about somebody else's case, a restricted one, and one's
// own. What should happen is worked out from the route's `who` and desk::reach, not from the pages.
#include <map>

#include "a_desk.hpp"
#include "base/bytes.hpp"
#include "desk/clocks.hpp"
#include "desk/discovery.hpp"
#include "desk/duties.hpp"
#include "desk/letters.hpp"
#include "desk/ports/finding_id.hpp"
#include "desk/suspects.hpp"
#include "http/access.hpp"
#include "http/form.hpp"
#include "pages/web.hpp"
#include "serving/serve.hpp"

namespace ledgelight::desk {
namespace {

struct Things {
  CaseId id;
  std::string evidence_number = "E1";
  SheetId sheet;
  std::string clock;
  JobId job;
  BatchId batch;
  LetterId letter;
  FindingId finding;
};

class Routes : public ADesk {
 protected:
  Routes()
      : web(must(pages::Web::make(desk()))),
        routers(serving::routers(web, false, std::make_shared<http::Metrics>())),
        owner(officer("owner", {Role::privacy})) {
    for (const auto role : all_roles()) {
      officers[role] = new_officer("as-" + std::string(name_of(role)), {role});
    }
    everything = new_officer("as-all", std::set<Role>(all_roles().begin(), all_roles().end()));
    spare = new_officer("spare", {Role::clerk});
    report = must(take_report(desk(), a_form(), new_form_token(desk()), "web", {})).reference;
    open = things("An open case");
    hidden = things("A restricted case");
    mine = things("A restricted case of one's own");
    for (const auto& entry : officers) must(add_member(desk(), owner, mine.id, entry.second));
    for (const auto* t : {&hidden, &mine}) {
      must(set_case_restricted(desk(), owner, t->id, true, "it concerns a colleague"));
    }
  }

  Things things(const std::string& subject) {
    Things t;
    t.id = must(open_case(desk(), owner, {subject, "officer", ""}));
    sealed(t.id, owner, "bytes of " + subject);
    must(state_facts(desk(), owner, t.id,
                     {known("entity.role", "owner"), known("discovered", "2026-03-02"), known("access", "acquired"),
                      known("data", Json::parse(R"([{"elements":["name","ssn"],"medium":"electronic","protection":"none"}])")),
                      known("people", Json::parse(R"([{"state":"US-CT","count":1}])"))}));
    resident(t.id, 1, "Canary Resident");
    t.finding = a_finding(t.id);
    // Named in words, in a fact and as a suspect: no page may show it but the one that opens it.
    must(write_entry(desk(), owner, t.id, {"Mordaunt Fenwick was seen.", When(), false, EntryId()}));
    must(state_facts(desk(), cli(), t.id,
                     {known("incident.actor_named", Json::parse(R"([{"party":"external","names":["Ysolde Crane"]}])"))}));
    must(name_suspect(desk(), owner, t.id, {{"Mordaunt Fenwick"}, ""}));
    t.sheet = must(decide_duties(desk(), owner, t.id, "")).id;
    t.clock = must(start_clock(desk(), owner, t.id, {"An answer", "", "business-days", 4, "2026-03-02", "a request"}));
    t.job = must(start_discovery(desk(), owner, t.id));
    LetterInputs in;
    in.what_happened = "A list was lost.";
    const auto batch = must(show_batch(desk(), owner, must(render_letters(desk(), owner, t.id, in)).id));
    t.batch = batch.id;
    t.letter = batch.rows.at(0).id;
    return t;
  }

  // As a search leaves one: masked, at its place.
  FindingId a_finding(const CaseId& id) {
    const auto tx = must(desk().store().write());
    const auto kase = must(tx->find_case(id));
    FindingRow row;
    const auto run = must(tx->next_number("run"));
    row.id = finding_id(id, {run, 1});
    row.case_id = id;
    row.run = "d" + std::to_string(run);
    row.evidence = EvidenceId(id.str() + "/E1");
    row.element = "NAME";
    row.confidence = 95;
    row.state = "proposed";
    row.body = must(seal_json(desk(), *tx, kase->key, "finding/" + row.id.str(),
                              Json{{"length", 16},
                                   {"masked", "M*** F***"},
                                   {"norm", base64("Mordaunt Fenwick")},
                                   {"offset", 0},
                                   {"path", "@0"},
                                   {"reason", "a name"}}));
    must(tx->put_findings({row}));
    must(tx->commit());
    return row.id;
  }

  std::string target(const http::Route& route, const Things& t) const {
    const std::map<std::string, std::string> values = {
        {"{clock}", t.clock},         {"{sheet}", t.sheet.str()},        {"{batch}", t.batch.str()},
        {"{letter}", t.letter.str()}, {"{finding}", t.finding.str()},    {"{number}", "E1"},
        {"{name}", "people.total"},   {"{token}", std::string(48, '0')}, {"{digest}", "none"},
        {"{path*}", "checkpoint"},    {"{section}", "records"},          {"{form}", "report"},
        {"{person}", "p-100001"}};
    auto out = route.pattern;
    const auto id = out.rfind("/staff/case/", 0) == 0     ? t.id.str()
                    : out.rfind("/staff/report/", 0) == 0 ? report.str()
                                                          : spare.str();
    const auto put = [&](const std::string& name, const std::string& value) {
      if (const auto at = out.find(name); at != std::string::npos) out.replace(at, name.size(), value);
    };
    put("{id}", id);
    for (const auto& [name, value] : values) put(name, value);
    EXPECT_EQ(out.find('{'), std::string::npos) << out << " has a part this test cannot fill";
    return out;
  }

  // A session as signing in makes one, without the slow hash.
  std::string session(const OfficerId& id) {
    const auto token = hex(chance.bytes(32));
    const auto tx = must(desk().store().write());
    must(tx->put_session({sha256_hex(token), id, clock.now(), clock.now(), clock.now() + std::chrono::hours(12)}));
    must(tx->commit());
    return token;
  }

  http::Response ask(const http::Route& route, const Things& t, const std::string& token, bool with_csrf) {
    auto request = http::request_of(route.method, target(route, t));
    request.peer = "127.0.0.1";
    request.host = "127.0.0.1:8080";
    if (!token.empty()) request.cookies.add(std::string(pages::Web::session_cookie), token);
    if (route.method == http::Method::post) {
      std::string csrf;
      if (with_csrf && !token.empty()) csrf = must(session_of(desk(), token)).csrf;
      if (route.upload) {
        request.headers.add("Content-Type", "multipart/form-data; boundary=b");
        const auto part = [](const std::string& head, const std::string& value) {
          return "--b\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + value + "\r\n";
        };
        request.body = part("name=\"csrf\"", csrf) + part("name=\"purpose\"", "to look") +
                       part("name=\"file\"; filename=\"x.txt\"", "new bytes " + token) + "--b--\r\n";
      } else {
        request.headers.add("Content-Type", "application/x-www-form-urlencoded");
        http::Fields fields;
        fields.add("csrf", csrf);
        fields.add("reason", "because a test asks");
        fields.add("names", "Somebody Else");
        fields.add("suspect", "A");
        fields.add("clear", "yes");
        fields.add("personal", "yes");
        fields.add("passphrase", "four invented words here");
        fields.add("purpose", "because a test asks");
        fields.add("certainty", "known");
        fields.add("job", t.job.str());
        fields.add("value", "7");
        // Sound values, so that the gate decides and not what was typed.
        fields.add("where", "the police");
        fields.add("state", route.name == "case.state" ? "closed" : "accepted");
        fields.add("standing", "accepted");
        fields.add("text", "because a test asks");
        fields.add("name", "Canary Resident");
        fields.add("address", "2 Invented Road\nStamford, CT 06903");
        fields.add("residence", "US-CT");
        fields.add("fact", "us/ct/stamford/office/police/telephone");
        fields.add("source", "the page of a test");
        fields.add("on", "2026-03-02");
        request.body = http::to_urlencoded(fields);
      }
    }
    return routers.site->handle(request);
  }

  static bool of_a_case(const http::Route& route) {
    for (const char* part : {"/case/{id}", "{clock}", "{sheet}", "{batch}", "{letter}"}) {
      if (route.pattern.find(part) != std::string::npos) return true;
    }
    return false;
  }
  static const Action* action_of(const http::Route& route) {
    static const auto actions = all_actions();
    for (const auto& action : actions) {
      if (name_of(action) == route.who) return &action;
    }
    return nullptr;
  }
  static std::string words(const http::Route& route, Role role, const std::string& which) {
    return std::string(http::name_of(route.method)) + " " + route.pattern + " as " + std::string(name_of(role)) +
           ", " + which;
  }

  std::shared_ptr<pages::Web> web;
  serving::Routers routers;
  Actor owner;
  std::map<Role, OfficerId> officers;
  OfficerId everything, spare;
  ReportId report;
  Things open, hidden, mine;
};

TEST_F(Routes, EachSaysWhoMayCallIt) {
  for (const auto& route : routers.site->routes()) {
    if (route.who == "anyone" || route.who == "reporter" || route.who == "officer") continue;
    EXPECT_NE(action_of(route), nullptr) << route.name << " says \"" << route.who << "\", which is no permission";
  }
  for (const auto& route : routers.site->routes()) {
    const bool staff = route.pattern.rfind("/staff", 0) == 0;
    const bool door = route.name.rfind("staff.sign_in", 0) == 0 || route.name.rfind("staff.invite", 0) == 0;
    EXPECT_EQ(pages::needs_officer(route.who), staff && !door) << route.name;
  }
}

TEST_F(Routes, WithoutASessionStaffPagesLeadToTheSignIn) {
  for (const auto& route : routers.site->routes()) {
    const auto response = ask(route, open, "", true);
    if (pages::needs_officer(route.who)) {
      EXPECT_EQ(response.status, 303) << route.name;
      EXPECT_EQ(response.headers.get("Location").rfind("/staff/sign-in", 0), 0U) << route.name;
    } else {
      EXPECT_LT(response.status, 500) << route.name << " " << response.fault;
      EXPECT_NE(response.status, 403) << route.name;
      if (route.method == http::Method::get && route.pattern.find('{') == std::string::npos) {
        EXPECT_EQ(response.status, 200) << route.name;
      }
    }
  }
}

TEST_F(Routes, AFormWithoutItsTokenIsRefused) {
  for (const auto& route : routers.site->routes()) {
    if (route.method != http::Method::post || !pages::needs_officer(route.who)) continue;
    EXPECT_EQ(ask(route, open, session(everything), false).status, 403) << route.name;
  }
}

TEST_F(Routes, AFormOfAnotherSiteIsRefused) {
  for (const auto& route : routers.site->routes()) {
    if (route.method != http::Method::post) continue;
    auto request = http::request_of(route.method, target(route, open));
    request.headers.add("Sec-Fetch-Site", "cross-site");
    request.cookies.add(std::string(pages::Web::session_cookie), session(everything));
    request.headers.add("Content-Type", "application/x-www-form-urlencoded");
    EXPECT_EQ(routers.site->handle(request).status, 403) << route.name;
  }
}

TEST_F(Routes, APausedSearchSaysSoAndIsResumedFromItsPage) {
  const auto route = [&](const std::string& name) {
    for (const auto& r : routers.site->routes())
      if (r.name == name) return r;
    throw std::runtime_error("no route " + name);
  };
  const auto token = session(everything);
  EXPECT_EQ(ask(route("case.discovery.pause"), open, token, true).status, 303);
  const auto page = ask(route("case.discovery"), open, token, false).body;
  EXPECT_NE(page.find("Paused"), std::string::npos);
  EXPECT_NE(page.find("/discovery/resume\""), std::string::npos);
  EXPECT_EQ(page.find("/discovery/pause\""), std::string::npos);
  EXPECT_EQ(ask(route("case.discovery.resume"), open, token, true).status, 303);
  EXPECT_NE(ask(route("case.discovery"), open, token, false).body.find("/discovery/pause\""),
            std::string::npos);
}

TEST_F(Routes, EachRoleReachesWhatThePolicySaysAndNoMore) {
  struct Case {
    const char* words;
    const Things* things;
    CaseStanding standing;
  };
  const Case cases[] = {{"somebody else's case", &open, {false, false}},
                        {"a restricted case", &hidden, {false, true}},
                        {"a restricted case of one's own", &mine, {true, true}}};
  std::size_t refused = 0;
  std::size_t allowed = 0;
  for (const auto& route : routers.site->routes()) {
    const auto* action = action_of(route);
    if (action == nullptr) continue;
    for (const auto role : all_roles()) {
      for (const auto& c : cases) {
        const auto actor = Actor::of_officer(officers.at(role), {role});
        const auto* standing = of_a_case(route) ? &c.standing : nullptr;
        auto ruling = may(actor, *action, standing);
        // Accepting without naming a case opens one.
        if (ruling && route.name == "report.accept") ruling = may(actor, Action::open_case);
        auto things_now = *c.things;
        if (route.pattern.find("{sheet}") != std::string::npos) {
          // A draft: whoever may release one does, and then others may read it.
          things_now.sheet = must(decide_duties(desk(), owner, c.things->id, "")).id;
        }
        const auto response = ask(route, things_now, session(officers.at(role)), true);
        const auto what = words(route, role, c.words) + " answered " + std::to_string(response.status) + " " +
                          response.fault;
        EXPECT_LT(response.status, 500) << what;
        if (ruling) {
          ++allowed;
          EXPECT_NE(response.status, 403) << what;
          EXPECT_NE(response.headers.get("Location").rfind("/staff/sign-in", 0), 0U) << what;
          if (route.method == http::Method::get) {
            EXPECT_EQ(response.status, 200) << what;
          }
        } else {
          ++refused;
          EXPECT_TRUE(response.status == 403 || response.status == 404) << what;
          const bool named_in_form = route.name.rfind("case.finding", 0) == 0;
          if (ruling.error().code == Errc::not_found && !named_in_form) {
            EXPECT_EQ(response.status, 404) << what;
          }
        }
        if (standing != nullptr && !may(actor, Action::see_people, standing)) {
          EXPECT_EQ(response.body.find("Canary Resident"), std::string::npos) << what;
        }
        if (!(ruling && route.name == "case.sealed.open")) {
          EXPECT_EQ(response.body.find("Fenwick"), std::string::npos) << what;
          EXPECT_EQ(response.body.find("Ysolde"), std::string::npos) << what;
        }
        if (standing == nullptr && c.things == &hidden && !may(actor, Action::read_case, &c.standing)) {
          EXPECT_EQ(response.body.find("A restricted case<"), std::string::npos) << what;
        }
        if (::testing::Test::HasFatalFailure()) return;
      }
    }
  }
  EXPECT_GT(refused, 400U);
  EXPECT_GT(allowed, 200U);
}

}  // namespace
}  // namespace ledgelight::desk
