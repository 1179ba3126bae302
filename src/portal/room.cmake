add_room(portal ROOMS desk http pages casefile law)
