// pack_rules FOLDER FILE: writes the packed trees of the pack files below FOLDER (law/packed.hpp).
// Run by the build. A file that is not readable gets no tree; the program then says what is wrong
// with it.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include "law/packed.hpp"

int main(int count, char** arguments) {
  namespace fs = std::filesystem;
  if (count != 3) {
    std::cerr << "usage: pack_rules FOLDER FILE\n";
    return 2;
  }
  const fs::path root = arguments[1];
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.is_regular_file() && entry.path().extension() == ".yaml")
      paths.push_back(entry.path().lexically_relative(root).generic_string());
  std::sort(paths.begin(), paths.end());
  std::string out;
  for (const auto& path : paths) {
    // What is only run by `law check` is read there.
    if (path.size() > 11 && path.compare(path.size() - 11, 11, ".cases.yaml") == 0) continue;
    std::ifstream in(root / path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (const auto node = ledgelight::law::parse_node(path, bytes))
      ledgelight::law::pack_file(path, *node, out);
  }
  std::ofstream file(arguments[2], std::ios::binary);
  file << out;
  file.close();
  return file ? 0 : 1;
}
