# wiring: a folder becomes a desk. toml++ stays in desk_file.cpp.
pkg(sodium libsodium)
add_room(wiring ROOMS base law ledger desk store vault LIBS PkgConfig::sodium)
set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/open_desk.cpp PROPERTIES
                            COMPILE_DEFINITIONS "LEDGELIGHT_VERSION=\"${PROJECT_VERSION}\"")
