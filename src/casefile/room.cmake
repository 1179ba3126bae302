# casefile: report, triage, the case, its facts and its timeline. Values in, values out.
embed_tree(casefile_content casefile ${CMAKE_SOURCE_DIR}/content/casefile)
add_room(casefile ROOMS base SOURCES ${casefile_content})
