// A case of a lost list on a desk, with two officers and what a letter to its residents needs.
#pragma once

#include <array>
#include <cstdio>
#include <fstream>
#include <utility>
#include <vector>

#include "a_desk.hpp"
#include "desk/letters.hpp"

namespace ledgelight::desk {

class ACaseOfLetters : public ADesk {
 protected:
  ACaseOfLetters() : privacy(officer("privacy", {Role::privacy})), counsel(officer("counsel", {Role::counsel})) {
    id = must(open_case(desk(), privacy, {"A list on a bus", "officer", ""}));
  }
  /// What duties ask for; `people`: the fact of that name, in JSON.
  void know(const std::string& people, std::vector<casefile::Fact> more = {}) {
    more.insert(more.begin(),
                {known("entity.role", "owner"), known("discovered", "2026-03-02"), known("access", "acquired"),
                 known("data", Json::parse(R"([{"elements":["name","ssn"],"medium":"electronic","protection":"none"}])")),
                 known("people", Json::parse(people))});
    must(state_facts(desk(), privacy, id, more));
  }
  static LetterInputs inputs() {
    LetterInputs in;
    in.contact_name = "Privacy desk";
    in.contact_phone = "203-555-0100";
    in.contact_mail = "privacy@stamford.example";
    in.contact_hours = "Monday to Friday, 9 to 5";
    in.contact_address = "1 Invented Plaza\nStamford, CT 06901";
    in.enrol_how = "Call 203-555-0101 and give the code 4711.";
    in.enrol_until = "2026-08-31";
    in.what_happened = "A printed list was left on a bus and taken by somebody we do not know.";
    in.what_we_do = "The list is no longer printed, and the police were told.";
    in.signer = "I. Invented";
    in.signer_title = "Privacy officer";
    return in;
  }
  /// The words of a PDF, as a reader's program extracts them.
  std::string text_of_pdf(const std::string& pdf) {
    const auto file = (root / "some.pdf").string();
    std::ofstream(file, std::ios::binary) << pdf;
    std::FILE* pipe = ::popen(("pdftotext -layout '" + file + "' - 2>/dev/null").c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("no pdftotext");
    std::string out;
    std::array<char, 4096> part{};
    while (const auto n = std::fread(part.data(), 1, part.size(), pipe)) out.append(part.data(), n);
    if (::pclose(pipe) != 0) throw std::runtime_error("pdftotext failed");
    return out;
  }
  /// The same, one blank between words.
  std::string words_of_pdf(const std::string& pdf) {
    std::string words;
    for (const char c : text_of_pdf(pdf)) {
      const bool space = c == ' ' || c == '\n' || c == '\f';
      if (!space || (!words.empty() && words.back() != ' ')) words += space ? ' ' : c;
    }
    return words;
  }
  Actor privacy, counsel;
  CaseId id;
};

}  // namespace ledgelight::desk
