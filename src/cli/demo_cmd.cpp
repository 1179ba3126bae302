// demo DIR: a desk with one worked incident of invented people, every part of it marked
// DEMONSTRATION. It goes through the same verbs as a real case, on a clock that begins a week ago.
#include "base/civil.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/context.hpp"
#include "cli/show.hpp"
#include "desk/cases.hpp"
#include "desk/clocks.hpp"
#include "desk/discovery.hpp"
#include "desk/duties.hpp"
#include "desk/evidence.hpp"
#include "desk/letters.hpp"
#include "desk/officers.hpp"
#include "desk/place.hpp"
#include "desk/readings.hpp"
#include "desk/record.hpp"
#include "desk/reports.hpp"
#include "desk/texts.hpp"
#include "wiring/init_desk.hpp"

namespace ledgelight::cli {
namespace {

// Nobody here exists. Streets are made up; numbers are in ranges given out to nobody before 2011.
constexpr std::string_view spreadsheet =
    "Employee,Social Security No,Date of Birth,Street,City,State,ZIP\n"
    "\"Abernathy, Quill\",811-04-2291,1971-04-02,14 Larkwhistle Lane,Stamford,CT,06903\n"
    "\"Bramwell, Odalys\",812-17-3350,1984-11-19,203 Tinder Hill Road,Stamford,CT,06905\n"
    "\"Castellane, Ivo\",813-22-4416,1990-06-30,7 Merrow Court,Stamford,CT,06902\n"
    "\"Dunmore, Philippa\",814-39-5527,1966-01-08,51 Sorrel Street,Norwalk,CT,06851\n"
    "\"Eastlake, Tobiah\",815-41-6638,1979-09-23,9 Quarry Bend,Stamford,CT,06907\n"
    "\"Fenwright, Saoirse\",816-58-7749,1993-03-14,88 Halyard Avenue,Greenwich,CT,06830\n"
    "\"Grantham, Lucero\",817-63-8851,1988-12-05,31 Plover Place,Port Chester,NY,10573\n"
    "\"Hollis, Bertrand\",818-70-9962,1975-07-27,120 Millrace Road,Stamford,CT,06903\n"
    "\"Iverness, Calla\",819-86-1173,1982-02-11,5 Gannet Way,Darien,CT,06820\n"
    "\"Jessamine, Rourke\",821-92-2284,1969-10-16,64 Old Orchard Turn,Stamford,CT,06906\n";

constexpr std::string_view mail_log =
    "2026-01-01 08:58:11 relay=out01 from=payroll@city.invalid to=all-hands@city.invalid size=48211 "
    "status=sent attach=benefits-check.csv\n"
    "2026-01-01 09:06:40 relay=out01 from=hr@city.invalid to=all-hands@city.invalid size=1980 "
    "status=sent subject=Please-delete\n";

struct Person {
  const char* login;
  const char* name;
  const char* roles;
};
constexpr Person people[] = {{"rivera", "A. Rivera (privacy officer)", "privacy,keeper"},
                             {"okafor", "B. Okafor (counsel)", "counsel"},
                             {"lind", "C. Lind (IT responder)", "responder,clerk"}};

struct Seat {
  std::string login, password, totp_secret;
  desk::Actor actor;
};

class Story {
 public:
  Story(desk::Desk& desk, FixedClock& clock) : desk_(desk), clock_(clock) {}
  std::vector<Seat> seats;
  CaseId id;
  desk::Receipt receipt;

  Result<void> tell() {
    TRY(seat_officers());
    TRY(open_the_public_side());
    TRY(report());
    TRY(triage());
    TRY(state_what_is_known());
    TRY(seal());
    TRY(search());
    TRY(reckon());
    TRY(write_letters());
    TRY(fill_inbox());
    return {};
  }

 private:
  void later(std::chrono::minutes by) { clock_.advance(by); }
  const desk::Actor& privacy() const { return seats[0].actor; }
  const desk::Actor& counsel() const { return seats[1].actor; }
  const desk::Actor& responder() const { return seats[2].actor; }

