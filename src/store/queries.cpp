#include "store/queries.hpp"

#include "base/embedded.hpp"
#include "base/result.hpp"
#include "base/text.hpp"

namespace ledgelight::store {
namespace {

std::vector<std::string> words(std::string_view line) {
  std::vector<std::string> out;
  for (auto& word : split(line, ' ')) {
    if (!word.empty()) out.push_back(std::move(word));
  }
  return out;
}

std::string listed(const std::vector<std::string>& columns, std::string_view how) {
  std::string out;
  for (std::size_t i = how == "set" ? 1 : 0; i < columns.size(); ++i) {
    if (!out.empty()) out += ", ";
    if (how != "values") out += columns[i];
    if (how == "set") out += " = ";
    if (how != "columns") out.append("$").append(std::to_string(i + 1));
  }
  return out;
}

}  // namespace

Queries::Queries(std::vector<std::string_view> files) {
  for (const auto file : files) {
    std::string* into = nullptr;
    std::string columns_of;
    for (const auto& line : split(file, '\n')) {
      if (line.rfind("-- name: ", 0) == 0) {
        const auto [it, fresh] = texts_.emplace(trimmed(line.substr(9)), "");
        CHECK(fresh);
        into = &it->second;
      } else if (line.rfind("-- columns: ", 0) == 0) {
        columns_of = trimmed(line.substr(12));
        into = nullptr;
      } else if (line.rfind("--", 0) == 0) {
        into = nullptr;
      } else if (into != nullptr) {
        if (!into->empty() && !line.empty()) *into += '\n';
        *into += line;
      } else if (!columns_of.empty() && !trimmed(line).empty()) {
        CHECK(columns_.emplace(columns_of, words(line)).second);
        columns_of.clear();
      }
    }
  }
  for (auto& [name, text] : texts_) {
    for (const auto& [table, columns] : columns_) {
      for (const std::string_view how : {"columns", "values", "set"}) {
        const auto mark = std::string("{").append(how).append(":").append(table).append("}");
        if (text.find(mark) != text.npos) text = replaced(text, mark, listed(columns, how));
      }
    }
  }
}

const std::string& Queries::text(std::string_view name) const {
  const auto it = texts_.find(name);
  CHECK(it != texts_.end());
  return it->second;
}

const std::vector<std::string>& Queries::columns(std::string_view table) const {
  const auto it = columns_.find(table);
  CHECK(it != columns_.end());
  return it->second;
}

std::vector<std::string> Queries::names() const {
  std::vector<std::string> out;
  for (const auto& [name, text] : texts_) out.push_back(name);
  return out;
}

const Queries& queries() {
  static const Queries all = [] {
    std::vector<std::string_view> files;
    for (const auto& file : embedded_queries()) files.push_back(file.bytes);
    return Queries(std::move(files));
  }();
  return all;
}

std::string with_parts(std::string text,
                       std::initializer_list<std::pair<std::string_view, std::string_view>> parts) {
  for (const auto& [name, part] : parts) {
    text = replaced(text, std::string("{").append(name).append("}"), part);
  }
  return text;
}

std::string numbered(std::string text, int first) {
  for (auto at = text.find("{?}"); at != text.npos; at = text.find("{?}", at)) {
    text.replace(at, 3, std::string("$").append(std::to_string(first++)));
  }
  return text;
}

}  // namespace ledgelight::store
