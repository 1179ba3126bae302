#include "http/template.hpp"

#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

#include <algorithm>
#include <cstdlib>

#include "base/text.hpp"
#include "http/template_source.hpp"

namespace ledgelight::http {
namespace {

constexpr std::string_view root = "templates/";
constexpr std::string_view ending = ".tpl";

using Chain = std::vector<const Values*>;

void collect(const std::vector<Node>& nodes, Templates::Shape& shape) {
  for (const auto& node : nodes) {
    switch (node.kind) {
      case Node::Kind::variable: shape.variables.insert(node.name); break;
      case Node::Kind::part: shape.parts.insert(node.name); break;
      case Node::Kind::section:
        shape.sections.insert(node.name);
        collect(node.inside, shape);
        break;
    }
  }
}

// ctemplate's escaping makes a blank of a line break, also in a <textarea>: what was typed in lines
// would come back in one. A sign that no value can hold (shown drops it) stands for it meanwhile.
constexpr char line_break = '\x01';
std::string carried(std::string_view value) {
  auto out = shown(value);
  std::replace(out.begin(), out.end(), '\n', line_break);
  return out;
}

ctemplate::TemplateString as_name(std::string_view s) { return {s.data(), s.size()}; }

}  // namespace

Values& Values::set(std::string_view name, std::string_view value) {
  values_.insert_or_assign(std::string(name), carried(value));
  return *this;
}
Values& Values::set(std::string_view name, std::int64_t value) {
  return set(name, std::string_view(std::to_string(value)));
}
Values& Values::show(std::string_view section) {
  auto& rows = sections_[std::string(section)];
  if (rows.empty()) rows.push_back(std::make_unique<Values>());
  return *this;
}
Values& Values::show_if(bool yes, std::string_view section) { return yes ? show(section) : *this; }
Values& Values::row(std::string_view section) {
  return *sections_[std::string(section)].emplace_back(std::make_unique<Values>());
}
Values& Values::include(std::string_view marker, std::string_view file) {
  return *parts_[std::string(marker)].emplace_back(std::string(file), std::make_unique<Values>()).second;
}

Page::Page(std::string file, std::string language)
    : file_(std::move(file)), language_(std::move(language)) {}
Page& Page::global(std::string_view name, std::string_view value) {
  globals_.insert_or_assign(std::string(name), carried(value));
  return *this;
}
Page& Page::within(std::string layout_file) {
  layout_file_ = std::move(layout_file);
  return *this;
}

struct Templates::Impl {
  struct Language {
    std::map<std::string, Template, std::less<>> files;
    ctemplate::TemplateCache cache;
  };
  std::map<std::string, std::unique_ptr<Language>, std::less<>> languages;
  std::map<std::string, Shape> shapes;
  Strict strict = Strict::no;

  const Language& language(std::string_view code) const {
    const auto found = languages.find(code);
    return *(found != languages.end() ? found : languages.find("en"))->second;
  }

  static void fill(const Values& values, ctemplate::TemplateDictionary& to) {
    for (const auto& [name, value] : values.values_) to.SetValue(as_name(name), as_name(value));
    for (const auto& [name, rows] : values.sections_) {
      for (const auto& row : rows) fill(*row, *to.AddSectionDictionary(as_name(name)));
    }
    for (const auto& [name, parts] : values.parts_) {
      for (const auto& part : parts) {
        auto* dictionary = to.AddIncludeDictionary(as_name(name));
        dictionary->SetFilename(part.first + std::string(ending));
        fill(*part.second, *dictionary);
      }
    }
  }

  // The strict check walks as ctemplate would: names are looked for from the row outwards, parts
  // see only the globals.
  struct Walk {
    const Language& language;
    const std::map<std::string, std::string, std::less<>>& globals;
    std::set<std::string> faults;

    template <class Map>
    static const typename Map::mapped_type* look(const Chain& chain, Map Values::*map,
                                                 const std::string& name) {
      for (auto values = chain.rbegin(); values != chain.rend(); ++values) {
        const auto found = ((*values)->*map).find(name);
        if (found != ((*values)->*map).end()) return &found->second;
      }
      return nullptr;
    }

    void file(const std::string& name, const Values& values) {
      const auto found = language.files.find(name);
      if (found == language.files.end()) {
        faults.insert("no template " + name);
        return;
      }
      Shape shape;
      collect(found->second.nodes, shape);
      known(name, shape, values);
      nodes(name, found->second.nodes, {&values});
    }

    void known(const std::string& name, const Shape& shape, const Values& values) {
      for (const auto& [key, value] : values.values_) {
        if (shape.variables.count(key) == 0) faults.insert(name + " has no variable " + key);
      }
      for (const auto& [key, rows] : values.sections_) {
        if (shape.sections.count(key) == 0) faults.insert(name + " has no section " + key);
        for (const auto& row : rows) known(name, shape, *row);
      }
      for (const auto& [key, parts] : values.parts_) {
        if (shape.parts.count(key) == 0) faults.insert(name + " has no part " + key);
      }
    }

