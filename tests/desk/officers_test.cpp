#include <liboath/oath.h>

#include <array>

#include "a_desk.hpp"

namespace ledgelight::desk {
namespace {

// RFC 6238 by the library that the reference tool uses, from the base32 text an officer enrols.
std::string code_at(const std::string& base32, Instant at) {
  char* secret = nullptr;
  std::size_t size = 0;
  EXPECT_EQ(oath_base32_decode(base32.c_str(), base32.size(), &secret, &size), OATH_OK);
  std::array<char, 8> out{};
  EXPECT_EQ(oath_totp_generate(secret, size, at.time_since_epoch().count(), 30, 0, 6, out.data()), OATH_OK);
  std::free(secret);
  return {out.data(), 6};
}

class Officers : public ADesk {
 protected:
  static constexpr const char* password = "correct horse battery";
  std::string invited(const std::string& login) {
    const auto added = must(add_officer(desk(), cli(), {login, "Officer", {Role::privacy}, ""}));
    const auto invite = must(read_invite(desk(), added.invite));
    must(accept_invite(desk(), added.invite, "", "", password, code_at(invite.totp_secret, clock.now())));
    clock.advance(std::chrono::seconds(60));
    return invite.totp_secret;
  }
};

TEST_F(Officers, SignInTakesPasswordAndCode) {
  const auto secret = invited("rivera");
  EXPECT_EQ(code_of(sign_in(desk(), "rivera", password, "", Door::loopback)), Errc::bad_credential);
  EXPECT_EQ(code_of(sign_in(desk(), "rivera", "something else here", code_at(secret, clock.now()), Door::outside)),
            Errc::bad_credential);
  const auto token = must(sign_in(desk(), "Rivera ", password, code_at(secret, clock.now()), Door::outside));
  EXPECT_EQ(must(session_of(desk(), token)).name, "Officer");
  EXPECT_EQ(code_of(session_of(desk(), token + "0")), Errc::bad_credential);
}

TEST_F(Officers, ACodeWorksOnce) {
  const auto secret = invited("rivera");
  const auto code = code_at(secret, clock.now());
  must(sign_in(desk(), "rivera", password, code, Door::outside));
  EXPECT_EQ(code_of(sign_in(desk(), "rivera", password, code, Door::outside)), Errc::bad_credential);
  clock.advance(std::chrono::seconds(30));
  must(sign_in(desk(), "rivera", password, code_at(secret, clock.now()), Door::outside));
}

TEST_F(Officers, TheCodeOfTheNextStepIsTakenAndOneLaterIsNot) {
  const auto secret = invited("rivera");
  EXPECT_EQ(code_of(sign_in(desk(), "rivera", password,
                            code_at(secret, clock.now() + std::chrono::seconds(90)), Door::outside)),
            Errc::bad_credential);
  must(sign_in(desk(), "rivera", password, code_at(secret, clock.now() + std::chrono::seconds(30)), Door::outside));
}

TEST_F(Officers, FiveWrongTriesLockForAWhile) {
  const auto secret = invited("rivera");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(code_of(sign_in(desk(), "rivera", "wrong password", "000000", Door::outside)), Errc::bad_credential);
  }
  EXPECT_EQ(code_of(sign_in(desk(), "rivera", password, code_at(secret, clock.now()), Door::outside)), Errc::too_many);
  clock.advance(std::chrono::minutes(2));
  must(sign_in(desk(), "rivera", password, code_at(secret, clock.now()), Door::outside));
}

TEST_F(Officers, WithoutASecondFactorOnlyThisMachineIsADoor) {
  must(add_officer(desk(), cli(), {"okafor", "Officer", {Role::privacy}, password}));
  EXPECT_EQ(code_of(sign_in(desk(), "okafor", password, "", Door::outside)), Errc::bad_credential);
  must(sign_in(desk(), "okafor", password, "", Door::loopback));
}

TEST_F(Officers, AnEnrolledSecretIsAskedForFromThenOn) {
  const auto id = must(add_officer(desk(), cli(), {"okafor", "Officer", {Role::privacy}, password})).id;
  const auto enrolled = must(enrol_totp(desk(), cli(), id));
  EXPECT_EQ(code_of(sign_in(desk(), "okafor", password, "", Door::loopback)), Errc::bad_credential);
  must(sign_in(desk(), "okafor", password, code_at(enrolled.totp_secret, clock.now()), Door::loopback));
}

TEST_F(Officers, AnInviteWorksOnceAndEndsAfterADay) {
  const auto added = must(add_officer(desk(), cli(), {"rivera", "Officer", {Role::privacy}, ""}));
  const auto invite = must(read_invite(desk(), added.invite));
  EXPECT_EQ(must(read_invite(desk(), added.invite)).totp_secret, invite.totp_secret);
  EXPECT_EQ(code_of(accept_invite(desk(), added.invite, "", "", password, "000000")), Errc::bad_credential);
  EXPECT_EQ(code_of(accept_invite(desk(), added.invite, "", "", "short", code_at(invite.totp_secret, clock.now()))),
            Errc::bad_input);
  must(accept_invite(desk(), added.invite, "", "", password, code_at(invite.totp_secret, clock.now())));
  EXPECT_EQ(code_of(read_invite(desk(), added.invite)), Errc::not_found);
  EXPECT_EQ(code_of(accept_invite(desk(), added.invite, "", "", password, code_at(invite.totp_secret, clock.now()))),
            Errc::not_found);
  const auto late = must(add_officer(desk(), cli(), {"late", "Officer", {Role::privacy}, ""}));
  clock.advance(std::chrono::hours(24));
  EXPECT_EQ(code_of(read_invite(desk(), late.invite)), Errc::not_found);
}

TEST_F(Officers, OnlyTheNewestFirstLinkLivesAndOnlyUntilThereIsAnOfficer) {
  const auto older = must(first_officer_link(desk()));
  const auto newer = must(first_officer_link(desk()));
  EXPECT_EQ(code_of(read_invite(desk(), older)), Errc::not_found);
  const auto invite = must(read_invite(desk(), newer));
  EXPECT_TRUE(must(needs_first_officer(desk())));
  must(accept_invite(desk(), newer, "first", "First Officer", password, code_at(invite.totp_secret, clock.now())));
  EXPECT_FALSE(must(needs_first_officer(desk())));
  EXPECT_EQ(code_of(first_officer_link(desk())), Errc::wrong_state);
}

TEST_F(Officers, ALoginIsTakenOnce) {
  new_officer("rivera", {Role::privacy});
  EXPECT_EQ(code_of(add_officer(desk(), cli(), {"RIVERA", "x", {Role::privacy}, ""})), Errc::conflict);
  EXPECT_EQ(code_of(add_officer(desk(), cli(), {"a b", "x", {Role::privacy}, ""})), Errc::bad_input);
  EXPECT_EQ(code_of(add_officer(desk(), cli(), {"nobody", "x", {}, ""})), Errc::bad_input);
}

TEST_F(Officers, AnIdleSessionEnds) {
  must(add_officer(desk(), cli(), {"okafor", "Officer", {Role::privacy}, password}));
  const auto token = must(sign_in(desk(), "okafor", password, "", Door::loopback));
  clock.advance(std::chrono::minutes(29));
  EXPECT_TRUE(session_of(desk(), token).has_value());
  clock.advance(std::chrono::minutes(29));
  EXPECT_TRUE(session_of(desk(), token).has_value());
  clock.advance(std::chrono::minutes(30));
  EXPECT_EQ(code_of(session_of(desk(), token)), Errc::bad_credential);
}

TEST_F(Officers, ASessionEndsAfterTwelveHoursHoweverBusy) {
  must(add_officer(desk(), cli(), {"okafor", "Officer", {Role::privacy}, password}));
  const auto token = must(sign_in(desk(), "okafor", password, "", Door::loopback));
  for (int i = 0; i < 35; ++i) {
    clock.advance(std::chrono::minutes(20));
    EXPECT_TRUE(session_of(desk(), token).has_value()) << i;
  }
  clock.advance(std::chrono::minutes(20));
  EXPECT_FALSE(session_of(desk(), token).has_value());
}

TEST_F(Officers, SigningOutAndBeingPutAsideEndASession) {
  const auto id = must(add_officer(desk(), cli(), {"okafor", "Officer", {Role::privacy}, password})).id;
  const auto token = must(sign_in(desk(), "okafor", password, "", Door::loopback));
  must(sign_out(desk(), token));
  EXPECT_FALSE(session_of(desk(), token).has_value());
  const auto other = must(sign_in(desk(), "okafor", password, "", Door::loopback));
  must(set_officer_active(desk(), cli(), id, false));
  EXPECT_FALSE(session_of(desk(), other).has_value());
  EXPECT_EQ(code_of(sign_in(desk(), "okafor", password, "", Door::loopback)), Errc::bad_credential);
}

// One line an action, one column a role in the order of all_roles(): n never, m only as a member,
// o every case that is not restricted, e everywhere. Written out by hand, so that a change of the
// policy has to be made twice.
struct Line {
  const char* action;
  const char* reach;  // responder privacy counsel clerk communications auditor keeper
};
constexpr Line policy[] = {
    {"see-inbox", "eeeennn"},       {"triage", "eenennn"},          {"open-compartment", "neennnn"},
    {"list-cases", "eeeeeen"},      {"open-case", "eeennnn"},       {"read-case", "moommon"},
    {"read-privileged", "moonnnn"}, {"state-fact", "momnnnn"},      {"write-entry", "moommnn"},
    {"change-case", "momnnnn"},     {"add-evidence", "mommnnn"},    {"read-evidence", "moonnnn"},
    {"run-discovery", "monnnnn"},   {"judge-finding", "monnnnn"},   {"see-people", "moonnnn"},
    {"decide-duties", "moonnnn"},   {"release-duties", "nnonnnn"},  {"render-letters", "momnmnn"},
    {"approve-letters", "noonnnn"}, {"mark-mailed", "monmmnn"},     {"export-case", "moonnon"},
    {"release-texts", "noonnnn"},   {"manage-place", "neeeene"},
    {"export-personal", "noonnnn"}, {"see-record", "neennen"},      {"manage-officers", "nnnnnne"},
    {"sign-reading", "nnonnnn"},    {"change-clock", "moomnnn"},    {"enter-place-day", "neeennn"},
};

TEST(May, FollowsThePolicyForEveryRoleActionAndCase) {
  ASSERT_EQ(all_actions().size(), std::size(policy)) << "a new action needs a line here";
  for (const auto action : all_actions()) {
    const Line* line = nullptr;
    for (const auto& l : policy) {
      if (name_of(action) == l.action) line = &l;
    }
    ASSERT_NE(line, nullptr) << name_of(action) << " has no line here";
    for (std::size_t r = 0; r < all_roles().size(); ++r) {
      const auto actor = Actor::of_officer(OfficerId("o-1"), {all_roles()[r]});
      const auto where = std::string(name_of(all_roles()[r])) + " " + line->action;
      const char reach_sign = line->reach[r];
      EXPECT_EQ(may(actor, action).has_value(), reach_sign != 'n') << where;
      for (const bool member : {false, true}) {
        for (const bool restricted : {false, true}) {
          const CaseStanding standing{member, restricted};
          const bool expected = reach_sign == 'e' || (reach_sign == 'm' && member) ||
                                (reach_sign == 'o' && (member || !restricted));
          const auto got = may(actor, action, &standing);
          EXPECT_EQ(got.has_value(), expected) << where << " member " << member << " restricted " << restricted;
          if (!got && !may(actor, Action::read_case, &standing)) {
            EXPECT_EQ(got.error().code, Errc::not_found) << where;
          }
        }
      }
    }
  }
}

TEST(May, AResidentNeverAndTheCommandLineNeverApproves) {
  for (const auto action : all_actions()) {
    EXPECT_FALSE(may(Actor::of_resident(ReportId("R-1")), action).has_value()) << name_of(action);
    const bool in_person = action == Action::approve_letters || action == Action::sign_reading;
    EXPECT_EQ(may(Actor::of_command_line("0"), action).has_value(), !in_person) << name_of(action);
    EXPECT_FALSE(may(Actor::of_officer(OfficerId("o-1"), {}), action).has_value()) << name_of(action);
  }
}

TEST(May, RolesAddUp) {
  const auto both = Actor::of_officer(OfficerId("o-1"), {Role::auditor, Role::keeper});
  EXPECT_TRUE(may(both, Action::manage_officers).has_value());
  EXPECT_TRUE(may(both, Action::see_record).has_value());
  EXPECT_FALSE(may(both, Action::triage).has_value());
}

TEST_F(Officers, TheLastKeeperStays) {
  const auto one = new_officer("first-keeper", {Role::keeper});
  const auto as_one = Actor::of_officer(one, {Role::keeper});
  EXPECT_EQ(code_of(set_officer_active(desk(), as_one, one, false)), Errc::wrong_state);
  EXPECT_EQ(code_of(set_officer_roles(desk(), as_one, one, {Role::clerk})), Errc::wrong_state);
  const auto two = new_officer("second-keeper", {Role::keeper, Role::clerk});
  must(set_officer_active(desk(), as_one, one, false));
  EXPECT_EQ(code_of(set_officer_active(desk(), cli(), two, false)), Errc::wrong_state);
  must(set_officer_active(desk(), cli(), one, true));
  must(set_officer_roles(desk(), cli(), two, {Role::clerk}));
}

}  // namespace
}  // namespace ledgelight::desk
