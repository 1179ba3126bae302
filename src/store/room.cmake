# store: the desk's rows, in SQLite or in memory; SQL lives in queries/ and migrations/.
if(NOT TARGET ledgelight_desk_ports)
  add_library(ledgelight_desk_ports INTERFACE)
  target_include_directories(ledgelight_desk_ports INTERFACE ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(ledgelight_desk_ports INTERFACE ledgelight_base)
endif()
pkg(sqlite sqlite3)
embed_tree(store_queries queries ${CMAKE_SOURCE_DIR}/src/store/queries)
embed_tree(store_migrations migrations ${CMAKE_SOURCE_DIR}/src/store/migrations)
add_room(store ROOMS base desk_ports LIBS PkgConfig::sqlite
         SOURCES ${store_queries} ${store_migrations})
