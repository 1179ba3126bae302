// A reckoning as the interface JSON and as words.
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "law/duties.hpp"

namespace ledgelight::law {
namespace {

Json day_or_null(const std::optional<Date>& day) {
  return day ? Json(to_text(*day)) : Json(nullptr);
}
Json count_or_null(const std::optional<std::int64_t>& count) {
  return count ? Json(*count) : Json(nullptr);
}
Json flags_json(const std::vector<Flag>& flags) {
  Json out = Json::array();
  for (const auto& flag : flags) out.push_back({{"code", flag.code}, {"text", flag.text}});
  return out;
}
Json citations_json(const std::vector<Source>& sources) {
  Json out = Json::array();
  for (const auto& source : sources) out.push_back(to_json(source));
  return out;
}

Json duty_json(const Duty& duty) {
  Json alternatives = Json::array(), because = Json::array();
  for (const auto& a : duty.alternatives)
    alternatives.push_back({{"due", day_or_null(a.due)}, {"because", a.because}});
  for (const auto& b : duty.because) because.push_back({{"fact", b.fact}, {"value", b.value}});
  Json services = nullptr;
  if (duty.services)
    services = {{"months", duty.services->months}, {"count", count_or_null(duty.services->count)}};
  return {{"id", duty.id},
          {"rule", duty.rule},
          {"title", duty.title},
          {"bearer", duty.bearer},
          {"kind", duty.kind},
          {"jurisdiction", duty.jurisdiction},
          {"recipient", duty.recipient},
          {"count", count_or_null(duty.count)},
          {"due", day_or_null(duty.due)},
          {"due_text", duty.due_text},
          {"working_due", day_or_null(duty.working_due)},
          {"alternatives", std::move(alternatives)},
          {"state", name_of(duty.state)},
          {"days_late", duty.days_late},
          {"services", std::move(services)},
          {"methods", duty.methods},
          {"content", duty.content},
          {"because", std::move(because)},
          {"citations", citations_json(duty.citations)},
          {"flags", flags_json(duty.flags)}};
}

class Writer {
 public:
  std::string text;

