#include "notice/template.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace ledgelight::notice {
namespace {

using Names = std::set<std::string, std::less<>>;

const Names& text_names() {
  static const Names names{
      "case_reference", "city",          "contact_address",   "contact_hours",
      "contact_mail",   "contact_name",  "contact_phone",     "credit_reports_at",
      "discovered",     "enrol_code",    "enrol_how",         "enrol_until",
      "fcra_at",        "ftc_at",         "languages_offered", "letter_date",   "more_by",
      "number_affected", "occurred",      "recipient_name", "services_covers",  "services_months",
      "services_provider", "signer",     "signer_title",      "state_attorney_contact",
      "what_happened",  "what_is_unknown", "what_we_do"};
  return names;
}
const Names& flag_names() {
  static const Names names{"asks_fcra_rights",  "asks_number_affected", "asks_parent_company",
                           "asks_police_report", "delayed_by_police", "has_credentials", "has_credit_risk",
                           "has_financial",     "has_health",      "has_id_document",
                           "has_services",      "occurred_known",  "occurred_stated",
                           "taken_known",       "taken_suspected", "taken_unknown"};
  return names;
}
const Names& list_names() {
  static const Names names{"elements", "freeze_contacts"};
  return names;
}

enum class Kind { heading, paragraph, bullet, step, small, list, covers, condition };

// Part of a line: words, a value, or a condition around parts.
struct Piece {
  enum class What { words, value, condition } what = What::words;
  std::string text{};  // the words, or the name
  bool bold = false, negated = false;
  std::vector<Piece> then{}, otherwise{};
};
struct Node {
  Kind kind = Kind::paragraph;
  int level = 0;
  std::string text{};  // name of a list or condition; language of a paragraph
  bool negated = false;
  std::vector<Piece> pieces{};
  std::set<std::string> keys{};
  std::vector<Node> then{}, otherwise{};
};

constexpr std::size_t longest = 64U << 10;
constexpr int deepest = 6;
constexpr std::size_t most_lines = 2000;

struct Tag {
  std::string word;  // "if", "unless", "else", "/if", "/unless", "list", "covers", "" for a value
  std::string rest;
};

Tag tag_of(std::string_view inside) {
  const auto s = trimmed(inside);
  if (s == "else" || s == "/if" || s == "/unless") return {s, ""};
  for (const char* word : {"#if", "#unless", "list", "covers"}) {
    const std::string_view w(word);
    if (s.size() > w.size() && s.compare(0, w.size(), w) == 0 && s[w.size()] == ' ') {
      return {std::string(w[0] == '#' ? w.substr(1) : w), trimmed(s.substr(w.size()))};
    }
  }
  return {"", s};
}

bool known_in(const Names& names, std::string_view name) { return names.find(name) != names.end(); }

// -- the words of one line

class LineParser {
 public:
  LineParser(std::string_view line, int number) : line_(line), number_(number) {}

  Result<std::vector<Piece>> run() {
    auto out = TRY(parts(0, ""));
    if (at_ < line_.size()) return error("a tag closes what was not opened");
    if (bold_) return error("a ** is not closed");
    return out;
  }

 private:
  Error error(std::string_view what) const {
    return fail(Errc::bad_input, fmt::format("line {}: {}", number_, what));
  }

  void add_words(std::vector<Piece>& out, std::string_view words) const {
    if (words.empty()) return;
    if (!out.empty() && out.back().what == Piece::What::words && out.back().bold == bold_) {
      out.back().text += words;
    } else {
      out.push_back({Piece::What::words, std::string(words), bold_, false, {}, {}});
    }
  }

