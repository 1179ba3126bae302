add_room(serving ROOMS desk http pages portal console)
