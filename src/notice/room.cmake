# notice: whom to tell, and the letter for each. Arrows: base, print.
embed_tree(papers_content papers ${CMAKE_SOURCE_DIR}/content/papers)
add_room(notice ROOMS base print SOURCES ${papers_content})
