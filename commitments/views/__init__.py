"""The public pages of the ledger, and the same as data.

They read `.public()` commitments and nothing else: what nobody published is as unknown to them as a slug that nobody
used. Nothing here sets a cookie, asks for the session or writes.
"""