  Result<void> seat_officers() {
    for (const auto& p : people) {
      desk::NewOfficer what;
      what.login = p.login;
      what.name = p.name;
      what.roles = TRY(desk::parse_roles(p.roles));
      what.password = lowered(grouped(speakable_code(desk_.randomness(), 16)));
      const auto added = TRY(desk::add_officer(desk_, desk::Actor::of_command_line("0"), what));
      Seat seat{p.login, what.password, "", desk::Actor::of_officer(added.id, what.roles)};
      if (std::string_view(p.login) == "okafor") {
        seat.totp_secret = TRY(desk::enrol_totp(desk_, seat.actor, added.id)).totp_secret;
      }
      seats.push_back(std::move(seat));
    }
    return {};
  }

  // Each says of itself that it is invented: a screenshot may lose the banner.
  Result<void> open_the_public_side() {
    const auto place = TRY(desk::place_state(desk_));
    int number = 100;
    for (const auto& line : place.lines) {
      if (!line.needed) continue;
      const auto part = line.fact.substr(line.fact.rfind('/') + 1);
      desk::NewContact what;
      what.fact = line.fact;
      what.source = "the demonstration";
      ++number;
      if (part == "telephone") {
        what.value = "(203) 555-0" + std::to_string(number) + " (invented)";
        what.value_es = "(203) 555-0" + std::to_string(number) + " (inventado)";
      } else if (part == "e-mail") {
        what.value = "office-" + std::to_string(number) + "@city.invalid (invented)";
        what.value_es = "office-" + std::to_string(number) + "@city.invalid (inventado)";
      } else if (part == "address") {
        what.value = "1 Demonstration Plaza (invented)";
        what.value_es = "1 Demonstration Plaza (inventado)";
      } else if (part == "hours") {
        what.value = "Monday to Friday, 9 to 5 (invented)";
        what.value_es = "Lunes a viernes, de 9 a 5 (inventado)";
      } else {
        what.value = "Demonstration office (invented)";
        what.value_es = "Oficina de demostración (inventada)";
      }
      TRY(desk::enter_contact(desk_, privacy(), what));
    }
    return {};
  }

  Result<desk::Receipt> one_report(casefile::ReportAnswers answers) {
    const auto today = TRY(parse_date(desk_.local_day()));
    const auto checked = casefile::check_report(answers, today);
    if (!checked.form) return fail(Errc::internal, "the demonstration's report does not pass");
    return desk::take_report(desk_, *checked.form, desk::new_form_token(desk_), "web", {});
  }

  Result<void> report() {
    casefile::ReportAnswers answers;
    answers.kind = "exposed_records";
    answers.urgency = "none";
    answers.what = "I work for the city. This morning a mail went to everybody with a list of my colleagues' "
                   "Social Security numbers. I deleted it, but some people may have opened it.";
    answers.where = "Mail with the subject: benefits check";
    const auto day = TRY(parse_date(desk_.local_day()));
    answers.when_year = std::to_string(static_cast<int>(day.year()));
    answers.when_month = std::to_string(static_cast<unsigned>(day.month()));
    answers.when_day = std::to_string(static_cast<unsigned>(day.day()));
    answers.reply = "anonymous";
    receipt = TRY(one_report(answers));
    return {};
  }

  Result<void> triage() {
    later(std::chrono::minutes(22));
    (void)TRY(desk::read_report(desk_, responder(), receipt.reference));
    later(std::chrono::minutes(5));
    id = TRY(desk::accept_report(desk_, responder(), receipt.reference, CaseId(),
                                 "Payroll list mailed to all staff"));
    TRY(desk::add_member(desk_, responder(), id, privacy().officer));
    TRY(desk::add_member(desk_, responder(), id, counsel().officer));
    TRY(desk::message_reporter(desk_, responder(), receipt.reference,
                               "Thank you. We are looking into it. Do you still have the mail? Please do not "
                               "forward it; keep it where it is.", true));
    later(std::chrono::minutes(50));
    TRY(desk::message_from_reporter(desk_, receipt.code, "It is still in my deleted items."));
    return {};
  }

