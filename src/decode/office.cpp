#include "decode/office.hpp"

#include <array>
#include <optional>

#include "decode/package.hpp"
#include "decode/workbook.hpp"
#include "decode/written.hpp"
#include "decode/xml.hpp"

namespace ledgelight::decode {
namespace {

bool starts(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }
bool ends(std::string_view s, std::string_view with) {
  return s.size() >= with.size() && s.substr(s.size() - with.size()) == with;
}
bool has(std::string_view s, std::string_view what) {
  return s.find(what) != std::string_view::npos;
}

/// How the document looks and hangs together; nobody writes about people there.
bool is_machinery(std::string_view name) {
  for (const auto end : {"fonttable.xml", "websettings.xml", "settings.xml", "presprops.xml",
                         "viewprops.xml", "tablestyles.xml", "calcchain.xml", "[content_types].xml",
                         "meta-inf/manifest.xml", "printersettings1.bin", "mimetype"})
    if (ends(name, end)) return true;
  for (const auto part : {"/theme/", "/slidelayouts/", "/slidemasters/", "/printersettings/",
                          "/notesmasters/", "/handoutmasters/", "configurations2/", "/fonts/",
                          "thumbnail", "/revisioninfo.xml", "/changesinfos/"})
    if (has(name, part)) return true;
  return false;
}

class Office {
 public:
  Office(std::string_view kind, Bytes& bytes, const Output& output)
      : kind_(kind), package_(bytes), speaker_(output) {}

  void read() {
    if (kind_ == "ods" || kind_ == "odt") look_for_encryption();
    if (kind_ == "xlsx")
      workbook();
    else if (kind_ == "docx" || kind_ == "pptx")
      text([&](std::string_view n) { return is_text(n); });
    else if (kind_ == "odt")
      text([](std::string_view n) { return n == "content.xml" || n == "styles.xml"; });
    // What is neither text nor machinery: a member each.
    package_.each(
        [&](std::string_view n) { return !is_machinery(n) && !done(n) && speaker_.listening(); },
        [&](Package::Part& part) { other(part); });
    speaker_.finish();
  }

 private:
  bool is_text(std::string_view n) const {
    if (!ends(n, ".xml")) return false;
    if (kind_ == "pptx")
      return starts(n, "ppt/slides/slide") || starts(n, "ppt/notesslides/") ||
             starts(n, "ppt/comments/");
    for (const auto start : {"word/document", "word/header", "word/footer", "word/footnotes",
                             "word/endnotes", "word/comments", "word/glossary/document"})
      if (starts(n, start)) return true;
    return false;
  }

  /// Read before the last pass.
  bool done(std::string_view n) const {
    if (kind_ == "xlsx")
      return n == "xl/workbook.xml" || ends(n, "xl/styles.xml") || ends(n, "sharedstrings.xml");
    if (kind_ == "odt") return n == "content.xml" || n == "styles.xml";
    return kind_ != "ods" && is_text(n);
  }

  void text(const std::function<bool(std::string_view)>& want) {
    bool said = false;
    std::string trouble;
    package_.each([&](std::string_view n) { return want(n) && speaker_.listening(); },
                  [&](Package::Part& part) {
                    if (!said)
                      speaker_.text("text");
                    else
                      speaker_.piece();
                    said = true;
                    const auto why =
                        encrypted_ ? "encrypted: needs a password"
                                   : careful(part, [&](Xml& xml) { say_document(xml, speaker_); });
                    if (!why.empty())
                      trouble += (trouble.empty() ? "" : "; ") + part.name + ": " + why;
                  });
    if (!said)
      speaker_.unread("text", "the document has no text part");
    else if (!trouble.empty())
      speaker_.trouble(trouble);
    else
      speaker_.end();
  }