  void line(std::string_view words, int indent = 0) {
    text.append(static_cast<std::size_t>(indent), ' ');
    text.append(words);
    text += '\n';
  }
  void list(std::string_view head, const std::vector<std::string>& items) {
    if (items.empty()) return;
    line(head, 2);
    for (const auto& item : items) line("- " + item, 4);
  }
};

std::string state_words(const Duty& duty) {
  std::string out(name_of(duty.state));
  if (duty.days_late > 0)
    out += " (" + std::to_string(duty.days_late) +
           (duty.days_late == 1 ? " day late)" : " days late)");
  return out;
}

// Where a text was read and how sure that is.
std::string reading_words(const Source& source) {
  std::string out = "[" + std::string(name_of(source.confidence));
  if (source.read) out += ", read " + to_text(*source.read);
  out += source.verified() ? "]" : ", NOT VERIFIED]";
  if (!source.note.empty()) out += " (" + source.note + ")";
  if (!source.url.empty()) out += " " + source.url;
  if (source.url.empty() && !source.what.empty()) out += " " + source.what;
  return out;
}

// Each text cited once, with every place where it was read.
std::vector<std::string> source_lines(const std::vector<Source>& sources) {
  std::vector<std::pair<std::string, std::string>> cited;
  for (const auto& source : sources) {
    const auto words = reading_words(source);
    const auto at = std::find_if(cited.begin(), cited.end(),
                                 [&](const auto& one) { return one.first == source.cite; });
    if (at == cited.end())
      cited.emplace_back(source.cite, words);
    else if (at->second.find(words) == std::string::npos)
      at->second += "; " + words;
  }
  std::vector<std::string> out;
  for (const auto& [cite, words] : cited)
    out.push_back(cite + " " + words);
  return out;
}

std::vector<std::string> flag_lines(const std::vector<Flag>& flags) {
  std::vector<std::string> out;
  for (const auto& flag : flags) out.push_back(flag.code + ": " + flag.text);
  return out;
}

void duty_words(Writer& out, const Duty& duty, std::size_t number) {
  out.line("");
  out.line(std::to_string(number) + ". " + duty.title + " — " + duty.jurisdiction);
  out.line("Last day:  " + (duty.due ? long_text(*duty.due) : std::string("no day")) + " (" +
               duty.due_text + ")", 2);
  if (duty.working_due && duty.working_due != duty.due)
    out.line("Aim for:   " + long_text(*duty.working_due), 2);
  for (const auto& alternative : duty.alternatives)
    out.line("Or:        " +
                 (alternative.due ? long_text(*alternative.due) : std::string("no day")) + ": " +
                 alternative.because, 2);
  out.line("State:     " + state_words(duty), 2);
  out.line("Who:       " + duty.bearer, 2);
  out.line("To whom:   " + duty.recipient + ", " +
               (duty.count ? std::to_string(*duty.count) : std::string("number not known")), 2);
  if (duty.services)
    out.line("Services:  " + std::to_string(duty.services->months) + " months for " +
                 (duty.services->count ? std::to_string(*duty.services->count)
                                       : std::string("a number not known")), 2);
  out.list("How:", duty.methods);
  out.list("Must say:", duty.content);
  std::vector<std::string> facts;
  for (const auto& b : duty.because) facts.push_back(b.fact + " = " + plain_json(b.value));
  out.list("Because:", facts);
  out.list("On the authority of:", source_lines(duty.citations));
  out.list("For counsel:", flag_lines(duty.flags));
  out.line("Rule:      " + duty.rule, 2);
}

}  // namespace

Json to_json(const Reckoning& reckoning) {
  Json packs = Json::array(), duties = Json::array(), none = Json::array(),
       questions = Json::array();
  for (const auto& pack : reckoning.packs)
    packs.push_back({{"id", pack.id}, {"version", pack.version}, {"digest", pack.digest}});
  for (const auto& duty : reckoning.duties) duties.push_back(duty_json(duty));
  for (const auto& one : reckoning.not_required)
    none.push_back({{"rule", one.rule},
                    {"jurisdiction", one.jurisdiction},
                    {"because", one.because},
                    {"citations", citations_json(one.citations)}});
  for (const auto& question : reckoning.questions)
    questions.push_back({{"fact", question.fact}, {"why", question.why}});
  return {{"known_at", to_text(reckoning.known_at)},
          {"packs", std::move(packs)},
          {"duties", std::move(duties)},
          {"not_required", std::move(none)},
          {"questions", std::move(questions)},
          {"flags", flags_json(reckoning.flags)}};
}

std::string to_words(const Reckoning& reckoning) {
  Writer out;
  out.line("Duties as known on " + long_text(reckoning.known_at));
  out.line("Not legal advice; not reviewed by counsel.");
  if (reckoning.duties.empty()) {
    out.line("");
    out.line("No duty was found. What is not required, and what is not known, stands below.");
  }
  for (std::size_t i = 0; i < reckoning.duties.size(); ++i)
    duty_words(out, reckoning.duties[i], i + 1);
  if (!reckoning.not_required.empty()) {
    out.line("");
    out.line("Not required");
    for (const auto& one : reckoning.not_required) {
      out.line("- " + one.jurisdiction + ": " + one.because + " (" + one.rule + ")", 2);
      for (const auto& line : source_lines(one.citations))
        out.line(line, 6);
    }
  }
  if (!reckoning.questions.empty()) {
    out.line("");
    out.line("Questions still open");
    for (const auto& question : reckoning.questions)
      out.line("- " + question.fact + ": " + question.why, 2);
  }
  if (!reckoning.flags.empty()) {
    out.line("");
    out.line("For counsel");
    for (const auto& flag : flag_lines(reckoning.flags)) out.line("- " + flag, 2);
  }
  out.line("");
  out.line("Reckoned from");
  for (const auto& pack : reckoning.packs)
    out.line(pack.id + " " + pack.version + " sha256:" + pack.digest, 2);
  return std::move(out.text);
}

}  // namespace ledgelight::law
