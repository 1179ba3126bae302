# notice: whom to tell, and the letter for each. Arrows: base, print.
add_room(notice ROOMS base print)