  Result<void> state_what_is_known() {
    const auto day = desk_.local_day();
    const auto fact = [](const char* name, casefile::Certainty certainty, Json value, const char* by) {
      casefile::Fact f;
      f.name = name;
      f.certainty = certainty;
      f.value = std::move(value);
      f.said_by = by;
      return f;
    };
    using casefile::Certainty;
    const Json item{{"elements", {"name", "ssn", "dob"}}, {"medium", "electronic"}, {"protection", "none"}};
    TRY(desk::state_facts(desk_, responder(), id,
                          {fact("incident.kind", Certainty::known, "misdirected_mail", "reporter"),
                           fact("incident.summary", Certainty::known,
                                "A payroll list was attached to a mail to all staff.", "IT"),
                           fact("discovered", Certainty::known, day, "reporter"),
                           fact("window", Certainty::known, day, "mail log"),
                           fact("access", Certainty::suspected, "accessed", "IT"),
                           fact("entity.role", Certainty::known, "owner", "personnel office"),
                           fact("entity.hipaa", Certainty::known, false, "personnel office"),
                           fact("data", Certainty::known, Json::array({item}), "IT")}));
    later(std::chrono::minutes(30));
    TRY(desk::write_entry(desk_, responder(), id,
                          {"The mail was recalled. 212 of 240 copies were unread and are gone.",
                           When::of(desk_.now()), false, EntryId()}));
    TRY(desk::write_entry(desk_, counsel(), id,
                          {"Advice to the desk: treat every listed person as affected until the mail log shows otherwise.",
                           When::of(desk_.now()), true, EntryId()}));
    return {};
  }

  Result<void> seal_one(const char* name, std::string_view bytes) {
    auto intake = TRY(desk::EvidenceIntake::begin(
        desk_, responder(), id, {name, "mail server", "what was sent, and to whom", ""}));
    TRY(intake->write(bytes));
    (void)TRY(intake->finish());
    return {};
  }

  Result<void> seal() {
    later(std::chrono::minutes(45));
    TRY(seal_one("benefits-check.csv", spreadsheet));
    TRY(seal_one("mail.log", mail_log));
    (void)TRY(desk::check_evidence(desk_, responder(), id, true));
    return {};
  }

  Result<void> search() {
    later(std::chrono::hours(3));
    (void)TRY(desk::run_discovery(desk_, privacy(), id, {}));
    later(std::chrono::minutes(40));
    (void)TRY(desk::judge_people(desk_, privacy(), id, PersonId(), "accepted"));
    TRY(desk::accept_register(desk_, privacy(), id));
    return {};
  }

  Result<void> reckon() {
    later(std::chrono::hours(20));
    const auto sheet = TRY(desk::decide_duties(desk_, privacy(), id, ""));
    const auto day = desk_.local_day();
    const auto clock = TRY(desk::start_clock(desk_, privacy(), id,
                                             {"Answer to the union's records request", "Conn. Gen. Stat. § 1-206(a)",
                                              "business-days", 4, day, "The request came by mail."}));
    TRY(desk::turn_clock(desk_, privacy(), clock, "pause", day, "The union was asked which mailing it means."));
    later(std::chrono::hours(2));
    // Counsel has read what the officers wrote: exports may carry it.
    std::vector<std::uint64_t> read;
    for (const auto& text : TRY(desk::list_texts(desk_, counsel(), id))) read.push_back(text.event);
    (void)TRY(desk::release_texts(desk_, counsel(), id, read));
    for (const auto& line : TRY(desk::readings_of_sheet(desk_, counsel(), sheet.id))) {
      TRY(desk::sign_reading(desk_, counsel(), sheet.id, line.reading.id, "case",
                             "The earlier day and the wider duty are taken; that costs nobody anything here."));
    }
    TRY(desk::release_sheet(desk_, counsel(), sheet.id));
    return {};
  }