  // Up to the end, or up to {{else}} or {{/opened}} of the condition around (left unread).
  Result<std::vector<Piece>> parts(int depth, std::string_view opened) {
    std::vector<Piece> out;
    if (depth > deepest) return error("conditions are nested too deep");
    while (at_ < line_.size()) {
      const auto rest = line_.substr(at_);
      if (rest.substr(0, 2) == "**") {
        if (rest.substr(0, 4) == "****") return error("a ** with nothing in it");
        bold_ = !bold_;
        at_ += 2;
        continue;
      }
      if (rest.substr(0, 2) != "{{") {
        const auto stop = std::min(rest.find("**"), rest.find("{{"));
        // Marks stand for themselves nowhere, so that each text has one reading.
        if (rest.substr(0, stop).find_first_of("{}*") != std::string_view::npos) {
          return error("a single {, } or * is not allowed");
        }
        add_words(out, rest.substr(0, stop));
        at_ += std::min(stop, rest.size());
        continue;
      }
      const auto close = rest.find("}}");
      if (close == std::string_view::npos) return error("a {{ is not closed");
      const auto tag = tag_of(rest.substr(2, close - 2));
      if (tag.word == "else" || (!tag.word.empty() && tag.word[0] == '/')) {
        if (opened.empty()) return error("{{" + tag.word + "}} without its beginning");
        if (tag.word != "else" && tag.word.substr(1) != opened) return error("tags are crossed");
        return out;
      }
      at_ += close + 2;
      if (tag.word == "if" || tag.word == "unless") {
        out.push_back(TRY(condition(tag, depth)));
      } else if (tag.word.empty()) {
        if (!known_in(text_names(), tag.rest)) {
          return error(fmt::format("unknown placeholder \"{}\"", shown_line(tag.rest, 60)));
        }
        out.push_back({Piece::What::value, tag.rest, bold_, false, {}, {}});
      } else {
        return error("{{" + tag.word + "}} stands on a line of its own");
      }
    }
    if (!opened.empty()) return error("a {{#" + std::string(opened) + "}} is not closed");
    return out;
  }

  Result<Piece> condition(const Tag& tag, int depth) {
    if (!known_in(value_names(), tag.rest)) {
      return error(fmt::format("unknown placeholder \"{}\"", shown_line(tag.rest, 60)));
    }
    Piece piece{Piece::What::condition, tag.rest, false, tag.word == "unless", {}, {}};
    const bool bold = bold_;
    piece.then = TRY(parts(depth + 1, tag.word));
    if (bold_ != bold) return error("a ** begins or ends inside a condition");
    if (next_is("else")) {
      skip();
      piece.otherwise = TRY(parts(depth + 1, tag.word));
      if (bold_ != bold) return error("a ** begins or ends inside a condition");
      if (next_is("else")) return error("a second {{else}}");
    }
    skip();
    return piece;
  }
  bool next_is(std::string_view word) const {
    const auto close = line_.find("}}", at_);
    return tag_of(line_.substr(at_ + 2, close - at_ - 2)).word == word;
  }
  void skip() { at_ = line_.find("}}", at_) + 2; }

  std::string_view line_;
  int number_;
  std::size_t at_ = 0;
  bool bold_ = false;
};

// -- the lines

class BodyParser {
 public:
  BodyParser(std::vector<std::string> lines, int first) : lines_(std::move(lines)), first_(first) {}

  Result<std::vector<Node>> run() {
    auto out = TRY(nodes(0, ""));
    if (at_ < lines_.size()) return error("a tag closes what was not opened");
    return out;
  }

 private:
  Error error(std::string_view what) const {
    return fail(Errc::bad_input,
                fmt::format("line {}: {}", first_ + static_cast<int>(at_), what));
  }

  // A line that is one tag and nothing else.
  static bool is_block_tag(std::string_view line, Tag& tag) {
    if (line.size() < 5 || line.substr(0, 2) != "{{" || line.find("}}") != line.size() - 2) {
      return false;
    }
    tag = tag_of(line.substr(2, line.size() - 4));
    return !tag.word.empty();
  }

