add_room(pages ROOMS desk http)