  Result<void> write_letters() {
    later(std::chrono::hours(24));
    desk::LetterInputs in;
    in.what_happened = "A list with your name was attached to a mail that went to all city staff. It was meant "
                       "for one office.";
    in.what_we_do = "We took the mail back the same morning. We asked each reader to delete it. Lists like this "
                    "now need a second look before they are sent.";
    in.contact_name = "Demonstration Desk";
    in.contact_phone = "(203) 555-0142";
    in.contact_mail = "desk@city.invalid";
    in.contact_hours = "Monday to Friday, 9 a.m. to 5 p.m. Eastern Time";
    in.contact_address = "1 Demonstration Plaza\nStamford, CT 06901";
    in.enrol_how = "Call the number below and give the case number at the top of this letter.";
    in.enrol_until = to_text(plus_days(TRY(parse_date(desk_.local_day())), 120));
    in.signer = "A. Rivera";
    in.signer_title = "Privacy Officer";
    const auto batch = TRY(desk::render_letters(desk_, privacy(), id, in));
    if (!batch.gaps.empty()) return {};  // the page shows what keeps them from going
    later(std::chrono::hours(3));
    return desk::approve_batch(desk_, counsel(), batch.id, batch.digest);
  }

  Result<void> fill_inbox() {
    later(std::chrono::hours(9));
    casefile::ReportAnswers answers;
    answers.kind = "suspicious_message";
    answers.urgency = "none";
    answers.what = "A text message says I owe the city a parking fine and must pay by gift card today.";
    answers.when_unsure = "yes";
    answers.reply = "contact";
    answers.name = "Wren Demonstration";
    answers.email = "wren@example.org";
    answers.how = "email";
    (void)TRY(one_report(answers));
    later(std::chrono::hours(1));
    casefile::ReportAnswers second;
    second.kind = "lost_or_stolen";
    second.urgency = "none";
    second.what = "A tablet from the recreation office was left on the train to New Haven.";
    second.when_unsure = "yes";
    second.reply = "anonymous";
    (void)TRY(one_report(second));
    return {};
  }

  desk::Desk& desk_;
  FixedClock& clock_;
};

Result<Answer> demo(Context& c) {
  FixedClock clock(system_clock().now() - std::chrono::hours(24 * 4));
  wiring::InitOptions options;
  options.demonstration = true;
  options.clock = &clock;
  const auto desk = TRY(wiring::init_desk(c.text("DIR"), "us/ct/stamford", options));
  Story story(*desk, clock);
  TRY(story.tell());
  (void)TRY(desk::publish(*desk));
  Json officers = Json::array();
  std::string text = "A demonstration desk is in " + c.text("DIR") + ". Everything in it is invented.\n";
  for (const auto& s : story.seats) {
    officers.push_back({{"login", s.login}, {"password", s.password}, {"totp_secret", text_json(s.totp_secret)}});
    text += "  officer " + s.login + "  password " + s.password +
            (s.totp_secret.empty() ? "" : "  authenticator secret " + s.totp_secret) + "\n";
  }
  text += "  receipt code of the report: " + story.receipt.code;
  return Answer{text, Json{{"case", story.id.str()},
                           {"desk", c.text("DIR")},
                           {"officers", std::move(officers)},
                           {"report_code", story.receipt.code},
                           {"report_reference", story.receipt.reference.str()}}};
}

}  // namespace

void add_demo(Commands& to) {
  Command command;
  command.path = "demo";
  command.summary = "Make a demonstration desk with one worked incident of invented people";
  command.positionals = {{"DIR", "folder to make"}};
  command.run = demo;
  command.desk = Command::Desk::none;
  command.details = "Every page, PDF and export of it says DEMONSTRATION. Passwords are made anew and shown once.";
  to.commands.push_back(std::move(command));
}

}  // namespace ledgelight::cli