  struct Prefix {
    Kind kind = Kind::paragraph;
    int level = 0;
    std::string language{};
    std::size_t length = 0;
  };
  static Prefix prefix_of(std::string_view line) {
    const auto is = [&](std::string_view p) { return line.substr(0, p.size()) == p; };
    if (is("# ")) return {Kind::heading, 1, "", 2};
    if (is("## ")) return {Kind::heading, 2, "", 3};
    if (is("- ")) return {Kind::bullet, 0, "", 2};
    if (is("1. ")) return {Kind::step, 0, "", 3};
    if (is("> ")) return {Kind::small, 0, "", 2};
    if (line.size() > 5 && line[0] == '[' && std::islower(static_cast<unsigned char>(line[1])) &&
        std::islower(static_cast<unsigned char>(line[2])) && line.substr(3, 2) == "] ") {
      return {Kind::paragraph, 0, std::string(line.substr(1, 2)), 5};
    }
    return {};
  }
  static bool bare_prefix(std::string_view line) {
    for (const char* p : {"#", "##", "-", "1.", ">"}) {
      if (line == p) return true;
    }
    return line.size() == 4 && line[0] == '[' && line[3] == ']';
  }

  Result<std::vector<Node>> nodes(int depth, std::string_view opened) {
    std::vector<Node> out;
    const int opening = first_ + static_cast<int>(at_) - 1;
    if (depth > deepest) return error("conditions are nested too deep");
    while (at_ < lines_.size()) {
      const auto& line = lines_[at_];
      Tag tag;
      if (line.empty()) {
        ++at_;
      } else if (is_block_tag(line, tag)) {
        if (tag.word == "else" || tag.word[0] == '/') {
          if (opened.empty()) return error("{{" + tag.word + "}} without its beginning");
          if (tag.word != "else" && tag.word.substr(1) != opened) return error("tags are crossed");
          return out;
        }
        out.push_back(TRY(block_tag(tag, depth)));
      } else {
        out.push_back(TRY(words()));
      }
    }
    if (!opened.empty()) {
      return fail(Errc::bad_input,
                  fmt::format("line {}: this {{{{#{}}}}} is not closed", opening, opened));
    }
    return out;
  }

  Result<Node> block_tag(const Tag& tag, int depth) {
    Node node;
    node.text = tag.rest;
    if (tag.word == "list") {
      if (!known_in(list_names(), tag.rest)) {
        return error(fmt::format("unknown list \"{}\"", shown_line(tag.rest, 60)));
      }
      node.kind = Kind::list;
      ++at_;
      return node;
    }
    if (tag.word == "covers") {
      node.kind = Kind::covers;
      node.text.clear();
      for (const auto& key : split(tag.rest, ' ')) {
        if (key.empty()) continue;
        if (!known_in(content_keys(), key)) {
          return error(fmt::format("unknown content key \"{}\"", shown_line(key, 60)));
        }
        node.keys.insert(key);
      }
      ++at_;
      return node;
    }
    if (!known_in(value_names(), tag.rest)) {
      return error(fmt::format("unknown placeholder \"{}\"", shown_line(tag.rest, 60)));
    }
    node.kind = Kind::condition;
    node.negated = tag.word == "unless";
    ++at_;
    node.then = TRY(nodes(depth + 1, tag.word));
    Tag next;
    if (is_block_tag(lines_[at_], next) && next.word == "else") {
      ++at_;
      node.otherwise = TRY(nodes(depth + 1, tag.word));
      if (is_block_tag(lines_[at_], next) && next.word == "else") {
        return error("a second {{else}}");
      }
    }
    ++at_;
    return node;
  }

  Result<Node> words() {
    const int number = first_ + static_cast<int>(at_);
    auto line = lines_[at_];
    if (bare_prefix(line)) return error("a mark without words");
    const auto prefix = prefix_of(line);
    ++at_;
    if (prefix.kind != Kind::heading) {
      Tag tag;
      while (at_ < lines_.size() && !lines_[at_].empty() && !is_block_tag(lines_[at_], tag) &&
             prefix_of(lines_[at_]).length == 0 && !bare_prefix(lines_[at_])) {
        line += " " + lines_[at_++];
      }
    }
    Node node;
    node.kind = prefix.kind;
    node.level = prefix.level;
    node.text = prefix.language;
    const auto content = trimmed(std::string_view(line).substr(prefix.length));
    node.pieces = TRY(LineParser(content, number).run());
    return node;
  }

