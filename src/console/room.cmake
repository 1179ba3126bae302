add_room(console ROOMS desk http pages)
