# law: rule packs in, duties out. Values in, values out; load_rules alone reads a folder.
pkg(yamlcpp yaml-cpp)
embed_tree(embedded_rule_files rules ${CMAKE_SOURCE_DIR}/rules)
add_room(law ROOMS base LIBS PkgConfig::yamlcpp SOURCES ${embedded_rule_files})
