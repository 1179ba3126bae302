# law: rule packs in, duties out. Values in, values out; load_rules alone reads a folder.
pkg(yamlcpp yaml-cpp)
embed_tree(embedded_rule_files rules ${CMAKE_SOURCE_DIR}/rules)
add_room(law ROOMS base LIBS PkgConfig::yamlcpp SOURCES ${embedded_rule_files})
# g++ 12 sees an overlap in std::string's own operator+ that is not there (GCC bug 105329).
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/law/breach_ways.cpp PROPERTIES COMPILE_OPTIONS
                            "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>")