  std::vector<std::string> lines_;
  int first_;
  std::size_t at_ = 0;
};

void collect(const std::vector<Node>& nodes, std::set<std::string>& keys, int& titles) {
  for (const auto& node : nodes) {
    keys.insert(node.keys.begin(), node.keys.end());
    if (node.kind == Kind::heading && node.level == 1) ++titles;
    collect(node.then, keys, titles);
    collect(node.otherwise, keys, titles);
  }
}

// -- writing it out again

void write(std::string& out, const std::vector<Piece>& pieces, bool& bold) {
  for (const auto& piece : pieces) {
    if (piece.what != Piece::What::condition && piece.bold != bold) {
      out += "**";
      bold = piece.bold;
    }
    if (piece.what == Piece::What::words) {
      out += piece.text;
    } else if (piece.what == Piece::What::value) {
      out += "{{" + piece.text + "}}";
    } else {
      const char* word = piece.negated ? "unless" : "if";
      const auto inner = [&out](const std::vector<Piece>& some, bool around) {
        bool b = around;
        write(out, some, b);
        if (b != around) out += "**";
      };
      out += fmt::format("{{{{#{} {}}}}}", word, piece.text);
      inner(piece.then, bold);
      if (!piece.otherwise.empty()) {
        out += "{{else}}";
        inner(piece.otherwise, bold);
      }
      out += fmt::format("{{{{/{}}}}}", word);
    }
  }
}

void write(std::string& out, const std::vector<Node>& nodes) {
  for (const auto& node : nodes) {
    switch (node.kind) {
      case Kind::list:
        out += "{{list " + node.text + "}}\n";
        continue;
      case Kind::covers:
        out += "{{covers " + join({node.keys.begin(), node.keys.end()}, " ") + "}}\n";
        continue;
      case Kind::condition: {
        const char* word = node.negated ? "unless" : "if";
        out += fmt::format("{{{{#{} {}}}}}\n", word, node.text);
        write(out, node.then);
        if (!node.otherwise.empty()) {
          out += "{{else}}\n";
          write(out, node.otherwise);
        }
        out += fmt::format("{{{{/{}}}}}\n", word);
        continue;
      }
      case Kind::heading: out += node.level == 1 ? "# " : "## "; break;
      case Kind::bullet: out += "- "; break;
      case Kind::step: out += "1. "; break;
      case Kind::small: out += "> "; break;
      case Kind::paragraph:
        if (!node.text.empty()) out += "[" + node.text + "] ";
        break;
    }
    bool bold = false;
    write(out, node.pieces, bold);
    out += bold ? "**\n\n" : "\n\n";
  }
}

// -- filling in

bool right_to_left(std::string_view utf8) {
  for (std::size_t i = 0; i + 1 < utf8.size(); ++i) {
    const auto a = static_cast<unsigned char>(utf8[i]), b = static_cast<unsigned char>(utf8[i + 1]);
    // Hebrew, Arabic, Syriac, Thaana, N'Ko: U+0590 to U+07FF; their presentation forms U+FB1D on.
    if ((a == 0xD6 && b >= 0x90) || (a >= 0xD7 && a <= 0xDF) || (a == 0xEF && b >= 0xAC && b <= 0xBB)) {
      return true;
    }
  }
  return false;
}

std::string isolated(std::string value) {
  if (!right_to_left(value)) return value;
  return "\xE2\x81\xA8" + value + "\xE2\x81\xA9";
}

class Filler {
 public:
  Filler(const Values& values, Filled& out) : values_(values), out_(out) {}

  void fill(const std::vector<Node>& nodes) {
    for (const auto& node : nodes) one(node);
  }
  void finish() { close_list(); }

 private:
  bool holds(const std::string& name, bool negated) const {
    bool yes = false;
    if (const auto t = values_.texts.find(name); t != values_.texts.end()) {
      yes = !t->second.empty();
    } else if (const auto f = values_.flags.find(name); f != values_.flags.end()) {
      yes = f->second;
    } else if (const auto l = values_.lists.find(name); l != values_.lists.end()) {
      yes = !l->second.empty();
    }
    return yes != negated;
  }

  void missing(const std::string& name) {
    if (std::find(out_.missing.begin(), out_.missing.end(), name) == out_.missing.end()) {
      out_.missing.push_back(name);
    }
  }

