# vault: sealed files in a folder, named by the SHA-256 of their bytes.
if(NOT TARGET ledgelight_desk_ports)
  add_library(ledgelight_desk_ports INTERFACE)
  target_include_directories(ledgelight_desk_ports INTERFACE ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(ledgelight_desk_ports INTERFACE ledgelight_base)
endif()
add_room(vault ROOMS base desk_ports LIBS PkgConfig::openssl)