  void workbook() {
    const auto want = [](std::string_view n) {
      return n == "xl/workbook.xml" || ends(n, "xl/styles.xml") || ends(n, "sharedstrings.xml");
    };
    package_.each(want, [&](Package::Part& part) {
      const auto n = plain_name(part.name);
      std::string why;
      try {
        if (ends(n, "styles.xml"))
          book_.read_styles(part.read);
        else if (ends(n, "sharedstrings.xml"))
          book_.read_strings(part.read);
        else
          book_.read_workbook(part.read);
      } catch (const Damaged& e) {
        why = part.trouble->empty() ? e.what() : *part.trouble;
      }
      if (!why.empty()) speaker_.unread(part.name, why);
    });
  }

  void look_for_encryption() {
    package_.each([](std::string_view n) { return n == "meta-inf/manifest.xml"; },
                  [&](Package::Part& part) {
                    careful(part, [&](Xml& xml) {
                      for (auto e = xml.next(); e != Xml::Event::done; e = xml.next())
                        encrypted_ = encrypted_ ||
                                     (e == Xml::Event::start && xml.name() == "encryption-data");
                    });
                  });
  }

  /// Why the part could not be read to its end; "" when it was.
  std::string careful(Package::Part& part, const std::function<void(Xml&)>& work) {
    try {
      Xml xml(part.read);
      work(xml);
    } catch (const Damaged& e) {
      return part.trouble->empty() ? e.what() : *part.trouble;
    }
    return {};
  }

  void other(Package::Part& part) {
    const auto n = plain_name(part.name);
    const bool relations = ends(n, ".rels");
    if (encrypted_ && (ends(n, ".xml") || has(n, "pictures/")))
      return speaker_.unread(part.name, "encrypted: needs a password");
    if (!ends(n, ".xml") && !relations && !ends(n, ".vml")) return as_it_is(part);
    if (relations) return links(part);
    std::string why;
    if (kind_ == "xlsx" && (has(n, "worksheets/") || has(n, "macrosheets/"))) {
      speaker_.text(part.name);
      try {
        read_sheet(part.read, book_, speaker_);
      } catch (const Damaged& e) {
        why = part.trouble->empty() ? e.what() : *part.trouble;
      }
    } else if (kind_ == "ods" && n == "content.xml") {
      why = careful(part, [&](Xml& xml) { say_open_sheets(xml, speaker_); });
      if (!why.empty() && !speaker_.inside()) return speaker_.unread(part.name, why);
      if (!speaker_.inside()) return;
    } else {
      if (n == "xl/styles.xml") return;
      speaker_.text(part.name);
      why = careful(part, [&](Xml& xml) { say_any(xml, speaker_); });
    }
    if (why.empty())
      speaker_.end();
    else
      speaker_.trouble(why);
  }

  /// Addresses that a document links to: only those of people.
  void links(Package::Part& part) {
    std::string found;
    const auto why = careful(part, [&](Xml& xml) {
      for (auto e = xml.next(); e != Xml::Event::done; e = xml.next()) {
        if (e != Xml::Event::start || xml.name() != "Relationship") continue;
        const auto target = xml.attribute("Target");
        if (starts(target, "mailto:") || starts(target, "tel:"))
          found += std::string(target) + "\n";
      }
    });
    if (!why.empty()) return speaker_.unread(part.name, why);
    if (found.empty()) return;
    speaker_.text(part.name);
    speaker_.say(found);
    speaker_.end();
  }

  void as_it_is(Package::Part& part) {
    speaker_.member(part.name);
    std::array<char, 32768> buffer{};
    long n = 0;
    while (speaker_.listening() && (n = part.read(buffer)) > 0)
      speaker_.say({buffer.data(), static_cast<std::size_t>(n)});
    if (n < 0)
      speaker_.trouble(*part.trouble);
    else
      speaker_.end();
  }

  std::string_view kind_;
  Package package_;
  Speaker speaker_;
  Workbook book_;
  bool encrypted_ = false;
};

}  // namespace

bool read_office(std::string_view kind, Bytes& bytes, const Output& output) {
  if (kind != "docx" && kind != "xlsx" && kind != "pptx" && kind != "odt" && kind != "ods")
    return false;
  Office(kind, bytes, output).read();
  return true;
}

}  // namespace ledgelight::decode