  void words(const std::vector<Piece>& pieces, std::vector<print::Run>& runs) {
    for (const auto& piece : pieces) {
      if (piece.what == Piece::What::condition) {
        words(holds(piece.text, piece.negated) ? piece.then : piece.otherwise, runs);
      } else if (piece.what == Piece::What::words) {
        runs.push_back({piece.text, piece.bold});
      } else {
        const auto found = values_.texts.find(piece.text);
        const auto value = found == values_.texts.end() ? "" : shown_line(found->second, 20'000);
        if (trimmed(value).empty()) missing(piece.text);
        runs.push_back({trimmed(value).empty() ? "[not yet entered]" : isolated(value), piece.bold});
      }
    }
  }
  print::Text text(const std::vector<Piece>& pieces) {
    std::vector<print::Run> runs;
    words(pieces, runs);
    return print::Text(std::move(runs));
  }

  void one(const Node& node) {
    switch (node.kind) {
      case Kind::condition:
        fill(holds(node.text, node.negated) ? node.then : node.otherwise);
        return;
      case Kind::covers:
        out_.covered.insert(node.keys.begin(), node.keys.end());
        return;
      case Kind::list: {
        const auto found = values_.lists.find(node.text);
        if (found == values_.lists.end() || found->second.empty()) {
          missing(node.text);
          item("[not yet entered]", false);
          return;
        }
        for (const auto& value : found->second) item(isolated(shown_line(value, 2000)), false);
        return;
      }
      case Kind::bullet: item(text(node.pieces), false); return;
      case Kind::step: item(text(node.pieces), true); return;
      default: close_list();
    }
    auto words_here = text(node.pieces);
    if (node.kind == Kind::heading) {
      if (node.level == 1) out_.title = words_here.plain();
      out_.blocks.push_back(print::Heading{node.level, words_here.plain()});
    } else if (node.kind == Kind::small) {
      out_.blocks.push_back(print::SmallPrint{std::move(words_here), ""});
    } else {
      out_.blocks.push_back(print::Paragraph{std::move(words_here), node.text});
    }
  }

  // Neighbours of one kind are one list, also across conditions.
  void item(print::Text words_here, bool numbered) {
    if (!list_.items.empty() && list_.numbered != numbered) close_list();
    list_.numbered = numbered;
    if (!words_here.empty()) list_.items.push_back(std::move(words_here));
  }
  void close_list() {
    if (!list_.items.empty()) out_.blocks.push_back(std::move(list_));
    list_ = print::List{};
  }

  const Values& values_;
  Filled& out_;
  print::List list_;
};

}  // namespace

struct Template::Body {
  std::string id, language, jurisdiction, sha256;
  int version = 0;
  std::set<std::string> covers;
  std::vector<Node> nodes;
};

const Names& value_names() {
  static const Names names = [] {
    Names all = text_names();
    all.insert(flag_names().begin(), flag_names().end());
    all.insert(list_names().begin(), list_names().end());
    return all;
  }();
  return names;
}

const Names& content_keys() {
  static const Names keys{"ag_contact",          "contact",
                          "cra_contacts",        "credential_change",
                          "credit_freeze_advice", "credit_monitoring_offer",
                          "data_types",          "date_of_breach",
                          "discovery_date",      "enrolment",
                          "fcra_rights",         "fraud_alert_advice",
                          "ftc_contact",         "incident_description",
                          "law_enforcement_delay", "notice_date",
                          "number_affected",     "parent_company",
                          "police_report_right", "protective_advice",
                          "report_identity_theft_advice", "steps_taken",
                          "vigilance_advice",    "what_is_unknown"};
  return keys;
}

namespace {

Result<void> check_bytes(std::string_view text) {
  if (text.size() > longest) return fail(Errc::too_large, "a template is at most 64 KiB");
  if (!valid_utf8(text)) return fail(Errc::bad_input, "the template is not UTF-8");
  for (const char ch : text) {
    const auto c = static_cast<unsigned char>(ch);
    if ((c < 0x20 && c != '\n') || c == 0x7F) {
      return fail(Errc::bad_input,
                  fmt::format("control character 0x{:02x}: only line feeds are allowed", c));
    }
  }
  return Done{};
}

bool is_id(std::string_view s) {
  return !s.empty() && s.size() <= 80 && std::all_of(s.begin(), s.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
  });
}

}  // namespace

