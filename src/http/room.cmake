# http: Beast and ctemplate stay behind our own types. This room also carries content/ and assets.
pkg(ctemplate libctemplate)
pkg(openssl_tls openssl)
pkg(zlib zlib)

# Exactly what the pages need of USWDS: the style sheet, what it names, the scripts, the sprite.
# Staged and compressed when CMake runs, so that embed_tree sees the files.
set(uswds ${CMAKE_SOURCE_DIR}/node_modules/@uswds/uswds/dist)
if(NOT EXISTS ${uswds}/css/uswds.min.css)
  message(FATAL_ERROR "The styles of the pages are not here. Run: npm ci  (tools/install does it)")
endif()
set(stage ${CMAKE_BINARY_DIR}/assets)
file(READ ${uswds}/css/uswds.min.css uswds_css)
string(REGEX MATCHALL "url\\(\\.\\./[a-zA-Z0-9_./-]+\\)" uswds_files "${uswds_css}")
list(TRANSFORM uswds_files REPLACE "url\\(\\.\\./([^)]*)\\)" "\\1")
list(REMOVE_ITEM uswds_files img/hero.jpg)  # a picture none of our pages shows
list(APPEND uswds_files css/uswds.min.css js/uswds.min.js js/uswds-init.min.js img/sprite.svg)
list(REMOVE_DUPLICATES uswds_files)
foreach(f ${uswds_files})
  configure_file(${uswds}/${f} ${stage}/${f} COPYONLY)
endforeach()
file(GLOB own_css CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/assets/*.css)
file(GLOB own_js CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/assets/*.js)
file(GLOB own_img CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/assets/*.svg)
foreach(kind css js img)
  foreach(f ${own_${kind}})
    get_filename_component(name ${f} NAME)
    configure_file(${f} ${stage}/${kind}/${name} COPYONLY)
    list(APPEND uswds_files ${kind}/${name})
  endforeach()
endforeach()
find_program(GZIP gzip REQUIRED)
find_program(BROTLI brotli)
foreach(f ${uswds_files})
  if(f MATCHES "\\.(css|js|svg)$")
    if(NOT EXISTS ${stage}/${f}.gz OR ${stage}/${f} IS_NEWER_THAN ${stage}/${f}.gz)
      execute_process(COMMAND ${GZIP} -9 -n -c ${stage}/${f} OUTPUT_FILE ${stage}/${f}.gz
                      COMMAND_ERROR_IS_FATAL ANY)
    endif()
    if(BROTLI AND (NOT EXISTS ${stage}/${f}.br OR ${stage}/${f} IS_NEWER_THAN ${stage}/${f}.br))
      execute_process(COMMAND ${BROTLI} -q 11 -n -f -o ${stage}/${f}.br ${stage}/${f}
                      COMMAND_ERROR_IS_FATAL ANY)
    endif()
  endif()
endforeach()

embed_tree(embedded_asset_files assets ${stage})
embed_tree(embedded_content_files content ${CMAKE_SOURCE_DIR}/content)

add_room(http ROOMS base LIBS PkgConfig::ctemplate PkgConfig::openssl_tls PkgConfig::zlib
         SOURCES ${embedded_asset_files} ${embedded_content_files})

# clang 14 cannot emit coroutines under -fsanitize=function ("difference across sections"). No fuzz
# target reaches these two files.
if(LEDGELIGHT_FUZZ)
  set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/server.cpp ${CMAKE_CURRENT_LIST_DIR}/session.cpp
                              PROPERTIES COMPILE_OPTIONS "-fno-sanitize=all")
endif()

if(LEDGELIGHT_BENCH AND NOT LEDGELIGHT_FUZZ)
  add_executable(http_bench EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/bench_main.cpp)
  target_link_libraries(http_bench PRIVATE ledgelight_http)
endif()
