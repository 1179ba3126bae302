#include "decode/old_office.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string>
#include <vector>

#include "decode/message_properties.hpp"
#include "decode/old_pictures.hpp"
#include "decode/rtf.hpp"

namespace ledgelight::decode {
namespace {

constexpr std::size_t block_size = 64U << 10;
constexpr std::size_t longest_property = 64U << 20;
constexpr int most_messages = 1000;

bool starts(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }

std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// How the file hangs together; nobody writes about people there.
bool is_machinery(std::string_view name) {
  for (const auto known : {"compobj", "ole", "objinfo", "current user", "__properties_version1.0", "encryption",
                           "dataspaces", "linkinfo", "printerinfo", "ocxname", "_vba_project", "dir"})
    if (name == known) return true;
  return false;
}

class OldOffice {
 public:
  OldOffice(Bytes& bytes, const Output& output) : bytes_(bytes), file_(bytes), speaker_(output) {}

  void read() {
    if (file_.find("", "EncryptedPackage") != nullptr)
      return speaker_.failed("encrypted: an Office document that needs a password");
    // A message inside a message has a place of its own; the outer one comes first.
    int messages = 0;
    for (const auto& e : file_.streams())
      if (lower(e.name) == "__properties_version1.0" && !inner(e.place) && ++messages <= most_messages)
        message(e.place);
    for (const auto& e : file_.streams()) {
      if (!speaker_.listening()) return;
      if (!done_.count(e.path)) stream(e);
    }
    unused();
    speaker_.finish();
  }

 private:
  /// Of a recipient or an attachment: told with their message.
  static bool inner(std::string_view place) {
    const auto last = place.substr(0, place.empty() ? 0 : place.size() - 1);
    const auto name = lower(last.substr(last.rfind('/') == std::string_view::npos ? 0 : last.rfind('/') + 1));
    return starts(name, "__recip_version1.0") || starts(name, "__attach_version1.0");
  }

  void stream(const Compound::Entry& e) {
    const auto name = lower(e.name);
    if (is_machinery(name) || starts(lower(e.path), "__nameid_version1.0/")) return;
    // The old workbook beside a new one says the same.
    if (name == "book" && file_.find(e.place, "Workbook") != nullptr) return;
    if (name == "workbook" || name == "book") return say_old_book(file_.open(e), e.place, speaker_);
    if (name == "powerpoint document") return say_old_slides(file_.open(e), e.place, speaker_);
    if (name == "0table" || name == "1table")
      if (file_.find(e.place, "WordDocument") != nullptr) return;
    if (name == "worddocument") {
      document(e);
      return pictures(e);
    }
    if (name == "ole10native") return packed(e);
    auto bytes = file_.open(e);
    if (name == "package" || name == "contents" || starts(name, "mbd")) return as_member(bytes, e.path, 0);
    as_bytes(bytes, e.path);
    // Of slides, of a document.
    if (name == "pictures" || name == "data") pictures(e);
  }

  void pictures(const Compound::Entry& e) {
    auto stream = file_.open(e);
    say_old_pictures([&](std::uint64_t at, std::size_t most) { return stream.text_at(at, most); },
                     stream.size(), e.path + "/", speaker_);
  }

  void document(const Compound::Entry& e) {
    auto words = file_.open(e);
    const bool one = (little(words.text_at(10, 2), 0, 2) & 0x0200) != 0;
    const auto* table = file_.find(e.place, one ? "1Table" : "0Table");
    if (table == nullptr) return say_old_document(std::move(words), nullptr, e.place, speaker_);
    auto stream = file_.open(*table);
    say_old_document(std::move(words), &stream, e.place, speaker_);
  }

  void as_member(Compound::Stream& bytes, const std::string& name, std::uint64_t from) {
    speaker_.member(name);
    copy(bytes, from);
  }
  void as_bytes(Compound::Stream& bytes, const std::string& name) {
    speaker_.bytes(name);
    copy(bytes, 0);
  }
  void copy(Compound::Stream& bytes, std::uint64_t from) {
    for (auto at = from; speaker_.listening();) {
      const auto block = bytes.text_at(at, block_size);
      if (block.empty()) break;
      speaker_.say(block);
      at += block.size();
    }
    if (bytes.whole()) speaker_.end();
    else speaker_.trouble("cut short after " + std::to_string(bytes.size()) + " bytes");
  }

  /// A file that was laid into the document ([MS-OLEDS] 2.3.6): its names, then its bytes.
  void packed(const Compound::Entry& e) {
    auto bytes = file_.open(e);
    const auto head = bytes.text_at(0, 4096);
    std::size_t at = 6;
    std::string name;
    const auto word = [&] {
      const auto end = std::min(head.find('\0', at), head.size());
      auto s = head.substr(std::min(at, head.size()), end - std::min(at, head.size()));
      at = end + 1;
      return s;
    };
    name = word();
    word();
    at += 4;
    const auto third = little(head, at, 4);
    at += 4 + static_cast<std::size_t>(std::min<std::uint64_t>(third, 4096));
    if (name.empty() || at + 4 > head.size()) return as_bytes(bytes, e.path);
    std::replace_if(name.begin(), name.end(), [](char c) { return c == '/' || c == '\\'; }, '_');
    as_member(bytes, e.place + utf8_of_1252(name), at + 4);
  }

  // Messages.

