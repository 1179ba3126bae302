#include "http/markup.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.hpp"

namespace ledgelight::http {
namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool space(char c) { return c == ' ' || c == '\t' || c == '\n'; }
bool name_sign(char c) {
  return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
}

bool one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_void(std::string_view name) {
  return one_of(name, {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                       "source", "track", "wbr"});
}

class Reader {
 public:
  explicit Reader(std::string_view html) : html_(html) {}

  Result<std::vector<Tag>> all() {
    std::vector<Tag> tags;
    while (at_ < html_.size()) {
      if (html_[at_] != '<') {
        step();
      } else if (html_.substr(at_, 4) == "<!--") {
        TRY(skip_past("-->"));
      } else if (lowered(html_.substr(at_, 9)) == "<!doctype") {
        TRY(skip_past(">"));
      } else {
        tags.push_back(TRY(tag()));
      }
    }
    return tags;
  }

 private:
  Error broken(std::string_view why) const {
    return fail(Errc::bad_input, "line " + std::to_string(line_) + ": " + std::string(why));
  }
  void step() {
    if (html_[at_] == '\n') ++line_;
    ++at_;
  }
  bool ended() const { return at_ >= html_.size(); }
  void spaces() {
    while (!ended() && space(html_[at_])) step();
  }
  Result<void> skip_past(std::string_view mark) {
    const auto end = html_.find(mark, at_);
    if (end == std::string_view::npos) return broken("not closed");
    while (at_ < end + mark.size()) step();
    return Done{};
  }
  std::string name() {
    const auto from = at_;
    while (!ended() && name_sign(html_[at_])) ++at_;
    return lowered(html_.substr(from, at_ - from));
  }

  Result<Tag> tag() {
    Tag out;
    out.line = line_;
    ++at_;
    const bool closing = !ended() && html_[at_] == '/';
    if (closing) ++at_;
    if (ended() || !letter(html_[at_])) return broken("a '<' that begins no tag; write &lt;");
    out.name = (closing ? "/" : "") + name();
    for (;;) {
      const auto before = at_;
      spaces();
      if (ended()) return broken("a tag is not closed");
      if (html_[at_] == '>') break;
      if (html_.substr(at_, 2) == "/>") {
        ++at_;
        self_closed_ = true;
        break;
      }
      if (before == at_) return broken("no space between attributes, or a value in a tag");
      TRY(attribute(out));
    }
    ++at_;
    if (self_closed_) {
      self_closed_ = false;
      if (!is_void(out.name)) out.attributes.add("/", "");  // <use … />: closed at once
    }
    if (one_of(out.name, {"script", "style", "title", "textarea"})) {
      const auto end = lowered(html_.substr(at_)).find("</" + out.name);
      if (end == std::string::npos) return broken("<" + out.name + "> is not closed");
      out.inside = html_.substr(at_, end);
      for (const auto stop = at_ + end; at_ < stop;) step();
    }
    return out;
  }

  Result<void> attribute(Tag& out) {
    const auto key = name();
    if (key.empty()) return broken("a value or a forbidden sign inside a tag");
    if (out.attributes.has(key)) return broken("attribute " + key + " twice");
    std::string value;
    if (!ended() && html_[at_] == '=') {
      ++at_;
      if (ended() || (html_[at_] != '"' && html_[at_] != '\'')) {
        return broken("attribute " + key + " without quotes");
      }
      const char quote = html_[at_++];
      const auto from = at_;
      while (!ended() && html_[at_] != quote) step();
      if (ended()) return broken("attribute " + key + " has an open quote");
      value = html_.substr(from, at_ - from);
      ++at_;
    }
    out.attributes.add(key, value);
    return Done{};
  }

