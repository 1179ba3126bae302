#include "decode/pdf/tree.hpp"

#include <exception>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFAcroFormDocumentHelper.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>

namespace ledgelight::decode {

struct ObjectTree::Impl {
  QPDF qpdf;
  bool whole = false;
  std::set<int> large;
};

ObjectTree::ObjectTree(const std::string& bytes, int most_pages, int large_picture)
    : impl_(std::make_unique<Impl>()) {
  try {
    auto& qpdf = impl_->qpdf;
    qpdf.setSuppressWarnings(true);
    qpdf.setAttemptRecovery(true);
    qpdf.processMemoryFile("evidence", bytes.data(), bytes.size());
    int number = 0;
    for (auto& page : QPDFPageDocumentHelper(qpdf).getAllPages()) {
      for (auto& entry : page.getImages()) {
        auto dictionary = entry.second.getDict();
        const auto side = [&](const char* key) {
          auto value = dictionary.getKey(key);
          return value.isInteger() ? value.getIntValueAsInt() : 0;
        };
        if (side("/Width") >= large_picture && side("/Height") >= large_picture)
          impl_->large.insert(number);
      }
      if (++number > most_pages) break;
    }
    impl_->whole = true;
  } catch (const std::exception&) {
    impl_->whole = false;
  }
}

ObjectTree::~ObjectTree() = default;

bool ObjectTree::whole() const { return impl_->whole; }

const std::set<int>& ObjectTree::large() const { return impl_->large; }

ObjectTree::Words ObjectTree::words(const std::string& kept) {
  Words out;
  try {
    QPDFAcroFormDocumentHelper form(impl_->qpdf);
    if (form.hasAcroForm()) {
      for (auto& field : form.getFormFields()) {
        const auto value = field.getValueAsString();
        // What the page shows was read with it.
        if (value.empty() || kept.find(value) != std::string::npos) continue;
        out.fields += field.getAlternativeName() + ": " + value + "\n";
      }
    }
    for (auto& page : QPDFPageDocumentHelper(impl_->qpdf).getAllPages()) {
      auto annotations = page.getObjectHandle().getKey("/Annots");
      if (!annotations.isArray()) continue;
      for (auto& note : annotations.getArrayAsVector()) {
        if (!note.isDictionary()) continue;
        for (const char* key : {"/T", "/Contents"}) {
          auto text = note.getKey(key);
          auto kind = note.getKey("/Subtype");
          if (text.isString() && !(kind.isName() && kind.getName() == "/Widget"))
            out.notes += text.getUTF8Value() + "\n";
        }
        auto action = note.getKey("/A");
        if (action.isDictionary() && action.getKey("/URI").isString()) {
          const auto target = action.getKey("/URI").getStringValue();
          if (target.compare(0, 7, "mailto:") == 0) out.notes += target + "\n";
        }
      }
    }
  } catch (const std::exception&) {
  }
  return out;
}

}  // namespace ledgelight::decode
