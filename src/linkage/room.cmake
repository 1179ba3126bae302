# linkage: which records of a list speak of one person. Values in, values out.
add_room(linkage ROOMS base)
