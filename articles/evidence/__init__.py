"""The evidence dossier of an edition: one file that opens offline and proves what was published and on what ground.

Not the dossiers of seeds (`policydesk/dossiers/`): those bring records in, this takes proof out. Everything in it is
sealed, append-only, or a redaction; so the dossier of one edition stays the same whatever the desk does afterwards.
"""
