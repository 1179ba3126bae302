// decode/pdf/tree.hpp: what libqpdf tells of a PDF's objects that poppler does not hand out.
//
// C++17: clang 14 cannot read libqpdf 11's headers as C++20, so they stand in tree.cpp alone.
#pragma once

#include <memory>
#include <set>
#include <string>

namespace ledgelight::decode {

class ObjectTree {
 public:
  /// Reads `bytes`, which must outlive it. A tree too damaged to read is not whole(), and empty.
  ObjectTree(const std::string& bytes, int most_pages, int large_picture);
  ~ObjectTree();
  ObjectTree(const ObjectTree&) = delete;
  ObjectTree& operator=(const ObjectTree&) = delete;

  bool whole() const;
  /// Pages, from 0, with a picture of at least `large_picture` pixels each way.
  const std::set<int>& large() const;

  struct Words {
    std::string fields;  ///< "label: value" a line; values that stand in `kept` are left out
    std::string notes;   ///< authors and texts of notes, addresses of mail links, one a line
  };
  /// What was read before damage is kept.
  Words words(const std::string& kept);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ledgelight::decode
