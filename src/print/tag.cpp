#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>
#include <stdexcept>

#include "print/tree.hpp"

namespace ledgelight::print {
namespace {

using Object = QPDFObjectHandle;

Object text_string(const std::string& utf8) { return Object::newUnicodeString(utf8); }

// "/NonStruct << /MCID 7 >> BDC", as cairo writes it at the start of a line, is what we drew as
// decoration. No text is touched: inside strings cairo writes no line ends.
std::string with_artifacts(std::string_view content) {
  static constexpr std::string_view begin = "/NonStruct << /MCID ", end = " >> BDC\n";
  std::string out;
  out.reserve(content.size());
  std::size_t from = 0;
  for (;;) {
    const auto at = content.find(begin, from);
    if (at == std::string_view::npos) break;
    auto stop = at + begin.size();
    while (stop < content.size() && std::isdigit(static_cast<unsigned char>(content[stop])) != 0) {
      ++stop;
    }
    const bool ours = (at == 0 || content[at - 1] == '\n') && content.substr(stop, end.size()) == end;
    out += content.substr(from, at - from);
    out += ours ? std::string("/Artifact BMC\n")
                : std::string(content.substr(at, stop + end.size() - at));
    from = stop + end.size();
  }
  out += content.substr(from);
  return out;
}

class Tagger {
 public:
  Tagger(QPDF& pdf, const Tagging& tagging) : pdf_(pdf), t_(tagging) {}

  void run() {
    for (auto& page : QPDFPageDocumentHelper(pdf_).getAllPages()) {
      pages_.push_back(page.getObjectHandle());
    }
    if (pages_.size() != t_.marks.size()) throw std::logic_error("pages were lost");
    for (const auto marks : t_.marks) parents_.emplace_back(marks, Object::newNull());
    set_pages();
    set_tree();
    set_catalog();
    set_metadata();
  }

 private:
  void set_pages() {
    for (std::size_t p = 0; p < pages_.size(); ++p) {
      auto& page = pages_[p];
      page.replaceKey("/StructParents", Object::newInteger(static_cast<long long>(p)));
      page.replaceKey("/Tabs", Object::newName("/S"));
      auto stream = page.getKey("/Contents");
      const auto data = stream.getStreamData(qpdf_dl_generalized);
      const std::string_view bytes(reinterpret_cast<const char*>(data->getBuffer()),
                                   data->getSize());
      stream.replaceStreamData(with_artifacts(bytes), Object::newNull(), Object::newNull());
    }
  }

  Object element(int id, Object parent) {
    const auto& node = t_.tree[static_cast<std::size_t>(id)];
    auto made = pdf_.makeIndirectObject(Object::newDictionary());
    made.replaceKey("/Type", Object::newName("/StructElem"));
    made.replaceKey("/S", Object::newName("/" + node.type));
    made.replaceKey("/P", parent);
    if (!node.alt.empty()) made.replaceKey("/Alt", text_string(node.alt));
    if (!node.language.empty()) made.replaceKey("/Lang", text_string(node.language));
    if (!node.scope.empty()) made.replaceKey("/A", attribute("/Scope", Object::newName("/" + node.scope)));
    if (!node.summary.empty()) made.replaceKey("/A", attribute("/Summary", text_string(node.summary)));
    auto kids = Object::newArray();
    bool first = true;
    for (const auto& kid : node.kids) {
      if (kid.node >= 0) {
        kids.appendItem(element(kid.node, made));
        continue;
      }
      const auto page = static_cast<std::size_t>(kid.page);
      if (first) made.replaceKey("/Pg", pages_[page]);
      first = false;
      auto content = Object::newDictionary();
      content.replaceKey("/Type", Object::newName("/MCR"));
      content.replaceKey("/Pg", pages_[page]);
      content.replaceKey("/MCID", Object::newInteger(kid.mark));
      kids.appendItem(content);
      parents_[page][static_cast<std::size_t>(kid.mark)] = made;
    }
    if (kids.getArrayNItems() > 0) made.replaceKey("/K", kids);
    return made;
  }

