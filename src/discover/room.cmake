# discover: finds personal data in bytes, ties it to people, counts them by state. Pure but for
# decoder.cpp, which talks to the sandboxed program of src/decode over pipes.
add_room(discover ROOMS base linkage)
