// ledgelight-decode-pst pst SIZE < answers > frames
//
// The folders of an Outlook store: messages, contacts, appointments, their attachments. libpst
// (GPL) stands in this program alone. It opens its file by name: the name is ours, and so is fopen.
extern "C" {
#include <libpst-4/libpst/libpst.h>
#include <libpst-4/libpst/lzfu.h>
}
#include <iconv.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>
#include <string>

#include "decode/charset.hpp"
#include "decode/program.hpp"

namespace ledgelight::decode {
namespace {

constexpr const char* our_name = "evidence.pst";
constexpr int deepest = 64;
constexpr std::size_t most_items = 5'000'000;

struct Opened {
  Bytes* bytes = nullptr;
  std::uint64_t at = 0;
};
Opened opened;

ssize_t file_read(void*, char* into, std::size_t size) {
  try {
    const auto n = opened.bytes->read_at(opened.at, {into, size});
    opened.at += n;
    return static_cast<ssize_t>(n);
  } catch (const std::exception&) {
    return -1;
  }
}
int file_seek(void*, off64_t* offset, int whence) {
  const auto base = whence == SEEK_SET   ? 0
                    : whence == SEEK_CUR ? static_cast<off64_t>(opened.at)
                                         : static_cast<off64_t>(opened.bytes->size());
  if (*offset < -base) return -1;
  opened.at = static_cast<std::uint64_t>(base + *offset);
  *offset = base + *offset;
  return 0;
}

std::string date_of(const FILETIME* t) {
  if (t == nullptr) return {};
  const auto ticks = static_cast<std::uint64_t>(t->dwHighDateTime) << 32 | t->dwLowDateTime;
  // 100 ns since 1601.
  const auto days = static_cast<std::int64_t>(ticks / 864'000'000'000ULL) - 134'774;
  const std::int64_t z = days + 719'468, era = (z >= 0 ? z : z - 146'096) / 146'097;
  const std::int64_t doe = z - era * 146'097,
                     yoe = (doe - doe / 1460 + doe / 36'524 - doe / 146'096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  std::array<char, 80> out{};
  std::snprintf(out.data(), out.size(), "%04lld-%02lld-%02lld",
                static_cast<long long>(yoe + era * 400 + (mp >= 10 ? 1 : 0)),
                static_cast<long long>(mp < 10 ? mp + 3 : mp - 9),
                static_cast<long long>(doy - (153 * mp + 2) / 5 + 1));
  return out.data();
}

class Store {
 public:
  Store(Bytes& bytes, const Output& output) : speaker_(output) { opened.bytes = &bytes; }

  void read() {
    if (pst_open(&file_, our_name, "utf-8") != 0)
      throw Damaged("no Outlook store that can be read");
    if (pst_load_index(&file_) != 0) throw Damaged("the index of the store is damaged");
    pst_load_extended_attributes(&file_);
    for (auto* d = file_.d_head; d != nullptr; d = d->next)
      branch(d, "", 0);
    if (items_ == 0) throw Damaged("no folder of the store can be read");
    speaker_.finish();
  }

 private:
  void branch(pst_desc_tree* d, const std::string& where, int depth) {
    if (depth > deepest || !speaker_.listening() || !seen_.insert(d).second ||
        seen_.size() > most_items)
      return;
    std::string below = where;
    if (d->desc != nullptr) {
      if (auto* item = pst_parse_item(&file_, d, nullptr)) {
        ++items_;
        // A folder tells its counts; one that lost them still has something below it.
        const bool folder =
            item->folder != nullptr ||
            (d->child != nullptr && item->email == nullptr && item->contact == nullptr);
        if (folder && item->file_as.str != nullptr) {
          below = where + (where.empty() ? "" : "/") + text(*item, item->file_as);
        } else if (!folder && item->message_store == nullptr) {
          message(*item, where, 0);
        }
        pst_freeItem(item);
      }
    }
    for (auto* child = d->child; child != nullptr; child = child->next)
      branch(child, below, depth + 1);
  }

  static std::string text(pst_item& item, pst_string& s) {
    if (s.str == nullptr) return {};
    pst_convert_utf8_null(&item, &s);
    return s.str == nullptr ? "" : s.str;
  }

  void line(const char* label, const std::string& value) {
    if (!value.empty()) speaker_.say(std::string(label) + ": " + value + "\n");
  }

  void message(pst_item& item, const std::string& where, int depth) {
    const auto name = where + (where.empty() ? "" : "/") + "item" + std::to_string(++messages_);
    speaker_.text(name);
    line("Subject", text(item, item.subject));
    std::string html;
    if (item.email != nullptr) {
      auto& e = *item.email;
      // The sender, and whom the message says it is from.
      line("From", text(item, e.outlook_sender_name2));
      line("From", text(item, e.sender2_address));
      line("Sent by", text(item, e.outlook_sender_name));
      line("Sent by", text(item, e.sender_address));
      line("To", text(item, e.sentto_address));
      line("Cc", text(item, e.cc_address));
      line("Date", date_of(e.sent_date));
      line("Headers", text(item, e.header));
      html = text(item, e.htmlbody);
    }
    if (item.contact != nullptr) contact(item, *item.contact);
    if (item.appointment != nullptr) {
      line("Starts", date_of(item.appointment->start));
      line("Location", text(item, item.appointment->location));
    }
    if (item.journal != nullptr) line("Journal", text(item, item.journal->description));
    line("Comment", text(item, item.comment));
    for (auto* f = item.extra_fields; f != nullptr; f = f->next)
      if (f->field_name != nullptr && f->value != nullptr) line(f->field_name, f->value);
    const auto body = text(item, item.body);
    if (!body.empty()) {
      speaker_.piece();
      speaker_.say(body + "\n");
    }
    speaker_.end();
    if (!html.empty()) {
      speaker_.text(name + "/html");
      speaker_.say(html);
      speaker_.end();
    }
    if (body.empty() && html.empty() && item.email != nullptr &&
        item.email->rtf_compressed.data != nullptr)
      rich_text(item, name);
    int number = 0;
    for (auto* a = item.attach; a != nullptr && speaker_.listening(); a = a->next)
      attachment(item, *a, name, ++number, depth);
  }

  void rich_text(pst_item& item, const std::string& name) {
    std::size_t size = 0;
    char* rtf =
        pst_lzfu_decompress(item.email->rtf_compressed.data,
                            static_cast<std::uint32_t>(item.email->rtf_compressed.size), &size);
    if (rtf == nullptr) return speaker_.unread(name + "/message.rtf", "its rich text is damaged");
    speaker_.member(name + "/message.rtf");
    speaker_.say({rtf, size});
    speaker_.end();
    std::free(rtf);
  }

  void attachment(pst_item& item, pst_item_attach& a, const std::string& where, int number,
                  int depth) {
    auto name = text(item, a.filename2);
    if (name.empty()) name = text(item, a.filename1);
    if (name.empty()) name = "attachment" + std::to_string(number);
    name = where + "/" + name;
    if (a.method == PST_ATTACH_EMBEDDED || a.method == PST_ATTACH_OLE) {
      auto* block = pst_getID(&file_, a.i_id);
      if (a.method == PST_ATTACH_EMBEDDED && block != nullptr && depth < 8) {
        pst_desc_tree d{};
        d.desc = block;
        if (auto* inner = pst_parse_item(&file_, &d, a.id2_head)) {
          message(*inner, name, depth + 1);
          pst_freeItem(inner);
          return;
        }
      }
    }
    pst_binary data{0, nullptr};
    if (a.data.data == nullptr && a.i_id != 0) data = pst_attach_to_mem(&file_, &a);
    const auto& bytes = a.data.data != nullptr ? a.data : data;
    if (bytes.data == nullptr) {
      speaker_.unread(name, "an attachment without content");
    } else {
      speaker_.member(name);
      speaker_.say({bytes.data, bytes.size});
      speaker_.end();
    }
    std::free(data.data);
  }

  void contact(pst_item& item, pst_item_contact& c) {
    const std::pair<const char*, pst_string*> rows[] = {
        {"Name", &c.fullname},
        {"First name", &c.first_name},
        {"Middle name", &c.middle_name},
        {"Last name", &c.surname},
        {"Suffix", &c.suffix},
        {"Nickname", &c.nickname},
        {"E-mail", &c.address1},
        {"E-mail", &c.address2},
        {"E-mail", &c.address3},
        {"Home phone", &c.home_phone},
        {"Home phone", &c.home_phone2},
        {"Mobile phone", &c.mobile_phone},
        {"Business phone", &c.business_phone},
        {"Business phone", &c.business_phone2},
        {"Phone", &c.primary_phone},
        {"Phone", &c.other_phone},
        {"Home address", &c.home_address},
        {"Business address", &c.business_address},
        {"Other address", &c.other_address},
        {"Street", &c.home_street},
        {"City", &c.home_city},
        {"State", &c.home_state},
        {"ZIP", &c.home_postal_code},
        {"Company", &c.company_name},
        {"Job title", &c.job_title},
        {"Account", &c.account_name},
        {"Government ID", &c.gov_id},
        {"Customer ID", &c.customer_id},
        {"Billing", &c.billing_information},
        {"Organization ID", &c.org_id},
        {"Spouse", &c.spouse_name},
        {"Assistant", &c.assistant_name},
    };
    for (const auto& [label, value] : rows)
      line(label, text(item, *value));
    line("Date of birth", date_of(c.birthday));
  }

  Speaker speaker_;
  pst_file file_{};
  std::set<const pst_desc_tree*> seen_;
  std::size_t items_ = 0, messages_ = 0;
};

}  // namespace
}  // namespace ledgelight::decode

// The library's fopen: the one file there is, whatever the name.
extern "C" FILE* fopen(const char* name, const char*) {
  using namespace ledgelight::decode;
  if (opened.bytes == nullptr || name == nullptr || std::strcmp(name, our_name) != 0)
    return nullptr;
  opened.at = 0;
  return fopencookie(nullptr, "r", {file_read, nullptr, file_seek, nullptr});
}

int main(int count, char** arguments) {
  using namespace ledgelight::decode;
  load_charsets();
  iconv_close(iconv_open("utf-8", "utf-16le"));
  Bounds bounds;
  bounds.memory = 2UL << 30;
  run(count, arguments, bounds, [](Job& job) {
    if (job.kind != "pst" || job.bytes == nullptr) return false;
    Store(*job.bytes, job.output).read();
    return true;
  });
}