  static Object attribute(const char* key, Object value) {
    auto made = Object::newDictionary();
    made.replaceKey("/O", Object::newName("/Table"));
    made.replaceKey(key, value);
    return made;
  }

  void set_tree() {
    auto root = pdf_.makeIndirectObject(Object::newDictionary());
    root.replaceKey("/Type", Object::newName("/StructTreeRoot"));
    auto kids = Object::newArray();
    kids.appendItem(element(0, root));
    root.replaceKey("/K", kids);
    auto numbers = Object::newArray();
    for (std::size_t p = 0; p < parents_.size(); ++p) {
      auto row = Object::newArray();
      for (auto& parent : parents_[p]) row.appendItem(parent);
      numbers.appendItem(Object::newInteger(static_cast<long long>(p)));
      numbers.appendItem(pdf_.makeIndirectObject(row));
    }
    auto tree = Object::newDictionary();
    tree.replaceKey("/Nums", numbers);
    root.replaceKey("/ParentTree", pdf_.makeIndirectObject(tree));
    root.replaceKey("/ParentTreeNextKey",
                    Object::newInteger(static_cast<long long>(parents_.size())));
    pdf_.getRoot().replaceKey("/StructTreeRoot", root);
  }

  void set_catalog() {
    auto root = pdf_.getRoot();
    root.replaceKey("/Lang", text_string(t_.language));
    auto marked = Object::newDictionary();
    marked.replaceKey("/Marked", Object::newBool(true));
    root.replaceKey("/MarkInfo", marked);
    auto viewer = Object::newDictionary();
    viewer.replaceKey("/DisplayDocTitle", Object::newBool(true));
    root.replaceKey("/ViewerPreferences", viewer);
  }

  std::string title() const {
    return t_.demonstration ? "DEMONSTRATION: " + t_.title : t_.title;
  }

  void set_metadata() {
    auto stamp = "D:" + t_.day + "000000Z";
    stamp.erase(std::remove(stamp.begin(), stamp.end(), '-'), stamp.end());
    auto info = pdf_.makeIndirectObject(Object::newDictionary());
    info.replaceKey("/Title", text_string(title()));
    if (!t_.author.empty()) info.replaceKey("/Author", text_string(t_.author));
    if (t_.demonstration) info.replaceKey("/Keywords", text_string("DEMONSTRATION"));
    info.replaceKey("/Creator", text_string("Ledgelight"));
    info.replaceKey("/Producer", text_string("Ledgelight with cairo and libqpdf"));
    info.replaceKey("/CreationDate", Object::newString(stamp));
    info.replaceKey("/ModDate", Object::newString(stamp));
    pdf_.getTrailer().replaceKey("/Info", info);

    const auto xml = [](const std::string& s) {
      std::string out;
      for (const char c : s) {
        if (c == '&') {
          out += "&amp;";
        } else if (c == '<') {
          out += "&lt;";
        } else if (c == '>') {
          out += "&gt;";
        } else {
          out += c;
        }
      }
      return out;
    };
    const auto xmp = fmt::format(
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
        "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description "
        "rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>"
        "<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>"
        "<xmp:CreateDate>{}</xmp:CreateDate><xmp:CreatorTool>Ledgelight</xmp:CreatorTool>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
        xml(title()), xml(t_.language), t_.day);
    auto metadata = Object::newStream(&pdf_, xmp);
    metadata.getDict().replaceKey("/Type", Object::newName("/Metadata"));
    metadata.getDict().replaceKey("/Subtype", Object::newName("/XML"));
    pdf_.getRoot().replaceKey("/Metadata", metadata);
  }

  QPDF& pdf_;
  const Tagging& t_;
  std::vector<Object> pages_;
  std::vector<std::vector<Object>> parents_;
};

}  // namespace

std::string tagged(const std::string& drawn, const Tagging& tagging) {
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("drawn", drawn.data(), drawn.size());
  Tagger(pdf, tagging).run();
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setMinimumPDFVersion("1.7");
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.setDeterministicID(true);
  writer.write();
  const auto out = writer.getBufferSharedPointer();
  return std::string(reinterpret_cast<const char*>(out->getBuffer()), out->getSize());
}

}  // namespace ledgelight::print
