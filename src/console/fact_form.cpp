#include "console/fact_form.hpp"

#include <algorithm>

#include "base/civil.hpp"
#include "base/text.hpp"
#include "console/console.hpp"

namespace ledgelight::console {
namespace {

using casefile::Shape;

class Inputs {
 public:
  Inputs(const pages::Web& web, const http::Request& request, http::Values& page,
         const casefile::FormFields& fields)
      : web_(web), request_(request), page_(page), fields_(fields) {}

  void add(const Shape& shape, const std::string& name, const std::string& label) {
    switch (shape.kind) {
      case Shape::Kind::text:
        text(name, label, shape.max > 300 ? "LONG" : "SHORT");
        break;
      case Shape::Kind::texts:
        text(name, label, "LONG");
        break;
      case Shape::Kind::count:
        text(name, label, "NUMBER");
        break;
      case Shape::Kind::date:
      case Shape::Kind::when:
        text(name, label, "DAY");
        break;
      case Shape::Kind::yes_no:
        choices(name, label, {"yes", "no"}, "yes_no", "RADIO");
        break;
      case Shape::Kind::token:
        choices(name, label, shape.choices, shape.choices_name,
                shape.choices.size() > 6 ? "SELECT" : "RADIO");
        break;
      case Shape::Kind::tokens:
        choices(name, label, shape.choices, shape.choices_name, "CHECK");
        break;
      case Shape::Kind::object:
        for (const auto& f : shape.fields) add(f.shape, name + "." + f.key, field_label(f.key));
        break;
      case Shape::Kind::list:
        list(shape, name, label);
        break;
    }
  }

 private:
  std::string field_label(const std::string& key) const {
    return web_.say(request_, "fact_field." + key);
  }
  std::string value_of(const std::string& name) const {
    for (const auto& [n, v] : fields_) {
      if (n == name) return shown(v);
    }
    return {};
  }
  bool has(const std::string& name, const std::string& value) const {
    return std::any_of(fields_.begin(), fields_.end(),
                       [&](const auto& f) { return f.first == name && f.second == value; });
  }
  http::Values& input(const char* section, const std::string& name, const std::string& label) {
    auto& row = page_.row("INPUTS").row(section);
    row.set("INPUT_NAME", name).set("INPUT_ID", replaced(name, ".", "-")).set("INPUT_LABEL", label);
    return row;
  }
  void text(const std::string& name, const std::string& label, const char* section) {
    input(section, name, label).set("INPUT_VALUE", value_of(name));
  }
  void choices(const std::string& name, const std::string& label,
               const std::vector<std::string>& tokens, const std::string& list_name,
               const char* section) {
    auto& row = input(section, name, label);
    for (const auto& token : tokens) {
      const bool on = has(name, token);
      auto& choice = row.row("CHOICES");
      choice.set("INPUT_NAME", name).set("CHOICE", token);
      choice.set("CHOICE_ID", replaced(name, ".", "-") + "-" + token);
      choice.set("CHOICE_NAME", web_.say(request_, casefile::token_key(list_name, token)));
      choice.show_if(on, "ON").show_if(!on, "OFF");
    }
  }
  void list(const Shape& shape, const std::string& name, const std::string& label) {
    std::size_t rows = 0;
    while (std::any_of(fields_.begin(), fields_.end(), [&](const auto& f) {
      return f.first.rfind(name + "." + std::to_string(rows) + ".", 0) == 0;
    })) {
      ++rows;
    }
    for (std::size_t i = 0; i < rows + 2 && i < 60; ++i) {
      page_.row("INPUTS").row("ROW_HEAD").set("INPUT_LABEL", label).set("ROW_NUMBER",
                                                                        static_cast<std::int64_t>(i + 1));
      for (const auto& f : shape.fields) {
        add(f.shape, name + "." + std::to_string(i) + "." + f.key, field_label(f.key));
      }
    }
  }
  const pages::Web& web_;
  const http::Request& request_;
  http::Values& page_;
  const casefile::FormFields& fields_;
};

}  // namespace

void fact_inputs(const pages::Web& web, const http::Request& request, http::Values& page,
                 const casefile::FactKind& kind, const casefile::FormFields& fields) {
  Inputs(web, request, page, fields).add(kind.shape, "value", web.say(request, kind.label_key));
}

std::string value_words(const pages::Web& web, const http::Request& request,
                        const casefile::FactKind& kind, const Json& value) {
  return fact_value_words(web, request, kind.name, value);
}

}  // namespace ledgelight::console