  std::string_view html_;
  std::size_t at_ = 0, line_ = 1;
  bool self_closed_ = false;
};

Error at(const Tag& tag, std::string_view why) {
  return fail(Errc::bad_input, "line " + std::to_string(tag.line) + ": <" + tag.name + "> " +
                                   std::string(why));
}

bool elsewhere(std::string_view address) {
  const auto clean = lowered(trimmed(address));
  return clean.rfind("//", 0) == 0 || clean.find("://") != std::string::npos;
}

Result<void> balanced(const std::vector<Tag>& tags) {
  std::vector<const Tag*> open;
  for (const auto& tag : tags) {
    if (tag.name[0] == '/') {
      if (open.empty() || "/" + open.back()->name != tag.name) {
        return at(tag, open.empty() ? "closes nothing" : "closes <" + open.back()->name + ">");
      }
      open.pop_back();
    } else if (!is_void(tag.name) && !tag.attributes.has("/")) {
      open.push_back(&tag);
    }
  }
  if (!open.empty()) return at(*open.back(), "is never closed");
  return Done{};
}

Result<std::set<std::string>> ids_of(const std::vector<Tag>& tags) {
  std::set<std::string> ids;
  for (const auto& tag : tags) {
    const auto id = tag.attributes.find("id");
    if (!id) continue;
    if (id->empty() || !ids.emplace(*id).second) return at(tag, "has an id that is empty or used twice");
  }
  return ids;
}

Result<void> headings(const std::vector<Tag>& tags) {
  int last = 0;
  int firsts = 0;
  for (const auto& tag : tags) {
    if (tag.name.size() != 2 || tag.name[0] != 'h' || tag.name[1] < '1' || tag.name[1] > '6') continue;
    const int level = tag.name[1] - '0';
    if (level == 1 && ++firsts > 1) return at(tag, "is a second h1");
    if (level > last + 1 && last != 0) return at(tag, "skips a heading level");
    last = level;
  }
  if (firsts != 1) return fail(Errc::bad_input, "the page has no h1");
  return Done{};
}

Result<void> references(const std::vector<Tag>& tags, const std::set<std::string>& ids) {
  std::set<std::string> labelled;
  for (const auto& tag : tags) {
    for (const auto* name : {"for", "aria-describedby", "aria-labelledby", "aria-controls", "list"}) {
      for (const auto& id : split(tag.attributes.get(name), ' ')) {
        if (!id.empty() && ids.count(id) == 0) return at(tag, "names an id that is not there: " + id);
      }
    }
    if (tag.name == "label") labelled.insert(tag.attributes.get("for"));
  }
  int inside_label = 0;
  for (const auto& tag : tags) {
    if (tag.name == "label") ++inside_label;
    if (tag.name == "/label") --inside_label;
    if (tag.name == "img" && !tag.attributes.has("alt")) return at(tag, "has no alt");
    const auto type = tag.attributes.get("type");
    const bool control = one_of(tag.name, {"select", "textarea"}) ||
                         (tag.name == "input" && !one_of(type, {"hidden", "submit", "button"}));
    if (control && inside_label == 0 && labelled.count(tag.attributes.get("id")) == 0 &&
        !tag.attributes.has("aria-label") && !tag.attributes.has("aria-labelledby")) {
      return at(tag, "has no label");
    }
  }
  return Done{};
}

}  // namespace

Result<std::vector<Tag>> tags_of(std::string_view html) { return Reader(html).all(); }

Result<void> check_tags(const std::vector<Tag>& tags) {
  for (const auto& tag : tags) {
    if (tag.name == "style") return at(tag, "is refused by our content policy; use a style sheet");
    if (one_of(tag.name, {"base", "object", "embed", "iframe", "frame"})) return at(tag, "is refused");
    if (tag.name == "script" && (!tag.attributes.has("src") || !trimmed(tag.inside).empty())) {
      return at(tag, "holds code; put it in a file");
    }
    for (const auto& [name, value] : tag.attributes.rows()) {
      if (name == "style") return at(tag, "has a style attribute; use a class");
      if (name.rfind("on", 0) == 0) return at(tag, "has an event attribute; use a script file");
      if (name == "http-equiv" || name == "srcdoc" || name == "ping") return at(tag, name + " is refused");
      const auto clean = lowered(trimmed(value));
      if (one_of(name, {"href", "src", "action", "formaction", "srcset", "data", "xlink:href"}) &&
          (clean.rfind("javascript:", 0) == 0 || clean.rfind("data:", 0) == 0 ||
           clean.rfind("vbscript:", 0) == 0)) {
        return at(tag, "has code for an address");
      }
      const bool loads = one_of(name, {"src", "srcset", "action", "formaction"}) ||
                         (name == "href" && one_of(tag.name, {"link", "use", "image"}));
      if (loads && elsewhere(value)) return at(tag, "reaches another host");
    }
  }
  return Done{};
}

Result<void> check_page(std::string_view html) {
  const auto tags = TRY(tags_of(html));
  TRY(check_tags(tags));
  TRY(balanced(tags));
  const auto titled = std::find_if(tags.begin(), tags.end(), [](const Tag& t) { return t.name == "title"; });
  if (titled == tags.end() || trimmed(titled->inside).empty()) {
    return fail(Errc::bad_input, "the page has no title");
  }
  if (tags.empty() || tags[0].name != "html" || tags[0].attributes.get("lang").empty()) {
    return fail(Errc::bad_input, "the page does not name its language");
  }
  TRY(headings(tags));
  const auto ids = TRY(ids_of(tags));
  return references(tags, ids);
}

}  // namespace ledgelight::http