  /// A property as text: kept in Unicode, or in the bytes of one code page.
  std::string property(const std::string& place, std::string_view id) {
    for (const auto* type : {"001F", "001E"}) {
      const auto* e = file_.find(place, "__substg1.0_" + std::string(id) + type);
      if (e == nullptr) continue;
      done_.insert(e->path);
      auto s = file_.open(*e);
      const auto raw = s.text_at(0, longest_property);
      auto text = type[3] == 'F' ? utf8_of_utf16(raw) : utf8_of_1252(raw);
      text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
      return text;
    }
    return {};
  }

  void lines(const std::string& place) {
    for (const auto& p : message_properties) {
      constexpr std::string_view digits = "0123456789ABCDEF";
      std::string id;
      for (int shift = 12; shift >= 0; shift -= 4)
        id += digits[p.id >> shift & 15];
      const auto value = property(place, id);
      if (!value.empty()) speaker_.say(std::string(p.label) + ": " + value + "\n");
    }
  }

  void message(const std::string& place) {
    speaker_.text(place + "message");
    lines(place);
    std::set<std::string> parts;
    for (const auto& e : file_.streams())
      if (starts(e.place, place) && e.place.size() > place.size())
        parts.insert(e.place.substr(0, e.place.find('/', place.size()) + 1));
    for (const auto& part : parts)
      if (starts(lower(part.substr(place.size())), "__recip_version1.0")) {
        speaker_.piece();
        lines(part);
      }
    const auto body = property(place, "1000");
    if (!body.empty()) {
      speaker_.piece();
      speaker_.say(body + "\n");
    }
    speaker_.end();
    const auto* html = file_.find(place, "__substg1.0_10130102");
    if (html != nullptr) {
      done_.insert(html->path);
      auto s = file_.open(*html);
      as_member(s, place + "message.html", 0);
    }
    rich_text(place, !body.empty() || html != nullptr);
    for (const auto& part : parts)
      if (starts(lower(part.substr(place.size())), "__attach_version1.0")) attachment(place, part);
  }

  void attachment(const std::string& place, const std::string& part) {
    auto name = property(part, "3707");
    if (name.empty()) name = property(part, "3704");
    if (name.empty()) name = part.substr(place.size(), part.size() - place.size() - 1);
    std::replace(name.begin(), name.end(), '/', '_');
    const auto* data = file_.find(part, "__substg1.0_37010102");
    if (data == nullptr) return;  // a message inside, or an object: streams of their own
    done_.insert(data->path);
    auto s = file_.open(*data);
    as_member(s, place + name, 0);
  }

  /// Compressed rich text ([MS-OXRTFCP]), when the body is kept in no other form.
  void rich_text(const std::string& place, bool there_is_a_body) {
    const auto* e = file_.find(place, "__substg1.0_10090102");
    if (e == nullptr) return;
    done_.insert(e->path);
    if (there_is_a_body) return;
    auto s = file_.open(*e);
    const auto raw = s.text_at(0, longest_property);
    speaker_.member(place + "message.rtf");
    const auto say = [&](std::string_view part) {
      speaker_.say(part);
      return speaker_.listening();
    };
    if (unpack_rich_text(raw, say))
      speaker_.end();
    else
      speaker_.trouble("cut short");
  }

  /// What no stream holds, at its place in the file.
  void unused() {
    const auto parts = file_.free_parts();
    if (parts.empty()) return;
    speaker_.bytes("");
    std::string block(block_size, '\0');
    for (const auto& [from, size] : parts) {
      speaker_.piece(from);
      for (std::uint64_t done = 0; done < size && speaker_.listening();) {
        const auto n = bytes_.read_at(from + done, std::span<char>(block).first(static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), size - done))));
        if (n == 0) break;
        speaker_.say({block.data(), n});
        done += n;
      }
    }
    speaker_.end();
  }

  Bytes& bytes_;
  Compound file_;
  Speaker speaker_;
  std::set<std::string> done_;
};

}  // namespace

void say_old_slides(Compound::Stream stream, const std::string& place, Speaker& speaker) {
  speaker.text(place + "text");
  std::string trouble = stream.whole() ? "" : "cut short";
  for (std::uint64_t at = 0; at + 8 <= stream.size() && speaker.listening();) {
    const auto head = stream.text_at(at, 8);
    const auto version = little(head, 0, 2) & 0xF, type = little(head, 2, 2), size = little(head, 4, 4);
    at += 8;
    if (type == 0x2F14) trouble = "encrypted: needs a password";
    if (version == 0xF) continue;  // a folder of records: what follows is in it
    // Texts of slides and notes; of their titles, names and remarks.
    if (type == 0x0FA0 || type == 0x0FA8 || type == 0x0FBA) {
      auto text = stream.text_at(at, static_cast<std::size_t>(std::min<std::uint64_t>(size, 16U << 20)));
      text = type == 0x0FA8 ? utf8_of_1252(text) : utf8_of_utf16(text);
      for (char& c : text)
        if (c == '\r' || c == '\v') c = '\n';
      if (text.size() > 1) speaker.say(text + "\n\n");
    }
    if (size > stream.size() - at) {
      trouble = "cut short";
      break;
    }
    at += size;
  }
  if (trouble.empty()) speaker.end();
  else speaker.trouble(trouble);
}

bool read_old_office(Bytes& bytes, const Output& output) {
  OldOffice(bytes, output).read();
  return true;
}

}  // namespace ledgelight::decode
