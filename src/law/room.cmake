# law: rule packs in, duties out. Values in, values out; load_rules alone reads a folder.
pkg(yamlcpp yaml-cpp)
embed_tree(embedded_rule_files rules ${CMAKE_SOURCE_DIR}/rules)
# The same packs as trees (law/packed.hpp), so that no YAML is read at start.
set(packed_asm ${CMAKE_BINARY_DIR}/embed/packed_rules.S)
set(packed ${CMAKE_BINARY_DIR}/embed/packed_rules.bin)
set(packed_text ".section .note.GNU-stack,\"\",%progbits\n.section .rodata\n.global ledgelight_packed_rules\n.global ledgelight_packed_rules_end\nledgelight_packed_rules:\n")
if(LEDGELIGHT_FUZZ)
  set(packed_files ${packed_asm})
else()
  string(APPEND packed_text ".incbin \"${packed}\"\n")
  file(GLOB_RECURSE pack_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/rules/*.yaml)
  add_executable(pack_rules ${CMAKE_CURRENT_LIST_DIR}/pack_rules_main.cpp ${CMAKE_CURRENT_LIST_DIR}/packed.cpp
                 ${CMAKE_CURRENT_LIST_DIR}/node.cpp)
  target_link_libraries(pack_rules PRIVATE ledgelight_base PkgConfig::yamlcpp)
  target_include_directories(pack_rules PRIVATE ${CMAKE_SOURCE_DIR}/src)
  add_custom_command(OUTPUT ${packed} COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0
                     $<TARGET_FILE:pack_rules> ${CMAKE_SOURCE_DIR}/rules ${packed}
                     DEPENDS pack_rules ${pack_files} COMMENT "Reading the rule packs")
  set(packed_files ${packed_asm} ${packed})
endif()
string(APPEND packed_text "ledgelight_packed_rules_end:\n.byte 0\n")
file(CONFIGURE OUTPUT ${packed_asm} CONTENT "${packed_text}" @ONLY)
if(NOT LEDGELIGHT_FUZZ)
  set_source_files_properties(${packed_asm} PROPERTIES OBJECT_DEPENDS "${packed}")
endif()
add_room(law ROOMS base LIBS PkgConfig::yamlcpp SOURCES ${embedded_rule_files} ${packed_files})
# g++ 12 sees an overlap in std::string's own operator+ that is not there (GCC bug 105329).
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/law/breach_ways.cpp PROPERTIES COMPILE_OPTIONS
                            "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>")
