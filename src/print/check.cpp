#include <fmt/format.h>

#include <map>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <set>
#include <vector>

#include "print/tree.hpp"

namespace ledgelight::print {
namespace {

using Object = QPDFObjectHandle;
constexpr int deepest = 64;
constexpr std::size_t most_elements = 2'000'000;

std::string name_of_type(const Object& element) {
  auto type = Object(element).getKey("/S");
  return type.isName() ? type.getName().substr(1) : "";
}

// Which marks a page's content opens, and whether any text is shown outside a mark.
class Content : public Object::ParserCallbacks {
 public:
  void handleObject(Object o) override {
    if (!o.isOperator()) {
      operands_.push_back(o);
      return;
    }
    const auto op = o.getOperatorValue();
    if (op == "BDC" || op == "BMC") {
      begin(op == "BDC");
    } else if (op == "EMC") {
      if (depth_.empty()) {
        unbalanced = true;
      } else {
        depth_.pop_back();
      }
    } else if (op == "Tj" || op == "TJ" || op == "'" || op == "\"" || op == "f" || op == "S" ||
               op == "Do") {
      bool covered = false;
      for (const bool meaningful : depth_) covered = covered || meaningful;
      if (!covered) loose = true;
    }
    operands_.clear();
  }
  void handleEOF() override {
    if (!depth_.empty()) unbalanced = true;
  }

  std::vector<long long> marks;
  bool loose = false, unbalanced = false;

 private:
  void begin(bool with_properties) {
    bool meaningful = !operands_.empty() && operands_[0].isName() &&
                      operands_[0].getName() == "/Artifact";
    if (with_properties && operands_.size() > 1 && operands_[1].isDictionary()) {
      auto mark = operands_[1].getKey("/MCID");
      if (mark.isInteger()) {
        marks.push_back(mark.getIntValue());
        meaningful = true;
      }
    }
    depth_.push_back(meaningful);
  }
  std::vector<Object> operands_;
  std::vector<bool> depth_;
};

class Checker {
 public:
  explicit Checker(QPDF& pdf) : pdf_(pdf) {}

  std::vector<std::string> run() {
    catalog();
    for (auto& page : QPDFPageDocumentHelper(pdf_).getAllPages()) {
      pages_.push_back(page);
      numbers_[page.getObjectHandle().getObjGen()] = static_cast<int>(pages_.size());
    }
    auto tree = pdf_.getRoot().getKey("/StructTreeRoot");
    if (!tree.isDictionary()) {
      fault("there is no structure tree");
      return faults_;
    }
    walk_kids(tree, tree.getKey("/K"), 0);
    if (last_heading_ == 0) fault("there is no heading");
    parent_tree(tree.getKey("/ParentTree"));
    for (std::size_t p = 0; p < pages_.size(); ++p) check_page(p);
    return faults_;
  }

  std::string outline() {
    for (auto& page : QPDFPageDocumentHelper(pdf_).getAllPages()) {
      pages_.push_back(page);
      numbers_[page.getObjectHandle().getObjGen()] = static_cast<int>(pages_.size());
    }
    auto tree = pdf_.getRoot().getKey("/StructTreeRoot");
    if (tree.isDictionary()) walk_kids(tree, tree.getKey("/K"), 0);
    return outline_;
  }

 private:
  void fault(std::string what) {
    if (faults_.size() < 200) faults_.push_back(std::move(what));
  }

  void catalog() {
    auto root = pdf_.getRoot();
    auto language = root.getKey("/Lang");
    if (!language.isString() || language.getUTF8Value().empty()) fault("no language is stated");
    auto marked = root.getKey("/MarkInfo");
    auto mark = marked.isDictionary() ? marked.getKey("/Marked") : Object::newNull();
    if (!mark.isBool() || !mark.getBoolValue()) fault("it is not marked as tagged");
    auto viewer = root.getKey("/ViewerPreferences");
    auto shows = viewer.isDictionary() ? viewer.getKey("/DisplayDocTitle") : Object::newNull();
    if (!shows.isBool() || !shows.getBoolValue()) fault("the window shows the file name, not the title");
    auto info = pdf_.getTrailer().getKey("/Info");
    auto title = info.isDictionary() ? info.getKey("/Title") : Object::newNull();
    if (!title.isString() || title.getUTF8Value().empty()) fault("there is no title");
  }

  void walk_kids(Object owner, Object kids, int depth) {
    if (depth > deepest || ++elements_ > most_elements) {
      if (!too_deep_) fault("the structure tree is too deep or too large");
      too_deep_ = true;
      return;
    }
    if (kids.isArray()) {
      for (auto& kid : kids.aitems()) walk_kid(owner, kid, depth);
    } else if (!kids.isNull()) {
      walk_kid(owner, kids, depth);
    }
  }

  void walk_kid(Object owner, Object kid, int depth) {
    if (kid.isInteger()) {
      claim(owner, owner.getKey("/Pg"), kid.getIntValue());
    } else if (kid.isDictionary() && kid.getKey("/MCID").isInteger()) {
      auto page = kid.getKey("/Pg");
      claim(owner, page.isDictionary() ? page : owner.getKey("/Pg"),
            kid.getKey("/MCID").getIntValue());
    } else if (kid.isDictionary() && kid.getKey("/S").isName()) {
      element(owner, kid, depth);
    }
  }