    void nodes(const std::string& name, const std::vector<Node>& all, const Chain& chain) {
      for (const auto& node : all) {
        if (node.kind == Node::Kind::variable) {
          if (!look(chain, &Values::values_, node.name) && globals.count(node.name) == 0) {
            faults.insert(name + ": " + node.name + " is not set");
          }
        } else if (node.kind == Node::Kind::section) {
          const auto* rows = look(chain, &Values::sections_, node.name);
          if (!rows) continue;
          for (const auto& row : *rows) {
            auto inner = chain;
            inner.push_back(row.get());
            nodes(name, node.inside, inner);
          }
        } else if (const auto* parts = look(chain, &Values::parts_, node.name)) {
          for (const auto& part : *parts) file(part.first, *part.second);
        }
      }
    }
  };

  Result<void> check(const Page& page) const {
    Walk walk{language(page.language_), page.globals_, {}};
    walk.file(page.file_, page);
    if (!page.layout_file_.empty()) {
      // The page stands in the layout's BODY, which the caller does not set.
      walk.file(page.layout_file_, page.layout_);
    }
    if (walk.faults.empty()) return Done{};
    return fail(Errc::internal, join({walk.faults.begin(), walk.faults.end()}, "; "));
  }
};

Templates::Templates(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;
Templates::~Templates() = default;

Result<Templates> Templates::load(std::span<const EmbeddedFile> content, const Messages& messages,
                                  Strict strict) {
  auto impl = std::make_unique<Impl>();
  impl->strict = strict;
  for (const auto& code : messages.languages()) {
    auto language = std::make_unique<Impl::Language>();
    for (const auto& file : content) {
      if (file.path.substr(0, root.size()) != root || file.path.size() <= root.size() + ending.size() ||
          file.path.substr(file.path.size() - ending.size()) != ending) {
        continue;
      }
      const auto key = std::string(file.path.substr(root.size()));
      const auto name = key.substr(0, key.size() - ending.size());
      auto read = read_template(file.bytes, messages, code);
      if (!read) return fail(Errc::config, std::string(file.path) + ": " + read.error().detail);
      if (!language->cache.StringToTemplateCache(key, read->text.data(), read->text.size(),
                                                 ctemplate::STRIP_BLANK_LINES)) {
        return fail(Errc::config, std::string(file.path) + ": the template library refuses it");
      }
      auto& shape = impl->shapes[name];
      collect(read->nodes, shape);
      shape.messages.insert(read->messages.begin(), read->messages.end());
      language->files.emplace(name, std::move(*read));
    }
    language->cache.Freeze();
    impl->languages.emplace(code, std::move(language));
  }
  return Templates(std::move(impl));
}

Result<Templates> Templates::load_embedded(const Messages& messages) {
  const char* wish = std::getenv("LEDGELIGHT_STRICT_PAGES");
  const bool strict = wish && std::string_view(wish) == "1";
  return load(embedded_content(), messages, strict ? Strict::yes : Strict::no);
}

bool Templates::has(std::string_view file) const {
  return impl_->language("en").files.count(file) != 0;
}

std::map<std::string, Templates::Shape> Templates::shapes() const { return impl_->shapes; }

Result<std::string> Templates::render(const Page& page) const {
  if (!has(page.file_) || (!page.layout_file_.empty() && !has(page.layout_file_))) {
    return fail(Errc::internal, "no template " + page.file_);
  }
  if (impl_->strict == Strict::yes) TRY(impl_->check(page));
  ctemplate::TemplateDictionary top("page");
  for (const auto& [name, value] : page.globals_) {
    top.SetTemplateGlobalValue(as_name(name), as_name(value));
  }
  auto file = page.file_ + std::string(ending);
  if (page.layout_file_.empty()) {
    Impl::fill(page, top);
  } else {
    file = page.layout_file_ + std::string(ending);
    Impl::fill(page.layout_, top);
    auto* body = top.AddIncludeDictionary("BODY");
    body->SetFilename(page.file_ + std::string(ending));
    Impl::fill(page, *body);
  }
  std::string out;
  out.reserve(16U << 10);
  if (!impl_->language(page.language_)
           .cache.ExpandNoLoad(file, ctemplate::STRIP_BLANK_LINES, &top, nullptr, &out)) {
    return fail(Errc::internal, "template " + page.file_ + " or a part of it does not render");
  }
  std::replace(out.begin(), out.end(), line_break, '\n');
  return out;
}

Result<std::string> Templates::render_with_sentinel(const std::string& file,
                                                    const std::string& language,
                                                    std::string_view sentinel) const {
  const auto shape = impl_->shapes.find(file);
  if (shape == impl_->shapes.end()) return fail(Errc::internal, "no template " + file);
  ctemplate::TemplateDictionary top("sentinel");
  for (const auto& name : shape->second.variables) top.SetValue(as_name(name), as_name(sentinel));
  for (const auto& name : shape->second.sections) top.AddSectionDictionary(as_name(name));
  std::string out;
  if (!impl_->language(language).cache.ExpandNoLoad(
          file + std::string(ending), ctemplate::STRIP_BLANK_LINES, &top, nullptr, &out)) {
    return fail(Errc::internal, file + " does not render");
  }
  return out;
}

}  // namespace ledgelight::http
