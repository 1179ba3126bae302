# cli: one file a group of subcommands; CLI11 stays in parse.cpp. With src/main.cpp: the program.
find_path(CLI11_INCLUDE CLI/App.hpp REQUIRED)
add_room(cli ROOMS base law ledger discover evidence casefile desk wiring serving)
add_executable(ledgelight ${CMAKE_SOURCE_DIR}/src/main.cpp)
target_link_libraries(ledgelight PRIVATE ledgelight_cli)
