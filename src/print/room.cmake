# print: documents as tagged PDF. Arrow: base only.
pkg(pangocairo pangocairo)
pkg(pangoft2 pangoft2)
pkg(cairo_pdf cairo-pdf)
pkg(qpdf libqpdf)
find_path(ZINT_INCLUDE zint.h REQUIRED)
find_library(ZINT_LIBRARY zint REQUIRED)
add_library(ledgelight_zint INTERFACE IMPORTED GLOBAL)
target_include_directories(ledgelight_zint SYSTEM INTERFACE ${ZINT_INCLUDE})
target_link_libraries(ledgelight_zint INTERFACE ${ZINT_LIBRARY})
add_room(print ROOMS base LIBS PkgConfig::pangocairo PkgConfig::pangoft2 PkgConfig::cairo_pdf
         PkgConfig::qpdf ledgelight_zint)
# Only std::shared_ptr, never libqpdf's older holder.
target_compile_definitions(ledgelight_print PRIVATE POINTERHOLDER_TRANSITION=4)
# clang 14 with libstdc++ 12 cannot read libqpdf 11's headers as C++20.
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/print/tag.cpp
                            ${CMAKE_SOURCE_DIR}/src/print/check.cpp
                            PROPERTIES COMPILE_OPTIONS -std=c++17)
