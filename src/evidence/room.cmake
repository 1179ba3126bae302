# evidence: bags that leave the vault, custody, and the verifier an auditor runs.
add_room(evidence ROOMS base ledger)
