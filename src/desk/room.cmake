pkg(oath liboath)
pkg(archive libarchive)
pkg(sodium libsodium)
add_room(desk ROOMS base law ledger evidence discover casefile notice print
         LIBS PkgConfig::oath PkgConfig::archive PkgConfig::sodium)