  void element(Object owner, Object kid, int depth) {
    const auto type = name_of_type(kid);
    auto page = kid.getKey("/Pg");
    const auto number = page.isDictionary() ? numbers_.find(page.getObjGen()) : numbers_.end();
    if (outline_.size() < (4U << 20)) {
      outline_ += std::string(static_cast<std::size_t>(depth) * 2, ' ') + type +
                  (number == numbers_.end() ? "" : fmt::format(" p{}", number->second)) + "\n";
    }
    if (type.size() == 2 && type[0] == 'H' && type[1] >= '1' && type[1] <= '6') {
      const int level = type[1] - '0';
      if (level > last_heading_ + 1) {
        fault(fmt::format("a heading of level {} follows level {}", level, last_heading_));
      }
      last_heading_ = level;
    }
    if (type == "Figure" && (!kid.getKey("/Alt").isString() ||
                             kid.getKey("/Alt").getUTF8Value().empty())) {
      fault("a figure has no alternative text");
    }
    const auto above = name_of_type(owner);
    const auto inside = [&](const char* what, std::initializer_list<const char*> places) {
      if (type != what) return;
      for (const char* place : places) {
        if (above == place) return;
      }
      fault(fmt::format("{} stands inside {}", type, above.empty() ? "the root" : above));
    };
    inside("TR", {"Table", "THead", "TBody", "TFoot"});
    inside("TH", {"TR"});
    inside("TD", {"TR"});
    inside("LI", {"L"});
    inside("LBody", {"LI"});
    if (type == "TH") {
      auto attributes = kid.getKey("/A");
      if (!attributes.isDictionary() || !attributes.getKey("/Scope").isName()) {
        fault("a table heading does not say whether it heads a row or a column");
      }
    }
    walk_kids(kid, kid.getKey("/K"), depth + 1);
  }

  void claim(Object owner, Object page, long long mark) {
    if (page.isDictionary()) claimed_[page.getObjGen()][mark] = owner.getObjGen();
  }

  void parent_tree(Object tree) {
    auto numbers = tree.isDictionary() ? tree.getKey("/Nums") : Object::newNull();
    if (!numbers.isArray()) {
      fault("there is no parent tree");
      return;
    }
    for (int i = 0; i + 1 < numbers.getArrayNItems(); i += 2) {
      if (numbers.getArrayItem(i).isInteger()) {
        parents_[numbers.getArrayItem(i).getIntValue()] = numbers.getArrayItem(i + 1);
      }
    }
  }

  void check_page(std::size_t p) {
    auto page = pages_[p].getObjectHandle();
    const auto n = p + 1;
    auto key = page.getKey("/StructParents");
    if (!key.isInteger()) {
      fault(fmt::format("page {} has no StructParents", n));
      return;
    }
    Content content;
    pages_[p].parseContents(&content);
    if (content.loose) fault(fmt::format("page {} draws outside of tags and artifacts", n));
    if (content.unbalanced) fault(fmt::format("page {} leaves marked content open", n));
    if (content.marks.empty()) fault(fmt::format("page {} has no tagged content", n));
    const auto row = parents_.find(key.getIntValue());
    const auto& claimed = claimed_[page.getObjGen()];
    for (const auto mark : content.marks) {
      const bool listed = row != parents_.end() && row->second.isArray() && mark >= 0 &&
                          mark < row->second.getArrayNItems();
      auto parent = listed ? row->second.getArrayItem(static_cast<int>(mark)) : Object::newNull();
      const auto claim = claimed.find(mark);
      if (!parent.isDictionary() || claim == claimed.end() ||
          claim->second != parent.getObjGen()) {
        fault(fmt::format("page {}: mark {} does not lead to the structure tree", n, mark));
      }
    }
    if (claimed.size() > std::set<long long>(content.marks.begin(), content.marks.end()).size()) {
      fault(fmt::format("page {}: the structure tree names marks the page does not have", n));
    }
  }

  QPDF& pdf_;
  std::vector<QPDFPageObjectHelper> pages_;
  std::map<QPDFObjGen, int> numbers_;
  std::map<QPDFObjGen, std::map<long long, QPDFObjGen>> claimed_;
  std::map<long long, Object> parents_;
  std::vector<std::string> faults_;
  std::string outline_;
  int last_heading_ = 0;
  std::size_t elements_ = 0;
  bool too_deep_ = false;
};

}  // namespace

std::vector<std::string> tagging_faults(std::string_view bytes) {
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.setAttemptRecovery(false);  // a damaged file is a fault, not a puzzle
    pdf.processMemoryFile("pdf", bytes.data(), bytes.size());
    return Checker(pdf).run();
  } catch (const std::exception&) {
    return {"it cannot be read as a PDF"};
  }
}

bool tagging_outline(std::string_view bytes, std::string& out) {
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.setAttemptRecovery(false);  // a damaged file is a fault, not a puzzle
    pdf.processMemoryFile("pdf", bytes.data(), bytes.size());
    out = Checker(pdf).outline();
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace ledgelight::print