Result<Template> Template::parse(std::string_view text) {
  TRY(check_bytes(text));
  auto lines = split(text, '\n');
  if (lines.size() > most_lines) return fail(Errc::too_large, "a template is at most 2000 lines");
  for (auto& line : lines) line = trimmed(line);
  if (lines[0] != "---") return fail(Errc::bad_input, "line 1: a template begins with ---");

  auto body = std::make_shared<Body>();
  body->sha256 = ledgelight::sha256_hex(text);
  std::set<std::string> seen;
  std::size_t at = 1;
  for (; at < lines.size() && lines[at] != "---"; ++at) {
    const auto error = [&](std::string_view what) {
      return fail(Errc::bad_input, fmt::format("line {}: {}", at + 1, what));
    };
    const auto colon = lines[at].find(':');
    if (colon == std::string::npos) return error("\"key: value\" is wanted");
    const auto key = lines[at].substr(0, colon), value = trimmed(lines[at].substr(colon + 1));
    if (!seen.insert(key).second) return error("this key stands twice");
    if (key == "id" || key == "language" || key == "jurisdiction") {
      if (key == "id" && !is_id(value)) return error("an id has small letters, digits, - and /");
      if (key == "language" && !(value.size() == 2 && is_id(value))) {
        return error("a language has two letters");
      }
      if (value.empty() || value.size() > 80) return error("empty or too long");
      (key == "id" ? body->id : key == "language" ? body->language : body->jurisdiction) = value;
    } else if (key == "version") {
      if (value.empty() || value.size() > 6 ||
          !std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        return error("a version is a whole number");
      }
      body->version = std::stoi(value);
    } else if (key == "covers") {
      for (const auto& k : split(value, ' ')) {
        if (!k.empty()) body->covers.insert(k);
      }
    } else {
      return error("unknown key; known: id, version, language, jurisdiction, covers");
    }
  }
  if (at == lines.size()) return fail(Errc::bad_input, "the front matter is not closed by ---");
  for (const char* key : {"id", "version", "language", "jurisdiction", "covers"}) {
    if (seen.count(key) == 0) return fail(Errc::bad_input, fmt::format("front matter lacks {}", key));
  }
  std::vector<std::string> rest(lines.begin() + static_cast<std::ptrdiff_t>(at) + 1, lines.end());
  body->nodes = TRY(BodyParser(std::move(rest), static_cast<int>(at) + 2).run());

  std::set<std::string> keys;
  int titles = 0;
  collect(body->nodes, keys, titles);
  if (keys != body->covers) {
    return fail(Errc::bad_input, "covers: and the {{covers}} lines name different content");
  }
  if (titles != 1 || body->nodes.front().kind != Kind::heading || body->nodes.front().level != 1) {
    return fail(Errc::bad_input, "a template begins with its one title (# …)");
  }
  Template out;
  out.body_ = std::move(body);
  return out;
}

const std::string& Template::id() const { return body_->id; }
int Template::version() const { return body_->version; }
const std::string& Template::language() const { return body_->language; }
const std::string& Template::jurisdiction() const { return body_->jurisdiction; }
const std::set<std::string>& Template::covers() const { return body_->covers; }
const std::string& Template::sha256() const { return body_->sha256; }

Filled Template::fill(const Values& values) const {
  Filled out;
  Filler filler(values, out);
  filler.fill(body_->nodes);
  filler.finish();
  return out;
}

std::string Template::text() const {
  std::string out = fmt::format(
      "---\nid: {}\nversion: {}\nlanguage: {}\njurisdiction: {}\ncovers: {}\n---\n", body_->id,
      body_->version, body_->language, body_->jurisdiction,
      join({body_->covers.begin(), body_->covers.end()}, " "));
  write(out, body_->nodes);
  return out;
}

}  // namespace ledgelight::notice
