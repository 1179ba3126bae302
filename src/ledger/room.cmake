# ledger: the append-only Merkle log of acts, its proofs and its published files.
add_room(ledger ROOMS base LIBS PkgConfig::sodium)
